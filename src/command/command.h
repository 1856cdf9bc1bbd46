/*
 * command.h - the subcommands of `madoguchi`. One file each, one row each in
 * the table of command.c, which also makes `--help` and the man page's list.
 * Exit: 0 done, 1 refused (a sentence on standard error), 2 usage.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>

#include "base/err.h"
#include "desk/desk.h"

enum command_exit { COMMAND_DONE = 0, COMMAND_REFUSED = 1, COMMAND_USAGE = 2 };

/* What main found before the subcommand's own arguments. */
struct command_context {
	struct desk_options desk; /* home, clock, embedded migrations and forms */
	const char *program;      /* argv[0]'s last part */
};

struct command {
	const char *name;
	const char *usage;   /* N_("list TYPE [--find TEXT] [--csv|--json]") */
	const char *summary; /* N_("Prints …"): one sentence */
	const char *options; /* N_() lines for --help, or NULL */
	bool needs_desk;     /* opened and signed in as the OS account's clerk before run() */
	/* `argv[0]` is the command's name. `d` is NULL unless needs_desk. */
	int (*run)(struct command_context *c, struct desk *d, int argc, char **argv);
};

const struct command *command_find(const char *name);
const struct command *command_table(int *count);
/* Finds, opens the desk if needed, runs, closes. */
int command_run(struct command_context *c, int argc, char **argv);
/* Prints `e` on standard error, made visible, and returns the exit code for it. */
int command_fail(const struct err *e);

#endif
