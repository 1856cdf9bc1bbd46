/*
 * record_history.c - what happened to one record, from the audit, in words.
 * Values pass disclose() like everywhere else: the past of a withheld person is
 * as hidden as the present.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/audit_log.h"
#include "desk/record/disclose.h"
#include "desk/record/record.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/stmt.h"

enum { EVENTS_MAX = 500 }; /* of one record; older ones are in the audit view */

static void
add_value(struct desk *d, const struct form *form, int field, const char *stored, bool withheld,
	  struct str *b)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *shown = disclose(d, &a, DISCLOSE_RECORD, form, field, stored, withheld, NULL);
	if (!stored)
		str_add(b, _("(empty)"));
	else if (shown == stored)
		field_format(&form->fields[field], &d->lookup, stored, b);
	else
		str_add(b, shown ? shown : disclose_withheld_word());
}

/* "代表者: 田中 → 鈴木 / 電話: …" of one audit row; for an entry only what it was given. */
static const char *
describe(struct desk *d, struct arena *a, const struct form *form, int64_t seq, bool withheld)
{
	AUTO_STMT q = STMT_INIT;
	AUTO_STR text = STR_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT n.key, o.value, n.value, o.key IS NOT NULL FROM audit AS a"
		       " JOIN json_each(a.detail, '$.after') AS n"
		       " LEFT JOIN json_each(a.detail, '$.before') AS o ON o.key = n.key"
		       " WHERE a.seq = ?1",
		       NULL))
		return "";
	stmt_bind_int(&q, 1, seq);
	while (stmt_row(&q, NULL)) {
		int i = form_field_index(form, stmt_text(&q, 0));
		bool was_there = stmt_int(&q, 3) != 0;
		if (i < 0 || (!was_there && stmt_is_null(&q, 2)))
			continue;
		AUTO_FREE char *was = mem_strdup(stmt_text(&q, 1));
		AUTO_FREE char *is = mem_strdup(stmt_text(&q, 2));
		str_addf(&text, "%s%s: ", text.len ? " / " : "", field_label(&form->fields[i]));
		if (was_there) {
			add_value(d, form, i, was, withheld, &text);
			str_add(&text, " → ");
		}
		add_value(d, form, i, is, withheld, &text);
	}
	return arena_strdup(a, str_text(&text));
}

static void
read_event(struct stmt *q, struct arena *a, struct record_event *event)
{
	event->seq = stmt_int(q, 0);
	event->change = stmt_int(q, 1);
	if (!instant_from_text(stmt_text(q, 2), &event->at))
		event->at = 0;
	event->who = arena_strdup(a, stmt_text(q, 3));
	event->action = stmt_int(q, 6) != 0
				? _("taken back")
				: audit_action_label(audit_action_from_word(stmt_text(q, 4)));
	event->reason = arena_strdup(a, audit_reason_label(stmt_text(q, 5)));
}

int
record_history(struct desk *d, struct arena *a, const struct form *form, int64_t id,
	       struct record_event **out, struct err *e)
{
	struct record *r =
		staff_require_on(d, form, "view", e) ? record_read(d, form, id, e) : NULL;
	if (!r)
		return -1;
	bool withheld = record_is_withheld(r);
	record_free(r);
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(
		    &q, d->store,
		    "SELECT a.seq, a.change, a.at, coalesce(s.name, a.os_user), a.action,"
		    " a.reason, a.undoes FROM audit AS a LEFT JOIN staff AS s ON s.id = a.staff_id"
		    " WHERE a.object_type = ?1 AND a.object_id = ?2"
		    " AND a.action IN ('add', 'change', 'remove') ORDER BY a.seq DESC LIMIT ?3",
		    e))
		return -1;
	stmt_bind_text(&q, 1, form->table);
	stmt_bind_int(&q, 2, id);
	stmt_bind_int(&q, 3, EVENTS_MAX);
	*out = arena_alloc(a, sizeof(**out) * EVENTS_MAX);
	int count = 0;
	while (count < EVENTS_MAX && stmt_row(&q, e)) {
		struct record_event *event = &(*out)[count++];
		read_event(&q, a, event);
		event->text = describe(d, a, form, event->seq, withheld);
	}
	return stmt_failed(&q) ? -1 : count;
}

void
record_add_last_change(struct desk *d, const struct record *r, int field, struct str *b)
{
	AUTO_STMT q = STMT_INIT;
	int64_t at = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT coalesce(p.name, a.os_user), a.at FROM audit AS a"
		       " JOIN json_each(a.detail, '$.after') AS j"
		       " LEFT JOIN staff AS p ON p.id = a.staff_id"
		       " WHERE a.object_type = ?1 AND a.object_id = ?2 AND j.key = ?3"
		       " ORDER BY a.seq DESC LIMIT 1",
		       NULL))
		return;
	stmt_bind_text(&q, 1, r->form->table);
	stmt_bind_int(&q, 2, r->id);
	stmt_bind_text(&q, 3, r->form->fields[field].name);
	if (!stmt_row(&q, NULL) || !instant_from_text(stmt_text(&q, 1), &at))
		return;
	str_addf(b, "%s, ", stmt_text(&q, 0));
	date_add_short(b, instant_day(at), desk_today(d));
	str_add_char(b, ' ');
	time_add(b, instant_minutes(at));
}
