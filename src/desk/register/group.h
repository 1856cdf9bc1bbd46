/*
 * group.h - acts on groups (団体) beyond what their form says: merging of
 * duplicates (統合) and dissolution (解散). Registration is registration.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_REGISTER_GROUP_H
#define DESK_REGISTER_GROUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

/*
 * Moves everything of `from` to `into` and leaves a pointer: every row of every
 * table that refers to the group, as the schema's foreign keys say, so that the
 * tables of later features are moved too. `into` keeps its own fields and takes
 * only a representative or liaison that it lacks; names and numbers of `from`
 * go to its history. A contact that both have is closed; of two registrations
 * for the same time that of `from` ends. One change, can be undone. Refused
 * when one of them is merged or dissolved. Needs the right "register.change".
 */
bool group_merge(struct desk *d, int64_t from, int64_t into, const char *reason, struct err *e);

/* What is still open of a group (registrations, later lockers, bookings …), one sentence each; the
 * count, or -1. */
int group_open_matters(struct desk *d, struct arena *a, int64_t group_id, const char ***out,
		       struct err *e);
/*
 * Dissolves the group on `day` ('YYYY-MM-DD', not in the future, not before its
 * founding): its registrations end, all else stays what it was. One change,
 * can be undone. Needs "register.change".
 */
bool group_dissolve(struct desk *d, int64_t group_id, const char *day, const char *reason,
		    struct err *e);

#endif
