/* rand.c - splitmix64 (Steele, Lea, Flood 2014). */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/rand.h"

#include <assert.h>

void
rand_init(struct rand *r, uint64_t seed)
{
	r->state = seed;
}

uint64_t
rand_next(struct rand *r)
{
	r->state += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t z = r->state;
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

int
rand_below(struct rand *r, int n)
{
	assert(n > 0);
	uint64_t range = (uint64_t)n;
	uint64_t fair = UINT64_MAX - UINT64_MAX % range; /* beyond it some results come oftener */
	uint64_t x;
	do
		x = rand_next(r);
	while (x >= fair);
	return (int)(x % range);
}
