/*
 * group.h - groups (団体) beyond what their form says: registration by period
 * (登録), renewal in bulk (更新), merging of duplicates (統合), dissolution (解散).
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_GROUP_H
#define DESK_GROUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

/* Registration states, in their order (design: received → papers checked → approved / refused → lapsed). */
enum registration_state {
	REGISTRATION_RECEIVED, /* 受付 */
	REGISTRATION_CHECKED,  /* 書類確認済 */
	REGISTRATION_APPROVED, /* 登録 */
	REGISTRATION_REFUSED,  /* 不承認 */
	REGISTRATION_LAPSED,   /* 失効 */
	REGISTRATION_STATE_COUNT
};

const char *registration_state_code(enum registration_state s); /* as stored */

/* Moves a registration to a state; ERR_REFUSED when the step is not one of the order's, or papers are missing. */
bool registration_move(struct desk *d, int64_t registration_id, enum registration_state to,
		       const char *reason, struct err *e);

/* What a renewal in bulk would do with one group. */
struct renewal {
	int64_t group_id;
	const char *title;
	const char *valid_until; /* of the present registration */
	const char *obstacle;    /* NULL: can be renewed; else the sentence that says why not */
};
/* Groups whose registration ends with `fiscal_year`; the count, or -1. */
int renewal_list(struct desk *d, struct arena *a, int fiscal_year, struct renewal **out, struct err *e);
/* Receives the next period for the given groups with last year's data, all in one change; how many, or -1. */
int renewal_run(struct desk *d, const int64_t *group_ids, int count, int fiscal_year, struct err *e);

/* Moves everything of `from` to `into` and leaves a pointer. One change, can be undone. */
bool group_merge(struct desk *d, int64_t from, int64_t into, const char *reason, struct err *e);

/* What is still open of a group (registrations, lockers, bookings …), one sentence each; the count, or -1. */
int group_open_matters(struct desk *d, struct arena *a, int64_t group_id, const char ***out, struct err *e);
bool group_dissolve(struct desk *d, int64_t group_id, const char *day, const char *reason, struct err *e);

/* Lapses registrations whose period is over; how many, or -1. Called when the desk opens on a new day. */
int registration_lapse(struct desk *d, struct err *e);

#endif
