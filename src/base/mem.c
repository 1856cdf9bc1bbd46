/* mem.c - allocation that does not fail: the program ends instead. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	mem_exhausted_fn fn;
	void *ctx;
} on_exhausted;

/* Says it in both languages, since gettext might want memory. */
void
mem_fail(void)
{
	static const char text[] = "madoguchi: メモリが足りないため終了します / out of memory\n";
	mem_exhausted_fn fn = on_exhausted.fn;
	on_exhausted.fn = NULL; /* the hook may run out of memory as well */
	if (fn != NULL)
		fn(on_exhausted.ctx);
	ssize_t written = write(STDERR_FILENO, text, sizeof(text) - 1);
	(void)written; /* nothing is left to be done about it */
	_exit(1);
}

void
mem_on_exhausted(mem_exhausted_fn fn, void *ctx)
{
	on_exhausted.fn = fn;
	on_exhausted.ctx = ctx;
}

void *
mem_alloc(size_t size)
{
	void *p = calloc(1, size > 0 ? size : 1);
	if (p == NULL)
		mem_fail();
	return p;
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX)
		mem_fail();
	void *p = realloc(old, bytes > 0 ? bytes : 1);
	if (p == NULL)
		mem_fail();
	return p;
}

char *
mem_strdup(const char *text)
{
	return text == NULL ? NULL : mem_strndup(text, strlen(text));
}

char *
mem_strndup(const char *text, size_t len)
{
	char *copy = mem_resize(NULL, len + 1, 1);
	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
mem_printf(const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	va_start(ap, fmt);
	int len = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (len < 0)
		mem_fail();
	return text;
}
