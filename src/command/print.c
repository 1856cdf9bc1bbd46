/*
 * print.c - `print`: a paper of a booking, of a receipt, of a day or of a room's week,
 * into the spool folder, into a file, or on standard output.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/options.h"
#include "exchange/outfile.h"
#include "exchange/paper/spool.h"

struct print_words {
	const char *day, *room, *site, *format, *out;
};

/* --format, else what the file's name says, else text to look at and PDF to print. */
static enum paper_format
format_of(const struct print_words *w)
{
	if (w->format)
		return paper_format_from_word(w->format);
	for (enum paper_format f = 0; w->out && f < PAPER_FORMAT_COUNT; f++)
		if (str_ends(w->out, paper_format_ending(f)))
			return f;
	return w->out ? PAPER_TEXT : spool_format();
}

/* The word that says of what, if the kind takes one: a booking, a receipt, a room. */
static bool
read_subject(struct desk *d, const char *typed, struct paper_request *q, struct err *e)
{
	const char *form = paper_kind_form(q->kind);
	if (form)
		q->id = command_record_id(d, form_find(d->forms, form), typed, e);
	return !form || q->id > 0;
}

static bool
read_day(struct desk *d, const char *typed, struct paper_request *q, struct err *e)
{
	return !typed || date_parse(typed, desk_today(d), &q->day, e);
}

/* A file beside the name that was asked for. */
struct asked_file {
	const char *name;
};

static bool
name_it(void *ctx, struct outfile *f, int64_t number, struct err *e)
{
	const struct asked_file *asked = ctx;
	(void)number;
	return outfile_name(f, asked->name, "", false, e) != NULL;
}

/* Into a new file beside its name, which it gets when it is whole; a taken one is refused first. */
static bool
print_to_file(struct desk *d, const struct paper_request *q, enum paper_format format,
	      const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct asked_file asked = { slash ? slash + 1 : path };
	AUTO_FREE char *folder =
		slash ? mem_strndup(path, (size_t)(slash - path) + (slash == path)) : NULL;
	const struct paper_out out = { format, outfile_new(folder ? folder : ".", e), name_it,
				       &asked };
	AUTO_FREE char *free_name =
		out.file ? outfile_free_name(out.file, asked.name, "", false, e) : NULL;
	bool ok = free_name && paper_print(d, q, &out, e);
	outfile_free(out.file);
	return ok;
}

static bool
copy_it(void *ctx, struct outfile *f, int64_t number, struct err *e)
{
	(void)ctx;
	(void)number;
	return outfile_copy(f, STDOUT_FILENO, e);
}

static bool
print_to_output(struct desk *d, const struct paper_request *q, enum paper_format format,
		struct err *e)
{
	AUTO_FREE char *folder = desk_folder(d, "spool", e);
	const struct paper_out out = { format, folder ? outfile_new(folder, e) : NULL, copy_it,
				       NULL };
	bool ok = out.file && paper_print(d, q, &out, e);
	outfile_free(out.file);
	return ok;
}

static bool
print_to_spool(struct desk *d, const struct paper_request *q, enum paper_format format,
	       struct err *e)
{
	AUTO_STR name = STR_INIT;
	if (!spool_print(d, q, format, &name, e))
		return false;
	puts(str_text(&name));
	fprintf(stderr, "%s\n",
		_("It lies in the data folder's spool/ until the printing that the administrator "
		  "set up takes it."));
	return true;
}

static int
print(struct desk *d, const struct print_words *w, const char *typed, struct paper_request *q)
{
	struct err e = { 0 };
	enum paper_format format = format_of(w);
	bool ok = command_site_id(d, w->site, &d->site_id, &e) && read_subject(d, typed, q, &e) &&
		  read_day(d, w->day, q, &e) &&
		  (!w->out			  ? print_to_spool(d, q, format, &e)
		   : strcmp(w->out, "-") == 0 ? print_to_output(d, q, format, &e)
					      : print_to_file(d, q, format, w->out, &e));
	return ok ? COMMAND_DONE : command_fail(&e);
}

int
command_print_paper(struct command_context *c, struct desk *d, int argc, char **argv)
{
	(void)c;
	const struct command *self = command_find("print");
	struct print_words w = { 0 };
	const struct option_row rows[] = {
		{ .name = "day", .value = &w.day },
		{ .name = "room", .value = &w.room },
		{ .name = "site", .value = &w.site },
		{ .name = "format", .value = &w.format },
		{ .name = "out", .value = &w.out },
	};
	struct paper_request q = { .day = DAY_NONE };
	struct option_words words = { argc, argv };
	if (!options_read(self, rows, (int)ARRAY_LEN(rows), &words))
		return COMMAND_USAGE;
	if (words.count == 0 || (q.kind = paper_kind_from_word(words.items[0])) == PAPER_KIND_COUNT)
		return command_usage(self, _("Say which paper: application, permit, receipt,"
					     " refund, board, week or calls."));
	if (format_of(&w) == PAPER_FORMAT_COUNT)
		return command_usage(self, _("--format is text or pdf."));
	const char *typed = w.room ? w.room : words.count > 1 ? words.items[1] : NULL;
	bool is_of_one = paper_kind_form(q.kind) != NULL;
	if (words.count - 1 + (w.room != NULL) != is_of_one || (w.room && q.kind != PAPER_WEEK) ||
	    (w.site && is_of_one))
		return command_usage(self, _("A booking or a receipt is named for its papers, a"
					     " room for its week, nothing for a day's lists."));
	return print(d, &w, typed, &q);
}
