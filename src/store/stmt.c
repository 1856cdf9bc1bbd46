/*
 * stmt.c - prepared statements, kept by their text. A statement that is still
 * being stepped when its text is opened again gets a second, short-lived copy.
 * Writing outside a transaction is refused here: it would bypass the queue.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/stmt.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"

#define STMT_CACHE_MAX 400 /* more only when some code builds its SQL from data */

struct stmt_cached {
	struct stmt_cached *next;
	char *sql;
	sqlite3_stmt *raw;
	uint64_t hash;
	bool is_used;  /* some struct stmt has it */
	bool is_spare; /* not in the cache: finalized when its user is done */
	bool is_write;
	bool is_reported; /* the log has been told that it is slow */
};

static void
cached_free(struct stmt_cached *c)
{
	sqlite3_finalize(c->raw);
	free(c->sql);
	free(c);
}

/* Drops what is not in use. */
static void
cache_sweep(struct store *s)
{
	for (size_t i = 0; i < STMT_CACHE_BUCKETS; i++) {
		struct stmt_cached **at = &s->cache[i];
		while (*at != NULL) {
			struct stmt_cached *c = *at;
			if (c->is_used) {
				at = &c->next;
				continue;
			}
			*at = c->next;
			cached_free(c);
			s->cache_count--;
		}
	}
}

void
stmt_cache_clear(struct store *s)
{
	cache_sweep(s);
	assert(s->cache_count == 0);
}

static struct stmt_cached *
cache_find(struct store *s, const char *sql, uint64_t hash)
{
	struct stmt_cached *c = s->cache[hash % STMT_CACHE_BUCKETS];

	while (c != NULL && (c->hash != hash || strcmp(c->sql, sql) != 0))
		c = c->next;
	return c;
}

static struct stmt_cached *
cached_new(struct store *s, const char *sql, uint64_t hash, struct err *e)
{
	sqlite3_stmt *raw = NULL;
	const char *rest = NULL;
	int rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, &rest);

	if (rc != SQLITE_OK) {
		fault_set(s, rc, sql, e);
		return NULL;
	}
	assert(raw != NULL && *rest == '\0');
	struct stmt_cached *c = mem_alloc(sizeof(*c));
	c->sql = mem_strdup(sql);
	c->raw = raw;
	c->hash = hash;
	c->is_write = sqlite3_stmt_readonly(raw) == 0;
	return c;
}

static void
cache_add(struct store *s, struct stmt_cached *c)
{
	if (s->cache_count >= STMT_CACHE_MAX)
		cache_sweep(s);
	struct stmt_cached **bucket = &s->cache[c->hash % STMT_CACHE_BUCKETS];
	c->next = *bucket;
	*bucket = c;
	s->cache_count++;
}

bool
stmt_open(struct stmt *q, struct store *s, const char *sql, struct err *e)
{
	uint64_t hash = str_hash(sql);
	struct stmt_cached *c = cache_find(s, sql, hash);
	bool is_taken = c != NULL && c->is_used;

	assert(q->cached == NULL);
	*q = (struct stmt){ .store = s };
	if (c == NULL || is_taken) {
		c = cached_new(s, sql, hash, e);
		if (c == NULL) {
			q->failed = true;
			return false;
		}
		c->is_spare = is_taken;
		if (!is_taken)
			cache_add(s, c);
	}
	c->is_used = true;
	q->cached = c;
	return true;
}

#ifndef NDEBUG
/* A statement that reads much more than it needs is told to the log, once. */
static void
report_slow(struct stmt_cached *c)
{
	int scanned = sqlite3_stmt_status(c->raw, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	int sorted = sqlite3_stmt_status(c->raw, SQLITE_STMTSTATUS_SORT, 1);
	int indexed = sqlite3_stmt_status(c->raw, SQLITE_STMTSTATUS_AUTOINDEX, 1);
	int steps = sqlite3_stmt_status(c->raw, SQLITE_STMTSTATUS_VM_STEP, 1);
	bool is_slow = scanned >= 500 || indexed >= 500 || (sorted > 0 && steps >= 20000);

	if (!is_slow || c->is_reported)
		return;
	c->is_reported = true;
	log_write("slow: %d rows scanned, %d sorts, %d rows indexed, %d steps: %s", scanned, sorted,
		  indexed, steps, c->sql);
}
#else
static void
report_slow(struct stmt_cached *c)
{
	(void)c;
}
#endif

void
stmt_done(struct stmt *q)
{
	struct stmt_cached *c = q->cached;

	if (c == NULL)
		return;
	q->cached = NULL;
	sqlite3_reset(c->raw);
	sqlite3_clear_bindings(c->raw);
	report_slow(c);
	c->is_used = false;
	if (c->is_spare)
		cached_free(c);
}

static void
note_bind(struct stmt *q, int rc)
{
	assert(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
	if (rc != SQLITE_OK)
		q->bind_fault = rc;
}

void
stmt_bind_int(struct stmt *q, int param, int64_t value)
{
	note_bind(q, sqlite3_bind_int64(q->cached->raw, param, value));
}

void
stmt_bind_text(struct stmt *q, int param, const char *text)
{
	note_bind(q, sqlite3_bind_text(q->cached->raw, param, text, -1, SQLITE_TRANSIENT));
}

void
stmt_bind_null(struct stmt *q, int param)
{
	note_bind(q, sqlite3_bind_null(q->cached->raw, param));
}

void
stmt_bind_blob(struct stmt *q, int param, const void *bytes, int size)
{
	note_bind(q, sqlite3_bind_blob(q->cached->raw, param, bytes, size, SQLITE_TRANSIENT));
}

static bool
refuse_unqueued(struct stmt *q, struct err *e)
{
	q->failed = true;
	log_write("write outside a transaction: %s", q->cached->sql);
	return err_set(e, ERR_REFUSED,
		       _("The program tried to write outside a transaction. Nothing was changed."));
}

bool
stmt_row(struct stmt *q, struct err *e)
{
	struct stmt_cached *c = q->cached;

	if (c == NULL || q->is_over || q->failed)
		return false;
	if (c->is_write && (q->store->level == 0 || sqlite3_get_autocommit(q->store->db) != 0))
		return refuse_unqueued(q, e);
	errno = 0; /* for fault_set() */
	int rc = q->bind_fault != SQLITE_OK ? q->bind_fault : sqlite3_step(c->raw);
	if (rc == SQLITE_ROW)
		return true;
	q->is_over = true;
	if (rc != SQLITE_DONE) {
		q->failed = true;
		fault_set(q->store, rc, c->sql, e);
	}
	sqlite3_reset(c->raw); /* at once: an open read keeps the log from being reused */
	return false;
}

bool
stmt_failed(const struct stmt *q)
{
	return q->failed;
}

bool
stmt_run(struct stmt *q, struct err *e)
{
	while (stmt_row(q, e))
		continue;
	return !q->failed;
}

void
stmt_restart(struct stmt *q)
{
	sqlite3_reset(q->cached->raw);
	q->is_over = false;
	q->failed = false;
	q->bind_fault = SQLITE_OK;
}

int64_t
stmt_int(struct stmt *q, int column)
{
	return sqlite3_column_int64(q->cached->raw, column);
}

const char *
stmt_text(struct stmt *q, int column)
{
	return (const char *)sqlite3_column_text(q->cached->raw, column);
}

/* The two digits of each number below 100. */
static const char pairs[] = "00010203040506070809101112131415161718192021222324"
			    "25262728293031323334353637383940414243444546474849"
			    "50515253545556575859606162636465666768697071727374"
			    "75767778798081828384858687888990919293949596979899";

/* SQLite would keep the digits of every number in memory of its own. */
static const char *
write_digits(char room[STMT_DIGITS], int64_t value, size_t *len)
{
	char *end = room + STMT_DIGITS - 1, *p = end;
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	*p = '\0';
	for (; left >= 10; left /= 100)
		memcpy(p -= 2, pairs + left % 100 * 2, 2);
	if (left > 0 || p == end)
		*--p = (char)('0' + left);
	if (value < 0)
		*--p = '-';
	*len = (size_t)(end - p);
	return p;
}

static void
take_text(sqlite3_value *value, const char **text, size_t *len)
{
	*text = (const char *)sqlite3_value_text(value);
	*len = *text != NULL ? (size_t)sqlite3_value_bytes(value) : 0;
}

/* Values may be read in this way where SQLite takes no locks (connect.c). */
void
stmt_cells(struct stmt *q, int first, const struct stmt_cells *out)
{
	const struct stmt_cells to = *out;
	sqlite3_stmt *raw = q->cached->raw;

	for (int i = 0; i < to.count; i++) {
		sqlite3_value *value = sqlite3_column_value(raw, first + i);
		if (!to.may_be_number[i] || sqlite3_value_type(value) != SQLITE_INTEGER)
			take_text(value, &to.texts[i], &to.lens[i]);
		else
			to.texts[i] =
				write_digits(to.digits[i], sqlite3_value_int64(value), &to.lens[i]);
	}
}

bool
stmt_is_null(struct stmt *q, int column)
{
	return sqlite3_column_type(q->cached->raw, column) == SQLITE_NULL;
}

int
stmt_column_count(struct stmt *q)
{
	return sqlite3_column_count(q->cached->raw);
}

sqlite3_stmt *
stmt_raw(const struct stmt *q)
{
	return q->cached->raw;
}

bool
store_exec(struct store *s, const char *sql, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, sql, e))
		return false;
	errno = 0; /* for fault_set() */
	int rc = sqlite3_step(q.cached->raw);
	while (rc == SQLITE_ROW)
		rc = sqlite3_step(q.cached->raw);
	return rc == SQLITE_DONE || fault_set(s, rc, sql, e);
}

int64_t
store_last_id(const struct store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

int
store_rows_changed(const struct store *s)
{
	return sqlite3_changes(s->db);
}

int64_t
store_get_int(struct store *s, const char *sql, int64_t param, int64_t fallback)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, sql, NULL))
		return fallback;
	if (sqlite3_bind_parameter_count(q.cached->raw) > 0)
		stmt_bind_int(&q, 1, param);
	if (!stmt_row(&q, NULL) || stmt_is_null(&q, 0))
		return fallback;
	return stmt_int(&q, 0);
}

bool
store_hold(struct stmt *q, struct store *s, struct err *e)
{
	return stmt_open(q, s, "SELECT 1 FROM sqlite_schema LIMIT 2", e) &&
	       (stmt_row(q, e) || !stmt_failed(q));
}
