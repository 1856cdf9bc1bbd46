/*
 * series.h - uses that come back (定期予約): the days that an RRULE of RFC 5545 names
 * (through libical), a booking for each that can be had, and a reason for each that
 * cannot. The past and other people's bookings are never touched.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SERIES_SERIES_H
#define DESK_SERIES_SERIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "desk/record/record_check.h"

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
/* The same where series_rule_read() gives the rule back from them; else false, and nothing. */
bool series_rule_words_again(const char *rrule, day_num today, struct str *b);

/*
 * The days from `first` until `last` (DAY_NONE: as the rule says) or `count` of them (0: as
 * the rule says), in `a`; how many, or -1. The weeks or months of an interval are counted
 * from the first day that fits. ERR_REFUSED: more than SERIES_DATES_MAX; ERR_INVALID: no end.
 */
int series_days(const char *rrule, day_num first, day_num last, int count, struct arena *a,
		day_num **out, struct err *e);

enum series_scope { SERIES_THIS, SERIES_FOLLOWING, SERIES_ALL };

enum series_fate { SERIES_BOOKS, SERIES_SKIPS, SERIES_MOVES, SERIES_CANCELS, SERIES_STAYS };

const char *series_fate_word(enum series_fate f); /* "skipped", in the clerk's language */

/* What would happen to a day, or has. Words are disclosed and live as long as the plan. */
struct series_step {
	day_num day;
	enum series_fate fate;
	int64_t booking_id;     /* that is there already, or was made; or 0 */
	const char *reason;     /* of a skip or a stay: closed, taken by whom, a rule; or NULL */
	const char *before, *after; /* "会議室A 18:00-21:00", with what it costs more; or NULL */
};

struct series_plan {
	struct arena arena;
	int count;
	struct series_step *steps; /* by day */
	int books, skips;
	int64_t yen;               /* what those that are booked come to */
};
void series_plan_done(struct series_plan *p);

/*
 * The two words of each pair below do the same; the one that plans takes everything back
 * at its end, so that nothing was written and the list is what would happen. Both need
 * the right to do it. The plan is to be done with in either case, also after a refusal.
 */

/*
 * A series and its bookings (applied for), in one change. `s`: a record of the form
 * booking_series that is not saved yet; a given end (DAY_NONE, 0: none) goes into its
 * rule. A day that cannot be had is a row with its reason, and stays offered.
 */
bool series_plan(struct desk *d, const struct record *s, day_num last, int count,
		 struct series_plan *out, struct err *e);
bool series_book(struct desk *d, struct record *s, day_num last, int count,
		 struct series_plan *out, struct err *e);

/* Of which dates: none that is over is ever among them. */
struct series_dates {
	day_num day; /* the one chosen; of no account for SERIES_ALL */
	enum series_scope scope;
	const char *reason; /* of an end; or NULL */
};

/* Another room or time: `change` is a record of the form booking with what is new in it. */
bool series_change_plan(struct desk *d, int64_t series_id, const struct series_dates *which,
			const struct record *change, struct series_plan *out, struct err *e);
bool series_change(struct desk *d, int64_t series_id, const struct series_dates *which,
		   const struct record *change, struct series_plan *out, struct err *e);
/* The bookings are cancelled, with what the by-law gives back; the rest is given up. */
bool series_end_plan(struct desk *d, int64_t series_id, const struct series_dates *which,
		     struct series_plan *out, struct err *e);
bool series_end(struct desk *d, int64_t series_id, const struct series_dates *which,
		struct series_plan *out, struct err *e);

/*
 * The skipped dates that have become free and are still ahead, and the days of the rule
 * that have no row yet; how many are booked, or -1.
 */
int series_again_plan(struct desk *d, int64_t series_id, struct series_plan *out, struct err *e);
int series_try_again(struct desk *d, int64_t series_id, struct series_plan *out, struct err *e);

/* How its dates stand: each booked, skipped, given up (as SERIES_CANCELS) or planned (STAYS). */
bool series_show(struct desk *d, int64_t series_id, struct series_plan *out, struct err *e);

/* The check of the form (record_check.h): the rule becomes an RRULE, bands become times. */
bool series_rules_before(const struct record_change *c, struct err *e);

#endif
