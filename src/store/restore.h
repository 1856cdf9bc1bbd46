/*
 * restore.h - a backup brought back in the place of the database, which is kept.
 * Everything is done to a copy first; one rename puts it there, so that a killed
 * process leaves either the one or the other.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_RESTORE_H
#define STORE_RESTORE_H

#include "base/err.h"
#include "store/store.h"

struct restore_order {
	const struct store_options *store; /* the home; `create` and `upgrade` are not looked at */
	const struct actor *actor;         /* for the audit row, the first after the backup's own */
	/* The backup, which stays as it is: a path, or a name in the home or its backup/. */
	const char *file;
	/* A query of one integer, 1 in a database for practice; NULL when there are none such. */
	const char *practice_query;
};

/*
 * The path under which the former database is kept in <home>/backup/ (the caller
 * frees; "" when there was none), or NULL and nothing was changed: ERR_BUSY while
 * a desk is open, ERR_DAMAGED for a file that is no whole database with a whole
 * audit chain, ERR_REFUSED for one of a newer program, and for one for practice
 * where the former database is not known to be one too. One of an older program
 * is brought up to date. The former database may be damaged or missing.
 */
char *restore_run(const struct restore_order *order, struct err *e);

#endif
