/*
 * record_add.h - several new records of one form at once, for an import: each
 * checked as a save checks it, but written, linked and audited by statements of
 * many rows. What a row costs in SQLite is for the most part what its statement
 * costs.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_ADD_H
#define DESK_RECORD_RECORD_ADD_H

#include <stdbool.h>

#include "desk/record/record.h"
#include "store/tx.h"

struct record_addition {
	struct desk *desk;
	struct tx *tx; /* open; to be rolled back when one record is refused */
	const char *reason;
	struct record **records; /* of one form, not added yet; after it they have their ids */
	int count;
};

/* Names of records that are not there yet must have been made records before. */
bool record_add_all(const struct record_addition *a, struct err *e);

#endif
