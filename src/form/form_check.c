/*
 * form_check.c - a form beside its table. Whatever is reported here would stop a
 * clerk in the middle of saving a record.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "form/form.h"
#include "form/type.h"

struct checker {
	const struct form *form;
	const struct form_set *set;
	const struct form_column *columns;
	int count;
	struct str *findings;
};

static const struct form_column *
find_column(const struct checker *c, const char *name)
{
	for (int i = 0; i < c->count; i++) {
		if (strcmp(c->columns[i].name, name) == 0)
			return &c->columns[i];
	}
	return NULL;
}

static void
check_type(const struct checker *c, const struct form_field *field,
	   const struct form_column *column)
{
	if (strcmp(column->type, field->type->column) == 0)
		return;
	/* L10N: form, field, its type, the column's SQL type, the one needed */
	str_addf(c->findings,
		 _("%s: the field %s is of the type %s, but its column is %s and not %s.\n"),
		 c->form->name, field->name, field->type->name, column->type, field->type->column);
}

static void
check_reference(const struct checker *c, const struct form_field *field,
		const struct form_column *column)
{
	const struct form *to = form_find(c->set, field->ref);
	if (!to || str_equal(column->references, to->table))
		return;
	str_addf(c->findings,
		 _("%s: the field %s points to %s, but its column does not refer to the table "
		   "%s.\n"),
		 c->form->name, field->name, field->ref, to->table);
}

/*
 * What is read only, what a check fills in, a number from its series. What triggers
 * keep is nobody's to give: its column begins by itself.
 */
static bool
is_given_by_program(const struct form *form, const struct form_field *field)
{
	return ((field->read_only || field->filled) && !field->kept) ||
	       (form->series && str_equal(form->number, field->name));
}

static void
check_emptiness(const struct checker *c, const struct form_field *field,
		const struct form_column *column)
{
	if (!column->not_null || column->has_default || field->required || field->dflt ||
	    is_given_by_program(c->form, field))
		return;
	str_addf(c->findings,
		 _("%s: the field %s may be left empty, but its column is NOT NULL.\n"),
		 c->form->name, field->name);
}

static void
check_field(const struct checker *c, const struct form_field *field)
{
	if (!field->type->column)
		return; /* its values live in a table of their own */
	const struct form_column *column = find_column(c, field->name);
	if (!column) {
		str_addf(c->findings, _("%s: the table %s has no column for the field %s.\n"),
			 c->form->name, c->form->table, field->name);
		return;
	}
	check_type(c, field, column);
	check_emptiness(c, field, column);
	if (field->ref)
		check_reference(c, field, column);
}

/* Columns that every record has, and columns that no field could fill. */
static void
check_table(const struct checker *c)
{
	static const char *const kept[] = { "id", "version" };
	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		const struct form_column *column = find_column(c, kept[i]);
		if (!column || strcmp(column->type, "INTEGER") != 0)
			str_addf(c->findings,
				 _("%s: the table %s has no column %s of the type INTEGER.\n"),
				 c->form->name, c->form->table, kept[i]);
	}
	for (int i = 0; i < c->count; i++) {
		const struct form_column *column = &c->columns[i];
		if (column->not_null && !column->has_default && !column->primary_key &&
		    !form_field_find(c->form, column->name))
			str_addf(c->findings,
				 _("%s: the column %s of %s is NOT NULL, but no field fills it.\n"),
				 c->form->name, column->name, c->form->table);
	}
}

void
form_check(const struct form *form, const struct form_set *set, const struct form_column *columns,
	   int count, struct str *findings)
{
	const struct checker c = { form, set, columns, count, findings };
	if (count == 0) {
		str_addf(findings, _("%s: the schema has no table %s.\n"), form->name, form->table);
		return;
	}
	check_table(&c);
	for (int i = 0; i < form->field_count; i++)
		check_field(&c, &form->fields[i]);
}

void
form_check_defaults(const struct form *form, const struct field_lookup *lookup,
		    struct str *findings)
{
	for (int i = 0; i < form->field_count; i++) {
		AUTO_FREE char *stored = NULL;
		const struct form_field *field = &form->fields[i];
		struct err e;
		if (field->dflt && !field_parse(field, lookup, field->dflt, &stored, &e))
			str_addf(findings,
				 _("%s: the default of the field %s cannot be used: %s\n"),
				 form->name, field->name, e.msg);
	}
}
