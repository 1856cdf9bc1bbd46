/*
 * screen.c - `screen`: the first screen as text, for those who look before they
 * open the desk, and for scripts that have no terminal.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"

int
command_screen(struct command_context *c, struct desk *d, int argc, char **argv)
{
	const struct command *self = command_find("screen");
	AUTO_STR text = STR_INIT;
	struct err e = { 0 };
	const char *site = NULL;
	const struct option_row rows[] = { { .name = "site", .value = &site } };
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, 1, &words) || !options_are_all(self, &words))
		return COMMAND_USAGE;
	if (!command_site_id(d, site, &d->site_id, &e))
		return command_fail(&e);
	c->draw_first_screen(d, &text);
	output_text(str_text(&text));
	return COMMAND_DONE;
}
