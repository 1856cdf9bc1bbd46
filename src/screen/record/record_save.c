/*
 * record_save.c - saving what was typed. When another desk has changed the same
 * fields, both values are shown and the clerk chooses; nothing is thrown away. What a
 * new series would book is shown first; it is saved with its bookings.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/type.h"
#include "screen/booking/series.h"
#include "ui/dialog.h"

/* What the clerk reads as its name: the number, else the title. */
static void
add_name(const struct record_screen *s, struct str *b)
{
	const char *number = s->form->number ? record_get(s->record, s->form->number) : NULL;

	if (number)
		str_add(b, number);
	else
		record_add_title(s->app->desk, s->record, b);
}

static void
say_saved(struct record_screen *s, bool was_new)
{
	AUTO_STR name = STR_INIT;

	add_name(s, &name);
	/* L10N: the type ("Group"), then its number or name. */
	record_advice_said(s, &name);
	stack_say(s->app->stack,
		  was_new ? _("%s %s was added. (Undo: ^Z)") : _("%s %s was changed. (Undo: ^Z)"),
		  form_label(s->form), str_text(&name));
}

static void
remember(struct record_screen *s)
{
	for (int i = 0; i < s->form->field_count; i++)
		if (editor_is_changed(s->editor, i))
			app_remember(s->app, s->form, i, editor_text(s->editor, i));
}

static void
clash_answered(void *ctx, bool save)
{
	struct record_screen *s = ctx;
	struct record_conflict *conflict = &s->conflict;

	for (int i = 0; save && i < conflict->count; i++) {
		const struct form_field *f = &s->form->fields[conflict->clashes[i].field];
		AUTO_STR text = STR_INIT;

		if (conflict->clashes[i].mine)
			field_edit_text(f, &s->app->desk->lookup, conflict->clashes[i].mine, &text);
		editor_put(s->editor, conflict->clashes[i].field, str_text(&text), 0);
	}
	if (save) {
		s->record->version = conflict->version;
		record_screen_save(s);
	} else {
		stack_say(s->app->stack, _("Not saved yet. What you typed is kept."));
	}
}

static void
show_failure(struct record_screen *s, const struct err *e)
{
	if (e->code == ERR_STALE && s->conflict.count > 0) {
		screen_clash(s->app, s->form, &s->conflict, clash_answered, s);
		return;
	}
	editor_set_error(s->editor, e);
	stack_say_err(s->app->stack, e);
}

/* Puts in what was typed; s->record stays as it was read. */
static bool
take_typed(struct record_screen *s, struct record *r, struct err *e)
{
	char **values = mem_alloc((size_t)s->form->field_count * sizeof(*values));
	bool ok = editor_values(s->editor, values, e);

	for (int i = 0; i < s->form->field_count; i++) {
		if (ok && editor_is_changed(s->editor, i))
			record_put(r, s->form->fields[i].name, values[i]);
		free(values[i]);
	}
	free(values);
	return ok;
}

/*
 * What shall be saved, before the typed values are put in. Not what is on the
 * screen: there a withheld person's name has been replaced by other words. The
 * version is the one that the clerk saw, so that what others changed is found.
 */
static struct record *
record_to_save(struct record_screen *s, struct err *e)
{
	struct record *r;

	if (s->record->id) {
		r = record_read(s->app->desk, s->form, s->record->id, e);
		if (r)
			r->version = s->record->version;
		return r;
	}
	r = record_new(s->app->desk, s->form);
	for (int i = 0; i < s->form->field_count; i++)
		record_put(r, s->form->fields[i].name, s->record->values[i]);
	return r;
}

static void
saved(struct record_screen *s, int64_t id)
{
	bool was_new = s->record->id == 0;
	struct err e;

	remember(s);
	record_draft_discard(s);
	desk_refresh(s->app->desk); /* it may be a code or a right */
	if (!record_screen_load(s, id, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	say_saved(s, was_new);
	if (was_new) /* it is seen for the first time: from its top */
		editor_set_focus(s->editor, -1);
	if (was_new && s->parent_id)
		stack_pop(s->app->stack);
}

/* A record in the register with the name and the phone of a new one, or NULL. */
static const struct find_hit *
exact_duplicate(struct record_screen *s)
{
	if (s->record->id || s->is_sure)
		return NULL;
	record_edit_look_for_alike(s);
	for (int i = 0; i < s->alike_count; i++)
		if (s->alike[i].same_name && s->alike[i].same_phone)
			return &s->alike[i];
	return NULL;
}

static void
sure_answered(void *ctx, bool save)
{
	struct record_screen *s = ctx;

	s->is_sure = save;
	if (save)
		record_screen_save(s);
	else
		stack_say(s->app->stack, _("Not saved yet. What you typed is kept."));
}

static void
ask_about(struct record_screen *s, const struct find_hit *same)
{
	AUTO_STR text = STR_INIT;

	/* L10N: a record's name, then what is the same ("Name …  Phone …") */
	str_addf(&text, _("%s is in the register with the same name and phone (%s)."), same->title,
		 same->why);
	dialog_confirm(s->app->stack, _("May be registered already"), str_text(&text),
		       _("Save it all the same"), sure_answered, s);
}

static void
series_booked(void *ctx, int64_t id)
{
	saved(ctx, id);
}

/* Saves it, or shows what saving it would come to. */
static bool
save_or_show(struct record_screen *s, struct record *r, struct err *e)
{
	struct record_save how = { .once_key = s->once_key, .conflict = &s->conflict };

	if (r->id == 0 && str_equal(s->form->name, "booking_series"))
		return series_begin(s->app, r, series_booked, s, e);
	if (!record_save(s->app->desk, r, &how, e))
		return false;
	saved(s, r->id);
	return true;
}

void
record_screen_save(struct record_screen *s)
{
	const struct find_hit *same;
	AUTO_STR doubt = STR_INIT;
	struct record *r;
	struct err e = { .code = ERR_NONE };

	if (!record_screen_is_editing(s)) {
		stack_say(s->app->stack, _("Nothing has been changed."));
		return;
	}
	same = exact_duplicate(s);
	if (same) {
		ask_about(s, same);
		return;
	}
	if (!s->is_sure && record_advice_doubts(s, &doubt)) {
		dialog_confirm(s->app->stack, _("Is this right?"), str_text(&doubt),
			       _("Save it all the same"), sure_answered, s);
		return;
	}
	record_conflict_done(&s->conflict);
	record_edit_fill_kana(s);
	r = record_to_save(s, &e);
	if (!r || !take_typed(s, r, &e) || !save_or_show(s, r, &e))
		show_failure(s, &e);
	record_free(r);
}
