/*
 * rule_slow_adjust.h - the end of the slow evaluator: surcharges, equipment and the
 * price as a whole; see rule_slow.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_RULE_SLOW_ADJUST_H
#define UNIT_RULE_SLOW_ADJUST_H

#include "rule_slow_price.h"

/* A group on the rows of the room, of one piece of equipment, or of all together. */
struct slow_part {
	struct slow *s;
	const struct adjust_group *g;
	bool in[SLOW_ROWS]; /* the rows of the part */
	bool holds[SLOW_ROWS][SLOW_MOST]; /* by row, by rule */
	struct slow_sum of[SLOW_ROWS];
};

static inline bool
slow_replaced(const struct slow_part *p, int rule, const bool *met)
{
	for (int by = 0; by < p->g->rule_count; by++)
		if (met[by] && (p->g->rules[by].instead_of >> rule & 1) != 0)
			return true;
	return false;
}

/* Which rules hold for which rows. */
static inline bool
slow_ask_rules(struct slow_part *p)
{
	struct slow *s = p->s;

	for (int row = 0; row < s->count; row++) {
		bool met[SLOW_MOST] = { false };

		int extra = s->rows[row].extra;

		if (!p->in[row])
			continue;
		s->u.knows[FACT_BAND] = s->rows[row].band != NONE;
		s->u.is[FACT_BAND] = s->rows[row].band;
		s->u.knows[FACT_EXTRA] = extra != NONE;
		s->u.is[FACT_EXTRA] = extra;
		for (int i = 0; i < p->g->rule_count; i++) {
			const struct adjust_rule *r = &p->g->rules[i];
			bool other = extra != NONE && !choice_set_is_empty(&r->extras) &&
				     !choice_set_has(&r->extras, extra);
			int holds = other ? 0 : slow_rule(s, &r->rule);

			if (holds == -1)
				slow_fail(s, SLOW_LACKS);
			met[i] = holds == 1;
		}
		for (int i = 0; i < p->g->rule_count; i++)
			p->holds[row][i] = met[i] && !slow_replaced(p, i, met);
	}
	s->u.knows[FACT_BAND] = s->u.knows[FACT_EXTRA] = false;
	return s->end == SLOW_PRICE;
}

/* `adds` holds what each row brings to the bound, and then what the bound makes of it. */
static inline void
slow_bound(struct slow_part *p, bool at_most, const bool *rows, struct slow_sum *adds)
{
	struct slow_sum bound = { 0, 1 }, all = { 0, 1 }, over;

	for (int i = 0; i < p->s->count; i++) {
		bound = slow_add(bound, adds[i]);
		adds[i] = slow_make(0, 1);
		if (rows[i])
			all = slow_add(all, p->s->rows[i].now);
	}
	over = slow_less(all, bound);
	for (int i = p->s->count - 1; i >= 0 && at_most; i--) {
		struct slow_sum now = p->s->rows[i].now;

		if (!rows[i] || over.n <= 0 || now.n <= 0)
			continue;
		adds[i] = slow_less(over, now).n < 0 ? over : now;
		over = slow_less(over, adds[i]);
		adds[i] = slow_times(adds[i], -1, 1);
	}
	for (int i = 0; i < p->s->count && !at_most && all.n != 0 && over.n < 0; i++) {
		if (!rows[i])
			continue;
		adds[i] = slow_times(over, -1, 1);
		over = slow_make(0, 1);
	}
}

/* What a share is of: all, or as much of it as falls to the units that count. */
static inline bool
slow_share_is_of(struct slow_part *p, const struct per_unit *unit, struct slow_measure m,
		 struct slow_sum *of)
{
	struct per_unit all = *unit;
	int64_t some, whole;

	if (unit->beyond == 0 && unit->up_to == 0)
		return true;
	all.beyond = all.up_to = 0;
	if (!slow_units(p->s, unit, m, &some) || !slow_units(p->s, &all, m, &whole))
		return false;
	*of = whole > 0 ? slow_times(*of, some, whole) : slow_make(0, 1);
	return true;
}

/* The minutes of one piece's rows, or of the use when the rule is for all of them. */
static inline int
slow_minutes_of_piece(const struct slow_part *p, const bool *rows, int extra)
{
	int some = 0, others = 0;

	for (int i = 0; i < p->s->count; i++) {
		if (p->s->rows[i].extra != extra)
			continue;
		if (rows[i])
			some += p->s->rows[i].minutes;
		else
			others += p->in[i];
	}
	if (others > 0)
		return some;
	return p->s->is_longer ? p->s->charged : (int)p->s->u.is[FACT_MINUTES];
}

/* For how many minutes a rule is charged: the most of a piece for which it is. */
static inline int
slow_minutes_of(const struct slow_part *p, const bool *rows)
{
	int most = 0;

	for (int i = 0; i < p->s->count; i++) {
		int minutes = slow_minutes_of_piece(p, rows, p->s->rows[i].extra);

		if (rows[i] && minutes > most)
			most = minutes;
	}
	return most;
}

/* What a rule adds to each row in `rows`; false when units lack. */
static inline bool
slow_rule_adds(struct slow_part *p, int rule, const bool *rows, struct slow_sum *adds)
{
	const struct adjust_rule *r = &p->g->rules[rule];
	bool first = true;

	for (int i = 0; i < p->s->count; i++) {
		const struct slow_row *row = &p->s->rows[i];
		struct slow_measure m = { slow_minutes_of(p, rows),
					  row->band == NONE ? slow_booked(p->s)
							    : slow_size(p->s->b, row->band) };
		int64_t units = 0;

		adds[i] = slow_make(0, 1);
		if (!rows[i])
			continue;
		bool bears_first = first, bears = first || r->unit.per == PER_BAND;

		first = false;
		struct slow_sum of = p->of[i];

		if (r->of != NONE)
			of = slow_make(bears_first ? p->s->u.is[r->of] : 0, 1);
		if (r->effect < EFFECT_YEN && !slow_share_is_of(p, &r->unit, m, &of))
			return false;
		if (r->effect == EFFECT_RATE)
			adds[i] = slow_less(slow_times(of, r->share.num, r->share.den),
					    r->of != NONE ? row->now : of);
		if (r->effect == EFFECT_ADD || r->effect == EFFECT_OFF)
			adds[i] = slow_times(of,
					     r->effect == EFFECT_ADD ? r->share.num : -r->share.num,
					     r->share.den);
		if (r->effect < EFFECT_YEN)
			continue;
		units = 0;
		if (bears && !slow_units(p->s, &r->unit, m, &units))
			return false;
		adds[i] = slow_make((slow_int)r->yen * units, 1);
		if (r->effect == EFFECT_YEN_OFF)
			adds[i] = slow_times(adds[i], -1, 1);
		if (r->effect == EFFECT_BECOMES)
			adds[i] = slow_less(adds[i], row->now);
	}
	if (r->effect > EFFECT_BECOMES)
		slow_bound(p, r->effect == EFFECT_AT_MOST, rows, adds);
	return true;
}

static inline bool
slow_rows_of(const struct slow_part *p, int rule, bool *rows)
{
	bool any = false;

	for (int i = 0; i < p->s->count; i++) {
		rows[i] = p->holds[i][rule];
		any = any || rows[i];
	}
	return any;
}

/* Leaves each row at most one rule. */
static inline bool
slow_leave_one(struct slow_part *p)
{
	bool kept[SLOW_ROWS][SLOW_MOST] = { { false } }, done[SLOW_ROWS] = { false };

	for (;;) {
		int best = NONE;
		struct slow_sum most = { -1, 1 };

		for (int rule = 0; rule < p->g->rule_count; rule++) {
			bool rows[SLOW_ROWS] = { false };
			struct slow_sum adds[SLOW_ROWS], sum = { 0, 1 };

			if (!slow_rows_of(p, rule, rows))
				continue;
			if (p->g->combine == ADJUST_FIRST) {
				best = best == NONE ? rule : best;
				continue;
			}
			if (!slow_rule_adds(p, rule, rows, adds))
				return false;
			for (int i = 0; i < p->s->count; i++)
				sum = slow_add(sum, adds[i]);
			sum.n = sum.n < 0 ? -sum.n : sum.n;
			if (slow_less(sum, most).n > 0) {
				most = sum;
				best = rule;
			}
		}
		if (best == NONE)
			break;
		for (int i = 0; i < p->s->count; i++) {
			if (!p->holds[i][best])
				continue;
			kept[i][best] = !done[i];
			done[i] = true;
			memset(p->holds[i], 0, sizeof p->holds[i]);
		}
	}
	memcpy(p->holds, kept, sizeof kept);
	return true;
}

static inline void
slow_of(struct slow_part *p)
{
	for (int i = 0; i < p->s->count; i++) {
		const struct slow_row *r = &p->s->rows[i];

		p->of[i] = p->g->on == ON_SO_FAR ? r->now
			   : p->g->on == ON_BASE ? r->base
						 : r->after[p->g->on];
	}
}

/* What a piece comes to, when the row is its last. */
static inline bool
slow_piece(const struct slow_part *p, int last, struct slow_sum *sum)
{
	const struct slow *s = p->s;
	int extra = s->rows[last].extra;

	*sum = slow_make(0, 1);
	if (!p->in[last] || (last + 1 < s->count && s->rows[last + 1].extra == extra))
		return false;
	for (int i = 0; i <= last; i++)
		if (s->rows[i].extra == extra)
			*sum = slow_add(*sum, s->rows[i].now);
	return true;
}

/* Of what is reckoned as one no piece is below nothing: the last of the others bear it. */
static inline void
slow_share_losses(struct slow_part *p)
{
	struct slow_row *rows = p->s->rows;
	struct slow_sum loss = { 0, 1 }, sum;

	if (!p->g->together)
		return;
	for (int i = p->s->count - 1; i >= 0; i--) {
		if (!slow_piece(p, i, &sum) || sum.n >= 0)
			continue;
		rows[i].now = slow_less(rows[i].now, sum);
		loss = slow_add(loss, sum);
	}
	for (int i = p->s->count - 1; i >= 0; i--) {
		if (!slow_piece(p, i, &sum) || sum.n <= 0)
			continue;
		if (slow_add(sum, loss).n >= 0)
			sum = slow_times(loss, -1, 1);
		rows[i].now = slow_less(rows[i].now, sum);
		loss = slow_add(loss, sum);
	}
}

/* What fell below nothing is put back, and each piece is rounded by itself. */
static inline void
slow_end_rule(struct slow_part *p)
{
	struct slow_sum sum = { 0, 1 };
	int last = 0;

	for (int i = 0; i < p->s->count; i++) {
		if (!p->in[i])
			continue;
		sum = slow_add(sum, p->s->rows[i].now);
		last = i;
	}
	if (sum.n < 0)
		p->s->rows[last].now = slow_less(p->s->rows[last].now, sum);
	slow_share_losses(p);
	for (int i = 0; i < p->s->count; i++)
		if (p->in[i])
			slow_step(p->s, p->s->rows[i].extra);
}

/* Each row of the part, or the last one by what all of them lack or have too much. */
static inline void
slow_round_group(struct slow_part *p, const struct rounding *r)
{
	struct slow *s = p->s;
	struct slow_sum all = { 0, 1 };
	int last = NONE;

	for (int i = 0; i < s->count; i++) {
		struct slow_row *row = &s->rows[i];

		if (!p->in[i])
			continue;
		if (r->by == ROUND_ROW)
			row->now = slow_round(row->now, r->to, r->how);
		all = slow_add(all, row->now);
		last = i;
	}
	if (r->by == ROUND_TOTAL || r->by == ROUND_STEP)
		s->rows[last].now = slow_add(s->rows[last].now,
					     slow_less(slow_round(all, r->to, r->how), all));
	slow_share_losses(p);
}

static inline bool
slow_group(struct slow *s, const struct adjust_group *g, int extra)
{
	struct slow_part p = { .s = s, .g = g };
	bool once = g->combine == ADJUST_ONCE || g->combine == ADJUST_FIRST, any = false;

	for (int i = 0; i < s->count; i++)
		p.in[i] = s->rows[i].extra == extra ||
			  (g->together && (s->rows[i].extra != NONE || g->of_room));
	if (!slow_ask_rules(&p))
		return false;
	slow_of(&p);
	if (once && !slow_leave_one(&p))
		return false;
	for (int rule = 0; rule < g->rule_count; rule++) {
		bool rows[SLOW_ROWS] = { false };
		struct slow_sum adds[SLOW_ROWS];

		if (!slow_rows_of(&p, rule, rows))
			continue;
		if (!slow_rule_adds(&p, rule, rows, adds))
			return false;
		for (int i = 0; i < s->count; i++) {
			s->rows[i].now = slow_add(s->rows[i].now, adds[i]);
			if (g->combine != ADJUST_ADD)
				p.of[i] = slow_add(p.of[i], adds[i]);
		}
		any = true;
		if (g->combine == ADJUST_ADD)
			continue;
		slow_end_rule(&p);
		if (g->on == ON_SO_FAR)
			slow_of(&p);
	}
	if (any && g->combine == ADJUST_ADD)
		slow_end_rule(&p);
	if (any && g->has_rounding)
		slow_round_group(&p, &g->rounding);
	return true;
}

/* `only`: a bit for each group that is run; the others leave all as it is. */
static inline bool
slow_groups(struct slow *s, uint64_t only)
{
	for (int n = 0; n < s->b->adjust_count; n++) {
		const struct adjust_group *g = &s->b->adjust[n];
		int holds = (only >> n & 1) != 0 ? slow_rule(s, &g->rule) : 0;

		if (holds == -1)
			return slow_fail(s, SLOW_LACKS);
		if (holds == 1 && g->of_room && !slow_group(s, g, NONE))
			return false;
		bool done = g->together && g->of_room;

		for (int extra = 0; extra < s->b->extra_count && !done; extra++) {
			bool here = false;

			for (int i = 0; i < s->count; i++)
				here = here || s->rows[i].extra == extra;
			if (here && holds == 1 && g->of_extras && !slow_group(s, g, extra))
				return false;
			done = here && g->together;
		}
		for (int i = 0; i < s->count; i++)
			s->rows[i].after[n] = s->rows[i].now;
	}
	return true;
}

/* --- equipment --- */

static inline int
slow_uses(const struct slow *s, const struct extra *x)
{
	bool left[SLOW_MOST];
	int uses = 0;

	memcpy(left, s->simple, sizeof left);
	for (int i = 0; i < x->unit_count; i++) {
		if (!slow_within(s->b, x->units[i].band, left))
			continue;
		uses += x->units[i].units;
		for (int band = 0; band < s->b->band_count; band++)
			left[band] = left[band] && !slow_is_in(s->b, band, x->units[i].band);
	}
	for (int band = 0; band < s->b->band_count; band++)
		uses += left[band];
	return uses;
}

static inline bool
slow_extra(struct slow *s, int extra)
{
	const struct extra *x = &s->b->extras[extra];
	struct slow_measure m = { (int)s->u.is[FACT_MINUTES], slow_uses(s, x) };
	int64_t units;

	if (x->price == NOT_SOLD)
		return slow_rows(s, "extra", extra, m.bands);
	if (!slow_units(s, &x->unit, m, &units))
		return false;
	units *= slow_pieces(&x->unit, s->u.pieces[extra]);
	slow_add_row(s, NONE, extra, slow_make((slow_int)x->price * units, 1));
	return true;
}

static inline bool
slow_extras(struct slow *s)
{
	for (int i = 0; i < s->b->extra_count; i++) {
		const struct extra *x = &s->b->extras[i];
		bool here = choice_set_is_empty(&x->with_rooms) ||
			    choice_set_has(&x->with_rooms, (int)s->u.is[FACT_ROOM]);

		if (!s->u.extras[i] && !x->always)
			continue;
		s->u.knows[FACT_EXTRA] = true;
		s->u.is[FACT_EXTRA] = i;
		int holds = here ? slow_rule(s, &x->rule) : 0;

		if (holds == -1 || (holds == 0 && s->u.extras[i]))
			return slow_fail(s, holds == 0 ? SLOW_NOT_LET : SLOW_LACKS);
		if (holds == 1 && !slow_extra(s, i))
			return false;
		s->u.knows[FACT_EXTRA] = false;
		if (holds == 1)
			slow_step(s, i);
	}
	return true;
}

/* --- the whole --- */

/* With the tax that the prices do not hold. */
static inline struct slow_sum
slow_taxed(const struct slow *s, struct slow_sum sum)
{
	const struct share *rate = &s->b->tax.rate;

	if (!s->b->has_tax || s->b->tax.included)
		return sum;
	return slow_times(sum, rate->num + rate->den, rate->den);
}

/* What comes of the rows that share the rounding of row `at`, when it is their first. */
static inline struct slow_sum
slow_settled(const struct slow *s, int at)
{
	const struct rounding *r = s->rows[at].as;
	struct slow_sum sum = s->rows[at].now;
	bool alone = r->by == ROUND_NONE || r->by == ROUND_ROW;

	for (int i = 0; i < at && !alone; i++)
		if (s->rows[i].as == r)
			return slow_make(0, 1);
	for (int i = at + 1; i < s->count && !alone; i++)
		if (s->rows[i].as == r)
			sum = slow_add(sum, s->rows[i].now);
	if (r->by == ROUND_NONE)
		return slow_taxed(s, sum);
	if (r->after_tax)
		return slow_round(slow_taxed(s, sum), r->to, r->how);
	return slow_taxed(s, slow_round(sum, r->to, r->how));
}

static inline int64_t
slow_sum_up(const struct slow *s)
{
	struct slow_sum sum = { 0, 1 };

	for (int i = 0; i < s->count; i++)
		sum = slow_add(sum, slow_settled(s, i));
	return (int64_t)(sum.n / sum.d);
}

static inline enum slow_end
slow_price(const struct book *b, const struct slow_use *u, int64_t *yen)
{
	struct slow s = { .b = b, .u = *u };

	for (int i = 0; i < b->fact_count; i++)
		if (b->facts[i].kind == FACT_YES)
			slow_know(&s, i, 0);
	if (!slow_follow(&s) || !slow_rows(&s, "room", NONE, slow_booked(&s)))
		return s.end;
	slow_step(&s, NONE);
	if (!slow_extras(&s) || !slow_groups(&s, UINT64_MAX))
		return s.end;
	*yen = slow_sum_up(&s);
	return SLOW_PRICE;
}

#endif
