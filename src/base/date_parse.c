/*
 * date_parse.c - a day as a person types it. The text is brought to one plain
 * form first (narrow, small letters, no blanks), then read from left to right:
 * [weekday] [era] up to three numbers [weekday]. How many numbers there are and
 * how many digits they have tells what they mean.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/date.h"

#include <assert.h>
#include <string.h>

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/macros.h"
#include "base/typed.h"

enum { MAX_PARTS = 3, NO_WEEKDAY = -1 };

/* One number of a date and the word behind it. */
struct part {
	int value, digits;
	char unit; /* 'y', 'm', 'd' for 年, 月, 日; '/' for a separator; 0 for nothing */
};

struct reading {
	const char *typed; /* for the sentence */
	day_num today;
	int weekday; /* as typed, or NO_WEEKDAY */
	const struct era *era;
	struct part part[MAX_PARTS];
	int count;
};

static bool
not_understood(const struct reading *r, struct err *e)
{
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, r->typed);
	return err_set(e, ERR_INVALID,
		       _("\"%s\" is not a date. Type it like 2026-11-20, 11/20, R8.11.20 or +3."),
		       str_text(&shown));
}

/* The day of a year, month and day, or the sentence why there is none. */
static bool
settle(int year, int month, int day, day_num *out, struct err *e)
{
	*out = date_from_ymd(year, month, day);
	if (*out != DAY_NONE)
		return true;
	if (month >= 1 && month <= 12 && day >= 1 && (year < 1868 || year > 2199))
		return err_set(e, ERR_INVALID,
			       _("The date must lie between 1868-01-25 and 2199-12-31."));
	return err_set(e, ERR_INVALID, _("There is no day %d/%d in the year %d."), month, day,
		       year);
}

/* today, 明日 and the like: days from today. */
static const struct {
	const char *word;
	int days;
} words[] = {
	{ "today", 0 }, { "今日", 0 }, { "本日", 0 }, { "きょう", 0 },
	{ "tomorrow", 1 }, { "明日", 1 }, { "あす", 1 }, { "あした", 1 },
	{ "yesterday", -1 }, { "昨日", -1 }, { "きのう", -1 },
	{ "明後日", 2 }, { "あさって", 2 }, { "一昨日", -2 }, { "おととい", -2 },
};

static bool
from_word(const char *text, day_num today, day_num *out)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(text, words[i].word) != 0)
			continue;
		*out = today + words[i].days;
		return true;
	}
	return false;
}

/* "金", "金曜", "金曜日", "fri", "friday", also in parentheses; moves *p past it. */
static int
scan_weekday(const char **p)
{
	const char *q = *p;
	bool open = typed_skip(&q, "(");
	int found = NO_WEEKDAY;
	for (int i = 0; i < 7 && found == NO_WEEKDAY; i++) {
		if (typed_skip(&q, date_weekdays_ja[i])) {
			found = i;
			if (typed_skip(&q, "曜"))
				(void)typed_skip(&q, "日");
		} else if (typed_skip_word(&q, date_weekdays_en[i], strlen("sun"))) {
			found = i;
		}
	}
	if (found == NO_WEEKDAY || (open && !typed_skip(&q, ")")))
		return NO_WEEKDAY;
	*p = q;
	return found;
}

static const struct era *
scan_era(const char **p)
{
	for (int i = 0; i < ERA_COUNT; i++) {
		const struct era *era = &date_eras[i];
		char letter[] = { (char)(era->letter | 0x20), '\0' };
		if (typed_skip(p, era->name) || typed_skip(p, era->ligature))
			return era;
		const char *q = *p;
		if (typed_skip(&q, letter) && ((*q >= '0' && *q <= '9') || str_starts(q, "元"))) {
			*p = q;
			return era;
		}
	}
	return NULL;
}

static char
scan_unit(const char **p)
{
	static const struct {
		const char *text;
		char unit;
	} units[] = {
		{ "年", 'y' }, { "月", 'm' }, { "日", 'd' }, { "-", '/' }, { "/", '/' },
		{ ".", '/' },  { "−", '/' },  { "‐", '/' },  { "ー", '/' }, { "・", '/' },
	};
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (typed_skip(p, units[i].text))
			return units[i].unit;
	return '\0';
}

/* Up to three numbers with their units; false at a number that is too long. */
static bool
scan_parts(const char **p, struct reading *r)
{
	while (r->count < MAX_PARTS) {
		struct part *part = &r->part[r->count];
		if (r->count == 0 && r->era != NULL && typed_skip(p, "元")) {
			*part = (struct part){ .value = 1, .digits = 1 };
		} else {
			part->digits = typed_number(p, &part->value);
			if (part->digits == 0)
				return true;
			if (part->digits > 8)
				return false;
		}
		part->unit = scan_unit(p);
		r->count++;
		if (part->unit == '\0' || part->unit == 'd')
			return true;
	}
	return true;
}

/* The units fit the places: 年 month 月 day 日, or separators, and none at the end. */
static bool
units_fit(const struct reading *r)
{
	static const char order[] = "ymd";
	const char *place = order + (MAX_PARTS - r->count);
	for (int i = 0; i < r->count; i++) {
		char unit = r->part[i].unit;
		bool is_last = i == r->count - 1;
		if (unit != place[i] && unit != (is_last ? '\0' : '/'))
			return false;
	}
	return true;
}

/* The year that a two-digit year means: from 79 years back to 20 ahead. */
static int
full_year(int two_digits, day_num today)
{
	int now = date_to_ymd(today).year;
	int year = now - now % 100 + two_digits;
	if (year > now + 20)
		return year - 100;
	return year <= now - 80 ? year + 100 : year;
}

/* The nearest such day that is not over six months back. */
static bool
from_month_day(int month, int day, day_num today, day_num *out, struct err *e)
{
	day_num from = date_add_months(today, -6);
	int year = date_to_ymd(from == DAY_NONE ? today : from).year;
	for (int i = 0; i <= 8; i++) { /* 29 February may be eight years off */
		day_num d = date_from_ymd(year + i, month, day);
		if (d != DAY_NONE && d >= from) {
			*out = d;
			return true;
		}
	}
	return settle(date_to_ymd(today).year, month, day, out, e);
}

/* The next day of the month with that number, today included. */
static bool
from_day(const struct reading *r, int day, day_num *out, struct err *e)
{
	struct ymd now = date_to_ymd(r->today);
	int count = now.year * 12 + now.month - 1 + (day < now.day);
	for (int i = 0; i < 3 && day >= 1 && day <= 31; i++, count++) {
		*out = date_from_ymd(count / 12, count % 12 + 1, day);
		if (*out != DAY_NONE)
			return true;
	}
	return not_understood(r, e);
}

static bool
from_era(const struct reading *r, day_num *out, struct err *e)
{
	int year = r->part[0].value, month = r->part[1].value, day = r->part[2].value;
	if (r->count == 1 && r->part[0].digits >= 5 && r->part[0].digits <= 6) {
		day = year % 100; /* R081120 */
		month = year / 100 % 100;
		year /= 10000;
	} else if (r->count != MAX_PARTS || r->part[0].digits > 3) {
		return not_understood(r, e);
	}
	const struct ymd *first = &r->era->first;
	if (year < 1)
		return not_understood(r, e);
	if (!settle(first->year + year - 1, month, day, out, e))
		return false;
	day_num began = date_from_ymd(first->year, first->month, first->day);
	if (*out >= began)
		return true;
	AUTO_STR first_day = STR_INIT;
	date_add_short(&first_day, began, DAY_NONE);
	/* L10N: %s is the name of an era, then the day on which it began */
	return err_set(e, ERR_INVALID, _("The era %s began on %s; the date lies before it."),
		       r->era->name, str_text(&first_day));
}

/* One number without a word: the digits tell what is in it. */
static bool
from_digits(const struct reading *r, day_num *out, struct err *e)
{
	int value = r->part[0].value, digits = r->part[0].digits;
	if (r->part[0].unit == 'd' && digits > 2)
		return not_understood(r, e);
	switch (digits) {
	case 8:
		return settle(value / 10000, value / 100 % 100, value % 100, out, e);
	case 6:
		return settle(full_year(value / 10000, r->today), value / 100 % 100, value % 100,
			      out, e);
	case 4:
		return from_month_day(value / 100, value % 100, r->today, out, e);
	case 2:
	case 1:
		return from_day(r, value, out, e);
	default:
		return not_understood(r, e);
	}
}

static bool
from_parts(const struct reading *r, day_num *out, struct err *e)
{
	const struct part *part = r->part;
	if (!units_fit(r))
		return not_understood(r, e);
	for (int i = r->count - 1; i > 0 && i >= r->count - 2; i--)
		if (part[i].digits > 2)
			return not_understood(r, e);
	if (r->era != NULL)
		return from_era(r, out, e);
	if (r->count == 1)
		return from_digits(r, out, e);
	if (part[0].digits > 2 && r->count == 2)
		return not_understood(r, e);
	if (r->count == 2)
		return from_month_day(part[0].value, part[1].value, r->today, out, e);
	if (part[0].digits != 4 && part[0].digits != 2)
		return not_understood(r, e);
	int year = part[0].digits == 4 ? part[0].value : full_year(part[0].value, r->today);
	return settle(year, part[1].value, part[2].value, out, e);
}

/* "20 November 2026", "20 nov": what the long English form shows. */
static bool
scan_english(const char *p, struct reading *r)
{
	struct part year = { .unit = '/' }, month = { .unit = '/' }, day = { .unit = '\0' };
	day.digits = typed_number(&p, &day.value);
	for (int i = 0; i < 12 && month.value == 0; i++)
		if (typed_skip_word(&p, date_months_en[i], strlen("jan")))
			month.value = i + 1;
	(void)typed_skip(&p, ",");
	year.digits = typed_number(&p, &year.value);
	if (day.digits == 0 || month.value == 0 || *p != '\0')
		return false;
	if (year.digits > 0)
		r->part[r->count++] = year;
	r->part[r->count++] = month;
	r->part[r->count++] = day;
	return true;
}

static bool
weekday_fits(const struct reading *r, day_num d, struct err *e)
{
	if (r->weekday == NO_WEEKDAY || r->weekday == date_weekday(d))
		return true;
	AUTO_STR right = STR_INIT;
	date_add_short(&right, d, r->today);
	/* L10N: the date with its day of the week: "11/20 Fri" */
	return err_set(e, ERR_INVALID, _("The date and the day of the week differ: it is %s."),
		       str_text(&right));
}

/* +3, -1: days from today. */
static bool
from_offset(const struct reading *r, const char *p, day_num *out, struct err *e)
{
	int sign = *p++ == '-' ? -1 : 1, days;
	int digits = typed_number(&p, &days);
	if (digits < 1 || digits > 6 || *p != '\0')
		return not_understood(r, e);
	struct ymd v = date_to_ymd(r->today + sign * days);
	return settle(v.year, v.month, v.day, out, e);
}

static bool
read_text(struct reading *r, const char *p, day_num *out, struct err *e)
{
	if (*p == '+' || *p == '-')
		return from_offset(r, p, out, e);
	if (from_word(p, r->today, out))
		return true;
	r->weekday = scan_weekday(&p);
	if (r->weekday != NO_WEEKDAY && *p == '\0') {
		int ahead = (r->weekday - date_weekday(r->today) + 7) % 7;
		*out = r->today + (ahead == 0 ? 7 : ahead);
		return true;
	}
	(void)typed_skip(&p, ",");
	if (!scan_english(p, r)) {
		r->era = scan_era(&p);
		if (!scan_parts(&p, r) || r->count == 0)
			return not_understood(r, e);
		int behind = scan_weekday(&p);
		if (*p != '\0' || (behind != NO_WEEKDAY && r->weekday != NO_WEEKDAY))
			return not_understood(r, e);
		r->weekday = behind != NO_WEEKDAY ? behind : r->weekday;
	}
	return from_parts(r, out, e) && weekday_fits(r, *out, e);
}

bool
date_parse(const char *text, day_num today, day_num *out, struct err *e)
{
	AUTO_FREE char *plain = typed_plain(text);
	struct reading r = { .typed = text, .today = today, .weekday = NO_WEEKDAY };
	day_num d = DAY_NONE;
	if (!read_text(&r, plain, &d, e))
		return false;
	*out = d;
	return true;
}
