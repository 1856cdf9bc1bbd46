/*
 * import_doubt.h - what a file leaves open and a person decides before it is imported:
 * names without a reading, and cells that only say "as above".
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_DOUBT_H
#define EXCHANGE_IMPORT_IMPORT_DOUBT_H

#include <stdbool.h>
#include <stdint.h>

#include "exchange/import/import.h"

struct import_doubt {
	int64_t unread;     /* rows whose name needs a reading that neither they nor it give */
	int64_t signs;      /* rows with cells that stand for the one above … */
	int64_t signs_line; /* … the first of them */
};

/*
 * Reads the file once for what its map leaves open. Names are asked about when rows are
 * added: `key` is empty.
 */
bool import_doubt_find(struct desk *d, const struct import_map *map, const struct form_key *key,
		       const struct import_source *from, struct import_doubt *out, struct err *e);

#endif
