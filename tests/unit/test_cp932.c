/*
 * test_cp932.c - every character of the WHATWG's index byte for byte, every
 * character of JIS X 0213, and what is written instead of what.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/macros.h"
#include "base/str.h"
#include "base/utf8.h"
#include "exchange/cp932.h"

#define POINTERS 11280

static uint32_t by_pointer[POINTERS]; /* the index */
static unsigned by_cp[65536];         /* the code that Windows writes */

/* What the Encoding Standard calls the Shift_JIS bytes of a pointer. */
static unsigned
code_of(int pointer)
{
	int lead = pointer / 188;
	int trail = pointer % 188;
	return (unsigned)(lead + (lead < 0x1F ? 0x81 : 0xC1)) << 8 |
	       (unsigned)(trail + (trail < 0x3F ? 0x40 : 0x41));
}

static int
read_index(void **state)
{
	(void)state;
	const char *srcdir = getenv("srcdir");
	AUTO_STR path = STR_INIT;
	str_addf(&path, "%s/tests/data/index-jis0208.txt", srcdir ? srcdir : ".");
	AUTO_FCLOSE FILE *f = fopen(str_text(&path), "r");
	assert_non_null(f);
	char line[256];
	int lines = 0;
	while (fgets(line, sizeof(line), f)) {
		int pointer;
		unsigned cp;
		if (line[0] == '#' || sscanf(line, "%d 0x%x", &pointer, &cp) != 2)
			continue;
		assert_true(pointer < POINTERS && cp < 0x10000);
		by_pointer[pointer] = cp;
		lines++;
		/* NEC's selection of IBM's characters is read but never written. */
		if (by_cp[cp] == 0 && !(pointer >= 8272 && pointer <= 8835))
			by_cp[cp] = code_of(pointer);
	}
	assert_int_equal(lines, 7724);
	return 0;
}

static struct cp932 *
table(void)
{
	struct err e = { 0 };
	struct cp932 *t = cp932_new(&e);
	if (!t)
		fail_msg("%s", e.msg);
	return t;
}

/* The bytes of one text, or fails when not all of it can be written. */
static void
expect(const struct cp932 *t, const char *text, const char *bytes)
{
	char out[64];
	size_t used;
	size_t len = cp932_encode(t, text, strlen(text), out, &used);
	assert_int_equal(used, strlen(text));
	assert_int_equal(len, strlen(bytes));
	assert_memory_equal(out, bytes, len);
}

TEST(every_character_of_the_index_has_the_bytes_of_the_index)
{
	AUTO(auto_free) struct cp932 *t = table();
	int seen = 0;
	for (int i = 0; i < POINTERS; i++) {
		uint32_t cp = by_pointer[i];
		if (cp == 0)
			continue;
		if (cp932_code(t, cp) != by_cp[cp])
			fail_msg("U+%04X: %04X, not %04X", cp, cp932_code(t, cp), by_cp[cp]);
		seen++;
	}
	assert_int_equal(seen, 7724);
}

TEST(encoding_and_looking_up_agree_for_every_code_point)
{
	AUTO(auto_free) struct cp932 *t = table();
	for (uint32_t cp = 1; cp < 0x20000; cp++) {
		AUTO_STR text = STR_INIT;
		char out[8];
		size_t used;
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		utf8_add(&text, cp);
		size_t len = cp932_encode(t, text.s, text.len, out, &used);
		unsigned code = cp932_code(t, cp);
		assert_int_equal(used, code ? text.len : 0);
		assert_int_equal(len, code == 0 ? 0 : code > 0xFF ? 2 : 1);
		if (len == 1)
			assert_int_equal((unsigned char)out[0], code);
		if (len == 2)
			assert_int_equal((unsigned char)out[0] << 8 | (unsigned char)out[1], code);
	}
}

/* Held beyond the index: ASCII, half-width kana, the user's own 1,880, and the eleven folded. */
TEST(nothing_beyond_the_index_is_written_but_what_is_named)
{
	AUTO(auto_free) struct cp932 *t = table();
	int own = 0;
	int folded = 0;
	for (uint32_t cp = 1; cp < 65536; cp++) {
		unsigned code = cp932_code(t, cp);
		if (code == 0 || by_cp[cp] == code)
			continue;
		if (cp < 0x80) {
			assert_int_equal(code, cp);
		} else if (cp >= 0xFF61 && cp <= 0xFF9F) {
			assert_int_equal(code, cp - 0xFF61 + 0xA1);
		} else if (cp >= 0xE000 && cp < 0xE000 + 1880) {
			assert_int_equal(code, code_of((int)(8836 + cp - 0xE000)));
			own++;
		} else {
			folded++;
		}
	}
	assert_int_equal(own, 1880);
	assert_int_equal(folded, 11);
}

TEST(characters_of_one_meaning_become_those_that_windows_has)
{
	AUTO(auto_free) struct cp932 *t = table();
	static const struct {
		const char *text, *bytes;
	} rows[] = {
		{ "〜", "\x81\x60" },
		{ "～", "\x81\x60" },
		{ "−", "\x81\x7C" },
		{ "－", "\x81\x7C" },
		{ "—", "\x81\x5C" },
		{ "―", "\x81\x5C" },
		{ "‖", "\x81\x61" },
		{ "∥", "\x81\x61" },
		{ "¥", "\x81\x8F" },
		{ "‾", "\x81\x50" },
		{ "¢", "\x81\x91" },
		{ "£", "\x81\x92" },
		{ "¬", "\x81\xCA" },
		{ "¦", "\xFA\x55" },
		{ "a\xC2\xA0z", "a z" },
		{ "\\~", "\\~" },
		{ "髙﨑①Ⅱ㈱", "\xFB\xFC\xFA\xB1\x87\x40\x87\x55\x87\x8A" },
		{ "ｱﾞ 0", "\xB1\xDE 0" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect(t, rows[i].text, rows[i].bytes);
}

TEST(what_cp932_does_not_hold_stops_the_encoder_there)
{
	AUTO(auto_free) struct cp932 *t = table();
	static const char *const texts[] = { "𠮷",           "é",
					     "鷗",           "㋿",
					     "ゔ",           "€",
					     "\xE2\x80\xAF", "😀",
					     "\xE3\x82\x99", "\xF3\xA0\x84\x80",
					     "\xE3\x81",     "\xED\xA0\x80",
					     "\xC0\xAF",     "\xFF" };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO_STR text = STR_INIT;
		char out[32];
		size_t used;
		str_addf(&text, "吉a%s吉", texts[i]);
		assert_int_equal(cp932_encode(t, text.s, text.len, out, &used), 3);
		assert_int_equal(used, 4);
	}
}

/* The code points of one JIS X 0213 code; 0 when there is none at that place. */
static int
jisx0213(iconv_t cd, int plane, int row, int cell, uint32_t out[2])
{
	char bytes[3] = { (char)0x8F, (char)(row + 0xA0), (char)(cell + 0xA0) };
	char utf8[32];
	char *from = plane == 1 ? bytes + 1 : bytes;
	char *to = utf8;
	size_t left = plane == 1 ? 2 : 3;
	size_t room = sizeof(utf8);
	bool ok = iconv(cd, &from, &left, &to, &room) != (size_t)-1 && left == 0;
	iconv(cd, NULL, NULL, &to, &room);
	const char *p = utf8;
	int count = 0;
	while (ok && p < to && count < 2)
		out[count++] = utf8_next(&p, to);
	return count;
}

TEST(every_character_of_jis_x_0213_is_exact_or_not_held)
{
	AUTO(auto_free) struct cp932 *t = table();
	iconv_t cd = iconv_open("UTF-8", "EUC-JISX0213");
	if (cd == (iconv_t)-1)
		skip();
	int exact = 0;
	int refused = 0;
	for (int i = 0; i < 2 * 94 * 94; i++) {
		uint32_t cps[2] = { 0, 0 };
		int count = jisx0213(cd, 1 + i / 8836, i / 94 % 94 + 1, i % 94 + 1, cps);
		for (int k = 0; k < count; k++) {
			unsigned code = cp932_code(t, cps[k]);
			bool listed = cps[k] < 65536 && by_cp[cps[k]] != 0;
			if (listed)
				assert_int_equal(code, by_cp[cps[k]]);
			exact += listed;
			refused += code == 0;
			/* The rest are those of one meaning, which have a test of their own. */
			assert_true(listed || code == 0 || cps[k] < 0x100 || cps[k] == 0x2014 ||
				    cps[k] == 0x2016 || cps[k] == 0x301C || cps[k] == 0x2212);
		}
	}
	iconv_close(cd);
	assert_in_range(exact, 7000, 7500);
	assert_in_range(refused, 3500, 4500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_of_the_index_has_the_bytes_of_the_index),
		cmocka_unit_test(encoding_and_looking_up_agree_for_every_code_point),
		cmocka_unit_test(nothing_beyond_the_index_is_written_but_what_is_named),
		cmocka_unit_test(characters_of_one_meaning_become_those_that_windows_has),
		cmocka_unit_test(what_cp932_does_not_hold_stops_the_encoder_there),
		cmocka_unit_test(every_character_of_jis_x_0213_is_exact_or_not_held),
	};
	return cmocka_run_group_tests(tests, read_index, NULL);
}
