/*
 * later.h - the search index is written at the end of a transaction. FTS5 puts
 * what it holds into the file at every savepoint, and every statement with a
 * trigger is one: written record by record, the index alone would cost a third of
 * an import. Private to src/store/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_LATER_H
#define STORE_LATER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

enum later_act { LATER_PUT_IN, LATER_TAKE_OUT };

/* To be done to the index for the key under `id`, in the order in which it is said. */
void later_add(struct store *s, enum later_act act, int64_t id, const char *key);

/* Does it now: before the index is read, and before the outermost transaction commits. */
bool later_write(struct store *s, struct err *e);

/* The transaction of this level has ended; what it said counts for the one around it, or not. */
void later_end_level(struct store *s, int level, bool is_committed);

/* Before a transaction begins inside another: writes when much has come together. */
bool later_relieve(struct store *s, struct err *e);

void later_done(struct store *s); /* frees what is kept */

#endif
