/* undo.c - `undo`: takes a change back by its number. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>

#include "base/i18n.h"
#include "command/command.h"
#include "command/options.h"
#include "desk/record/undo.h"

int
command_undo(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("undo");
	const char *reason = NULL;
	const struct option_row rows[] = { { .name = "reason", .value = &reason } };
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, 1, &words))
		return COMMAND_USAGE;
	long change;
	if (words.count != 1 || !option_int(words.items[0], 1, 1000000000000L, &change))
		return command_usage(self, _("The number of one change is needed."));
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };
	if (!undo_change(d, change, reason, &said, &e))
		return command_fail(&e);
	command_print(str_text(&said));
	putchar('\n');
	return COMMAND_DONE;
}
