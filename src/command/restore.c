/* restore.c - `restore`: brings a backup back; the present database is kept. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "command/command.h"
#include "command/output.h"
#include "desk/custody.h"

int
command_restore(struct command_context *c, struct desk *unused, int argc, char **argv)
{
	(void)unused;
	if (argc != 2)
		return command_usage(command_find("restore"),
				     _("The file of one backup is needed."));
	if (c->desk.pinned_now)
		return command_usage(command_find("restore"),
				     _("The clock cannot be pinned for this."));
	struct err e = { 0 };
	AUTO_FREE char *kept = custody_restore(&c->desk, argv[1], &e);
	if (!kept)
		return command_fail(&e);
	AUTO_STR b = STR_INIT;
	str_addf(&b, _("%s was brought back.\n"), argv[1]);
	if (kept[0])
		str_addf(&b, _("The former database is kept: %s\n"), kept);
	output_text(str_text(&b));
	return COMMAND_DONE;
}
