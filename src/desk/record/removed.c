/* removed.c - see removed.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/removed.h"

#include "base/auto.h"
#include "base/str.h"
#include "desk/record/record.h"
#include "store/stmt.h"

enum { DEPTH_MAX = 4 }; /* a contact, named by its person */

/* As it stood when it was last removed; NULL when the audit tells of none. Caller frees. */
static struct record *
read_last(struct desk *d, const struct form *form, int64_t id)
{
	AUTO_STMT q = STMT_INIT;
	struct record *r = NULL;
	if (!stmt_open(&q, d->store,
		       "SELECT j.key, j.value FROM json_each((SELECT detail FROM audit"
		       " WHERE object_type = ?1 AND object_id = ?2 AND action = 'remove'"
		       " ORDER BY seq DESC LIMIT 1), '$.before') AS j",
		       NULL))
		return NULL;
	stmt_bind_text(&q, 1, form->table);
	stmt_bind_int(&q, 2, id);
	while (stmt_row(&q, NULL)) {
		if (!r)
			r = record_blank(form);
		if (form_field_index(form, stmt_text(&q, 0)) >= 0)
			record_put(r, stmt_text(&q, 0), stmt_text(&q, 1));
	}
	return r;
}

/* Details are as hidden as their parent; of whose parent nothing is known, nothing is said. */
static bool
is_of_withheld(struct desk *d, const struct record *r)
{
	const char *field = r->form->parent;
	if (!field || r->form->withheld)
		return false;
	const struct form *form = form_find(d->forms, form_field_find(r->form, field)->ref);
	int64_t id = record_get_id(r, field);
	struct record *parent = record_read(d, form, id, NULL);
	if (!parent)
		parent = read_last(d, form, id);
	bool is_hidden = !parent || record_is_withheld(parent);
	record_free(parent);
	return is_hidden;
}

static const char *
title_at(struct desk *d, struct arena *a, const struct form *form, int64_t id, int depth)
{
	AUTO_STR title = STR_INIT;
	const char *alive = d->lookup.ref_title(d->lookup.ctx, form->name, id);
	if (alive)
		return arena_strdup(a, alive);
	struct record *r = depth < DEPTH_MAX ? read_last(d, form, id) : NULL;
	if (!r)
		return "";
	const struct form_field *f = form_field_find(form, form->title);
	r->of_withheld = is_of_withheld(d, r);
	if (f->type->kind == FIELD_REF && !record_is_withheld(r))
		str_add(&title, title_at(d, a, form_find(d->forms, f->ref),
					 record_get_id(r, f->name), depth + 1));
	else
		record_add_title(d, r, &title);
	record_free(r);
	return arena_strdup(a, str_text(&title));
}

const char *
removed_title(struct desk *d, struct arena *a, const struct form *form, int64_t id)
{
	return title_at(d, a, form, id, 0);
}
