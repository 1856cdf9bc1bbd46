/*
 * import_line.c - which line of a file holds its headings, when their words did not tell:
 * the first lines are shown and one is chosen.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/import.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/sheet/csv_read.h"
#include "ui/dialog.h"

static void
line_chosen(void *ctx, int index)
{
	struct import_screen *s = ctx;
	struct err e = { 0 };

	if (index < 0)
		return;
	s->line = index == 0 ? 0 : s->lines[index - 1];
	if (!import_screen_read(s, &e))
		stack_say_err(s->app->stack, &e);
	import_screen_show(s);
}

/* "line 4: No. | 団体名 | 代表者", without the cells that are empty */
static const char *
line_shown(struct import_screen *s, const struct csv_row *row)
{
	AUTO_STR cells = STR_INIT;

	for (int i = 0; i < row->count; i++)
		if (row->fields[i][0])
			str_addf(&cells, "%s%s", cells.len ? " | " : "", row->fields[i]);
	AUTO_FREE char *line =
		mem_printf(_("line %lld: %s"), (long long)row->line, str_text(&cells));
	return arena_strdup(&s->held, line);
}

void
import_choose_line(void *state)
{
	struct import_screen *s = state;
	const char *items[HEADING_ROWS_MOST + 1] = { _("Found by the words of the headings") };
	struct csv_row row;
	int count = 0;
	struct csv_reader *reader = csv_reader_new(s->file, s->encoding, 0, NULL);

	arena_done(&s->held);
	while (reader && count < HEADING_ROWS_MOST && csv_reader_row(reader, &row, NULL)) {
		s->lines[count] = row.line;
		items[++count] = line_shown(s, &row);
	}
	csv_reader_free(reader);
	dialog_pick(s->app->stack, _("Which line holds the headings?"), items, count + 1,
		    line_chosen, s);
}
