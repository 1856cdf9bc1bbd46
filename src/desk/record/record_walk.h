/*
 * record_walk.h - all rows of a list's answer, one after the other, in the
 * list's order, as of one moment: for a file or a paper. Values come stored and
 * disclosed for an export. While a walk is open, this process can read but not
 * write: what others have written since, it does not see.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_WALK_H
#define DESK_RECORD_RECORD_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/record/record_list.h"

struct record_walk;

struct record_seen {
	int64_t id;
	const char **values;   /* of record_list_file_fields(); NULL: nothing; until the next row */
	const size_t *lens;    /* in bytes */
	const bool *stands_in; /* the value is a mask or a word in place of the stored one */
};

/* `l` is borrowed and must not change meanwhile. */
struct record_walk *record_walk_new(struct record_list *l, struct err *e);
void record_walk_free(struct record_walk *w); /* NULL is fine */

/* False at the end, with e->code ERR_NONE, or on a failure. */
bool record_walk_next(struct record_walk *w, struct record_seen *out, struct err *e);

#endif
