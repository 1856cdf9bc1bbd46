/*
 * undo.c - a change taken back row by row, the last first, as the audit tells
 * it. A record that was added is removed again; one that was changed or removed
 * gets its former values, unless a field was changed again since. What the schema
 * keeps for ever (codes, staff) is taken out of use instead of being removed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/record/record_write.h"
#include "desk/record/removed.h"
#include "desk/register/registration.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/stmt.h"
#include "store/tx.h"

enum { BULK_FROM = 3 }; /* records of one type in one change */

/* The change that is being taken back. */
struct undoing {
	struct desk *desk;
	struct tx *tx;
	int64_t change;
	const char *reason; /* may be NULL */
};

/* One audited row of it. */
struct step {
	int64_t seq, id;
	enum audit_action action;
	const struct form *form;
	int64_t version; /* that the change gave the record */
	bool was_kept;   /* added, and cannot be removed: taken out of use instead */
};

static bool
refuse_unknown(struct err *e, int64_t change)
{
	return err_set(e, ERR_NOT_FOUND, _("There is no change %lld that can be taken back."),
		       (long long)change);
}

/* The steps of a change, the last first; the count, or -1. */
static int
read_steps(struct desk *d, struct arena *a, int64_t change, struct step **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int64_t rows =
		store_get_int(d->store, "SELECT count(*) FROM audit WHERE change = ?1", change, 0);
	if (!stmt_open(&q, d->store,
		       "SELECT seq, action, object_type, object_id,"
		       " json_extract(detail, '$.version') FROM audit"
		       " WHERE change = ?1 ORDER BY seq DESC",
		       e))
		return -1;
	stmt_bind_int(&q, 1, change);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(rows + 1));
	int count = 0;
	while (count < rows && stmt_row(&q, e)) {
		struct step *s = &(*out)[count];
		s->seq = stmt_int(&q, 0);
		s->action = audit_action_from_word(stmt_text(&q, 1));
		s->form = form_find_table(d->forms, stmt_text(&q, 2));
		s->id = stmt_int(&q, 3);
		s->version = stmt_int(&q, 4);
		if (s->form && !stmt_is_null(&q, 4) && s->action <= AUDIT_REMOVE)
			count++;
	}
	return stmt_failed(&q) ? -1 : count;
}

/*
 * The change that took this one back and stands, or 0. Taking back can itself be
 * taken back, and so on: what took back the last time decides.
 */
static int64_t
undone_by(struct desk *d, int64_t change)
{
	static const char last[] = /* the index holds only what takes something back */
		"SELECT max(change) FROM audit WHERE undoes = ?1 AND undoes <> 0";
	int64_t by = store_get_int(d->store, last, change, 0);
	bool stands = false;
	for (int64_t c = by; c != 0; c = store_get_int(d->store, last, c, 0))
		stands = !stands;
	return stands ? by : 0;
}

static bool
check_not_undone(struct desk *d, int64_t change, struct err *e)
{
	int64_t by = undone_by(d, change);
	return by == 0 ||
	       err_set(e, ERR_REFUSED, _("Change %lld was taken back already, by change %lld."),
		       (long long)change, (long long)by);
}

/* Puts the values of one side of a step; fields that it does not name stay, unmarked in `named`. */
static bool
read_side(struct desk *d, const struct step *s, const char *path, struct record *r, bool *named,
	  struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT j.key, j.value FROM audit AS a, json_each(a.detail, ?2) AS j"
		       " WHERE a.seq = ?1",
		       e))
		return false;
	stmt_bind_int(&q, 1, s->seq);
	stmt_bind_text(&q, 2, path);
	while (stmt_row(&q, e)) {
		int i = form_field_index(s->form, stmt_text(&q, 0));
		if (i < 0)
			continue;
		if (named)
			named[i] = true;
		record_put(r, s->form->fields[i].name, stmt_text(&q, 1));
	}
	return !stmt_failed(&q);
}

/*
 * Everything that the step wrote must still stand as it wrote it; of a record
 * that was added, also what was left empty.
 */
static bool
check_not_built_on(struct desk *d, const struct step *s, const struct record *now, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	bool *named = arena_alloc(&a, sizeof(*named) * (size_t)(s->form->field_count + 1));
	struct record *after = record_blank(s->form);
	bool ok = read_side(d, s, "$.after", after, named, e);
	for (int i = 0; ok && i < s->form->field_count; i++) {
		bool is_asked = named[i] ||
				(s->action == AUDIT_ADD && !s->form->fields[i].kept);
		if (!is_asked || str_equal(after->values[i], now->values[i]))
			continue;
		AUTO_STR who = STR_INIT;
		record_add_last_change(d, now, i, &who);
		ok = err_set(e, ERR_REFUSED,
			     _("\"%s\" of the same record was changed again since (%s). Take that "
			       "back first, or correct the record by hand."),
			     field_label(&s->form->fields[i]), str_text(&who));
	}
	record_free(after);
	return ok;
}

/* Puts `back` (NULL: nothing) in the place of `now` (NULL: nothing is there). */
static bool
put_back(const struct undoing *u, struct record *now, struct record *back, struct err *e)
{
	const struct record_change c = {
		.desk = u->desk,
		.tx = u->tx,
		.before = now,
		.after = back,
		.reason = u->reason,
		.undoes = u->change,
	};
	if (now && !record_require_reveal(u->desk, now, back, e))
		return false;
	return back ? record_write(&c, e) : record_erase(&c, e);
}

/* The field and the value by which a record is out of use. */
struct out_of_use {
	const char *field, *value;
};

/* NULL for a form whose records have no such sign. */
static const struct out_of_use *
find_sign(const struct form *form)
{
	static const struct out_of_use signs[] = { { "retired", "1" }, { "is_active", "0" } };
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (form_field_index(form, signs[i].field) >= 0)
			return &signs[i];
	return NULL;
}

/* A guard keeps the record: only then, not when another record names it. */
static bool
is_kept_for_ever(const struct undoing *u, const struct err *e)
{
	const char *guard = store_last_guard(u->desk->store);
	return e->code == ERR_REFUSED && !str_is_empty(guard) && !str_equal(guard, "foreign_key");
}

/* In a transaction of its own: a removal that is refused halfway leaves nothing behind. */
static bool
try_remove(const struct undoing *u, struct record *now, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	struct undoing within = *u;
	within.tx = &tx;
	return tx_begin(&tx, u->desk->store, e) && put_back(&within, now, NULL, e) &&
	       tx_commit(&tx, e);
}

static bool
remove_or_retire(const struct undoing *u, struct step *s, struct record *now, struct err *e)
{
	const struct out_of_use *sign = find_sign(s->form);
	struct err why = { 0 };
	if (!sign)
		return put_back(u, now, NULL, e);
	if (try_remove(u, now, &why))
		return true;
	s->was_kept = is_kept_for_ever(u, &why) &&
		      !str_equal(record_get(now, sign->field), sign->value);
	if (!s->was_kept)
		return err_set_field(e, why.code, why.field, "%s", why.msg);
	struct record *back = record_copy(now);
	record_put(back, sign->field, sign->value);
	bool ok = put_back(u, now, back, e);
	record_free(back);
	return ok;
}

static bool
undo_add(const struct undoing *u, struct step *s, struct err *e)
{
	struct record *now = record_read(u->desk, s->form, s->id, e);
	bool ok = now && check_not_built_on(u->desk, s, now, e) && remove_or_retire(u, s, now, e);
	record_free(now);
	return ok;
}

static bool
undo_change_of(const struct undoing *u, const struct step *s, struct err *e)
{
	struct record *now = record_read(u->desk, s->form, s->id, e);
	struct record *back = now ? record_copy(now) : NULL;
	bool ok = now && check_not_built_on(u->desk, s, now, e) &&
		  read_side(u->desk, s, "$.before", back, NULL, e) && put_back(u, now, back, e);
	record_free(back);
	record_free(now);
	return ok;
}

static bool
undo_remove(const struct undoing *u, const struct step *s, struct err *e)
{
	struct record *back = record_blank(s->form);
	back->id = s->id;
	back->version = s->version;
	bool ok = read_side(u->desk, s, "$.before", back, NULL, e) && put_back(u, NULL, back, e);
	record_free(back);
	return ok;
}

static bool
undo_step(const struct undoing *u, struct step *s, struct err *e)
{
	if (s->action == AUDIT_ADD)
		return undo_add(u, s, e);
	if (s->action == AUDIT_REMOVE)
		return undo_remove(u, s, e);
	return undo_change_of(u, s, e);
}

static void
add_name(struct desk *d, const struct step *s, struct str *name)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *title = d->lookup.ref_title(d->lookup.ctx, s->form->name, s->id);
	if (str_is_empty(title))
		title = removed_title(d, &a, s->form, s->id);
	if (str_is_empty(title))
		str_addf(name, "%s %lld", form_label(s->form), (long long)s->id);
	else
		/* L10N: a type ("Group") and the record's name */
		str_addf(name, _("%s \"%s\""), form_label(s->form), title);
}

static void
add_count(int count, struct str *b)
{
	if (count > 1)
		str_addf(b, ngettext(" (%d record)", " (%d records)", (unsigned long)count), count);
}

/* What the clerk saved: not the person made from a typed name, nor the contact that followed. */
static const struct step *
main_step(const struct step *steps, int count)
{
	for (int i = 0; i < count; i++)
		if (!steps[i].form->parent)
			return &steps[i];
	return &steps[count - 1];
}

/* What an import was of: its own row tells, for it makes people and contacts besides. */
static const struct step *
imported_step(struct desk *d, int64_t change, const struct step *steps, int count)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, d->store,
		       "SELECT object_type FROM audit WHERE change = ?1 AND action = 'system'",
		       NULL))
		return NULL;
	stmt_bind_int(&q, 1, change);
	const char *table = stmt_row(&q, NULL) ? stmt_text(&q, 0) : NULL;
	for (int i = 0; table && i < count; i++)
		if (str_equal(steps[i].form->table, table))
			return &steps[i];
	return NULL;
}

/* How many records of the type of the main one: of a bulk change no single one is to be named. */
static int
count_same(const struct step *first, const struct step *steps, int count)
{
	int same = 0;
	for (int i = 0; i < count; i++)
		same += steps[i].form == first->form;
	return same;
}

static bool
is_of_series(struct desk *d, const struct step *s)
{
	int i = form_field_index(s->form, "series_id");
	struct record *r = i < 0 ? NULL : record_read(d, s->form, s->id, NULL);
	bool is = r && !str_is_empty(r->values[i]);
	record_free(r);
	return is;
}

/* What made several records at once: an import, a series. False, and nothing, for all else. */
static bool
add_making(struct desk *d, int64_t change, const struct step *steps, int count, struct str *b)
{
	const struct step *imported = imported_step(d, change, steps, count);
	const struct step *first = imported ? imported : main_step(steps, count);
	int same = count_same(first, steps, count);
	if (imported)
		/* L10N: a type ("Group") and how many records */
		str_addf(b, _("the import (%s: %d)"), form_label(first->form), same);
	else if (same > 1 && is_of_series(d, first))
		str_addf(b, _("the series (%s: %d)"), form_label(first->form), same);
	return b->len > 0;
}

/* 'Group "…"'; of several records of one type, what made them and how many they are. */
static void
add_deed(struct desk *d, int64_t change, const struct step *steps, int count, struct str *b)
{
	const struct step *first = main_step(steps, count);
	int same = count_same(first, steps, count);
	if (add_making(d, change, steps, count, b))
		return;
	if (same >= BULK_FROM) {
		str_addf(b, _("%s: %d records"), form_label(first->form), same);
		return;
	}
	add_name(d, first, b);
	add_count(count, b);
}

/* Of one record, `name`; several of one type are counted. */
static void
say_undone(const struct step *first, const struct step *steps, int count, const char *name,
	   struct str *said)
{
	int same = count_same(first, steps, count);
	if (same >= BULK_FROM && first->was_kept)
		/* L10N: how many records, and their type ("Code") */
		str_addf(said, _("Taken out of use, as they cannot be removed: %d records (%s)."),
			 same, form_label(first->form));
	else if (same >= BULK_FROM && first->action == AUDIT_ADD)
		/* L10N: how many records, and their type ("Booking") */
		str_addf(said, _("Taken back: the entry of %d records (%s)."), same,
			 form_label(first->form));
	else if (same >= BULK_FROM)
		/* L10N: how many records, and their type ("Registration") */
		str_addf(said, _("Taken back: %d records (%s)."), same, form_label(first->form));
	else if (first->was_kept)
		str_addf(said, _("Taken out of use, as it cannot be removed: %s."), name);
	else if (first->action == AUDIT_ADD)
		str_addf(said, _("Taken back: the entry of %s."), name);
	else if (first->action == AUDIT_REMOVE)
		str_addf(said, _("Taken back: the removal of %s."), name);
	else
		str_addf(said, _("Taken back: the change of %s."), name);
	if (same < BULK_FROM)
		add_count(count, said);
}

static bool
is_decision(struct desk *d, const struct step *s)
{
	AUTO_STMT q = STMT_INIT;
	if (!str_equal(s->form->name, "registration") ||
	    !stmt_open(&q, d->store,
		       "SELECT json_extract(detail, '$.before.state'),"
		       " json_extract(detail, '$.after.state') FROM audit WHERE seq = ?1",
		       NULL))
		return false;
	stmt_bind_int(&q, 1, s->seq);
	return stmt_row(&q, NULL) && registration_is_decision(stmt_text(&q, 0), stmt_text(&q, 1));
}

/* What ended with its group (dissolved, merged) begins again with it: nothing is decided anew. */
static bool
has_group(const struct step *steps, int count)
{
	for (int i = 0; i < count; i++)
		if (str_equal(steps[i].form->name, "group"))
			return true;
	return false;
}

static bool
refuse_decision(const struct desk *d, struct err *e)
{
	AUTO_STR roles = STR_INIT;
	staff_add_roles(d, "register.approve", &roles);
	return err_set(e, ERR_REFUSED,
		       _("Taking back a decision on a registration needs the right to decide: %s."),
		       roles.len ? str_text(&roles) : "register.approve");
}

static bool
require_rights(struct desk *d, const struct step *steps, int count, struct err *e)
{
	bool may_decide = staff_may(d, "register.approve") || has_group(steps, count);
	for (int i = 0; i < count; i++) {
		if (!staff_require_on(d, steps[i].form, "change", e))
			return false;
		if (!may_decide && is_decision(d, &steps[i]))
			return refuse_decision(d, e);
	}
	return true;
}

bool
undo_change(struct desk *d, int64_t change, const char *reason, struct str *said, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR name = STR_INIT;
	AUTO_STR making = STR_INIT;
	AUTO_TX tx = TX_INIT;
	struct step *steps;
	const struct undoing u = { .desk = d, .tx = &tx, .change = change, .reason = reason };
	if (!tx_begin(&tx, d->store, e))
		return false;
	int count = read_steps(d, &a, change, &steps, e);
	if (count <= 0)
		return count == 0 && refuse_unknown(e, change);
	if (!require_rights(d, steps, count, e) || !check_not_undone(d, change, e))
		return false;
	const struct step *first = main_step(steps, count);
	bool made_many = add_making(d, change, steps, count, &making);
	add_name(d, first, &name); /* while it still has one */
	for (int i = 0; i < count; i++)
		if (!undo_step(&u, &steps[i], e))
			return false;
	if (!tx_commit(&tx, e))
		return false;
	if (made_many && !first->was_kept)
		/* L10N: "the import (Group: 4)" */
		str_addf(said, _("Taken back: %s."), str_text(&making));
	else
		say_undone(first, steps, count, str_text(&name), said);
	for (int i = 0; i < count; i++)
		desk_forget(d, steps[i].form);
	return true;
}

bool
undo_touches(struct desk *d, int64_t change, const struct form *form, int64_t id)
{
	AUTO_ARENA a = ARENA_INIT;
	struct step *steps;
	int count = read_steps(d, &a, change, &steps, NULL);
	for (int i = 0; i < count; i++)
		if (steps[i].form == form && steps[i].id == id)
			return true;
	return false;
}

/* What was done at first, of a change that took back, or took back a taking back. */
static int64_t
first_deed(struct desk *d, int64_t change)
{
	static const char sql[] = "SELECT max(undoes) FROM audit WHERE change = ?1";
	int64_t before = store_get_int(d->store, sql, change, 0);
	for (; before != 0; before = store_get_int(d->store, sql, change, 0))
		change = before;
	return change;
}

void
undo_add_name(struct desk *d, int64_t change, struct str *name)
{
	static const char at[] = "SELECT at FROM audit WHERE change = ?1 ORDER BY seq LIMIT 1";
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STMT q = STMT_INIT;
	AUTO_STR clock = STR_INIT;
	AUTO_STR deed = STR_INIT;
	struct step *steps;
	int64_t instant;
	change = first_deed(d, change);
	int count = read_steps(d, &a, change, &steps, NULL);
	if (count <= 0 || !stmt_open(&q, d->store, at, NULL))
		return;
	stmt_bind_int(&q, 1, change);
	if (stmt_row(&q, NULL) && instant_from_text(stmt_text(&q, 0), &instant))
		time_add(&clock, instant_minutes(instant));
	add_deed(d, change, steps, count, &deed);
	/* L10N: the time ("14:51") and what was done then */
	str_addf(name, _("%s, %s"), str_text(&clock), str_text(&deed));
}

/* Looks back over the last thousand rows only: what is older is not "just now". */
int64_t
undo_before(struct desk *d, int64_t change)
{
	AUTO_STMT q = STMT_INIT;
	int64_t last = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT a.change FROM audit AS a"
		       " WHERE a.seq > (SELECT max(seq) FROM audit) - 1000"
		       " AND +a.staff_id = ?1 AND a.session = ?2"
		       " AND a.action IN ('add', 'change', 'remove') AND a.undoes = 0"
		       " AND a.change < ?3 AND json_extract(a.detail, '$.version') IS NOT NULL"
		       " ORDER BY a.seq DESC",
		       NULL))
		return 0;
	stmt_bind_int(&q, 1, d->staff_id);
	stmt_bind_text(&q, 2, store_actor(d->store)->session);
	stmt_bind_int(&q, 3, change);
	while (last == 0 && stmt_row(&q, NULL))
		if (undone_by(d, stmt_int(&q, 0)) == 0)
			last = stmt_int(&q, 0);
	return last;
}

int64_t
undo_last(struct desk *d)
{
	return undo_before(d, INT64_MAX);
}
