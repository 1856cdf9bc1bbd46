/*
 * edit_draw.c - a text as it is seen: which columns or rows of it show, where
 * the caret is. Rows are broken at the column, not at words, and leave the
 * area's last column free, so that the caret behind a full row has its place.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/edit.h"
#include "ui/edit_rows.h"

/* Scripts whose single code points are drawn as they are: the quick way for long texts. */
static bool
is_drawn_as_is(const char *s, size_t len, uint32_t *cp)
{
	const char *p = s;

	*cp = utf8_next(&p, s + len);
	if (*cp == UTF8_BAD || p != s + len)
		return false;
	return (*cp >= ' ' && *cp <= '~') || (*cp >= 0x3000 && *cp <= 0x9fff) ||
	       (*cp >= 0xac00 && *cp <= 0xd7a3) || (*cp >= 0xff01 && *cp <= 0xff9d);
}

/* Columns of one cluster as the canvas shows it. */
static int
cluster_cols(const struct edit *ed, size_t at, size_t len)
{
	const char *s = edit_text(ed) + at;
	uint32_t cp;

	if (ed->secret)
		return 1;
	if (is_drawn_as_is(s, len, &cp))
		return utf8_cp_width(cp) == 2 ? 2 : 1;
	AUTO_STR one = STR_INIT;

	str_add_len(&one, s, len);
	return canvas_width(str_text(&one));
}

static size_t
cluster_len(const struct edit *ed, size_t at)
{
	return utf8_cluster(edit_text(ed) + at, edit_text(ed) + ed->text.len);
}

static void
add_cluster(const struct edit *ed, size_t at, size_t len, struct str *b)
{
	if (ed->secret)
		str_add_char(b, '*');
	else
		str_add_len(b, edit_text(ed) + at, len);
}

/* One row of a text of several lines. */
struct row {
	size_t start, end, next; /* next: where the following row begins */
	bool is_last;
};

/* The row that begins at `start`, `cols` columns wide (0: no limit). */
static struct row
row_at(const struct edit *ed, size_t start, int cols)
{
	struct row r = { .start = start, .end = start };
	int width = 0;

	while (r.end < ed->text.len && edit_text(ed)[r.end] != '\n') {
		size_t len = cluster_len(ed, r.end);

		width += cluster_cols(ed, r.end, len);
		if (cols > 0 && width > cols && r.end > start)
			break;
		r.end += len;
	}
	r.is_last = r.end == ed->text.len;
	r.next = r.end + (edit_text(ed)[r.end] == '\n');
	return r;
}

/* Columns that rows may fill in an area of `cols`. */
static int
row_cols(int cols)
{
	return cols > 2 ? cols - 1 : cols;
}

static bool
holds_caret(const struct edit *ed, const struct row *r)
{
	if (ed->caret < r->start || ed->caret > r->end)
		return false;
	return ed->caret < r->end || r->is_last || r->next > r->end;
}

static int
columns_between(const struct edit *ed, size_t from, size_t to)
{
	int cols = 0;

	for (size_t at = from; at < to;) {
		size_t len = cluster_len(ed, at);

		cols += cluster_cols(ed, at, len);
		at += len;
	}
	return cols;
}

static size_t
position_in_row(const struct edit *ed, const struct row *r, int goal)
{
	size_t at = r->start;
	int col = 0;

	while (at < r->end) {
		size_t len = cluster_len(ed, at);

		col += cluster_cols(ed, at, len);
		if (col > goal || (at + len == r->end && r->next == r->end && !r->is_last))
			break;
		at += len;
	}
	return at;
}

bool
edit_move_row(struct edit *ed, bool down)
{
	int cols = ed->cols > 0 ? row_cols(ed->cols) : 0;
	struct row r = row_at(ed, 0, cols), before = r;

	while (!holds_caret(ed, &r)) {
		before = r;
		r = row_at(ed, r.next, cols);
	}
	if (down ? r.is_last : r.start == 0)
		return false;
	int goal = ed->goal >= 0 ? ed->goal : columns_between(ed, r.start, ed->caret);
	struct row to = down ? row_at(ed, r.next, cols) : before;

	ed->caret = position_in_row(ed, &to, goal);
	ed->goal = goal;
	ed->burst = 0;
	return true;
}

int
edit_rows(const struct edit *ed, int cols)
{
	int rows = 1;

	if (!ed->multi_line)
		return 1;
	for (struct row r = row_at(ed, 0, row_cols(cols)); !r.is_last; rows++)
		r = row_at(ed, r.next, row_cols(cols));
	return rows;
}

/* Scrolls by whole rows so that the caret's row shows. */
static void
scroll_rows(struct edit *ed, int caret_row, int count, int rows)
{
	if (ed->first > caret_row)
		ed->first = caret_row;
	if (ed->first < caret_row - rows + 1)
		ed->first = caret_row - rows + 1;
	if (ed->first > count - 1)
		ed->first = count - 1;
}

static int
caret_row_of(const struct edit *ed, int cols, int *count)
{
	struct row r = row_at(ed, 0, cols);
	int row = 0, found = 0;

	for (;; row++) {
		if (holds_caret(ed, &r))
			found = row;
		if (r.is_last)
			break;
		r = row_at(ed, r.next, cols);
	}
	*count = row + 1;
	return found;
}

static void
draw_rows(struct edit *ed, struct canvas *c, struct rect area, enum style style, bool focused)
{
	int cols = row_cols(area.cols), count;
	int caret_row = caret_row_of(ed, cols, &count);
	struct row r = row_at(ed, 0, cols);

	ed->cols = area.cols;
	if (focused)
		scroll_rows(ed, caret_row, count, area.rows);
	else
		ed->first = 0;
	canvas_fill(c, area, style);
	for (int i = 0; i < count && i < ed->first + area.rows; i++) {
		int row = area.row + i - ed->first;
		AUTO_STR piece = STR_INIT;

		for (size_t at = r.start; at < r.end; at += cluster_len(ed, at))
			add_cluster(ed, at, cluster_len(ed, at), &piece);
		if (i >= ed->first)
			canvas_put(c, row, area.col, cols, style, str_text(&piece));
		if (focused && i == caret_row)
			canvas_cursor(c, row,
				      area.col + columns_between(ed, r.start, ed->caret));
		r = row_at(ed, r.next, cols);
	}
	if (ed->first > 0)
		canvas_put(c, area.row, area.col + area.cols - 1, 1, style, "^");
	if (ed->first + area.rows < count)
		canvas_put(c, area.row + area.rows - 1, area.col + area.cols - 1, 1, style, "v");
}

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Scrolls so that the caret, the cluster under it and the marks at the edges
 * have room. It jumps by a good part of the width, since each scroll sends the
 * whole field again.
 */
static void
scroll_line(struct edit *ed, int caret_col, int total, int cols)
{
	size_t len = cluster_len(ed, ed->caret);
	int under = len > 0 ? cluster_cols(ed, ed->caret, len) : 0;
	int left = ed->first + (ed->first > 0);

	if (total < cols)
		ed->first = 0;
	else if (caret_col < left || caret_col + under > ed->first + cols - 1)
		ed->first = caret_col - smaller(cols * 2 / 3, cols - 1 - under);
	if (ed->first < 0)
		ed->first = 0;
}

/* The clusters between the columns `from` and `to`; a half at an edge is blank. */
static void
add_columns(const struct edit *ed, int from, int to, struct str *b)
{
	int col = 0;

	for (size_t at = 0; at < ed->text.len && col < to;) {
		size_t len = cluster_len(ed, at);
		int end = col + cluster_cols(ed, at, len);

		if (col >= from && end <= to)
			add_cluster(ed, at, len, b);
		else if (col < from && end > from)
			str_add_char(b, ' ');
		col = end;
		at += len;
	}
}

static void
draw_line(struct edit *ed, struct canvas *c, struct rect area, enum style style)
{
	int total = columns_between(ed, 0, ed->text.len);
	int caret_col = columns_between(ed, 0, ed->caret);
	AUTO_STR piece = STR_INIT;

	scroll_line(ed, caret_col, total, area.cols);
	bool more_left = ed->first > 0, more_right = total > ed->first + area.cols;
	int from = ed->first + more_left, to = ed->first + area.cols - more_right;

	add_columns(ed, from, to, &piece);
	canvas_put(c, area.row, area.col, area.cols, style, more_left ? "<" : "");
	canvas_put(c, area.row, area.col + more_left, to - from, style, str_text(&piece));
	if (more_right)
		canvas_put(c, area.row, area.col + area.cols - 1, 1, style, ">");
	canvas_cursor(c, area.row, area.col + caret_col - ed->first);
}

void
edit_draw(struct edit *ed, struct canvas *c, struct rect area, enum style style, bool focused)
{
	if (area.rows < 1 || area.cols < 1)
		return;
	if (ed->multi_line && area.rows > 1) {
		draw_rows(ed, c, area, style, focused);
	} else if (focused) {
		draw_line(ed, c, area, style);
	} else {
		AUTO_STR all = STR_INIT;

		add_columns(ed, 0, columns_between(ed, 0, ed->text.len), &all);
		canvas_put(c, area.row, area.col, area.cols, style, str_text(&all));
	}
}
