/* choices.c - see choices.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/choices.h"

static void
press(struct app *app, struct editor *ed, enum key_code code)
{
	const struct key k = { code, NULL };
	struct err e = { .code = ERR_NONE };

	editor_key(ed, &k, &e);
	if (e.code != ERR_NONE)
		stack_say_err(app->stack, &e);
}

void
choices_show(struct app *app, struct editor *ed)
{
	press(app, ed, K_F4);
}

void
choices_last(struct app *app, struct editor *ed)
{
	press(app, ed, K_F9);
}
