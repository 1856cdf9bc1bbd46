/* table.c - a list_source over rows in memory. Anchors are the row's number as text. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static int
position_of(const struct table *t, int64_t id)
{
	for (int i = 0; i < t->shown_count; i++)
		if (t->rows[t->shown[i]].id == id)
			return i;
	return -1;
}

/* The list keeps rows across table_clear(): they must not live in the table. */
static struct list_row
copy_row(const struct table *t, struct arena *a, int at)
{
	const struct list_row *row = &t->rows[t->shown[at]];
	struct list_row copy = *row;

	copy.anchor = arena_printf(a, "%d", at);
	copy.cells = arena_alloc(a, (size_t)t->column_count * sizeof(*copy.cells));
	for (int i = 0; i < t->column_count; i++)
		copy.cells[i] = arena_strdup(a, row->cells[i]);
	return copy;
}

static int
fetch(void *ctx, struct arena *a, const struct list_row *from, bool backward, int n,
      struct list_row *out, struct err *e)
{
	struct table *t = ctx;
	int at = from ? position_of(t, from->id) : -1;
	bool is_gone = from && at < 0; /* then another row stands in its place */
	int first;

	(void)e;
	if (is_gone) {
		at = atoi(from->anchor);
		at = at < t->shown_count ? at : t->shown_count;
	}
	if (backward) {
		int end = from ? at : t->shown_count;

		first = end > n ? end - n : 0;
		n = end - first;
	} else {
		first = is_gone ? at : at + 1;
		if (n > t->shown_count - first)
			n = t->shown_count - first;
	}
	for (int i = 0; i < n; i++)
		out[i] = copy_row(t, a, first + i);
	return n > 0 ? n : 0;
}

static int64_t
count_rows(void *ctx, bool *at_least)
{
	struct table *t = ctx;

	*at_least = false;
	return t->shown_count;
}

static bool
row_matches(const struct table *t, const struct list_row *row)
{
	if (str_is_empty(t->filter))
		return true;
	for (int i = 0; i < t->column_count; i++) {
		AUTO_FREE char *key = utf8_search_key(row->cells[i]);

		if (strstr(key, t->filter))
			return true;
	}
	return false;
}

static void
arrange(struct table *t)
{
	t->shown_count = 0;
	for (int i = 0; i < t->count; i++)
		if (row_matches(t, &t->rows[i]))
			t->shown[t->shown_count++] = i;
}

static bool
set_filter(void *ctx, const char *text, struct err *e)
{
	struct table *t = ctx;

	(void)e;
	free(t->filter);
	t->filter = utf8_search_key(text);
	arrange(t);
	return true;
}

void
table_init(struct table *t, const struct list_column *columns, int column_count)
{
	const struct list_source source = { t, fetch, count_rows, set_filter };

	memset(t, 0, sizeof(*t));
	t->columns = columns;
	t->column_count = column_count;
	t->view = list_new(&source, columns, column_count);
}

void
table_done(struct table *t)
{
	list_free(t->view);
	free(t->rows);
	free(t->shown);
	free(t->filter);
	arena_done(&t->arena);
}

void
table_clear(struct table *t)
{
	t->count = 0;
	t->shown_count = 0;
	arena_done(&t->arena);
}

void
table_add(struct table *t, int64_t id, enum style style, const char *const *cells)
{
	struct list_row *row;

	if (t->count == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 16;
		t->rows = mem_resize(t->rows, (size_t)t->cap, sizeof(*t->rows));
		t->shown = mem_resize(t->shown, (size_t)t->cap, sizeof(*t->shown));
	}
	row = &t->rows[t->count++];
	*row = (struct list_row){ .id = id, .style = style };
	row->cells = arena_alloc(&t->arena, (size_t)t->column_count * sizeof(*row->cells));
	for (int i = 0; i < t->column_count; i++)
		row->cells[i] = arena_strdup(&t->arena, cells[i] ? cells[i] : "");
}

void
table_show(struct table *t)
{
	arrange(t);
	list_reload(t->view, NULL);
}

int64_t
table_current(const struct table *t)
{
	return list_current(t->view);
}

const char *
table_current_cell(const struct table *t, int column)
{
	int64_t id = table_current(t);

	for (int i = 0; id != 0 && i < t->count; i++)
		if (t->rows[i].id == id)
			return t->rows[i].cells[column];
	return "";
}

void
table_draw_with(struct table *t, const char *text, struct canvas *c, struct rect area)
{
	enum { TEXT_ROWS = 3, ROWS_FOR_BOTH = 10 };
	struct rect list = area, below = area;

	if (area.rows >= ROWS_FOR_BOTH) {
		list.rows -= TEXT_ROWS + 1;
		below.row += area.rows - TEXT_ROWS;
		below.rows = TEXT_ROWS;
		below.col++;
		below.cols--;
		canvas_wrap(c, below, STYLE_NORMAL, text);
	}
	list_draw(t->view, c, list);
}
