/*
 * rule_form.h - a rule book as a form: a field for each fact that can be given,
 * with the book's own words as its choices. What is in the fields becomes facts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_FORM_H
#define SCREEN_RULE_RULE_FORM_H

#include "base/arena.h"
#include "form/form.h"
#include "form/type.h"
#include "rule/ask.h"
#include "ui/editor.h"

struct rule_form_row; /* what a field stands for */

struct rule_form {
	struct arena arena;
	const struct book *book; /* borrowed */
	struct form form;
	struct form_section sections[5];
	struct field_lookup lookup;
	struct rule_form_row *rows; /* one a field */
	int apply;                  /* the field with the day of application */
};

/* What the fields ask: a use, and beside it what else was given. */
struct rule_wish {
	struct facts facts;
	struct refund_wish refund; /* said DAY_NONE: no cancellation */
	bool paid;                 /* what was paid is known; else it is the price of the use */
	struct extension_wish extension; /* no minutes: none */
	bool storm;
	int lifted;                /* minutes of the day, NONE: the warning stands */
};

void rule_form_init(struct rule_form *rf, const struct book *book, day_num today);
void rule_form_done(struct rule_form *rf);

/* What the book calls a fact, as a label begins: "Room"; in `a`. */
const char *rule_form_label(struct arena *a, const char *name);
/* The words of a choice field, for editor_ops; in `a`. */
int rule_form_words(const struct rule_form *rf, int field, struct arena *a,
		    struct candidate **out);

/*
 * The fields as facts, complete; `w->facts` was initialised by facts_init. What
 * cannot be read is said with the field it stands in.
 */
bool rule_form_read(const struct rule_form *rf, const struct editor *ed, struct rule_wish *w,
		    struct err *e);

#endif
