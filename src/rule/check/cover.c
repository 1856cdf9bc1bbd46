/*
 * cover.c - which rows of a table stand for the bands of a use: the row of the
 * whole day for all of its bands, or the cheapest way to put them together.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/quote_part.h"

struct search {
	struct offer *offers;
	int count;
	enum combine_bands how;
	int taken[RULE_CHOICES_MAX], depth;
	struct share spent;
	int best[RULE_CHOICES_MAX], best_depth; /* NONE: no way yet */
	struct share best_spent;
};

static int
size_of(const struct choice_set *s)
{
	int size = 0;

	for (int i = 0; i < RULE_CHOICES_MAX / 64; i++)
		size += __builtin_popcountll(s->bits[i]);
	return size;
}

static int
first_of(const struct choice_set *s)
{
	for (int i = 0; i < RULE_CHOICES_MAX / 64; i++)
		if (s->bits[i] != 0)
			return i * 64 + __builtin_ctzll(s->bits[i]);
	return NONE;
}

/* Is what was taken already no better than the best way? */
static bool
is_hopeless(const struct search *s)
{
	if (s->best_depth == NONE)
		return false;
	if (s->how == BANDS_CHEAPEST)
		return fraction_compare(s->spent, s->best_spent) >= 0;
	return s->depth >= s->best_depth;
}

static void
keep_best(struct search *s)
{
	for (int i = 0; i < s->depth; i++)
		s->best[i] = s->taken[i];
	s->best_depth = s->depth;
	s->best_spent = s->spent;
}

static bool
may_take(const struct search *s, const struct offer *o, int band, const struct choice_set *left)
{
	if (s->how == BANDS_SUM && size_of(&o->simple) > 1)
		return false;
	return choice_set_has(&o->simple, band) && choice_set_holds(left, &o->simple);
}

/* Offers are sorted, longer ones first, so that of equal ways the first stays. */
static void
try_all(struct search *s, const struct choice_set *left)
{
	int band = first_of(left);
	struct share before = s->spent;

	if (is_hopeless(s))
		return;
	if (band == NONE) {
		keep_best(s);
		return;
	}
	for (int i = 0; i < s->count; i++) {
		const struct offer *o = &s->offers[i];
		struct choice_set rest = *left;

		if (!may_take(s, o, band, left) || !fraction_add(before, o->amount, &s->spent))
			continue;
		for (int word = 0; word < RULE_CHOICES_MAX / 64; word++)
			rest.bits[word] &= ~o->simple.bits[word];
		s->taken[s->depth++] = i;
		try_all(s, &rest);
		s->depth--;
	}
	s->spent = before;
}

/* By insertion: a use has few bands. Equal ones keep the order of the book. */
static void
sort_longest_first(struct offer *offers, int count)
{
	for (int i = 1; i < count; i++) {
		struct offer moved = offers[i];
		int size = size_of(&moved.simple), at = i;

		for (; at > 0 && size_of(&offers[at - 1].simple) < size; at--)
			offers[at] = offers[at - 1];
		offers[at] = moved;
	}
}

int
cover_bands(struct offer *offers, int count, const struct cover_wish *wish, int *chosen)
{
	struct search s = {
		.offers = offers,
		.count = count,
		.how = wish->how,
		.best_depth = NONE,
		.spent = { 0, 1 },
	};

	sort_longest_first(offers, count);
	try_all(&s, &wish->bands);
	for (int i = 0; i < s.best_depth; i++)
		chosen[i] = s.best[i];
	return s.best_depth;
}
