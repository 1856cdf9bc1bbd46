/*
 * booking_act_part.h - for the booking_*.c of the acts alone: an act on its way, the row of the
 * table that says what it does, and what the rows are made of.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_BOOKING_ACT_PART_H
#define DESK_BOOKING_BOOKING_ACT_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/booking/booking_act.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "rule/answer.h"
#include "store/tx.h"

/* One act on its way. */
struct acting {
	struct desk *desk;
	struct tx *tx;
	const struct act_row *row;
	const struct booking_wish *wish;
	struct record *r;        /* as it will be saved */
	int64_t due;             /* before the act */
	bool had_time;           /* before it: did the booking occupy its room? */
	struct answer answer;    /* why the charge is what it is */
	int64_t yen;             /* what it adds to what the party owes */
	int64_t rule_book_id;
};

struct act_row {
	const char *code;
	const char *label;       /* N_() */
	unsigned from;
	int to;                  /* a state, or NONE: stays */
	const char *right;
	bool needs_reason;
	bool (*fill)(struct acting *a, struct err *e);   /* or NULL */
	bool (*reckon)(struct acting *a, struct err *e); /* yen and its lines; or NULL */
	const char *kind;        /* of the charge; NULL: it charges nothing itself */
	const char *said;        /* what was done */
};

/* When it happens, in minutes of the day. */
int acting_at(const struct acting *a);

/* What an act writes into the record, or why it cannot be done. */
bool booking_fill_permit(struct acting *a, struct err *e);
bool booking_fill_end(struct acting *a, struct err *e);
bool booking_fill_check_in(struct acting *a, struct err *e);
bool booking_fill_check_out(struct acting *a, struct err *e);
bool booking_fill_break_off(struct acting *a, struct err *e);
bool booking_fill_expire(struct acting *a, struct err *e);
bool booking_fill_miss(struct acting *a, struct err *e);
bool booking_fill_move(struct acting *a, struct err *e);
bool booking_fill_extend(struct acting *a, struct err *e);

/* What it adds to what the party owes, with its lines: from the record as it was. */
bool booking_reckon_move(struct acting *a, struct err *e);
bool booking_reckon_extend(struct acting *a, struct err *e);
bool booking_reckon_cancel(struct acting *a, struct err *e);
bool booking_reckon_break_off(struct acting *a, struct err *e);
bool booking_reckon_all_back(struct acting *a, struct err *e);
bool booking_reckon_waive(struct acting *a, struct err *e);
bool booking_reckon_correct(struct acting *a, struct err *e);

#endif
