/*
 * find.c - what a typed word can mean: the exact number of a record first, then
 * every record whose searched fields hold it. Withheld records are found only
 * by who may reveal them: a hit would say that there is one.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/disclose.h"
#include "desk/record.h"
#include "desk/record_sql.h"
#include "desk/staff.h"
#include "store/search.h"
#include "store/stmt.h"

enum { CANDIDATES = 64 }; /* records of one type that are looked at */

struct hits {
	struct find_hit *items;
	int count, limit;
};

static bool
may_view(struct desk *d, const struct form *form)
{
	AUTO_STR right = STR_INIT;
	str_addf(&right, "%s.view", form->area);
	return staff_may(d, str_text(&right));
}

static bool
has_search(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (form->fields[i].search)
			return true;
	return false;
}

static bool
is_there(const struct hits *hits, const struct form *form, int64_t id)
{
	for (int i = 0; i < hits->count; i++)
		if (hits->items[i].form == form && hits->items[i].id == id)
			return true;
	return false;
}

static bool
holds(const char *text, const char *key)
{
	AUTO_FREE char *other = utf8_search_key(text);
	return strstr(other, key) != NULL;
}

/* "電話 …21": the field that holds the key, its value as a list would show it. */
static const char *
explain(struct desk *d, struct arena *a, const struct record *r, const char *key)
{
	for (int i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		AUTO_STR shown = STR_INIT;
		AUTO_STR told = STR_INIT;
		if (!f->search || !r->values[i])
			continue;
		field_format(f, &d->lookup, r->values[i], &shown);
		if (!holds(str_text(&shown), key))
			continue;
		if (f->is_private)
			field_mask(f, r->values[i], &told);
		else
			str_set(&told, str_text(&shown));
		return arena_printf(a, "%s %s", field_label(f), str_text(&told));
	}
	return "";
}

static bool
add_hit(struct desk *d, struct arena *a, struct hits *hits, const struct record *r, const char *why,
	bool exact)
{
	if (hits->count == hits->limit || is_there(hits, r->form, r->id) ||
	    (record_is_withheld(r) && !staff_may(d, "register.reveal")))
		return false;
	AUTO_STR title = STR_INIT;
	record_add_title(d, r, &title);
	hits->items[hits->count++] = (struct find_hit){
		.form = r->form,
		.id = r->id,
		.title = arena_strdup(a, str_text(&title)),
		.why = why,
		.exact = exact,
	};
	return true;
}

static void
add_by_number(struct desk *d, struct arena *a, const struct form *form, const char *typed,
	      struct hits *hits)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	AUTO_FREE char *narrow = utf8_narrow(typed);
	const struct form_field *f = form->number ? form_field_find(form, form->number) : NULL;
	if (!f)
		return;
	record_sql_with(&sql, form, f);
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return;
	stmt_bind_text(&q, 1, narrow);
	stmt_bind_int(&q, 2, 1);
	if (!stmt_row(&q, NULL))
		return;
	struct record *r = record_read(d, form, stmt_int(&q, 0), NULL);
	if (r)
		add_hit(d, a, hits, r, arena_printf(a, "%s %s", field_label(f), narrow), true);
	record_free(r);
}

/* Hits whose title begins with the word come before those that merely hold it. */
static void
add_by_words(struct desk *d, struct arena *a, const struct form *form, const char *typed,
	     bool first_round, struct hits *hits)
{
	int64_t ids[CANDIDATES];
	AUTO_FREE char *key = utf8_search_key(typed);
	int found = str_is_empty(key)
			    ? 0
			    : search_find(d->store, form->name, typed, ids, CANDIDATES, NULL);
	for (int i = 0; i < found; i++) {
		struct record *r = record_read(d, form, ids[i], NULL);
		if (!r)
			continue;
		AUTO_STR title = STR_INIT;
		record_add_title(d, r, &title);
		AUTO_FREE char *title_key = utf8_search_key(str_text(&title));
		if (str_starts(title_key, key) == first_round)
			add_hit(d, a, hits, r, explain(d, a, r, key), false);
		record_free(r);
	}
}

int
find_anything(struct desk *d, struct arena *a, const char *typed, int limit, struct find_hit **out,
	      struct err *e)
{
	struct hits hits = { .limit = limit };
	(void)e;
	hits.items = arena_alloc(a, sizeof(*hits.items) * (size_t)(limit + 1));
	for (int i = 0; i < d->forms->count; i++)
		if (!d->forms->forms[i]->parent && may_view(d, d->forms->forms[i]))
			add_by_number(d, a, d->forms->forms[i], typed, &hits);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < d->forms->count; i++) {
			const struct form *form = d->forms->forms[i];
			if (has_search(form) && form->menu && may_view(d, form))
				add_by_words(d, a, form, typed, round == 0, &hits);
		}
	*out = hits.items;
	return hits.count;
}

/* Two readings of one name: equal, or one within the other when that is long enough to tell. */
static bool
is_like(const char *a, const char *b)
{
	AUTO_FREE char *x = utf8_search_key(a);
	AUTO_FREE char *y = utf8_search_key(b);
	if (str_is_empty(x) || str_is_empty(y))
		return false;
	if (strcmp(x, y) == 0)
		return true;
	const char *shorter = strlen(x) < strlen(y) ? x : y;
	const char *longer = shorter == x ? y : x;
	return utf8_count(shorter) >= 4 && strstr(longer, shorter) != NULL;
}

/* Does the record's field say the same as what was typed into a field of its kind? */
static bool
is_same_field(struct desk *d, const struct record *r, int field, const char *typed)
{
	const struct form_field *f = &r->form->fields[field];
	AUTO_STR shown = STR_INIT;
	if (!r->values[field])
		return false;
	field_format(f, &d->lookup, r->values[field], &shown);
	if (f->type->kind != FIELD_PHONE)
		return is_like(str_text(&shown), typed);
	AUTO_FREE char *x = utf8_search_key(str_text(&shown));
	AUTO_FREE char *y = utf8_search_key(typed);
	return !str_is_empty(x) && strcmp(x, y) == 0;
}

static void
add_duplicates_of_field(struct desk *d, struct arena *a, const struct form *form, int64_t except_id,
			int field, const char *typed, struct hits *hits)
{
	int64_t ids[CANDIDATES];
	int found = search_find(d->store, form->name, typed, ids, CANDIDATES, NULL);
	for (int i = 0; i < found; i++) {
		struct record *r = ids[i] == except_id ? NULL : record_read(d, form, ids[i], NULL);
		if (!r)
			continue;
		AUTO_FREE char *key = utf8_search_key(typed);
		if (is_same_field(d, r, field, typed))
			add_hit(d, a, hits, r, explain(d, a, r, key), false);
		record_free(r);
	}
}

/* A ref as it is typed or stored: an id becomes its title, "+name" the name. */
static const char *
typed_text(struct desk *d, struct arena *a, const struct form_field *f, const char *typed)
{
	if (f->type->kind != FIELD_REF)
		return typed;
	if (typed[0] == FIELD_REF_NEW)
		return typed + 1;
	int64_t id = d->lookup.ref_find(d->lookup.ctx, f->ref, typed);
	const char *title = id > 0 ? d->lookup.ref_title(d->lookup.ctx, f->ref, id) : NULL;
	return title ? arena_strdup(a, title) : typed;
}

int
find_duplicates(struct desk *d, struct arena *a, const struct form *form, int64_t except_id,
		const char *const *typed, int limit, struct find_hit **out, struct err *e)
{
	struct hits hits = { .limit = limit };
	(void)e;
	hits.items = arena_alloc(a, sizeof(*hits.items) * (size_t)(limit + 1));
	for (int i = 0; i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];
		if (!f->search || str_is_empty(typed[i]))
			continue;
		const char *text = typed_text(d, a, f, typed[i]);
		if (utf8_count(text) >= 2)
			add_duplicates_of_field(d, a, form, except_id, i, text, &hits);
	}
	*out = hits.items;
	return hits.count;
}
