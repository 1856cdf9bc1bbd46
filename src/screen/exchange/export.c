/*
 * export.c - F8 on a list: the records on the screen, all pages of them, into
 * a file of the data folder's exports/. See export.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/exchange/export.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/export_log.h"
#include "form/form.h"
#include "ui/dialog.h"

enum { ROWS_AT_ONCE = 500 };

/* clang-format off */
static const struct {
	enum sheet_format format;
	const char *label;
} formats[] = {
	{ SHEET_CSV_CP932, N_("CSV in Shift_JIS, which Excel opens as it is") },
	{ SHEET_CSV_UTF8_BOM, N_("CSV in UTF-8 for Excel: every character") },
	{ SHEET_CSV_UTF8, N_("CSV in UTF-8 for other programs") },
	{ SHEET_XLSX, N_("Workbook of Excel: numbers keep their zeros") },
};
/* clang-format on */

static bool
write_rows(struct export_ask *ask, struct export *x, struct err *e)
{
	struct stack *stack = ask->app->stack;

	stack_work_begin(stack);
	while (!export_is_over(x)) {
		if (!export_step(x, ROWS_AT_ONCE, e))
			return false;
		AUTO_FREE char *text = mem_printf(_("Writing: %lld records   Esc stops it."),
						  (long long)export_rows(x));
		if (!stack_work_on(stack, text))
			return err_set(e, ERR_CANCELLED, _("Stopped: no file was written."));
	}
	return true;
}

static void
say_done(struct export_ask *ask, const struct export *x, const char *path)
{
	const char *name = strrchr(path, '/');
	long long rows = (long long)export_rows(x);
	long long replaced = (long long)export_unmapped(x)->total;

	name = name ? name + 1 : path;
	if (replaced > 0)
		stack_say(ask->app->stack, _("exports/%s: %lld records, %lld characters replaced."),
			  name, rows, replaced);
	else
		stack_say(ask->app->stack, _("exports/%s: %lld records."), name, rows);
}

void
export_ask_run(struct export_ask *ask)
{
	struct err e = { 0 };
	const struct export_options options = {
		.list = ask->rows->source,
		.format = ask->format,
		.unmapped = ask->unmapped,
		.purpose = ask->purpose,
	};
	struct export *x = export_new(ask->app->desk, &options, &e);
	const char *path = x && write_rows(ask, x, &e) ? export_finish(x, &e) : NULL;

	if (path)
		say_done(ask, x, path);
	else if (x && e.code == ERR_REFUSED && export_unmapped(x)->total > 0)
		export_ask_lacking(ask, x);
	else
		stack_say_err(ask->app->stack, &e);
	export_free(x);
}

static void
purpose_given(void *ctx, const char *text)
{
	struct export_ask *ask = ctx;

	if (!text)
		return;
	ask->purpose = arena_strdup(&ask->app->held, text);
	export_ask_run(ask);
}

static void
format_given(void *ctx, int index)
{
	struct export_ask *ask = ctx;

	if (index < 0)
		return;
	ask->format = formats[index].format;
	if (!sheet_format_is_built(ask->format)) {
		stack_say(ask->app->stack, "%s",
			  _("This program was built without libxlsxwriter: choose CSV."));
		return;
	}
	if (export_is_personal(ask->app->desk, ask->rows->source))
		dialog_text(ask->app->stack, _("Personal data"),
			    _("What is the file for? It stands in the audit."), "", false,
			    purpose_given, ask);
	else
		export_ask_run(ask);
}

void
screen_export(struct app *app, struct rows *rows)
{
	struct export_ask *ask = arena_alloc(&app->held, sizeof(*ask));
	const char *labels[ARRAY_LEN(formats)];
	AUTO_STR title = STR_INIT;

	ask->app = app;
	ask->rows = rows;
	ask->purpose = "";
	ask->unmapped = UNMAPPED_REFUSE;
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		labels[i] = _(formats[i].label);
	/* L10N: the list's name ("Groups"). */
	str_addf(&title, _("%s into a file"), form_plural(rows->form));
	dialog_pick(app->stack, str_text(&title), labels, (int)ARRAY_LEN(labels), format_given,
		    ask);
}
