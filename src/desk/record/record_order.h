/*
 * record_order.h - the order of a list. A record stands in it by a place per
 * sorted field, then by its id. The same order can be had in two ways: reading
 * the places of chosen records and comparing them here, or walking the table in
 * segments, each of which an index delivers in order: the records with a value,
 * those of one code after the other, those with none, the withheld ones.
 *
 * Whatever the direction, records without a value come last, and withheld ones
 * stand at the very end by their id: where they stand tells nothing about them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_ORDER_H
#define DESK_RECORD_RECORD_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/desk.h"
#include "desk/record/clause.h"

enum { ORDER_KEYS_MAX = 4 };

/* Where a record stands by one field. */
struct order_place {
	int rank;         /* 0: has a value; then those without; then the hidden */
	int64_t number;   /* by number, or the position of a code */
	const char *text; /* by text; NULL: by number */
	int64_t ref;      /* ties of a referred field: by the referred record */
};

struct order_key;

struct record_order {
	struct arena arena;
	struct desk *desk;
	const struct form *form;
	struct order_key *keys;
	int key_count;
	bool descending;
};

/* `fields`: indexes, the first is the main one. */
void record_order_set(struct record_order *o, struct desk *d, const struct form *form,
		      const int *fields, int count, bool descending);
void record_order_done(struct record_order *o);
/* Can a list be sorted by the field? Not by text of several lines. */
bool record_order_can(const struct form_field *f);

/* A record in the order; `places` has one for each key in use. */
struct order_row {
	int64_t id;
	struct order_place places[ORDER_KEYS_MAX];
};

/* Appends "t.id, …": the columns that record_order_read() makes a row of; text goes to `a`. */
void record_order_add_columns(const struct record_order *o, int keys, struct clause *c);
void record_order_read(const struct record_order *o, int keys, struct stmt *q, struct arena *a,
		       struct order_row *out);
/* <0, 0, >0 as of strcmp. */
int record_order_compare(const struct record_order *o, int keys, const struct order_row *x,
			 const struct order_row *y);

/* A row as text and back, for the anchor of a page. Both live in `a`. */
const char *record_order_to_text(int keys, const struct order_row *row, struct arena *a);
bool record_order_from_text(const char *text, int keys, struct order_row *row, struct arena *a);

/*
 * The walk by the first key. Segments count from 0 in the list's order.
 * record_order_segment() writes "SELECT … FROM … WHERE …" of segment `i`; the
 * caller adds further tests, then record_order_end() the order.
 */
int record_order_segments(const struct record_order *o);
int record_order_segment_of(const struct record_order *o, const struct order_row *row);
/* `from` (which stands in this segment): only what follows it, or precedes it when `backward`. */
void record_order_segment(const struct record_order *o, int i, const struct order_row *from,
			  bool backward, struct clause *c);
/* The same from its first row, with columns of the caller's own ("t.id, t.\"name\""). */
void record_order_segment_rows(const struct record_order *o, int i, const char *columns,
			       struct clause *c);
/*
 * The same with the id alone, by what the index holds: fast, but a withheld
 * record is met in the segment of its value too; record_order_segment_of() tells.
 */
void record_order_sieve(const struct record_order *o, int i, const struct order_row *from,
			bool backward, struct clause *c);
void record_order_end(const struct record_order *o, int i, bool backward, struct clause *c);

#endif
