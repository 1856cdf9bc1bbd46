/*
 * free_day.h - the times of a day that are free and as wished, out of a timetable in
 * memory; part of free.c. Nothing here asks the rule book what it allows.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_FREE_DAY_H
#define DESK_BOOKING_FREE_DAY_H

#include "base/str.h"
#include "desk/booking/free.h"
#include "desk/booking/timetable.h"
#include "rule/book.h"

struct free_slot {
	const struct room_day *cell;
	int first_band, last_band; /* of cell->slots; NONE: by minutes */
	int from, to;
	int spare;
	int64_t yen; /* for the caller */
};

struct free_day {
	const struct free_wish *wish;
	int now; /* minutes; what is over by then is not offered */
	int want_from, want_to; /* of the wanted band; NONE: none */
	int count, room_for;
	struct free_slot *slots;
};

void free_day_init(struct free_day *f, const struct free_wish *w);
void free_day_done(struct free_day *f);
/* Only uses from the first to the last of these simple bands. */
void free_day_want(struct free_day *f, const struct book *b, const struct choice_set *simple);

void free_day_add_room(struct free_day *f, const struct room_day *cell);
/* The soonest first, then the best fit. */
void free_day_sort(struct free_day *f);
/* Are the two as soon, and fit as well? */
bool free_day_equal(const struct free_day *f, int a, int b);

/* The part of the day, a bit of enum free_part, that a use which begins then is in. */
unsigned free_part_at(int minute);

/* "morning,night", or nothing; "夜間" or "18:00-20:00". */
void free_slot_add_codes(const struct free_slot *s, struct str *b);
void free_slot_add_words(const struct free_slot *s, struct str *b);

#endif
