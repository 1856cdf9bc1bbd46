/*
 * calendar.c - the calendar of the year: months side by side, the day at the
 * cursor in words beneath. Days are reckoned when the cursor leaves the quarter
 * and when another desk has saved something; drawing only copies.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/calendar.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/staff.h"
#include "screen/booking/date_line.h"

#define YEAR_FIRST 1870 /* all that the cursor can reach, with a year to both sides, is a day */
#define YEAR_LAST 2198
#define CLOSINGS_DAYS 366

struct calendar_screen {
	struct app *app;
	struct calendar_book of; /* read again when this is the top again */
	struct str title;
	struct day_hours *days;  /* of months.days */
	enum calendar_mark *marks;
	struct calendar_months months;
	struct day_words words;
	struct edit typed; /* a date to go to */
};

static void
describe(struct calendar_screen *s)
{
	const struct day_hours *hours = &s->days[s->months.cursor - s->months.days.from];

	day_words_make(&s->words, hours, s->months.today);
	calendar_say_more(&s->words, &s->of, hours);
}

/* The months that can stand on one screen with the cursor's quarter: 9 before it, 12 from it. */
static struct day_span
span_around(day_num day)
{
	struct ymd v = date_to_ymd(day);
	day_num quarter = date_from_ymd(v.year, (v.month - 1) / 3 * 3 + 1, 1);

	return (struct day_span){ date_add_months(quarter, -9), date_add_months(quarter, 12) - 1 };
}

static void
reckon(struct calendar_screen *s)
{
	struct day_span days = span_around(s->months.cursor);
	size_t count = (size_t)(days.to - days.from + 1);

	free(s->days);
	free(s->marks);
	s->days = mem_alloc(count * sizeof(*s->days));
	s->marks = mem_alloc(count * sizeof(*s->marks));
	calendar_range(s->of.book, &s->of.around, s->of.room, days, s->days);
	for (size_t i = 0; i < count; i++)
		s->marks[i] = calendar_mark_of(&s->days[i]);
	s->months.days = days;
	s->months.marks = s->marks;
}

/* Days and words of the book as it is, or of another room. */
static void
show(struct calendar_screen *s)
{
	str_clear(&s->title);
	if (s->of.room != NONE)
		str_addf(&s->title, _("Calendar: %s"), s->of.book->rooms[s->of.room].rule.name);
	reckon(s);
	describe(s);
}

static void
load(void *state)
{
	struct calendar_screen *s = state;

	s->months.today = desk_today(s->app->desk);
	calendar_book_load(&s->of, s->app->desk, s->months.today);
	if (s->of.book)
		show(s);
}

static void
take_room(void *ctx, int index)
{
	struct calendar_screen *s = ctx;

	if (index < 0 || !s->of.book || index > s->of.book->room_count)
		return;
	calendar_book_show(&s->of, index);
	show(s);
}

static void
choose_room(void *state)
{
	struct calendar_screen *s = state;

	calendar_choose_room(s->app, s->of.book, take_room, s);
}

static void
go_to(struct calendar_screen *s, day_num day)
{
	int year = day == DAY_NONE ? 0 : date_to_ymd(day).year;

	edit_set(&s->typed, "");
	if (year < YEAR_FIRST || year > YEAR_LAST) {
		stack_say(s->app->stack, _("The calendar shows the years %d to %d."), YEAR_FIRST,
			  YEAR_LAST);
		return;
	}
	s->months.cursor = day;
	if (span_around(day).from != s->months.days.from)
		reckon(s);
	describe(s);
}

static bool
is_typing(const void *state)
{
	const struct calendar_screen *s = state;

	return s->typed.text.len > 0;
}

static bool
has_book(const void *state)
{
	const struct calendar_screen *s = state;

	return s->of.book != NULL;
}

static bool
key(void *state, const struct key *k)
{
	struct calendar_screen *s = state;

	return s->of.book && date_line_key(&s->typed, s->app->stack, k);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct calendar_screen *s = state;
	struct rect below = { area.row, area.col + 1, area.rows, area.cols - 2 };

	if (!s->of.book) {
		canvas_wrap(c, below, STYLE_WARN, s->of.none.msg);
		return;
	}
	int used = calendar_draw_months(&s->months, c, below);

	below.row += used;
	below.rows -= used;
	if (used > 0 && below.rows > 1) {
		calendar_draw_legend(c, below);
		below.row++;
		below.rows--;
	}
	if (below.rows > 1)
		date_line_draw(&s->typed, c,
			       (struct rect){ below.row + --below.rows, below.col, 1, below.cols },
			       _("a date: 11/20, +3, Fri, 2027-4-1"));
	calendar_draw_words(&s->words, c, below);
}

static void
go_typed(void *state)
{
	struct calendar_screen *s = state;
	day_num day = date_line_day(&s->typed, s->app->stack, s->months.today);

	if (day != DAY_NONE)
		go_to(s, day);
}

static void
open_closures(void *state)
{
	struct calendar_screen *s = state;

	calendar_open_closures(s->app, s->months.cursor);
}

static void
go_today(void *state)
{
	struct calendar_screen *s = state;

	go_to(s, s->months.today);
}

static void
go_chosen(void *ctx, day_num day)
{
	struct calendar_screen *s = ctx;

	s->months.cursor = day;
	load(s);
}

static void
list_closings(void *state)
{
	struct calendar_screen *s = state;
	struct day_span days = { s->months.today, s->months.today + CLOSINGS_DAYS - 1 };
	AUTO_FREE struct day_hours *hours = mem_alloc(CLOSINGS_DAYS * sizeof(*hours));

	calendar_range(s->of.book, &s->of.around, s->of.room, days, hours);
	screen_closings(s->app, hours, CLOSINGS_DAYS, go_chosen, s);
}

static void
step_days(struct calendar_screen *s, int days)
{
	go_to(s, s->months.cursor + days);
}

static void
step_months(struct calendar_screen *s, int months)
{
	go_to(s, date_add_months(s->months.cursor, months));
}

/* clang-format off */
static void go_left(void *state) { step_days(state, -1); }
static void go_right(void *state) { step_days(state, 1); }
static void go_up(void *state) { step_days(state, -7); }
static void go_down(void *state) { step_days(state, 7); }
static void month_back(void *state) { step_months(state, -1); }
static void month_on(void *state) { step_months(state, 1); }
static void quarter_back(void *state) { step_months(state, -3); }
static void quarter_on(void *state) { step_months(state, 3); }

static const struct action actions[] = {
	{ K_ENTER, K_NONE, "go", N_("Go to"),
	  N_("Goes to the date that was typed."), NULL, go_typed, is_typing },
	{ K_ENTER, K_NONE, "closures", N_("Closures"),
	  N_("Opens the closures of the day, or begins one."), NULL, open_closures, has_book },
	{ K_F4, K_CTRL_V, "room", N_("Room"),
	  N_("Shows one room, or the whole house again."), NULL, choose_room, has_book },
	{ K_F5, K_CTRL_T, "today", N_("Today"),
	  N_("Goes back to today."), NULL, go_today, has_book },
	{ K_F6, K_CTRL_R, "closings", N_("Closed days"),
	  N_("Lists the closed days of the coming year, with their reasons."), NULL,
	  list_closings, has_book },
	{ K_F7, K_CTRL_B, "back", N_("Quarter back"),
	  N_("Goes three months back."), NULL, quarter_back, has_book },
	{ K_F8, K_CTRL_F, "on", N_("Quarter on"),
	  N_("Goes three months on."), NULL, quarter_on, has_book },
	{ K_LEFT, K_NONE, "left", NULL, N_("The day before."), NULL, go_left, has_book },
	{ K_RIGHT, K_NONE, "right", NULL, N_("The next day."), NULL, go_right, has_book },
	{ K_UP, K_NONE, "up", NULL, N_("A week back."), NULL, go_up, has_book },
	{ K_DOWN, K_NONE, "down", NULL, N_("A week on."), NULL, go_down, has_book },
	{ K_PAGE_UP, K_NONE, "month-back", NULL, N_("A month back."), NULL, month_back, has_book },
	{ K_PAGE_DOWN, K_NONE, "month-on", NULL, N_("A month on."), NULL, month_on, has_book },
};
/* clang-format on */

static const char *
title(const void *state)
{
	const struct calendar_screen *s = state;

	return s->title.len > 0 ? str_text(&s->title) : _("Calendar");
}

static void
close_calendar(void *state)
{
	struct calendar_screen *s = state;

	day_words_done(&s->words);
	edit_done(&s->typed);
	str_done(&s->title);
	calendar_book_done(&s->of);
	free(s->days);
	free(s->marks);
	free(s);
}

static const struct screen_ops ops = {
	.name = "calendar",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = load,
	.tick = load,
	.close = close_calendar,
	.title = title,
};

void
screen_calendar(struct app *app)
{
	struct calendar_screen *s;
	struct err e;

	if (!staff_require(app->desk, "calendar.view", &e)) {
		stack_say_err(app->stack, &e);
		return;
	}
	s = mem_alloc(sizeof(*s));
	s->app = app;
	edit_init(&s->typed, DATE_LINE_MOST, false);
	calendar_begin_months(&s->months, desk_today(app->desk));
	load(s);
	stack_push(app->stack, &ops, s);
}
