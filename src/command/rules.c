/*
 * rules.c - `rules WORD ...`: what is done with rule books. Each word is a row, run
 * like a command of its own.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "command/command.h"
#include "command/rules.h"

static const struct command words[] = {
	{ .name = "check", .usage = "[--json] FILE...", .run = rules_check },
	{ .name = "load", .usage = "FILE [--from DAY] [--site S] [--reason TEXT] [--json]",
	  .needs = COMMAND_NEEDS_CLERK, .run = rules_load },
	{ .name = "dump", .usage = "[--edition N] [--site S] [--original] [--json]",
	  .needs = COMMAND_NEEDS_CLERK, .run = rules_dump },
	{ .name = "diff", .usage = "FILE [--rules OLD | --site S] [--json]",
	  .needs = COMMAND_NEEDS_RULES, .run = rules_diff },
};

int
command_rules(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)d;
	for (size_t i = 0; argc > 1 && i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].name, argv[1]) == 0)
			return command_run_row(c, &words[i], argc - 1, argv + 1);
	if (argc > 1)
		return command_usage(command_find("rules"), _("rules has no \"%s\"."), argv[1]);
	return command_usage(command_find("rules"), _("Say what to do with the rules."));
}
