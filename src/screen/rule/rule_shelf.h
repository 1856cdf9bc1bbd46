/*
 * rule_shelf.h - the rule book that a screen shows: a copy of its own, which
 * stays while the screen is open, with what the database knows around it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_SHELF_H
#define SCREEN_RULE_RULE_SHELF_H

#include "base/arena.h"
#include "base/str.h"
#include "rule/facts.h"
#include "rule/read/read.h"
#include "screen/app.h"

struct rule_shelf {
	int64_t id;        /* of the edition */
	struct str text;   /* its canonical file */
	struct book *book; /* made of `text` */
	struct arena arena;
	struct surroundings around;
};

/*
 * The book in force today for a site (0: the centre), which is the centre's where it has
 * none of its own; false with a sentence, and nothing to close.
 */
bool rule_shelf_open(struct rule_shelf *s, struct app *app, int64_t site_id, struct err *e);
/* A book that is being changed; false with the first of its faults. */
bool rule_shelf_of_text(struct rule_shelf *s, struct app *app, const char *text, struct err *e);
void rule_shelf_done(struct rule_shelf *s);
#endif
