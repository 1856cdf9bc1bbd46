/*
 * booking_advice.h - what the desk says of a booking while it is typed: who is in the
 * way, what the rule book refuses, what it would cost; and what can stand in the fields
 * whose words are the rule book's. Nothing is written.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_ADVICE_H
#define DESK_BOOKING_BOOKING_ADVICE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record.h"

/*
 * Appends lines about the booking as far as it is typed; what stands against it begins
 * with "! ". Nothing until room, day and time are there.
 */
void booking_advice(struct desk *d, const struct record *r, struct str *out);

/* " (800円、11/24(火)まで仮予約)": what the party is told of a booking that was saved. Appends. */
void booking_said(struct desk *d, const struct record *r, struct str *out);

/*
 * What is free instead of a time that is taken, the soonest first, `limit` at most:
 * "11/21(土) 夜間 会議室B 1,410円", a line each behind `before`. Appends.
 */
void booking_instead(struct desk *d, const struct record *r, int limit, const char *before,
		     struct str *out);

struct booking_choice {
	const char *value; /* what stands in the field */
	const char *words; /* "夜間 17:30-21:30" */
};

/* What can stand in `field` (bands, use, extras, ended_why), in `a`; how many. */
int booking_choices(struct desk *d, const struct record *r, const char *field, struct arena *a,
		    struct booking_choice **out);

/*
 * Is a code of the field offered for a new booking? Later states are reached by the steps;
 * whoever may put such a booking on record types the word.
 */
bool booking_offers_code(const char *field, const char *code);

#endif
