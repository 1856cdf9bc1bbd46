/*
 * surroundings.h - what the database knows around a rule book: the holidays and
 * the closures, as the engine wants them, and whether any of it has changed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RULE_SURROUNDINGS_H
#define DESK_RULE_SURROUNDINGS_H

#include "desk/desk.h"
#include "rule/facts.h"

/*
 * Names the state of all that an answer hangs on, beside the booking and its party's
 * others: rule books, sites, rooms, holidays, closures, registrations. While it is the same,
 * what was reckoned from them stands. Told by the audit, without which nothing changes.
 */
struct surroundings_moment {
	int64_t seq, ns; /* of the last audit row; a seq that was rolled back comes again */
};
bool surroundings_moment(struct desk *d, struct surroundings_moment *out, struct err *e);
bool surroundings_moment_is(const struct surroundings_moment *a,
	const struct surroundings_moment *b);

/*
 * All holidays, and the closures of a site (0: of every site), with their rooms
 * as those of `b`; in `a`. A closure of a room that the book does not have closes
 * nothing: nothing can be asked about such a room.
 */
bool surroundings_load(struct desk *d, const struct book *b, int64_t site, struct arena *a,
	struct surroundings *out, struct err *e);

/*
 * The holidays alone, against which a book is checked: a closure must not make one
 * of its worked examples fail. NULL and a sentence; the caller frees it.
 */
struct surroundings *surroundings_read(struct desk *d, struct err *e);
void surroundings_free(struct surroundings *s); /* NULL is allowed */

void surroundings_forget(struct desk *d); /* for desk_close */

#endif
