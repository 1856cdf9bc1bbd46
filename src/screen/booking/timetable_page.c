/*
 * timetable_page.c - a page of the timetable: each line cut into pieces that are free,
 * taken, closed, or neither. Cut once when the page is read; keys only move.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable.h"

#include <string.h>

#include "base/mem.h"
#include "desk/rule/rule_store.h"

enum { HOUR = 60, NINE = 9 * HOUR, NIGHT = 21 * HOUR, MIDNIGHT = 24 * HOUR };

/* --- which days --- */

struct page_key
page_key_of(enum timetable_view view, day_num day, int64_t room_id, int64_t site_id)
{
	struct ymd v = date_to_ymd(day);
	switch (view) {
	case VIEW_DAY:
	case VIEW_COUNT:
		return (struct page_key){ VIEW_DAY, day, 0, site_id };
	case VIEW_WEEK:
		return (struct page_key){ view, day - date_weekday(day), room_id, site_id };
	case VIEW_MONTH:
		break;
	}
	return (struct page_key){ view, date_from_ymd(v.year, v.month, 1), room_id, site_id };
}

day_num
page_last_day(const struct page_key *k)
{
	if (k->view == VIEW_MONTH)
		return date_add_months(k->first, 1) - 1;
	return k->view == VIEW_WEEK ? k->first + 6 : k->first;
}

bool
page_key_equal(const struct page_key *a, const struct page_key *b)
{
	return a->view == b->view && a->first == b->first && a->room_id == b->room_id &&
	       a->site_id == b->site_id;
}

/* --- cutting a line --- */

struct cutting {
	struct arena *arena;
	const struct room_day *cell;
	struct piece *pieces;
	int count, room_for;
};

static struct piece *
add_piece(struct cutting *c, enum piece_kind kind, int from, int to)
{
	if (c->count == c->room_for) {
		int more = c->room_for > 0 ? 2 * c->room_for : 16;
		struct piece *pieces = arena_alloc(c->arena, (size_t)more * sizeof(*pieces));
		if (c->count > 0)
			memcpy(pieces, c->pieces, (size_t)c->count * sizeof(*pieces));
		c->pieces = pieces;
		c->room_for = more;
	}
	c->pieces[c->count] = (struct piece){ .kind = kind, .from = from, .to = to };
	return &c->pieces[c->count++];
}

/* Uses that overlap, of the parts of a joined room, are one piece. Returns the next one. */
static int
add_taken(struct cutting *c, int first)
{
	const struct room_day *r = c->cell;
	const struct taken *t = r->taken[first];
	struct piece *p = add_piece(c, PIECE_TAKEN, t->from, t->to);
	p->taken_first = first;
	p->taken_count = 1;
	p->use_from = t->use_from;
	p->use_to = t->use_to;
	for (int i = first + 1; i < r->taken_count && r->taken[i]->from < p->to; i++) {
		t = r->taken[i];
		p->to = t->to > p->to ? t->to : p->to;
		p->use_from = t->use_from < p->use_from ? t->use_from : p->use_from;
		p->use_to = t->use_to > p->use_to ? t->use_to : p->use_to;
		p->taken_count++;
	}
	return first + p->taken_count;
}

/* The next minute after `from` at which the room opens or closes, at most `to`. */
static int
same_until(const struct room_day *r, int from, int to, bool *is_open)
{
	*is_open = false;
	for (int i = 0; i < r->open_count; i++) {
		if (from >= r->open[i].to)
			continue;
		*is_open = from >= r->open[i].from;
		int edge = *is_open ? r->open[i].to : r->open[i].from;
		return edge < to ? edge : to;
	}
	return to;
}

/* A time in which nothing is offered: closed, or only not sold. */
static void
add_rest(struct cutting *c, int from, int to)
{
	while (from < to) {
		bool is_open;
		int until = same_until(c->cell, from, to, &is_open);
		add_piece(c, is_open ? PIECE_REST : PIECE_CLOSED, from, until);
		from = until;
	}
}

static void
cut_by_bands(struct cutting *c, int from, int to)
{
	const struct room_slots *s = c->cell->slots;
	for (int i = 0; i < s->band_count; i++) {
		const struct band_time *b = &s->bands[i];
		if (b->from < from || b->to > to || !room_day_is_free(c->cell, b->from, b->to))
			continue;
		add_rest(c, from, b->from);
		add_piece(c, PIECE_FREE, b->from, b->to)->band = b;
		from = b->to;
	}
	add_rest(c, from, to);
}

/* By the hour: a piece of an hour is offered, its length is asked afterwards. */
static void
cut_by_hours(struct cutting *c, int from, int to)
{
	while (from < to) {
		int until = (from / HOUR + 1) * HOUR;
		if (until > to)
			until = to;
		if (room_day_is_free(c->cell, from, until))
			add_piece(c, PIECE_FREE, from, until);
		else
			add_rest(c, from, until);
		from = until;
	}
}

static void
cut_free(struct cutting *c, int from, int to)
{
	if (from >= to)
		return;
	if (c->cell->open_count == 0)
		add_rest(c, from, to);
	else if (c->cell->slots->band_count > 0)
		cut_by_bands(c, from, to);
	else
		cut_by_hours(c, from, to);
}

static void
cut_line(struct page *p, struct page_line *l)
{
	struct cutting c = { .arena = &p->table.arena, .cell = l->cell };
	int from = p->axis.from;
	for (int i = 0; i < l->cell->taken_count;) {
		int at = c.count;
		const struct taken *t = l->cell->taken[i];
		cut_free(&c, from, t->from);
		at = c.count;
		i = add_taken(&c, i);
		from = c.pieces[at].to;
	}
	cut_free(&c, from, p->axis.to);
	l->pieces = c.pieces;
	l->count = c.count;
}

/* --- a page --- */

static void
widen(struct time_span *axis, int from, int to)
{
	axis->from = from < axis->from ? from : axis->from;
	axis->to = to > axis->to ? to : axis->to;
}

static struct time_span
axis_of(const struct page *p)
{
	struct time_span axis = { MIDNIGHT, 0 };
	for (int i = 0; i < p->count; i++) {
		const struct room_day *r = p->lines[i].cell;
		for (int k = 0; k < r->open_count; k++)
			widen(&axis, r->open[k].from, r->open[k].to);
		for (int k = 0; k < r->taken_count; k++)
			widen(&axis, r->taken[k]->from, r->taken[k]->to);
	}
	if (axis.from >= axis.to)
		return (struct time_span){ NINE, NIGHT };
	axis.from -= axis.from % HOUR;
	axis.to = (axis.to + HOUR - 1) / HOUR * HOUR;
	return axis;
}

static void
make_lines(struct page *p)
{
	int days = p->table.days.to - p->table.days.from + 1;
	p->count = p->table.rooms.count * days;
	p->lines = arena_alloc(&p->table.arena, ((size_t)p->count + 1) * sizeof(*p->lines));
	for (int i = 0; i < p->count; i++)
		p->lines[i].cell = &p->table.cells[i];
	p->axis = axis_of(p);
	for (int i = 0; i < p->count; i++)
		cut_line(p, &p->lines[i]);
}

void
page_load(struct page *p, struct desk *d, const struct page_key *k)
{
	const struct timetable_wish w = {
		.room_id = k->room_id,
		.site_id = k->room_id ? 0 : k->site_id,
		.days = { k->first, page_last_day(k) },
		.of = OCCUPANCY_WHO,
	};
	*p = (struct page){ .key = *k, .is_loaded = true };
	if (rule_store_is_any(d, &p->fault) && timetable_load(d, &w, &p->table, &p->fault))
		make_lines(p);
}

void
page_done(struct page *p)
{
	if (p->is_loaded)
		timetable_done(&p->table);
	*p = (struct page){ 0 };
}

/* --- where the cursor can stand --- */

static bool
can_stand(const struct page_line *l, int piece)
{
	enum piece_kind kind = l->pieces[piece].kind;
	return kind == PIECE_FREE || kind == PIECE_TAKEN || l->count == 1;
}

int
page_piece_at(const struct page_line *l, int minute)
{
	int best = -1, distance = 0;
	for (int i = 0; i < l->count; i++) {
		const struct piece *p = &l->pieces[i];
		int off = minute < p->from ? p->from - minute
			  : minute >= p->to ? minute - p->to + 1 : 0;
		if (!can_stand(l, i) || (best >= 0 && off >= distance))
			continue;
		best = i;
		distance = off;
	}
	return best;
}

int
page_piece_next(const struct page_line *l, int piece, int step)
{
	for (int i = piece + step; i >= 0 && i < l->count; i += step)
		if (can_stand(l, i))
			return i;
	return -1;
}

const struct taken *
piece_taken(const struct page_line *l, const struct piece *p, int i)
{
	return l->cell->taken[p->taken_first + i];
}
