/*
 * wrap.c - running text in lines of so many columns, by the simple rules of
 * Japanese typesetting: a line may end after any wide character, but none
 * begins with a closing mark or a small kana, or ends with an opening bracket.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/canvas.h"

static const char not_first[] = "、。，．・：；？！ー々」』）］｝】〕〉》…‥"
				"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ";
static const char not_last[] = "「『（［｛【〔〈《";

static bool
is_one_of(const char *set, const char *cluster, size_t len)
{
	for (const char *p = set; *p != '\0'; p += utf8_cluster(p, set + strlen(set)))
		if (strncmp(p, cluster, len) == 0)
			return true;
	return false;
}

/* A line may end before `next`, which follows `cluster`. */
static bool
may_break(const char *cluster, size_t len, const char *next, const char *end)
{
	size_t next_len = utf8_cluster(next, end);

	if (next_len == 0 || *next == ' ')
		return false;
	if (canvas_cluster_width(cluster, len) < 2 && canvas_cluster_width(next, next_len) < 2)
		return false;
	return *cluster != ' ' && !is_one_of(not_last, cluster, len) &&
	       !is_one_of(not_first, next, next_len);
}

static size_t
skip_blanks(const char *text, size_t at)
{
	while (text[at] == ' ')
		at++;
	return at;
}

size_t
canvas_break(const char *text, int cols, size_t *next)
{
	const char *end = text + strcspn(text, "\n");
	size_t at = 0, shown = 0, after = 0;
	int width = 0;

	while (text + at < end) {
		size_t len = utf8_cluster(text + at, end);

		width += canvas_cluster_width(text + at, len);
		if (width > cols && text[at] == ' ') {
			*next = skip_blanks(text, at);
			return at;
		}
		if (width > cols && at > 0) {
			*next = after > 0 ? after : at;
			return after > 0 ? shown : at;
		}
		if (text[at] == ' ') {
			shown = at;
			after = at + len;
		} else if (may_break(text + at, len, text + at + len, end)) {
			shown = after = at + len;
		}
		at += len;
	}
	*next = at + (*end == '\n');
	return at;
}

void
canvas_add_visible(struct str *b, const char *text)
{
	while (text != NULL) {
		const char *end = strchr(text, '\n');
		AUTO_STR line = STR_INIT;

		str_add_len(&line, text, end == NULL ? strlen(text) : (size_t)(end - text));
		utf8_add_visible(b, str_text(&line));
		if (end != NULL)
			str_add_char(b, '\n');
		text = end == NULL ? NULL : end + 1;
	}
}

int
canvas_wrap(struct canvas *c, struct rect area, enum style style, const char *text)
{
	AUTO_STR all = STR_INIT;
	int row = 0;

	canvas_add_visible(&all, text);
	for (const char *s = str_text(&all); *s != '\0' && row < area.rows; row++) {
		AUTO_STR line = STR_INIT;
		size_t next;

		str_add_len(&line, s, canvas_break(s, area.cols, &next));
		canvas_put(c, area.row + row, area.col, area.cols, style, str_text(&line));
		s += next;
	}
	return row;
}
