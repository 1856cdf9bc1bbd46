/* room_ahead.c - see room_ahead.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/room_ahead.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/booking/booking.h"
#include "desk/booking/room.h"
#include "store/stmt.h"

enum { NAMED = 3 }; /* so many are named in a sentence */

struct ahead {
	int64_t id, room_id;
	const char *number, *room_name;
	day_num day;
	int from, to; /* minutes, as occupied */
	enum booking_state state;
	bool is_let; /* the room is not out of use */
	int room;    /* in the book, or NONE */
	struct choice_set units; /* of the book's; empty for what occupies nothing */
};

struct reading {
	struct desk *desk;
	const struct book *book;
	struct arena *arena;
	struct ahead *rows;
	int count;
};

/* --- reading --- */

/* Of a room that the book has not, the units that it shares with rooms of the book. */
static bool
read_units(const struct reading *r, int64_t room_id, struct choice_set *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, r->desk->store,
		       "SELECT u.code FROM room_unit AS m JOIN unit AS u ON u.id = m.unit_id"
		       " WHERE m.room_id = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, room_id);
	while (stmt_row(&q, e))
		for (int i = 0; i < r->book->unit_count; i++)
			if (strcmp(r->book->units[i], stmt_text(&q, 0)) == 0)
				choice_set_add(out, i);
	return !stmt_failed(&q);
}

static struct ahead
row_of(const struct reading *r, struct stmt *q)
{
	return (struct ahead){
		.id = stmt_int(q, 0),
		.number = arena_strdup(r->arena, stmt_text(q, 1)),
		.day = date_from_iso(stmt_text(q, 2)),
		.from = (int)stmt_int(q, 3),
		.to = (int)stmt_int(q, 4),
		.state = booking_state_from(stmt_text(q, 5)),
		.room_id = stmt_int(q, 6),
		.room = room_in_book(r->book, stmt_text(q, 7)),
		.room_name = arena_strdup(r->arena, stmt_text(q, 8)),
		.is_let = stmt_int(q, 9) == 0,
	};
}

/* Times as the triggers of db/0008 occupy them. */
static bool
read_rows(struct reading *r, int64_t site_id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(&q, r->desk->store,
		       "SELECT b.id, coalesce(b.number, ''), b.day,"
		       " max(0, b.from_minute - b.set_up - b.extended_before) AS begins,"
		       " min(1440, b.to_minute + b.clear_up + b.extended_after), b.state,"
		       " r.id, r.code, r.name, r.retired, count(*) OVER ()"
		       " FROM booking AS b JOIN room AS r ON r.id = b.room_id"
		       " WHERE b.day >= ?1 AND coalesce(r.site_id, 0) = ?2 AND b.state IN"
		       " ('hold', 'waiting', 'applied', 'permitted', 'in_use', 'done')"
		       " ORDER BY b.day, begins, b.id",
		       e))
		return false;
	date_to_iso(desk_today(r->desk), today);
	stmt_bind_text(&q, 1, today);
	stmt_bind_int(&q, 2, site_id);
	while (stmt_row(&q, e)) {
		if (!r->rows)
			r->rows =
				arena_alloc(r->arena, sizeof(*r->rows) * (size_t)stmt_int(&q, 10));
		r->rows[r->count++] = row_of(r, &q);
	}
	return !stmt_failed(&q);
}

static bool
read_ahead(struct reading *r, int64_t site_id, struct err *e)
{
	if (!read_rows(r, site_id, e))
		return false;
	for (int i = 0; i < r->count; i++) {
		struct ahead *row = &r->rows[i];
		if (!booking_state_occupies(row->state))
			continue;
		if (row->room != NONE)
			row->units = r->book->rooms[row->room].units;
		else if (!read_units(r, row->room_id, &row->units, e))
			return false;
	}
	return true;
}

/* --- in each other's way --- */

static const char *
line_of(const struct reading *r, int64_t id, struct err *e)
{
	AUTO_STR line = STR_INIT;
	struct record *booking = record_read(r->desk, form_find(r->desk->forms, "booking"), id, e);
	if (!booking)
		return NULL;
	booking_add_line(r->desk, booking, &line);
	record_free(booking);
	return arena_strdup(r->arena, str_text(&line));
}

static bool
add_pair(const struct reading *r, const struct ahead *row, const struct ahead *other,
	 struct room_clashes *out, struct err *e)
{
	struct room_clash *c = &out->rows[out->count++];
	*c = (struct room_clash){ .id = row->id, .other_id = other->id };
	c->line = line_of(r, row->id, e);
	c->other = c->line ? line_of(r, other->id, e) : NULL;
	return c->other != NULL;
}

/* The rows follow each other by day and time, so that those in a row's way are next to it. */
static bool
is_in_reach(const struct reading *r, int row, int other)
{
	return other < r->count && r->rows[other].day == r->rows[row].day &&
	       r->rows[other].from < r->rows[row].to;
}

static bool
clashes(const struct reading *r, int row, int other)
{
	return choice_set_meets(&r->rows[row].units, &r->rows[other].units);
}

static int
count_pairs(const struct reading *r)
{
	int count = 0;
	for (int i = 0; i < r->count; i++)
		for (int k = i + 1; is_in_reach(r, i, k); k++)
			count += clashes(r, i, k);
	return count;
}

bool
room_clashes_find(struct desk *d, int64_t site_id, const struct book *b, struct arena *a,
		  struct room_clashes *out, struct err *e)
{
	struct reading r = { .desk = d, .book = b, .arena = a };
	*out = (struct room_clashes){ 0 };
	if (!read_ahead(&r, site_id, e))
		return false;
	out->rows = arena_alloc(a, sizeof(*out->rows) * (size_t)(count_pairs(&r) + 1));
	for (int i = 0; i < r.count; i++)
		for (int k = i + 1; is_in_reach(&r, i, k); k++)
			if (clashes(&r, i, k) && !add_pair(&r, &r.rows[i], &r.rows[k], out, e))
				return false;
	return true;
}

static void
add_more(int count, int named, struct str *b)
{
	if (count > named)
		str_addf(b, _(" and %d more"), count - named);
}

bool
room_require_no_clash(struct desk *d, int64_t site_id, const struct book *b, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR named = STR_INIT;
	struct room_clashes c;
	int i = 0;
	if (!room_clashes_find(d, site_id, b, &a, &c, e))
		return false;
	if (c.count == 0)
		return true;
	for (; i < c.count && i < NAMED; i++)
		str_addf(&named, "%s%s / %s", i ? "; " : "", c.rows[i].line, c.rows[i].other);
	add_more(c.count, i, &named);
	/* L10N: pairs of bookings: number, day, time, room, party. */
	return err_set(e, ERR_REFUSED,
		       _("Pairs of bookings ahead that its rooms (units) would put in each other's"
			 " way: %d. Move or cancel one of each first: %s."),
		       c.count, str_text(&named));
}

/* --- in rooms that the book has not --- */

static bool
is_left(const struct ahead *row)
{
	return row->room == NONE && row->is_let && row->state <= BOOKING_PERMITTED;
}

static bool
was_named(const struct reading *r, int row)
{
	for (int i = 0; i < row; i++)
		if (is_left(&r->rows[i]) && r->rows[i].room_id == r->rows[row].room_id)
			return true;
	return false;
}

bool
room_left_add(struct desk *d, int64_t site_id, const struct book *b, struct str *out, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR numbers = STR_INIT;
	AUTO_STR rooms = STR_INIT;
	struct reading r = { .desk = d, .book = b, .arena = &a };
	int count = 0;
	if (!read_rows(&r, site_id, e))
		return false;
	for (int i = 0; i < r.count; i++) {
		const struct ahead *row = &r.rows[i];
		if (!is_left(row))
			continue;
		if (count++ < NAMED)
			str_addf(&numbers, "%s%s", count > 1 ? ", " : "", row->number);
		if (!was_named(&r, i))
			str_addf(&rooms, "%s%s", rooms.len ? ", " : "", row->room_name);
	}
	add_more(count, NAMED, &numbers);
	if (count > 0)
		str_addf(out,
			 _("Bookings ahead in rooms that the book no longer has: %d (%s). The rooms"
			   " stay in the register until they are set out of use: %s.\n"),
			 count, str_text(&numbers), str_text(&rooms));
	return true;
}
