/*
 * free_word.h - what a part of the day, a band and a room may be called, wherever one is
 * typed: 夜, evening and e are the evening, and so the band that begins then.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_BOOKING_FREE_WORD_H
#define DESK_BOOKING_FREE_WORD_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "rule/book.h"

/* Is the word the code or the name, in any case and width? */
bool free_word_means(const char *word, const char *code, const char *name);
/* The part of the day, a bit of enum free_part; 0: none. The word as typed_plain() leaves it. */
unsigned free_part_meant(const char *word);
/* The position of the band of this code or name, or NONE. */
int free_band_called(const struct book *b, const char *word);
/*
 * Appends the codes of the bands that a clerk names, with commas between: by code, by name,
 * or by the part of the day in which only one of them begins. ERR_INVALID (`field` bands)
 * names the word that is none of them, and those that there are.
 */
bool free_bands_read(const struct book *b, const char *words, struct str *codes, struct err *e);

#endif
