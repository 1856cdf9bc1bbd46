/*
 * later.h - the search index is written at the end of a transaction. FTS5 puts
 * what it holds into the file at every savepoint, every statement with a trigger
 * is one, and so is a rowid that is lower than the one before: written record by
 * record, the index alone would cost a third of an import. Private to src/store/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_LATER_H
#define STORE_LATER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

/* search_key has a row for `id` now, or has this one no longer: said in the order of events. */
void later_put_in(struct store *s, int64_t id, const char *key);
void later_take_out(struct store *s, int64_t id, const char *key);

/*
 * Brings the index up to date before the outermost transaction commits. When it puts off
 * (search_put_off()), what is new side by side goes to the backlog instead.
 */
bool later_write(struct store *s, struct err *e);
/* The same before the index is read. A transaction that reads once may read for each row. */
bool later_write_to_read(struct store *s, struct err *e);
/* The same before records are read one of whose whole texts is `text`, if any of them waits. */
bool later_write_to_find(struct store *s, const char *text, struct err *e);

/* The transaction of this level has ended; what it said counts for the one around it, or not. */
void later_end_level(struct store *s, int level, bool is_committed);

/* Before a transaction begins inside another: writes when much has come together. */
bool later_relieve(struct store *s, struct err *e);

void later_done(struct store *s); /* frees what is kept */

/* The key of `id` into the index, at once. */
bool later_put_now(struct store *s, int64_t id, const char *key, struct err *e);

#endif
