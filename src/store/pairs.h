/*
 * pairs.h - a search key as the tokens of the index: every two characters that
 * stand side by side, and the last one alone. A search for one character is a
 * prefix, for more the pairs of the word.
 */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_PAIRS_H
#define STORE_PAIRS_H

#include "base/str.h"

/* Between the texts of one record; no pair reaches across it. */
#define PAIRS_SEPARATOR '\n'

/* The tokens of `key`, with blanks between them. */
void pairs_add_tokens(struct str *b, const char *key);

/*
 * Appends what FTS5 must find for `word` (one character or more, folded): quoted
 * tokens, nothing else.
 */
void pairs_add_query(struct str *b, const char *word);

#endif
