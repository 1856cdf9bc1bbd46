/*
 * import.c - `import`: a file of rows into the records of a type. What is refused
 * is told on standard error, line by line, and kept in a file for correcting.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "desk/record/record_search.h"
#include "exchange/import/import.h"
#include "exchange/import/import_doubt.h"
#include "exchange/postal_read.h"

struct import_words {
	const char *encoding, *map, *update, *reason, *line;
	struct option_values columns;
	bool dry_run, all_or_none, alike, empty, keep, remove, later, ditto;
	long headings; /* the line; 0: where they are found */
	const char *type, *path;
};

static int
read_words(struct import_words *w, const struct command *self, int argc, char **argv)
{
	const struct option_row rows[] = {
		{ .name = "encoding", .value = &w->encoding },
		{ .name = "map", .value = &w->map },
		{ .name = "column", .values = &w->columns },
		{ .name = "headings", .value = &w->line },
		{ .name = "update", .value = &w->update },
		{ .name = "reason", .value = &w->reason },
		{ .name = "empty", .flag = &w->empty },
		{ .name = "alike", .flag = &w->alike },
		{ .name = "keep-lacking", .flag = &w->keep },
		{ .name = "remove-lacking", .flag = &w->remove },
		{ .name = "all-or-none", .flag = &w->all_or_none },
		{ .name = "readings-later", .flag = &w->later },
		{ .name = "ditto", .flag = &w->ditto },
		{ .name = "dry-run", .flag = &w->dry_run },
	};
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count != 2)
		return command_usage(self, _("A type and a file are needed."));
	if (w->keep && w->remove)
		return command_usage(self,
				     _("--keep-lacking and --remove-lacking exclude each other."));
	if (w->line && !option_int(w->line, 1, LONG_MAX, &w->headings))
		return command_usage(self, _("--headings takes the number of a line."));
	w->type = words.items[0];
	w->path = words.items[1];
	return COMMAND_DONE;
}

/* "heading=field" over what was guessed; an empty field: not taken. */
static bool
set_columns(struct import_map *m, const struct option_values *columns, struct err *e)
{
	for (int i = 0; i < columns->count; i++) {
		const char *equals = strrchr(columns->items[i], '=');
		if (!equals)
			return err_set(e, ERR_USAGE, _("\"%s\" is not of the shape heading=field."),
				       columns->items[i]);
		AUTO_FREE char *heading =
			mem_strndup(columns->items[i], (size_t)(equals - columns->items[i]));
		bool joins = equals[1] == IMPORT_JOINS;
		const char *word = equals + 1 + joins;
		int field = *word ? command_field(m->form, word, e) : IMPORT_NOT_TAKEN;
		if (*word && field < 0)
			return false;
		if (!import_map_set(m, heading, field, joins))
			return err_set(e, ERR_NOT_FOUND, _("The file has no heading \"%s\"."),
				       heading);
	}
	return true;
}

static bool
read_map(struct import_map *m, const struct import_words *w, struct err *e)
{
	AUTO_FCLOSE FILE *kept = w->map ? import_open(w->map, e) : NULL;
	if (w->map && (!kept || !import_map_read(m, kept, e)))
		return false;
	m->reads_later = w->later;
	m->fills_signs = w->ditto;
	return set_columns(m, &w->columns, e);
}

static void
say(const char *text)
{
	AUTO_STR visible = STR_INIT;
	utf8_add_visible(&visible, text);
	fprintf(stderr, "%s\n", str_text(&visible));
}

/* Words that are not the form's own for its field were guessed: whoever runs this sees how. */
static void
say_guessed(const struct import_map *m)
{
	AUTO_STR line = STR_INIT;
	if (m->line > 1 || m->rows > 1) {
		AUTO_FREE char *where =
			mem_printf(_("The headings stand in line %lld."), (long long)m->line);
		say(where);
	}
	for (int i = 0; i < m->count; i++) {
		const char *heading = m->headings[i];
		if (m->fields[i] < 0)
			continue;
		const struct form_field *f = &m->form->fields[m->fields[i]];
		if (!str_equal(heading, f->name) && !str_equal(heading, f->label.ja) &&
		    !str_equal(heading, f->label.en))
			str_addf(&line, "%s%s=%s", line.len ? ", " : "", heading, f->name);
	}
	if (line.len == 0)
		return;
	AUTO_FREE char *text = mem_printf(_("Columns understood as: %s"), str_text(&line));
	say(text);
}

static void
say_not_taken(const struct import_map *m)
{
	AUTO_STR line = STR_INIT;
	for (int i = 0; i < m->count; i++)
		if (m->fields[i] < 0 && *m->headings[i])
			str_addf(&line, "%s%s", line.len ? ", " : "", m->headings[i]);
	if (line.len == 0)
		return;
	AUTO_FREE char *text = mem_printf(_("Columns that are not taken: %s"), str_text(&line));
	say(text);
}

static void
say_rejected(void *ctx, const struct import_reject *reject)
{
	(void)ctx;
	AUTO_FREE char *text =
		mem_printf(_("line %lld: %s"), (long long)reject->line, reject->reason);
	say(text);
}

static void
say_lacking(void *ctx, int64_t record, const char *name)
{
	(void)ctx;
	(void)record;
	AUTO_FREE char *text = mem_printf(_("The list no longer has: %s"), name);
	say(text);
}

/* What of the refused rows is a matter of asking. */
static void
say_doubt(struct desk *d, const struct import_options *o, const struct import_source *from)
{
	struct import_doubt doubt;
	if (!import_doubt_find(d, o->map, &o->key, from, &doubt, NULL))
		return;
	if (doubt.unread > 0 && !o->map->reads_later)
		fprintf(stderr,
			_("Rows without a reading: %lld. With --readings-later they go in under "
			  "their names, and the first screen lists them until it is typed.\n"),
			(long long)doubt.unread);
	if (doubt.signs > 0 && !o->map->fills_signs)
		fprintf(stderr,
			_("Rows with signs for the cell above: %lld, the first in line %lld. With "
			  "--ditto they say what that cell says.\n"),
			(long long)doubt.signs, (long long)doubt.signs_line);
}

/* What the published list took back neither stays nor goes unseen. */
static void
say_decision(const struct import_result *r, const struct import_words *w)
{
	if (r->removed > 0)
		printf(_("Removed: %lld.\n"), (long long)r->removed);
	else if (r->lacking > 0 && !w->keep)
		fprintf(stderr, "%s\n",
			_("They still stand. Import again with --remove-lacking to remove them, "
			  "or with --keep-lacking to keep them."));
}

static void
say_result(const struct import_result *r, bool dry_run)
{
	if (dry_run)
		printf("%s\n", _("A trial: nothing was kept."));
	printf(_("Rows %lld: added %lld, changed %lld, unchanged %lld, refused %lld.\n"),
	       (long long)r->rows, (long long)r->added, (long long)r->changed, (long long)r->same,
	       (long long)r->refused);
	if (r->rows == 0)
		fprintf(stderr, "%s\n", _("The file has headings, but no row below them."));
	if (r->gaiji > 0)
		fprintf(stderr,
			_("Rows with characters that only the old computer knew (gaiji): %lld, the "
			  "first in line %lld. Write them anew.\n"),
			(long long)r->gaiji, (long long)r->gaiji_line);
	if (r->alike > 0)
		fprintf(stderr, "%s\n",
			_("Rows that may be there already go in with --alike, after you have "
			  "looked "
			  "at them."));
	if (r->rejects[0])
		fprintf(stderr, _("The refused rows are in the data folder's imports/%s.\n"),
			r->rejects);
	if (r->change > 0)
		fprintf(stderr, _("Saved as change %lld; madoguchi undo %lld takes it back.\n"),
			(long long)r->change, (long long)r->change);
}

/* Whoever stops this, when the import has been told, leaves the rest to a desk at rest. */
static bool
catch_up(struct desk *d, struct err *e)
{
	fflush(stdout);
	if (isatty(STDERR_FILENO) && record_search_is_behind(d))
		fprintf(stderr, "%s\n",
			_("The search index follows. All can be found meanwhile, a little slower; "
			  "^C leaves the rest for later."));
	return record_search_catch_up(d, NULL, NULL, e);
}

/* --update: one field or several with commas. */
static bool
read_key(const struct form *form, const struct import_words *w, struct form_key *key, struct err *e)
{
	key->count = 0;
	if (!w->update)
		return true;
	for (const char *p = w->update;; p++) {
		AUTO_FREE char *name = mem_strndup(p, strcspn(p, ","));
		int field = command_field(form, name, e);
		if (field < 0)
			return false;
		if (key->count == FORM_KEY_MOST)
			return err_set(e, ERR_USAGE, _("--update takes %d fields at most."),
				       FORM_KEY_MOST);
		key->fields[key->count++] = field;
		p += strlen(name);
		if (*p == '\0')
			return true;
	}
}

/* Japan Post's list is no record type: it is replaced as a whole. */
static int
run_postal(struct desk *d, const struct import_words *w)
{
	struct err e = { 0 };
	int64_t places = 0;
	AUTO_FREE char *path = mem_strdup(w->path);
	AUTO_FCLOSE FILE *file = import_open(w->path, &e);
	if (!file || !postal_import(d, file, basename(path), NULL, NULL, &places, &e))
		return command_fail(&e);
	printf(_("Postal codes: %lld places.\n"), (long long)places);
	return COMMAND_DONE;
}

static int
run(struct desk *d, const struct import_words *w, struct import_options *o, struct err *e)
{
	AUTO(import_map_done) struct import_map map = { 0 };
	struct import_result result;
	AUTO_FREE char *path = mem_strdup(w->path);
	static const char *const options[][2] = { { "column", "--column HEADING=FIELD" } };
	const struct import_source from = { o->file, o->encoding, w->headings };
	if (!read_key(o->form, w, &o->key, e) || !import_headings(&map, o->form, &from, e) ||
	    !read_map(&map, w, e))
		return command_fail(e);
	if (!w->update)
		o->key = import_map_key(&map);
	say_guessed(&map);
	say_not_taken(&map);
	o->map = &map;
	o->name = basename(path);
	if (!catch_up(d, e)) /* with an import that was stopped: its rows are looked up by names */
		return command_fail(e);
	bool ok = import_run(d, o, &result, e);
	if (!ok || result.refused > 0)
		say_doubt(d, o, &from);
	if (!ok && result.rows == 0)
		return command_fail_naming(e, options, ARRAY_LEN(options));
	say_result(&result, o->dry_run);
	if (!ok || !catch_up(d, e))
		return command_fail(e);
	say_decision(&result, w);
	bool is_open = result.lacking > result.removed && !w->keep;
	if (result.refused == 0 && !is_open)
		return COMMAND_DONE;
	return result.change > 0 ? COMMAND_PARTLY : COMMAND_REFUSED;
}

int
command_import(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("import");
	struct import_words w = { 0 };
	int status = read_words(&w, self, argc, argv);
	if (status != COMMAND_DONE)
		return status;
	struct import_options o = {
		.encoding = ENCODING_AUTO,
		.clears = w.empty,
		.add_alike = w.alike,
		.all_or_none = w.all_or_none,
		.dry_run = w.dry_run,
		.reason = w.reason,
		.rejected = say_rejected,
		.lacking = say_lacking,
		.remove_lacking = w.remove,
	};
	if (w.encoding && !encoding_find(w.encoding, &o.encoding))
		return command_usage(self, _("--encoding takes auto, utf-8, cp932 or euc-jp."));
	if (strcmp(w.type, "postal") == 0)
		return run_postal(d, &w);
	struct err e = { 0 };
	o.form = command_form(d, w.type, &e);
	AUTO_FCLOSE FILE *file = o.form ? import_open(w.path, &e) : NULL;
	if (!file)
		return command_fail(&e);
	o.file = file;
	return run(d, &w, &o, &e);
}
