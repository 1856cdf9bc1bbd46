/*
 * record_merge.h - two desks on one record. What each field was when this desk
 * read it is known from the audit; fields that only one side changed are
 * merged, fields that both changed are shown.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_MERGE_H
#define DESK_RECORD_RECORD_MERGE_H

#include "desk/record/record_check.h"

/*
 * Brings c->after, read at c->after->version, onto c->before, which is what
 * stands in the database. ERR_STALE when a field was changed by both to
 * different values; `conflict` (may be NULL) then holds them.
 */
bool record_merge(const struct record_change *c, struct record_conflict *conflict, struct err *e);

#endif
