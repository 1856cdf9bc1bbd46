/* dialog_box.c - the frame of a dialog, cut to the room there is. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/dialog_box.h"

#include "base/str.h"

enum { MARGIN = 2, TEXT_COLS_MAX = 72, SCRAPS = 10 };

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

int
dialog_text_cols(struct rect area)
{
	int cols = smaller(area.cols - 2 * MARGIN, TEXT_COLS_MAX);

	return cols > 1 ? cols : 1;
}

int
dialog_text_rows(const char *text, int cols)
{
	AUTO_STR all = STR_INIT;
	int rows = 0;

	canvas_add_visible(&all, text);
	for (const char *s = str_text(&all); *s != '\0'; rows++) {
		size_t next;

		canvas_break(s, cols, &next);
		s += next;
	}
	return rows;
}

/*
 * Blanks the box and a column around it; where only scraps of the screen below
 * would be left beside it, those too.
 */
static void
clear_around(struct canvas *c, struct rect area, struct rect box)
{
	int left = box.col - area.col, right = area.cols - left - box.cols;

	if (left <= SCRAPS && right <= SCRAPS) {
		canvas_fill(c, (struct rect){ box.row, area.col, box.rows, area.cols },
			    STYLE_NORMAL);
		return;
	}
	canvas_fill(c, (struct rect){ box.row, box.col - (left > 0), box.rows,
				      box.cols + (left > 0) + (right > 0) },
		    STYLE_NORMAL);
}

struct rect
dialog_box(struct canvas *c, struct rect area, const char *title, int rows, int cols)
{
	int bars = area.rows >= rows + 2 ? 2 : area.rows >= rows + 1 || area.rows > 3 ? 1 : 0;
	int title_cols = canvas_width(title);
	struct rect box;

	cols = smaller((title_cols > cols ? title_cols : cols) + 2 * MARGIN, area.cols);
	rows = smaller(rows, area.rows - bars);
	box.rows = rows + bars;
	box.cols = cols;
	box.row = area.row + (area.rows - box.rows) / 2;
	box.col = area.col + (area.cols - cols) / 2;
	clear_around(c, area, box);
	if (bars > 0) {
		canvas_put(c, box.row, box.col, cols, STYLE_BAR, "");
		canvas_put(c, box.row, box.col + MARGIN, cols - MARGIN, STYLE_BAR, title);
	}
	if (bars > 1)
		canvas_put(c, box.row + box.rows - 1, box.col, cols, STYLE_BAR, "");
	return (struct rect){
		.row = box.row + (bars > 0),
		.col = box.col + MARGIN,
		.rows = rows,
		.cols = cols > 2 * MARGIN ? cols - 2 * MARGIN : 1,
	};
}
