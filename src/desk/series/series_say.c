/*
 * series_say.c - a rule in words, in the language of the run. The two languages put the
 * parts in different orders, so each has its own writer, as dates do (base/date.h).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/macros.h"
#include "desk/series/series_rule.h"

/* --- Japanese: "隔月 第1・第3土曜、10回" --- */

static void
add_head_ja(const struct series_rule *r, struct str *b)
{
	static const char *const every[] = { "毎日", "毎週", "毎月", "毎年" };
	static const char *const units[] = { "日", "週", "か月", "年" };
	if (r->every == 1)
		str_add(b, every[r->freq]);
	else if (r->every == 2 && (r->freq == SERIES_WEEKLY || r->freq == SERIES_MONTHLY))
		str_add(b, r->freq == SERIES_WEEKLY ? "隔週" : "隔月");
	else
		str_addf(b, "%d%sごと", r->every, units[r->freq]);
	for (int i = 0; i < r->month_count; i++)
		str_addf(b, "%s%d月",
			 i > 0                      ? "・"
			 : r->freq == SERIES_YEARLY ? ""
						    : " ",
			 r->months[i]);
}

static void
add_nth_ja(int n, const char *unit, struct str *b)
{
	if (n == -1)
		str_add(b, unit[0] ? "末日" : "最終");
	else if (n < 0)
		str_addf(b, "最後から%d番目の%s", -n, unit);
	else if (unit[0])
		str_addf(b, "%d%s", n, unit);
	else
		str_addf(b, "第%d", n);
}

static void
add_days_ja(const struct series_rule *r, struct str *b)
{
	static const char *const days[] = { "日", "月", "火", "水", "木", "金", "土" };
	for (int i = 0; i < r->date_count; i++) {
		str_add(b, i ? "・" : "");
		add_nth_ja(r->dates[i], "日", b);
	}
	for (int i = 0; i < r->weekday_count; i++) {
		const struct series_weekday *w = &r->weekdays[i], *next = w + 1;
		bool is_last = i + 1 == r->weekday_count;
		str_add(b, i ? "・" : "");
		if (w->nth != 0)
			add_nth_ja(w->nth, "", b);
		if (is_last || w->nth == 0 || next->weekday != w->weekday)
			str_addf(b, "%s%s", days[w->weekday], is_last || w->nth != 0 ? "曜" : "");
	}
	for (int i = 0; i < r->position_count; i++) {
		str_add(b, i ? "と" : "のうち");
		if (r->positions[i] == -1)
			str_add(b, "最後の日");
		else if (r->positions[i] < 0)
			str_addf(b, "最後から%d番目の日", -r->positions[i]);
		else
			str_addf(b, "%d番目の日", r->positions[i]);
	}
}

static void
add_ja(const struct series_rule *r, struct str *b)
{
	add_head_ja(r, b);
	add_days_ja(r, b);
	if (r->count > 0)
		str_addf(b, "、%d回", r->count);
	if (r->until == DAY_NONE)
		return;
	struct ymd day = date_to_ymd(r->until);
	str_addf(b, "、%d/%d/%dまで", day.year, day.month, day.day);
}

/* --- English: "every month on the 1st, 3rd Sat, 10 times" --- */

static void
add_nth_en(int n, struct str *b)
{
	int at = abs(n);
	const char *end = at % 10 == 1 && at != 11   ? "st"
			  : at % 10 == 2 && at != 12 ? "nd"
			  : at % 10 == 3 && at != 13 ? "rd"
						     : "th";
	if (n == -1)
		str_add(b, "last");
	else
		str_addf(b, n < 0 ? "%d%s last" : "%d%s", at, end);
}

static void
add_days_en(const struct series_rule *r, struct str *b)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	bool is_plain = r->date_count == 0 && (r->weekday_count == 0 || r->weekdays[0].nth == 0);
	str_add(b, r->date_count + r->weekday_count == 0 ? "" : is_plain ? " on " : " on the ");
	for (int i = 0; i < r->date_count; i++) {
		str_add(b, i ? ", " : "");
		add_nth_en(r->dates[i], b);
		str_add(b, r->dates[i] < 0 ? " day" : "");
	}
	for (int i = 0; i < r->weekday_count; i++) {
		const struct series_weekday *w = &r->weekdays[i], *next = w + 1;
		str_add(b, i ? ", " : "");
		if (w->nth != 0)
			add_nth_en(w->nth, b);
		if (i + 1 == r->weekday_count || w->nth == 0 || next->weekday != w->weekday)
			str_addf(b, "%s%s", w->nth != 0 ? " " : "", days[w->weekday]);
	}
	for (int i = 0; i < r->position_count; i++) {
		str_add(b, i ? ", " : ", of them the ");
		add_nth_en(r->positions[i], b);
	}
}

static void
add_en(const struct series_rule *r, struct str *b)
{
	static const char *const units[] = { "day", "week", "month", "year" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	if (r->every == 1)
		str_addf(b, "every %s", units[r->freq]);
	else
		str_addf(b, "every %d %ss", r->every, units[r->freq]);
	for (int i = 0; i < r->month_count; i++)
		str_addf(b, "%s%s", i ? ", " : " in ", months[r->months[i] - 1]);
	add_days_en(r, b);
	if (r->count > 0)
		str_addf(b, r->count == 1 ? ", once" : ", %d times", r->count);
	if (r->until == DAY_NONE)
		return;
	struct ymd day = date_to_ymd(r->until);
	str_addf(b, ", until %d/%d/%d", day.year, day.month, day.day);
}

void
series_rule_words(const char *rrule, struct str *b)
{
	struct series_rule r;
	if (!series_rule_parse(rrule, &r, NULL))
		str_add(b, rrule);
	else if (lang_is_ja())
		add_ja(&r, b);
	else
		add_en(&r, b);
}

bool
series_rule_words_again(const char *rrule, day_num today, struct str *b)
{
	AUTO_STR words = STR_INIT;
	AUTO_STR again = STR_INIT;
	series_rule_words(rrule, &words);
	if (!series_rule_read(str_text(&words), today, &again, NULL) ||
	    !str_equal(str_text(&again), rrule))
		return false;
	str_add(b, str_text(&words));
	return true;
}
