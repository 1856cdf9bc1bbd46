/*
 * print_log.h - what leaves the desk on paper (印刷): written in the audit before it is
 * printed, and whether the same paper was printed before, which makes it a reprint
 * (再発行).
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_PRINT_LOG_H
#define DESK_PRINT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"

/* Of which record a paper is, or a part of it: the permit, and the receipt upon it. */
struct printed {
	const char *kind; /* "permit" */
	const char *form; /* "booking"; its records are what is printed */
	int64_t id;       /* 0: of none in particular, as a list of the day; never a reprint */
	bool again;       /* filled in */
};

/*
 * Writes a PRINT row for each, in one transaction. The number of the first row, which
 * stands on the paper; 0 with a sentence.
 */
int64_t print_log(struct desk *d, struct printed *rows, int count, struct err *e);

/*
 * The paper of this number did not leave the desk after all: its rows stand, and a further
 * one for each says so, so that the next is no reprint. What cannot even be written stays
 * a print, which errs on the side of marking a reprint.
 */
void print_failed(struct desk *d, int64_t number);

/*
 * Keeps the rows that print_log() writes within `make` when it succeeds, and none when it
 * fails: what could not be made was never printed.
 */
typedef bool (*print_make_fn)(void *ctx, struct err *e);
bool print_whole(struct desk *d, print_make_fn make, void *ctx, struct err *e);

#endif
