/* rule_words.h - the sections of a rule book as clerks call them. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_RULE_RULE_WORDS_H
#define SCREEN_RULE_RULE_WORDS_H

#include "rule/book.h"

/* The section in the clerk's language: "料金表". */
const char *rule_section_label(enum rule_section s);

#endif
