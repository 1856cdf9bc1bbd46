/*
 * find_hits.h - hits being gathered, each record once, for find.c and
 * find_alike.c; others use find.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_FIND_HITS_H
#define DESK_RECORD_FIND_HITS_H

#include "desk/record/find.h"
#include "desk/record/record.h"

struct find_hits {
	struct desk *desk;
	struct arena *arena; /* of the hits and their texts */
	struct find_hit *items;
	int count, limit;
};

struct find_hits find_hits_new(struct desk *d, struct arena *a, int limit);
bool find_hits_full(const struct find_hits *hits);

/* The field by which the record matches the (folded) key: "電話 …21", as a list would show it. */
const char *find_hits_why(struct find_hits *hits, const struct record *r, const char *key);
/* The same of one field. */
const char *find_hits_field(struct find_hits *hits, const struct record *r, int field);

/*
 * Adds the record, unless it is there or there are enough. A withheld one only
 * for who may see it, or when its very number was typed. `why` lives in the arena.
 */
void find_hits_add(struct find_hits *hits, const struct record *r, const char *why, bool exact);

#endif
