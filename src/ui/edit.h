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

struct edit {
	struct str text;     /* always valid UTF-8 */
	size_t caret;        /* bytes, at a cluster boundary */
	int first;           /* columns (one line) or rows (several) scrolled out */
	int max;             /* characters at most; 0 = no limit */
	bool multi_line;
	bool secret;         /* a PIN: shown as * */
	struct str undo;     /* the text before the last burst of typing, for Ctrl-Z */
	bool has_undo;
};

void edit_init(struct edit *ed, int max, bool multi_line);
void edit_done(struct edit *ed);
void edit_set(struct edit *ed, const char *text); /* the caret goes to its end */
const char *edit_text(const struct edit *ed);
int edit_caret_clusters(const struct edit *ed);
void edit_set_caret_clusters(struct edit *ed, int clusters);

/*
 * Plays one key. True when the key was one of editing's own. Text that a field
 * may not hold (control, bidi, zero-width) is left out and said in `e`; what
 * exceeds `max` is refused whole, so that nothing is cut silently.
 */
bool edit_key(struct edit *ed, const struct key *k, bool *changed, struct err *e);

/* Draws into `area` and puts the canvas' cursor on the caret when `focused`. */
void edit_draw(struct edit *ed, struct canvas *c, struct rect area, enum style style, bool focused);

#endif
