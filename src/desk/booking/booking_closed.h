/*
 * booking_closed.h - bookings that a closure takes back (臨時休館): by which one, on which
 * ground of the rule book its money goes back, and that a move away from it costs the
 * party nothing, for it is the house that moves it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_CLOSED_H
#define DESK_BOOKING_BOOKING_CLOSED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/booking/booking.h"
#include "desk/booking/charge.h"
#include "desk/desk.h"
#include "desk/record/record_check.h"

/*
 * The reason's code of the booking's edition by which its money goes back: the closure's
 * kind, else one of whose fault it is (storm, disaster, infection: nobody's; others: the
 * centre's). NULL: the edition has none.
 */
const char *booking_closed_ground(struct desk *d, int64_t rule_book_id, int64_t closure_id);

/* Is the room shut at the booking's time, by a closure or by the by-law? */
bool booking_closed_shuts(struct desk *d, const struct record *booking);

/*
 * The closure out of which this save moves the booking, to no longer time: one that it is
 * to be phoned about, or was, and that shuts the time where it stood. 0: there is none.
 */
int64_t booking_closed_moves(const struct record_change *c, const struct booking_ask *k);

/*
 * Adds what such a move comes to: `change`, by which the new price differs, and a charge
 * of the kind "house" that takes off what the party need not pay: all that is more for
 * room and time, unless the book has a rule for changes on this ground, which then
 * answers. What is less is less.
 */
bool booking_closed_settle(const struct record_change *c, int64_t closure_id,
			   const struct charge *change, int64_t new_price, struct err *e);

/*
 * A later move by the party's own wish to what costs `less` yen less: what was let off is
 * asked for again as far as that, so that nobody gains by both.
 */
bool booking_closed_take_back(const struct record_change *c, int64_t less, struct err *e);

#endif
