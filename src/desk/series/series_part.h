/*
 * series_part.h - what series.c and series_change.c share: a run over the dates of a
 * series, in one change. A plan is the same run, taken back at its end: what is shown
 * first is what would happen.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SERIES_SERIES_PART_H
#define DESK_SERIES_SERIES_PART_H

#include "desk/booking/booking.h"
#include "desk/series/series.h"
#include "store/tx.h"

struct series_run {
	struct desk *desk;
	struct tx *tx;
	struct series_plan *plan;
	struct record *series; /* as its bookings are to be */
	const char *reason;    /* for the audit; or NULL */
};

/* Did a step fail for a reason of the day, so that the others can go on? */
bool series_is_of_the_day(const struct err *e);

struct series_step *series_step_add(struct series_plan *p, day_num day, enum series_fate fate);

/* "会議室A 18:00-21:00" of a booking or a series. In `a`. */
const char *series_time_words(struct desk *d, const struct record *r, struct arena *a);

/*
 * Books the day and writes what became of it into its row of series_date (`date_id` 0:
 * a new one). False: the whole run fails.
 */
bool series_book_day(struct series_run *run, day_num day, int64_t date_id, struct err *e);

/* Ends the run: committed when `keep`, else as if it had never been. */
bool series_run_end(struct series_run *run, bool keep, struct err *e);

#endif
