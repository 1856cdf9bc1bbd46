/*
 * diff.h - what a change of the rules does: the entries that are new, gone or
 * different, and every price that comes out differently.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_DIFF_H
#define RULE_DIFF_H

#include "base/str.h"
#include "rule/facts.h"
#include "rule/read/read.h"

/*
 * Appends a line for each entry: "+" new, "-" gone, "~" changed with its old and
 * new lines. Entries belong together by section and code, those without a code by
 * their words. The number of entries that differ.
 */
int entries_diff(const struct book_entry *was, int was_count, const struct book_entry *is,
	int is_count, struct str *out);

/* One use, and what it costs by the old and by the new book. */
struct price_change {
	const struct room *room;       /* of the old book */
	const struct band *band;       /* NULL: an hour of a room that is let by time */
	const struct user_class *user; /* NULL: a book without classes */
	day_num day;
	bool was_sold, is_sold;        /* a price came out */
	int64_t was, is;               /* yen */
};
typedef void (*price_change_fn)(void *ctx, const struct price_change *change);

/*
 * Asks both books for the price of each room, band and class, on the first
 * weekday, Saturday, Sunday and holiday of each month of the year that begins
 * with `day`, all other facts as they are when nobody says them. Tells each
 * different pair of prices of a room, band and class once, with the first such
 * day. The number of uses that were asked.
 */
int prices_diff(const struct book *was, const struct book *is, const struct surroundings *around,
	day_num day, price_change_fn tell, void *ctx);

#endif
