/*
 * import_keep.h - what the first pass of an import has read, for the second, so
 * that a row is read once and other desks wait only while rows are written. Up to
 * 64 MB; what is not kept is read again. Private to import.c and its parts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef EXCHANGE_IMPORT_IMPORT_KEEP_H
#define EXCHANGE_IMPORT_IMPORT_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "form/form.h"

struct import_keep;

struct import_keep *import_keep_new(const struct form *form);
void import_keep_free(struct import_keep *k); /* NULL is fine */

/*
 * Keeps the row of a line, by rising lines. Not one with a reference: whom it
 * means may change while the rows before it are saved.
 */
void import_keep_add(struct import_keep *k, int64_t line, char *const *values);

/*
 * Puts the values of the line's row, which live as long as `k`; false when it was
 * not kept. Asked by rising lines.
 */
bool import_keep_take(struct import_keep *k, int64_t line, const char **values);

#endif
