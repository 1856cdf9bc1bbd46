/* calls.c - the phone list: Enter says what came of a call; the booking follows. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/calls.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/call.h"
#include "desk/staff.h"
#include "screen/table.h"
#include "ui/dialog.h"

enum { COLUMNS = 5 };

/* --- what came of one call: on the list, and as an act of its record --- */

static const char *const outcomes[] = { "reached",  "no_answer",     "message", "moved",
					"refunded", "refunded_part", "declined" };

struct outcome {
	struct app *app;
	int64_t call_id;
	int chosen;
	const char *note;
};

static void
note_it(struct outcome *o)
{
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };

	if (!call_done(o->app->desk, o->call_id, outcomes[o->chosen], o->note, &said, &e)) {
		stack_say_err(o->app->stack, &e);
		return;
	}
	str_trim(&said);
	stack_say(o->app->stack, "%s", str_text(&said));
}

static void
confirmed(void *ctx, bool yes)
{
	if (yes)
		note_it(ctx);
}

/* An outcome that ends the booking shows what it comes to before it does. */
static void
note_given(void *ctx, const char *note)
{
	struct outcome *o = ctx;
	const char *outcome = outcomes[o->chosen];
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };

	if (!note)
		return;
	o->note = arena_strdup(&o->app->held, note);
	int act = call_ends(o->app->desk, o->call_id, outcome);

	if (act == NONE)
		note_it(o);
	else if (!call_preview_say(o->app->desk, o->call_id, outcome, &text, &e))
		stack_say_err(o->app->stack, &e);
	else
		dialog_confirm(o->app->stack, booking_act_label((enum booking_act)act),
			       str_text(&text),
			       act == BOOKING_CANCEL ? _("Cancel it") : _("Break it off"),
			       confirmed, o);
}

/* The word of the list, and with it that the booking ends. */
static const char *
outcome_label(struct app *app, int64_t call_id, const char *outcome)
{
	const struct field_lookup *lookup = &app->desk->lookup;
	const char *word = lookup->code_word(lookup->ctx, "call_outcome", outcome);
	int act = call_ends(app->desk, call_id, outcome);
	AUTO_STR label = STR_INIT;

	word = word ? word : outcome;
	if (act == BOOKING_CANCEL) /* L10N: what came of a call, an item of a menu: "Refunded". */
		str_addf(&label, _("%s (cancels the booking)"), word);
	else if (act != NONE)
		str_addf(&label, _("%s (breaks the use off)"), word);
	else if (call_goes_on(app->desk, call_id, outcome))
		/* L10N: what came of a call, an item of a menu: "Reached". */
		str_addf(&label, _("%s (stays on the list until it is settled)"), word);
	else
		str_add(&label, word);
	return arena_strdup(&app->held, str_text(&label));
}

static void
outcome_chosen(void *ctx, int index)
{
	struct outcome *o = ctx;

	if (index < 0)
		return;
	o->chosen = index;
	dialog_text(o->app->stack, _("What came of the call"), _("A note, or nothing"), "", false,
		    note_given, o);
}

static void
ask_outcome(struct app *app, int64_t call_id)
{
	struct outcome *o = arena_alloc(&app->held, sizeof(*o));
	const char *words[ARRAY_LEN(outcomes)];

	*o = (struct outcome){ .app = app, .call_id = call_id };
	for (size_t i = 0; i < ARRAY_LEN(outcomes); i++)
		words[i] = outcome_label(app, call_id, outcomes[i]);
	dialog_pick(app->stack, _("What came of the call"), words, (int)ARRAY_LEN(words),
		    outcome_chosen, o);
}

void
calls_outcome(struct app *app, const struct subject *on)
{
	ask_outcome(app, on->ids[0]);
}

/* --- the list --- */

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
		const char *cells[COLUMNS] = { row->about_word, row->party, row->phone,
					       row->outcome_word ? row->outcome_word : "",
					       row->booking };
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

	if (id)
		ask_outcome(s->app, id);
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
	s->columns[0] = (struct list_column){ .label = _("About"), .width = 10 };
	s->columns[1] = (struct list_column){ .label = _("Whom"), .width = 18 };
	s->columns[2] = (struct list_column){ .label = _("Phone"), .width = 13 };
	s->columns[3] = (struct list_column){ .label = _("Tried"), .width = 14 };
	s->columns[4] = (struct list_column){ .label = _("Booking"), .width = 16, .stretch = true };
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
