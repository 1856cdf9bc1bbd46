/*
 * import_heading.h - where the headings of a file stand. People write titles, a day and
 * empty rows above them, and lay them over two rows ("連絡先" above "電話" and "住所").
 * Used by import.c and the screen that shows its first rows.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_HEADING_H
#define EXCHANGE_IMPORT_IMPORT_HEADING_H

#include "exchange/import/import_map.h"
#include "exchange/sheet/csv_read.h"

/* How far down headings are looked for. */
enum { HEADING_ROWS_MOST = 40 };

/*
 * Makes the map of the headings in the line, or for 0 of those among the first rows whose
 * words are most fields of the form; of none, of the first row that is as full as others.
 * False when the file cannot be read, is empty or ends above the line.
 */
bool import_heading_find(struct import_map *m, const struct form *form, struct csv_reader *r,
			 int64_t line, struct err *e);

/*
 * Reads past the headings of the map. `raw` gets the bytes of their rows, each but the
 * first behind a line end and one delimiter more.
 */
bool import_heading_pass(const struct import_map *m, struct csv_reader *r, struct str *raw,
			 struct err *e);

/* The next row below the headings that holds anything and is not the headings again. */
bool import_heading_next_row(const struct import_map *m, struct csv_reader *r, struct csv_row *row,
			     struct err *e);

#endif
