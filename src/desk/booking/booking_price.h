/*
 * booking_price.h - what a save of a booking adds to its charges: the quote when it
 * first takes its room, afterwards what the change makes of it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_PRICE_H
#define DESK_BOOKING_BOOKING_PRICE_H

#include <stdbool.h>

#include "desk/booking/booking.h"
#include "desk/booking/charge.h"
#include "desk/record/record_check.h"
#include "rule/ask.h"

/* Does price or permission hang on what this save changes? */
bool booking_is_asked(const struct record_change *c);

/* For the form's check, after the booking was written. */
bool booking_price_settle(const struct record_change *c, struct err *e);

/*
 * Nobody owes less than nothing: when more was waived than a booking that was moved
 * comes to, a charge says so. Inside the change.
 */
bool booking_price_floor(struct desk *d, struct tx *tx, int64_t booking_id, struct err *e);

/*
 * What the booking comes to, with its lines in `a`; `extras` the part that is for extras.
 * A book without prices lets its rooms for nothing.
 */
bool booking_price(struct booking_ask *k, struct answer *a, int64_t *extras, struct err *e);

/*
 * What the party would get back (positive), by the refund ladder, of what the booking
 * came to: all of it when it was not permitted yet.
 */
struct booking_end {
	day_num said;
	const char *why;    /* a reason's code, or NULL */
	bool is_change;
	int64_t new_price;  /* of a change */
};
bool booking_refund(struct desk *d, const struct record *r, const struct booking_end *how,
		    struct answer *a, struct err *e);

/* Is `why` (or NULL) a ground of the booking's edition? ERR_INVALID names those it has. */
bool booking_ground_is_known(struct desk *d, const struct record *r, const char *why,
			     struct err *e);

#endif
