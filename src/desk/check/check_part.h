/*
 * check_part.h - one part of `madoguchi check`, for the files that provide
 * them; others use check.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CHECK_CHECK_PART_H
#define DESK_CHECK_CHECK_PART_H

#include <stdbool.h>

#include "base/err.h"
#include "base/macros.h"
#include "desk/check/check.h"

struct check {
	struct desk *desk;
	const char *part; /* its name, as shown */
	int findings;     /* of this part, so far */
	check_report_fn report;
	void *ctx;
};

/* Reports one finding. */
void check_found(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Each is false when it could not look; what it finds it reports. */
bool check_guards(struct check *c, struct err *e);  /* every guard of db/, by a query of its own */
bool check_records(struct check *c, struct err *e); /* every record is as its last audit row says */
bool check_rules(struct check *c, struct err *e);   /* every edition of the rule book reads */
bool check_numbers(struct check *c, struct err *e); /* no number of a series is missing */

#endif
