/*
 * fraction.h - exact shares and amounts. A result is in lowest terms; what does
 * not fit is refused, never rounded or wrapped.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_FRACTION_H
#define RULE_FRACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "rule/book.h"

/* Amounts stay below this in numerator and denominator. */
#define FRACTION_MAX INT64_C(4611686018427387904)

static inline struct share
fraction_of(int64_t whole)
{
	return (struct share){ whole, 1 };
}

/* False, with *out untouched, when the result does not fit. */
bool fraction_add(struct share a, struct share b, struct share *out);
bool fraction_subtract(struct share a, struct share b, struct share *out);
bool fraction_multiply(struct share a, struct share b, struct share *out);
/* Below, at or above 0, as a is less than, equal to or more than b. */
int fraction_compare(struct share a, struct share b);
/* To a multiple of `to` (at least 1): down and up are towards and away from nothing. */
bool fraction_round(struct share a, int64_t to, enum round_how how, struct share *out);

/* "1,200円", "-1,333 1/3円", "1/2円"; in English with " yen". */
void fraction_add_yen(struct str *out, struct share yen);

#endif
