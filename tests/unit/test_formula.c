/* test_formula.c - formulas neutralised and given back, numbers that keep their zeros. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <string.h>

#include "base/macros.h"
#include "base/rand.h"
#include "exchange/sheet/formula.h"

static void
expect(const char *text, bool as_text, const char *written)
{
	AUTO_STR b = STR_INIT;
	AUTO_STR back = STR_INIT;
	formula_guard(&b, text, as_text);
	assert_string_equal(str_text(&b), written);
	formula_unguard(&back, str_text(&b));
	assert_string_equal(str_text(&back), text);
}

TEST(what_begins_like_a_formula_gets_an_apostrophe)
{
	static const char *const formulas[] = {
		"=1+1",
		"=cmd|'/C calc'!A0",
		"+81-3-1234-5678",
		"-2+3",
		"@SUM(1)",
		"\t=1",
		"\r=1",
		"\n=1",
		"＝1",
		"＋1",
		"－1",
		"＠あ",
		"−1",
		"=",
		"-",
		"=HYPERLINK(\"http://x\",\"y\")",
		"=\"0297\"",
		"=\"abc\"",
		"+",
		"@",
	};
	for (size_t i = 0; i < ARRAY_LEN(formulas); i++) {
		AUTO_STR written = STR_INIT;
		str_addf(&written, "'%s", formulas[i]);
		expect(formulas[i], false, str_text(&written));
	}
}

TEST(apostrophes_in_front_are_counted_not_lost)
{
	expect("'=1", false, "''=1");
	expect("''=1", false, "'''=1");
	expect("'abc", false, "'abc");
	expect("'", false, "'");
	expect("''", false, "''");
	expect("'90年代", false, "'90年代");
}

TEST(all_else_stays_as_it_is)
{
	static const char *const plain[] = { "",    "合唱団ひばり", "1=2", "a@b.jp", "03-1234-5678",
					     " =1", "ー",           "〜",  "(株)",   "0297" };
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		expect(plain[i], false, plain[i]);
}

TEST(numbers_keep_their_zeros_when_asked_for)
{
	expect("0297", true, "=\"0297\"");
	expect("03-1234-5678", true, "=\"03-1234-5678\"");
	expect("1-2", true, "=\"1-2\"");
	expect("１２３４", true, "=\"１２３４\"");
	expect("4月1日", true, "=\"4月1日\"");
	expect("12345678901234567890", true, "=\"12345678901234567890\"");
	expect("+81-3", true, "=\"+81-3\"");
	expect("1e5", true, "=\"1e5\"");
	expect("第1回", true, "第1回");
	expect("=1+1", true, "'=1+1");
	expect("=\"0297\"", true, "'=\"0297\"");
	expect("--", true, "'--");
	expect("", true, "");
}

TEST(any_text_comes_back_byte_for_byte)
{
	static const char *const parts[] = { "'", "=", "\"", "0", "あ", "－", "\t", "a", "@", " " };
	struct rand r;
	rand_init(&r, 5);
	for (int i = 0; i < 200000; i++) {
		AUTO_STR text = STR_INIT;
		AUTO_STR written = STR_INIT;
		AUTO_STR back = STR_INIT;
		for (int n = rand_below(&r, 7); n > 0; n--)
			str_add(&text, parts[rand_below(&r, (int)ARRAY_LEN(parts))]);
		formula_guard(&written, str_text(&text), rand_below(&r, 2) == 0);
		formula_unguard(&back, str_text(&written));
		assert_string_equal(str_text(&back), str_text(&text));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_begins_like_a_formula_gets_an_apostrophe),
		cmocka_unit_test(apostrophes_in_front_are_counted_not_lost),
		cmocka_unit_test(all_else_stays_as_it_is),
		cmocka_unit_test(numbers_keep_their_zeros_when_asked_for),
		cmocka_unit_test(any_text_comes_back_byte_for_byte),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
