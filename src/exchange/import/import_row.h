/*
 * import_row.h - the cells of one row as stored values by field, for the two
 * passes of an import. Private to import.c and its parts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_ROW_H
#define EXCHANGE_IMPORT_IMPORT_ROW_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"
#include "exchange/import/import_guess.h"
#include "exchange/import/import_map.h"
#include "exchange/sheet/csv_read.h"

/* Of the columns that go to one field the first reads the cells of all. */
enum import_part { PART_NONE, PART_ALONE, PART_FIRST, PART_LATER };

struct import_row {
	struct desk *desk;
	const struct import_map *map;
	char **values;           /* stored values by field index; NULL = nothing */
	bool *given;             /* the fields that the map takes from the file */
	bool *failed;            /* the fields whose cells said nothing to them */
	enum import_part *parts; /* by column */
	struct str joined;       /* the cells of the parts of one field */
	struct import_vocabulary *words;
	int title;      /* the field, or -1 */
	int reading;    /* the field that a name may stand for, or -1 */
	bool adds;      /* every row is a new record: a name in kana is its own reading */
	int64_t astray; /* a line with headings of another table, or 0 */
};

/* `adds`: no row changes a record that is there. */
void import_row_init(struct import_row *r, struct desk *d, const struct import_map *map, bool adds);
void import_row_done(struct import_row *r);

/* The file is read again, from its beginning. */
void import_row_begin(struct import_row *r);

/*
 * Reads the cells; false and a sentence for each that says nothing to its field, and for
 * what is missing beside. The field of `e` is one that refers to a record of the row's own
 * type, if such a cell is among them.
 */
bool import_row_read(struct import_row *r, const struct csv_row *row, struct err *e);

/* What stands below a table and is no record of it. */
enum import_aside { ASIDE_NONE, ASIDE_SUM, ASIDE_NOTE };
/* `name` is what the row has for a name, or "". */
enum import_aside import_row_aside(const struct csv_row *row, const char *name);

/* Does the row at hand hold characters of one computer's own (外字)? */
bool import_row_has_gaiji(const struct import_row *r);

#endif
