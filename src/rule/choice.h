/*
 * choice.h - a set of the choices of one fact: rooms, bands, classes, by their
 * position in the book.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_CHOICE_H
#define RULE_CHOICE_H

#include <stdbool.h>
#include <stdint.h>

#define RULE_CHOICES_MAX 256 /* codes that one fact can have; rooms, bands, extras too */

/* A set of choices, a bit each. */
struct choice_set {
	uint64_t bits[RULE_CHOICES_MAX / 64];
};

static inline bool
choice_set_has(const struct choice_set *s, int choice)
{
	return choice >= 0 && (s->bits[choice / 64] >> (choice % 64) & 1) != 0;
}

static inline void
choice_set_add(struct choice_set *s, int choice)
{
	s->bits[choice / 64] |= UINT64_C(1) << (choice % 64);
}

static inline bool
choice_set_meets(const struct choice_set *a, const struct choice_set *b)
{
	for (int i = 0; i < RULE_CHOICES_MAX / 64; i++)
		if ((a->bits[i] & b->bits[i]) != 0)
			return true;
	return false;
}

static inline bool
choice_set_holds(const struct choice_set *all, const struct choice_set *part)
{
	for (int i = 0; i < RULE_CHOICES_MAX / 64; i++)
		if ((part->bits[i] & ~all->bits[i]) != 0)
			return false;
	return true;
}

static inline bool
choice_set_is_empty(const struct choice_set *s)
{
	return (s->bits[0] | s->bits[1] | s->bits[2] | s->bits[3]) == 0;
}

/* Where nothing is named, everything is meant. */
static inline bool
choice_set_allows(const struct choice_set *these, int choice)
{
	return choice_set_is_empty(these) || choice_set_has(these, choice);
}

#endif
