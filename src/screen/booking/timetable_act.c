/* timetable_act.c - the keys of the timetable, and how they get about. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable_act.h"

#include "base/i18n.h"
#include "screen/booking/date_line.h"

enum { DAYS_OF_WEEK = 7 };

bool
timetable_is_typing(const void *state)
{
	const struct timetable_screen *s = state;
	return s->typed.text.len > 0;
}

bool
timetable_has_cursor(const void *state)
{
	const struct timetable_screen *s = state;
	return s->page->count > 0 && s->cursor.piece >= 0;
}

const struct page_line *
timetable_line(const struct timetable_screen *s)
{
	return &s->page->lines[s->cursor.line];
}

static const struct piece *
piece_at(const struct timetable_screen *s)
{
	return &timetable_line(s)->pieces[s->cursor.piece];
}

/* --- getting about --- */

static void
go_to_day(struct timetable_screen *s, day_num day)
{
	if (day == DAY_NONE || date_to_ymd(day).year < 1900 || date_to_ymd(day).year > 2190)
		return;
	s->day = day;
	timetable_show(s);
}

static void
go_typed(void *state)
{
	struct timetable_screen *s = state;
	day_num day = date_line_day(&s->typed, s->app->stack, s->cursor.today);
	if (day == DAY_NONE)
		return;
	edit_set(&s->typed, "");
	go_to_day(s, day);
}

static void
go_today(void *state)
{
	struct timetable_screen *s = state;
	go_to_day(s, desk_today(s->app->desk));
}

/* A page back or on: the same room and weekday, or day of the month. */
static void
turn(struct timetable_screen *s, int step)
{
	if (s->view == VIEW_MONTH)
		go_to_day(s, date_add_months(s->day, step));
	else
		go_to_day(s, s->day + step * (s->view == VIEW_WEEK ? DAYS_OF_WEEK : 1));
}

static void
move_to_line(struct timetable_screen *s, int line)
{
	const struct page *p = s->page;
	if (s->view != VIEW_DAY) {
		go_to_day(s, p->key.first + line);
		return;
	}
	line = line < 0 ? 0 : line >= p->count ? p->count - 1 : line;
	s->room_id = p->lines[line].cell->room->id;
	s->cursor.line = line;
	s->cursor.marked = -1;
	s->cursor.piece = page_piece_at(&p->lines[line], s->minute);
}

static void
move_in_line(struct timetable_screen *s, int step)
{
	int piece = page_piece_next(timetable_line(s), s->cursor.piece, step);
	if (piece < 0)
		return;
	s->cursor.piece = piece;
	s->minute = piece_at(s)->from;
}

static void
move_across(struct timetable_screen *s, int step)
{
	if (s->view == VIEW_MONTH)
		move_to_line(s, s->cursor.line + step);
	else
		move_in_line(s, step);
}

static void
move_down(struct timetable_screen *s, int step)
{
	move_to_line(s, s->cursor.line + (s->view == VIEW_MONTH ? step * DAYS_OF_WEEK : step));
}

/* The room before or after, in the order of the timetable. */
static void
change_room(struct timetable_screen *s, int step)
{
	AUTO_ARENA a = ARENA_INIT;
	struct room_list rooms;
	struct err e;
	if (s->view == VIEW_DAY) {
		move_to_line(s, s->cursor.line + step);
		return;
	}
	const struct room_list_wish shown = { s->site_id, s->room_id, { s->day, s->day } };
	if (!room_list_load_booked(s->app->desk, &shown, &a, &rooms, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	for (int i = 0; i < rooms.count; i++)
		if (rooms.rows[i].id == s->room_id && i + step >= 0 && i + step < rooms.count) {
			s->room_id = rooms.rows[i + step].id;
			break;
		}
	timetable_show(s);
}

static void
change_view(void *state)
{
	struct timetable_screen *s = state;
	s->view = (s->view + 1) % VIEW_COUNT;
	timetable_show(s);
}

static void
next_free(void *state)
{
	struct timetable_screen *s = state;
	screen_command(s->app, "n ");
}

/* clang-format off */
static void go_left(void *state) { move_across(state, -1); }
static void go_right(void *state) { move_across(state, 1); }
static void go_up(void *state) { move_down(state, -1); }
static void go_down(void *state) { move_down(state, 1); }
static void band_back(void *state) { move_in_line(state, -1); }
static void band_on(void *state) { move_in_line(state, 1); }
static void page_back(void *state) { turn(state, -1); }
static void page_on(void *state) { turn(state, 1); }
static void room_back(void *state) { change_room(state, -1); }
static void room_on(void *state) { change_room(state, 1); }

const struct action timetable_actions[TIMETABLE_ACTION_COUNT] = {
	{ K_ENTER, K_NONE, "go", N_("Go to"),
	  N_("Goes to the date that was typed."), NULL, go_typed, timetable_is_typing },
	{ K_ENTER, K_NONE, "book", N_("Book"),
	  N_("Begins a booking of the room at this time."), "booking.add", timetable_open,
	  timetable_on_free },
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Opens the booking that is there."), "booking.view", timetable_open,
	  timetable_has_cursor },
	{ K_F4, K_CTRL_N, "next-free", N_("Next free"),
	  N_("Looks for the next free time: n e 2h 20p."), "booking.view", next_free, NULL },
	{ K_F5, K_CTRL_T, "today", N_("Today"), N_("Goes back to today."), NULL, go_today, NULL },
	{ K_F6, K_CTRL_R, "view", N_("View"),
	  N_("All rooms of a day, a week of this room, a month of its free bands."), NULL,
	  change_view, timetable_has_cursor },
	{ K_F7, K_CTRL_B, "back", N_("Prev"),
	  N_("Goes a day, a week or a month back."), NULL, page_back, NULL },
	{ K_F8, K_CTRL_F, "on", N_("Next"),
	  N_("Goes a day, a week or a month on."), NULL, page_on, NULL },
	{ K_F9, K_CTRL_V, "price", N_("Fee"),
	  N_("Says what this time or the booking there costs, or why it is not let."),
	  NULL, timetable_tell_fee, timetable_has_cursor },
	{ K_INSERT, K_CTRL_W, "wait", N_("Waiting"),
	  N_("Who waits for this time; one more can be added."), "booking.view",
	  timetable_show_waiting, timetable_can_wait },
	{ K_F10, K_CTRL_S, "site", N_("Site"),
	  N_("The rooms of all sites, or of one; it stays until the program ends."), NULL,
	  timetable_choose_site, timetable_has_sites },
	{ K_F11, K_CTRL_Y, "acts", N_("More"),
	  N_("What can be done with this booking: permit, check in, cancel."), NULL,
	  timetable_show_acts, timetable_on_taken },
	{ K_LEFT, K_NONE, "left", NULL, N_("The time or the day before."), NULL, go_left,
	  timetable_has_cursor },
	{ K_RIGHT, K_NONE, "right", NULL, N_("The next time or day."), NULL, go_right,
	  timetable_has_cursor },
	{ K_UP, K_NONE, "up", NULL, N_("The line above."), NULL, go_up, timetable_has_cursor },
	{ K_DOWN, K_NONE, "down", NULL, N_("The line below."), NULL, go_down,
	  timetable_has_cursor },
	{ K_TAB, K_NONE, "band-on", NULL, N_("The next band of the day."), NULL, band_on,
	  timetable_has_cursor },
	{ K_BACKTAB, K_NONE, "band-back", NULL, N_("The band before."), NULL, band_back,
	  timetable_has_cursor },
	{ K_PAGE_UP, K_NONE, "room-back", NULL, N_("The room before."), NULL, room_back,
	  timetable_has_cursor },
	{ K_PAGE_DOWN, K_NONE, "room-on", NULL, N_("The next room."), NULL, room_on,
	  timetable_has_cursor },
	{ K_HOME, K_NONE, "first-day", NULL, N_("Goes back to today."), NULL, go_today, NULL },
};
/* clang-format on */
