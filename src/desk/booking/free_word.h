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
 * The same, or the only one that begins in the part of the day so called. NONE with
 * ERR_INVALID (`field` bands), which names the word and the bands that there are.
 */
int free_band_read(const struct book *b, const char *word, struct err *e);
/* Appends the codes of the bands that a clerk names so, with commas between. */
bool free_bands_read(const struct book *b, const char *words, struct str *codes, struct err *e);

#endif
