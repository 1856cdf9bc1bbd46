/* closure.c - see closure.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/closure.h"

#include "base/i18n.h"
#include "desk/rule/rule_store.h"
#include "store/stmt.h"

enum { DAY_BEGINS = 0, DAY_ENDS = 24 * 60 };

/*
 * A time alone is the rest of the day. Not up to the hours of the rule book: they differ by
 * room and day, and may be others by then.
 */
static void
fill_times(struct record *r)
{
	bool from = record_get(r, "from_minute") != NULL, to = record_get(r, "to_minute") != NULL;

	if (from && !to)
		record_put_int(r, "to_minute", DAY_ENDS);
	else if (to && !from)
		record_put_int(r, "from_minute", DAY_BEGINS);
}

/* The code of a room by its code, its name or the group that it is in; NULL: there is none. */
static const char *
find_room(const struct book *b, const char *typed)
{
	for (int i = 0; i < b->room_count; i++) {
		const struct room *room = &b->rooms[i];

		if (str_equal(room->rule.code, typed) || str_equal(room->rule.name, typed))
			return room->rule.code;
		if (str_equal(room->group, typed))
			return room->group;
	}
	return NULL;
}

/* A code that no room has would close nothing, and nobody would be phoned. */
static bool
put_room(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	const char *typed = record_get(r, "room");
	bool is_new = typed && (record_change_of(c, "room") || record_change_of(c, "site_id"));
	int64_t id = is_new ? rule_store_of_site(c->desk, record_get_id(r, "site_id"),
						 desk_today(c->desk), NULL)
			    : 0;
	const struct book *b = id ? rule_store_book(c->desk, id, NULL) : NULL;
	AUTO_STR names = STR_INIT;

	if (!b)
		return true;
	const char *code = find_room(b, typed);

	if (code) {
		record_put(r, "room", code);
		return true;
	}
	for (int i = 0; i < b->room_count; i++)
		str_addf(&names, "%s%s", i > 0 ? ", " : "", b->rooms[i].rule.name);
	return err_set_field(e, ERR_INVALID, "room", _("There is no room \"%s\". There are: %s."),
			     typed, str_text(&names));
}

/* --- entered once --- */

/* "12/10(木) 9:00-12:00", "12/10(木)-12/12(土)" */
static void
add_when(struct desk *d, struct stmt *q, struct str *b)
{
	day_num from = date_from_iso(stmt_text(q, 0)), to = date_from_iso(stmt_text(q, 1));

	date_add_short(b, from, desk_today(d));
	if (to != from) {
		str_add_char(b, '-');
		date_add_short(b, to, desk_today(d));
	}
	if (stmt_is_null(q, 2))
		return;
	str_add_char(b, ' ');
	time_add_span(b, (int)stmt_int(q, 2), (int)stmt_int(q, 3));
}

/* What is closed already would have its parties phoned twice. */
static bool
is_entered_once(struct desk *d, const struct record *r, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	AUTO_STR when = STR_INIT;

	if (!stmt_open(&q, d->store,
		       "SELECT from_day, to_day, from_minute, to_minute, reason FROM closure"
		       " WHERE to_day >= ?1 AND from_day <= ?2"
		       " AND coalesce(from_minute, 0) < coalesce(?4, 1440)"
		       " AND coalesce(to_minute, 1440) > coalesce(?3, 0)"
		       " AND room IS ?5 AND site_id IS ?6 AND counter_only = coalesce(?7, 0)"
		       " AND id <> ?8 LIMIT 1",
		       e))
		return false;
	stmt_bind_text(&q, 1, record_get(r, "from_day"));
	stmt_bind_text(&q, 2, record_get(r, "to_day"));
	if (record_get(r, "from_minute")) {
		stmt_bind_int(&q, 3, record_get_int(r, "from_minute"));
		stmt_bind_int(&q, 4, record_get_int(r, "to_minute"));
	}
	stmt_bind_text(&q, 5, record_get(r, "room"));
	if (record_get_id(r, "site_id"))
		stmt_bind_int(&q, 6, record_get_id(r, "site_id"));
	stmt_bind_int(&q, 7, str_equal(record_get(r, "counter_only"), "1"));
	stmt_bind_int(&q, 8, r->id);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	add_when(d, &q, &when);
	return err_set_field(e, ERR_REFUSED, "from_day",
			     _("It is closed then already: %s %s. Change that closure."),
			     str_text(&when), stmt_text(&q, 4));
}

bool
closure_complete(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;

	if (record_get(r, "to_day") == NULL)
		record_put(r, "to_day", record_get(r, "from_day"));
	fill_times(r);
	return put_room(c, e) &&
	       (c->undoes != 0 || !record_get(r, "from_day") || is_entered_once(c->desk, r, e));
}

bool
closure_doubt(struct desk *d, const struct record *r, struct str *out)
{
	const char *last = record_get(r, record_get(r, "to_day") ? "to_day" : "from_day");
	day_num day = last ? date_from_iso(last) : DAY_NONE;

	if (r->id || day == DAY_NONE || day >= desk_today(d))
		return false;
	date_add_short(out, day, desk_today(d));
	str_add(out, _(" is over: nobody is phoned about what was."));
	return true;
}

void
closure_said(struct desk *d, const struct record *r, struct str *out)
{
	int64_t calls = store_get_int(d->store,
				      "SELECT count(*) FROM call WHERE closure_id = ?1"
				      " AND done_on IS NULL",
				      r->id, 0);

	if (calls > 0) /* L10N: behind a closure's reason: bookings that it takes back. */
		str_addf(out, _(" (bookings to be phoned about: %d)"), (int)calls);
}
