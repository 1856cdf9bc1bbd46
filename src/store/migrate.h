/*
 * migrate.h - the schema's steps; see store_migration in store.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stdbool.h>

#include "base/err.h"
#include "store/store.h"

/* SHA-256 of a step's SQL in hexadecimal: the log shows a step that was altered later. */
#define MIGRATE_DIGEST_SIZE 65
void migrate_digest(const char *sql, char out[MIGRATE_DIGEST_SIZE]);

/*
 * Brings the schema from what it is to the newest. The queue must be held.
 * `backup` goes to the audit.
 */
bool migrate_run(struct store *s, const char *backup, struct err *e);

#endif
