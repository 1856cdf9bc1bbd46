/*
 * stmt.h - one SQL statement with bound values. The text is a literal of the
 * desk file whose concept it is, or was built from the names in a form file by
 * desk/record/record_sql.c; never from data. Prepared once per text, kept by the store.
 *
 *	AUTO_STMT q = STMT_INIT;
 *	if (!stmt_open(&q, store, "SELECT name FROM staff WHERE id = ?1", e))
 *		return false;
 *	stmt_bind_int(&q, 1, id);
 *	while (stmt_row(&q, e))
 *		use(stmt_text(&q, 0));
 *	return !stmt_failed(&q);
 *
 * A failed statement has filled `e`: guards and constraints as ERR_REFUSED (a
 * unique or missing value with the column in `field`), a full disk as ERR_FULL,
 * damage as ERR_DAMAGED. A statement that writes is refused outside a transaction.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_STMT_H
#define STORE_STMT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/auto.h"
#include "base/err.h"
#include "store/store.h"

struct stmt {
	struct store *store;
	struct stmt_cached *cached;
	bool failed;
	bool is_over;   /* no further row; stmt_row() stays false until stmt_restart() */
	int bind_fault; /* what stmt_row() will report */
};

#define STMT_INIT { NULL, NULL, false, false, 0 }
#define AUTO_STMT AUTO(stmt_done) struct stmt

bool stmt_open(struct stmt *q, struct store *s, const char *sql, struct err *e);
void stmt_done(struct stmt *q); /* resets and gives the statement back; safe to repeat */

/* Parameters count from 1. Text is copied. NULL text binds NULL. */
void stmt_bind_int(struct stmt *q, int param, int64_t value);
void stmt_bind_text(struct stmt *q, int param, const char *text);
void stmt_bind_null(struct stmt *q, int param);

bool stmt_row(struct stmt *q, struct err *e); /* true: a row is there; false: done or failed */
bool stmt_failed(const struct stmt *q);
bool stmt_run(struct stmt *q, struct err *e); /* steps to the end; for statements without rows */
void stmt_restart(struct stmt *q);            /* run again; bindings stay */

/* Columns count from 0. Text lives until the next step; NULL for SQL NULL. */
int64_t stmt_int(struct stmt *q, int column);
const char *stmt_text(struct stmt *q, int column);

/* The columns of a row as text, for reads of very many rows. */
#define STMT_DIGITS 24
struct stmt_cells {
	const char **texts; /* by column from the first one asked for; NULL for NULL */
	size_t *lens;
	char (*digits)[STMT_DIGITS]; /* where whole numbers are written */
	const bool *may_be_number;   /* false only saves time */
	int count;
};
/* Fills in the texts of the columns from `first` on; they live until the next row. */
void stmt_cells(struct stmt *q, int first, const struct stmt_cells *out);
bool stmt_is_null(struct stmt *q, int column);
int stmt_column_count(struct stmt *q);

/*
 * Until `q` is done every statement reads the same moment, whatever others write,
 * and costs a third less: they share its read transaction. Nothing can be written
 * meanwhile, unless a transaction is open already.
 */
bool store_hold(struct stmt *q, struct store *s, struct err *e);

int64_t store_last_id(const struct store *s);  /* the rowid of the last INSERT */
int store_rows_changed(const struct store *s); /* by the last statement */

/* Single values. `fallback` when there is no row or it is NULL. */
int64_t store_get_int(struct store *s, const char *sql, int64_t param, int64_t fallback);

#endif
