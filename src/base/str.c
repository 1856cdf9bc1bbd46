/* str.c - the growing byte string. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/str.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAP = 32, SMALL = 4096 /* up to there the room doubles */ };

void
str_reserve(struct str *b, size_t more)
{
	assert(more < SIZE_MAX / 2 && b->len < SIZE_MAX / 2);
	size_t need = b->len + more + 1;
	if (need <= b->cap)
		return;
	size_t cap = b->cap > 0 ? b->cap : FIRST_CAP;
	while (cap < need)
		cap += cap < SMALL ? cap : cap / 2;
	b->s = mem_resize(b->s, cap, 1);
	b->cap = cap;
}

void
str_init(struct str *b)
{
	*b = (struct str)STR_INIT;
	str_reserve(b, 0);
	b->s[0] = '\0';
}

void
str_done(struct str *b)
{
	free(b->s);
	*b = (struct str)STR_INIT;
}

void
str_clear(struct str *b)
{
	b->len = 0;
	if (b->s != NULL)
		b->s[0] = '\0';
}

void
str_add(struct str *b, const char *text)
{
	str_add_len(b, text, text == NULL ? 0 : strlen(text));
}

void
str_addf(struct str *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	str_vaddf(b, fmt, ap);
	va_end(ap);
}

void
str_vaddf(struct str *b, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	str_reserve(b, FIRST_CAP);
	size_t room = b->cap - b->len;
	int len = vsnprintf(b->s + b->len, room, fmt, ap);
	assert(len >= 0);
	if (len > 0 && (size_t)len >= room) {
		str_reserve(b, (size_t)len);
		vsnprintf(b->s + b->len, (size_t)len + 1, fmt, again);
	}
	va_end(again);
	b->len += len > 0 ? (size_t)len : 0;
	b->s[b->len] = '\0';
}

void
str_set(struct str *b, const char *text)
{
	str_clear(b);
	str_add(b, text);
}

void
str_insert(struct str *b, size_t at, const char *bytes, size_t len)
{
	assert(at <= b->len);
	str_reserve(b, len);
	memmove(b->s + at + len, b->s + at, b->len - at);
	if (len > 0)
		memcpy(b->s + at, bytes, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void
str_remove(struct str *b, size_t at, size_t len)
{
	assert(at <= b->len && len <= b->len - at);
	if (len == 0)
		return;
	memmove(b->s + at, b->s + at + len, b->len - at - len);
	b->len -= len;
	b->s[b->len] = '\0';
}

static const char wide_blank[] = "\xE3\x80\x80"; /* U+3000 */
enum { WIDE_BLANK_LEN = sizeof(wide_blank) - 1 };

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the blank that starts at `s`; 0 if there is none. */
static size_t
blank_at(const char *s, size_t len)
{
	if (len >= 1 && is_blank(s[0]))
		return 1;
	return len >= WIDE_BLANK_LEN && memcmp(s, wide_blank, WIDE_BLANK_LEN) == 0 ? WIDE_BLANK_LEN
										   : 0;
}

static size_t
blank_before(const char *s, size_t len)
{
	if (len >= 1 && is_blank(s[len - 1]))
		return 1;
	if (len < WIDE_BLANK_LEN)
		return 0;
	return blank_at(s + len - WIDE_BLANK_LEN, WIDE_BLANK_LEN) == WIDE_BLANK_LEN ? WIDE_BLANK_LEN
										    : 0;
}

void
str_trim(struct str *b)
{
	if (b->len == 0)
		return;
	size_t n;
	while ((n = blank_before(b->s, b->len)) > 0)
		b->len -= n;
	b->s[b->len] = '\0';
	size_t start = 0;
	while ((n = blank_at(b->s + start, b->len - start)) > 0)
		start += n;
	str_remove(b, 0, start);
}

char *
str_take(struct str *b)
{
	str_reserve(b, 0);
	b->s[b->len] = '\0';
	char *s = b->s;
	*b = (struct str)STR_INIT;
	return s;
}

const char *
str_text(const struct str *b)
{
	return b->s == NULL ? "" : b->s;
}

bool
str_is_empty(const char *s)
{
	return s == NULL || s[0] == '\0';
}

bool
str_equal(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

bool
str_starts(const char *s, const char *prefix)
{
	if (str_is_empty(prefix))
		return true;
	if (s == NULL)
		return false;
	for (; *prefix != '\0'; s++, prefix++) /* nearly always the first byte tells */
		if (*s != *prefix)
			return false;
	return true;
}

bool
str_is_one_of(const char *s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

uint64_t
str_hash(const char *text)
{
	size_t len = strlen(text);
	uint64_t hash = len, word = 0;

	for (; len >= sizeof(word); len -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
		hash ^= hash >> 32;
	}
	for (; len > 0; len--, text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

bool
str_ends(const char *s, const char *suffix)
{
	if (str_is_empty(suffix))
		return true;
	if (s == NULL)
		return false;
	size_t len = strlen(s), tail = strlen(suffix);
	return len >= tail && memcmp(s + len - tail, suffix, tail) == 0;
}
