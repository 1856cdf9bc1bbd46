/* menu.c - the numbered menu, a grid of entries of equal width. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/menu.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/utf8.h"

enum { DIGIT_COLS = 2, GAP = 2 };

static bool
move_to(struct menu *m, int to)
{
	if (to < 0 || to >= m->count)
		return false;
	m->current = to;
	return true;
}

/* A line up or down; into a short last line at its last entry. */
static bool
move_line(struct menu *m, bool down)
{
	int per_row = m->per_row > 0 ? m->per_row : 1;
	int to = m->current + (down ? per_row : -per_row);

	if (down && to >= m->count && m->current / per_row < (m->count - 1) / per_row)
		to = m->count - 1;
	return move_to(m, to);
}

/* The entry whose digit or letter `text` is, or -1. */
static int
entry_of(const struct menu *m, const char *text)
{
	AUTO_FREE char *typed = utf8_narrow(text);

	if (typed[0] == '\0' || typed[1] != '\0' || typed[0] == ' ')
		return -1;
	for (int i = 0; i < m->count; i++)
		if (tolower((unsigned char)m->items[i].digit) == tolower((unsigned char)typed[0]))
			return i;
	return -1;
}

bool
menu_key(struct menu *m, const struct key *k, int *chosen)
{
	*chosen = -1;
	if (m->count == 0)
		return false;
	if (k->code == K_TEXT) {
		*chosen = entry_of(m, k->text);
		return *chosen >= 0 && move_to(m, *chosen);
	}
	if (k->code == K_ENTER) {
		*chosen = m->current;
		return true;
	}
	if (k->code == K_LEFT || k->code == K_RIGHT) {
		move_to(m, m->current + (k->code == K_LEFT ? -1 : 1));
		return true;
	}
	if (k->code == K_UP || k->code == K_DOWN)
		return move_line(m, k->code == K_DOWN);
	if (k->code == K_HOME || k->code == K_END)
		return move_to(m, k->code == K_HOME ? 0 : m->count - 1);
	return false;
}

static int
entry_cols(const struct menu *m)
{
	int widest = 0;

	for (int i = 0; i < m->count; i++) {
		int width = canvas_width(m->items[i].label);

		widest = width > widest ? width : widest;
	}
	return DIGIT_COLS + widest;
}

int
menu_draw(struct menu *m, struct canvas *c, struct rect area, bool focused)
{
	int cols = entry_cols(m);

	m->per_row = (area.cols + GAP) / (cols + GAP);
	if (m->per_row < 1)
		m->per_row = 1;
	for (int i = 0; i < m->count; i++) {
		int row = area.row + i / m->per_row;
		int col = area.col + i % m->per_row * (cols + GAP);
		int room = area.col + area.cols - col;
		bool here = focused && i == m->current;

		if (row >= area.row + area.rows)
			break;
		room = room < cols ? room : cols;
		canvas_printf(c, row, col, DIGIT_COLS, here ? STYLE_FOCUS : STYLE_KEY, "%c",
			      m->items[i].digit);
		canvas_put(c, row, col + DIGIT_COLS, room - DIGIT_COLS,
			   here ? STYLE_FOCUS : STYLE_NORMAL, m->items[i].label);
		if (here)
			canvas_cursor(c, row, col);
	}
	int rows = (m->count + m->per_row - 1) / m->per_row;

	return rows < area.rows ? rows : area.rows;
}
