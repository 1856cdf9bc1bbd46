/* closure.c - see closure.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/closure.h"

#include "base/i18n.h"
#include "desk/rule_store.h"
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

bool
closure_complete(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;

	if (record_get(r, "to_day") == NULL)
		record_put(r, "to_day", record_get(r, "from_day"));
	fill_times(r);
	return put_room(c, e);
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
