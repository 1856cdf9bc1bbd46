/*
 * store.h - the connection to the desk's database. One process has one store.
 * It opens <home>/madoguchi.db in WAL mode with synchronous=FULL, foreign keys
 * on, trusted_schema off, defensive on, and refuses what is not safe: a network
 * file system, files that others may read, a damaged or a newer database.
 *
 * Only store/ includes sqlite3.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct store;

/* One step of the schema, compiled into the program from db/NNNN-name.sql. */
struct store_migration {
	int number; /* 1, 2, 3 … without a gap */
	const char *name;
	const char *sql;
};

struct store_options {
	const char *home;          /* the data folder; must exist with mode 0700 unless `create` */
	const struct clock *clock; /* borrowed for the life of the store */
	const struct store_migration *migrations;
	int migration_count;
	bool create;  /* make the folder and the database; ERR_REFUSED if one is there */
	bool upgrade; /* bring an older schema up to date, after a backup into <home>/backup/ */
};

/*
 * The real path of a data folder that has a database and may be trusted (place_home()); the
 * caller frees. NULL and a sentence otherwise.
 */
char *store_find_home(const char *home, struct err *e);

/*
 * Opens, creates or upgrades. NULL and a sentence when the folder or database
 * is missing, readable by others, on a network file system, damaged, newer than
 * this program, or (without `upgrade`) older.
 */
struct store *store_open(const struct store_options *options, struct err *e);
void store_close(struct store *s); /* NULL is fine */

const char *store_home(const struct store *s);
/* Whose time the audit tells from now on; borrowed. For a past that is invented now. */
void store_set_clock(struct store *s, const struct clock *clock);

/*
 * Who acts, written into every audit row. Strings are copied. `staff_id` 0
 * means that nobody has signed in; writes are then refused except by init.
 */
struct actor {
	int64_t staff_id;
	const char *os_user;  /* the account that the kernel or sudo vouches for */
	const char *session;  /* random text of this process */
	const char *terminal; /* "pts/3", "cli" */
};
void store_set_actor(struct store *s, const struct actor *a);
const struct actor *store_actor(const struct store *s);

/*
 * Room in memory for the pages of a large change (64 MB), or again what a desk
 * needs: without it the pages of the indexes go to the disk and back many times.
 */
void store_set_roomy(struct store *s, bool roomy);

/*
 * To be called when nobody has typed for a moment: moves what was committed from
 * the log into the database, so that no save has to. Some milliseconds when much
 * is there, else nothing; does not wait for others who write. True: it is moved.
 */
bool store_rest(struct store *s);

/*
 * Has anything that this process read been damaged? Then true, with the sentence: some who
 * read (a code list, a title) go on without it, and what they show is not all there is.
 */
bool store_met_damage(const struct store *s, struct err *e);

/*
 * True once after another process has committed since the last call; costs
 * about a microsecond (PRAGMA data_version).
 */
bool store_changed_elsewhere(struct store *s);

/*
 * Stays the same while nothing that can be read has changed, by this process or
 * another; for keeping what was read. Never the same twice within a transaction,
 * which may yet be rolled back. Costs about a microsecond.
 */
int64_t store_moment(struct store *s);

/*
 * The name of what refused the last failed statement: the text of RAISE, the
 * name of the CHECK or of the unique index ("group_number_taken"); for a UNIQUE,
 * NOT NULL or key of the table itself its columns ("staff.name"); "foreign_key";
 * or "" when something else failed.
 */
const char *store_last_guard(const struct store *s);

/* Whole-file checks for `madoguchi check`. `report` is called once per finding. */
typedef void (*store_report_fn)(void *ctx, const char *finding);
bool store_check(struct store *s, store_report_fn report, void *ctx, struct err *e);
/* Compares the tables, indexes and triggers with those that the migrations make. */
bool store_check_schema(struct store *s, store_report_fn report, void *ctx, struct err *e);

/* Names and declared types of a table's columns, for forms_check and new-form. */
struct store_column {
	const char *name;
	const char *type; /* "TEXT", "INTEGER" */
	bool not_null;
	bool primary_key;
	bool has_default;
	const char *references; /* the table that a single-column foreign key names, or NULL */
};
struct arena;
/* Fills *columns (in `a`); the count, or -1. A table that is not there has 0 columns. */
int store_columns(struct store *s, struct arena *a, const char *table,
		  struct store_column **columns, struct err *e);

#endif
