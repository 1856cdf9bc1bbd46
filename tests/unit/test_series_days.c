/*
 * test_series_days.c - the days on which a use comes back: as people write it, and
 * against a walk through every day that knows nothing of libical.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/rand.h"
#include "desk/series/series.h"
#include "desk/series/series_rule.h"

#define RULES 10000
#define TODAY "2026-11-20" /* a Friday */

/* --- words --- */

static void
expect_rule(const char *typed, const char *want)
{
	AUTO_STR rrule = STR_INIT;
	struct err e = { 0 };
	if (!series_rule_read(typed, date_from_iso(TODAY), &rrule, &e))
		fail_msg("%s: %s", typed, e.msg);
	if (!str_equal(str_text(&rrule), want))
		fail_msg("%s: %s, not %s", typed, str_text(&rrule), want);
}

TEST(a_rule_is_read_as_people_write_it)
{
	static const char *const rules[][2] = {
		{ "第2火曜", "FREQ=MONTHLY;BYDAY=2TU" },
		{ "毎月第２火曜日", "FREQ=MONTHLY;BYDAY=2TU" },
		{ "第1・第3土曜", "FREQ=MONTHLY;BYDAY=1SA,3SA" },
		{ "第一・三土曜日", "FREQ=MONTHLY;BYDAY=1SA,3SA" },
		{ "第1日曜", "FREQ=MONTHLY;BYDAY=1SU" },
		{ "第1月曜と第3水曜", "FREQ=MONTHLY;BYDAY=1MO,3WE" },
		{ "第2・第4の月・水曜", "FREQ=MONTHLY;BYDAY=2MO,4MO,2WE,4WE" },
		{ "最終金曜", "FREQ=MONTHLY;BYDAY=-1FR" },
		{ "毎月15日", "FREQ=MONTHLY;BYMONTHDAY=15" },
		{ "毎月1日・15日", "FREQ=MONTHLY;BYMONTHDAY=1,15" },
		{ "毎月末日", "FREQ=MONTHLY;BYMONTHDAY=-1" },
		{ "毎週金曜", "FREQ=WEEKLY;BYDAY=FR" },
		{ "毎週月・水・日曜", "FREQ=WEEKLY;BYDAY=MO,WE,SU" },
		{ "平日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" },
		{ "隔週金曜", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR" },
		{ "3週間ごとの木曜", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH" },
		{ "2か月ごと第2火曜", "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU" },
		{ "毎日", "FREQ=DAILY" },
		{ "毎年5月第2日曜", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU" },
		{ "毎年5月5日", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5" },
		{ "毎週金曜 10回", "FREQ=WEEKLY;BYDAY=FR;COUNT=10" },
		{ "毎週金曜 2027/3/31まで", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270331" },
		{ "2nd tue", "FREQ=MONTHLY;BYDAY=2TU" },
		{ "1st,3rd sat", "FREQ=MONTHLY;BYDAY=1SA,3SA" },
		{ "1st and 3rd Saturday", "FREQ=MONTHLY;BYDAY=1SA,3SA" },
		{ "last fri", "FREQ=MONTHLY;BYDAY=-1FR" },
		{ "monthly 15", "FREQ=MONTHLY;BYMONTHDAY=15" },
		{ "monthly last day", "FREQ=MONTHLY;BYMONTHDAY=-1" },
		{ "weekly fri", "FREQ=WEEKLY;BYDAY=FR" },
		{ "every mon, wed", "FREQ=WEEKLY;BYDAY=MO,WE" },
		{ "every 2 weeks fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR" },
		{ "yearly may 2nd sun", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU" },
		{ "weekly fri 10 times", "FREQ=WEEKLY;BYDAY=FR;COUNT=10" },
		{ "weekly fri until 3/31", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270331" },
		{ "rrule:freq=monthly;byday=mo,tu,we,th,fr;bysetpos=-1",
		  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" },
		{ "FREQ=WEEKLY;UNTIL=20270331T145900Z;WKST=SU;BYDAY=FR",
		  "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270331" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		expect_rule(rules[i][0], rules[i][1]);
}

TEST(what_is_no_rule_is_refused_with_what_can_be_written)
{
	static const char *const bad[] = {
		"",
		"金曜",
		"15日",
		"第6土曜",
		"第0土曜",
		"毎月32日",
		"毎週",
		"毎週15日",
		"第2",
		"毎月",
		"毎年2月31日",
		"毎年13月1日",
		"2nd",
		"weekly",
		"monthly 2nd tue 15",
		"hello",
		"毎週金曜 毎日",
		"=",
		"FREQ=WEEKLY",
		"FREQ=HOURLY",
		"FREQ=MONTHLY;BYDAY=6TU",
		"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
		"FREQ=WEEKLY;BYDAY=2FR",
		"FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31",
		"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
		"FREQ=WEEKLY;BYDAY=FR;FREQ=WEEKLY",
		"FREQ=WEEKLY;BYDAY=FR;COUNT=0",
		"FREQ=WEEKLY;BYDAY=FR;COUNT=401",
		"FREQ=WEEKLY;BYDAY=FR;UNTIL=20270230",
		"FREQ=WEEKLY;BYDAY=FR;BYHOUR=9",
		"FREQ=DAILY;BYDAY=MO",
		"FREQ=WEEKLY;BYDAY=FR,",
		"FREQ=WEEKLY;BYDAY=+0FR",
		"FREQ=YEARLY;BYDAY=20MO",
		"FREQ=WEEKLY;INTERVAL=100;BYDAY=FR",
		"FREQ=WEEKLY;INTERVAL=2;BYMONTH=5;BYDAY=FR",
	};
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO_STR rrule = STR_INIT;
		struct err e = { 0 };
		if (series_rule_read(bad[i], date_from_iso(TODAY), &rrule, &e))
			fail_msg("%s was read as %s", bad[i], str_text(&rrule));
		assert_int_equal(e.code, ERR_INVALID);
		assert_string_equal(e.field, "rule");
		assert_int_not_equal(e.msg[0], '\0');
	}
}

static void
expect_words(const char *rrule, const char *want)
{
	AUTO_STR words = STR_INIT;
	series_rule_words(rrule, &words);
	assert_string_equal(str_text(&words), want);
}

TEST(a_rule_is_told_in_words)
{
	expect_words("FREQ=MONTHLY;BYDAY=1SA,3SA", "every month on the 1st, 3rd Sat");
	expect_words("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=10", "every 2 weeks on Fri, 10 times");
	expect_words("FREQ=MONTHLY;BYMONTHDAY=15,-1;UNTIL=20270331",
		     "every month on the 15th, last day, until 2027/3/31");
	expect_words("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "every year in May on the 2nd Sun");
	expect_words("none", "none");
}

/* The record of a series is changed in the words in which it is shown. */
static void
expect_the_words_to_be_read(void)
{
	static const char *const rules[] = {
		"FREQ=DAILY;COUNT=3",
		"FREQ=WEEKLY;BYDAY=FR",
		"FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270331",
		"FREQ=WEEKLY;BYDAY=SU;COUNT=12",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10",
		"FREQ=WEEKLY;INTERVAL=3;BYDAY=SA;UNTIL=20270331",
		"FREQ=MONTHLY;BYDAY=1SA,3SA",
		"FREQ=MONTHLY;BYDAY=1SA,3SA;COUNT=10",
		"FREQ=MONTHLY;BYDAY=2TU,4TU,2TH,4TH;UNTIL=20270331",
		"FREQ=MONTHLY;BYDAY=-1FR",
		"FREQ=MONTHLY;INTERVAL=2;BYDAY=2WE",
		"FREQ=MONTHLY;BYMONTHDAY=15",
		"FREQ=MONTHLY;BYMONTHDAY=1,15,-1;COUNT=24",
		"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
	};
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		AUTO_STR words = STR_INIT;
		if (!series_rule_words_again(rules[i], date_from_iso(TODAY), &words)) {
			series_rule_words(rules[i], &words);
			fail_msg("%s is told as \"%s\", which is not read so", rules[i],
				 str_text(&words));
		}
	}
}

TEST(what_is_told_is_read_back_in_both_languages)
{
	expect_the_words_to_be_read();
	lang_init("locale"); /* the tests' locale has no language: Japanese */
	assert_true(lang_is_ja());
	expect_the_words_to_be_read();
}

/* --- days --- */

/* The days as "1121 1205 …", or the refusal. */
static void
expect_days(const char *rrule, const char *first, const char *last, const char *want)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR got = STR_INIT;
	struct err e = { 0 };
	day_num *days;
	int count = series_days(rrule, date_from_iso(first), date_from_iso(last), 0, &a, &days, &e);
	if (count < 0)
		fail_msg("%s: %s", rrule, e.msg);
	for (int i = 0; i < count; i++) {
		struct ymd d = date_to_ymd(days[i]);
		str_addf(&got, "%s%02d%02d", i ? " " : "", d.month, d.day);
	}
	if (!str_equal(str_text(&got), want))
		fail_msg("%s: %s, not %s", rrule, str_text(&got), want);
}

TEST(the_days_are_those_that_a_calendar_on_the_wall_shows)
{
	expect_days("FREQ=MONTHLY;BYDAY=2TU", TODAY, "2027-03-31", "1208 0112 0209 0309");
	expect_days("FREQ=MONTHLY;BYDAY=1SA,3SA", TODAY, "2027-01-31", "1121 1205 1219 0102 0116");
	expect_days("FREQ=MONTHLY;BYDAY=5SA", TODAY, "2027-08-31", "0130 0529 0731");
	expect_days("FREQ=MONTHLY;BYMONTHDAY=31", TODAY, "2027-06-30", "1231 0131 0331 0531");
	expect_days("FREQ=MONTHLY;BYMONTHDAY=-1", TODAY, "2027-03-01", "1130 1231 0131 0228");
	expect_days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", TODAY, "2027-01-31",
		    "1130 1231 0129");
	expect_days("FREQ=WEEKLY;BYDAY=FR", TODAY, "2026-12-04", "1120 1127 1204");
	expect_days("FREQ=WEEKLY;BYDAY=FR;COUNT=2", TODAY, "2026-12-31", "1120 1127");
	expect_days("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261126", TODAY, "2026-12-31", "1120");
	expect_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", TODAY, "2033-01-01", "0229 0229");
}

TEST(every_second_week_begins_on_the_first_day_that_fits)
{
	expect_days("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", TODAY, "2026-12-31", "1125 1209 1223");
	expect_days("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR", "2026-11-19", "2026-12-10",
		    "1120 1202 1204");
	expect_days("FREQ=MONTHLY;INTERVAL=2;BYDAY=1SA", TODAY, "2027-04-30", "1205 0206 0403");
}

TEST(a_series_has_an_end_and_not_too_many_dates)
{
	AUTO_ARENA a = ARENA_INIT;
	struct err e = { 0 };
	day_num *days, first = date_from_iso(TODAY);
	assert_int_equal(series_days("FREQ=DAILY", first, DAY_NONE, 0, &a, &days, &e), -1);
	assert_int_equal(e.code, ERR_INVALID);
	assert_int_equal(series_days("FREQ=DAILY", first, first + 399, 0, &a, &days, &e), 400);
	assert_int_equal(series_days("FREQ=DAILY", first, first + 400, 0, &a, &days, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_int_equal(series_days("FREQ=DAILY", first, DAY_NONE, 3, &a, &days, &e), 3);
	assert_int_equal(series_days("FREQ=WEEKLY;BYDAY=FR", first, first - 1, 0, &a, &days, &e),
			 0);
}

/* --- against a walk through every day --- */

static int
days_in_month(day_num day)
{
	struct ymd d = date_to_ymd(day);
	int n = 28;
	while (n < 31 && date_is_valid(d.year, d.month, n + 1))
		n++;
	return n;
}

static bool
is_in(const int *list, int count, int a, int b)
{
	for (int i = 0; i < count; i++)
		if (list[i] == a || list[i] == b)
			return true;
	return false;
}

static bool
is_named_weekday(const struct series_rule *r, day_num day)
{
	int date = date_to_ymd(day).day, nth = (date - 1) / 7 + 1;
	int back = -((days_in_month(day) - date) / 7 + 1);
	for (int i = 0; i < r->weekday_count; i++) {
		const struct series_weekday *w = &r->weekdays[i];
		if (w->weekday == date_weekday(day) &&
		    (w->nth == 0 || w->nth == nth || w->nth == back))
			return true;
	}
	return false;
}

/* Without positions and interval. */
static bool
is_named(const struct series_rule *r, day_num day)
{
	struct ymd d = date_to_ymd(day);
	if (r->month_count > 0 && !is_in(r->months, r->month_count, d.month, d.month))
		return false;
	if (r->date_count > 0)
		return is_in(r->dates, r->date_count, d.day, d.day - days_in_month(day) - 1);
	return r->weekday_count == 0 || is_named_weekday(r, day);
}

static bool
has_position(const struct series_rule *r, day_num day)
{
	int date = date_to_ymd(day).day, before = 0, after = 0;
	for (day_num d = day - date + 1; d < day; d++)
		before += is_named(r, d);
	for (day_num d = day + 1; d < day - date + 1 + days_in_month(day); d++)
		after += is_named(r, d);
	return is_in(r->positions, r->position_count, before + 1, -after - 1);
}

/* The number of the period (day, week, month, year) in which a day lies. */
static int
period_of(const struct series_rule *r, day_num day)
{
	struct ymd d = date_to_ymd(day);
	switch (r->freq) {
	case SERIES_DAILY:
		return day;
	case SERIES_WEEKLY:
		return (day - (date_weekday(day) - r->week_start + 7) % 7 + 70000) / 7;
	case SERIES_MONTHLY:
		return d.year * 12 + d.month;
	case SERIES_YEARLY:
	case SERIES_FREQ_COUNT:
		break;
	}
	return d.year;
}

static int
walk(const struct series_rule *r, day_num first, day_num last, day_num *out)
{
	int count = 0, start = -1;
	for (day_num day = first; day <= last; day++) {
		if (!is_named(r, day) || (r->position_count > 0 && !has_position(r, day)))
			continue;
		start = start < 0 ? period_of(r, day) : start;
		if ((period_of(r, day) - start) % r->every != 0)
			continue;
		if (r->until != DAY_NONE && day > r->until)
			break;
		out[count++] = day;
		if (count == r->count)
			break;
	}
	return count;
}

static int
random_list(struct rand *rnd, int *list, int most, int top, bool both_ends)
{
	int count = 1 + rand_below(rnd, most);
	for (int i = 0; i < count; i++) {
		list[i] = 1 + rand_below(rnd, top);
		if (both_ends && rand_below(rnd, 4) == 0)
			list[i] = -list[i];
	}
	return count;
}

static void
random_days(struct rand *rnd, struct series_rule *r)
{
	bool is_month = r->freq == SERIES_MONTHLY || r->freq == SERIES_YEARLY;
	if (r->freq == SERIES_DAILY)
		return;
	if (is_month && rand_below(rnd, 3) == 0) {
		r->date_count = random_list(rnd, r->dates, 3, 31, true);
		return;
	}
	bool has_nth = is_month && rand_below(rnd, 3) != 0;
	r->weekday_count = 1 + rand_below(rnd, 4);
	for (int i = 0; i < r->weekday_count; i++) {
		r->weekdays[i].weekday = rand_below(rnd, 7);
		if (has_nth)
			random_list(rnd, &r->weekdays[i].nth, 1, 5, true);
	}
	if (r->freq == SERIES_MONTHLY && !has_nth && rand_below(rnd, 2) == 0)
		r->position_count = random_list(rnd, r->positions, 2, 6, true);
}

static void
random_rule(struct rand *rnd, struct series_rule *r, day_num first)
{
	*r = (struct series_rule){ .freq = (enum series_freq)rand_below(rnd, SERIES_FREQ_COUNT),
				   .every = 1,
				   .week_start = rand_below(rnd, 7),
				   .until = DAY_NONE };
	random_days(rnd, r);
	if (r->freq == SERIES_YEARLY || rand_below(rnd, 4) == 0)
		r->month_count = random_list(rnd, r->months, 3, 12, false);
	if (rand_below(rnd, 2) == 0)
		r->every = 1 + rand_below(rnd, 6);
	if (rand_below(rnd, 3) == 0)
		r->count = 1 + rand_below(rnd, 40);
	if (rand_below(rnd, 3) == 0)
		r->until = first + rand_below(rnd, 900);
}

/* True when the rule was one that is taken. */
static bool
compare(const struct series_rule *r, int number, day_num first, day_num last)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	static day_num want[4000];
	day_num *got;
	struct err e = { 0 };
	if (!series_rule_check(r, &e))
		return false;
	series_rule_write(r, &text);
	int wanted = walk(r, first, last, want);
	int count = series_days(str_text(&text), first, last, 0, &a, &got, &e);
	if (wanted > SERIES_DATES_MAX) {
		assert_int_equal(count, -1);
		return true;
	}
	if (count < 0)
		fail_msg("rule %d, %s: %s", number, str_text(&text), e.msg);
	for (int i = 0; i < count && i < wanted; i++)
		if (got[i] != want[i])
			fail_msg("rule %d, %s from %d: date %d is %d, slowly %d", number,
				 str_text(&text), first, i, got[i], want[i]);
	if (count != wanted)
		fail_msg("rule %d, %s from %d: %d dates, slowly %d", number, str_text(&text), first,
			 count, wanted);
	return true;
}

TEST(ten_thousand_random_rules_agree_with_a_walk_through_every_day)
{
	struct rand rnd;
	int taken = 0;
	rand_init(&rnd, 20261120);
	for (int i = 0; taken < RULES; i++) {
		struct series_rule r;
		day_num first = date_from_iso("2026-01-01") + rand_below(&rnd, 1500);
		random_rule(&rnd, &r, first);
		series_rule_tidy(&r);
		taken += compare(&r, i, first, first + 40 + rand_below(&rnd, 1400));
		assert_true(i < 4 * RULES);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_read_as_people_write_it),
		cmocka_unit_test(what_is_no_rule_is_refused_with_what_can_be_written),
		cmocka_unit_test(a_rule_is_told_in_words),
		cmocka_unit_test(the_days_are_those_that_a_calendar_on_the_wall_shows),
		cmocka_unit_test(every_second_week_begins_on_the_first_day_that_fits),
		cmocka_unit_test(a_series_has_an_end_and_not_too_many_dates),
		cmocka_unit_test(ten_thousand_random_rules_agree_with_a_walk_through_every_day),
		cmocka_unit_test(what_is_told_is_read_back_in_both_languages),
	};
	return cmocka_run_group_tests_name("series days", tests, NULL, NULL);
}
