/* typed.c - the steps that the readers of typed values share. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/typed.h"

#include <string.h>

#include "base/utf8.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

char *
typed_plain(const char *text)
{
	AUTO_FREE char *narrow = utf8_narrow(text);
	struct str b = STR_INIT;
	for (const char *p = narrow; *p != '\0'; p++) {
		const char *after = p;
		while (is_blank(*after))
			after++;
		if (after > p) {
			if (b.len > 0 && is_digit(b.s[b.len - 1]) && is_digit(*after))
				str_add_char(&b, '-');
			p = after - 1;
			continue;
		}
		str_add_char(&b, *p >= 'A' && *p <= 'Z' ? (char)(*p | 0x20) : *p);
	}
	return str_take(&b);
}

bool
typed_skip(const char **p, const char *word)
{
	if (!str_starts(*p, word))
		return false;
	*p += strlen(word);
	return true;
}

bool
typed_skip_word(const char **p, const char *word, size_t least)
{
	size_t len = 0;
	while (word[len] != '\0' && (*p)[len] == (word[len] | 0x20))
		len++;
	if (len < least)
		return false;
	if (word[len] != '\0')
		len = least;
	*p += len;
	return true;
}

int
typed_number(const char **p, int *value)
{
	int digits = 0;
	*value = 0;
	for (; is_digit(**p); (*p)++) {
		if (digits < 9)
			*value = *value * 10 + (**p - '0');
		digits++;
	}
	return digits;
}

/* The length of what parts words at `p`, 0: nothing does. */
static size_t
gap_at(const char *p)
{
	static const char *const gaps[] = { " ", "\t", "\n", ",", "、", "，", "　" };
	for (size_t i = 0; i < ARRAY_LEN(gaps); i++)
		if (str_starts(p, gaps[i]))
			return strlen(gaps[i]);
	return 0;
}

static size_t
word_len(const char *p)
{
	size_t len = 0;
	while (p[len] != '\0' && gap_at(p + len) == 0)
		len++;
	return len;
}

char *
typed_next_word(char **rest)
{
	char *word = *rest;
	if (!word)
		return NULL;
	while (gap_at(word) > 0)
		word += gap_at(word);
	char *end = word + word_len(word);
	*rest = end + gap_at(end);
	*end = '\0';
	return end > word ? word : NULL;
}

bool
typed_is_word(const char *text)
{
	size_t len = word_len(text);
	return len > 0 && text[len] == '\0';
}

void
typed_add_shown(struct str *b, const char *text)
{
	enum { SHOWN_COLUMNS = 40 };
	AUTO_STR all = STR_INIT;
	utf8_add_visible(&all, text);
	const char *s = str_text(&all);
	size_t len = utf8_fit(s, SHOWN_COLUMNS);
	str_add_len(b, s, len);
	if (len < all.len)
		str_add(b, "..");
}
