/*
 * adjust_part.h - a group of surcharges or reductions on the rows that it works on
 * together. Private to adjust.c and adjust_part.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_ADJUST_PART_H
#define RULE_ADJUST_PART_H

#include "rule/quote_part.h"

/* Rows of the room, of one piece of equipment or of all, and a group that works on them. */
struct part {
	const struct adjust_group *group;
	int first, count; /* of the rows */
	struct share *of; /* what shares are of, a row each; as the group goes on */
	uint64_t *holds;  /* the rules that apply, a row each */
	uint64_t spent;   /* rules that hold within a limit, which the use breaks */
};

/* The i-th row of the part. */
struct quote_row *part_row(const struct quote *q, const struct part *p, int i);
/* How many rows of a quote, from `first` on, are of the same piece, or of the room. */
int part_rows_together(const struct quote *q, int first);
bool part_holds(const struct part *p, int rule, int i);
/* Does the rule say yen, not a share? */
bool adjust_is_yen(const struct adjust_rule *r);
/*
 * What a share is of, for one row: a fact in yen, which the first row bears, or the amount;
 * of a rule that goes beyond so many units, or up to so many, what of it is theirs. False
 * after an err.
 */
bool part_share_of(struct quote *q, const struct part *p, int rule, int i, struct share *of);
/* What the rule adds to each row for which it holds, and in all; false after an err. */
bool part_reckon(struct quote *q, const struct part *p, int rule, struct share *deltas,
	struct share *total);

#endif
