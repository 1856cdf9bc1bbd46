/*
 * search_fold.h - how texts become the key by which a record is found. A key that is made
 * again of itself is the same, and of one by an older rule comes that of the present.
 * Private to src/store/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_SEARCH_FOLD_H
#define STORE_SEARCH_FOLD_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/str.h"

/* Appends the key of the texts; NULL among them is none. */
void search_fold(struct str *key, const char *const *texts, int count);

/* Is the key, as it is stored, what is made of texts today? */
bool search_fold_is_new(const char *key);

/* Lends the migrations search_key_now(key). An SQLite code. */
int search_fold_lend(sqlite3 *db);

#endif
