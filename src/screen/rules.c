/* rules.c - the rule book in force: its sections, each with how much stands in it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/rule_shelf.h"
#include "screen/rule_words.h"
#include "screen/table.h"

struct rules_screen {
	struct app *app;
	struct rule_shelf shelf;
	struct list_column columns[3];
	struct table table; /* ids are sections and one */
	struct str title;
};

/* The names of the first entries, as many as a line may show. */
static void
add_names(const struct book *b, enum rule_section section, struct str *out)
{
	enum { SHOWN = 6 };
	int count = rule_entry_count(b, section);

	for (int i = 0; i < count && i < SHOWN; i++) {
		const char *name = rule_entry_at(b, section, i)->name;

		str_addf(out, "%s%s", out->len > 0 && name[0] != '\0' ? _(", ") : "", name);
	}
	if (count > SHOWN)
		str_add(out, " ..");
}

static void
load(struct rules_screen *s)
{
	table_clear(&s->table);
	for (int i = 0; i < RULE_SECTION_COUNT; i++) {
		enum rule_section section = (enum rule_section)i;
		int count = rule_entry_count(s->shelf.book, section);
		AUTO_STR names = STR_INIT;
		AUTO_STR number = STR_INIT;

		if (rule_shelf_entry(&s->shelf, section, 0) == NONE)
			continue;
		add_names(s->shelf.book, section, &names);
		str_addf(&number, "%d", count);

		const char *cells[3] = { rule_section_label(section), str_text(&number),
					 str_text(&names) };

		table_add(&s->table, i + 1, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
	str_clear(&s->title);
	/* L10N: the rule book's name. */
	str_addf(&s->title, _("Rules: %s"), s->shelf.book->title.name);
}

/* A new edition may have been saved on the screen that was closed, or at another desk. */
static void
shown(void *state)
{
	struct rules_screen *s = state;
	struct rule_shelf newer;
	struct err e;

	if (!rule_shelf_open(&newer, s->app, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	rule_shelf_done(&s->shelf);
	s->shelf = newer;
	load(s);
}

static bool
key(void *state, const struct key *k)
{
	struct rules_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct rules_screen *s = state;

	list_draw(s->table.view, c, area);
}

static void
open_section(void *state)
{
	struct rules_screen *s = state;
	int64_t row = table_current(&s->table);

	if (row != 0)
		screen_rule_section(s->app, &s->shelf, (enum rule_section)(row - 1));
}

static void
try_it(void *state)
{
	screen_rule_try(((struct rules_screen *)state)->app);
}

static const char *
title(const void *state)
{
	const struct rules_screen *s = state;

	return str_text(&s->title);
}

static void
close_rules(void *state)
{
	struct rules_screen *s = state;

	table_done(&s->table);
	rule_shelf_done(&s->shelf);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Shows what the section at the cursor says."), NULL, open_section, NULL },
	{ K_F5, K_CTRL_Q, "try_rules", N_("Try it"),
	  N_("Asks the rule book about a use."), NULL, try_it, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rules",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.close = close_rules,
	.title = title,
};

static struct rules_screen *
open_rules(struct app *app)
{
	struct rules_screen *s = mem_alloc(sizeof(*s));
	struct err e;

	s->app = app;
	if (!rule_shelf_open(&s->shelf, app, &e)) {
		stack_say_err(app->stack, &e);
		free(s);
		return NULL;
	}
	s->columns[0] = (struct list_column){ .label = _("Section"), .width = 24 };
	s->columns[1] = (struct list_column){ .label = _("Entries"), .width = 6,
					      .align_right = true };
	s->columns[2] = (struct list_column){ .label = _("What stands there"), .width = 30,
					      .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	load(s);
	stack_push(app->stack, &ops, s);
	return s;
}

void
screen_rules(struct app *app)
{
	open_rules(app);
}

void
screen_prices(struct app *app)
{
	struct rules_screen *s = open_rules(app);

	if (s != NULL)
		screen_rule_section(app, &s->shelf, RULE_PRICES);
}
