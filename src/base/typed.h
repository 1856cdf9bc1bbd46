/*
 * typed.h - reading what a person typed into a field for dates, times, numbers:
 * the steps that date_parse.c, date_time.c and money.c share.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_TYPED_H
#define BASE_TYPED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/macros.h"
#include "base/str.h"

/*
 * Full-width ASCII narrow, letters small, blanks gone; blanks between two
 * digits become one '-', so that "2026 1 5" is three numbers. Caller frees.
 */
char *typed_plain(const char *text) MUST_CHECK;

/* Moves *p past `word` if it stands there. */
bool typed_skip(const char **p, const char *word);

/*
 * Moves *p past an English word, written out or cut to its first `least`
 * letters: "Friday" is found in "fri" and "friday".
 */
bool typed_skip_word(const char **p, const char *word, size_t least);

/* Reads ASCII digits; how many there were (0 for none). *value is right up to 9 of them. */
int typed_number(const char **p, int *value);

/*
 * Cuts the next word off a list with blanks or commas between, Japanese ones too; *rest
 * moves behind it. NULL: no more, also when *rest is NULL.
 */
char *typed_next_word(char **rest);
bool typed_is_word(const char *text); /* would such a list give it back as one? */

/* Appends what was typed for a sentence: made visible, cut when it is long. */
void typed_add_shown(struct str *b, const char *text);

#endif
