/*
 * free.h - "is it free?": the free times of a day, and the next that fit, over all rooms
 * and joins, with what they cost. What the rule book would refuse is not offered.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_FREE_H
#define DESK_BOOKING_FREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/booking/occupancy.h"
#include "desk/desk.h"

/* Parts of a day, by the hour at which a use begins: before 12:00, before 17:00, later. */
enum free_part { FREE_MORNING = 1, FREE_AFTERNOON = 2, FREE_EVENING = 4 };

struct free_wish {
	day_num first;          /* look from this day on */
	int days;               /* how many; 0: 60 */
	int64_t room_id;        /* 0: any */
	const int64_t *rooms;   /* or one of these: "会議室" */
	int room_count;         /* 0: any */
	int64_t site_id;        /* 0: any */
	const char *band;       /* a word for a band of the rule book, free_band_read(); or NULL */
	int from, to;           /* the time of day, or within which; NONE: any */
	int minutes;            /* how long; 0: a band, or from..to as it is */
	unsigned parts;         /* of the day, a bit each; 0: any */
	int heads;              /* 0: any */
	int64_t group_id, person_id; /* for the price; 0: whoever */
	const char *facts;      /* further facts, as in booking.facts; or NULL */
	unsigned weekdays;      /* a bit each, Sunday the lowest; 0: all */
	int limit;              /* how many answers; 0: 9 */
};
#define FREE_WISH_INIT { .first = DAY_NONE, .from = NONE, .to = NONE }
#define FREE_DAYS_MOST 366

struct free_time {
	int64_t room_id;
	const char *room, *code; /* its name and its code */
	day_num day;
	int from, to;
	const char *bands;      /* codes with commas, or NULL: by minutes */
	const char *words;      /* "夜間" or "18:00-20:00" */
	int64_t yen;            /* -1: the price cannot be told without a fact */
	int capacity;           /* people; 0 unknown */
	const char *waiting;    /* others who wait for it: "Y26-0412 合唱団ひばり"; "" */
	int spare;              /* seats more than wanted; the best fit has the fewest */
};

struct free_times {
	int count;
	struct free_time *rows; /* the soonest first, then the best fit, then the cheapest */
	const char *why;        /* where there is none: that it is closed and why, that no room
	                           holds so many, what the rules said to most; or "" */
};

/* `first` DAY_NONE: from today on. ERR_INVALID when the wish cannot be: no such band or room. */
bool free_next(struct desk *d, const struct free_wish *w, struct arena *a,
	       struct free_times *out, struct err *e);

/*
 * Instead of a wish that nothing answers: other times of its days, then its time on the next
 * days, some of each.
 */
bool free_nearest(struct desk *d, const struct free_wish *w, struct arena *a,
		  struct free_times *out, struct err *e);

/*
 * A wish in the words of the command line, any order: n (next), m/a/e (morning, afternoon,
 * evening), a band's name, 2h or 90m, 20p or 20 people, a day, weekdays, a room's code or
 * name or what several are called, 18:00-20:00. A number alone counts people where a day
 * was said. What it refers to lives in `a`. ERR_INVALID names the word that is none, the two
 * of which only one can be meant, or asks what the number is; what was understood besides
 * is in *out.
 */
bool free_wish_read(struct desk *d, const char *words, struct arena *a, struct free_wish *out,
		    struct err *e);
/*
 * The room that is meant by its code or name, as such a wish says it: "b", "room b", "会議室 B".
 * 0 and ERR_INVALID (`field` room_id) with the rooms that there are: none or several.
 */
int64_t free_room_meant(struct desk *d, const char *words, struct err *e);
/* How the wish was read: "11/27(金) 夜間 20人". */
void free_wish_add_words(struct str *b, struct desk *d, const struct free_wish *w);
/* Does it say a day or a time? A line that says neither is rather a name. */
bool free_wish_says_when(const struct free_wish *w);
/* Does the line begin as a wish does ("n ", "次 ", "空き ", "空き：")? */
bool free_is_wish(const char *words);

#endif
