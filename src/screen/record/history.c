/* history.c - everything that happened to one record, newest first; a change can be taken back from
 * here. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/undo.h"
#include "form/form.h"
#include "screen/table.h"
#include "screen/when.h"
#include "ui/dialog.h"

struct history_screen {
	struct app *app;
	const struct form *form;
	int64_t id;
	struct arena arena;
	struct record_event *events; /* row i + 1 of the table */
	int count;
	struct list_column columns[4];
	struct table table;
	struct str title;
};

static bool
load(struct history_screen *s, struct err *e)
{
	arena_done(&s->arena);
	table_clear(&s->table);
	s->count = record_history(s->app->desk, &s->arena, s->form, s->id, &s->events, e);
	for (int i = 0; i < s->count; i++) {
		const struct record_event *event = &s->events[i];
		AUTO_STR at = STR_INIT;
		const char *cells[4] = { NULL, event->who, event->action, event->text };

		when_add(&at, s->app->desk, event->at);
		cells[0] = str_text(&at);
		table_add(&s->table, i + 1, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
	return s->count >= 0;
}

static const struct record_event *
current(const struct history_screen *s)
{
	int64_t row = table_current(&s->table);

	return row ? &s->events[row - 1] : NULL;
}

static bool
key(void *state, const struct key *k)
{
	struct history_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct history_screen *s = state;

	list_draw(s->table.view, c, area);
}

static void
open_event(void *state)
{
	struct history_screen *s = state;
	const struct record_event *event = current(s);
	AUTO_STR text = STR_INIT;

	if (!event)
		return;
	when_add(&text, s->app->desk, event->at);
	str_addf(&text, "  %s  %s\n", event->who, event->action);
	if (!str_is_empty(event->reason))
		str_addf(&text, _("Reason: %s\n"), event->reason);
	str_addf(&text, _("Change no. %lld\n\n"), (long long)event->change);
	str_add(&text, event->text);
	dialog_page(s->app->stack, str_text(&s->title), str_text(&text));
}

static void
undo_answered(void *ctx, bool answer)
{
	struct history_screen *s = ctx;
	const struct record_event *event = current(s);
	AUTO_STR said = STR_INIT;
	struct err e;

	if (!answer || !event)
		return;
	if (!undo_change(s->app->desk, event->change, NULL, &said, &e) || !load(s, &e))
		stack_say_err(s->app->stack, &e);
	else
		stack_say(s->app->stack, "%s", str_text(&said));
	desk_refresh(s->app->desk);
}

static void
undo(void *state)
{
	struct history_screen *s = state;
	const struct record_event *event = current(s);

	if (event)
		dialog_confirm(s->app->stack, _("Take this change back"), event->text,
			       _("Take back"), undo_answered, s);
}

static bool
may_undo(const void *state)
{
	const struct history_screen *s = state;

	return current(s) && app_may(s->app, s->form, "change");
}

static const char *
title(const void *state)
{
	const struct history_screen *s = state;

	return str_text(&s->title);
}

static void
close_history(void *state)
{
	struct history_screen *s = state;

	table_done(&s->table);
	arena_done(&s->arena);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Shows the whole change."), NULL, open_event, NULL },
	{ K_F9, K_CTRL_Z, "undo", N_("Take back"),
	  N_("Takes this change back, as a new change. Refused when somebody has built on it."),
	  NULL, undo, may_undo },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "history",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_history,
	.title = title,
};

void
screen_history(struct app *app, const struct form *form, int64_t id)
{
	struct history_screen *s = mem_alloc(sizeof(*s));
	struct err e;

	s->app = app;
	s->form = form;
	s->id = id;
	/* L10N: the history of a record; its type ("Group"). */
	str_addf(&s->title, _("%s: history"), form_label(form));
	s->columns[0] = (struct list_column){ .label = _("When"), .width = 20 };
	s->columns[1] = (struct list_column){ .label = _("Who"), .width = 12 };
	s->columns[2] = (struct list_column){ .label = _("What"), .width = 8 };
	s->columns[3] = (struct list_column){ .label = _("Change"), .width = 30, .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	if (!load(s, &e)) {
		stack_say_err(app->stack, &e);
		close_history(s);
		return;
	}
	stack_push(app->stack, &ops, s);
}
