/* grid_part.h - what the files of a grid share. Private to src/rule/grid/. */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_GRID_GRID_PART_H
#define RULE_GRID_GRID_PART_H

#include "rule/grid/grid.h"

/* --- grid.c --- */

/* The row's words as a map (of a choice that is a code alone, the map it is short for). */
const struct yaml_node *grid_row(const struct grid *s, int row);

struct tree_path grid_row_path(const struct grid *s, int row);

/* --- grid_choice.c --- */

/* Gives a field its choices. */
void grid_word_choices(const struct grid *s, struct grid_field *f);
void grid_fact_choices(const struct grid *s, struct grid_field *f, int fact);
/* What a text is called: the choice's name, the label of the vocabulary, or itself. */
void grid_add_called(const struct grid_field *f, const char *text, struct str *out);
/* The text that is called so; what is typed when nothing is. */
void grid_add_meant(const struct grid_field *f, const char *typed, struct str *out);

#endif
