/*
 * moment.c - a day reckoned from another: so many days, open days, months, or a
 * named day of a month, then moved when the house is closed on it. Open and
 * counter days are those of the house as a whole: a room under repair is no
 * reason to accept or to end anything later.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "rule/walk.h"

#define DAY_FIRST_OF_ALL (-37231) /* 1868-01-25 */
#define DAY_LAST_OF_ALL 84005     /* 2199-12-31 */

struct reckoning {
	struct walk walk; /* of the house */
	const struct moment *m;
	int sign;         /* -1 back, 1 on */
	struct answer *a; /* NULL: nobody asks how */
	bool is_replaced, is_missing; /* another day was named; there was no such day */
};

static day_num
checked(int64_t day)
{
	return day < DAY_FIRST_OF_ALL || day > DAY_LAST_OF_ALL ? DAY_NONE : (day_num)day;
}

/* --- days that are counted one by one --- */

static bool
is_working_day(struct reckoning *r, day_num day)
{
	return walk_info(&r->walk, day)->kind == DAY_WEEKDAY;
}

static bool
is_open(struct reckoning *r, day_num day, bool counter)
{
	struct day_hours d;

	walk_day(&r->walk, day, &d);
	return counter ? d.counter_open : d.open;
}

static bool
is_counted(struct reckoning *r, day_num day)
{
	if (r->m->unit == MOMENT_WORKING_DAYS)
		return is_working_day(r, day);
	return is_open(r, day, r->m->unit == MOMENT_COUNTER_DAYS);
}

/* The n-th counted day; the day itself is the first one when the book says so. */
static day_num
nth_counted(struct reckoning *r, day_num day)
{
	int left = r->m->amount, idle = 0;

	if (left == 0)
		return day;
	if (!r->m->first_day_counts)
		day += r->sign;
	for (; idle < WALK_FAR && checked(day) != DAY_NONE; day += r->sign) {
		idle++;
		if (!is_counted(r, day))
			continue;
		idle = 0;
		if (--left == 0)
			return day;
	}
	return DAY_NONE;
}

/* --- months --- */

/* Months since the year 0. */
static int
month_number(struct ymd d)
{
	return d.year * 12 + d.month - 1;
}

static int
month_length(int month)
{
	for (int day = 31; day > 28; day--)
		if (date_is_valid(month / 12, month % 12 + 1, day))
			return day;
	return 28;
}

static day_num
day_in_month(struct reckoning *r, int month, int day)
{
	int length = month_length(month);

	r->is_missing = day != DAY_LAST && day > length;
	if (r->is_missing && r->m->missing == MISSING_NEXT_DAY) {
		month++;
		day = 1;
	} else if (day > length) {
		day = length;
	}
	return date_from_ymd(month / 12, month % 12 + 1, day);
}

/* A fifth one that there is not is the last one, or the first of the next month. */
static day_num
nth_in_month(struct reckoning *r, int month, int nth)
{
	day_num first = date_from_ymd(month / 12, month % 12 + 1, 1);

	if (first == DAY_NONE)
		return DAY_NONE;
	int offset = (r->m->weekday - date_weekday(first) + 7) % 7;
	int count = (month_length(month) - offset - 1) / 7 + 1;

	if (nth <= count)
		return first + offset + 7 * (nth - 1);
	r->is_missing = nth != NTH_LAST;
	if (r->is_missing && r->m->missing == MISSING_NEXT_DAY)
		return nth_in_month(r, month + 1, 1);
	return first + offset + 7 * (count - 1);
}

/* The first month of the block that a month lies in. */
static int
block_start(const struct moment *m, int month)
{
	int since = (month % 12 + 1 - m->block_starts + 12) % 12;

	return month - since % m->block;
}

/* The nearest such month; of two as near the later. */
static int
month_beside(int month, int wanted)
{
	int away = wanted - (month % 12 + 1);

	if (away > 6)
		away -= 12;
	else if (away <= -6)
		away += 12;
	return month + away;
}

static day_num
named_day(struct reckoning *r, int month, int day)
{
	const struct moment *m = r->m;

	for (int i = 0; i < m->instead_count; i++) {
		const struct month_day *in = &m->instead[i];

		if (in->month != month % 12 + 1)
			continue;
		r->is_replaced = true;
		return day_in_month(r, in->in != 0 ? month_beside(month, in->in) : month, in->day);
	}
	if (m->nth != 0 && m->unit != MOMENT_MONTHS)
		return nth_in_month(r, month, m->nth);
	return day_in_month(r, month, day);
}

static day_num
by_months(struct reckoning *r, day_num day)
{
	const struct moment *m = r->m;
	struct ymd d = date_to_ymd(day);
	int month = month_number(d);

	if (m->unit == MOMENT_BLOCK)
		month = block_start(m, month);
	month += r->sign * m->amount;
	if (month < 1868 * 12 || month >= 2200 * 12)
		return DAY_NONE;
	return named_day(r, month, m->unit == MOMENT_MONTHS ? d.day : m->day);
}

/* --- the day, before it is moved --- */

static bool
is_by_date(enum moment_unit unit)
{
	return unit == MOMENT_DAYS || unit == MOMENT_WEEKS || unit == MOMENT_MONTHS;
}

static day_num
reckon(struct reckoning *r, day_num day)
{
	const struct moment *m = r->m;
	day_num found = DAY_NONE;

	switch (m->unit) {
	case MOMENT_NONE:
		return day;
	case MOMENT_DAYS:
		found = checked((int64_t)day + (int64_t)r->sign * m->amount);
		break;
	case MOMENT_WEEKS:
		found = checked((int64_t)day + (int64_t)r->sign * 7 * m->amount);
		break;
	case MOMENT_WEEK_DAY:
		found = checked((int64_t)day + (int64_t)r->sign * 7 * m->amount);
		if (found != DAY_NONE)
			found += (m->weekday + 6) % 7 - (date_weekday(found) + 6) % 7;
		break;
	case MOMENT_OPEN_DAYS:
	case MOMENT_WORKING_DAYS:
	case MOMENT_COUNTER_DAYS:
		return nth_counted(r, day);
	case MOMENT_MONTHS:
	case MOMENT_MONTH_DAY:
	case MOMENT_MONTH_NTH:
	case MOMENT_BLOCK:
		found = by_months(r, day);
		break;
	}
	if (found != DAY_NONE && m->first_day_counts && m->amount > 0 && is_by_date(m->unit))
		found -= r->sign;
	return found;
}

/* --- moved when closed --- */

struct shift_row {
	int step; /* 0: stays */
	bool weekday, counter;
};

static const struct shift_row shifts[] = {
	[SHIFT_STAYS] = { 0, false, false },
	[SHIFT_NEXT_OPEN] = { 1, false, false },
	[SHIFT_PREVIOUS_OPEN] = { -1, false, false },
	[SHIFT_NEXT_COUNTER] = { 1, false, true },
	[SHIFT_PREVIOUS_COUNTER] = { -1, false, true },
	[SHIFT_NEXT_WEEKDAY] = { 1, true, false },
	[SHIFT_PREVIOUS_WEEKDAY] = { -1, true, false },
};

static bool
may_stay(struct reckoning *r, const struct shift_row *s, day_num day)
{
	return (!s->weekday || is_working_day(r, day)) && is_open(r, day, s->counter);
}

static day_num
shifted(struct reckoning *r, day_num day)
{
	const struct shift_row *s = &shifts[r->m->shift];

	for (int k = 0; k < WALK_FAR && s->step != 0; k++, day += s->step) {
		if (checked(day) == DAY_NONE)
			return DAY_NONE;
		if (may_stay(r, s, day))
			return day;
	}
	return s->step == 0 ? day : DAY_NONE;
}

/* --- in words --- */

/* "3 open days"; NULL when months are counted and a day of one is named. */
static char *
amount_in_words(const struct moment *m, struct arena *a)
{
	int n = m->amount;
	unsigned long many = (unsigned long)(n < 0 ? -n : n);

	switch (m->unit) {
	case MOMENT_DAYS:
		return arena_printf(a, ngettext("%d day", "%d days", many), n);
	case MOMENT_OPEN_DAYS:
		return arena_printf(a, ngettext("%d open day", "%d open days", many), n);
	case MOMENT_COUNTER_DAYS:
		return arena_printf(a, ngettext("%d counter day", "%d counter days", many), n);
	case MOMENT_WORKING_DAYS:
		return arena_printf(a, ngettext("%d working day", "%d working days", many), n);
	case MOMENT_WEEKS:
		return arena_printf(a, ngettext("%d week", "%d weeks", many), n);
	case MOMENT_MONTHS:
		return arena_printf(a, ngettext("%d month", "%d months", many), n);
	case MOMENT_WEEK_DAY:
	case MOMENT_NONE:
	case MOMENT_MONTH_DAY:
	case MOMENT_MONTH_NTH:
	case MOMENT_BLOCK:
		return NULL;
	}
	return NULL;
}

static void
say_counted(struct answer *a, const struct moment *m, enum moment_way way,
	const char *const days[2])
{
	const char *n = amount_in_words(m, &a->arena);

	if (m->first_day_counts && way == MOMENT_BACK)
		answer_add(a, LINE_DAY, NULL, _("%s before %s, that day counted: %s"), n, days[0],
			days[1]);
	else if (m->first_day_counts)
		answer_add(a, LINE_DAY, NULL, _("%s from %s, that day counted: %s"), n, days[0],
			days[1]);
	else if (way == MOMENT_BACK)
		answer_add(a, LINE_DAY, NULL, _("%s before %s: %s"), n, days[0], days[1]);
	else
		answer_add(a, LINE_DAY, NULL, _("%s after %s: %s"), n, days[0], days[1]);
}

/* "3 months before that of 1 December 2026"; in the month itself when it is none. */
static void
say_month(struct answer *a, const struct moment *m, enum moment_way way,
	const char *const days[2])
{
	unsigned long many = (unsigned long)m->amount;
	const char *from = days[0], *to = days[1];
	int n = m->amount;

	if (n == 0)
		answer_add(a, LINE_DAY, NULL, _("In the month of %s: %s"), from, to);
	else if (way == MOMENT_BACK)
		answer_add(a, LINE_DAY, NULL,
			ngettext("%d month before that of %s: %s",
				 "%d months before that of %s: %s", many), n, from, to);
	else
		answer_add(a, LINE_DAY, NULL,
			ngettext("%d month after that of %s: %s",
				 "%d months after that of %s: %s", many), n, from, to);
}

static void
say_week(struct answer *a, const struct moment *m, enum moment_way way, const char *const days[2])
{
	unsigned long many = (unsigned long)m->amount;
	const char *from = days[0], *to = days[1];
	int n = m->amount;

	if (n == 0)
		answer_add(a, LINE_DAY, NULL, _("In the week of %s: %s"), from, to);
	else if (way == MOMENT_BACK)
		answer_add(a, LINE_DAY, NULL,
			ngettext("%d week before that of %s: %s",
				 "%d weeks before that of %s: %s", many), n, from, to);
	else
		answer_add(a, LINE_DAY, NULL,
			ngettext("%d week after that of %s: %s",
				 "%d weeks after that of %s: %s", many), n, from, to);
}

/* Of a term of several months its first month stands for all. */
static void
say_term(struct answer *a, const struct moment *m, enum moment_way way,
	const char *const days[2])
{
	unsigned long many = (unsigned long)m->amount;
	const char *from = days[0], *to = days[1];
	int n = m->amount;

	if (way == MOMENT_BACK)
		answer_add(a, LINE_DAY, NULL,
			ngettext("%d month before the term that holds %s: %s",
				 "%d months before the term that holds %s: %s", many), n, from, to);
	else
		answer_add(a, LINE_DAY, NULL,
			ngettext("%d month after the beginning of the term that holds %s: %s",
				 "%d months after the beginning of the term that holds %s: %s",
				 many), n, from, to);
}

static void
say_reckoned(const struct reckoning *r, enum moment_way way, day_num from, day_num to)
{
	AUTO_STR f = STR_INIT;
	AUTO_STR t = STR_INIT;

	date_add_long(&f, from);
	date_add_long(&t, to);
	const char *const days[2] = { str_text(&f), str_text(&t) };

	if (amount_in_words(r->m, &r->a->arena) != NULL)
		say_counted(r->a, r->m, way, days);
	else if (r->m->unit == MOMENT_WEEK_DAY)
		say_week(r->a, r->m, way, days);
	else if (r->m->unit == MOMENT_BLOCK)
		say_term(r->a, r->m, way, days);
	else
		say_month(r->a, r->m, way, days);
	r->a->lines[r->a->count - 1].day = to;
	if (r->is_replaced)
		answer_add(r->a, LINE_NOTE, NULL, _("The rule names another day in this month."));
	if (r->is_missing)
		answer_add(r->a, LINE_NOTE, NULL, _("That month has no such day."));
}

static void
say_shifted(struct reckoning *r, day_num from, day_num to)
{
	AUTO_STR f = STR_INIT;
	AUTO_STR t = STR_INIT;
	struct day_hours d;
	const struct shift_row *s = &shifts[r->m->shift];

	date_add_long(&f, from);
	date_add_long(&t, to);
	walk_day(&r->walk, from, &d);
	const struct rule *why = !d.open ? d.reason : d.counter_reason;

	if (!d.open)
		answer_add(r->a, LINE_DAY, why, _("Closed on %s (%s), therefore %s"), str_text(&f),
			why != NULL ? why->name : _("no hours"), str_text(&t));
	else if (s->counter && !d.counter_open)
		answer_add(r->a, LINE_DAY, why, _("The counter is closed on %s, therefore %s"),
			str_text(&f), str_text(&t));
	else
		answer_add(r->a, LINE_DAY, NULL, _("%s is no working day, therefore %s"),
			str_text(&f), str_text(&t));
	r->a->lines[r->a->count - 1].day = to;
}

/* The day as it was reckoned, moved when it is closed; told, when someone asks how. */
static day_num
settle(struct reckoning *r, day_num reckoned)
{
	day_num found = checked(reckoned) == DAY_NONE ? DAY_NONE : shifted(r, reckoned);

	if (r->a != NULL && found != DAY_NONE && found != reckoned)
		say_shifted(r, reckoned, found);
	return found;
}

/* "the day after the counter takes applications" */
static day_num
settle_later(struct reckoning *r, day_num found)
{
	AUTO_STR text = STR_INIT;
	int n = r->m->later;

	if (found == DAY_NONE || checked((int64_t)found + n) == DAY_NONE)
		return DAY_NONE;
	if (r->a != NULL) {
		date_add_long(&text, found + n);
		answer_add(r->a, LINE_DAY, NULL,
			ngettext("%d day later: %s", "%d days later: %s", (unsigned long)n), n,
			str_text(&text));
		r->a->lines[r->a->count - 1].day = found + n;
	}
	return settle(r, found + n);
}

day_num
moment_day(struct facts *f, const struct moment *m, day_num day, enum moment_way way,
	struct answer *a)
{
	struct reckoning r = { .m = m, .sign = way == MOMENT_BACK ? -1 : 1, .a = a };

	if (checked(day) == DAY_NONE)
		return DAY_NONE;
	walk_of(&r.walk, f, NONE);
	day_num reckoned = reckon(&r, day);
	bool differs = reckoned != day || r.is_replaced || r.is_missing;

	if (a != NULL && reckoned != DAY_NONE && differs)
		say_reckoned(&r, way, day, reckoned);
	day_num found = settle(&r, reckoned);

	if (m->later > 0)
		found = settle_later(&r, found);
	walk_done(&r.walk);
	return found;
}
