/*
 * canvas.c - drawing into the grid. A wide character owns two cells; writing
 * over one half blanks the other, so that the grid never holds half a kanji.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/canvas.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static struct cell *
cell_at(const struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static void
cell_blank(struct cell *cell, enum style style)
{
	memset(cell, 0, sizeof *cell);
	cell->text[0] = ' ';
	cell->width = 1;
	cell->style = (unsigned char)style;
}

void
canvas_init(struct canvas *c, int rows, int cols)
{
	memset(c, 0, sizeof *c);
	canvas_resize(c, rows, cols);
}

void
canvas_done(struct canvas *c)
{
	free(c->cells);
	memset(c, 0, sizeof *c);
}

void
canvas_resize(struct canvas *c, int rows, int cols)
{
	assert(rows > 0 && cols > 0);
	c->cells = mem_resize(c->cells, (size_t)rows * (size_t)cols, sizeof *c->cells);
	c->rows = rows;
	c->cols = cols;
	canvas_clear(c);
}

void
canvas_clear(struct canvas *c)
{
	size_t count = (size_t)c->rows * (size_t)c->cols;

	for (size_t i = 0; i < count; i++)
		cell_blank(&c->cells[i], STYLE_NORMAL);
	c->cursor_row = c->cursor_col = -1;
}

int
canvas_cluster_width(const char *cluster, size_t len)
{
	int width = utf8_cluster_width(cluster, len);

	return width < 1 ? 1 : width;
}

/* A text as it may be drawn. */
struct visible {
	const char *s, *end;
	bool is_plain; /* utf8_is_plain() */
};

/* `b` holds it when it differs from `text`. */
static struct visible
visible(const char *text, struct str *b)
{
	const char *s = text == NULL ? "" : text;
	bool is_plain = utf8_is_plain(s);

	if (!is_plain) {
		utf8_add_visible(b, s);
		s = str_text(b);
	}
	return (struct visible){ s, s + strlen(s), is_plain };
}

struct cluster {
	const char *s;
	size_t len;
	int cols;
	bool is_plain;
};

static struct cluster
cluster_at(const struct visible *v, const char *s)
{
	const char *p = s;

	if (v->is_plain) {
		int cols = utf8_cp_width(utf8_next(&p, v->end));

		return (struct cluster){ s, (size_t)(p - s), cols, true };
	}
	size_t len = utf8_cluster(s, v->end);

	return (struct cluster){ s, len, canvas_cluster_width(s, len), false };
}

int
canvas_width(const char *text)
{
	AUTO_STR b = STR_INIT;
	const struct visible v = visible(text, &b);
	int cols = 0;

	for (const char *s = v.s; s < v.end;) {
		const struct cluster next = cluster_at(&v, s);

		cols += next.cols;
		s += next.len;
	}
	return cols;
}

/* The other half of a wide character that (row, col) is part of becomes blank. */
static void
part(struct canvas *c, int row, int col)
{
	struct cell *cell = cell_at(c, row, col);

	if (cell->width == 0 && col > 0)
		cell_blank(cell - 1, (enum style)cell[-1].style);
	else if (cell->width == 2 && col + 1 < c->cols)
		cell_blank(cell + 1, (enum style)cell[1].style);
}

/* Only at its ends can a run of blanks meet a wide character that stands half outside. */
static void
put_blanks(struct canvas *c, int row, int col, int cols, enum style style)
{
	if (cols <= 0)
		return;
	part(c, row, col);
	part(c, row, col + cols - 1);
	for (int i = 0; i < cols; i++)
		cell_blank(cell_at(c, row, col + i), style);
}

/* A mark without a base gets a blank to sit on; what is too long keeps its base. */
static void
cell_set_text(struct cell *cell, const char *s, size_t len, bool has_base)
{
	size_t at = 0;

	memset(cell->text, 0, sizeof cell->text);
	if (!has_base)
		cell->text[at++] = ' ';
	if (at + len >= sizeof cell->text) {
		const char *p = s;

		utf8_next(&p, s + len);
		len = (size_t)(p - s);
	}
	memcpy(cell->text + at, s, len);
}

static void
put_cell(struct canvas *c, int row, int col, enum style style, struct cell what)
{
	struct cell *cell = cell_at(c, row, col);

	part(c, row, col);
	if (what.width == 2)
		part(c, row, col + 1);
	what.style = (unsigned char)style;
	cell[0] = what;
	if (what.width == 2)
		cell[1] = (struct cell){ .style = (unsigned char)style };
}

/* The bytes of one spacing character of a cluster and the marks on it. */
static size_t
piece_len(const char *s, const char *end, int *width)
{
	const char *p = s;

	*width = utf8_cp_width(utf8_next(&p, end));
	while (p < end) {
		const char *next = p;

		if (utf8_cp_width(utf8_next(&next, end)) > 0)
			break;
		p = next;
	}
	return (size_t)(p - s);
}

/* A cell for each spacing character of the cluster. */
static void
put_pieces(struct canvas *c, int row, int col, enum style style, const struct cluster *cluster)
{
	const char *s = cluster->s, *end = s + cluster->len;

	while (s < end) {
		struct cell cell;
		int width;
		size_t n = piece_len(s, end, &width);

		cell_set_text(&cell, s, n, width > 0);
		cell.width = (unsigned char)(width > 0 ? width : 1);
		put_cell(c, row, col, style, cell);
		col += cell.width;
		s += n;
	}
}

/* A plain character, which has one cell for sure. */
static void
put_character(struct canvas *c, int row, int col, enum style style, const struct cluster *cluster)
{
	struct cell cell = { .width = (unsigned char)cluster->cols };

	memcpy(cell.text, cluster->s, cluster->len);
	put_cell(c, row, col, style, cell);
}

static void
put_cluster(struct canvas *c, int row, int col, enum style style, const struct cluster *cluster)
{
	if (cluster->is_plain)
		put_character(c, row, col, style, cluster);
	else
		put_pieces(c, row, col, style, cluster);
}

/* Cuts a piece of a row to the grid; false when nothing of it is left. */
static bool
clip(const struct canvas *c, int row, int col, int *cols)
{
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return false;
	if (*cols > c->cols - col)
		*cols = c->cols - col;
	return *cols > 0;
}

int
canvas_put(struct canvas *c, int row, int col, int cols, enum style style, const char *text)
{
	static const char dots[] = "..";
	enum { DOTS = sizeof dots - 1 };
	AUTO_STR b = STR_INIT;

	if (!clip(c, row, col, &cols))
		return 0;
	const struct visible v = visible(text, &b);
	const char *s = v.s;
	int used = 0, kept = 0; /* kept: what of it may stay when the end does not fit */

	while (s < v.end) {
		const struct cluster next = cluster_at(&v, s);

		if (used + next.cols > cols)
			break;
		put_cluster(c, row, col + used, style, &next);
		used += next.cols;
		if (used <= cols - DOTS)
			kept = used;
		s += next.len;
	}
	if (s < v.end && cols > DOTS)
		used = kept + canvas_put(c, row, col + kept, DOTS, style, dots);
	put_blanks(c, row, col + used, cols - used, style);
	return used;
}

int
canvas_put_right(struct canvas *c, int row, int col, int cols, enum style style, const char *text)
{
	if (!clip(c, row, col, &cols))
		return 0;
	int width = canvas_width(text);
	int blanks = width < cols ? cols - width : 0;

	put_blanks(c, row, col, blanks, style);
	return canvas_put(c, row, col + blanks, cols - blanks, style, text);
}

int
canvas_printf(struct canvas *c, int row, int col, int cols, enum style style, const char *fmt, ...)
{
	AUTO_STR b = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&b, fmt, ap);
	va_end(ap);
	return canvas_put(c, row, col, cols, style, str_text(&b));
}

void
canvas_fill(struct canvas *c, struct rect area, enum style style)
{
	for (int row = area.row; row < area.row + area.rows; row++)
		canvas_put(c, row, area.col, area.cols, style, "");
}

void
canvas_restyle(struct canvas *c, struct rect area, enum style style)
{
	for (int row = area.row; row < area.row + area.rows; row++) {
		int cols = area.cols;

		if (!clip(c, row, area.col, &cols))
			continue;
		for (int i = 0; i < cols; i++)
			cell_at(c, row, area.col + i)->style = (unsigned char)style;
	}
}

void
canvas_cursor(struct canvas *c, int row, int col)
{
	bool inside = row >= 0 && row < c->rows && col >= 0 && col < c->cols;

	c->cursor_row = inside ? row : -1;
	c->cursor_col = inside ? col : -1;
}

void
canvas_text(const struct canvas *c, struct str *out)
{
	for (int row = 0; row < c->rows; row++) {
		size_t text_end = out->len;

		for (int col = 0; col < c->cols; col++) {
			const struct cell *cell = cell_at(c, row, col);

			str_add(out, cell->text);
			if (cell->width > 0 && strcmp(cell->text, " ") != 0)
				text_end = out->len;
		}
		str_remove(out, text_end, out->len - text_end);
		str_add_char(out, '\n');
	}
}
