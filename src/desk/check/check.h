/*
 * check.h - `madoguchi check`: everything that can be verified about a home, by
 * queries of its own: schema, forms, guards, foreign keys, integrity, audit
 * chain, records beside their audit, numbers, search index.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CHECK_CHECK_H
#define DESK_CHECK_CHECK_H

#include <stdbool.h>

#include "desk/desk.h"

/* One finding of a part; NULL: the part is clean. */
typedef void (*check_report_fn)(void *ctx, const char *part, const char *finding);

/*
 * Looks at every part and says how many findings there are; a part that could
 * not be looked at is one. Findings name records by their ids, nobody by name.
 */
int check_all(struct desk *d, check_report_fn report, void *ctx);

#endif
