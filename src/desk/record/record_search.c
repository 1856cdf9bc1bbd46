/* record_search.c - see record_search.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_search.h"

#include <stdlib.h>

#include "base/mem.h"
#include "desk/record/record_sql.h"
#include "desk/staff.h"
#include "store/search.h"
#include "store/stmt.h"

bool
record_search_is_on(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (form->fields[i].search)
			return true;
	return false;
}

bool
record_search_has(const struct form *form, const struct form_field *f)
{
	return f->search ||
	       (str_equal(f->name, form->number) && record_search_is_on(form));
}

bool
record_may_reveal(const struct desk *d, const struct form *form)
{
	return staff_may_on(d, form, "reveal");
}

static void
add_withheld_type(struct str *type, const struct form *form)
{
	str_addf(type, "%s.withheld", form->name);
}

/* The texts of one record, growing. */
struct texts {
	struct arena a;
	const char **items;
	int count;
};

static void
texts_done(struct texts *t)
{
	arena_done(&t->a);
	free(t->items);
}

static void
add_text(struct texts *t, const char *text)
{
	if (str_is_empty(text))
		return;
	t->items = mem_resize(t->items, (size_t)t->count + 1, sizeof(*t->items));
	t->items[t->count++] = arena_strdup(&t->a, text);
}

/* A referred record is known by its title and the reading of it. */
static void
add_referred(struct desk *d, struct texts *t, const struct form_field *ref, const char *stored)
{
	const struct form *form = form_find(d->forms, ref->ref);
	struct record *r =
		form == NULL ? NULL : record_read(d, form, strtoll(stored, NULL, 10), NULL);
	if (r == NULL)
		return;
	for (int i = 0; i < form->field_count && !record_is_withheld(r); i++) {
		const struct form_field *f = &form->fields[i];
		if (str_equal(f->name, form->title) || str_equal(f->kana_of, form->title))
			add_text(t, r->values[i]);
	}
	record_free(r);
}

static void
add_own(struct desk *d, struct texts *t, const struct record *r)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		if (!record_search_has(r->form, f) || r->values[i] == NULL)
			continue;
		AUTO_STR shown = STR_INIT;
		if (f->type->kind == FIELD_REF)
			add_referred(d, t, f, r->values[i]);
		else
			field_format(f, &d->lookup, r->values[i], &shown);
		add_text(t, str_text(&shown));
	}
}

/* What hides or shows a record moves its words to the other index. */
static bool
put_one(struct desk *d, struct tx *tx, const struct record *r, bool is_new, struct err *e)
{
	AUTO(texts_done) struct texts t = { .items = NULL };
	AUTO_STR hidden = STR_INIT;
	if (!record_search_is_on(r->form))
		return true;
	add_withheld_type(&hidden, r->form);
	const char *open = r->form->name;
	bool is_withheld = record_is_withheld(r);
	add_own(d, &t, r);
	return (is_new || search_remove(tx, is_withheld ? open : str_text(&hidden), r->id, e)) &&
	       search_put(tx, is_withheld ? str_text(&hidden) : open, r->id, t.items, t.count, e);
}

/* Every record of `form` whose field refers to the one that changed. */
static bool
put_referring(const struct record_change *c, const struct form *form, const struct form_field *f,
	      struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	str_addf(&sql, "SELECT t.id FROM \"%s\" AS t WHERE t.\"%s\" = ?1", form->table, f->name);
	if (!stmt_open(&q, c->desk->store, str_text(&sql), e))
		return false;
	stmt_bind_int(&q, 1, c->after->id);
	while (stmt_row(&q, e)) {
		struct record *r = record_read(c->desk, form, stmt_int(&q, 0), e);
		bool ok = r != NULL && put_one(c->desk, c->tx, r, false, e);
		record_free(r);
		if (!ok)
			return false;
	}
	return !stmt_failed(&q);
}

/* Is it known to others by something else than before? */
static bool
changes_its_name(const struct record_change *c)
{
	const struct form *form = c->after->form;
	for (int i = 0; c->before != NULL && i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];
		bool names = str_equal(f->name, form->title) ||
			     str_equal(f->name, form->withheld) ||
			     str_equal(f->kana_of, form->title);
		if (names && record_change_of(c, f->name))
			return true;
	}
	return false;
}

bool
record_search_write(const struct record_change *c, struct err *e)
{
	const struct form_set *forms = c->desk->forms;
	if (!put_one(c->desk, c->tx, c->after, !c->before, e))
		return false;
	if (!changes_its_name(c))
		return true;
	for (int i = 0; i < forms->count; i++) {
		for (int k = 0; k < forms->forms[i]->field_count; k++) {
			const struct form_field *f = &forms->forms[i]->fields[k];
			bool refers = f->search && f->type->kind == FIELD_REF &&
				      str_equal(f->ref, c->after->form->name);
			if (refers && !put_referring(c, forms->forms[i], f, e))
				return false;
		}
	}
	return true;
}

bool
record_search_remove(struct tx *tx, const struct form *form, int64_t id, struct err *e)
{
	AUTO_STR hidden = STR_INIT;
	add_withheld_type(&hidden, form);
	return search_remove(tx, form->name, id, e) && search_remove(tx, str_text(&hidden), id, e);
}

bool
record_search_is_behind(struct desk *d)
{
	return search_behind(d->store) > 0;
}

bool
record_search_catch_up(struct desk *d, bool (*progress)(void *ctx, int done), void *ctx,
		       struct err *e)
{
	int64_t all = search_behind(d->store);
	for (int64_t left = all; left > 0; left = search_behind(d->store)) {
		int done = left < all ? (int)((all - left) * 1000 / all) : 0;
		if (progress && !progress(ctx, done))
			return true;
		if (!search_catch_up(d->store, e))
			return false;
	}
	return true;
}

typedef int (*ask_fn)(struct store *s, const char *type, const char *needle, int64_t *ids,
		      int limit, struct err *e);

/* Asks the open records, and the withheld ones of whoever may see them. */
static int
ask(struct desk *d, const struct form *form, ask_fn asks, const char *typed, int64_t *ids,
    int limit, struct err *e)
{
	int count = asks(d->store, form->name, typed, ids, limit, e);
	if (count < 0 || count == limit || form->withheld == NULL || !record_may_reveal(d, form))
		return count;
	AUTO_STR hidden = STR_INIT;
	add_withheld_type(&hidden, form);
	int more = asks(d->store, str_text(&hidden), typed, ids + count, limit - count, e);
	return more < 0 ? -1 : count + more;
}

int
record_search_find(struct desk *d, const struct form *form, const char *typed, int64_t *ids,
		   int limit, struct err *e)
{
	return ask(d, form, search_find, typed, ids, limit, e);
}

int
record_search_find_whole(struct desk *d, const struct form *form, const char *typed, int64_t *ids,
			 int limit, struct err *e)
{
	return ask(d, form, search_find_whole, typed, ids, limit, e);
}

int
record_search_candidates(struct desk *d, const struct form *form, const char *typed, int64_t *ids,
			 int limit, struct err *e)
{
	return ask(d, form, search_candidates, typed, ids, limit, e);
}

bool
record_search_matches(struct desk *d, const struct form *form, int64_t id, const char *key)
{
	if (search_matches(d->store, form->name, id, key))
		return true;
	if (form->withheld == NULL || !record_may_reveal(d, form))
		return false;
	AUTO_STR hidden = STR_INIT;
	add_withheld_type(&hidden, form);
	return search_matches(d->store, str_text(&hidden), id, key);
}
