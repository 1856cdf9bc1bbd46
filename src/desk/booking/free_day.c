/* free_day.c - see free_day.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/free_day.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { NOON = 12 * 60, FIVE = 17 * 60, MIDNIGHT = 24 * 60, PARTS = 3 };

static const struct time_span parts[PARTS] = {
	{ 0, NOON }, { NOON, FIVE }, { FIVE, MIDNIGHT }, /* the bits of enum free_part */
};

void
free_day_init(struct free_day *f, const struct free_wish *w)
{
	*f = (struct free_day){ .wish = w, .want_from = NONE, .want_to = NONE };
}

void
free_day_done(struct free_day *f)
{
	free(f->slots);
}

void
free_day_want(struct free_day *f, const struct book *b, const struct choice_set *simple)
{
	f->want_from = MIDNIGHT;
	f->want_to = 0;
	for (int i = 0; i < b->band_count; i++) {
		if (!choice_set_has(simple, i))
			continue;
		if (b->bands[i].from < f->want_from)
			f->want_from = b->bands[i].from;
		if (b->bands[i].to > f->want_to)
			f->want_to = b->bands[i].to;
	}
}

static void
add(struct free_day *f, const struct free_slot *s)
{
	int seats = s->cell->room->capacity;
	if (s->to <= f->now || !room_day_is_free(s->cell, s->from, s->to))
		return;
	if (f->count == f->room_for) {
		f->room_for = f->room_for > 0 ? 2 * f->room_for : 64;
		f->slots = mem_resize(f->slots, (size_t)f->room_for, sizeof(*f->slots));
	}
	f->slots[f->count] = *s;
	f->slots[f->count++].spare = seats > f->wish->heads ? seats - f->wish->heads : 0;
}

unsigned
free_part_at(int minute)
{
	return minute < NOON ? FREE_MORNING : minute < FIVE ? FREE_AFTERNOON : FREE_EVENING;
}

static bool
is_wanted_part(const struct free_wish *w, int from)
{
	return w->parts == 0 || (w->parts & free_part_at(from)) != 0;
}

/* --- rooms that are let by bands --- */

/* Minutes of the bands' time that lie within the wished times. */
static int
of_use(const struct free_wish *w, int from, int to)
{
	if (w->from != NONE && from < w->from)
		from = w->from;
	if (w->to != NONE && to > w->to)
		to = w->to;
	return to - from;
}

/* The last of the bands that are wanted together from `first` on, or NONE. */
static int
last_band(const struct free_day *f, const struct room_slots *s, int first)
{
	const struct free_wish *w = f->wish;
	int from = s->bands[first].from, last = first;
	bool as_it_is = w->minutes == 0 && w->from != NONE;
	int begin = as_it_is ? w->from : f->want_from, end = as_it_is ? w->to : f->want_to;
	if (begin != NONE) { /* the bands that hold the time: no less, and none beside it */
		if (from > begin || s->bands[first].to <= begin)
			return NONE;
		while (last + 1 < s->band_count && s->bands[last].to < end)
			last++;
		return s->bands[last].to >= end ? last : NONE;
	}
	if (w->minutes == 0)
		return first;
	while (last + 1 < s->band_count && of_use(w, from, s->bands[last].to) < w->minutes)
		last++;
	return of_use(w, from, s->bands[last].to) >= w->minutes ? last : NONE;
}

static void
add_bands(struct free_day *f, const struct room_day *cell)
{
	const struct room_slots *s = cell->slots;
	for (int i = 0; i < s->band_count; i++) {
		int last = is_wanted_part(f->wish, s->bands[i].from) ? last_band(f, s, i) : NONE;
		struct free_slot slot = { .cell = cell, .first_band = i, .last_band = last };
		if (last == NONE)
			continue;
		slot.from = s->bands[i].from;
		slot.to = s->bands[last].to;
		add(f, &slot);
	}
}

/* --- rooms that are let by minutes --- */

static int
up_to_grid(const struct room_day *c, int minute)
{
	int over = (minute - c->grid_from) % c->slots->grid;
	if (over < 0)
		over += c->slots->grid;
	return over == 0 ? minute : minute + c->slots->grid - over;
}

static int
length_of(const struct free_wish *w, const struct room_slots *s)
{
	int minutes = w->minutes > 0 ? w->minutes : s->least > 0 ? s->least : 60;
	if (minutes < s->least)
		minutes = s->least;
	return (minutes + s->grid - 1) / s->grid * s->grid;
}

static void
add_as_it_is(struct free_day *f, const struct room_day *cell, int from, int to)
{
	struct free_slot slot = { .cell = cell, .first_band = NONE, .last_band = NONE };
	const struct room_slots *s = cell->slots;
	slot.from = up_to_grid(cell, from) > from ? up_to_grid(cell, from) - s->grid : from;
	slot.to = up_to_grid(cell, to);
	if (slot.to - slot.from < s->least)
		slot.to = slot.from + s->least;
	if (s->most == 0 || slot.to - slot.from <= s->most)
		add(f, &slot);
}

/* The first beginning in a part of the day from which the wished time is free. */
static void
add_first(struct free_day *f, const struct room_day *cell, struct time_span within)
{
	int length = length_of(f->wish, cell->slots);
	struct free_slot slot = { .cell = cell, .first_band = NONE, .last_band = NONE };
	int from = within.from > f->now ? within.from : f->now;
	if (cell->slots->most > 0 && length > cell->slots->most)
		return;
	for (from = up_to_grid(cell, from); from + length <= within.to; from += cell->slots->grid) {
		if (!room_day_is_free(cell, from, from + length))
			continue;
		slot.from = from;
		slot.to = from + length;
		add(f, &slot);
		return;
	}
}

static void
add_minutes(struct free_day *f, const struct room_day *cell)
{
	const struct free_wish *w = f->wish;
	if (f->want_from != NONE) {
		add_as_it_is(f, cell, f->want_from, f->want_to);
		return;
	}
	if (w->minutes == 0 && w->from != NONE) {
		add_as_it_is(f, cell, w->from, w->to);
		return;
	}
	for (int i = 0; i < PARTS; i++) {
		struct time_span within = parts[i];
		if (w->parts != 0 && (w->parts >> i & 1) == 0)
			continue;
		if (w->from != NONE && w->from > within.from)
			within.from = w->from;
		if (w->to != NONE && w->to < within.to)
			within.to = w->to;
		add_first(f, cell, within);
	}
}

void
free_day_add_room(struct free_day *f, const struct room_day *cell)
{
	int seats = cell->room->capacity;
	if (cell->open_count == 0 || (seats > 0 && seats < f->wish->heads))
		return;
	if (cell->slots->band_count > 0)
		add_bands(f, cell);
	else
		add_minutes(f, cell);
}

/* --- order --- */

static int
by_fit(const void *a, const void *b)
{
	const struct free_slot *x = a, *y = b;
	if (x->from != y->from)
		return x->from - y->from;
	if (x->spare != y->spare)
		return x->spare - y->spare;
	return (x->cell > y->cell) - (x->cell < y->cell);
}

void
free_day_sort(struct free_day *f)
{
	if (f->count > 1)
		qsort(f->slots, (size_t)f->count, sizeof(*f->slots), by_fit);
}

bool
free_day_equal(const struct free_day *f, int a, int b)
{
	return f->slots[a].from == f->slots[b].from && f->slots[a].spare == f->slots[b].spare;
}

void
free_slot_add_codes(const struct free_slot *s, struct str *b)
{
	for (int i = s->first_band; i != NONE && i <= s->last_band; i++)
		str_addf(b, "%s%s", i > s->first_band ? "," : "", s->cell->slots->bands[i].code);
}

void
free_slot_add_words(const struct free_slot *s, struct str *b)
{
	for (int i = s->first_band; i != NONE && i <= s->last_band; i++)
		/* L10N: between the names of bands: "morning, afternoon". */
		str_addf(b, "%s%s", i > s->first_band ? _(", ") : "",
			 s->cell->slots->bands[i].name);
	if (s->first_band != NONE)
		return;
	time_add_span(b, s->from, s->to);
}
