/*
 * timetable.h - rooms by days (時間割): when each is open, by which bands it is let,
 * and what of it is taken. Held in memory, so that a screen moves and a search looks
 * without asking the database again.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_TIMETABLE_H
#define DESK_BOOKING_TIMETABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/booking/occupancy.h"
#include "desk/booking/room.h"
#include "desk/booking/waiting.h"
#include "desk/desk.h"

/* A simple band of the rule book (区分). */
struct band_time {
	const char *code, *name;
	int from, to;
};

/* How a room is let on a day: by bands, or by minutes when there are none. */
struct room_slots {
	int band_count;
	const struct band_time *bands; /* by time */
	int grid, least, most;         /* minutes; most 0: no limit */
};

struct room_day {
	const struct room_row *room;
	day_num day;
	int open_count;             /* 0: closed */
	struct time_span open[8];
	int grid_from;              /* where the grid of minutes begins */
	const char *why;            /* of a closing, wholly or in part; "" */
	const char *holiday;        /* its name, "" */
	const struct room_slots *slots;
	int set_up, clear_up;       /* what a use keeps free around itself */
	int taken_count;
	const struct taken **taken; /* each booking once, by time */
};

struct timetable {
	struct arena arena;
	struct room_list rooms;
	struct day_span days;
	struct room_day *cells;     /* of each room, day after day */
	struct occupancy taken;
	struct waiting_list waiting; /* with OCCUPANCY_WHO */
};

struct timetable_wish {
	int64_t room_id;            /* 0: all */
	int64_t site_id;            /* 0: of every site */
	struct day_span days;
	enum occupancy_of of;       /* OCCUPANCY_WHO: also rooms out of use that are booked */
};

/* Asks each site's rule book in force today. timetable_done() in either case. */
bool timetable_load(struct desk *d, const struct timetable_wish *w, struct timetable *out,
		    struct err *e);
void timetable_done(struct timetable *t);

const struct room_day *timetable_at(const struct timetable *t, int room, day_num day);

/* Is the room open from `from` to `to`, and nothing in the way of a use of that time? */
bool room_day_is_open(const struct room_day *r, int from, int to);
bool room_day_is_free(const struct room_day *r, int from, int to);

#endif
