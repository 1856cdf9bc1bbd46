/*
 * rule_section.c - a section of the rule book as a table that reads like the
 * by-law: the entry, its sentence, when it applies, what it says.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule_shelf.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/rule_words.h"
#include "screen/table.h"

enum { BY_LAW = 1, COLUMNS = 4, WHOLE_ROWS = 4, LEAST_ROWS = 6 };

struct section_screen {
	struct app *app;
	const struct rule_shelf *shelf; /* of the screen below */
	enum rule_section section;
	struct list_column columns[COLUMNS];
	struct table table; /* ids are positions in the section and one */
};

static void
load(struct section_screen *s)
{
	int count = rule_entry_count(s->shelf->book, s->section);

	table_clear(&s->table);
	for (int i = 0; i < count; i++) {
		const struct rule *r = rule_entry_at(s->shelf->book, s->section, i);
		int entry = rule_shelf_entry(s->shelf, s->section, i);
		AUTO_STR when = STR_INIT;
		AUTO_STR words = STR_INIT;

		if (entry == NONE)
			continue;
		rule_when_words(s->shelf->book, r, &when);
		rule_other_words(s->shelf->entries[entry].text, &words);

		const char *cells[COLUMNS] = { r->name, r->by_law, str_text(&when),
					       str_text(&words) };

		table_add(&s->table, i + 1, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
}

static bool
key(void *state, const struct key *k)
{
	struct section_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

/* Below the list the sentence of the entry at the cursor in full, then what it says. */
static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct section_screen *s = state;
	struct rect below = area;

	if (area.rows >= LEAST_ROWS + WHOLE_ROWS) {
		area.rows -= WHOLE_ROWS;
		below.row += area.rows;
		below.rows = 2;
		below.col++;
		below.cols -= 2;
		canvas_wrap(c, below, STYLE_NORMAL, table_current_cell(&s->table, BY_LAW));
		below.row += 2;
		if (s->section != RULE_PRICES) /* has a screen of its own */
			canvas_wrap(c, below, STYLE_HINT,
				    table_current_cell(&s->table, COLUMNS - 1));
	}
	list_draw(s->table.view, c, area);
}

static void
open_entry(void *state)
{
	struct section_screen *s = state;
	int at = (int)table_current(&s->table) - 1;

	if (at < 0)
		return;
	if (s->section == RULE_PRICES)
		screen_rule_table(s->app, s->shelf, at);
	else
		screen_rule_entry(s->app, s->shelf, s->section, at);
}

static const char *
title(const void *state)
{
	const struct section_screen *s = state;

	return rule_section_label(s->section);
}

static void
close_section(void *state)
{
	struct section_screen *s = state;

	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Shows the entry at the cursor: a price table as a table, any other in its words."),
	  NULL, open_entry, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-section",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_section,
	.title = title,
};

void
screen_rule_section(struct app *app, const struct rule_shelf *shelf, enum rule_section section)
{
	struct section_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->shelf = shelf;
	s->section = section;
	s->columns[0] = (struct list_column){ .label = _("Name of the rule"), .width = 18 };
	s->columns[1] = (struct list_column){ .label = _("By-law"), .width = 30, .stretch = true };
	s->columns[2] = (struct list_column){ .label = _("Applies when"), .width = 24 };
	s->columns[3] = (struct list_column){ .label = _("What it says"), .width = 40 };
	table_init(&s->table, s->columns, COLUMNS);
	load(s);
	stack_push(app->stack, &ops, s);
}
