/*
 * app.c - what surrounds every screen: line 1, the keys that work everywhere,
 * the idle lock, and who sits at the desk.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <string.h>

#include "base/i18n.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "desk/undo.h"
#include "ui/dialog.h"

static void
help(void *state)
{
	struct app *app = state;

	dialog_help(app->stack, NULL);
}

static void
command(void *state)
{
	screen_command(state, NULL);
}

static void
back(void *state)
{
	struct app *app = state;

	stack_pop(app->stack);
}

static void
undo(void *state)
{
	app_undo(state);
}

static void
lock(void *state)
{
	screen_lock(state);
}

static bool
is_unlocked(const void *state)
{
	const struct app *app = state;

	return !app->is_locked;
}

static bool
is_open(const void *state)
{
	const struct app *app = state;

	return app->desk->staff_id && !app->is_locked;
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F1, K_CTRL_G, "help", N_("Help"),
	  N_("Explains the field at hand and the keys of this screen."), NULL, help, is_unlocked },
	{ K_F2, K_CTRL_O, "command", N_("Find"),
	  N_("Finds anything by number, name, kana or phone, and does what you name."),
	  NULL, command, is_open },
	{ K_F3, K_ESC, "back", N_("Back"),
	  N_("Goes back to the screen before. What was typed is kept."), NULL, back, is_unlocked },
	{ K_CTRL_Z, K_NONE, "undo", NULL,
	  N_("Takes your last change back."), NULL, undo, is_open },
	{ K_F12, K_CTRL_X, "lock", N_("Lock"),
	  N_("Hides the screen until you prove who you are. What was typed is kept."),
	  NULL, lock, is_open },
};
/* clang-format on */

/* The day and the time, as long as there is room for them. */
static void
add_now(const struct app *app, bool long_form, struct str *b)
{
	int64_t now = clock_now(&app->desk->clock);

	if (long_form)
		date_add_long(b, instant_day(now));
	else
		date_add_short(b, instant_day(now), instant_day(now));
	str_add(b, " ");
	time_add(b, instant_minutes(now));
}

static void
add_right(const struct app *app, bool long_form, struct str *b)
{
	add_now(app, long_form, b);
	if (app->desk->staff_id)
		str_addf(b, "  %s", staff_name(app->desk));
	str_add(b, " ");
}

/* How much of the left half there is room for. */
enum left_form { LEFT_WHOLE, LEFT_WITHOUT_CENTRE, LEFT_TITLE };

static void
add_left(const struct app *app, const char *title, enum left_form form, struct str *b)
{
	if (form < LEFT_TITLE)
		str_addf(b, " %s", _("Desk"));
	if (app->desk->is_training)
		str_addf(b, " %s", _("[PRACTICE]"));
	if (form == LEFT_WHOLE || str_is_empty(title))
		str_addf(b, " %s", setting_text(app->desk, "centre.name"));
	if (!str_is_empty(title))
		str_addf(b, " %s%s", form < LEFT_TITLE ? " " : "", title);
}

static void
choose_left(const struct app *app, const char *title, enum left_form form, struct str *b)
{
	str_clear(b);
	add_left(app, title, form, b);
}

/* Line 1. What does not fit goes in this order: the era, the centre's name, the clock, the word
 * "Desk". */
static void
bar(void *ctx, const char *title, struct canvas *c)
{
	const struct app *app = ctx;
	const struct rect line = { 0, 0, 1, c->cols };
	AUTO_STR left = STR_INIT;
	AUTO_STR right = STR_INIT;

	choose_left(app, title, LEFT_WHOLE, &left);
	add_right(app, true, &right);
	if (utf8_width(left.s) + 2 + utf8_width(right.s) > c->cols) {
		str_clear(&right);
		add_right(app, false, &right);
	}
	if (utf8_width(left.s) + 2 + utf8_width(right.s) > c->cols)
		choose_left(app, title, LEFT_WITHOUT_CENTRE, &left);
	if (utf8_width(left.s) + 2 + utf8_width(right.s) > c->cols)
		str_clear(&right);
	if (utf8_width(left.s) > c->cols)
		choose_left(app, title, LEFT_TITLE, &left);
	canvas_fill(c, line, STYLE_BAR);
	canvas_put(c, 0, 0, c->cols, STYLE_BAR, str_text(&left));
	canvas_put_right(c, 0, c->cols - utf8_width(str_text(&right)), utf8_width(str_text(&right)),
			 STYLE_BAR, str_text(&right));
}

static bool
may(void *ctx, const char *right)
{
	const struct app *app = ctx;

	return staff_may(app->desk, right);
}

/* Asked between keys: has another desk committed, or a new day begun? */
static bool
changed(void *ctx)
{
	struct app *app = ctx;
	bool is_new_day = app->desk->lookup.today != desk_today(app->desk);

	app->desk->lookup.now = clock_now(&app->desk->clock);
	if (!store_changed_elsewhere(app->desk->store) && !is_new_day)
		return false;
	desk_refresh(app->desk);
	return true;
}

/* What an act or a dialog has saved shows at once on the screen beneath it. */
static bool
wrote(void *ctx)
{
	struct app *app = ctx;
	int64_t before = app->last_change;

	app->last_change = desk_last_change(app->desk);
	if (app->last_change == before)
		return false;
	int64_t undoable = app->desk->staff_id ? undo_last(app->desk) : 0;

	if (undoable != app->undoable)
		app->undoable_at =
			undoable > app->undoable ? stack_state(app->stack, 0) : NULL;
	app->undoable = undoable;
	return true;
}

static int
idle_ms(void *ctx)
{
	struct app *app = ctx;

	return is_open(app) ? (int)setting_int(app->desk, "desk.idle_minutes") * 60 * 1000 : 0;
}

static void
idle(void *ctx)
{
	screen_lock(ctx);
}

/* Home at once, when the account that the kernel vouches for is a clerk's and has no PIN. */
static bool
enter_by_account(struct app *app)
{
	AUTO_ARENA a = ARENA_INIT;
	struct staff staff;

	if (!staff_of_account(app->desk, &a, &staff, NULL) || staff.has_pin || !staff.is_active)
		return false;
	if (!staff_sign_in(app->desk, staff.id, NULL, NULL))
		return false;
	app_signed_in(app);
	return true;
}

void
app_init(struct app *app, struct desk *desk, struct term *term)
{
	const struct stack_frame frame = {
		.ctx = app,
		.actions = actions,
		.action_count = (int)ARRAY_LEN(actions),
		.bar = bar,
		.may = may,
		.changed = changed,
		.wrote = wrote,
		.idle_ms = idle_ms,
		.idle = idle,
	};

	memset(app, 0, sizeof(*app));
	app->desk = desk;
	app->stack = stack_new(term, &frame);
	screen_sign_in(app);
	enter_by_account(app);
}

void
app_done(struct app *app)
{
	if (app->desk->staff_id)
		staff_sign_out(app->desk, NULL);
	stack_free(app->stack);
	app_forget(app);
	arena_done(&app->held);
	memset(app, 0, sizeof(*app));
}

void
app_signed_in(struct app *app)
{
	stack_home(app->stack);
	app_forget(app);
	screen_home(app);
}

void
app_sign_out(struct app *app)
{
	struct err e;

	if (app->desk->staff_id && !staff_sign_out(app->desk, &e))
		stack_say_err(app->stack, &e);
	app_forget(app);
	stack_home(app->stack);
}

bool
app_may(const struct app *app, const struct form *form, const char *act)
{
	return staff_may_on(app->desk, form, act);
}
