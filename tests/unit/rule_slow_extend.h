/*
 * rule_slow_extend.h - what longer use costs, reckoned a second time: minutes are
 * looked at one by one, the price of a longer use is asked for anew; see rule_slow.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_SLOW_EXTEND_H
#define UNIT_RULE_SLOW_EXTEND_H

#include "rule/ask.h"
#include "rule_slow_adjust.h"

struct slow_side {
	const struct extension *x;
	bool before;
	int wished, charged;
	int own, next; /* bands, or NONE */
};

/* --- which bands, which minutes --- */

/* Is it sold by itself, and not made of others of the slot set? */
static inline bool
slow_sold(const struct slow *s, int band)
{
	if (!s->u.knows[FACT_SLOT])
		return s->b->slot_count == 0 && slow_size(s->b, band) == 1;
	return s->b->slots[s->u.is[FACT_SLOT]].band_count > 0 && slow_size(s->b, band) == 1;
}

/* Minutes are counted outwards: the first beyond the use is 0. */
static inline int
slow_minute(const struct slow *s, const struct slow_side *side, int at)
{
	return side->before ? (int)s->u.is[FACT_FROM] - 1 - at : (int)s->u.is[FACT_TO] + at;
}

static inline bool
slow_in(const struct slow *s, int band, int minute)
{
	return band != NONE && minute >= s->b->bands[band].from && minute < s->b->bands[band].to;
}

static inline void
slow_own(const struct slow *s, struct slow_side *side)
{
	const struct band *bands = s->b->bands;

	side->own = NONE;
	for (int i = 0; i < s->b->band_count; i++) {
		if (!s->simple[i])
			continue;
		if (side->own == NONE ||
		    (side->before ? bands[i].from < bands[side->own].from
				  : bands[i].to > bands[side->own].to))
			side->own = i;
	}
}

/* The first band that is met on the way out, once the own one is left. */
static inline void
slow_next(const struct slow *s, struct slow_side *side)
{
	bool beyond[SLOW_MOST];

	for (int i = 0; i < s->b->band_count; i++)
		beyond[i] = slow_sold(s, i) && i != side->own && !s->simple[i];
	side->next = NONE;
	for (int at = 0; at < 1440 && side->next == NONE; at++)
		for (int i = 0; i < s->b->band_count; i++)
			if (beyond[i] && slow_in(s, i, slow_minute(s, side, at)))
				side->next = i;
}

static inline void
slow_charge(const struct slow *s, struct slow_side *side)
{
	bool at_next = false;

	side->charged = 0;
	for (int at = 0; at < side->wished; at++) {
		int minute = slow_minute(s, side, at);
		bool own = slow_in(s, side->own, minute);

		at_next = at_next || slow_in(s, side->next, minute);
		if (own || (side->x->gap_free && side->next != NONE && !at_next))
			continue;
		side->charged++;
	}
}

/* --- may it be --- */

static inline bool
slow_may(const struct slow *s, const struct extension_wish *w, const struct slow_side *side)
{
	const struct extension *x = side->x;
	day_num asked = w->asked != DAY_NONE ? w->asked : s->u.day;
	bool by_next = x->price == EXTEND_NEXT_BAND ||
		       (x->price == EXTEND_DIFFERENCE && side->own != NONE);

	if (x->most > 0 && side->wished > x->most)
		return false;
	if (side->before ? side->wished > s->u.is[FACT_FROM]
			 : s->u.is[FACT_TO] + side->wished > 1440)
		return false;
	if (x->needs_next_free && !w->next_free)
		return false;
	if (by_next && side->next == NONE && side->charged > 0)
		return false;
	return x->asked.unit == MOMENT_NONE || asked <= s->u.day - x->asked.amount;
}

/* --- the price of one unit --- */

struct slow_price_of {
	struct slow_sum sum;
	int minutes;
};

static inline bool
slow_price_of(struct slow *s, const char *list, int band, struct slow_price_of *out)
{
	const struct price_table *t = NULL;
	int64_t yen = NOT_SOLD;
	int cells = band != NONE ? slow_cells(s, list, band, &yen, &t) : 0;

	if (cells == 0 && s->end == SLOW_PRICE)
		cells = slow_cells(s, list, NONE, &yen, &t);
	if (s->end != SLOW_PRICE)
		return false;
	if (cells == 0 || yen == NOT_SOLD)
		return slow_fail(s, SLOW_NONE);
	out->minutes = band != NONE ? slow_minutes(s->b, band) : 0;
	if (t->unit.per == PER_MINUTES)
		out->minutes = t->unit.minutes;
	if (out->minutes == 0)
		out->minutes = (int)s->u.is[FACT_MINUTES];
	return slow_amount(s, t, yen, (struct slow_measure){ out->minutes, 1 }, &out->sum);
}

static inline int
slow_zone(const struct slow *s, const struct slow_side *side)
{
	/* The last minute of the use, or its first but one before: where the zone is left. */
	int minute = (int)(side->before ? s->u.is[FACT_FROM] : s->u.is[FACT_TO]) - 1;

	if (side->own != NONE)
		return side->own;
	for (int i = 0; i < s->b->band_count; i++)
		if (slow_size(s->b, i) == 1 && slow_in(s, i, minute))
			return i;
	return NONE;
}

static inline int
slow_longest(const struct slow *s)
{
	int found = NONE, longest = 0;

	for (int i = 0; i < s->b->band_count; i++) {
		int length = s->b->bands[i].to - s->b->bands[i].from;

		if (s->u.knows[FACT_SLOT] ? s->b->slots[s->u.is[FACT_SLOT]].band_count == 0
					  : s->b->slot_count > 0)
			continue;
		if (length > longest)
			found = i;
		longest = length > longest ? length : longest;
	}
	return found;
}

/* The rows of a use as it stands, nothing added. */
static inline bool
slow_bare(const struct book *b, const struct slow_use *u, struct slow_sum *sum, enum slow_end *end)
{
	struct slow s = { .b = b, .u = *u };

	for (int i = 0; i < b->fact_count; i++)
		if (b->facts[i].kind == FACT_YES)
			slow_know(&s, i, 0);
	bool priced = slow_follow(&s) && slow_rows(&s, "room", NONE, slow_booked(&s));

	*sum = slow_make(0, 1);
	for (int i = 0; i < s.count; i++)
		*sum = slow_add(*sum, s.rows[i].now);
	*end = s.end;
	return priced;
}

static inline bool
slow_in_some(const struct slow *s, const struct slow_use *u, int minute)
{
	for (int i = 0; i < s->b->band_count; i++)
		if (u->bands[i] && slow_in(s, i, minute))
			return true;
	return false;
}

/* The use as it was said, with the longer time. */
static inline struct slow_use
slow_lengthen(const struct slow *s, const struct slow_use *said, const struct slow_side *side)
{
	struct slow_use longer = *said;
	int from = (int)s->u.is[FACT_FROM] - (side->before ? side->wished : 0);
	int to = (int)s->u.is[FACT_TO] + (side->before ? 0 : side->wished);

	/* Who they are does not change with the hour. */
	longer.knows[FACT_CLASS] = s->u.knows[FACT_CLASS];
	longer.is[FACT_CLASS] = s->u.is[FACT_CLASS];
	for (int i = 0; side->own != NONE && i < s->b->band_count; i++)
		longer.bands[i] = s->simple[i] || i == side->next ||
				  (slow_sold(s, i) && s->b->bands[i].from < to &&
				   s->b->bands[i].to > from);
	if (side->own != NONE && !said->knows[FACT_FROM])
		return longer;
	/* Minutes outside of all bands that are taken are left out at both ends. */
	while (side->own != NONE && !slow_in_some(s, &longer, from))
		from++;
	while (side->own != NONE && !slow_in_some(s, &longer, to - 1))
		to--;
	longer.is[FACT_FROM] = from;
	longer.is[FACT_TO] = to;
	return longer;
}

static inline bool
slow_difference(struct slow *s, const struct slow_use *said, const struct slow_side *side,
	struct slow_sum *out)
{
	struct slow_use longer = slow_lengthen(s, said, side);
	struct slow_sum then, now;
	enum slow_end end;

	*out = slow_make(0, 1);
	if (side->charged == 0)
		return true;
	if (!slow_bare(s->b, &longer, &then, &end) || !slow_bare(s->b, said, &now, &end))
		return slow_fail(s, end);
	if (slow_less(then, now).n > 0)
		*out = slow_less(then, now);
	return true;
}

/* --- one side --- */

static inline bool
slow_unit(struct slow *s, const struct slow_use *said, const struct slow_side *side, int *band,
	struct slow_sum *out)
{
	const struct extension *x = side->x;
	struct slow_price_of of = { { 0, 1 }, 0 };
	bool whole = x->price == EXTEND_YEN || x->price == EXTEND_LIST ||
		     x->unit.per != PER_MINUTES;

	*band = x->price == EXTEND_NEXT_BAND    ? side->next
		: x->price == EXTEND_WHOLE_DAY ? slow_longest(s)
					       : slow_zone(s, side);
	if (x->price == EXTEND_YEN)
		of.sum = slow_make(x->yen, 1);
	else if (x->price == EXTEND_DIFFERENCE) {
		if (!slow_difference(s, said, side, &of.sum))
			return false;
	} else if (!slow_price_of(s, x->price == EXTEND_LIST ? x->list : "room", *band, &of)) {
		return false;
	}
	*out = of.sum;
	if (x->share.num != 0)
		*out = slow_times(of.sum, x->share.num, x->share.den);
	else if (!whole && of.minutes == 0)
		return slow_fail(s, SLOW_NONE);
	else if (!whole)
		*out = slow_times(of.sum, x->unit.minutes, of.minutes);
	return true;
}

/* Equipment by the band at the room's share, by minutes for those that are charged. */
static inline bool
slow_extend_extra(struct slow *s, const struct slow_side *side, int extra, int band)
{
	const struct extension *x = side->x;
	const struct extra *e = &s->b->extras[extra];
	bool whole = x->turns_into_band_over > 0 && side->next != NONE &&
		     side->charged > x->turns_into_band_over;
	struct slow_sum sum = slow_make(e->price, 1);
	struct slow_measure m = { side->charged, 1 };
	struct per_unit unit = e->unit;
	const struct price_table *t;
	int64_t units = 1, yen;

	s->u.knows[FACT_EXTRA] = true;
	s->u.is[FACT_EXTRA] = extra;
	if (e->price == NOT_SOLD) {
		int cells = band != NONE ? slow_cells(s, "extra", band, &yen, &t) : 0;

		if (cells == 0 && s->end == SLOW_PRICE)
			cells = slow_cells(s, "extra", NONE, &yen, &t);
		if (s->end != SLOW_PRICE)
			return false;
		unit = (struct per_unit){ .per = PER_USE };
		if (cells > 0 && yen != NOT_SOLD) {
			unit = t->unit;
			if (!slow_amount(s, t, yen, (struct slow_measure){ unit.minutes, 1 }, &sum))
				return false;
		}
	}
	s->u.knows[FACT_EXTRA] = false;
	if (unit.per != PER_MINUTES && (unit.per != PER_BAND || band == NONE))
		return true;
	if (unit.per == PER_MINUTES && !slow_units(s, &unit, m, &units))
		return false;
	if (unit.per == PER_BAND && !whole) {
		if (!slow_units(s, &x->unit, m, &units))
			return false;
		sum = x->share.num != 0            ? slow_times(sum, x->share.num, x->share.den)
		      : x->unit.per != PER_MINUTES ? sum
						   : slow_times(sum, x->unit.minutes,
								slow_minutes(s->b, band));
		sum = slow_times(sum, x->rate.num, x->rate.den);
	}
	sum = slow_times(sum, units * s->u.pieces[extra], 1);
	slow_add_row(s, NONE, extra, sum);
	if (x->has_rounding)
		s->rows[s->count - 1].as = &x->rounding;
	slow_step(s, extra);
	return true;
}

static inline bool
slow_extend_extras(struct slow *s, const struct slow_side *side)
{
	const struct extension *x = side->x;
	bool next = x->price == EXTEND_NEXT_BAND ||
		    (x->turns_into_band_over > 0 && side->next != NONE &&
		     side->charged > x->turns_into_band_over);
	int band = next                            ? side->next
		   : x->price == EXTEND_WHOLE_DAY ? slow_longest(s)
						  : slow_zone(s, side);

	for (int i = 0; i < s->b->extra_count && side->charged > 0 && x->with_extras; i++) {
		const struct extra *e = &s->b->extras[i];
		bool here = choice_set_is_empty(&e->with_rooms) ||
			    choice_set_has(&e->with_rooms, (int)s->u.is[FACT_ROOM]);

		if (!s->u.extras[i] && !e->always)
			continue;
		s->u.knows[FACT_EXTRA] = true;
		s->u.is[FACT_EXTRA] = i;
		int holds = here ? slow_rule(s, &e->rule) : 0;

		s->u.knows[FACT_EXTRA] = false;
		if (holds == -1)
			return slow_fail(s, SLOW_LACKS);
		if (holds == 1 && !slow_extend_extra(s, side, i, band))
			return false;
	}
	return true;
}

static inline bool
slow_extend_side(struct slow *s, const struct slow_use *said, const struct slow_side *side,
	int64_t *yen)
{
	const struct extension *x = side->x;
	struct slow_price_of next = { { 0, 1 }, 0 };
	struct slow_sum unit;
	int64_t units = 0;
	int band = side->next;

	s->count = 0;
	s->is_longer = true;
	s->charged = side->charged;
	if (x->turns_into_band_over > 0 && side->charged > x->turns_into_band_over &&
	    band != NONE) {
		if (!slow_price_of(s, "room", band, &next))
			return false;
		slow_add_row(s, band, NONE, next.sum);
	} else {
		if (!slow_unit(s, said, side, &band, &unit))
			return false;
		if (side->charged > 0 &&
		    !slow_units(s, &x->unit, (struct slow_measure){ side->charged, 1 }, &units))
			return false;
		slow_add_row(s, band, NONE,
			     slow_times(slow_times(unit, units, 1), x->rate.num, x->rate.den));
	}
	if (x->has_rounding)
		s->rows[0].as = &x->rounding;
	slow_step(s, NONE);
	if (!slow_extend_extras(s, side) || !slow_groups(s, x->follows))
		return false;
	*yen += slow_sum_up(s);
	return true;
}

/* The first extension of the side that holds; NULL: none. */
static inline const struct extension *
slow_extension(struct slow *s, bool before)
{
	for (int i = 0; i < s->b->extension_count; i++) {
		const struct extension *x = &s->b->extensions[i];
		int holds = slow_rule(s, &x->rule);

		if (((unsigned)x->side & (before ? SIDE_BEFORE : SIDE_AFTER)) == 0 || holds == 0)
			continue;
		if (holds == 1)
			return x;
		slow_fail(s, SLOW_LACKS);
		return NULL;
	}
	return NULL;
}

/* *may: is it allowed; *yen: what both sides cost together. */
static inline enum slow_end
slow_extend(const struct book *b, const struct slow_use *u, const struct extension_wish *w,
	bool *may, int64_t *yen)
{
	struct slow s = { .b = b, .u = *u };
	struct slow_side sides[2] = { { .before = true, .wished = w->before },
				      { .before = false, .wished = w->after } };

	for (int i = 0; i < b->fact_count; i++)
		if (b->facts[i].kind == FACT_YES)
			slow_know(&s, i, 0);
	*may = true;
	*yen = 0;
	if (!slow_follow(&s))
		return s.end;
	for (int i = 0; i < 2; i++) {
		if (sides[i].wished == 0)
			continue;
		sides[i].x = slow_extension(&s, i == 0);
		if (s.end != SLOW_PRICE)
			return s.end;
		if (sides[i].x == NULL) {
			*may = false;
			continue;
		}
		slow_own(&s, &sides[i]);
		slow_next(&s, &sides[i]);
		slow_charge(&s, &sides[i]);
		*may = slow_may(&s, w, &sides[i]) && *may;
	}
	for (int i = 0; i < 2 && *may; i++)
		if (sides[i].wished > 0 && !slow_extend_side(&s, u, &sides[i], yen))
			return s.end;
	return SLOW_PRICE;
}

#endif
