/*
 * record_undo.h - records written back as they were, for undo alone: no checks
 * are run, since what they once wrote is taken back by steps of its own.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_UNDO_H
#define DESK_RECORD_UNDO_H

#include "desk/record.h"
#include "store/tx.h"

/* The change that is being taken back, and why. */
struct undoing {
	int64_t change;
	const char *reason; /* may be NULL */
};

/* Writes `back` over `now`, or adds it again under its own id when `now` is NULL. */
bool record_write_back(struct desk *d, struct tx *tx, const struct record *now, struct record *back,
		       const struct undoing *u, struct err *e);
bool record_remove_back(struct desk *d, struct tx *tx, const struct record *now,
			const struct undoing *u, struct err *e);

#endif
