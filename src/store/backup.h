/*
 * backup.h - a verified copy of the live database in <home>/backup/, by
 * SQLite's own backup in one step, opened and checked before it is called good.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/err.h"
#include "store/store.h"

/* The copy's path (caller frees), or NULL. `word` becomes part of its name ("migration", "day"). */
char *backup_make(struct store *s, const char *word, struct err *e);

#endif
