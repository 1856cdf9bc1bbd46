/* record_write.c - see record_write.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_write.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "desk/guard.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "store/audit.h"
#include "store/rows.h"
#include "store/stmt.h"

/* The field whose reference leads nowhere, when that was what the schema refused; or NULL. */
static const struct form_field *
find_lost_reference(const struct record_change *c)
{
	const struct record *r = c->after;
	for (int i = 0; r && i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (f->type->kind != FIELD_REF || !r->values[i])
			continue;
		const char *title = c->desk->lookup.ref_title(c->desk->lookup.ctx, f->ref,
							      record_get_id(r, f->name));
		if (!title)
			return f;
	}
	return NULL;
}

/* The id of a record of `form` that names the one to be removed; 0 for none. */
static int64_t
find_referring(const struct record_change *c, const struct form *form)
{
	for (int i = 0; i < form->field_count; i++) {
		AUTO_STR sql = STR_INIT;
		AUTO_STMT q = STMT_INIT;
		if (!str_equal(form->fields[i].ref, c->before->form->name))
			continue;
		record_sql_with(&sql, form, &form->fields[i]);
		if (!stmt_open(&q, c->desk->store, str_text(&sql), NULL))
			return 0;
		stmt_bind_int(&q, 1, c->before->id);
		stmt_bind_int(&q, 2, 1);
		if (stmt_row(&q, NULL))
			return stmt_int(&q, 0);
	}
	return 0;
}

/* A group that names a person says more than the contact between them: details come last. */
static bool
refuse_removal(const struct record_change *c, struct err *e)
{
	const struct form_set *set = c->desk->forms;
	const struct field_lookup *lookup = &c->desk->lookup;
	for (int i = 0; i < 2 * set->count; i++) {
		const struct form *form = set->forms[i % set->count];
		bool is_detail = form->parent != NULL;
		int64_t id = is_detail == (i >= set->count) ? find_referring(c, form) : 0;
		const char *title = id ? lookup->ref_title(lookup->ctx, form->name, id) : NULL;
		if (title)
			return err_set(e, ERR_REFUSED,
				       _("This record is still named by another: %s \"%s\"."),
				       form_label(form), title);
	}
	return false; /* the store's own sentence stays */
}

/* A statement was refused; says why. Always false. */
static bool
refuse(const struct record_change *c, struct err *e)
{
	if (!str_equal(store_last_guard(c->desk->store), "foreign_key"))
		return guard_explain(c->desk, c->after ? c->after->form : c->before->form, e);
	if (!c->after)
		return refuse_removal(c, e);
	const struct form_field *lost = find_lost_reference(c);
	return lost && err_set_field(e, ERR_REFUSED, lost->name,
				     _("%s: there is no such record. Choose one from the list "
				       "(F4)."),
				     field_label(lost));
}

struct insertion {
	struct record *const *records;
	const int *fields; /* by column behind id and version */
};

static struct cell
record_cell(const void *ctx, int row, int column)
{
	const struct insertion *in = ctx;
	const struct record *r = in->records[row];
	if (column == 0)
		return r->id != 0 ? cell_int(r->id) : cell_null();
	if (column == 1)
		return cell_int(r->version + 1);
	int field = in->fields[column - 2];
	return record_sql_cell(&r->form->fields[field], r->values[field]);
}

/* Rows of one statement get ids that follow each other, in their order. */
static void
note_inserted(struct desk *d, struct record *const *records, int count)
{
	int64_t last = store_last_id(d->store);
	for (int i = 0; i < count; i++) {
		if (records[i]->id == 0)
			records[i]->id = last - (count - 1) + i;
		records[i]->version++;
	}
}

bool
record_insert(struct desk *d, struct record *const *records, int count, struct err *e)
{
	const struct form *form = records[0]->form;
	AUTO_STR into = STR_INIT;
	AUTO_FREE int *fields = mem_alloc(sizeof(*fields) * (size_t)form->field_count);
	int columns = 2 + record_sql_insert(&into, form, fields);
	const struct insertion insertion = { .records = records, .fields = fields };
	const struct rows rows = {
		.into = str_text(&into),
		.columns = columns,
		.count = count,
		.cell = record_cell,
		.ctx = &insertion,
	};
	if (!rows_insert(d->store, &rows, e))
		return false;
	note_inserted(d, records, count);
	return true;
}

static bool
update_row(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	int last = record_sql_update(&sql, r->form);
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, r->id);
	stmt_bind_int(&q, 2, c->before->version + 1);
	record_sql_bind(&q, 3, r->form, r->values);
	stmt_bind_int(&q, last, c->before->version);
	if (!stmt_run(&q, e))
		return refuse(c, e);
	assert(store_rows_changed(c->desk->store) == 1); /* read in this transaction */
	r->version = c->before->version + 1;
	return true;
}

/* One statement about the links of a record; "@" in it stands for their table. */
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
upsert_links(struct desk *d, const struct form_field *f, int64_t id, const char *codes,
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
 * A new record has none.
 */
static bool
write_field_links(const struct record_change *c, const struct form_field *f, const char *codes,
		  struct err *e)
{
	struct desk *d = c->desk;
	int64_t id = c->after->id;
	if (!c->before)
		return upsert_links(d, f, id, codes, e);
	return run_link(d, f,
			"DELETE FROM @ WHERE record_id = ?1"
			" AND instr(',' || ?2 || ',', ',' || code || ',') = 0",
			id, codes, e) &&
	       run_link(d, f,
			"UPDATE @ SET position = position + 1000 WHERE record_id = ?1 AND ?2 <> ''",
			id, codes, e) &&
	       upsert_links(d, f, id, codes, e);
}

static bool
write_links(const struct record_change *c, struct err *e)
{
	const struct record *r = c->after;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (record_sql_has_column(f) || !record_change_at(c, i))
			continue;
		if (!write_field_links(c, f, r->values[i], e))
			return refuse(c, e);
	}
	return true;
}

static bool
erase_links(const struct record_change *c, struct err *e)
{
	const struct record *r = c->before;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (!record_sql_has_column(f) &&
		    !run_link(c->desk, f, "DELETE FROM @ WHERE record_id = ?1 AND ?2 = ''", r->id,
			      NULL, e))
			return refuse(c, e);
	}
	return true;
}

static bool
erase_row(const struct record_change *c, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	record_sql_delete(&sql, c->before->form);
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, c->before->id);
	return stmt_run(&q, e) || refuse(c, e);
}

/* The values of one side: of a record that was removed all, else those that change. */
static void
add_side(struct json *j, const char *side, const struct record_change *c, const struct record *r)
{
	json_key(j, side);
	json_object(j);
	for (int i = 0; i < r->form->field_count; i++) {
		if (!c->after || record_change_at(c, i)) {
			json_key(j, r->form->fields[i].name);
			json_text(j, r->values[i]);
		}
	}
	json_end_object(j);
}

void
record_write_detail(const struct record_change *c, struct str *detail)
{
	const struct record *r = c->after ? c->after : c->before;
	struct json j;
	json_init(&j, detail);
	json_object(&j);
	json_key(&j, "version");
	json_int(&j, r->version);
	if (c->before)
		add_side(&j, "before", c, c->before);
	if (c->after)
		add_side(&j, "after", c, c->after);
	json_end_object(&j);
}

static bool
write_audit(const struct record_change *c, struct err *e)
{
	const struct record *r = c->after ? c->after : c->before;
	AUTO_STR detail = STR_INIT;
	record_write_detail(c, &detail);
	const struct audit_entry entry = {
		.action = !c->before ? AUDIT_ADD
			  : c->after ? AUDIT_CHANGE
				     : AUDIT_REMOVE,
		.object_type = r->form->table,
		.object_id = r->id,
		.reason = c->reason ? c->reason : "",
		.detail = str_text(&detail),
		.undoes = c->undoes,
	};
	return audit_write(c->tx, &entry, e);
}

bool
record_write(const struct record_change *c, struct err *e)
{
	assert(c->after);
	bool ok = c->before ? update_row(c, e)
			    : record_insert(c->desk, &c->after, 1, e) || refuse(c, e);
	return ok && write_links(c, e) && record_search_write(c, e) && write_audit(c, e);
}

bool
record_erase(const struct record_change *c, struct err *e)
{
	assert(c->before && !c->after);
	return erase_links(c, e) &&
	       record_search_remove(c->tx, c->before->form, c->before->id, e) && erase_row(c, e) &&
	       write_audit(c, e);
}
