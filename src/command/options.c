/* options.c - see options.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "command/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "command/command.h"

static bool
take(const struct option_row *row, const char *argument)
{
	if (row->flag) {
		*row->flag = true;
	} else if (row->value) {
		*row->value = argument;
	} else {
		int room = (int)(sizeof(row->values->items) / sizeof(row->values->items[0]));
		if (row->values->count == room)
			return false;
		row->values->items[row->values->count++] = argument;
	}
	return true;
}

/*
 * What getopt_long has just stumbled over. It moves the words that are no options
 * behind those that are, and leaves optind behind the option and its argument; a
 * cluster of letters ("-xy") is left only after its last.
 */
static const char *
stumbled_over(char **argv, int got, const struct option_row *row)
{
	bool in_cluster = got != 0 && optopt != 0 && strncmp(argv[optind - 1], "-", 1) != 0;
	bool took_next = got == 0 && !row->flag && optarg == argv[optind - 1];
	if (in_cluster)
		return argv[optind];
	return argv[took_next ? optind - 2 : optind - 1];
}

/* The one option that begins with what was typed wrong at its end ("--purpos", "--purposes"). */
static const char *
nearest(const struct option_row *rows, int count, const char *typed)
{
	const char *best = NULL;
	size_t most = 2; /* letters in common that say something */
	for (int i = 0; i < count; i++) {
		size_t same = 0;
		while (rows[i].name[same] && rows[i].name[same] == typed[same])
			same++;
		if (same > most)
			best = rows[i].name;
		if (same > most)
			most = same;
	}
	return best;
}

static bool
refuse(const struct command *self, const struct option_row *rows, int count, const char *typed)
{
	const char *meant = str_starts(typed, "--") ? nearest(rows, count, typed + 2) : NULL;
	if (meant && !str_equal(typed + 2, meant))
		command_usage(self, _("The option \"%s\" is not known; did you mean --%s?"), typed,
			      meant);
	else
		command_usage(self, _("The option \"%s\" is not known or lacks its value."), typed);
	return false;
}

bool
options_read(const struct command *self, const struct option_row *rows, int count,
	     struct option_words *words)
{
	AUTO_FREE struct option *longs = mem_alloc(sizeof(*longs) * (size_t)(count + 1));
	for (int i = 0; i < count; i++) {
		longs[i].name = rows[i].name;
		longs[i].has_arg = rows[i].flag ? no_argument : required_argument;
	}
	optind = 0;
	opterr = 0;
	for (;;) {
		int index = -1;
		int got = getopt_long(words->count, words->items, ":", longs, &index);
		if (got == -1)
			break;
		if (got == 0 && take(&rows[index], optarg))
			continue;
		return refuse(self, rows, count,
			      stumbled_over(words->items, got, got == 0 ? &rows[index] : NULL));
	}
	words->count -= optind;
	words->items += optind;
	return true;
}

bool
options_are_all(const struct command *self, const struct option_words *words)
{
	if (words->count > 0)
		command_usage(self, _("\"%s\" is too much."), words->items[0]);
	return words->count == 0;
}

bool
option_int(const char *text, long min, long max, long *out)
{
	char *end;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno || end == text || *end != '\0' || value < min || value > max)
		return false;
	*out = value;
	return true;
}
