/*
 * rule_form_part.h - what the fields of a rule_form stand for. Private to rule_form.c,
 * which makes them, and rule_wish.c, which reads them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_FORM_PART_H
#define SCREEN_RULE_RULE_FORM_PART_H

#include "screen/rule/rule_form.h"

/* What a field can be beside a fact of the book. */
enum own { OWN_DAY, OWN_UNTIL, OWN_APPLY, OWN_SAID, OWN_ROOM_PAID, OWN_EXTRAS_PAID, OWN_NEW_PRICE,
	   OWN_HAD_ONE, OWN_BEFORE, OWN_AFTER, OWN_ASKED, OWN_NEXT_TAKEN, OWN_STORM, OWN_LIFTED,
	   OWN_COUNT };

#define FIELD_OF_EXTRA (-2)
#define FIELD_OF_OWN   (-3)

struct rule_form_row {
	int fact;  /* of the book, or one of the above */
	int extra; /* FIELD_OF_EXTRA */
	enum own own; /* FIELD_OF_OWN */
};

#endif
