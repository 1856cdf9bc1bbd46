/* places.c - the forms of a menu and the screens that are no form. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/code.h"
#include "desk/staff.h"
#include "desk/today/today.h"
#include "form/form.h"
#include "form/type.h"

enum { PLACES_OF_WORD_MOST = 4 };

static void
open_audit(struct app *app)
{
	screen_audit(app, NULL);
}

static void
open_register(struct app *app)
{
	screen_register_menu(app, "register");
}

static void
open_settings_menu(struct app *app)
{
	screen_register_menu(app, "settings");
}

/* clang-format off */
static const struct {
	const char *menu;
	int order; /* among the menu_order of forms */
	const char *name, *label, *help, *right;
	void (*open)(struct app *app);
} screens[] = {
	{ "main", 10, "timetable", N_("Bookings"), N_("Who has which room when, and what is free."),
	  "booking.view", screen_timetable },
	{ "main", 800, "renewal",
	  N_("Renewals"), N_("Registrations that end with the fiscal year, renewed in bulk."),
	  "register.change", screen_renewal },
	{ "main", 850, "calendar",
	  N_("Calendar"), N_("On which days the house is open, and why not on the others."),
	  "calendar.view", screen_calendar },
	{ "main", 900, "registers",
	  N_("Other registers"), N_("The registers that are used less often."),
	  NULL, open_register },
	{ "main", 1000, "setup",
	  N_("Settings"), N_("The centre's choices, staff, code lists, audit."),
	  NULL, open_settings_menu },
	{ "settings", 1, "settings",
	  N_("Settings of the centre"), N_("The centre's choices, one by one."),
	  "setting.view", screen_settings },
	{ "settings", 75, "postal", N_("Postal codes"),
	  N_("Takes the list of Japan Post (KEN_ALL) from a file in imports/."),
	  "code.change", screen_postal },
	{ "settings", 21, "rules", N_("Rules and price tables"),
	  N_("The rule book in force: what it says, section by section, and its prices."),
	  "rule.view", screen_rules },
	{ "settings", 22, "prices", N_("Price tables"),
	  N_("What the rooms and the equipment cost."), "rule.view", screen_prices },
	{ "settings", 23, "try_rules", N_("Rules: try it"),
	  N_("What the rule book says to a use: may it be booked, what does it cost."),
	  "rule.view", screen_rule_try },
	{ "settings", 28, "audit", N_("Audit"), N_("Who saw and did what."),
	  "audit.view", open_audit },
};
/* clang-format on */

static int
by_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->order != y->order ? x->order - y->order : strcmp(x->name, y->name);
}

static int
add_forms(const struct app *app, const char *menu, struct place *places)
{
	const struct form_set *set = app->desk->forms;
	int count = 0;

	for (int i = 0; i < set->count; i++) {
		const struct form *form = set->forms[i];

		if (!str_equal(form->menu, menu))
			continue;
		places[count].name = form->name;
		places[count].label = form_plural(form);
		places[count].help = "";
		places[count].order = form->menu_order;
		places[count++].form = form;
	}
	return count;
}

/* The menu of other registers is offered only when it is not empty. */
static bool
is_empty_register(const struct app *app, void (*open)(struct app *app))
{
	const struct form_set *set = app->desk->forms;

	for (int i = 0; i < set->count; i++)
		if (str_equal(set->forms[i]->menu, "register"))
			return false;
	return open == open_register;
}

static bool
may_see(const struct app *app, const struct place *place)
{
	if (place->form)
		return app_may(app, place->form, "view");
	return !place->right || staff_may(app->desk, place->right);
}

/*
 * A place has the digit that it has for who may see all: nobody learns the menu twice. On the
 * first screen letters are for the command line, and the settings are 9 at every centre.
 */
static int
number_and_keep(const struct app *app, bool is_main, struct place *places, int count)
{
	const char *digits = is_main ? "12345678" : "1234567890abcdefghijklmnopqrstuvwxyz";
	int kept = 0;

	for (int i = 0; i < count; i++) {
		places[i].digit = ' ';
		if (places[i].open == open_settings_menu)
			places[i].digit = '9';
		else if (i < (int)strlen(digits))
			places[i].digit = digits[i];
		if (may_see(app, &places[i]))
			places[kept++] = places[i];
	}
	return kept;
}

int
places_of_menu(const struct app *app, struct arena *a, const char *menu, struct place **out)
{
	struct place *places = arena_alloc(
		a, ((size_t)app->desk->forms->count + ARRAY_LEN(screens)) * sizeof(*places));
	int count = add_forms(app, menu, places);

	for (size_t i = 0; i < ARRAY_LEN(screens); i++) {
		if (!str_equal(screens[i].menu, menu) || is_empty_register(app, screens[i].open))
			continue;
		places[count].name = screens[i].name;
		places[count].order = screens[i].order;
		places[count].label = _(screens[i].label);
		places[count].help = _(screens[i].help);
		places[count].right = screens[i].right;
		places[count++].open = screens[i].open;
	}
	qsort(places, (size_t)count, sizeof(*places), by_order);
	*out = places;
	return number_and_keep(app, str_equal(menu, "main"), places, count);
}

int
places_of_today(const struct app *app, struct arena *a, struct place **out)
{
	int total, count = 0;
	const struct today_panel *panels = today_panels(&total);

	*out = arena_alloc(a, (size_t)total * sizeof(**out));
	for (int i = 0; i < total; i++) {
		if (panels[i].right && !staff_may(app->desk, panels[i].right))
			continue;
		(*out)[count++] = (struct place){
			.name = panels[i].name,
			.label = _(panels[i].label),
			.help = "",
			.panel = i,
		};
	}
	return count;
}

/* Places that a word leads to, growing. */
struct word_places {
	const struct app *app;
	struct arena *arena;
	const char *const *keys;
	int key_count;
	struct place *items;
	int count;
};

static bool
is_called(const struct word_places *p, const char *word)
{
	AUTO_FREE char *key = utf8_search_key(word);

	for (int i = 0; i < p->key_count; i++)
		if (str_equal(key, p->keys[i]))
			return true;
	return false;
}

static void
add_choices(struct word_places *p, const struct form *form, const struct form_field *f)
{
	struct code_word *words;
	int count = code_words(p->app->desk, p->arena, f->list, &words);

	for (int i = 0; i < count; i++) {
		if (p->count == PLACES_OF_WORD_MOST || !is_called(p, words[i].word))
			continue;
		p->items[p->count++] = (struct place){
			.name = form->name,
			.label = arena_printf(p->arena, _("%s: %s"), form_label(form),
					      words[i].word),
			.help = "",
			.form = form,
			.filter = words[i].word,
		};
	}
}

int
places_of_word(const struct app *app, struct arena *a, const char *const *keys, int count,
	       struct place **out)
{
	const struct form_set *set = app->desk->forms;
	struct word_places p = { .app = app, .arena = a, .keys = keys, .key_count = count };

	*out = p.items = arena_alloc(a, PLACES_OF_WORD_MOST * sizeof(*p.items));
	for (int i = 0; i < set->count; i++) {
		const struct form *form = set->forms[i];

		if (!form->menu || str_equal(form->menu, "settings") ||
		    !app_may(app, form, "view"))
			continue;
		for (int k = 0; k < form->column_count; k++)
			if (form->fields[form->columns[k]].type->kind == FIELD_CHOICE)
				add_choices(&p, form, &form->fields[form->columns[k]]);
	}
	return p.count;
}

void
place_open(struct app *app, const struct place *place)
{
	if (place->filter)
		screen_list_filtered(app, place->form, place->filter);
	else if (place->form)
		screen_list(app, place->form);
	else if (place->open)
		place->open(app);
	else
		screen_today(app, place->panel);
}
