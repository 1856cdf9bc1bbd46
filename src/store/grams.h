/*
 * grams.h - a search key as the tokens of the index: every two and every three
 * characters that stand side by side, and the last one alone. One character is
 * sought as a prefix, two as a pair, more as triples that cover the word: pairs of
 * digits are so common that a number would have thousands of candidates.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_GRAMS_H
#define STORE_GRAMS_H

#include <stdbool.h>

#include "base/str.h"

/* Between the texts of one record; no token reaches across it. */
#define GRAMS_SEPARATOR '\n'

/* The tokens of `key`, each with a blank behind it. */
void grams_add_tokens(struct str *b, const char *key);

/*
 * Appends what FTS5 must find for `word` (one character or more, folded): quoted
 * tokens, nothing else.
 */
void grams_add_query(struct str *b, const char *word);

/* Do only keys that hold the word have the tokens that grams_add_query() asks for? */
bool grams_are_exact(const char *word);

#endif
