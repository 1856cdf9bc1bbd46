/*
 * charge.h - what a booking comes to (料金), as a ledger: every step of its life adds
 * what it adds, with the lines that say how it was reckoned. Nothing is changed
 * afterwards. booking.due is their sum, booking.taken that of the receipts, both kept
 * by triggers.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_CHARGE_H
#define DESK_BOOKING_CHARGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/record/record_check.h"
#include "store/tx.h"

struct charge {
	int64_t booking_id;
	const char *kind;      /* a code of the list charge_kind */
	int64_t yen;           /* below nothing: the party owes less */
	int64_t extras_yen;    /* the part of it that is for extras */
	int64_t rule_book_id;  /* 0: none was asked */
	const char *lines;     /* the explanation, a line each; may be NULL */
	const char *reason;    /* may be NULL */
};

/* Inside the change that it follows from. */
bool charge_add(struct desk *d, struct tx *tx, const struct charge *c, struct err *e);

/* What was charged so far, and for extras: what was taken off is of the room's part first. */
struct charge_sum {
	int64_t yen, extras_yen;
};
bool charge_sum(struct desk *d, int64_t booking_id, struct charge_sum *out, struct err *e);

/* The charges of a booking in their order, in `a`; how many, or -1. */
struct charge_step {
	const char *word; /* of its kind, in the clerk's language */
	int64_t yen;
};
int charge_steps(struct desk *d, struct arena *a, int64_t booking_id, struct charge_step **out,
		 struct err *e);

/* The check of the form: charges come from acts, never from typing. */
bool charge_by_acts(const struct record_change *c, struct err *e);

#endif
