/* test_rule_calendar.c - when the house, a room, the counter is open. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_kit.h"

#include "base/str.h"

enum { SUN, MON, TUE, WED, THU, FRI, SAT };
#define DAYS_OF(weekday) (1u << (weekday))

static struct closing *
close_weekday(struct kit *k, int weekday, enum if_holiday if_holiday, enum closing_to to)
{
	KIT_ADD(k, closings, (struct closing){ .rule = RULE("weekly"), .kind = CLOSING_WEEKDAY,
		.weekdays = DAYS_OF(weekday), .if_holiday = if_holiday, .to = to });
	return &k->closings[k->book.closing_count - 1];
}

/* The days of a month on which a room (or the house) is closed: "7 14 21". */
static void
assert_closed_in(struct kit *k, int room, const char *month, const char *expected)
{
	AUTO_STR said = STR_INIT;
	struct ymd first = date_to_ymd(date_from_iso(month));
	day_num day = date_from_iso(month);

	for (; date_to_ymd(day).month == first.month; day++) {
		struct day_hours d;

		calendar_day(&k->book, &k->around, room, day, &d);
		assert_int_equal(d.open, d.span_count > 0);
		if (!d.open)
			str_addf(&said, "%s%d", said.len > 0 ? " " : "", date_to_ymd(day).day);
	}
	assert_string_equal(str_text(&said), expected);
}

static void
assert_closed(struct kit *k, const char *month, const char *expected)
{
	assert_closed_in(k, NONE, month, expected);
}

static struct day_hours
day_of(struct kit *k, int room, const char *iso)
{
	struct day_hours d;

	calendar_day(&k->book, &k->around, room, date_from_iso(iso), &d);
	return d;
}

/* May 2026: 3 Sun to 6 Wed are holidays. September 2026: 21 Mon to 23 Wed are. */

static void
a_holiday_monday_stays_closed_unless_the_book_says_more(void **state)
{
	close_weekday(*state, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	assert_closed(*state, "2026-09-01", "7 14 21 28");
}

static void
a_holiday_monday_may_simply_be_open(void **state)
{
	close_weekday(*state, MON, HOLIDAY_OPENS, TO_NEXT_DAY);
	assert_closed(*state, "2026-09-01", "7 14 28");
}

static void
three_holidays_push_the_closing_to_thursday(void **state)
{
	close_weekday(*state, MON, HOLIDAY_MOVES, TO_NEXT_WEEKDAY);
	assert_closed(*state, "2026-09-01", "7 14 24 28");
	assert_closed(*state, "2026-05-01", "7 11 18 25");
	struct day_hours d = day_of(*state, NONE, "2026-09-24");
	assert_int_equal(d.moved_from, ON("2026-09-21"));
	d = day_of(*state, NONE, "2026-09-28");
	assert_int_equal(d.moved_from, DAY_NONE);
	d = day_of(*state, NONE, "2026-09-21");
	assert_true(d.open);
	assert_int_equal(d.kind, DAY_HOLIDAY);
	assert_string_equal(d.holiday_name, "敬老の日");
}

static void
the_next_day_is_the_next_day_even_when_it_is_a_holiday(void **state)
{
	close_weekday(*state, MON, HOLIDAY_MOVES, TO_NEXT_DAY);
	assert_closed(*state, "2026-09-01", "7 14 22 28");
}

static void
two_days_on_is_a_place_of_its_own(void **state)
{
	close_weekday(*state, MON, HOLIDAY_MOVES, TO_NEXT_NEXT_DAY);
	assert_closed(*state, "2026-10-01", "5 14 19 26");
}

static void
both_the_holiday_and_the_next_weekday_are_closed(void **state)
{
	close_weekday(*state, MON, HOLIDAY_CLOSES_BOTH, TO_NEXT_WEEKDAY);
	assert_closed(*state, "2026-09-01", "7 14 21 24 28");
}

static void
the_next_day_that_is_no_holiday_may_be_a_saturday(void **state)
{
	close_weekday(*state, FRI, HOLIDAY_MOVES, TO_NEXT_NOT_HOLIDAY);
	assert_closed(*state, "2026-03-01", "6 13 21 27");
}

static void
the_weekday_before_and_the_nearest_one(void **state)
{
	struct kit *k = *state;

	close_weekday(k, TUE, HOLIDAY_MOVES, TO_PREVIOUS_WEEKDAY);
	assert_closed(k, "2026-05-01", "1 12 19 26");
	k->closings[0].to = TO_NEAREST_WEEKDAY;
	assert_closed(k, "2026-05-01", "7 12 19 26");
	k->closings[0].weekdays = DAYS_OF(SUN);
	assert_closed(k, "2026-05-01", "1 10 17 24 31");
}

static void
of_two_weekdays_as_near_the_later_is_closed(void **state)
{
	close_weekday(*state, WED, HOLIDAY_MOVES, TO_NEAREST_WEEKDAY);
	assert_closed(*state, "2026-04-01", "1 8 15 22 30");
}

static void
a_moved_closing_passes_days_that_are_closed_anyhow_when_the_book_says_so(void **state)
{
	struct kit *k = *state;

	close_weekday(k, MON, HOLIDAY_MOVES, TO_NEXT_WEEKDAY);
	close_weekday(k, TUE, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	assert_closed(k, "2026-10-01", "5 6 13 19 20 26 27");
	k->closings[0].to = TO_NEXT_OPEN;
	assert_closed(k, "2026-10-01", "5 6 13 14 19 20 26 27");
}

static void
a_closing_that_was_moved_obeys_the_exceptions_of_the_new_day(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, FRI, HOLIDAY_MOVES, TO_NEXT_DAY);

	c->rule.has_unless = true;
	c->rule.unless = kit_is(k, FACT_DAY_KIND, 1u << DAY_SATURDAY);
	assert_closed(k, "2026-03-01", "6 13 27");
}

static void
conditions_of_a_moved_closing_are_those_of_the_day_it_came_from(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, MON, HOLIDAY_MOVES, TO_NEXT_DAY);

	c->rule.when = kit_is(k, FACT_WEEKDAY, 1u << MON);
	c->rule.valid.use_to = ON("2026-10-12");
	assert_closed(k, "2026-10-01", "5 13");
}

static void
weekdays_of_the_month_are_counted(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, WED, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);

	c->nths = 1u << 2 | 1u << 4;
	assert_closed(k, "2026-12-01", "9 23");
	c->nths = 1u << 5;
	assert_closed(k, "2026-12-01", "30");
	assert_closed(k, "2026-11-01", "");
	c->nths = 1u << NTH_LAST;
	assert_closed(k, "2026-11-01", "25");
	assert_closed(k, "2026-12-01", "30");
}

static void
days_of_the_month_with_another_in_one_month(void **state)
{
	static const int days[] = { 15, DAY_LAST };
	static const struct month_day instead[] = { { 1, 16, 0 }, { 12, DAY_LAST, 0 } };
	struct kit *k = *state;

	KIT_ADD(k, closings, (struct closing){ .rule = RULE("monthly"), .kind = CLOSING_MONTH_DAY,
		.month_days = days, .month_day_count = 2, .instead = instead, .instead_count = 2 });
	assert_closed(k, "2028-02-01", "15 29");
	assert_closed(k, "2027-02-01", "15 28");
	assert_closed(k, "2027-01-01", "16");
	assert_closed(k, "2026-12-01", "31");
	assert_closed(k, "2026-11-01", "15 30");
}

static void
the_year_end_goes_over_the_new_year(void **state)
{
	static const struct year_span spans[] = { { 1228, 104 }, { 813, 815 } };
	struct kit *k = *state;

	KIT_ADD(k, closings, (struct closing){ .rule = RULE("year_end"), .kind = CLOSING_YEAR_DAYS,
		.spans = spans, .span_count = 2 });
	assert_closed(k, "2026-12-01", "28 29 30 31");
	assert_closed(k, "2027-01-01", "1 2 3 4");
	assert_closed(k, "2026-08-01", "13 14 15");
}

static void
the_day_after_a_holiday_is_closed_unless_it_is_free_itself(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, closings, (struct closing){ .rule = RULE("after"),
		.kind = CLOSING_AFTER_HOLIDAY });
	assert_closed(k, "2026-05-01", "4 5 6 7");
	k->closings[0].rule.has_unless = true;
	k->closings[0].rule.unless = kit_is(k, FACT_DAY_KIND,
		1u << DAY_SATURDAY | 1u << DAY_SUNDAY | 1u << DAY_HOLIDAY);
	assert_closed(k, "2026-05-01", "7");
	assert_closed(k, "2026-03-01", "");
	k->closings[0].rule.has_unless = false;
	k->closings[0].if_holiday = HOLIDAY_MOVES;
	k->closings[0].to = TO_NEXT_NOT_HOLIDAY;
	assert_closed(k, "2026-03-01", "21");
	assert_closed(k, "2026-09-01", "24");
}

static void
kinds_of_holidays_are_told_apart(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, TUE, HOLIDAY_OPENS, TO_NEXT_DAY);

	assert_closed(k, "2026-09-01", "1 8 15 29");
	c->holiday_kinds = KINDS(RULE_HOLIDAY_NAMED) | KINDS(RULE_HOLIDAY_SUBSTITUTE);
	assert_closed(k, "2026-09-01", "1 8 15 22 29");
}

static void
a_local_day_is_a_holiday_and_may_be_closed(void **state)
{
	static const struct year_span day[] = { { 1001, 1001 } };
	struct kit *k = *state;

	close_weekday(k, THU, HOLIDAY_MOVES, TO_NEXT_WEEKDAY);
	KIT_ADD(k, local_days, (struct local_day){ .rule = RULE("市民の日"), .spans = day,
		.span_count = 1 });
	assert_closed(k, "2026-10-01", "2 8 15 22 29");
	struct day_hours d = day_of(k, NONE, "2026-10-01");
	assert_int_equal(d.holiday, RULE_HOLIDAY_LOCAL);
	assert_string_equal(d.holiday_name, "市民の日");
	k->closings[0].holiday_kinds = KINDS(RULE_HOLIDAY_NAMED);
	assert_closed(k, "2026-10-01", "1 8 15 22 29");
	k->closings[0].holiday_kinds = 0;
	k->local_days[0].closed = true;
	assert_closed(k, "2026-10-01", "1 2 8 15 22 29");
	d = day_of(k, NONE, "2026-10-01");
	assert_ptr_equal(d.reason, &k->local_days[0].rule);
}

static void
rules_change_on_a_date(void **state)
{
	struct kit *k = *state;

	close_weekday(k, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY)->rule.valid.use_to =
		ON("2026-06-14");
	close_weekday(k, TUE, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY)->rule.valid.use_from =
		ON("2026-06-15");
	assert_closed(k, "2026-06-01", "1 8 16 23 30");
}

static void
a_room_has_closings_of_its_own_and_those_of_the_house(void **state)
{
	struct kit *k = *state;

	close_weekday(k, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	close_weekday(k, TUE, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY)->rule.when =
		kit_is(k, FACT_ROOM, 1u << 1);
	assert_closed_in(k, 1, "2026-02-01", "2 3 9 10 16 17 23 24");
	assert_closed_in(k, 0, "2026-02-01", "2 9 16 23");
	assert_closed(k, "2026-02-01", "2 9 16 23");
}

static void
a_closure_of_a_room_closes_the_rooms_joined_with_it(void **state)
{
	struct kit *k = *state;

	k->around_closures[0] = (struct closure){ .rule = RULE("repair"), .rooms = { { 1 } },
		.days = { ON("2026-02-10"), ON("2026-02-12") }, .reason = NONE };
	k->around.closure_count = 1;
	assert_closed_in(k, 0, "2026-02-01", "10 11 12");
	assert_closed_in(k, 1, "2026-02-01", "");
	assert_closed_in(k, 2, "2026-02-01", "10 11 12");
	assert_closed(k, "2026-02-01", "");
}

static void
an_opening_stands_above_closings_and_below_closures(void **state)
{
	static day_num dates[2];
	struct kit *k = *state;

	dates[0] = ON("2026-02-09");
	dates[1] = ON("2026-02-16");
	close_weekday(k, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	KIT_ADD(k, openings, (struct opening){ .rule = RULE("festival"), .dates = dates,
		.date_count = 2, .open = { AT(10, 0), AT(15, 0) } });
	KIT_ADD(k, closures, (struct closure){ .rule = RULE("storm"),
		.days = { ON("2026-02-16"), ON("2026-02-16") }, .reason = NONE });
	assert_closed(k, "2026-02-01", "2 16 23");
	struct day_hours d = day_of(k, NONE, "2026-02-09");
	assert_int_equal(d.spans[0].from, AT(10, 0));
	assert_int_equal(d.spans[0].to, AT(15, 0));
	assert_int_equal(d.counter.from, AT(10, 0));
	assert_ptr_equal(d.hours, &k->openings[0].rule);
	k->openings[0].open = (struct time_span){ 0, 0 };
	d = day_of(k, NONE, "2026-02-09");
	assert_int_equal(d.spans[0].from, AT(9, 0));
	assert_ptr_equal(d.hours, &k->hours[0].rule);
}

static void
hours_are_the_first_that_hold(void **state)
{
	struct kit *k = *state;

	k->hours[1] = k->hours[0];
	k->book.hours_count = 2;
	k->hours[0] = (struct hours){ .rule = RULE("sundays"), .open = { AT(9, 0), AT(17, 0) },
		.counter = { AT(9, 0), AT(17, 0) } };
	k->hours[0].rule.when = kit_is(k, FACT_DAY_KIND, 1u << DAY_SUNDAY | 1u << DAY_HOLIDAY);
	assert_int_equal(day_of(k, NONE, "2026-02-01").spans[0].to, AT(17, 0));
	assert_int_equal(day_of(k, NONE, "2026-02-02").spans[0].to, AT(21, 0));
	assert_int_equal(day_of(k, NONE, "2026-02-11").spans[0].to, AT(17, 0));
	assert_int_equal(day_of(k, NONE, "2026-02-02").counter.to, AT(17, 0));
}

static void
hours_may_hang_on_who_asks(void **state)
{
	struct kit *k = *state;
	struct facts f;
	struct day_hours d;
	const struct day_span day = { ON("2026-02-02"), ON("2026-02-02") };

	k->hours[1] = k->hours[0];
	k->book.hours_count = 2;
	k->hours[0].open.to = AT(22, 0);
	k->hours[0].rule.when = kit_is(k, FACT_CLASS, 1u << 3);
	facts_init(&f, &k->book, &k->around);
	facts_set_number(&f, FACT_CLASS, 3);
	calendar_asked(&f, day, &d);
	assert_int_equal(d.spans[0].to, AT(22, 0));
	facts_set_number(&f, FACT_CLASS, 2);
	calendar_asked(&f, day, &d);
	assert_int_equal(d.spans[0].to, AT(21, 0));
	assert_int_equal(day_of(k, NONE, "2026-02-02").spans[0].to, AT(21, 0));
	facts_done(&f);
}

static void
what_is_closed_of_a_day_leaves_the_rest(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, WED, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);

	c->part = (struct time_span){ AT(12, 0), AT(13, 0) };
	c = close_weekday(k, WED, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	c->part = (struct time_span){ AT(8, 0), AT(10, 0) };
	struct day_hours d = day_of(k, NONE, "2026-02-04");
	assert_true(d.open);
	assert_int_equal(d.span_count, 2);
	assert_int_equal(d.spans[0].from, AT(10, 0));
	assert_int_equal(d.spans[0].to, AT(12, 0));
	assert_int_equal(d.spans[1].from, AT(13, 0));
	assert_int_equal(d.spans[1].to, AT(21, 0));
	assert_int_equal(d.counter.from, AT(10, 0));
	assert_int_equal(d.counter.to, AT(17, 0));
	assert_ptr_equal(d.reason, &k->closings[0].rule);
	c->part = (struct time_span){ AT(8, 0), AT(22, 0) };
	assert_false(day_of(k, NONE, "2026-02-04").open);
	assert_false(day_of(k, NONE, "2026-02-04").counter_open);
}

static void
the_counter_may_open_before_the_house_and_stay_after_it(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, SAT, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);

	k->hours[0].open = (struct time_span){ AT(9, 0), AT(17, 0) };
	k->hours[0].counter = (struct time_span){ AT(8, 30), AT(17, 15) };
	struct day_hours d = day_of(k, NONE, "2026-02-06");
	assert_int_equal(d.spans[0].from, AT(9, 0));
	assert_int_equal(d.counter.from, AT(8, 30));
	assert_int_equal(d.counter.to, AT(17, 15));
	assert_false(day_of(k, NONE, "2026-02-07").counter_open);
	/* A morning or an evening of the house takes what the counter has beyond it. */
	c->part = (struct time_span){ AT(9, 0), AT(12, 0) };
	d = day_of(k, NONE, "2026-02-07");
	assert_int_equal(d.counter.from, AT(12, 0));
	assert_int_equal(d.counter.to, AT(17, 15));
	c->part = (struct time_span){ AT(12, 0), AT(17, 0) };
	d = day_of(k, NONE, "2026-02-07");
	assert_int_equal(d.counter.from, AT(8, 30));
	assert_int_equal(d.counter.to, AT(12, 0));
	/* Closed from end to end the house has no hour left, nor has the counter. */
	c->part = (struct time_span){ AT(9, 0), AT(17, 0) };
	d = day_of(k, NONE, "2026-02-07");
	assert_false(d.open);
	assert_false(d.counter_open);
}

static void
the_counter_closes_alone(void **state)
{
	struct kit *k = *state;
	struct closing *c = close_weekday(k, SAT, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);

	c->counter_only = true;
	struct day_hours d = day_of(k, NONE, "2026-02-07");
	assert_true(d.open);
	assert_false(d.counter_open);
	assert_null(d.reason);
	assert_ptr_equal(d.counter_reason, &c->rule);
	c->part = (struct time_span){ AT(12, 0), AT(21, 0) };
	d = day_of(k, NONE, "2026-02-07");
	assert_true(d.counter_open);
	assert_int_equal(d.counter.to, AT(12, 0));
	assert_int_equal(d.spans[0].to, AT(21, 0));
}

static void
a_day_without_hours_is_closed(void **state)
{
	struct kit *k = *state;

	k->hours[0].rule.valid.use_to = ON("2026-02-03");
	assert_closed(k, "2026-02-01", "4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"
				       " 25 26 27 28");
	assert_null(day_of(k, NONE, "2026-02-04").reason);
	assert_null(day_of(k, NONE, "2026-02-04").hours);
}

static void
the_reason_of_the_whole_day_goes_before_that_of_a_part(void **state)
{
	struct kit *k = *state;

	close_weekday(k, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY)->part =
		(struct time_span){ AT(9, 0), AT(12, 0) };
	struct closing *c = close_weekday(k, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	close_weekday(k, MON, HOLIDAY_STAYS_CLOSED, TO_NEXT_DAY);
	assert_ptr_equal(day_of(k, NONE, "2026-02-02").reason, &c->rule);
}

static void
a_range_says_what_the_single_days_say(void **state)
{
	struct kit *k = *state;
	const struct day_span year = { ON("2026-01-01"), ON("2026-12-31") };
	struct day_hours days[365];

	close_weekday(k, MON, HOLIDAY_MOVES, TO_NEXT_OPEN);
	calendar_range(&k->book, &k->around, 0, year, days);
	for (int i = 0; i < 365; i++) {
		struct day_hours d;

		calendar_day(&k->book, &k->around, 0, year.from + i, &d);
		assert_int_equal(days[i].day, year.from + i);
		assert_int_equal(days[i].open, d.open);
		assert_ptr_equal(days[i].reason, d.reason);
		assert_int_equal(days[i].moved_from, d.moved_from);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_KIT(a_holiday_monday_stays_closed_unless_the_book_says_more),
		IN_KIT(a_holiday_monday_may_simply_be_open),
		IN_KIT(three_holidays_push_the_closing_to_thursday),
		IN_KIT(the_next_day_is_the_next_day_even_when_it_is_a_holiday),
		IN_KIT(two_days_on_is_a_place_of_its_own),
		IN_KIT(both_the_holiday_and_the_next_weekday_are_closed),
		IN_KIT(the_next_day_that_is_no_holiday_may_be_a_saturday),
		IN_KIT(the_weekday_before_and_the_nearest_one),
		IN_KIT(of_two_weekdays_as_near_the_later_is_closed),
		IN_KIT(a_moved_closing_passes_days_that_are_closed_anyhow_when_the_book_says_so),
		IN_KIT(a_closing_that_was_moved_obeys_the_exceptions_of_the_new_day),
		IN_KIT(conditions_of_a_moved_closing_are_those_of_the_day_it_came_from),
		IN_KIT(weekdays_of_the_month_are_counted),
		IN_KIT(days_of_the_month_with_another_in_one_month),
		IN_KIT(the_year_end_goes_over_the_new_year),
		IN_KIT(the_day_after_a_holiday_is_closed_unless_it_is_free_itself),
		IN_KIT(kinds_of_holidays_are_told_apart),
		IN_KIT(a_local_day_is_a_holiday_and_may_be_closed),
		IN_KIT(rules_change_on_a_date),
		IN_KIT(a_room_has_closings_of_its_own_and_those_of_the_house),
		IN_KIT(a_closure_of_a_room_closes_the_rooms_joined_with_it),
		IN_KIT(an_opening_stands_above_closings_and_below_closures),
		IN_KIT(hours_are_the_first_that_hold),
		IN_KIT(hours_may_hang_on_who_asks),
		IN_KIT(what_is_closed_of_a_day_leaves_the_rest),
		IN_KIT(the_counter_may_open_before_the_house_and_stay_after_it),
		IN_KIT(the_counter_closes_alone),
		IN_KIT(a_day_without_hours_is_closed),
		IN_KIT(the_reason_of_the_whole_day_goes_before_that_of_a_part),
		IN_KIT(a_range_says_what_the_single_days_say),
	};
	return cmocka_run_group_tests_name("rule_calendar", tests, NULL, NULL);
}
