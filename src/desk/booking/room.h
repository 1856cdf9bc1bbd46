/*
 * room.h - rooms and the units of floor that they are made of (部屋と区画). What a room
 * is, its units and its buffers come from the rule book; the register adds what the
 * by-law does not say: its order, floor, layouts, and which rooms hear each other.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_ROOM_H
#define DESK_BOOKING_ROOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "rule/book.h"
#include "store/tx.h"

struct room_row {
	int64_t id, site_id;    /* site_id 0: of the centre as a whole */
	const char *code, *name;
	int capacity;           /* people; 0 unknown */
	bool is_out_of_use;     /* 使わない部屋 */
	int unit_count;
	const int64_t *units;   /* ids, ascending */
};

struct room_list {
	int count;
	const struct room_row *rows; /* in the order of the timetable */
};

/* The rooms of a site (0: of every site) that are let, in `a`. */
bool room_list_load(struct desk *d, int64_t site_id, struct arena *a, struct room_list *out,
		    struct err *e);
/* Those and, of the rooms out of use, one (0: none) and all that are booked on these days. */
struct room_list_wish {
	int64_t site_id, room_id;
	struct day_span booked;
};
bool room_list_load_booked(struct desk *d, const struct room_list_wish *w, struct arena *a,
			   struct room_list *out, struct err *e);
/* A row by its id, or NULL. */
const struct room_row *room_list_find(const struct room_list *l, int64_t id);

/*
 * After an edition was loaded: adds the units and rooms that the register lacks and
 * makes each room of the units that the book says, in the same change. A room that
 * the book no longer has stays, for the bookings that it has. A name or capacity that
 * is still as the edition before said follows the new one; what the clerks wrote stays.
 */
struct room_following {
	int64_t site_id;
	const struct book *book;
	const struct book *before; /* or NULL */
	const char *reason;
};
bool room_follow_book(struct desk *d, struct tx *tx, const struct room_following *f,
		      struct err *e);

/* Behind a room's name, when it is out of use: how many bookings ahead it has. Appends. */
void room_said(struct desk *d, const struct record *r, struct str *out);

/* The room's position in the book, or NONE. */
int room_in_book(const struct book *b, const char *code);

#endif
