/*
 * undo.h - taking a change back, as a new change: the inverse of every row of
 * the audit's detail, in one transaction. Refused when somebody has built on it.
 * What was added and may not be removed (a code, a member of staff: a guard keeps
 * it) is taken out of use instead: retired, or no longer active.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_UNDO_H
#define DESK_RECORD_UNDO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

/*
 * `change` as audit_change() gave it; `reason` may be NULL. Appends to `said` a
 * sentence about what was taken back. ERR_NOT_FOUND for a number that is no
 * change; ERR_REFUSED, with who and when, when it was taken back or built on;
 * needs the right "<area>.change" of every record in it, and "register.approve"
 * where a registration was decided.
 */
bool undo_change(struct desk *d, int64_t change, const char *reason, struct str *said,
		 struct err *e);
/* Is the record among those that the change has added, changed or removed? */
bool undo_touches(struct desk *d, int64_t change, const struct form *form, int64_t id);
/*
 * Appends the time of a change and what it did: '14:51, Group "…"', 'the import (Group: 4)';
 * for what takes a change back, those of that change.
 */
void undo_add_name(struct desk *d, int64_t change, struct str *name);
/* The signed-in clerk's last change in this session that is not taken back, or 0. */
int64_t undo_last(struct desk *d);
int64_t undo_before(struct desk *d, int64_t change); /* the same, of those before `change` */

#endif
