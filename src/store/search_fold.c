/* search_fold.c - see search_fold.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/search_fold.h"

#include <string.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/grams.h"

static void
add_line(struct str *key, const char *line, size_t len)
{
	AUTO_FREE char *text = mem_strndup(line, len);
	AUTO_FREE char *part = utf8_search_key(text);

	if (*part == '\0')
		return;
	if (key->len > 0)
		str_add_char(key, GRAMS_SEPARATOR);
	str_add(key, part);
}

/* Lines of one text are separate too: nobody searches across them. */
void
search_fold(struct str *key, const char *const *texts, int count)
{
	for (int i = 0; i < count; i++) {
		for (const char *line = texts[i]; line != NULL && *line != '\0';) {
			size_t len = strcspn(line, "\n");
			add_line(key, line, len);
			line += len + (line[len] == '\n');
		}
	}
}

bool
search_fold_is_new(const char *key)
{
	AUTO_STR now = STR_INIT;

	search_fold(&now, &key, 1);
	return strcmp(str_text(&now), key) == 0;
}

static void
key_now(sqlite3_context *q, int count, sqlite3_value **values)
{
	const char *key = (const char *)sqlite3_value_text(values[0]);
	AUTO_STR now = STR_INIT;

	(void)count;
	search_fold(&now, &key, 1);
	sqlite3_result_text(q, str_text(&now), (int)now.len, SQLITE_TRANSIENT);
}

int
search_fold_lend(sqlite3 *db)
{
	return sqlite3_create_function(db, "search_key_now", 1,
				       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
				       key_now, NULL, NULL);
}
