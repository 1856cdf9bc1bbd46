/*
 * arena.c - blocks that are handed out from the front. A large piece gets a
 * block of its own behind the current one, so that the rest of the current
 * block is not wasted.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The first block is small, since many an arena holds a few words only. */
enum { FIRST_SIZE = 512, BLOCK_SIZE = 8 * 1024, LARGE = BLOCK_SIZE / 4 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

struct arena_owned {
	struct arena_owned *next;
	void *thing;
	void (*free_thing)(void *thing);
};

static struct arena_block *
block_new(size_t size)
{
	assert(size < SIZE_MAX - sizeof(struct arena_block));
	struct arena_block *b = mem_alloc(sizeof(*b) + size);
	b->size = size;
	return b;
}

/* Room in the first block, or NULL. */
static void *
from_first(struct arena *a, size_t size, size_t align)
{
	struct arena_block *b = a->blocks;
	if (b == NULL)
		return NULL;
	size_t start = (b->used + align - 1) & ~(align - 1);
	if (start > b->size || size > b->size - start)
		return NULL;
	b->used = start + size;
	return b->bytes + start;
}

static void *
take(struct arena *a, size_t size, size_t align)
{
	void *p = from_first(a, size, align);
	if (p != NULL)
		return p;
	if (size > LARGE && a->blocks != NULL) {
		struct arena_block *own = block_new(size);
		own->used = size;
		own->next = a->blocks->next;
		a->blocks->next = own;
		return own->bytes;
	}
	size_t room = a->blocks == NULL ? FIRST_SIZE : BLOCK_SIZE;
	struct arena_block *b = block_new(size > room ? size : room);
	b->next = a->blocks;
	a->blocks = b;
	return from_first(a, size, align);
}

void
arena_done(struct arena *a)
{
	for (struct arena_owned *o = a->owned; o != NULL; o = o->next)
		o->free_thing(o->thing);
	a->owned = NULL;
	struct arena_block *b = a->blocks;
	while (b != NULL) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
	a->blocks = NULL;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return take(a, size, alignof(max_align_t)); /* blocks come zeroed and are used once */
}

void
arena_own(struct arena *a, void *thing, void (*free_thing)(void *thing))
{
	struct arena_owned *o = arena_alloc(a, sizeof(*o));

	*o = (struct arena_owned){ a->owned, thing, free_thing };
	a->owned = o;
}

char *
arena_strdup(struct arena *a, const char *text)
{
	return text == NULL ? NULL : arena_strndup(a, text, strlen(text));
}

char *
arena_strndup(struct arena *a, const char *text, size_t len)
{
	char *copy = take(a, len + 1, 1);
	if (len > 0)
		memcpy(copy, text, len);
	return copy;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char small[256];
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int len = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	assert(len >= 0);
	size_t size = len > 0 ? (size_t)len + 1 : 1;
	char *text = take(a, size, 1);
	if (size <= sizeof(small))
		memcpy(text, small, size);
	else
		vsnprintf(text, size, fmt, again);
	va_end(again);
	return text;
}
