/*
 * room_ahead.h - the bookings ahead, as a rule book finds them that makes the rooms anew:
 * which of them it would let a piece of floor twice, and which are in rooms that it has not.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_ROOM_AHEAD_H
#define DESK_BOOKING_ROOM_AHEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "rule/book.h"

/* Two bookings ahead that would have a unit at the same time, buffers and all. */
struct room_clash {
	int64_t id, other_id;
	const char *line, *other; /* the bookings, disclosed */
};

struct room_clashes {
	int count;
	struct room_clash *rows; /* by day and time */
};

/* Were the rooms of `site_id` (0: of the centre) made of the units that the book says. In `a`. */
bool room_clashes_find(struct desk *d, int64_t site_id, const struct book *b, struct arena *a,
		       struct room_clashes *out, struct err *e);

/* True when there is none; else ERR_REFUSED with a sentence that names the first ones. */
bool room_require_no_clash(struct desk *d, int64_t site_id, const struct book *b, struct err *e);

/*
 * Appends how many bookings ahead are in rooms that the register has and the book has not,
 * with their first numbers and the rooms; nothing when there is none.
 */
bool room_left_add(struct desk *d, int64_t site_id, const struct book *b, struct str *out,
		   struct err *e);

#endif
