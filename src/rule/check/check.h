/*
 * check.h - is a book whole: every reachable combination of rooms, bands,
 * classes, kinds of day and seasons has exactly one price, hours for each kind
 * of day, a window for each class; and its worked examples come out.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_CHECK_CHECK_H
#define RULE_CHECK_CHECK_H

#include "form/faults.h"
#include "rule/facts.h"

/* Adds a fault for each gap, overlap and failing example; true when there is none. */
bool book_check(const struct book *b, const struct surroundings *around, struct faults *f);

struct example_result {
	const struct rule *example;
	bool right;
	int line, column; /* of the word that did not come out or could not be read */
	char *expected, *got, *explanation; /* malloc'd by example_run; freed by example_done */
};
bool example_run(const struct book *b, const struct surroundings *around, int example,
	struct example_result *out);
void example_done(struct example_result *r);

#endif
