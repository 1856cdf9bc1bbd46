/*
 * withheld.c - what may be done with a withheld person (非開示): to see what is
 * hidden, with a reason that the audit keeps, and to end the withholding. The
 * record's own screen hides it from everybody.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "desk/record/record.h"
#include "screen/app.h"
#include "ui/dialog.h"

struct withheld {
	struct app *app;
	const struct form *form;
	int64_t id;
};

static void
add_lines(const struct app *app, const struct record *r, struct str *text)
{
	for (int i = 0; i < r->form->field_count; i++) {
		if (!r->values[i])
			continue;
		str_addf(text, "%s: ", field_label(&r->form->fields[i]));
		field_format(&r->form->fields[i], &app->desk->lookup, r->values[i], text);
		str_add_char(text, '\n');
	}
}

static void
reveal(void *ctx, const char *reason)
{
	struct withheld *w = ctx;
	struct err e = { 0 };
	AUTO_STR text = STR_INIT;

	if (!reason)
		return;
	struct record *r = record_reveal(w->app->desk, w->form, w->id, reason, &e);

	if (!r) {
		stack_say_err(w->app->stack, &e);
		return;
	}
	add_lines(w->app, r, &text);
	record_free(r);
	dialog_page(w->app->stack, _("Withheld: do not read it out, do not leave it open"),
		    str_text(&text));
}

static void
lift(void *ctx, const char *reason)
{
	struct withheld *w = ctx;
	struct err e = { 0 };

	if (!reason)
		return;
	struct record *r = record_read(w->app->desk, w->form, w->id, &e);
	const struct record_save how = { .reason = reason };
	bool ok = r != NULL;

	if (ok) {
		record_put(r, w->form->withheld, "0");
		ok = record_save(w->app->desk, r, &how, &e);
	}
	record_free(r);
	if (ok)
		stack_say(w->app->stack, _("The record is no longer withheld. (Undo: ^Z)"));
	else
		stack_say_err(w->app->stack, &e);
}

static struct withheld *
subject(struct app *app, const struct form *form, int64_t id)
{
	struct err e = { 0 };
	struct record *r = record_read(app->desk, form, id, &e);
	bool is_withheld = r && record_is_withheld(r);

	record_free(r);
	if (!is_withheld) {
		stack_say(app->stack, _("This record is not withheld."));
		return NULL;
	}
	struct withheld *w = arena_alloc(&app->held, sizeof(*w));

	w->app = app;
	w->form = form;
	w->id = id;
	return w;
}

void
screen_reveal(struct app *app, const struct form *form, int64_t id)
{
	struct withheld *w = subject(app, form, id);

	if (w)
		dialog_text(app->stack, _("Show what is withheld"), _("Why? (for the record)"), "",
			    false, reveal, w);
}

void
screen_lift_withholding(struct app *app, const struct form *form, int64_t id)
{
	struct withheld *w = subject(app, form, id);

	if (w)
		dialog_text(app->stack, _("End the withholding"), _("Why? (for the record)"), "",
			    false, lift, w);
}
