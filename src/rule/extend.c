/*
 * extend.c - what longer use costs, before or after the booked time: a share of the
 * price of a band for each part of an hour, a list of its own, or the next band when
 * it grows long. The time between two bands may be free.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/money.h"
#include "rule/quote_part.h"

/* One side of a wish. */
struct side {
	const struct extension *x;
	bool before;
	int wished, minutes; /* asked for, and what is left of it to charge */
	int in_band, in_gap; /* of it free: of a band that is booked; between it and the next */
	int own, next;       /* the band at this end of the use and the one beyond it, or NONE */
};

/* --- the bands at the ends of a use --- */

/* The last booked band, or the first one. */
static int
band_at_end(const struct facts *f, bool before)
{
	const struct book *b = f->book;
	struct choice_set simple;
	int found = NONE;

	bands_simple(b, &f->bands, &simple);
	for (int i = 0; i < b->band_count; i++) {
		if (!choice_set_has(&simple, i))
			continue;
		if (found == NONE || (before ? b->bands[i].from < b->bands[found].from
					     : b->bands[i].to > b->bands[found].to))
			found = i;
	}
	return found;
}

/* The nearest band of the slot set beyond that end. */
static int
band_beyond(const struct facts *f, bool before, int from, int to)
{
	const struct book *b = f->book;
	struct choice_set simple;
	int found = NONE;

	if (!f->known[FACT_SLOT] && b->slot_count > 0)
		return NONE;
	slot_simple_bands(b, facts_slot(f), &simple);
	for (int i = 0; i < b->band_count; i++) {
		const struct band *band = &b->bands[i];

		if (!choice_set_has(&simple, i) || (before ? band->to > from : band->from < to))
			continue;
		if (found == NONE ||
		    (before ? band->to > b->bands[found].to : band->from < b->bands[found].from))
			found = i;
	}
	return found;
}

static int
lesser(int a, int b)
{
	return a < b ? a : b;
}

/* Minutes that are to be charged: not those of a booked band, nor of a gap that is free. */
static void
find_bands(const struct facts *f, struct side *s)
{
	const struct book *b = f->book;
	int from = (int)f->values[FACT_FROM], to = (int)f->values[FACT_TO];
	int in_band = 0, in_gap = 0;

	s->own = band_at_end(f, s->before);
	if (s->own != NONE && s->before && b->bands[s->own].from < from) {
		in_band = from - b->bands[s->own].from;
		from = b->bands[s->own].from;
	} else if (s->own != NONE && !s->before && b->bands[s->own].to > to) {
		in_band = b->bands[s->own].to - to;
		to = b->bands[s->own].to;
	}
	s->next = band_beyond(f, s->before, from, to);
	if (s->next != NONE && s->x->gap_free)
		in_gap = s->before ? from - b->bands[s->next].to : b->bands[s->next].from - to;
	s->in_band = lesser(s->wished, in_band);
	s->in_gap = lesser(s->wished - s->in_band, in_gap);
	s->minutes = s->wished - s->in_band - s->in_gap;
}

/* --- may it be --- */

static void
refuse(struct answer *a, const struct side *s, const char *sentence)
{
	answer_add(a, LINE_REFUSAL, &s->x->rule, "%s", sentence);
	a->yes = false;
	a->by = &s->x->rule;
}

static void
check_asked(struct facts *f, const struct extension_wish *w, const struct side *s, struct answer *a)
{
	day_num asked = w->asked != DAY_NONE ? w->asked : f->day;
	AUTO_STR text = STR_INIT;

	if (s->x->asked.unit == MOMENT_NONE || f->day == DAY_NONE)
		return;
	day_num last = moment_day(f, &s->x->asked, f->day, MOMENT_BACK, a);

	if (last == DAY_NONE || asked <= last)
		return;
	date_add_long(&text, last);
	answer_add(a, LINE_REFUSAL, &s->x->rule, _("It had to be asked for by %s."),
		   str_text(&text));
	a->yes = false;
	a->by = &s->x->rule;
}

/* By bands the price is that of the next one; by times there need not be one. */
static bool
takes_next_band(const struct side *s)
{
	return s->x->price == EXTEND_NEXT_BAND ||
	       (s->x->price == EXTEND_DIFFERENCE && s->own != NONE);
}

static void
check_side(struct facts *f, const struct extension_wish *w, const struct side *s, struct answer *a)
{
	int from = (int)f->values[FACT_FROM], to = (int)f->values[FACT_TO];

	if (s->x->most > 0 && s->wished > s->x->most) {
		answer_add(a, LINE_REFUSAL, &s->x->rule,
			   _("At most %d minutes can be added, not %d."), s->x->most, s->wished);
		a->yes = false;
		a->by = &s->x->rule;
	}
	if (s->before ? s->wished > from : to + s->wished > 24 * 60)
		refuse(a, s, _("It would reach into another day."));
	if (s->x->needs_next_free && !w->next_free)
		refuse(a, s, _("The room is taken at that time."));
	if (takes_next_band(s) && s->next == NONE && s->minutes > 0)
		refuse(a, s, _("There is no band beyond, from which the price could be taken."));
	check_asked(f, w, s, a);
}

/* --- the price that a share is taken of --- */

struct source { /* of a price: the band for which it is, and how many minutes it is worth */
	struct share amount;
	int band, minutes;
	struct str words; /* how it came about, where that is not plain */
};

static bool
no_source(struct quote *q)
{
	return err_set(q->e, ERR_NOT_FOUND,
		       _("There is no price from which that of the extension follows."));
}

/* The row of a list for the band, or for the use as a whole. */
static bool
price_of(struct quote *q, const char *list, struct source *s)
{
	const struct book *b = q->f->book;
	struct cell c;
	enum found found = price_nearest(q, list, s->band, &c);

	if (found == FOUND_FAULT)
		return false;
	if (found == FOUND_NONE || c.yen == NOT_SOLD)
		return no_source(q);
	struct measure m = { 0, 1 };

	if (s->band != NONE) {
		struct choice_set simple = band_simple(b, s->band);

		m.minutes = bands_minutes(b, &simple);
	}
	/* A price by the hour is worth an hour, whatever the band. */
	if (c.table->unit.per == PER_MINUTES)
		m.minutes = c.table->unit.minutes;
	else if (m.minutes == 0)
		m.minutes = quote_measure(q->f).minutes;
	s->minutes = m.minutes;
	return price_amount(q, &c, m, &s->amount);
}

/* The longest band of the slot set, or of the book that has none. */
static int
whole_day(const struct facts *f)
{
	const struct book *b = f->book;
	int found = NONE, longest = 0, slot = facts_slot(f);

	for (int i = 0; i < b->band_count && (slot != NONE || b->slot_count == 0); i++) {
		int length = b->bands[i].to - b->bands[i].from;

		if (length <= longest || (slot != NONE &&
					  !choice_set_has(&b->slots[slot].band_set, i)))
			continue;
		longest = length;
		found = i;
	}
	return found;
}

/* The zone of a day by times, in which its last minute lies, or the one before its first. */
static int
zone_at(const struct facts *f, const struct side *s)
{
	const struct book *b = f->book;
	int minute = (int)(s->before ? f->values[FACT_FROM] - 1 : f->values[FACT_TO] - 1);

	if (s->own != NONE)
		return s->own;
	for (int i = 0; i < b->band_count; i++)
		if (choice_set_is_empty(&b->bands[i].covers) && b->bands[i].from <= minute &&
		    minute < b->bands[i].to)
			return i;
	return NONE;
}

/* What the use costs more when it takes the time that is wished for; a free gap costs nothing. */
static bool
difference(struct quote *q, const struct side *s, struct source *out)
{
	int from = (int)q->f->values[FACT_FROM], to = (int)q->f->values[FACT_TO];
	struct longer l = { s->before ? from - s->wished : from, s->before ? to : to + s->wished,
			    s->own != NONE ? s->next : NONE };

	out->amount = fraction_of(0);
	return s->minutes == 0 || quote_longer(q, &l, &out->amount, &out->words);
}

/* The band whose price it is, or a share of it. */
static int
band_of_price(const struct facts *f, const struct side *s)
{
	if (s->x->price == EXTEND_NEXT_BAND)
		return s->next;
	return s->x->price == EXTEND_WHOLE_DAY ? whole_day(f) : zone_at(f, s);
}

static bool
find_source(struct quote *q, const struct side *s, struct source *out)
{
	out->minutes = 0;
	out->band = band_of_price(q->f, s);
	switch (s->x->price) {
	case EXTEND_YEN:
		out->amount = fraction_of(s->x->yen);
		return true;
	case EXTEND_LIST:
		return price_of(q, s->x->list, out);
	case EXTEND_DIFFERENCE:
		return difference(q, s, out);
	case EXTEND_SAME_BAND:
	case EXTEND_NEXT_BAND:
	case EXTEND_WHOLE_DAY:
		break;
	}
	return price_of(q, "room", out);
}

/* What one unit is of a price that is worth so many minutes, when the by-law does not say. */
static struct share
share_of_unit(const struct extension *x, int minutes)
{
	bool whole = x->price == EXTEND_YEN || x->price == EXTEND_LIST ||
		     x->unit.per != PER_MINUTES;

	if (x->share.num != 0)
		return x->share;
	return whole ? fraction_of(1) : (struct share){ x->unit.minutes, minutes };
}

/* What one unit costs, before the rate. */
static bool
unit_price(struct quote *q, const struct side *s, const struct source *from, struct share *out)
{
	struct share share = share_of_unit(s->x, from->minutes);

	if (share.den == 0)
		return no_source(q);
	return fraction_multiply(from->amount, share, out) || quote_too_large(q);
}

/* The units of the time that is charged, and what they come to with the rate. */
static bool
times_units(struct quote *q, const struct side *s, struct share unit, int64_t *units,
	    struct share *out)
{
	struct measure m = { s->minutes, 1 };

	*units = 0;
	if (s->minutes > 0 && !quote_units(q, &s->x->unit, m, units))
		return false;
	return (fraction_multiply(unit, fraction_of(*units), out) &&
		fraction_multiply(*out, s->x->rate, out)) ||
	       quote_too_large(q);
}

/* --- one side --- */

static bool
is_next_band(const struct side *s)
{
	return s->x->turns_into_band_over > 0 && s->minutes > s->x->turns_into_band_over &&
	       s->next != NONE;
}

static bool
add_side_row(struct quote *q, const struct side *s, int band, struct share amount,
	     const char *words)
{
	struct quote_row *r = quote_add_row(q, band, NONE);

	r->base = r->now = amount;
	r->minutes = s->minutes;
	if (s->x->has_rounding)
		r->rounding = &s->x->rounding;
	answer_add_yen(q->a, LINE_BASE, &s->x->rule, amount, "%s: %s", s->x->rule.name, words);
	return true;
}

static bool
add_next_band(struct quote *q, const struct side *s)
{
	struct source from = { .band = s->next };
	AUTO_STR words = STR_INIT;

	if (!price_of(q, "room", &from))
		return false;
	str_addf(&words, _("more than %d minutes, which is %s"), s->x->turns_into_band_over,
		 q->f->book->bands[s->next].rule.name);
	return add_side_row(q, s, s->next, from.amount, str_text(&words));
}

static void
unit_words(const struct side *s, struct share unit, int64_t units, struct str *out)
{
	fraction_add_yen(out, unit);
	str_addf(out, _(" x %d"), (int)units);
	if (s->x->rate.num != s->x->rate.den)
		str_addf(out, _(" x %d/%d"), (int)s->x->rate.num, (int)s->x->rate.den);
}

/* "90 minutes, of which 30 are charged (60 between two bands are free), 400 yen x 1 x 3/2" */
static void
side_words(const struct side *s, const struct source *from, struct share unit, int units,
	   struct str *out)
{
	str_addf(out, _("%d minutes"), s->wished);
	if (s->minutes != s->wished)
		str_addf(out, _(", of which %d are charged"), s->minutes);
	if (s->in_band > 0)
		str_addf(out, _(" (%d are of the band that is booked)"), s->in_band);
	if (s->in_gap > 0)
		str_addf(out, _(" (%d between two bands are free)"), s->in_gap);
	if (s->minutes == 0)
		return;
	if (from->words.len > 0)
		str_addf(out, "%s%s", _(", "), str_text(&from->words));
	str_add(out, _(", "));
	unit_words(s, unit, units, out);
}

static bool
add_source_units(struct quote *q, const struct side *s, struct source *from)
{
	struct share unit, amount;
	int64_t units;
	AUTO_STR words = STR_INIT;

	if (!find_source(q, s, from) || !unit_price(q, s, from, &unit) ||
	    !times_units(q, s, unit, &units, &amount))
		return false;
	side_words(s, from, unit, (int)units, &words);
	return add_side_row(q, s, from->band, amount, str_text(&words));
}

static bool
add_units(struct quote *q, const struct side *s)
{
	struct source from = { .band = NONE, .words = STR_INIT };
	bool added = add_source_units(q, s, &from);

	str_done(&from.words);
	return added;
}

/* --- equipment in the longer time --- */

/* By the band: as much of it as of the room. The words say a unit and how many. */
static bool
share_of_band(struct quote *q, const struct side *s, int band, struct share *amount,
	      struct str *words)
{
	struct choice_set simple = band_simple(q->f->book, band);
	struct share share = share_of_unit(s->x, bands_minutes(q->f->book, &simple)), unit;
	int64_t units;

	if (!fraction_multiply(*amount, share, &unit))
		return quote_too_large(q);
	if (!times_units(q, s, unit, &units, amount))
		return false;
	unit_words(s, unit, units, words);
	return true;
}

/* By the hour: the hours that it is longer. */
static bool
further_units(struct quote *q, const struct side *s, const struct extra_price *p,
	      struct share *amount, struct str *words)
{
	struct measure m = { s->minutes, 1 };
	int64_t units;

	if (!quote_units(q, &p->unit, m, &units))
		return false;
	fraction_add_yen(words, *amount);
	quote_units_words(&p->unit, m, units, words);
	return fraction_multiply(*amount, fraction_of(units), amount) || quote_too_large(q);
}

static bool
add_extra_row(struct quote *q, const struct side *s, int extra, int band)
{
	const struct rule *r = &q->f->book->extras[extra].rule;
	int pieces = q->f->extra_pieces[extra] > 1 ? q->f->extra_pieces[extra] : 1;
	struct extra_price p;
	AUTO_STR words = STR_INIT;
	enum found found = extra_price_of(q, extra, band, &p);
	bool by_band = p.unit.per == PER_BAND && band != NONE, reckoned;

	if (found != FOUND_ONE || (!by_band && p.unit.per != PER_MINUTES))
		return found != FOUND_FAULT;
	if (by_band && is_next_band(s)) {
		fraction_add_yen(&words, p.amount);
		reckoned = true;
	} else {
		reckoned = by_band ? share_of_band(q, s, band, &p.amount, &words)
				   : further_units(q, s, &p, &p.amount, &words);
	}
	if (!reckoned)
		return false;
	if (!fraction_multiply(p.amount, fraction_of(pieces), &p.amount))
		return quote_too_large(q);
	quote_pieces_words(&p.unit, pieces, &words);
	struct quote_row *row = quote_add_row(q, NONE, extra);

	row->base = row->now = p.amount;
	row->minutes = s->minutes;
	if (s->x->has_rounding)
		row->rounding = &s->x->rounding;
	answer_add_yen(q->a, LINE_EXTRA, r, p.amount, "%s: %s %s", s->x->rule.name, r->name,
		       str_text(&words));
	return settle_step(q, extra);
}

static bool
add_extras(struct quote *q, const struct side *s)
{
	int band = is_next_band(s) ? s->next : band_of_price(q->f, s);

	for (int i = 0; i < q->f->book->extra_count && s->minutes > 0; i++) {
		bool wanted = extra_is_wanted(q, i);

		if (quote_lacks(q))
			return facts_lacking(q->f, q->e);
		if (wanted && !add_extra_row(q, s, i, band))
			return false;
	}
	return true;
}

static bool
reckon_side(struct quote *q, const struct side *s, struct share *sum)
{
	bool whole = is_next_band(s);

	if (whole ? !add_next_band(q, s) : !add_units(q, s))
		return false;
	if (!settle_step(q, NONE) || (s->x->with_extras && !add_extras(q, s)))
		return false;
	return quote_adjust(q, s->x->follows) && settle_sum(q, sum);
}

/* The first extension of that side; NULL when the by-law has none. */
static const struct extension *
find_extension(struct facts *f, bool before)
{
	const struct book *b = f->book;
	unsigned side = before ? SIDE_BEFORE : SIDE_AFTER;

	for (int i = 0; i < b->extension_count && f->lacking == NONE; i++)
		if (((unsigned)b->extensions[i].side & side) != 0 &&
		    rule_applies(f, &b->extensions[i].rule))
			return &b->extensions[i];
	return NULL;
}

/* Finds and checks one side; false when it cannot be answered. */
static bool
prepare(struct quote *q, const struct extension_wish *w, struct side *s)
{
	if (s->wished == 0)
		return true;
	s->x = find_extension(q->f, s->before);
	if (quote_lacks(q))
		return facts_lacking(q->f, q->e);
	if (s->x == NULL) {
		answer_add(q->a, LINE_REFUSAL, NULL, "%s",
			   s->before ? _("The by-law knows no earlier beginning.")
				     : _("The by-law knows no later end."));
		q->a->yes = false;
		return true;
	}
	find_bands(q->f, s);
	check_side(q->f, w, s, q->a);
	return true;
}

bool
ask_extension(struct facts *f, const struct extension_wish *w, struct answer *a, struct err *e)
{
	struct side sides[2] = { { .before = true, .wished = w->before },
				 { .before = false, .wished = w->after } };
	struct quote q = { .f = f, .a = a, .e = e };
	struct share total = { 0, 1 };

	f->lacking = NONE;
	a->yes = true;
	if (!quote_need(&q, FACT_ROOM) || !quote_need(&q, FACT_FROM) || !quote_need(&q, FACT_TO))
		return false;
	if (w->before < 0 || w->after < 0 || w->before + w->after == 0)
		return err_set(e, ERR_INVALID, _("Say how many minutes earlier or later."));
	if (!prepare(&q, w, &sides[0]) || !prepare(&q, w, &sides[1]))
		return false;
	for (int i = 0; i < 2 && a->yes; i++) {
		struct quote side = { .f = f, .a = a, .e = e, .minutes = sides[i].minutes };
		struct share sum;

		if (sides[i].wished == 0)
			continue;
		if (!reckon_side(&side, &sides[i], &sum))
			return false;
		if (!fraction_add(total, sum, &total))
			return quote_too_large(&side);
		a->by = &sides[i].x->rule;
	}
	if (a->yes)
		settle_tell(&q, total);
	return true;
}
