/*
 * postal.c - Japan Post's list of postal codes, taken from a file of imports/: it is
 * no record type but is replaced as a whole, so that a name and a question are all.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/postal.h"
#include "exchange/postal_read.h"
#include "screen/exchange/import.h"
#include "ui/dialog.h"

/* What the dialogs need until they are answered. */
struct postal_ask {
	struct app *app;
	const char *folder, *name;
	char **names;
};

static bool
progress(void *ctx, int done)
{
	struct postal_ask *ask = ctx;
	AUTO_FREE char *text = mem_printf(_("Importing: %d %%   Esc stops it."), done / 10);

	return stack_work_on(ask->app->stack, text);
}

static void
replace(struct postal_ask *ask)
{
	AUTO_FREE char *path = mem_printf("%s/%s", ask->folder, ask->name);
	struct err e = { 0 };
	AUTO_FCLOSE FILE *f = import_open(path, &e);
	int64_t places = 0;

	stack_work_begin(ask->app->stack);
	if (f && postal_import(ask->app->desk, f, ask->name, progress, ask, &places, &e))
		stack_say(ask->app->stack, _("The list of postal codes has %lld places now."),
			  (long long)places);
	else
		stack_say_err(ask->app->stack, &e);
}

static void
answered(void *ctx, bool answer)
{
	if (answer)
		replace(ctx);
}

static void
file_chosen(void *ctx, int index)
{
	struct postal_ask *ask = ctx;
	AUTO_STR text = STR_INIT;

	if (index < 0)
		return;
	ask->name = ask->names[index];
	str_addf(&text,
		 _("The list has %lld places. \"%s\" (KEN_ALL of Japan Post) takes the place of "
		   "all of them."),
		 (long long)postal_count(ask->app->desk), ask->name);
	dialog_confirm(ask->app->stack, _("Postal codes"), str_text(&text), _("Replace"), answered,
		       ask);
}

void
screen_postal(struct app *app)
{
	static const char *const endings[] = { ".csv", ".txt", NULL };
	struct postal_ask *ask = arena_alloc(&app->held, sizeof(*ask));
	struct err e = { 0 };
	AUTO_FREE char *folder = import_folder(app->desk, &e);

	if (!folder) {
		stack_say_err(app->stack, &e);
		return;
	}
	*ask = (struct postal_ask){ .app = app, .folder = arena_strdup(&app->held, folder) };
	int count = import_names(&app->held, folder, endings, &ask->names);
	if (count == 0)
		stack_say(app->stack, _("There is no CSV file in %s. Put the file there first."),
			  folder);
	else
		dialog_pick(app->stack, _("Which file?"), (const char *const *)ask->names, count,
			    file_chosen, ask);
}
