/*
 * options.h - the options and words of one subcommand, by getopt_long: options
 * may stand anywhere, "--" ends them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>

struct command;

/* One option: `value` (one text), `flag` or `values` (each given); exactly one is set. */
struct option_row {
	const char *name;             /* without the dashes */
	const char **value;           /* takes an argument; NULL until then */
	bool *flag;                   /* takes none */
	struct option_values *values; /* takes an argument, may be repeated */
};

struct option_values {
	const char *items[64];
	int count;
};

/* What a subcommand was given: its arguments, and once the options are read the other words. */
struct option_words {
	int count;
	char **items;
};

/*
 * Reads the options out of the arguments (the first is the subcommand's name) and leaves
 * the other words. False when an option is unknown, lacks its argument or is given too
 * often: that was said on standard error, and the exit status is COMMAND_USAGE.
 */
bool options_read(const struct command *self, const struct option_row *rows, int count,
		  struct option_words *words);
/* The same for words that a subcommand has no use for: false when there are any. */
bool options_are_all(const struct command *self, const struct option_words *words);

/* A whole number in [min, max]; false if `text` is not one. */
bool option_int(const char *text, long min, long max, long *out);

#endif
