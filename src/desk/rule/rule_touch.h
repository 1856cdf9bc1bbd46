/*
 * rule_touch.h - the bookings ahead for which a new edition says otherwise than the one
 * that answers for them: another price, no longer open or allowed; and, apart from these,
 * those whose window or limits would refuse them if they were applied for today; and those
 * that its rooms would put in each other's way. A booking
 * that was applied for keeps its edition; the list is for whoever approves the new one.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_RULE_TOUCH_H
#define DESK_RULE_RULE_TOUCH_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/booking/room_ahead.h"
#include "desk/desk.h"
#include "rule/book.h"

struct rule_touched {
	int64_t booking_id;
	const char *line;      /* the booking, disclosed */
	int64_t was, is;       /* yen; -1: it cannot be told */
	const char *why_not;   /* the new edition refuses it; or NULL */
	const char *not_today; /* applied for today, its window or a limit would; or NULL */
	day_num applied;
	bool keeps;            /* applied for before `from`: its own edition goes on to answer */
};

struct rule_touch {
	int ahead;             /* bookings ahead of the rooms that the book is for */
	int asked;             /* of these; fewer only when go_on() said to stop */
	int count;             /* rows: another price, or refused */
	int not_today_count;   /* rows that are not among those, but have `not_today` */
	int row_count;
	struct rule_touched *rows; /* by day; both kinds */
	struct room_clashes clashes; /* as long as there are any, it cannot be loaded */
};

struct rule_touch_ask {
	const struct book *book; /* read, not loaded */
	int64_t site_id;         /* whose book it would be; 0: of the centre */
	day_num from;            /* it would answer for applications from then on */
	/* Called now and then; false: it is long enough. May be NULL. */
	bool (*go_on)(void *ctx, int asked, int ahead);
	void *ctx;
};

/* Asks about every booking ahead, by day. The rows are in `a`. */
bool rule_touch(struct desk *d, const struct rule_touch_ask *ask, struct arena *a,
		struct rule_touch *out, struct err *e);

/* The same as text: how many of each kind, and the first `most` of them, a line each. */
void rule_touch_add(const struct rule_touch *t, int most, struct str *b);

#endif
