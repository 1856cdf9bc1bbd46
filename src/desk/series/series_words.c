/*
 * series_words.c - how a use comes back, as people write it and as it is shown. What was
 * typed is brought to one plain form (narrow, small, without blanks) and read from left
 * to right; numbers wait until it is known what they count: "第1・第3" of 土曜, "1・15" of 日.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"
#include "desk/series/series_rule.h"

struct reading {
	const char *p;
	struct series_rule *r;
	int waits[SERIES_PARTS_MAX]; /* numbers that no word has claimed yet */
	int wait_count;
	int nths[SERIES_PARTS_MAX]; /* those that the last day of the week was said with */
	int nth_count;
};

static const char *const days_ja[] = { "日", "月", "火", "水", "木", "金", "土" };
static const char *const days_en[] = { "sunday",   "monday", "tuesday", "wednesday",
				       "thursday", "friday", "saturday" };

/* --- reading --- */

static bool
skip_any(struct reading *r, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		if (typed_skip(&r->p, words[i]))
			return true;
	return false;
}
#define SKIP_ANY(r, ...)                                  \
	skip_any(r, (const char *const[]){ __VA_ARGS__ }, \
		 (int)ARRAY_LEN(((const char *const[]){ __VA_ARGS__ })))

static void
skip_between(struct reading *r)
{
	while (SKIP_ANY(r, "・", "･", "、", ",", "，", "と", "and", "&", "/") ||
	       SKIP_ANY(r, "-", "の", "に", "on", "the"))
		;
}

/* 日 alone is a unit of dates; a day of the week has 曜 behind it, where it could be either. */
static bool
read_weekday(struct reading *r, int *day)
{
	for (int i = 0; i < (int)ARRAY_LEN(days_en); i++) {
		if (typed_skip_word(&r->p, days_en[i], 3)) {
			typed_skip(&r->p, "s");
			*day = i;
			return true;
		}
		const char *p = r->p;
		if (!typed_skip(&p, days_ja[i]))
			continue;
		bool has_word = typed_skip(&p, "曜");
		if (i == 0 && !has_word)
			continue;
		typed_skip(&p, "日");
		r->p = p;
		*day = i;
		return true;
	}
	return false;
}

static bool
add_weekday(struct series_rule *r, int nth, int day)
{
	if (r->weekday_count == SERIES_PARTS_MAX)
		return false;
	r->weekdays[r->weekday_count++] = (struct series_weekday){ nth, day };
	return true;
}

/* "月・水曜", to the end of the text. */
static bool
read_week(struct reading *r)
{
	int day;
	if (SKIP_ANY(r, "平日", "weekdays", "weekday")) {
		for (day = 1; day <= 5; day++)
			add_weekday(r->r, 0, day);
		return *r->p == '\0';
	}
	for (skip_between(r); *r->p != '\0'; skip_between(r))
		if (!read_weekday(r, &day) || !add_weekday(r->r, 0, day))
			return false;
	return r->r->weekday_count > 0;
}

static bool
read_kanji(struct reading *r, int *n)
{
	static const char *const digits[] = { "一", "二", "三", "四", "五" };
	for (int i = 0; i < (int)ARRAY_LEN(digits); i++)
		if (typed_skip(&r->p, digits[i])) {
			*n = i + 1;
			return true;
		}
	return false;
}

/* A number of a list: 第2, 2nd, 15日, 最終, 末日. */
static bool
read_item(struct reading *r)
{
	int n = 0;
	const char *before = r->p;
	typed_skip(&r->p, "第");
	if (SKIP_ANY(r, "最終", "最後", "末日", "月末", "lastday", "last")) {
		n = -1;
	} else if ((typed_number(&r->p, &n) > 0 && n > 0) || read_kanji(r, &n)) {
		SKIP_ANY(r, "st", "nd", "rd", "th", "週");
	} else {
		r->p = before;
		return false;
	}
	const char *p = r->p;
	if (typed_skip(&p, "日") && !str_starts(p, "曜"))
		r->p = p;
	if (r->wait_count == SERIES_PARTS_MAX)
		return false;
	r->waits[r->wait_count++] = n;
	return true;
}

/* The numbers that wait, or else those of the day of the week before: 第2・第4の月・水曜. */
static bool
claim_weekday(struct reading *r, int day)
{
	if (r->wait_count > 0) {
		memcpy(r->nths, r->waits, sizeof(r->nths));
		r->nth_count = r->wait_count;
		r->wait_count = 0;
	}
	for (int i = 0; i < r->nth_count; i++)
		if (!add_weekday(r->r, r->nths[i], day))
			return false;
	return r->nth_count > 0;
}

static bool
is_nth(const struct series_rule *r)
{
	for (int i = 0; i < r->weekday_count; i++)
		if (r->weekdays[i].nth > 5)
			return false;
	return true;
}

/* The days of a month, to the end of the text; numbers that nobody claimed are dates. */
static bool
read_month_days(struct reading *r, bool has_head)
{
	int day;
	for (skip_between(r); *r->p != '\0'; skip_between(r)) {
		if (read_weekday(r, &day) ? !claim_weekday(r, day) : !read_item(r))
			return false;
	}
	if (r->wait_count == 0)
		return r->r->weekday_count > 0 && is_nth(r->r);
	memcpy(r->r->dates, r->waits, sizeof(r->waits));
	r->r->date_count = r->wait_count;
	for (int i = 0; i < r->wait_count; i++)
		if (r->waits[i] == 0 || r->waits[i] > 31)
			return false;
	return has_head && r->r->weekday_count == 0;
}

/* "2週ごと", "every2weeks"; the unit decides the frequency. */
static bool
read_every(struct reading *r)
{
	static const struct {
		const char *ja, *en;
		enum series_freq freq;
	} units[] = {
		{ "日", "days", SERIES_DAILY },       { "週間", "weeks", SERIES_WEEKLY },
		{ "週", "weeks", SERIES_WEEKLY },     { "か月", "months", SERIES_MONTHLY },
		{ "ヶ月", "months", SERIES_MONTHLY }, { "カ月", "months", SERIES_MONTHLY },
	};
	struct reading try = *r;
	int n;
	bool is_en = typed_skip(&try.p, "every");
	if (typed_number(&try.p, &n) == 0 || n < 1 || n > SERIES_EVERY_MAX)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (!typed_skip(&try.p, is_en ? units[i].en : units[i].ja) ||
		    (!is_en && !SKIP_ANY(&try, "ごと", "毎")))
			continue;
		r->p = try.p;
		r->r->every = n;
		r->r->freq = units[i].freq;
		return true;
	}
	return false;
}

static bool
read_year(struct reading *r)
{
	static const char *const months[] = { "january",   "february", "march",    "april",
					      "may",       "june",     "july",     "august",
					      "september", "october",  "november", "december" };
	int month = 0;
	r->r->freq = SERIES_YEARLY;
	typed_skip(&r->p, "in");
	if (typed_number(&r->p, &month) > 0 && !typed_skip(&r->p, "月") && !typed_skip(&r->p, "/"))
		return false;
	for (int i = 0; month == 0 && i < (int)ARRAY_LEN(months); i++)
		if (typed_skip_word(&r->p, months[i], 3))
			month = i + 1;
	r->r->months[0] = month;
	r->r->month_count = 1;
	return month >= 1 && month <= 12 && read_month_days(r, true);
}

static bool
read_by_freq(struct reading *r)
{
	if (r->r->freq == SERIES_DAILY)
		return *r->p == '\0';
	return r->r->freq == SERIES_WEEKLY ? read_week(r) : read_month_days(r, true);
}

static bool
read_plain(struct reading *r)
{
	if (SKIP_ANY(r, "毎年", "yearly", "everyyear"))
		return read_year(r);
	if (SKIP_ANY(r, "毎日", "daily", "everyday")) {
		r->r->freq = SERIES_DAILY;
	} else if (SKIP_ANY(r, "隔週", "biweekly", "everyotherweek", "everysecondweek")) {
		r->r->freq = SERIES_WEEKLY;
		r->r->every = 2;
	} else if (SKIP_ANY(r, "隔月", "everyothermonth", "everysecondmonth")) {
		r->r->freq = SERIES_MONTHLY;
		r->r->every = 2;
	} else if (SKIP_ANY(r, "毎月", "monthly", "everymonth")) {
		r->r->freq = SERIES_MONTHLY;
	} else if (!read_every(r)) {
		r->r->freq = SERIES_WEEKLY;
		if (str_starts(r->p, "平日") || SKIP_ANY(r, "毎週", "weekly", "everyweek", "every"))
			return read_week(r);
		r->r->freq = SERIES_MONTHLY;
		return read_month_days(r, false);
	}
	return read_by_freq(r);
}

/* --- the end: "10回", "until 3/31" --- */

/* Cuts the last word off `text`: what stands behind the last blank or 、. NULL: there is one. */
static char *
cut_last_word(char *text)
{
	static const char *const between[] = { " ", "、", "," };
	char *cut = NULL, *word = NULL;
	for (size_t i = 0; i < ARRAY_LEN(between); i++)
		for (char *at = text; (at = strstr(at, between[i])); at += strlen(between[i])) {
			cut = at > cut ? at : cut;
			word = cut == at ? at + strlen(between[i]) : word;
		}
	if (cut)
		*cut = '\0';
	return word;
}

static bool
read_count(const char *word, int *count)
{
	const char *p = word;
	return typed_number(&p, count) > 0 && (typed_skip(&p, "回") || typed_skip(&p, "times")) &&
	       *p == '\0' && *count > 0 && *count <= SERIES_COUNT_MAX;
}

static bool
read_until(const char *word, day_num today, day_num *until)
{
	if (!str_ends(word, "まで"))
		return false;
	AUTO_FREE char *day = mem_strndup(word, strlen(word) - strlen("まで"));
	return date_parse(day, today, until, NULL);
}

/* "every day, 3 times": the comma belongs to neither. */
static void
cut_comma(char *text)
{
	if (str_ends(text, ","))
		text[strlen(text) - 1] = '\0';
}

static bool
read_end(char *text, day_num today, struct series_rule *r)
{
	char *until = strstr(text, " until ");
	if (until) {
		*until = '\0';
		cut_comma(text);
		return date_parse(until + strlen(" until "), today, &r->until, NULL);
	}
	char *times = strstr(text, " times");
	if (times && times[strlen(" times")] == '\0')
		memcpy(times, "times", sizeof("times"));
	AUTO_FREE char *whole = mem_strdup(text);
	char *word = cut_last_word(text);
	int count;
	if (word && read_count(word, &count))
		r->count = count;
	else if (word && !read_until(word, today, &r->until))
		memcpy(text, whole, strlen(whole) + 1);
	cut_comma(text);
	return true;
}

/* As people write it (series.h). */
static bool
read_words(const char *typed, day_num today, struct series_rule *out, struct err *e)
{
	*out = (struct series_rule){ .every = 1, .week_start = 1, .until = DAY_NONE };
	AUTO_FREE char *narrow = utf8_narrow(typed);
	bool is_read = read_end(narrow, today, out);
	AUTO_FREE char *plain = typed_plain(narrow);
	struct reading r = { .p = plain, .r = out };
	if (is_read && read_plain(&r)) {
		series_rule_tidy(out);
		return series_rule_check(out, e);
	}
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, typed);
	return err_set_field(e, ERR_INVALID, "rule",
			     _("\"%s\" is no rule. Write it like 2nd tue, 1st,3rd sat, weekly fri,"
			       " monthly 15, with 10 times or until 3/31 behind it."),
			     str_text(&shown));
}

bool
series_rule_read(const char *typed, day_num today, struct str *rrule, struct err *e)
{
	struct series_rule r;
	bool is_rrule = strchr(typed, '=') != NULL || strstr(typed, "＝") != NULL;
	bool ok = is_rrule ? series_rule_parse(typed, &r, e)
			   : read_words(typed, today, &r, e);
	if (ok)
		series_rule_write(&r, rrule);
	return ok;
}
