/*
 * room.c - see room.h. The rule book names units and rooms by codes; the register
 * keeps a row for each, for ever, because bookings point to them.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/room.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/booking.h"
#include "desk/record/record_check.h"
#include "store/stmt.h"

/* --- reading --- */

static bool
load_units(struct desk *d, struct arena *a, struct room_row *row, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT unit_id, count(*) OVER () FROM room_unit WHERE room_id = ?1"
		       " ORDER BY unit_id",
		       e))
		return false;
	stmt_bind_int(&q, 1, row->id);
	int64_t *units = NULL;
	while (stmt_row(&q, e)) {
		if (!units)
			units = arena_alloc(a, sizeof(*units) * (size_t)stmt_int(&q, 1));
		units[row->unit_count++] = stmt_int(&q, 0);
	}
	row->units = units;
	return !stmt_failed(&q);
}

static bool
read_rooms(struct desk *d, struct stmt *q, struct arena *a, struct room_list *out, struct err *e)
{
	struct room_row *rows = NULL;
	while (stmt_row(q, e)) {
		if (!rows)
			rows = arena_alloc(a, sizeof(*rows) * (size_t)stmt_int(q, 6));
		rows[out->count++] = (struct room_row){
			.id = stmt_int(q, 0),
			.site_id = stmt_int(q, 1),
			.code = arena_strdup(a, stmt_text(q, 2)),
			.name = arena_strdup(a, stmt_text(q, 3)),
			.capacity = (int)stmt_int(q, 4),
			.is_out_of_use = stmt_int(q, 5) != 0,
		};
	}
	if (stmt_failed(q))
		return false;
	out->rows = rows;
	for (int i = 0; i < out->count; i++)
		if (!load_units(d, a, &rows[i], e))
			return false;
	return true;
}

#define ROOMS                                                                    \
	"SELECT id, coalesce(site_id, 0), code, name, coalesce(capacity, 0), retired," \
	" count(*) OVER () FROM room"                                                \
	" WHERE (?1 = 0 OR site_id IS NULL OR site_id = ?1) AND (retired = 0"
#define IN_ORDER ") ORDER BY site_id, position, id"

bool
room_list_load(struct desk *d, int64_t site_id, struct arena *a, struct room_list *out,
	       struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	*out = (struct room_list){ 0 };
	if (!stmt_open(&q, d->store, ROOMS IN_ORDER, e))
		return false;
	stmt_bind_int(&q, 1, site_id);
	return read_rooms(d, &q, a, out, e);
}

bool
room_list_load_booked(struct desk *d, const struct room_list_wish *w, struct arena *a,
		      struct room_list *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	*out = (struct room_list){ 0 };
	if (!stmt_open(&q, d->store,
		       ROOMS " OR id = ?2 OR EXISTS (SELECT 1 FROM booking AS b"
			     " JOIN occupation AS o ON o.booking_id = b.id"
			     " WHERE b.room_id = room.id AND b.day BETWEEN ?3 AND ?4)" IN_ORDER,
		       e))
		return false;
	date_to_iso(w->booked.from, first);
	date_to_iso(w->booked.to, last);
	stmt_bind_int(&q, 1, w->site_id);
	stmt_bind_int(&q, 2, w->room_id);
	stmt_bind_text(&q, 3, first);
	stmt_bind_text(&q, 4, last);
	return read_rooms(d, &q, a, out, e);
}

const struct room_row *
room_list_find(const struct room_list *l, int64_t id)
{
	for (int i = 0; i < l->count; i++)
		if (l->rows[i].id == id)
			return &l->rows[i];
	return NULL;
}

void
room_said(struct desk *d, const struct record *r, struct str *out)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	if (!str_equal(record_get(r, "retired"), "1") ||
	    !stmt_open(&q, d->store,
		       "SELECT count(*) FROM booking WHERE room_id = ?1 AND day >= ?2"
		       " AND state" BOOKING_IS_AHEAD,
		       NULL))
		return;
	date_to_iso(desk_today(d), today);
	stmt_bind_int(&q, 1, r->id);
	stmt_bind_text(&q, 2, today);
	if (stmt_row(&q, NULL) && stmt_int(&q, 0) > 0)
		/* L10N: behind the name of a room that is out of use. */
		str_addf(out, _(" (bookings ahead that stand: %d)"), (int)stmt_int(&q, 0));
}

int
room_in_book(const struct book *b, const char *code)
{
	for (int i = 0; i < b->room_count; i++)
		if (strcmp(b->rooms[i].rule.code, code) == 0)
			return i;
	return NONE;
}

/* --- following a book --- */

struct following {
	struct desk *desk;
	struct tx *tx;
	int64_t site_id;
	const struct book *book, *before;
	const char *reason;
};

/* The id of the row with this code in `unit` or `room`, 0: none, -1: failed. */
static int64_t
find_code(const struct following *f, const char *sql, const char *code, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, f->desk->store, sql, e))
		return -1;
	stmt_bind_int(&q, 1, f->site_id);
	stmt_bind_text(&q, 2, code);
	int64_t id = stmt_row(&q, e) ? stmt_int(&q, 0) : 0;
	return stmt_failed(&q) ? -1 : id;
}

static bool
save(const struct following *f, struct record *r, int64_t *id, struct err *e)
{
	bool ok = record_save_within(f->desk, f->tx, r, f->reason, e);
	*id = r->id;
	record_free(r);
	return ok;
}

/* A unit bears the name of the room that it is alone, else its code. */
static const char *
unit_name(const struct following *f, int unit)
{
	for (int i = 0; i < f->book->room_count; i++) {
		const struct room *room = &f->book->rooms[i];
		struct choice_set only = { { 0 } };
		choice_set_add(&only, unit);
		if (choice_set_has(&room->units, unit) && choice_set_holds(&only, &room->units))
			return room->rule.name;
	}
	return f->book->units[unit];
}

static bool
follow_unit(const struct following *f, int unit, int64_t *id, struct err *e)
{
	const char *code = f->book->units[unit];
	*id = find_code(f, "SELECT id FROM unit WHERE coalesce(site_id, 0) = ?1 AND code = ?2",
			code, e);
	if (*id != 0)
		return *id > 0;
	struct record *r = record_new(f->desk, form_find(f->desk->forms, "unit"));
	record_put(r, "code", code);
	record_put(r, "name", unit_name(f, unit));
	record_put_id(r, "site_id", f->site_id);
	return save(f, r, id, e);
}

/* What still says what the edition before said goes with the new one. */
static void
follow_field(struct record *r, const char *field, const char *before, const char *now)
{
	const char *there = record_get(r, field);
	if (str_equal(there ? there : "", before))
		record_put(r, field, now[0] ? now : NULL);
}

static bool
rename_room(const struct following *f, int room, int64_t id, struct err *e)
{
	const struct room *now = &f->book->rooms[room];
	int at = f->before ? room_in_book(f->before, now->rule.code) : NONE;
	if (at == NONE)
		return true;
	const struct room *before = &f->before->rooms[at];
	if (str_equal(before->rule.name, now->rule.name) && before->capacity == now->capacity)
		return true;
	struct record *r = record_read(f->desk, form_find(f->desk->forms, "room"), id, e);
	if (!r)
		return false;
	AUTO_FREE char *held = before->capacity ? mem_printf("%d", before->capacity) : NULL;
	AUTO_FREE char *holds = now->capacity ? mem_printf("%d", now->capacity) : NULL;
	follow_field(r, "name", before->rule.name, now->rule.name);
	follow_field(r, "capacity", held ? held : "", holds ? holds : "");
	return save(f, r, &id, e);
}

static bool
follow_room(const struct following *f, int room, int64_t *id, struct err *e)
{
	const struct room *in_book = &f->book->rooms[room];
	*id = find_code(f, "SELECT id FROM room WHERE coalesce(site_id, 0) = ?1 AND code = ?2",
			in_book->rule.code, e);
	if (*id != 0)
		return *id > 0 && rename_room(f, room, *id, e);
	AUTO_FREE char *position = mem_printf("%d", (room + 1) * 10);
	AUTO_FREE char *capacity = mem_printf("%d", in_book->capacity);
	struct record *r = record_new(f->desk, form_find(f->desk->forms, "room"));
	record_put(r, "code", in_book->rule.code);
	record_put(r, "name", in_book->rule.name);
	record_put_id(r, "site_id", f->site_id);
	record_put(r, "position", position);
	if (in_book->capacity > 0)
		record_put(r, "capacity", capacity);
	return save(f, r, id, e);
}

/* A room and what the book makes it of. */
struct composing {
	int64_t room_id;
	const int64_t *units; /* of the book's units, in their order */
	const struct choice_set *wanted;
};

static bool
is_wanted(const struct following *f, const struct composing *r, int64_t unit_id)
{
	for (int i = 0; i < f->book->unit_count; i++)
		if (r->units[i] == unit_id && choice_set_has(r->wanted, i))
			return true;
	return false;
}

/* The row of a unit that the register gives the room and the book does not; 0: none. */
static bool
find_surplus(const struct following *f, const struct composing *r, int64_t *id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	*id = 0;
	if (!stmt_open(&q, f->desk->store, "SELECT id, unit_id FROM room_unit WHERE room_id = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, r->room_id);
	while (*id == 0 && stmt_row(&q, e))
		*id = is_wanted(f, r, stmt_int(&q, 1)) ? 0 : stmt_int(&q, 0);
	return !stmt_failed(&q);
}

static bool
drop_units(const struct following *f, const struct composing *r, struct err *e)
{
	const struct form *form = form_find(f->desk->forms, "room_unit");
	int64_t surplus;
	while (find_surplus(f, r, &surplus, e)) {
		if (surplus == 0)
			return true;
		if (!record_remove_within(f->desk, f->tx, form, surplus, f->reason, e))
			return false;
	}
	return false;
}

static bool
add_unit(const struct following *f, int64_t room_id, int64_t unit_id, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, f->desk->store,
		       "SELECT 1 FROM room_unit WHERE room_id = ?1 AND unit_id = ?2", e))
		return false;
	stmt_bind_int(&q, 1, room_id);
	stmt_bind_int(&q, 2, unit_id);
	bool is_there = stmt_row(&q, e);
	if (is_there || stmt_failed(&q))
		return is_there;
	stmt_done(&q);
	struct record *r = record_new(f->desk, form_find(f->desk->forms, "room_unit"));
	record_put_id(r, "room_id", room_id);
	record_put_id(r, "unit_id", unit_id);
	int64_t id;
	return save(f, r, &id, e);
}

bool
room_follow_book(struct desk *d, struct tx *tx, const struct room_following *how,
		 struct err *e)
{
	const struct book *b = how->book;
	const struct following f = { d, tx, how->site_id, b, how->before, how->reason };
	AUTO_FREE int64_t *units = mem_alloc(((size_t)b->unit_count + 1) * sizeof(*units));
	for (int i = 0; i < b->unit_count; i++)
		if (!follow_unit(&f, i, &units[i], e))
			return false;
	AUTO_FREE int64_t *rooms = mem_alloc(((size_t)b->room_count + 1) * sizeof(*rooms));
	for (int i = 0; i < b->room_count; i++) {
		struct composing r = { .units = units, .wanted = &b->rooms[i].units };
		if (!follow_room(&f, i, &rooms[i], e))
			return false;
		r.room_id = rooms[i];
		if (!drop_units(&f, &r, e))
			return false;
	}
	/* Only now: a unit may go from one room to another, and both be booked. */
	for (int i = 0; i < b->room_count; i++)
		for (int u = 0; u < b->unit_count; u++)
			if (choice_set_has(&b->rooms[i].units, u) &&
			    !add_unit(&f, rooms[i], units[u], e))
				return false;
	return true;
}
