/*
 * record_save.c - writing a record: complete it, check it, write it with its
 * links and its words to be searched, and the audit row, all in one change.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "desk/guard.h"
#include "desk/number.h"
#include "desk/record.h"
#include "desk/record_check.h"
#include "desk/record_merge.h"
#include "desk/record_search.h"
#include "desk/record_sql.h"
#include "desk/record_undo.h"
#include "desk/staff.h"
#include "store/audit.h"
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

/* A typed name of a record that is not there yet ("+田中花子") becomes that record. */
static bool
make_references(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (f->type->kind != FIELD_REF || !r->values[i] || r->values[i][0] != FIELD_REF_NEW)
			continue;
		const struct form *to = form_find(c->desk->forms, f->ref);
		struct record *made = record_new(c->desk, to);
		record_put(made, to->title, r->values[i] + 1);
		bool ok = record_save_within(c->desk, c->tx, made, c->reason, e);
		if (ok) {
			free(r->values[i]);
			r->values[i] = mem_printf("%lld", (long long)made->id);
		}
		record_free(made);
		if (!ok)
			return false;
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
		bool ask = f->unique && value && record_sql_has_column(f) &&
			   record_change_of(c, f->name);
		if (ask && !check_unique(c, f, value, e))
			return false;
	}
	return true;
}

static bool
write_row(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	int last = 0;
	if (c->before)
		last = record_sql_update(&sql, r->form);
	else
		record_sql_insert(&sql, r->form);
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	int64_t version = c->before ? c->before->version + 1 : r->version + 1;
	if (r->id != 0)
		stmt_bind_int(&q, 1, r->id);
	else
		stmt_bind_null(&q, 1);
	stmt_bind_int(&q, 2, version);
	record_sql_bind(&q, r->form, r->values);
	if (c->before)
		stmt_bind_int(&q, last, c->before->version);
	if (!stmt_run(&q, e))
		return guard_explain(c->desk, r->form, e);
	if (!c->before)
		r->id = store_last_id(c->desk->store);
	r->version = version;
	return true;
}

/* One statement of a link table about one record, with the codes as ?2. */
static bool
run_link(struct desk *d, const struct form_field *f, const char *sql, int64_t id, const char *codes,
	 struct err *e)
{
	AUTO_STR text = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	const char *table = strchr(sql, '@');
	str_add_len(&text, sql, (size_t)(table - sql));
	str_addf(&text, "\"%s\"%s", f->link, table + 1);
	if (!stmt_open(&q, d->store, str_text(&text), e))
		return false;
	stmt_bind_int(&q, 1, id);
	stmt_bind_text(&q, 2, codes ? codes : "");
	return stmt_run(&q, e);
}

/* The codes of a choices field with their positions, position 1 first. */
static bool
upsert_link(struct desk *d, const struct form_field *f, int64_t id, const char *codes,
	    struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	str_addf(&sql,
		 "INSERT INTO \"%s\" (record_id, code, position) VALUES (?1, ?2, ?3)"
		 " ON CONFLICT (record_id, code) DO UPDATE SET position = excluded.position",
		 f->link);
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return false;
	for (int position = 1; codes && *codes; position++) {
		size_t len = strcspn(codes, ",");
		AUTO_FREE char *code = mem_strndup(codes, len);
		stmt_bind_int(&q, 1, id);
		stmt_bind_text(&q, 2, code);
		stmt_bind_int(&q, 3, position);
		if (!stmt_run(&q, e))
			return false;
		stmt_restart(&q);
		codes += len + (codes[len] == ',');
	}
	return true;
}

/*
 * Codes that stay are never taken out, not even for a moment: a guard may
 * count on them (the last administrator). Their old places are moved away first.
 */
static bool
write_link(struct desk *d, const struct form_field *f, int64_t id, const char *codes, struct err *e)
{
	return run_link(d, f,
			"DELETE FROM @ WHERE record_id = ?1"
			" AND instr(',' || ?2 || ',', ',' || code || ',') = 0",
			id, codes, e) &&
	       run_link(d, f,
			"UPDATE @ SET position = position + 1000 WHERE record_id = ?1 AND ?2 <> ''",
			id, codes, e) &&
	       upsert_link(d, f, id, codes, e);
}

static bool
write_links(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (record_sql_has_column(f) || !record_change_of(c, f->name))
			continue;
		if (!write_link(c->desk, f, r->id, r->values[i], e))
			return guard_explain(c->desk, r->form, e);
	}
	return true;
}

static void
add_side(struct json *j, const char *side, const struct record_change *c, const struct record *r)
{
	json_key(j, side);
	json_object(j);
	for (int i = 0; i < c->after->form->field_count; i++) {
		const char *name = c->after->form->fields[i].name;
		if (record_change_of(c, name)) {
			json_key(j, name);
			json_text(j, r->values[i]);
		}
	}
	json_end_object(j);
}

static bool
write_audit(const struct record_change *c, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "version");
	json_int(&j, c->after->version);
	if (c->before)
		add_side(&j, "before", c, c->before);
	add_side(&j, "after", c, c->after);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = c->before ? AUDIT_CHANGE : AUDIT_ADD,
		.object_type = c->after->form->table,
		.object_id = c->after->id,
		.reason = c->reason ? c->reason : "",
		.detail = str_text(&detail),
		.undoes = c->undoes,
	};
	return audit_write(c->tx, &entry, e);
}

static bool
changes_anything(const struct record_change *c)
{
	if (!c->before)
		return true;
	for (int i = 0; i < c->after->form->field_count; i++)
		if (record_change_of(c, c->after->form->fields[i].name))
			return true;
	return false;
}

static bool
run_change(const struct record_change *c, struct err *e)
{
	settle_bools(c->after);
	return make_references(c, e) && give_number(c, e) && record_check_before(c, e) &&
	       check_required(c->after, e) && check_all_unique(c, e) &&
	       (!changes_anything(c) ||
		(write_row(c, e) && write_links(c, e) && record_search_write(c, e) &&
		 write_audit(c, e) && record_check_after(c, e)));
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
	bool ok = run_change(&c, e);
	record_free(before);
	return ok;
}

static bool
remove_links(struct desk *d, const struct record *r, struct err *e)
{
	for (int i = 0; i < r->form->field_count; i++) {
		if (record_sql_has_column(&r->form->fields[i]))
			continue;
		AUTO_STR sql = STR_INIT;
		AUTO_STMT q = STMT_INIT;
		str_addf(&sql, "DELETE FROM \"%s\" WHERE record_id = ?1", r->form->fields[i].link);
		if (!stmt_open(&q, d->store, str_text(&sql), e))
			return false;
		stmt_bind_int(&q, 1, r->id);
		if (!stmt_run(&q, e))
			return false;
	}
	return true;
}

static bool
remove_row(struct desk *d, const struct record *r, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	record_sql_delete(&sql, r->form);
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, r->id);
	return stmt_run(&q, e) || guard_explain(d, r->form, e);
}

static bool
audit_removal(struct tx *tx, const struct record *r, const struct undoing *u, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "version");
	json_int(&j, r->version);
	json_key(&j, "before");
	json_object(&j);
	for (int i = 0; i < r->form->field_count; i++) {
		json_key(&j, r->form->fields[i].name);
		json_text(&j, r->values[i]);
	}
	json_end_object(&j);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = AUDIT_REMOVE,
		.object_type = r->form->table,
		.object_id = r->id,
		.reason = u->reason ? u->reason : "",
		.detail = str_text(&detail),
		.undoes = u->change,
	};
	return audit_write(tx, &entry, e);
}

bool
record_remove_back(struct desk *d, struct tx *tx, const struct record *now, const struct undoing *u,
		   struct err *e)
{
	return remove_links(d, now, e) && record_search_remove(tx, now->form, now->id, e) &&
	       remove_row(d, now, e) && audit_removal(tx, now, u, e);
}

bool
record_remove_within(struct desk *d, struct tx *tx, const struct form *form, int64_t id,
		     const char *reason, struct err *e)
{
	const struct undoing u = { .reason = reason };
	struct record *r = record_read(d, form, id, e);
	bool ok = r && record_remove_back(d, tx, r, &u, e);
	record_free(r);
	return ok;
}

bool
record_write_back(struct desk *d, struct tx *tx, const struct record *now, struct record *back,
		  const struct undoing *u, struct err *e)
{
	const struct record_change c = {
		.desk = d,
		.tx = tx,
		.before = now,
		.after = back,
		.reason = u->reason,
		.undoes = u->change,
	};
	return write_row(&c, e) && write_links(&c, e) && record_search_write(&c, e) &&
	       write_audit(&c, e);
}

static bool
require_right(struct desk *d, const struct record *r, struct err *e)
{
	AUTO_STR right = STR_INIT;
	str_addf(&right, "%s.%s", r->form->area, r->id ? "change" : "add");
	if (r->hidden)
		return err_set(e, ERR_REFUSED,
			       _("This record is withheld; who may not see it cannot change it."));
	return staff_require(d, str_text(&right), e);
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

static bool
save_known(struct desk *d, struct tx *tx, struct record *r, const struct record_save *how,
	   struct err *e)
{
	struct record *before = record_read(d, r->form, r->id, e);
	if (!before)
		return false;
	const struct record_change c = {
		.desk = d,
		.tx = tx,
		.before = before,
		.after = r,
		.reason = how->reason,
	};
	bool ok = record_merge(&c, how->conflict, e) && run_change(&c, e);
	record_free(before);
	return ok;
}

bool
record_save(struct desk *d, struct record *r, const struct record_save *how, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	int64_t id = r->id, version = r->version;
	bool was_saved = false;
	if (!require_right(d, r, e) || !tx_begin(&tx, d->store, e))
		return false;
	if (how->once_key && !was_saved_before(d, &tx, r, how->once_key, &was_saved, e))
		return false;
	if (was_saved)
		return true;
	bool ok = r->id ? save_known(d, &tx, r, how, e)
			: record_save_within(d, &tx, r, how->reason, e);
	ok = ok && (!how->once_key || once_keep(&tx, how->once_key, r->id, e)) && tx_commit(&tx, e);
	if (!ok) {
		r->id = id;
		r->version = version;
	}
	return ok;
}
