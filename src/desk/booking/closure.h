/*
 * closure.h - closures of the house, a room or the counter (臨時休館): what the
 * form's check completes and refuses.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_CLOSURE_H
#define DESK_BOOKING_CLOSURE_H

#include <stdbool.h>

#include "base/str.h"
#include "desk/record/record_check.h"

/*
 * An empty last day is the first, a room's name its code; a time without the other lasts
 * from opening, or until closing. Rooms that the rule book has not are refused with the
 * field where the fault is, and so is what is closed at that time already.
 */
bool closure_complete(const struct record_change *c, struct err *e);

/* Of a new closure whose days are over: true, with a sentence to be asked about. */
bool closure_doubt(struct desk *d, const struct record *r, struct str *out);

/* Adds how many bookings a saved closure takes back, whose parties nobody has reached yet. */
void closure_said(struct desk *d, const struct record *r, struct str *out);

#endif
