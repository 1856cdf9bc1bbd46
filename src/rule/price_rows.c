/*
 * price_rows.c - the rows of the room, or of a piece of equipment: one for the use
 * as a whole, one for each band or for the bands of which a row covers several, or
 * one for each zone of the day where times are charged by minutes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "rule/quote_part.h"

struct offers {
	int count;
	int unsold; /* a band whose cell says that it is not sold, or NONE */
	struct offer *items;
};

static const char *
item_name(const struct quote *q, const struct priced *p)
{
	const struct book *b = q->f->book;

	if (p->extra != NONE)
		return b->extras[p->extra].rule.name;
	return b->rooms[q->f->values[FACT_ROOM]].rule.name;
}

static const char *
band_name(const struct quote *q, int band)
{
	return q->f->book->bands[band].rule.name;
}

static bool
no_price(struct quote *q, const struct priced *p, int band)
{
	if (band == NONE)
		return err_set(q->e, ERR_NOT_FOUND, _("%s: no price applies."), item_name(q, p));
	return err_set(q->e, ERR_NOT_FOUND, _("%s, %s: no price applies."), item_name(q, p),
		       band_name(q, band));
}

static bool
not_sold(struct quote *q, const struct priced *p, int band)
{
	if (band == NONE)
		return err_set(q->e, ERR_REFUSED, _("%s is not let in this way."), item_name(q, p));
	return err_set(q->e, ERR_REFUSED, _("%s is not let for %s."), item_name(q, p),
		       band_name(q, band));
}

static bool
add_row(struct quote *q, const struct priced *p, const struct offer *o)
{
	const struct per_unit *unit = &o->cell.table->unit;
	AUTO_STR words = STR_INIT;
	struct share amount;

	price_words(q, &o->cell, o->measure, &words);
	int64_t pieces = 1; /* of a room there is one */

	if (p->extra != NONE) {
		quote_pieces_words(unit, p->pieces, &words);
		pieces = quote_pieces(unit, p->pieces);
	}
	if (!fraction_multiply(o->amount, fraction_of(pieces), &amount))
		return quote_too_large(q);
	struct quote_row *r = quote_add_row(q, o->band, p->extra);

	r->base = r->now = amount;
	if (o->cell.table->has_rounding)
		r->rounding = &o->cell.table->rounding;
	answer_add_yen(q->a, p->extra == NONE ? LINE_BASE : LINE_EXTRA, &o->cell.table->rule,
		       amount, "%s %s%s%s", item_name(q, p),
		       o->band == NONE ? "" : band_name(q, o->band), o->band == NONE ? "" : " ",
		       str_text(&words));
	return true;
}

/* What the cell of the offer comes to; never less time than the table charges. */
static bool
reckon(struct quote *q, struct offer *o)
{
	if (o->measure.minutes < o->cell.table->least)
		o->measure.minutes = o->cell.table->least;
	return price_amount(q, &o->cell, o->measure, &o->amount);
}

/* --- by band --- */

/* Looks for the price of a band; false after a fault. */
static bool
offer_band(struct quote *q, const struct priced *p, int band, struct offers *out)
{
	const struct book *b = q->f->book;
	struct offer *o = &out->items[out->count];
	enum found found = price_band(q, p->list, band, &o->cell);

	if (found != FOUND_ONE)
		return found == FOUND_NONE;
	if (o->cell.yen == NOT_SOLD) {
		out->unsold = band;
		return true;
	}
	o->band = band;
	o->measure = (struct measure){ bands_minutes(b, &o->simple), 1 };
	out->count++;
	return reckon(q, o);
}

static bool
offer_bands(struct quote *q, const struct priced *p, const struct choice_set *wanted,
	    struct offers *out)
{
	const struct book *b = q->f->book;

	for (int i = 0; i < b->band_count; i++) {
		struct choice_set *simple = &out->items[out->count].simple;

		*simple = band_simple(b, i);
		if (choice_set_holds(wanted, simple) && !offer_band(q, p, i, out))
			return false;
	}
	return true;
}

/* The simple band that nothing offered holds. */
static int
not_offered(const struct quote *q, const struct offers *o, const struct choice_set *wanted)
{
	struct choice_set rest = *wanted;

	for (int i = 0; i < o->count; i++)
		for (int word = 0; word < RULE_CHOICES_MAX / 64; word++)
			rest.bits[word] &= ~o->items[i].simple.bits[word];
	for (int i = 0; i < q->f->book->band_count; i++)
		if (choice_set_has(&rest, i))
			return i;
	return NONE;
}

static bool
add_bands(struct quote *q, const struct priced *p, struct offers *o,
	  const struct choice_set *wanted)
{
	struct cover_wish wish = { *wanted, BANDS_ROW };
	int chosen[RULE_CHOICES_MAX], rows = NONE;

	if (o->count > 0) {
		wish.how = o->items[0].cell.table->combine;
		rows = cover_bands(o->items, o->count, &wish, chosen);
	}
	if (rows == NONE && o->unsold != NONE)
		return not_sold(q, p, o->unsold);
	if (rows == NONE)
		return no_price(q, p, not_offered(q, o, wanted));
	for (int i = 0; i < rows; i++)
		if (!add_row(q, p, &o->items[chosen[i]]))
			return false;
	return true;
}

/* --- by times, in zones of the day --- */

/* The zones that the times touch, each with the minutes in it. */
static bool
offer_zones(struct quote *q, const struct priced *p, struct offers *out, int *minutes)
{
	const struct book *b = q->f->book;

	for (int i = 0; i < b->band_count; i++) {
		int touched = quote_minutes_in(q->f, &b->bands[i]), before = out->count;

		if (touched == 0 || !choice_set_is_empty(&b->bands[i].covers))
			continue;
		if (!offer_band(q, p, i, out))
			return false;
		if (out->count == before)
			continue;
		out->items[before].measure.minutes = touched;
		*minutes += touched;
	}
	return true;
}

static bool
add_zones(struct quote *q, const struct priced *p, struct offers *o, int minutes)
{
	int wanted = (int)(q->f->values[FACT_TO] - q->f->values[FACT_FROM]);
	struct offer *last = &o->items[o->count - 1];
	const struct price_table *t = last->cell.table;

	if (o->unsold != NONE)
		return not_sold(q, p, o->unsold);
	if (minutes != wanted)
		return no_price(q, p, NONE);
	if (minutes < t->least)
		last->measure.minutes += t->least - minutes;
	for (int i = 0; i < o->count; i++) {
		struct offer *each = &o->items[i];

		if (!price_amount(q, &each->cell, each->measure, &each->amount) ||
		    !add_row(q, p, each))
			return false;
	}
	return true;
}

/* --- all of them --- */

static bool
add_whole(struct quote *q, const struct priced *p, const struct cell *c,
	  const struct choice_set *wanted)
{
	struct offer whole = { .band = NONE, .cell = *c, .measure = p->measure };

	if (c->yen == NOT_SOLD)
		return not_sold(q, p, NONE);
	/* Of a band that is used in part the whole is charged; equipment by its own time. */
	if (p->extra == NONE && p->measure.bands > 0)
		whole.measure.minutes = bands_minutes(q->f->book, wanted);
	return reckon(q, &whole) && add_row(q, p, &whole);
}

/* Without bands or times a table by band cannot be asked. */
static bool
nothing_found(struct quote *q, const struct priced *p)
{
	if (q->f->book->band_count > 0 && !quote_need(q, FACT_FROM))
		return false;
	return no_price(q, p, NONE);
}

bool
price_rows(struct quote *q, const struct priced *p)
{
	const struct book *b = q->f->book;
	struct offers o = { 0, NONE, NULL };
	struct choice_set wanted;
	struct cell whole;
	int minutes = 0;
	bool by_band;

	bands_simple(b, &q->f->bands, &wanted);
	by_band = !choice_set_is_empty(&wanted);
	o.items = arena_alloc(&q->a->arena, (size_t)(b->band_count + 1) * sizeof *o.items);
	enum found found = price_whole(q, p->list, &whole);

	if (found == FOUND_FAULT)
		return false;
	if (by_band && !offer_bands(q, p, &wanted, &o))
		return false;
	if (!by_band && q->f->known[FACT_FROM] && !offer_zones(q, p, &o, &minutes))
		return false;
	if (found == FOUND_ONE && o.count > 0)
		return price_twice(q, &whole, &o.items[0].cell) == FOUND_ONE;
	if (found == FOUND_ONE)
		return add_whole(q, p, &whole, &wanted);
	if (by_band)
		return add_bands(q, p, &o, &wanted);
	return o.count > 0 ? add_zones(q, p, &o, minutes) : nothing_found(q, p);
}
