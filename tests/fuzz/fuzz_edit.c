/*
 * fuzz_edit.c - any keys into one line and into several: the text stays valid
 * and within its limit, the caret stands at a character, nothing raw is drawn,
 * and undoing all of it leads back. A byte below 32 is a key, what follows a
 * byte 31 up to the next one is pasted, all else is typed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/edit.h"
#include "ui/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX = 400, ROWS = 4, COLS = 17, PASTE = 31 };

static void
claim(bool holds)
{
	if (!holds)
		abort();
}

static void
claim_at_cluster(const struct edit *ed)
{
	const char *s = edit_text(ed), *end = s + ed->text.len;
	size_t at = 0;

	while (at < ed->caret)
		at += utf8_cluster(s + at, end);
	claim(at == ed->caret && ed->caret <= ed->text.len);
}

static void
claim_drawn(struct edit *ed, struct canvas *c)
{
	canvas_clear(c);
	edit_draw(ed, c, (struct rect){ 0, 0, ed->multi_line ? ROWS : 1, COLS }, STYLE_FIELD, true);
	claim(c->cursor_row >= 0 && c->cursor_row < ROWS);
	claim(c->cursor_col >= 0 && c->cursor_col < COLS);
	for (int i = 0; i < ROWS * COLS; i++) {
		const struct cell *cell = &c->cells[i];

		claim(utf8_is_valid(cell->text, strlen(cell->text)));
		for (const char *p = cell->text; *p != '\0'; p++)
			claim((unsigned char)*p >= ' ' && *p != 0x7f);
		if (cell->width == 2)
			claim(i % COLS != COLS - 1 && cell[1].width == 0);
	}
}

static void
play(struct edit *ed, struct canvas *c, const struct key *k)
{
	struct err e = { .code = ERR_NONE };
	bool changed;

	edit_key(ed, k, &changed, &e);
	claim(utf8_is_valid(edit_text(ed), ed->text.len));
	claim(utf8_check_text(edit_text(ed), ed->multi_line, NULL));
	claim(utf8_count(edit_text(ed)) <= MAX);
	claim(e.code == ERR_NONE || e.msg[0] != '\0');
	claim_at_cluster(ed);
	if (ed->text.len % 4 == 0) /* drawing each time would make the search slow */
		claim_drawn(ed, c);
}

/* Bytes that hold no NUL, as the reader hands them on. */
static void
play_text(struct edit *ed, struct canvas *c, const uint8_t *data, size_t size, bool is_paste)
{
	struct key_reader *r = key_reader_new();
	struct key k;
	AUTO_STR all = STR_INIT;

	key_reader_feed(r, (const char *)data, size);
	while (key_reader_next(r, true, &k)) {
		if (is_paste)
			str_add(&all, k.text == NULL ? "\r\n\t" : k.text);
		else
			play(ed, c, &k);
	}
	if (is_paste)
		play(ed, c, &(struct key){ K_PASTE, str_text(&all) });
	key_reader_free(r);
}

static void
try_editing(const uint8_t *data, size_t size, bool multi_line)
{
	static const enum key_code keys[PASTE] = {
		K_LEFT, K_RIGHT, K_HOME, K_END, K_BACKSPACE, K_DELETE, K_UP, K_DOWN,
		K_CTRL_A, K_CTRL_E, K_CTRL_K, K_CTRL_U, K_CTRL_Z, K_CTRL_J, K_ENTER,
	};
	struct edit ed;
	struct canvas c;
	size_t at = 0;

	edit_init(&ed, MAX, multi_line);
	canvas_init(&c, ROWS, COLS);
	while (at < size) {
		bool is_paste = data[at] == PASTE;
		size_t n = is_paste;

		if (data[at] < PASTE) {
			play(&ed, &c, &(struct key){ keys[data[at++]], NULL });
			continue;
		}
		while (at + n < size && data[at + n] >= ' ')
			n++;
		play_text(&ed, &c, data + at + is_paste, n - is_paste, is_paste);
		at += n;
	}
	while (ed.past_count > 0)
		play(&ed, &c, &(struct key){ K_CTRL_Z, NULL });
	edit_done(&ed);
	canvas_done(&c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 600)
		return 0;
	setlocale(LC_ALL, "C.UTF-8");
	try_editing(data, size, false);
	try_editing(data, size, true);
	return 0;
}
