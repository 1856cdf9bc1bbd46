/*
 * calendar.c - the hours of a day: closures before openings before closings
 * before hours, for one room or for the house. What surprises: the counter has
 * hours of its own, and can be closed while the house is open.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "base/macros.h"
#include "rule/walk.h"

/* --- what a day is --- */

bool
spans_hold_day(const struct year_span *spans, int count, struct ymd day)
{
	for (int i = 0; i < count; i++)
		if (year_span_has(&spans[i], day.month * 100 + day.day))
			return true;
	return false;
}

bool
dates_hold_day(const day_num *dates, int count, day_num day)
{
	for (int i = 0; i < count; i++)
		if (dates[i] == day)
			return true;
	return false;
}

static bool
rule_is_plain(const struct rule *r)
{
	return r->when.count == 0 && !r->has_unless && r->valid.use_from == DAY_NONE &&
	       r->valid.use_to == DAY_NONE && r->valid.apply_from == DAY_NONE &&
	       r->valid.apply_to == DAY_NONE;
}

static enum day_kind
kind_of_day(int weekday, enum rule_holiday holiday)
{
	if (holiday != RULE_HOLIDAY_NONE)
		return DAY_HOLIDAY;
	if (weekday == 0)
		return DAY_SUNDAY;
	return weekday == 6 ? DAY_SATURDAY : DAY_WEEKDAY;
}

const struct day_info *
walk_info(struct walk *w, day_num day)
{
	struct day_info *d = &w->days[(unsigned)day % ARRAY_LEN(w->days)];

	if (d->day == day)
		return d;
	*d = (struct day_info){
		.day = day, .ymd = date_to_ymd(day), .weekday = date_weekday(day),
	};
	d->holiday = calendar_holiday(w->book, w->around, day, &d->name);
	d->kind = kind_of_day(d->weekday, d->holiday);
	return d;
}

/* --- the facts of a day --- */

static void
set_facts(struct walk *w, day_num day)
{
	struct facts *f = &w->facts;

	facts_set_day(f, day);
	f->known[FACT_AHEAD] = f->apply != DAY_NONE;
	if (f->apply != DAY_NONE)
		f->values[FACT_AHEAD] = day - f->apply;
	w->facts_day = day;
}

static void
begin(struct walk *w, int room)
{
	w->room = room;
	w->facts_day = DAY_NONE;
	w->facts.known[FACT_ROOM] = room != NONE;
	w->facts.values[FACT_ROOM] = room;
	for (int i = 0; i < (int)ARRAY_LEN(w->days); i++)
		w->days[i].day = DAY_NONE;
}

void
walk_init(struct walk *w, const struct book *b, const struct surroundings *around, int room)
{
	w->book = b;
	w->around = around;
	facts_init(&w->facts, b, around);
	begin(w, room);
}

void
walk_of(struct walk *w, const struct facts *f, int room)
{
	w->book = f->book;
	w->around = f->around;
	facts_init(&w->facts, f->book, f->around);
	for (int i = 0; i < f->book->fact_count; i++) {
		w->facts.values[i] = f->values[i];
		w->facts.known[i] = f->known[i];
	}
	w->facts.apply = f->apply;
	w->facts.bands = f->bands;
	w->facts.extras = f->extras;
	w->facts.companions = f->companions;
	begin(w, room);
}

void
walk_done(struct walk *w)
{
	facts_done(&w->facts);
}

bool
walk_applies(struct walk *w, const struct rule *r, day_num day)
{
	if (rule_is_plain(r))
		return true;
	if (w->facts_day != day)
		set_facts(w, day);
	return rule_applies(&w->facts, r);
}

bool
walk_names(struct walk *w, const struct rule *r, day_num day)
{
	struct rule without;

	if (!r->has_unless)
		return walk_applies(w, r, day);
	without = *r;
	without.has_unless = false;
	return walk_applies(w, &without, day);
}

bool
walk_excepts(struct walk *w, const struct rule *r, day_num day)
{
	if (!r->has_unless)
		return false;
	if (w->facts_day != day)
		set_facts(w, day);
	return condition_holds(&w->facts, &r->unless);
}

/* --- why a day is closed --- */

struct causes {
	struct cause *items;
	int count;
};

static void
add_cause(struct causes *all, struct cause cause)
{
	if (all->count < CAUSES_MAX)
		all->items[all->count++] = cause;
}

static bool
closure_is_of_room(const struct walk *w, const struct closure *c)
{
	const struct book *b = w->book;

	if (choice_set_is_empty(&c->rooms))
		return true;
	if (w->room == NONE)
		return false;
	for (int i = 0; i < b->room_count; i++)
		if (choice_set_has(&c->rooms, i) &&
		    (i == w->room || choice_set_meets(&b->rooms[i].units,
						      &b->rooms[w->room].units)))
			return true;
	return false;
}

static void
add_closures(struct walk *w, const struct closure *list, int count, day_num day,
	struct causes *all)
{
	for (int i = 0; i < count; i++) {
		const struct closure *c = &list[i];

		if (day < c->days.from || day > c->days.to || !closure_is_of_room(w, c) ||
		    !walk_applies(w, &c->rule, day))
			continue;
		add_cause(all, (struct cause){ &c->rule, c->part, c->counter_only, DAY_NONE });
	}
}

static bool
is_local_day(struct walk *w, const struct local_day *l, day_num day)
{
	bool named = spans_hold_day(l->spans, l->span_count, walk_info(w, day)->ymd) ||
		     dates_hold_day(l->dates, l->date_count, day);

	return named && walk_applies(w, &l->rule, day);
}

static void
add_closings(struct walk *w, day_num day, struct causes *all)
{
	const struct book *b = w->book;

	for (int i = 0; i < b->closing_count; i++) {
		const struct closing *c = &b->closings[i];
		day_num from;

		if (closing_closes(w, c, day, &from))
			add_cause(all, (struct cause){ &c->rule, c->part, c->counter_only, from });
	}
	for (int i = 0; i < b->local_day_count; i++) {
		const struct local_day *l = &b->local_days[i];

		if (l->closed && is_local_day(w, l, day))
			add_cause(all, (struct cause){ &l->rule, { 0, 0 }, false, DAY_NONE });
	}
}

const struct opening *
walk_opening(struct walk *w, day_num day)
{
	for (int i = 0; i < w->book->opening_count; i++) {
		const struct opening *o = &w->book->openings[i];

		if (dates_hold_day(o->dates, o->date_count, day) && walk_applies(w, &o->rule, day))
			return o;
	}
	return NULL;
}

int
walk_causes(struct walk *w, day_num day, struct cause out[CAUSES_MAX])
{
	struct causes all = { out, 0 };

	if (w->around != NULL)
		add_closures(w, w->around->closures, w->around->closure_count, day, &all);
	add_closures(w, w->book->closures, w->book->closure_count, day, &all);
	if (walk_opening(w, day) == NULL)
		add_closings(w, day, &all);
	return all.count;
}

/* --- what is left of a day --- */

static bool
is_whole(struct time_span part)
{
	return part.from == part.to;
}

static const struct hours *
hours_of(struct walk *w, day_num day)
{
	for (int i = 0; i < w->book->hours_count; i++)
		if (walk_applies(w, &w->book->hours[i].rule, day))
			return &w->book->hours[i];
	return NULL;
}

/* What is left of a day's hours, or of its counter's. */
struct pieces {
	int count;
	struct time_span items[ARRAY_LEN(((struct day_hours *)0)->spans)];
};

static void
add_piece(struct pieces *p, int from, int to)
{
	if (from < to && p->count < (int)ARRAY_LEN(p->items))
		p->items[p->count++] = (struct time_span){ from, to };
}

static void
cut(struct pieces *p, struct time_span part)
{
	struct pieces whole = *p;

	p->count = 0;
	if (is_whole(part))
		return;
	for (int i = 0; i < whole.count; i++) {
		struct time_span s = whole.items[i];

		if (part.to <= s.from || part.from >= s.to) {
			add_piece(p, s.from, s.to);
			continue;
		}
		add_piece(p, s.from, part.from);
		add_piece(p, part.to, s.to);
	}
}

static struct time_span
within(struct time_span s, struct time_span bounds)
{
	return (struct time_span){ s.from > bounds.from ? s.from : bounds.from,
				   s.to < bounds.to ? s.to : bounds.to };
}

/* The counter may open before the house and stay after it; not on a special opening. */
static void
start_day(struct day_hours *out, const struct hours *h, const struct opening *o,
	struct pieces *open, struct pieces *counter)
{
	struct time_span house = { 0, 0 }, desk = { 0, 0 };

	if (h != NULL) {
		house = h->open;
		desk = h->counter;
		out->hours = &h->rule;
	}
	if (o != NULL && !is_whole(o->open)) {
		bool as_open = desk.from == house.from && desk.to == house.to;

		house = o->open;
		desk = as_open ? house : within(desk, house);
		out->hours = &o->rule;
	}
	add_piece(open, house.from, house.to);
	add_piece(counter, desk.from, desk.to);
}

/*
 * The time of the counter before the house opens stands only while the house still
 * opens then, and that after its end while it still shuts then.
 */
static void
cut_outside(struct pieces *counter, struct time_span house, const struct pieces *open)
{
	bool none = open->count == 0;

	if (none || open->items[0].from != house.from)
		cut(counter, (struct time_span){ NONE, house.from });
	if (none || open->items[open->count - 1].to != house.to)
		cut(counter, (struct time_span){ house.to, INT_MAX });
}

/* The reason for the whole day goes before that for a part, the first before the others. */
static void
note_reason(struct day_hours *out, const struct cause *c, bool was_open)
{
	if (c->counter_only) {
		if (out->counter_reason == NULL)
			out->counter_reason = c->rule;
	} else if (out->reason == NULL || (is_whole(c->part) && was_open)) {
		out->reason = c->rule;
		out->moved_from = c->moved_from;
	}
}

static void
finish_day(struct day_hours *out, const struct pieces *open, const struct pieces *counter)
{
	out->open = open->count > 0;
	out->span_count = open->count;
	memcpy(out->spans, open->items, sizeof out->spans);
	out->counter_open = counter->count > 0;
	if (out->counter_open)
		out->counter = (struct time_span){ counter->items[0].from,
						   counter->items[counter->count - 1].to };
}

void
walk_day(struct walk *w, day_num day, struct day_hours *out)
{
	struct cause causes[CAUSES_MAX];
	struct pieces open = { 0 }, counter = { 0 };
	int count = walk_causes(w, day, causes);
	const struct day_info *d = walk_info(w, day);

	*out = (struct day_hours){
		.day = day, .kind = d->kind, .holiday = d->holiday, .holiday_name = d->name,
		.moved_from = DAY_NONE,
	};
	start_day(out, hours_of(w, day), walk_opening(w, day), &open, &counter);
	const struct time_span house = open.items[0];

	for (int i = 0; i < count; i++) {
		note_reason(out, &causes[i], open.count > 0);
		cut(&counter, causes[i].part);
		if (!causes[i].counter_only)
			cut(&open, causes[i].part);
	}
	cut_outside(&counter, house, &open);
	finish_day(out, &open, &counter);
}

/* --- for everybody --- */

void
calendar_day(const struct book *b, const struct surroundings *around, int room, day_num day,
	struct day_hours *out)
{
	struct walk w;

	walk_init(&w, b, around, room);
	walk_day(&w, day, out);
	walk_done(&w);
}

static void
walk_range(struct walk *w, struct day_span days, struct day_hours *out)
{
	for (day_num day = days.from; day <= days.to; day++)
		walk_day(w, day, &out[day - days.from]);
	walk_done(w);
}

void
calendar_range(const struct book *b, const struct surroundings *around, int room,
	struct day_span days, struct day_hours *out)
{
	struct walk w;

	walk_init(&w, b, around, room);
	walk_range(&w, days, out);
}

void
calendar_asked(const struct facts *f, struct day_span days, struct day_hours *out)
{
	struct walk w;

	walk_of(&w, f, f->known[FACT_ROOM] ? (int)f->values[FACT_ROOM] : NONE);
	walk_range(&w, days, out);
}
