/*
 * rule_touch.h - the bookings ahead for which a new edition says otherwise than the one
 * that answers for them: another price, or no longer open or allowed. A booking that was
 * applied for keeps its edition; the list is for whoever approves the new one.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_TOUCH_H
#define DESK_RULE_TOUCH_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "rule/book.h"

/* So many of the next bookings are asked about. */
#define RULE_TOUCH_ASKED 2000

struct rule_touched {
	int64_t booking_id;
	const char *line;    /* the booking, disclosed */
	int64_t was, is;     /* yen; -1: it cannot be told */
	const char *why_not; /* the new edition refuses it; or NULL */
	day_num applied;
	bool keeps;          /* applied for before `from`: its own edition goes on to answer */
};

struct rule_touch {
	int asked, count;
	bool more;           /* there are further bookings, that were not asked about */
	struct rule_touched *rows; /* by day */
};

/* `b`: a book that was read and is not loaded; it would answer from `from` on. In `a`. */
bool rule_touch(struct desk *d, const struct book *b, day_num from, struct arena *a,
		struct rule_touch *out, struct err *e);

/* The same as text: how many, and the first `most` of them, a line each. */
void rule_touch_add(const struct rule_touch *t, int most, struct str *b);

#endif
