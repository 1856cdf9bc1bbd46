/*
 * longer.c - what a use would cost if it were longer: the same facts with more
 * bands, or with other times, asked of the same tables.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "rule/facts_part.h"
#include "rule/quote_part.h"

static void
add_band(struct facts *f, int band)
{
	if (band != NONE)
		choice_set_add(&f->given_bands, band);
}

/* The bands of the slot set that the longer time touches, and the one beyond its end. */
static void
add_bands(struct facts *out, const struct facts *f, const struct longer *l)
{
	const struct book *b = f->book;
	struct choice_set sold;

	bands_simple(b, &f->bands, &out->given_bands);
	slot_simple_bands(b, facts_slot(f), &sold);
	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(&sold, i) && b->bands[i].from < l->to &&
		    b->bands[i].to > l->from)
			add_band(out, i);
	add_band(out, l->next);
}

static void
set_times(struct facts *f, int from, int to)
{
	facts_set_number(f, FACT_FROM, from);
	facts_set_number(f, FACT_TO, to);
}

/* What goes beyond the last band is charged by the bands all the same. */
static void
set_times_within_bands(struct facts *f, const struct longer *l)
{
	struct reach all = bands_reach(f->book, &f->given_bands);

	set_times(f, l->from > all.from ? l->from : all.from, l->to < all.to ? l->to : all.to);
}

/* Facts that say how long it is: the longer use has others. */
static bool
is_of_the_length(int fact)
{
	return fact == FACT_FROM || fact == FACT_TO || fact == FACT_MINUTES;
}

static void
facts_of_longer(struct facts *out, const struct facts *f, const struct longer *l)
{
	facts_init(out, f->book, f->around);
	for (int i = 0; i < f->book->fact_count; i++)
		if (!is_of_the_length(i) && (f->given[i] || (i == FACT_CLASS && f->known[i])))
			facts_set_number(out, i, f->values[i]);
	out->day = f->day;
	out->until = f->until;
	out->apply = f->apply;
	out->apply_at = f->apply_at;
	out->extras = f->extras;
	out->given_companions = f->given_companions;
	memcpy(out->extra_pieces, f->extra_pieces, sizeof out->extra_pieces);
	for (int i = 0; i < f->other_count; i++)
		facts_add_other(out, &f->others[i]);
	if (choice_set_is_empty(&f->bands)) {
		set_times(out, l->from, l->to);
		return;
	}
	add_bands(out, f, l);
	if (f->given[FACT_FROM])
		set_times_within_bands(out, l);
}

/* The rows of the room, without surcharges and rounding; what led to them is not told. */
static bool
price_of_room(struct facts *f, struct share *out, struct err *e)
{
	struct answer untold;
	struct quote q = { .f = f, .a = &untold, .e = e };
	struct priced room = { "room", NONE, 1, quote_measure(f) };

	answer_init(&untold);
	bool found = price_rows(&q, &room);

	*out = fraction_of(0);
	for (int i = 0; i < q.count && found; i++)
		found = fraction_add(*out, q.rows[i].now, out) || quote_too_large(&q);
	answer_done(&untold);
	return found;
}

bool
quote_longer(struct quote *q, const struct longer *l, struct share *more, struct str *words)
{
	struct facts longer;
	struct share now, then;

	facts_of_longer(&longer, q->f, l);
	bool reckoned = facts_complete(&longer, q->e) && price_of_room(&longer, &then, q->e) &&
			price_of_room(q->f, &now, q->e);

	facts_done(&longer);
	if (!reckoned)
		return false;
	if (!fraction_subtract(then, now, more))
		return quote_too_large(q);
	fraction_add_yen(words, then);
	str_add(words, " - ");
	fraction_add_yen(words, now);
	if (more->num >= 0)
		return true;
	str_add(words, _(", which is not below 0"));
	*more = fraction_of(0);
	return true;
}
