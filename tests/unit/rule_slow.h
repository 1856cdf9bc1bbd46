/*
 * rule_slow.h - prices reckoned a second time, slowly and straight from the words
 * of the vocabulary, to compare the engine with: every rule is walked anew for
 * every row, all ways to put bands together are listed. Shares no code with
 * src/rule/ but the struct of the book. Books of at most SLOW_MOST entries.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_SLOW_H
#define UNIT_RULE_SLOW_H

#include <string.h>

#include "rule/book.h"

#define SLOW_MOST 64
#define SLOW_ROWS 32

enum slow_end { SLOW_PRICE, SLOW_LACKS, SLOW_OUTSIDE, SLOW_NONE, SLOW_TWO, SLOW_NOT_LET };

struct slow_use { /* what was said */
	day_num day;
	bool bands[SLOW_MOST], extras[SLOW_MOST], companions[SLOW_MOST];
	int pieces[SLOW_MOST];
	bool knows[SLOW_MOST]; /* the other facts, by number: room, from, to, class ... */
	int64_t is[SLOW_MOST];
	day_num holiday; /* one day of the list */
};

/* --- fractions --- */

__extension__ typedef __int128 slow_int;

struct slow_sum {
	slow_int n, d;
};

static inline struct slow_sum
slow_make(slow_int n, slow_int d)
{
	slow_int a = n < 0 ? -n : n, b = d;

	for (slow_int rest; b != 0; b = rest) {
		rest = a % b;
		a = b;
	}
	return (struct slow_sum){ n / a, d / a };
}

static inline struct slow_sum
slow_add(struct slow_sum a, struct slow_sum b)
{
	return slow_make(a.n * b.d + b.n * a.d, a.d * b.d);
}

static inline struct slow_sum
slow_times(struct slow_sum a, slow_int n, slow_int d)
{
	return slow_make(a.n * n, a.d * d);
}

static inline struct slow_sum
slow_less(struct slow_sum a, struct slow_sum b)
{
	return slow_add(a, slow_times(b, -1, 1));
}

/* To a multiple of `to`, the size only: prices are rounded away from their sign. */
static inline struct slow_sum
slow_round(struct slow_sum a, slow_int to, enum round_how how)
{
	slow_int sign = a.n < 0 ? -1 : 1, size = a.n * sign, multiple = 0;

	while ((multiple + to) * a.d <= size) /* leaps first, then single steps */
		multiple += (size / a.d - multiple) / to * to > to
				    ? (size / a.d - multiple) / to * to
				    : to;
	if (multiple * a.d != size && how == ROUND_UP)
		multiple += to;
	if (how == ROUND_HALF_UP && (size - multiple * a.d) * 2 >= to * a.d)
		multiple += to;
	return slow_make(sign * multiple, 1);
}

/* --- the use, as the by-law sees it --- */

struct slow_row {
	int band, extra;
	int minutes; /* of the use that lie in the band; of an extension all */
	struct slow_sum base, now, after[SLOW_MOST];
	const struct rounding *as;
	const struct per_unit *unit; /* of its table, or of the equipment */
};

struct slow {
	const struct book *b;
	struct slow_use u;      /* with what follows */
	bool simple[SLOW_MOST]; /* booked simple bands */
	bool whole[SLOW_MOST];  /* these, and bands made of booked ones */
	struct slow_row rows[SLOW_ROWS];
	int count, charged;     /* minutes of an extension, */
	bool is_longer;         /* when it is one */
	enum slow_end end;
};

static inline bool
slow_fail(struct slow *s, enum slow_end why)
{
	if (s->end == SLOW_PRICE)
		s->end = why;
	return false;
}

static inline void
slow_know(struct slow *s, int fact, int64_t value)
{
	if (s->u.knows[fact])
		return;
	s->u.knows[fact] = true;
	s->u.is[fact] = value;
}

/* Is the simple band `part` in `band`, itself or through the bands that it covers? */
static inline bool
slow_is_in(const struct book *b, int part, int band)
{
	bool covers = false;

	for (int i = 0; i < b->band_count; i++) {
		if (!choice_set_has(&b->bands[band].covers, i))
			continue;
		covers = true;
		if (slow_is_in(b, part, i))
			return true;
	}
	return !covers && part == band;
}

static inline int
slow_size(const struct book *b, int band)
{
	int size = 0;

	for (int i = 0; i < b->band_count; i++)
		size += slow_is_in(b, i, band);
	return size;
}

/* Are all simple bands of `band` among those? */
static inline bool
slow_within(const struct book *b, int band, const bool *among)
{
	for (int i = 0; i < b->band_count; i++)
		if (slow_is_in(b, i, band) && !among[i])
			return false;
	return true;
}

static inline int
slow_minutes(const struct book *b, int band)
{
	int minutes = 0;

	for (int i = 0; i < b->band_count; i++)
		if (slow_is_in(b, i, band))
			minutes += b->bands[i].to - b->bands[i].from;
	return minutes;
}

/* --- conditions: 1 holds, 0 does not, -1 cannot be said --- */

static inline int
slow_test(const struct slow *s, const struct test *t)
{
	const bool *set = t->fact == FACT_BANDS        ? s->whole
			  : t->fact == FACT_EXTRAS     ? s->u.extras
			  : t->fact == FACT_COMPANIONS ? s->u.companions
						       : NULL;

	for (int i = 0; set != NULL && i < SLOW_MOST; i++)
		if (set[i] && choice_set_has(&t->any, i))
			return 1;
	if (set != NULL)
		return 0;
	if (!s->u.knows[t->fact])
		return -1;
	int64_t is = s->u.is[t->fact];

	if (s->b->facts[t->fact].kind == FACT_CHOICE)
		return choice_set_has(&t->any, (int)is);
	if (s->b->facts[t->fact].kind == FACT_MONTH_DAY && t->most < t->least)
		return is <= t->most || is >= t->least;
	return is >= t->least && is <= t->most;
}

static inline int
slow_condition(const struct slow *s, const struct condition *c)
{
	int best = c->count == 0;

	for (int i = 0; i < c->count; i++) {
		int worst = 1;

		for (int j = 0; j < c->ways[i].count; j++) {
			int one = slow_test(s, &c->ways[i].tests[j]);

			if (one == 0 || (one == -1 && worst == 1))
				worst = one;
			if (worst == 0)
				break;
		}
		if (worst == 1 || (worst == -1 && best == 0))
			best = worst;
		if (best == 1)
			break;
	}
	return best;
}

static inline int
slow_rule(const struct slow *s, const struct rule *r)
{
	const struct validity *v = &r->valid;
	int when = slow_condition(s, &r->when);
	int unless = r->has_unless ? slow_condition(s, &r->unless) : 0;

	if (v->use_from != DAY_NONE && s->u.day < v->use_from)
		return 0;
	if (v->use_to != DAY_NONE && s->u.day > v->use_to)
		return 0;
	if (when == 0 || unless == 1)
		return 0;
	return when == -1 || unless == -1 ? -1 : 1;
}

/* --- what follows from what was said --- */

static inline void
slow_day(struct slow *s)
{
	struct ymd d = date_to_ymd(s->u.day);
	int date = d.month * 100 + d.day, weekday = date_weekday(s->u.day);
	int season = 0;

	for (int i = s->b->season_count - 1; i >= 0; i--) {
		const struct year_span *y = s->b->seasons[i].spans;
		bool wraps = y->from > y->to;

		if (wraps ? date >= y->from || date <= y->to : date >= y->from && date <= y->to)
			season = i + 1;
	}
	slow_know(s, FACT_SEASON, season);
	slow_know(s, FACT_WEEKDAY, weekday);
	slow_know(s, FACT_MONTH, d.month);
	slow_know(s, FACT_DATE, date);
	slow_know(s, FACT_NTH, 1 + (d.day - 1) / 7);
	slow_know(s, FACT_HOLIDAY_KIND, s->u.day == s->u.holiday ? RULE_HOLIDAY_NAMED : 0);
	slow_know(s, FACT_DAY_KIND,
		  s->u.day == s->u.holiday ? DAY_HOLIDAY
		  : weekday == 0           ? DAY_SUNDAY
		  : weekday == 6           ? DAY_SATURDAY
					   : DAY_WEEKDAY);
}

static inline void
slow_first(struct slow *s, int fact, int count, const void *entries, size_t size)
{
	for (int i = 0; i < count && !s->u.knows[fact]; i++) {
		const struct rule *r = (const void *)((const char *)entries + (size_t)i * size);
		int holds = slow_rule(s, r);

		if (holds == 1)
			slow_know(s, fact, i);
		if (holds == -1)
			return;
	}
}

static inline void
slow_spread(struct slow *s)
{
	for (int i = 0; i < s->b->band_count; i++)
		for (int band = 0; band < s->b->band_count; band++)
			s->simple[i] =
				s->simple[i] || (s->u.bands[band] && slow_is_in(s->b, i, band));
	for (int band = 0; band < s->b->band_count; band++)
		s->whole[band] = slow_within(s->b, band, s->simple);
}

/* From the first booked minute to the last, and how many in between are of bands. */
static inline int
slow_reach(const struct slow *s, int *from, int *to)
{
	int minutes = 0;

	*from = 1440;
	*to = 0;
	for (int i = 0; i < s->b->band_count; i++) {
		if (!s->simple[i])
			continue;
		*from = s->b->bands[i].from < *from ? s->b->bands[i].from : *from;
		*to = s->b->bands[i].to > *to ? s->b->bands[i].to : *to;
		minutes += s->b->bands[i].to - s->b->bands[i].from;
	}
	return minutes;
}

static inline bool
slow_follow(struct slow *s)
{
	bool timed = s->u.knows[FACT_FROM], banded = false;
	int from, to, minutes, rooms = 1;

	slow_day(s);
	slow_spread(s);
	minutes = slow_reach(s, &from, &to);
	banded = minutes > 0;
	if (banded) {
		slow_know(s, FACT_FROM, from);
		slow_know(s, FACT_TO, to);
	}
	if (timed)
		minutes = (int)(s->u.is[FACT_TO] - s->u.is[FACT_FROM]);
	slow_know(s, FACT_MINUTES, minutes);
	if (s->b->rooms[s->u.is[FACT_ROOM]].share > 0)
		slow_know(s, FACT_SHARE, s->b->rooms[s->u.is[FACT_ROOM]].share);
	for (int i = 0; i < s->b->room_count; i++)
		rooms += s->u.companions[i];
	slow_know(s, FACT_ROOMS_AT_ONCE, rooms);
	slow_know(s, FACT_RUN_DAY, 1);
	slow_know(s, FACT_DAYS, 1);
	slow_know(s, FACT_MONTHS, 1);
	slow_first(s, FACT_CLASS, s->b->class_count, s->b->classes, sizeof *s->b->classes);
	slow_first(s, FACT_SLOT, s->b->slot_count, s->b->slots, sizeof *s->b->slots);
	if (banded || !s->u.knows[FACT_SLOT])
		return true;
	const struct slot_set *slot = &s->b->slots[s->u.is[FACT_SLOT]];

	if (slot->band_count == 0)
		return minutes % slot->grid == 0 || slow_fail(s, SLOW_OUTSIDE);
	for (int i = 0; i < s->b->band_count; i++)
		if (slow_size(s->b, i) == 1 && s->b->bands[i].from < s->u.is[FACT_TO] &&
		    s->b->bands[i].to > s->u.is[FACT_FROM])
			s->u.bands[i] = true;
	slow_spread(s);
	if (slow_reach(s, &from, &to) == 0 || s->u.is[FACT_FROM] < from || s->u.is[FACT_TO] > to)
		return slow_fail(s, SLOW_OUTSIDE);
	return true;
}

#endif
