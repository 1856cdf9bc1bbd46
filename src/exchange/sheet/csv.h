/*
 * csv.h - comma-separated values as RFC 4180 has them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_SHEET_CSV_H
#define EXCHANGE_SHEET_CSV_H

#include <stdint.h>

#include "base/str.h"
#include "exchange/eight.h"

/* Appends one field, quoted where its text needs it; NULL is an empty field. */
void csv_add_field(struct str *b, const char *text);
/* Appends a whole record and `end` ("\n" or "\r\n"). */
void csv_add_record(struct str *b, const char *const *fields, int count, const char *end);

/* Of eight bytes those that a field must quote, as eight_below() marks them. */
static inline uint64_t
csv_quoted_bytes(uint64_t word)
{
	return eight_below(word, ' ') | eight_zeros(word ^ EIGHT_ONES * ',') |
	       eight_zeros(word ^ EIGHT_ONES * '"');
}

#endif
