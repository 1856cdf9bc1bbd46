/*
 * find.h - the line to speak to (F2): what a clerk typed or scanned, and what
 * it can mean; and likely duplicates while a record is being typed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_FIND_H
#define DESK_RECORD_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

struct find_hit {
	const struct form *form;
	int64_t id;
	const char *title; /* disclosed */
	const char *why;   /* "番号 G-0012", "電話 …21": what matched, private values masked */
	bool exact;        /* a number or code matched as a whole */
	/* Of likely duplicates: the name and a phone are the same, not only alike. */
	bool same_name, same_phone;
};

/*
 * Looks up a number, any part of a name or kana, a phone, a representative; in
 * all types that stand on a menu and that the clerk may view. Best first, at
 * most `limit`; texts in `a`. The count, or -1. One exact hit means: do it at once.
 */
int find_anything(struct desk *d, struct arena *a, const char *typed, int limit,
		  struct find_hit **out, struct err *e);

/*
 * Records that may be the same as the one being typed: `typed` by field index,
 * as typed or as stored, NULL = not typed yet. `except_id` is the record's own
 * id, 0 while it is being added. At most `limit`; the count, or -1.
 */
int find_duplicates(struct desk *d, struct arena *a, const struct form *form, int64_t except_id,
		    const char *const *typed, int limit, struct find_hit **out, struct err *e);

#endif
