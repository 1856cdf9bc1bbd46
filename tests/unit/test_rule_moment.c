/* test_rule_moment.c - days reckoned from other days. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_kit.h"

#include "base/str.h"

enum { SUN, MON, TUE, WED, THU, FRI, SAT };

static void
assert_day(struct kit *k, enum moment_way way, struct moment m, const char *from,
	const char *expected)
{
	struct facts f;
	char found[DATE_TEXT_SIZE] = "none";

	facts_init(&f, &k->book, &k->around);
	day_num day = moment_day(&f, &m, ON(from), way, NULL);
	if (day != DAY_NONE)
		date_to_iso(day, found);
	assert_string_equal(found, expected);
	facts_done(&f);
}

#define BACK(k, from, expected, ...) assert_day(k, MOMENT_BACK, MOMENT(__VA_ARGS__), from, expected)
#define FORTH(k, from, expected, ...) assert_day(k, MOMENT_ON, MOMENT(__VA_ARGS__), from, expected)

static void
days_and_weeks(void **state)
{
	struct kit *k = *state;

	BACK(k, "2026-12-01", "2026-11-28", .unit = MOMENT_DAYS, .amount = 3);
	BACK(k, "2026-12-01", "2026-12-01", .unit = MOMENT_DAYS, .amount = 0);
	FORTH(k, "2026-12-28", "2027-01-04", .unit = MOMENT_DAYS, .amount = 7);
	BACK(k, "2026-12-01", "2026-11-10", .unit = MOMENT_WEEKS, .amount = 3);
	/* 2026-12-06 is a Sunday, of the week from 11-30; 12-07 the Monday after it. */
	BACK(k, "2026-12-06", "2026-11-23", .unit = MOMENT_WEEK_DAY, .amount = 1, .weekday = 1);
	BACK(k, "2026-12-07", "2026-11-30", .unit = MOMENT_WEEK_DAY, .amount = 1, .weekday = 1);
	BACK(k, "2026-12-07", "2026-12-13", .unit = MOMENT_WEEK_DAY, .weekday = 0);
	FORTH(k, "2026-12-06", "2026-12-11", .unit = MOMENT_WEEK_DAY, .amount = 1, .weekday = 5);
}

static void
the_day_itself_may_be_the_first(void **state)
{
	struct kit *k = *state;

	FORTH(k, "2026-12-01", "2026-12-08", .unit = MOMENT_DAYS, .amount = 8,
		.first_day_counts = true);
	BACK(k, "2026-12-08", "2026-12-01", .unit = MOMENT_DAYS, .amount = 8,
		.first_day_counts = true);
	FORTH(k, "2026-12-01", "2026-12-07", .unit = MOMENT_WEEKS, .amount = 1,
		.first_day_counts = true);
	FORTH(k, "2026-12-01", "2026-12-31", .unit = MOMENT_MONTHS, .amount = 1,
		.first_day_counts = true);
	FORTH(k, "2026-12-01", "2026-12-01", .unit = MOMENT_DAYS, .amount = 0,
		.first_day_counts = true);
}

/* Wed 2 December to Fri 4 are closed. */
static void
open_days_pass_over_closed_ones(void **state)
{
	struct kit *k = *state;

	kit_close(k, "2026-12-02", "2026-12-04");
	FORTH(k, "2026-12-01", "2026-12-06", .unit = MOMENT_OPEN_DAYS, .amount = 2);
	BACK(k, "2026-12-06", "2026-12-01", .unit = MOMENT_OPEN_DAYS, .amount = 2);
	BACK(k, "2026-12-06", "2026-12-05", .unit = MOMENT_OPEN_DAYS, .amount = 2,
		.first_day_counts = true);
	FORTH(k, "2026-12-02", "2026-12-05", .unit = MOMENT_OPEN_DAYS, .amount = 1,
		.first_day_counts = true);
	FORTH(k, "2026-12-03", "2026-12-03", .unit = MOMENT_OPEN_DAYS, .amount = 0);
}

static void
counter_days_need_the_counter(void **state)
{
	struct kit *k = *state;

	kit_close(k, "2026-12-02", "2026-12-04");
	k->closures[0].counter_only = true;
	FORTH(k, "2026-12-01", "2026-12-03", .unit = MOMENT_OPEN_DAYS, .amount = 2);
	FORTH(k, "2026-12-01", "2026-12-06", .unit = MOMENT_COUNTER_DAYS, .amount = 2);
}

static void
working_days_are_weekdays_without_holidays(void **state)
{
	struct kit *k = *state;

	BACK(k, "2026-09-26", "2026-09-17", .unit = MOMENT_WORKING_DAYS, .amount = 4);
	FORTH(k, "2026-09-18", "2026-09-24", .unit = MOMENT_WORKING_DAYS, .amount = 1);
}

static void
a_room_under_repair_is_no_closed_day(void **state)
{
	struct kit *k = *state;

	kit_close(k, "2026-12-02", "2026-12-04");
	k->closures[0].rooms.bits[0] = 1;
	FORTH(k, "2026-12-01", "2026-12-03", .unit = MOMENT_OPEN_DAYS, .amount = 2);
}

static void
the_same_date_months_away(void **state)
{
	struct kit *k = *state;

	BACK(k, "2026-12-15", "2026-10-15", .unit = MOMENT_MONTHS, .amount = 2);
	BACK(k, "2027-02-10", "2026-11-10", .unit = MOMENT_MONTHS, .amount = 3);
	BACK(k, "2026-12-31", "2026-11-30", .unit = MOMENT_MONTHS, .amount = 1);
	BACK(k, "2026-12-31", "2026-12-01", .unit = MOMENT_MONTHS, .amount = 1,
		.missing = MISSING_NEXT_DAY);
	FORTH(k, "2028-02-29", "2029-02-28", .unit = MOMENT_MONTHS, .amount = 12);
	FORTH(k, "2028-02-29", "2029-03-01", .unit = MOMENT_MONTHS, .amount = 12,
		.missing = MISSING_NEXT_DAY);
	FORTH(k, "2028-02-29", "2032-02-29", .unit = MOMENT_MONTHS, .amount = 48);
}

static void
a_day_of_a_month_months_away(void **state)
{
	struct kit *k = *state;

	BACK(k, "2026-12-15", "2026-09-01", .unit = MOMENT_MONTH_DAY, .amount = 3, .day = 1);
	BACK(k, "2027-01-31", "2026-11-15", .unit = MOMENT_MONTH_DAY, .amount = 2, .day = 15);
	BACK(k, "2027-03-31", "2027-02-28", .unit = MOMENT_MONTH_DAY, .amount = 1,
		.day = DAY_LAST);
	BACK(k, "2027-03-31", "2027-02-28", .unit = MOMENT_MONTH_DAY, .amount = 1, .day = 30);
	BACK(k, "2027-03-31", "2027-03-01", .unit = MOMENT_MONTH_DAY, .amount = 1, .day = 30,
		.missing = MISSING_NEXT_DAY);
	BACK(k, "2026-12-15", "2026-12-01", .unit = MOMENT_MONTH_DAY, .amount = 0, .day = 1);
}

static void
an_nth_weekday_of_a_month(void **state)
{
	struct kit *k = *state;

	BACK(k, "2026-12-15", "2026-10-10", .unit = MOMENT_MONTH_NTH, .amount = 2, .nth = 2,
		.weekday = SAT);
	BACK(k, "2026-12-15", "2026-10-31", .unit = MOMENT_MONTH_NTH, .amount = 2, .nth = NTH_LAST,
		.weekday = SAT);
	BACK(k, "2026-12-15", "2026-11-28", .unit = MOMENT_MONTH_NTH, .amount = 1, .nth = 5,
		.weekday = SAT);
	BACK(k, "2026-12-15", "2026-12-05", .unit = MOMENT_MONTH_NTH, .amount = 1, .nth = 5,
		.weekday = SAT, .missing = MISSING_NEXT_DAY);
	BACK(k, "2026-12-15", "2026-11-01", .unit = MOMENT_MONTH_NTH, .amount = 1, .nth = 1,
		.weekday = SUN);
}

/* Two months are opened at once: June and July from 1 April, August and September from June. */
static void
terms_of_several_months(void **state)
{
	struct kit *k = *state;
	const struct moment two = MOMENT(.unit = MOMENT_BLOCK, .block = 2, .block_starts = 4,
		.amount = 2, .day = 1);
	const struct moment quarter = MOMENT(.unit = MOMENT_BLOCK, .block = 3, .block_starts = 4,
		.amount = 1, .day = 15);
	const struct moment half = MOMENT(.unit = MOMENT_BLOCK, .block = 6, .block_starts = 4,
		.amount = 1, .day = 1);
	const struct moment year = MOMENT(.unit = MOMENT_BLOCK, .block = 12, .block_starts = 4,
		.amount = 2, .nth = 1, .weekday = MON);
	struct moment odd = two;

	assert_day(k, MOMENT_BACK, two, "2026-06-01", "2026-04-01");
	assert_day(k, MOMENT_BACK, two, "2026-07-31", "2026-04-01");
	assert_day(k, MOMENT_BACK, two, "2026-08-01", "2026-06-01");
	assert_day(k, MOMENT_BACK, two, "2027-01-31", "2026-10-01");
	odd.block_starts = 1;
	assert_day(k, MOMENT_BACK, odd, "2026-06-30", "2026-03-01");
	assert_day(k, MOMENT_BACK, odd, "2026-07-01", "2026-05-01");
	assert_day(k, MOMENT_BACK, quarter, "2027-03-31", "2026-12-15");
	assert_day(k, MOMENT_BACK, quarter, "2026-04-01", "2026-03-15");
	assert_day(k, MOMENT_BACK, half, "2026-09-30", "2026-03-01");
	assert_day(k, MOMENT_BACK, half, "2026-10-01", "2026-09-01");
	assert_day(k, MOMENT_BACK, year, "2027-03-31", "2026-02-02");
}

static void
another_day_in_one_month(void **state)
{
	static const struct month_day in_april[] = { { 4, 5, 0 }, { 1, 25, 12 }, { 12, 8, 1 } };
	struct kit *k = *state;
	struct moment m = MOMENT(.unit = MOMENT_MONTH_DAY, .amount = 2, .day = 1,
		.instead = in_april, .instead_count = 3);

	assert_day(k, MOMENT_BACK, m, "2026-06-10", "2026-04-05");
	assert_day(k, MOMENT_BACK, m, "2026-07-10", "2026-05-01");
	assert_day(k, MOMENT_BACK, m, "2027-03-10", "2026-12-25");
	assert_day(k, MOMENT_BACK, m, "2027-02-10", "2027-01-08");
}

/* Wed 2 to Fri 4 December are closed, on Sat 5 only the counter is. */
static void
a_day_on_which_the_house_is_closed_is_moved(void **state)
{
	struct kit *k = *state;
	struct moment m = MOMENT(.unit = MOMENT_DAYS, .amount = 10);

	kit_close(k, "2026-12-02", "2026-12-04");
	kit_close(k, "2026-12-05", "2026-12-05");
	k->closures[1].counter_only = true;
	assert_day(k, MOMENT_BACK, m, "2026-12-13", "2026-12-03");
	m.shift = SHIFT_NEXT_OPEN;
	assert_day(k, MOMENT_BACK, m, "2026-12-13", "2026-12-05");
	m.shift = SHIFT_NEXT_COUNTER;
	assert_day(k, MOMENT_BACK, m, "2026-12-13", "2026-12-06");
	m.shift = SHIFT_NEXT_WEEKDAY;
	assert_day(k, MOMENT_BACK, m, "2026-12-13", "2026-12-07");
	assert_day(k, MOMENT_BACK, m, "2026-12-16", "2026-12-07");
	m.shift = SHIFT_PREVIOUS_OPEN;
	assert_day(k, MOMENT_BACK, m, "2026-12-13", "2026-12-01");
	assert_day(k, MOMENT_BACK, m, "2026-12-15", "2026-12-05");
	m.shift = SHIFT_PREVIOUS_COUNTER;
	assert_day(k, MOMENT_BACK, m, "2026-12-15", "2026-12-01");
	m.shift = SHIFT_PREVIOUS_WEEKDAY;
	assert_day(k, MOMENT_BACK, m, "2026-12-16", "2026-12-01");
	assert_day(k, MOMENT_BACK, m, "2026-12-11", "2026-12-01");
	assert_day(k, MOMENT_BACK, m, "2026-12-10", "2026-11-30");
}

static void
the_next_weekday_is_not_one_on_which_the_house_is_closed(void **state)
{
	struct kit *k = *state;

	kit_close(k, "2026-12-07", "2026-12-07"); /* a Monday */
	FORTH(k, "2026-12-05", "2026-12-08", .unit = MOMENT_DAYS, .amount = 0,
		.shift = SHIFT_NEXT_WEEKDAY);
	FORTH(k, "2026-12-07", "2026-12-04", .unit = MOMENT_DAYS, .amount = 0,
		.shift = SHIFT_PREVIOUS_WEEKDAY);
}

static void
no_day_beyond_the_calendar_or_without_end(void **state)
{
	struct kit *k = *state;

	BACK(k, "1868-01-25", "none", .unit = MOMENT_DAYS, .amount = 1);
	FORTH(k, "2199-12-31", "none", .unit = MOMENT_WEEKS, .amount = 1000000000);
	FORTH(k, "2199-12-01", "none", .unit = MOMENT_MONTHS, .amount = 1);
	BACK(k, "1868-02-10", "none", .unit = MOMENT_MONTH_DAY, .amount = 1, .day = 1);
	k->book.hours_count = 0;
	FORTH(k, "2026-12-01", "none", .unit = MOMENT_OPEN_DAYS, .amount = 1);
	FORTH(k, "2026-12-01", "none", .unit = MOMENT_DAYS, .amount = 1,
		.shift = SHIFT_NEXT_OPEN);
}

static void
the_lines_say_how_the_day_was_found(void **state)
{
	struct kit *k = *state;
	struct moment m = MOMENT(.unit = MOMENT_MONTH_DAY, .amount = 1, .day = 30,
		.shift = SHIFT_NEXT_OPEN);
	struct facts f;
	struct answer a;
	AUTO_STR said = STR_INIT;

	kit_close(k, "2027-02-28", "2027-02-28");
	facts_init(&f, &k->book, &k->around);
	answer_init(&a);
	assert_int_equal(moment_day(&f, &m, ON("2027-03-20"), MOMENT_BACK, &a), ON("2027-03-01"));
	m = MOMENT(.unit = MOMENT_WORKING_DAYS, .amount = 1);
	moment_day(&f, &m, ON("2027-03-01"), MOMENT_BACK, &a);
	answer_write(&a, &said);
	assert_string_equal(str_text(&said),
		"1 month before that of Saturday, 20 March 2027: Sunday, 28 February 2027\n"
		"That month has no such day.\n"
		"Closed on Sunday, 28 February 2027 (closed), therefore Monday, 1 March 2027\n"
		"1 working day before Monday, 1 March 2027: Friday, 26 February 2027\n");
	assert_int_equal(a.lines[2].day, ON("2027-03-01"));
	answer_done(&a);
	facts_done(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_KIT(days_and_weeks),
		IN_KIT(the_day_itself_may_be_the_first),
		IN_KIT(open_days_pass_over_closed_ones),
		IN_KIT(counter_days_need_the_counter),
		IN_KIT(working_days_are_weekdays_without_holidays),
		IN_KIT(a_room_under_repair_is_no_closed_day),
		IN_KIT(the_same_date_months_away),
		IN_KIT(a_day_of_a_month_months_away),
		IN_KIT(an_nth_weekday_of_a_month),
		IN_KIT(terms_of_several_months),
		IN_KIT(another_day_in_one_month),
		IN_KIT(a_day_on_which_the_house_is_closed_is_moved),
		IN_KIT(the_next_weekday_is_not_one_on_which_the_house_is_closed),
		IN_KIT(no_day_beyond_the_calendar_or_without_end),
		IN_KIT(the_lines_say_how_the_day_was_found),
	};
	return cmocka_run_group_tests_name("rule_moment", tests, NULL, NULL);
}
