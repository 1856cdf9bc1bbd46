/*
 * facts_bands.c - the bands and times of a use: each follows from the other, as the
 * slot set of the room says, and what it does not let is refused; see facts.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/facts_part.h"

#include "base/i18n.h"
#include "rule/ask.h"

#define COVER_DEPTH 8 /* bands of bands of bands; deeper is a circle */

static void
add_simple(const struct book *b, int band, int depth, struct choice_set *out)
{
	const struct choice_set *covers = &b->bands[band].covers;

	if (choice_set_is_empty(covers)) {
		choice_set_add(out, band);
		return;
	}
	for (int i = 0; i < b->band_count && depth < COVER_DEPTH; i++)
		if (choice_set_has(covers, i))
			add_simple(b, i, depth + 1, out);
}

void
bands_simple(const struct book *b, const struct choice_set *bands, struct choice_set *out)
{
	struct choice_set simple = { { 0 } };

	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(bands, i))
			add_simple(b, i, 0, &simple);
	*out = simple;
}

struct choice_set
band_simple(const struct book *b, int band)
{
	struct choice_set one = { { 0 } }, simple;

	choice_set_add(&one, band);
	bands_simple(b, &one, &simple);
	return simple;
}

void
slot_simple_bands(const struct book *b, int slot, struct choice_set *out)
{
	struct choice_set simple = { { 0 } };

	for (int i = 0; slot == NONE && i < b->band_count; i++)
		if (choice_set_is_empty(&b->bands[i].covers))
			choice_set_add(&simple, i);
	for (int i = 0; slot != NONE && i < b->slots[slot].band_count; i++) {
		int band = b->slots[slot].bands[i];

		if (!choice_set_meets(&b->bands[band].covers, &b->slots[slot].band_set))
			choice_set_add(&simple, band);
	}
	*out = simple;
}

int
facts_slot(const struct facts *f)
{
	return f->known[FACT_SLOT] ? (int)f->values[FACT_SLOT] : NONE;
}

/* The simple bands, and every band that is made of these only. */
static void
spread_bands(struct facts *f)
{
	const struct book *b = f->book;
	struct choice_set simple;

	bands_simple(b, &f->bands, &simple);
	f->bands = simple;
	for (int i = 0; i < b->band_count; i++) {
		struct choice_set own = { { 0 } };

		add_simple(b, i, 0, &own);
		if (!choice_set_is_empty(&own) && choice_set_holds(&simple, &own))
			choice_set_add(&f->bands, i);
	}
}

struct reach
bands_reach(const struct book *b, const struct choice_set *bands)
{
	struct reach r = { 24 * 60, 0, 0 };
	struct choice_set simple;

	bands_simple(b, bands, &simple);
	for (int i = 0; i < b->band_count; i++) {
		if (!choice_set_has(&simple, i))
			continue;
		if (b->bands[i].from < r.from)
			r.from = b->bands[i].from;
		if (b->bands[i].to > r.to)
			r.to = b->bands[i].to;
		r.minutes += b->bands[i].to - b->bands[i].from;
	}
	return r;
}

bool
facts_timed(const struct facts *f)
{
	return f->known[FACT_FROM] && f->known[FACT_TO];
}

/* Times out of the given bands; minutes out of the times that were given. */
void
facts_times(struct facts *f)
{
	bool timed = f->given[FACT_FROM] && f->given[FACT_TO];

	f->bands = f->given_bands;
	if (!choice_set_is_empty(&f->bands)) {
		struct reach r = bands_reach(f->book, &f->bands);

		facts_derive(f, FACT_FROM, r.from);
		facts_derive(f, FACT_TO, r.to);
		if (!timed)
			facts_derive(f, FACT_MINUTES, r.minutes);
		spread_bands(f);
	}
	if (timed)
		facts_derive(f, FACT_MINUTES, f->values[FACT_TO] - f->values[FACT_FROM]);
}

static bool
outside(const struct facts *f, const char *of, struct err *e)
{
	int from = (int)f->values[FACT_FROM], to = (int)f->values[FACT_TO];

	return err_set_field(e, ERR_INVALID, "from",
			     _("%d:%02d to %d:%02d is not within the bands of %s."), from / 60,
			     from % 60, to / 60, to % 60, of);
}

static bool
is_within(const struct facts *f, const struct choice_set *bands)
{
	struct reach r = bands_reach(f->book, bands);

	return !choice_set_is_empty(bands) && f->values[FACT_FROM] >= r.from &&
	       f->values[FACT_TO] <= r.to;
}

/* Every band that the times touch: whoever uses a part of a band books it whole. */
static bool
bands_of_times(struct facts *f, const char *name, struct err *e)
{
	const struct book *b = f->book;
	int from = (int)f->values[FACT_FROM], to = (int)f->values[FACT_TO];
	struct choice_set simple;

	slot_simple_bands(b, facts_slot(f), &simple);
	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(&simple, i) && b->bands[i].from < to && from < b->bands[i].to)
			choice_set_add(&f->bands, i);
	if (!is_within(f, &f->bands))
		return outside(f, name, e);
	spread_bands(f);
	return true;
}

/* Is each of the given bands sold here, itself or by its parts? */
static bool
bands_are_sold(const struct facts *f, const struct slot_set *s, struct err *e)
{
	const struct book *b = f->book;

	for (int i = 0; i < b->band_count; i++) {
		struct choice_set own = { { 0 } };

		if (!choice_set_has(&f->given_bands, i) || choice_set_has(&s->band_set, i))
			continue;
		add_simple(b, i, 0, &own);
		if (!choice_set_holds(&s->band_set, &own))
			return err_set_field(e, ERR_INVALID, "bands",
					     _("%s is not one of the bands of %s."),
					     b->bands[i].rule.name, s->rule.name);
	}
	return true;
}

/* --- times by a grid --- */

/* Counted from the opening of the day, which need not be a full hour. */
static bool
is_on_grid(const struct facts *f, const struct slot_set *s)
{
	int64_t from = f->values[FACT_FROM], length = f->values[FACT_TO] - from;
	struct day_hours d;

	if (length % s->grid != 0 || f->day == DAY_NONE || !f->known[FACT_ROOM])
		return length % s->grid == 0;
	calendar_day(f->book, f->around, (int)f->values[FACT_ROOM], f->day, &d);
	if (d.hours == NULL || d.hours->section != RULE_HOURS)
		return true;
	return (from - ((const struct hours *)(const void *)d.hours)->open.from) % s->grid == 0;
}

static bool
times_fit(const struct facts *f, const struct slot_set *s, struct err *e)
{
	int length = (int)(f->values[FACT_TO] - f->values[FACT_FROM]);

	if (length < s->least)
		return err_set_field(e, ERR_INVALID, "to", _("%s: at least %d minutes, not %d."),
				     s->rule.name, s->least, length);
	if (s->most > 0 && length > s->most)
		return err_set_field(e, ERR_INVALID, "to", _("%s: at most %d minutes, not %d."),
				     s->rule.name, s->most, length);
	if (s->grid > 0 && !is_on_grid(f, s))
		return err_set_field(e, ERR_INVALID, "from", _("%s: times go by %d minutes."),
				     s->rule.name, s->grid);
	return true;
}

static bool
fits_slot(struct facts *f, const struct slot_set *s, struct err *e)
{
	bool banded = !choice_set_is_empty(&f->given_bands);

	if (s->band_count == 0 && banded)
		return err_set_field(e, ERR_INVALID, "bands",
				     _("%s is let by times; say from when to when."), s->rule.name);
	if (s->band_count == 0)
		return !facts_timed(f) || times_fit(f, s, e);
	if (banded)
		return bands_are_sold(f, s, e);
	return !facts_timed(f) || bands_of_times(f, s->rule.name, e);
}

bool
facts_bands(struct facts *f, struct err *e)
{
	const struct book *b = f->book;

	if (!choice_set_is_empty(&f->given_bands) && !is_within(f, &f->given_bands))
		return outside(f, _("the use"), e);
	if (f->known[FACT_SLOT])
		return fits_slot(f, &b->slots[f->values[FACT_SLOT]], e);
	/* A book without slot sets lets every room by all bands that it has. */
	if (b->slot_count > 0 || b->band_count == 0 || !facts_timed(f) ||
	    !choice_set_is_empty(&f->given_bands))
		return true;
	return bands_of_times(f, b->title.name != NULL ? b->title.name : "", e);
}
