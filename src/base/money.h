/*
 * money.h - whole yen. No floating point, no silent overflow.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define YEN_MAX INT64_C(999999999999)

/*
 * "2,400", "２４００円", "¥2400", "-300", "▲300": yen, or ERR_INVALID. Commas must
 * stand before each three digits or nowhere. At most YEN_MAX either way.
 */
bool yen_parse(const char *text, int64_t *yen, struct err *e);
void yen_add(struct str *b, int64_t yen);        /* "2,400" */
void yen_add_unit(struct str *b, int64_t yen);   /* "2,400円" or "2,400 yen" */

/* A whole number in a field: digits, full-width or not, commas as above, a minus. */
bool int_parse(const char *text, int64_t *value, struct err *e);

#endif
