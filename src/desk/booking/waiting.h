/*
 * waiting.h - who waits for a room that is taken (空き待ち), for a timetable: read once,
 * then asked place by place. Whoever is first in the list was there first.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_WAITING_H
#define DESK_BOOKING_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/booking/room.h"
#include "desk/desk.h"

struct waiting {
	int64_t unit_id, booking_id; /* a joined room waits with each of its units */
	day_num day;
	int from, to;                /* minutes, as they would be used */
	const char *line;            /* "Y26-0412 合唱団ひばり", disclosed */
	const char *party;           /* disclosed */
};

struct waiting_list {
	int count;
	const struct waiting *rows;  /* by day, then as they came */
};

/* All that wait for a time within the days, in `a`. */
bool waiting_load(struct desk *d, struct day_span days, struct arena *a,
		  struct waiting_list *out, struct err *e);

#define WAITING_MOST 9
/* Those who wait for a piece of the room's floor within the time; how many. */
int waiting_for(const struct waiting_list *l, const struct room_row *room, day_num day,
		const struct time_span *time, const struct waiting *out[WAITING_MOST]);

#endif
