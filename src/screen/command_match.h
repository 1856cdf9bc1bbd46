/*
 * command_match.h - what a line typed on the command line can mean: records,
 * lists and screens, keys of the screen below by their name.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_COMMAND_MATCH_H
#define SCREEN_COMMAND_MATCH_H

#include "base/arena.h"
#include "desk/record/find.h"
#include "screen/act.h"
#include "screen/app.h"
#include "screen/places.h"

enum meaning_kind {
	MEANS_RECORD, /* opens it */
	MEANS_PLACE,  /* opens a list or a screen */
	MEANS_NEW,    /* begins a new record */
	MEANS_ACTION, /* does what a key does */
	MEANS_ACT,    /* does with the record below what F11 offers */
	MEANS_FREE,   /* looks for the next free time: text is the wish */
};

struct meaning {
	enum meaning_kind kind;
	bool exact;              /* the whole line, not a part: done at once */
	const char *text;        /* what the clerk reads */
	const char *why;         /* what matched, or the key that does the same */
	const struct form *form; /* of a record, a new record */
	int64_t id;
	struct place place;
	const struct action *action;
	const struct act *act;
	int subject;    /* of the screen below: what the act is done with */
	bool is_global; /* the action is the program's, not the screen's */
};

enum { MEANINGS_MAX = 9 };

/* Best first, in `a`; how many. `ops`, `state`: the screen below. */
int command_match(struct app *app, struct arena *a, const char *typed, const struct screen_ops *ops,
		  void *state, struct meaning out[MEANINGS_MAX]);
/* Says in *e why a line has no meaning: of a wish, which word has none. */
void command_match_none(struct app *app, const char *typed, struct err *e);

#endif
