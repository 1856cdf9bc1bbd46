/*
 * list_state.h - what a list holds; shared by list.c and list_draw.c and by
 * nobody else. The rows that are in memory form one window of the order; it
 * grows at either end by pages, and shrinks at the end that is farther off.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_LIST_STATE_H
#define UI_LIST_STATE_H

#include "ui/list.h"

/* The rows of one fetch live in its arena. */
struct list_page {
	struct arena arena;
	int count;
};

struct list {
	struct list_source source;
	struct list_column *columns;
	int column_count;

	struct list_row *rows; /* the window */
	int row_count;
	struct list_page *pages; /* that make it up, in order */
	int page_count;
	bool at_start, at_end; /* the window begins, ends with the first, last row there is */
	int64_t base;          /* rows before the window, -1 = not known */
	int64_t total;         /* -1: nobody can tell */
	bool total_at_least;

	int current, top; /* in the window: under the cursor, the first on screen */
	int height;       /* rows on screen when last drawn */
	struct edit filter;
	int first_column;     /* columns scrolled out, the first one never is */
	const char *empty;    /* what stands in an empty list; NULL: that nothing is there yet */
	bool has_cut_columns; /* on the right, when last drawn */
	int64_t *marks;
	int mark_count;
};

bool list_is_marked(const struct list *l, int64_t id);
/* Moves the top of the screen so that the cursor shows in `height` rows. */
void list_fit_top(struct list *l, int height);

#endif
