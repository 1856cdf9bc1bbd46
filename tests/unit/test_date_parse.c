/* test_date_parse.c - days and times of day as people type them. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/date.h"
#include "base/lang.h"
#include "base/macros.h"

static const char today_iso[] = "2026-11-20"; /* a Friday */

struct claim {
	const char *typed, *iso;
};

static void
assert_means(const char *typed, const char *today, const char *iso)
{
	struct err e = { 0 };
	day_num d = DAY_NONE;
	if (!date_parse(typed, date_from_iso(today), &d, &e))
		fail_msg("\"%s\" is refused: %s", typed, e.msg);
	char shown[DATE_TEXT_SIZE];
	date_to_iso(d, shown);
	if (strcmp(shown, iso) != 0)
		fail_msg("\"%s\" on %s gives %s, not %s", typed, today, shown, iso);
}

static void
assert_all_mean(const struct claim *claims, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_means(claims[i].typed, today_iso, claims[i].iso);
}

static void
assert_refused(const char *typed, const char *part_of_sentence)
{
	struct err e = { 0 };
	day_num d = 77;
	if (date_parse(typed, date_from_iso(today_iso), &d, &e))
		fail_msg("\"%s\" is taken", typed);
	assert_int_equal(e.code, ERR_INVALID);
	assert_int_equal(d, 77);
	if (strstr(e.msg, part_of_sentence) == NULL)
		fail_msg("\"%s\" gives \"%s\"", typed, e.msg);
}

TEST(full_dates_are_read_with_any_separator)
{
	static const struct claim claims[] = {
		{ "20261120", "2026-11-20" },       { "2026-11-20", "2026-11-20" },
		{ "2026/11/20", "2026-11-20" },     { "2026.11.20", "2026-11-20" },
		{ "2026/1/5", "2026-01-05" },       { "2026年11月20日", "2026-11-20" },
		{ "２０２６／１１／２０", "2026-11-20" }, { "２０２６１１２０", "2026-11-20" },
		{ " 2026 年 11 月 20 日 ", "2026-11-20" }, { "2026 1 5", "2026-01-05" },
		{ "2011 2 3", "2011-02-03" },       { "2026ー11ー20", "2026-11-20" },
		{ "1868-01-25", "1868-01-25" },     { "21991231", "2199-12-31" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
}

TEST(year_of_two_digits_lies_from_79_back_to_20_ahead)
{
	static const struct claim claims[] = {
		{ "261120", "2026-11-20" },   { "26/11/20", "2026-11-20" },
		{ "460101", "2046-01-01" },   { "470101", "1947-01-01" },
		{ "991231", "1999-12-31" },   { "000101", "2000-01-01" },
		{ "68-01-05", "1968-01-05" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
	assert_means("010101", "2099-06-01", "2101-01-01");
	assert_means("400101", "2099-06-01", "2040-01-01");
}

TEST(month_and_day_are_not_over_six_months_back)
{
	static const struct claim claims[] = {
		{ "11/20", "2026-11-20" }, { "1120", "2026-11-20" },   { "11月20日", "2026-11-20" },
		{ "11-20", "2026-11-20" }, { "11.20", "2026-11-20" },  { "5/20", "2026-05-20" },
		{ "5/19", "2027-05-19" },  { "0105", "2027-01-05" },   { "12/31", "2026-12-31" },
		{ "1/1", "2027-01-01" },   { "2/29", "2028-02-29" },
		{ "１１／２０", "2026-11-20" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
	assert_means("12/31", "2027-01-05", "2026-12-31");
	assert_means("2/29", "2028-08-29", "2028-02-29");
	assert_means("2/29", "2096-09-01", "2104-02-29");
}

TEST(day_alone_is_the_next_such_day)
{
	static const struct claim claims[] = {
		{ "20", "2026-11-20" }, { "21", "2026-11-21" }, { "19", "2026-12-19" },
		{ "5", "2026-12-05" },  { "31", "2026-12-31" }, { "20日", "2026-11-20" },
		{ "０５", "2026-12-05" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
	assert_means("30", "2027-01-31", "2027-03-30");
	assert_means("31", "2026-04-02", "2026-05-31");
}

TEST(eras_are_read_by_letter_name_and_ligature)
{
	static const struct claim claims[] = {
		{ "R8.11.20", "2026-11-20" },      { "r8/11/20", "2026-11-20" },
		{ "Ｒ８．１１．２０", "2026-11-20" }, { "R081120", "2026-11-20" },
		{ "R81120", "2026-11-20" },        { "令和8年11月20日", "2026-11-20" },
		{ "令和 8年 11月 20日", "2026-11-20" }, { "令和元年5月1日", "2019-05-01" },
		{ "R元.5.1", "2019-05-01" },       { "H31.4.30", "2019-04-30" },
		{ "平成31年4月30日", "2019-04-30" }, { "S64.1.7", "1989-01-07" },
		{ "昭和39年10月10日", "1964-10-10" }, { "T12.9.1", "1923-09-01" },
		{ "大正十", "" },                  { "M45.7.29", "1912-07-29" },
		{ "明治元年1月25日", "1868-01-25" }, { "㋿8年11月20日", "2026-11-20" },
		{ "㍻元.1.8", "1989-01-08" },
	};
	for (size_t i = 0; i < ARRAY_LEN(claims); i++)
		if (claims[i].iso[0] != '\0')
			assert_means(claims[i].typed, today_iso, claims[i].iso);
		else
			assert_refused(claims[i].typed, "is not a date");
}

TEST(era_past_its_end_means_the_calendar_year)
{
	assert_means("平成38年11月20日", today_iso, "2026-11-20");
	assert_means("H31.5.1", today_iso, "2019-05-01");
	assert_means("S100.1.1", today_iso, "2025-01-01");
}

TEST(day_before_an_era_began_is_refused)
{
	assert_refused("R1.4.30", "began on 2019/5/1 Wed");
	assert_refused("令和元年4月30日", "令和");
	assert_refused("H1.1.7", "began on 1989/1/8 Sun");
	assert_refused("T1.7.29", "began on 1912/7/30 Tue");
	assert_refused("R0.5.1", "is not a date");
}

TEST(distance_counts_from_today)
{
	static const struct claim claims[] = {
		{ "+3", "2026-11-23" }, { "-1", "2026-11-19" },   { "+0", "2026-11-20" },
		{ "＋３", "2026-11-23" }, { "-365", "2025-11-20" }, { "+ 3", "2026-11-23" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
	assert_refused("+999999", "between 1868-01-25 and 2199-12-31");
	assert_refused("-999999", "between 1868-01-25 and 2199-12-31");
	assert_refused("+1000000", "is not a date");
	assert_refused("+", "is not a date");
	assert_refused("+3x", "is not a date");
}

TEST(weekday_is_the_next_one_without_today)
{
	static const struct claim claims[] = {
		{ "金", "2026-11-27" },   { "土", "2026-11-21" },     { "日", "2026-11-22" },
		{ "木", "2026-11-26" },   { "金曜", "2026-11-27" },   { "金曜日", "2026-11-27" },
		{ "(土)", "2026-11-21" }, { "fri", "2026-11-27" },    { "Friday", "2026-11-27" },
		{ "SAT", "2026-11-21" },  { "wednesday", "2026-11-25" }, { "Ｓｕｎ", "2026-11-22" },
		{ "月", "2026-11-23" },   { "日曜日", "2026-11-22" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
}

TEST(words_for_days_are_known)
{
	static const struct claim claims[] = {
		{ "today", "2026-11-20" },    { "今日", "2026-11-20" },  { "本日", "2026-11-20" },
		{ "tomorrow", "2026-11-21" }, { "明日", "2026-11-21" },  { "あした", "2026-11-21" },
		{ "Yesterday", "2026-11-19" }, { "昨日", "2026-11-19" }, { "明後日", "2026-11-22" },
		{ "一昨日", "2026-11-18" },   { "TODAY", "2026-11-20" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
}

TEST(weekday_beside_a_date_must_be_right)
{
	static const struct claim claims[] = {
		{ "11/20(金)", "2026-11-20" },   { "11/20（金）", "2026-11-20" },
		{ "11/20金", "2026-11-20" },     { "11/20 Fri", "2026-11-20" },
		{ "金 11/20", "2026-11-20" },    { "2026年11月20日金曜日", "2026-11-20" },
		{ "11月22日日", "2026-11-22" },  { "R8.11.20(金)", "2026-11-20" },
		{ "Friday, 20 November 2026", "2026-11-20" }, { "20 nov", "2026-11-20" },
		{ "1 may 2019", "2019-05-01" },
	};
	assert_all_mean(claims, ARRAY_LEN(claims));
	assert_refused("11/20(土)", "it is 11/20 Fri");
	assert_refused("Sat 11/20", "it is 11/20 Fri");
	assert_refused("金11/20(金)", "is not a date");
	assert_refused("11/20(金", "is not a date");
}

TEST(what_cannot_be_read_is_shown_with_an_example)
{
	static const char *const typed[] = {
		"",        "x",         "元年",      "R8",        "令和8年",   "8年11月",
		"8/11/20", "11/",       "/11/20",    "2026/11",   "11201",     "111",
		"202611201", "2026--11-20", "11/20/",  "11/20/2026", "2026年11日20月",
		"11日20",  "20月",      "1120日",    "2026-111-2", "2026-1-123", "R8.11",
		"123/1/1", "R100.1.123", "20 november x", "november", "0",     "32日",
		"明明日",  "11/20 9:00", "999999999999999999999",
	};
	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		assert_refused(typed[i], "is not a date");
		assert_refused(typed[i], "2026-11-20");
	}
	assert_refused("令和やあ", "令和やあ");
}

TEST(day_that_does_not_exist_is_named)
{
	assert_refused("2026-02-30", "no day 2/30 in the year 2026");
	assert_refused("20261301", "no day 13/1");
	assert_refused("13/1", "no day 13/1");
	assert_refused("2/30", "no day 2/30");
	assert_refused("R8.4.31", "no day 4/31 in the year 2026");
	assert_refused("0000", "no day 0/0");
}

TEST(day_outside_the_calendar_is_refused)
{
	assert_refused("1867-12-31", "between 1868-01-25");
	assert_refused("22000101", "and 2199-12-31");
	assert_refused("H212.1.1", "and 2199-12-31");
	assert_refused("R1000.1.1", "is not a date");
}

TEST(every_shown_form_is_read_back)
{
	static const char *const languages[] = { "ja", "en" };
	day_num today = date_from_iso(today_iso);
	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		setenv("LANGUAGE", languages[i], 1);
		lang_init("locale");
		for (day_num d = date_from_ymd(1868, 1, 25); d <= date_from_ymd(2199, 12, 1);
		     d += 13) {
			struct str shown[4] = { STR_INIT, STR_INIT, STR_INIT, STR_INIT };
			char iso[DATE_TEXT_SIZE];
			date_to_iso(d, iso);
			date_add_long(&shown[0], d);
			date_add_short(&shown[1], d, today - 200 > d ? d + 400 : d);
			str_set(&shown[2], iso);
			date_add_era(&shown[3], d);
			for (size_t k = 0; k < ARRAY_LEN(shown); k++) {
				/* the short form leaves out the year that its reader is in */
				assert_means(shown[k].s, k == 1 ? iso : today_iso, iso);
				str_done(&shown[k]);
			}
		}
	}
	setenv("LANGUAGE", "en", 1);
	lang_init("locale");
}

TEST(times_are_read_as_people_type_them)
{
	static const struct {
		const char *typed;
		int minutes;
	} cases[] = {
		{ "1830", 1110 },   { "18:30", 1110 },   { "9", 540 },        { "9時", 540 },
		{ "午後6時半", 1110 }, { "6pm", 1080 },   { "18時30分", 1110 }, { "18時5分", 1085 },
		{ "930", 570 },     { "0930", 570 },     { "9:05", 545 },     { "18.30", 1110 },
		{ "１８：３０", 1110 }, { "午前9時", 540 }, { "午前 9:15", 555 },
		{ "6:30 PM", 1110 },
		{ "0", 0 },         { "0:00", 0 },       { "24:00", 1440 },   { "2400", 1440 },
		{ "12pm", 720 },    { "12am", 0 },       { "正午", 720 },      { "午後0時", 720 },
		{ "午後12時30分", 750 }, { "23:59", 1439 }, { "24", 1440 },    { "pm 6", 1080 },
		{ "18時30", 1110 }, { "6 p.m.", 1080 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err e = { 0 };
		int minutes = -1;
		if (!time_parse(cases[i].typed, &minutes, &e))
			fail_msg("\"%s\" is refused: %s", cases[i].typed, e.msg);
		if (minutes != cases[i].minutes)
			fail_msg("\"%s\" gives %d", cases[i].typed, minutes);
	}
}

TEST(what_is_no_time_is_refused)
{
	static const char *const cases[] = {
		"",     "25",    "24:01", "12:60", "18:3",  "18:300", "1860",  "13pm",   "午後13時",
		"18時5", "時",    "半",     ":30",   "18:",   "am",     "9時分", "am 9 pm",
		"9時半分",
		"99999", "9x",   "-1",    "18-30", "2401",
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err e = { 0 };
		int minutes = 77;
		if (time_parse(cases[i], &minutes, &e))
			fail_msg("\"%s\" is taken as %d", cases[i], minutes);
		assert_int_equal(e.code, ERR_INVALID);
		assert_int_equal(minutes, 77);
		assert_non_null(strstr(e.msg, "18:30"));
	}
}

TEST(every_minute_is_read_back)
{
	for (int m = 0; m <= 24 * 60; m++) {
		AUTO_STR b = STR_INIT;
		time_add(&b, m);
		int back;
		assert_true(time_parse(b.s, &back, NULL));
		assert_int_equal(back, m);
	}
	AUTO_STR b = STR_INIT;
	time_add(&b, 9 * 60 + 5);
	assert_string_equal(b.s, "9:05");
}

TEST(two_times_are_a_span)
{
	static const char *const cases[] = {
		"18:00-20:30", "1800-2030", "18時〜20時半", "18 - 20:30",
		"１８：００～２０：３０", "6pm~8:30 pm", "18 20:30",
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR b = STR_INIT;
		int from = -1, to = -1;
		if (!time_parse_span(cases[i], &from, &to))
			fail_msg("\"%s\" is refused", cases[i]);
		time_add_span(&b, from, to);
		assert_string_equal(b.s, "18:00-20:30");
	}
}

TEST(what_is_no_span_is_refused)
{
	static const char *const cases[] = { "", "-", "18:00", "18:00-", "-20:00", "18-25", "1-2-3",
					     "night", "9-x" };
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int from = 77, to = 77;
		if (time_parse_span(cases[i], &from, &to))
			fail_msg("\"%s\" is taken as %d to %d", cases[i], from, to);
		assert_int_equal(from, 77);
		assert_int_equal(to, 77);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_dates_are_read_with_any_separator),
		cmocka_unit_test(year_of_two_digits_lies_from_79_back_to_20_ahead),
		cmocka_unit_test(month_and_day_are_not_over_six_months_back),
		cmocka_unit_test(day_alone_is_the_next_such_day),
		cmocka_unit_test(eras_are_read_by_letter_name_and_ligature),
		cmocka_unit_test(era_past_its_end_means_the_calendar_year),
		cmocka_unit_test(day_before_an_era_began_is_refused),
		cmocka_unit_test(distance_counts_from_today),
		cmocka_unit_test(weekday_is_the_next_one_without_today),
		cmocka_unit_test(words_for_days_are_known),
		cmocka_unit_test(weekday_beside_a_date_must_be_right),
		cmocka_unit_test(what_cannot_be_read_is_shown_with_an_example),
		cmocka_unit_test(day_that_does_not_exist_is_named),
		cmocka_unit_test(day_outside_the_calendar_is_refused),
		cmocka_unit_test(every_shown_form_is_read_back),
		cmocka_unit_test(times_are_read_as_people_type_them),
		cmocka_unit_test(what_is_no_time_is_refused),
		cmocka_unit_test(every_minute_is_read_back),
		cmocka_unit_test(two_times_are_a_span),
		cmocka_unit_test(what_is_no_span_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
