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

#endif
