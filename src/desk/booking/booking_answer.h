/*
 * booking_answer.h - what the rule book makes of a booking that is being saved. A save needs
 * it twice, before the row is written and for its price, and much of it before the turn to
 * write; it is reckoned once and kept, until something is changed on which it hangs.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_ANSWER_H
#define DESK_BOOKING_BOOKING_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/booking/booking.h"
#include "desk/record/record_check.h"
#include "desk/rule/surroundings.h"

struct booking_answer {
	struct booking_ask ask;
	/* Private: what it stands for, and what was asked of it so far. */
	char *asked, *completed; /* as it came, as the save completes it */
	int64_t id, rule_book_id;
	struct surroundings_moment moment;
	const struct record_change *save; /* within which it was found to stand; or NULL */
	bool has_allowed, has_price, has_hold;
	struct answer allowed, price;
	int64_t extras_yen;
	day_num hold;
};

/* A save begins: what was found to stand is looked at again. */
void booking_answer_begin(struct desk *d);

/*
 * Of c->after, whether its times, bands and codes are filled in yet or not: what was typed
 * by times for a room that is let by bands is reckoned by the bands that it takes. It is
 * the desk's, until the next call. NULL: a sentence says what lacks or is wrong
 * (booking_ask_open()).
 */
struct booking_answer *booking_answer(const struct record_change *c, struct err *e);

/* May it be, by the book? ask_all(); NULL when something lacks. */
const struct answer *booking_answer_allowed(struct booking_answer *k, struct err *e);
/* What it comes to, and the part for extras: booking_price(). */
const struct answer *booking_answer_price(struct booking_answer *k, int64_t *extras_yen,
					  struct err *e);
/* The last day of a hold since the day of application; DAY_NONE: the book says nothing of it. */
day_num booking_answer_hold(struct booking_answer *k);

void booking_answer_forget(struct desk *d); /* for desk_close, before the books are forgotten */

#endif
