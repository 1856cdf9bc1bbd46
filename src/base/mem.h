/*
 * mem.h - the one allocator. Running out of memory cannot be handled by a
 * caller: the hook set by main saves the draft and restores the terminal, and
 * the program ends with exit status 1.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/macros.h"

/* None of these returns NULL. Memory is freed with free(). */
void *mem_alloc(size_t size) MUST_CHECK; /* zeroed */
/* Room for count × size bytes, overflow checked; what is new in it is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size) MUST_CHECK;
char *mem_strdup(const char *text) MUST_CHECK; /* NULL gives NULL */
char *mem_strndup(const char *text, size_t len) MUST_CHECK;
char *mem_printf(const char *fmt, ...) PRINTF_LIKE(1, 2) MUST_CHECK;

typedef void (*mem_exhausted_fn)(void *ctx);
/* Called once, before the program ends, when memory runs out. */
void mem_on_exhausted(mem_exhausted_fn fn, void *ctx);

/* For a library's own allocation that failed: ends the program the same way. */
void mem_fail(void) NORETURN;

#endif
