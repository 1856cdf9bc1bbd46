/*
 * tx.c - the outermost transaction is BEGIN IMMEDIATE after the queue; those
 * inside are savepoints. A transaction that SQLite has ended by itself (disk
 * full), or whose audit failed, is spoiled: it can only be rolled back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/tx.h"

#include <assert.h>

#include "base/i18n.h"
#include "store/inside.h"
#include "store/later.h"

#define QUEUE_WAIT_MS 10000

void
tx_spoil(struct store *s, int level, const struct err *why)
{
	if (s->spoiled_level != 0 && s->spoiled_level <= level)
		return;
	s->spoiled_level = level;
	s->spoiled = *why;
}

/* A desk that runs on while the program was updated would write by the old rules. */
static bool
check_schema(struct store *s, struct err *e)
{
	int now = 0;

	if (!store_read_pragma(s, "PRAGMA user_version", &now, e))
		return false;
	if (now == s->schema)
		return true;
	return err_set(e, ERR_REFUSED,
		       _("The database was changed by another version of madoguchi. Leave and "
			 "start again."));
}

static bool
begin_outermost(struct store *s, struct err *e)
{
	if (!queue_enter(s->queue, QUEUE_WAIT_MS, e))
		return false;
	if (store_exec(s, "BEGIN IMMEDIATE", e)) {
		if (check_schema(s, e))
			return true;
		store_exec(s, "ROLLBACK", NULL);
	}
	queue_leave(s->queue);
	return false;
}

bool
tx_begin(struct tx *tx, struct store *s, struct err *e)
{
	assert(tx->level == 0);
	if (store_met_damage(s, e))
		return false;
	if (s->level == 0) {
		if (!begin_outermost(s, e))
			return false;
		s->change = 0;
		s->spoiled_level = 0;
	} else if (s->spoiled_level != 0) {
		if (e != NULL)
			*e = s->spoiled;
		return false;
	} else if (!later_relieve(s, e) || !store_exec(s, "SAVEPOINT tx", e)) {
		return false;
	}
	tx->store = s;
	tx->level = ++s->level;
	return true;
}

static void
forget_level(struct tx *tx, bool is_committed)
{
	struct store *s = tx->store;
	int level = tx->level;

	if (s->change_level >= level) {
		if (is_committed)
			s->change_level = level - 1;
		else
			s->change = 0;
	}
	if (s->change == 0)
		s->change_level = 0;
	if (!is_committed && s->spoiled_level >= level)
		s->spoiled_level = 0;
	later_end_level(s, level, is_committed);
	s->level = level - 1;
	tx->level = 0;
	if (s->level == 0)
		queue_leave(s->queue);
}

void
tx_next_change(struct tx *tx)
{
	assert(tx->level == 1 && tx->store->level == 1);
	tx->store->change = 0;
	tx->store->change_level = 0;
}

bool
tx_commit(struct tx *tx, struct err *e)
{
	struct store *s = tx->store;

	assert(tx->level > 0 && tx->level == s->level);
	if (s->spoiled_level == 0 && (tx->level > 1 || later_write(s, e)) &&
	    store_exec(s, tx->level == 1 ? "COMMIT" : "RELEASE tx", e)) {
		if (tx->level == 1 && s->change != 0)
			s->last_change = s->change;
		forget_level(tx, true);
		return true;
	}
	if (s->spoiled_level != 0 && e != NULL)
		*e = s->spoiled;
	tx_rollback(tx);
	return false;
}

void
tx_rollback(struct tx *tx)
{
	struct store *s = tx->store;

	if (tx->level == 0)
		return;
	assert(tx->level == s->level);
	bool is_lost = sqlite3_get_autocommit(s->db) != 0;
	if (!is_lost && tx->level == 1)
		store_exec(s, "ROLLBACK", NULL);
	else if (!is_lost && store_exec(s, "ROLLBACK TO tx", NULL))
		store_exec(s, "RELEASE tx", NULL);
	forget_level(tx, false);
}

void
tx_tell(const struct tx *tx, int done)
{
	assert(tx->level > 0);
	queue_tell(tx->store->queue, done);
}

bool
tx_is_open(const struct store *s)
{
	return s->level > 0;
}
