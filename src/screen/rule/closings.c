/* closings.c - the days on which the house is closed, wholly or in part, one to a row. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/rule/calendar.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/table.h"

#define WHOLE_ROWS 4 /* the row at the cursor, in full */

struct closings_screen {
	struct app *app;
	screen_closings_fn done;
	void *ctx;
	day_num from; /* row i + 1 is the day `from` + i */
	struct list_column columns[4];
	struct table table;
};

static void
add_day(struct closings_screen *s, const struct day_hours *d)
{
	const struct rule *reason = d->reason != NULL ? d->reason : d->counter_reason;
	day_num today = desk_today(s->app->desk);
	AUTO_STR day = STR_INIT;
	AUTO_STR hours = STR_INIT;
	AUTO_STR why = STR_INIT;

	date_add_short(&day, d->day, today);
	calendar_add_hours(&hours, d);
	calendar_add_reason(&why, reason, d->moved_from, today);
	const char *cells[4] = { str_text(&day), str_text(&hours), str_text(&why),
				 reason != NULL ? reason->by_law : "" };

	table_add(&s->table, d->day - s->from + 1, STYLE_NORMAL, cells);
}

static bool
is_closing(const struct day_hours *d)
{
	enum calendar_mark mark = calendar_mark_of(d);

	return mark == MARK_CLOSED || mark == MARK_PART || mark == MARK_COUNTER;
}

static bool
key(void *state, const struct key *k)
{
	struct closings_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

/* What the columns of a narrow terminal cut off. */
static void
draw_whole(const struct closings_screen *s, struct canvas *c, struct rect area)
{
	int used = 1;

	canvas_printf(c, area.row, area.col, area.cols, STYLE_TITLE, "%s   %s",
		      table_current_cell(&s->table, 0), table_current_cell(&s->table, 1));
	for (int column = 2; column < 4 && used < area.rows; column++) {
		struct rect rest = { area.row + used, area.col, area.rows - used, area.cols };

		used += canvas_wrap(c, rest, STYLE_NORMAL, table_current_cell(&s->table, column));
	}
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct closings_screen *s = state;
	struct rect whole = { area.row + area.rows - WHOLE_ROWS, area.col + 1, WHOLE_ROWS,
			      area.cols - 2 };

	if (area.rows > 3 * WHOLE_ROWS) {
		area.rows -= WHOLE_ROWS + 1;
		draw_whole(s, c, whole);
	}
	list_draw(s->table.view, c, area);
}

static void
show_in_calendar(void *state)
{
	struct closings_screen *s = state;
	int64_t row = table_current(&s->table);

	stack_pop(s->app->stack);
	s->done(s->ctx, s->from + (day_num)row - 1);
}

static bool
has_current(const void *state)
{
	const struct closings_screen *s = state;

	return table_current(&s->table) != 0;
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Closed days of the coming year");
}

static void
close_closings(void *state)
{
	struct closings_screen *s = state;

	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "show", N_("In the calendar"),
	  N_("Shows the day in the calendar."), NULL, show_in_calendar, has_current },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "closings",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_closings,
	.title = title,
};

void
screen_closings(struct app *app, const struct day_hours *days, int count,
		screen_closings_fn done, void *ctx)
{
	struct closings_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->done = done;
	s->ctx = ctx;
	s->from = count > 0 ? days[0].day : 0;
	s->columns[0] = (struct list_column){ .label = _("Day"), .width = 16 };
	s->columns[1] = (struct list_column){ .label = _("Open hours"), .width = 18 };
	s->columns[2] = (struct list_column){ .label = _("Reason"), .width = 20 };
	s->columns[3] = (struct list_column){ .label = _("By-law"), .width = 24, .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	for (int i = 0; i < count; i++)
		if (is_closing(&days[i]))
			add_day(s, &days[i]);
	table_show(&s->table);
	stack_push(app->stack, &ops, s);
}
