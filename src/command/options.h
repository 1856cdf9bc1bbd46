/*
 * options.h - the options and words of one subcommand, by getopt_long: options
 * may stand anywhere, "--" ends them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>

/* One option: `value` (one text, the last given), `flag` or `values` (each given); exactly one is
 * set. */
struct option_row {
	const char *name;             /* without the dashes */
	const char **value;           /* takes an argument */
	bool *flag;                   /* takes none */
	struct option_values *values; /* takes an argument, may be repeated */
};

struct option_values {
	const char *items[64];
	int count;
};

/*
 * Reads the options; the words that are left stand in argv[*first] … argv[argc - 1].
 * False when an option is unknown, lacks its argument, or is given too often;
 * *wrong is then the word concerned.
 */
bool options_read(const struct option_row *rows, int count, int argc, char **argv, int *first,
		  const char **wrong);

/* A whole number in [min, max]; false if `text` is not one. */
bool option_int(const char *text, long min, long max, long *out);

#endif
