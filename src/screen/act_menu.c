/* act_menu.c - the menu that offers the acts that fit, each by its own key. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/act.h"

#include <string.h>

#include "base/i18n.h"
#include "form/form.h"
#include "ui/dialog.h"

/* What a menu on screen is about, and what it offers; behind the last the other one's menu. */
struct act_choice {
	struct app *app;
	struct subject on[SUBJECTS_MOST];
	int count;
	const struct act **fitting;
	int fitting_count;
};

static void
picked(void *ctx, int index)
{
	struct act_choice *choice = ctx;

	if (index >= 0 && index < choice->fitting_count)
		act_run(choice->app, choice->fitting[index], &choice->on[0]);
	else if (index >= 0)
		act_menu(choice->app, &choice->on[1], choice->count - 1);
}

static void
copy_ids(struct app *app, struct subject *on)
{
	int64_t *ids = arena_alloc(&app->held, (size_t)(on->count + 1) * sizeof(*ids));

	if (on->count)
		memcpy(ids, on->ids, (size_t)on->count * sizeof(*ids));
	on->ids = ids;
}

static struct act_choice *
choice_of(struct app *app, const struct subject *on, int count)
{
	struct act_choice *choice = arena_alloc(&app->held, sizeof(*choice));
	const struct act *acts;
	int act_count;

	choice->app = app;
	choice->count = count;
	for (int n = 0; n < count; n++) {
		choice->on[n] = on[n];
		copy_ids(app, &choice->on[n]);
	}
	acts = act_table(&act_count);
	choice->fitting = arena_alloc(&app->held, (size_t)act_count * sizeof(*choice->fitting));
	for (int i = 0; i < act_count; i++)
		if (act_fits(app, &acts[i], on))
			choice->fitting[choice->fitting_count++] = &acts[i];
	return choice;
}

void
act_menu(struct app *app, const struct subject *on, int count)
{
	struct act_choice *choice = choice_of(app, on, count);
	int most = choice->fitting_count + 1;
	const char **items = arena_alloc(&app->held, (size_t)most * sizeof(*items));
	char *keys = arena_alloc(&app->held, (size_t)most);
	struct dialog_menu menu = {
		.title = form_label(on->form),
		.items = items,
		.keys = keys,
		.count = choice->fitting_count,
	};

	for (int i = 0; i < menu.count; i++) {
		items[i] = act_label(choice->fitting[i]);
		keys[i] = choice->fitting[i]->key;
	}
	if (count > 1) {
		/* L10N: %s is the type of the record whose detail has the cursor. */
		items[menu.count] = arena_printf(&app->held, _("%s: its own acts"),
						 form_label(on[1].form));
		keys[menu.count++] = '0';
	}
	if (menu.count == 0)
		stack_say(app->stack, _("Nothing else can be done here."));
	else
		dialog_menu(app->stack, &menu, picked, choice);
}
