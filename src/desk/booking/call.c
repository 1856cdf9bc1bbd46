/* call.c - see call.h: who is to be phoned, and why. What came of it is call_outcome.c. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/call.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "desk/booking/booking.h"
#include "desk/booking/booking_closed.h"
#include "desk/rule/rule_store.h"
#include "desk/staff.h"
#include "store/stmt.h"

/* Ids of a question, in the arena. */
struct ids {
	int count, room;
	int64_t *items;
};

static bool
has_id(const struct ids *list, int64_t id)
{
	for (int i = 0; i < list->count; i++)
		if (list->items[i] == id)
			return true;
	return false;
}

static void
add_id(struct arena *a, struct ids *list, int64_t id)
{
	if (has_id(list, id))
		return;
	if (list->count == list->room) {
		int room = list->room ? list->room * 2 : 16;
		int64_t *more = arena_alloc(a, sizeof(*more) * (size_t)room);
		for (int i = 0; i < list->count; i++)
			more[i] = list->items[i];
		list->items = more;
		list->room = room;
	}
	list->items[list->count++] = id;
}

/* Reads the first column of all rows, so that the question is over before anything is written. */
static bool
read_ids(struct stmt *q, struct arena *a, struct ids *list, struct err *e)
{
	while (stmt_row(q, e))
		add_id(a, list, stmt_int(q, 0));
	bool ok = !stmt_failed(q);
	stmt_done(q);
	return ok;
}

/* --- one call --- */

struct call {
	int64_t booking_id;
	const char *about;  /* a code of the list call_about */
	int64_t closure_id; /* 0: none */
	day_num due_on;
};

static bool
is_open(struct desk *d, const struct call *c)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT 1 FROM call WHERE booking_id = ?1 AND about = ?2"
		       " AND coalesce(closure_id, 0) = ?3 AND done_on IS NULL",
		       NULL))
		return false;
	stmt_bind_int(&q, 1, c->booking_id);
	stmt_bind_text(&q, 2, c->about);
	stmt_bind_int(&q, 3, c->closure_id);
	return stmt_row(&q, NULL);
}

/* Unless one about the same is open already. */
static bool
add_call(struct desk *d, struct tx *tx, const struct call *c, struct err *e)
{
	if (is_open(d, c))
		return true;
	struct record *r = record_new(d, form_find(d->forms, "call"));
	record_put_id(r, "booking_id", c->booking_id);
	record_put(r, "about", c->about);
	if (c->closure_id)
		record_put_id(r, "closure_id", c->closure_id);
	record_put_day(r, "made_on", desk_today(d));
	record_put_day(r, "due_on", c->due_on);
	bool ok = record_save_within(d, tx, r, NULL, e);
	record_free(r);
	return ok;
}

/* --- a time that is free again --- */

/* Do the rooms ?1 and x.room_id share a piece of floor, and is x's time free in all of its own? */
#define TOUCHES                                                                              \
	" EXISTS (SELECT 1 FROM room_unit AS u JOIN room_unit AS v ON v.unit_id = u.unit_id" \
	" WHERE u.room_id = x.room_id AND v.room_id = ?1)"
#define IS_FREE(day, from, to)                                                                    \
	" NOT EXISTS (SELECT 1 FROM room_unit AS u JOIN occupation AS o ON o.unit_id = u.unit_id" \
	" AND o.day = " day " AND o.from_minute < " to " AND o.to_minute > " from                 \
	" WHERE u.room_id = x.room_id)"

/* A time that a closure has freed is offered to nobody. */
static bool
is_shut(struct desk *d, int64_t booking_id)
{
	struct record *r = record_read(d, form_find(d->forms, "booking"), booking_id, NULL);
	bool shut = r && booking_closed_shuts(d, r);
	record_free(r);
	return shut;
}

/* Is it still waited for, and free? */
static bool
could_be_had(struct desk *d, int64_t booking_id)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT 1 FROM booking AS x WHERE x.id = ?1 AND x.state = 'waiting'"
		       " AND x.day >= ?2 AND" IS_FREE("x.day", "x.from_minute - x.set_up",
						      "x.to_minute + x.clear_up"),
		       NULL))
		return false;
	date_to_iso(desk_today(d), today);
	stmt_bind_int(&q, 1, booking_id);
	stmt_bind_text(&q, 2, today);
	return stmt_row(&q, NULL);
}

/* Whoever waits on these days for what is free and open now, in a room or (0) anywhere. */
static bool
call_those_who_wait(struct desk *d, struct tx *tx, int64_t room_id, struct day_span days,
		    struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	struct ids list = { 0 };
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT x.id FROM booking AS x WHERE x.state = 'waiting'"
		       " AND x.day BETWEEN ?2 AND ?3 AND (?1 = 0 OR" TOUCHES ")"
		       " AND" IS_FREE("x.day", "x.from_minute - x.set_up",
				      "x.to_minute + x.clear_up") " ORDER BY x.id",
		       e))
		return false;
	date_to_iso(days.from, first);
	date_to_iso(days.to, last);
	stmt_bind_int(&q, 1, room_id);
	stmt_bind_text(&q, 2, first);
	stmt_bind_text(&q, 3, last);
	bool ok = read_ids(&q, &a, &list, e);
	for (int i = 0; ok && i < list.count; i++) {
		const struct call c = { .booking_id = list.items[i],
					.about = "waiting",
					.due_on = desk_today(d) };
		ok = is_shut(d, c.booking_id) || add_call(d, tx, &c, e);
	}
	return ok;
}

static bool
plan_again(struct desk *d, struct tx *tx, int64_t date_id, struct err *e)
{
	struct record *r = record_read(d, form_find(d->forms, "series_date"), date_id, e);
	if (!r)
		return false;
	record_put(r, "state", "planned");
	record_put(r, "reason", _("The room is free again."));
	bool ok = record_save_within(d, tx, r, NULL, e);
	record_free(r);
	return ok;
}

/* Dates of a series that was not ended; a closed day is found out when they are tried. */
static bool
plan_series(struct desk *d, struct tx *tx, int64_t room_id, day_num day, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	struct ids list = { 0 };
	char text[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT t.id FROM series_date AS t JOIN booking_series AS x"
		       " ON x.id = t.series_id WHERE t.state = 'skipped' AND t.day = ?2"
		       " AND" TOUCHES
		       " AND" IS_FREE("t.day", "x.from_minute", "x.to_minute") " ORDER BY t.id",
		       e))
		return false;
	date_to_iso(day, text);
	stmt_bind_int(&q, 1, room_id);
	stmt_bind_text(&q, 2, text);
	bool ok = read_ids(&q, &a, &list, e);
	for (int i = 0; ok && i < list.count; i++)
		ok = plan_again(d, tx, list.items[i], e);
	return ok;
}

bool
call_waiting(struct desk *d, struct tx *tx, int64_t room_id, day_num day, struct err *e)
{
	if (day < desk_today(d))
		return true;
	return call_those_who_wait(d, tx, room_id, (struct day_span){ day, day }, e) &&
	       plan_series(d, tx, room_id, day, e);
}

/* --- holds --- */

static int
add_holds(struct desk *d, struct tx *tx, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	struct ids list = { 0 };
	char last[DATE_TEXT_SIZE], today[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT id FROM booking WHERE state = 'hold' AND hold_until BETWEEN ?1"
		       " AND ?2 AND NOT EXISTS (SELECT 1 FROM call WHERE booking_id = booking.id"
		       " AND about = 'hold') ORDER BY hold_until, id",
		       e))
		return -1;
	date_to_iso(desk_today(d), today);
	date_to_iso(desk_today(d) + 1, last);
	stmt_bind_text(&q, 1, today);
	stmt_bind_text(&q, 2, last);
	if (!read_ids(&q, &a, &list, e))
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct call c = { .booking_id = list.items[i],
					.about = "hold",
					.due_on = desk_today(d) };
		if (!add_call(d, tx, &c, e))
			return -1;
	}
	return list.count;
}

int
call_holds(struct desk *d, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!staff_require(d, "booking.change", e) || !tx_begin(&tx, d->store, e))
		return -1;
	int count = add_holds(d, &tx, e);
	return count < 0 || !tx_commit(&tx, e) ? -1 : count;
}

/* --- closures --- */

static bool
ask_taken_back(struct desk *d, const struct record *closure, const char *room, struct arena *a,
	       struct ids *list, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT b.id FROM booking AS b JOIN room AS m ON m.id = b.room_id"
		       " WHERE b.day BETWEEN max(?1, ?7) AND ?2"
		       " AND b.state" BOOKING_IS_AHEAD
		       " AND (?3 IS NULL OR (b.from_minute - b.extended_before < ?4"
		       " AND b.to_minute + b.extended_after > ?3))"
		       " AND (?6 IS NULL OR m.site_id IS NULL OR m.site_id = ?6)"
		       " AND (?5 IS NULL OR EXISTS (SELECT 1 FROM room_unit AS u"
		       " JOIN room_unit AS v ON v.unit_id = u.unit_id"
		       " JOIN room AS r ON r.id = v.room_id"
		       " WHERE u.room_id = b.room_id AND r.code = ?5))"
		       " ORDER BY b.day, b.from_minute, b.id",
		       e))
		return false;
	const char *from = record_get(closure, "from_minute");
	date_to_iso(desk_today(d), today);
	stmt_bind_text(&q, 1, record_get(closure, "from_day"));
	stmt_bind_text(&q, 2, record_get(closure, "to_day"));
	if (from) {
		stmt_bind_int(&q, 3, strtoll(from, NULL, 10));
		stmt_bind_int(&q, 4, strtoll(record_get(closure, "to_minute"), NULL, 10));
	}
	stmt_bind_text(&q, 5, room);
	if (record_get_id(closure, "site_id"))
		stmt_bind_int(&q, 6, record_get_id(closure, "site_id"));
	stmt_bind_text(&q, 7, today);
	return read_ids(&q, a, list, e);
}

/* A closure names a room of the rule book, or a group of rooms; whatever shares its floor. */
static bool
find_taken_back(struct desk *d, const struct record *closure, struct arena *a, struct ids *list,
		struct err *e)
{
	const char *room = record_get(closure, "room");
	if (str_equal(record_get(closure, "counter_only"), "1"))
		return true;
	if (!room)
		return ask_taken_back(d, closure, NULL, a, list, e);
	if (!ask_taken_back(d, closure, room, a, list, e))
		return false;
	int64_t id = rule_store_of_site(d, record_get_id(closure, "site_id"), desk_today(d), NULL);
	const struct book *b = id ? rule_store_book(d, id, NULL) : NULL;
	for (int i = 0; b && i < b->room_count; i++)
		if (str_equal(b->rooms[i].group, room) &&
		    !ask_taken_back(d, closure, b->rooms[i].rule.code, a, list, e))
			return false;
	return true;
}

/* Does a closure take the call's booking back? */
static bool
is_taken_back(struct desk *d, const struct record *call)
{
	AUTO_ARENA a = ARENA_INIT;
	struct ids taken = { 0 };
	int64_t id = record_get_id(call, "closure_id");
	struct record *closure = id ? record_read(d, form_find(d->forms, "closure"), id, NULL)
				    : NULL;
	bool stands = closure && find_taken_back(d, closure, &a, &taken, NULL) &&
		      has_id(&taken, record_get_id(call, "booking_id"));
	record_free(closure);
	return stands;
}

bool
call_stands(struct desk *d, const struct record *call)
{
	int64_t booking_id = record_get_id(call, "booking_id");
	if (str_equal(record_get(call, "about"), "waiting"))
		return could_be_had(d, booking_id) && !is_shut(d, booking_id);
	return is_taken_back(d, call);
}

static bool
end_call(struct desk *d, struct tx *tx, struct record *call, struct err *e)
{
	record_put_day(call, "done_on", desk_today(d));
	return record_save_within(d, tx, call, NULL, e);
}

/* What nobody has been told is forgotten; what was said stays, as done. */
static bool
drop_call(struct desk *d, struct tx *tx, int64_t id, struct err *e)
{
	const struct form *form = form_find(d->forms, "call");
	struct record *call = record_read(d, form, id, e);
	bool ok = call && (record_get(call, "outcome")
				   ? end_call(d, tx, call, e)
				   : record_remove_within(d, tx, form, id, NULL, e));
	record_free(call);
	return ok;
}

/* Open calls of this closure about bookings that it does not concern. */
static bool
drop_calls(struct desk *d, struct tx *tx, int64_t closure_id, const struct ids *taken,
	   struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	struct ids drop = { 0 };
	if (!stmt_open(&q, d->store,
		       "SELECT id, booking_id FROM call WHERE closure_id = ?1 AND done_on IS NULL",
		       e))
		return false;
	stmt_bind_int(&q, 1, closure_id);
	while (stmt_row(&q, e))
		if (!has_id(taken, stmt_int(&q, 1)))
			add_id(&a, &drop, stmt_int(&q, 0));
	bool ok = !stmt_failed(&q);
	stmt_done(&q);
	for (int i = 0; ok && i < drop.count; i++)
		ok = drop_call(d, tx, drop.items[i], e);
	return ok;
}

/* Who has applied was reached, whether a clerk noted it or not. */
static bool
end_offer(struct desk *d, struct tx *tx, struct record *call, enum booking_state s, struct err *e)
{
	if (s != BOOKING_APPLIED && s != BOOKING_PERMITTED)
		return drop_call(d, tx, call->id, e);
	if (!record_get(call, "outcome") || str_equal(record_get(call, "outcome"), "no_answer")) {
		record_put(call, "outcome", "reached");
		record_put_id(call, "staff_id", d->staff_id);
	}
	return end_call(d, tx, call, e);
}

/* About a hold or a wait that is over, or told about a closure that is. */
static bool
settle_call(struct desk *d, struct tx *tx, struct record *call, const struct record *booking,
	    struct err *e)
{
	const char *outcome = record_get(call, "outcome"), *about = record_get(call, "about");
	enum booking_state s = booking_state_of(booking);
	if (str_equal(about, "closure"))
		return !outcome || str_equal(outcome, "no_answer") || call_stands(d, call) ||
		       end_call(d, tx, call, e);
	bool stands = str_equal(about, "hold") ? s == BOOKING_HOLD : call_stands(d, call);
	return stands || end_offer(d, tx, call, s, e);
}

bool
call_settle(struct desk *d, struct tx *tx, const struct record *booking, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	struct ids open = { 0 };
	if (!stmt_open(&q, d->store,
		       "SELECT id FROM call WHERE booking_id = ?1 AND done_on IS NULL"
		       " AND about IN ('hold', 'waiting', 'closure')",
		       e))
		return false;
	stmt_bind_int(&q, 1, booking->id);
	bool ok = read_ids(&q, &a, &open, e);
	for (int i = 0; ok && i < open.count; i++) {
		struct record *call = record_read(d, form_find(d->forms, "call"), open.items[i], e);
		ok = call && settle_call(d, tx, call, booking, e);
		record_free(call);
	}
	return ok;
}

bool
call_settle_waiting(struct desk *d, struct tx *tx, struct day_span days, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	struct ids open = { 0 };
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	if (!stmt_open(&q, d->store,
		       "SELECT c.id FROM booking AS b JOIN call AS c ON c.booking_id = b.id"
		       " WHERE b.state = 'waiting' AND b.day BETWEEN ?1 AND ?2"
		       " AND c.done_on IS NULL AND c.about = 'waiting'",
		       e))
		return false;
	date_to_iso(days.from, first);
	date_to_iso(days.to, last);
	stmt_bind_text(&q, 1, first);
	stmt_bind_text(&q, 2, last);
	bool ok = read_ids(&q, &a, &open, e);
	for (int i = 0; ok && i < open.count; i++) {
		struct record *call = record_read(d, form_find(d->forms, "call"), open.items[i], e);
		ok = call && (call_stands(d, call) || drop_call(d, tx, call->id, e));
		record_free(call);
	}
	return ok;
}

static bool
take_back(struct desk *d, struct tx *tx, int64_t closure_id, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct ids taken = { 0 };
	struct record *closure = record_read(d, form_find(d->forms, "closure"), closure_id, e);
	bool ok = closure && find_taken_back(d, closure, &a, &taken, e) &&
		  drop_calls(d, tx, closure_id, &taken, e) &&
		  call_settle_waiting(d, tx,
				      (struct day_span){ record_get_day(closure, "from_day"),
							 record_get_day(closure, "to_day") },
				      e);
	record_free(closure);
	for (int i = 0; ok && i < taken.count; i++) {
		const struct call c = { .booking_id = taken.items[i],
					.about = "closure",
					.closure_id = closure_id,
					.due_on = desk_today(d) };
		ok = add_call(d, tx, &c, e);
	}
	return ok;
}

int
call_closure_takes(struct desk *d, const struct record *closure, struct arena *a, int64_t **ids,
		   struct err *e)
{
	struct ids taken = { 0 };
	struct record *copy = record_copy(closure);
	const struct record_change c = { .desk = d, .after = copy };
	bool ok = record_save_check(&c, e) && find_taken_back(d, copy, a, &taken, e);
	record_free(copy);
	*ids = taken.items;
	return ok ? taken.count : -1;
}

/* What a closure no longer closes is free for those who wait. */
static bool
give_back(const struct record_change *c, struct err *e)
{
	static const char *const fields[] = { "from_day",  "to_day", "from_minute", "to_minute",
					      "site_id",   "room",   "counter_only" };
	if (!c->before || !record_change_of_any(c, fields, ARRAY_LEN(fields)))
		return true;
	day_num first = record_get_day(c->before, "from_day"), today = desk_today(c->desk);
	return call_those_who_wait(c->desk, c->tx, 0,
				   (struct day_span){ first > today ? first : today,
						      record_get_day(c->before, "to_day") },
				   e);
}

bool
call_closure_after(const struct record_change *c, struct err *e)
{
	return c->undoes != 0 ||
	       (take_back(c->desk, c->tx, c->after->id, e) && give_back(c, e));
}
