/*
 * house.h - is the house open today, and if not, why, and when is it next: by the rule book
 * in force, the holidays and the closures, of the site that the desk shows.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_TODAY_HOUSE_H
#define DESK_TODAY_HOUSE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/str.h"
#include "desk/desk.h"

/*
 * Appends why it is closed all of today, or nothing; *next is the day on which it opens, as
 * house_next_open() has it. False: it is open, or no book says.
 */
bool house_is_closed(struct desk *d, struct str *why, day_num *next);
/* The first open day after today; DAY_NONE: none within a year, or no book says. */
day_num house_next_open(struct desk *d);

#endif
