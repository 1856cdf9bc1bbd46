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
#include "desk/record_sql.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/search.h"
#include "store/stmt.h"

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
	const char *title =
		c->desk->lookup.ref_title(c->desk->lookup.ctx, c->after->form->name, stmt_int(&q, 0));
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
	int64_t version = c->before ? c->before->version + 1 : 1;
	if (c->before)
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
