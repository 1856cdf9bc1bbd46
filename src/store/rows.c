/*
 * rows.c - the rows are a virtual table, "given", with the columns c0, c1 …. It
 * stands there for every connection, but holds something only while rows_insert()
 * runs. A single row is bound, since a table with triggers makes a copy of
 * whatever a SELECT gives it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/rows.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/inside.h"

#define GIVEN       "given"
#define COLUMNS_MAX 200 /* of the virtual table; rows with more are added one by one */

struct given_table {
	sqlite3_vtab base; /* SQLite's part; first */
	struct store *store;
};

struct given_cursor {
	sqlite3_vtab_cursor base; /* SQLite's part; first */
	const struct rows *rows;
	int row;
};

static int
given_connect(sqlite3 *db, void *ctx, int argc, const char *const *argv, sqlite3_vtab **out,
	      char **error)
{
	AUTO_STR sql = STR_INIT;

	(void)argc;
	(void)argv;
	(void)error;
	str_add(&sql, "CREATE TABLE " GIVEN " (c0");
	for (int i = 1; i < COLUMNS_MAX; i++)
		str_addf(&sql, ", c%d", i);
	str_add_char(&sql, ')');
	int rc = sqlite3_declare_vtab(db, str_text(&sql));
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
	struct given_table *table = mem_alloc(sizeof(*table));
	table->store = ctx;
	*out = &table->base;
	return SQLITE_OK;
}

static int
given_disconnect(sqlite3_vtab *base)
{
	free(base);
	return SQLITE_OK;
}

static int
given_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
	(void)base;
	info->estimatedCost = 1e6;
	return SQLITE_OK;
}

static int
given_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
	struct given_cursor *cursor = mem_alloc(sizeof(*cursor));

	(void)base;
	*out = &cursor->base;
	return SQLITE_OK;
}

static int
given_close(sqlite3_vtab_cursor *base)
{
	free(base);
	return SQLITE_OK;
}

static int
given_filter(sqlite3_vtab_cursor *base, int plan, const char *text, int argc, sqlite3_value **argv)
{
	struct given_cursor *cursor = (struct given_cursor *)base;

	(void)plan;
	(void)text;
	(void)argc;
	(void)argv;
	cursor->rows = ((struct given_table *)base->pVtab)->store->given;
	cursor->row = 0;
	return SQLITE_OK;
}

static int
given_next(sqlite3_vtab_cursor *base)
{
	((struct given_cursor *)base)->row++;
	return SQLITE_OK;
}

static int
given_eof(sqlite3_vtab_cursor *base)
{
	const struct given_cursor *cursor = (const struct given_cursor *)base;

	return cursor->rows == NULL || cursor->row >= cursor->rows->count;
}

static int
given_column(sqlite3_vtab_cursor *base, sqlite3_context *result, int column)
{
	const struct given_cursor *cursor = (const struct given_cursor *)base;
	const struct rows *rows = cursor->rows;
	struct cell cell = cell_null();

	if (column < rows->columns)
		cell = rows->cell(rows->ctx, cursor->row, column);
	switch (cell.kind) {
	case CELL_NULL:
		sqlite3_result_null(result);
		break;
	case CELL_INT:
		sqlite3_result_int64(result, cell.number);
		break;
	case CELL_TEXT:
		sqlite3_result_text(result, cell.bytes, -1, SQLITE_STATIC);
		break;
	case CELL_BLOB:
		sqlite3_result_blob(result, cell.bytes, cell.size, SQLITE_STATIC);
		break;
	}
	return SQLITE_OK;
}

static int
given_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
	*rowid = ((struct given_cursor *)base)->row;
	return SQLITE_OK;
}

bool
rows_set_up(struct store *s, struct err *e)
{
	static const sqlite3_module module = {
		.xConnect = given_connect, /* without xCreate it is there unasked */
		.xBestIndex = given_best_index,
		.xDisconnect = given_disconnect,
		.xOpen = given_open,
		.xClose = given_close,
		.xFilter = given_filter,
		.xNext = given_next,
		.xEof = given_eof,
		.xColumn = given_column,
		.xRowid = given_rowid,
	};
	int rc = sqlite3_create_module(s->db, GIVEN, &module, s);

	return rc == SQLITE_OK || fault_set(s, rc, "sqlite3_create_module", e);
}

static bool
insert_given(struct store *s, const struct rows *rows, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;

	str_addf(&sql, "%s SELECT c0", rows->into);
	for (int i = 1; i < rows->columns; i++)
		str_addf(&sql, ", c%d", i);
	str_add(&sql, " FROM " GIVEN);
	if (!stmt_open(&q, s, str_text(&sql), e))
		return false;
	assert(s->given == NULL);
	s->given = rows;
	bool ok = stmt_run(&q, e);
	s->given = NULL;
	return ok;
}

static bool
insert_each(struct store *s, const struct rows *rows, struct err *e)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;

	str_add(&sql, rows->into);
	str_add(&sql, " VALUES (?");
	for (int i = 1; i < rows->columns; i++)
		str_add(&sql, ", ?");
	str_add_char(&sql, ')');
	if (!stmt_open(&q, s, str_text(&sql), e))
		return false;
	for (int row = 0; row < rows->count; row++) {
		for (int i = 0; i < rows->columns; i++) {
			struct cell cell = rows->cell(rows->ctx, row, i);
			cell_bind(&cell, &q, i + 1);
		}
		if (!stmt_run(&q, e))
			return false;
		stmt_restart(&q);
	}
	return true;
}

bool
rows_insert(struct store *s, const struct rows *rows, struct err *e)
{
	bool one_by_one = rows->count == 1 || rows->columns > COLUMNS_MAX;

	return one_by_one ? insert_each(s, rows, e) : insert_given(s, rows, e);
}
