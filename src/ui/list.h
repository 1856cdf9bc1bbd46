/*
 * list.h - a table of rows that may be a million long: only the rows around
 * the cursor are ever fetched. Typing filters; columns and order can be
 * changed. The source supplies rows; the list knows neither SQL nor forms.
 *
 * Keys: Up, Down, PgUp, PgDn, Home, End move. Text, paste and Backspace change
 * the filter, Ctrl-U and Esc clear it. Insert and Ctrl-T mark the row, and so
 * does Space while there is no filter (in a filter it is a blank). Left and
 * Right bring columns into view that the terminal is too narrow for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "ui/canvas.h"
#include "ui/edit.h"
#include "ui/key.h"

struct list_column {
	const char *label; /* in the clerk's language */
	int width;         /* columns wished for; spare room goes to the first `stretch` column */
	bool align_right;
	bool stretch;
};

struct list_row {
	int64_t id;         /* not 0 */
	const char *anchor; /* opaque: where this row stands in the order */
	const char **cells; /* one text a column, shown form */
	enum style style;   /* STYLE_NORMAL, or how the row stands out */
};

struct list_source {
	void *ctx;
	/*
	 * Up to `n` rows in the list's order, in `a`: those after `from` (or
	 * before it when `backward`; still in the list's order). `from` NULL
	 * means from the first (the last) row. Only `id` and `anchor` of `from`
	 * are to be read: the rest may be gone. The count, or -1.
	 */
	int (*fetch)(void *ctx, struct arena *a, const struct list_row *from, bool backward,
		     int n, struct list_row *out, struct err *e);
	/*
	 * How many rows there are; sets *at_least when counting all would take
	 * long. NULL when nobody can tell.
	 */
	int64_t (*count)(void *ctx, bool *at_least);
	/* Sets the filter text ("" = none). NULL: typing does not filter. */
	bool (*filter)(void *ctx, const char *text, struct err *e);
};

struct list;

/*
 * Reads the first rows; when that fails the list is empty, and list_reload says
 * why. The columns are copied, their labels must outlive the list.
 */
struct list *list_new(const struct list_source *source, const struct list_column *columns,
		      int count);
void list_free(struct list *l);

/* What an empty list says where conditions were asked; borrowed. NULL: nothing is there yet. */
void list_set_empty(struct list *l, const char *text);
bool list_key(struct list *l, const struct key *k, struct err *e); /* true: handled */
void list_draw(struct list *l, struct canvas *c, struct rect area);
/*
 * Reads a few of the rows that the next keys will show, so that none of them has
 * to; to be called while nothing is typed. Changes nothing that shows. False: all
 * are there, or they cannot be read, which the key that needs them will say.
 */
bool list_ahead(struct list *l);
/* Reads the rows again and keeps the cursor on its record (or near it). */
bool list_reload(struct list *l, struct err *e);
int64_t list_current(const struct list *l); /* the id under the cursor, 0 if there is none */
const struct list_row *list_current_row(const struct list *l);
/* The cursor to a row among those read or among the first thousand; else ERR_NOT_FOUND. */
bool list_go(struct list *l, int64_t id, struct err *e);
const char *list_filter(const struct list *l);
bool list_set_filter(struct list *l, const char *text, struct err *e);
/* Marked rows, for work on several at once. The ids live until the marks change. */
int list_marked(const struct list *l, const int64_t **ids);
void list_clear_marks(struct list *l);
/* Call when the source has changed its columns: reads the rows again. */
void list_set_columns(struct list *l, const struct list_column *columns, int count);

#endif
