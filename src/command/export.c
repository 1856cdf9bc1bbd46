/*
 * export.c - `export`: the records of a type as a file for the city, or on
 * standard output. What Shift_JIS lacks is reported on standard error.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/options.h"
#include "command/question.h"
#include "exchange/export.h"

#define LISTED 20 /* places of lacking characters that are printed; the rest is counted */

struct export_words {
	struct question question;
	const char *from, *to, *day, *month, *year, *by;
	const char *format, *encoding, *unmapped, *purpose, *out;
	struct str period; /* "opened_on=2026-04-01..2027-03-31" */
	struct export_options options;
};

static int
read_words(struct export_words *w, const struct command *self, struct option_words *words)
{
	const struct option_row rows[] = {
		QUESTION_OPTIONS(&w->question),
		{ .name = "from", .value = &w->from },
		{ .name = "to", .value = &w->to },
		{ .name = "day", .value = &w->day },
		{ .name = "month", .value = &w->month },
		{ .name = "year", .value = &w->year },
		{ .name = "by", .value = &w->by },
		{ .name = "format", .value = &w->format },
		{ .name = "encoding", .value = &w->encoding },
		{ .name = "unmappable", .value = &w->unmapped },
		{ .name = "purpose", .value = &w->purpose },
		{ .name = "out", .value = &w->out },
	};
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), words))
		return COMMAND_USAGE;
	if (words->count != 1)
		return command_usage(self, _("One type is needed."));
	int periods = (w->from || w->to) + !!w->day + !!w->month + !!w->year;
	if (periods > 1)
		return command_usage(self, _("Only one period can be given."));
	return COMMAND_DONE;
}

static int
read_format(struct export_words *w, const struct command *self)
{
	bool is_xlsx = w->format && strcmp(w->format, "xlsx") == 0;
	if (w->format && !is_xlsx && strcmp(w->format, "csv") != 0)
		return command_usage(self, _("--format is csv or xlsx."));
	if (is_xlsx && w->encoding)
		return command_usage(self, _("--encoding is for CSV; a workbook has its own."));
	w->options.format =
		is_xlsx ? SHEET_XLSX : sheet_format_from_word(w->encoding ? w->encoding : "cp932");
	if (w->options.format == SHEET_FORMAT_COUNT ||
	    (w->encoding && w->options.format == SHEET_XLSX))
		return command_usage(self, _("--encoding is cp932, utf-8 or utf-8-bom."));
	w->options.unmapped = unmapped_policy_from_word(w->unmapped ? w->unmapped : "refuse");
	if (w->options.unmapped == UNMAPPED_POLICY_COUNT)
		return command_usage(self, _("--unmappable is refuse, replace or geta."));
	w->options.purpose = w->purpose;
	return COMMAND_DONE;
}

/* The field that a period is asked of: --by, else the first date of the form. */
static const struct form_field *
period_field(const struct export_words *w, const struct form *form, struct err *e)
{
	if (w->by) {
		int index = command_field(form, w->by, e);
		return index < 0 ? NULL : &form->fields[index];
	}
	for (int i = 0; i < form->field_count; i++) {
		enum field_kind kind = form->fields[i].type->kind;
		if (kind == FIELD_DATE || kind == FIELD_DATETIME)
			return &form->fields[i];
	}
	err_set(e, ERR_USAGE, _("%s has no date that a period could be asked of."),
		form_label(form));
	return NULL;
}

/* "2026-11" or "R8.11": its first day. */
static bool
read_month(struct desk *d, const char *text, day_num *out, struct err *e)
{
	AUTO_STR first = STR_INIT;
	const char *sign = strpbrk(text, "-/.");
	str_addf(&first, "%s%c1", text, sign ? *sign : '-');
	return sign && date_parse(str_text(&first), desk_today(d), out, NULL)
		       ? true
		       : err_set(e, ERR_USAGE, _("\"%s\" is no month; write it like 2026-11."),
				 text);
}

/* "2026" or "R8": the first day of the fiscal year. */
static bool
read_year(struct desk *d, const char *text, day_num *out, struct err *e)
{
	AUTO_STR first = STR_INIT;
	str_addf(&first, "%s.4.1", text);
	bool is_number = strspn(text, "0123456789") == strlen(text);
	*out = is_number ? date_from_ymd(atoi(text), 4, 1) : DAY_NONE;
	if (*out != DAY_NONE ||
	    (!is_number && date_parse(str_text(&first), desk_today(d), out, NULL)))
		return true;
	return err_set(e, ERR_USAGE, _("\"%s\" is no fiscal year; write it like 2026 or R8."),
		       text);
}

/* The period's first and last day; DAY_NONE for an open end. */
static bool
read_period(struct desk *d, const struct export_words *w, day_num *from, day_num *to, struct err *e)
{
	*from = *to = DAY_NONE;
	if (w->day && date_parse(w->day, desk_today(d), from, e))
		*to = *from;
	else if (w->month && read_month(d, w->month, from, e))
		*to = date_add_months(*from, 1) - 1;
	else if (w->year && read_year(d, w->year, from, e))
		*to = date_add_months(*from, 12) - 1;
	if (w->day || w->month || w->year)
		return *from != DAY_NONE;
	return (!w->from || date_parse(w->from, desk_today(d), from, e)) &&
	       (!w->to || date_parse(w->to, desk_today(d), to, e));
}

static void
add_day(struct str *b, day_num day, const char *time)
{
	char iso[DATE_TEXT_SIZE];
	if (day == DAY_NONE)
		return;
	date_to_iso(day, iso);
	str_addf(b, "%s%s", iso, time);
}

/* Adds the period to the conditions. */
static bool
ask_period(struct desk *d, struct export_words *w, const struct form *form, struct err *e)
{
	day_num from, to;
	if (!w->from && !w->to && !w->day && !w->month && !w->year)
		return true;
	const struct form_field *f = period_field(w, form, e);
	if (!f || !read_period(d, w, &from, &to, e))
		return false;
	bool has_time = f->type->kind == FIELD_DATETIME;
	str_addf(&w->period, "%s=", f->name);
	add_day(&w->period, from, has_time ? " 0:00" : "");
	str_add(&w->period, "..");
	add_day(&w->period, to, has_time ? " 23:59:59.999" : "");
	struct option_values *where = &w->question.where;
	if (where->count == (int)ARRAY_LEN(where->items))
		return err_set(e, ERR_USAGE, _("Too many conditions."));
	where->items[where->count++] = str_text(&w->period);
	return true;
}

/* --out: a folder, a file, or "-". */
static void
set_place(struct export_words *w, char **folder, char **name)
{
	struct stat st;
	if (!w->out || strcmp(w->out, "-") == 0)
		return;
	AUTO_FREE char *path = mem_strdup(w->out);
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		*folder = mem_strdup(path);
	} else {
		AUTO_FREE char *other = mem_strdup(w->out);
		*folder = mem_strdup(dirname(path));
		*name = mem_strdup(basename(other));
	}
	w->options.folder = *folder;
	w->options.name = *name;
}

static void
print_line(const char *text)
{
	AUTO_STR b = STR_INIT;
	utf8_add_visible(&b, text);
	fprintf(stderr, "madoguchi: %s\n", str_text(&b));
}

static void
report_place(struct desk *d, const struct form *form, const struct export *x,
	     const struct unmapped_place *place)
{
	AUTO_STR line = STR_INIT;
	const char *label = export_column_label(x, place->column);
	const char *title =
		label ? d->lookup.ref_title(d->lookup.ctx, form->name, place->record) : NULL;
	if (label)
		str_addf(&line, "%s %lld %s, %s: ", form_label(form), (long long)place->record,
			 title ? title : "", label);
	str_addf(&line, "%s → %s", place->character, place->instead ? place->instead : "〓");
	print_line(str_text(&line));
}

/* What Shift_JIS lacks; true when there was anything. */
static bool
report(struct desk *d, const struct form *form, const struct export *x)
{
	const struct unmapped *u = export_unmapped(x);
	int listed = u->count < LISTED ? u->count : LISTED;
	for (int i = 0; i < listed; i++)
		report_place(d, form, x, &u->places[i]);
	if (u->total > listed) {
		AUTO_STR more = STR_INIT;
		str_addf(&more, _("and %lld more."), (long long)(u->total - listed));
		print_line(str_text(&more));
	}
	return u->total > 0;
}

static bool
write_out(struct export *x, bool to_stdout, struct err *e)
{
	while (!export_is_over(x))
		if (!export_step(x, 1000, e))
			return false;
	if (to_stdout)
		return export_print(x, STDOUT_FILENO, e);
	const char *path = export_finish(x, e);
	if (path)
		printf("%s\n", path);
	return path != NULL;
}

static int
fail(const struct err *e)
{
	static const char *const options[][2] = {
		{ "purpose", "--purpose TEXT" },
		{ "unmappable", "--unmappable replace | --encoding utf-8" },
	};
	return command_fail_naming(e, options, ARRAY_LEN(options));
}

static int
run(struct desk *d, struct record_list *l, struct export_words *w)
{
	struct err e = { 0 };
	AUTO_FREE char *folder = NULL;
	AUTO_FREE char *name = NULL;
	int status = COMMAND_DONE;
	set_place(w, &folder, &name);
	w->options.list = l;
	struct export *x = export_new(d, &w->options, &e);
	if (!x)
		return fail(&e);
	if (!write_out(x, w->out && strcmp(w->out, "-") == 0, &e))
		status = fail(&e);
	if (report(d, record_list_form(l), x) && status == COMMAND_DONE)
		status = COMMAND_REFUSED;
	export_free(x);
	return status;
}

int
command_export(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	struct export_words w = { .options = { .list = NULL } };
	const struct command *self = command_find("export");
	struct option_words words = { argc, argv };
	int status = read_words(&w, self, &words);
	if (status == COMMAND_DONE)
		status = read_format(&w, self);
	if (status != COMMAND_DONE)
		return status;
	struct err e = { 0 };
	const struct form *form = command_form(d, words.items[0], &e);
	struct record_list *l = form ? record_list_new(d, form, &e) : NULL;
	if (l && ask_period(d, &w, form, &e) && question_ask(l, &w.question, &e))
		status = run(d, l, &w);
	else
		status = command_fail(&e);
	record_list_free(l);
	str_done(&w.period);
	return status;
}
