/*
 * import_guess.h - the fields that the headings of a file mean, by what people write
 * around a word: brackets, numbers, signs, "連絡先" before it, a name in two columns.
 * Private to import.c and its parts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_GUESS_H
#define EXCHANGE_IMPORT_IMPORT_GUESS_H

#include "exchange/import/import_map.h"

/*
 * Puts the field of each column, none of which is taken yet. Two columns go to one field
 * only if they are parts of it (姓 and 名, 住所1 and 住所2); a heading that is known but
 * for what stands around it yields to one that is known as it stands.
 */
void import_guess(struct import_map *m);

/* The only field that the form calls so, by a label or a heading; or IMPORT_NOT_TAKEN. */
int import_guess_called(const struct form *form, const char *word);

/* The words by which the form knows headings, as they stand in it, for many questions. */
struct import_words;
struct import_words *import_words_new(const struct form *form);
void import_words_free(struct import_words *w); /* NULL is fine */
bool import_words_has(const struct import_words *w, const char *cell);

#endif
