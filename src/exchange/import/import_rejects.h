/*
 * import_rejects.h - the rows that an import refused, for correcting and importing
 * again: a file like the one they came from, in its encoding, each row byte for
 * byte as it was, with the reason in a first column of its own.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_REJECTS_H
#define EXCHANGE_IMPORT_IMPORT_REJECTS_H

#include <stdbool.h>

#include "base/err.h"
#include "exchange/sheet/csv_read.h"

struct import_rejects;

/*
 * Made in `folder` under a name of `stem` when the first row is added. `source`
 * must live as long; the bytes of its headings are copied.
 */
struct import_rejects *import_rejects_new(const char *folder, const char *stem,
					  const struct csv_reader *source,
					  const struct str *headings);
void import_rejects_free(struct import_rejects *r); /* NULL is fine */

bool import_rejects_add(struct import_rejects *r, const struct csv_row *row, const char *reason,
			struct err *e);

/*
 * On the disk and named: the name in the folder, which lives as long as `r`; "" when
 * nothing was added; NULL on failure.
 */
const char *import_rejects_finish(struct import_rejects *r, struct err *e);

#endif
