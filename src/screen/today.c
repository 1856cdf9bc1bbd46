/* today.c - one panel of the home screen in full: Enter acts on a row. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/today/today.h"
#include "form/form.h"
#include "screen/act.h"
#include "screen/booking/calls.h"
#include "screen/table.h"
#include "ui/dialog.h"

enum { ROWS_MAX = 1000 };

struct today_screen {
	struct app *app;
	const struct today_panel *panel;
	struct today_row *rows; /* row i + 1 of the table; in the table's arena */
	struct list_column columns[1];
	struct table table;
};

static bool
load(struct today_screen *s, struct err *e)
{
	int count;

	table_clear(&s->table);
	count = s->panel->rows(s->app->desk, &s->table.arena, ROWS_MAX, &s->rows, e);
	for (int i = 0; i < count; i++)
		table_add(&s->table, i + 1, STYLE_NORMAL, &s->rows[i].text);
	table_show(&s->table);
	return count >= 0;
}

static void
reload(void *state)
{
	struct today_screen *s = state;
	struct err e;

	if (!load(s, &e))
		stack_say_err(s->app->stack, &e);
}

static const struct today_row *
current(const struct today_screen *s)
{
	int64_t row = table_current(&s->table);

	return row ? &s->rows[row - 1] : NULL;
}

static bool
key(void *state, const struct key *k)
{
	struct today_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct today_screen *s = state;

	list_draw(s->table.view, c, area);
}

static void
open_row(void *state)
{
	struct today_screen *s = state;
	const struct today_row *row = current(s);

	if (row)
		screen_today_row(s->app, row);
}

int
today_screen_subjects(void *state, struct subject on[SUBJECTS_MOST])
{
	const struct today_row *row = current(state);

	if (!row || !row->form)
		return 0;
	on[0] = (struct subject){ row->form, &row->id, 1 };
	return 1;
}

static bool
is_record(const void *state)
{
	const struct today_row *row = current(state);

	return row && row->form;
}

static void
acts(void *state)
{
	struct today_screen *s = state;
	struct subject on[SUBJECTS_MOST];

	act_menu(s->app, on, today_screen_subjects(s, on));
}

static bool
is_draft(const void *state)
{
	const struct today_row *row = current(state);

	return row && !row->form;
}

static void
discard_answered(void *ctx, bool answer)
{
	struct today_screen *s = ctx;
	const struct today_row *row = current(s);
	struct err e;

	if (!answer || !row)
		return;
	if (!draft_discard(s->app->desk->drafts, row->id, &e))
		stack_say_err(s->app->stack, &e);
	reload(s);
}

static void
discard(void *state)
{
	struct today_screen *s = state;
	const struct today_row *row = current(s);

	if (row)
		dialog_confirm(s->app->stack, _("Throw this draft away?"), row->text,
			       _("Throw away"), discard_answered, s);
}

static const char *
title(const void *state)
{
	const struct today_screen *s = state;

	return _(s->panel->label);
}

static void
close_today(void *state)
{
	struct today_screen *s = state;

	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Opens the record, or goes on with the draft."), NULL, open_row, NULL },
	{ K_F11, K_CTRL_Y, "acts", N_("More"),
	  N_("Offers what can be done with the record at the cursor."), NULL, acts, is_record },
	{ K_F9, K_CTRL_D, "discard", N_("Throw away"),
	  N_("Throws a draft away."), NULL, discard, is_draft },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "today",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = reload,
	.tick = reload,
	.close = close_today,
	.title = title,
};

void
screen_today_row(struct app *app, const struct today_row *row)
{
	if (!row->form)
		screen_draft(app, row->id);
	else if (str_equal(row->form->name, "call")) /* a caller's number is read off the list */
		screen_calls(app, row->id);
	else
		screen_record(app, row->form, row->id, NULL);
}

void
screen_today(struct app *app, int panel)
{
	int count;
	const struct today_panel *panels = today_panels(&count);
	struct err e;

	if (str_equal(panels[panel].name, "calls")) {
		screen_calls(app, 0);
		return;
	}
	struct today_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->panel = &panels[panel];
	s->columns[0] =
		(struct list_column){ .label = _(s->panel->label), .width = 60, .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	if (!load(s, &e)) {
		stack_say_err(app->stack, &e);
		close_today(s);
		return;
	}
	stack_push(app->stack, &ops, s);
}
