/*
 * quote_part.h - a price while it is being reckoned: the rows that it is made of
 * and what the steps share. Private to price.c, price_rows.c, cover.c, extra.c, adjust.c,
 * adjust_part.c, settle.c, quote.c, longer.c and extend.c.
 *
 * A row is a band of the room (or the room as a whole) or a piece of equipment.
 * All steps work on the rows; what they change is told as lines. A step that fails
 * has said why in the err.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_QUOTE_PART_H
#define RULE_QUOTE_PART_H

#include "base/str.h"
#include "rule/ask.h"
#include "rule/fraction.h"

struct quote_row {
	int band;            /* a band, or NONE */
	int extra;           /* an extra; NONE: a row of the room */
	int minutes;         /* of the use, as far as it lies in the band */
	struct share base;   /* what the table said */
	struct share now;    /* with what was added so far */
	struct share *after; /* of each adjust group that is over */
	const struct rounding *rounding; /* the book's, or that of the row's table */
};

struct quote {
	struct facts *f;
	struct answer *a;
	struct err *e;
	int minutes; /* of the use as a whole; of an extension those that are charged */
	int count, room_for;
	struct quote_row *rows; /* in the arena of the answer; those of the room first */
};

/* A price in a table. */
struct cell {
	const struct price_table *table;
	int row;
	int64_t yen; /* may be NOT_SOLD */
};

/* What is charged, before the units are counted. */
struct measure {
	int minutes, bands;
};

enum found { FOUND_NONE, FOUND_ONE, FOUND_FAULT };

/* --- quote.c --- */

struct quote_row *quote_add_row(struct quote *q, int band, int extra);
bool quote_too_large(struct quote *q);  /* false: the amount does not fit */
bool quote_lacks(const struct quote *q); /* a fact was needed that is not known */
/* The units of `u`, its parts counted as it says; heads are asked for when needed. */
bool quote_units(struct quote *q, const struct per_unit *u, struct measure m, int64_t *count);
/* How many times it is due for pieces of equipment, where it is charged by the piece; in words. */
int64_t quote_pieces(const struct per_unit *u, int pieces);
void quote_pieces_words(const struct per_unit *u, int pieces, struct str *out);
/* How often the unit's price was counted, for the explanation: " x 3 months". */
void quote_units_words(const struct per_unit *u, struct measure m, int64_t count,
	struct str *out);
/* What the use of the facts measures: its minutes and simple bands. */
struct measure quote_measure(const struct facts *f);
int bands_count(const struct book *b, const struct choice_set *bands);
bool quote_need(struct quote *q, int fact); /* false when the fact is not known */
/* The minutes of these bands, one after the other. */
int bands_minutes(const struct book *b, const struct choice_set *bands);
/* The minutes of the use that lie between the times of the band. */
int quote_minutes_in(const struct facts *f, const struct band *b);

/* --- price.c --- */

/*
 * The cell for the facts as they are, in the tables of a list: of one band, or of
 * the use as a whole. A fault: two apply, or a fact lacks.
 */
enum found price_band(struct quote *q, const char *list, int band, struct cell *out);
enum found price_whole(struct quote *q, const char *list, struct cell *out);
/* Of the band (or NONE), where there is one, else of the use as a whole. */
enum found price_nearest(struct quote *q, const char *list, int band, struct cell *out);
/* Says where both stand; FOUND_FAULT. */
enum found price_twice(struct quote *q, const struct cell *a, const struct cell *b);
/* yen x units x heads or share, and the same in words, when the amount could be reckoned. */
bool price_amount(struct quote *q, const struct cell *c, struct measure m, struct share *out);
void price_words(struct quote *q, const struct cell *c, struct measure m, struct str *out);

/* --- price_rows.c --- */

struct priced { /* what the rows are for */
	const char *list;
	int extra;   /* NONE: the room */
	int pieces;
	struct measure measure; /* of the use as a whole */
};

/* Finds, adds and tells the rows of the room or of a piece of equipment. */
bool price_rows(struct quote *q, const struct priced *p);

/* --- cover.c --- */

/* A band that has a price, and what it costs. */
struct offer {
	int band;
	struct choice_set simple; /* the bands that it is made of */
	struct cell cell;
	struct measure measure;
	struct share amount;
};

struct cover_wish {
	struct choice_set bands; /* simple ones */
	enum combine_bands how;
};

/*
 * The offers that together make up the bands, none of it twice: with the fewest
 * rows or the least to pay; of equal ones that which begins with the longer row.
 * Sorts the offers; the positions of those chosen go to `chosen` (room for
 * RULE_CHOICES_MAX). Their number, or NONE: there is no way.
 */
int cover_bands(struct offer *offers, int count, const struct cover_wish *wish, int *chosen);

/* --- extra.c, adjust.c --- */

bool quote_extras(struct quote *q);
/* Is the piece asked for, or always charged, and had here? */
bool extra_is_wanted(struct quote *q, int extra);
/* What one piece costs for the band, or for one of its units. */
struct extra_price {
	struct share amount;
	struct per_unit unit;
};
enum found extra_price_of(struct quote *q, int extra, int band, struct extra_price *out);
/* Every group in its order; `only`: those groups, a bit each. */
bool quote_adjust(struct quote *q, uint64_t only);

/* --- longer.c --- */

struct longer {
	int from, to; /* minutes of the day */
	int next;     /* a band that it takes besides those that the times touch, or NONE */
};

/*
 * What the room costs for the longer time beyond what it costs now, both as the
 * tables say; never below 0. `words` says the two prices.
 */
bool quote_longer(struct quote *q, const struct longer *l, struct share *more, struct str *words);

/* --- settle.c --- */

/* After a step: the rows of the room, or of an extra, rounded when the book rounds by step. */
bool settle_step(struct quote *q, int extra);
/* What `count` rows from `first` on come to, as `r` says, whatever the book does. */
bool settle_rows(struct quote *q, const struct rounding *r, int first, int count);
/* What the equipment comes to before the last rounding and the tax: whole yen, 0 or more. */
bool settle_extras(struct quote *q, int64_t *yen);
/* Rounding, tax and the part of a yen, over all rows; the whole yen that are left. */
bool settle_sum(struct quote *q, struct share *sum);
/* The total: the last line, and the yen of the answer. */
void settle_tell(struct quote *q, struct share sum);

#endif
