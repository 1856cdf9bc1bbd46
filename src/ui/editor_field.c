/*
 * editor_field.c - one field of the record editor: its text, how that is
 * understood and shown, its error. Values are asked of the form floor when the
 * text changes, never while drawing.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/editor_state.h"

void
editor_field_set_error(struct editor *ed, int field, const char *sentence)
{
	struct str *error = &ed->fields[field].error;

	if (str_equal(str_text(error), sentence))
		return;
	str_set(error, sentence == NULL ? "" : sentence);
	editor_layout_stale(ed);
}

/* The text as stored; false while it cannot be read. Caller frees. */
static bool
understand(const struct editor *ed, int field, char **stored)
{
	const struct editor_field *f = &ed->fields[field];

	if (f->is_changed)
		return field_parse(f->form, ed->ops.lookup, edit_text(&f->edit), stored, NULL);
	*stored = mem_strdup(f->stored);
	return true;
}

void
editor_field_refresh(struct editor *ed, int field)
{
	struct editor_field *f = &ed->fields[field];
	AUTO_FREE char *stored = NULL;

	str_clear(&f->shown);
	str_clear(&f->note);
	if (ed->mode == EDITOR_QUERY || !understand(ed, field, &stored)) {
		str_add(&f->shown, edit_text(&f->edit));
		return;
	}
	field_format(f->form, ed->ops.lookup, stored, &f->shown);
	if (!f->form->type->multi_line && f->is_changed &&
	    !str_equal(str_text(&f->shown), edit_text(&f->edit)))
		str_add(&f->note, str_text(&f->shown));
}

void
editor_field_load(struct editor *ed, int field, const char *stored)
{
	struct editor_field *f = &ed->fields[field];
	AUTO_STR text = STR_INIT;

	free(f->stored);
	free(f->before);
	f->stored = mem_strdup(stored);
	if (stored != NULL)
		field_edit_text(f->form, ed->ops.lookup, stored, &text);
	f->before = mem_strdup(str_text(&text));
	f->is_changed = f->edit.is_fresh = f->is_begun = false;
	edit_set(&f->edit, f->before);
	editor_field_set_error(ed, field, "");
	editor_field_refresh(ed, field);
}

void
editor_field_changed(struct editor *ed, int field, struct err *e)
{
	struct editor_field *f = &ed->fields[field];
	const char *text = edit_text(&f->edit);

	f->is_changed = !str_equal(text, f->before);
	ed->was_touched = ed->was_touched || field == ed->focus;
	editor_field_set_error(ed, field, "");
	if (ed->ops.typed != NULL &&
	    !ed->ops.typed(ed->ops.ctx, field, text, edit_caret_clusters(&f->edit), e) && e != NULL)
		editor_field_set_error(ed, field, e->msg);
	editor_field_refresh(ed, field);
}

void
editor_field_replace(struct editor *ed, int field, const char *text, struct err *e)
{
	edit_replace(&ed->fields[field].edit, text);
	editor_field_changed(ed, field, e);
}

/* The words of a yes or no are the type's own: the desk has no list of them. */
static void
load_bool_options(struct editor *ed, const struct form_field *form)
{
	static const char *const values[] = { "1", "0" };

	ed->option_count = ARRAY_LEN(values);
	ed->options = arena_alloc(&ed->options_arena, ARRAY_LEN(values) * sizeof *ed->options);
	for (int i = 0; i < ed->option_count; i++) {
		AUTO_STR word = STR_INIT;

		field_format(form, ed->ops.lookup, values[i], &word);
		ed->options[i].value = ed->options[i].text =
			arena_strdup(&ed->options_arena, str_text(&word));
	}
}

static void
load_options(struct editor *ed)
{
	enum field_kind kind = editor_kind(ed);

	arena_done(&ed->options_arena);
	ed->options = NULL;
	ed->option_count = 0;
	if (kind == FIELD_BOOL)
		load_bool_options(ed, ed->fields[ed->focus].form);
	else if (kind == FIELD_CHOICE && ed->ops.candidates != NULL)
		ed->option_count = ed->ops.candidates(ed->ops.ctx, ed->focus, "",
						      &ed->options_arena, &ed->options);
	if (ed->option_count < 0)
		ed->option_count = 0;
}

void
editor_field_enter(struct editor *ed)
{
	struct editor_field *f = editor_focused(ed);

	if (f == NULL)
		return;
	ed->was_touched = false;
	/* A note of several lines is written on. */
	f->edit.is_fresh = f->edit.text.len > 0 && !f->form->type->multi_line && !f->is_begun;
	f->is_begun = false;
	edit_set_caret_clusters(&f->edit, (int)f->edit.text.len);
	load_options(ed);
}

void
editor_field_leave(struct editor *ed)
{
	struct editor_field *f = editor_focused(ed);
	AUTO_FREE char *stored = NULL;
	struct err e = { .code = ERR_NONE };

	editor_pop_close(ed);
	if (f == NULL || !ed->was_touched)
		return;
	ed->was_touched = false;
	if (ed->mode == EDITOR_EDIT && f->is_changed &&
	    !field_parse(f->form, ed->ops.lookup, edit_text(&f->edit), &stored, &e))
		editor_field_set_error(ed, ed->focus, e.msg);
	if (ed->ops.left != NULL)
		ed->ops.left(ed->ops.ctx, ed->focus);
}

/* The option that the field's text means, or -1. */
static int
current_option(const struct editor *ed)
{
	const struct editor_field *f = editor_focused(ed);
	AUTO_FREE char *now = NULL;

	if (!understand(ed, ed->focus, &now) || now == NULL)
		return -1;
	for (int i = 0; i < ed->option_count; i++) {
		AUTO_FREE char *stored = NULL;

		if (field_parse(f->form, ed->ops.lookup, ed->options[i].value, &stored, NULL) &&
		    str_equal(stored, now))
			return i;
	}
	return -1;
}

bool
editor_field_cycle(struct editor *ed, int step, struct err *e)
{
	if (ed->option_count == 0)
		return false;
	int at = current_option(ed);

	if (at < 0)
		at = step > 0 ? 0 : ed->option_count - 1;
	else
		at = (at + step + ed->option_count) % ed->option_count;
	editor_field_replace(ed, ed->focus, ed->options[at].value, e);
	editor_focused(ed)->edit.is_fresh = true;
	return true;
}

const char *
editor_field_option(const struct editor *ed, const struct key *k)
{
	const struct editor_field *f = editor_focused(ed);

	if (k->code != K_TEXT || (f->edit.text.len > 0 && !f->edit.is_fresh))
		return NULL;
	AUTO_FREE char *typed = utf8_narrow(k->text);
	int number = typed[0] >= '1' && typed[0] <= '9' && typed[1] == '\0' ? typed[0] - '0' : 0;

	if (number == 0 || number > ed->option_count)
		return NULL;
	/* Where the words begin with digits, a digit is the beginning of a word. */
	for (int i = 0; i < ed->option_count; i++)
		if (ed->options[i].value[0] == typed[0])
			return NULL;
	return ed->options[number - 1].value;
}
