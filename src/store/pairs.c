/*
 * pairs.c - tokens for FTS5's `ascii` tokenizer, which takes letters, digits and
 * everything beyond ASCII as parts of a token. Other ASCII characters, among them
 * every operator of the query language, are moved to U+2400 and up; two
 * characters that share a token only make a candidate that the key then refutes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/pairs.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

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
		return 0xFFFD;
	return is_plain(cp) ? cp : 0x2400 + cp;
}

static void
add_part_tokens(struct str *b, const char *part, const char *end)
{
	uint32_t before = 0;

	while (part < end) {
		uint32_t cp = next_character(&part, end);
		if (before != 0) {
			utf8_add(b, before);
			utf8_add(b, cp);
			str_add_char(b, ' ');
		}
		before = cp;
	}
	if (before != 0) {
		utf8_add(b, before);
		str_add_char(b, ' ');
	}
}

void
pairs_add_tokens(struct str *b, const char *key)
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

void
pairs_add_query(struct str *b, const char *word)
{
	const char *end = word + strlen(word);
	uint32_t before = next_character(&word, end);

	if (word == end) {
		str_add_char(b, '"');
		utf8_add(b, before);
		str_add(b, "\" *");
		return;
	}
	for (const char *glue = ""; word < end; glue = " AND ") {
		uint32_t cp = next_character(&word, end);
		str_add(b, glue);
		str_add_char(b, '"');
		utf8_add(b, before);
		utf8_add(b, cp);
		str_add_char(b, '"');
		before = cp;
	}
}
