/*
 * audit.h - the record of who did what, and who saw whom. Append-only (guarded
 * by triggers), hash-chained with SHA-256 over every column; the detail only by
 * its salted digest, so that it can be purged later without breaking the chain.
 * A change's rows are written in the change's own transaction; a view of
 * personal data writes its row before it is shown. No audit, no action.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"
#include "store/tx.h"

enum audit_action {
	AUDIT_ADD,
	AUDIT_CHANGE,
	AUDIT_REMOVE,
	AUDIT_VIEW,   /* one record was shown */
	AUDIT_SEARCH, /* a list of personal records was shown; the detail holds the question */
	AUDIT_PRINT,
	AUDIT_EXPORT,
	AUDIT_SIGN_IN,
	AUDIT_SIGN_OUT,
	AUDIT_SIGN_IN_FAILED,
	AUDIT_LOCK,
	AUDIT_UNDO,
	AUDIT_SYSTEM, /* init, migration, backup, clock went backwards */
	AUDIT_ACTION_COUNT
};

/* The word stored in the database ("change"), and back (AUDIT_ACTION_COUNT if unknown). */
const char *audit_action_word(enum audit_action action);
enum audit_action audit_action_from_word(const char *word);

struct audit_entry {
	enum audit_action action;
	const char *object_type; /* the table ("civic_group"), or "" */
	int64_t object_id;       /* 0 when there is none */
	const char *reason;      /* why, as typed or inferred; "" is allowed */
	const char *detail;      /* JSON: {"before":{…},"after":{…}} for changes; NULL = {} */
	int64_t undoes;          /* the change that this one takes back, or 0 */
};

/*
 * Appends one row; `tx` must be open. All rows of one outermost transaction
 * share a change number, the sequence number of their first row. Refused
 * (ERR_REFUSED) while nobody has signed in, except for signing in and out and
 * for a store that was opened with `create`. After a failure the transaction
 * can only be rolled back: tx_commit() refuses with the same sentence.
 */
bool audit_write(struct tx *tx, const struct audit_entry *entry, struct err *e);
/* The same for several, in their order, with fewer statements. */
bool audit_write_all(struct tx *tx, const struct audit_entry *entries, int count, struct err *e);

/* The change number of the open transaction; 0 before its first audit row. */
int64_t audit_change(const struct store *s);
/* The change number of the last transaction that this process committed. */
int64_t audit_last_change(const struct store *s);

/*
 * An instant may lie this much before that of the row before it without being
 * called a clock set back.
 */
#define AUDIT_CLOCK_SLACK_MS 1000

/* A view or a search, in a small transaction of its own. */
bool audit_view(struct store *s, const struct audit_entry *entry, struct err *e);

/*
 * Verifies the chain: numbers without gap, every hash, digests of details that
 * are still there, and `anchor` (the printed code of an earlier day) if given.
 * Calls `report` once per fault; true when the whole chain was read. A clock
 * that ran backwards is reported with `is_fault` false.
 */
typedef void (*audit_report_fn)(void *ctx, int64_t seq, bool is_fault, const char *finding);
bool
audit_verify(struct store *s, const char *anchor, audit_report_fn report, void *ctx, struct err *e);

/* The last row's hash as 26 base-32 characters in groups of four, for paper. */
#define AUDIT_ANCHOR_SIZE 40
bool audit_anchor(struct store *s, char out[AUDIT_ANCHOR_SIZE], struct err *e);

#endif
