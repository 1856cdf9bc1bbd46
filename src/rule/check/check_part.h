/*
 * check_part.h - the parts of book_check(). Each adds its faults; a fault names
 * what lacks in words, and the rules that are concerned by line.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_CHECK_CHECK_PART_H
#define RULE_CHECK_CHECK_PART_H

#include "rule/check/check.h"
#include "rule/space.h"

struct checking {
	const struct book *book;
	const struct surroundings *around;
	struct faults *faults;
	struct space space; /* one for all topics */
};

/* check_price.c: one price for each room, band, class, day; one for each extra. */
void check_prices(struct checking *c);
/* check_order.c: where the first that holds decides, one always does, and each can. */
void check_orders(struct checking *c);
/* check_extra.c: what is charged by the band is lent only where bands are let. */
void check_extras(struct checking *c);
/* check_refund.c: each step of a ladder must be able to decide. */
void check_refunds(struct checking *c);
/* check_apply.c: rules whose conditions no use can meet. */
void check_can_apply(struct checking *c);

/* A topic was too large to be gone through; said once, never passed over. */
void check_given_up(struct checking *c, const char *section);
const char *rule_shown(const struct rule *r); /* its name, else its code, else "" */

#endif
