/*
 * adjust_part.c - what one rule of a group adds to the rows for which it holds: a share
 * of the amount, yen by their unit, or what lacks to a bound.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/adjust_part.h"

struct quote_row *
part_row(const struct quote *q, const struct part *p, int i)
{
	return &q->rows[p->first + i];
}

bool
part_holds(const struct part *p, int rule, int i)
{
	return (p->holds[i] >> rule & 1) != 0;
}

/* What the rule adds to one row, when its yen (if any) are `yen`. */
static bool
delta_of(const struct adjust_rule *r, struct share of, struct share now, int64_t yen,
	 struct share *out)
{
	struct share share = r->share;

	switch (r->effect) {
	case EFFECT_RATE:
		if (r->of != NONE)
			return fraction_multiply(of, share, out) &&
			       fraction_subtract(*out, now, out);
		return fraction_subtract(share, fraction_of(1), &share) &&
		       fraction_multiply(of, share, out);
	case EFFECT_ADD:
		return fraction_multiply(of, share, out);
	case EFFECT_OFF:
		share.num = -share.num;
		return fraction_multiply(of, share, out);
	case EFFECT_YEN:
		*out = fraction_of(yen);
		return true;
	case EFFECT_YEN_OFF:
		*out = fraction_of(-yen);
		return true;
	case EFFECT_BECOMES:
		return fraction_subtract(fraction_of(yen), now, out);
	case EFFECT_AT_MOST:
	case EFFECT_AT_LEAST:
		break;
	}
	return false;
}

bool
adjust_is_yen(const struct adjust_rule *r)
{
	return r->effect >= EFFECT_YEN;
}

static bool
is_bound(const struct adjust_rule *r)
{
	return r->effect == EFFECT_AT_MOST || r->effect == EFFECT_AT_LEAST;
}

static int
bands_of_row(const struct quote *q, const struct quote_row *r)
{
	if (r->band == NONE)
		return quote_measure(q->f).bands;
	struct choice_set simple = band_simple(q->f->book, r->band);

	return bands_count(q->f->book, &simple);
}

static bool
is_first(const struct part *p, int rule, int i)
{
	while (--i >= 0)
		if (part_holds(p, rule, i))
			return false;
	return true;
}

int
part_rows_together(const struct quote *q, int first)
{
	int count = 1;

	while (first + count < q->count && q->rows[first + count].extra == q->rows[first].extra)
		count++;
	return count;
}

/* Of the room, or of one piece: the time of the rows that the rule is for. */
static int
minutes_of(const struct quote *q, const struct part *p, int rule, int first, int count)
{
	int minutes = 0;
	bool all = true;

	for (int row = first; row < first + count; row++) {
		if (part_holds(p, rule, row))
			minutes += part_row(q, p, row)->minutes;
		else
			all = false;
	}
	return all ? q->minutes : minutes;
}

/* What a rule is charged for: the bands of the row, and the time that is the rule's. */
static struct measure
measure_of(const struct quote *q, const struct part *p, int rule, int i)
{
	struct measure m = { 0, bands_of_row(q, part_row(q, p, i)) };

	/* The room and its equipment are used in the same hours: they do not add up. */
	for (int first = 0, count; first < p->count; first += count) {
		count = part_rows_together(q, p->first + first);
		int minutes = minutes_of(q, p, rule, first, count);

		if (minutes > m.minutes)
			m.minutes = minutes;
	}
	return m;
}

/*
 * The yen of a rule for one row: by bands each has its own, else the first row
 * bears what counts once for the use.
 */
static bool
yen_of(struct quote *q, const struct part *p, int rule, int i, int64_t *yen)
{
	const struct adjust_rule *r = &p->group->rules[rule];
	struct share product;
	int64_t units;

	*yen = 0;
	if (!adjust_is_yen(r) || (r->unit.per != PER_BAND && !is_first(p, rule, i)))
		return true;
	if (!quote_units(q, &r->unit, measure_of(q, p, rule, i), &units))
		return false;
	if (!fraction_multiply(fraction_of(r->yen), fraction_of(units), &product))
		return quote_too_large(q);
	*yen = product.num;
	return true;
}

bool
part_share_of(struct quote *q, const struct part *p, int rule, int i, struct share *of)
{
	const struct adjust_rule *r = &p->group->rules[rule];
	const struct per_unit *unit = &r->unit;

	*of = p->of[i];
	if (r->of != NONE) {
		*of = fraction_of(is_first(p, rule, i) ? q->f->values[r->of] : 0);
		return quote_need(q, r->of);
	}
	if (adjust_is_yen(r) || (unit->beyond == 0 && unit->up_to == 0))
		return true;
	struct per_unit all = *unit;
	struct measure m = measure_of(q, p, rule, i);
	int64_t some, whole;

	all.beyond = all.up_to = 0;
	if (!quote_units(q, unit, m, &some) || !quote_units(q, &all, m, &whole))
		return false;
	return fraction_multiply(*of, (struct share){ some, whole > 0 ? whole : 1 }, of) ||
	       quote_too_large(q);
}

/* The first row bears what lacks; what is too much is taken from the last rows backwards. */
static bool
spread(struct quote *q, const struct part *p, int rule, struct share change, struct share *deltas)
{
	for (int i = p->count - 1; i >= 0 && change.num < 0; i--) {
		struct share now = part_row(q, p, i)->now, rest;

		if (!part_holds(p, rule, i) || now.num <= 0)
			continue;
		if (!fraction_add(now, change, &rest))
			return quote_too_large(q);
		deltas[i] = rest.num >= 0 ? change : (struct share){ -now.num, now.den };
		change = rest.num >= 0 ? fraction_of(0) : rest;
	}
	for (int i = 0; i < p->count && change.num > 0; i++) {
		if (!part_holds(p, rule, i))
			continue;
		deltas[i] = change;
		change = fraction_of(0);
	}
	return true;
}

/* A bound is of all the rows for which the rule holds, as they are now. */
static bool
reckon_bound(struct quote *q, const struct part *p, int rule, struct share *deltas,
	     struct share *total)
{
	const struct adjust_rule *r = &p->group->rules[rule];
	struct share sum = { 0, 1 }, bound = { 0, 1 }, change;

	*total = fraction_of(0);
	for (int i = 0; i < p->count; i++) {
		const struct quote_row *row = part_row(q, p, i);
		int64_t yen;

		deltas[i] = fraction_of(0);
		if (!part_holds(p, rule, i))
			continue;
		if (!yen_of(q, p, rule, i, &yen))
			return false;
		if (!fraction_add(sum, row->now, &sum) ||
		    !fraction_add(bound, fraction_of(yen), &bound))
			return quote_too_large(q);
	}
	if (!fraction_subtract(bound, sum, &change))
		return quote_too_large(q);
	if (r->effect == EFFECT_AT_MOST ? change.num >= 0 : change.num <= 0 || sum.num == 0)
		return true;
	*total = change;
	return spread(q, p, rule, change, deltas);
}

bool
part_reckon(struct quote *q, const struct part *p, int rule, struct share *deltas,
	    struct share *total)
{
	const struct adjust_rule *r = &p->group->rules[rule];

	if (is_bound(r))
		return reckon_bound(q, p, rule, deltas, total);
	*total = fraction_of(0);
	for (int i = 0; i < p->count; i++) {
		const struct quote_row *row = part_row(q, p, i);
		struct share of;
		int64_t yen;

		deltas[i] = fraction_of(0);
		if (!part_holds(p, rule, i))
			continue;
		if (!yen_of(q, p, rule, i, &yen) || !part_share_of(q, p, rule, i, &of))
			return false;
		if (!delta_of(r, of, row->now, yen, &deltas[i]) ||
		    !fraction_add(*total, deltas[i], total))
			return quote_too_large(q);
	}
	return true;
}
