/*
 * find_alike.c - records that may be the same as the one being typed: the same
 * name or reading but for width, kana and blanks, one name within the other,
 * the same telephone, the same representative. Asked at every pause in typing.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/find_hits.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/staff.h"
#include "form/type.h"
#include "store/stmt.h"

enum {
	CANDIDATES = 64,   /* records that are looked at for one field */
	WITHIN_LEAST = 4,  /* characters of a name that tell when they stand in another */
	NUMBER_DIGITS = 6, /* of a telephone number that are asked for */
	TYPED_LEAST = 2,   /* characters before anything is looked for */
};

/* What was typed into one field, as it is looked for. */
struct wanted {
	int field;
	const char *text;   /* the name of a referred record; else as typed */
	const char *needle; /* the part of it that the index is asked for */
	int64_t ref;        /* the id of the referred record, if it is known */
};

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
	return utf8_count(shorter) >= WITHIN_LEAST && strstr(longer, shorter) != NULL;
}

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

/* Ids of records whose field points to the wanted one; how many, or -1. */
static int
find_referring(struct desk *d, const struct form *form, const struct wanted *w, int64_t *ids,
	       struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	record_sql_with(&sql, form, &form->fields[w->field]);
	if (!stmt_open(&q, d->store, str_text(&sql), e))
		return -1;
	stmt_bind_int(&q, 1, w->ref);
	stmt_bind_int(&q, 2, CANDIDATES);
	while (count < CANDIDATES && stmt_row(&q, e))
		ids[count++] = stmt_int(&q, 0);
	return stmt_failed(&q) ? -1 : count;
}

/* One more field of the record is like what was typed: it is named with those before. */
static void
add_likeness(struct find_hits *hits, const struct record *r, const struct wanted *w)
{
	const struct form_field *f = &r->form->fields[w->field];
	const char *why = find_hits_field(hits, r, w->field);
	find_hits_add(hits, r, "", false);
	for (int i = 0; i < hits->count; i++) {
		struct find_hit *hit = &hits->items[i];
		if (hit->form != r->form || hit->id != r->id)
			continue;
		hit->why = hit->why[0] ? arena_printf(hits->arena, "%s  %s", hit->why, why) : why;
		hit->same_phone = hit->same_phone || f->type->kind == FIELD_PHONE;
		if (str_equal(f->name, r->form->title)) {
			AUTO_FREE char *x = utf8_search_key(r->values[w->field]);
			AUTO_FREE char *y = utf8_search_key(w->text);
			hit->same_name = strcmp(x, y) == 0;
		}
	}
}

static bool
add_alike(struct find_hits *hits, const struct form *form, int64_t except_id,
	  const struct wanted *w, struct err *e)
{
	int64_t ids[CANDIDATES];
	int found = w->ref ? find_referring(hits->desk, form, w, ids, e)
			   : record_search_find(hits->desk, form, w->needle, ids, CANDIDATES, e);
	for (int i = 0; i < found; i++) {
		if (ids[i] == except_id)
			continue;
		struct record *r = record_read(hits->desk, form, ids[i], e);
		if (!r)
			return false;
		if (is_same_field(hits->desk, r, w))
			add_likeness(hits, r, w);
		record_free(r);
	}
	return found >= 0;
}

/* Of a telephone number the end: a town has the beginning in common. */
static const char *
end_of_number(struct arena *a, const char *number)
{
	AUTO_FREE char *key = utf8_search_key(number);
	size_t len = strlen(key);
	return arena_strdup(a, len > NUMBER_DIGITS ? key + len - NUMBER_DIGITS : key);
}

static struct wanted
want_phone(struct desk *d, struct arena *a, const struct form_field *f, const char *typed)
{
	AUTO_FREE char *stored = NULL;
	bool is_whole = field_parse(f, &d->lookup, typed, &stored, NULL) && stored;
	struct wanted w = { .text = is_whole ? arena_strdup(a, stored) : typed };
	w.needle = end_of_number(a, w.text);
	return w;
}

static struct wanted
want_ref(struct desk *d, struct arena *a, const struct form_field *f, const char *typed)
{
	struct wanted w = { .text = typed };
	if (typed[0] == REF_NEW) {
		w.text = typed + 1;
	} else {
		int64_t id = d->lookup.ref_find(d->lookup.ctx, f->ref, typed);
		w.ref = id > 0 ? id : 0;
		const char *title = id > 0 ? d->lookup.ref_title(d->lookup.ctx, f->ref, id) : NULL;
		w.text = title ? arena_strdup(a, title) : typed;
	}
	w.needle = w.text;
	return w;
}

static struct wanted
want(struct desk *d, struct arena *a, const struct form_field *f, const char *typed)
{
	if (f->type->kind == FIELD_PHONE)
		return want_phone(d, a, f, typed);
	if (f->type->kind == FIELD_REF)
		return want_ref(d, a, f, typed);
	return (struct wanted){ .text = typed, .needle = typed };
}

int
find_duplicates(struct desk *d, struct arena *a, const struct form *form, int64_t except_id,
		const char *const *typed, int limit, struct find_hit **out, struct err *e)
{
	struct find_hits hits = find_hits_new(d, a, limit);
	*out = hits.items;
	if (!staff_may_on(d, form, "view"))
		return 0;
	for (int i = 0; i < form->field_count; i++) {
		if (!form->fields[i].search || str_is_empty(typed[i]))
			continue;
		struct wanted w = want(d, a, &form->fields[i], typed[i]);
		w.field = i;
		if (utf8_count(w.text) >= TYPED_LEAST && !add_alike(&hits, form, except_id, &w, e))
			return -1;
	}
	return hits.count;
}
