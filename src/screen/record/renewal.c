/*
 * renewal.c - renewing registrations in bulk at the end of a fiscal year: the
 * groups whose registration ends with it; F10 receives the next period for the
 * marked ones, or for all that can be renewed, with last year's data.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/register/renewal.h"
#include "form/form.h"
#include "screen/table.h"
#include "ui/dialog.h"

struct renewal_screen {
	struct app *app;
	int fiscal_year;
	struct arena arena;
	struct renewal *renewals; /* row i + 1 of the table */
	int count;
	struct list_column columns[4];
	struct table table;
	struct str title;
	int64_t *chosen; /* groups that the question on screen is about */
	int chosen_count;
};

static void
make_title(struct renewal_screen *s)
{
	AUTO_STR year = STR_INIT;

	date_add_fiscal_year(&year, s->fiscal_year);
	str_clear(&s->title);
	/* L10N: the fiscal year ("FY2026"). */
	str_addf(&s->title, _("Renewals at the end of %s"), str_text(&year));
}

static bool
load(struct renewal_screen *s, struct err *e)
{
	arena_done(&s->arena);
	table_clear(&s->table);
	make_title(s);
	s->count = renewal_list(s->app->desk, &s->arena, s->fiscal_year, &s->renewals, e);
	for (int i = 0; i < s->count; i++) {
		const struct renewal *r = &s->renewals[i];
		const char *cells[4] = { r->number, r->title, r->valid_until,
					 r->obstacle ? r->obstacle : _("can be renewed") };

		table_add(&s->table, i + 1, r->obstacle ? STYLE_HINT : STYLE_NORMAL, cells);
	}
	table_show(&s->table);
	return s->count >= 0;
}

static void
reload(struct renewal_screen *s)
{
	struct err e;

	if (!load(s, &e))
		stack_say_err(s->app->stack, &e);
}

static bool
key(void *state, const struct key *k)
{
	struct renewal_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct renewal_screen *s = state;

	if (area.rows > 4) {
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT,
			   _("Space marks. F10 renews the marked groups; without marks, all that "
			     "can be renewed."));
		area.row++;
		area.rows--;
	}
	list_draw(s->table.view, c, area);
}

static void
choose(struct renewal_screen *s, const struct renewal *r)
{
	if (!r->obstacle)
		s->chosen[s->chosen_count++] = r->group_id;
}

static void
answered(void *ctx, bool answer)
{
	struct renewal_screen *s = ctx;
	struct err e;
	int done;

	if (!answer)
		return;
	done = renewal_run(s->app->desk, s->chosen, s->chosen_count, s->fiscal_year, &e);
	if (done < 0) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	reload(s);
	stack_say(s->app->stack,
		  ngettext("%d registration was received for the next period. (Undo: ^Z)",
			   "%d registrations were received for the next period. (Undo: ^Z)",
			   (unsigned long)done),
		  done);
}

static void
run(void *state)
{
	struct renewal_screen *s = state;
	AUTO_STR question = STR_INIT;
	const int64_t *marked;
	int marks = list_marked(s->table.view, &marked);

	free(s->chosen);
	s->chosen = mem_alloc((size_t)(s->count + 1) * sizeof(*s->chosen));
	s->chosen_count = 0;
	for (int i = 0; i < (marks ? marks : s->count); i++)
		choose(s, &s->renewals[marks ? marked[i] - 1 : i]);
	if (s->chosen_count == 0) {
		stack_say(s->app->stack, _("None of these can be renewed."));
		return;
	}
	str_addf(&question,
		 ngettext("The next period of %d group will be received, with last year's data.",
			  "The next period of %d groups will be received, with last year's data.",
			  (unsigned long)s->chosen_count),
		 s->chosen_count);
	dialog_confirm(s->app->stack, str_text(&s->title), str_text(&question), _("Renew"),
		       answered, s);
}

static void
open_group(void *state)
{
	struct renewal_screen *s = state;
	int64_t row = table_current(&s->table);

	if (row)
		screen_record(s->app, form_find(s->app->desk->forms, "group"),
			      s->renewals[row - 1].group_id, NULL);
}

static void
previous_year(void *state)
{
	struct renewal_screen *s = state;

	s->fiscal_year--;
	reload(s);
}

static void
next_year(void *state)
{
	struct renewal_screen *s = state;

	s->fiscal_year++;
	reload(s);
}

static const char *
title(const void *state)
{
	const struct renewal_screen *s = state;

	return str_text(&s->title);
}

static void
shown(void *state)
{
	reload(state);
}

static void
close_renewal(void *state)
{
	struct renewal_screen *s = state;

	table_done(&s->table);
	arena_done(&s->arena);
	str_done(&s->title);
	free(s->chosen);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "renew", N_("Renew"),
	  N_("Receives the next period for the marked groups, or for all that can be renewed."),
	  "register.add", run, NULL },
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Opens the group at the cursor."), NULL, open_group, NULL },
	{ K_F7, K_CTRL_B, "previous", N_("Year before"),
	  N_("Shows the groups whose registration ended a year earlier."),
	  NULL, previous_year, NULL },
	{ K_F8, K_CTRL_F, "next", N_("Year after"),
	  N_("Shows the groups whose registration ends a year later."), NULL, next_year, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "renewal",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.tick = shown,
	.close = close_renewal,
	.title = title,
};

void
screen_renewal(struct app *app)
{
	struct renewal_screen *s = mem_alloc(sizeof(*s));
	const struct form_field *number =
		form_field_find(form_find(app->desk->forms, "group"), "number");
	struct err e;

	s->app = app;
	s->fiscal_year = date_fiscal_year(desk_today(app->desk));
	s->columns[0] = (struct list_column){ .label = field_label(number), .width = 10 };
	s->columns[1] = (struct list_column){ .label = _("Group"), .width = 30, .stretch = true };
	s->columns[2] = (struct list_column){ .label = _("Valid until"), .width = 14 };
	s->columns[3] = (struct list_column){ .label = _("Renewal"), .width = 24 };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	if (!load(s, &e)) {
		stack_say_err(app->stack, &e);
		close_renewal(s);
		return;
	}
	stack_push(app->stack, &ops, s);
}
