/*
 * extra.c - equipment and what is charged without being asked for: its price
 * stands with it, or in a table of the list "extra".
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/money.h"
#include "rule/quote_part.h"

static void
set_extra(struct quote *q, int extra)
{
	q->f->known[FACT_EXTRA] = extra != NONE;
	q->f->values[FACT_EXTRA] = extra;
}

static void
take_out(struct choice_set *from, const struct choice_set *what)
{
	for (int i = 0; i < RULE_CHOICES_MAX / 64; i++)
		from->bits[i] &= ~what->bits[i];
}

/*
 * How many uses the bands are for this piece: a band that says how many it counts
 * counts so many when it is booked whole, in the order of the book; each other
 * simple band counts one.
 */
static int
uses_of_bands(const struct quote *q, const struct extra *x)
{
	const struct book *b = q->f->book;
	struct choice_set left;
	int uses = 0;

	bands_simple(b, &q->f->bands, &left);
	for (int i = 0; i < x->unit_count; i++) {
		struct choice_set parts = band_simple(b, x->units[i].band);

		if (!choice_set_holds(&left, &parts))
			continue;
		uses += x->units[i].units;
		take_out(&left, &parts);
	}
	return uses + bands_count(b, &left);
}

static bool
add_priced(struct quote *q, int extra, const struct priced *p)
{
	const struct extra *x = &q->f->book->extras[extra];
	AUTO_STR words = STR_INIT;
	int64_t units;
	struct share amount;

	if (!quote_units(q, &x->unit, p->measure, &units))
		return false;
	yen_add_unit(&words, x->price);
	quote_units_words(&x->unit, p->measure, units, &words);
	quote_pieces_words(&x->unit, p->pieces, &words);
	if (!fraction_multiply(fraction_of(x->price), fraction_of(units), &amount) ||
	    !fraction_multiply(amount, fraction_of(quote_pieces(&x->unit, p->pieces)),
			       &amount))
		return quote_too_large(q);
	struct quote_row *r = quote_add_row(q, NONE, extra);

	r->base = r->now = amount;
	answer_add_yen(q->a, LINE_EXTRA, &x->rule, amount, "%s %s", x->rule.name, str_text(&words));
	return true;
}

static bool
add_extra(struct quote *q, int extra)
{
	const struct extra *x = &q->f->book->extras[extra];
	struct priced p = { "extra", extra, q->f->extra_pieces[extra], quote_measure(q->f) };

	if (p.pieces < 1)
		p.pieces = 1;
	if (p.measure.bands > 0)
		p.measure.bands = uses_of_bands(q, x);
	if (x->price != NOT_SOLD)
		return add_priced(q, extra, &p);
	return price_rows(q, &p);
}

/* Asked for where it cannot be had: said, not left out. */
static bool
refuse(struct quote *q, const struct extra *x)
{
	if (quote_lacks(q))
		return facts_lacking(q->f, q->e);
	return err_set_field(q->e, ERR_REFUSED, "extras", _("%s cannot be had here."),
			     x->rule.name);
}

bool
extra_is_wanted(struct quote *q, int extra)
{
	const struct extra *x = &q->f->book->extras[extra];
	bool here = choice_set_allows(&x->with_rooms, (int)q->f->values[FACT_ROOM]);

	if (!x->always && !choice_set_has(&q->f->extras, extra))
		return false;
	set_extra(q, extra);
	bool wanted = here && rule_applies(q->f, &x->rule);

	set_extra(q, NONE);
	return wanted;
}

enum found
extra_price_of(struct quote *q, int extra, int band, struct extra_price *out)
{
	const struct extra *x = &q->f->book->extras[extra];
	enum found found;
	struct cell c;

	out->unit = x->unit;
	out->amount = fraction_of(x->price);
	if (x->price != NOT_SOLD)
		return FOUND_ONE;
	set_extra(q, extra);
	found = price_nearest(q, "extra", band, &c);
	if (found == FOUND_ONE && c.yen == NOT_SOLD)
		found = FOUND_NONE;
	if (found == FOUND_ONE) {
		struct measure one = { c.table->unit.minutes, 1 };

		out->unit = c.table->unit;
		found = price_amount(q, &c, one, &out->amount) ? FOUND_ONE : FOUND_FAULT;
	}
	set_extra(q, NONE);
	return found;
}

static bool
add_if_wanted(struct quote *q, int extra)
{
	const struct extra *x = &q->f->book->extras[extra];
	bool asked = choice_set_has(&q->f->extras, extra);

	if (!extra_is_wanted(q, extra))
		return (!asked && !quote_lacks(q)) || refuse(q, x);
	set_extra(q, extra);
	bool added = add_extra(q, extra) && settle_step(q, extra);

	set_extra(q, NONE);
	return added;
}

bool
quote_extras(struct quote *q)
{
	for (int i = 0; i < q->f->book->extra_count; i++)
		if (!add_if_wanted(q, i))
			return false;
	return true;
}
