/*
 * disclose.h - the one function through which every value of a person or group
 * leaves the desk: to a screen, a list, a paper, a file, a message, a search
 * result. It hides withheld persons, private fields from who may not see them,
 * and unpublished items from what is published.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_RECORD_DISCLOSE_H
#define DESK_RECORD_DISCLOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/desk.h"
#include "desk/record/record.h"

enum disclose_to {
	DISCLOSE_RECORD, /* the record's own screen, viewed under audit */
	DISCLOSE_REVEALED, /* a withheld record, opened by record_reveal() with a reason */
	DISCLOSE_LIST,   /* lists, candidates, messages: private values are masked */
	DISCLOSE_EXPORT, /* a file for the city: private values need the right "<area>.export" */
	DISCLOSE_PUBLIC, /* the directory and the web site: only what the group allows */
};

/*
 * The stored value to show for one field of one record, or NULL for nothing;
 * lives in `a`, or is `stored` itself: anything else is already in shown form (a
 * mask, the word for what is withheld). `is_withheld` and `public_fields` are the
 * record's own (record_is_withheld, record_public_fields). A ref to a withheld
 * record stays a ref, whose title is that word; in public it is nothing.
 *
 * In public: the title, its reading, the number, and what `public_fields` names.
 */
const char *disclose(struct desk *d, struct arena *a, enum disclose_to to, const struct form *form,
		     int field, const char *stored, bool is_withheld, const char *public_fields);

/*
 * For many rows: true when disclose() gives every value of the field as it is, as long as the
 * record is not withheld and no one's rights change.
 */
bool disclose_is_plain(struct desk *d, enum disclose_to to, const struct form *form, int field);

/* The same in shown form, appended. */
void disclose_add(struct desk *d, enum disclose_to to, const struct record *r, int field,
		  struct str *shown);

/* The words that stand in for a withheld record ("(非開示)"). */
const char *disclose_withheld_word(void);
/* Is it that word, in the language of any run? A file may have been written in another. */
bool disclose_is_withheld_word(const char *text);

#endif
