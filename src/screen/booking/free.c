/*
 * free.c - the next free times that answer a wish ("n e 2h 20p"), the soonest first, with
 * what they cost. Enter books the one at the cursor.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/booking/free.h"
#include "desk/staff.h"
#include "screen/table.h"

enum { COLUMNS = 6, ROWS_OF_HINT = 2, ANSWERS = 30 };

struct free_screen {
	struct app *app;
	char *words; /* as they were typed */
	struct str title;
	struct arena arena;
	struct free_wish wish;
	struct free_times times;
	struct str none; /* that the wish cannot be met; the times are then the nearest */
	struct list_column columns[COLUMNS];
	struct table table;
};

static void
add_row(struct free_screen *s, int index)
{
	const struct free_time *t = &s->times.rows[index];
	AUTO_STR day = STR_INIT;
	AUTO_STR time = STR_INIT;
	AUTO_STR yen = STR_INIT;
	AUTO_STR heads = STR_INIT;
	AUTO_STR room = STR_INIT;
	date_add_short(&day, t->day, desk_today(s->app->desk));
	time_add_span(&time, t->from, t->to);
	if (t->yen >= 0)
		yen_add_unit(&yen, t->yen);
	else
		str_add(&yen, _("depends"));
	if (t->capacity > 0)
		str_addf(&heads, "%d", t->capacity);
	str_add(&room, t->room);
	if (t->waiting[0])
		/* L10N: behind a room that is free, but that somebody waits for. */
		str_addf(&room, " %s", _("(waiting)"));
	const char *cells[COLUMNS] = { str_text(&day), str_text(&time), t->bands ? t->words : "",
				       str_text(&room), str_text(&heads), str_text(&yen) };
	table_add(&s->table, index + 1, t->waiting[0] ? STYLE_WARN : STYLE_NORMAL, cells);
}

/* Where nothing answers the wish: why, and the nearest that would. */
static bool
look_near(struct free_screen *s, struct err *e)
{
	str_clear(&s->none);
	if (s->times.count > 0)
		return true;
	str_addf(&s->none, "%s%s%s", _("Nothing is free."), s->times.why[0] ? " " : "",
		 s->times.why);
	if (!free_nearest(s->app->desk, &s->wish, &s->arena, &s->times, e))
		return false;
	if (s->times.count > 0)
		str_addf(&s->none, " %s", _("These are the nearest:"));
	return true;
}

/* Reads and searches again; false when the words are none. */
static bool
look(struct free_screen *s, struct err *e)
{
	AUTO_STR read = STR_INIT;
	arena_done(&s->arena);
	s->times = (struct free_times){ .why = "" };
	table_clear(&s->table);
	if (!free_wish_read(s->app->desk, s->words, &s->arena, &s->wish, e))
		return false;
	free_wish_add_words(&read, s->app->desk, &s->wish);
	str_clear(&s->title);
	/* L10N: a wish as it was read: "11/27 Fri evening 20 people"; nothing where any will do. */
	str_addf(&s->title, _("Next free: %s"), str_text(&read));
	s->wish.limit = ANSWERS;
	if (!free_next(s->app->desk, &s->wish, &s->arena, &s->times, e) || !look_near(s, e))
		return false;
	for (int i = 0; i < s->times.count; i++)
		add_row(s, i);
	table_show(&s->table);
	return true;
}

static void
look_again(void *state)
{
	struct free_screen *s = state;
	struct err e;
	if (!look(s, &e))
		stack_say_err(s->app->stack, &e);
}

static bool
key(void *state, const struct key *k)
{
	struct free_screen *s = state;
	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static const struct free_time *
current(const struct free_screen *s)
{
	int64_t row = table_current(&s->table);
	return row > 0 && row <= s->times.count ? &s->times.rows[row - 1] : NULL;
}

/* Who waits for the time at the cursor; else of what the fees are. */
static void
draw_hint(const struct free_screen *s, struct canvas *c, struct rect area)
{
	const struct free_time *t = current(s);
	AUTO_STR waits = STR_INIT;
	if (t && t->waiting[0])
		str_addf(&waits, _("Somebody waits for this time: %s"), t->waiting);
	if (waits.len > 0)
		canvas_wrap(c, area, STYLE_WARN, str_text(&waits));
	else
		canvas_wrap(c, area, STYLE_HINT,
			    _("Fees are for whoever has no reduction; the booking reckons its"
			      " own."));
}

/* Above the nearest times; what is left of the area. */
static struct rect
draw_none(const struct free_screen *s, struct canvas *c, struct rect area)
{
	struct rect none = { area.row, area.col + 1, ROWS_OF_HINT, area.cols - 2 };
	if (area.rows <= 3 * ROWS_OF_HINT)
		return area;
	canvas_wrap(c, none, STYLE_WARN, str_text(&s->none));
	area.row += ROWS_OF_HINT;
	area.rows -= ROWS_OF_HINT;
	return area;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct free_screen *s = state;
	struct rect hint = { area.row + area.rows - ROWS_OF_HINT, area.col + 1, ROWS_OF_HINT,
			     area.cols - 2 };
	if (area.rows > 3 * ROWS_OF_HINT) {
		area.rows -= ROWS_OF_HINT;
		draw_hint(s, c, hint);
	}
	if (s->none.len > 0)
		area = draw_none(s, c, area);
	if (s->none.len == 0 || s->times.count > 0)
		list_draw(s->table.view, c, area);
}

static bool
has_current(const void *state)
{
	return current(state) != NULL;
}

static void
book(void *state)
{
	struct free_screen *s = state;
	const struct free_time *t = current(s);
	if (!t)
		return;
	const struct booking_start start = { .room_id = t->room_id, .day = t->day,
					     .from = t->from, .to = t->to, .bands = t->bands,
					     .heads = s->wish.heads };
	screen_booking_new(s->app, &start);
}

static void
show_in_timetable(void *state)
{
	struct free_screen *s = state;
	const struct free_time *t = current(s);
	if (t)
		screen_timetable_at(s->app, t->room_id, t->day, t->from);
}

static void
ask_again(void *state)
{
	struct free_screen *s = state;
	screen_command(s->app, s->words);
}

static const char *
title(const void *state)
{
	const struct free_screen *s = state;
	return str_text(&s->title);
}

static void
close_free(void *state)
{
	struct free_screen *s = state;
	table_done(&s->table);
	arena_done(&s->arena);
	str_done(&s->title);
	str_done(&s->none);
	free(s->words);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "book", N_("Book"),
	  N_("Begins a booking of this room at this time."), "booking.add", book, has_current },
	{ K_F4, K_CTRL_N, "next-free", N_("Ask again"),
	  N_("Changes what is looked for: n e 2h 20p."), NULL, ask_again, NULL },
	{ K_F6, K_CTRL_R, "timetable", N_("In the timetable"),
	  N_("Shows the room and the day in the timetable."), NULL, show_in_timetable,
	  has_current },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "free",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = look_again,
	.tick = look_again,
	.close = close_free,
	.title = title,
};

static void
make_columns(struct free_screen *s)
{
	s->columns[0] = (struct list_column){ .label = _("Day"), .width = 14 };
	s->columns[1] = (struct list_column){ .label = _("Time"), .width = 11 };
	s->columns[2] = (struct list_column){ .label = _("Band"), .width = 10 };
	s->columns[3] = (struct list_column){ .label = _("Room"), .width = 20, .stretch = true };
	s->columns[4] =
		(struct list_column){ .label = _("Capacity"), .width = 8, .align_right = true };
	s->columns[5] =
		(struct list_column){ .label = _("Fee"), .width = 10, .align_right = true };
	table_init(&s->table, s->columns, COLUMNS);
}

void
screen_free(struct app *app, const char *words)
{
	struct free_screen *s = mem_alloc(sizeof(*s));
	struct err e;
	s->app = app;
	s->words = mem_strdup(words);
	make_columns(s);
	if (staff_require(app->desk, "booking.view", &e) && look(s, &e)) {
		stack_push(app->stack, &ops, s);
		return;
	}
	stack_say_err(app->stack, &e);
	close_free(s);
}
