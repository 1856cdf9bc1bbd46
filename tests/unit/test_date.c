/* test_date.c - the calendar, eras, instants and the clock. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/date.h"
#include "base/lang.h"
#include "base/macros.h"

static void
speak(const char *language)
{
	setenv("LANGUAGE", language, 1);
	lang_init("locale");
}

/* A walk that knows no formula: a day, a month, a year at a time. */
static int
slow_days_in_month(int year, int month)
{
	switch (month) {
	case 4:
	case 6:
	case 9:
	case 11:
		return 30;
	case 2:
		if (year % 400 == 0)
			return 29;
		if (year % 100 == 0)
			return 28;
		return year % 4 == 0 ? 29 : 28;
	default:
		return 31;
	}
}

static struct ymd
slow_next(struct ymd v)
{
	if (v.day < slow_days_in_month(v.year, v.month))
		return (struct ymd){ v.year, v.month, v.day + 1 };
	if (v.month < 12)
		return (struct ymd){ v.year, v.month + 1, 1 };
	return (struct ymd){ v.year + 1, 1, 1 };
}

TEST(every_day_from_1868_to_2199_agrees_with_a_slow_walk)
{
	struct ymd v = { 1868, 1, 25 };
	day_num d = date_from_ymd(1868, 1, 25);
	int weekday = 6; /* a Saturday */
	int count = 0;
	for (; v.year < 2200; v = slow_next(v), d++, weekday = (weekday + 1) % 7, count++) {
		assert_int_equal(date_from_ymd(v.year, v.month, v.day), d);
		struct ymd back = date_to_ymd(d);
		assert_int_equal(back.year, v.year);
		assert_int_equal(back.month, v.month);
		assert_int_equal(back.day, v.day);
		assert_int_equal(date_weekday(d), weekday);
		assert_int_equal(date_fiscal_year(d), v.month <= 3 ? v.year - 1 : v.year);
		char iso[DATE_TEXT_SIZE];
		date_to_iso(d, iso);
		assert_int_equal(date_from_iso(iso), d);
	}
	assert_int_equal(count, 332 * 365 + 81 - 24); /* 81 leap days; January 1868 lacks 24 */
}

TEST(known_days_have_their_numbers)
{
	assert_int_equal(date_from_ymd(1970, 1, 1), 0);
	assert_int_equal(date_weekday(0), 4);
	assert_int_equal(date_from_ymd(1969, 12, 31), -1);
	assert_int_equal(date_from_ymd(2000, 2, 29), 11016);
	assert_int_equal(date_from_ymd(2026, 11, 20), 20777);
	assert_int_equal(date_weekday(20777), 5);
}

TEST(days_that_do_not_exist_are_none)
{
	static const struct ymd none[] = {
		{ 2026, 2, 29 }, { 2100, 2, 29 }, { 2026, 4, 31 }, { 2026, 0, 1 },
		{ 2026, 13, 1 }, { 2026, 1, 0 },  { 2026, 1, 32 }, { 1868, 1, 24 },
		{ 1867, 12, 31 }, { 2200, 1, 1 }, { 2026, -1, 5 }, { 2026, 5, -5 },
	};
	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		assert_false(date_is_valid(none[i].year, none[i].month, none[i].day));
		assert_int_equal(date_from_ymd(none[i].year, none[i].month, none[i].day), DAY_NONE);
	}
	assert_true(date_is_valid(2000, 2, 29));
	assert_true(date_is_valid(2199, 12, 31));
}

TEST(stored_form_is_taken_exactly)
{
	static const char *const none[] = {
		"",           "2026-11-2",   "2026-11-200", "2026/11/20", "20261120",
		"2026-11-20 ", " 2026-11-20", "2026-13-01",  "２026-11-20", "2026-1--20",
		"-026-11-20",
	};
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_int_equal(date_from_iso(none[i]), DAY_NONE);
	assert_int_equal(date_from_iso(NULL), DAY_NONE);
	assert_int_equal(date_from_iso("2026-11-20"), 20777);
}

TEST(adding_months_stays_inside_the_month)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {
		{ "2026-01-31", 1, "2026-02-28" },  { "2028-01-31", 1, "2028-02-29" },
		{ "2026-03-31", -1, "2026-02-28" }, { "2026-11-20", 2, "2027-01-20" },
		{ "2026-11-20", 0, "2026-11-20" },  { "2026-11-20", -11, "2025-12-20" },
		{ "2024-02-29", 12, "2025-02-28" }, { "2024-02-29", 48, "2028-02-29" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(date_add_months(date_from_iso(cases[i].from), cases[i].months),
				 date_from_iso(cases[i].to));
	assert_int_equal(date_add_months(date_from_ymd(2199, 12, 1), 1), DAY_NONE);
	assert_int_equal(date_add_months(date_from_ymd(1868, 2, 20), -1), DAY_NONE);
	assert_int_equal(date_add_months(0, INT32_MAX), DAY_NONE);
	assert_int_equal(date_add_months(DAY_NONE, 1), DAY_NONE);
}

static void
assert_shown(void (*add)(struct str *, day_num), const char *iso, const char *expected)
{
	AUTO_STR b = STR_INIT;
	add(&b, date_from_iso(iso));
	assert_string_equal(b.s, expected);
}

TEST(eras_change_on_their_first_day)
{
	speak("ja");
	assert_shown(date_add_era, "1868-01-25", "M1.1.25");
	assert_shown(date_add_era, "1912-07-29", "M45.7.29");
	assert_shown(date_add_era, "1912-07-30", "T1.7.30");
	assert_shown(date_add_era, "1926-12-24", "T15.12.24");
	assert_shown(date_add_era, "1926-12-25", "S1.12.25");
	assert_shown(date_add_era, "1989-01-07", "S64.1.7");
	assert_shown(date_add_era, "1989-01-08", "H1.1.8");
	assert_shown(date_add_era, "2019-04-30", "H31.4.30");
	assert_shown(date_add_era, "2019-05-01", "R1.5.1");
	assert_shown(date_add_long, "2019-04-30", "平成31年4月30日(火)");
	assert_shown(date_add_long, "2019-05-01", "令和元年5月1日(水)");
	assert_shown(date_add_long, "2026-11-20", "令和8年11月20日(金)");
}

TEST(english_days_are_written_out)
{
	speak("en");
	assert_shown(date_add_long, "2026-11-20", "Friday, 20 November 2026");
	assert_shown(date_add_era, "2026-11-20", "R8.11.20");
}

TEST(short_day_has_its_year_only_when_it_is_another)
{
	static const struct {
		const char *language, *iso, *shown;
	} cases[] = {
		{ "ja", "2026-11-20", "11/20(金)" }, { "ja", "2025-11-20", "2025/11/20(木)" },
		{ "en", "2026-11-20", "11/20 Fri" }, { "en", "2027-01-02", "2027/1/2 Sat" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		speak(cases[i].language);
		AUTO_STR b = STR_INIT;
		date_add_short(&b, date_from_iso(cases[i].iso), date_from_iso("2026-04-01"));
		assert_string_equal(b.s, cases[i].shown);
	}
}

TEST(fiscal_year_2019_is_reiwa_as_a_whole)
{
	static const struct {
		int year;
		const char *shown;
	} cases[] = {
		{ 2018, "平成30年度" }, { 2019, "令和元年度" }, { 2026, "令和8年度" },
		{ 1989, "平成元年度" }, { 1988, "昭和63年度" }, { 1867, "1867年度" },
	};
	speak("ja");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR b = STR_INIT;
		date_add_fiscal_year(&b, cases[i].year);
		assert_string_equal(b.s, cases[i].shown);
	}
	speak("en");
	AUTO_STR b = STR_INIT;
	date_add_fiscal_year(&b, 2026);
	assert_string_equal(b.s, "FY2026");
}

TEST(instants_are_written_in_utc)
{
	char text[INSTANT_TEXT_SIZE];
	instant_to_text(0, text);
	assert_string_equal(text, "1970-01-01T00:00:00.000Z");
	instant_to_text(-1, text);
	assert_string_equal(text, "1969-12-31T23:59:59.999Z");
	instant_to_text(INT64_C(20777) * 86400000 + 5 * 3600000 + 32 * 60000 + 1007, text);
	assert_string_equal(text, "2026-11-20T05:32:01.007Z");
}

TEST(people_read_instants_in_the_time_of_the_desk)
{
	char text[INSTANT_LOCAL_SIZE];
	instant_to_local(INT64_C(20777) * 86400000 + 5 * 3600000 + 32 * 60000 + 1007, text);
	assert_string_equal(text, "2026-11-20T14:32:01+09:00");
	instant_to_local(-1, text);
	assert_string_equal(text, "1970-01-01T08:59:59+09:00");
}

TEST(instants_are_read_back)
{
	static const int64_t instants[] = { 0, -1, 1, 1795152721007, -3000000000000, 999 };
	for (size_t i = 0; i < ARRAY_LEN(instants); i++) {
		char text[INSTANT_TEXT_SIZE];
		int64_t ms;
		instant_to_text(instants[i], text);
		assert_true(instant_from_text(text, &ms));
		assert_int_equal(ms, instants[i]);
	}
	int64_t ms;
	assert_true(instant_from_text("2026-11-20T05:32:01Z", &ms));
	assert_int_equal(ms % 86400000, 19921000);
}

TEST(what_is_no_instant_is_refused)
{
	static const char *const none[] = {
		"",
		"2026-11-20",
		"2026-11-20T05:32Z",
		"2026-11-20 05:32:01Z",
		"2026-11-20T05:32:01",
		"2026-11-20T05:32:01+09:00",
		"2026-11-20T24:00:00Z",
		"2026-11-20T05:60:00Z",
		"2026-11-20T05:32:60Z",
		"2026-02-30T05:32:01Z",
		"2026-11-20T05:32:01.07Z",
		"2026-11-20T05:32:01.007Zx",
	};
	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		int64_t ms = 77;
		assert_false(instant_from_text(none[i], &ms));
		assert_int_equal(ms, 77);
	}
}

TEST(day_in_tokyo_begins_at_fifteen_hours_utc)
{
	int64_t ms;
	assert_true(instant_from_text("2026-11-19T14:59:59.999Z", &ms));
	assert_int_equal(instant_day(ms), date_from_iso("2026-11-19"));
	assert_int_equal(instant_minutes(ms), 23 * 60 + 59);
	assert_true(instant_from_text("2026-11-19T15:00:00Z", &ms));
	assert_int_equal(instant_day(ms), date_from_iso("2026-11-20"));
	assert_int_equal(instant_minutes(ms), 0);
	assert_int_equal(instant_from_local(date_from_iso("2026-11-20"), 0), ms);
	for (int m = 0; m < 24 * 60; m++) {
		int64_t at = instant_from_local(-500, m); /* before 1970 */
		assert_int_equal(instant_day(at), -500);
		assert_int_equal(instant_minutes(at), m);
	}
}

TEST(pinned_clock_starts_where_it_is_told_and_goes_on)
{
	struct clock c = { .pinned = false };
	int64_t real = clock_now(&c);
	assert_true(real > instant_from_local(date_from_iso("2024-01-01"), 0));
	int64_t start = instant_from_local(date_from_iso("2026-11-20"), 9 * 60);
	clock_pin(&c, start);
	int64_t now = clock_now(&c);
	assert_true(now >= start && now < start + 60000);
	assert_int_equal(clock_today(&c), date_from_iso("2026-11-20"));
	while (clock_now(&c) == now)
		continue; /* it goes on within a millisecond */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_from_1868_to_2199_agrees_with_a_slow_walk),
		cmocka_unit_test(known_days_have_their_numbers),
		cmocka_unit_test(days_that_do_not_exist_are_none),
		cmocka_unit_test(stored_form_is_taken_exactly),
		cmocka_unit_test(adding_months_stays_inside_the_month),
		cmocka_unit_test(eras_change_on_their_first_day),
		cmocka_unit_test(english_days_are_written_out),
		cmocka_unit_test(short_day_has_its_year_only_when_it_is_another),
		cmocka_unit_test(fiscal_year_2019_is_reiwa_as_a_whole),
		cmocka_unit_test(instants_are_written_in_utc),
		cmocka_unit_test(people_read_instants_in_the_time_of_the_desk),
		cmocka_unit_test(instants_are_read_back),
		cmocka_unit_test(what_is_no_instant_is_refused),
		cmocka_unit_test(day_in_tokyo_begins_at_fifteen_hours_utc),
		cmocka_unit_test(pinned_clock_starts_where_it_is_told_and_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
