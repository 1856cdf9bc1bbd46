/*
 * facts_part.h - what facts.c and facts_bands.c share of completing facts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_FACTS_PART_H
#define RULE_FACTS_PART_H

#include "rule/facts.h"

/* Fills a fact that nobody gave. */
void facts_derive(struct facts *f, int fact, int64_t value);

struct reach { /* of some bands: from the first beginning to the last end */
	int from, to, minutes; /* minutes: of the simple bands, without what lies between */
};
struct reach bands_reach(const struct book *b, const struct choice_set *bands);

bool facts_timed(const struct facts *f); /* both times are known */
/* Times out of the given bands; minutes out of the times that were given. */
void facts_times(struct facts *f);
/* Bands out of times, when the slot set is known; refuses what it does not let. */
bool facts_bands(struct facts *f, struct err *e);

#endif
