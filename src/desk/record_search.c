/* record_search.c - see record_search.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record_search.h"

#include "desk/record_sql.h"
#include "store/search.h"
#include "store/stmt.h"

static bool
has_search(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (form->fields[i].search)
			return true;
	return false;
}

/* What is searched for: the fields marked so, as shown; of a referred record its title. */
static bool
index_record(const struct record_change *c, const struct record *r, struct err *e)
{
	if (!has_search(r->form))
		return true;
	AUTO_ARENA a = ARENA_INIT;
	const char **texts = arena_alloc(&a, sizeof(*texts) * (size_t)(r->form->field_count + 1));
	int count = 0;
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (!f->search || !r->values[i])
			continue;
		AUTO_STR shown = STR_INIT;
		field_format(f, &c->desk->lookup, r->values[i], &shown);
		texts[count++] = arena_strdup(&a, str_text(&shown));
	}
	return search_put(c->tx, r->form->name, r->id, texts, count, e);
}

/* Every record of `form` whose field refers to the one that changed. */
static bool
index_referring(const struct record_change *c, const struct form *form, const struct form_field *f,
		struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	str_addf(&sql, "SELECT t.id FROM \"%s\" AS t WHERE t.\"%s\" = ?1", form->table, f->name);
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, c->after->id);
	while (stmt_row(&q, e)) {
		struct record *r = record_read(c->desk, form, stmt_int(&q, 0), e);
		bool ok = r && index_record(c, r, e);
		record_free(r);
		if (!ok)
			return false;
	}
	return !stmt_failed(&q);
}

static bool
changes_its_name(const struct record_change *c)
{
	const struct form *form = c->after->form;
	return c->before && (record_change_of(c, form->title) ||
			     (form->withheld && record_change_of(c, form->withheld)));
}

bool
record_search_write(const struct record_change *c, struct err *e)
{
	if (!index_record(c, c->after, e))
		return false;
	if (!changes_its_name(c))
		return true;
	const struct form_set *forms = c->desk->forms;
	for (int i = 0; i < forms->count; i++)
		for (int k = 0; k < forms->forms[i]->field_count; k++) {
			const struct form_field *f = &forms->forms[i]->fields[k];
			bool refers = f->search && f->type->kind == FIELD_REF &&
				      str_equal(f->ref, c->after->form->name);
			if (refers && !index_referring(c, forms->forms[i], f, e))
				return false;
		}
	return true;
}
