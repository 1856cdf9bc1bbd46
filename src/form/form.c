/* form.c - finding forms and fields, and what they are called. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/form.h"

#include <string.h>

#include "base/lang.h"

const struct form *
form_find(const struct form_set *set, const char *name)
{
	for (int i = 0; i < set->count; i++) {
		if (strcmp(set->forms[i]->name, name) == 0)
			return set->forms[i];
	}
	return NULL;
}

const struct form *
form_find_table(const struct form_set *set, const char *table)
{
	for (int i = 0; i < set->count; i++) {
		if (strcmp(set->forms[i]->table, table) == 0)
			return set->forms[i];
	}
	return NULL;
}

int
form_field_index(const struct form *form, const char *name)
{
	for (int i = 0; i < form->field_count; i++) {
		const char *known = form->fields[i].name;
		/* a save asks a hundred times: most names differ in their first letter */
		if (known[0] == name[0] && strcmp(known, name) == 0)
			return i;
	}
	return -1;
}

const struct form_field *
form_field_find(const struct form *form, const char *name)
{
	int index = form_field_index(form, name);
	return index < 0 ? NULL : &form->fields[index];
}

const char *
form_label(const struct form *form)
{
	return lang_pick(form->label.ja, form->label.en);
}

bool
form_is_typed(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (!form->fields[i].read_only && !form->fields[i].kept)
			return true;
	return false;
}

const char *
form_plural(const struct form *form)
{
	return lang_pick(form->plural.ja, form->plural.en);
}

const char *
field_label(const struct form_field *field)
{
	const char *label = lang_pick(field->label.ja, field->label.en);
	return label ? label : field->name;
}

int
form_otherwise(const struct form *form, int field)
{
	const char *next = form->fields[field].otherwise;
	return next ? form_field_index(form, next) : -1;
}

const char *
field_heading(const struct form *form, const struct form_field *field)
{
	const struct form_text *label = &form->sections[field->section].label;
	const char *heading = field->otherwise ? lang_pick(label->ja, label->en) : NULL;
	return heading ? heading : field_label(field);
}

const char *
field_help(const struct form_field *field)
{
	const char *help = lang_pick(field->help.ja, field->help.en);
	return help ? help : "";
}
