/*
 * call.h - whom to phone (電話連絡): holds that lapse, people who wait for a band that is
 * free again, bookings that a closure takes back. A call is a row with its outcome.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CALL_H
#define DESK_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"
#include "store/tx.h"

struct call {
	int64_t booking_id;
	const char *about;      /* a code of the list call_about */
	int64_t closure_id;     /* 0: none */
	day_num due_on;
	const char *note;       /* or NULL */
};

/* Adds a call inside a change, unless one about the same is open already. */
bool call_add(struct desk *d, struct tx *tx, const struct call *c, struct err *e);
/* What came of it; `outcome` is a code of the list call_outcome. */
bool call_done(struct desk *d, int64_t call_id, const char *outcome, const char *note,
	       struct err *e);

/*
 * A booking's time became free (cancelled, moved, expired, refused, no-show): whoever
 * waits for a time that is now free is to be phoned. Inside the change that freed it.
 */
bool call_waiting(struct desk *d, struct tx *tx, int64_t room_id, day_num day, struct err *e);
/* Holds that lapse within `days`; those without a call get one. How many, or -1. */
int call_holds(struct desk *d, int days, struct err *e);

/* The bookings that a closure takes back: a call for each, once. How many, or -1. */
int call_closure(struct desk *d, struct tx *tx, int64_t closure_id, struct err *e);

#endif
