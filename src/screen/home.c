/*
 * home.c - what is going on today: each panel of desk/today/today.c with its count
 * and its first rows, the menu, and the command line. Enter acts on the row at
 * the cursor; what is typed is for the command line, where a digit alone is the
 * menu's entry: "1" must not open the timetable when "12/18" is meant.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/room.h"
#include "desk/register/registration.h"
#include "desk/rule/rule_store.h"
#include "desk/site.h"
#include "desk/staff.h"
#include "screen/home_lines.h"
#include "screen/places.h"
#include "screen/site.h"
#include "ui/menu.h"

enum { MENU_COLS = 24 };

struct home {
	struct app *app;
	struct home_lines lines;
	struct arena menu_arena;
	struct place *places;
	struct menu menu;
	bool on_menu; /* arrows and Enter are the menu's */
	bool lets;    /* the centre has rooms, and the clerk may see who has them */
	bool has_sites; /* its rooms are at several */
	day_num day;  /* the desk's day when it last looked for what has lapsed */
};

static void
load_menu(struct home *s)
{
	struct menu_item *items;

	arena_done(&s->menu_arena);
	s->menu.count = places_of_menu(s->app, &s->menu_arena, "main", &s->places);
	items = arena_alloc(&s->menu_arena, (size_t)(s->menu.count + 1) * sizeof(*items));
	for (int i = 0; i < s->menu.count; i++) {
		items[i].digit = s->places[i].digit;
		items[i].label = s->places[i].label;
		items[i].help = s->places[i].help;
	}
	s->menu.items = items;
}

/* Once a day, at the first desk that is open: registrations whose period is over lapse. */
static void
lapse(struct home *s)
{
	struct err e;
	int lapsed;

	if (s->day == desk_today(s->app->desk))
		return;
	s->day = desk_today(s->app->desk);
	lapsed = registration_lapse(s->app->desk, &e);
	if (lapsed < 0)
		stack_say_err(s->app->stack, &e);
	else if (lapsed > 0)
		stack_say(s->app->stack,
			  ngettext("The period of %d registration is over; it has lapsed.",
				   "The periods of %d registrations are over; they have lapsed.",
				   (unsigned long)lapsed),
			  lapsed);
}

static void
tick(void *state)
{
	struct home *s = state;

	lapse(s);
	home_lines_load(&s->lines);
}

static bool
lets_rooms(struct desk *d)
{
	AUTO_ARENA a = ARENA_INIT;
	struct room_list rooms;

	return staff_may(d, "booking.view") && room_list_load(d, 0, &a, &rooms, NULL) &&
	       rooms.count > 0;
}

/* Nothing lies above home: what dialogs were called with is no longer needed. */
static void
shown(void *state)
{
	struct home *s = state;

	arena_done(&s->app->held);
	load_menu(s);
	home_lines_load(&s->lines);
	s->lets = lets_rooms(s->app->desk);
	s->has_sites = site_has_several(s->app->desk);
}

static bool
move(struct home *s, const struct key *k)
{
	if (s->on_menu && (k->code == K_UP || k->code == K_TAB))
		s->on_menu = s->lines.count == 0;
	else if (k->code == K_TAB || k->code == K_RIGHT || k->code == K_LEFT)
		s->on_menu = true;
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

	if (s->on_menu && k->code != K_TEXT && k->code != K_TAB)
		if (menu_key(&s->menu, k, &chosen) && chosen < 0)
			return true;
	if (chosen >= 0)
		place_open(s->app, &s->places[chosen]);
	else if (is_typing(k))
		screen_command(s->app, k->text);
	else if (k->code == K_ENTER)
		home_lines_open(&s->lines);
	else
		return move(s, k);
	return true;
}

/* The command line's place: the cursor stands there, so that an input method opens there. */
static void
draw_prompt(const struct home *s, struct canvas *c, struct rect at)
{
	int cols;

	canvas_put(c, at.row, at.col, 2, STYLE_KEY, "> ");
	cols = canvas_put(c, at.row, at.col + 2, at.cols - 2, STYLE_HINT,
			  _("number, name, kana, phone, or what you want to do"));
	if (s->lets)
		canvas_put(c, at.row, at.col + 2 + cols, at.cols - 2 - cols, STYLE_HINT,
			   /* L10N: "free": a day of the week, a part of the day, people. */
			   _("; free: n fri e 20p"));
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
	draw_prompt(s, c, prompt);
	menu.rows = menu_rows(s, area.cols);
	if (menu.rows > area.rows - 1)
		menu.rows = area.rows - 1;
	menu.row = prompt.row - menu.rows;
	menu.col++;
	menu.cols--;
	if (menu.rows > 0)
		menu_draw(&s->menu, c, menu, s->on_menu);
	lines.rows = menu.row - area.row - 1;
	if (lines.rows > 0)
		home_lines_draw(&s->lines, c, lines, !s->on_menu);
	canvas_cursor(c, prompt.row, prompt.col + 2);
}

static void
leave(void *state)
{
	app_ask_to_leave(((struct home *)state)->app);
}

int
home_screen_subjects(void *state, struct subject on[SUBJECTS_MOST])
{
	struct home *s = state;

	return s->on_menu ? 0 : home_lines_subjects(&s->lines, on);
}

static bool
on_record(const void *state)
{
	const struct home *s = state;
	struct subject on[SUBJECTS_MOST];

	return !s->on_menu && home_lines_subjects(&s->lines, on) > 0;
}

static void
acts(void *state)
{
	struct home *s = state;
	struct subject on[SUBJECTS_MOST];

	act_menu(s->app, on, home_screen_subjects(s, on));
}

static void
tell_where_acts_are(void *state)
{
	struct home *s = state;

	stack_say(s->app->stack,
		  _("Put the cursor on a record; F11 then offers what can be done."));
}

static bool
has_sites(const void *state)
{
	return ((const struct home *)state)->has_sites;
}

static void
site_chosen(void *ctx)
{
	struct home *s = ctx;

	home_lines_load(&s->lines);
}

static void
choose_site(void *state)
{
	struct home *s = state;

	site_choose(s->app, site_chosen, s);
}

static void
close_home(void *state)
{
	struct home *s = state;

	home_lines_done(&s->lines);
	arena_done(&s->menu_arena);
	free(s);
}

static bool
on_lines(const void *state)
{
	return !((const struct home *)state)->on_menu;
}

static void
go_up(void *state)
{
	home_lines_move(&((struct home *)state)->lines, -1);
}

/* Below the last line is the menu. */
static void
go_down(void *state)
{
	struct home *s = state;

	s->on_menu = !home_lines_move(&s->lines, 1);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F3, K_ESC, "leave", N_("Leave"),
	  N_("Closes the desk, or lets another clerk sign in."), NULL, leave, NULL },
	{ K_F10, K_CTRL_S, "site", N_("Site"),
	  N_("The day of all sites, or of one; it stays until the program ends."),
	  "booking.view", choose_site, has_sites },
	{ K_F11, K_CTRL_Y, "acts", N_("More"),
	  N_("Offers what can be done with the record at the cursor."), NULL, acts, on_record },
	{ K_F11, K_CTRL_Y, "acts", NULL,
	  N_("What can be done with a record is offered where it stands."), NULL,
	  tell_where_acts_are, NULL },
	{ K_UP, K_NONE, "up", NULL, N_("The line above."), NULL, go_up, on_lines },
	{ K_DOWN, K_NONE, "down", NULL, N_("The line below; below the last is the menu."), NULL,
	  go_down, on_lines },
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

/* A new centre's next step; said first, so that what waits today is said over it. */
static void
ask_for_rules(struct home *s)
{
	struct err e = { 0 };

	if (!rule_store_is_any(s->app->desk, &e))
		stack_say(s->app->stack, "%s", e.msg);
}

void
screen_home(struct app *app)
{
	struct home *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->day = DAY_NONE;
	ask_for_rules(s);
	lapse(s);
	home_lines_init(&s->lines, app);
	load_menu(s);
	s->lets = lets_rooms(app->desk);
	s->has_sites = site_has_several(app->desk);
	s->on_menu = s->lines.count == 0;
	stack_push(app->stack, &ops, s);
	home_lines_greet(&s->lines);
}
