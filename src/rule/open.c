/*
 * open.c - is the house open at the asked day and time, and what is left of a
 * day after a storm. Every reason for a closing is listed, and why a day that is
 * usually closed is not.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "rule/walk.h"

void
day_hours_add(const struct day_hours *d, struct str *b)
{
	for (int i = 0; i < d->span_count; i++) {
		str_add(b, i > 0 ? ", " : "");
		time_add_span(b, d->spans[i].from, d->spans[i].to);
	}
}

static void
say_day(struct answer *a, const struct day_hours *d)
{
	AUTO_STR day = STR_INIT;
	AUTO_STR times = STR_INIT;

	date_add_long(&day, d->day);
	if (d->holiday_name[0] != '\0')
		str_addf(&day, " %s", d->holiday_name);
	day_hours_add(d, &times);
	if (d->open)
		answer_add(a, LINE_NOTE, d->hours, _("%s: open %s"), str_text(&day),
			str_text(&times))->day = d->day;
	else
		answer_add(a, LINE_NOTE, d->reason == NULL ? d->hours : NULL, _("%s: closed"),
			str_text(&day))->day = d->day;
}

static void
say_cause(struct answer *a, const struct cause *c, enum line_kind kind)
{
	AUTO_STR text = STR_INIT;

	str_add(&text, c->rule->name);
	if (c->part.from != c->part.to) {
		str_add_char(&text, ' ');
		time_add_span(&text, c->part.from, c->part.to);
	}
	if (c->moved_from != DAY_NONE) {
		AUTO_STR from = STR_INIT;

		date_add_long(&from, c->moved_from);
		answer_add(a, kind, c->rule, _("%s (moved from %s)"), str_text(&text),
			str_text(&from));
		return;
	}
	if (c->counter_only)
		answer_add(a, LINE_NOTE, c->rule, _("%s (only the counter is closed)"),
			str_text(&text));
	else
		answer_add(a, kind, c->rule, "%s", str_text(&text));
}

static void
say_opened_holiday(struct walk *w, const struct closing *c, day_num day, struct answer *a)
{
	const struct day_info *info = walk_info(w, day);
	AUTO_STR why = STR_INIT;
	day_num to = DAY_NONE;

	if (info->holiday != RULE_HOLIDAY_NONE)
		str_addf(&why, _("a holiday (%s)"), info->name);
	else
		str_add(&why, _("a day of the week that counts as a holiday"));

	if (c->if_holiday == HOLIDAY_MOVES)
		to = closing_target(w, c, day);
	if (to == DAY_NONE || walk_excepts(w, &c->rule, to)) {
		answer_add(a, LINE_NOTE, &c->rule, _("%s: not today, which is %s"),
			c->rule.name, str_text(&why));
		return;
	}
	AUTO_STR moved = STR_INIT;

	date_add_long(&moved, to);
	answer_add(a, LINE_NOTE, &c->rule, _("%s: not today, which is %s, but on %s"),
		c->rule.name, str_text(&why), str_text(&moved));
}

/* Closings that a holiday or an opening lifted from the day. */
static void
say_lifted(struct walk *w, day_num day, struct answer *a)
{
	const struct opening *o = walk_opening(w, day);

	if (o != NULL) {
		answer_add(a, LINE_NOTE, &o->rule, _("%s: opened specially"), o->rule.name);
		return;
	}
	for (int i = 0; i < w->book->closing_count; i++) {
		const struct closing *c = &w->book->closings[i];
		day_num from;

		if (closing_names(w, c, day) && closing_sees_holiday(w, c, day) &&
		    !closing_closes(w, c, day, &from))
			say_opened_holiday(w, c, day, a);
	}
}

static bool
within(const struct day_hours *d, int from, int to)
{
	for (int i = 0; i < d->span_count; i++)
		if (from >= d->spans[i].from && to <= d->spans[i].to)
			return true;
	return false;
}

static void
refuse_time(struct answer *a, const struct day_hours *d, const char *name, struct time_span s)
{
	AUTO_STR times = STR_INIT;

	time_add_span(&times, s.from, s.to);
	answer_add(a, LINE_REFUSAL, d->reason != NULL ? d->reason : d->hours,
		_("%s%s is not within the opening hours"), name, str_text(&times));
}

/* Each asked band by itself: the time between two need not be open. */
static bool
bands_are_open(const struct facts *f, const struct day_hours *d, struct answer *a)
{
	bool all = true;
	struct choice_set simple;

	bands_simple(f->book, &f->bands, &simple);
	for (int i = 0; i < f->book->band_count; i++) {
		const struct band *b = &f->book->bands[i];

		if (!choice_set_has(&simple, i) || within(d, b->from, b->to))
			continue;
		AUTO_STR name = STR_INIT;

		str_addf(&name, "%s ", b->rule.name);
		refuse_time(a, d, str_text(&name), (struct time_span){ b->from, b->to });
		all = false;
	}
	return all;
}

static bool
span_is_open(const struct day_hours *d, struct time_span s, struct answer *a)
{
	if (within(d, s.from, s.to))
		return true;
	refuse_time(a, d, "", s);
	return false;
}

static bool
time_is_open(const struct facts *f, const struct day_hours *d, struct answer *a)
{
	if (!choice_set_is_empty(&f->bands))
		return bands_are_open(f, d, a);
	if (!f->known[FACT_FROM] || !f->known[FACT_TO])
		return true;
	return span_is_open(d, (struct time_span){ (int)f->values[FACT_FROM],
						   (int)f->values[FACT_TO] }, a);
}

/* The times that are asked; NULL: those of the use. */
static void
explain(struct walk *w, const struct facts *f, const struct day_hours *d,
	const struct time_span *times, struct answer *a)
{
	struct cause causes[CAUSES_MAX];
	int count = walk_causes(w, d->day, causes);

	say_day(a, d);
	for (int i = 0; i < count; i++) {
		bool whole = causes[i].part.from == causes[i].part.to;

		say_cause(a, &causes[i], whole || !d->open ? LINE_REFUSAL : LINE_NOTE);
	}
	say_lifted(w, d->day, a);
	if (d->open)
		a->yes = times != NULL ? span_is_open(d, *times, a) : time_is_open(f, d, a);
	else if (count == 0)
		answer_add(a, LINE_REFUSAL, NULL, _("The rule book has no hours for this day."));
}

static bool
ask_open_at(struct facts *f, const struct time_span *times, struct answer *a, struct err *e)
{
	struct walk w;
	struct day_hours d;

	if (!facts_need_day(f, e))
		return false;
	walk_of(&w, f, f->known[FACT_ROOM] ? (int)f->values[FACT_ROOM] : NONE);
	walk_day(&w, f->day, &d);
	a->yes = false;
	explain(&w, f, &d, times, a);
	a->by = d.reason != NULL ? d.reason : d.hours;
	a->first = a->last = f->day;
	if (d.open) {
		a->first_at = d.spans[0].from;
		a->last_at = d.spans[d.span_count - 1].to;
	}
	f->lacking = w.facts.lacking;
	walk_done(&w);
	return f->lacking == NONE || facts_lacking(f, e);
}

bool
ask_open(struct facts *f, struct answer *a, struct err *e)
{
	return ask_open_at(f, NULL, a, e);
}

bool
ask_open_times(struct facts *f, struct time_span times, struct answer *a, struct err *e)
{
	return ask_open_at(f, &times, a, e);
}

/* --- a storm --- */

/* The first row whose time the lifting kept; the last row when nothing was lifted. */
static const struct storm *
storm_row(struct walk *w, int lifted, day_num day)
{
	int at = lifted == NONE ? 24 * 60 : lifted;

	for (int i = 0; i < w->book->storm_count; i++) {
		const struct storm *s = &w->book->storms[i];

		if (at <= s->lifted_by && walk_applies(w, &s->rule, day))
			return s;
	}
	return NULL;
}

static void
open_from(struct day_hours *d, int from)
{
	int kept = 0;

	for (int i = 0; i < d->span_count; i++) {
		struct time_span s = d->spans[i];

		if (s.from < from)
			s.from = from;
		if (s.from < s.to)
			d->spans[kept++] = s;
	}
	d->span_count = kept;
	d->open = kept > 0;
}

static void
say_storm(const struct storm *s, const struct day_hours *d, int lifted, struct answer *a)
{
	AUTO_STR at = STR_INIT;
	AUTO_STR open = STR_INIT;

	if (lifted != NONE)
		time_add(&at, lifted);
	day_hours_add(d, &open);
	if (lifted == NONE)
		answer_add(a, LINE_NOTE, NULL, _("The warning was not lifted."));
	else
		answer_add(a, LINE_NOTE, NULL, _("The warning was lifted at %s."), str_text(&at));
	if (d->open)
		answer_add(a, LINE_NOTE, &s->rule, _("%s: open %s"), s->rule.name, str_text(&open));
	else
		answer_add(a, LINE_REFUSAL, &s->rule, _("%s: closed for the day"), s->rule.name);
}

static bool
answer_storm(struct walk *w, int lifted, day_num day, struct answer *a)
{
	struct day_hours d;
	const struct storm *s = storm_row(w, lifted, day);

	if (s == NULL)
		return false;
	walk_day(w, day, &d);
	if (s->then == STORM_CLOSED)
		open_from(&d, 24 * 60);
	else if (s->then == STORM_OPENS_AT)
		open_from(&d, s->opens);
	say_storm(s, &d, lifted, a);
	a->yes = d.open;
	a->by = &s->rule;
	a->first = a->last = day;
	if (d.open) {
		a->first_at = d.spans[0].from;
		a->last_at = d.spans[d.span_count - 1].to;
	}
	return true;
}

bool
ask_storm(struct facts *f, int lifted, struct answer *a, struct err *e)
{
	struct walk w;

	if (!facts_need_day(f, e))
		return false;
	walk_of(&w, f, f->known[FACT_ROOM] ? (int)f->values[FACT_ROOM] : NONE);
	bool found = answer_storm(&w, lifted, f->day, a);

	f->lacking = w.facts.lacking;
	walk_done(&w);
	if (f->lacking != NONE)
		return facts_lacking(f, e);
	return found || err_set(e, ERR_NOT_FOUND,
				_("The rule book has no row for a storm on this day."));
}
