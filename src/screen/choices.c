/* choices.c - see choices.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/choices.h"

void
choices_show(struct app *app, struct editor *ed)
{
	const struct key k = { K_F4, NULL };
	struct err e = { .code = ERR_NONE };

	editor_key(ed, &k, &e);
	if (e.code != ERR_NONE)
		stack_say_err(app->stack, &e);
}
