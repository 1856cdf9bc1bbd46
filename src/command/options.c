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
#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "command/command.h"

/* Which of two values was meant nobody knows; a flag means the same however often it is given. */
static bool
take(const struct command *self, const struct option_row *row, const char *argument)
{
	const int most = row->values ? (int)ARRAY_LEN(row->values->items) : 1;
	const int before = row->values ? row->values->count : row->value && *row->value;
	if (before == most) {
		command_usage(self,
			      ngettext("The option --%s is given more than once.",
				       "The option --%s is given more than %d times.",
				       (unsigned long)most),
			      row->name, most);
		return false;
	}
	if (argument && *argument == '\0') { /* a script's variable that was never set */
		command_usage(self, _("The option --%s has an empty value."), row->name);
		return false;
	}
	if (row->flag)
		*row->flag = true;
	else if (row->value)
		*row->value = argument;
	else
		row->values->items[row->values->count++] = argument;
	return true;
}

/*
 * What getopt_long has just stumbled over. It moves the words that are no options
 * behind those that are, and leaves optind behind the option; a cluster of letters
 * ("-xy") is left only after its last.
 */
static const char *
stumbled_over(char **argv)
{
	bool in_cluster = optopt != 0 && !str_starts(argv[optind - 1], "-");
	return argv[in_cluster ? optind : optind - 1];
}

/* "--csv=x" of an option that takes no value, or NULL. */
static const char *
flag_of(const struct option_row *rows, int count, const char *typed)
{
	size_t len = strcspn(typed, "=");
	for (int i = 0; i < count; i++)
		if (rows[i].flag && typed[len] == '=' && strlen(rows[i].name) + 2 == len &&
		    strncmp(typed + 2, rows[i].name, len - 2) == 0)
			return rows[i].name;
	return NULL;
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

static void
refuse(const struct command *self, const struct option_row *rows, int count, const char *typed,
       bool lacks_value)
{
	const char *flag = flag_of(rows, count, typed);
	const char *meant = str_starts(typed, "--") ? nearest(rows, count, typed + 2) : NULL;
	if (lacks_value)
		command_usage(self, _("The option \"%s\" lacks its value."), typed);
	else if (flag)
		command_usage(self, _("The option --%s takes no value."), flag);
	else if (meant)
		command_usage(self, _("The option \"%s\" is not known; did you mean --%s?"), typed,
			      meant);
	else
		command_usage(self, _("The option \"%s\" is not known."), typed);
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
		if (got == 0 && !take(self, &rows[index], optarg))
			return false;
		if (got == 0)
			continue;
		refuse(self, rows, count, stumbled_over(words->items), got == ':');
		return false;
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
