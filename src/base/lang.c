/*
 * lang.c - the language of a run. The locale itself is always C.UTF-8 where the
 * system has it: ja_JP.UTF-8 is not generated on a stock system, and a locale
 * that setlocale() refuses would leave the process without UTF-8. gettext takes
 * the language from LANGUAGE alone.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/lang.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static bool is_ja; /* false until lang_init: gettext gives the msgids until then */

/* The first word of LANGUAGE, else the locale of messages: length in *len. */
static const char *
wanted_language(size_t *len)
{
	const char *list = getenv("LANGUAGE");
	if (!str_is_empty(list)) {
		list += strspn(list, ":");
		*len = strcspn(list, ":");
		if (*len > 0)
			return list;
	}
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);
		if (str_is_empty(value))
			continue;
		*len = strlen(value);
		return value;
	}
	*len = 0;
	return "";
}

/* The word up to its territory, codeset or modifier is `name`. */
static bool
word_is(const char *word, size_t len, const char *name)
{
	size_t n = strlen(name);
	if (len < n || strncmp(word, name, n) != 0)
		return false;
	return len == n || word[n] == '_' || word[n] == '.' || word[n] == '@' || word[n] == '-';
}

static bool
wants_ja(void)
{
	size_t len;
	const char *word = wanted_language(&len);
	return len == 0 || word_is(word, len, "ja") || word_is(word, len, "C") ||
	       word_is(word, len, "POSIX");
}

void
lang_init(const char *localedir)
{
	if (setlocale(LC_ALL, "C.UTF-8") == NULL && setlocale(LC_ALL, "") != NULL &&
	    strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		setlocale(LC_NUMERIC, "C");
	bindtextdomain(PACKAGE, localedir);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	lang_use(wants_ja());
}

/* gettext looks at LANGUAGE again when it is told its domain. */
void
lang_use(bool ja)
{
	is_ja = ja;
	setenv("LANGUAGE", ja ? "ja" : "en", 1);
	textdomain(PACKAGE);
}

bool
lang_is_ja(void)
{
	return is_ja;
}

const char *
lang_pick(const char *ja, const char *en)
{
	const char *first = is_ja ? ja : en;
	return first != NULL ? first : is_ja ? en : ja;
}
