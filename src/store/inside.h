/*
 * inside.h - what the files of store/ share and nobody else sees: the store
 * itself, its statement cache, and how a SQLite error becomes a sentence.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "store/queue.h"
#include "store/rows.h"
#include "store/stmt.h"
#include "store/store.h"
#include "store/tx.h"

#define STORE_FILE           "madoguchi.db"
#define STORE_APPLICATION_ID 0x4D444743 /* "MDGC" */

/*
 * In KB, as far as they are needed: what the lists and the filters of 100,000 groups
 * go through. With SQLite's own 2 MB they read two thirds of it again and again.
 */
#define CACHE_OF_A_DESK "PRAGMA cache_size = -4000"

/* At rest: others who write now have their own moment of it. */
enum { REST_WAIT_MS = 1 };

struct stmt_cached;
struct later_entry;

/* What is to be done to the search index (later.h). */
struct later {
	struct later_entry *entries;
	int count, room;
	size_t bytes;
	bool waits;       /* some of it is not written */
	bool has_written; /* some of it is, inside a savepoint */
	bool puts_off;    /* what is new goes to the backlog */
	uint64_t *texts;  /* then: a set of the hashes of what is put in, 0 = a free place */
	int text_count, text_room;
};
#define STMT_CACHE_BUCKETS 256

/*
 * One connection to one database file. The drafts have one of their own, so
 * that stmt.h and tx.h serve both.
 */
struct store {
	sqlite3 *db;
	char *home;
	char *path;
	const struct clock *clock;
	struct queue *queue;
	struct stmt_cached *cache[STMT_CACHE_BUCKETS];
	int cache_count;
	int schema;       /* the user_version that this process works with */
	int data_version; /* as last seen by store_changed_elsewhere() */
	int log_most;     /* pages of the log that a commit moves into the database */
	int log_pages;    /* that waited in the log when this process last committed */
	int64_t moments;  /* that store_moment() gave out within transactions */
	bool is_sealed;   /* opened to the end: see connect_seal() */
	bool is_damaged;  /* SQLite has said so of what was read */
	bool is_new;      /* made by this process: init may write before anybody can sign in */
	char *guard;
	const struct rows *given; /* while rows_insert() runs: what it adds */

	char *os_user, *session, *terminal; /* what `actor` points to */
	struct actor actor;
	char boot_id[40];
	struct digest digest; /* begun, for the audit's hashes */

	int level;         /* open transactions, one inside the other */
	int spoiled_level; /* the level that can only be rolled back, because of `spoiled`; or 0 */
	struct err spoiled;
	struct later later;
	int64_t change; /* number of the open change, 0 before its first audit row */
	int change_level;
	int64_t last_change;

	const struct store_migration *migrations;
	int migration_count;
};

/* How a connection is opened (connect.c). */
struct connect_options {
	const char *path;
	int application_id; /* 0 in the file means that it is empty */
	int newest_schema;
	bool create;
	bool is_lasting; /* a commit survives a power cut, not only kill -9 */
};
/* Fills s->db and s->queue. The file may be empty only with `create`: then s->schema is 0. */
bool connect_open(struct store *s, const struct connect_options *options, struct err *e);
void connect_close(struct store *s);
/* When the log is moved into the database (checkpoint.c). */
void checkpoint_init(struct store *s, bool is_lasting);
void checkpoint_close(struct store *s);
/*
 * From here on the connection refuses to alter the schema, to attach files and
 * to rewrite the audit.
 */
void connect_seal(struct store *s);

/*
 * Turns the failure `rc` of `sql` into a sentence in `e`, remembers the guard's
 * name, logs code and SQL, and notices a transaction that SQLite has rolled
 * back by itself. Always false.
 */
bool fault_set(struct store *s, int rc, const char *sql, struct err *e);
/* The open transaction can no longer be committed; `why` is what tx_commit() will say. */
void tx_spoil(struct store *s, int level, const struct err *why);

/* The table from which rows_insert() lets SQLite read. */
bool rows_set_up(struct store *s, struct err *e);
/* Runs statements of the store's own, also BEGIN and the like; no rows, no parameters. */
bool store_exec(struct store *s, const char *sql, struct err *e);
/* Finalizes every cached statement. */
void stmt_cache_clear(struct store *s);
void stmt_bind_blob(struct stmt *q, int param, const void *bytes, int size);
/* The statement itself, for what stmt.h does not offer. */
sqlite3_stmt *stmt_raw(const struct stmt *q);

/* What the file says of itself. */
bool store_read_pragma(struct store *s, const char *sql, int *value, struct err *e);

/* A verified copy without an audit row: what backup_make() and an upgrade share; caller frees. */
char *backup_copy(struct store *s, const char *word, struct err *e);
/* A path in `folder` that is not taken, of the present moment and `word`; caller frees. */
char *backup_new_name(const struct clock *clock, const char *folder, const char *word);

#endif
