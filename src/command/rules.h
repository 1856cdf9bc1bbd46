/*
 * rules.h - the words of the command `rules`, one file each, a row each in rules.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_RULES_H
#define COMMAND_RULES_H

#include "command/command.h"

/* `argv[0]` is the word; `d` is NULL when the row needs no desk. */
int rules_check(struct command_context *c, struct desk *d, int argc, char **argv);
int rules_load(struct command_context *c, struct desk *d, int argc, char **argv);
int rules_dump(struct command_context *c, struct desk *d, int argc, char **argv);
int rules_diff(struct command_context *c, struct desk *d, int argc, char **argv);

#endif
