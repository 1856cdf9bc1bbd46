/* register_menu.c - the lists and screens of one menu, chosen by digit. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/places.h"
#include "ui/menu.h"

struct register_menu {
	struct app *app;
	const char *name;
	struct arena arena;
	struct place *places;
	struct menu menu;
};

static bool
key(void *state, const struct key *k)
{
	struct register_menu *s = state;
	int chosen;
	bool handled = menu_key(&s->menu, k, &chosen);

	if (chosen >= 0)
		place_open(s->app, &s->places[chosen]);
	return handled;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct register_menu *s = state;
	struct rect at = { area.row + (area.rows > 8), area.col + 2, area.rows, 36 };
	int used;

	at.rows -= area.rows > 8;
	if (at.cols > area.cols - 2)
		at.cols = area.cols - 2;
	used = menu_draw(&s->menu, c, at, true);
	if (used + 2 < at.rows && s->menu.count)
		canvas_put(c, at.row + used + 1, at.col, area.cols - 2, STYLE_HINT,
			   s->places[s->menu.current].help);
}

static const char *
title(const void *state)
{
	const struct register_menu *s = state;

	return str_equal(s->name, "settings") ? _("Settings") : _("Other registers");
}

static void
close_register_menu(void *state)
{
	struct register_menu *s = state;

	arena_done(&s->arena);
	free(s);
}

static const struct screen_ops ops = {
	.name = "menu",
	.key = key,
	.draw = draw,
	.close = close_register_menu,
	.title = title,
};

void
screen_register_menu(struct app *app, const char *menu)
{
	struct register_menu *s = mem_alloc(sizeof(*s));
	struct menu_item *items;

	s->app = app;
	s->name = menu;
	s->menu.count = places_of_menu(app, &s->arena, menu, &s->places);
	items = arena_alloc(&s->arena, (size_t)(s->menu.count + 1) * sizeof(*items));
	for (int i = 0; i < s->menu.count; i++) {
		items[i].digit = s->places[i].digit;
		items[i].label = s->places[i].label;
		items[i].help = s->places[i].help;
	}
	s->menu.items = items;
	stack_push(app->stack, &ops, s);
}
