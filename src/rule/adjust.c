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
#include "rule/adjust_part.h"

static bool
holds_anywhere(const struct part *p, int rule)
{
	for (int i = 0; i < p->count; i++)
		if (part_holds(p, rule, i))
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

/* Is the rule for the row, of which its facts are set? */
static bool
is_for_row(struct quote *q, const struct adjust_rule *rule, const struct quote_row *r)
{
	return (r->extra == NONE || choice_set_allows(&rule->extras, r->extra)) &&
	       rule_applies(q->f, &rule->rule);
}

/* The rules that apply to a row, without those whose place another takes. */
static uint64_t
rules_for_row(struct quote *q, const struct part *p, const struct quote_row *r)
{
	const struct adjust_group *g = p->group;
	uint64_t holds = 0, replaced = 0;

	set_row_facts(q, r);
	for (int i = 0; i < g->rule_count; i++) {
		if ((p->spent >> i & 1) != 0 || !is_for_row(q, &g->rules[i], r))
			continue;
		holds |= UINT64_C(1) << i;
		replaced |= g->rules[i].instead_of;
	}
	set_row_facts(q, NULL);
	return holds & ~replaced;
}

static bool
is_for_any_row(struct quote *q, const struct part *p, const struct adjust_rule *rule)
{
	bool applies = false;

	for (int i = 0; i < p->count && !applies; i++) {
		set_row_facts(q, part_row(q, p, i));
		applies = is_for_row(q, rule, part_row(q, p, i));
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

		if (rule->within != NONE && is_for_any_row(q, p, rule) &&
		    !limit_is_kept(q->f, rule->within, q->a))
			spent |= UINT64_C(1) << i;
	}
	return spent;
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
		if (!part_reckon(q, p, rule, deltas, &total))
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
			if (!part_holds(p, best, i))
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
	fraction_add_yen(&amount, adjust_is_yen(r) ? fraction_of(r->yen) : of);
	if (r->of != NONE && r->effect == EFFECT_ADD && r->share.den == 1) {
		str_addf(out, _("%s x %d more"), str_text(&amount), (int)r->share.num);
		return;
	}
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
	int extra = part_row(q, p, 0)->extra;
	AUTO_STR figures = STR_INIT;

	add_figures(&figures, r, of);
	if (extra == NONE || extra != part_row(q, p, p->count - 1)->extra)
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

	if (!part_reckon(q, p, rule, deltas, &total))
		return false;
	for (int i = 0; i < p->count; i++) {
		struct quote_row *row = part_row(q, p, i);
		struct share is_of;

		if (!part_holds(p, rule, i))
			continue;
		if (!part_share_of(q, p, rule, i, &is_of))
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
	struct quote_row *last = part_row(q, p, p->count - 1);

	for (int i = 0; i < p->count; i++)
		if (!fraction_add(sum, part_row(q, p, i)->now, &sum))
			return quote_too_large(q);
	if (sum.num >= 0)
		return true;
	sum.num = -sum.num;
	if (!fraction_add(last->now, sum, &last->now))
		return quote_too_large(q);
	answer_add_yen(q->a, LINE_ADJUST, &p->group->rule, sum, _("No less than nothing"));
	return true;
}

/* What the rows of a piece (or of the room) come to, of which `last` is the last. */
static bool
sum_back(struct quote *q, const struct part *p, int last, int *first, struct share *sum)
{
	int extra = part_row(q, p, last)->extra;

	*sum = fraction_of(0);
	for (*first = last + 1; *first > 0 && part_row(q, p, *first - 1)->extra == extra; --*first)
		if (!fraction_add(*sum, part_row(q, p, *first - 1)->now, sum))
			return quote_too_large(q);
	return true;
}

/* Puts back to nothing what fell below it; the sum of that in `loss`. */
static bool
raise_pieces(struct quote *q, const struct part *p, struct share *loss)
{
	struct share sum;

	*loss = fraction_of(0);
	for (int last = p->count - 1, first; last >= 0; last = first - 1) {
		struct quote_row *row = part_row(q, p, last);

		if (!sum_back(q, p, last, &first, &sum))
			return false;
		if (sum.num < 0 && (!fraction_add(*loss, sum, loss) ||
				    !fraction_subtract(row->now, sum, &row->now)))
			return quote_too_large(q);
	}
	return true;
}

/*
 * Reckoned as one, no piece stays below nothing for a later group: the others bear
 * it, the last ones first.
 */
static bool
share_losses(struct quote *q, const struct part *p)
{
	struct share loss, sum, rest;

	if (!p->group->together)
		return true;
	if (!raise_pieces(q, p, &loss))
		return false;
	for (int last = p->count - 1, first; last >= 0 && loss.num < 0; last = first - 1) {
		struct quote_row *row = part_row(q, p, last);

		if (!sum_back(q, p, last, &first, &sum))
			return false;
		if (!fraction_add(sum, loss, &rest) ||
		    !(rest.num < 0 ? fraction_subtract(row->now, sum, &row->now)
				   : fraction_add(row->now, loss, &row->now)))
			return quote_too_large(q);
		loss = rest;
	}
	return true;
}

static bool
end_step(struct quote *q, const struct part *p)
{
	if (!stop_at_nothing(q, p) || !share_losses(q, p))
		return false;
	for (int i = 0, count; i < p->count; i += count) {
		count = part_rows_together(q, p->first + i);
		if (!settle_step(q, part_row(q, p, i)->extra))
			return false;
	}
	return true;
}

/* What shares are of, for each row. */
static void
start_from(const struct quote *q, struct part *p)
{
	for (int i = 0; i < p->count; i++) {
		const struct quote_row *row = part_row(q, p, i);

		if (p->group->on == ON_SO_FAR)
			p->of[i] = row->now;
		else
			p->of[i] = p->group->on == ON_BASE ? row->base : row->after[p->group->on];
	}
}

/* Nobody can say the band of a row: the price has to be by bands. */
static bool
say_lacking(struct quote *q, const struct part *p)
{
	const struct book *b = q->f->book;
	int at = 0;

	while (at < p->count - 1 && part_row(q, p, at)->band != NONE)
		at++;
	int extra = part_row(q, p, at)->extra;
	const struct rule *item = extra != NONE ? &b->extras[extra].rule
						: &b->rooms[q->f->values[FACT_ROOM]].rule;

	if (q->f->lacking != FACT_BAND)
		return facts_lacking(q->f, q->e);
	return err_set(q->e, ERR_INVALID,
		       _("\"%s\" hangs on the band, but the price of %s is not by bands; give it a "
			 "table with columns_by: band."),
		       p->group->rule.name, item->name);
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
		p->holds[i] = rules_for_row(q, p, part_row(q, p, i));
	if (quote_lacks(q))
		return say_lacking(q, p);
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
	       (settle_rows(q, &p->group->rounding, p->first, p->count) && share_losses(q, p));
}

static bool
run_group(struct quote *q, int number)
{
	const struct adjust_group *g = &q->f->book->adjust[number];
	int count;

	for (int first = 0; first < q->count; first += count) {
		struct part p = { .group = g, .first = first };
		bool room = q->rows[first].extra == NONE;

		count = part_rows_together(q, first);
		if (g->together && (!room || g->of_room))
			count = q->count - first;
		p.count = count;
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
