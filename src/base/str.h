/*
 * str.h - a growing byte string, always terminated. Holds any bytes; what they
 * mean (UTF-8, SQL, a path) is the caller's word.
 */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/auto.h"
#include "base/macros.h"

struct str {
	char *s;    /* never NULL after str_init or any append; s[len] == '\0' */
	size_t len; /* bytes, without the terminator */
	size_t cap;
};

#define STR_INIT           \
	{                  \
		NULL, 0, 0 \
	}
#define AUTO_STR AUTO(str_done) struct str

void str_init(struct str *b);
void str_done(struct str *b);
void str_clear(struct str *b); /* keeps the memory */
void str_add(struct str *b, const char *text);
void str_reserve(struct str *b, size_t more); /* room for as many bytes and the terminator */
void str_addf(struct str *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void str_vaddf(struct str *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
void str_set(struct str *b, const char *text);
void str_insert(struct str *b, size_t at, const char *bytes, size_t len);
void str_remove(struct str *b, size_t at, size_t len);
void str_trim(struct str *b);              /* ASCII and ideographic (U+3000) blanks at both ends */
char *str_take(struct str *b) MUST_CHECK;  /* the caller owns the bytes; `b` is empty again */
const char *str_text(const struct str *b); /* "" when nothing was ever added */

/* These two here, since texts are put together of very many small parts. */
static inline void
str_add_len(struct str *b, const char *bytes, size_t len)
{
	if (len >= b->cap - b->len)
		str_reserve(b, len);
	if (len > 0)
		memcpy(b->s + b->len, bytes, len);
	b->len += len;
	b->s[b->len] = '\0';
}

static inline void
str_add_char(struct str *b, char c)
{
	if (b->cap - b->len < 2)
		str_reserve(b, 1);
	b->s[b->len++] = c;
	b->s[b->len] = '\0';
}

/* Small questions about plain C strings. NULL counts as "". */
bool str_is_empty(const char *s);
bool str_equal(const char *a, const char *b);
bool str_starts(const char *s, const char *prefix);
bool str_is_one_of(const char *s, const char *const *words, size_t count); /* exactly */
bool str_ends(const char *s, const char *suffix);
/* Eight bytes at a time, since some texts are long. Differs from one machine to another. */
uint64_t str_hash(const char *text);

#endif
