/*
 * registration.h - registration of groups by period (団体登録): the steps from
 * received to approved, the papers that a request must bring, how long a
 * registration is valid, and what happens when its period is over.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_REGISTER_REGISTRATION_H
#define DESK_REGISTER_REGISTRATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "desk/desk.h"

/* received → papers checked → approved or refused → lapsed */
enum registration_state {
	REGISTRATION_RECEIVED, /* 受付 */
	REGISTRATION_CHECKED,  /* 書類確認済 */
	REGISTRATION_APPROVED, /* 登録 */
	REGISTRATION_REFUSED,  /* 不承認 */
	REGISTRATION_LAPSED,   /* 失効 */
	REGISTRATION_STATE_COUNT
};

const char *registration_state_code(enum registration_state s); /* as stored */

/*
 * Moves a registration to a state. ERR_REFUSED when the step is not one of the
 * order's, when papers are missing (setting registration.papers_needed), when
 * a reason is missing, or when the clerk may not: deciding needs the right
 * "register.approve", the other steps "register.change".
 */
bool registration_move(struct desk *d, int64_t registration_id, enum registration_state to,
		       const char *reason, struct err *e);

/*
 * Does the order of the steps lead from this stored state to `to`? Then also whether
 * that step needs a reason.
 */
bool registration_leads(const char *from, enum registration_state to, bool *needs_reason);

/*
 * Does a move between these stored states decide something, so that taking it back needs
 * the right "register.approve" too? NULL stands for a registration that is not there.
 */
bool registration_is_decision(const char *from, const char *to);

/*
 * Lapses approved registrations whose period is over, in one change; how many,
 * or -1. Nothing to do for a desk whose clerk may not change the register.
 * Called when the desk opens on a new day.
 */
int registration_lapse(struct desk *d, struct err *e);

/*
 * Writes into the record, not yet into the database, what a step leaves there:
 * state, days, who decided, why. One that lapses before its last day ends on
 * the day of the decision.
 */
struct record;
void
registration_note(struct desk *d, struct record *r, enum registration_state to, const char *reason);

/*
 * The words of the papers that the registration still lacks, in `a`; how many,
 * or -1. A rule for the group's own kind goes before the rule for every kind. A
 * paper counts for its registration; one that names none, for any that was
 * received no later than the paper.
 */
int registration_papers_missing(struct desk *d, struct arena *a, int64_t registration_id,
				const char ***words, struct err *e);

/*
 * For queries over many: true when the registration `r` of the group `g` lacks
 * the paper of the requirement `q`.
 */
#define REGISTRATION_LACKS                                                            \
	" q.request = r.request AND q.is_required = 1"                                \
	" AND (q.group_kind = g.legal_form OR (q.group_kind IS NULL AND NOT EXISTS (" \
	"SELECT 1 FROM paper_requirement AS own WHERE own.request = q.request"        \
	" AND own.paper_kind = q.paper_kind AND own.group_kind = g.legal_form)))"     \
	" AND NOT EXISTS (SELECT 1 FROM paper AS p WHERE p.group_id = r.group_id"     \
	" AND p.kind = q.paper_kind AND (p.registration_id = r.id"                    \
	" OR (p.registration_id IS NULL AND p.received_on >= r.received_on)))"

#endif
