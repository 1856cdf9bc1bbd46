/*
 * table.h - rows held in memory, shown by ui's list: for what is short by
 * nature (staff, settings, a record's history, the rows of a panel). Typing
 * filters them, as in the long lists.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_TABLE_H
#define SCREEN_TABLE_H

#include "base/arena.h"
#include "ui/list.h"

struct table {
	struct arena arena; /* the rows' texts; also the owner's scratch until table_clear */
	const struct list_column *columns;
	int column_count;
	struct list_row *rows; /* in the order they were added */
	int count, cap;
	int *shown; /* indexes of the rows that pass the filter */
	int shown_count;
	char *filter; /* a search key, "" = none */
	struct list *view; /* draw it, play keys to it */
};

/* `columns` are borrowed for the table's life. */
void table_init(struct table *t, const struct list_column *columns, int column_count);
void table_done(struct table *t);

/* Empties it; then add rows (`cells` are copied, one a column) and show them. `id` is not 0. */
void table_clear(struct table *t);
void table_add(struct table *t, int64_t id, enum style style, const char *const *cells);
/* The cursor stays on its row or, when that is gone, on the one that follows in its place. */
void table_show(struct table *t);

int64_t table_current(const struct table *t); /* 0 when empty */
/* A cell of the row at the cursor, whole; "" when the table is empty. Lives until table_clear(). */
const char *table_current_cell(const struct table *t, int column);

/* Draws it, and beneath it, where there is room, what a row is too short for, wrapped. */
void table_draw_with(struct table *t, const char *text, struct canvas *c, struct rect area);

#endif
