/* test_rule_fraction.c - exact shares and amounts. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "base/macros.h"
#include "rule/fraction.h"

static struct share
of(int64_t num, int64_t den)
{
	return (struct share){ num, den };
}

static void
is(struct share a, int64_t num, int64_t den)
{
	assert_int_equal(a.num, num);
	assert_int_equal(a.den, den);
}

TEST(results_are_in_lowest_terms)
{
	struct share r;

	assert_true(fraction_add(of(1, 6), of(1, 3), &r));
	is(r, 1, 2);
	assert_true(fraction_subtract(of(1, 2), of(1, 2), &r));
	is(r, 0, 1);
	assert_true(fraction_multiply(of(-900, 1), of(113, 100), &r));
	is(r, -1017, 1);
	assert_int_equal(fraction_compare(of(2, 3), of(3, 4)), -1);
	assert_int_equal(fraction_compare(of(-2, 3), of(-3, 4)), 1);
	assert_int_equal(fraction_compare(of(2, 4), of(1, 2)), 0);
}

TEST(rounding_is_towards_and_away_from_nothing)
{
	static const struct {
		struct share a;
		int to;
		enum round_how how;
		int yen;
	} cases[] = {
		{ { 1995, 2 }, 1, ROUND_DOWN, 997 },      { { 1995, 2 }, 1, ROUND_UP, 998 },
		{ { 1995, 2 }, 1, ROUND_HALF_UP, 998 },   { { 1994, 2 }, 1, ROUND_UP, 997 },
		{ { 945, 1 }, 10, ROUND_HALF_UP, 950 },   { { 9449, 10 }, 10, ROUND_HALF_UP, 940 },
		{ { 25, 1 }, 50, ROUND_HALF_UP, 50 },     { { 1, 7 }, 100, ROUND_UP, 100 },
		{ { -1995, 2 }, 1, ROUND_DOWN, -997 },    { { -1995, 2 }, 1, ROUND_UP, -998 },
		{ { -1995, 2 }, 1, ROUND_HALF_UP, -998 }, { { 0, 1 }, 100, ROUND_UP, 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct share r;

		assert_true(fraction_round(cases[i].a, cases[i].to, cases[i].how, &r));
		is(r, cases[i].yen, 1);
	}
}

TEST(what_does_not_fit_is_refused_and_leaves_the_result_alone)
{
	struct share big = of(FRACTION_MAX - 1, 1), small = of(1, FRACTION_MAX - 1);
	struct share r = of(7, 1);

	assert_true(fraction_add(big, of(0, 1), &r));
	is(r, FRACTION_MAX - 1, 1);
	r = of(7, 1);
	assert_false(fraction_add(big, of(1, 1), &r));
	assert_false(fraction_subtract(of(-FRACTION_MAX + 1, 1), of(1, 1), &r));
	assert_false(fraction_multiply(big, of(2, 1), &r));
	assert_false(fraction_multiply(small, of(1, 2), &r));
	assert_false(fraction_add(small, of(1, 2), &r));
	assert_false(fraction_round(big, 1000000, ROUND_UP, &r));
	is(r, 7, 1);
	assert_true(fraction_multiply(big, small, &r));
	is(r, 1, 1);
}

TEST(amounts_are_written_with_the_part_of_a_yen)
{
	static const struct {
		struct share a;
		const char *text;
	} cases[] = {
		{ { 1200, 1 }, "1,200 yen" }, { { 0, 1 }, "0 yen" },
		{ { -50, 1 }, "-50 yen" },    { { 4000, 3 }, "1,333 1/3 yen" },
		{ { 1, 2 }, "1/2 yen" },      { { -5, 2 }, "-2 1/2 yen" },
		{ { -1, 7 }, "-1/7 yen" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR text = STR_INIT;

		fraction_add_yen(&text, cases[i].a);
		assert_string_equal(str_text(&text), cases[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_are_in_lowest_terms),
		cmocka_unit_test(rounding_is_towards_and_away_from_nothing),
		cmocka_unit_test(what_does_not_fit_is_refused_and_leaves_the_result_alone),
		cmocka_unit_test(amounts_are_written_with_the_part_of_a_yen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
