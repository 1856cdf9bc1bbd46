/*
 * import.c - a file to be imported: its columns with the fields that they go to
 * and the cells of the first rows. The file lies in the data folder's imports/.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/import.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/bulk.h"
#include "exchange/sheet/csv_read.h"
#include "ui/dialog.h"

enum { NOTE_ROWS = 2 }; /* for what stands above and below the list */

static void
take_sample(struct import_screen *s, int row, const struct csv_row *from)
{
	for (int i = 0; i < s->map.count && i < from->count; i++)
		s->cells[i * IMPORT_SAMPLES + row] = arena_strdup(&s->samples, from->fields[i]);
}

static bool
read_samples(struct import_screen *s, struct err *e)
{
	struct csv_row row;
	struct csv_reader *reader = csv_reader_new(s->file, s->encoding, 0, e);
	AUTO_STR headings = STR_INIT;
	bool ok = reader && import_heading_pass(&s->map, reader, &headings, e);

	arena_done(&s->samples);
	s->cells = arena_alloc(&s->samples,
			       sizeof(*s->cells) * IMPORT_SAMPLES * (size_t)(s->map.count + 1));
	for (int i = 0; ok && i < IMPORT_SAMPLES; i++)
		if (import_heading_next_row(&s->map, reader, &row, e))
			take_sample(s, i, &row);
	ok = ok && !csv_reader_failed(reader);
	if (reader)
		s->found = csv_reader_encoding(reader);
	csv_reader_free(reader);
	return ok;
}

bool
import_screen_read(struct import_screen *s, struct err *e)
{
	struct import_map map = { 0 };
	const struct import_source from = { s->file, s->encoding, s->line };

	if (!import_headings(&map, s->form, &from, e))
		return false;
	import_map_done(&s->map);
	s->map = map;
	return read_samples(s, e);
}

void
import_screen_show(struct import_screen *s)
{
	if (!s->key_is_chosen)
		s->key = import_map_key(&s->map);
	table_clear(&s->table);
	for (int i = 0; i < s->map.count; i++) {
		int field = s->map.fields[i];
		const char *cells[2 + IMPORT_SAMPLES] = {
			s->map.headings[i],
			field < 0 ? _("(not taken)") : field_label(&s->form->fields[field]),
		};

		for (int k = 0; k < IMPORT_SAMPLES; k++)
			cells[2 + k] = s->cells[i * IMPORT_SAMPLES + k];
		table_add(&s->table, i + 1, field < 0 ? STYLE_HINT : STYLE_NORMAL, cells);
	}
	table_show(&s->table);
}

static bool
key(void *state, const struct key *k)
{
	struct import_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct import_screen *s = state;
	struct err why = { 0 };
	AUTO_STR line = STR_INIT;

	str_addf(&line, _("%s   Encoding: %s   "), s->name, encoding_label(s->found));
	if (s->map.line > 1)
		str_addf(&line, _("Headings: line %lld   "), (long long)s->map.line);
	if (s->key.count == 0) {
		str_add(&line, _("All rows are added."));
	} else {
		AUTO_STR fields = STR_INIT;

		import_add_key(s, &s->key, &fields);
		str_addf(&line, _("Rows with the same %s change the record."), str_text(&fields));
	}
	struct rect part = area;

	part.rows = area.rows > NOTE_ROWS ? NOTE_ROWS : area.rows;
	int used = canvas_wrap(c, part, STYLE_HINT, str_text(&line));
	area.row += used;
	area.rows -= used;
	if (area.rows > 2 * NOTE_ROWS && !import_map_check(&s->map, &s->key, &why)) {
		area.rows -= NOTE_ROWS;
		part.row = area.row + area.rows;
		canvas_wrap(c, part, STYLE_WARN, why.msg);
	}
	list_draw(s->table.view, c, area);
}

static const char *
title(const void *state)
{
	const struct import_screen *s = state;

	return str_text(&s->title);
}

static void
close_import(void *state)
{
	struct import_screen *s = state;

	if (s->file)
		fclose(s->file);
	import_map_done(&s->map);
	table_done(&s->table);
	arena_done(&s->held);
	arena_done(&s->samples);
	str_done(&s->title);
	free(s->folder);
	free(s->name);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "field", N_("Field"),
	  N_("Chooses the field that the column at the cursor goes to."), NULL,
	  import_choose_field, NULL },
	{ K_F4, K_CTRL_O, "encoding", N_("Encoding"),
	  N_("Reads the file in another encoding, when its words look wrong."), NULL,
	  import_choose_encoding, NULL },
	{ K_F5, K_CTRL_Q, "mapping", N_("Mapping"),
	  N_("Takes the fields from a mapping that was kept."), NULL, import_choose_map, NULL },
	{ K_F6, K_CTRL_R, "keep", N_("Keep"),
	  N_("Keeps the mapping under a name, for the next file of this kind."), NULL,
	  import_keep_map, NULL },
	{ K_F7, K_CTRL_P, "update", N_("Update"),
	  N_("Chooses the field by which records that are there are found and changed."), NULL,
	  import_choose_key, NULL },
	{ K_F8, K_CTRL_E, "headings", N_("Headings"),
	  N_("Chooses the line that holds the headings, when it was not found."), NULL,
	  import_choose_line, NULL },
	{ K_F9, K_CTRL_D, "trial", N_("Try"),
	  N_("Reads and checks everything and keeps nothing: shows what would be refused."), NULL,
	  import_try, NULL },
	{ K_F10, K_CTRL_S, "import", N_("Import"),
	  N_("Imports the rows that are good; the others go into a file with the reason."), NULL,
	  import_go, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "import",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_import,
	.title = title,
};

static struct import_screen *
new_screen(struct app *app, const struct form *form, const char *folder, const char *name)
{
	struct import_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->form = form;
	s->folder = mem_strdup(folder);
	s->name = mem_strdup(name);
	s->columns[0] = (struct list_column){ .label = _("Column of the file"), .width = 20 };
	s->columns[1] = (struct list_column){ .label = _("Field"), .width = 20 };
	for (int i = 0; i < IMPORT_SAMPLES; i++)
		s->columns[2 + i] = (struct list_column){
			.label = i == 0 ? _("First row") : _("Second row"),
			.width = 18,
			.stretch = i == 0,
		};
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	/* L10N: the plural of a record type. */
	str_addf(&s->title, _("Import: %s"), form_plural(form));
	return s;
}

static void
open_file(struct app *app, const struct form *form, const char *folder, const char *name)
{
	struct import_screen *s = new_screen(app, form, folder, name);
	AUTO_FREE char *path = mem_printf("%s/%s", folder, name);
	struct err e = { 0 };

	s->file = import_open(path, &e);
	if (!s->file || !import_screen_read(s, &e)) {
		stack_say_err(app->stack, &e);
		close_import(s);
		return;
	}
	import_screen_show(s);
	stack_push(app->stack, &ops, s);
}

/* What a choice of files needs until it is answered. */
struct file_choice {
	struct app *app;
	const struct form *form;
	const char *folder;
	char **names;
};

static void
file_chosen(void *ctx, int index)
{
	struct file_choice *f = ctx;

	if (index >= 0)
		open_file(f->app, f->form, f->folder, f->names[index]);
}

void
screen_import(struct app *app, const struct form *form)
{
	/* A workbook is offered, too: what to do with it is said when it is chosen. */
	static const char *const endings[] = { ".csv", ".tsv", ".txt", ".xlsx", ".xls", NULL };
	struct file_choice *f = arena_alloc(&app->held, sizeof(*f));
	struct err e = { 0 };
	AUTO_FREE char *folder =
		bulk_check_form(form, &e) ? import_folder(app->desk, &e) : NULL;

	if (!folder) {
		stack_say_err(app->stack, &e);
		return;
	}
	f->app = app;
	f->form = form;
	f->folder = arena_strdup(&app->held, folder);
	int count = import_names(&app->held, folder, endings, &f->names);
	if (count == 0)
		stack_say(app->stack, _("There is no CSV file in %s. Put the file there first."),
			  folder);
	else
		dialog_pick(app->stack, _("Which file?"), (const char *const *)f->names, count,
			    file_chosen, f);
}
