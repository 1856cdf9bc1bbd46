/*
 * menu.h - numbered entries in columns, chosen by digit, arrow or Enter.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_MENU_H
#define UI_MENU_H

#include <stdbool.h>

#include "ui/canvas.h"
#include "ui/key.h"

struct menu_item {
	char digit;        /* '1' … '9', '0', a letter; ' ' = none, by arrows only */
	const char *label; /* in the clerk's language */
	const char *help;
};

struct menu {
	const struct menu_item *items;
	int count;
	int current;
	int per_row; /* entries on a line when it was last drawn; 0 = not yet */
};

/*
 * True when handled; *chosen is the index of an item that was chosen, else -1.
 * Up and Down leave the menu (not handled) at its first and last line. Digits
 * and letters are also taken full-width, as an input method sends them.
 */
bool menu_key(struct menu *m, const struct key *k, int *chosen);
/* Lines used: entries side by side where they fit, wrapped where not. */
int menu_draw(struct menu *m, struct canvas *c, struct rect area, bool focused);

#endif
