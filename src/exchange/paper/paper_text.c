/*
 * paper_text.c - a paper as text, for a printer that knows nothing else: lines of
 * PAPER_WIDTH columns, where a full-width character takes two. Drawn with ASCII
 * alone, since the width of box characters depends on the printer.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/paper/paper_part.h"

#include <string.h>

#include "base/utf8.h"

enum { LABEL_WIDTH = 18 };

/* The next line of a text, which it leaves behind; "" at its end. */
static void
take_line(const char **text, int cols, struct str *line)
{
	size_t fits = utf8_fit(*text, cols);
	size_t len = fits ? fits : utf8_cluster(*text, *text + strlen(*text));
	str_clear(line);
	str_add_len(line, *text, len);
	*text += len;
}

static void
add_blanks(struct str *out, int count)
{
	for (int i = 0; i < count; i++)
		str_add_char(out, ' ');
}

/* Each line with so much of the free room before it: 0 left, 1 in the middle, 2 right. */
static void
write_placed(struct str *out, const char *text, int place)
{
	AUTO_STR line = STR_INIT;
	do {
		take_line(&text, PAPER_WIDTH, &line);
		add_blanks(out, (PAPER_WIDTH - utf8_width(str_text(&line))) * place / 2);
		str_add(out, str_text(&line));
		str_add_char(out, '\n');
	} while (*text);
}

static void
write_rule(struct str *out, char c)
{
	for (int i = 0; i < PAPER_WIDTH; i++)
		str_add_char(out, c);
	str_add_char(out, '\n');
}

/* Cells side by side, each going on under itself. */
static void
write_cells(struct str *out, const char *const *texts, const int *widths, int count)
{
	const char *rest[PAPER_COLUMNS_MAX];
	AUTO_STR line = STR_INIT;
	bool goes_on = true;
	memcpy(rest, texts, sizeof(*rest) * (size_t)count);
	while (goes_on) {
		goes_on = false;
		for (int i = 0; i < count; i++) {
			take_line(&rest[i], widths[i] - 1, &line);
			utf8_add_padded(out, str_text(&line), widths[i]);
			goes_on = goes_on || *rest[i];
		}
		while (out->len && out->s[out->len - 1] == ' ')
			str_remove(out, out->len - 1, 1);
		str_add_char(out, '\n');
	}
}

static void
write_block(const struct paper *p, const struct paper_block *b, struct str *out)
{
	static const int pair[] = { LABEL_WIDTH, PAPER_WIDTH - LABEL_WIDTH };
	switch (b->kind) {
	case PAPER_TITLE:
		str_add_char(out, '\n');
		write_placed(out, b->texts[0], 1);
		str_add_char(out, '\n');
		break;
	case PAPER_LEFT:
		write_placed(out, b->texts[0], 0);
		break;
	case PAPER_RIGHT:
		write_placed(out, b->texts[0], 2);
		break;
	case PAPER_SUM:
		write_placed(out, b->texts[0], 1);
		break;
	case PAPER_PAIR:
		write_cells(out, b->texts, pair, 2);
		break;
	case PAPER_HEAD:
		write_cells(out, b->texts, p->widths, p->columns);
		write_rule(out, '-');
		break;
	case PAPER_ROW:
		write_cells(out, b->texts, p->widths, p->columns);
		break;
	case PAPER_GAP:
		str_add_char(out, '\n');
		break;
	}
}

bool
paper_write_text(const struct paper *p, struct str *out, struct err *e)
{
	(void)e;
	for (int i = 0; i < p->count; i++)
		write_block(p, &p->blocks[i], out);
	write_rule(out, '-');
	write_placed(out, p->foot, 0);
	return true;
}
