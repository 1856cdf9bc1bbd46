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
#include "desk/clause.h"
#include "desk/disclose.h"
#include "desk/record.h"
#include "desk/record_search.h"
#include "desk/record_sql.h"
#include "desk/staff.h"
#include "store/stmt.h"

enum { CANDIDATES = 64 }; /* records of one type that are looked at */

struct hits {
	struct find_hit *items;
	int count, limit;
};

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

/* Does the field hold the key, as it is shown or by the names of what it refers to? */
static bool
field_holds(struct desk *d, const struct record *r, int field, const char *key)
{
	const struct form_field *f = &r->form->fields[field];
	AUTO_STR shown = STR_INIT;
	if (!r->values[field] || (!f->search && !str_equal(f->name, r->form->number)))
		return false;
	if (f->type->kind == FIELD_REF)
		return record_search_matches(d, form_find(d->forms, f->ref),
					     strtoll(r->values[field], NULL, 10), key);
	field_format(f, &d->lookup, r->values[field], &shown);
	return holds(str_text(&shown), key);
}

/* "電話 …21": the field that holds the key, its value as a list would show it. */
static const char *
explain(struct desk *d, struct arena *a, const struct record *r, const char *key)
{
	for (int i = 0; i < r->form->field_count; i++) {
		AUTO_STR told = STR_INIT;
		if (!field_holds(d, r, i, key))
			continue;
		str_add(&told, field_label(&r->form->fields[i]));
		str_add_char(&told, ' ');
		disclose_add(d, DISCLOSE_LIST, r, i, &told);
		str_trim(&told);
		return arena_strdup(a, str_text(&told));
	}
	return "";
}

static bool
add_hit(struct desk *d, struct arena *a, struct hits *hits, const struct record *r, const char *why,
	bool exact)
{
	if (hits->count == hits->limit || is_there(hits, r->form, r->id) ||
	    (record_is_withheld(r) && !exact && !record_may_reveal(d, r->form)))
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

/* A number that the record once had: papers still name it. */
static void
add_by_old_number(struct desk *d, struct arena *a, const struct form *form, const char *typed,
		  struct hits *hits)
{
	AUTO_FREE char *name = mem_printf("%s_history", form->name);
	AUTO_FREE char *narrow = utf8_narrow(typed);
	const struct form *past = form_find(d->forms, name);
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!past || !past->parent || !form->number)
		return;
	clause_add(&c, "SELECT t.\"%s\" FROM \"%s\" AS t WHERE t.field = 'number' AND t.value = ",
		   past->parent, past->table);
	clause_add_text(&c, narrow);
	if (!clause_open(&c, &q, d->store, NULL))
		return;
	while (stmt_row(&q, NULL)) {
		struct record *r = record_read(d, form, stmt_int(&q, 0), NULL);
		if (r)
			add_hit(d, a, hits, r, arena_printf(a, _("formerly %s"), narrow), false);
		record_free(r);
	}
}

static void
add_ids(struct desk *d, struct arena *a, const struct form *form, struct stmt *q, const char *key,
	struct hits *hits)
{
	while (hits->count < hits->limit && stmt_row(q, NULL)) {
		struct record *r = record_read(d, form, stmt_int(q, 0), NULL);
		if (r)
			add_hit(d, a, hits, r, explain(d, a, r, key), false);
		record_free(r);
	}
}

/* Living records whose name or reading begins with the text, by the column's index. */
static void
add_by_beginning(struct desk *d, struct arena *a, const struct form *form, int field,
		 const char *typed, struct hits *hits)
{
	const struct form_field *f = &form->fields[field];
	bool names = str_equal(f->name, form->title) || str_equal(f->kana_of, form->title);
	AUTO_STR text = STR_INIT;
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	if (!names || !f->search || !record_sql_has_column(f))
		return;
	if (f->type->kind == FIELD_KANA && !utf8_to_katakana(typed, &text))
		return;
	if (f->type->kind != FIELD_KANA)
		str_add(&text, typed);
	AUTO_FREE char *key = utf8_search_key(typed);
	clause_add(&c, "SELECT t.id FROM \"%s\" AS t WHERE t.\"%s\" >= ", form->table, f->name);
	clause_add_text(&c, str_text(&text));
	clause_add(&c, " AND t.\"%s\" < ", f->name);
	utf8_add(&text, 0x10FFFF);
	clause_add_text(&c, str_text(&text));
	record_sql_alive_row(&c.sql, form);
	clause_add(&c, " ORDER BY t.\"%s\", t.id", f->name);
	if (clause_open(&c, &q, d->store, NULL))
		add_ids(d, a, form, &q, key, hits);
}

static bool
is_number_of(const struct record *r, const char *key)
{
	const char *number = r->form->number ? record_get(r, r->form->number) : NULL;
	AUTO_FREE char *other = utf8_search_key(number ? number : "");
	return number && strcmp(other, key) == 0;
}

/* Any part of any searched field; a number in other letters ("g12" for G-12) is exact too. */
static void
add_by_words(struct desk *d, struct arena *a, const struct form *form, const char *typed,
	     struct hits *hits)
{
	int64_t ids[CANDIDATES];
	AUTO_FREE char *key = utf8_search_key(typed);
	int found =
		str_is_empty(key) ? 0 : record_search_find(d, form, typed, ids, CANDIDATES, NULL);
	for (int i = 0; i < found; i++) {
		struct record *r = record_read(d, form, ids[i], NULL);
		if (r)
			add_hit(d, a, hits, r, explain(d, a, r, key), is_number_of(r, key));
		record_free(r);
	}
}

/* What people look for: the forms of a menu that the clerk may see. */
static bool
is_asked(struct desk *d, const struct form *form)
{
	return form->menu && record_search_is_on(form) && staff_may_on(d, form, "view");
}

int
find_anything(struct desk *d, struct arena *a, const char *typed, int limit, struct find_hit **out,
	      struct err *e)
{
	struct hits hits = { .limit = limit };
	const struct form_set *set = d->forms;
	AUTO_STR text = STR_INIT;
	(void)e;
	str_add(&text, typed);
	str_trim(&text);
	hits.items = arena_alloc(a, sizeof(*hits.items) * (size_t)(limit + 1));
	*out = hits.items;
	if (text.len == 0)
		return 0;
	for (int i = 0; i < set->count; i++)
		if (set->forms[i]->menu && staff_may_on(d, set->forms[i], "view"))
			add_by_number(d, a, set->forms[i], text.s, &hits);
	for (int i = 0; i < set->count; i++)
		for (int k = 0; is_asked(d, set->forms[i]) && k < set->forms[i]->field_count; k++)
			add_by_beginning(d, a, set->forms[i], k, text.s, &hits);
	for (int i = 0; i < set->count; i++)
		if (is_asked(d, set->forms[i]))
			add_by_words(d, a, set->forms[i], text.s, &hits);
	for (int i = 0; i < set->count; i++)
		if (is_asked(d, set->forms[i]))
			add_by_old_number(d, a, set->forms[i], text.s, &hits);
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

/* What was typed into one field, as it is looked for. */
struct wanted {
	int field;
	const char *text;   /* the name of a referred record; else as typed */
	const char *needle; /* the part of it that the index is asked for */
	int64_t ref;        /* the id of the referred record, if it is known */
};

/* Does the record's field say the same? */
static bool
is_same_field(struct desk *d, const struct record *r, const struct wanted *w)
{
	const struct form_field *f = &r->form->fields[w->field];
	AUTO_STR shown = STR_INIT;
	if (!r->values[w->field])
		return false;
	if (w->ref)
		return record_get_id(r, f->name) == w->ref;
	field_format(f, &d->lookup, r->values[w->field], &shown);
	if (f->type->kind != FIELD_PHONE)
		return is_like(str_text(&shown), w->text);
	AUTO_FREE char *x = utf8_search_key(str_text(&shown));
	AUTO_FREE char *y = utf8_search_key(w->text);
	return !str_is_empty(x) && strcmp(x, y) == 0;
}

/* Ids of records whose reference `f` points to the one. */
static int
find_referring(struct desk *d, const struct form *form, const struct form_field *f, int64_t ref,
	       int64_t *ids, int limit)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	record_sql_with(&sql, form, f);
	if (!stmt_open(&q, d->store, str_text(&sql), NULL))
		return 0;
	stmt_bind_int(&q, 1, ref);
	stmt_bind_int(&q, 2, limit);
	while (count < limit && stmt_row(&q, NULL))
		ids[count++] = stmt_int(&q, 0);
	return count;
}

static void
add_duplicates_of_field(struct desk *d, struct arena *a, const struct form *form, int64_t except_id,
			const struct wanted *w, struct hits *hits)
{
	int64_t ids[CANDIDATES];
	AUTO_FREE char *key = utf8_search_key(w->text);
	int found =
		w->ref ? find_referring(d, form, &form->fields[w->field], w->ref, ids, CANDIDATES)
		       : record_search_find(d, form, w->needle, ids, CANDIDATES, NULL);
	for (int i = 0; i < found && hits->count < hits->limit; i++) {
		struct record *r = ids[i] == except_id ? NULL : record_read(d, form, ids[i], NULL);
		if (r && is_same_field(d, r, w))
			add_hit(d, a, hits, r, explain(d, a, r, key), false);
		record_free(r);
	}
}

/* Of a telephone number the end: a town has the beginning in common. */
static const char *
end_of_number(struct arena *a, const char *number)
{
	enum { DIGITS = 6 };
	AUTO_FREE char *key = utf8_search_key(number);
	size_t len = strlen(key);
	return arena_strdup(a, len > DIGITS ? key + len - DIGITS : key);
}

static struct wanted
read_wanted(struct desk *d, struct arena *a, const struct form *form, int field, const char *typed)
{
	const struct form_field *f = &form->fields[field];
	struct wanted w = { .field = field, .text = typed, .needle = typed };
	if (f->type->kind == FIELD_PHONE) {
		AUTO_FREE char *stored = NULL;
		if (field_parse(f, &d->lookup, typed, &stored, NULL) && stored)
			w.text = arena_strdup(a, stored);
		w.needle = end_of_number(a, w.text);
	} else if (f->type->kind == FIELD_REF && typed[0] == REF_NEW) {
		w.text = w.needle = typed + 1;
	} else if (f->type->kind == FIELD_REF) {
		int64_t id = d->lookup.ref_find(d->lookup.ctx, f->ref, typed);
		w.ref = id > 0 ? id : 0;
		const char *title = id > 0 ? d->lookup.ref_title(d->lookup.ctx, f->ref, id) : NULL;
		w.text = w.needle = title ? arena_strdup(a, title) : typed;
	}
	return w;
}

int
find_duplicates(struct desk *d, struct arena *a, const struct form *form, int64_t except_id,
		const char *const *typed, int limit, struct find_hit **out, struct err *e)
{
	struct hits hits = { .limit = limit };
	(void)e;
	hits.items = arena_alloc(a, sizeof(*hits.items) * (size_t)(limit + 1));
	*out = hits.items;
	if (!staff_may_on(d, form, "view"))
		return 0;
	for (int i = 0; i < form->field_count; i++) {
		if (!form->fields[i].search || str_is_empty(typed[i]))
			continue;
		const struct wanted w = read_wanted(d, a, form, i, typed[i]);
		if (utf8_count(w.text) >= 2)
			add_duplicates_of_field(d, a, form, except_id, &w, &hits);
	}
	return hits.count;
}
