/*
 * screen_text.h - for tests of the ui floor: keys written as in a scenario
 * ("abc<Enter>"), canvases read as text, the grid's invariant.
 */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_SCREEN_TEXT_H
#define UNIT_SCREEN_TEXT_H

#include <locale.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/key.h"

typedef void (*play_fn)(void *ctx, const struct key *k);

/* Plays `keys` one by one: "<F4>" is a key, everything else text by code points. */
static inline void
play_keys(const char *keys, play_fn fn, void *ctx)
{
	const char *end = keys + strlen(keys);

	while (keys < end) {
		AUTO_STR token = STR_INIT;
		const char *close = *keys == '<' ? strchr(keys, '>') : NULL;
		const char *from = keys;
		struct key k = { K_TEXT, NULL };

		if (close != NULL) {
			str_add_len(&token, keys, (size_t)(close + 1 - keys));
			k.code = key_from_name(str_text(&token));
			assert_true(k.code != K_NONE);
			keys = close + 1;
		} else {
			(void)utf8_next(&keys, end);
			str_add_len(&token, from, (size_t)(keys - from));
			k.text = str_text(&token);
		}
		fn(ctx, &k);
	}
}

/* One row of the canvas without trailing blanks. */
static inline const char *
row_text(const struct canvas *c, int row, struct str *b)
{
	AUTO_STR all = STR_INIT;
	const char *p;

	canvas_text(c, &all);
	p = str_text(&all);
	while (row-- > 0)
		p = strchr(p, '\n') + 1;
	str_clear(b);
	str_add_len(b, p, strcspn(p, "\n"));
	return str_text(b);
}

static inline bool
canvas_has(const struct canvas *c, const char *text)
{
	AUTO_STR all = STR_INIT;

	canvas_text(c, &all);
	return strstr(str_text(&all), text) != NULL;
}

#define assert_row(c, row, expected)                                                            \
	do {                                                                                    \
		AUTO_STR row_ = STR_INIT;                                                       \
		assert_string_equal(row_text(c, row, &row_), expected);                         \
	} while (0)

/* Every wide cell has its right half and no half stands alone; nothing raw is in a cell. */
static inline void
assert_canvas_sound(const struct canvas *c)
{
	for (int i = 0; i < c->rows * c->cols; i++) {
		const struct cell *cell = &c->cells[i];

		assert_true(cell->width <= 2);
		if (cell->width == 2)
			assert_true((i + 1) % c->cols != 0 && cell[1].width == 0);
		if (cell->width == 0)
			assert_true(i % c->cols != 0 && cell[-1].width == 2);
		assert_int_equal(cell->text[0] == '\0', cell->width == 0);
		assert_true(utf8_is_valid(cell->text, strlen(cell->text)));
		for (const char *p = cell->text; *p != '\0'; p++)
			assert_true((unsigned char)*p >= ' ' && *p != 0x7f);
		assert_null(strstr(cell->text, "\u202e"));
		assert_null(strstr(cell->text, "\u200b"));
		assert_null(strstr(cell->text, "\xc2\x9b"));
	}
}

/* The same numbers in every run. */
static inline unsigned
next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static inline int
use_utf8_locale(void **state)
{
	(void)state;
	return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

#endif
