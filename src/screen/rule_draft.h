/*
 * rule_draft.h - an entry of the rule book with other words, on its way to a new
 * edition: the book is checked with it, its worked examples are run, what they
 * come to now is shown, and only then are the day and the reason asked for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_DRAFT_H
#define SCREEN_RULE_DRAFT_H

#include "screen/rule_shelf.h"

/* `text`: the entry as it is to stand in the file. All is copied. */
void rule_draft_begin(struct app *app, const struct rule_shelf *shelf, int entry,
		      const char *text);
/* Leaves the screen on top, whose changes would be lost: asks first. */
void rule_draft_leave(struct app *app);

/* The rows of the action table of a screen on which rules are changed. */
#define RULE_DRAFT_ACTIONS(save, undo, leave, has_changes)                                       \
	{ K_F10, K_CTRL_S, "save", N_("New edition"),                                            \
	  N_("Checks the book with the changes, runs its examples, and makes an edition of it."), \
	  "rule.approve", save, has_changes },                                                   \
	{ K_F5, K_CTRL_Q, "as_before", N_("As before"),                                          \
	  N_("Takes back the changes that are not saved yet."), "rule.approve", undo,            \
	  has_changes },                                                                         \
	{ K_F3, K_ESC, "back", N_("Back"),                                                       \
	  N_("Leaves; changes that are not saved are asked about."), NULL, leave, has_changes }

#endif
