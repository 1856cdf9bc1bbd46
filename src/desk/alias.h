/*
 * alias.h - everyday words for what a code list calls otherwise: キャンセル待ち for 空き待ち,
 * 返金 for 還付. A centre may call it either way.
 */
/* SPDX-License-Identifier: MIT */
#ifndef DESK_ALIAS_H
#define DESK_ALIAS_H

#include "base/arena.h"

/* Of one class. */
#define ALIAS_MOST 8

/*
 * The search key itself and those of the words that mean the same as the whole of it, in
 * `a`; how many.
 */
int alias_keys(struct arena *a, const char *key, const char *out[ALIAS_MOST]);

#endif
