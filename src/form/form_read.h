/*
 * form_read.h - the steps in which form files become forms: one file
 * (form_read), a centre's own file over it (form_override), where fields stand
 * (form_layout), what points to other fields and forms (form_refer). Private to
 * src/form/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef FORM_FORM_READ_H
#define FORM_FORM_READ_H

#include "form/form_word.h"

/*
 * Fills r->form from r->root. `stem` is the file's name without folder and
 * ".yaml". Afterwards name, table, label and type of every field are never
 * NULL, whatever the file said.
 */
void form_read(struct form_reader *r, const char *stem);

/* Lays r->root, a centre's own file, over r->form, which was read without a fault. */
void form_override(struct form_reader *r, const char *stem);

/* Parts of both. */
void form_read_words(struct form_reader *r, const char *stem);
void form_read_field(struct form_reader *r, const struct yaml_node *key,
		     const struct yaml_node *node, struct form_field *field);
void form_read_list(struct form_reader *r);

/* Sections, and the fields in the order of them. Columns and sort keep their fields. */
void form_layout(struct form_reader *r);
void form_layout_change(struct form_reader *r);

/* What r->form names must be there: fields of its own, other forms of `set` and their fields. */
void form_refer(struct form_reader *r, const struct form_set *set);

#endif
