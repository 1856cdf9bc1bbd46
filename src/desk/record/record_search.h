/*
 * record_search.h - the words by which a record is found, kept with the record
 * in the same transaction. A withheld record stands in an index of its own,
 * which only those with the right "<area>.reveal" are ever asked to: whoever
 * asks store/search.h by a form's name cannot find it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_RECORD_SEARCH_H
#define DESK_RECORD_RECORD_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/record/record_check.h"

/* Has the form anything that can be searched? */
bool record_search_is_on(const struct form *form);
/* Is the field, of that form, in its index: one that says so, or the number? */
bool record_search_has(const struct form *form, const struct form_field *f);

/*
 * Indexes c->after by its number and its searched fields; and, when its name or
 * its being withheld has changed, every record that is found by it (a group by
 * its representative). A withheld name is in nobody's words but its own record's.
 */
bool record_search_write(const struct record_change *c, struct err *e);
bool record_search_remove(struct tx *tx, const struct form *form, int64_t id, struct err *e);

/*
 * After an import (bulk.h): brings what it put off into the index, piece by piece; others
 * write in between. `progress`, which may be NULL, is called with parts of a thousand; when
 * it answers false the rest stays for a moment of rest (desk_rest()), and that is no failure.
 */
bool record_search_is_behind(struct desk *d);
bool record_search_catch_up(struct desk *d, bool (*progress)(void *ctx, int done), void *ctx,
			    struct err *e);

/* As search_find() and its kin, for what the signed-in clerk may find. */
int record_search_find(struct desk *d, const struct form *form, const char *typed, int64_t *ids,
		       int limit, struct err *e);
int record_search_find_whole(struct desk *d, const struct form *form, const char *typed,
			     int64_t *ids, int limit, struct err *e);
int record_search_candidates(struct desk *d, const struct form *form, const char *typed,
			     int64_t *ids, int limit, struct err *e);
bool record_search_matches(struct desk *d, const struct form *form, int64_t id, const char *key);

/* May the clerk find and open withheld records of the form? */
bool record_may_reveal(const struct desk *d, const struct form *form);

#endif
