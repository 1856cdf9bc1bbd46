/*
 * canvas.h - a grid of cells that screens draw into. It knows nothing of the
 * terminal: tests read it as text, ui/term.c sends what has changed. Text is
 * made visible (utf8_add_visible) and cut at the grid's edge, so that stored
 * text can never drive a terminal or leave its place. A cell holds one spacing
 * character: a joined emoji takes a cell for each of its parts, as ncurses and
 * base/utf8.h count it. Rows and columns from 0.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/macros.h"
#include "base/str.h"

/* What a piece of text is; the terminal decides how that looks, also in monochrome. */
enum style {
	STYLE_NORMAL,
	STYLE_BAR,      /* line 1 and the key bar: reversed */
	STYLE_TITLE,    /* headings: bold */
	STYLE_LABEL,    /* the name of a field */
	STYLE_FIELD,    /* where text can be typed: underlined */
	STYLE_FOCUS,    /* the field or row that has the cursor: reversed */
	STYLE_HINT,     /* help, units, what is not to be read first: dim */
	STYLE_WARN,     /* needs attention; always with a word or mark too */
	STYLE_ERROR,    /* what is wrong; always with a sentence too */
	STYLE_KEY,      /* the name of a key in a bar or menu */
	STYLE_COUNT
};

struct rect {
	int row, col, rows, cols;
};

struct cell {
	char text[32];      /* a character and its marks; "" = right half of the cell before */
	unsigned char width; /* columns: 0 (right half), 1, 2 */
	unsigned char style;
};

struct canvas {
	int rows, cols;
	struct cell *cells; /* rows × cols */
	int cursor_row, cursor_col; /* -1: hidden */
};

void canvas_init(struct canvas *c, int rows, int cols); /* blank */
void canvas_done(struct canvas *c);
void canvas_resize(struct canvas *c, int rows, int cols); /* blank again */
void canvas_clear(struct canvas *c);

/*
 * Draws into `cols` columns from (row, col), cut with ".." and padded with
 * blanks on the right or the left; the columns really used by text.
 */
int canvas_put(struct canvas *c, int row, int col, int cols, enum style style, const char *text);
int canvas_put_right(struct canvas *c, int row, int col, int cols, enum style style,
		     const char *text);
int canvas_printf(struct canvas *c, int row, int col, int cols, enum style style, const char *fmt,
		  ...) PRINTF_LIKE(6, 7);
/* Columns that `text` takes when it is drawn, and one cluster of it (at least 1). */
int canvas_width(const char *text);
int canvas_cluster_width(const char *cluster, size_t len);

/*
 * The first line of visible text when lines have `cols` columns: its bytes, and
 * in *next where the following line begins. Breaks at blanks and between wide
 * characters, never before a closing mark or a small kana.
 */
size_t canvas_break(const char *text, int cols, size_t *next);
/* Appends `text` made visible, its line ends kept: what canvas_break reads. */
void canvas_add_visible(struct str *b, const char *text);
/* Text broken into lines of area.cols columns; lines used, at most area.rows. */
int canvas_wrap(struct canvas *c, struct rect area, enum style style, const char *text);
void canvas_fill(struct canvas *c, struct rect area, enum style style);
void canvas_restyle(struct canvas *c, struct rect area, enum style style); /* text stays */
void canvas_cursor(struct canvas *c, int row, int col);

/* The whole grid as lines without trailing blanks. */
void canvas_text(const struct canvas *c, struct str *out);

#endif
