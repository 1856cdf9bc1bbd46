/*
 * timetable_month.c - a month of one room: each day with the letters of the bands that
 * are free. Each band's letter is one that no other band's name has.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable.h"

#include <string.h>

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/utf8.h"

enum { WEEKS = 6, ROWS_MOST = 3, MARKS_FROM = 4 };

struct letter {
	const char *text;
	int len;
};

/* The first character of a band's name that no other of its day has, as bytes of the name. */
static struct letter
letter_of(const struct room_slots *s, int band)
{
	const char *name = s->bands[band].name, *end = name + strlen(name);
	for (const char *p = name; p < end;) {
		const char *next = p;
		bool is_shared = false;
		utf8_next(&next, end);
		for (int i = 0; i < s->band_count && !is_shared; i++)
			for (const char *q = s->bands[i].name; i != band && *q && !is_shared; q++)
				is_shared = strncmp(q, p, (size_t)(next - p)) == 0;
		if (!is_shared && *p != ' ')
			return (struct letter){ p, (int)(next - p) };
		p = next;
	}
	return (struct letter){ "?", 1 };
}

/* The piece that a band of the day is in, or -1: closed or in part taken. */
static int
piece_of_band(const struct page_line *l, const struct band_time *b)
{
	for (int i = 0; i < l->count; i++) {
		const struct piece *p = &l->pieces[i];
		bool meets = p->from < b->to && b->from < p->to;
		if ((p->kind == PIECE_FREE || p->kind == PIECE_TAKEN) && meets)
			return i;
	}
	return -1;
}

static int
free_hours(const struct page_line *l)
{
	int count = 0;
	for (int i = 0; i < l->count; i++)
		count += l->pieces[i].kind == PIECE_FREE;
	return count;
}

static void
draw_band(const struct page_line *l, int band, struct canvas *c, struct rect at, bool is_current)
{
	const struct room_slots *s = l->cell->slots;
	int piece = piece_of_band(l, &s->bands[band]);
	bool is_free = piece >= 0 && l->pieces[piece].kind == PIECE_FREE;
	struct letter letter = letter_of(s, band);
	enum style style = is_current ? STYLE_FOCUS : is_free ? STYLE_TITLE : STYLE_HINT;
	if (is_free)
		canvas_printf(c, at.row, at.col, at.cols, style, "%.*s", letter.len, letter.text);
	else
		canvas_put(c, at.row, at.col, at.cols, style, piece >= 0 ? "." : "/");
	if (is_current)
		canvas_cursor(c, at.row, at.col);
}

/* Columns of the widest letter: names of bands are Japanese in every language. */
static int
letter_cols(const struct room_slots *s)
{
	int most = 1;
	for (int i = 0; i < s->band_count; i++) {
		struct letter l = letter_of(s, i);
		AUTO_STR text = STR_INIT;
		str_add_len(&text, l.text, (size_t)l.len);
		if (canvas_width(str_text(&text)) > most)
			most = canvas_width(str_text(&text));
	}
	return most;
}

static void
draw_marks(const struct page_line *l, const struct page_cursor *at, bool is_current,
	   struct canvas *c, struct rect cell)
{
	const struct room_slots *s = l->cell->slots;
	int width = letter_cols(s);
	int pitch = cell.cols >= MARKS_FROM + s->band_count * (width + 1) ? width + 1 : width;
	for (int i = 0; i < s->band_count; i++) {
		struct rect mark = { cell.row, cell.col + MARKS_FROM + i * pitch, 1, width };
		bool is_it = is_current && at->piece == piece_of_band(l, &s->bands[i]);
		if (mark.col + width <= cell.col + cell.cols)
			draw_band(l, i, c, mark, is_it);
	}
	if (s->band_count == 0)
		canvas_printf(c, cell.row, cell.col + MARKS_FROM, cell.cols - MARKS_FROM,
			      is_current ? STYLE_FOCUS : STYLE_NORMAL, _("%d h"), free_hours(l));
}

static void
draw_day(const struct page *p, const struct page_cursor *at, int line, struct canvas *c,
	 struct rect cell)
{
	const struct page_line *l = &p->lines[line];
	bool is_current = line == at->line;
	enum style style = is_current ? STYLE_FOCUS
			   : l->cell->day == at->today ? STYLE_FIELD : STYLE_NORMAL;
	if (is_current)
		canvas_cursor(c, cell.row, cell.col);
	canvas_printf(c, cell.row, cell.col, 3, style, "%2d%s", date_to_ymd(l->cell->day).day,
		      l->cell->holiday[0] ? "*" : "");
	if (l->cell->open_count == 0)
		canvas_put(c, cell.row, cell.col + MARKS_FROM, cell.cols - MARKS_FROM - 1,
			   STYLE_HINT,
			   canvas_width(_("/ closed")) < cell.cols - MARKS_FROM ? _("/ closed")
										: "/");
	else
		draw_marks(l, at, is_current, c, cell);
	if (cell.rows > 1)
		canvas_put(c, cell.row + 1, cell.col + MARKS_FROM, cell.cols - MARKS_FROM - 1,
			   STYLE_HINT, l->cell->open_count ? l->cell->holiday : l->cell->why);
}

/* What the letters stand for. */
static void
draw_key(const struct page *p, struct canvas *c, struct rect at)
{
	const struct room_slots *s = p->lines[0].cell->slots;
	AUTO_STR b = STR_INIT;
	for (int i = 0; i < p->count && s->band_count == 0; i++)
		s = p->lines[i].cell->slots;
	for (int i = 0; i < s->band_count; i++) {
		struct letter letter = letter_of(s, i);
		str_addf(&b, "%.*s %s  ", letter.len, letter.text, s->bands[i].name);
	}
	str_addf(&b, ". %s  / %s", _("taken"), _("closed"));
	canvas_put(c, at.row, at.col, at.cols, STYLE_HINT, str_text(&b));
}

void
timetable_draw_month(const struct page *p, const struct page_cursor *at, struct canvas *c,
		     struct rect area)
{
	int cols = area.cols / 7, rows = (area.rows - 2) / WEEKS;
	if (rows < 1 || cols < MARKS_FROM + 2 || p->count == 0)
		return;
	rows = rows > ROWS_MOST ? ROWS_MOST : rows;
	for (int i = 0; i < 7; i++)
		canvas_printf(c, area.row, area.col + i * cols, cols, STYLE_LABEL, "%.*s",
			      lang_is_ja() ? (int)strlen(date_weekdays_ja[i]) : 3,
			      lang_is_ja() ? date_weekdays_ja[i] : date_weekdays_en[i]);
	for (int i = 0; i < p->count; i++) {
		int place = date_weekday(p->key.first) + i;
		struct rect cell = { area.row + 1 + place / 7 * rows,
				     area.col + place % 7 * cols, rows, cols };
		if (i != at->line)
			draw_day(p, at, i, c, cell);
	}
	int place = date_weekday(p->key.first) + at->line;
	draw_day(p, at, at->line, c,
		 (struct rect){ area.row + 1 + place / 7 * rows, area.col + place % 7 * cols,
				rows, cols });
	draw_key(p, c, (struct rect){ area.row + 1 + WEEKS * rows, area.col, 1, area.cols });
}
