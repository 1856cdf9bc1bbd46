/*
 * rule_slow_price.h - the second half of the slow evaluator: rows, surcharges,
 * equipment, rounding, tax; see rule_slow.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_SLOW_PRICE_H
#define UNIT_RULE_SLOW_PRICE_H

#include "rule_slow.h"

/* --- units --- */

struct slow_measure {
	int minutes, bands;
};

/* Counted off, `each` at a time. */
static inline int64_t
slow_left(const struct per_unit *u, int64_t count)
{
	int64_t left = 0;

	for (int64_t i = 1; i <= count; i++)
		left += i > u->beyond && (u->up_to == 0 || i <= u->up_to);
	return left;
}

static inline int64_t
slow_together(const struct per_unit *u, int64_t count)
{
	int64_t groups = 0;

	count = slow_left(u, count);
	if (u->each < 2)
		return count;
	for (; count >= u->each; count -= u->each)
		groups++;
	return groups + (count > 0 && (u->part == PART_STARTED ||
				       (u->part == PART_FROM && count >= u->part_from)));
}

static inline int64_t
slow_pieces(const struct per_unit *u, int pieces)
{
	return u->per == PER_PIECE ? slow_together(u, pieces) : pieces;
}

static inline bool
slow_units(struct slow *s, const struct per_unit *u, struct slow_measure m, int64_t *count)
{
	*count = 1;
	if (u->per == PER_BAND)
		*count = m.bands;
	if (u->per == PER_BAND && m.bands == 0)
		return slow_fail(s, SLOW_LACKS);
	if (u->per == PER_HEAD && !s->u.knows[FACT_HEADS])
		return slow_fail(s, SLOW_LACKS);
	if (u->per == PER_HEAD)
		*count = slow_together(u, s->u.is[FACT_HEADS]);
	if (u->per == PER_DAY || u->per == PER_MONTH)
		*count = slow_together(u, s->u.is[u->per == PER_DAY ? FACT_DAYS : FACT_MONTHS]);
	if (u->per == PER_MINUTES) {
		int left = (int)slow_left(u, m.minutes);

		for (*count = 0; left >= u->minutes; left -= u->minutes)
			++*count;
		if (left > 0 &&
		    (u->part == PART_STARTED || (u->part == PART_FROM && left >= u->part_from)))
			++*count;
	}
	return true;
}

static inline int
slow_booked(const struct slow *s)
{
	int count = 0;

	for (int i = 0; i < s->b->band_count; i++)
		count += s->simple[i];
	return count;
}

/* --- cells --- */

static inline bool
slow_names_band(const struct condition *c)
{
	for (int i = 0; i < c->count; i++)
		for (int j = 0; j < c->ways[i].count; j++)
			if (c->ways[i].tests[j].fact == FACT_BAND)
				return true;
	return false;
}

static inline bool
slow_by_band(const struct price_table *t)
{
	return t->rows_by == FACT_BAND || t->columns_by == FACT_BAND ||
	       slow_names_band(&t->rule.when) || slow_names_band(&t->rule.unless);
}

/* How many cells there are for the band (NONE: the use); the last one, its table. */
static inline int
slow_cells(struct slow *s, const char *list, int band, int64_t *yen, const struct price_table **of)
{
	int cells = 0;

	s->u.knows[FACT_BAND] = band != NONE;
	s->u.is[FACT_BAND] = band;
	for (int i = 0; i < s->b->price_count; i++) {
		const struct price_table *t = &s->b->prices[i];
		int holds = slow_rule(s, &t->rule);

		if (strcmp(t->list, list) != 0 || slow_by_band(t) != (band != NONE) || holds == 0)
			continue;
		if (holds == -1 || !s->u.knows[t->rows_by] ||
		    (t->columns_by != NONE && !s->u.knows[t->columns_by])) {
			slow_fail(s, SLOW_LACKS);
			continue;
		}
		for (int c = 0; c < t->row_count * t->column_count; c++) {
			int row = c / t->column_count, column = c % t->column_count;

			if (!choice_set_has(&t->rows[row], (int)s->u.is[t->rows_by]) ||
			    (t->columns_by != NONE && t->columns[column] != s->u.is[t->columns_by]))
				continue;
			cells++;
			*yen = t->cells[c];
			*of = t;
		}
	}
	s->u.knows[FACT_BAND] = false;
	if (cells > 1)
		slow_fail(s, SLOW_TWO);
	return cells;
}

static inline bool
slow_amount(struct slow *s, const struct price_table *t, int64_t yen, struct slow_measure m,
	    struct slow_sum *out)
{
	int64_t units;

	if (!slow_units(s, &t->unit, m, &units))
		return false;
	if (t->times != TIMES_ONE && !s->u.knows[t->times == TIMES_HEADS ? FACT_HEADS : FACT_SHARE])
		return slow_fail(s, SLOW_LACKS);
	*out = slow_make((slow_int)yen * units, 1);
	if (t->times == TIMES_HEADS)
		*out = slow_times(*out, s->u.is[FACT_HEADS], 1);
	if (t->times == TIMES_SHARE)
		*out = slow_times(*out, s->u.is[FACT_SHARE], 100);
	return true;
}

/* Minute by minute, those of the use that a simple band of this one holds. */
static inline int
slow_used(const struct slow *s, int band)
{
	int minutes = 0;

	for (int m = (int)s->u.is[FACT_FROM]; m < s->u.is[FACT_TO]; m++)
		for (int i = 0; i < s->b->band_count; i++)
			minutes += slow_size(s->b, i) == 1 && slow_is_in(s->b, i, band) &&
				   m >= s->b->bands[i].from && m < s->b->bands[i].to;
	return minutes;
}

static inline void
slow_add_row(struct slow *s, int band, int extra, struct slow_sum amount)
{
	struct slow_row *r = &s->rows[s->count++];

	r->minutes = s->is_longer   ? s->charged
		     : band == NONE ? (int)s->u.is[FACT_MINUTES]
				    : slow_used(s, band);

	r->as = &s->b->rounding;
	r->band = band;
	r->extra = extra;
	r->base = r->now = amount;
}

/* The last row is rounded as its table says, if it says so. */
static inline void
slow_round_as(struct slow *s, const struct price_table *t)
{
	s->rows[s->count - 1].unit = &t->unit;
	if (t->has_rounding)
		s->rows[s->count - 1].as = &t->rounding;
}

/* --- rows by band: every way to put them together --- */

struct slow_ways {
	struct slow *s;
	enum combine_bands how;
	bool offered[SLOW_MOST];
	struct slow_sum amount[SLOW_MOST];
	const struct price_table *table[SLOW_MOST];
	int taken[SLOW_MOST], count;
	int best[SLOW_MOST], best_count; /* NONE: no way */
};

static inline struct slow_sum
slow_total(const struct slow_ways *w, const int *bands, int count)
{
	struct slow_sum sum = { 0, 1 };

	for (int i = 0; i < count; i++)
		sum = slow_add(sum, w->amount[bands[i]]);
	return sum;
}

/* Is what was taken better than the best: by rows or yen, then by the longer first row? */
static inline bool
slow_is_better(const struct slow_ways *w)
{
	if (w->best_count == NONE)
		return true;
	if (w->how == BANDS_CHEAPEST) {
		struct slow_sum less = slow_less(slow_total(w, w->best, w->best_count),
						 slow_total(w, w->taken, w->count));

		if (less.n != 0)
			return less.n > 0;
	} else if (w->count != w->best_count) {
		return w->count < w->best_count;
	}
	for (int i = 0; i < w->count; i++) {
		int mine = slow_size(w->s->b, w->taken[i]), best = slow_size(w->s->b, w->best[i]);

		if (mine != best)
			return mine > best;
		if (w->taken[i] != w->best[i])
			return w->taken[i] < w->best[i];
	}
	return false;
}

/* `left`: the simple bands that have no row yet. */
static inline void
slow_try(struct slow_ways *w, const bool *left)
{
	const struct book *b = w->s->b;
	int first = 0;

	while (first < b->band_count && !left[first])
		first++;
	if (first == b->band_count) {
		if (slow_is_better(w)) {
			memcpy(w->best, w->taken, sizeof w->best);
			w->best_count = w->count;
		}
		return;
	}
	for (int band = b->band_count - 1; band >= 0; band--) {
		bool rest[SLOW_MOST];

		if (!w->offered[band] || !slow_is_in(b, first, band) || !slow_within(b, band, left))
			continue;
		for (int i = 0; i < SLOW_MOST; i++)
			rest[i] = left[i] && !slow_is_in(b, i, band);
		w->taken[w->count++] = band;
		slow_try(w, rest);
		w->count--;
	}
}

static inline bool
slow_bands(struct slow *s, const char *list, int extra, int whole_cells)
{
	struct slow_ways w = { .s = s, .best_count = NONE };
	bool any = false, unsold = false;

	for (int band = 0; band < s->b->band_count; band++) {
		const struct price_table *t;
		int64_t yen;

		if (!s->whole[band] || slow_cells(s, list, band, &yen, &t) == 0)
			continue;
		unsold = unsold || yen == NOT_SOLD;
		if (yen == NOT_SOLD)
			continue;
		struct slow_measure m = { slow_minutes(s->b, band), 1 };

		m.minutes = m.minutes < t->least ? t->least : m.minutes;
		if (!any)
			w.how = t->combine;
		any = w.offered[band] = true;
		w.table[band] = t;
		if (!slow_amount(s, t, yen, m, &w.amount[band]))
			return false;
	}
	if (s->end != SLOW_PRICE)
		return false;
	if (whole_cells > 0)
		return any ? slow_fail(s, SLOW_TWO) : true;
	for (int band = 0; band < s->b->band_count; band++)
		if (w.how == BANDS_SUM && slow_size(s->b, band) > 1)
			w.offered[band] = false;
	slow_try(&w, s->simple);
	if (w.best_count == NONE)
		return slow_fail(s, unsold ? SLOW_NOT_LET : SLOW_NONE);
	for (int i = 0; i < w.best_count; i++) {
		slow_add_row(s, w.best[i], extra, w.amount[w.best[i]]);
		slow_round_as(s, w.table[w.best[i]]);
	}
	return true;
}

/* --- rows by zones of the day --- */

static inline bool
slow_zones(struct slow *s, const char *list, int extra, int whole_cells)
{
	int from = (int)s->u.is[FACT_FROM], to = (int)s->u.is[FACT_TO], in_zones = 0, zones = 0;
	int minutes[SLOW_MOST] = { 0 }, band_of[SLOW_MOST];
	const struct price_table *table[SLOW_MOST];
	int64_t yen[SLOW_MOST];
	bool unsold = false;

	for (int band = 0; band < s->b->band_count; band++) {
		int touched = 0;

		for (int m = from; m < to; m++)
			touched += m >= s->b->bands[band].from && m < s->b->bands[band].to;
		if (touched == 0 || slow_size(s->b, band) > 1 ||
		    slow_cells(s, list, band, &yen[zones], &table[zones]) == 0)
			continue;
		unsold = unsold || yen[zones] == NOT_SOLD;
		if (yen[zones] == NOT_SOLD)
			continue;
		in_zones += touched;
		band_of[zones] = band;
		minutes[zones++] = touched;
	}
	if (s->end != SLOW_PRICE)
		return false;
	if (whole_cells > 0)
		return zones > 0 ? slow_fail(s, SLOW_TWO) : true;
	if (zones == 0 || unsold || in_zones != to - from)
		return slow_fail(s, unsold && zones > 0 ? SLOW_NOT_LET : SLOW_NONE);
	if (in_zones < table[zones - 1]->least)
		minutes[zones - 1] += table[zones - 1]->least - in_zones;
	for (int i = 0; i < zones; i++) {
		struct slow_sum amount;

		if (!slow_amount(s, table[i], yen[i], (struct slow_measure){ minutes[i], 1 },
				 &amount))
			return false;
		slow_add_row(s, band_of[i], extra, amount);
		slow_round_as(s, table[i]);
	}
	return true;
}

static inline bool
slow_rows(struct slow *s, const char *list, int extra, int uses)
{
	const struct price_table *t = NULL;
	int64_t yen = 0;
	int cells = slow_cells(s, list, NONE, &yen, &t), before = s->count;
	struct slow_measure m = { (int)s->u.is[FACT_MINUTES], uses };
	struct slow_sum amount;

	if (s->end != SLOW_PRICE)
		return false;
	if (slow_booked(s) > 0 ? !slow_bands(s, list, extra, cells)
			       : !slow_zones(s, list, extra, cells))
		return false;
	if (s->count == before) {
		if (yen == NOT_SOLD)
			return slow_fail(s, SLOW_NOT_LET);
		for (int i = 0; extra == NONE && slow_booked(s) > 0 && i < s->b->band_count; i++)
			m.minutes = (i == 0 ? 0 : m.minutes) +
				    (s->simple[i] ? slow_minutes(s->b, i) : 0);
		m.minutes = m.minutes < t->least ? t->least : m.minutes;
		if (!slow_amount(s, t, yen, m, &amount))
			return false;
		slow_add_row(s, NONE, extra, amount);
		slow_round_as(s, t);
	}
	for (int i = before; extra != NONE && i < s->count; i++)
		s->rows[i].base = s->rows[i].now =
			slow_times(s->rows[i].now,
				   slow_pieces(s->rows[i].unit, s->u.pieces[extra]), 1);
	return true;
}

/* --- rounding after a step, and what never falls below nothing --- */

static inline struct slow_sum
slow_part(const struct slow *s, int extra, int *last)
{
	struct slow_sum sum = { 0, 1 };

	for (int i = 0; i < s->count; i++) {
		if (s->rows[i].extra != extra)
			continue;
		sum = slow_add(sum, s->rows[i].now);
		*last = i;
	}
	return sum;
}

static inline void
slow_step(struct slow *s, int extra)
{
	for (int i = 0; i < s->count; i++) {
		const struct rounding *r = s->rows[i].as;
		struct slow_sum sum = { 0, 1 };
		int last = i;

		if (s->rows[i].extra != extra || r->by != ROUND_STEP)
			continue;
		for (int j = 0; j < s->count; j++) {
			if (s->rows[j].extra != extra || s->rows[j].as != r)
				continue;
			sum = slow_add(sum, s->rows[j].now);
			last = j;
		}
		/* Done again for each row of the same rounding: then nothing is left to round. */
		s->rows[last].now =
			slow_add(s->rows[last].now, slow_less(slow_round(sum, r->to, r->how), sum));
	}
}

#endif
