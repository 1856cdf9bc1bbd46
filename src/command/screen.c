/*
 * screen.c - `screen`: the first screen as text, for those who look before they
 * open the desk, and for scripts that have no terminal.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "command/command.h"
#include "command/output.h"

int
command_screen(struct command_context *c, struct desk *d, int argc, char **argv)
{
	AUTO_STR text = STR_INIT;
	if (argc != 1)
		return command_usage(command_find("screen"), _("\"%s\" is too much."), argv[1]);
	c->draw_first_screen(d, &text);
	output_text(str_text(&text));
	return COMMAND_DONE;
}
