/*
 * series.h - uses that come back (定期予約): the days that an RRULE of RFC 5545 names
 * (through libical), a booking for each that can be had, and a reason for each that
 * cannot. The past and other people's bookings are never touched.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SERIES_H
#define DESK_SERIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/record.h"

/* At most so many dates of one series. */
#define SERIES_DATES_MAX 400

/*
 * A rule as people write it ("第2火曜", "第1・第3土曜", "毎月15日", "隔週金曜", "2nd tue",
 * "monthly 15", "weekly fri", with "10回", "10 times", "3/31まで", "until 3/31" behind it,
 * or an RRULE) as an RRULE. ERR_INVALID says what can be said.
 */
bool series_rule_read(const char *typed, day_num today, struct str *rrule, struct err *e);
/* An RRULE in words, in the clerk's language. Appends. */
void series_rule_words(const char *rrule, struct str *b);

/*
 * The days from `first` until `last` (DAY_NONE: as the rule says) or `count` of them (0: as
 * the rule says), in `a`; how many, or -1. The weeks or months of an interval are counted
 * from the first day that fits. ERR_REFUSED: more than SERIES_DATES_MAX; ERR_INVALID: no end.
 */
int series_days(const char *rrule, day_num first, day_num last, int count, struct arena *a,
		day_num **out, struct err *e);

enum series_scope { SERIES_THIS, SERIES_FOLLOWING, SERIES_ALL };

enum series_fate { SERIES_BOOKS, SERIES_SKIPS, SERIES_MOVES, SERIES_CANCELS, SERIES_STAYS };

/* What would happen to a day, or has. */
struct series_step {
	day_num day;
	enum series_fate fate;
	int64_t booking_id;     /* that is there already, or 0 */
	const char *reason;     /* of a skip: closed, taken by whom, a rule */
	const char *before, *after; /* in words, for the list that is shown first */
};

struct series_plan {
	struct arena arena;
	int count;
	struct series_step *steps;
	int books, skips;
};
void series_plan_done(struct series_plan *p);

/* `s`: a record of the form booking_series, not saved yet. Nothing is written. */
bool series_plan(struct desk *d, const struct record *s, day_num last, int count,
		 struct series_plan *out, struct err *e);
/* Saves the series and makes its bookings, in one change. */
bool series_book(struct desk *d, struct record *s, day_num last, int count,
		 struct series_plan *out, struct err *e);

/* Another room or time (`change`: fields of the form booking), from `day` on by `scope`. */
bool series_change_plan(struct desk *d, int64_t series_id, day_num day, enum series_scope scope,
			const struct record *change, struct series_plan *out, struct err *e);
bool series_change(struct desk *d, int64_t series_id, day_num day, enum series_scope scope,
		   const struct record *change, struct series_plan *out, struct err *e);
/* Cancels instead. */
bool series_end_plan(struct desk *d, int64_t series_id, day_num day, enum series_scope scope,
		     struct series_plan *out, struct err *e);
bool series_end(struct desk *d, int64_t series_id, day_num day, enum series_scope scope,
		const char *reason, struct series_plan *out, struct err *e);

/* Books the skipped dates that have become free and are still ahead; how many, or -1. */
int series_try_again(struct desk *d, int64_t series_id, struct err *e);

#endif
