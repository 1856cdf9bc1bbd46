/*
 * holiday.h - national holidays (国民の祝日・休日): days that have a name, the
 * substitute for one that fell on a Sunday (振替休日), and the day between two
 * (国民の休日). The published list calls the last two merely 休日.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_HOLIDAY_H
#define DESK_RULE_HOLIDAY_H

#include <stdbool.h>

#include "desk/record/record_check.h"

enum holiday_kind { HOLIDAY_NONE, HOLIDAY_NAMED, HOLIDAY_SUBSTITUTE, HOLIDAY_BETWEEN };

/* Is the day a national holiday, and of which kind. HOLIDAY_NONE also past the list's end. */
enum holiday_kind holiday_of(struct desk *d, day_num day);

struct holiday {
	int64_t id;
	const char *day; /* ISO */
	const char *name;
};
/* All holidays that the desk has, by day, in `a`; the count, or -1. */
int holiday_all(struct desk *d, struct arena *a, struct holiday **out, struct err *e);

/*
 * The form's check: an empty kind follows from the name, and of 休日 from the days
 * before: holidays back to a Sunday make it a substitute (Act on National
 * Holidays, art. 3 (2)), else it lies between two (art. 3 (3)).
 */
bool holiday_fill_kind(const struct record_change *c, struct err *e);

#endif
