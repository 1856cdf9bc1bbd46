/*
 * search_backlog.h - ranges of ids whose keys are not in the search index yet. What an
 * import adds is put there instead of into the index, so that others wait a third less;
 * a search reads the keys of the ranges one by one, and search_catch_up() brings them
 * into the index. Whatever is put into a range or taken out of it later is a matter of
 * its key alone. Private to src/store/.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_SEARCH_BACKLOG_H
#define STORE_SEARCH_BACKLOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct search_range {
	int64_t first, last;
};

/* All of them, rising; mostly none. */
struct search_backlog {
	struct search_range *ranges;
	int count, room;
};

bool search_backlog_read(struct search_backlog *b, struct store *s, struct err *e);
void search_backlog_done(struct search_backlog *b);
bool search_backlog_has(const struct search_backlog *b, int64_t id);

/* In the open transaction. No key of the range may be in the index. */
bool search_backlog_add(struct store *s, struct search_range range, struct err *e);

#endif
