/*
 * rule_entry.c - an entry of the rule book in its own words, as text that can be
 * changed; F10 makes a new edition of the book with it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_shelf.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/staff.h"
#include "screen/rule_draft.h"
#include "screen/rule_words.h"
#include "ui/edit.h"

struct entry_screen {
	struct app *app;
	const struct rule_shelf *shelf; /* of a screen below */
	int entry;
	struct str title;
	struct edit edit;
};

static bool
may_change(const struct entry_screen *s)
{
	return staff_may(s->app->desk, "rule.approve");
}

/* Enter begins a line: there is nothing else that it could mean in a text. */
static bool
key(void *state, const struct key *k)
{
	struct entry_screen *s = state;
	const struct key new_line = { K_CTRL_J, NULL };
	struct err e = { .code = ERR_NONE };
	bool changed = false;

	if (!may_change(s))
		return false;
	bool handled = edit_key(&s->edit, k->code == K_ENTER ? &new_line : k, &changed, &e);

	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	return handled || k->code == K_CTRL_Z;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct entry_screen *s = state;
	struct rect hint = { area.row + area.rows - 2, area.col + 1, 2, area.cols - 2 };

	area.col++;
	area.cols -= 2;
	if (area.rows > 8) {
		area.rows -= 3;
		canvas_wrap(c, hint, STYLE_HINT,
			    _("The words are those of docs/rules.md. Keep the blanks at the "
			      "beginning of a line: they say what belongs to what."));
	}
	edit_draw(&s->edit, c, area, STYLE_NORMAL, may_change(s));
}

static bool
has_changes(const void *state)
{
	const struct entry_screen *s = state;

	return strcmp(edit_text(&s->edit), s->shelf->entries[s->entry].text) != 0;
}

static void
new_edition(void *state)
{
	struct entry_screen *s = state;
	const char *text = edit_text(&s->edit);
	AUTO_STR whole = STR_INIT;

	/* The next entry begins on a line of its own. */
	str_add(&whole, text);
	if (!str_ends(text, "\n"))
		str_add_char(&whole, '\n');
	rule_draft_begin(s->app, s->shelf, s->entry, str_text(&whole));
}

static void
as_before(void *state)
{
	struct entry_screen *s = state;

	edit_replace(&s->edit, s->shelf->entries[s->entry].text);
}

static void
leave(void *state)
{
	rule_draft_leave(((struct entry_screen *)state)->app);
}

static const char *
title(const void *state)
{
	const struct entry_screen *s = state;

	return str_text(&s->title);
}

static void
close_entry(void *state)
{
	struct entry_screen *s = state;

	edit_done(&s->edit);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	RULE_DRAFT_ACTIONS(new_edition, as_before, leave, has_changes),
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-entry",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_entry,
	.title = title,
};

void
screen_rule_entry(struct app *app, const struct rule_shelf *shelf, enum rule_section section,
		  int index)
{
	struct entry_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->shelf = shelf;
	s->entry = rule_shelf_entry(shelf, section, index);
	str_addf(&s->title, "%s: %s", rule_section_label(section),
		 rule_entry_at(shelf->book, section, index)->name);
	edit_init(&s->edit, 0, true);
	edit_set(&s->edit, shelf->entries[s->entry].text);
	edit_set_caret_clusters(&s->edit, 0);
	stack_push(app->stack, &ops, s);
}
