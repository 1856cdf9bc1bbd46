/*
 * settle.c - from exact amounts to whole yen: rounding by step, by row or of the
 * total, the tax before or after it, and the part of a yen that is always cut.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "base/money.h"
#include "rule/quote_part.h"

/* Rounds `amount` and tells the difference, if there is one. */
static bool
round_amount(struct quote *q, const struct rounding *r, struct share *amount,
	     struct share *difference)
{
	struct share rounded;

	if (!fraction_round(*amount, r->to, r->how, &rounded) ||
	    !fraction_subtract(rounded, *amount, difference))
		return quote_too_large(q);
	*amount = rounded;
	return true;
}

static void
tell_rounding(struct quote *q, const struct rounding *r, struct share difference)
{
	int to = (int)r->to;

	if (difference.num == 0)
		return;
	switch (r->how) {
	case ROUND_DOWN:
		answer_add_yen(q->a, LINE_ROUND, &r->rule, difference, _("Rounded down to %d yen"),
			       to);
		break;
	case ROUND_UP:
		answer_add_yen(q->a, LINE_ROUND, &r->rule, difference, _("Rounded up to %d yen"),
			       to);
		break;
	case ROUND_HALF_UP:
		answer_add_yen(q->a, LINE_ROUND, &r->rule, difference,
			       _("Rounded to the nearest %d yen"), to);
		break;
	}
}

#define EVERYTHING (-2) /* the room and all equipment */

/* What rows come to together; the last one bears the difference. */
static bool
round_sum(struct quote *q, const struct rounding *r, struct share sum, struct quote_row *last)
{
	struct share difference;

	if (!round_amount(q, r, &sum, &difference))
		return false;
	if (!fraction_add(last->now, difference, &last->now))
		return quote_too_large(q);
	tell_rounding(q, r, difference);
	return true;
}

/* The rows of a part that are rounded alike, together. */
static bool
round_together(struct quote *q, const struct rounding *r, int extra)
{
	struct share sum = { 0, 1 };
	struct quote_row *last = NULL;

	for (int i = 0; i < q->count; i++) {
		struct quote_row *row = &q->rows[i];

		if (row->rounding != r || (extra != EVERYTHING && row->extra != extra))
			continue;
		last = row;
		if (!fraction_add(sum, row->now, &sum))
			return quote_too_large(q);
	}
	return last == NULL || round_sum(q, r, sum, last);
}

/* Is it the first row of its rounding, among those of the part? */
static bool
is_first(const struct quote *q, int row, int extra)
{
	for (int i = 0; i < row; i++)
		if (q->rows[i].rounding == q->rows[row].rounding &&
		    (extra == EVERYTHING || q->rows[i].extra == extra))
			return false;
	return true;
}

bool
settle_step(struct quote *q, int extra)
{
	for (int i = 0; i < q->count; i++) {
		const struct quote_row *row = &q->rows[i];

		if (row->extra == extra && row->rounding->by == ROUND_STEP &&
		    is_first(q, i, extra) && !round_together(q, row->rounding, extra))
			return false;
	}
	return true;
}

static bool
round_row(struct quote *q, const struct rounding *r, struct quote_row *row)
{
	struct share difference;

	if (!round_amount(q, r, &row->now, &difference))
		return false;
	tell_rounding(q, r, difference);
	return true;
}

bool
settle_rows(struct quote *q, const struct rounding *r, int first, int count)
{
	struct share sum = { 0, 1 };

	if (r->by == ROUND_NONE)
		return true;
	for (int i = first; i < first + count; i++) {
		if (r->by == ROUND_ROW && !round_row(q, r, &q->rows[i]))
			return false;
		if (r->by != ROUND_ROW && !fraction_add(sum, q->rows[i].now, &sum))
			return quote_too_large(q);
	}
	return r->by == ROUND_ROW || round_sum(q, r, sum, &q->rows[first + count - 1]);
}

/*
 * At the end, before or after the tax: each row for itself, or all that are rounded
 * alike together.
 */
static bool
round_all(struct quote *q, bool after_tax)
{
	for (int i = 0; i < q->count; i++) {
		struct quote_row *row = &q->rows[i];
		enum round_by by = row->rounding->by;

		if (row->rounding->after_tax != after_tax)
			continue;
		if (by == ROUND_ROW && !round_row(q, row->rounding, row))
			return false;
		if ((by == ROUND_TOTAL || by == ROUND_STEP) && is_first(q, i, EVERYTHING) &&
		    !round_together(q, row->rounding, EVERYTHING))
			return false;
	}
	return true;
}

static bool
sum_up(struct quote *q, struct share *sum)
{
	*sum = fraction_of(0);
	for (int i = 0; i < q->count; i++)
		if (!fraction_add(*sum, q->rows[i].now, sum))
			return quote_too_large(q);
	return true;
}

/* Tax that is not in the prices: on each row, which is the same as on their sum. */
static bool
add_tax(struct quote *q)
{
	const struct tax *t = &q->f->book->tax;
	struct share total = { 0, 1 }, tax;
	int percent = 100 % t->rate.den == 0 ? (int)(t->rate.num * (100 / t->rate.den)) : 0;

	for (int i = 0; i < q->count; i++) {
		struct quote_row *r = &q->rows[i];

		if (!fraction_multiply(r->now, t->rate, &tax) ||
		    !fraction_add(r->now, tax, &r->now) || !fraction_add(total, tax, &total))
			return quote_too_large(q);
	}
	if (percent != 0)
		answer_add_yen(q->a, LINE_TAX, &t->rule, total, _("Tax %d%%"), percent);
	else
		answer_add_yen(q->a, LINE_TAX, &t->rule, total, _("Tax %d/%d"), (int)t->rate.num,
			       (int)t->rate.den);
	return true;
}

/* How much of the sum is tax, where the prices hold it. */
static void
tell_tax(struct quote *q, int64_t yen)
{
	const struct tax *t = &q->f->book->tax;
	struct share of = { t->rate.num, t->rate.num + t->rate.den }, tax;
	AUTO_STR words = STR_INIT;

	if (!fraction_multiply(fraction_of(yen), of, &tax))
		return;
	yen_add_unit(&words, tax.num / tax.den);
	answer_add(q->a, LINE_NOTE, &t->rule, _("The tax in it: %s"), str_text(&words));
}

bool
settle_extras(struct quote *q, int64_t *yen)
{
	struct share sum = { 0, 1 };

	for (int i = 0; i < q->count; i++)
		if (q->rows[i].extra != NONE && !fraction_add(sum, q->rows[i].now, &sum))
			return quote_too_large(q);
	*yen = sum.num > 0 ? sum.num / sum.den : 0;
	return true;
}

static bool
cut_part(struct quote *q, struct share *sum)
{
	struct share whole, difference;

	if (!fraction_round(*sum, 1, ROUND_DOWN, &whole) ||
	    !fraction_subtract(whole, *sum, &difference))
		return quote_too_large(q);
	if (difference.num != 0)
		answer_add_yen(q->a, LINE_ROUND, NULL, difference, _("Part of a yen cut"));
	*sum = whole;
	return true;
}

bool
settle_sum(struct quote *q, struct share *sum)
{
	const struct book *b = q->f->book;
	bool adds_tax = b->has_tax && !b->tax.included;

	if (!round_all(q, false) || (adds_tax && !add_tax(q)) || !round_all(q, true))
		return false;
	if (!sum_up(q, sum) || !cut_part(q, sum))
		return false;
	return sum->num <= YEN_MAX || quote_too_large(q);
}

void
settle_tell(struct quote *q, struct share sum)
{
	const struct book *b = q->f->book;

	q->a->yen = sum.num;
	if (b->has_tax && b->tax.included && b->tax.rate.num > 0)
		tell_tax(q, sum.num);
	answer_add_yen(q->a, LINE_TOTAL, NULL, sum, _("Total"));
}
