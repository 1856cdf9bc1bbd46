/*
 * import_lacking.h - a list that is published whole, such as that of the holidays, is
 * laid over the one that is there: what it no longer has, of the years that it
 * speaks of, is told and may be removed. Private to import.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_LACKING_H
#define EXCHANGE_IMPORT_IMPORT_LACKING_H

#include "desk/desk.h"
#include "desk/rule/holiday.h"
#include "exchange/import/import_map.h"

struct import_lacking;

/* NULL when the file is not such a list, by its headings. The others take NULL. */
struct import_lacking *import_lacking_new(const struct import_map *map);
void import_lacking_free(struct import_lacking *l);

/* The values of a row of the file. */
void import_lacking_note(struct import_lacking *l, const char *const *values);
/* What the desk has and the file lacks, in `a`; how many, or -1. */
int import_lacking_find(struct import_lacking *l, struct desk *d, struct arena *a,
			struct holiday **out, struct err *e);

#endif
