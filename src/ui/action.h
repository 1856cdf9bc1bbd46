/*
 * action.h - everything a key does is one row of a screen's table. The key
 * bar, the help page and the command palette are made from the rows, so that
 * nothing about keys is written twice.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include <stdbool.h>

#include "ui/key.h"

struct action {
	enum key_code key;
	enum key_code twin;  /* the same for terminals that eat function keys, or K_NONE */
	const char *name;    /* "save", what the command line calls it */
	const char *label;   /* N_("Save"): for the bar; NULL keeps it off the bar */
	const char *help;    /* N_("Writes the record …"): one sentence */
	const char *right;   /* the right it needs ("group.change"), or NULL */
	void (*run)(void *state);
	bool (*enabled)(const void *state); /* NULL: always */
};

/*
 * The first row that `code` (or its twin) means, enabled or not, or NULL. Of several
 * rows of one key the stack runs the first that is enabled: "Add", "Save".
 */
const struct action *action_find(const struct action *table, int count, enum key_code code);

#endif
