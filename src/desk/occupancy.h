/*
 * occupancy.h - who has which room when: what timetables, "is it free?" and the search
 * for the next free time read. A room is taken when any of its units is, with what is
 * kept free around the use; a closed time counts as taken.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_OCCUPANCY_H
#define DESK_OCCUPANCY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/booking.h"
#include "desk/desk.h"
#include "desk/room.h"

struct taken {
	int64_t unit_id, booking_id;
	day_num day;
	int from, to;           /* minutes, as occupied: with buffers */
	int use_from, use_to;   /* as booked */
	int64_t room_id;        /* the room that was booked, perhaps a joined one */
	enum booking_state state;
	const char *party;      /* disclosed */
	int heads;              /* 0 unknown */
	int64_t open_yen;       /* due less taken */
};

struct occupancy {
	int count;
	struct taken *rows;     /* by day, unit, time */
};

/* What is taken from `first` to `last`, of one room's units (0: of all), in `a`. */
bool occupancy_load(struct desk *d, int64_t room_id, day_num first, day_num last,
		    struct arena *a, struct occupancy *out, struct err *e);

/* Is the time free in every unit of the room? No closures, no rules: the guard's own question. */
bool occupancy_is_free(struct desk *d, int64_t room_id, day_num day, int from, int to,
		       int64_t but_booking, bool *is_free, struct err *e);

#endif
