/* test_money.c - whole yen and whole numbers. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "base/money.h"

TEST(sums_are_read_as_people_write_them)
{
	static const struct {
		const char *text;
		int64_t yen;
	} cases[] = {
		{ "0", 0 },           { "2400", 2400 },      { "2,400", 2400 },
		{ "２４００円", 2400 }, { "２，４００", 2400 },  { "¥2400", 2400 },
		{ "￥2,400", 2400 },  { "\\2400", 2400 },    { " 2400 円 ", 2400 },
		{ "2400 yen", 2400 }, { "-300", -300 },      { "▲300", -300 },
		{ "△1,300", -1300 },  { "−300", -300 },      { "－３００円", -300 },
		{ "¥-300", -300 },    { "-¥300", -300 },     { "+300", 300 },
		{ "007", 7 },         { "1,234,567", 1234567 },
		{ "999,999,999,999", YEN_MAX },              { "-999999999999", -YEN_MAX },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t yen = 1;
		struct err e = { 0 };
		assert_true(yen_parse(cases[i].text, &yen, &e));
		assert_int_equal(yen, cases[i].yen);
	}
}

TEST(what_is_no_sum_is_refused_with_a_sentence)
{
	static const char *const cases[] = {
		"",     "-",       "円",      "¥",       "2,40",  "2,4000", ",400",  "2,,400",
		"2400,", "24.5",   "2400円円", "¥¥2400", "--300", "12a",    "1 000", "0x10",
		"+-3",  "2,400\n", "1e3",     "99999999999999999999999",
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t yen = 77;
		struct err e = { 0 };
		assert_false(yen_parse(cases[i], &yen, &e));
		assert_int_equal(e.code, ERR_INVALID);
		assert_int_equal(yen, 77);
		assert_non_null(strstr(e.msg, "2,400"));
	}
}

TEST(sum_over_the_limit_is_refused)
{
	int64_t yen;
	struct err e;
	assert_false(yen_parse("1,000,000,000,000", &yen, &e));
	assert_int_equal(e.code, ERR_INVALID);
	assert_false(yen_parse("-1000000000000", &yen, &e));
}

TEST(refusal_shows_what_was_typed_without_its_controls)
{
	int64_t yen;
	struct err e;
	assert_false(yen_parse("\x1b]0;x\x07", &yen, &e));
	assert_non_null(strstr(e.msg, "␛]0;x␇"));
}

TEST(sums_are_written_with_commas)
{
	static const struct {
		int64_t yen;
		const char *text;
	} cases[] = {
		{ 0, "0" },           { 7, "7" },           { 999, "999" },
		{ 1000, "1,000" },    { -300, "-300" },     { 1000005, "1,000,005" },
		{ -12345, "-12,345" }, { YEN_MAX, "999,999,999,999" },
		{ INT64_MIN, "-9,223,372,036,854,775,808" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR b = STR_INIT;
		yen_add(&b, cases[i].yen);
		assert_string_equal(b.s, cases[i].text);
	}
}

TEST(unit_follows_the_language)
{
	AUTO_STR b = STR_INIT;
	yen_add_unit(&b, 2400);
	assert_string_equal(b.s, "2,400 yen");
}

TEST(what_is_written_is_read_back)
{
	for (int64_t yen = 1; yen < YEN_MAX; yen = yen * 7 + 3) {
		for (int sign = -1; sign <= 1; sign += 2) {
			AUTO_STR b = STR_INIT;
			yen_add_unit(&b, sign * yen);
			int64_t back;
			assert_true(yen_parse(b.s, &back, NULL));
			assert_int_equal(back, sign * yen);
		}
	}
}

TEST(whole_numbers_are_read)
{
	int64_t value;
	assert_true(int_parse("２０", &value, NULL));
	assert_int_equal(value, 20);
	assert_true(int_parse(" 1,200 ", &value, NULL));
	assert_int_equal(value, 1200);
	assert_true(int_parse("-5", &value, NULL));
	assert_int_equal(value, -5);
	assert_true(int_parse("9223372036854775807", &value, NULL));
	assert_true(value == INT64_MAX);
}

TEST(what_is_no_whole_number_is_refused)
{
	static const char *const cases[] = { "",     "1.5",  "2円", "¥2", "1,2",
					     "９２２３３７２０３６８５４７７５８０８", "a", "人" };
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t value = 77;
		struct err e = { 0 };
		assert_false(int_parse(cases[i], &value, &e));
		assert_int_equal(e.code, ERR_INVALID);
		assert_int_equal(value, 77);
		assert_true(e.msg[0] != '\0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_are_read_as_people_write_them),
		cmocka_unit_test(what_is_no_sum_is_refused_with_a_sentence),
		cmocka_unit_test(sum_over_the_limit_is_refused),
		cmocka_unit_test(refusal_shows_what_was_typed_without_its_controls),
		cmocka_unit_test(sums_are_written_with_commas),
		cmocka_unit_test(unit_follows_the_language),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(whole_numbers_are_read),
		cmocka_unit_test(what_is_no_whole_number_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
