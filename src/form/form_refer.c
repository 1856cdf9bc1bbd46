/*
 * form_refer.c - what a form names outside of the place where it names it: its
 * own fields, other forms, their fields. Run when every file has been read. A
 * name that is not there is a fault at the place that names it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/form_read.h"

#include "base/i18n.h"
#include "form/type.h"

#define ANY_TYPE FIELD_KIND_COUNT

/* Where the file says `word` of the field, for the fault. */
static const struct yaml_node *
field_word(const struct form_reader *r, const struct form_field *field, const char *word)
{
	const struct yaml_node *fields = yaml_get(r->root, "fields");
	return yaml_get(yaml_get(fields, field->name), word);
}

/* The field that `node` names must be in `form` and of the type `kind`; NULL after a fault. */
static const struct form_field *
refer_field(struct form_reader *r, const struct form *form, const struct yaml_node *node,
	    enum field_kind kind)
{
	const struct form_field *field = form_field_find(form, node->text);
	if (!field) {
		fault_no_field(r, form, node);
		return NULL;
	}
	if (kind == ANY_TYPE || field->type->kind == kind)
		return field;
	faults_add(r->faults, node->line, node->column,
		   _("\"%s\" must be a field of the type %s, not %s"), node->text,
		   field_type_of(kind)->name, field->type->name);
	return NULL;
}

static void
refer_own(struct form_reader *r, const char *word, const char *value, enum field_kind kind)
{
	if (value)
		refer_field(r, r->form, yaml_get(r->root, word), kind);
}

static void
refer_number(struct form_reader *r)
{
	refer_own(r, "number", r->form->number, ANY_TYPE);
	if (!r->form->series || r->form->number)
		return;
	const struct yaml_node *node = yaml_get(r->root, "series");
	faults_add(
		r->faults, node->line, node->column,
		_("\"series\" fills the field that \"number\" names, and \"number\" is missing"));
}

static const struct form *
refer_form(struct form_reader *r, const struct form_set *set, const struct yaml_node *node)
{
	struct nearest n = { .typed = node->text };
	const struct form *form = form_find(set, node->text);
	if (form)
		return form;
	for (int i = 0; i < set->count; i++)
		nearest_offer(&n, set->forms[i]->name);
	if (n.best)
		faults_add(r->faults, node->line, node->column,
			   _("there is no form \"%s\"; did you mean \"%s\"?"), node->text, n.best);
	else
		faults_add(r->faults, node->line, node->column, _("there is no form \"%s\""),
			   node->text);
	return NULL;
}

/* Where one field shows another, and that a third, none comes twice. */
static void
refer_otherwise(struct form_reader *r, const struct form_field *field)
{
	const struct yaml_node *node = field_word(r, field, "otherwise");
	const struct form_field *next = refer_field(r, r->form, node, ANY_TYPE);
	for (int n = 0; next && n <= r->form->field_count; n++) {
		if (next == field) {
			faults_add(r->faults, node->line, node->column,
				   _("\"otherwise\" leads back to \"%s\""), field->name);
			return;
		}
		next = next->otherwise ? form_field_find(r->form, next->otherwise) : NULL;
	}
}

static void
refer_from_field(struct form_reader *r, const struct form_set *set, const struct form_field *field)
{
	if (field->kana_of)
		refer_field(r, r->form, field_word(r, field, "kana_of"), FIELD_TEXT);
	if (field->otherwise)
		refer_otherwise(r, field);
	if (field->ref)
		refer_form(r, set, field_word(r, field, "to"));
	if (field->is_public_choice && !r->form->public_fields) {
		const struct yaml_node *node = field_word(r, field, "public_choice");
		faults_add(r->faults, node->line, node->column,
			   _("\"public_choice\" needs a field that holds the choice: \"public\" is "
			     "missing in the form"));
	}
}

/* A detail's field must point back, or the detail would show other records' rows. */
static void
refer_detail(struct form_reader *r, const struct form_set *set, const struct yaml_node *item)
{
	const struct yaml_node *form_node = yaml_get(item, "form"), *by = yaml_get(item, "by");
	if (!form_node || form_node->kind != YAML_TEXT)
		return;
	const struct form *child = refer_form(r, set, form_node);
	if (!child || !by || by->kind != YAML_TEXT)
		return;
	const struct form_field *field = refer_field(r, child, by, FIELD_REF);
	if (field && !str_equal(field->ref, r->form->name))
		faults_add(r->faults, by->line, by->column,
			   _("the field \"%s\" of %s does not point to %s"), by->text, child->name,
			   r->form->name);
}

static void
refer_details(struct form_reader *r, const struct form_set *set)
{
	const struct yaml_node *details = yaml_get(r->root, "details");
	if (!details || details->kind != YAML_LIST)
		return;
	for (int i = 0; i < details->count; i++) {
		if (details->items[i]->kind == YAML_MAP)
			refer_detail(r, set, details->items[i]);
	}
}

void
form_refer(struct form_reader *r, const struct form_set *set)
{
	const struct form *form = r->form;
	refer_own(r, "title", form->title, ANY_TYPE);
	refer_number(r);
	refer_own(r, "public", form->public_fields, FIELD_CHOICES);
	refer_own(r, "withheld", form->withheld, FIELD_BOOL);
	refer_own(r, "parent", form->parent, FIELD_REF);
	for (int i = 0; i < form->field_count; i++)
		refer_from_field(r, set, &form->fields[i]);
	refer_details(r, set);
}
