/*
 * unmapped.h - characters that a file's encoding does not hold: where they
 * stand, what could stand there instead, and what the clerk decided. Nothing is
 * ever dropped or replaced without being in this list.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_UNMAPPED_H
#define EXCHANGE_UNMAPPED_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "exchange/cp932.h"

enum unmapped_policy {
	UNMAPPED_REFUSE,  /* no file; the list says why */
	UNMAPPED_REPLACE, /* what the table of replacements offers, else 〓 */
	UNMAPPED_GETA,    /* 〓, as printers set where a type is missing */
	UNMAPPED_POLICY_COUNT
};

/* "refuse", "replace", "geta", and back (UNMAPPED_POLICY_COUNT if unknown). */
const char *unmapped_policy_word(enum unmapped_policy policy);
enum unmapped_policy unmapped_policy_from_word(const char *word);

/* What the centre's table offers for a character (a whole cluster); NULL for nothing. */
typedef const char *(*unmapped_suggest_fn)(void *ctx, const char *character);

struct unmapped_place {
	int64_t record;
	int column;            /* -1: the column's heading */
	const char *character; /* the cluster as it was stored */
	const char *instead;   /* what can be written; NULL: only 〓 */
};

/* The first UNMAPPED_PLACES are kept, all are counted. */
#define UNMAPPED_PLACES 1000
struct unmapped {
	struct arena arena;
	struct unmapped_place *places;
	int count;
	int64_t total;
	unmapped_suggest_fn suggest; /* may be NULL */
	void *ctx;
};
void unmapped_done(struct unmapped *u);

/*
 * Appends `text` to `out` with every character that CP932 does not hold replaced
 * as `policy` says (left out when that is to refuse, since no file will be), and
 * notes each. Decomposed kana and letters are composed first.
 */
void unmapped_replace(struct unmapped *u, const struct cp932 *t, enum unmapped_policy policy,
		      const char *text, const struct unmapped_place *where, struct str *out);

#endif
