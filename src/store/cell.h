/* cell.h - one value on its way into a statement. It borrows its bytes. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_CELL_H
#define STORE_CELL_H

#include <stdint.h>

#include "store/stmt.h"

enum cell_kind { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BLOB };

struct cell {
	enum cell_kind kind;
	int64_t number;
	const void *bytes; /* a text has a NUL behind it */
	int size;          /* of a blob */
};

struct cell cell_null(void);
struct cell cell_int(int64_t number);
struct cell cell_text(const char *text); /* NULL gives a NULL */
struct cell cell_blob(const void *bytes, int size);

/* Parameters count from 1. The bytes are copied. */
void cell_bind(const struct cell *cell, struct stmt *q, int param);

#endif
