/* home_lines.c - the lines of the panels, arranged for the room there is. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/home_lines.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/staff.h"
#include "desk/today/house.h"

enum { ROWS_A_PANEL = 20, LINES_AT_FIRST = 16 };

static void
add_panel(struct home_lines *l, int index)
{
	int panels;
	const struct today_panel *p = &today_panels(&panels)[index];
	int64_t total = p->count(l->app->desk);

	if (p->place == TODAY_WHEN_ANY && total == 0)
		return;
	struct home_panel *panel = &l->panels[l->panel_count++];

	panel->panel = index;
	panel->total = total;
	if (panel->total > 0)
		panel->count = p->rows(l->app->desk, &l->arena, ROWS_A_PANEL, &panel->rows, NULL);
}

static int
lines_with(const struct home_lines *l, int rows_a_panel)
{
	int lines = l->panel_count;

	for (int i = 0; i < l->panel_count; i++)
		lines += l->panels[i].count < rows_a_panel ? l->panels[i].count : rows_a_panel;
	return lines;
}

/* Where the cursor is, in words that outlive the lines. */
struct cursor {
	int panel;
	int64_t id; /* 0: the head of the panel */
};

static struct cursor
cursor_at(const struct home_lines *l, int line)
{
	if (line >= l->count)
		return (struct cursor){ -1, 0 };
	const struct home_line *at = &l->lines[line];

	return (struct cursor){ at->panel->panel, at->row ? at->row->id : 0 };
}

/* Stays where it is when its row is no longer shown. */
static void
put_cursor(struct home_lines *l, struct cursor cursor)
{
	for (int i = 0; i < l->count; i++) {
		struct cursor here = cursor_at(l, i);

		if (here.panel == cursor.panel && here.id == cursor.id)
			l->current = i;
	}
	if (l->current >= l->count)
		l->current = l->count > 0 ? l->count - 1 : 0;
}

static void
add_lines(struct home_lines *l, const struct home_panel *panel, int rows_a_panel)
{
	int shown = panel->count < rows_a_panel ? panel->count : rows_a_panel;

	l->lines[l->count++] = (struct home_line){ panel, NULL, panel->total - shown };
	for (int i = 0; i < shown; i++)
		l->lines[l->count++] = (struct home_line){ panel, &panel->rows[i], 0 };
}

/*
 * As many rows of every panel as the screen has room for, but the first three always.
 * Where that is too much, panels that count nothing make room.
 */
static void
arrange(struct home_lines *l, struct cursor cursor)
{
	int rows_a_panel = 3;
	bool is_tight = lines_with(l, rows_a_panel) > l->height;

	while (rows_a_panel < ROWS_A_PANEL && lines_with(l, rows_a_panel + 1) <= l->height)
		rows_a_panel++;
	l->count = 0;
	for (int i = 0; i < l->panel_count; i++) {
		const struct home_panel *panel = &l->panels[i];

		if (is_tight && panel->total == 0)
			continue;
		add_lines(l, panel, rows_a_panel);
	}
	put_cursor(l, cursor);
}

/* "The house is closed today (every second Tuesday). It opens on 11/25 Wed." */
static const char *
say_closed(struct desk *d, struct arena *a)
{
	AUTO_STR why = STR_INIT;
	AUTO_STR text = STR_INIT;
	AUTO_STR next = STR_INIT;

	day_num day;

	if (!house_is_closed(d, &why, &day))
		return NULL;
	if (why.len == 0)
		str_add(&text, _("The house is closed today."));
	else /* L10N: why, a rule's name or a closure's reason. */
		str_addf(&text, _("The house is closed today (%s)."), str_text(&why));
	if (day != DAY_NONE) {
		date_add_short(&next, day, desk_today(d));
		/* L10N: the next day on which the house is open. */
		str_addf(&text, _(" It opens on %s."), str_text(&next));
	}
	return arena_strdup(a, str_text(&text));
}

static bool
is_shown(const struct home_lines *l, const struct today_panel *p)
{
	return p->place != TODAY_ASKED_FOR && (p->place != TODAY_WHEN_CLOSED || l->notice) &&
	       (!p->right || staff_may(l->app->desk, p->right));
}

void
home_lines_load(struct home_lines *l)
{
	struct cursor cursor = cursor_at(l, l->current);
	int panels;
	const struct today_panel *table = today_panels(&panels);

	arena_done(&l->arena);
	l->panels = arena_alloc(&l->arena, (size_t)panels * sizeof(*l->panels));
	l->lines = arena_alloc(&l->arena, (size_t)panels * (ROWS_A_PANEL + 1) * sizeof(*l->lines));
	l->panel_count = 0;
	l->notice = say_closed(l->app->desk, &l->arena);
	for (int i = 0; i < panels; i++)
		if (is_shown(l, &table[i]))
			add_panel(l, i);
	arrange(l, cursor);
}

void
home_lines_init(struct home_lines *l, struct app *app)
{
	memset(l, 0, sizeof(*l));
	l->app = app;
	l->height = LINES_AT_FIRST;
	home_lines_load(l);
}

void
home_lines_done(struct home_lines *l)
{
	arena_done(&l->arena);
}

bool
home_lines_move(struct home_lines *l, int step)
{
	int to = l->current + step;

	if (to < 0 || to >= l->count)
		return false;
	l->current = to;
	return true;
}

static bool
go_to_draft(struct home_lines *l)
{
	for (int i = 0; i < l->count; i++)
		if (l->lines[i].row && !l->lines[i].row->form) {
			l->current = i;
			return true;
		}
	return false;
}

/* What was typed and not saved is offered at once: Enter goes on with it. */
void
home_lines_greet(struct home_lines *l)
{
	AUTO_ARENA a = ARENA_INIT;
	struct desk *d = l->app->desk;
	struct draft *drafts;
	int count = draft_list(d->drafts, &a, d->staff_id, &drafts, NULL);

	if (count > 0 && go_to_draft(l))
		stack_say(l->app->stack,
			  ngettext("%d draft was left behind; Enter goes on where you were.",
				   "%d drafts were left behind; Enter goes on where you were.",
				   (unsigned long)count),
			  count);
}

void
home_lines_open(struct home_lines *l)
{
	if (l->count == 0)
		return;
	const struct home_line *line = &l->lines[l->current];

	if (!line->row)
		screen_today(l->app, line->panel->panel);
	else
		screen_today_row(l->app, line->row);
}

int
home_lines_subjects(const struct home_lines *l, struct subject on[SUBJECTS_MOST])
{
	const struct today_row *row = l->count > 0 ? l->lines[l->current].row : NULL;

	if (!row || !row->form)
		return 0;
	on[0] = (struct subject){ row->form, &row->id, 1 };
	return 1;
}

static void
draw_line(const struct home_lines *l, struct canvas *c, struct rect at, int i, bool focused)
{
	int panels;
	const struct today_panel *panel = &today_panels(&panels)[l->lines[i].panel->panel];
	const struct home_line *line = &l->lines[i];
	bool here = focused && i == l->current;
	enum style style = here ? STYLE_FOCUS : STYLE_NORMAL;

	if (line->row) {
		canvas_put(c, at.row, at.col + 3, at.cols - 3, style, line->row->text);
		return;
	}
	if (!here)
		style = line->panel->total > 0 ? STYLE_TITLE : STYLE_HINT;
	AUTO_STR head = STR_INIT;
	const char *more = line->panel->total >= TODAY_COUNT_MAX ? "+" : "";

	str_addf(&head, "%s  %lld%s", _(panel->label), (long long)line->panel->total, more);
	if (line->cut > 0) /* L10N: how many there are besides those below, "+" or nothing. */
		str_addf(&head, _("  (and %lld%s more)"), (long long)line->cut, more);
	canvas_put(c, at.row, at.col + 1, at.cols - 1, style, str_text(&head));
}

/* The last row says what lies below, when not all lines have room. */
static int
rows_above_sign(const struct home_lines *l, int rows)
{
	return l->count > rows && rows > 1 ? rows - 1 : rows;
}

/* "Phone 2  Unpaid 3  +4": as many as there is room for, and how many more. */
static void
add_briefs(const struct home_lines *l, int first, int cols, struct str *text)
{
	enum { ROOM_FOR_MORE = 5 };
	int panels, more = 0;
	const struct today_panel *table = today_panels(&panels);

	for (int i = first; i < l->count; i++) {
		const struct home_panel *panel = l->lines[i].panel;
		AUTO_STR brief = STR_INIT;

		if (l->lines[i].row)
			continue;
		today_add_brief(&table[panel->panel], panel->total, &brief);
		bool is_last = panel == l->lines[l->count - 1].panel;
		int room = cols - canvas_width(str_text(text)) - (is_last ? 0 : ROOM_FOR_MORE);

		if (more > 0 || 2 + canvas_width(str_text(&brief)) > room)
			more++;
		else
			str_addf(text, "  %s", str_text(&brief));
	}
	if (more > 0)
		str_addf(text, "  +%d", more);
}

/* "▼ below: Phone 2  Unpaid 3": the panels whose heads are out of sight. */
static void
draw_sign(const struct home_lines *l, struct canvas *c, struct rect at, int first)
{
	AUTO_STR text = STR_INIT;

	/* L10N: the panels that follow are further down than the screen shows. */
	str_addf(&text, "▼ %s", _("below:"));
	add_briefs(l, first, at.cols - 1, &text);
	canvas_put(c, at.row, at.col + 1, at.cols - 1, STYLE_HINT, str_text(&text));
}

void
home_lines_draw(struct home_lines *l, struct canvas *c, struct rect area, bool focused)
{
	if (l->notice) {
		canvas_put(c, area.row, area.col + 1, area.cols - 1, STYLE_TITLE, l->notice);
		area.row++;
		area.rows--;
	}
	if (area.rows != l->height) {
		l->height = area.rows;
		arrange(l, cursor_at(l, l->current));
	}
	int rows = rows_above_sign(l, area.rows);
	int first = l->current >= rows ? l->current - rows + 1 : 0;

	if (rows < area.rows && first + area.rows >= l->count) {
		rows = area.rows; /* the end is in sight */
		first = l->count - rows;
	}
	for (int i = first; i < l->count && i < first + rows; i++) {
		struct rect at = { area.row + i - first, area.col, 1, area.cols };

		draw_line(l, c, at, i, focused);
	}
	if (rows < area.rows)
		draw_sign(l, c, (struct rect){ area.row + rows, area.col, 1, area.cols },
			  first + rows);
}
