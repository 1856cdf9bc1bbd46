/*
 * record.c - one record of any type: its values, reading it, showing it. What
 * saving means is in record_save.c.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/disclose.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/staff.h"
#include "store/audit.h"
#include "store/stmt.h"

struct record *
record_blank(const struct form *form)
{
	struct record *r = mem_alloc(sizeof(*r));
	r->form = form;
	r->values = mem_alloc(sizeof(*r->values) * (size_t)(form->field_count + 1));
	return r;
}

struct record *
record_new(const struct desk *d, const struct form *form)
{
	struct record *r = record_blank(form);
	for (int i = 0; i < form->field_count; i++)
		if (form->fields[i].dflt)
			field_parse(&form->fields[i], &d->lookup, form->fields[i].dflt,
				    &r->values[i], NULL);
	return r;
}

struct record *
record_copy(const struct record *r)
{
	struct record *copy = record_blank(r->form);
	copy->id = r->id;
	copy->version = r->version;
	copy->hidden = r->hidden;
	copy->of_withheld = r->of_withheld;
	for (int i = 0; i < r->form->field_count; i++)
		copy->values[i] = mem_strdup(r->values[i]);
	return copy;
}

void
record_swap(struct record *a, struct record *b)
{
	assert(a->form == b->form);
	struct record former = *a;
	*a = *b;
	*b = former;
}

void
record_free(struct record *r)
{
	if (!r)
		return;
	for (int i = 0; i < r->form->field_count; i++)
		free(r->values[i]);
	free(r->values);
	free(r);
}

const char *
record_get(const struct record *r, const char *field)
{
	int i = form_field_index(r->form, field);
	assert(i >= 0);
	return r->values[i];
}

void
record_put(struct record *r, const char *field, const char *stored)
{
	int i = form_field_index(r->form, field);
	assert(i >= 0);
	char *copy = mem_strdup(stored);
	free(r->values[i]);
	r->values[i] = copy;
}

int64_t
record_get_number(const struct record *r, const char *field)
{
	const char *text = record_get(r, field);
	return text ? strtoll(text, NULL, 10) : 0;
}

int
record_get_int(const struct record *r, const char *field)
{
	return (int)record_get_number(r, field);
}

void
record_put_int(struct record *r, const char *field, int64_t n)
{
	AUTO_FREE char *text = mem_printf("%" PRId64, n);
	record_put(r, field, text);
}

int64_t
record_get_id(const struct record *r, const char *field)
{
	return record_get_number(r, field);
}

void
record_put_id(struct record *r, const char *field, int64_t id)
{
	AUTO_FREE char *text = id ? mem_printf("%" PRId64, id) : NULL;
	record_put(r, field, text);
}

day_num
record_get_day(const struct record *r, const char *field)
{
	const char *text = record_get(r, field);
	return text ? date_from_iso(text) : DAY_NONE;
}

void
record_put_day(struct record *r, const char *field, day_num day)
{
	char text[DATE_TEXT_SIZE];
	if (day != DAY_NONE)
		date_to_iso(day, text);
	record_put(r, field, day != DAY_NONE ? text : NULL);
}

struct record *
record_read(struct desk *d, const struct form *form, int64_t id, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	record_sql_read(&sql, d->forms, form);
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return NULL;
	stmt_bind_int(&q, 1, id);
	if (!stmt_row(&q, e)) {
		if (!stmt_failed(&q))
			err_set(e, ERR_NOT_FOUND, _("%s: there is no record %lld."),
				form_label(form), (long long)id);
		return NULL;
	}
	struct record *r = record_blank(form);
	r->id = id;
	r->version = stmt_int(&q, 0);
	r->of_withheld = form->withheld == NULL && stmt_int(&q, 1) != 0;
	for (int i = 0; i < form->field_count; i++)
		r->values[i] = mem_strdup(stmt_text(&q, i + 2));
	return r;
}

static bool
has_private(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (form->fields[i].is_private)
			return true;
	return false;
}

bool
record_is_withheld(const struct record *r)
{
	return r->of_withheld ||
	       (r->form->withheld && str_equal(record_get(r, r->form->withheld), "1"));
}

const char *
record_public_fields(const struct record *r)
{
	return r->form->public_fields ? record_get(r, r->form->public_fields) : NULL;
}

bool
record_require_reveal(struct desk *d, const struct record *before, const struct record *after,
		      struct err *e)
{
	if (!record_is_withheld(before))
		return true;
	if (!record_may_reveal(d, before->form))
		return err_set(e, ERR_REFUSED,
			       _("This record is withheld; who may not see it cannot change it."));
	bool shows = after && before->form->withheld && !record_is_withheld(after);
	return !shows || staff_may_on(d, before->form, "approve") ||
	       err_set_field(e, ERR_REFUSED, before->form->withheld,
			     _("Only a manager may show a withheld record again."));
}

static void
disclose_all(struct desk *d, struct record *r, enum disclose_to to)
{
	AUTO_ARENA a = ARENA_INIT;
	bool withheld = record_is_withheld(r);
	AUTO_FREE char *public_fields = mem_strdup(record_public_fields(r));
	for (int i = 0; i < r->form->field_count; i++) {
		const char *shown =
			disclose(d, &a, to, r->form, i, r->values[i], withheld, public_fields);
		if (shown == r->values[i])
			continue;
		char *copy = mem_strdup(shown);
		free(r->values[i]);
		r->values[i] = copy;
		r->hidden = true;
	}
}

/* No view of personal data without its row; none at all of what is withheld. */
static bool
audit_shown(struct desk *d, const struct record *r, enum disclose_to to, const char *reason,
	    struct err *e)
{
	const struct audit_entry entry = {
		.action = AUDIT_VIEW,
		.object_type = r->form->table,
		.object_id = r->id,
		.reason = reason ? reason : "",
	};
	bool is_personal = has_private(r->form) || to == DISCLOSE_REVEALED;
	return !is_personal || audit_view(d->store, &entry, e);
}

static struct record *
open_for(struct desk *d, const struct form *form, int64_t id, const char *reason,
	 enum disclose_to to, struct err *e)
{
	if (!staff_require_on(d, form, to == DISCLOSE_REVEALED ? "reveal" : "view", e))
		return NULL;
	struct record *r = record_read(d, form, id, e);
	if (!r)
		return NULL;
	if (!audit_shown(d, r, to, reason, e)) {
		record_free(r);
		return NULL;
	}
	disclose_all(d, r, to);
	return r;
}

struct record *
record_open(struct desk *d, const struct form *form, int64_t id, const char *reason, struct err *e)
{
	return open_for(d, form, id, reason, DISCLOSE_RECORD, e);
}

struct record *
record_reveal(struct desk *d, const struct form *form, int64_t id, const char *reason,
	      struct err *e)
{
	if (str_is_empty(reason)) {
		err_set(e, ERR_INVALID, _("Say why the withheld record must be seen."));
		return NULL;
	}
	return open_for(d, form, id, reason, DISCLOSE_REVEALED, e);
}

void
record_add_title(struct desk *d, const struct record *r, struct str *b)
{
	disclose_add(d, DISCLOSE_LIST, r, form_field_index(r->form, r->form->title), b);
}

bool
record_is_ending_field(const struct form_field *f)
{
	return record_sql_is_ending(f);
}

static bool
says_ended(const struct record *r, int field)
{
	const char *value = r->values[field];
	return record_sql_is_ending(&r->form->fields[field]) && value && !str_equal(value, "0");
}

bool
record_has_ended(const struct record *r)
{
	for (int i = 0; i < r->form->field_count; i++)
		if (says_ended(r, i))
			return true;
	return false;
}

void
record_add_ending(struct desk *d, const struct record *r, struct str *b)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (!says_ended(r, i))
			continue;
		str_addf(b, "%s%s", b->len > 0 ? " " : "", field_label(f));
		if (f->type->kind == FIELD_BOOL)
			continue;
		str_add_char(b, ' ');
		disclose_add(d, DISCLOSE_LIST, r, i, b);
	}
}

void
record_conflict_done(struct record_conflict *c)
{
	arena_done(&c->arena);
	c->clashes = NULL;
	c->count = 0;
}
