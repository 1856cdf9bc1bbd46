/*
 * disclose.c - the one function through which values leave the desk. It only
 * ever takes away; what it does not know it hides.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/disclose.h"

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

static bool
may(struct desk *d, const struct form *form, const char *act)
{
	AUTO_STR right = STR_INIT;
	str_addf(&right, "%s.%s", form->area, act);
	return staff_may(d, str_text(&right));
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

const char *
disclose(struct desk *d, struct arena *a, enum disclose_to to, const struct form *form, int field,
	 const char *stored, bool is_withheld, const char *public_fields)
{
	const struct form_field *f = &form->fields[field];
	if (!stored)
		return NULL;
	if (is_withheld && !stays_when_withheld(form, f)) {
		bool on_its_own_screen = to == DISCLOSE_RECORD && may(d, form, "reveal");
		if (!on_its_own_screen)
			return str_equal(f->name, form->title) ? disclose_withheld_word() : NULL;
	}
	switch (to) {
	case DISCLOSE_RECORD:
		return stored;
	case DISCLOSE_LIST:
		return f->is_private ? masked(a, f, stored) : stored;
	case DISCLOSE_EXPORT:
		return f->is_private && !may(d, form, "export") ? masked(a, f, stored) : stored;
	case DISCLOSE_PUBLIC:
		if (f->is_private)
			return NULL;
		return !f->is_public_choice || is_listed(public_fields, f->name) ? stored : NULL;
	}
	return NULL;
}

bool
disclose_is_plain(struct desk *d, enum disclose_to to, const struct form *form, int field)
{
	const struct form_field *f = &form->fields[field];
	switch (to) {
	case DISCLOSE_RECORD:
		return true;
	case DISCLOSE_LIST:
		return !f->is_private;
	case DISCLOSE_EXPORT:
		return !f->is_private || may(d, form, "export");
	case DISCLOSE_PUBLIC:
		return !f->is_private && !f->is_public_choice;
	}
	return false;
}
