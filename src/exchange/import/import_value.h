/*
 * import_value.h - a cell of somebody's ledger as the stored value of a field:
 * whatever the field's type reads, and what spreadsheets and people make of it. A day
 * must be whole: 4/1, 10.4.1 and "tomorrow" mean something at the counter, nothing in a
 * file.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_VALUE_H
#define EXCHANGE_IMPORT_IMPORT_VALUE_H

#include <stdbool.h>

#include "base/err.h"
#include "form/type.h"

/*
 * As field_parse(), and: the apostrophe and the ="…" of formula.h are taken away;
 * a date may be Excel's number of a day (45748) and carry a time of 0:00, an
 * instant a number with a fraction (45748.75), a time a fraction of a day.
 */
bool import_value(const struct form_field *field, const struct field_lookup *lookup,
		  const char *cell, char **stored, struct err *e);

#endif
