/*
 * undo.c - ^Z: the clerk's last change is taken back, asked first when it is not
 * on the screen. What is refused stays as it is and does not stand in the way:
 * the next ^Z goes on to the change before it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "desk/record/undo.h"
#include "screen/act.h"
#include "screen/app.h"
#include "ui/dialog.h"

/* What ^Z takes back next; 0 for nothing. */
static int64_t
next_change(struct app *app)
{
	int64_t last = undo_last(app->desk);

	if (last == app->refused_under)
		return undo_before(app->desk, app->refused);
	app->refused_under = 0;
	return last;
}

static void
say_refused(struct app *app, int64_t change, struct err *e)
{
	AUTO_STR why = STR_INIT;

	app->refused_under = undo_last(app->desk);
	app->refused = change;
	str_add(&why, e->msg);
	if (next_change(app))
		/* L10N: a sentence that says why a change was not taken back */
		err_set(e, e->code, _("%s The next ^Z goes on to the change before it."),
			str_text(&why));
	stack_say_err(app->stack, e);
}

static void
take_back(struct app *app, int64_t change)
{
	AUTO_STR said = STR_INIT;
	struct err e;

	if (undo_change(app->desk, change, NULL, &said, &e)) {
		app->taken_back = desk_last_change(app->desk);
		stack_say(app->stack, "%s", str_text(&said));
	} else {
		say_refused(app, change, &e);
	}
	desk_refresh(app->desk); /* it may have been a code, a right or a setting */
}

/* Does the clerk see what ^Z would take back: made on this screen, or of the record shown? */
static bool
is_in_sight(struct app *app, int64_t change)
{
	struct subject on[SUBJECTS_MOST];
	void *state = stack_state(app->stack, 0);
	int count = act_subjects_of(stack_ops(app->stack, 0), state, on);

	if (change == app->undoable && state == app->undoable_at)
		return true;
	for (int n = 0; n < count; n++)
		for (int i = 0; i < on[n].count; i++)
			if (undo_touches(app->desk, change, on[n].form, on[n].ids[i]))
				return true;
	return false;
}

static void
undo_answered(void *ctx, bool answer)
{
	struct app *app = ctx;

	if (answer)
		take_back(app, next_change(app));
}

void
app_undo(struct app *app)
{
	int64_t change = next_change(app);
	AUTO_STR name = STR_INIT;
	AUTO_STR text = STR_INIT;

	if (!change) {
		stack_say(app->stack, _("There is no change of yours to take back."));
		return;
	}
	if (is_in_sight(app, change)) {
		take_back(app, change);
		return;
	}
	undo_add_name(app->desk, change, &name);
	/* L10N: what was changed ('Group "…"') */
	str_addf(&text, _("Your last change was not made here: %s."), str_text(&name));
	dialog_confirm(app->stack, _("Take back"), str_text(&text), _("Take it back"),
		       undo_answered, app);
}

static void
redo_answered(void *ctx, bool answer)
{
	struct app *app = ctx;
	AUTO_STR name = STR_INIT;
	AUTO_STR said = STR_INIT;
	struct err e;

	if (!answer)
		return;
	undo_add_name(app->desk, app->taken_back, &name);
	if (undo_change(app->desk, app->taken_back, NULL, &said, &e)) {
		app->taken_back = 0;
		stack_say(app->stack, _("Done again: %s."), str_text(&name));
	} else {
		stack_say_err(app->stack, &e);
	}
	desk_refresh(app->desk);
}

/* Once only, and only what was taken back last: older changes stand in their histories. */
void
app_redo(struct app *app)
{
	AUTO_STR name = STR_INIT;
	AUTO_STR text = STR_INIT;

	if (!app->taken_back) {
		stack_say(app->stack, _("Nothing was taken back that could be done again."));
		return;
	}
	undo_add_name(app->desk, app->taken_back, &name);
	/* L10N: when it was done, and what it was */
	str_addf(&text, _("Taken back last: %s."), str_text(&name));
	dialog_confirm(app->stack, _("Do again"), str_text(&text), _("Do it again"),
		       redo_answered, app);
}
