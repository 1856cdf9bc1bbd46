/*
 * disclose.c - the one function through which values leave the desk. It only
 * ever takes away; what it does not know it hides.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/disclose.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "desk/staff.h"

const char *
disclose_withheld_word(void)
{
	return _("(withheld)");
}

bool
disclose_is_withheld_word(const char *text)
{
	return strcmp(text, "(withheld)") == 0 || strcmp(text, "(非開示)") == 0 ||
	       strcmp(text, disclose_withheld_word()) == 0;
}

/* A withheld record keeps its number, by which the desk can still speak of it. */
static bool
stays_when_withheld(const struct form *form, const struct form_field *f)
{
	return str_equal(f->name, form->number) || str_equal(f->name, form->withheld);
}

/* "name,phone" holds "phone". */
static bool
is_listed(const char *codes, const char *code)
{
	size_t len = strlen(code);
	for (const char *p = codes; p && *p;) {
		size_t word = strcspn(p, ",");
		if (word == len && strncmp(p, code, len) == 0)
			return true;
		p += word + (p[word] == ',');
	}
	return false;
}

static const char *
masked(struct arena *a, const struct form_field *f, const char *stored)
{
	AUTO_STR shown = STR_INIT;
	field_mask(f, stored, &shown);
	return arena_strdup(a, str_text(&shown));
}

/* Does a reference point to a record that is withheld? Unknown is withheld. */
static bool
refers_to_withheld(struct desk *d, const struct form_field *f, const char *stored)
{
	const struct form *to = f->type->kind == FIELD_REF ? form_find(d->forms, f->ref) : NULL;
	if (!to)
		return false;
	struct record *r = record_read(d, to, strtoll(stored, NULL, 10), NULL);
	bool hidden = !r || record_is_withheld(r);
	record_free(r);
	return hidden;
}

/* The name by which a group stands in the directory needs no leave of its own. */
static bool
is_its_name(const struct form *form, const struct form_field *f)
{
	return str_equal(f->name, form->title) || str_equal(f->name, form->number) ||
	       str_equal(f->kana_of, form->title);
}

static bool
is_public(struct desk *d, const struct form *form, const struct form_field *f, const char *stored,
	  const char *public_fields)
{
	bool allowed =
		is_its_name(form, f) || (f->is_public_choice && is_listed(public_fields, f->name));
	return allowed && !refers_to_withheld(d, f, stored);
}

const char *
disclose(struct desk *d, struct arena *a, enum disclose_to to, const struct form *form, int field,
	 const char *stored, bool is_withheld, const char *public_fields)
{
	const struct form_field *f = &form->fields[field];
	if (!stored || (is_withheld && to == DISCLOSE_PUBLIC))
		return NULL;
	if (is_withheld && !stays_when_withheld(form, f)) {
		if (to != DISCLOSE_REVEALED || !staff_may_on(d, form, "reveal"))
			return str_equal(f->name, form->title) ? disclose_withheld_word() : NULL;
	}
	switch (to) {
	case DISCLOSE_RECORD:
	case DISCLOSE_REVEALED:
		return stored;
	case DISCLOSE_LIST:
		return f->is_private ? masked(a, f, stored) : stored;
	case DISCLOSE_EXPORT:
		return f->is_private && !staff_may_on(d, form, "export") ? masked(a, f, stored)
									 : stored;
	case DISCLOSE_PUBLIC:
		return is_public(d, form, f, stored, public_fields) ? stored : NULL;
	}
	return NULL;
}

bool
disclose_is_plain(struct desk *d, enum disclose_to to, const struct form *form, int field)
{
	const struct form_field *f = &form->fields[field];
	switch (to) {
	case DISCLOSE_RECORD:
	case DISCLOSE_REVEALED:
		return true;
	case DISCLOSE_LIST:
		return !f->is_private;
	case DISCLOSE_EXPORT:
		return !f->is_private || staff_may_on(d, form, "export");
	case DISCLOSE_PUBLIC:
		return is_its_name(form, f) && f->type->kind != FIELD_REF;
	}
	return false;
}

void
disclose_add(struct desk *d, enum disclose_to to, const struct record *r, int field,
	     struct str *shown)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *stored = r->values[field];
	const char *seen = disclose(d, &a, to, r->form, field, stored, record_is_withheld(r),
				    record_public_fields(r));
	if (seen == stored)
		field_format(&r->form->fields[field], &d->lookup, stored, shown);
	else
		str_add(shown, seen);
}
