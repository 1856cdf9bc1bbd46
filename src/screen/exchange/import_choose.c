/*
 * import_choose.c - what a clerk corrects before an import: fields, encoding, the
 * key, a mapping that was kept. Mappings lie beside the files, as NAME.map.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/import.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "exchange/outfile.h"
#include "ui/dialog.h"

#define MAP_ENDING ".map"
#define OWN_KEY    (-2) /* among the choices: the fields of the form's key */

static bool
ends_so(const char *name, const char *const *endings)
{
	size_t len = strlen(name);

	for (; *endings; endings++) {
		size_t tail = strlen(*endings);

		if (len > tail && strcasecmp(name + len - tail, *endings) == 0)
			return true;
	}
	return false;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
import_names(struct arena *a, const char *folder, const char *const *endings, char ***out)
{
	DIR *dir = opendir(folder);
	AUTO_FREE char **names = NULL;
	int count = 0, room = 0;

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		const char *name = entry->d_name;

		if (name[0] == '.' || !ends_so(name, endings) || !utf8_is_valid(name, strlen(name)))
			continue;
		if (count == room) {
			room = room * 2 + 16;
			names = mem_resize(names, (size_t)room, sizeof(*names));
		}
		names[count++] = arena_strdup(a, name);
	}
	if (dir)
		closedir(dir);
	if (count > 0)
		qsort(names, (size_t)count, sizeof(*names), by_name);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(count + 1));
	for (int i = 0; i < count; i++)
		(*out)[i] = names[i];
	return count;
}

void
import_add_key(const struct import_screen *s, const struct form_key *key, struct str *b)
{
	for (int i = 0; i < key->count; i++) {
		const struct form_field *f = &s->form->fields[key->fields[i]];

		/* L10N: between the labels of several fields */
		str_addf(b, "%s%s", i ? _(", ") : "", field_label(f));
	}
}

static const char *
own_key(struct import_screen *s)
{
	AUTO_STR fields = STR_INIT;

	import_add_key(s, &s->form->key, &fields);
	return arena_strdup(&s->held, str_text(&fields));
}

/* Offers `none`, then fields: all, or for a key its own first and those with a column. */
static void
offer_fields(struct import_screen *s, const char *question, const char *none, bool for_key,
	     dialog_pick_fn done)
{
	size_t room = (size_t)s->form->field_count + 2;
	const char **items;
	int count = 0;

	arena_done(&s->held);
	items = arena_alloc(&s->held, sizeof(*items) * room);
	s->choices = arena_alloc(&s->held, sizeof(*s->choices) * room);
	items[count] = none;
	s->choices[count++] = -1;
	if (for_key && s->form->key.count > 1) {
		items[count] = own_key(s);
		s->choices[count++] = OWN_KEY;
	}
	for (int i = 0; i < s->form->field_count; i++) {
		if (for_key && !import_map_is_taken(&s->map, i))
			continue;
		items[count] = field_label(&s->form->fields[i]);
		s->choices[count++] = i;
	}
	dialog_pick(s->app->stack, question, items, count, done, s);
}

static void
set_field(struct import_screen *s, int field, bool joins)
{
	static const struct key down = { K_DOWN, NULL };
	int64_t column = table_current(&s->table);

	import_map_set(&s->map, s->map.headings[column - 1], field, joins);
	import_screen_show(s);
	list_key(s->table.view, &down, NULL); /* the next column is the next question */
}

enum { FIELD_MOVES, FIELD_IS_JOINED, FIELD_WAYS };

static void
way_chosen(void *ctx, int index)
{
	struct import_screen *s = ctx;

	if (index >= 0)
		set_field(s, s->chosen, index == FIELD_IS_JOINED);
}

/* The heading of another column that goes to the field, or NULL. */
static const char *
other_heading(const struct import_screen *s, int64_t column, int field)
{
	for (int i = 0; i < s->map.count; i++)
		if (i != column - 1 && s->map.fields[i] == field &&
		    !str_equal(s->map.headings[i], s->map.headings[column - 1]))
			return s->map.headings[i];
	return NULL;
}

/* A name may stand in two columns, an address too: that is asked, never guessed. */
static void
field_chosen(void *ctx, int index)
{
	struct import_screen *s = ctx;
	int64_t column = table_current(&s->table);

	if (index < 0 || column == 0)
		return;
	s->chosen = s->choices[index];
	const char *other = s->chosen < 0 ? NULL : other_heading(s, column, s->chosen);
	if (!other || !import_map_may_join(&s->map, s->chosen)) {
		set_field(s, s->chosen, false);
		return;
	}
	AUTO_FREE char *moves = mem_printf(_("Only this column (not \"%s\")"), other);
	AUTO_FREE char *joins = mem_printf(_("This column too, joined with \"%s\""), other);
	const char *const ways[FIELD_WAYS] = {
		[FIELD_MOVES] = moves,
		[FIELD_IS_JOINED] = joins,
	};

	dialog_pick(s->app->stack, field_label(&s->form->fields[s->chosen]), ways, FIELD_WAYS,
		    way_chosen, s);
}

void
import_choose_field(void *state)
{
	struct import_screen *s = state;
	int64_t column = table_current(&s->table);

	if (column > 0)
		offer_fields(s, s->map.headings[column - 1], _("(not taken)"), false, field_chosen);
}

static void
key_chosen(void *ctx, int index)
{
	struct import_screen *s = ctx;

	if (index < 0)
		return;
	int field = s->choices[index];
	s->key_is_chosen = true;
	if (field == OWN_KEY)
		s->key = s->form->key;
	else
		s->key = (struct form_key){ { field }, field < 0 ? 0 : 1 };
}

void
import_choose_key(void *state)
{
	offer_fields(state, _("Which field tells the records apart?"),
		     _("None: all rows are added"), true, key_chosen);
}

static void
encoding_chosen(void *ctx, int index)
{
	struct import_screen *s = ctx;
	enum encoding before = s->encoding;
	struct err e = { 0 };

	if (index < 0)
		return;
	s->encoding = (enum encoding)index;
	if (!import_screen_read(s, &e)) {
		stack_say_err(s->app->stack, &e);
		s->encoding = before;
		import_screen_read(s, NULL);
	}
	import_screen_show(s);
}

void
import_choose_encoding(void *state)
{
	struct import_screen *s = state;
	const char *items[ENCODING_COUNT];

	for (int i = 0; i < ENCODING_COUNT; i++)
		items[i] = encoding_label((enum encoding)i);
	dialog_pick(s->app->stack, _("In which encoding is the file?"), items, ENCODING_COUNT,
		    encoding_chosen, s);
}

static void
map_chosen(void *ctx, int index)
{
	struct import_screen *s = ctx;
	struct err e = { 0 };

	if (index < 0)
		return;
	AUTO_FREE char *path = mem_printf("%s/%s", s->folder, s->names[index]);
	AUTO_FCLOSE FILE *f = import_open(path, &e);

	if (!f || !import_map_read(&s->map, f, &e))
		stack_say_err(s->app->stack, &e);
	import_screen_show(s);
}

void
import_choose_map(void *state)
{
	static const char *const endings[] = { MAP_ENDING, NULL };
	struct import_screen *s = state;

	arena_done(&s->held);
	int count = import_names(&s->held, s->folder, endings, &s->names);
	if (count == 0)
		stack_say(s->app->stack, _("No mapping has been kept yet (F6 keeps this one)."));
	else
		dialog_pick(s->app->stack, _("Which mapping?"), (const char *const *)s->names,
			    count, map_chosen, s);
}

static bool
write_map(struct import_screen *s, const char *name, struct err *e)
{
	AUTO_STR text = STR_INIT;
	struct outfile *f = outfile_new(s->folder, e);

	import_map_write(&s->map, &text);
	bool ok = f && outfile_write(f, text.s, text.len, e) && outfile_finish(f, e) &&
		  outfile_name(f, name, MAP_ENDING, false, e) != NULL;
	outfile_free(f);
	return ok;
}

static void
name_given(void *ctx, const char *name)
{
	struct import_screen *s = ctx;
	struct err e = { 0 };

	if (str_is_empty(name))
		return;
	if (write_map(s, name, &e))
		stack_say(s->app->stack, _("The mapping was kept as \"%s\"."), name);
	else
		stack_say_err(s->app->stack, &e);
}

void
import_keep_map(void *state)
{
	struct import_screen *s = state;

	dialog_text(s->app->stack, _("Keep the mapping"), _("Under which name?"), "", false,
		    name_given, s);
}
