/*
 * date.c - the calendar: day numbers, months, eras, and days as text. The
 * conversion counts 400-year cycles from 1 March of year 0, so that the leap
 * day is the last day of a counted year.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/date.h"

#include <assert.h>
#include <string.h>

#include "base/date_era.h"
#include "base/lang.h"
#include "base/macros.h"

enum { DAYS_IN_400_YEARS = 146097, EPOCH = 719468 /* 1970-01-01, from 0000-03-01 */ };

const struct era date_eras[ERA_COUNT] = {
	{ 'M', "明治", "㍾", { 1868, 1, 25 } }, { 'T', "大正", "㍽", { 1912, 7, 30 } },
	{ 'S', "昭和", "㍼", { 1926, 12, 25 } }, { 'H', "平成", "㍻", { 1989, 1, 8 } },
	{ 'R', "令和", "㋿", { 2019, 5, 1 } },
};

const char *const date_weekdays_ja[7] = { "日", "月", "火", "水", "木", "金", "土" };
const char *const date_weekdays_en[7] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
					  "Thursday", "Friday", "Saturday" };
const char *const date_months_en[12] = { "January",   "February", "March",    "April",
					 "May",       "June",     "July",     "August",
					 "September", "October",  "November", "December" };

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool
date_is_valid(int year, int month, int day)
{
	if (year < 1868 || year > 2199 || month < 1 || month > 12 || day < 1)
		return false;
	if (year == 1868 && month == 1 && day < 25)
		return false;
	return day <= days_in_month(year, month);
}

day_num
date_from_ymd(int year, int month, int day)
{
	if (!date_is_valid(year, month, day))
		return DAY_NONE;
	int y = month > 2 ? year : year - 1;
	int cycle = y / 400, year_of_cycle = y % 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_cycle =
		year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
	return cycle * DAYS_IN_400_YEARS + day_of_cycle - EPOCH;
}

struct ymd
date_to_ymd(day_num d)
{
	int64_t days = (int64_t)d + EPOCH;
	int64_t cycle = (days >= 0 ? days : days - (DAYS_IN_400_YEARS - 1)) / DAYS_IN_400_YEARS;
	int day_of_cycle = (int)(days - cycle * DAYS_IN_400_YEARS);
	int year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 -
			     day_of_cycle / (DAYS_IN_400_YEARS - 1)) / 365;
	int day_of_year =
		day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
	int from_march = (5 * day_of_year + 2) / 153;
	int month = from_march < 10 ? from_march + 3 : from_march - 9;
	return (struct ymd){
		.year = (int)(cycle * 400) + year_of_cycle + (month <= 2),
		.month = month,
		.day = day_of_year - (153 * from_march + 2) / 5 + 1,
	};
}

int
date_weekday(day_num d)
{
	int64_t from_sunday = (int64_t)d + 4; /* 1970-01-01 was a Thursday */
	return (int)((from_sunday % 7 + 7) % 7);
}

int
date_fiscal_year(day_num d)
{
	struct ymd v = date_to_ymd(d);
	return v.month >= 4 ? v.year : v.year - 1;
}

day_num
date_add_months(day_num d, int months)
{
	if (d == DAY_NONE || months < -12 * 400 || months > 12 * 400)
		return DAY_NONE;
	struct ymd v = date_to_ymd(d);
	int count = v.year * 12 + v.month - 1 + months;
	if (count < 1868 * 12 || count >= 2200 * 12)
		return DAY_NONE;
	int last = days_in_month(count / 12, count % 12 + 1);
	return date_from_ymd(count / 12, count % 12 + 1, v.day < last ? v.day : last);
}

day_num
date_from_iso(const char *text)
{
	static const char pattern[] = "0000-00-00";
	int part[3] = { 0 }, n = 0;
	if (text == NULL || strlen(text) != sizeof(pattern) - 1)
		return DAY_NONE;
	for (size_t i = 0; pattern[i] != '\0'; i++) {
		bool is_digit = text[i] >= '0' && text[i] <= '9';
		if (pattern[i] == '0' ? !is_digit : text[i] != pattern[i])
			return DAY_NONE;
		if (is_digit)
			part[n] = part[n] * 10 + (text[i] - '0');
		else
			n++;
	}
	return date_from_ymd(part[0], part[1], part[2]);
}

static void
put_digits(char *out, int count, int value)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
}

void
date_to_iso(day_num d, char out[DATE_TEXT_SIZE])
{
	struct ymd v = date_to_ymd(d);
	assert(v.year >= 0 && v.year <= 9999);
	memcpy(out, "0000-00-00", DATE_TEXT_SIZE);
	put_digits(out, 4, v.year);
	put_digits(out + 5, 2, v.month);
	put_digits(out + 8, 2, v.day);
}

static const struct era *
era_of(day_num d)
{
	for (int i = ERA_COUNT - 1; i > 0; i--) {
		const struct ymd *first = &date_eras[i].first;
		if (d >= date_from_ymd(first->year, first->month, first->day))
			return &date_eras[i];
	}
	return &date_eras[0];
}

static void
add_weekday(struct str *b, int weekday)
{
	if (lang_is_ja())
		str_add(b, date_weekdays_ja[weekday]);
	else
		str_add_len(b, date_weekdays_en[weekday], strlen("Sun"));
}

void
date_add_short(struct str *b, day_num d, day_num today)
{
	struct ymd v = date_to_ymd(d);
	if (v.year != date_to_ymd(today).year)
		str_addf(b, "%d/", v.year);
	str_addf(b, "%d/%d", v.month, v.day);
	str_add(b, lang_is_ja() ? "(" : " ");
	add_weekday(b, date_weekday(d));
	if (lang_is_ja())
		str_add_char(b, ')');
}

/* "令和元年", "令和8年": with the counter that follows, 年 or 年度. */
static void
add_era_year(struct str *b, const struct era *era, int year, const char *counter)
{
	int count = year - era->first.year + 1;
	str_add(b, era->name);
	if (count == 1)
		str_add(b, "元");
	else
		str_addf(b, "%d", count);
	str_add(b, counter);
}

void
date_add_long(struct str *b, day_num d)
{
	struct ymd v = date_to_ymd(d);
	int weekday = date_weekday(d);
	if (lang_is_ja()) {
		add_era_year(b, era_of(d), v.year, "年");
		str_addf(b, "%d月%d日(%s)", v.month, v.day, date_weekdays_ja[weekday]);
	} else {
		str_addf(b, "%s, %d %s %d", date_weekdays_en[weekday], v.day,
			 date_months_en[v.month - 1], v.year);
	}
}

void
date_add_era(struct str *b, day_num d)
{
	struct ymd v = date_to_ymd(d);
	const struct era *era = era_of(d);
	str_addf(b, "%c%d.%d.%d", era->letter, v.year - era->first.year + 1, v.month, v.day);
}

/*
 * The era of a fiscal year is that of its 1 May: 2019, whose April was still
 * 平成, is 令和元年度 as a whole (Cabinet decision of 1 April 2019).
 */
void
date_add_fiscal_year(struct str *b, int fiscal_year)
{
	day_num may = date_from_ymd(fiscal_year, 5, 1);
	if (lang_is_ja() && may != DAY_NONE)
		add_era_year(b, era_of(may), fiscal_year, "年度");
	else
		str_addf(b, lang_is_ja() ? "%d年度" : "FY%d", fiscal_year);
}
