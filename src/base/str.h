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

#include "base/auto.h"
#include "base/macros.h"

struct str {
	char *s;    /* never NULL after str_init or any append; s[len] == '\0' */
	size_t len; /* bytes, without the terminator */
	size_t cap;
};

#define STR_INIT { NULL, 0, 0 }
#define AUTO_STR AUTO(str_done) struct str

void str_init(struct str *b);
void str_done(struct str *b);
void str_clear(struct str *b); /* keeps the memory */
void str_add(struct str *b, const char *text);
void str_add_len(struct str *b, const char *bytes, size_t len);
void str_add_char(struct str *b, char c);
void str_addf(struct str *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void str_vaddf(struct str *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
void str_set(struct str *b, const char *text);
void str_insert(struct str *b, size_t at, const char *bytes, size_t len);
void str_remove(struct str *b, size_t at, size_t len);
void str_trim(struct str *b); /* ASCII and ideographic (U+3000) blanks at both ends */
char *str_take(struct str *b) MUST_CHECK; /* the caller owns the bytes; `b` is empty again */
const char *str_text(const struct str *b); /* "" when nothing was ever added */

/* Small questions about plain C strings. NULL counts as "". */
bool str_is_empty(const char *s);
bool str_equal(const char *a, const char *b);
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);

#endif
