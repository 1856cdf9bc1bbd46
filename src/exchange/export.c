/*
 * export.c - see export.h. A cell is the stored value as a spreadsheet wants
 * it: words for codes, yes or no and referred records, all else as it is stored.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/export.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/export_log.h"
#include "desk/record/record_walk.h"
#include "desk/record/reference.h"
#include "desk/replacement.h"
#include "desk/setting.h"
#include "form/type.h"

#define MANIFEST "manifest.tsv"

enum { WORDS = 512, NAME_TRIES = 10 };

/* Words that were looked up last, by the stored value: codes, ids, sets of codes. */
struct word {
	char *stored, *shown;
	size_t len; /* of what is shown */
};

struct export
{
	struct desk *desk;
	struct record_list *list;
	const struct form *form;
	const int *fields;
	int count;
	struct export_plan plan;
	char *purpose, *folder, *name, *path;
	struct outfile *out;
	struct sheet *sheet;
	struct sheet_column *columns;
	struct replacements *replacements;
	struct record_walk *walk;
	struct word *words; /* WORDS for each column */
	bool *worded;       /* by column: is_worded() */
	bool any_worded;
	const char **cells; /* with words; as many lengths */
	size_t *lens;
	int64_t rows;
	bool is_over;
	char sha256[OUTFILE_SHA256_SIZE];
};

static enum sheet_kind
kind_of(const struct form_field *f)
{
	switch (f->type->kind) {
	case FIELD_INT:
		return SHEET_NUMBER;
	case FIELD_MONEY:
		return SHEET_MONEY;
	case FIELD_DATE:
		return SHEET_DATE;
	case FIELD_TIME:
		return SHEET_TIME;
	case FIELD_DATETIME:
		return SHEET_INSTANT;
	case FIELD_TEXT:
	case FIELD_KANA:
	case FIELD_NOTE:
	case FIELD_BOOL:
	case FIELD_CHOICE:
	case FIELD_CHOICES:
	case FIELD_REF:
	case FIELD_PHONE:
	case FIELD_POSTAL:
	case FIELD_EMAIL:
	case FIELD_URL:
	case FIELD_KIND_COUNT:
		break;
	}
	return SHEET_TEXT;
}

/* What is stored is not what a reader wants. */
static bool
is_worded(const struct form_field *f)
{
	return f->type->kind == FIELD_BOOL || f->type->kind == FIELD_CHOICE ||
	       f->type->kind == FIELD_CHOICES || f->type->kind == FIELD_REF;
}

static void
set_columns(struct export *x)
{
	x->form = record_list_form(x->list);
	x->count = record_list_file_fields(x->list, &x->fields);
	size_t count = (size_t)x->count + 1;
	x->columns = mem_alloc(sizeof(*x->columns) * count);
	x->cells = mem_alloc(sizeof(*x->cells) * count);
	x->lens = mem_alloc(sizeof(*x->lens) * count);
	x->worded = mem_alloc(sizeof(*x->worded) * count);
	x->words = mem_alloc(sizeof(*x->words) * count * WORDS);
	for (int i = 0; i < x->count; i++) {
		const struct form_field *f = &x->form->fields[x->fields[i]];
		x->columns[i].label = field_label(f);
		x->columns[i].kind = kind_of(f);
		x->columns[i].width = f->width;
		x->worded[i] = is_worded(f);
		x->any_worded |= x->worded[i];
	}
}

static bool
open_sheet(struct export *x, const struct export_options *o, struct err *e)
{
	const struct sheet_options options = {
		.format = o->format,
		.excel_dates = setting_int(x->desk, "export.excel_dates") != 0,
		.numbers_as_text = setting_int(x->desk, "export.numbers_as_text") != 0,
		.unmapped = o->unmapped,
		.suggest = replacements_find,
		.ctx = x->replacements,
	};
	x->sheet = sheet_new(x->out, &options, x->columns, x->count, e);
	return x->sheet != NULL;
}

static bool
begin(struct export *x, const struct export_options *o, struct err *e)
{
	x->folder = o->folder ? mem_strdup(o->folder) : export_folder(x->desk, e);
	x->replacements = x->folder ? replacements_read(x->desk, e) : NULL;
	/* What cannot be written is found before anything is audited. */
	x->out = x->replacements ? outfile_new(x->folder, e) : NULL;
	if (!x->out || !open_sheet(x, o, e) || !export_log_begin(x->desk, &x->plan, e))
		return false;
	x->walk = record_walk_new(x->list, e);
	return x->walk != NULL;
}

struct export *
export_new(struct desk *d, const struct export_options *options, struct err *e)
{
	struct export *x = mem_alloc(sizeof(*x));
	x->desk = d;
	x->list = options->list;
	x->purpose = mem_strdup(options->purpose ? options->purpose : "");
	x->name = mem_strdup(options->name);
	x->plan = (struct export_plan){
		.list = x->list,
		.purpose = x->purpose,
		.format = sheet_format_word(options->format),
		.unmapped = unmapped_policy_word(options->unmapped),
	};
	set_columns(x);
	if (begin(x, options, e))
		return x;
	export_free(x);
	return NULL;
}

void
export_free(struct export *x)
{
	if (!x)
		return;
	record_walk_free(x->walk);
	sheet_free(x->sheet);
	outfile_free(x->out);
	replacements_free(x->replacements);
	for (int i = 0; i < x->count * WORDS; i++) {
		free(x->words[i].stored);
		free(x->words[i].shown);
	}
	free(x->words);
	free(x->worded);
	free(x->cells);
	free(x->lens);
	free(x->columns);
	free(x->path);
	free(x->name);
	free(x->folder);
	free(x->purpose);
	free(x);
}

static unsigned
hash(const char *text)
{
	unsigned h = 5381;
	while (*text)
		h = h * 33 + (unsigned char)*text++;
	return h;
}

/* The word for a stored value; the same one until another value takes its place. */
static const struct word *
word_of(struct export *x, int column, const char *stored)
{
	struct word *w = &x->words[column * WORDS + (int)(hash(stored) % WORDS)];
	if (w->stored && strcmp(w->stored, stored) == 0)
		return w;
	AUTO_STR shown = STR_INIT;
	const struct form_field *f = &x->form->fields[x->fields[column]];
	if (f->type->kind == FIELD_REF)
		reference_add_exact(x->desk, f->ref, strtoll(stored, NULL, 10), &shown);
	else
		field_format(f, &x->desk->lookup, stored, &shown);
	free(w->stored);
	free(w->shown);
	w->stored = mem_strdup(stored);
	w->len = shown.len;
	w->shown = str_take(&shown);
	return w;
}

static void
put_words(struct export *x, const struct record_seen *seen)
{
	for (int i = 0; i < x->count; i++) {
		x->cells[i] = seen->values[i];
		x->lens[i] = seen->lens[i];
		if (!x->worded[i] || !seen->values[i] || seen->stands_in[i])
			continue;
		const struct word *w = word_of(x, i, seen->values[i]);
		x->cells[i] = w->shown;
		x->lens[i] = w->len;
	}
}

static bool
write_record(struct export *x, const struct record_seen *seen, struct err *e)
{
	struct sheet_cells cells = { seen->values, seen->lens, seen->stands_in };
	if (x->any_worded) {
		put_words(x, seen);
		cells.texts = x->cells;
		cells.lens = x->lens;
	}
	x->rows++;
	return sheet_row(x->sheet, seen->id, &cells, e);
}

bool
export_step(struct export *x, int rows, struct err *e)
{
	struct err why = { 0 };
	struct record_seen seen;
	for (; rows > 0 && !x->is_over; rows--) {
		if (!record_walk_next(x->walk, &seen, &why)) {
			x->is_over = true;
			if (e && why.code != ERR_NONE)
				*e = why;
			return why.code == ERR_NONE;
		}
		if (!write_record(x, &seen, e))
			return false;
	}
	return true;
}

bool
export_is_over(const struct export *x)
{
	return x->is_over;
}

int64_t
export_rows(const struct export *x)
{
	return x->rows;
}

const struct unmapped *
export_unmapped(const struct export *x)
{
	return sheet_unmapped(x->sheet);
}

const char *
export_column_label(const struct export *x, int column)
{
	return column < 0 ? NULL : x->columns[column].label;
}

/* The bytes are on the disk, the moment of the walk is let go. */
static bool
complete(struct export *x, struct err *e)
{
	record_walk_free(TAKE(x->walk));
	if (!sheet_end(x->sheet, e))
		return false;
	outfile_sha256(x->out, x->sha256);
	return true;
}

static bool
audit_outcome(struct export *x, const char *file, struct err *e)
{
	const struct export_outcome outcome = {
		.file = file,
		.sha256 = x->sha256,
		.rows = x->rows,
		.bytes = outfile_size(x->out),
		.replaced = export_unmapped(x)->total,
	};
	return export_log_end(x->desk, &x->plan, &outcome, e);
}

/* "group-20261120-1432" */
static void
add_stem(const struct export *x, struct str *b)
{
	int64_t now = clock_now(&x->desk->clock);
	struct ymd day = date_to_ymd(instant_day(now));
	int minutes = instant_minutes(now);
	str_addf(b, "%s-%04d%02d%02d-%02d%02d", x->form->name, day.year, day.month, day.day,
		 minutes / 60, minutes % 60);
}

static bool
add_to_manifest(struct export *x, const char *file, struct err *e)
{
	char now[INSTANT_LOCAL_SIZE];
	AUTO_STR line = STR_INIT;
	AUTO_FREE char *home = export_folder(x->desk, e);
	if (!home)
		return false;
	instant_to_local(clock_now(&x->desk->clock), now);
	str_addf(&line, "%s\t%lld\t%lld\t%s\t%s\t%s\n", x->sha256, (long long)x->rows,
		 (long long)outfile_size(x->out), x->plan.format, now, file);
	return outfile_log(home, MANIFEST, str_text(&line), e);
}

/*
 * The name is audited before the file has it. Should another process take it in
 * between, the next one is audited too, and the last row tells the truth.
 */
static const char *
name_file(struct export *x, struct err *e)
{
	AUTO_STR stem = STR_INIT;
	bool is_free = !x->name;
	const char *ending =
		is_free ? sheet_format_ending(sheet_format_from_word(x->plan.format)) : "";
	if (is_free)
		add_stem(x, &stem);
	else
		str_add(&stem, x->name);
	for (int tries = 0;; tries++) {
		struct err why = { 0 };
		AUTO_FREE char *name =
			outfile_free_name(x->out, str_text(&stem), ending, is_free, e);
		if (!name || !audit_outcome(x, name, e))
			return NULL;
		const char *given = outfile_name(x->out, name, "", false, &why);
		if (given)
			return given;
		if (why.code != ERR_REFUSED || !is_free || tries == NAME_TRIES) {
			if (e)
				*e = why;
			return NULL;
		}
	}
}

const char *
export_finish(struct export *x, struct err *e)
{
	const char *name = complete(x, e) ? name_file(x, e) : NULL;
	if (!name)
		return NULL;
	x->path = mem_printf("%s/%s", x->folder, name);
	if (add_to_manifest(x, x->name ? x->path : name, e))
		return x->path;
	outfile_unname(x->out);
	return NULL;
}

bool
export_print(struct export *x, int fd, struct err *e)
{
	return complete(x, e) && audit_outcome(x, "-", e) && outfile_copy(x->out, fd, e);
}

const char *
export_run(struct export *x, struct err *e)
{
	while (!x->is_over)
		if (!export_step(x, INT_MAX, e))
			return NULL;
	return export_finish(x, e);
}
