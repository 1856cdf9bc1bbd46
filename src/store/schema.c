/*
 * schema.c - what the database says of itself: the columns of a table, and the
 * checks of the whole file.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/arena.h"
#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/migrate.h"

static int
count_columns(struct store *s, const char *table, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "SELECT count(*) FROM pragma_table_info(?1)", e))
		return -1;
	stmt_bind_text(&q, 1, table);
	return stmt_row(&q, e) ? (int)stmt_int(&q, 0) : -1;
}

static bool
read_columns(struct store *s, struct arena *a, const char *table, struct store_column *columns,
	     int count, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int i = 0;

	if (!stmt_open(&q, s,
		       "SELECT name, type, \"notnull\", pk, dflt_value IS NOT NULL"
		       " FROM pragma_table_info(?1) ORDER BY cid",
		       e))
		return false;
	stmt_bind_text(&q, 1, table);
	while (i < count && stmt_row(&q, e)) {
		columns[i++] = (struct store_column){
			.name = arena_strdup(a, stmt_text(&q, 0)),
			.type = arena_strdup(a, stmt_text(&q, 1)),
			.not_null = stmt_int(&q, 2) != 0,
			.primary_key = stmt_int(&q, 3) != 0,
			.has_default = stmt_int(&q, 4) != 0,
		};
	}
	return !stmt_failed(&q);
}

/* Only foreign keys of one column: those of more name no single field. */
static bool
read_references(struct store *s, struct arena *a, const char *table, struct store_column *columns,
		int count, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s,
		       "SELECT max(\"from\"), max(\"table\") FROM pragma_foreign_key_list(?1) "
		       "GROUP BY id HAVING count(*) = 1",
		       e))
		return false;
	stmt_bind_text(&q, 1, table);
	while (stmt_row(&q, e)) {
		for (int i = 0; i < count; i++) {
			if (str_equal(columns[i].name, stmt_text(&q, 0)))
				columns[i].references = arena_strdup(a, stmt_text(&q, 1));
		}
	}
	return !stmt_failed(&q);
}

int
store_columns(struct store *s, struct arena *a, const char *table, struct store_column **columns,
	      struct err *e)
{
	int count = count_columns(s, table, e);

	*columns = NULL;
	if (count <= 0)
		return count;
	*columns = arena_alloc(a, (size_t)count * sizeof(**columns));
	if (!read_columns(s, a, table, *columns, count, e) ||
	    !read_references(s, a, table, *columns, count, e))
		return -1;
	return count;
}

static bool
check_integrity(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "PRAGMA integrity_check", e))
		return false;
	while (stmt_row(&q, e)) {
		if (!str_equal(stmt_text(&q, 0), "ok"))
			report(ctx, stmt_text(&q, 0));
	}
	return !stmt_failed(&q);
}

static bool
check_foreign_keys(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s, "PRAGMA foreign_key_check", e))
		return false;
	while (stmt_row(&q, e)) {
		AUTO_FREE char *finding =
			mem_printf(_("Row %lld of %s refers to a row of %s that is not there."),
				   (long long)stmt_int(&q, 1), stmt_text(&q, 0), stmt_text(&q, 2));
		report(ctx, finding);
	}
	return !stmt_failed(&q);
}

static bool
check_migrations(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int number = 0;

	if (!stmt_open(&q, s, "SELECT number, digest FROM migration ORDER BY number", e))
		return false;
	while (stmt_row(&q, e)) {
		char digest[MIGRATE_DIGEST_SIZE];
		number++;
		if (number > s->migration_count)
			break;
		migrate_digest(s->migrations[number - 1].sql, digest);
		if (stmt_int(&q, 0) == number && str_equal(stmt_text(&q, 1), digest))
			continue;
		AUTO_FREE char *finding =
			mem_printf(_("The schema step %s of this program is not the one that made "
				     "this database."),
				   s->migrations[number - 1].name);
		report(ctx, finding);
	}
	return !stmt_failed(&q);
}

bool
store_check(struct store *s, store_report_fn report, void *ctx, struct err *e)
{
	return check_integrity(s, report, ctx, e) && check_foreign_keys(s, report, ctx, e) &&
	       check_migrations(s, report, ctx, e);
}
