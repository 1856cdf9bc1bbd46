/* check.c - `check`, `verify-audit` and `backup`: is the home sound, and a good copy of it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/check/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"
#include "desk/custody.h"

static void
print_part(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	AUTO_STR b = STR_INIT;
	if (finding)
		str_addf(&b, "%s: %s\n", part, finding);
	else
		str_addf(&b, _("%s: in order\n"), part);
	output_text(str_text(&b));
}

int
command_check(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	if (argc > 1)
		return command_usage(command_find("check"), _("\"%s\" is too much."), argv[1]);
	int findings = check_all(d, print_part, NULL);
	if (findings == 0)
		return COMMAND_DONE;
	fprintf(stderr,
		ngettext("madoguchi: %d fault was found.\n", "madoguchi: %d faults were found.\n",
			 (unsigned long)findings),
		findings);
	return COMMAND_REFUSED;
}

struct verify_count {
	int faults;
};

static void
print_finding(void *ctx, int64_t seq, bool is_fault, const char *finding)
{
	struct verify_count *count = ctx;
	if (is_fault)
		count->faults++;
	AUTO_STR b = STR_INIT;
	str_addf(&b, is_fault ? _("fault at row %lld: %s\n") : _("note at row %lld: %s\n"),
		 (long long)seq, finding);
	output_text(str_text(&b));
}

int
command_verify_audit(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("verify-audit");
	const char *anchor = NULL;
	const struct option_row rows[] = { { .name = "anchor", .value = &anchor } };
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, 1, &words) ||
	    !options_are_all(self, &words))
		return COMMAND_USAGE;
	struct err e = { 0 };
	struct verify_count count = { 0 };
	AUTO_STR code = STR_INIT;
	if (!custody_verify(d, anchor, print_finding, &count, &code, &e))
		return command_fail(&e);
	if (count.faults > 0) {
		fprintf(stderr, "madoguchi: %s\n", _("The audit chain is broken."));
		return COMMAND_REFUSED;
	}
	printf(_("The audit chain is whole. Its code today: %s\n"), str_text(&code));
	return COMMAND_DONE;
}

int
command_backup(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	if (argc > 1)
		return command_usage(command_find("backup"), _("\"%s\" is too much."), argv[1]);
	struct err e = { 0 };
	AUTO_FREE char *path = custody_backup(d, &e);
	if (!path)
		return command_fail(&e);
	output_text(path);
	putchar('\n');
	return COMMAND_DONE;
}
