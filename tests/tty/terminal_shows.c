/*
 * terminal_shows.c - is a text on the screen? See terminal.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "terminal.h"

#include <string.h>

static bool
starts_with_words(const char *at, const char *text)
{
	while (*text && *at == *text) {
		bool is_blank = *text == ' ';

		at += is_blank ? strspn(at, " ") : 1;
		text += is_blank ? strspn(text, " ") : 1;
	}
	return *text == '\0';
}

static bool
has_words(const char *screen, const char *text)
{
	while (*screen && !starts_with_words(screen, text))
		screen++;
	return *screen != '\0';
}

bool
terminal_shows(struct terminal *t, const char *text)
{
	AUTO_STR screen = STR_INIT;

	terminal_text(t, &screen);
	return has_words(str_text(&screen), text);
}

bool
terminal_row_shows(struct terminal *t, int row, const char *text)
{
	AUTO_STR line = STR_INIT;

	terminal_row_text(t, row, &line);
	return has_words(str_text(&line), text);
}
