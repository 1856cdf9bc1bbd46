/*
 * quote.c - what a use costs: the rows of the tables, the equipment, surcharges and
 * reductions, rounding and tax, each a line that says how much it adds. The steps
 * themselves are in price.c, extra.c, adjust.c and settle.c.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "rule/quote_part.h"

#define ROWS_AT_FIRST 8

bool
quote_too_large(struct quote *q)
{
	return err_set(q->e, ERR_INVALID, _("The amount is too large to be reckoned."));
}

bool
quote_lacks(const struct quote *q)
{
	return q->f->lacking != NONE;
}

int
quote_minutes_in(const struct facts *f, const struct band *b)
{
	int from = (int)f->values[FACT_FROM], to = (int)f->values[FACT_TO];
	int first = b->from > from ? b->from : from, last = b->to < to ? b->to : to;

	return last > first ? last - first : 0;
}

/* The time between the bands of a covering one is none of it. */
static int
minutes_in_band(const struct facts *f, int band)
{
	struct choice_set simple = band_simple(f->book, band);
	int minutes = 0;

	for (int i = 0; i < f->book->band_count && f->known[FACT_FROM]; i++)
		if (choice_set_has(&simple, i))
			minutes += quote_minutes_in(f, &f->book->bands[i]);
	return minutes;
}

struct quote_row *
quote_add_row(struct quote *q, int band, int extra)
{
	if (q->count == q->room_for) {
		int room_for = q->room_for == 0 ? ROWS_AT_FIRST : q->room_for * 2;
		struct quote_row *rows = arena_alloc(&q->a->arena, (size_t)room_for * sizeof *rows);

		if (q->count > 0)
			memcpy(rows, q->rows, (size_t)q->count * sizeof *rows);
		q->rows = rows;
		q->room_for = room_for;
	}
	struct quote_row *r = &q->rows[q->count++];
	size_t groups = (size_t)q->f->book->adjust_count;

	*r = (struct quote_row){ .band = band, .extra = extra, .base = { 0, 1 }, .now = { 0, 1 } };
	r->minutes = band == NONE ? q->minutes : minutes_in_band(q->f, band);
	r->rounding = &q->f->book->rounding;
	if (groups > 0)
		r->after = arena_alloc(&q->a->arena, groups * sizeof *r->after);
	return r;
}

int
bands_count(const struct book *b, const struct choice_set *bands)
{
	int count = 0;

	for (int i = 0; i < b->band_count; i++)
		count += choice_set_has(bands, i);
	return count;
}

int
bands_minutes(const struct book *b, const struct choice_set *bands)
{
	int minutes = 0;

	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(bands, i))
			minutes += b->bands[i].to - b->bands[i].from;
	return minutes;
}

struct measure
quote_measure(const struct facts *f)
{
	struct choice_set simple;
	struct measure m = { 0, 0 };

	bands_simple(f->book, &f->bands, &simple);
	m.bands = bands_count(f->book, &simple);
	if (f->known[FACT_MINUTES])
		m.minutes = (int)f->values[FACT_MINUTES];
	return m;
}

/* Of so many those that count: no more than `up_to`, and only beyond `beyond`. */
static int64_t
counted(const struct per_unit *u, int64_t amount)
{
	if (u->up_to > 0 && amount > u->up_to)
		amount = u->up_to;
	return amount > u->beyond ? amount - u->beyond : 0;
}

/* Whole units of `size`, and one more for a part that counts. */
static int64_t
units_of(const struct per_unit *u, int64_t amount, int size)
{
	int64_t whole = amount / size, rest = amount % size;
	bool counts = rest > 0;

	switch (u->part) {
	case PART_STARTED:
		break;
	case PART_FREE:
		counts = false;
		break;
	case PART_FROM:
		counts = rest > 0 && rest >= u->part_from;
		break;
	}
	return whole + counts;
}

/* How many groups of `each` a count makes. */
static int64_t
groups_of(const struct per_unit *u, int64_t count)
{
	count = counted(u, count);
	return u->each > 1 ? units_of(u, count, u->each) : count;
}

int64_t
quote_pieces(const struct per_unit *u, int pieces)
{
	return u->per == PER_PIECE ? groups_of(u, pieces) : pieces;
}

void
quote_pieces_words(const struct per_unit *u, int pieces, struct str *out)
{
	if (u->per == PER_PIECE && u->each > 1)
		str_addf(out, _(" x %d (%d pieces)"), (int)quote_pieces(u, pieces), pieces);
	else if (pieces != 1)
		str_addf(out, _(" x %d"), pieces);
}

/* The days up to the last on which the room is open; of days that were only counted, all. */
static int64_t
open_days(const struct facts *f)
{
	int64_t open = 0;

	if (f->until == DAY_NONE)
		return f->values[FACT_DAYS];
	for (day_num day = f->day; day <= f->until; day++) {
		struct day_hours hours;

		calendar_asked(f, (struct day_span){ day, day }, &hours);
		open += hours.open;
	}
	return open;
}

bool
quote_need(struct quote *q, int fact)
{
	if (q->f->known[fact])
		return true;
	if (q->f->lacking == NONE)
		q->f->lacking = fact;
	return facts_lacking(q->f, q->e);
}

bool
quote_units(struct quote *q, const struct per_unit *u, struct measure m, int64_t *count)
{
	*count = 1;
	switch (u->per) {
	case PER_BAND:
		*count = m.bands;
		return m.bands > 0 || err_set_field(q->e, ERR_INVALID, "bands",
						    _("This is charged by bands; say the bands."));
	case PER_HEAD:
		if (!quote_need(q, FACT_HEADS))
			return false;
		*count = groups_of(u, q->f->values[FACT_HEADS]);
		return true;
	case PER_MINUTES:
		if (m.minutes == 0 && !quote_need(q, FACT_MINUTES))
			return false;
		*count = units_of(u, counted(u, m.minutes), u->minutes);
		return true;
	case PER_DAY:
		*count = groups_of(u, q->f->values[FACT_DAYS]);
		return true;
	case PER_OPEN_DAY:
		*count = groups_of(u, open_days(q->f));
		return true;
	case PER_MONTH:
		*count = groups_of(u, q->f->values[FACT_MONTHS]);
		return true;
	case PER_USE:
	case PER_PIECE:
		break;
	}
	return true;
}

void
quote_units_words(const struct per_unit *u, struct measure m, int64_t count, struct str *out)
{
	if (u->per == PER_MINUTES)
		str_addf(out, _(" x %d (%d minutes)"), (int)count, m.minutes);
	else if (u->each > 1 && u->per != PER_PIECE)
		str_addf(out, _(" x %d (for each %d)"), (int)count, u->each);
	else if (u->per == PER_MONTH)
		str_addf(out, ngettext(" x %d month", " x %d months", (unsigned long)count),
			 (int)count);
	else if (u->per == PER_OPEN_DAY)
		str_addf(out, ngettext(" x %d open day", " x %d open days", (unsigned long)count),
			 (int)count);
	else if (u->per == PER_DAY && count != 1)
		str_addf(out, ngettext(" x %d day", " x %d days", (unsigned long)count),
			 (int)count);
	else if (count != 1)
		str_addf(out, _(" x %d"), (int)count);
}

/* What is paid for but not used: the end belongs to clearing up. */
static void
tell_clearing(struct quote *q)
{
	const struct facts *f = q->f;
	int slot = facts_slot(f), clear = slot != NONE ? f->book->slots[slot].clear : 0;
	AUTO_STR until = STR_INIT;

	if (clear == 0 || !f->known[FACT_TO])
		return;
	time_add(&until, (int)f->values[FACT_TO] - clear);
	answer_add(q->a, LINE_NOTE, &f->book->slots[slot].rule,
		   _("In use until %s, then %d minutes for clearing up"), str_text(&until), clear);
}

/* Which class and season were found, for the explanation. */
static void
tell_found(struct quote *q)
{
	const struct facts *f = q->f;
	const struct book *b = f->book;

	if (f->known[FACT_CLASS] && b->class_count > 0) {
		const struct rule *r = &b->classes[f->values[FACT_CLASS]].rule;

		answer_add(q->a, LINE_NOTE, r, _("Class: %s"), r->name);
	}
	if (f->known[FACT_SEASON] && f->values[FACT_SEASON] > 0) {
		const struct rule *r = &b->seasons[f->values[FACT_SEASON] - 1].rule;

		answer_add(q->a, LINE_NOTE, r, _("Season: %s"), r->name);
	}
	tell_clearing(q);
}

bool
ask_quote(struct facts *f, struct answer *a, struct err *e)
{
	struct quote q = { .f = f, .a = a, .e = e };

	f->lacking = NONE;
	if (!quote_need(&q, FACT_ROOM))
		return false;
	struct priced room = { "room", NONE, 1, quote_measure(f) };
	struct share sum;

	q.minutes = room.measure.minutes;
	tell_found(&q);
	if (!price_rows(&q, &room) || !settle_step(&q, NONE) || !quote_extras(&q) ||
	    !quote_adjust(&q, UINT64_MAX) || !settle_extras(&q, &a->extras_yen) ||
	    !settle_sum(&q, &sum))
		return false;
	a->yes = true;
	settle_tell(&q, sum);
	if (a->extras_yen > a->yen)
		a->extras_yen = a->yen;
	return true;
}
