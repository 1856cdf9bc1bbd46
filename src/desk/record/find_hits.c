/* find_hits.c - see find_hits.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/find_hits.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/disclose.h"
#include "desk/record/record_search.h"

struct find_hits
find_hits_new(struct desk *d, struct arena *a, int limit)
{
	struct find_hits hits = { .desk = d, .arena = a, .limit = limit };
	hits.items = arena_alloc(a, sizeof(*hits.items) * (size_t)(limit + 1));
	return hits;
}

bool
find_hits_full(const struct find_hits *hits)
{
	return hits->count >= hits->limit;
}

/* Does the field hold the key, as it is shown or by the names of what it refers to? */
static bool
field_holds(struct desk *d, const struct record *r, int field, const char *key)
{
	const struct form_field *f = &r->form->fields[field];
	AUTO_STR shown = STR_INIT;
	if (!r->values[field] || !record_search_has(r->form, f))
		return false;
	if (f->type->kind == FIELD_REF)
		return record_search_matches(d, form_find(d->forms, f->ref),
					     record_get_id(r, f->name), key);
	field_format(f, &d->lookup, r->values[field], &shown);
	AUTO_FREE char *other = utf8_search_key(str_text(&shown));
	return strstr(other, key) != NULL;
}

const char *
find_hits_field(struct find_hits *hits, const struct record *r, int field)
{
	AUTO_STR told = STR_INIT;
	str_add(&told, field_label(&r->form->fields[field]));
	str_add_char(&told, ' ');
	disclose_add(hits->desk, DISCLOSE_LIST, r, field, &told);
	str_trim(&told);
	return arena_strdup(hits->arena, str_text(&told));
}

const char *
find_hits_why(struct find_hits *hits, const struct record *r, const char *key)
{
	for (int i = 0; i < r->form->field_count; i++)
		if (field_holds(hits->desk, r, i, key))
			return find_hits_field(hits, r, i);
	return "";
}

static bool
is_there(const struct find_hits *hits, const struct record *r)
{
	for (int i = 0; i < hits->count; i++)
		if (hits->items[i].form == r->form && hits->items[i].id == r->id)
			return true;
	return false;
}

void
find_hits_add(struct find_hits *hits, const struct record *r, const char *why, bool exact)
{
	bool may = exact || !record_is_withheld(r) || record_may_reveal(hits->desk, r->form);
	if (!may || find_hits_full(hits) || is_there(hits, r))
		return;
	AUTO_STR title = STR_INIT;
	record_add_title(hits->desk, r, &title);
	hits->items[hits->count++] = (struct find_hit){
		.form = r->form,
		.id = r->id,
		.title = arena_strdup(hits->arena, str_text(&title)),
		.why = why,
		.exact = exact,
	};
}
