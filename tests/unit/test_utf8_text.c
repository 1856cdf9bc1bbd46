/* test_utf8_text.c - what text comes in and how it goes out; changes of form. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "test.h"

#include "base/lang.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/utf8.h"

static int
in_utf8(void **state)
{
	(void)state;
	setenv("LANGUAGE", "en", 1);
	lang_init("locale");
	return 0;
}

/* As they stand in the registers of real places; each must survive as it is. */
static const char *const names[] = {
	"髙橋",
	"山﨑",
	"𠮷田",
	"\uFA19社", /* 神 in its old form */
	"～会〜",
	"①番",
	"ﾊﾞﾘｱﾌﾘｰ",
	"葛\U000E0100城",
	"❤\uFE0Fの会",
	"👨\u200D👩\u200D👧広場",
	"é e\u0301 ü",
	"か\u3099",
	"한글",
	"Ω≒㈱㍻",
	"\uE000外字",
	"a\u00A0b　c",
};

TEST(names_come_in)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct err e = { 0 };
		if (!utf8_check_text(names[i], false, &e))
			fail_msg("\"%s\": %s", names[i], e.msg);
	}
	assert_true(utf8_check_text("", false, NULL));
}

TEST(names_go_out_as_they_are)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_STR b = STR_INIT;
		utf8_add_visible(&b, names[i]);
		assert_string_equal(b.s, names[i]);
	}
}

static const struct {
	const char *text;
	const char *refusal; /* part of the sentence */
	const char *shown;
} dangers[] = {
	{ "a\tb", "Character 2 is a control character (U+0009)", "a␉b" },
	{ "\x1b]0;PWNED\x07\x1b[2J", "Character 1 is a control character (U+001B)",
	  "␛]0;PWNED␇␛[2J" },
	{ "ab\x7f", "Character 3 is a control character (U+007F)", "ab␡" },
	{ "山\xC2\x9B" "2J", "Character 2 is a control character (U+009B)", "山\uFFFD2J" },
	{ "か\u3099\u202Eb", "Character 2 cannot be seen or is none (U+202E)", "か\u3099\uFFFDb" },
	{ "a\u2066b", "(U+2066)", "a\uFFFDb" },
	{ "a\u200Bb", "Character 2 cannot be seen", "a\uFFFDb" },
	{ "a\u200Cb", "(U+200C)", "a\uFFFDb" },
	{ "a\u00ADb", "(U+00AD)", "a\uFFFDb" },
	{ "\uFEFFa", "Character 1 cannot be seen or is none (U+FEFF)", "\uFFFDa" },
	{ "a\u2028b", "(U+2028)", "a\uFFFDb" },
	{ "a\u2029b", "(U+2029)", "a\uFFFDb" },
	{ "a\u2060b", "(U+2060)", "a\uFFFDb" },
	{ "a\u034Fb", "(U+034F)", "a\uFFFDb" },
	{ "a\u3164b", "(U+3164)", "a\uFFFDb" },
	{ "a\uFFA0b", "(U+FFA0)", "a\uFFFDb" },
	{ "a\u115Fb", "(U+115F)", "a\uFFFDb" },
	{ "a\u180Eb", "(U+180E)", "a\uFFFDb" },
	{ "a\uFFFEb", "(U+FFFE)", "a\uFFFDb" },
	{ "a\uFDD0b", "(U+FDD0)", "a\uFFFDb" },
	{ "a\U0001FFFFb", "(U+1FFFF)", "a\uFFFDb" },
	{ "a\U000E0041b", "(U+E0041)", "a\uFFFDb" },
	{ "\uFE0Fa", "Character 1", "\uFFFDa" },             /* a selector without a base */
	{ " \uFE0Fa", "(U+FE0F)", " \uFFFDa" },
	{ "葛\U000E0100\U000E0101", "(U+E0101)", "葛\U000E0100\uFFFD" }, /* two of them */
	{ "a\u200D", "(U+200D)", "a\uFFFD" },                /* nothing to join to */
	{ "\u200Da", "Character 1", "\uFFFDa" },
	{ "a\u200D\u200Db", "(U+200D)", "a\uFFFD\uFFFDb" },
	{ "a\u200D b", "(U+200D)", "a\uFFFD b" },
	{ "a\u200D\u202Eb", "(U+200D)", "a\uFFFD\uFFFDb" },
	{ "a\xff", "Character 2 is not valid UTF-8 (byte FF)", "a\uFFFD" },
	{ "\xED\xA0\x80", "Character 1 is not valid UTF-8 (byte ED)", "\uFFFD\uFFFD\uFFFD" },
};

TEST(dangers_are_named_with_their_place)
{
	for (size_t i = 0; i < ARRAY_LEN(dangers); i++) {
		for (int multi_line = 0; multi_line <= 1; multi_line++) {
			struct err e = { 0 };
			if (utf8_check_text(dangers[i].text, multi_line, &e))
				fail_msg("case %zu is let in", i);
			assert_int_equal(e.code, ERR_INVALID);
			if (strstr(e.msg, dangers[i].refusal) == NULL)
				fail_msg("case %zu: %s", i, e.msg);
		}
	}
}

TEST(dangers_are_shown_as_marks)
{
	for (size_t i = 0; i < ARRAY_LEN(dangers); i++) {
		AUTO_STR b = STR_INIT;
		utf8_add_visible(&b, dangers[i].text);
		assert_string_equal(b.s, dangers[i].shown);
		AUTO_STR again = STR_INIT;
		utf8_add_visible(&again, b.s);
		assert_string_equal(again.s, b.s);
	}
}

TEST(mark_without_its_letter_gets_a_circle)
{
	AUTO_STR b = STR_INIT;
	str_add(&b, "前");
	utf8_add_visible(&b, "\u3099後");
	assert_string_equal(b.s, "前\u25CC\u3099後"); /* 前 stays clean */
}

TEST(newline_comes_in_where_lines_are_wanted)
{
	struct err e;
	assert_true(utf8_check_text("一行目\n二行目\n", true, &e));
	assert_false(utf8_check_text("一行目\n二行目\n", false, &e));
	assert_non_null(strstr(e.msg, "Character 4"));
	assert_false(utf8_check_text("a\r\n", true, &e));
	assert_false(utf8_check_text("a\n\uFE0F", true, &e));
}

TEST(no_code_point_at_all_goes_out_raw_and_unsafe)
{
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		if (cp == 0xD800)
			cp = 0xE000;
		AUTO_STR text = STR_INIT;
		AUTO_STR shown = STR_INIT;
		utf8_add(&text, 'a');
		utf8_add(&text, cp);
		utf8_add(&text, 'b');
		utf8_add_visible(&shown, text.s);
		bool is_let_in = utf8_check_text(text.s, false, NULL);
		if (is_let_in != str_equal(shown.s, text.s) || is_let_in == utf8_is_unsafe(cp))
			fail_msg("U+%04X", (unsigned)cp);
	}
	assert_true(utf8_is_unsafe(UTF8_BAD));
}

TEST(private_use_is_told)
{
	assert_true(utf8_has_private("外\uE000字"));
	assert_true(utf8_has_private("\U000F0000"));
	assert_true(utf8_has_private("\U00100001"));
	assert_false(utf8_has_private("外字"));
	assert_false(utf8_has_private("\xEE\x80"));
	assert_false(utf8_has_private("\uF900"));
}

TEST(decomposed_kana_and_latin_are_composed)
{
	static const struct {
		const char *typed, *stored;
	} cases[] = {
		{ "か\u3099", "が" },
		{ "は\u3099は\u309A", "ばぱ" },
		{ "ホ\u309A", "ポ" },
		{ "ウ\u3099う\u3099", "ヴゔ" },
		{ "つ\u3099て\u3099と\u3099ツ\u3099", "づでどヅ" },
		{ "ワ\u3099ヰ\u3099ヱ\u3099ヲ\u3099", "ヷヸヹヺ" },
		{ "ゝ\u3099ヽ\u3099", "ゞヾ" },
		{ "e\u0301", "é" },
		{ "E\u0302\u0301", "Ế" },
		{ "ê\u0301", "ế" },
		{ "o\u0323\u0302", "ộ" },
		{ "Cafe\u0301 か\u3099", "Café が" },
		{ "", "" },
		{ "窓口", "窓口" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *stored = utf8_compose(cases[i].typed);
		assert_string_equal(stored, cases[i].stored);
	}
}

TEST(composing_changes_nothing_else)
{
	static const char *const texts[] = {
		"\uFA19\uFA1B\uFA1E\uFA30",     /* compatibility kanji: NFC would alter them */
		"\u212B\u2126",     /* ANGSTROM SIGN, OHM SIGN */
		"ﾊﾞﾘ",
		"ｶ\u3099",          /* half-width kana do not compose */
		"あ\u3099な\u309A", /* no such kana */
		"か\u309A",
		"\u3099か",
		"q\u0301\u0323x",   /* nothing composes: not even reordered */
		"α\u0301и\u0306",   /* not Latin */
		"㍻①～",
		"\xff\u3099か\xe3\x82",
		"葛\U000E0100\u0301",
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO_FREE char *stored = utf8_compose(texts[i]);
		assert_string_equal(stored, texts[i]);
	}
}

/* utf8_compose() of a letter and a mark is NFC's, wherever that makes one of two. */
static int
composed_pairs(uint32_t first, uint32_t last, uint32_t first_mark, uint32_t last_mark)
{
	int composed = 0;
	for (uint32_t cp = first; cp <= last; cp++) {
		for (uint32_t mark = first_mark; mark <= last_mark; mark++) {
			AUTO_STR b = STR_INIT;
			utf8_add(&b, cp);
			utf8_add(&b, mark);
			AUTO_FREE char *ours = utf8_compose(b.s);
			AUTO_FREE void *nfc = utf8proc_NFC((const utf8proc_uint8_t *)b.s);
			if (utf8_count(nfc) == 1) {
				assert_string_equal(ours, nfc);
				composed++;
			} else {
				assert_string_equal(ours, b.s);
			}
		}
	}
	return composed;
}

TEST(pairs_compose_as_unicode_says)
{
	assert_int_equal(composed_pairs(0x3041, 0x30FE, 0x3099, 0x309A), 58);
	assert_int_equal(composed_pairs('A', 'z', 0x0300, 0x036F), 428);
	assert_int_equal(composed_pairs(0xC0, 0x24F, 0x0300, 0x036F), 184);
	assert_int_equal(composed_pairs(0x1E00, 0x1EFF, 0x0300, 0x036F), 24);
}

TEST(equal_readings_have_equal_keys)
{
	static const char *const groups[][6] = {
		{ "ﾋﾊﾞﾘ", "ヒバリ", "ひばり", "ひは\u3099り", "ヒ ハ゛リ", NULL },
		{ "Ａ", "a", "A", "ａ", NULL },
		{ "コーヒー", "コーヒ", "ｺｰﾋｰ", "コ ー ヒ ー", "こひ", NULL },
		{ "㈱山田", "(株)山田", "（株）　山田", NULL },
		{ "03-1234-5678", "0312345678",
		  "０３－１２３４－５６７８", "03−1234−5678", "03‐1234‐5678",
		  NULL },
		{ "ジャズ・クラブ", "ジャズクラブ", "ｼﾞｬｽﾞ･ｸﾗﾌﾞ", "じゃず くらぶ", NULL },
		{ "Straße", "STRASSE", "strasse", NULL },
		{ "ヴ", "ゔ", "ｳﾞ", "う\u3099", NULL },
		{ "ヷ", "ワ\u3099", "わ\u3099", "ﾜﾞ", NULL },
		{ "葛\U000E0100城", "葛城", NULL },
		{ "㍻", "平成", NULL },
		{ "Café", "CAFE\u0301", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		AUTO_FREE char *first = utf8_search_key(groups[i][0]);
		for (size_t k = 1; groups[i][k] != NULL; k++) {
			AUTO_FREE char *other = utf8_search_key(groups[i][k]);
			assert_string_equal(other, first);
		}
	}
}

TEST(different_readings_keep_different_keys)
{
	static const char *const texts[] = {
		"はな", "ばな", "ぱな", "はなび", "花", "hana", "ハナ2",
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		for (size_t k = 0; k < i; k++) {
			AUTO_FREE char *a = utf8_search_key(texts[i]);
			AUTO_FREE char *b = utf8_search_key(texts[k]);
			assert_string_not_equal(a, b);
		}
	}
}

/* "é" is not among the plain characters, so that a text with it goes the long way. */
TEST(the_short_way_to_a_key_gives_the_same_key)
{
	static const uint32_t ranges[][2] = { { 0x01, 0x7E }, { 0x3000, 0x3098 },
					      { 0x309D, 0x30FF }, { 0x4E00, 0x9FFF },
					      { 0xFF01, 0xFF5E } };
	for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
		for (uint32_t cp = ranges[i][0]; cp <= ranges[i][1]; cp++) {
			AUTO_STR alone = STR_INIT;
			AUTO_STR with = STR_INIT;
			utf8_add(&alone, cp);
			utf8_add(&with, cp);
			str_add(&with, "é");
			AUTO_FREE char *short_key = utf8_search_key(str_text(&alone));
			AUTO_FREE char *long_key = utf8_search_key(str_text(&with));
			AUTO_FREE char *expected = mem_printf("%sé", short_key);
			assert_string_equal(long_key, expected);
		}
	}
}

TEST(commands_are_narrowed)
{
	AUTO_FREE char *narrow = utf8_narrow("ｎ　ｅ　２ｈ！～ヒバリｱ");
	assert_string_equal(narrow, "n e 2h!~ヒバリｱ");
}

TEST(readings_become_katakana)
{
	static const struct {
		const char *typed, *kana;
	} cases[] = {
		{ "ひばりがおか", "ヒバリガオカ" },     { "ﾋﾊﾞﾘｶﾞｵｶ", "ヒバリガオカ" },
		{ "ヒバリ", "ヒバリ" },
		{ "ﾊﾟｿｺﾝ･ｸﾗﾌﾞ", "パソコン・クラブ" },
		{ "こーひー　NPO 2", "コーヒー　NPO 2" }, { "は\u3099", "バ" },
		{ "ウ゛", "ヴ" },                       { "ｦｧﾝ", "ヲァン" },
		{ "いすゞ", "イスヾ" },                 { "ＡＢ１", "ＡＢ１" },
		{ "ゔぁ", "ヴァ" },                     { "", "" },
		{ "ｳﾞｯｰ", "ヴッー" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR out = STR_INIT;
		assert_true(utf8_to_katakana(cases[i].typed, &out));
		assert_string_equal(str_text(&out), cases[i].kana);
	}
}

TEST(what_is_no_reading_is_refused_and_adds_nothing)
{
	static const char *const cases[] = { "山だ", "か-", "ひばり!", "ゝ\u309A", "あ゛",
					     "゛",   "ﾞ",   "\xff",     "ひ\n" };
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR out = STR_INIT;
		str_add(&out, "x");
		if (utf8_to_katakana(cases[i], &out))
			fail_msg("\"%s\" gives \"%s\"", cases[i], out.s);
		assert_string_equal(out.s, "x");
	}
}

/* So that a field need not look at plain text a second time. */
TEST(plain_text_is_let_in_and_is_composed_already)
{
	int plain = 0;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		AUTO_STR text = STR_INIT;
		str_add(&text, "かハaE");
		utf8_add(&text, cp);
		if (!utf8_is_plain(str_text(&text)))
			continue;
		plain++;
		AUTO_FREE char *composed = utf8_compose(str_text(&text));
		assert_string_equal(composed, str_text(&text));
		assert_true(utf8_check_text(str_text(&text), false, NULL));
	}
	assert_true(plain > 20000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_come_in),
		cmocka_unit_test(names_go_out_as_they_are),
		cmocka_unit_test(dangers_are_named_with_their_place),
		cmocka_unit_test(dangers_are_shown_as_marks),
		cmocka_unit_test(mark_without_its_letter_gets_a_circle),
		cmocka_unit_test(newline_comes_in_where_lines_are_wanted),
		cmocka_unit_test(no_code_point_at_all_goes_out_raw_and_unsafe),
		cmocka_unit_test(private_use_is_told),
		cmocka_unit_test(decomposed_kana_and_latin_are_composed),
		cmocka_unit_test(composing_changes_nothing_else),
		cmocka_unit_test(pairs_compose_as_unicode_says),
		cmocka_unit_test(plain_text_is_let_in_and_is_composed_already),
		cmocka_unit_test(equal_readings_have_equal_keys),
		cmocka_unit_test(different_readings_keep_different_keys),
		cmocka_unit_test(the_short_way_to_a_key_gives_the_same_key),
		cmocka_unit_test(commands_are_narrowed),
		cmocka_unit_test(readings_become_katakana),
		cmocka_unit_test(what_is_no_reading_is_refused_and_adds_nothing),
	};
	return cmocka_run_group_tests(tests, in_utf8, NULL);
}
