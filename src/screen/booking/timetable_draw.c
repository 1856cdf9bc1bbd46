/*
 * timetable_draw.c - the grid of a day or a week: a line for each room or day, time from
 * left to right over the whole width. What is permitted is a reversed bar, what is only
 * held is underlined and has its letter, so that nothing hangs on colour.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable.h"

#include <string.h>

#include "base/i18n.h"
#include "base/lang.h"

enum { HOUR = 60, ROWS_MOST = 3, LABEL_WIDE = 22, LABEL_NARROW = 14, WIDE_FROM = 100 };

struct grid {
	const struct page *page;
	struct canvas *canvas;
	struct rect area; /* the pieces alone */
	int label;        /* columns to the left of it */
	int rows;         /* of a line */
};

static int
column_of(const struct grid *g, int minute)
{
	const struct time_span *axis = &g->page->axis;
	return g->area.col + (minute - axis->from) * g->area.cols / (axis->to - axis->from);
}

static void
draw_hours(const struct grid *g, int row)
{
	int from = g->page->axis.from / HOUR, to = g->page->axis.to / HOUR;
	int step = g->area.cols / (to - from) >= 3 ? 1 : 2;
	for (int hour = from; hour < to; hour += step)
		canvas_printf(g->canvas, row, column_of(g, hour * HOUR), 2, STYLE_HINT, "%d", hour);
}

/* --- one piece --- */

static void
fill(const struct grid *g, struct rect at, char with)
{
	char line[256];
	size_t cols = at.cols < 0 ? 0 : (size_t)at.cols;
	if (cols >= sizeof(line))
		cols = sizeof(line) - 1;
	memset(line, with, cols);
	line[cols] = '\0';
	for (int i = 0; i < at.rows; i++)
		canvas_put(g->canvas, at.row + i, at.col, at.cols, STYLE_HINT, line);
}

static bool
is_firm(enum booking_state s)
{
	return s != BOOKING_HOLD && s != BOOKING_APPLIED;
}

/* "仮 合唱団ひばり", with a + in front when another room of this floor was booked. */
static void
add_party(struct str *b, const struct page_line *l, const struct taken *t)
{
	const char *letter = timetable_letter(t->state);
	str_addf(b, "%s%s%s%s", letter, letter[0] ? " " : "",
		 t->room_id != l->cell->room->id ? "+" : "", t->party);
}

/* "待2" */
static void
add_waiting(struct str *b, const struct grid *g, const struct page_line *l, const struct piece *p)
{
	const struct waiting *who[WAITING_MOST];
	int count = page_waiting(g->page, l, p, who);
	if (count > 0)
		/* L10N: how many wait for this time; short, within a cell of the timetable. */
		str_addf(b, _("w%d "), count);
}

/* "20人 会議室A" */
static void
add_second(struct str *b, const struct grid *g, const struct page_line *l, const struct taken *t)
{
	const struct room_row *room = room_list_find(&g->page->table.rooms, t->room_id);
	if (t->heads > 0)
		/* L10N: a number of people. */
		str_addf(b, _("%d people"), t->heads);
	if (t->room_id != l->cell->room->id && room)
		str_addf(b, "%s+%s", t->heads > 0 ? " " : "", room->name);
}

static void
draw_taken_words(const struct grid *g, const struct page_line *l, const struct piece *p,
		 struct rect at, enum style style)
{
	const struct taken *t = piece_taken(l, p, 0);
	AUTO_STR first = STR_INIT;
	AUTO_STR second = STR_INIT;
	add_waiting(at.rows > 1 ? &second : &first, g, l, p);
	for (int i = 0; i < p->taken_count; i++) {
		str_add(&first, i > 0 ? "  " : "");
		add_party(&first, l, piece_taken(l, p, i));
	}
	canvas_put(g->canvas, at.row, at.col, at.cols, style, str_text(&first));
	add_second(&second, g, l, t);
	if (at.rows > 1)
		canvas_put(g->canvas, at.row + 1, at.col, at.cols, style, str_text(&second));
	if (at.rows > 2)
		canvas_put(g->canvas, at.row + 2, at.col, at.cols, style, t->purpose);
}

static void
draw_taken(const struct grid *g, const struct page_line *l, const struct piece *p, struct rect at)
{
	bool firm = is_firm(piece_taken(l, p, 0)->state);
	enum style style = firm ? STYLE_BAR : STYLE_FIELD;
	int end = at.col + at.cols;
	struct rect use = at;
	fill(g, at, ':'); /* what is kept free around the use */
	use.col = column_of(g, p->use_from) + 1;
	if (use.col < at.col)
		use.col = at.col;
	int use_end = column_of(g, p->use_to);
	use.cols = (use_end < end ? use_end : end) - use.col;
	if (use.cols <= 0)
		use = at;
	for (int i = 0; i < use.rows; i++)
		canvas_put(g->canvas, use.row + i, use.col, use.cols, style, "");
	draw_taken_words(g, l, p, use, style);
}

static void
draw_piece(const struct grid *g, const struct page_line *l, const struct piece *p, int row)
{
	int col = column_of(g, p->from), end = column_of(g, p->to);
	struct rect at = { row, col + 1, g->rows, end - col - 1 };
	if (p->kind == PIECE_REST || end <= col)
		return;
	for (int i = 0; i < g->rows; i++) {
		canvas_put(g->canvas, row + i, col, 1, STYLE_HINT, "|");
		if (end < g->area.col + g->area.cols)
			canvas_put(g->canvas, row + i, end, 1, STYLE_HINT, "|");
	}
	if (p->kind == PIECE_CLOSED)
		fill(g, at, '/');
	else if (p->kind == PIECE_TAKEN)
		draw_taken(g, l, p, at);
	else if (p->band && at.cols >= canvas_width(_("free")))
		canvas_put(g->canvas, row, at.col, at.cols, STYLE_HINT, _("free"));
	if (p->kind == PIECE_CLOSED && at.cols > 8 && l->cell->why[0])
		canvas_printf(g->canvas, row, at.col + 1, canvas_width(l->cell->why) + 2 < at.cols
							? canvas_width(l->cell->why) + 2
							: at.cols - 1,
			      STYLE_NORMAL, " %s ", l->cell->why);
}

/* Brackets and the terminal's cursor say where it is, also where all is reversed. */
static void
draw_cursor(const struct grid *g, const struct page_line *l, const struct page_cursor *at, int row)
{
	int low = at->marked >= 0 && at->marked < at->piece ? at->marked : at->piece;
	int high = at->marked > at->piece ? at->marked : at->piece;
	int col = column_of(g, l->pieces[low].from), end = column_of(g, l->pieces[high].to);
	bool is_bar = l->pieces[at->piece].kind == PIECE_TAKEN &&
		      is_firm(piece_taken(l, &l->pieces[at->piece], 0)->state);
	struct rect stretch = { row, col, g->rows, end - col };
	canvas_restyle(g->canvas, stretch, is_bar ? STYLE_TITLE : STYLE_FOCUS);
	canvas_put(g->canvas, row, col, 1, is_bar ? STYLE_TITLE : STYLE_FOCUS, "[");
	canvas_put(g->canvas, row, end < g->area.col + g->area.cols ? end : end - 1, 1,
		   is_bar ? STYLE_TITLE : STYLE_FOCUS, "]");
	canvas_cursor(g->canvas, row, col);
}

/* --- lines --- */

/* "会議室A（A-1・A-2）" on two lines where one is too short: what is in brackets goes below. */
static void
draw_room(const struct grid *g, const struct room_row *room, int row, enum style style)
{
	int col = g->area.col - g->label, cols = g->label - 1;
	const char *rest = strstr(room->name, "（");
	bool fits = canvas_width(room->name) <= cols;
	if (g->rows == 1 && g->label >= LABEL_WIDE && room->capacity > 0) {
		canvas_put(g->canvas, row, col, g->label - 5, style, room->name);
		canvas_printf(g->canvas, row, col + g->label - 5, 4, STYLE_HINT, "%4d",
			      room->capacity);
		return;
	}
	if (fits || g->rows == 1 || !rest)
		canvas_put(g->canvas, row, col, cols, style, room->name);
	else
		canvas_printf(g->canvas, row, col, cols, style, "%.*s", (int)(rest - room->name),
			      room->name);
	if (g->rows > 1 && !fits && rest)
		canvas_put(g->canvas, row + 1, col, cols, style, rest);
	else if (g->rows > 1 && room->capacity > 0)
		canvas_printf(g->canvas, row + 1, col + 1, cols - 1, STYLE_HINT, _("%d people"),
			      room->capacity);
}

static void
draw_label(const struct grid *g, const struct page_line *l, const struct page_cursor *at, int line,
	   int row)
{
	const struct room_day *c = l->cell;
	int col = g->area.col - g->label;
	enum style style = line == at->line ? STYLE_TITLE : STYLE_NORMAL;
	AUTO_STR day = STR_INIT;
	if (g->page->key.view == VIEW_DAY) {
		draw_room(g, c->room, row, style);
		return;
	}
	date_add_short(&day, c->day, at->today);
	if (c->day == at->today)
		str_add(&day, " *");
	canvas_put(g->canvas, row, col, g->label - 1, style, str_text(&day));
	if (g->rows > 1)
		canvas_put(g->canvas, row + 1, col + 1, g->label - 2, STYLE_HINT, c->holiday);
}

static int
rows_of_line(int lines, int rows)
{
	int each = lines > 0 ? rows / lines : 1;
	return each > ROWS_MOST ? ROWS_MOST : each < 1 ? 1 : each;
}

void
timetable_draw_grid(const struct page *p, struct page_cursor *at, struct canvas *c,
		    struct rect area)
{
	int label = area.cols >= WIDE_FROM ? LABEL_WIDE : LABEL_NARROW;
	struct grid g = { p, c, { area.row, area.col + label, area.rows, area.cols - label },
			  label, rows_of_line(p->count, area.rows - 1) };
	int shown = (area.rows - 1) / g.rows;
	if (shown <= 0 || g.area.cols < 12)
		return;
	if (at->line < at->first_line)
		at->first_line = at->line;
	if (at->line >= at->first_line + shown)
		at->first_line = at->line - shown + 1;
	draw_hours(&g, area.row);
	for (int i = 0; i < shown && at->first_line + i < p->count; i++) {
		int line = at->first_line + i, row = area.row + 1 + i * g.rows;
		const struct page_line *l = &p->lines[line];
		draw_label(&g, l, at, line, row);
		for (int k = 0; k < l->count; k++)
			draw_piece(&g, l, &l->pieces[k], row);
		if (line == at->line && at->piece >= 0)
			draw_cursor(&g, l, at, row);
	}
}

/* --- what the marks mean --- */

void
timetable_draw_legend(const struct page *p, struct canvas *c, struct rect at)
{
	AUTO_STR b = STR_INIT;
	const char *const words[] = { _("on hold"), _("applied"), _("in use"), _("done") };
	const enum booking_state states[] = { BOOKING_HOLD, BOOKING_APPLIED, BOOKING_IN_USE,
					      BOOKING_DONE };
	if (p->key.view == VIEW_MONTH)
		return;
	canvas_put(c, at.row, at.col, at.cols, STYLE_HINT, "");
	int col = canvas_put(c, at.row, at.col, at.cols, STYLE_BAR, _("permitted"));
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		str_addf(&b, "  %s %s", timetable_letter(states[i]), words[i]);
	str_addf(&b, "  + %s  : %s  / %s", _("joined"), _("kept"), _("closed"));
	canvas_put(c, at.row, at.col + col, at.cols - col, STYLE_HINT, str_text(&b));
}
