/*
 * export_lacking.c - the characters that Shift_JIS lacks, with the record, the
 * field and what could stand instead; the clerk decides what is written.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/export.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/table.h"

struct lacking_screen {
	struct export_ask *ask;
	int64_t total;
	struct list_column columns[4];
	struct table table; /* ids are places, from 1 */
};

static bool
key(void *state, const struct key *k)
{
	struct lacking_screen *s = state;

	return list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct lacking_screen *s = state;
	AUTO_STR line = STR_INIT;

	str_addf(&line,
		 ngettext("Shift_JIS lacks %lld character of these records.",
			  "Shift_JIS lacks %lld characters of these records.",
			  (unsigned long)s->total),
		 (long long)s->total);
	canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, str_text(&line));
	canvas_put(c, area.row + 1, area.col, area.cols, STYLE_HINT,
		   _("No file was written. What shall stand in it?"));
	area.row += 3;
	area.rows -= 3;
	if (area.rows > 0)
		list_draw(s->table.view, c, area);
}

/* The list makes way for the file. */
static void
decide(struct lacking_screen *s, enum sheet_format format, enum unmapped_policy policy)
{
	struct export_ask *ask = s->ask;

	ask->format = format;
	ask->unmapped = policy;
	stack_pop(ask->app->stack);
	export_ask_run(ask);
}

static void
replace(void *state)
{
	decide(state, SHEET_CSV_CP932, UNMAPPED_REPLACE);
}

static void
geta(void *state)
{
	decide(state, SHEET_CSV_CP932, UNMAPPED_GETA);
}

static void
utf8(void *state)
{
	decide(state, SHEET_CSV_UTF8_BOM, UNMAPPED_REFUSE);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Characters that Shift_JIS lacks");
}

static void
close_lacking(void *state)
{
	struct lacking_screen *s = state;

	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "replace", N_("Replace"),
	  N_("Writes what the second column shows."),
	  NULL, replace, NULL },
	{ K_F9, K_CTRL_D, "geta", N_("Geta"),
	  N_("Writes a geta mark for each of these characters."), NULL, geta, NULL },
	{ K_F8, K_CTRL_E, "utf8", N_("UTF-8"),
	  N_("Writes the file in UTF-8, which has every character."), NULL, utf8, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "export-lacking",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_lacking,
	.title = title,
};

static void
add_place(struct lacking_screen *s, const struct export *x, const struct unmapped_place *place,
	  int64_t number)
{
	const struct field_lookup *lookup = &s->ask->app->desk->lookup;
	const char *label = export_column_label(x, place->column);
	const char *record =
		label ? lookup->ref_title(lookup->ctx, s->ask->rows->form->name, place->record)
		      : _("(heading)");
	const char *cells[] = { place->character, place->instead ? place->instead : "〓",
				label ? label : "", record ? record : "" };

	table_add(&s->table, number, STYLE_NORMAL, cells);
}

void
export_ask_lacking(struct export_ask *ask, const struct export *x)
{
	const struct unmapped *u = export_unmapped(x);
	struct lacking_screen *s = mem_alloc(sizeof(*s));

	s->ask = ask;
	s->total = u->total;
	s->columns[0] = (struct list_column){ .label = _("Character"), .width = 10 };
	s->columns[1] = (struct list_column){ .label = _("Instead"), .width = 10 };
	s->columns[2] = (struct list_column){ .label = _("Field"), .width = 16 };
	s->columns[3] = (struct list_column){ .label = _("Record"), .width = 20, .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	for (int i = 0; i < u->count; i++)
		add_place(s, x, &u->places[i], i + 1);
	table_show(&s->table);
	stack_push(ask->app->stack, &ops, s);
}
