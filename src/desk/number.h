/*
 * number.h - the numbers that the program gives (団体番号): text by a pattern,
 * one after the other in a series, by fiscal year or running on.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_NUMBER_H
#define DESK_NUMBER_H

#include "base/str.h"
#include "desk/desk.h"
#include "store/tx.h"

/*
 * Appends the next free number of the form's series and takes it, inside `tx`:
 * rolled back with the record, so that no gap stays. Numbers that somebody
 * typed or that a record once had are passed over.
 */
bool
number_take(struct desk *d, struct tx *tx, const struct form *form, struct str *out, struct err *e);

/*
 * The same for many records of one form in one transaction: the series is read
 * once and written once, by number_run_end(), without which nothing was taken.
 * number_run_reset() gives back what was taken since number_run_next() was asked.
 */
struct number_run;
struct number_run *
number_run_new(struct desk *d, struct tx *tx, const struct form *form, struct err *e);
bool number_run_take(struct number_run *r, struct str *out, struct err *e);
int64_t number_run_next(const struct number_run *r);
void number_run_reset(struct number_run *r, int64_t next);
bool number_run_end(struct number_run *r, struct err *e);
void number_run_free(struct number_run *r); /* NULL is fine */

/* A number by a pattern: {n} {n4} {fy} {fy2} {era}. */
void number_format(const char *pattern, int64_t n, int fiscal_year, struct str *out);

#endif
