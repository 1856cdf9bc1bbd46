/*
 * rule_table.c - a part of the rule book as a table: its rows, added, copied, moved and
 * taken out; a cell opens the row's fields or the table that stands there.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_table.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/rule/rule_draft.h"

static void
keep_within(int *at, int count)
{
	if (*at >= count)
		*at = count - 1;
	if (*at < 0)
		*at = 0;
}

/* Reads the table again; the cursor stays where it was. Leaves one whose entry is taken back. */
static void
load(struct rule_table *t)
{
	arena_done(&t->arena);
	if (!grid_open(&t->arena, t->change->root, t->change->facts, &t->path, &t->grid)) {
		stack_pop(t->change->app->stack);
		return;
	}
	rule_table_lay_out(t);
	keep_within(&t->row, t->grid.row_count);
	keep_within(&t->column, t->column_count);
	str_clear(&t->title);
	rule_table_add_title(t, &t->title);
}

/* Changed by a screen above, or taken back there; a row that nobody filled in is none. */
static void
shown(void *state)
{
	struct rule_table *t = state;

	if (t->added != NULL && t->added == t->change->root)
		rule_change_back(t->change);
	t->added = NULL;
	if (t->grid.root != t->change->root)
		load(t);
}

/* --- moving --- */

static bool
move_rows(struct rule_table *t, int step)
{
	t->row += step;
	keep_within(&t->row, t->grid.row_count);
	return true;
}

static bool
move_columns(struct rule_table *t, int step)
{
	t->column += step;
	keep_within(&t->column, t->column_count);
	return true;
}

static bool
key(void *state, const struct key *k)
{
	struct rule_table *t = state;

	switch ((int)k->code) {
	case K_UP:
	case K_DOWN:
		return move_rows(t, k->code == K_DOWN ? 1 : -1);
	case K_PAGE_UP:
	case K_PAGE_DOWN:
		return move_rows(t, k->code == K_PAGE_DOWN ? 10 : -10);
	case K_LEFT:
	case K_RIGHT:
		return move_columns(t, k->code == K_RIGHT ? 1 : -1);
	case K_HOME:
	case K_END:
		move_rows(t, k->code == K_END ? t->grid.row_count : -t->grid.row_count);
		return move_columns(t, k->code == K_END ? 0 : -t->column_count);
	case K_CTRL_Z:
		rule_change_back(t->change);
		shown(t);
		return true;
	default:
		return false;
	}
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	rule_table_draw(state, c, area);
}

/* --- what is done --- */

static bool
has_row(const void *state)
{
	return ((const struct rule_table *)state)->grid.row_count > 0;
}

/* A price table opens as one; who wants its other words goes to their cells. */
static const struct grid_field *
field_meant(const struct rule_table *t)
{
	int field = t->columns[t->column].field;

	for (int i = 0; field == NONE && i < t->grid.field_count; i++) {
		const struct grid_field *f = &t->grid.fields[i];

		if (f->row != NULL && f->row->takes == TAKES_OTHER && f->row->block)
			return f;
	}
	return field == NONE ? &t->grid.fields[0] : &t->grid.fields[field];
}

static void
open_cell(void *state)
{
	struct rule_table *t = state;
	const struct grid_field *f = field_meant(t);

	if (f->kind == CELL_GRID) {
		struct tree_path below = grid_below(&t->grid, t->row, f);

		screen_rule_place(t->change, &below);
	} else {
		screen_rule_row(t->change, &t->path, t->row, (int)(f - t->grid.fields));
	}
}

static void
open_row(void *state)
{
	struct rule_table *t = state;

	screen_rule_row(t->change, &t->path, t->row, 0);
}

static void
change_to(struct rule_table *t, const struct yaml_node *root, int row)
{
	rule_change_put(t->change, root);
	t->row = row;
	load(t);
}

/* The table, making trees that live as long as the change. */
static struct grid
lasting(struct rule_table *t)
{
	struct grid g = t->grid;

	g.arena = &t->change->arena;
	return g;
}

static void
add_row(void *state)
{
	struct rule_table *t = state;
	struct grid g = lasting(t);
	int at = t->grid.row_count > 0 ? t->row + 1 : 0;

	change_to(t, grid_add_row(&g, at), at);
	t->added = t->change->root;
	screen_rule_row(t->change, &t->path, at, 0);
}

static void
copy_row(void *state)
{
	struct rule_table *t = state;
	struct grid g = lasting(t);

	change_to(t, grid_copy_row(&g, t->row), t->row + 1);
	stack_say(t->change->app->stack, _("Copied, without its code: two rows have never the "
					   "same."));
}

static void
take_row(void *state)
{
	struct rule_table *t = state;
	struct grid g = lasting(t);
	AUTO_STR name = STR_INIT;

	grid_add_name(&t->grid, t->row, &name);
	change_to(t, grid_take_row(&g, t->row), t->row);
	/* L10N: a row of the rule book. */
	stack_say(t->change->app->stack, _("%s is taken out. ^Z brings it back."),
		  str_text(&name));
}

static void
move_row(struct rule_table *t, int step)
{
	struct grid g = lasting(t);
	int to = t->row + step;

	if (to >= 0 && to < t->grid.row_count)
		change_to(t, grid_move_row(&g, t->row, step), to);
}

static void
row_up(void *state)
{
	move_row(state, -1);
}

static void
row_down(void *state)
{
	move_row(state, 1);
}

static bool
has_rows(const void *state)
{
	const struct rule_table *t = state;

	return t->grid.row_count > 1;
}

/* Only what is an entry of a section has a text of its own in the file. */
static bool
is_entry(const void *state)
{
	const struct rule_table *t = state;

	return t->path.count == 1 && t->grid.row_count > 0;
}

static void
as_text(void *state)
{
	struct rule_table *t = state;
	struct tree_path entry = tree_path_index(&t->path, t->row);

	screen_rule_text(t->change, &entry);
}

static void
try_it(void *state)
{
	screen_rule_try_change(((struct rule_table *)state)->change);
}

static bool
has_changes(const void *state)
{
	return rule_change_is_any(((const struct rule_table *)state)->change);
}

static void
new_edition(void *state)
{
	rule_draft_begin(((struct rule_table *)state)->change);
}

static void
as_before(void *state)
{
	struct rule_table *t = state;

	rule_change_forget(t->change);
	load(t);
}

static const char *
title(const void *state)
{
	return str_text(&((const struct rule_table *)state)->title);
}

static void
close_table(void *state)
{
	struct rule_table *t = state;

	str_done(&t->title);
	arena_done(&t->arena);
	free(t);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Opens the cell at the cursor: the fields of its row, or the table that "
	     "stands there."),
	  NULL, open_cell, has_row },
	{ K_F4, K_CTRL_V, "row", N_("Row"),
	  N_("Shows every field of the row, also the empty ones."), NULL, open_row, has_row },
	{ K_INSERT, K_CTRL_N, "add", N_("Add"), N_("Adds a row below the one at the cursor."),
	  "rule.approve", add_row, NULL },
	{ K_F6, K_CTRL_O, "copy", N_("Copy"), N_("Adds a copy of the row below it."),
	  "rule.approve", copy_row, has_row },
	{ K_DELETE, K_CTRL_D, "take_out", N_("Take out"), N_("Takes the row out of the book."),
	  "rule.approve", take_row, has_row },
	{ K_F7, K_CTRL_P, "up", NULL, N_("Moves the row up: what stands first holds first."),
	  "rule.approve", row_up, has_rows },
	{ K_F8, K_CTRL_F, "down", NULL, N_("Moves the row down."),
	  "rule.approve", row_down, has_rows },
	{ K_F9, K_CTRL_T, "try_rules", N_("Try it"),
	  N_("Asks the book about a use, with the changes as they are now."), NULL, try_it, NULL },
	RULE_DRAFT_ACTIONS(new_edition, as_before, has_changes),
	{ K_F11, K_CTRL_E, "as_text", N_("As text"),
	  N_("Shows the row in the words of the file, for those who know them."), NULL, as_text,
	  is_entry },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-table",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.close = close_table,
	.title = title,
};

void
screen_rule_table(struct rule_change *c, const struct tree_path *path)
{
	struct rule_table *t = mem_alloc(sizeof(*t));

	t->change = c;
	t->path = *path;
	stack_push(c->app->stack, &ops, t);
	load(t);
}
