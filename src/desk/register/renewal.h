/*
 * renewal.h - renewing registrations in bulk (一括更新) at the end of a fiscal
 * year: the next period is received with last year's data.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_REGISTER_RENEWAL_H
#define DESK_REGISTER_RENEWAL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

/* What a renewal in bulk would do with one group. */
struct renewal {
	int64_t group_id;
	const char *number;      /* the group's; tells groups of one name apart */
	const char *title;       /* disclosed */
	const char *valid_until; /* last day of the present registration, as shown */
	const char *obstacle;    /* NULL: can be renewed; else the sentence that says why not */
};

/*
 * Living groups whose registration ends within `fiscal_year`, in the order of
 * their kana, in `a`; the count, or -1. What was refused or struck off is not
 * among them.
 */
int
renewal_list(struct desk *d, struct arena *a, int fiscal_year, struct renewal **out, struct err *e);

/*
 * Receives the next period for the given groups, all in one change that can be
 * undone as one; how many, or -1. The period begins on the day after the
 * present one; today, if that one has lapsed already. Needs the right
 * "register.add". ERR_REFUSED, and nothing done, when one of them cannot be
 * renewed.
 */
int
renewal_run(struct desk *d, const int64_t *group_ids, int count, int fiscal_year, struct err *e);

#endif
