/*
 * example_part.h - a worked example as a question: what it gives, read into facts
 * and wishes. For example.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_EXAMPLE_PART_H
#define RULE_EXAMPLE_PART_H

#include "rule/ask.h"

#define EXAMPLE_COUNTS 32

struct asked {
	const struct book *book;
	struct facts facts;
	struct surroundings around; /* those of the run and those of the example */
	struct arena arena;
	struct rule_day *holidays;
	struct closure *closures;
	int count_count;
	struct other_count counts[EXAMPLE_COUNTS];
	struct refund_wish refund;
	bool paid_given;
	struct extension_wish extension;
	enum deadline_of of;
	day_num since;
	int lifted;                 /* minutes or NONE */
	struct day_span days;
	const struct example_word *unread; /* the given word that could not be read, or NULL */
};

/* The facts are complete then; ERR_INVALID with what cannot be read. asked_done() in any case. */
bool asked_init(struct asked *q, const struct book *b, const struct surroundings *around,
	const struct example *example, struct err *e);
void asked_done(struct asked *q);

#endif
