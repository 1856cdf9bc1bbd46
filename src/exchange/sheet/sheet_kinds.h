/*
 * sheet_kinds.h - the two kinds of sheet, for sheet.c alone.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_SHEET_KINDS_H
#define EXCHANGE_SHEET_SHEET_KINDS_H

#include "exchange/sheet/sheet.h"

struct sheet {
	const struct sheet_kind_ops *ops;
	struct outfile *out;
	struct sheet_options options;
	const struct sheet_column *columns;
	int count;
	struct unmapped unmapped;
	void *state; /* the kind's own */
};

struct sheet_kind_ops {
	bool (*begin)(struct sheet *s, struct err *e); /* fills `state` */
	bool (*row)(struct sheet *s, int64_t record, const struct sheet_cells *cells,
		    struct err *e);
	bool (*end)(struct sheet *s, struct err *e); /* everything is in `out` */
	void (*done)(struct sheet *s);
};

extern const struct sheet_kind_ops sheet_csv;
#ifdef HAVE_XLSXWRITER
extern const struct sheet_kind_ops sheet_xlsx;
#endif

#endif
