/*
 * places.h - where a menu leads: the forms that name the menu (in their order),
 * and the screens that are no form. Home, the register menu and the command
 * line are made from it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_PLACES_H
#define SCREEN_PLACES_H

#include "base/arena.h"
#include "screen/app.h"

struct place {
	const char *name;  /* "settings", what the command line calls it; a form's name */
	const char *label; /* in the clerk's language */
	const char *help;
	char digit;              /* in its menu; ' ' = beyond the last */
	int order;               /* in its menu */
	const char *right;       /* that it takes; NULL = none, or the form's */
	const struct form *form; /* a list of records, or NULL: */
	const char *filter;      /* of the list, or NULL */
	void (*open)(struct app *app);
	int panel; /* of the home screen, where neither of the two is */
};

/* The places of a menu ("main", "register", "settings") that this clerk may see, in `a`; how many.
 */
int places_of_menu(const struct app *app, struct arena *a, const char *menu, struct place **out);
/* The same for the panels of the home screen, in their order. */
int places_of_today(const struct app *app, struct arena *a, struct place **out);
/*
 * Lists of the registers whose rows show the word of one of the search keys as a choice,
 * filtered by it: the bookings that are 空き待ち.
 */
int places_of_word(const struct app *app, struct arena *a, const char *const *keys, int count,
		   struct place **out);
void place_open(struct app *app, const struct place *place);

#endif
