/*
 * record_draft.c - the draft of a record that is typed: every character is in it before
 * it is on the screen, and it is put back as it was left.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <string.h>

#include "base/mem.h"
#include "form/form.h"

/* What the clerk sees in "drafts left behind": the type and the name typed so far. */
static char *
draft_title(const struct record_screen *s, int field, const char *text)
{
	int title = form_field_index(s->form, s->form->title);
	const char *name = field == title ? text : editor_text(s->editor, title);

	return mem_printf("%s %s", form_label(s->form), str_is_empty(name) ? "-" : name);
}

/* A detail that is found again as a draft still knows what it belongs to. */
static bool
put_parent(struct record_screen *s, struct err *e)
{
	struct draft_field parent;

	if (!s->parent_id)
		return true;
	parent.name = s->form->fields[s->parent_field].name;
	parent.text = editor_text(s->editor, s->parent_field);
	parent.cursor = 0;
	return draft_put(s->app->desk->drafts, s->draft_id, &parent, e);
}

/* So does one that began with values (a cell of the timetable): they are as good as typed. */
static bool
put_begun(struct record_screen *s, struct err *e)
{
	for (int i = 0; s->is_begun && i < s->form->field_count; i++) {
		const struct draft_field put = { s->form->fields[i].name, editor_text(s->editor, i),
						 0 };

		if (s->record->values[i] && !s->form->fields[i].read_only &&
		    !draft_put(s->app->desk->drafts, s->draft_id, &put, e))
			return false;
	}
	return true;
}

static bool
begin_draft(struct record_screen *s, int field, const char *text, struct err *e)
{
	AUTO_FREE char *title = draft_title(s, field, text);
	struct draft draft = {
		.staff_id = s->app->desk->staff_id,
		.type = s->form->name,
		.record_id = s->record->id,
		.record_version = s->record->version,
		.title = title,
	};

	memcpy(draft.once_key, s->once_key, sizeof(draft.once_key));
	s->draft_id = draft_begin(s->app->desk->drafts, &draft, e);
	return s->draft_id && put_parent(s, e) && put_begun(s, e);
}

/* All that was typed before: the draft was thrown away at another desk, or has expired. */
static bool
begin_again(struct record_screen *s, int field, const char *text, struct err *e)
{
	if (!begin_draft(s, field, text, e))
		return false;
	for (int i = 0; i < s->form->field_count; i++) {
		const struct draft_field put = { s->form->fields[i].name, editor_text(s->editor, i),
						 0 };

		if (i != field && editor_is_changed(s->editor, i) &&
		    !draft_put(s->app->desk->drafts, s->draft_id, &put, e))
			return false;
	}
	return true;
}

bool
record_draft_put(struct record_screen *s, int field, const char *text, int caret, struct err *e)
{
	const struct draft_field put = { s->form->fields[field].name, text, caret };
	struct err gone = { .code = ERR_NONE };

	if (s->draft_id && draft_put(s->app->desk->drafts, s->draft_id, &put, &gone))
		return true;
	if (gone.code != ERR_NONE && gone.code != ERR_NOT_FOUND) {
		if (e)
			*e = gone;
		return false;
	}
	return begin_again(s, field, text, e) &&
	       draft_put(s->app->desk->drafts, s->draft_id, &put, e);
}

bool
record_draft_typed(void *ctx, int field, const char *text, int caret, struct err *e)
{
	struct record_screen *s = ctx;
	const struct form_field *f = &s->form->fields[field];
	AUTO_FREE char *title = NULL;

	if (!record_draft_put(s, field, text, caret, e))
		return false;
	if (!str_equal(f->name, s->form->title))
		return true;
	title = draft_title(s, field, text);
	return draft_set_title(s->app->desk->drafts, s->draft_id, title, e);
}

bool
record_draft_restore(struct record_screen *s, int64_t draft_id, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	struct draft_field *fields;
	int count = draft_fields(s->app->desk->drafts, &a, draft_id, &fields, e);

	if (count < 0)
		return false;
	s->draft_id = draft_id;
	for (int i = 0; i < count; i++) {
		int field = form_field_index(s->form, fields[i].name);

		if (field < 0)
			continue;
		/* In this order: what was half typed goes on, it is not typed anew. */
		editor_set_focus(s->editor, field);
		editor_put(s->editor, field, fields[i].text, fields[i].cursor);
	}
	record_edit_look_for_alike(s);
	return true;
}

void
record_draft_discard(struct record_screen *s)
{
	struct err e;

	if (s->draft_id && !draft_discard(s->app->desk->drafts, s->draft_id, &e))
		stack_say_err(s->app->stack, &e);
	s->draft_id = 0;
	record_edit_forget_alike(s);
	editor_set_hint(s->editor, "");
	s->is_sure = false;
	once_new_key(s->once_key);
}
