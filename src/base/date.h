/*
 * date.h - days, times of day, eras and instants. A day is a serial number
 * (1970-01-01 = 0) in the proleptic Gregorian calendar, 1868-01-25 to
 * 2199-12-31; stored as TEXT 'YYYY-MM-DD'. A time of day is minutes, 0 to 1440
 * (24:00 closes a day). An instant is stored in UTC, ISO 8601 with
 * milliseconds; the desk's zone is Asia/Tokyo, which has no daylight saving.
 * Fiscal years start on 1 April and are named by the year in which they start.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

typedef int32_t day_num; /* days since 1970-01-01 */

#define DAY_NONE INT32_MIN
#define DATE_TEXT_SIZE 11     /* "2026-11-20" and its end */
#define INSTANT_TEXT_SIZE 25  /* "2026-11-20T05:32:00.000Z" and its end */
#define INSTANT_LOCAL_SIZE 26 /* "2026-11-20T14:32:00+09:00" and its end */

struct ymd {
	int year, month, day; /* month 1-12, day 1-31 */
};

bool date_is_valid(int year, int month, int day);
day_num date_from_ymd(int year, int month, int day); /* DAY_NONE if there is no such day */
struct ymd date_to_ymd(day_num d);
int date_weekday(day_num d); /* 0 Sunday … 6 Saturday */
int date_fiscal_year(day_num d);
/* 31 January + 1 = the last day of February; DAY_NONE past either end of the calendar. */
day_num date_add_months(day_num d, int months);

/* The stored form, exactly 'YYYY-MM-DD'. Parsing takes nothing else. */
day_num date_from_iso(const char *text); /* DAY_NONE if it is not one */
void date_to_iso(day_num d, char out[DATE_TEXT_SIZE]);

/*
 * What a person typed, in any of the forms of the manual, full-width or not:
 *   20261120 261120 2026-11-20 2026/11/20 2026年11月20日; a year of two digits
 *     lies between 79 years back and 20 ahead
 *   11/20 1120 11月20日   the nearest such day that is not over six months back
 *   20 20日               the next such day, today included
 *   R8.11.20 R081120 令和8年11月20日 令和元年5月1日, with M T S H R or 明治 大正
 *     昭和 平成 令和; not before the era began, but past its end (平成38年 is 2026)
 *   +3 -1                 days from today
 *   金 金曜日 fri         the next such day, today not included
 *   today 今日 本日 明日 tomorrow 昨日 yesterday 明後日 一昨日
 * and what the functions below write. A day of the week may stand before or
 * behind a date and must then be right. `today` is the desk's day. *out is
 * untouched on failure.
 */
bool date_parse(const char *text, day_num today, day_num *out, struct err *e);

/* "11/20(金)" or "11/20 Fri"; with the year when it is not `today`'s: "2025/11/20(木)". */
void date_add_short(struct str *b, day_num d, day_num today);
/*
 * "令和8年11月20日(金)" or "Friday, 20 November 2026". 1 May 2019 begins 令和;
 * the first year is 元年.
 */
void date_add_long(struct str *b, day_num d);
/* "R8.11.20" */
void date_add_era(struct str *b, day_num d);
/* "令和8年度" or "FY2026"; 2019 is 令和元年度 as a whole. */
void date_add_fiscal_year(struct str *b, int fiscal_year);

/* 1830, 18:30, 9, 9時, 午後6時半, 6pm, 正午: minutes, or ERR_INVALID. 12:30 pm is 12:30. */
bool time_parse(const char *text, int *minutes, struct err *e);
void time_add(struct str *b, int minutes); /* "18:30" */
/* "18:00-20:00", "18時〜20時半". False, and nothing touched, if it is not two times so. */
bool time_parse_span(const char *text, int *from, int *to);
void time_add_span(struct str *b, int from, int to); /* "18:00-20:00" */

/* Instants: milliseconds since the epoch, UTC. */
void instant_to_text(int64_t ms, char out[INSTANT_TEXT_SIZE]);
/* The same in Asia/Tokyo, with what it is ahead, to the second: for what people read. */
void instant_to_local(int64_t ms, char out[INSTANT_LOCAL_SIZE]);
bool instant_from_text(const char *text, int64_t *ms); /* also without milliseconds */
day_num instant_day(int64_t ms);    /* the day in Asia/Tokyo */
int instant_minutes(int64_t ms);    /* the time of day in Asia/Tokyo */
int64_t instant_from_local(day_num d, int minutes);

/*
 * The clock of a run. A pinned clock starts at the given instant and goes on
 * from there, for demo and training homes and for tests.
 */
struct clock {
	bool pinned;
	int64_t offset_ms; /* added to the real time when pinned */
};
int64_t clock_now(const struct clock *c);   /* an instant */
day_num clock_today(const struct clock *c); /* the desk's day */
void clock_pin(struct clock *c, int64_t at_ms);
/* The same at "2026-11-20T14:32", in the desk's time; false: that is no moment. */
bool clock_pin_text(struct clock *c, const char *local);
/* How long something takes: milliseconds of a clock that nobody can set. */
int64_t clock_steady_ms(void);

#endif
