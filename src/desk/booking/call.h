/*
 * call.h - whom to phone (電話連絡): holds that lapse, people who wait for a time that is
 * free again, bookings that a closure takes back. A call is a row with its outcome.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_CALL_H
#define DESK_BOOKING_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record_check.h"
#include "desk/site.h"
#include "rule/rule.h"
#include "store/tx.h"

/*
 * What came of a call, in one change with what follows from it: `outcome` is a code of
 * the list call_outcome.
 *   no_answer  stays on the list; so does, whatever was said, a call about a closure for as
 *              long as the booking stands where the house is closed, and one to who waits
 *              for as long as the time could be had
 *   refunded   the booking is cancelled; of a closure on a ground of the rule book that
 *              is the centre's or nobody's, so that all of the money goes back
 *              A use that has begun is broken off
 *   refunded_part  likewise, but only the time that was not used is given back
 *   declined   a held or waiting booking is given up
 * `note` (or NULL) is added to the call's. `said` gets a sentence. Needs "booking.change".
 */
bool call_done(struct desk *d, int64_t call_id, const char *outcome, const char *note,
	       struct str *said, struct err *e);

/*
 * Can it come of this call? Money goes back where some was taken, or the house is closed; a
 * part of it for a use that has begun; nothing is moved for who only waits.
 */
bool call_offers(struct desk *d, int64_t call_id, const char *outcome);

/* Whether the outcome ends the call's booking, and how: NONE, BOOKING_CANCEL or BREAK_OFF. */
int call_ends(struct desk *d, int64_t call_id, const char *outcome);

/*
 * Is the call to be made, or minded, still? About a closure: until its booking is moved or
 * cancelled, or the closure shortened. To who waits: until it is booked, given up or moved,
 * or the time is taken, closed or over. No other call stands once it was made.
 */
bool call_stands(struct desk *d, const struct record *call);
/*
 * Inside a change of a booking: its open calls that are settled by it. Who has applied was
 * reached; of others what nobody was told is forgotten.
 */
bool call_settle(struct desk *d, struct tx *tx, const struct record *booking, struct err *e);
/* Inside a change that takes time on these days: calls to who waits for what is gone now. */
bool call_settle_waiting(struct desk *d, struct tx *tx, struct day_span days, struct err *e);

/* Does the call stay on the list after the outcome, because it stands? */
bool call_goes_on(struct desk *d, int64_t call_id, const char *outcome);

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
 * Holds whose last day is today or tomorrow: those that never had a call get one. How
 * many, or -1.
 */
int call_holds(struct desk *d, struct err *e);

/*
 * The check of the form closure, when it was saved. The bookings ahead that it takes back: a
 * call for each, once; open calls of what it no longer takes back are removed. Whoever waits
 * for what it no longer closes is to be phoned.
 */
bool call_closure_after(const struct record_change *c, struct err *e);

/* An open call, as the phone list shows it. */
struct call_row {
	int64_t id, booking_id;
	day_num due_on;
	const char *about, *about_word; /* code and its word */
	const char *outcome_word;       /* of a try that settled nothing yet; or NULL */
	const char *party, *phone;      /* whom, and the number, disclosed; "" */
	const char *booking;            /* a line about it, disclosed; "" */
	const char *when, *room;        /* of it: "12/4(金) 13:00-17:00"; "" */
	const char *note;               /* "" */
};

/* The end of a condition on calls: about a room of the site that the parameter names. */
#define CALL_AT_SITE(site) \
	SITE_HAS_ROOM(site, "(SELECT room_id FROM booking AS b WHERE b.id = call.booking_id)")

/*
 * SQL on call: to be made still on the day that the parameter names, and but once where several
 * closures are over one booking. What was waited for and is over is nobody's matter.
 */
#define CALL_IS_OPEN(today)                                                                    \
	" done_on IS NULL AND (about <> 'waiting'"                                             \
	" OR (SELECT day FROM booking AS b WHERE b.id = call.booking_id) >= " today ")"        \
	" AND NOT EXISTS (SELECT 1 FROM call AS other"                         \
	" WHERE other.booking_id = call.booking_id AND other.closure_id <> call.closure_id"    \
	" AND other.done_on IS NULL AND other.id < call.id)"

/*
 * The open calls, the most urgent first, in `a`; how many, or -1. Of a closure all of its
 * own; with 0 one of a booking for all closures, of those that the desk's site is to make.
 */
int call_open(struct desk *d, int64_t closure_id, struct arena *a, struct call_row **out,
	      struct err *e);
/*
 * The calls that a closure would bring that is not saved yet, without ids; how many, or -1.
 * Refused as its save would be.
 */
int call_closure_plan(struct desk *d, const struct record *closure, struct arena *a,
		      struct call_row **out, struct err *e);
/* The ids of the bookings that it would take back; or -1 likewise. */
int call_closure_takes(struct desk *d, const struct record *closure, struct arena *a,
		       int64_t **ids, struct err *e);

#endif
