/*
 * call.h - whom to phone (電話連絡): holds that lapse, people who wait for a time that is
 * free again, bookings that a closure takes back. A call is a row with its outcome.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CALL_H
#define DESK_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record_check.h"
#include "desk/site.h"
#include "store/tx.h"

/*
 * What came of a call, in one change with what follows from it: `outcome` is a code of
 * the list call_outcome.
 *   no_answer  stays on the list
 *   refunded   the booking is cancelled; of a closure on a ground of the rule book that
 *              is the centre's or nobody's, so that all of the money goes back
 *              A use that has begun is broken off
 *   refunded_part  likewise, but only the time that was not used is given back
 *   declined   a held or waiting booking is given up
 * `note` (or NULL) is added to the call's. `said` gets a sentence. Needs "booking.change".
 */
bool call_done(struct desk *d, int64_t call_id, const char *outcome, const char *note,
	       struct str *said, struct err *e);

/* Whether the outcome ends the call's booking, and how: NONE, BOOKING_CANCEL or BREAK_OFF. */
int call_ends(struct desk *d, int64_t call_id, const char *outcome);

/*
 * What the outcome would do to the booking, without doing it: when it ends, the words of
 * booking_act_preview_say(), else that it stays.
 */
bool call_preview_say(struct desk *d, int64_t call_id, const char *outcome, struct str *out,
		      struct err *e);

/*
 * A booking's time became free (cancelled, moved, expired, refused, no-show): whoever
 * waits for a time that is now free is to be phoned, the longest waiting first, and
 * skipped dates of series that could now be had are planned again. Inside the change that
 * freed it.
 */
bool call_waiting(struct desk *d, struct tx *tx, int64_t room_id, day_num day, struct err *e);
/*
 * Holds whose last day is at most `days` from today: those that never had a call get one.
 * How many, or -1.
 */
int call_holds(struct desk *d, int days, struct err *e);

/*
 * The check of the form closure, when it was saved. The bookings ahead that it takes back: a
 * call for each, once; open calls of what it no longer takes back are removed.
 */
bool call_closure_after(const struct record_change *c, struct err *e);

/* An open call, as the phone list shows it. */
struct call_row {
	int64_t id, booking_id, closure_id;
	day_num due_on;
	const char *about, *about_word; /* code and its word */
	const char *outcome_word;       /* of a try that did not reach anybody; or NULL */
	const char *party, *phone;      /* whom, and the number, disclosed; "" */
	const char *booking;            /* a line about it, disclosed; "" */
	const char *note;               /* "" */
};

/* The end of a condition on calls: about a room of the site that the parameter names. */
#define CALL_AT_SITE(site) \
	SITE_HAS_ROOM(site, "(SELECT room_id FROM booking AS b WHERE b.id = call.booking_id)")

/*
 * The open calls of a closure, or with 0 all that the desk's site is to make; the most
 * urgent first, in `a`. How many, or -1.
 */
int call_open(struct desk *d, int64_t closure_id, struct arena *a, struct call_row **out,
	      struct err *e);

#endif
