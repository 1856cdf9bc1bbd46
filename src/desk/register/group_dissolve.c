/*
 * group_dissolve.c - what is still open of a group, and the end of it. A later
 * feature (lockers, bookings, loans) adds what it knows of a group as one row
 * of the table.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/register/group.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/register/registration.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

static const char *
say_undecided(struct desk *d, struct arena *a, struct stmt *q)
{
	(void)d;
	/* L10N: the number of a registration. */
	return arena_printf(a, _("The registration %s has not been decided."), stmt_text(q, 0));
}

static const char *
say_registered(struct desk *d, struct arena *a, struct stmt *q)
{
	AUTO_STR until = STR_INIT;
	date_add_short(&until, date_from_iso(stmt_text(q, 1)), desk_today(d));
	/* L10N: the number of a registration and a day. */
	return arena_printf(a, _("The registration %s is valid until %s."), stmt_text(q, 0),
			    str_text(&until));
}

/* One row each of ?1, a group, on the day ?2. */
static const struct matter {
	const char *sql;
	const char *(*say)(struct desk *d, struct arena *a, struct stmt *q);
} matters[] = {
	{ "SELECT coalesce(number, id) FROM registration WHERE group_id = ?1"
	  " AND state IN ('received', 'checked') AND ?2 <> '' ORDER BY valid_from",
	  say_undecided },
	{ "SELECT coalesce(number, id), valid_until FROM registration WHERE group_id = ?1"
	  " AND state = 'approved' AND valid_until >= ?2 ORDER BY valid_from",
	  say_registered },
};

/* The sentences of one row of the table, as a growing list in `a`. */
struct sentences {
	const char **items;
	int count, room;
};

static void
add_sentence(struct arena *a, struct sentences *s, const char *sentence)
{
	if (s->count == s->room) {
		const char **old = s->items;
		s->room = s->room ? s->room * 2 : 8;
		s->items = arena_alloc(a, sizeof(*s->items) * (size_t)s->room);
		if (old)
			memcpy(s->items, old, sizeof(*old) * (size_t)s->count);
	}
	s->items[s->count++] = sentence;
}

static bool
add_matters(struct desk *d, struct arena *a, const struct matter *matter, int64_t group_id,
	    struct sentences *s, struct err *e)
{
	char today[DATE_TEXT_SIZE];
	AUTO_STMT q = STMT_INIT;
	date_to_iso(desk_today(d), today);
	if (!stmt_open(&q, d->store, matter->sql, e))
		return false;
	stmt_bind_int(&q, 1, group_id);
	stmt_bind_text(&q, 2, today);
	while (stmt_row(&q, e))
		add_sentence(a, s, matter->say(d, a, &q));
	return !stmt_failed(&q);
}

int
group_open_matters(struct desk *d, struct arena *a, int64_t group_id, const char ***out,
		   struct err *e)
{
	struct sentences s = { 0 };
	if (!staff_require(d, "register.view", e))
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(matters); i++)
		if (!add_matters(d, a, &matters[i], group_id, &s, e))
			return -1;
	*out = s.items;
	return s.count;
}

static bool
end_registration(struct desk *d, struct tx *tx, int64_t id, const char *reason, struct err *e)
{
	struct record *r = record_read(d, form_find(d->forms, "registration"), id, e);
	if (!r)
		return false;
	bool is_approved = str_equal(record_get(r, "state"), "approved");
	registration_note(d, r, is_approved ? REGISTRATION_LAPSED : REGISTRATION_REFUSED, reason);
	bool ok = record_save_within(d, tx, r, reason, e);
	record_free(r);
	return ok;
}

/* The next registration of the group that has not ended, or 0. */
static int64_t
next_open(struct desk *d, int64_t group_id)
{
	return store_get_int(d->store,
			     "SELECT min(id) FROM registration WHERE group_id = ?1"
			     " AND state IN ('received', 'checked', 'approved')",
			     group_id, 0);
}

static bool
check_day(struct desk *d, const struct record *r, const char *day, struct err *e)
{
	const char *founded = record_get(r, "founded_on");
	day_num at = date_from_iso(day);
	if (at == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "dissolved_on", _("“%s” is no day."), day);
	if (at > desk_today(d))
		return err_set_field(e, ERR_REFUSED, "dissolved_on",
				     _("This day has not come yet. Enter it when it has."));
	return !founded || strcmp(founded, day) <= 0 ||
	       err_set_field(e, ERR_REFUSED, "dissolved_on",
			     _("The group was founded after this day."));
}

static bool
check_group(const struct record *r, struct err *e)
{
	if (record_get(r, "merged_into"))
		return err_set(e, ERR_REFUSED,
			       _("This group was merged into another one; change that one."));
	return !record_get(r, "dissolved_on") ||
	       err_set(e, ERR_REFUSED, _("This group is dissolved already."));
}

static bool
dissolve(struct desk *d, struct tx *tx, struct record *r, const char *day, const char *reason,
	 struct err *e)
{
	if (!check_group(r, e) || !check_day(d, r, day, e))
		return false;
	for (int64_t id = next_open(d, r->id); id != 0; id = next_open(d, r->id))
		if (!end_registration(d, tx, id, reason, e))
			return false;
	record_put(r, "dissolved_on", day);
	return record_save_within(d, tx, r, reason, e);
}

bool
group_dissolve(struct desk *d, int64_t group_id, const char *day, const char *reason, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	if (!staff_require(d, "register.change", e) || !tx_begin(&tx, d->store, e))
		return false;
	struct record *r = record_read(d, form_find(d->forms, "group"), group_id, e);
	bool ok = r && dissolve(d, &tx, r, day, reason, e) && tx_commit(&tx, e);
	record_free(r);
	return ok;
}
