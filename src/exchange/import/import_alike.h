/*
 * import_alike.h - is a row of a file likely to be a record that is there, or a
 * row before it? Asked before the import begins, since only a person can decide.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_ALIKE_H
#define EXCHANGE_IMPORT_IMPORT_ALIKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "desk/desk.h"

struct import_alike;

struct import_alike *import_alike_new(struct desk *d, const struct form *form);
void import_alike_free(struct import_alike *a); /* NULL is fine */

/*
 * Compares the searched texts (names, readings, telephones) of one row, stored
 * values by field index, and remembers them under its line. True, and a sentence
 * in `why`, when it is like another. Rows and records whose public numbers differ are
 * different records, however alike.
 */
bool import_alike_row(struct import_alike *a, const char *const *values, int64_t line,
		      struct str *why);

#endif
