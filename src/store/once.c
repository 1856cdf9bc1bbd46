/*
 * once.c - the table `once`. Keys are kept for a month: far longer than a draft,
 * which carries its key, may lie.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/once.h"

#include <assert.h>
#include <sodium.h>

#include "base/date.h"
#include "store/inside.h"

#define KEEP_MS (INT64_C(31) * 24 * 60 * 60 * 1000)

void
once_new_key(char out[ONCE_KEY_SIZE])
{
	unsigned char bytes[(ONCE_KEY_SIZE - 1) / 2];

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2hex(out, ONCE_KEY_SIZE, bytes, sizeof(bytes));
}

bool
once_find(struct tx *tx, const char *key, int64_t *result, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	assert(tx->level > 0);
	*result = 0;
	if (!stmt_open(&q, tx->store, "SELECT result FROM once WHERE key = ?1", e))
		return false;
	stmt_bind_text(&q, 1, key);
	if (stmt_row(&q, e))
		*result = stmt_int(&q, 0);
	return !stmt_failed(&q);
}

static bool
forget_old(struct store *s, int64_t now, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char limit[INSTANT_TEXT_SIZE];

	if (!stmt_open(&q, s, "DELETE FROM once WHERE at < ?1", e))
		return false;
	instant_to_text(now - KEEP_MS, limit);
	stmt_bind_text(&q, 1, limit);
	return stmt_run(&q, e);
}

bool
once_keep(struct tx *tx, const char *key, int64_t result, struct err *e)
{
	struct store *s = tx->store;
	AUTO_STMT q = STMT_INIT;
	int64_t now = clock_now(s->clock);
	char at[INSTANT_TEXT_SIZE];

	assert(tx->level > 0);
	if (!forget_old(s, now, e) ||
	    !stmt_open(&q, s, "INSERT INTO once (key, result, at) VALUES (?1, ?2, ?3)", e))
		return false;
	instant_to_text(now, at);
	stmt_bind_text(&q, 1, key);
	stmt_bind_int(&q, 2, result);
	stmt_bind_text(&q, 3, at);
	return stmt_run(&q, e);
}
