/*
 * app.c - what surrounds every screen: the keys that work everywhere, the idle
 * lock, and who sits at the desk.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/undo.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "desk/today/today.h"
#include "form/form.h"
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
redo(void *state)
{
	app_redo(state);
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
	{ K_NONE, K_NONE, "redo", NULL,
	  N_("Redo: does again what you took back last."), NULL, redo, is_open },
	{ K_F12, K_CTRL_X, "lock", N_("Lock"),
	  N_("Hides the screen until you prove who you are. What was typed is kept."),
	  NULL, lock, is_open },
};
/* clang-format on */

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
	struct err e;

	if (!app->is_damage_told && store_met_damage(app->desk->store, &e)) {
		app->is_damage_told = true;
		stack_say_err(app->stack, &e);
	}
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

static bool
rest(void *ctx)
{
	struct app *app = ctx;

	return desk_rest(app->desk);
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
		.bar = app_bar,
		.may = may,
		.changed = changed,
		.wrote = wrote,
		.idle_ms = idle_ms,
		.idle = idle,
		.rest = rest,
	};

	memset(app, 0, sizeof(*app));
	app->desk = desk;
	app_name_site(app);
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
	free(app->site_name);
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
	app->taken_back = 0;
	app_forget(app);
	stack_home(app->stack);
}

/* The harmless one first: it is the one that Enter takes. */
enum leave_choice { LEAVE_CHANGE_CLERK, LEAVE_QUIT };

static void
leave_chosen(void *ctx, int index)
{
	struct app *app = ctx;

	if (index == LEAVE_QUIT)
		stack_quit(app->stack);
	else if (index == LEAVE_CHANGE_CLERK)
		app_sign_out(app);
}

/* One Esc too many, and the next group's name is typed: it is for the line, as on home. */
static void
typed_on(void *ctx, const char *text)
{
	screen_command(ctx, text);
}

void
app_ask_to_leave(struct app *app)
{
	static const char *const labels[] = {
		[LEAVE_CHANGE_CLERK] = N_("Another clerk signs in"),
		[LEAVE_QUIT] = N_("Close the desk"),
	};
	const char *items[ARRAY_LEN(labels)];
	AUTO_STR open = STR_INIT;
	AUTO_STR note = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		items[i] = _(labels[i]);
	today_say_open(app->desk, &open);
	if (open.len > 0) /* L10N: "Keys out 3, Unpaid 2". */
		str_addf(&note, _("Still open: %s"), str_text(&open));
	const struct dialog_menu menu = {
		.title = _("Leave"),
		.items = items,
		.count = (int)ARRAY_LEN(labels),
		.note = open.len > 0 ? str_text(&note) : NULL,
		.typed = typed_on,
	};

	dialog_menu(app->stack, &menu, leave_chosen, app);
}

bool
app_may(const struct app *app, const struct form *form, const char *act)
{
	return staff_may_on(app->desk, form, act);
}

bool
app_may_type(const struct app *app, const struct form *form, const char *act)
{
	return form_is_typed(form) && app_may(app, form, act);
}
