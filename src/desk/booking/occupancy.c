/*
 * occupancy.c - see occupancy.h. Each unit is one walk along the key of `occupation`
 * (unit, day, time), so that a day costs the same in a register of ten years.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/occupancy.h"

#include <string.h>

#include "base/mem.h"
#include "desk/record/disclose.h"
#include "store/stmt.h"

#define TIMES                                                                             \
	"SELECT o.unit_id, o.booking_id, o.day, o.from_minute, o.to_minute"

#define WHO                                                                               \
	TIMES ", b.from_minute - b.extended_before, b.to_minute + b.extended_after,"      \
	      " b.room_id, b.state, b.number, b.purpose, coalesce(b.heads, 0),"           \
	      " b.due - b.taken, g.name, p.name, p.withheld, b.caller"

#define OF_UNIT " WHERE o.unit_id = ?1 AND o.day BETWEEN ?2 AND ?3 ORDER BY o.day, o.from_minute"

static const char *const questions[] = {
	[OCCUPANCY_TIMES] = TIMES " FROM occupation AS o" OF_UNIT,
	[OCCUPANCY_WHO] = WHO " FROM occupation AS o JOIN booking AS b ON b.id = o.booking_id"
			      " LEFT JOIN civic_group AS g ON g.id = b.group_id"
			      " LEFT JOIN person AS p ON p.id = b.person_id" OF_UNIT,
};
enum { NUMBER = 9, PURPOSE, HEADS, OPEN_YEN, GROUP, PERSON, WITHHELD, CALLER };

struct reading {
	struct desk *desk;
	struct arena *arena;
	struct occupancy *out;
	int room_for;
	const struct form *booking, *group, *person;
};

static const char *
seen(struct reading *r, const struct form *form, const char *field, const char *stored,
     bool is_withheld)
{
	const char *shown = disclose(r->desk, r->arena, DISCLOSE_LIST, form,
				     form_field_index(form, field), stored, is_withheld, NULL);
	return shown ? arena_strdup(r->arena, shown) : "";
}

/* The group, else the person, else who is on no register. */
static const char *
party_of(struct reading *r, struct stmt *q)
{
	if (stmt_text(q, GROUP))
		return seen(r, r->group, "name", stmt_text(q, GROUP), false);
	if (stmt_text(q, PERSON))
		return seen(r, r->person, "name", stmt_text(q, PERSON), stmt_int(q, WITHHELD) != 0);
	return seen(r, r->booking, "caller", stmt_text(q, CALLER), false);
}

static void
read_who(struct reading *r, struct stmt *q, struct taken *t)
{
	t->use_from = (int)stmt_int(q, 5);
	t->use_to = (int)stmt_int(q, 6);
	t->room_id = stmt_int(q, 7);
	t->state = booking_state_from(stmt_text(q, 8));
	t->number = seen(r, r->booking, "number", stmt_text(q, NUMBER), false);
	t->purpose = seen(r, r->booking, "purpose", stmt_text(q, PURPOSE), false);
	t->heads = (int)stmt_int(q, HEADS);
	t->open_yen = stmt_int(q, OPEN_YEN);
	t->party = party_of(r, q);
}

static struct taken *
add_row(struct reading *r)
{
	struct occupancy *o = r->out;
	if (o->count == r->room_for) {
		int more = r->room_for > 0 ? 2 * r->room_for : 64;
		struct taken *rows = arena_alloc(r->arena, (size_t)more * sizeof(*rows));
		if (o->count > 0)
			memcpy(rows, o->rows, (size_t)o->count * sizeof(*rows));
		o->rows = rows;
		r->room_for = more;
	}
	return &o->rows[o->count++];
}

static bool
read_unit(struct reading *r, struct stmt *q, const struct occupancy_wish *w, struct err *e)
{
	while (stmt_row(q, e)) {
		struct taken *t = add_row(r);
		t->unit_id = stmt_int(q, 0);
		t->booking_id = stmt_int(q, 1);
		t->day = date_from_iso(stmt_text(q, 2));
		t->from = (int)stmt_int(q, 3);
		t->to = (int)stmt_int(q, 4);
		if (w->of == OCCUPANCY_WHO)
			read_who(r, q, t);
	}
	return !stmt_failed(q);
}

bool
occupancy_load(struct desk *d, const struct occupancy_wish *w, struct arena *a,
	       struct occupancy *out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	struct reading r = {
		.desk = d, .arena = a, .out = out,
		.booking = form_find(d->forms, "booking"),
		.group = form_find(d->forms, "group"),
		.person = form_find(d->forms, "person"),
	};
	*out = (struct occupancy){ 0 };
	if (!stmt_open(&q, d->store, questions[w->of], e))
		return false;
	date_to_iso(w->days.from, first);
	date_to_iso(w->days.to, last);
	for (int i = 0; i < w->unit_count; i++) {
		stmt_restart(&q);
		stmt_bind_int(&q, 1, w->units[i]);
		stmt_bind_text(&q, 2, first);
		stmt_bind_text(&q, 3, last);
		if (!read_unit(&r, &q, w, e))
			return false;
	}
	return true;
}

bool
occupancy_is_free(struct desk *d, const struct room_time *t, bool *is_free, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char day[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT 1 FROM room_unit AS u CROSS JOIN occupation AS o"
		       " ON o.unit_id = u.unit_id AND o.day = ?2 AND o.from_minute < ?4"
		       " AND o.to_minute > ?3"
		       " WHERE u.room_id = ?1 AND o.booking_id <> ?5 LIMIT 1",
		       e))
		return false;
	date_to_iso(t->day, day);
	stmt_bind_int(&q, 1, t->room_id);
	stmt_bind_text(&q, 2, day);
	stmt_bind_int(&q, 3, t->from);
	stmt_bind_int(&q, 4, t->to);
	stmt_bind_int(&q, 5, t->booking_id);
	*is_free = !stmt_row(&q, e);
	return !stmt_failed(&q);
}
