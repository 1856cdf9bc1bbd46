/*
 * series_rule.h - how a use comes back, as a value: the part of RFC 5545's RRULE that a
 * centre's days need. What can never fit (a 31 February), and what libraries expand
 * differently, is refused when it is read, so that an expansion always ends.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SERIES_SERIES_RULE_H
#define DESK_SERIES_SERIES_RULE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

#define SERIES_PARTS_MAX  16 /* of one list of a rule */
#define SERIES_EVERY_MAX  99
#define SERIES_COUNT_MAX  400

enum series_freq { SERIES_DAILY, SERIES_WEEKLY, SERIES_MONTHLY, SERIES_YEARLY, SERIES_FREQ_COUNT };

struct series_weekday {
	int nth;     /* of the month: 1 to 5, from its end -1 to -5; 0: every one */
	int weekday; /* 0 Sunday */
};

struct series_rule {
	enum series_freq freq;
	int every;               /* 2: every second week */
	int weekday_count;
	struct series_weekday weekdays[SERIES_PARTS_MAX];
	int date_count;
	int dates[SERIES_PARTS_MAX];    /* of the month: 1 to 31, from its end -1 to -31 */
	int month_count;
	int months[SERIES_PARTS_MAX];   /* 1 to 12; none: all */
	int position_count;
	int positions[SERIES_PARTS_MAX]; /* of the weekdays of a month: the first, the last */
	int week_start;          /* WKST: 1 Monday unless it was said */
	day_num until;           /* DAY_NONE: open */
	int count;               /* 0: open */
};

/* ERR_INVALID names the part that is unknown, wrong, or can never fit. */
bool series_rule_parse(const char *rrule, struct series_rule *out, struct err *e);
/* The rule as an RRULE, each part in its one place. Appends. */
void series_rule_write(const struct series_rule *r, struct str *b);
/* What is said twice counts once: libical would count it twice. */
void series_rule_tidy(struct series_rule *r);
/* Is the rule one that can be expanded? What a reader of words has put together. */
bool series_rule_check(const struct series_rule *r, struct err *e);

#endif
