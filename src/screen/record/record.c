/*
 * record.c - a record of any type on screen: its fields, and its details as
 * lists beneath. It is shown for reading until Enter begins to
 * change it. What is typed goes into the draft before it is drawn.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/type.h"

enum { ROOM_FOR_BOTH = 30 }; /* rows from which the details stay while the fields are changed */

bool
record_screen_is_editing(const struct record_screen *s)
{
	return editor_mode(s->editor) == EDITOR_EDIT;
}

static void
make_title(struct record_screen *s)
{
	AUTO_STR name = STR_INIT;
	AUTO_STR ending = STR_INIT;

	str_clear(&s->title);
	if (s->record->id) {
		record_add_title(s->app->desk, s->record, &name);
		record_add_ending(s->app->desk, s->record, &ending);
		if (ending.len) /* before the name, which may be too long for the line */
			str_addf(&s->title, "[%s] ", ending.s);
		str_addf(&s->title, "%s %s", form_label(s->form), str_text(&name));
	} else {
		/* L10N: a new record; the type ("Group"). */
		str_addf(&s->title, _("New %s"), form_label(s->form));
	}
}

bool
record_screen_load(struct record_screen *s, int64_t id, struct err *e)
{
	struct record *r = id ? record_open(s->app->desk, s->form, id, NULL, e)
			      : record_new(s->app->desk, s->form);

	if (!r)
		return false;
	record_free(s->record);
	s->record = r;
	if (!id && s->parent_id) {
		AUTO_FREE char *parent = mem_printf("%lld", (long long)s->parent_id);

		record_put(r, s->form->fields[s->parent_field].name, parent);
	}
	editor_load(s->editor, (const char *const *)r->values);
	editor_set_new(s->editor, id == 0);
	editor_set_mode(s->editor, id ? EDITOR_SHOW : EDITOR_EDIT);
	make_title(s);
	if (id && !record_tabs_open(s, e))
		return false;
	return true;
}

static bool
is_kept_from_changing(struct record_screen *s)
{
	if (s->record->hidden && s->form->withheld)
		stack_say(s->app->stack, _("This record is withheld; it cannot be changed here."));
	else if (!form_is_typed(s->form))
		stack_say(s->app->stack,
			  _("This is made by the acts (F11); nothing is typed here."));
	else if (!app_may(s->app, s->form, "change"))
		stack_say(s->app->stack, _("Your role may read this, but not change it."));
	else
		return false;
	return true;
}

void
record_screen_edit(struct record_screen *s)
{
	if (!record_screen_is_editing(s) && !is_kept_from_changing(s))
		editor_set_mode(s->editor, EDITOR_EDIT);
}

static void
say_how_to_change(struct record_screen *s)
{
	if (!is_kept_from_changing(s))
		stack_say(s->app->stack, _("Enter begins to change this record."));
}

/* A key that would alter text: a record that is only read is not changed by it. */
static bool
alters_text(const struct key *k)
{
	return k->code == K_TEXT || k->code == K_PASTE || k->code == K_BACKSPACE ||
	       k->code == K_DELETE || k->code == K_CTRL_U || k->code == K_CTRL_K;
}

static bool
key(void *state, const struct key *k)
{
	struct record_screen *s = state;
	struct err e = { .code = ERR_NONE };
	bool handled;

	if (k->code == K_TAB && (s->on_tabs || !record_screen_is_editing(s))) {
		record_tabs_next(s, true);
		return true;
	}
	if (k->code == K_BACKTAB && (s->on_tabs || !record_screen_is_editing(s))) {
		record_tabs_next(s, false);
		return true;
	}
	if (s->on_tabs)
		return record_tabs_key(s, k);
	if (alters_text(k) && !record_screen_is_editing(s)) {
		say_how_to_change(s);
		return true;
	}
	if (k->code == K_F4)
		record_screen_edit(s);
	if (k->code == K_ENTER && (!record_screen_is_editing(s) || editor_at_end(s->editor)))
		return false;
	handled = editor_key(s->editor, k, &e);
	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	/* While typing, ^Z is the field's own: it never takes a saved change back unasked. */
	return handled || (k->code == K_CTRL_Z && record_screen_is_editing(s));
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct record_screen *s = state;
	struct rect fields = area, tabs = area;
	int least = area.rows / 3 > 5 ? area.rows / 3 : 5; /* rows of details that are of use */
	bool is_low = area.rows < ROOM_FOR_BOTH;

	if (s->tab_count == 0 || s->record->id == 0 || (is_low && record_screen_is_editing(s))) {
		editor_draw(s->editor, c, area);
		return;
	}
	if (area.rows < 2 * least) { /* no room for both: the one with the keys */
		if (s->on_tabs)
			record_tabs_draw(s, c, area);
		else
			editor_draw(s->editor, c, area);
		return;
	}
	fields.rows = editor_height(s->editor, area.cols);
	if (fields.rows > area.rows - least)
		fields.rows = area.rows - least;
	tabs.row = area.row + fields.rows;
	tabs.rows = area.rows - fields.rows;
	/* Details first: the cursor belongs to whoever has the keys. */
	if (s->on_tabs)
		editor_draw(s->editor, c, fields);
	record_tabs_draw(s, c, tabs);
	if (!s->on_tabs)
		editor_draw(s->editor, c, fields);
}

/* Was it changed since it was read, here by an act or at another desk? */
static bool
has_moved_on(const struct record_screen *s)
{
	struct record *now = record_read(s->app->desk, s->form, s->record->id, NULL);
	bool moved = !now || now->version != s->record->version;

	for (int i = 0; !moved && i < s->form->field_count; i++) /* these move without one */
		moved = s->form->fields[i].kept && !s->record->hidden &&
			!str_equal(now->values[i], s->record->values[i]);

	record_free(now);
	return moved;
}

/* What is only read is read again, as a view of its own; what is typed stays. */
static void
refresh(void *state)
{
	struct record_screen *s = state;

	record_tabs_reload(s);
	if (!s->record->id || record_screen_is_editing(s) || !has_moved_on(s))
		return;
	/* Gone: its addition was taken back. */
	if (!record_screen_load(s, s->record->id, NULL) && stack_state(s->app->stack, 0) == s)
		stack_pop(s->app->stack);
}

static const char *
title(const void *state)
{
	const struct record_screen *s = state;

	return str_text(&s->title);
}

static bool
ahead(void *state)
{
	return record_tabs_ahead(state);
}

static void
close_record(void *state)
{
	struct record_screen *s = state;

	record_tabs_close(s);
	record_conflict_done(&s->conflict);
	arena_done(&s->alike_arena);
	editor_free(s->editor);
	record_free(s->record);
	str_done(&s->title);
	free(s);
}

static const struct screen_ops ops_of_record = {
	.name = "record",
	.actions = record_actions,
	.action_count = RECORD_ACTION_COUNT,
	.key = key,
	.draw = draw,
	.shown = refresh,
	.tick = refresh,
	.ahead = ahead,
	.close = close_record,
	.title = title,
};

struct record_screen *
record_screen_open(struct app *app, const struct form *form, int64_t id, int parent_field,
		   int64_t parent_id)
{
	struct record_screen *s = mem_alloc(sizeof(*s));
	struct editor_ops ops;
	struct err e;

	s->app = app;
	s->form = form;
	s->parent_field = parent_field;
	s->parent_id = parent_id;
	once_new_key(s->once_key);
	record_edit_ops(s, &ops);
	s->editor = editor_new(form, &ops, EDITOR_SHOW);
	if (!record_screen_load(s, id, &e)) {
		stack_say_err(app->stack, &e);
		close_record(s);
		return NULL;
	}
	if (!id)
		record_advice_open(s);
	stack_push(app->stack, &ops_of_record, s);
	return s;
}
