/*
 * limit_use.c - the uses that a limit looks at: those to which it would itself
 * apply. Each is asked about with its own room, day and times, and all else as in
 * the asked use.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/limit_count.h"

#include <stdlib.h>

#include "base/macros.h"
#include "base/mem.h"

/* Of the facts of the asked use these are its own; another use has others. */
static bool
is_of_the_use(int fact)
{
	static const int own[] = {
		FACT_ROOM, FACT_SEASON, FACT_DAY_KIND, FACT_WEEKDAY, FACT_HOLIDAY_KIND, FACT_SLOT,
		FACT_MINUTES, FACT_FROM, FACT_TO, FACT_MONTH, FACT_NTH, FACT_DATE,
		FACT_APPLY_DATE, FACT_AHEAD, FACT_RUN_DAY, FACT_DAYS, FACT_MONTHS,
		FACT_ROOMS_AT_ONCE, FACT_SHARE,
	};

	for (size_t i = 0; i < ARRAY_LEN(own); i++)
		if (own[i] == fact)
			return true;
	return false;
}

/* The asked use moved to the day, room and times of another. */
static void
facts_of_other(struct facts *out, const struct facts *f, const struct other_use *o)
{
	facts_init(out, f->book, f->around);
	for (int i = 0; i < f->book->fact_count; i++)
		if (!is_of_the_use(i) && (f->given[i] || (i == FACT_CLASS && f->known[i])))
			facts_set_number(out, i, f->values[i]);
	out->day = o->day;
	out->apply = o->apply;
	if (o->room != NONE)
		facts_set_number(out, FACT_ROOM, o->room);
	out->given_bands = o->bands;
	if (choice_set_is_empty(&o->bands) && o->from != NONE) {
		facts_set_number(out, FACT_FROM, o->from);
		facts_set_number(out, FACT_TO, o->to);
	}
	for (int i = 0; i < o->piece_count; i++)
		facts_set_number(out, FACT_EXTRAS, f->pieces[o->first_piece + i].extra);
	/* A use of times long gone may not fit today's bands; it is counted by its times then. */
	facts_complete(out, NULL);
	out->lacking = NONE;
}

static int
known_or_none(const struct facts *f, int fact)
{
	return f->known[fact] ? (int)f->values[fact] : NONE;
}

static struct counted_use
use_of(const struct facts *f)
{
	struct counted_use u = {
		.day = f->day, .until = f->until != DAY_NONE ? f->until : f->day,
		.apply = f->apply, .said = f->day,
		.room = known_or_none(f, FACT_ROOM), .slot = known_or_none(f, FACT_SLOT),
		.from = 0, .to = 24 * 60,
		.minutes = f->known[FACT_MINUTES] ? f->values[FACT_MINUTES] : 0,
	};

	if (f->known[FACT_FROM] && f->known[FACT_TO]) {
		u.from = (int)f->values[FACT_FROM];
		u.to = (int)f->values[FACT_TO];
	}
	bands_simple(f->book, &f->bands, &u.simple);
	return u;
}

/* Was the limit no longer in force when the other use was applied for? */
static bool
was_lifted(struct facts *f, const struct limit *l)
{
	struct answer lines;
	day_num from;

	if (l->lifted.unit == MOMENT_NONE || f->apply == DAY_NONE)
		return false;
	answer_init(&lines);
	from = moment_day(f, &l->lifted, f->day, MOMENT_BACK, &lines);
	answer_done(&lines);
	return from != DAY_NONE && f->apply >= from;
}

/* Was it cancelled so late that it counts? */
static bool
is_late(struct facts *f, const struct limit *l, const struct counted_use *u)
{
	struct answer lines;
	day_num last;

	if (l->late.unit == MOMENT_NONE)
		return true;
	answer_init(&lines);
	last = moment_day(f, &l->late, u->day, MOMENT_BACK, &lines);
	answer_done(&lines);
	return last == DAY_NONE || u->said > last;
}

static enum use_state
counted_state(const struct limit *l)
{
	if (l->count == LIMIT_CANCELLATIONS)
		return USE_CANCELLED;
	return l->count == LIMIT_NO_SHOWS ? USE_NO_SHOW : USE_STANDS;
}

static bool
counts_state(const struct limit *l, enum use_state state)
{
	if (l->count == LIMIT_POINTS)
		return state != USE_STANDS;
	return state == counted_state(l);
}

static bool
looks_at(struct facts *f, const struct limit *l, const struct counted_use *u)
{
	bool applies;

	if (!counts_state(l, u->state))
		return false;
	applies = rule_applies(f, &l->rule) || f->lacking != NONE;
	f->lacking = NONE;
	if (!applies || was_lifted(f, l))
		return false;
	return u->state != USE_CANCELLED || is_late(f, l, u);
}

static void
add_other(struct counted *c, int at, const struct other_use *o)
{
	struct facts of_other;
	struct counted_use *u = &c->uses[at];
	const struct book *b = c->f->book;

	facts_of_other(&of_other, c->f, o);
	*u = use_of(&of_other);
	u->extras = &c->extras[at * b->extra_count];
	for (int i = 0; i < o->piece_count; i++)
		u->extras[c->f->pieces[o->first_piece + i].extra] =
			c->f->pieces[o->first_piece + i].count;
	u->state = o->state;
	if (o->said != DAY_NONE && o->said != 0)
		u->said = o->said;
	for (int i = 0; i < b->limit_count; i++)
		c->looked_at[i * c->use_count + at] = looks_at(&of_other, &b->limits[i], u);
	facts_done(&of_other);
}

void
counted_init(struct counted *c, struct facts *f)
{
	size_t limits = (size_t)f->book->limit_count, extras = (size_t)f->book->extra_count;
	struct counted_use *asked;

	c->f = f;
	c->use_count = f->other_count + 1;
	c->uses = mem_alloc((size_t)c->use_count * sizeof *c->uses);
	c->looked_at = mem_alloc(limits * (size_t)c->use_count + 1);
	c->extras = mem_alloc(extras * (size_t)c->use_count * sizeof *c->extras + 1);
	for (int i = 0; i < f->other_count; i++)
		add_other(c, i, &f->others[i]);
	asked = &c->uses[f->other_count];
	*asked = use_of(f);
	asked->extras = &c->extras[f->other_count * f->book->extra_count];
	for (int i = 0; i < f->book->extra_count; i++)
		asked->extras[i] = choice_set_has(&f->extras, i) ? f->extra_pieces[i] : 0;
	for (int i = 0; i < f->book->limit_count; i++)
		c->looked_at[i * c->use_count + f->other_count] =
			counts_state(&f->book->limits[i], USE_STANDS);
}

void
counted_done(struct counted *c)
{
	free(c->uses);
	free(c->looked_at);
	free(c->extras);
	*c = (struct counted){ 0 };
}
