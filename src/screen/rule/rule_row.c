/*
 * rule_row.c - a row of the rule book as a form. F10 puts what was typed into the table;
 * words that are tables themselves open as such.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/rule_row.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/staff.h"
#include "screen/choices.h"
#include "screen/rule/rule_change.h"
#include "screen/rule/rule_words.h"
#include "ui/dialog.h"

struct row_screen {
	struct rule_change *change;
	struct tree_path path; /* of the table */
	int row;
	struct arena arena;
	struct grid grid;
	struct rule_row_form form;
	struct editor *editor;
	struct str title;
};

static const struct grid_field *
focused(const struct row_screen *s)
{
	int at = editor_focus(s->editor);

	return at >= 0 ? &s->grid.fields[at] : NULL;
}

static bool
is_on_table(const void *state)
{
	const struct grid_field *f = focused(state);

	return f != NULL && f->kind == CELL_GRID;
}

static int
candidates(void *ctx, int field, const char *text, struct arena *a, struct candidate **out)
{
	const struct row_screen *s = ctx;

	(void)text;
	return rule_row_words(&s->form, field, a, out);
}

/* Typing cannot change a table; Enter opens it, and is the action's. */
static bool
key(void *state, const struct key *k)
{
	struct row_screen *s = state;
	struct err e = { .code = ERR_NONE };
	bool types = k->code == K_TEXT || k->code == K_PASTE || k->code == K_BACKSPACE ||
		     k->code == K_DELETE || k->code == K_CTRL_K || k->code == K_CTRL_U;

	if (is_on_table(s) && (k->code == K_ENTER || types)) {
		if (types)
			stack_say(s->change->app->stack, _("Enter opens it as a table."));
		return types;
	}
	if (k->code == K_ENTER && editor_at_end(s->editor))
		return false;
	bool handled = editor_key(s->editor, k, &e);

	if (e.code != ERR_NONE)
		stack_say_err(s->change->app->stack, &e);
	return handled || k->code == K_CTRL_Z;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	editor_draw(((struct row_screen *)state)->editor, c, area);
}

/* Is the row still what stands at its place, or was that taken back in a table below? */
static bool
stands_there(const struct row_screen *s, const struct grid *now)
{
	static const char *const words[] = { "code", "name" };

	if (s->row >= now->row_count || now->row_count != s->grid.row_count)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (!str_equal(grid_text(&s->grid, s->row, words[i]),
			       grid_text(now, s->row, words[i])))
			return false;
	return true;
}

/* A table below was changed: what its field says of it. */
static void
shown(void *state)
{
	struct row_screen *s = state;
	struct grid now;

	if (!grid_open(&s->arena, s->change->root, s->change->facts, &s->path, &now) ||
	    !stands_there(s, &now)) {
		stack_pop(s->change->app->stack);
		return;
	}
	for (int i = 0; i < s->grid.field_count; i++) {
		AUTO_STR words = STR_INIT;

		if (s->grid.fields[i].kind != CELL_GRID)
			continue;
		grid_add_words(&now, s->row, &s->grid.fields[i], &words);
		editor_put(s->editor, i, str_text(&words), 0);
	}
}

/* --- what is done --- */

static void
open_table(void *state)
{
	struct row_screen *s = state;
	struct grid now = s->grid;

	now.root = s->change->root;
	struct tree_path below = grid_below(&now, s->row, focused(s));

	screen_rule_place(s->change, &below);
}

static void
put_in(void *state)
{
	struct row_screen *s = state;
	struct err e = { .code = ERR_NONE };
	const struct yaml_node *root =
		rule_row_put(&s->form, s->editor, &s->change->arena, s->change->root, &e);

	if (root == NULL || !rule_row_accepts(&s->form, s->editor, root, &e)) {
		stack_say_err(s->change->app->stack, &e);
		return;
	}
	rule_change_put(s->change, root);
	if (rule_change_is_any(s->change))
		stack_say(s->change->app->stack, _("Not saved yet: F10 makes a new edition."));
	stack_pop(s->change->app->stack);
}

static bool
has_typed(const void *state)
{
	const struct row_screen *s = state;

	for (int i = 0; i < s->grid.field_count; i++)
		if (s->grid.fields[i].kind != CELL_GRID && editor_is_changed(s->editor, i))
			return true;
	return false;
}

static void
left(void *ctx, bool yes)
{
	struct row_screen *s = ctx;

	if (yes)
		stack_pop(s->change->app->stack);
}

static void
leave(void *state)
{
	struct row_screen *s = state;

	if (has_typed(s))
		dialog_confirm(s->change->app->stack, _("Leave the row as it was?"),
			       _("What was typed here is lost."), _("Leave"), left, s);
	else
		left(s, true);
}

static void
choices(void *state)
{
	struct row_screen *s = state;

	choices_show(s->change->app, s->editor);
}

static bool
offers_choices(const void *state)
{
	return editor_offers_candidates(((const struct row_screen *)state)->editor);
}

static const char *
title(const void *state)
{
	return str_text(&((const struct row_screen *)state)->title);
}

static void
close_row(void *state)
{
	struct row_screen *s = state;

	editor_free(s->editor);
	str_done(&s->title);
	arena_done(&s->arena);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("As a table"),
	  N_("Opens the table that stands in the field."), NULL, open_table, is_on_table },
	{ K_F10, K_CTRL_S, "put_in", N_("Put in"),
	  N_("Puts what was typed into the table. It is saved with a new edition only."),
	  "rule.approve", put_in, NULL },
	{ K_ENTER, K_NONE, "put_in", NULL, N_("In the last field: puts the row into the table."),
	  "rule.approve", put_in, NULL },
	CHOICES_ACTION(choices, offers_choices),
	{ K_F3, K_ESC, "back", N_("Back"), N_("Leaves the row as it was."), NULL, leave, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-row",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.close = close_row,
	.title = title,
};

void
screen_rule_row(struct rule_change *c, const struct tree_path *path, int row, int field)
{
	struct row_screen *s = mem_alloc(sizeof(*s));
	bool may = staff_may(c->app->desk, "rule.approve");

	s->change = c;
	s->path = *path;
	s->row = row;
	grid_open(&s->arena, c->root, c->facts, path, &s->grid);
	rule_row_form_init(&s->form, &s->grid, row, desk_today(c->app->desk));
	const struct editor_ops editor_ops = {
		.ctx = s, .lookup = &s->form.lookup, .candidates = candidates,
	};

	s->editor = editor_new(&s->form.form, &editor_ops, may ? EDITOR_EDIT : EDITOR_SHOW);
	rule_row_load(&s->form, s->editor);
	editor_set_focus(s->editor, field);
	str_addf(&s->title, "%s: ", rule_section_label(s->grid.section));
	grid_add_name(&s->grid, row, &s->title);
	stack_push(c->app->stack, &ops, s);
}
