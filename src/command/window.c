/* window.c - `window`: from when until when a use may be applied for. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "command/asker.h"
#include "rule/ask.h"

static int
print_window(struct asker *k, const struct asker_words *w)
{
	struct err e = { 0 };
	int status = asker_facts(k, w);

	if (status != COMMAND_DONE)
		return status;
	if (!ask_window(&k->facts, &k->answer, &e))
		return command_fail(&e);
	if (w->json)
		asker_print_json(k);
	else
		asker_print(k);
	return COMMAND_DONE;
}

int
command_window(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct command *self = command_find("window");
	struct asker_words w = { 0 };
	const struct option_row rows[] = { ASKER_OPTIONS(&w), ASKER_USE_OPTIONS(&w) };
	struct option_words words = { argc, argv };

	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words) ||
	    !options_are_all(self, &words))
		return COMMAND_USAGE;
	struct asker k;
	int status = asker_open(&k, c, d, &w);

	if (status == COMMAND_DONE)
		status = print_window(&k, &w);
	asker_close(&k);
	return status;
}
