/* demo_part.h - what the files of demo.c share. */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_DEMO_DEMO_PART_H
#define DESK_DEMO_DEMO_PART_H

#include "desk/demo/demo.h"

/*
 * Lets the rooms for a year and some months, after groups and rule book are there:
 * some `options->bookings` of them, by the ordinary services, each step on the day and
 * at the hour at which a desk would have taken it, up to now.
 */
bool demo_let_rooms(struct desk *d, const struct demo_options *options, struct err *e);

/* demo_room.c: before the rooms are let, and after; needs the book "paid". */
enum { DEMO_ELECTION_IN = 14 }; /* days from today */
bool demo_describe_rooms(struct desk *d, struct err *e);
bool demo_call_election(struct desk *d, struct err *e);
/* A group that comes on every second Saturday; what the rules refuse is a reason in it. */
bool demo_book_series(struct desk *d, int64_t group, struct err *e);

/* demo_plan.c: what will happen, before anything is written. */
enum demo_fate {
	DEMO_USED,     /* applied for, permitted, paid, used */
	DEMO_UNPAID,   /* the same, paid when the key goes out */
	DEMO_ON_HOLD,
	DEMO_WAITING,
	DEMO_APPLIED,
	DEMO_CANCELLED, /* after it was paid, with what the by-law gives back */
	DEMO_REFUNDABLE, /* the same, and the money is still there */
	DEMO_MISSED,    /* nobody came, and that was put on record */
	DEMO_ABSENT,    /* nobody came, and nobody has said so yet */
};

struct demo_use {
	const char *room, *bands; /* codes of the rule book */
	int from, to;             /* minutes of the day */
	day_num day, apply;
	int apply_at;
	int group;                /* which of the groups; -1: who is on no register */
	const char *caller;       /* then their name */
	const char *purpose, *layout, *extras, *facts;
	int heads, key; /* people, and the number on the key */
	enum demo_fate fate;
	bool is_told; /* by name, in the table: the day may be put off when the house is closed */
};

/* The groups of the table in demo_plan.c and of the series; the others are drawn. */
enum { DEMO_TOLD_GROUPS = 20 };

struct demo_plan {
	int count;
	struct demo_use *uses; /* owned */
};

void demo_plan_make(struct demo_plan *p, const struct demo_options *options, day_num today,
		    int groups);
void demo_plan_done(struct demo_plan *p);

#endif
