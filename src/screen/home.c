/*
 * home.c - what is going on today: each panel of desk/today.c with its count
 * and its first rows, the menu, and the command line. Enter acts on the row at
 * the cursor, a digit opens the menu, any other text is for the command line.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "desk/today.h"
#include "form/form.h"
#include "screen/places.h"
#include "ui/dialog.h"
#include "ui/menu.h"

enum { ROWS_A_PANEL = 5, MENU_COLS = 24 };

/* A line: the head of a panel, or one of its rows. */
struct home_line {
	int panel;
	int64_t count;               /* of a head */
	const struct today_row *row; /* NULL for a head */
};

struct home {
	struct app *app;
	struct arena arena; /* lines, until the next load */
	struct home_line *lines;
	int line_count;
	int current;
	struct arena menu_arena;
	struct place *places;
	struct menu menu;
	bool on_menu; /* arrows and Enter are the menu's */
};

static void
add_panel(struct home *s, int panel)
{
	int panels;
	const struct today_panel *p = &today_panels(&panels)[panel];
	struct home_line *head = &s->lines[s->line_count++];
	struct today_row *rows;
	int count;

	head->panel = panel;
	head->count = p->count(s->app->desk);
	count = head->count > 0 ? p->rows(s->app->desk, &s->arena, ROWS_A_PANEL, &rows, NULL) : 0;
	for (int i = 0; i < count; i++) {
		s->lines[s->line_count].panel = panel;
		s->lines[s->line_count++].row = &rows[i];
	}
}

static void
load(struct home *s)
{
	int panels;
	const struct today_panel *table = today_panels(&panels);

	arena_done(&s->arena);
	s->lines = arena_alloc(&s->arena,
			       (size_t)panels * (ROWS_A_PANEL + 1) * sizeof(*s->lines));
	s->line_count = 0;
	for (int i = 0; i < panels; i++)
		if (!table[i].right || staff_may(s->app->desk, table[i].right))
			add_panel(s, i);
	if (s->current >= s->line_count)
		s->current = s->line_count > 0 ? s->line_count - 1 : 0;
}

static void
load_menu(struct home *s)
{
	struct menu_item *items;

	arena_done(&s->menu_arena);
	s->menu.count = places_of_menu(s->app, &s->menu_arena, "main", &s->places);
	if (s->menu.count > 9)
		s->menu.count = 9;
	items = arena_alloc(&s->menu_arena, (size_t)(s->menu.count + 1) * sizeof(*items));
	for (int i = 0; i < s->menu.count; i++) {
		/* The settings are 9 at every centre, however many registers it has. */
		items[i].digit = (char)(i == s->menu.count - 1 ? '9' : '1' + i);
		items[i].label = s->places[i].label;
		items[i].help = s->places[i].help;
	}
	s->menu.items = items;
}

static void
tick(void *state)
{
	load(state);
}

/* Nothing lies above home: what dialogs were called with is no longer needed. */
static void
shown(void *state)
{
	struct home *s = state;

	arena_done(&s->app->held);
	load_menu(s);
	load(s);
}

static void
open_line(struct home *s)
{
	const struct home_line *line = &s->lines[s->current];

	if (!line->row)
		screen_today(s->app, line->panel);
	else if (line->row->form)
		screen_record(s->app, line->row->form, line->row->id, NULL);
	else
		screen_draft(s->app, line->row->id);
}

static bool
move(struct home *s, const struct key *k)
{
	if (s->on_menu && k->code == K_UP && s->line_count > 0)
		s->on_menu = false;
	else if (k->code == K_UP && s->current > 0)
		s->current--;
	else if (k->code == K_DOWN && s->current < s->line_count - 1)
		s->current++;
	else if (k->code == K_DOWN || k->code == K_TAB || k->code == K_RIGHT || k->code == K_LEFT)
		s->on_menu = k->code != K_TAB || !s->on_menu;
	else
		return false;
	return true;
}

static bool
is_typing(const struct key *k)
{
	return k->code == K_PASTE || (k->code == K_TEXT && !str_is_empty(k->text));
}

static bool
key(void *state, const struct key *k)
{
	struct home *s = state;
	int chosen = -1;

	if (k->code == K_TEXT || (s->on_menu && k->code != K_TAB))
		if (menu_key(&s->menu, k, &chosen) && chosen < 0)
			return true;
	if (chosen >= 0)
		place_open(s->app, &s->places[chosen]);
	else if (is_typing(k))
		screen_command(s->app, k->text);
	else if (k->code == K_ENTER && s->line_count > 0)
		open_line(s);
	else
		return move(s, k);
	return true;
}

static void
draw_line(const struct home *s, struct canvas *c, struct rect at, int i)
{
	int panels;
	const struct today_panel *panel = &today_panels(&panels)[s->lines[i].panel];
	const struct home_line *line = &s->lines[i];
	bool here = i == s->current && !s->on_menu;
	enum style style = here ? STYLE_FOCUS : STYLE_NORMAL;

	if (line->row) {
		canvas_put(c, at.row, at.col + 3, at.cols - 3, style, line->row->text);
		return;
	}
	if (!here)
		style = line->count > 0 ? STYLE_TITLE : STYLE_HINT;
	canvas_printf(c, at.row, at.col + 1, at.cols - 1, style, "%s  %lld", _(panel->label),
		      (long long)line->count);
}

static void
draw_lines(const struct home *s, struct canvas *c, struct rect area)
{
	int first = s->current >= area.rows ? s->current - area.rows + 1 : 0;

	for (int i = first; i < s->line_count && i < first + area.rows; i++) {
		struct rect at = { area.row + i - first, area.col, 1, area.cols };

		draw_line(s, c, at, i);
	}
}

/* The command line's place: the cursor stands there, so that an input method opens there. */
static void
draw_prompt(struct canvas *c, struct rect at)
{
	canvas_put(c, at.row, at.col, 2, STYLE_KEY, "> ");
	canvas_put(c, at.row, at.col + 2, at.cols - 2, STYLE_HINT,
		   _("number, name, kana, phone, or what you want to do"));
	canvas_cursor(c, at.row, at.col + 2);
}

static int
menu_rows(const struct home *s, int cols)
{
	int per_row = cols / MENU_COLS > 0 ? cols / MENU_COLS : 1;

	return (s->menu.count + per_row - 1) / per_row;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct home *s = state;
	struct rect lines = area, menu = area, prompt = area;

	prompt.row = area.row + area.rows - 1;
	draw_prompt(c, prompt);
	menu.rows = menu_rows(s, area.cols);
	if (menu.rows > area.rows - 1)
		menu.rows = area.rows - 1;
	menu.row = prompt.row - menu.rows;
	menu.col++;
	menu.cols--;
	if (menu.rows > 0)
		menu_draw(&s->menu, c, menu, s->on_menu || s->line_count == 0);
	lines.rows = menu.row - area.row - 1;
	if (lines.rows > 0)
		draw_lines(s, c, lines);
	canvas_cursor(c, prompt.row, prompt.col + 2);
}

enum leave_choice { LEAVE_QUIT, LEAVE_CHANGE_CLERK };

static void
leave_chosen(void *ctx, int index)
{
	struct home *s = ctx;

	if (index == LEAVE_QUIT)
		stack_quit(s->app->stack);
	else if (index == LEAVE_CHANGE_CLERK)
		app_sign_out(s->app);
}

static void
leave(void *state)
{
	static const char *const labels[] = {
		[LEAVE_QUIT] = N_("Close the desk"),
		[LEAVE_CHANGE_CLERK] = N_("Another clerk signs in"),
	};
	struct home *s = state;
	const char *items[ARRAY_LEN(labels)];

	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		items[i] = _(labels[i]);
	dialog_pick(s->app->stack, _("Leave"), items, (int)ARRAY_LEN(labels), leave_chosen, s);
}

static void
close_home(void *state)
{
	struct home *s = state;

	arena_done(&s->arena);
	arena_done(&s->menu_arena);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F3, K_ESC, "leave", N_("Leave"),
	  N_("Closes the desk, or lets another clerk sign in."), NULL, leave, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "home",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.tick = tick,
	.close = close_home,
};

/* What was typed and not saved is offered at once. */
static void
say_drafts(struct app *app)
{
	AUTO_ARENA a = ARENA_INIT;
	struct draft *drafts;
	int count = draft_list(app->desk->drafts, &a, app->desk->staff_id, &drafts, NULL);

	if (count > 0)
		stack_say(app->stack,
			  ngettext("%d draft was left behind; Enter on it goes on where you were.",
				   "%d drafts were left behind; Enter on one goes on where you were.",
				   (unsigned long)count),
			  count);
}

void
screen_home(struct app *app)
{
	struct home *s = mem_alloc(sizeof(*s));

	s->app = app;
	load_menu(s);
	load(s);
	s->on_menu = s->line_count == 0;
	stack_push(app->stack, &ops, s);
	say_drafts(app);
}
