/*
 * closing.c - does an entry of `closings` close a day, by its own pattern or
 * because the closing of a holiday was moved to it. A day is asked "which
 * holiday could have been moved to you", so that no day depends on where a walk
 * began.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/walk.h"

static int
days_of_month(struct ymd d)
{
	for (int day = 31; day > 28; day--)
		if (date_is_valid(d.year, d.month, day))
			return day;
	return 28;
}

static bool
is_nth(const struct closing *c, struct ymd d)
{
	unsigned nth = 1u << ((d.day - 1) / 7 + 1);

	if (d.day + 7 > days_of_month(d))
		nth |= 1u << NTH_LAST;
	return c->nths == 0 || (c->nths & nth) != 0;
}

static bool
is_day_of_month(int wanted, struct ymd d)
{
	return wanted == DAY_LAST ? d.day == days_of_month(d) : d.day == wanted;
}

static bool
is_month_day(const struct closing *c, struct ymd d)
{
	bool replaced = false;

	for (int i = 0; i < c->instead_count; i++)
		if (c->instead[i].month == d.month) {
			replaced = true;
			if (is_day_of_month(c->instead[i].day, d))
				return true;
		}
	for (int i = 0; i < c->month_day_count && !replaced; i++)
		if (is_day_of_month(c->month_days[i], d))
			return true;
	return false;
}

static bool
is_holiday(struct walk *w, const struct closing *c, day_num day)
{
	enum rule_holiday kind = walk_info(w, day)->holiday;

	return kind != RULE_HOLIDAY_NONE &&
	       (c->holiday_kinds == 0 || (c->holiday_kinds >> kind & 1u) != 0);
}

bool
closing_sees_holiday(struct walk *w, const struct closing *c, day_num day)
{
	return (c->like_holidays >> walk_info(w, day)->weekday & 1u) != 0 || is_holiday(w, c, day);
}

static bool
has_pattern(struct walk *w, const struct closing *c, day_num day)
{
	const struct day_info *d = walk_info(w, day);

	switch (c->kind) {
	case CLOSING_WEEKDAY:
		return (c->weekdays >> d->weekday & 1u) != 0 && is_nth(c, d->ymd);
	case CLOSING_MONTH_DAY:
		return is_month_day(c, d->ymd);
	case CLOSING_YEAR_DAYS:
		return spans_hold_day(c->spans, c->span_count, d->ymd);
	case CLOSING_DATES:
		return dates_hold_day(c->dates, c->date_count, day);
	case CLOSING_AFTER_HOLIDAY:
		return is_holiday(w, c, day - 1);
	}
	return false;
}

bool
closing_names(struct walk *w, const struct closing *c, day_num day)
{
	int lasts = c->lasts > 0 ? c->lasts : 1;

	for (day_num from = day - c->later; from > day - c->later - lasts; from--)
		if (has_pattern(w, c, from) && walk_names(w, &c->rule, from))
			return true;
	return false;
}

/* --- where a closing is moved to --- */

/* After holidays that follow each other there is one closing, not one for each of them. */
static bool
is_closed_anyway(struct walk *w, const struct closing *moved, day_num day)
{
	for (int i = 0; i < w->book->closing_count; i++) {
		const struct closing *c = &w->book->closings[i];
		bool whole = !c->counter_only && c->part.from == c->part.to;

		if (c == moved && c->kind == CLOSING_AFTER_HOLIDAY)
			continue;
		if (whole && closing_names(w, c, day) && !walk_excepts(w, &c->rule, day))
			return true;
	}
	return false;
}

/* Can a closing be moved to the day; a holiday that counts is never such a day. */
static bool
can_be_closed(struct walk *w, const struct closing *c, day_num day)
{
	int weekday = walk_info(w, day)->weekday;

	if (closing_sees_holiday(w, c, day))
		return false;
	switch (c->to) {
	case TO_NEXT_DAY:
	case TO_NEXT_NEXT_DAY:
	case TO_NEXT_NOT_HOLIDAY:
		return true;
	case TO_NEXT_WEEKDAY:
	case TO_PREVIOUS_WEEKDAY:
	case TO_NEAREST_WEEKDAY:
		return weekday != 0 && weekday != 6;
	case TO_NEXT_OPEN:
		return !is_closed_anyway(w, c, day);
	}
	return false;
}

static day_num
nearest(struct walk *w, const struct closing *c, day_num day)
{
	for (int k = 1; k < WALK_FAR; k++) {
		if (can_be_closed(w, c, day + k))
			return day + k;
		if (can_be_closed(w, c, day - k))
			return day - k;
	}
	return DAY_NONE;
}

static day_num
first_that_can(struct walk *w, const struct closing *c, day_num day, int step)
{
	for (int k = 1; k < WALK_FAR; k++)
		if (can_be_closed(w, c, day + k * step))
			return day + k * step;
	return DAY_NONE;
}

day_num
closing_target(struct walk *w, const struct closing *c, day_num holiday)
{
	switch (c->to) {
	case TO_NEXT_DAY:
		return holiday + 1;
	case TO_NEXT_NEXT_DAY:
		return holiday + 2;
	case TO_NEXT_WEEKDAY:
	case TO_NEXT_NOT_HOLIDAY:
	case TO_NEXT_OPEN:
		return first_that_can(w, c, holiday, 1);
	case TO_PREVIOUS_WEEKDAY:
		return first_that_can(w, c, holiday, -1);
	case TO_NEAREST_WEEKDAY:
		return nearest(w, c, holiday);
	}
	return DAY_NONE;
}

static bool
is_holiday_to_move(struct walk *w, const struct closing *c, day_num day)
{
	return closing_sees_holiday(w, c, day) && closing_names(w, c, day);
}

/*
 * The nearest holiday on one side whose closing comes to `day`. Past another day
 * that could be closed there is none: it would have stopped there.
 */
static day_num
origin_beyond(struct walk *w, const struct closing *c, day_num day, int step)
{
	for (int k = 1; k < WALK_FAR; k++) {
		day_num from = day + k * step;

		if (can_be_closed(w, c, from))
			return DAY_NONE;
		if (is_holiday_to_move(w, c, from) &&
		    (c->to != TO_NEAREST_WEEKDAY || nearest(w, c, from) == day))
			return from;
	}
	return DAY_NONE;
}

static day_num
origin_of(struct walk *w, const struct closing *c, day_num day)
{
	day_num found = DAY_NONE;

	if (c->to == TO_NEXT_DAY || c->to == TO_NEXT_NEXT_DAY) {
		day_num from = c->to == TO_NEXT_DAY ? day - 1 : day - 2;

		return is_holiday_to_move(w, c, from) ? from : DAY_NONE;
	}
	if (!can_be_closed(w, c, day))
		return DAY_NONE;
	if (c->to != TO_PREVIOUS_WEEKDAY)
		found = origin_beyond(w, c, day, -1);
	if (found == DAY_NONE && (c->to == TO_PREVIOUS_WEEKDAY || c->to == TO_NEAREST_WEEKDAY))
		found = origin_beyond(w, c, day, 1);
	return found;
}

static bool
closes_by_itself(struct walk *w, const struct closing *c, day_num day)
{
	bool opens = c->if_holiday == HOLIDAY_OPENS || c->if_holiday == HOLIDAY_MOVES;

	return closing_names(w, c, day) && !(opens && closing_sees_holiday(w, c, day));
}

bool
closing_closes(struct walk *w, const struct closing *c, day_num day, day_num *moved_from)
{
	bool moves = c->if_holiday == HOLIDAY_MOVES || c->if_holiday == HOLIDAY_CLOSES_BOTH;

	*moved_from = DAY_NONE;
	if (!closes_by_itself(w, c, day)) {
		if (!moves)
			return false;
		*moved_from = origin_of(w, c, day);
		if (*moved_from == DAY_NONE)
			return false;
	}
	return !walk_excepts(w, &c->rule, day);
}
