/*
 * grams.c - tokens for FTS5's `ascii` tokenizer, which takes letters, digits and
 * everything beyond ASCII as parts of a token. Other ASCII characters, among them
 * every operator of the query language, are moved to U+2400 and up; two
 * characters that share a token only make a candidate that the key then refutes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/grams.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#define MOVED    0x2400 /* where ASCII characters go that are not plain */
#define REPLACED 0xFFFD /* in place of bytes that are no character */

static bool
is_plain(uint32_t cp)
{
	return cp >= 0x80 || (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
	       (cp >= 'A' && cp <= 'Z');
}

/* Reads one character as a token may hold it. */
static uint32_t
next_character(const char **p, const char *end)
{
	uint32_t cp = utf8_next(p, end);

	if (cp == UTF8_BAD)
		return REPLACED;
	return is_plain(cp) ? cp : MOVED + cp;
}

/* A character as a token holds it. */
struct gram_part {
	char bytes[UTF8_MAX];
	size_t len;
};

/* The last three characters that were read, the newest in [2]; no bytes where there is none. */
struct window {
	struct gram_part parts[3];
};

static void
window_move(struct window *w, uint32_t cp)
{
	w->parts[0] = w->parts[1];
	w->parts[1] = w->parts[2];
	w->parts[2].len = utf8_encode(cp, w->parts[2].bytes);
}

/* The newest `count` characters. */
static void
add_newest(struct str *b, const struct window *w, int count)
{
	for (int i = 3 - count; i < 3; i++)
		str_add_len(b, w->parts[i].bytes, w->parts[i].len);
}

static void
add_token(struct str *b, const struct window *w, int count)
{
	if (w->parts[3 - count].len == 0)
		return;
	add_newest(b, w, count);
	str_add_char(b, ' ');
}

static void
add_part_tokens(struct str *b, const char *part, const char *end)
{
	struct window w = { { { "", 0 } } };

	while (part < end) {
		window_move(&w, next_character(&part, end));
		add_token(b, &w, 2);
		add_token(b, &w, 3);
	}
	add_token(b, &w, 1);
}

void
grams_add_tokens(struct str *b, const char *key)
{
	const char *part = key;

	for (;;) {
		size_t len = strcspn(part, "\n");
		add_part_tokens(b, part, part + len);
		if (part[len] == '\0')
			return;
		part += len + 1;
	}
}

static void
add_quoted(struct str *b, const struct window *w, int count)
{
	str_add_char(b, '"');
	add_newest(b, w, count);
	str_add_char(b, '"');
}

/*
 * Triples that cover the word, without the ones between them: every term costs
 * a walk through its postings, and what it lets slip is seen by the comparison
 * with the key itself.
 */
void
grams_add_query(struct str *b, const char *word)
{
	const char *end = word + strlen(word);
	struct window w = { { { "", 0 } } };
	int count = 0;

	while (word < end) {
		window_move(&w, next_character(&word, end));
		bool is_next = ++count >= 3 && (count % 3 == 0 || word == end);
		if (!is_next)
			continue;
		str_add(b, count > 3 ? " AND " : "");
		add_quoted(b, &w, 3);
	}
	if (count < 3)
		add_quoted(b, &w, count);
	str_add(b, count == 1 ? " *" : "");
}

bool
grams_are_exact(const char *word)
{
	const char *end = word + strlen(word);
	int count = 0;

	while (word < end) {
		uint32_t cp = utf8_next(&word, end);
		bool is_shared = cp == UTF8_BAD || cp == REPLACED || !is_plain(cp) ||
				 (cp >= MOVED && cp < MOVED + 0x80);
		if (is_shared || ++count > 3)
			return false;
	}
	return true;
}
