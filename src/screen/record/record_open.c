/*
 * record_open.c - the ways to a record's screen: for reading, for changing one field of it, new,
 * new with some values, and from a draft.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <string.h>

#include "base/i18n.h"
#include "form/form.h"
#include "screen/rule/rule_change.h"

void
screen_record(struct app *app, const struct form *form, int64_t id, struct rows *from)
{
	struct record_screen *s = record_screen_open(app, form, id, -1, 0);

	if (s)
		s->from = from;
}

/* The record's own screen, if that is the one the clerk sees; else a new one. */
static struct record_screen *
seen_or_opened(struct app *app, const struct form *form, int64_t id)
{
	const struct screen_ops *top = stack_ops(app->stack, 0);
	struct record_screen *s = stack_state(app->stack, 0);

	if (top && str_equal(top->name, "record") && s->form == form && s->record->id == id)
		return s;
	return record_screen_open(app, form, id, -1, 0);
}

void
screen_record_change(struct app *app, const struct form *form, int64_t id, const char *field)
{
	struct record_screen *s = seen_or_opened(app, form, id);

	if (!s)
		return;
	s->on_tabs = false;
	record_screen_edit(s);
	editor_set_focus(s->editor, form_field_index(form, field));
}

void
screen_record_begun(struct app *app, const struct form *form, const char *field,
		    const char *stored)
{
	struct record_screen *s = record_screen_open(app, form, 0, -1, 0);

	if (!s)
		return;
	s->is_begun = true;
	record_put(s->record, field, stored);
	editor_load(s->editor, (const char *const *)s->record->values);
}

void
screen_record_with(struct app *app, const struct record *start)
{
	struct record_screen *s = record_screen_open(app, start->form, 0, -1, 0);

	if (!s)
		return;
	s->is_begun = true;
	for (int i = 0; i < start->form->field_count; i++)
		if (start->values[i])
			record_put(s->record, start->form->fields[i].name, start->values[i]);
	editor_load(s->editor, (const char *const *)s->record->values);
	record_advice_begin(s);
}

void
screen_record_child(struct app *app, const struct form *form, int field, int64_t parent_id)
{
	record_screen_open(app, form, 0, field, parent_id);
}

/* The draft of `id` among this clerk's, or NULL. */
static const struct draft *
find_draft(struct app *app, struct arena *a, int64_t id, struct err *e)
{
	struct draft *drafts;
	int count = draft_list(app->desk->drafts, a, 0, &drafts, e);

	for (int i = 0; i < count; i++)
		if (drafts[i].id == id)
			return &drafts[i];
	if (count >= 0)
		err_set(e, ERR_NOT_FOUND, _("This draft is no longer there."));
	return NULL;
}

void
screen_draft(struct app *app, int64_t draft_id)
{
	AUTO_ARENA a = ARENA_INIT;
	struct err e;
	const struct draft *draft = find_draft(app, &a, draft_id, &e);
	const struct form *form = draft ? form_find(app->desk->forms, draft->type) : NULL;
	struct record_screen *s = NULL;

	if (draft && str_equal(draft->type, RULE_CHANGE_DRAFT)) {
		screen_rules_draft(app, draft_id);
		return;
	}
	if (!form) {
		stack_say_err(app->stack, &e);
		return;
	}
	s = record_screen_open(app, form, draft->record_id, -1, 0);
	if (!s)
		return;
	editor_set_mode(s->editor, EDITOR_EDIT);
	if (draft->record_id)
		s->record->version = draft->record_version;
	memcpy(s->once_key, draft->once_key, sizeof(s->once_key));
	if (!record_draft_restore(s, draft_id, &e))
		stack_say_err(app->stack, &e);
}
