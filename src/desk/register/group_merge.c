/*
 * group_merge.c - one group instead of two. The tables whose rows move are read
 * from the schema, in the order in which the schema made them: a table comes
 * after those that it refers to, so a registration moves before its papers.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/register/group.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/register/registration.h"
#include "desk/staff.h"
#include "store/stmt.h"
#include "store/tx.h"

struct merge {
	struct desk *desk;
	struct tx *tx;
	int64_t from, into;
	const char *reason;
};

/* A column that refers to groups. */
struct reference {
	const char *table, *column;
};

static int
read_references(struct desk *d, struct arena *a, struct reference **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int room = 0, count = 0;
	if (!stmt_open(&q, d->store,
		       "SELECT count(*) OVER (), t.name, k.\"from\" FROM sqlite_schema AS t"
		       " JOIN pragma_foreign_key_list(t.name) AS k ON k.\"table\" = 'civic_group'"
		       " WHERE t.type = 'table' ORDER BY t.rowid, k.id",
		       e))
		return -1;
	while (stmt_row(&q, e)) {
		if (room == 0) {
			room = (int)stmt_int(&q, 0);
			*out = arena_alloc(a, sizeof(**out) * (size_t)room);
		}
		(*out)[count].table = arena_strdup(a, stmt_text(&q, 1));
		(*out)[count++].column = arena_strdup(a, stmt_text(&q, 2));
	}
	return stmt_failed(&q) ? -1 : count;
}

/* The rows of a form whose field `field` is `id`: read whole, since they are about to change. */
static int
read_rows(const struct merge *m, struct arena *a, const struct form *form, const char *field,
	  int64_t **ids, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	int room = 0, count = 0;
	str_addf(&sql,
		 "SELECT count(*) OVER (), t.id FROM \"%s\" AS t WHERE t.\"%s\" = ?1 ORDER BY t.id",
		 form->table, field);
	if (!stmt_open(&q, m->desk->store, str_text(&sql), e))
		return -1;
	stmt_bind_int(&q, 1, m->from);
	while (stmt_row(&q, e)) {
		if (room == 0) {
			room = (int)stmt_int(&q, 0);
			*ids = arena_alloc(a, sizeof(**ids) * (size_t)room);
		}
		(*ids)[count++] = stmt_int(&q, 1);
	}
	return stmt_failed(&q) ? -1 : count;
}

static bool
save(const struct merge *m, struct record *r, struct err *e)
{
	return record_save_within(m->desk, m->tx, r, m->reason, e);
}

static void
put_id(struct record *r, const char *field, int64_t id)
{
	AUTO_FREE char *text = mem_printf("%lld", (long long)id);
	record_put(r, field, text);
}

/* An open row of the same person in the same role is there already. */
static bool
contact_is_double(const struct merge *m, const struct record *r)
{
	AUTO_STMT q = STMT_INIT;
	if (record_get(r, "term_until") ||
	    !stmt_open(&q, m->desk->store,
		       "SELECT 1 FROM contact WHERE group_id = ?1 AND person_id = ?2"
		       " AND role = ?3 AND term_until IS NULL",
		       NULL))
		return false;
	stmt_bind_int(&q, 1, m->into);
	stmt_bind_int(&q, 2, strtoll(record_get(r, "person_id"), NULL, 10));
	stmt_bind_text(&q, 3, record_get(r, "role"));
	return stmt_row(&q, NULL);
}

static void
settle_contact(const struct merge *m, struct record *r)
{
	char today[DATE_TEXT_SIZE];
	const char *from = record_get(r, "term_from");
	date_to_iso(desk_today(m->desk), today);
	if (contact_is_double(m, r))
		record_put(r, "term_until", from && strcmp(from, today) > 0 ? from : today);
}

static bool
registration_overlaps(const struct merge *m, const struct record *r)
{
	AUTO_STMT q = STMT_INIT;
	if (!stmt_open(&q, m->desk->store,
		       "SELECT 1 FROM registration WHERE group_id = ?1"
		       " AND state NOT IN ('refused', 'lapsed')"
		       " AND valid_from <= ?3 AND valid_until >= ?2 LIMIT 1",
		       NULL))
		return false;
	stmt_bind_int(&q, 1, m->into);
	stmt_bind_text(&q, 2, record_get(r, "valid_from"));
	stmt_bind_text(&q, 3, record_get(r, "valid_until"));
	return stmt_row(&q, NULL);
}

static void
settle_registration(const struct merge *m, struct record *r)
{
	const char *state = record_get(r, "state");
	bool is_approved = str_equal(state, "approved");
	if (str_equal(state, "refused") || str_equal(state, "lapsed") ||
	    !registration_overlaps(m, r))
		return;
	registration_note(m->desk, r, is_approved ? REGISTRATION_LAPSED : REGISTRATION_REFUSED,
			  m->reason);
}

/* What the rows of a type need beside the new group, so that no guard refuses them. */
static const struct {
	const char *form;
	void (*settle)(const struct merge *m, struct record *r);
} settlers[] = {
	{ "contact", settle_contact },
	{ "registration", settle_registration },
};

static bool
move_row(const struct merge *m, const struct form *form, const char *field, int64_t id,
	 struct err *e)
{
	struct record *r = record_read(m->desk, form, id, e);
	if (!r)
		return false;
	put_id(r, field, m->into);
	for (size_t i = 0; i < ARRAY_LEN(settlers); i++)
		if (str_equal(settlers[i].form, form->name))
			settlers[i].settle(m, r);
	bool ok = save(m, r, e);
	record_free(r);
	return ok;
}

/* A group that was merged into `from` before now points to `into`; it may only point anew. */
static bool
move_pointer(const struct merge *m, const struct form *form, int64_t id, struct err *e)
{
	struct record *r = record_read(m->desk, form, id, e);
	if (!r)
		return false;
	record_put(r, "merged_into", NULL);
	bool ok = save(m, r, e);
	put_id(r, "merged_into", m->into);
	ok = ok && save(m, r, e);
	record_free(r);
	return ok;
}

static bool
move_rows(const struct merge *m, const struct form *form, const char *field, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	int64_t *ids = NULL;
	bool is_pointer = str_equal(form->name, "group") && str_equal(field, "merged_into");
	int count = read_rows(m, &a, form, field, &ids, e);
	for (int i = 0; i < count; i++) {
		bool ok = is_pointer ? move_pointer(m, form, ids[i], e)
				     : move_row(m, form, field, ids[i], e);
		if (!ok)
			return false;
	}
	return count >= 0;
}

/* The group's own choices (fields of activity) are a part of its record and stay there. */
static bool
is_own_link(const struct form *group, const char *table)
{
	for (int i = 0; i < group->field_count; i++)
		if (str_equal(group->fields[i].link, table))
			return true;
	return false;
}

static bool
move_all(const struct merge *m, const struct form *group, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct reference *references = NULL;
	int count = read_references(m->desk, &a, &references, e);
	for (int i = 0; i < count; i++) {
		const struct reference *ref = &references[i];
		const struct form *form = form_find_table(m->desk->forms, ref->table);
		if (is_own_link(group, ref->table))
			continue;
		if (!form || form_field_index(form, ref->column) < 0)
			return err_set(e, ERR_REFUSED,
				       _("The table %s refers to groups, but no form says how its "
					 "rows are kept; they cannot be moved."),
				       ref->table);
		if (!move_rows(m, form, ref->column, e))
			return false;
	}
	return count >= 0;
}

/* What `from` was called, so that it is still found under `into`. */
static bool
keep_name(const struct merge *m, const struct record *from, const struct record *into,
	  const char *field, struct err *e)
{
	char today[DATE_TEXT_SIZE];
	const char *value = record_get(from, field);
	if (!value || str_equal(value, record_get(into, field)))
		return true;
	struct record *r = record_new(m->desk, form_find(m->desk->forms, "group_history"));
	date_to_iso(desk_today(m->desk), today);
	put_id(r, "group_id", m->into);
	record_put(r, "field", field);
	record_put(r, "value", value);
	record_put(r, "valid_until", today);
	bool ok = save(m, r, e);
	record_free(r);
	return ok;
}

static bool
keep_names(const struct merge *m, const struct record *from, const struct record *into,
	   struct err *e)
{
	return keep_name(m, from, into, "name", e) && keep_name(m, from, into, "kana", e) &&
	       keep_name(m, from, into, "number", e);
}

/*
 * The posts are given in the group's own record, and the contacts follow: the
 * group that goes has none any more, the one that stays takes those it lacks.
 */
static bool
pass_posts(const struct merge *m, struct err *e)
{
	static const char *const posts[] = { "representative_id", "representative_post",
					     "liaison_id" };
	const struct form *form = form_find(m->desk->forms, "group");
	struct record *goes = record_read(m->desk, form, m->from, e);
	struct record *stays = goes ? record_read(m->desk, form, m->into, e) : NULL;
	bool names_nobody = stays && !record_get(stays, "representative_id");
	for (size_t i = 0; stays && i < ARRAY_LEN(posts); i++) {
		bool is_its_own = str_equal(posts[i], "representative_post") && !names_nobody;
		if (!is_its_own && !record_get(stays, posts[i]))
			record_put(stays, posts[i], record_get(goes, posts[i]));
		record_put(goes, posts[i], NULL);
	}
	bool ok = stays && save(m, goes, e) && save(m, stays, e);
	record_free(goes);
	record_free(stays);
	return ok;
}

static bool
check_merge(const struct record *from, const struct record *into, struct err *e)
{
	if (from->id == into->id)
		return err_set(e, ERR_REFUSED, _("A group cannot be merged into itself."));
	if (record_get(from, "merged_into") || record_get(into, "merged_into"))
		return err_set(e, ERR_REFUSED, _("One of these groups was merged already."));
	return (!record_get(from, "dissolved_on") && !record_get(into, "dissolved_on")) ||
	       err_set(e, ERR_REFUSED, _("One of these groups is dissolved."));
}

static bool
run_merge(const struct merge *m, const struct record *from, const struct record *into,
	  struct err *e)
{
	if (!check_merge(from, into, e) || !pass_posts(m, e) || !move_all(m, from->form, e) ||
	    !keep_names(m, from, into, e))
		return false;
	struct record *pointer = record_read(m->desk, from->form, m->from, e);
	if (!pointer)
		return false;
	put_id(pointer, "merged_into", m->into);
	bool ok = save(m, pointer, e);
	record_free(pointer);
	return ok;
}

bool
group_merge(struct desk *d, int64_t from, int64_t into, const char *reason, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	const struct form *form = form_find(d->forms, "group");
	const struct merge m = { d, &tx, from, into, reason };
	if (!staff_require(d, "register.change", e) || !tx_begin(&tx, d->store, e))
		return false;
	struct record *goes = record_read(d, form, from, e);
	struct record *stays = goes ? record_read(d, form, into, e) : NULL;
	bool ok = stays && run_merge(&m, goes, stays, e) && tx_commit(&tx, e);
	record_free(goes);
	record_free(stays);
	return ok;
}
