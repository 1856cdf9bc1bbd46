/*
 * occupancy.h - who has which room when: what timetables, "is it free?" and the search
 * for the next free time read. A room is taken when any of its units is, with what is
 * kept free around the use. Opening hours and closures are desk/booking/timetable.h's.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_OCCUPANCY_H
#define DESK_BOOKING_OCCUPANCY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/booking/booking.h"
#include "desk/booking/room.h"
#include "desk/desk.h"

/* A booking's time of one unit. */
struct taken {
	int64_t unit_id, booking_id;
	day_num day;
	int from, to;           /* minutes, as occupied: with buffers */
	/* Only when OCCUPANCY_WHO was asked for: */
	int use_from, use_to;   /* as booked and extended */
	int64_t room_id;        /* the room that was booked, perhaps a joined one */
	enum booking_state state;
	const char *number, *party, *purpose; /* disclosed; "" when there is none */
	int heads;              /* 0 unknown */
	int64_t open_yen;       /* due less taken */
};

struct occupancy {
	int count;
	struct taken *rows;     /* by unit, day, time */
};

enum occupancy_of {
	OCCUPANCY_TIMES, /* the times alone, for a search over weeks */
	OCCUPANCY_WHO    /* and whose they are */
};

/* What is taken of these units (ascending) from `days.from` to `days.to`, in `a`. */
struct occupancy_wish {
	int unit_count;
	const int64_t *units;
	struct day_span days;
	enum occupancy_of of;
};
bool occupancy_load(struct desk *d, const struct occupancy_wish *w, struct arena *a,
		    struct occupancy *out, struct err *e);

/* A room and the time that it would occupy, buffers and all; the booking itself is not in its
 * own way (0: a new one). */
struct room_time {
	int64_t room_id, booking_id;
	day_num day;
	int from, to;
};
/* Is every unit of the room free then? No closures, no rules: the guard's own question. */
bool occupancy_is_free(struct desk *d, const struct room_time *t, bool *is_free, struct err *e);

#endif
