/*
 * dialog_box.h - the frame that all dialogs share: a bar with the title, the
 * body, a bar beneath. No lines are drawn: their characters are of ambiguous
 * width on Japanese terminals.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_DIALOG_BOX_H
#define UI_DIALOG_BOX_H

#include "ui/canvas.h"

/* Draws the frame in the middle of `area`, for a body of so many rows and columns; the body. */
struct rect dialog_box(struct canvas *c, struct rect area, const char *title, int rows, int cols);
/* Columns for running text in a box in `area`. */
int dialog_text_cols(struct rect area);
/* Lines of `text` at that width. */
int dialog_text_rows(const char *text, int cols);

#endif
