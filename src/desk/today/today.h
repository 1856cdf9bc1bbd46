/*
 * today.h - what is going on: the panels of the home screen and their lists. A
 * later feature adds a panel by one row of the table in today.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_TODAY_TODAY_H
#define DESK_TODAY_TODAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

struct today_row {
	const struct form *form; /* what Enter opens; NULL for a draft */
	int64_t id;
	const char *text; /* one line, disclosed */
};

/* A panel counts no further than this; the screen then says "100+". */
#define TODAY_COUNT_MAX 100

/* Any panel is opened by its words; which are on the home screen? */
enum today_place {
	TODAY_AT_HOME,
	TODAY_TO_SETTLE,   /* it is, and is told when the desk is left */
	TODAY_WHEN_CLOSED, /* on days on which the house is closed */
	TODAY_WHEN_ANY,    /* while it counts anything: most centres never see it */
	TODAY_ASKED_FOR,   /* none */
};

struct today_panel {
	const char *name;  /* "lapsing" */
	const char *label; /* N_("Registrations that lapse") */
	const char *brief; /* N_("To renew"): where its count has to stand beside others */
	const char *right; /* who sees it; NULL: everybody */
	enum today_place place;
	/* How many there are, at most TODAY_COUNT_MAX. */
	int64_t (*count)(struct desk *d);
	/* The first `limit` of them, the most urgent first, in `a`; how many, or -1. */
	int (*rows)(struct desk *d, struct arena *a, int limit, struct today_row **out,
		    struct err *e);
};

const struct today_panel *today_panels(int *count);
/* Appends "To renew 4", "To renew 100+". */
void today_add_brief(const struct today_panel *p, int64_t total, struct str *out);
/* Appends "Keys out 3, Refunds 1": what is to be settled, as far as the clerk may see it. */
void today_say_open(struct desk *d, struct str *out);

#endif
