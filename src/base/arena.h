/*
 * arena.h - memory that is freed as a whole: the rows of a query, a parsed
 * form file, one screen's labels.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/auto.h"
#include "base/macros.h"

struct arena {
	struct arena_block *blocks;
	struct arena_owned *owned;
};

#define ARENA_INIT { NULL, NULL }
#define AUTO_ARENA AUTO(arena_done) struct arena

void arena_done(struct arena *a);  /* frees all; the arena can be used again */
void *arena_alloc(struct arena *a, size_t size) MUST_CHECK; /* zeroed, aligned for any type */
char *arena_strdup(struct arena *a, const char *text) MUST_CHECK; /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *text, size_t len) MUST_CHECK;
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3) MUST_CHECK;
/* What has its own memory goes with the arena: `free_thing` is called for it, the last first. */
void arena_own(struct arena *a, void *thing, void (*free_thing)(void *thing));

#endif
