/*
 * edit.h - editing one text: an array of grapheme clusters with a caret, a
 * window that scrolls, undo, bracketed paste. Used for every field, filter and
 * command line. Japanese is edited by what a reader calls a character: か + ゙,
 * 葛 + variation selector, ｱﾞ as two cells.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "ui/canvas.h"
#include "ui/key.h"

struct edit_past; /* a text and caret to go back to */

struct edit {
	struct str text; /* always valid UTF-8, unless edit_set was given other bytes */
	size_t caret;    /* bytes, at a cluster boundary */
	int first;       /* columns (one line) or rows (several) scrolled out */
	int max;         /* characters at most; 0 = no limit */
	bool multi_line;
	bool secret;     /* a PIN: shown as *, wiped when done */
	bool is_fresh;   /* just come to: the first character typed replaces the text */
	int cols;        /* several lines: columns of the area when it was last drawn */
	int goal;        /* several lines: the column that Up and Down keep to, -1 = none */
	struct edit_past *past; /* what Ctrl-Z goes back through, latest last */
	int past_count;
	int burst;       /* the kind of change that goes on: Ctrl-Z takes it back at once */
};

void edit_init(struct edit *ed, int max, bool multi_line);
void edit_done(struct edit *ed);
void edit_set(struct edit *ed, const char *text); /* the caret goes to its end */
/* The same as one change that Ctrl-Z takes back; neither limited nor cleaned. */
void edit_replace(struct edit *ed, const char *text);
const char *edit_text(const struct edit *ed);
int edit_caret_clusters(const struct edit *ed);
void edit_set_caret_clusters(struct edit *ed, int clusters);

/*
 * Plays one key. True when the key was one of editing's own: text, paste,
 * Backspace, Delete, arrows, Home and Ctrl-A, End and Ctrl-E, Ctrl-K and Ctrl-U
 * (delete to the end, to the beginning of the line), Ctrl-Z (undo); in several
 * lines also Ctrl-J (new line), and Up and Down while there is a line to go to.
 *
 * Text that a field may not hold (control, bidi, zero-width) is left out and
 * said in `e`; the rest is kept. Line ends and tabs pasted into one line become
 * blanks. What exceeds `max` is refused whole, so that nothing is cut silently.
 * Decomposed kana and Latin letters are composed as they arrive.
 */
bool edit_key(struct edit *ed, const struct key *k, bool *changed, struct err *e);

/* Rows that the text needs in `cols` columns; 1 for one line. */
int edit_rows(const struct edit *ed, int cols);

/*
 * Draws into `area` and puts the canvas' cursor on the caret when `focused`.
 * "<" and ">" at an edge mean that there is more.
 */
void edit_draw(struct edit *ed, struct canvas *c, struct rect area, enum style style, bool focused);

#endif
