/*
 * test_export_stop.c - a clerk stops a long export with Esc, at a real terminal:
 * no file is left, not even a part of one, and the desk goes on.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/macros.h"
#include "base/mem.h"
#include "scenario.h"

/* So many that every format takes seconds. */
static const char many[] =
	"INSERT INTO holiday (day, name, kind)"
	" WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200000)"
	" SELECT date('2100-01-01', i || ' days'), '休日', 'between' FROM n";

static bool
fill(const struct world *w)
{
	char *path = mem_printf("%s/madoguchi.db", w->home);
	sqlite3 *db = NULL;
	bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
		  sqlite3_exec(db, many, NULL, NULL, NULL) == SQLITE_OK;

	sqlite3_close(db);
	free(path);
	return ok;
}

static bool
play(struct scenario *s, const char *const *lines, int count)
{
	bool ok = true;

	for (int i = 0; ok && i < count; i++) {
		char *line = mem_strdup(lines[i]);

		s->line = i + 1;
		ok = scenario_do(s, line);
		free(line);
	}
	return ok;
}

/* In the format with this number of the list. */
static bool
stop_one(struct scenario *s, const char *format)
{
	char *choose = mem_printf("press %s", format);
	const char *const lines[] = {
		"press <F8>",      "wait for Shift_JIS",     choose,
		"wait for Escで",  "press <Esc>",            "wait for 書き出していません",
		"expect 祝日・休日", "folder exports holds 0",
	};
	bool ok = play(s, lines, (int)ARRAY_LEN(lines));

	free(choose);
	return ok;
}

int
main(void)
{
	static const char *const start[] = { "home demo" };
	static const char *const open_list[] = {
		"run", "wait for 団体一覧", "press <F2>", "type 祝日・休日", "press <Enter>",
		"wait for 国民の休日",
	};
	static const char *const leave[] = { "hangup" };
	struct scenario s;

	scenario_init(&s, "test_export_stop");
	bool ok = play(&s, start, 1) && fill(&s.world) &&
		  play(&s, open_list, (int)ARRAY_LEN(open_list)) && stop_one(&s, "1") &&
		  stop_one(&s, "4") && play(&s, leave, 1);
	return scenario_done(&s, ok) ? 0 : 1;
}
