/*
 * rule_table.c - a price table of the rule book as a table: rows, columns, yen. A
 * changed price stays here until a new edition is made of it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_shelf.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "rule/space.h"
#include "screen/rule_draft.h"
#include "screen/rule_words.h"
#include "ui/dialog.h"

enum { NAME_COLS = 26, CELL_COLS = 13, HEAD_ROWS = 3 };

struct table_screen {
	struct app *app;
	const struct rule_shelf *shelf; /* of a screen below */
	const struct price_table *table;
	int index;                   /* of it among the tables */
	int64_t *cells;              /* as the clerk wants them */
	int row, column;             /* the cursor */
	int first_row, first_column; /* scrolled out before it */
	struct str when;
};

static int
column_count(const struct table_screen *s)
{
	return s->table->columns_by == NONE ? 1 : s->table->column_count;
}

static int64_t
cell_at(const struct table_screen *s, int row, int column)
{
	return s->cells[row * column_count(s) + column];
}

static void
move(int *at, int step, int count)
{
	int to = *at + step;

	*at = to < 0 ? 0 : to >= count ? count - 1 : to;
}

static bool
key(void *state, const struct key *k)
{
	struct table_screen *s = state;
	int rows = s->table->row_count, columns = column_count(s);

	switch ((int)k->code) {
	case K_UP:
		move(&s->row, -1, rows);
		return true;
	case K_DOWN:
		move(&s->row, 1, rows);
		return true;
	case K_PAGE_UP:
		move(&s->row, -10, rows);
		return true;
	case K_PAGE_DOWN:
		move(&s->row, 10, rows);
		return true;
	case K_LEFT:
		move(&s->column, -1, columns);
		return true;
	case K_RIGHT:
		move(&s->column, 1, columns);
		return true;
	case K_HOME:
		s->row = s->column = 0;
		return true;
	case K_END:
		s->row = rows - 1;
		s->column = columns - 1;
		return true;
	default:
		return false;
	}
}

/* --- drawing --- */

/* The first of `room` that are shown, so that `at` is among them. */
static int
first_shown(int first, int at, int room)
{
	if (at < first)
		return at;
	return at >= first + room ? at - room + 1 : first;
}

static bool
is_changed(const struct table_screen *s, int row, int column)
{
	int at = row * column_count(s) + column;

	return s->cells[at] != s->table->cells[at];
}

static void
draw_cell(const struct table_screen *s, struct canvas *c, struct rect at, int row, int column)
{
	AUTO_STR text = STR_INIT;
	int64_t yen = cell_at(s, row, column);
	bool focused = row == s->row && column == s->column;

	if (yen == NOT_SOLD)
		str_add(&text, _("not let"));
	else
		yen_add_unit(&text, yen);
	if (is_changed(s, row, column))
		str_add_char(&text, '*');
	canvas_put_right(c, at.row, at.col, at.cols, focused ? STYLE_FOCUS : STYLE_NORMAL,
			 str_text(&text));
}

static void
draw_row(const struct table_screen *s, struct canvas *c, struct rect area, int row)
{
	const struct price_table *t = s->table;
	AUTO_STR name = STR_INIT;

	choices_words(&s->shelf->book->facts[t->rows_by], &t->rows[row], &name);
	canvas_put(c, area.row, area.col, NAME_COLS - 1, STYLE_LABEL, str_text(&name));
	area.col += NAME_COLS;
	for (int i = s->first_column; i < column_count(s) && area.cols >= NAME_COLS + CELL_COLS;
	     i++) {
		draw_cell(s, c, (struct rect){ area.row, area.col, 1, CELL_COLS - 1 }, row, i);
		area.col += CELL_COLS;
		area.cols -= CELL_COLS;
	}
}

static void
draw_head(const struct table_screen *s, struct canvas *c, struct rect area)
{
	const struct price_table *t = s->table;
	int col = area.col + NAME_COLS, end = area.col + area.cols - CELL_COLS;
	int count = t->columns_by != NONE ? t->column_count : 0;

	canvas_put(c, area.row, area.col, area.cols, STYLE_NORMAL, t->rule.by_law);
	canvas_put(c, area.row + 1, area.col, area.cols, STYLE_HINT, str_text(&s->when));
	for (int i = s->first_column; i < count && col <= end; i++, col += CELL_COLS)
		canvas_put_right(c, area.row + 2, col, CELL_COLS - 1, STYLE_TITLE,
				 s->shelf->book->facts[t->columns_by].choices[t->columns[i]].name);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct table_screen *s = state;
	int rows = area.rows - HEAD_ROWS, columns = (area.cols - 1 - NAME_COLS) / CELL_COLS;

	if (rows < 1 || columns < 1)
		return;
	area.col++;
	area.cols--;
	s->first_row = first_shown(s->first_row, s->row, rows);
	s->first_column = first_shown(s->first_column, s->column, columns);
	draw_head(s, c, area);
	for (int i = 0; i < rows && s->first_row + i < s->table->row_count; i++)
		draw_row(s, c,
			 (struct rect){ area.row + HEAD_ROWS + i, area.col, 1, area.cols },
			 s->first_row + i);
}

/* --- changing --- */

static bool
has_changes(const void *state)
{
	const struct table_screen *s = state;
	size_t count = (size_t)s->table->row_count * (size_t)column_count(s);

	return memcmp(s->cells, s->table->cells, count * sizeof(*s->cells)) != 0;
}

static void
typed(void *ctx, const char *text)
{
	struct table_screen *s = ctx;
	int64_t yen = NOT_SOLD;
	struct err e;

	if (text == NULL)
		return;
	if (text[0] != '\0' && !yen_parse(text, &yen, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	if (yen != NOT_SOLD && yen < 0) {
		stack_say(s->app->stack, _("A price is 0 yen or more."));
		return;
	}
	s->cells[s->row * column_count(s) + s->column] = yen;
	if (has_changes(s))
		stack_say(s->app->stack, _("Not saved yet: F10 makes a new edition."));
}

static void
change(void *state)
{
	struct table_screen *s = state;
	int64_t yen = cell_at(s, s->row, s->column);
	AUTO_STR text = STR_INIT;

	if (yen != NOT_SOLD)
		str_addf(&text, "%lld", (long long)yen);
	dialog_text(s->app->stack, s->table->rule.name, _("Yen; empty: it is not let so."),
		    str_text(&text), false, typed, s);
}

static void
as_before(void *state)
{
	struct table_screen *s = state;
	size_t count = (size_t)s->table->row_count * (size_t)column_count(s);

	memcpy(s->cells, s->table->cells, count * sizeof(*s->cells));
}

/* The line "  rows:" and what stands below it, as the prices are now. */
static void
add_rows(const struct table_screen *s, struct str *out)
{
	str_add(out, "  rows:\n");
	for (int i = 0; i < s->table->row_count; i++) {
		str_addf(out, "    %s: [", s->table->row_codes[i]);
		for (int k = 0; k < column_count(s); k++) {
			int64_t yen = cell_at(s, i, k);

			str_add(out, k > 0 ? ", " : "");
			if (yen == NOT_SOLD)
				str_add(out, "\"-\"");
			else
				str_addf(out, "%lld", (long long)yen);
		}
		str_add(out, "]\n");
	}
}

/* The words of an entry stand two columns in, the values below them deeper. */
static void
write_entry(const struct table_screen *s, const char *text, struct str *out)
{
	bool in_rows = false;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n") + 1;

		if (!str_starts(text, "   ")) {
			in_rows = str_starts(text, "  rows:");
			if (in_rows)
				add_rows(s, out);
		}
		if (!in_rows)
			str_add_len(out, text, len);
		text += len;
	}
}

static void
new_edition(void *state)
{
	struct table_screen *s = state;
	int entry = rule_shelf_entry(s->shelf, RULE_PRICES, s->index);
	AUTO_STR text = STR_INIT;

	write_entry(s, s->shelf->entries[entry].text, &text);
	rule_draft_begin(s->app, s->shelf, entry, str_text(&text));
}

static void
leave(void *state)
{
	rule_draft_leave(((struct table_screen *)state)->app);
}

static const char *
title(const void *state)
{
	const struct table_screen *s = state;

	return s->table->rule.name;
}

static void
close_table(void *state)
{
	struct table_screen *s = state;

	str_done(&s->when);
	free(s->cells);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "change", N_("Change"),
	  N_("Changes the price at the cursor. It is saved with a new edition only."),
	  "rule.approve", change, NULL },
	RULE_DRAFT_ACTIONS(new_edition, as_before, leave, has_changes),
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-table",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_table,
	.title = title,
};

void
screen_rule_table(struct app *app, const struct rule_shelf *shelf, int table)
{
	struct table_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->shelf = shelf;
	s->table = &shelf->book->prices[table];
	s->index = table;
	s->cells = mem_alloc((size_t)(s->table->row_count * column_count(s) + 1) *
			     sizeof(*s->cells));
	as_before(s);
	rule_when_words(shelf->book, &s->table->rule, &s->when);
	stack_push(app->stack, &ops, s);
}
