/*
 * free.h - "is it free?": the free times of a day, and the next that fit, over all rooms
 * and joins, with what they cost.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_FREE_H
#define DESK_FREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/occupancy.h"

struct free_wish {
	day_num first;          /* look from this day on */
	int days;               /* how many; 0: 60 */
	int64_t room_id;        /* 0: any */
	int64_t site_id;        /* 0: any */
	const char *band;       /* a code of the rule book; or NULL */
	int from, to;           /* the time of day, or within which; NONE: any */
	int minutes;            /* how long; 0: a band, or from..to as it is */
	int heads;              /* 0: any */
	int64_t group_id, person_id; /* for the price; 0: whoever */
	const char *facts;      /* further facts, as in booking.facts; or NULL */
	unsigned weekdays;      /* a bit each, Sunday the lowest; 0: all */
	int limit;              /* how many answers; 0: 9 */
};

struct free_time {
	int64_t room_id;
	day_num day;
	int from, to;
	const char *bands;      /* codes with commas, or NULL */
	const char *words;      /* "夜間" or "18:00-20:00" */
	int64_t yen;            /* -1: the price cannot be told without a fact */
	int spare;              /* seats more than wanted; the best fit has the fewest */
};

struct free_times {
	int count;
	struct free_time *rows; /* the soonest first, then the best fit, then the cheapest */
};

bool free_next(struct desk *d, const struct free_wish *w, struct arena *a,
	       struct free_times *out, struct err *e);

/*
 * A wish in the words of the command line, any order: n (next), m/a/e (morning, afternoon,
 * evening: bands by their time of day), 2h or 90m, 20p, a day, a weekday, a room's code or
 * name, 18:00-20:00. ERR_INVALID names the word that is none.
 */
bool free_wish_read(struct desk *d, const char *words, struct free_wish *out, struct err *e);

#endif
