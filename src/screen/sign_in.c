/*
 * sign_in.c - who sits at the desk: the staff by name, typing the code or the
 * name narrows the list, then the PIN; of whom the account belongs to, the PIN
 * at once, which typed among the names would be there to be read. It lies under
 * every other screen, and comes back on top when the clerk signs out.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/staff.h"
#include "screen/pin.h"
#include "screen/table.h"

struct sign_in {
	struct app *app;
	struct list_column columns[2];
	struct table table;
	struct staff *staff; /* row i + 1 of the table */
	int count;
	struct pin_prompt pin;
};

static void
load(struct sign_in *s)
{
	struct err e;

	table_clear(&s->table);
	s->count = staff_list(s->app->desk, &s->table.arena, &s->staff, &e);
	if (s->count < 0)
		stack_say_err(s->app->stack, &e);
	for (int i = 0; i < s->count; i++) {
		const char *cells[2] = { s->staff[i].code, s->staff[i].name };

		table_add(&s->table, i + 1, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
}

/* The row of the clerk to whom the computer's account belongs, or 0. */
static int64_t
own_row(struct sign_in *s)
{
	AUTO_ARENA a = ARENA_INIT;
	struct staff own;

	if (!staff_of_account(s->app->desk, &a, &own, NULL))
		return 0;
	for (int i = 0; i < s->count; i++)
		if (s->staff[i].id == own.id)
			return i + 1;
	return 0;
}

static void
sign_in(struct sign_in *s, const struct staff *staff, const char *pin)
{
	struct err e;

	if (staff_sign_in(s->app->desk, staff->id, pin, &e)) {
		pin_prompt_end(&s->pin);
		list_set_filter(s->table.view, "", NULL);
		app_signed_in(s->app);
		return;
	}
	pin_prompt_clear(&s->pin);
	stack_say_err(s->app->stack, &e);
}

static const struct staff *
current(const struct sign_in *s)
{
	int64_t row = table_current(&s->table);

	return row ? &s->staff[row - 1] : NULL;
}

/* False: there is none, or it is being typed. */
static bool
ask_pin(struct sign_in *s, const struct staff *staff)
{
	if (!staff->has_pin || s->pin.is_asking)
		return false;
	pin_prompt_begin(&s->pin, staff->name);
	return true;
}

static void
choose(void *state)
{
	struct sign_in *s = state;
	const struct staff *staff = current(s);

	if (!staff)
		stack_say(s->app->stack, _("Nobody with this code or name may sign in."));
	else if (!ask_pin(s, staff))
		sign_in(s, staff, s->pin.is_asking ? edit_text(&s->pin.edit) : NULL);
}

static bool
key(void *state, const struct key *k)
{
	struct sign_in *s = state;

	if (k->code == K_ENTER)
		return false;
	if (s->pin.is_asking)
		return pin_prompt_key(&s->pin, s->app->stack, k);
	return list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct sign_in *s = state;
	struct rect rest = area;

	if (area.rows > 4) {
		canvas_put(c, area.row, area.col + 1, area.cols - 1, STYLE_TITLE,
			   s->pin.is_asking
				   ? _("Type your PIN. Esc goes back to the names.")
				   : _("Who are you? Type your code or name, or choose with the "
				       "arrows."));
		rest.row += 2;
		rest.rows -= 2;
	}
	if (!s->pin.is_asking) {
		list_draw(s->table.view, c, rest);
		return;
	}
	pin_prompt_draw(&s->pin, c, rest);
}

static void
leave(void *state)
{
	struct sign_in *s = state;

	if (s->pin.is_asking)
		pin_prompt_end(&s->pin);
	else
		stack_quit(s->app->stack);
}

static void
shown(void *state)
{
	struct sign_in *s = state;

	pin_prompt_end(&s->pin);
	load(s);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Sign in");
}

static void
close_sign_in(void *state)
{
	struct sign_in *s = state;

	pin_prompt_done(&s->pin);
	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "sign-in", N_("Sign in"),
	  N_("Signs in as the clerk at the cursor; asks for the PIN if there is one."),
	  NULL, choose, NULL },
	{ K_F3, K_ESC, "leave", N_("Leave"),
	  N_("Closes the desk; with a PIN half typed, goes back to the names."),
	  NULL, leave, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "sign-in",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = shown,
	.close = close_sign_in,
	.title = title,
};

void
screen_sign_in(struct app *app)
{
	struct sign_in *s = mem_alloc(sizeof(*s));
	int64_t own;

	s->app = app;
	pin_prompt_init(&s->pin);
	s->columns[0] = (struct list_column){ .label = _("Code"), .width = 10 };
	s->columns[1] = (struct list_column){ .label = _("Name"), .width = 24, .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	load(s);
	own = own_row(s);
	if (own) {
		list_go(s->table.view, own, NULL);
		ask_pin(s, &s->staff[own - 1]);
	}
	stack_push(app->stack, &ops, s);
}
