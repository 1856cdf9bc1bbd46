/*
 * receipt.h - receipts of the desk's drawer (領収書): numbered without a gap, never
 * changed. A spoilt one is voided with a reason and keeps its number; money given back
 * is a row of its own.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_RECEIPT_H
#define DESK_BOOKING_RECEIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "desk/record/record_check.h"
#include "store/tx.h"

struct payment {
	int64_t booking_id;
	bool gives_back;        /* a refund (還付) */
	int64_t yen;            /* more than nothing; 0: all that is open, or was paid too much */
	int64_t received;       /* お預かり: cash that was handed over; 0: not told */
	const char *method;     /* a code of the list payment_method; NULL: cash */
	const char *payer;      /* 宛名; NULL: the party, of a withheld person receipt_bearer() */
	const char *what;       /* 但し書き; NULL: "会議室A 11/20(金) 18:00-21:00 使用料" */
	const char *once_key;   /* idempotency key, or NULL */
};

/*
 * Takes money for a booking, or gives it back: the receipt's id, 0 with a sentence.
 * Never more than is owed, nor back more than was taken too much (ERR_REFUSED in the
 * field "yen"); only cash is handed over, and no less than is taken (ERR_INVALID in the
 * field "received"). Needs "cash.add".
 */
int64_t receipt_pay(struct desk *d, const struct payment *p, struct err *e);

/*
 * Voids a receipt or a refund (書損): what it took is open again. Needs "cash.change" and
 * a reason. A receipt upon which money was given back only after that refund.
 */
bool receipt_void(struct desk *d, int64_t receipt_id, const char *reason, struct err *e);
bool receipt_is_void(struct desk *d, int64_t receipt_id);

/*
 * What the row says, for who has just written or voided it ("No. 000123: 2,400円を受け取り
 * ました。"), and what is still open of the booking. Appends.
 */
void receipt_say(struct desk *d, int64_t receipt_id, struct str *b);

/* "お預かり 5,000円、おつり 2,600円". Appends. */
void receipt_add_change(int64_t received, int64_t yen, struct str *b);

/* What stands for a name that is not to be read (上様). */
const char *receipt_bearer(void);

/* What was taken for a booking and given back, void ones left out, in `a`; how many, or -1. */
struct receipt_line {
	int64_t id, serial, yen, received;
	bool is_refund;
	day_num day;
	const char *method; /* a code of the list payment_method */
};
int receipt_lines(struct desk *d, struct arena *a, int64_t booking_id, struct receipt_line **out,
		  struct err *e);

/* The serial of a receipt; 0: there is none. */
int64_t receipt_serial(struct desk *d, int64_t receipt_id);
/* The number as it stands on paper: "No. 000123". Appends. */
void receipt_add_number(int64_t serial, struct str *b);

/* The check of the forms receipt and receipt_void: only the services write them. */
bool receipt_by_acts(const struct record_change *c, struct err *e);

#endif
