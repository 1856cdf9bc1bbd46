/*
 * bulk.h - many records of one type in one change, for an import: each through
 * the record service with its checks, guards and audit, all or nothing at the
 * end. What is refused leaves no trace and hinders no other. `undo` takes the
 * whole back by its one number.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_BULK_H
#define DESK_RECORD_BULK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"

struct bulk;

struct bulk_how {
	const struct form *form;
	struct form_key key; /* by which a record is found and changed; empty: all are added */
	bool clears; /* an empty value empties the field of such a record; else the field stays */
	const char *reason; /* for the audit of every record */
};

enum bulk_outcome {
	BULK_ADDED,
	BULK_CHANGED,
	BULK_SAME,    /* the record is there and says the same */
	BULK_REFUSED, /* the sentence says why; the others go on */
	BULK_BROKEN,  /* the disk or the database: nothing more can be saved */
};

/*
 * Asks for the rights (add; with a key also change), takes the turn to write and
 * keeps it until bulk_end(): other desks wait, so nobody may be asked meanwhile.
 */
struct bulk *bulk_begin(struct desk *d, const struct bulk_how *how, struct err *e);
/* Gives up what was not committed. NULL is fine. */
void bulk_end(struct bulk *b);

/*
 * Saves one record: `values` are stored ones by field index, `given` tells which
 * fields the row has; all others have their default or stay as they are.
 */
enum bulk_outcome bulk_row(struct bulk *b, const char *const *values, const bool *given,
			   struct err *e);

/* A row that only adds a record: nothing is looked up by a key, made beside it or ended. */
bool bulk_is_plain(const struct bulk *b, const char *const *values);
/*
 * Adds a record for each of so many plain rows, faster than one after the other.
 * False: one of them is refused or the disk is full, and nothing of them was kept;
 * bulk_row() then tells which and why.
 */
bool bulk_add_all(struct bulk *b, const char *const *const *rows, int count, const bool *given);

/* Removes a record; needs the right to change, which a key asks for at the beginning. */
bool bulk_remove(struct bulk *b, int64_t id, struct err *e);

/* For the desks that wait meanwhile: parts of a thousand that are done. */
void bulk_tell(const struct bulk *b, int done);

/*
 * Adds an audit row about the whole (`detail` is JSON) and commits. *change is
 * what undo_change() takes.
 */
bool bulk_commit(struct bulk *b, const char *detail, int64_t *change, struct err *e);

/* Is there anything in the type that a file may bring? ERR_REFUSED for histories and the like. */
bool bulk_check_form(const struct form *form, struct err *e);
/* Before it begins: are there records at all, and is there one with this key's values? */
bool bulk_has_records(struct desk *d, const struct form *form);
bool bulk_is_known(struct desk *d, const struct form *form, const struct form_key *key,
		   const char *const *values);

#endif
