/*
 * rows.h - many rows added by one statement. SQLite reads them where they are, as
 * if they were a table: nothing is bound or copied, and what a statement costs is
 * paid once for all of them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include <stdbool.h>

#include "base/err.h"
#include "store/cell.h"
#include "store/store.h"

struct rows {
	const char *into; /* "INSERT INTO contact (id, role)": names every column that is given */
	int columns, count;
	/* Columns count from 0. What a cell borrows must live until rows_insert() returns. */
	struct cell (*cell)(const void *ctx, int row, int column);
	const void *ctx;
};

/*
 * Adds the rows in their order; rows whose id is NULL get ids that follow each other.
 * False when one of them is refused: then the open transaction is to be rolled back.
 */
bool rows_insert(struct store *s, const struct rows *rows, struct err *e);

#endif
