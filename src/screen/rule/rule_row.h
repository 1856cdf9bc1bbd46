/*
 * rule_row.h - a row of the rule book as a form: a field for each word that it can have,
 * with the vocabulary's words as choices. Made by rule_row_form.c, shown by rule_row.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_ROW_H
#define SCREEN_RULE_RULE_ROW_H

#include "form/form.h"
#include "form/type.h"
#include "rule/grid/grid.h"
#include "ui/editor.h"

struct rule_row_form {
	const struct grid *grid; /* borrowed; the form has a field for each of its */
	int row;
	struct form form;
	struct field_lookup lookup;
};

/* In the grid's arena. */
void rule_row_form_init(struct rule_row_form *rf, const struct grid *g, int row, day_num today);
/* What can stand in a field, for editor_ops; in `a`. */
int rule_row_words(const struct rule_row_form *rf, int field, struct arena *a,
		   struct candidate **out);
/* What stands in the fields, into the editor. */
void rule_row_load(const struct rule_row_form *rf, struct editor *ed);
/*
 * `root` with every changed field, made in `a`; NULL when one cannot be read, the cursor
 * being on it.
 */
const struct yaml_node *rule_row_put(const struct rule_row_form *rf, struct editor *ed,
				     struct arena *a, const struct yaml_node *root,
				     struct err *e);
/*
 * Does the reader take what was changed here? False with its sentence beside the field. What
 * is wrong elsewhere, or lacks, is no matter of this row's fields.
 */
bool rule_row_accepts(const struct rule_row_form *rf, struct editor *ed,
		      const struct yaml_node *root, struct err *e);

#endif
