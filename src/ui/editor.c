/*
 * editor.c - the record editor: its fields, the focus, and where keys go. A key
 * is offered to the open candidates, then to the field's own kind of editing,
 * then to the moves between fields.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/editor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/editor_state.h"

enum { LAYOUT_COLS = 80 }; /* until it has been drawn */

/* Fields as they stand on the screen: by section, then as the form lists them. */
static void
make_order(struct editor *ed)
{
	int count = 0;

	for (int s = 0; s < ed->form->section_count; s++)
		for (int i = 0; i < ed->form->field_count; i++)
			if (ed->form->fields[i].section == s)
				ed->order[count++] = i;
	assert(count == ed->form->field_count);
}

struct editor *
editor_new(const struct form *form, const struct editor_ops *ops, enum editor_mode mode)
{
	struct editor *ed = mem_alloc(sizeof *ed);
	size_t count = (size_t)form->field_count;

	ed->form = form;
	ed->ops = *ops;
	ed->mode = mode;
	ed->fields = mem_alloc((count + 1) * sizeof *ed->fields);
	ed->order = mem_alloc((count + 1) * sizeof *ed->order);
	ed->layout.places = mem_alloc((count + 1) * sizeof *ed->layout.places);
	ed->layout.heading_rows =
		mem_alloc(((size_t)form->section_count + 1) * sizeof *ed->layout.heading_rows);
	ed->focus = -1;
	for (int i = 0; i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];

		ed->fields[i].form = f;
		edit_init(&ed->fields[i].edit, mode == EDITOR_QUERY ? 0 : f->type->max,
			  f->type->multi_line);
		if (f->max > 0 && mode != EDITOR_QUERY)
			ed->fields[i].edit.max = f->max;
		ed->fields[i].before = mem_strdup("");
	}
	make_order(ed);
	editor_set_focus(ed, -1);
	return ed;
}

void
editor_free(struct editor *ed)
{
	if (ed == NULL)
		return;
	for (int i = 0; i < ed->form->field_count; i++) {
		struct editor_field *f = &ed->fields[i];

		edit_done(&f->edit);
		free(f->stored);
		free(f->before);
		str_done(&f->shown);
		str_done(&f->note);
		str_done(&f->error);
	}
	editor_pop_close(ed);
	arena_done(&ed->options_arena);
	str_done(&ed->hint);
	free(ed->layout.places);
	free(ed->layout.heading_rows);
	free(ed->fields);
	free(ed->order);
	free(ed);
}

struct editor_field *
editor_focused(const struct editor *ed)
{
	return ed->focus < 0 ? NULL : &ed->fields[ed->focus];
}

enum field_kind
editor_kind(const struct editor *ed)
{
	return ed->fields[ed->focus].form->type->kind;
}

bool
editor_can_focus(const struct editor *ed, int field)
{
	if (ed->mode != EDITOR_EDIT)
		return true;
	return !ed->fields[field].form->read_only &&
	       (ed->ops.may_edit == NULL || ed->ops.may_edit(ed->ops.ctx, field));
}

static int
place_in_order(const struct editor *ed)
{
	for (int i = 0; i < ed->form->field_count; i++)
		if (ed->order[i] == ed->focus)
			return i;
	return -1;
}

/* The next field that can have the cursor, from `from` in the order; -1 if there is none. */
static int
next_focusable(const struct editor *ed, int from, int step)
{
	for (int i = from + step; i >= 0 && i < ed->form->field_count; i += step)
		if (editor_can_focus(ed, ed->order[i]))
			return ed->order[i];
	return -1;
}

static void
focus_on(struct editor *ed, int field)
{
	if (field == ed->focus)
		return;
	editor_field_leave(ed);
	ed->focus = field;
	editor_field_enter(ed);
}

bool
editor_next(struct editor *ed, int step)
{
	int to = next_focusable(ed, place_in_order(ed), step);

	if (to < 0)
		return false;
	focus_on(ed, to);
	return true;
}

void
editor_set_focus(struct editor *ed, int field)
{
	if (field < 0 || field >= ed->form->field_count || !editor_can_focus(ed, field))
		field = next_focusable(ed, -1, 1);
	focus_on(ed, field);
}

int
editor_focus(const struct editor *ed)
{
	return ed->focus;
}

bool
editor_at_end(const struct editor *ed)
{
	if (editor_pop_takes_enter(ed))
		return false;
	return next_focusable(ed, place_in_order(ed), 1) < 0;
}

bool
editor_offers_candidates(const struct editor *ed)
{
	const struct editor_field *f = editor_focused(ed);

	if (f == NULL || ed->mode == EDITOR_SHOW)
		return false;
	if (ed->option_count > 0)
		return true;
	return ed->ops.candidates != NULL &&
	       (f->form->type->has_candidates || f->form->offered);
}

bool
editor_offers_last(const struct editor *ed)
{
	return ed->focus >= 0 && ed->mode == EDITOR_EDIT && ed->ops.last != NULL;
}

void
editor_load(struct editor *ed, const char *const *stored)
{
	editor_pop_close(ed);
	for (int i = 0; i < ed->form->field_count; i++)
		editor_field_load(ed, i, stored[i]);
	editor_layout_stale(ed);
	editor_field_enter(ed);
}

void
editor_put(struct editor *ed, int field, const char *text, int caret)
{
	struct editor_field *f = &ed->fields[field];

	edit_set(&f->edit, text);
	edit_set_caret_clusters(&f->edit, caret);
	f->is_changed = !str_equal(text, f->before);
	f->edit.is_fresh = false;
	editor_field_set_error(ed, field, "");
	editor_field_refresh(ed, field);
	editor_layout_stale(ed);
}

void
editor_begin(struct editor *ed, int field, const char *text)
{
	editor_put(ed, field, text, (int)utf8_count(text));
	ed->fields[field].is_begun = true;
}

const char *
editor_text(const struct editor *ed, int field)
{
	return edit_text(&ed->fields[field].edit);
}

bool
editor_is_changed(const struct editor *ed, int field)
{
	return ed->fields[field].is_changed;
}

/* A public number that a series fills may be left empty, and what a check fills. */
static bool
is_required(const struct editor *ed, int field)
{
	const struct form_field *f = ed->fields[field].form;
	bool is_filled = f->filled || (ed->form->series != NULL &&
				       str_equal(ed->form->number, f->name));

	return f->required && !is_filled && editor_can_focus(ed, field);
}

static bool
field_value(struct editor *ed, int field, char **stored, struct err *e)
{
	const struct editor_field *f = &ed->fields[field];

	*stored = NULL;
	if (!f->is_changed)
		*stored = mem_strdup(f->stored);
	else if (!field_parse(f->form, ed->ops.lookup, edit_text(&f->edit), stored, e))
		return false;
	if (*stored == NULL && is_required(ed, field))
		return err_set_field(e, ERR_INVALID, f->form->name, _("%s is required."),
				     field_label(f->form));
	return true;
}

bool
editor_values(struct editor *ed, char **stored, struct err *e)
{
	int wrong = -1;

	for (int n = 0; n < ed->form->field_count; n++) {
		struct err one = { .code = ERR_NONE };
		int i = ed->order[n];

		if (field_value(ed, i, &stored[i], &one)) {
			editor_field_set_error(ed, i, "");
			continue;
		}
		editor_field_set_error(ed, i, one.msg);
		if (wrong < 0 && e != NULL)
			*e = one;
		wrong = wrong < 0 ? i : wrong;
	}
	if (wrong < 0)
		return true;
	for (int i = 0; i < ed->form->field_count; i++) {
		free(stored[i]);
		stored[i] = NULL;
	}
	editor_set_focus(ed, wrong);
	return false;
}

void
editor_set_error(struct editor *ed, const struct err *e)
{
	int field = form_field_index(ed->form, e->field);

	if (field < 0)
		return;
	editor_set_focus(ed, field);
	editor_field_set_error(ed, field, e->msg);
}

void
editor_set_hint(struct editor *ed, const char *text)
{
	str_clear(&ed->hint);
	canvas_add_visible(&ed->hint, text);
}

void
editor_set_new(struct editor *ed, bool is_new)
{
	ed->is_new = is_new;
	editor_layout_stale(ed);
}

void
editor_set_mode(struct editor *ed, enum editor_mode mode)
{
	if (ed->mode == mode)
		return;
	editor_pop_close(ed);
	ed->mode = mode;
	editor_layout_stale(ed);
	for (int i = 0; i < ed->form->field_count; i++)
		editor_field_refresh(ed, i);
	if (ed->focus < 0 || !editor_can_focus(ed, ed->focus))
		editor_set_focus(ed, -1);
	editor_field_enter(ed);
}

enum editor_mode
editor_mode(const struct editor *ed)
{
	return ed->mode;
}

/*
 * The nearest field above or below, `rows` away or more; of several in a row
 * the one whose column is nearest.
 */
static int
field_beyond(struct editor *ed, int rows)
{
	const struct editor_place *places = ed->layout.places;
	const struct editor_place *from = &places[ed->focus];
	int best = -1, best_far = 0;

	for (int n = 0; n < ed->form->field_count; n++) {
		int i = ed->order[n];
		int down = places[i].row - from->row;
		int far = rows > 0 ? down - rows : rows - down;

		if (far < 0 || !editor_can_focus(ed, i))
			continue;
		far = far * 1000 + abs(places[i].label_col - from->label_col);
		if (best < 0 || far < best_far) {
			best = i;
			best_far = far;
		}
	}
	return best;
}

static bool
move_rows(struct editor *ed, int rows)
{
	editor_lay_out(ed, ed->layout.cols > 0 ? ed->layout.cols : LAYOUT_COLS);
	int to = field_beyond(ed, rows);

	if (to < 0)
		return false;
	focus_on(ed, to);
	return true;
}

/* A screen further, or to the last field there is. */
static bool
move_page(struct editor *ed, int step)
{
	int rows = ed->height > 2 ? ed->height - 1 : 1;

	if (move_rows(ed, step * rows))
		return true;
	int last = step > 0 ? next_focusable(ed, ed->form->field_count, -1) :
			      next_focusable(ed, -1, 1);

	if (last == ed->focus)
		return false;
	focus_on(ed, last);
	return true;
}

static bool
move_key(struct editor *ed, enum key_code code)
{
	switch ((int)code) {
	case K_ENTER:
	case K_TAB:
		return editor_next(ed, 1);
	case K_BACKTAB:
		return editor_next(ed, -1);
	case K_UP:
	case K_DOWN:
		return move_rows(ed, code == K_DOWN ? 1 : -1);
	case K_PAGE_UP:
	case K_PAGE_DOWN:
		return move_page(ed, code == K_PAGE_DOWN ? 1 : -1);
	default:
		return false;
	}
}

/* What was entered last in a field, if anything was; false when there is nothing. */
static bool
put_last(struct editor *ed, int field, struct err *e)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *text = ed->ops.last(ed->ops.ctx, field, &a);

	if (str_is_empty(text))
		return false;
	editor_field_replace(ed, field, text, e);
	return true;
}

static bool
last_key(struct editor *ed, enum key_code code, struct err *e)
{
	int count = 0;

	if (!editor_offers_last(ed) || (code != K_F9 && code != K_SHIFT_F9))
		return false;
	if (code == K_F9)
		count = put_last(ed, ed->focus, e);
	for (int i = 0; code == K_SHIFT_F9 && i < ed->form->field_count; i++)
		if (editor_can_focus(ed, i) && ed->fields[i].edit.text.len == 0)
			count += put_last(ed, i, e);
	if (count == 0)
		err_set(e, ERR_NOT_FOUND, _("Nothing was entered here before."));
	return true;
}

/* A digit chooses the word that the line below the field has by it, also from the open list. */
static bool
option_key(struct editor *ed, const struct key *k, struct err *e)
{
	const char *option = editor_field_option(ed, k);

	if (option == NULL)
		return false;
	editor_pop_close(ed);
	editor_field_replace(ed, ed->focus, option, e);
	ed->fields[ed->focus].edit.is_fresh = true;
	return true;
}

/* Keys of a choice or a yes and no; false when the key is none of them. */
static bool
choice_key(struct editor *ed, const struct key *k, struct err *e)
{
	if (ed->option_count == 0 || ed->mode != EDITOR_EDIT)
		return false;
	if (ed->pop.is_open)
		return option_key(ed, k, e);
	if (k->code == K_LEFT || k->code == K_RIGHT)
		return editor_field_cycle(ed, k->code == K_RIGHT ? 1 : -1, e);
	if (k->code == K_TEXT && (str_equal(k->text, " ") || str_equal(k->text, "\u3000")))
		return editor_field_cycle(ed, 1, e);
	return option_key(ed, k, e);
}

static bool
text_key(struct editor *ed, const struct key *k, struct err *e)
{
	struct editor_field *f = &ed->fields[ed->focus];
	bool changed = false;

	if (!edit_key(&f->edit, k, &changed, e))
		return false;
	if (!changed)
		return true;
	editor_field_changed(ed, ed->focus, e);
	if (editor_kind(ed) == FIELD_REF || ed->pop.is_open)
		editor_pop_open(ed, ed->pop.is_open && ed->pop.current >= 0 ? POP_NARROWED :
									      POP_OFFERED, NULL);
	return true;
}

bool
editor_key(struct editor *ed, const struct key *k, struct err *e)
{
	if (ed->focus < 0)
		return false;
	if (ed->mode == EDITOR_SHOW)
		return move_key(ed, k->code);
	if (ed->pop.is_open && editor_pop_key(ed, k, e))
		return true;
	if (k->code == K_F4)
		return editor_pop_open(ed, POP_ASKED_FOR, e);
	return last_key(ed, k->code, e) || choice_key(ed, k, e) || text_key(ed, k, e) ||
	       move_key(ed, k->code);
}
