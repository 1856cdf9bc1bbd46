/*
 * timetable.c - see timetable.h. What is taken comes in one reading of all units, what
 * is open from the engine, room by room.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/timetable.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "rule/ask.h"

struct filling {
	struct timetable *t;
	int days;
	int64_t site_id;            /* whose book this is */
	const struct book *book;    /* NULL: none yet */
	struct surroundings around;
	const struct room_slots **slots; /* of each slot set + 1, NULL until it is asked for */
	struct day_hours *hours;    /* of one room's days */
};

static struct room_day *
cell(const struct filling *f, int room, int day)
{
	return &f->t->cells[(size_t)room * (size_t)f->days + (size_t)day];
}

/* --- how a room is let --- */

static int
by_time(const void *a, const void *b)
{
	const struct band_time *x = a, *y = b;
	return x->from != y->from ? x->from - y->from : x->to - y->to;
}

static const struct room_slots *
make_slots(struct filling *f, int slot)
{
	struct arena *a = &f->t->arena;
	const struct book *b = f->book;
	struct room_slots *s = arena_alloc(a, sizeof(*s));
	struct band_time *bands = arena_alloc(a, ((size_t)b->band_count + 1) * sizeof(*bands));
	struct choice_set simple;
	slot_simple_bands(b, slot, &simple);
	for (int i = 0; i < b->band_count; i++)
		if (choice_set_has(&simple, i))
			bands[s->band_count++] = (struct band_time){
				.code = b->bands[i].rule.code,
				.name = b->bands[i].rule.name,
				.from = b->bands[i].from,
				.to = b->bands[i].to,
			};
	qsort(bands, (size_t)s->band_count, sizeof(*bands), by_time);
	s->bands = bands;
	s->grid = slot != NONE ? b->slots[slot].grid : 0;
	s->least = slot != NONE ? b->slots[slot].least : 0;
	s->most = slot != NONE ? b->slots[slot].most : 0;
	if (s->grid <= 0)
		s->grid = 60;
	return s;
}

static const struct room_slots *
slots_of(struct filling *f, int slot)
{
	const struct room_slots **s = &f->slots[slot + 1];
	if (!*s)
		*s = make_slots(f, slot);
	return *s;
}

static int
grid_from(const struct day_hours *h)
{
	if (h->hours && h->hours->section == RULE_HOURS)
		return ((const struct hours *)(const void *)h->hours)->open.from;
	return h->span_count > 0 ? h->spans[0].from : 0;
}

static void
fill_day(struct filling *f, struct facts *facts, const struct day_hours *h, struct room_day *out)
{
	const struct room *room = &f->book->rooms[facts->values[FACT_ROOM]];
	struct err unknown = { 0 }; /* nothing was given that could be wrong */
	facts->day = h->day;
	facts_complete(facts, &unknown);
	out->slots = slots_of(f, facts_slot(facts));
	out->open_count = h->open ? h->span_count : 0;
	memcpy(out->open, h->spans, sizeof(out->open));
	out->grid_from = grid_from(h);
	if (h->reason)
		out->why = h->reason->name;
	if (h->holiday_name[0] != '\0')
		out->holiday = h->holiday_name;
	out->set_up = room->set_up;
	out->clear_up = room->clear_up;
}

/* --- what is taken --- */

/* The first row of a unit; those of the next one follow. */
static int
first_row(const struct occupancy *o, int64_t unit)
{
	int low = 0, high = o->count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (o->rows[middle].unit_id < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_booking(const struct room_day *r, int64_t booking_id)
{
	for (int i = 0; i < r->taken_count; i++)
		if (r->taken[i]->booking_id == booking_id)
			return true;
	return false;
}

static void
add_taken(struct room_day *r, const struct taken *t)
{
	int at = r->taken_count;
	if (has_booking(r, t->booking_id))
		return; /* a joined room: once for each unit */
	for (; at > 0 && r->taken[at - 1]->from > t->from; at--)
		r->taken[at] = r->taken[at - 1];
	r->taken[at] = t;
	r->taken_count++;
}

static int
rows_of_unit(const struct occupancy *o, int64_t unit)
{
	return first_row(o, unit + 1) - first_row(o, unit);
}

static void
fill_taken(struct filling *f, int room)
{
	const struct room_row *row = &f->t->rooms.rows[room];
	const struct occupancy *o = &f->t->taken;
	int count = 0;
	for (int u = 0; u < row->unit_count; u++)
		count += rows_of_unit(o, row->units[u]);
	const struct taken **list =
		arena_alloc(&f->t->arena, ((size_t)count + 1) * sizeof(*list));
	int *at = arena_alloc(&f->t->arena, ((size_t)row->unit_count + 1) * sizeof(*at));
	for (int u = 0; u < row->unit_count; u++)
		at[u] = first_row(o, row->units[u]);
	for (int i = 0; i < f->days; i++) {
		struct room_day *r = cell(f, room, i);
		r->taken = list;
		for (int u = 0; u < row->unit_count; u++)
			for (; at[u] < o->count && o->rows[at[u]].unit_id == row->units[u] &&
			       o->rows[at[u]].day == r->day;
			     at[u]++)
				add_taken(r, &o->rows[at[u]]);
		list += r->taken_count;
	}
}

/* --- room by room --- */

/* The book of a site; rooms come site by site. */
static bool
take_book(struct desk *d, struct filling *f, int64_t site_id, struct err *e)
{
	if (f->book && f->site_id == site_id)
		return true;
	int64_t id = rule_store_of_site(d, site_id, desk_today(d), e);
	f->site_id = site_id;
	f->book = id ? rule_store_book(d, id, e) : NULL;
	if (!f->book || !surroundings_load(d, f->book, site_id, &f->t->arena, &f->around, e))
		return false;
	f->slots = arena_alloc(&f->t->arena,
			       ((size_t)f->book->slot_count + 1) * sizeof(*f->slots));
	return true;
}

static void
fill_room(struct filling *f, int room)
{
	static const struct room_slots none = { .grid = 60 };
	const struct room_row *row = &f->t->rooms.rows[room];
	int in_book = room_in_book(f->book, row->code);
	const char *why = row->is_out_of_use  ? _("out of use")
			  : in_book == NONE ? _("not in the rule book")
					    : "";
	struct facts facts;
	for (int i = 0; i < f->days; i++)
		*cell(f, room, i) = (struct room_day){
			.room = row, .day = f->t->days.from + i, .slots = &none, .holiday = "",
			.why = why,
		};
	fill_taken(f, room);
	if (in_book == NONE || row->is_out_of_use)
		return;
	calendar_range(f->book, &f->around, in_book, f->t->days, f->hours);
	facts_init(&facts, f->book, &f->around);
	facts_set_number(&facts, FACT_ROOM, in_book);
	for (int i = 0; i < f->days; i++)
		fill_day(f, &facts, &f->hours[i], cell(f, room, i));
	facts_done(&facts);
}

static bool
choose_rooms(struct desk *d, const struct timetable_wish *w, struct timetable *t, struct err *e)
{
	const struct room_list_wish shown = { w->site_id, w->room_id, w->days };
	bool ok = w->of == OCCUPANCY_WHO
			  ? room_list_load_booked(d, &shown, &t->arena, &t->rooms, e)
			  : room_list_load(d, w->site_id, &t->arena, &t->rooms, e);
	if (!ok)
		return false;
	if (w->room_id == 0)
		return true;
	const struct room_row *row = room_list_find(&t->rooms, w->room_id);
	if (!row)
		return err_set(e, ERR_NOT_FOUND, _("This room is not let."));
	t->rooms = (struct room_list){ 1, row };
	return true;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* The units of all rooms, each once. */
static int
collect_units(const struct room_list *rooms, struct arena *a, int64_t **out)
{
	int count = 0, kept = 0;
	for (int i = 0; i < rooms->count; i++)
		count += rooms->rows[i].unit_count;
	int64_t *units = arena_alloc(a, ((size_t)count + 1) * sizeof(*units));
	count = 0;
	for (int i = 0; i < rooms->count; i++)
		for (int u = 0; u < rooms->rows[i].unit_count; u++)
			units[count++] = rooms->rows[i].units[u];
	qsort(units, (size_t)count, sizeof(*units), by_id);
	for (int i = 0; i < count; i++)
		if (kept == 0 || units[kept - 1] != units[i])
			units[kept++] = units[i];
	*out = units;
	return kept;
}

static bool
load_taken(struct desk *d, const struct timetable_wish *w, struct timetable *t, struct err *e)
{
	int64_t *units;
	struct occupancy_wish of = { .days = w->days, .of = w->of };
	of.unit_count = collect_units(&t->rooms, &t->arena, &units);
	of.units = units;
	return occupancy_load(d, &of, &t->arena, &t->taken, e) &&
	       (w->of == OCCUPANCY_TIMES ||
		waiting_load(d, w->days, &t->arena, &t->waiting, e));
}

bool
timetable_load(struct desk *d, const struct timetable_wish *w, struct timetable *out, struct err *e)
{
	assert(w->days.from <= w->days.to);
	struct filling f = { .t = out, .days = w->days.to - w->days.from + 1 };
	AUTO_FREE struct day_hours *hours = mem_alloc((size_t)f.days * sizeof(*hours));
	*out = (struct timetable){ .arena = ARENA_INIT, .days = w->days };
	f.hours = hours;
	if (!choose_rooms(d, w, out, e) || !load_taken(d, w, out, e))
		return false;
	out->cells = arena_alloc(&out->arena, ((size_t)out->rooms.count * (size_t)f.days + 1) *
						      sizeof(*out->cells));
	for (int i = 0; i < out->rooms.count; i++) {
		if (!take_book(d, &f, out->rooms.rows[i].site_id, e))
			return false;
		fill_room(&f, i);
	}
	return true;
}

void
timetable_done(struct timetable *t)
{
	arena_done(&t->arena);
}

const struct room_day *
timetable_at(const struct timetable *t, int room, day_num day)
{
	size_t days = (size_t)(t->days.to - t->days.from + 1);
	return &t->cells[(size_t)room * days + (size_t)(day - t->days.from)];
}

bool
room_day_is_open(const struct room_day *r, int from, int to)
{
	for (int i = 0; i < r->open_count; i++)
		if (r->open[i].from <= from && to <= r->open[i].to)
			return true;
	return false;
}

bool
room_day_is_free(const struct room_day *r, int from, int to)
{
	for (int i = 0; i < r->taken_count; i++)
		if (r->taken[i]->from < to + r->clear_up && r->taken[i]->to > from - r->set_up)
			return false;
	return room_day_is_open(r, from, to);
}
