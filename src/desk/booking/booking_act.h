/*
 * booking_act.h - the steps of a booking's life, each one change with its audit:
 *
 *   hold -> applied -> permitted -> in use -> done
 *   waiting -> hold or applied;  refused, cancelled, expired, no-show
 *
 * Every act says in `said` what happened ("予約 R8-0412 を許可しました"). ERR_REFUSED when
 * the booking is not in a state for it, when the rule book says no (unless the wish
 * has an `override`, which needs the right "booking.approve"), or when the room is
 * taken, with whose booking is in the way.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_ACT_H
#define DESK_BOOKING_BOOKING_ACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/booking/booking.h"
#include "desk/desk.h"

enum booking_act {
	BOOKING_APPLY,     /* hold, waiting -> applied */
	BOOKING_PERMIT,    /* hold, applied -> permitted */
	BOOKING_REFUSE,    /* hold, waiting, applied -> refused; needs a reason */
	BOOKING_CHECK_IN,  /* permitted -> in use: the key goes out; early with a reason, unpaid
	                      after the rule book's last day for it with an override */
	BOOKING_CHECK_OUT, /* in use -> done: key back, people, in order */
	BOOKING_BREAK_OFF, /* in use -> done: the house closes; with the refund ladder */
	BOOKING_CANCEL,    /* -> cancelled, with the refund ladder */
	BOOKING_EXPIRE,    /* hold -> expired */
	BOOKING_MISS,      /* permitted -> no-show */
	BOOKING_MOVE,      /* another room, day or time, with the price's difference */
	BOOKING_EXTEND,    /* longer, at the price of the rule book's extensions */
	BOOKING_WAIVE,     /* owes less, by a decision; needs a reason */
	BOOKING_CORRECT,   /* a mistake in the price is put right; needs a reason */
	BOOKING_ACT_COUNT
};

struct booking_wish {
	const char *reason;      /* in words; or NULL */
	const char *override;    /* why against a rule; or NULL */
	const char *ended_why;   /* CANCEL, BREAK_OFF: a reason's code of the rule book, or NULL */
	day_num said;            /* CANCEL, MOVE: when it came in; DAY_NONE: today */
	/* MOVE: what changes; 0, DAY_NONE, NONE, NULL: stays */
	int64_t room_id;
	day_num day;
	const char *bands;
	int from, to;            /* minutes */
	int before, after;       /* EXTEND: minutes on each side */
	/* CHECK_IN, CHECK_OUT, BREAK_OFF */
	int at;                  /* minutes; NONE: now */
	const char *key_number;
	int heads;               /* people who came; NONE: as planned */
	bool out_of_order;       /* something is to be put right */
	bool only_unused;        /* BREAK_OFF: only the time from `at` on is given back */
	int64_t yen;             /* WAIVE, CORRECT: what the party owes less (CORRECT: or more) */
};
#define BOOKING_WISH_INIT { .said = DAY_NONE, .day = DAY_NONE, .from = NONE, .to = NONE, \
	.at = NONE, .heads = NONE }

const char *booking_act_code(enum booking_act a); /* "permit" */
const char *booking_act_label(enum booking_act a); /* "Key out: the use begins", for the clerk */

/* Can it be done to a booking in this state at all? */
bool booking_act_fits(enum booking_act a, enum booking_state s);

bool booking_act(struct desk *d, int64_t booking_id, enum booking_act a,
		 const struct booking_wish *w, struct str *said, struct err *e);

/*
 * What the act would change in what the party owes, without doing it, with its lines:
 * the refund of a cancellation, the difference of a move, the price of an extension.
 */
bool booking_act_preview(struct desk *d, int64_t booking_id, enum booking_act a,
			 const struct booking_wish *w, struct answer *out, struct err *e);

/*
 * The same in words: first what the party would then still owe, or get back of what was
 * taken, then what becomes of the fee where that is another sum, and the lines below.
 */
bool booking_act_preview_say(struct desk *d, int64_t booking_id, enum booking_act a,
			     const struct booking_wish *w, struct str *out, struct err *e);

/* Expires every hold whose last day is over, in one change; how many, or -1. */
int booking_expire_all(struct desk *d, struct err *e);

#endif
