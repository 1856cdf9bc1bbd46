/* rules.c - the rule book in force: its sections, each with how much stands in it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/rule/rule_store.h"
#include "screen/rule/rule_draft.h"
#include "screen/rule/rule_words.h"
#include "screen/table.h"
#include "ui/dialog.h"

struct rules_screen {
	struct app *app;
	struct rule_change change;
	struct list_column columns[3];
	struct table table; /* ids are sections and one */
	struct arena arena;
	struct rule_site *sites; /* in it */
	int site_count;
	const struct yaml_node *root; /* that the table shows */
	struct str title;
};

enum { NAMES_SHOWN = 6 };

/* The names of the first rows, as many as a line may show. */
static void
add_names(const struct grid *g, struct str *out)
{
	for (int i = 0; i < g->row_count && i < NAMES_SHOWN; i++) {
		if (out->len > 0)
			str_add(out, _(", "));
		grid_add_name(g, i, out);
	}
	if (g->row_count > NAMES_SHOWN)
		str_add(out, " ..");
}

static void
add_section(struct rules_screen *s, enum rule_section section)
{
	const struct tree_path path = { 1, { { .key = rule_section_name(section) } } };
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR names = STR_INIT;
	AUTO_STR number = STR_INIT;
	struct grid g;

	grid_open(&a, s->change.root, s->change.facts, &path, &g);
	bool stands = tree_at(s->change.root, &path) != NULL;
	const char *cells[3] = { rule_section_label(section), "", "" };

	add_names(&g, &names);
	str_addf(&number, "%d", stands ? g.row_count : 0);
	cells[1] = str_text(&number);
	cells[2] = str_text(&names);
	table_add(&s->table, (int)section + 1, stands ? STYLE_NORMAL : STYLE_HINT, cells);
}

static const char *
site_name(const struct rules_screen *s)
{
	for (int i = 0; i < s->site_count; i++)
		if (s->sites[i].id == s->change.site_id)
			return s->sites[i].name;
	return "";
}

static void
load(struct rules_screen *s)
{
	table_clear(&s->table);
	for (int i = 0; i < RULE_SECTION_COUNT; i++)
		add_section(s, (enum rule_section)i);
	table_show(&s->table);
	s->root = s->change.root;
	str_clear(&s->title);
	/* L10N: the rule book's name. */
	str_addf(&s->title, _("Rules: %s"), s->change.shelf.book->title.name);
	if (s->change.site_id != 0)
		str_addf(&s->title, " (%s)", site_name(s));
}

static void
show_book(struct rules_screen *s, int64_t site_id)
{
	struct rule_change other;
	struct err e;

	if (!rule_change_open(&other, s->app, site_id, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	rule_change_done(&s->change);
	s->change = other;
	load(s);
}

/* Without changes the edition in force is read: it may be a new one, saved here or elsewhere. */
static void
shown(void *state)
{
	struct rules_screen *s = state;

	if (!rule_change_is_any(&s->change))
		show_book(s, s->change.site_id);
	else if (s->root != s->change.root)
		load(s);
}

static bool
key(void *state, const struct key *k)
{
	struct rules_screen *s = state;

	if (k->code == K_CTRL_Z && rule_change_back(&s->change)) {
		load(s);
		return true;
	}
	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct rules_screen *s = state;
	struct rect says = { area.row + area.rows - 1, area.col + 1, 1, area.cols - 2 };

	if (rule_change_is_any(&s->change)) {
		area.rows--;
		canvas_put(c, says.row, says.col, says.cols,
			   s->change.is_whole ? STYLE_HINT : STYLE_WARN,
			   str_text(&s->change.says));
	}
	list_draw(s->table.view, c, area);
}

static void
open_section(void *state)
{
	struct rules_screen *s = state;
	int64_t row = table_current(&s->table);

	if (row == 0)
		return;
	const struct tree_path path = {
		1, { { .key = rule_section_name((enum rule_section)(row - 1)) } }
	};

	screen_rule_place(&s->change, &path);
}

static void
try_it(void *state)
{
	screen_rule_try_change(&((struct rules_screen *)state)->change);
}

static bool
has_changes(const void *state)
{
	return rule_change_is_any(&((const struct rules_screen *)state)->change);
}

static void
new_edition(void *state)
{
	rule_draft_begin(&((struct rules_screen *)state)->change);
}

static void
as_before(void *state)
{
	struct rules_screen *s = state;

	rule_change_forget(&s->change);
	load(s);
}

static void
leave(void *state)
{
	struct rules_screen *s = state;
	struct stack *stack = s->app->stack;
	bool waits = has_changes(s);

	stack_pop(stack);
	if (waits)
		stack_say(stack, _("Kept as a draft; it is offered on the home screen."));
}

/* --- whose book --- */

static bool
has_sites(const void *state)
{
	return ((const struct rules_screen *)state)->site_count > 1;
}

/* The centre stands before its sites. */
static void
chosen(void *ctx, int index)
{
	struct rules_screen *s = ctx;

	if (index >= 0)
		show_book(s, index == 0 ? 0 : s->sites[index - 1].id);
}

static void
choose_site(void *state)
{
	struct rules_screen *s = state;
	AUTO_ARENA a = ARENA_INIT;
	const char **items;

	if (has_changes(s)) {
		stack_say(s->app->stack, _("Make an edition of the changes first, or take them "
					   "back."));
		return;
	}
	items = arena_alloc(&a, ((size_t)s->site_count + 1) * sizeof(*items));
	items[0] = _("The centre as a whole");
	for (int i = 0; i < s->site_count; i++)
		items[i + 1] = s->sites[i].has_books
				       ? s->sites[i].name
				       : arena_printf(&a, _("%s (as the centre)"),
						      s->sites[i].name);
	dialog_pick(s->app->stack, _("Whose rules?"), items, s->site_count + 1, chosen, s);
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
	rule_change_done(&s->change);
	arena_done(&s->arena);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Shows what the section at the cursor says."), NULL, open_section, NULL },
	{ K_F9, K_CTRL_T, "try_rules", N_("Try it"),
	  N_("Asks the book about a use, with the changes as they are now."), NULL, try_it, NULL },
	{ K_F6, K_CTRL_O, "site", N_("Site"),
	  N_("Shows the rules of one site, or of the centre as a whole."), NULL, choose_site,
	  has_sites },
	RULE_DRAFT_ACTIONS(new_edition, as_before, has_changes),
	{ K_F3, K_ESC, "back", N_("Back"),
	  N_("Leaves; changes that are not saved stay as a draft."), NULL, leave, NULL },
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

/* `draft_id` 0: the centre's book, with what was left behind of it. */
static struct rules_screen *
open_rules(struct app *app, int64_t draft_id)
{
	struct rules_screen *s = mem_alloc(sizeof(*s));
	struct err e;

	s->app = app;
	s->site_count = rule_store_sites(app->desk, &s->arena, &s->sites, &e);
	if (s->site_count < 0 ||
	    !(draft_id != 0 ? rule_change_open_draft(&s->change, app, draft_id, &e)
			    : rule_change_open(&s->change, app, 0, &e))) {
		stack_say_err(app->stack, &e);
		arena_done(&s->arena);
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
	open_rules(app, 0);
}

void
screen_rules_draft(struct app *app, int64_t draft_id)
{
	struct rules_screen *s = open_rules(app, draft_id);
	AUTO_STR says = STR_INIT;

	if (s != NULL && rule_change_is_late(&s->change, &says))
		stack_say(app->stack, "%s", str_text(&says));
}

void
screen_prices(struct app *app)
{
	struct rules_screen *s = open_rules(app, 0);
	const struct tree_path prices = { 1, { { .key = rule_section_name(RULE_PRICES) } } };

	if (s != NULL)
		screen_rule_place(&s->change, &prices);
}
