/*
 * record_search.h - the words by which a record is found, kept with the record
 * in the same transaction.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_SEARCH_H
#define DESK_RECORD_SEARCH_H

#include "desk/record_check.h"

/*
 * Indexes c->after by its searched fields; and, when its name or its being
 * withheld has changed, every record that is found by it (a group by its
 * representative). A withheld name is in nobody's words but its own record's.
 */
bool record_search_write(const struct record_change *c, struct err *e);

#endif
