/*
 * today.h - what is going on: the panels of the home screen and their lists. A
 * later feature adds a panel by one row of the table in today.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_TODAY_H
#define DESK_TODAY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

struct today_row {
	const struct form *form; /* what Enter opens; NULL for a draft */
	int64_t id;
	const char *text; /* one line, disclosed */
};

struct today_panel {
	const char *name;  /* "lapsing" */
	const char *label; /* N_("Registrations that lapse") */
	const char *right; /* who sees it */
	/* How many there are. */
	int64_t (*count)(struct desk *d);
	/* What Enter on the panel opens: records of a form, with a condition per field; or one row each by `rows`. */
	int (*rows)(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e);
};

const struct today_panel *today_panels(int *count);

#endif
