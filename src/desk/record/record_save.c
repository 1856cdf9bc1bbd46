/*
 * record_save.c - saving a record: complete it, merge it with what another desk
 * wrote, check it, write it, all in one change. What is saved is a copy, so that
 * a refusal leaves the clerk's record as it was typed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/number.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"
#include "desk/record/record_merge.h"
#include "desk/record/record_sql.h"
#include "desk/record/record_write.h"
#include "desk/staff.h"
#include "store/once.h"
#include "store/stmt.h"

/* Yes or no left empty is no, so that Enter upon Enter makes a valid record. */
static void
settle_bools(struct record *r)
{
	for (int i = 0; i < r->form->field_count; i++)
		if (r->form->fields[i].type->kind == FIELD_BOOL && !r->values[i])
			r->values[i] = mem_strdup("0");
}

/* The id of the record that is made from a typed name; 0 on refusal. */
static int64_t
make_referred(const struct record_change *c, const struct form *form, const char *name,
	      struct err *e)
{
	if (!staff_require_on(c->desk, form, "add", e))
		return 0;
	struct record *made = record_new(c->desk, form);
	record_put(made, form->title, name);
	int64_t id = record_save_within(c->desk, c->tx, made, c->reason, e) ? made->id : 0;
	record_free(made);
	return id;
}

/* The same name typed into several fields means the same new record. */
static void
put_referred(struct record *r, int first, const struct form_field *f, const char *typed, int64_t id)
{
	for (int i = first; i < r->form->field_count; i++)
		if (str_equal(r->form->fields[i].ref, f->ref) && str_equal(r->values[i], typed))
			record_put_id(r, r->form->fields[i].name, id);
}

/* A typed name of a record that is not there yet ("+田中花子") becomes that record. */
static bool
make_references(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (f->type->kind != FIELD_REF || !r->values[i] || r->values[i][0] != REF_NEW)
			continue;
		AUTO_FREE char *typed = mem_strdup(r->values[i]);
		const struct form *form = form_find(c->desk->forms, f->ref);
		int64_t id = make_referred(c, form, typed + 1, e);
		if (id == 0) {
			if (e)
				snprintf(e->field, sizeof(e->field), "%s", f->name);
			return false;
		}
		put_referred(r, i, f, typed, id);
	}
	return true;
}

static bool
give_number(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	if (!r->form->series || !r->form->number || record_get(r, r->form->number))
		return true;
	AUTO_STR number = STR_INIT;
	if (!number_take(c->desk, c->tx, r->form, &number, e))
		return false;
	record_put(r, r->form->number, str_text(&number));
	return true;
}

static bool
check_required(const struct record *r, struct err *e)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (f->required && !r->values[i])
			return err_set_field(e, ERR_INVALID, f->name, _("%s is needed."),
					     field_label(f));
	}
	return true;
}

static bool
check_unique(const struct record_change *c, const struct form_field *f, const char *value,
	     struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	record_sql_same(&sql, c->after->form, f);
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, c->after->id);
	record_sql_bind_value(&q, 2, f, value);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	const char *title = c->desk->lookup.ref_title(c->desk->lookup.ctx, c->after->form->name,
						      stmt_int(&q, 0));
	return err_set_field(e, ERR_REFUSED, f->name, _("%s: \"%s\" is already that of %s."),
			     field_label(f), value, title ? title : "?");
}

static bool
check_all_unique(const struct record_change *c, struct err *e)
{
	for (int i = 0; i < c->after->form->field_count; i++) {
		const struct form_field *f = &c->after->form->fields[i];
		const char *value = c->after->values[i];
		bool ask = f->unique && value && record_sql_has_column(f) && record_change_at(c, i);
		if (ask && !check_unique(c, f, value, e))
			return false;
	}
	return true;
}

static bool
changes_anything(const struct record_change *c)
{
	if (!c->before)
		return true;
	for (int i = 0; i < c->after->form->field_count; i++)
		if (record_change_at(c, i))
			return true;
	return false;
}

bool
record_save_check(const struct record_change *c, struct err *e)
{
	settle_bools(c->after);
	/* Whatever is refused by its checks has taken no number. */
	return record_check_before(c, e) && give_number(c, e) && check_required(c->after, e) &&
	       check_all_unique(c, e);
}

static bool
run_change(const struct record_change *c, struct err *e)
{
	if (!make_references(c, e) || !record_save_check(c, e))
		return false;
	return !changes_anything(c) || (record_write(c, e) && record_check_after(c, e));
}

/* What the schema's triggers keep stands in the record as it does in the database. */
static void
take_kept(struct record *r, const struct record *stored)
{
	for (int i = 0; i < r->form->field_count; i++)
		if (r->form->fields[i].kept)
			record_put(r, r->form->fields[i].name, stored->values[i]);
}

/* "SELECT t.due, t.taken FROM …"; the count of what the form's triggers keep. */
static int
add_kept_sql(const struct form *form, struct str *sql)
{
	int count = 0;
	for (int i = 0; i < form->field_count; i++) {
		if (!form->fields[i].kept)
			continue;
		str_add(sql, count++ ? ", " : "SELECT ");
		record_sql_value(sql, &form->fields[i]);
	}
	str_addf(sql, " FROM \"%s\" AS t WHERE t.id = ?1", form->table);
	return count;
}

/* The same after what was written may have moved it. */
static bool
read_kept(struct desk *d, struct record *r, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	if (add_kept_sql(r->form, &sql) == 0)
		return true;
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, r->id);
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	for (int i = 0, column = 0; i < r->form->field_count; i++)
		if (r->form->fields[i].kept)
			record_put(r, r->form->fields[i].name, stmt_text(&q, column++));
	return true;
}

bool
record_save_within(struct desk *d, struct tx *tx, struct record *r, const char *reason,
		   struct err *e)
{
	struct record *before = r->id ? record_read(d, r->form, r->id, e) : NULL;
	if (r->id && !before)
		return false;
	const struct record_change c = {
		.desk = d,
		.tx = tx,
		.before = before,
		.after = r,
		.reason = reason,
	};
	bool ok = run_change(&c, e) && read_kept(d, r, e);
	record_free(before);
	return ok;
}

bool
record_remove_within(struct desk *d, struct tx *tx, const struct form *form, int64_t id,
		     const char *reason, struct err *e)
{
	struct record *r = record_read(d, form, id, e);
	const struct record_change c = { .desk = d, .tx = tx, .before = r, .reason = reason };
	bool ok = r && record_erase(&c, e);
	record_free(r);
	return ok;
}

/* True when the key has been used: the record is then the one of the first time. */
static bool
was_saved_before(struct desk *d, struct tx *tx, struct record *r, const char *key, bool *was,
		 struct err *e)
{
	int64_t id = 0;
	*was = false;
	if (!once_find(tx, key, &id, e))
		return false;
	if (id == 0)
		return true;
	struct record *stored = record_read(d, r->form, id, e);
	if (!stored)
		return false;
	r->id = id;
	r->version = stored->version;
	record_free(stored);
	*was = true;
	return true;
}

/* What the program alone writes is not typed, neither on a screen nor as a word of a command. */
static bool
check_read_only(const struct record *was, const struct record *r, struct err *e)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		bool is_given = r->id != 0 || r->values[i] != NULL;
		bool is_closed = f->read_only || (f->fixed && r->id != 0);
		if (is_closed && is_given && !str_equal(was->values[i], r->values[i]))
			return err_set_field(e, ERR_REFUSED, f->name,
					     _("%s is filled in by the program."), field_label(f));
	}
	return true;
}

static bool
check_new(struct desk *d, const struct record *r, struct err *e)
{
	struct record *blank = record_new(d, r->form);
	bool ok = check_read_only(blank, r, e);
	record_free(blank);
	return ok;
}

/* Brings the record onto what stands in the database now. */
static bool
rebase(struct desk *d, struct tx *tx, struct record *r, struct record_conflict *conflict,
       struct err *e)
{
	struct record *stored = record_read(d, r->form, r->id, e);
	if (!stored)
		return false;
	const struct record_change c = { .desk = d, .tx = tx, .before = stored, .after = r };
	take_kept(r, stored); /* it moves without a new version */
	bool ok = record_require_reveal(d, stored, stored, e) && record_merge(&c, conflict, e) &&
		  record_require_reveal(d, stored, r, e) && check_read_only(stored, r, e);
	if (ok) {
		r->version = stored->version;
		r->of_withheld = stored->of_withheld;
	}
	record_free(stored);
	return ok;
}

/* A typed name ("+田中花子") becomes a record within the save. */
static bool
names_new_record(const struct record *r)
{
	for (int i = 0; i < r->form->field_count; i++)
		if (r->form->fields[i].type->kind == FIELD_REF && r->values[i] &&
		    r->values[i][0] == REF_NEW)
			return true;
	return false;
}

bool
record_look_ahead(struct desk *d, const struct record *r, const char *once_key, struct err *e)
{
	AUTO_STMT snapshot = STMT_INIT;
	struct err why = { 0 };
	if (!record_check_looks_ahead(r->form) || names_new_record(r) || tx_is_open(d->store) ||
	    !store_hold(&snapshot, d->store, NULL))
		return true;
	struct record *before = r->id ? record_read(d, r->form, r->id, NULL) : NULL;
	struct record *after = record_copy(r);
	const struct record_change c = { .desk = d, .before = before, .after = after };
	settle_bools(after);
	bool ok = record_check_ahead(&c, &why) || r->id || once_key;
	record_free(before);
	record_free(after);
	if (!ok && e)
		*e = why;
	return ok;
}

bool
record_save(struct desk *d, struct record *r, const struct record_save *how, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	bool was_saved = false;
	if (!staff_require_on(d, r->form, r->id ? "change" : "add", e) ||
	    (!r->id && !check_new(d, r, e)) || !record_look_ahead(d, r, how->once_key, e) ||
	    !tx_begin(&tx, d->store, e))
		return false;
	if (how->once_key && !was_saved_before(d, &tx, r, how->once_key, &was_saved, e))
		return false;
	if (was_saved)
		return true;
	if (r->id && !rebase(d, &tx, r, how->conflict, e))
		return false;
	struct record *saved = record_copy(r);
	bool ok = record_save_within(d, &tx, saved, how->reason, e) &&
		  (!how->once_key || once_keep(&tx, how->once_key, saved->id, e)) &&
		  tx_commit(&tx, e);
	if (ok) {
		record_swap(r, saved);
		desk_forget(d, r->form);
	}
	record_free(saved);
	return ok;
}
