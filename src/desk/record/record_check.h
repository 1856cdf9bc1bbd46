/*
 * record_check.h - the checks that a form file can name: rules of one record
 * type that are more than a field's own. Each is a row of the table in
 * record_check.c; it may complete the record before it is written, refuse it,
 * or write what follows from it, all in the record's own change.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_CHECK_H
#define DESK_RECORD_RECORD_CHECK_H

#include <stdbool.h>

#include "desk/record/record.h"
#include "store/tx.h"

/* One save, on its way into the database. */
struct record_change {
	struct desk *desk;
	struct tx *tx;
	const struct record *before; /* as it stands in the database; NULL: it is being added */
	struct record *after;        /* as it will be; after the write it has its id */
	const char *reason;
	int64_t undoes; /* the change that is being taken back; 0 for a save */
};

/* True when the field's stored value changes by this save; never of what triggers keep. */
bool record_change_of(const struct record_change *c, const char *field);
bool record_change_at(const struct record_change *c, int field); /* by its index */
bool record_change_of_any(const struct record_change *c, const char *const *fields, size_t count);

/* Runs the checks of the record's form; false with a sentence and the field. */
bool record_check_ahead(const struct record_change *c, struct err *e); /* with no c->tx */
bool record_check_before(const struct record_change *c, struct err *e);
bool record_check_after(const struct record_change *c, struct err *e);

/* Has one of the form's checks something to reckon ahead? */
bool record_check_looks_ahead(const struct form *form);

/* For form_check: does C provide a check of this name? */
bool record_check_exists(const char *name);

/*
 * Completes the record and asks everything that a save asks before it writes: the
 * form's checks, a number where it has none, what is required, what must be unique.
 */
bool record_save_check(const struct record_change *c, struct err *e);

/*
 * What takes long is reckoned before the turn to write, so that nobody waits for it. False
 * only for a new record whose save would be refused, unless that may have been saved before
 * (`once_key`): then the refusal has cost nobody a turn.
 */
bool record_look_ahead(struct desk *d, const struct record *r, const char *once_key,
		       struct err *e);

/*
 * Saves inside an open transaction, for what follows from another save: no
 * right is asked, everything else is as in record_save().
 */
bool record_save_within(struct desk *d, struct tx *tx, struct record *r, const char *reason,
			struct err *e);
/* Removes a record inside an open transaction, audited with its values. */
bool record_remove_within(struct desk *d, struct tx *tx, const struct form *form, int64_t id,
			  const char *reason, struct err *e);

#endif
