/*
 * check.h - `madoguchi check`: everything that can be verified about a home, by
 * queries of its own: schema, forms, guards, foreign keys, integrity, audit chain.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CHECK_H
#define DESK_CHECK_H

#include <stdbool.h>

#include "base/err.h"
#include "desk/desk.h"

typedef void (*check_report_fn)(void *ctx, const char *part, const char *finding); /* finding NULL: the part is clean */
/* The number of findings, or -1 when checking itself failed. */
int check_all(struct desk *d, check_report_fn report, void *ctx, struct err *e);

#endif
