/*
 * code_cache.h - the desk's own way to its code lists; others use code.h and
 * desk->lookup.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_CODE_CACHE_H
#define DESK_CODE_CACHE_H

#include "desk/desk.h"

/* For desk->lookup: `ctx` is the desk. The word lives until the next desk_refresh. */
const char *code_word(void *ctx, const char *list, const char *code);
const char *code_find(void *ctx, const char *list, const char *typed);

/* Drops what is cached; it is read again when asked for. */
void code_forget(struct desk *d);

#endif
