/* calls.c - the phone list: Enter says what came of a call; the booking follows. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/calls.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/call.h"
#include "desk/staff.h"
#include "screen/table.h"

enum { COLUMNS = 6 };

struct calls_screen {
	struct app *app;
	int64_t closure_id;    /* only its calls; 0: all */
	struct call_row *rows; /* in the table's arena */
	int count;
	struct list_column columns[COLUMNS];
	struct table table;
};

static bool
load(struct calls_screen *s, struct err *e)
{
	table_clear(&s->table);
	s->count = call_open(s->app->desk, s->closure_id, &s->table.arena, &s->rows, e);
	for (int i = 0; i < s->count; i++) {
		const struct call_row *row = &s->rows[i];
		const char *cells[COLUMNS] = {
			row->about_word,
			row->when,
			row->party,
			row->phone,
			row->outcome_word ? row->outcome_word : "",
			row->room,
		};
		table_add(&s->table, row->id, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
	return s->count >= 0;
}

static void
shown(void *state)
{
	struct calls_screen *s = state;
	struct err e = { 0 };

	if (!load(s, &e))
		stack_say_err(s->app->stack, &e);
}

static const struct call_row *
current(const struct calls_screen *s)
{
	int64_t id = table_current(&s->table);

	for (int i = 0; i < s->count; i++)
		if (s->rows[i].id == id)
			return &s->rows[i];
	return NULL;
}

static bool
key(void *state, const struct key *k)
{
	struct calls_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct calls_screen *s = state;
	const struct call_row *row = current(s);
	AUTO_STR whole = STR_INIT;

	if (row)
		str_addf(&whole, "%s  %s  %s  %s\n%s", row->about_word, row->party, row->phone,
			 row->outcome_word ? row->outcome_word : "", row->booking);
	table_draw_with(&s->table, str_text(&whole), c, area);
}

static void
done(void *state)
{
	struct calls_screen *s = state;
	int64_t id = table_current(&s->table);
	const struct subject on = { form_find(s->app->desk->forms, "call"), &id, 1 };

	if (id)
		calls_outcome(s->app, &on);
}

static void
open_booking(void *state)
{
	struct calls_screen *s = state;
	const struct call_row *row = current(s);

	if (row)
		screen_record(s->app, form_find(s->app->desk->forms, "booking"), row->booking_id,
			      NULL);
}

static const char *
title(const void *state)
{
	const struct calls_screen *s = state;

	return s->closure_id ? _("To be phoned about the closure") : _("To be phoned");
}

static void
close_calls(void *state)
{
	struct calls_screen *s = state;

	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "outcome", N_("What came of it"),
	  N_("Notes what came of the call; the booking follows."), "booking.change", done, NULL },
	{ K_F8, K_CTRL_B, "booking", N_("Booking"),
	  N_("Opens the booking that the call is about."), "booking.view", open_booking, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "calls",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.close = close_calls,
	.title = title,
};

/* The calls of all are completed first with the holds that lapse. */
static bool
complete(struct calls_screen *s, struct err *e)
{
	struct desk *d = s->app->desk;

	return s->closure_id || !staff_may(d, "booking.change") || call_holds(d, e) >= 0;
}

static void
open_calls(struct app *app, int64_t closure_id, int64_t call_id)
{
	struct calls_screen *s = mem_alloc(sizeof(*s));
	struct err e = { 0 };

	s->app = app;
	s->closure_id = closure_id;
	/* What is needed to phone fits into 80 columns; the line below the list has all of it. */
	s->columns[0] = (struct list_column){ .label = _("About"), .width = 12 };
	s->columns[1] = (struct list_column){ .label = _("Time"), .width = 21 };
	s->columns[2] = (struct list_column){ .label = _("Whom"), .width = 14, .stretch = true };
	s->columns[3] = (struct list_column){ .label = _("Phone"), .width = 13 };
	s->columns[4] = (struct list_column){ .label = _("Tried"), .width = 14 };
	s->columns[5] = (struct list_column){ .label = _("Room"), .width = 20 };
	table_init(&s->table, s->columns, COLUMNS);
	if (!complete(s, &e) || !load(s, &e)) {
		stack_say_err(app->stack, &e);
		close_calls(s);
		return;
	}
	if (call_id)
		list_go(s->table.view, call_id, NULL);
	stack_push(app->stack, &ops, s);
}

void
screen_calls(struct app *app, int64_t call_id)
{
	open_calls(app, 0, call_id);
}

void
calls_list(struct app *app, const struct subject *on)
{
	screen_calls(app, on->count == 1 ? on->ids[0] : 0);
}

void
calls_of_closure(struct app *app, const struct subject *on)
{
	open_calls(app, on->ids[0], 0);
}
