/*
 * lock.c - the screen is hidden (F12, or nobody typed for a while) until the
 * clerk proves who they are. Another clerk can sign in: the first one's screens
 * are closed, what was typed in them stays as drafts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/staff.h"
#include "screen/pin.h"

struct lock_screen {
	struct app *app;
	struct pin_prompt pin;
};

static void
unlock(void *state)
{
	struct lock_screen *s = state;
	struct err e;

	if (!staff_unlock(s->app->desk, edit_text(&s->pin.edit), &e)) {
		pin_prompt_clear(&s->pin);
		stack_say_err(s->app->stack, &e);
		return;
	}
	s->app->is_locked = false;
	stack_pop(s->app->stack);
}

/* The first clerk is signed out; their drafts wait for them. */
static void
other_clerk(void *state)
{
	struct lock_screen *s = state;

	s->app->is_locked = false;
	app_sign_out(s->app);
}

/* Nothing that the desk knows is reached from here: what is not a row of the table is swallowed. */
static bool
key(void *state, const struct key *k)
{
	struct lock_screen *s = state;

	if (k->code == K_ENTER || k->code == K_F5 || k->code == K_CTRL_N)
		return false;
	if (s->pin.is_asking)
		pin_prompt_key(&s->pin, s->app->stack, k);
	return true;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct lock_screen *s = state;
	struct rect words = { area.row, area.col + 2, area.rows, area.cols - 4 };

	if (area.rows > 6)
		words.row += canvas_wrap(c, words, STYLE_TITLE,
					 _("The desk is locked. What was typed is kept.")) +
			     1;
	words.rows = area.row + area.rows - words.row;
	if (!s->pin.is_asking) {
		canvas_printf(c, words.row, words.col, words.cols, STYLE_NORMAL,
			      _("%s has no PIN: Enter opens it again."),
			      staff_name(s->app->desk));
		return;
	}
	words.col -= 2;
	pin_prompt_draw(&s->pin, c, words);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Locked");
}

static void
close_lock(void *state)
{
	struct lock_screen *s = state;

	pin_prompt_done(&s->pin);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "unlock", N_("Unlock"),
	  N_("Opens the desk again with your PIN; without a PIN, at once."), NULL, unlock, NULL },
	{ K_F5, K_CTRL_N, "other", N_("Another clerk"),
	  N_("Lets another clerk sign in. The drafts of this one stay."), NULL, other_clerk, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "lock",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_lock,
	.title = title,
};

void
screen_lock(struct app *app)
{
	struct lock_screen *s;
	struct err e;

	if (app->is_locked || !app->desk->staff_id)
		return;
	s = mem_alloc(sizeof(*s));
	s->app = app;
	pin_prompt_init(&s->pin);
	if (staff_needs_pin(app->desk))
		pin_prompt_begin(&s->pin, staff_name(app->desk));
	app->is_locked = true;
	stack_push(app->stack, &ops, s);
	/* A screen that cannot be written down is hidden all the same. */
	if (!staff_lock(app->desk, &e))
		stack_say_err(app->stack, &e);
}
