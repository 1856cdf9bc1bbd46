/*
 * rule_table.h - a part of the rule book as a table: what its screen (rule_table.c) keeps,
 * and the drawing of it (rule_table_draw.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_TABLE_H
#define SCREEN_RULE_RULE_TABLE_H

#include "screen/rule/rule_change.h"
#include "ui/canvas.h"

struct rule_column {
	const char *label;
	int field;      /* of the grid; NONE: what the row is called */
	int wish;       /* columns of its longest words */
	int width;      /* of the last drawing */
	bool right;     /* amounts */
};

struct rule_table {
	struct rule_change *change; /* of the screen at the bottom */
	struct tree_path path;
	struct arena arena;         /* of the grid and its words */
	struct grid grid;
	int column_count;
	struct rule_column *columns;
	const char **cells;         /* the words, row by row */
	const struct yaml_node *added; /* the book with a row that is being filled in, or NULL */
	int row, column;            /* the cursor */
	int first_row, first_column; /* the first shown; the first column always is */
	struct str title;
};

/* The columns that some row has something in, and their words. */
void rule_table_lay_out(struct rule_table *t);
/* Appends what the screen is called. */
void rule_table_add_title(const struct rule_table *t, struct str *out);
void rule_table_draw(struct rule_table *t, struct canvas *c, struct rect area);

#endif
