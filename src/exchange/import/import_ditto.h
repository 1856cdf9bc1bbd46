/*
 * import_ditto.h - cells of an old ledger that say "as above" (〃, 同上), filled with what
 * the cell above says when that was decided. Private to import.c and its parts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_DITTO_H
#define EXCHANGE_IMPORT_IMPORT_DITTO_H

#include "exchange/import/import_map.h"
#include "exchange/sheet/csv_read.h"

struct import_ditto;

/* NULL, which the others take, when the map does not fill signs. */
struct import_ditto *import_ditto_new(const struct import_map *map);
void import_ditto_free(struct import_ditto *d);

/* The file is read again, from its beginning. */
void import_ditto_begin(struct import_ditto *d);

/*
 * Fills the signs of the row, which comes below the one of the last call; what has nothing
 * above it, or a sum, stays. The row is then written out in `raw` too, since in a file of
 * refused rows another may stand above it. Both are valid until the next call.
 */
void import_ditto_fill(struct import_ditto *d, const struct csv_reader *reader,
		       struct csv_row *row);

#endif
