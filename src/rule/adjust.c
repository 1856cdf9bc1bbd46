/*
 * adjust.c - surcharges and reductions, group after group. Each rule is asked for
 * each row, with the row's band or equipment as a fact; the room as a whole and
 * each piece of equipment are then reckoned for themselves.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "base/money.h"
#include "rule/quote_part.h"

/* The rows of the room, or of one piece of equipment, and a group that works on them. */
struct part {
	const struct adjust_group *group;
	int first, count; /* of the rows */
	struct share *of; /* what shares are of, a row each; as the group goes on */
	uint64_t *holds;  /* the rules that apply, a row each */
	uint64_t spent;   /* rules that hold within a limit, which the use breaks */
};

static struct quote_row *
row_of(const struct quote *q, const struct part *p, int i)
{
	return &q->rows[p->first + i];
}

static bool
holds_for_row(const struct part *p, int rule, int i)
{
	return (p->holds[i] >> rule & 1) != 0;
}

static bool
holds_anywhere(const struct part *p, int rule)
{
	for (int i = 0; i < p->count; i++)
		if (holds_for_row(p, rule, i))
			return true;
	return false;
}

static void
set_row_facts(struct quote *q, const struct quote_row *r)
{
	struct facts *f = q->f;

	f->known[FACT_BAND] = r != NULL && r->band != NONE;
	f->values[FACT_BAND] = r != NULL ? r->band : NONE;
	f->known[FACT_EXTRA] = r != NULL && r->extra != NONE;
	f->values[FACT_EXTRA] = r != NULL ? r->extra : NONE;
}

/* The rules that apply to a row, without those whose place another takes. */
static uint64_t
rules_for_row(struct quote *q, const struct part *p, const struct quote_row *r)
{
	const struct adjust_group *g = p->group;
	uint64_t holds = 0, replaced = 0;

	set_row_facts(q, r);
	for (int i = 0; i < g->rule_count; i++) {
		const struct adjust_rule *rule = &g->rules[i];

		if (r->extra != NONE && !choice_set_allows(&rule->extras, r->extra))
			continue;
		if ((p->spent >> i & 1) != 0 || !rule_applies(q->f, &rule->rule))
			continue;
		holds |= UINT64_C(1) << i;
		replaced |= rule->instead_of;
	}
	set_row_facts(q, NULL);
	return holds & ~replaced;
}

static bool
applies_anywhere(struct quote *q, const struct part *p, const struct adjust_rule *rule)
{
	bool applies = false;

	for (int i = 0; i < p->count && !applies; i++) {
		set_row_facts(q, row_of(q, p, i));
		applies = rule_applies(q->f, &rule->rule);
	}
	set_row_facts(q, NULL);
	return applies;
}

static uint64_t
rules_spent(struct quote *q, const struct part *p)
{
	uint64_t spent = 0;

	for (int i = 0; i < p->group->rule_count && !quote_lacks(q); i++) {
		const struct adjust_rule *rule = &p->group->rules[i];

		if (rule->within != NONE && applies_anywhere(q, p, rule) &&
		    !limit_is_kept(q->f, rule->within, q->a))
			spent |= UINT64_C(1) << i;
	}
	return spent;
}

/* --- one rule --- */

/* What the rule adds to one row, when its yen (if any) are `yen`. */
static bool
delta_of(const struct adjust_rule *r, struct share of, struct share now, int64_t yen,
	 struct share *out)
{
	struct share share = r->share;

	switch (r->effect) {
	case EFFECT_RATE:
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

static bool
is_yen(const struct adjust_rule *r)
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
		if (holds_for_row(p, rule, i))
			return false;
	return true;
}

/* What a rule is charged for: the bands of the row, the minutes of all the rows that it is for. */
static struct measure
measure_of(const struct quote *q, const struct part *p, int rule, int i)
{
	struct measure m = { 0, bands_of_row(q, row_of(q, p, i)) };
	bool all = true;

	for (int row = 0; row < p->count; row++) {
		if (holds_for_row(p, rule, row))
			m.minutes += row_of(q, p, row)->minutes;
		else
			all = false;
	}
	if (all)
		m.minutes = q->minutes;
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
	if (!is_yen(r) || (r->unit.per != PER_BAND && !is_first(p, rule, i)))
		return true;
	if (!quote_units(q, &r->unit, measure_of(q, p, rule, i), &units))
		return false;
	if (!fraction_multiply(fraction_of(r->yen), fraction_of(units), &product))
		return quote_too_large(q);
	*yen = product.num;
	return true;
}

/* Of a share that goes beyond so many units, or up to so many, what of the amount is theirs. */
static bool
share_is_of(struct quote *q, const struct part *p, int rule, int i, struct share *of)
{
	const struct per_unit *unit = &p->group->rules[rule].unit;

	*of = p->of[i];
	if (is_yen(&p->group->rules[rule]) || (unit->beyond == 0 && unit->up_to == 0))
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
		struct share now = row_of(q, p, i)->now, rest;

		if (!holds_for_row(p, rule, i) || now.num <= 0)
			continue;
		if (!fraction_add(now, change, &rest))
			return quote_too_large(q);
		deltas[i] = rest.num >= 0 ? change : (struct share){ -now.num, now.den };
		change = rest.num >= 0 ? fraction_of(0) : rest;
	}
	for (int i = 0; i < p->count && change.num > 0; i++) {
		if (!holds_for_row(p, rule, i))
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
		const struct quote_row *row = row_of(q, p, i);
		int64_t yen;

		deltas[i] = fraction_of(0);
		if (!holds_for_row(p, rule, i))
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

/* What the rule adds to each row for which it holds, and in all. */
static bool
reckon_rule(struct quote *q, const struct part *p, int rule, struct share *deltas,
	    struct share *total)
{
	const struct adjust_rule *r = &p->group->rules[rule];

	if (is_bound(r))
		return reckon_bound(q, p, rule, deltas, total);
	*total = fraction_of(0);
	for (int i = 0; i < p->count; i++) {
		const struct quote_row *row = row_of(q, p, i);
		struct share of;
		int64_t yen;

		deltas[i] = fraction_of(0);
		if (!holds_for_row(p, rule, i))
			continue;
		if (!yen_of(q, p, rule, i, &yen) || !share_is_of(q, p, rule, i, &of))
			return false;
		if (!delta_of(r, of, row->now, yen, &deltas[i]) ||
		    !fraction_add(*total, deltas[i], total))
			return quote_too_large(q);
	}
	return true;
}

/* --- which rules a row keeps --- */

static uint64_t
lowest(uint64_t rules)
{
	return rules & (~rules + 1);
}

/* The rule that changes the rows most as they stand in `holds`; NONE: none is left. */
static bool
find_greatest(struct quote *q, const struct part *p, struct share *deltas, int *best)
{
	struct share greatest = { 0, 1 };

	*best = NONE;
	for (int rule = 0; rule < p->group->rule_count; rule++) {
		struct share total;

		if (!holds_anywhere(p, rule))
			continue;
		if (!reckon_rule(q, p, rule, deltas, &total))
			return false;
		if (total.num < 0)
			total.num = -total.num;
		if (*best == NONE || fraction_compare(total, greatest) > 0) {
			*best = rule;
			greatest = total;
		}
	}
	return true;
}

/* Once: the greatest for its rows, then the greatest for those that have none yet. */
static bool
keep_greatest(struct quote *q, struct part *p, struct share *deltas)
{
	size_t size = (size_t)p->count * sizeof(uint64_t);
	uint64_t *kept = arena_alloc(&q->a->arena, size);
	int best;

	if (!find_greatest(q, p, deltas, &best))
		return false;
	while (best != NONE) {
		for (int i = 0; i < p->count; i++) {
			if (!holds_for_row(p, best, i))
				continue;
			kept[i] = UINT64_C(1) << best;
			p->holds[i] = 0;
		}
		if (!find_greatest(q, p, deltas, &best))
			return false;
	}
	p->holds = kept;
	return true;
}

static bool
keep_rules(struct quote *q, struct part *p, struct share *deltas)
{
	switch (p->group->combine) {
	case ADJUST_ONCE:
		return keep_greatest(q, p, deltas);
	case ADJUST_FIRST:
		for (int i = 0; i < p->count; i++)
			p->holds[i] = lowest(p->holds[i]);
		return true;
	case ADJUST_MULTIPLY:
	case ADJUST_ADD:
		break;
	}
	return true;
}

/* --- the lines --- */

static void
add_percent(struct str *out, struct share s)
{
	if (100 % s.den == 0)
		str_addf(out, "%" PRId64 "%%", s.num * (100 / s.den));
	else
		str_addf(out, "%" PRId64 "/%" PRId64, s.num, s.den);
}

static void
add_figures(struct str *out, const struct adjust_rule *r, struct share of)
{
	AUTO_STR percent = STR_INIT;
	AUTO_STR amount = STR_INIT;

	add_percent(&percent, r->share);
	fraction_add_yen(&amount, is_yen(r) ? fraction_of(r->yen) : of);
	switch (r->effect) {
	case EFFECT_RATE:
		str_addf(out, _("%s times %s"), str_text(&amount), str_text(&percent));
		break;
	case EFFECT_ADD:
		str_addf(out, _("%s of %s more"), str_text(&percent), str_text(&amount));
		break;
	case EFFECT_OFF:
		str_addf(out, _("%s of %s less"), str_text(&percent), str_text(&amount));
		break;
	case EFFECT_YEN:
		str_addf(out, _("%s more"), str_text(&amount));
		break;
	case EFFECT_YEN_OFF:
		str_addf(out, _("%s less"), str_text(&amount));
		break;
	case EFFECT_BECOMES:
		str_addf(out, _("becomes %s"), str_text(&amount));
		break;
	case EFFECT_AT_MOST:
		str_addf(out, _("no more than %s"), str_text(&amount));
		break;
	case EFFECT_AT_LEAST:
		str_addf(out, _("no less than %s"), str_text(&amount));
		break;
	}
}

static void
tell(struct quote *q, const struct part *p, int rule, struct share of, struct share total)
{
	const struct adjust_rule *r = &p->group->rules[rule];
	int extra = row_of(q, p, 0)->extra;
	AUTO_STR figures = STR_INIT;

	add_figures(&figures, r, of);
	if (extra == NONE)
		answer_add_yen(q->a, LINE_ADJUST, &r->rule, total, "%s: %s", r->rule.name,
			       str_text(&figures));
	else
		answer_add_yen(q->a, LINE_ADJUST, &r->rule, total, "%s (%s): %s", r->rule.name,
			       q->f->book->extras[extra].rule.name, str_text(&figures));
}

/* --- a group on a part --- */

/* Adds what one rule makes. */
static bool
apply_rule(struct quote *q, struct part *p, int rule, struct share *deltas)
{
	struct share of = { 0, 1 }, total = { 0, 1 };

	if (!reckon_rule(q, p, rule, deltas, &total))
		return false;
	for (int i = 0; i < p->count; i++) {
		struct quote_row *row = row_of(q, p, i);
		struct share is_of;

		if (!holds_for_row(p, rule, i))
			continue;
		if (!share_is_of(q, p, rule, i, &is_of))
			return false;
		if (!fraction_add(of, is_of, &of) ||
		    !fraction_add(row->now, deltas[i], &row->now) ||
		    (p->group->combine != ADJUST_ADD &&
		     !fraction_add(p->of[i], deltas[i], &p->of[i])))
			return quote_too_large(q);
	}
	tell(q, p, rule, of, total);
	return true;
}

/* Nobody is paid for using a room: what fell below nothing is put back. */
static bool
stop_at_nothing(struct quote *q, const struct part *p)
{
	struct share sum = { 0, 1 };
	struct quote_row *last = row_of(q, p, p->count - 1);

	for (int i = 0; i < p->count; i++)
		if (!fraction_add(sum, row_of(q, p, i)->now, &sum))
			return quote_too_large(q);
	if (sum.num >= 0)
		return true;
	sum.num = -sum.num;
	if (!fraction_add(last->now, sum, &last->now))
		return quote_too_large(q);
	answer_add_yen(q->a, LINE_ADJUST, &p->group->rule, sum, _("No less than nothing"));
	return true;
}

static bool
end_step(struct quote *q, const struct part *p)
{
	return stop_at_nothing(q, p) && settle_step(q, row_of(q, p, 0)->extra);
}

/* What shares are of, for each row. */
static void
start_from(const struct quote *q, struct part *p)
{
	for (int i = 0; i < p->count; i++) {
		const struct quote_row *row = row_of(q, p, i);

		if (p->group->on == ON_SO_FAR)
			p->of[i] = row->now;
		else
			p->of[i] = p->group->on == ON_BASE ? row->base : row->after[p->group->on];
	}
}

static bool
apply_group(struct quote *q, struct part *p)
{
	size_t count = (size_t)p->count;
	struct share *deltas = arena_alloc(&q->a->arena, count * sizeof *deltas);
	bool added = p->group->combine == ADJUST_ADD, any = false;

	p->of = arena_alloc(&q->a->arena, count * sizeof *p->of);
	p->holds = arena_alloc(&q->a->arena, count * sizeof *p->holds);
	p->spent = rules_spent(q, p);
	for (int i = 0; i < p->count; i++)
		p->holds[i] = rules_for_row(q, p, row_of(q, p, i));
	if (quote_lacks(q))
		return facts_lacking(q->f, q->e);
	start_from(q, p);
	if (!keep_rules(q, p, deltas))
		return false;
	for (int rule = 0; rule < p->group->rule_count; rule++) {
		if (!holds_anywhere(p, rule))
			continue;
		any = true;
		if (!apply_rule(q, p, rule, deltas) || (!added && !end_step(q, p)))
			return false;
		if (!added && p->group->on == ON_SO_FAR)
			start_from(q, p);
	}
	if (added && any && !end_step(q, p))
		return false;
	return !any || !p->group->has_rounding ||
	       settle_rows(q, &p->group->rounding, p->first, p->count);
}

/* The rows from `first` that belong together. */
static int
rows_together(const struct quote *q, int first)
{
	int count = 1;

	while (first + count < q->count && q->rows[first + count].extra == q->rows[first].extra)
		count++;
	return count;
}

static bool
run_group(struct quote *q, int number)
{
	const struct adjust_group *g = &q->f->book->adjust[number];
	int count;

	for (int first = 0; first < q->count; first += count) {
		struct part p = { .group = g, .first = first };
		bool room = q->rows[first].extra == NONE;

		count = p.count = rows_together(q, first);
		if ((room ? g->of_room : g->of_extras) && !apply_group(q, &p))
			return false;
	}
	return true;
}

static bool
is_wanted(uint64_t only, int group)
{
	return group < 64 ? (only >> group & 1) != 0 : only == UINT64_MAX;
}

/* A group that is left out leaves the rows as they are: a later one may be `on` it. */
bool
quote_adjust(struct quote *q, uint64_t only)
{
	for (int i = 0; i < q->f->book->adjust_count; i++) {
		if (is_wanted(only, i) && rule_applies(q->f, &q->f->book->adjust[i].rule) &&
		    !run_group(q, i))
			return false;
		if (quote_lacks(q))
			return facts_lacking(q->f, q->e);
		for (int row = 0; row < q->count; row++)
			q->rows[row].after[i] = q->rows[row].now;
	}
	return true;
}
