/* test_utf8.c - code points, clusters and columns. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "test.h"

#include "base/lang.h"
#include "base/macros.h"
#include "base/utf8.h"

static int
in_utf8(void **state)
{
	(void)state;
	lang_init("locale");
	return 0;
}

TEST(every_scalar_value_is_read_and_written)
{
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		if (cp == 0xD800)
			cp = 0xE000;
		AUTO_STR b = STR_INIT;
		utf8_add(&b, cp);
		const char *p = b.s;
		if (utf8_next(&p, b.s + b.len) != cp || p != b.s + b.len)
			fail_msg("U+%04X", (unsigned)cp);
		/* no byte less will do */
		p = b.s;
		if (b.len > 1 && (utf8_next(&p, b.s + b.len - 1) != UTF8_BAD || p != b.s + 1))
			fail_msg("U+%04X cut", (unsigned)cp);
	}
}

TEST(broken_bytes_are_bad_one_by_one)
{
	static const char *const broken[] = {
		"\x80",             /* a continuation alone */
		"\xBF\xBF",
		"\xC0\x80",         /* overlong */
		"\xC1\xBF",
		"\xE0\x80\x80",
		"\xE0\x9F\xBF",
		"\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF",
		"\xED\xA0\x80",     /* surrogates */
		"\xED\xBF\xBF",
		"\xF4\x90\x80\x80", /* above U+10FFFF */
		"\xF5\x80\x80\x80",
		"\xFE",
		"\xFF",
		"\xE7\xAA",         /* cut */
		"\xF0\x9F\x98",
		"\xC3",
	};
	for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
		const char *p = broken[i], *end = p + strlen(p);
		assert_false(utf8_is_valid(p, strlen(p)));
		while (p < end) {
			const char *at = p;
			assert_true(utf8_next(&p, end) == UTF8_BAD);
			assert_ptr_equal(p, at + 1);
		}
	}
	const char *p = "\xE7\xAA" "a", *end = p + 3;
	assert_true(utf8_next(&p, end) == UTF8_BAD && utf8_next(&p, end) == UTF8_BAD);
	assert_int_equal(utf8_next(&p, end), 'a');
}

TEST(counts_are_code_points)
{
	assert_int_equal(utf8_count(""), 0);
	assert_int_equal(utf8_count("abc"), 3);
	assert_int_equal(utf8_count("窓口𠮷"), 3);
	assert_int_equal(utf8_count("か\u3099"), 2);
	assert_int_equal(utf8_count("a\xff" "b"), 3);
}

/* The clusters of `text` are `parts`, which end at NULL. */
static void
assert_clusters(const char *text, const char *const *parts)
{
	const char *p = text, *end = text + strlen(text);
	for (; *parts != NULL; parts++) {
		size_t len = utf8_cluster(p, end);
		if (len != strlen(*parts) || memcmp(p, *parts, len) != 0)
			fail_msg("\"%s\": %zu bytes where \"%s\" stands", text, len, *parts);
		p += len;
	}
	assert_ptr_equal(p, end);
	assert_int_equal(utf8_cluster(p, end), 0);
}

TEST(clusters_are_what_a_reader_calls_a_character)
{
	static const char *const claims[][6] = {
		{ "ab窓", "a", "b", "窓", NULL },
		{ "か\u3099き", "か\u3099", "き", NULL },
		{ "e\u0301\u0323x", "e\u0301\u0323", "x", NULL },
		{ "葛\U000E0100飾", "葛\U000E0100", "飾", NULL },
		{ "❤\uFE0Fa", "❤\uFE0F", "a", NULL },
		{ "👨\u200D👩\u200D👧!", "👨\u200D👩\u200D👧", "!", NULL },
		{ "👍🏽👍", "👍🏽", "👍", NULL },
		{ "🇯🇵🇫🇷", "🇯🇵", "🇫🇷", NULL },
		{ "한국", "한", "국", NULL },
		{ "ﾊﾞﾘ", "ﾊ", "ﾞ", "ﾘ", NULL }, /* half-width marks have their own cell */
		{ "a\r\nb", "a", "\r\n", "b", NULL },
		{ "\u3099a", "\u3099", "a", NULL },
		{ "\xE7\xAAz", "\xE7", "\xAA", "z", NULL },
		{ "e\xff\u0301", "e", "\xff", "\u0301", NULL },
		{ "ヷー・", "ヷ", "ー", "・", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(claims); i++)
		assert_clusters(claims[i][0], claims[i] + 1);
}

TEST(short_ways_agree_with_the_tables)
{
	/* Pairs around the borders of the ranges that utf8_cluster() takes as simple. */
	static const uint32_t cps[] = {
		0x1F,   0x20,   0x7E,   0x7F,   0xA0,   0x301,  0x200D, 0x303F, 0x3041, 0x3096,
		0x3099, 0x309B, 0x30A0, 0x30FF, 0x3105, 0x33FF, 0x3400, 0x4DC0, 0x9FFF, 0xA000,
		0xAC00, 0x1100, 0x1161, 0xFE0F, 0xFF01, 0xFF9D, 0xFFA0, 0x600,  0x903,
	};
	for (size_t i = 0; i < ARRAY_LEN(cps); i++) {
		for (size_t k = 0; k < ARRAY_LEN(cps); k++) {
			AUTO_STR b = STR_INIT;
			utf8_add(&b, cps[i]);
			size_t first = b.len;
			utf8_add(&b, cps[k]);
			bool breaks = utf8proc_grapheme_break((utf8proc_int32_t)cps[i],
							      (utf8proc_int32_t)cps[k]);
			assert_int_equal(utf8_cluster(b.s, b.s + b.len), breaks ? first : b.len);
		}
	}
}

TEST(width_of_every_code_point_is_the_c_librarys)
{
	for (uint32_t cp = 0xA0; cp <= 0x10FFFF; cp++) {
		wchar_t text[] = { (wchar_t)cp, L'\0' };
		int library = wcswidth(text, 1); /* wcwidth() may be the terminal floor's */
		if (utf8_cp_width(cp) != (library < 0 ? 1 : library))
			fail_msg("U+%04X: %d, not %d", (unsigned)cp, utf8_cp_width(cp), library);
	}
	for (uint32_t cp = 0; cp < 0xA0; cp++)
		assert_int_equal(utf8_cp_width(cp), cp >= 0x20 && cp < 0x7F);
}

TEST(known_characters_have_their_width)
{
	static const struct {
		const char *text;
		int width;
	} cases[] = {
		{ "", 0 },         { "abc", 3 },      { "窓口", 4 },       { "ﾊﾞﾘ", 3 },
		{ "か\u3099", 2 }, { "①", 1 },        { "㈱", 2 },         { "～〜－", 6 },
		{ "髙﨑𠮷\uFA19", 8 }, { "葛\U000E0100", 2 }, { "e\u0301", 1 }, { "😀", 2 },
		{ "\xff\xff", 2 }, { "\x1b\n", 0 },   { "…", 1 },          { "👨\u200D👩", 4 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (utf8_width(cases[i].text) != cases[i].width)
			fail_msg("\"%s\": %d", cases[i].text, utf8_width(cases[i].text));
}

TEST(fitting_ends_before_a_cluster_that_does_not_fit)
{
	static const struct {
		const char *text;
		int cols;
		const char *prefix;
	} cases[] = {
		{ "abc", 2, "ab" },        { "abc", 3, "abc" },      { "abc", 0, "" },
		{ "abc", -1, "" },         { "窓口", 3, "窓" },       { "窓口", 1, "" },
		{ "か\u3099き", 2, "か\u3099" }, { "か\u3099き", 1, "" },
		{ "a葛\U000E0100", 2, "a" },
		{ "a葛\U000E0100", 3, "a葛\U000E0100" }, { "", 5, "" }, { "👨\u200D👩a", 3, "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t len = utf8_fit(cases[i].text, cases[i].cols);
		assert_int_equal(len, strlen(cases[i].prefix));
	}
}

TEST(padding_fills_exactly_the_columns)
{
	static const struct {
		const char *text;
		int cols;
		const char *shown;
	} cases[] = {
		{ "abc", 5, "abc  " },   { "abc", 3, "abc" },      { "abcd", 3, "a.." },
		{ "abc", 2, "ab" },      { "abc", 1, "a" },        { "abc", 0, "" },
		{ "", 2, "  " },         { "窓口係", 6, "窓口係" }, { "窓口係", 5, "窓.. " },
		{ "窓口係", 4, "窓.." }, { "窓口係", 3, ".. " },   { "窓口係", 1, " " },
		{ "a\tb", 4, "a␉b " },   { "\x1b[2J", 4, "␛[2J" }, { "x\u202Ey", 3, "x\uFFFDy" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR b = STR_INIT;
		utf8_add_padded(&b, cases[i].text, cases[i].cols);
		assert_string_equal(str_text(&b), cases[i].shown);
	}
}

TEST(ambiguous_characters_are_two_wide_on_such_terminals)
{
	static const uint32_t ambiguous[] = { 0xA1,   0xD7,   0x3B1,  0x2014, 0x203B, 0x2026,
					      0x2116, 0x2160, 0x2192, 0x2460, 0x2500, 0x25A0,
					      0x25CB, 0x2605, 0xE000, 0xF8FF, 0xFFFD, 0x1F100 };
	static const uint32_t fixed[] = { 'a',    0xA0,   0xA2,   0x3042, 0x4E00,  0xFF71,
					  0xFF5E, 0x301C, 0x3231, 0x3099, 0x1F600, 0xFE0F };
	for (size_t i = 0; i < ARRAY_LEN(ambiguous); i++) {
		assert_true(utf8_is_ambiguous(ambiguous[i]));
		assert_int_equal(utf8_cp_width(ambiguous[i]), 1);
	}
	int before[ARRAY_LEN(fixed)];
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++) {
		assert_false(utf8_is_ambiguous(fixed[i]));
		before[i] = utf8_cp_width(fixed[i]);
	}
	utf8_set_ambiguous_wide(true);
	for (size_t i = 0; i < ARRAY_LEN(ambiguous); i++)
		assert_int_equal(utf8_cp_width(ambiguous[i]), 2);
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		assert_int_equal(utf8_cp_width(fixed[i]), before[i]);
	assert_int_equal(utf8_width("①②※漢Ⅱ"), 10);
	assert_int_equal(utf8_fit("①②", 3), strlen("①"));
	utf8_set_ambiguous_wide(false);
	assert_int_equal(utf8_width("①②※漢Ⅱ"), 6);
}

/* What canvas.c relies on, asked of the general ways for every character there is. */
static void
plain_text_is_one_visible_cluster_for_each_character(void **state)
{
	static const char *const beside[] = { "", "a", "あ", "ﾊ", "ﾞ", "漢", "、" };
	int plain = 0;

	(void)state;
	for (uint32_t cp = 1; cp < 0x110000; cp += cp == 0xD7FF ? 0x801 : 1) {
		AUTO_STR s = STR_INIT, shown = STR_INIT;

		utf8_add(&s, cp);
		if (!utf8_is_plain(s.s))
			continue;
		plain++;
		utf8_add_visible(&shown, s.s);
		assert_string_equal(s.s, shown.s);
		assert_true(utf8_cp_width(cp) > 0);
		for (size_t i = 0; i < ARRAY_LEN(beside); i++) {
			AUTO_STR pair = STR_INIT;

			str_addf(&pair, "%s%s", s.s, beside[i]);
			assert_int_equal(utf8_cluster(pair.s, pair.s + pair.len), s.len);
		}
	}
	assert_true(plain > 20000);
	assert_true(utf8_is_plain(""));
	assert_false(utf8_is_plain("か\u3099"));
	assert_false(utf8_is_plain("a\tb"));
	assert_false(utf8_is_plain("\xE3\x81"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_scalar_value_is_read_and_written),
		cmocka_unit_test(broken_bytes_are_bad_one_by_one),
		cmocka_unit_test(counts_are_code_points),
		cmocka_unit_test(clusters_are_what_a_reader_calls_a_character),
		cmocka_unit_test(short_ways_agree_with_the_tables),
		cmocka_unit_test(plain_text_is_one_visible_cluster_for_each_character),
		cmocka_unit_test(width_of_every_code_point_is_the_c_librarys),
		cmocka_unit_test(known_characters_have_their_width),
		cmocka_unit_test(fitting_ends_before_a_cluster_that_does_not_fit),
		cmocka_unit_test(padding_fills_exactly_the_columns),
		cmocka_unit_test(ambiguous_characters_are_two_wide_on_such_terminals),
	};
	return cmocka_run_group_tests(tests, in_utf8, NULL);
}
