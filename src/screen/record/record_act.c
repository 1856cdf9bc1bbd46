/* record_act.c - what the keys of the record screen do besides typing. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/record.h"

#include <assert.h>

#include "base/i18n.h"
#include "form/form.h"
#include "screen/act.h"
#include "screen/choices.h"
#include "ui/dialog.h"

static void
enter(void *state)
{
	struct record_screen *s = state;
	struct record_tab *tab = s->on_tabs ? record_tabs_current(s) : NULL;
	int64_t id = tab ? list_current(tab->rows->view) : 0;

	if (id)
		screen_record(s->app, tab->form, id, tab->rows);
	else if (tab && app_may_type(s->app, tab->form, "add"))
		screen_record_child(s->app, tab->form, tab->field, s->record->id);
	else
		record_screen_edit(s);
}

static void
save(void *state)
{
	record_screen_save(state);
}

/* On a list of details: a new detail. Elsewhere: another record of this type. */
static void
add_new(void *state)
{
	struct record_screen *s = state;
	struct record_tab *tab = s->on_tabs ? record_tabs_current(s) : NULL;

	if (tab)
		screen_record_child(s->app, tab->form, tab->field, s->record->id);
	else
		screen_record(s->app, s->form, 0, NULL);
}

static bool
may_add(const void *state)
{
	const struct record_screen *s = state;
	const struct form *form = s->on_tabs ? s->tabs[s->tab].form : s->form;

	return app_may_type(s->app, form, "add") && (s->on_tabs || !record_screen_is_editing(s));
}

static void
step(struct record_screen *s, bool forward)
{
	int64_t id = rows_step(s->from, forward);
	struct err e;

	if (!id)
		stack_say(s->app->stack,
			  forward ? _("This is the last one.") : _("This is the first one."));
	else if (!record_screen_load(s, id, &e))
		stack_say_err(s->app->stack, &e);
}

static bool
is_reading(const void *state)
{
	const struct record_screen *s = state;

	return s->on_tabs || !record_screen_is_editing(s);
}

/* While typing, Enter is the way to the next field; in the last one it saves. */
static bool
ends_change(const void *state)
{
	const struct record_screen *s = state;

	return !is_reading(s) && editor_at_end(s->editor) && s->record->id != 0;
}

static bool
ends_adding(const void *state)
{
	const struct record_screen *s = state;

	return !is_reading(s) && editor_at_end(s->editor) && s->record->id == 0;
}

static bool
is_reading_to_change(const void *state)
{
	const struct record_screen *s = state;

	return is_reading(state) && app_may_type(s->app, s->form, "change");
}

static bool
is_changing(const void *state)
{
	const struct record_screen *s = state;

	return record_screen_is_editing(s) && s->record->id != 0;
}

static bool
is_adding(const void *state)
{
	const struct record_screen *s = state;

	return record_screen_is_editing(s) && s->record->id == 0;
}

static void
candidates(void *state)
{
	struct record_screen *s = state;

	choices_show(s->app, s->editor);
}

static bool
offers_candidates(const void *state)
{
	const struct record_screen *s = state;

	return !s->on_tabs && editor_offers_candidates(s->editor);
}

static void
last(void *state)
{
	struct record_screen *s = state;

	choices_last(s->app, s->editor);
}

static bool
offers_last(const void *state)
{
	const struct record_screen *s = state;

	return !s->on_tabs && editor_offers_last(s->editor) &&
	       app_last(s->app, s->form, editor_focus(s->editor));
}

static void
help(void *state)
{
	struct record_screen *s = state;
	int field = editor_focus(s->editor);
	AUTO_STR topic = STR_INIT;

	if (!s->on_tabs && field >= 0)
		str_addf(&topic, "%s\n%s", field_label(&s->form->fields[field]),
			 field_help(&s->form->fields[field]));
	dialog_help(s->app->stack, topic.len ? topic.s : NULL);
}

static void
previous(void *state)
{
	step(state, false);
}

static void
next(void *state)
{
	step(state, true);
}

static bool
can_step(const void *state)
{
	const struct record_screen *s = state;

	return s->from && !record_screen_is_editing(s);
}

int
record_screen_subjects(void *state, struct subject on[SUBJECTS_MOST])
{
	struct record_screen *s = state;
	struct record_tab *tab = s->on_tabs ? record_tabs_current(s) : NULL;
	int count = 0;

	if (record_screen_is_editing(s))
		return 0;
	s->current = s->record->id;
	s->current_detail = tab ? list_current(tab->rows->view) : 0;
	on[count++] = (struct subject){ s->form, &s->current, 1 };
	if (s->current_detail)
		on[count++] = (struct subject){ tab->form, &s->current_detail, 1 };
	return count;
}

static bool
offers_acts(const void *state)
{
	const struct record_screen *s = state;

	return !record_screen_is_editing(s) || s->alike_count > 0;
}

/* The keys are with the detail: its acts first, those of the record behind them. */
static void
acts(void *state)
{
	struct record_screen *s = state;
	struct subject on[SUBJECTS_MOST + 1];
	int count = record_screen_subjects(s, on);

	if (count > 1) {
		on[count] = on[0];
		act_menu(s->app, on + 1, count);
	} else if (count > 0) {
		act_menu(s->app, on, count);
	} else {
		record_edit_show_alike(s);
	}
}

enum leave_choice { LEAVE_KEEP, LEAVE_DISCARD };

static void
leave_chosen(void *ctx, int index)
{
	struct record_screen *s = ctx;

	if (index < 0)
		return;
	if (index == LEAVE_DISCARD)
		record_draft_discard(s);
	else
		stack_say(s->app->stack, _("Kept as a draft; it is offered on the home screen."));
	if (s->record->id && index == LEAVE_DISCARD && record_screen_load(s, s->record->id, NULL))
		return;
	stack_pop(s->app->stack);
}

static void
leave(void *state)
{
	static const char *const labels[] = {
		[LEAVE_KEEP] = N_("Keep it as a draft and go back"),
		[LEAVE_DISCARD] = N_("Throw away what was typed"),
	};
	struct record_screen *s = state;
	const char *items[ARRAY_LEN(labels)];

	if (!record_screen_is_editing(s) || !s->draft_id) {
		if (record_screen_is_editing(s) && s->record->id)
			editor_set_mode(s->editor, EDITOR_SHOW);
		else
			stack_pop(s->app->stack);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		items[i] = _(labels[i]);
	dialog_pick(s->app->stack, _("Not saved yet"), items, (int)ARRAY_LEN(labels), leave_chosen,
		    s);
}

/* clang-format off */
const struct action record_actions[] = {
	{ K_F1, K_CTRL_G, "help", N_("Help"),
	  N_("Explains the field at hand and the keys of this screen."), NULL, help, NULL },
	{ K_F10, K_CTRL_S, "save", N_("Save"),
	  N_("Writes the record. If something is wrong, the cursor goes there."),
	  NULL, save, is_changing },
	{ K_F10, K_CTRL_S, "save", N_("Register"),
	  N_("Writes the record. If something is wrong, the cursor goes there."),
	  NULL, save, is_adding },
	{ K_ENTER, K_NONE, "open", N_("Change/open"),
	  N_("Opens the detail at the cursor; in the fields, begins to change them."),
	  NULL, enter, is_reading_to_change },
	{ K_ENTER, K_NONE, "open", N_("Open"), N_("Opens the detail at the cursor."),
	  NULL, enter, is_reading },
	{ K_ENTER, K_NONE, "save", N_("Save"), N_("In the last field: writes the record."),
	  NULL, save, ends_change },
	{ K_ENTER, K_NONE, "save", N_("Register"), N_("In the last field: writes the record."),
	  NULL, save, ends_adding },
	CHOICES_ACTION(candidates, offers_candidates),
	{ K_F9, K_CTRL_R, "last", N_("Last value"),
	  N_("Puts in what you entered here last; with Shift, fills every empty field so."),
	  NULL, last, offers_last },
	{ K_INSERT, K_CTRL_N, "new", N_("New"),
	  N_("Adds a detail to the list with the cursor; in the fields, begins another record."),
	  NULL, add_new, may_add },
	{ K_F7, K_CTRL_B, "previous", N_("Previous"),
	  N_("Shows the record before this one in the list."), NULL, previous, can_step },
	{ K_F8, K_CTRL_F, "next", N_("Next"),
	  N_("Shows the record after this one in the list."), NULL, next, can_step },
	{ K_F11, K_CTRL_Y, "acts", N_("More"),
	  N_("Offers what else can be done; while typing, shows records that may be the same."),
	  NULL, acts, offers_acts },
	{ K_F3, K_ESC, "back", N_("Back"),
	  N_("Goes back. What was typed and not saved can be kept as a draft."),
	  NULL, leave, NULL },
};
/* clang-format on */
static_assert(ARRAY_LEN(record_actions) == RECORD_ACTION_COUNT, "as many as record.h says");
