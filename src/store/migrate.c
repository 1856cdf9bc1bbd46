/*
 * migrate.c - the schema, forward only. A new database gets all its steps in one
 * transaction, an old one each step in one of its own; the version number and the
 * log of migrations change with the step, so a killed upgrade leaves the old
 * schema or the new one.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "base/auto.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/migrate.h"
#include "store/search_fold.h"

void
migrate_digest(const char *sql, char out[MIGRATE_DIGEST_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)sql, strlen(sql));
	sodium_bin2hex(out, MIGRATE_DIGEST_SIZE, digest, sizeof(digest));
}

static bool
log_step(struct store *s, const struct store_migration *step, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	char at[INSTANT_TEXT_SIZE], digest[MIGRATE_DIGEST_SIZE];

	instant_to_text(clock_now(s->clock), at);
	migrate_digest(step->sql, digest);
	if (!stmt_open(&q, s,
		       "INSERT INTO migration (number, name, at, digest) VALUES (?1, ?2, ?3, ?4)",
		       e))
		return false;
	stmt_bind_int(&q, 1, step->number);
	stmt_bind_text(&q, 2, step->name);
	stmt_bind_text(&q, 3, at);
	stmt_bind_text(&q, 4, digest);
	return stmt_run(&q, e);
}

/* Foreign keys are off while a step may rebuild a table; what it left must still hold. */
static bool
check_references(struct store *s, const struct store_migration *step, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "PRAGMA foreign_key_check", e))
		return false;
	if (!stmt_row(&q, e))
		return !stmt_failed(&q);
	log_write("migration %s: a row of %s refers to nothing", step->name, stmt_text(&q, 0));
	return err_set(e, ERR_DAMAGED,
		       _("The upgrade step %s does not fit these records. Nothing was changed."),
		       step->name);
}

static bool
set_version(struct store *s, int number, struct err *e)
{
	AUTO_FREE char *sql = mem_printf("PRAGMA user_version = %d", number);

	return store_exec(s, sql, e);
}

static bool
apply_step(struct store *s, const struct store_migration *step, struct err *e)
{
	errno = 0; /* for fault_set() */
	int rc = sqlite3_exec(s->db, step->sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return fault_set(s, rc, step->name, e);
	assert(sqlite3_get_autocommit(s->db) == 0);
	if (!check_references(s, step, e) || !log_step(s, step, e) ||
	    !set_version(s, step->number, e))
		return false;
	s->schema = step->number;
	return true;
}

static bool
audit_steps(struct tx *tx, int first, int last, const char *backup, struct err *e)
{
	struct store *s = tx->store;
	AUTO_STR detail = STR_INIT;
	struct json j;

	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "migration");
	json_array(&j);
	for (int i = first; i < last; i++)
		json_text(&j, s->migrations[i].name);
	json_end_array(&j);
	json_key(&j, "backup");
	json_text(&j, backup);
	json_end_object(&j);
	return audit_write(tx,
			   &(struct audit_entry){
				   .action = AUDIT_SYSTEM,
				   .object_type = "migration",
				   .object_id = last,
				   .reason = "",
				   .detail = str_text(&detail),
			   },
			   e);
}

/* Applies steps first … last-1 (counted from 0) in one transaction. */
static bool
apply_steps(struct store *s, int first, int last, const char *backup, struct err *e)
{
	AUTO_TX tx = TX_INIT;

	if (!tx_begin(&tx, s, e))
		return false;
	if (first == 0) {
		AUTO_FREE char *sql =
			mem_printf("PRAGMA application_id = %d", STORE_APPLICATION_ID);
		if (!store_exec(s, sql, e))
			return false;
	}
	for (int i = first; i < last; i++) {
		if (!apply_step(s, &s->migrations[i], e))
			return false;
	}
	return audit_steps(&tx, first, last, backup, e) && tx_commit(&tx, e);
}

static bool
run(struct store *s, const char *backup, struct err *e)
{
	int first = s->schema;

	if (first == 0)
		return apply_steps(s, 0, s->migration_count, backup, e);
	for (int i = first; i < s->migration_count; i++) {
		if (!apply_steps(s, i, i + 1, backup, e))
			return false;
	}
	return true;
}

bool
migrate_run(struct store *s, const char *backup, struct err *e)
{
	for (int i = 0; i < s->migration_count; i++)
		assert(s->migrations[i].number == i + 1);
	int rc = search_fold_lend(s->db);
	if (rc != SQLITE_OK)
		return fault_set(s, rc, "search_fold_lend", e);
	if (!store_exec(s, "PRAGMA foreign_keys = OFF", e))
		return false;
	bool ok = run(s, backup, e);
	stmt_cache_clear(s);
	return store_exec(s, "PRAGMA foreign_keys = ON", e) && ok;
}
