/*
 * replacement.h - the centre's table of what may stand in a file for a
 * character that Shift_JIS lacks (代わりの文字), read whole.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_REPLACEMENT_H
#define DESK_REPLACEMENT_H

#include "base/err.h"
#include "desk/desk.h"

struct replacements;

struct replacements *replacements_read(struct desk *d, struct err *e);
void replacements_free(struct replacements *r); /* NULL is fine */

/* What may stand for the character, or NULL; lives as long as the table. `ctx`: the table. */
const char *replacements_find(void *ctx, const char *character);

#endif
