/*
 * rand.h - a small seeded generator for demo data and tests, the same on every
 * machine. Not for secrets.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_RAND_H
#define BASE_RAND_H

#include <stdint.h>

struct rand {
	uint64_t state;
};

void rand_init(struct rand *r, uint64_t seed);
uint64_t rand_next(struct rand *r);
int rand_below(struct rand *r, int n); /* 0 … n-1, n > 0 */

#endif
