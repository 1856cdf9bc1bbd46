/* closure.c - see closure.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/closure.h"

#include "base/i18n.h"
#include "desk/rule_store.h"

static bool
check_times(const struct record *r, struct err *e)
{
	bool from = record_get(r, "from_minute") != NULL, to = record_get(r, "to_minute") != NULL;

	if (from == to)
		return true;
	return err_set_field(e, ERR_INVALID, from ? "to_minute" : "from_minute",
		_("A part of a day needs both times, the whole day none."));
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
	return check_times(r, e) && put_room(c, e);
}
