/*
 * list.c - `list`: the records of a type, as a table to read, as CSV or as
 * JSON. The same question, rights and disclosure as the list on screen.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "command/output.h"
#include "command/question.h"
#include "desk/record/record_list.h"
#include "exchange/sheet/csv.h"

#define PAGE 200

struct list_words {
	struct question question;
	const char *limit;
	bool csv, json;
	long max;
};

static int
read_words(struct list_words *w, const struct command *self, struct option_words *words)
{
	const struct option_row rows[] = {
		QUESTION_OPTIONS(&w->question),
		{ .name = "limit", .value = &w->limit },
		{ .name = "csv", .flag = &w->csv },
		{ .name = "json", .flag = &w->json },
	};
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), words))
		return COMMAND_USAGE;
	if (words->count != 1)
		return command_usage(self, _("One type is needed."));
	if (w->csv && w->json)
		return command_usage(self, _("--csv and --json exclude each other."));
	w->max = LONG_MAX;
	if (w->limit && !option_int(w->limit, 1, LONG_MAX, &w->max))
		return command_usage(self, _("--limit takes a whole number."));
	return COMMAND_DONE;
}

/* How rows are written; `begin` and `end` frame the whole. */
struct row_writer {
	const struct form *form;
	const int *fields;
	int count;
	struct json json;
	struct str text;
	void (*begin)(struct row_writer *w);
	void (*row)(struct row_writer *w, const struct record_row *row);
	void (*end)(struct row_writer *w);
};

static void
flush_text(struct row_writer *w)
{
	output_text(str_text(&w->text));
	str_clear(&w->text);
}

static void
table_line(struct row_writer *w, const char *(*cell)(struct row_writer *, int, const void *),
	   const void *ctx)
{
	for (int i = 0; i < w->count; i++) {
		const struct form_field *f = &w->form->fields[w->fields[i]];
		int width = f->width ? f->width : f->type->width;
		if (i > 0)
			str_add(&w->text, "  ");
		if (i == w->count - 1)
			str_add(&w->text, cell(w, i, ctx));
		else
			utf8_add_padded(&w->text, cell(w, i, ctx), width);
	}
	str_add_char(&w->text, '\n');
	flush_text(w);
}

static const char *
label_cell(struct row_writer *w, int i, const void *ctx)
{
	(void)ctx;
	return field_heading(w->form, &w->form->fields[w->fields[i]]);
}

static const char *
shown_cell(struct row_writer *w, int i, const void *ctx)
{
	(void)w;
	const struct record_row *row = ctx;
	return row->cells[i] ? row->cells[i] : "";
}

static void
table_begin(struct row_writer *w)
{
	table_line(w, label_cell, NULL);
}

static void
table_row(struct row_writer *w, const struct record_row *row)
{
	table_line(w, shown_cell, row);
}

static void
nothing(struct row_writer *w)
{
	(void)w;
}

static void
csv_line(struct row_writer *w, const char *first, const char *const *rest)
{
	csv_add_field(&w->text, first);
	str_add_char(&w->text, ',');
	csv_add_record(&w->text, rest, w->count, "\n");
	flush_text(w);
}

static void
csv_begin(struct row_writer *w)
{
	AUTO_FREE const char **names = mem_alloc(sizeof(char *) * (size_t)(w->count + 1));
	for (int i = 0; i < w->count; i++)
		names[i] = w->form->fields[w->fields[i]].name;
	csv_line(w, "id", names);
}

static void
csv_row(struct row_writer *w, const struct record_row *row)
{
	char id[24];
	snprintf(id, sizeof(id), "%lld", (long long)row->id);
	csv_line(w, id, row->stored);
}

static void
json_begin(struct row_writer *w)
{
	json_init(&w->json, &w->text);
	json_array(&w->json);
}

static void
json_row(struct row_writer *w, const struct record_row *row)
{
	str_add(&w->text, "\n");
	json_object(&w->json);
	json_key(&w->json, "id");
	json_int(&w->json, row->id);
	for (int i = 0; i < w->count; i++) {
		const struct form_field *f = &w->form->fields[w->fields[i]];
		json_key(&w->json, f->name);
		output_json_value(&w->json, f, row->stored[i]);
	}
	json_end_object(&w->json);
	flush_text(w);
}

static void
json_end(struct row_writer *w)
{
	json_end_array(&w->json);
	str_add_char(&w->text, '\n');
	flush_text(w);
}

static bool
write_rows(struct record_list *l, struct row_writer *w, long max, struct err *e)
{
	struct record_row rows[PAGE];
	AUTO_FREE char *anchor = NULL;
	for (long done = 0; done < max;) {
		AUTO_ARENA a = ARENA_INIT;
		int want = max - done < PAGE ? (int)(max - done) : PAGE;
		int got = record_list_fetch(l, &a, anchor, false, want, rows, e);
		if (got < 0)
			return false;
		for (int i = 0; i < got; i++)
			w->row(w, &rows[i]);
		done += got;
		if (got < want)
			return true;
		free(anchor);
		anchor = mem_strdup(rows[got - 1].anchor);
	}
	return true;
}

static bool
print_list(struct record_list *l, const struct form *form, const struct list_words *words,
	   struct err *e)
{
	struct row_writer w = {
		.form = form, .begin = table_begin, .row = table_row, .end = nothing
	};
	if (words->csv) {
		w.begin = csv_begin;
		w.row = csv_row;
	} else if (words->json) {
		w.begin = json_begin;
		w.row = json_row;
		w.end = json_end;
	}
	w.count = record_list_column_fields(l, &w.fields);
	w.begin(&w);
	bool ok = write_rows(l, &w, words->max, e);
	w.end(&w);
	str_done(&w.text);
	return ok;
}

int
command_list(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	struct list_words w = { 0 };
	struct option_words words = { argc, argv };
	int status = read_words(&w, command_find("list"), &words);
	if (status != COMMAND_DONE)
		return status;
	struct err e = { 0 };
	const struct form *form = command_form(d, words.items[0], &e);
	struct record_list *l = form ? record_list_new(d, form, &e) : NULL;
	const char *reason = w.csv || w.json ? _("list as data") : NULL;
	if (!l || !question_ask(l, &w.question, &e) || !record_list_audit(l, reason, &e) ||
	    !print_list(l, form, &w, &e))
		status = command_fail(&e);
	record_list_free(l);
	return status;
}
