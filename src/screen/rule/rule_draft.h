/*
 * rule_draft.h - the changed rule book on its way to a new edition: it is checked, its
 * worked examples are run, what they come to now is shown with the bookings that it
 * would touch, and only then are the day and the reason asked for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_DRAFT_H
#define SCREEN_RULE_RULE_DRAFT_H

#include "screen/rule/rule_change.h"

/* All is copied. */
void rule_draft_begin(struct rule_change *c);

/* The rows of the action table of a screen on which rules are changed. */
#define RULE_DRAFT_ACTIONS(save, undo, has_changes)                                              \
	{ K_F10, K_CTRL_S, "save", N_("New edition"),                                            \
	  N_("Checks the book with the changes, runs its examples, and makes an edition of it."), \
	  "rule.approve", save, has_changes },                                                   \
	{ K_F5, K_CTRL_Q, "as_before", N_("As before"),                                          \
	  N_("Takes back the changes that are not saved yet; ^Z takes back the last."),           \
	  "rule.approve", undo, has_changes }

#endif
