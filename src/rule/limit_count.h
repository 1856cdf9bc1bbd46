/*
 * limit_count.h - how much a limit has counted: which uses of the party it looks
 * at, in which period, and what they come to. For limit.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_LIMIT_COUNT_H
#define RULE_LIMIT_COUNT_H

#include "rule/ask.h"

/* A use as limits see it: the asked one or another of the same party. */
struct counted_use {
	day_num day, until, apply, said;
	int room, slot;           /* NONE: not known */
	int from, to;             /* minutes; 0 to 1440 when nobody said */
	int64_t minutes;          /* of use: the gap between two bands is none */
	struct choice_set simple; /* bands; empty: by minutes */
	int64_t *extras;          /* pieces of each of the book's */
	enum use_state state;
};

/* The uses of a question and which limit looks at which. */
struct counted {
	struct facts *f;
	int use_count;             /* the asked use is the last */
	struct counted_use *uses;
	bool *looked_at;           /* limit_count x use_count */
	int64_t *extras;           /* use_count x extra_count */
};

void counted_init(struct counted *c, struct facts *f);
void counted_done(struct counted *c);

/* Has the asked use anything of what the limit counts: of these bands, of this equipment. */
bool limit_meets(const struct counted *c, int limit);

struct tally {
	int64_t count;          /* with the asked use, where the limit counts such */
	struct day_span days;   /* the period; DAY_NONE: ever, or of no period */
	day_num blocked_until;  /* DAY_NONE: not blocked */
	day_num asked;          /* the day of application, else of use: says the year */
	int use_count;
	const struct counted_use **uses; /* the other uses that it counted */
};

/* Counts for one limit of the book. */
void tally_limit(const struct counted *c, int limit, struct tally *out);
void tally_done(struct tally *t);

#endif
