/* calendar_draw.c - months side by side, as many as the terminal has room for. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/calendar.h"

#include <string.h>

#include "base/date_era.h"
#include "base/i18n.h"
#include "base/lang.h"

#define DAY_COLS 3
#define MONTH_COLS (7 * DAY_COLS)
#define MONTH_ROWS 8 /* name, days of the week, six weeks */
#define GAP 3
#define PITCH_MOST 28
#define BELOW 9       /* rows that the legend and the words want */
#define BELOW_LEAST 4 /* with less the words come first */
#define LABEL_COLS 12

/* The year's months in equal rows: 5 side by side would end in the middle of a quarter. */
static int
side_by_side(int cols)
{
	int count = (cols + GAP) / (MONTH_COLS + GAP);

	if (count >= 6)
		return 6;
	return count == 5 ? 4 : count;
}

static int
month_of(day_num day)
{
	struct ymd v = date_to_ymd(day);

	return v.year * 12 + v.month - 1;
}

void
calendar_begin_months(struct calendar_months *m, day_num today)
{
	m->cursor = today;
	m->first = month_of(today);
}

/* Moves the months until the cursor's is among the `count` shown; quarters stay whole. */
static void
follow_cursor(struct calendar_months *m, int count)
{
	int month = month_of(m->cursor);
	int step = count >= 3 ? 3 : 1;

	m->first -= m->first % step;
	if (month < m->first)
		m->first = month - month % step;
	else if (month >= m->first + count)
		m->first = month - month % step - (count / step - 1) * step;
}

static void
draw_name(struct canvas *c, int row, int col, day_num first)
{
	struct ymd v = date_to_ymd(first);
	AUTO_STR era = STR_INIT;

	if (!lang_is_ja()) {
		canvas_printf(c, row, col, MONTH_COLS, STYLE_TITLE, "%s %d",
			      date_months_en[v.month - 1], v.year);
		return;
	}
	date_add_era(&era, first); /* "R8.11.1": as far as the year */
	canvas_printf(c, row, col, MONTH_COLS, STYLE_TITLE, "%d年%d月 (%.*s)", v.year, v.month,
		      (int)strcspn(str_text(&era), "."), str_text(&era));
}

static void
draw_weekdays(struct canvas *c, int row, int col)
{
	for (int i = 0; i < 7; i++)
		canvas_printf(c, row, col + i * DAY_COLS, 2, STYLE_HINT, "%.*s",
			      lang_is_ja() ? (int)strlen(date_weekdays_ja[i]) : 2,
			      lang_is_ja() ? date_weekdays_ja[i] : date_weekdays_en[i]);
}

static void
draw_day(const struct calendar_months *m, struct canvas *c, int row, int col, day_num day)
{
	enum calendar_mark mark = m->marks[day - m->days.from];
	enum style style = mark == MARK_NONE || mark == MARK_HOLIDAY ? STYLE_NORMAL : STYLE_WARN;

	if (day == m->today)
		style = STYLE_FIELD;
	if (day == m->cursor) {
		style = STYLE_FOCUS;
		canvas_cursor(c, row, col);
	}
	canvas_printf(c, row, col, DAY_COLS, style, "%2d%c", date_to_ymd(day).day,
		      calendar_letters[mark]);
}

static void
draw_month(const struct calendar_months *m, struct canvas *c, int row, int col, int month)
{
	day_num first = date_from_ymd(month / 12, month % 12 + 1, 1);
	day_num last = date_add_months(first, 1) - 1;

	draw_name(c, row, col, first);
	draw_weekdays(c, row + 1, col);
	for (day_num day = first; day <= last; day++) {
		int place = date_weekday(first) + day - first;

		if (day >= m->days.from && day <= m->days.to)
			draw_day(m, c, row + 2 + place / 7, col + place % 7 * DAY_COLS, day);
	}
}

int
calendar_draw_months(struct calendar_months *m, struct canvas *c, struct rect area)
{
	int across = side_by_side(area.cols);
	int down = (area.rows - BELOW) / MONTH_ROWS;

	if (down == 0 && area.rows >= MONTH_ROWS + BELOW_LEAST)
		down = 1;
	if (across == 0 || down <= 0)
		return 0;
	if (down > 12 / across)
		down = 12 / across;
	int pitch = (area.cols + GAP) / across;

	if (pitch > PITCH_MOST)
		pitch = PITCH_MOST;
	follow_cursor(m, across * down);
	for (int i = 0; i < across * down; i++)
		draw_month(m, c, area.row + i / across * MONTH_ROWS, area.col + i % across * pitch,
			   m->first + i);
	return down * MONTH_ROWS;
}

void
calendar_draw_legend(struct canvas *c, struct rect at)
{
	const char *const words[MARK_COUNT] = {
		[MARK_CLOSED] = _("closed"),
		[MARK_PART] = _("partly closed"),
		[MARK_COUNTER] = _("counter closed"),
		[MARK_HOLIDAY] = _("holiday, open"),
	};
	AUTO_STR line = STR_INIT;

	for (int i = MARK_CLOSED; i < MARK_COUNT; i++)
		str_addf(&line, "%c %s  ", calendar_letters[i], words[i]);
	str_add(&line, _("underline: today"));
	canvas_put(c, at.row, at.col, at.cols, STYLE_HINT, str_text(&line));
}

void
calendar_draw_words(const struct day_words *w, struct canvas *c, struct rect area)
{
	struct rect text = area;
	int label = area.cols > 3 * LABEL_COLS ? LABEL_COLS : 0;

	if (area.rows <= 0)
		return;
	canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, w->title);
	text.row++;
	text.rows--;
	text.col += label;
	text.cols -= label;
	for (int i = 0; i < w->count && text.rows > 0; i++) {
		canvas_put(c, text.row, area.col, label, STYLE_LABEL, w->lines[i].label);
		int used = canvas_wrap(c, text, w->lines[i].style, w->lines[i].text);

		text.row += used;
		text.rows -= used;
	}
}
