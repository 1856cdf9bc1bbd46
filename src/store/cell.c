/* cell.c - see cell.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/cell.h"

#include "store/inside.h"

struct cell
cell_null(void)
{
	return (struct cell){ .kind = CELL_NULL };
}

struct cell
cell_int(int64_t number)
{
	return (struct cell){ .kind = CELL_INT, .number = number };
}

struct cell
cell_text(const char *text)
{
	return (struct cell){ .kind = text != NULL ? CELL_TEXT : CELL_NULL, .bytes = text };
}

struct cell
cell_blob(const void *bytes, int size)
{
	return (struct cell){ .kind = CELL_BLOB, .bytes = bytes, .size = size };
}

void
cell_bind(const struct cell *cell, struct stmt *q, int param)
{
	switch (cell->kind) {
	case CELL_NULL:
		stmt_bind_null(q, param);
		break;
	case CELL_INT:
		stmt_bind_int(q, param, cell->number);
		break;
	case CELL_TEXT:
		stmt_bind_text(q, param, cell->bytes);
		break;
	case CELL_BLOB:
		stmt_bind_blob(q, param, cell->bytes, cell->size);
		break;
	}
}
