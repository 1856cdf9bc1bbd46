/*
 * rule_shelf.h - the rule book that a screen shows: a copy of its own, which
 * stays while the screen is open, with what the database knows around it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_SHELF_H
#define SCREEN_RULE_SHELF_H

#include "base/arena.h"
#include "base/str.h"
#include "rule/facts.h"
#include "rule/read.h"
#include "screen/app.h"

struct rule_shelf {
	int64_t id;        /* of the edition */
	struct str text;   /* its canonical file */
	struct book *book; /* made of `text` */
	struct book_entry *entries; /* of `text`, in its order */
	int entry_count;
	struct arena arena;
	struct surroundings around;
};

/* The book in force today; false with a sentence, and nothing to close. */
bool rule_shelf_open(struct rule_shelf *s, struct app *app, struct err *e);
void rule_shelf_done(struct rule_shelf *s);
/* Which of the entries is the `index`-th of a section; NONE. */
int rule_shelf_entry(const struct rule_shelf *s, enum rule_section section, int index);

/* Screens above the one that has the shelf. */
void screen_rule_section(struct app *app, const struct rule_shelf *shelf,
			 enum rule_section section);
void screen_rule_table(struct app *app, const struct rule_shelf *shelf, int table);
void screen_rule_entry(struct app *app, const struct rule_shelf *shelf, enum rule_section section,
		       int index);

#endif
