/*
 * import_guess.h - the fields that the headings of a file mean, by what people write
 * around a word: brackets, numbers, signs, "連絡先" before it, a name in two columns.
 * Private to import.c and its parts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_GUESS_H
#define EXCHANGE_IMPORT_IMPORT_GUESS_H

#include "exchange/import/import_map.h"

/* The words by which the form knows headings, for many questions. */
struct import_vocabulary;
struct import_vocabulary *import_vocabulary_new(const struct form *form);
void import_vocabulary_free(struct import_vocabulary *w); /* NULL is fine */
/* Is the cell one of them, as it stands in the form? */
bool import_vocabulary_has(const struct import_vocabulary *w, const char *cell);

/*
 * Puts the field of each column, none of which is taken yet. Two columns go to one field
 * only if they are parts of it (姓 and 名, 住所1 and 住所2); a heading that is known but
 * for what stands around it yields to one that is known as it stands.
 */
void import_guess(struct import_map *m, const struct import_vocabulary *w);

/* The only field that the form calls so, by a label or a heading; or IMPORT_NOT_TAKEN. */
int import_guess_called(const struct form *form, const char *word);

#endif
