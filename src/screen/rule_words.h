/*
 * rule_words.h - entries of a rule book as rows that read like the by-law: what
 * an entry is called, the sentence it stands for, when it applies.
 */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_WORDS_H
#define SCREEN_RULE_WORDS_H

#include "base/str.h"
#include "rule/book.h"

/* The section in the clerk's language: "料金表". */
const char *rule_section_label(enum rule_section s);

int rule_entry_count(const struct book *b, enum rule_section s);
/* The entry at a position of the file; NULL for one that the book does not have. */
const struct rule *rule_entry_at(const struct book *b, enum rule_section s, int index);

/* When it applies: days, `when` and `unless`; "" when always. */
void rule_when_words(const struct book *b, const struct rule *r, struct str *out);
/* The other words of an entry's text on one line: "open: 9:00-21:00". */
void rule_other_words(const char *text, struct str *out);

#endif
