/*
 * tx.h - write transactions. Every write of the desk happens in one, and waits
 * its turn in a first-come queue (a lock file beside the database) before BEGIN
 * IMMEDIATE, so that no desk starves and none sees "busy". A transaction never
 * waits for a person. One inside another is a savepoint of it.
 *
 *	AUTO_TX tx = TX_INIT;
 *	if (!tx_begin(&tx, store, e))
 *		return false;
 *	…
 *	return tx_commit(&tx, e);          leaving without it rolls back
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_TX_H
#define STORE_TX_H

#include <stdbool.h>

#include "base/auto.h"
#include "base/err.h"
#include "store/store.h"

struct tx {
	struct store *store;
	int level; /* 1 = outermost, 0 = not begun */
};

#define TX_INIT { NULL, 0 }
#define AUTO_TX AUTO(tx_rollback) struct tx

/*
 * ERR_DAMAGED for a database in which this process has met damage: nothing is built on it.
 * ERR_BUSY only after 10 seconds in the queue, which means that a desk hangs.
 */
bool tx_begin(struct tx *tx, struct store *s, struct err *e);
bool tx_commit(struct tx *tx, struct err *e);
void tx_rollback(struct tx *tx); /* safe after commit */
/*
 * What follows is a change of its own, with its own number for undo, though it is committed
 * together with what was before. Many changes then wait for the disk once.
 */
void tx_next_change(struct tx *tx);
/* For whoever waits: parts of a thousand of a long transaction that are done. */
void tx_tell(const struct tx *tx, int done);
bool tx_is_open(const struct store *s);

#endif
