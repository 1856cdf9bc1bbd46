/*
 * schema_check.c - the schema beside the one that this program's own steps
 * make, in memory: a guard that somebody dropped or altered is found by it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <sqlite3.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/search_fold.h"

/* SQLite's own tables of statistics come and go with ANALYZE. */
#define OBJECTS                                                                        \
	"SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE " \
	"'sqlite_stat%'"

static void
close_db(sqlite3 **db)
{
	sqlite3_close(*db);
}

static void
finalize(sqlite3_stmt **q)
{
	sqlite3_finalize(*q);
}

#define AUTO_DB  AUTO(close_db) sqlite3
#define AUTO_RAW AUTO(finalize) sqlite3_stmt

static const char *
column(sqlite3_stmt *q, int i)
{
	return (const char *)sqlite3_column_text(q, i);
}

static bool
make_fresh(const struct store *s, sqlite3 **db)
{
	int rc = sqlite3_open_v2(":memory:", db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

	if (rc == SQLITE_OK)
		rc = search_fold_lend(*db);
	for (int i = 0; rc == SQLITE_OK && i < s->schema; i++)
		rc = sqlite3_exec(*db, s->migrations[i].sql, NULL, NULL, NULL);
	return rc == SQLITE_OK;
}

/* What is being compared, and what to say of an object that the other side lacks. */
struct comparison {
	sqlite3 *from, *with;
	const char *missing;
	bool compares_text;
	store_report_fn report;
	void *ctx;
};

static void
say_missing(const struct comparison *c, sqlite3_stmt *object)
{
	AUTO_FREE char *finding =
		mem_printf("%s %s: %s", column(object, 0), column(object, 1), c->missing);

	c->report(c->ctx, finding);
}

static void
say_altered(const struct comparison *c, sqlite3_stmt *object)
{
	AUTO_FREE char *finding =
		mem_printf("%s %s: %s", column(object, 0), column(object, 1), _("altered"));

	c->report(c->ctx, finding);
}

static bool
compare_object(const struct comparison *c, sqlite3_stmt *object)
{
	AUTO_RAW *other = NULL;

	if (sqlite3_prepare_v2(c->with, OBJECTS " AND type = ?1 AND name = ?2", -1, &other, NULL) !=
	    SQLITE_OK)
		return false;
	sqlite3_bind_text(other, 1, column(object, 0), -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(other, 2, column(object, 1), -1, SQLITE_TRANSIENT);
	int rc = sqlite3_step(other);
	if (rc == SQLITE_DONE)
		say_missing(c, object);
	else if (rc == SQLITE_ROW && c->compares_text &&
		 !str_equal(column(object, 2), column(other, 2)))
		say_altered(c, object);
	return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

static bool
compare(const struct comparison *c)
{
	AUTO_RAW *object = NULL;
	int rc;

	if (sqlite3_prepare_v2(c->from, OBJECTS " ORDER BY type, name", -1, &object, NULL) !=
	    SQLITE_OK)
		return false;
	while ((rc = sqlite3_step(object)) == SQLITE_ROW)
		if (!compare_object(c, object))
			return false;
	return rc == SQLITE_DONE;
}

bool
store_check_schema(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	AUTO_DB *fresh = NULL;

	if (!make_fresh(s, &fresh))
		return err_set(e, ERR_DAMAGED, _("This program cannot make its own schema: %s"),
			       sqlite3_errmsg(fresh));
	const struct comparison lacks = { fresh, s->db, _("missing"), true, report, ctx };
	const struct comparison has = {
		s->db, fresh, _("does not belong here"), false, report, ctx
	};
	if (compare(&lacks) && compare(&has))
		return true;
	return fault_set(s, sqlite3_errcode(s->db), "sqlite_schema", e);
}
