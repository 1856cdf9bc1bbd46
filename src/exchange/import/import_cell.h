/*
 * import_cell.h - what people write into the cells of a ledger beside the value itself:
 * a sign for nothing or for the cell above, a unit, a line end for the look of it, the era
 * in one character; and what a spreadsheet took away, the first zero of a number. Private
 * to import_value.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_CELL_H
#define EXCHANGE_IMPORT_IMPORT_CELL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "form/type.h"

#define IMPORT_SIGN_MOST 16 /* bytes of the longest sign for another cell */

/* "〃", "同上": the cell says what the one above says. */
bool import_cell_is_sign(const char *cell);

/*
 * The cell as its field's type reads it; empty when it says that there is nothing. What
 * cannot be meant is left as it is, for the type to refuse. False for a sign that stands
 * for another cell, and for two names in the place of one.
 */
bool import_cell_read(const struct form_field *field, const char *cell, struct str *out,
		      struct err *e);

/* "不明", "なし", "未定": nothing, where the field's type cannot read it. */
bool import_cell_is_nothing(const char *cell);

#endif
