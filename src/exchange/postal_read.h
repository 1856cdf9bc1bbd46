/*
 * postal_read.h - Japan Post's list of postal codes (KEN_ALL.CSV) as it is published:
 * Shift_JIS or UTF-8, no headings, 15 columns, readings in half-width kana, a
 * town of many blocks spread over several rows, remarks where a name should be.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_POSTAL_READ_H
#define EXCHANGE_POSTAL_READ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "base/str.h"
#include "desk/desk.h"

/*
 * The town as it stands in an address: remarks ("以下に掲載がない場合"), lists and
 * ranges of blocks are left out, the floor of a tower is kept. Appends.
 */
void postal_town(const char *city, const char *town, struct str *out);

/*
 * Replaces the desk's list by the file. `name` is for the audit. `progress` may be
 * NULL; parts of a thousand, false cancels. On failure the old list stays.
 */
bool postal_import(struct desk *d, FILE *file, const char *name,
		   bool (*progress)(void *ctx, int done), void *ctx, int64_t *places,
		   struct err *e);

#endif
