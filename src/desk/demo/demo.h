/*
 * demo.h - an invented centre to learn on: a fictional city, groups, people,
 * registrations. Seeded: the same every time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_DEMO_DEMO_H
#define DESK_DEMO_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"
#include "form/form.h"

struct demo_options {
	int groups;    /* 200 */
	int years;     /* of history, 3 */
	uint64_t seed; /* 1 */
	const struct form_file *rules; /* the centre's rule book, or NULL: no rooms */
	int bookings;  /* of a year and three months, 2000; needs the book "paid" */
};

/* Fills an empty home and marks it as a training home. */
bool demo_fill(struct desk *d, const struct demo_options *options, struct err *e);

#endif
