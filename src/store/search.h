/*
 * search.h - finding records by any part of a text, in Japanese: an index of
 * pairs and triples of characters (FTS5, contentless) over search keys
 * (utf8_search_key), every hit verified against the key itself. Kept by the
 * record service in the same transaction as the record.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/tx.h"

/* A key of the index is the number of its type above these bits, and of its record in them. */
#define SEARCH_RECORD_BITS 40
#define SEARCH_RECORD_MASK ((INT64_C(1) << SEARCH_RECORD_BITS) - 1)

/* Replaces what is searched for one record: its searchable fields' texts, in one array. */
bool search_put(struct tx *tx, const char *type, int64_t record_id, const char *const *texts,
		int count, struct err *e);
bool search_remove(struct tx *tx, const char *type, int64_t record_id, struct err *e);

/*
 * For an import, before it puts in anything: what the open transaction, with those around
 * it, puts in by the hundred comes into the index later, unless it searches by parts of a
 * text itself. All is found at once, and in the same order, only slower.
 */
void search_put_off(struct tx *tx);
/* How many ids still wait for that, at most; costs a microsecond. */
int64_t search_behind(struct store *s);
/*
 * Brings a piece of what waits into the index, in a transaction of its own of some tens of
 * milliseconds.
 */
bool search_catch_up(struct store *s, struct err *e);
/* The same in a moment of rest, if nobody writes just now. True: there is more to be done. */
bool search_rest(struct store *s);

/*
 * Ids of the records of `type` whose texts hold `needle` (any part, width, kana
 * and case folded), at most `limit`, in no order. The count, or -1. When it
 * equals `limit` there may be more. Several words must all be found.
 */
int search_find(struct store *s, const char *type, const char *needle, int64_t *ids, int limit,
		struct err *e);

/*
 * As search_find() for those that have `text` as one of their texts; others that hold it
 * may be among them or not. A transaction that puts off may ask this for each row.
 */
int search_find_whole(struct store *s, const char *type, const char *text, int64_t *ids, int limit,
		      struct err *e);

/*
 * As search_find(), but not verified: every record that holds the needle, and a
 * few that only hold its parts. Ten times as fast; search_matches() tells.
 */
int search_candidates(struct store *s, const char *type, const char *needle, int64_t *ids,
		      int limit, struct err *e);

/*
 * Needs nothing that search_candidates() names to be verified? So it is when the
 * index has every word of the needle whole.
 */
bool search_is_exact(const char *needle);

/* True when the record's texts hold the (already folded) key: the check of one row in a scan. */
bool search_matches(struct store *s, const char *type, int64_t record_id, const char *needle_key);

/* Rebuilds nothing; compares the index with the keys, for `madoguchi check`. */
bool search_check(struct store *s, store_report_fn report, void *ctx, struct err *e);

#endif
