/*
 * surroundings.h - what the database knows around a rule book: the holidays and
 * the closures, as the engine wants them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_SURROUNDINGS_H
#define DESK_SURROUNDINGS_H

#include "desk/desk.h"
#include "rule/facts.h"

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

#endif
