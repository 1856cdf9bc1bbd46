/* settings.c - the centre's choices: a row for each row of setting.c's table, its meaning beneath.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/code.h"
#include "desk/setting.h"
#include "desk/staff.h"
#include "screen/table.h"
#include "ui/dialog.h"

struct settings_screen {
	struct app *app;
	const struct setting_row *rows; /* row i + 1 of the table */
	int count;
	struct list_column columns[3];
	struct table table;
	struct arena arena; /* the words offered for a setting with a code list */
	struct code_word *words;
};

static const struct setting_row *
current(const struct settings_screen *s)
{
	int64_t row = table_current(&s->table);

	return row ? &s->rows[row - 1] : NULL;
}

static const char *
code_word_of(struct settings_screen *s, const struct setting_row *row, const char *code)
{
	const struct field_lookup *lookup = &s->app->desk->lookup;
	const char *word = lookup->code_word(lookup->ctx, row->codes, code);

	return word ? word : code;
}

static const char *
shown_value(struct settings_screen *s, const struct setting_row *row)
{
	const char *value = setting_text(s->app->desk, row->key);

	if (row->kind == SETTING_BOOL)
		return str_equal(value, "1") ? _("Yes") : _("No");
	return row->codes ? code_word_of(s, row, value) : value;
}

static void
load(struct settings_screen *s)
{
	table_clear(&s->table);
	for (int i = 0; i < s->count; i++) {
		const struct setting_row *row = &s->rows[i];
		const char *cells[3] = { row->group ? _(row->group) : "", _(row->label),
					 shown_value(s, row) };

		table_add(&s->table, i + 1, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
}

static void
tick(void *state)
{
	load(state);
}

static bool
key(void *state, const struct key *k)
{
	struct settings_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct settings_screen *s = state;
	const struct setting_row *row = current(s);
	struct rect help = { area.row + area.rows - 3, area.col + 1, 3, area.cols - 2 };

	if (area.rows > 8) {
		area.rows -= 4;
		if (row)
			canvas_wrap(c, help, STYLE_HINT, _(row->help));
	}
	list_draw(s->table.view, c, area);
}

static void
set(struct settings_screen *s, const char *value)
{
	const struct setting_row *row = current(s);
	struct err e;

	if (!row)
		return;
	if (str_equal(value, setting_text(s->app->desk, row->key))) {
		stack_say(s->app->stack, _("Nothing has been changed."));
		return;
	}
	if (!setting_set(s->app->desk, row->key, value, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	load(s);
	/* L10N: the setting's name, then its new value. */
	stack_say(s->app->stack, _("%s: %s (Undo: ^Z)"), _(row->label), shown_value(s, row));
}

static void
typed(void *ctx, const char *text)
{
	if (text)
		set(ctx, text);
}

static void
picked(void *ctx, int index)
{
	struct settings_screen *s = ctx;

	if (index >= 0)
		set(s, s->words[index].code);
}

static void
pick_code(struct settings_screen *s, const struct setting_row *row)
{
	const char **items;
	int count;

	arena_done(&s->arena);
	count = code_words(s->app->desk, &s->arena, row->codes, &s->words);
	items = arena_alloc(&s->arena, (size_t)(count + 1) * sizeof(*items));
	for (int i = 0; i < count; i++)
		items[i] = s->words[i].word;
	dialog_pick(s->app->stack, _(row->label), items, count, picked, s);
}

static void
change(void *state)
{
	struct settings_screen *s = state;
	const struct setting_row *row = current(s);
	const char *value = row ? setting_text(s->app->desk, row->key) : NULL;
	struct err e;

	if (!row)
		return;
	if (!staff_require(s->app->desk, "setting.change", &e))
		stack_say_err(s->app->stack, &e);
	else if (row->kind == SETTING_BOOL)
		set(s, str_equal(value, "1") ? "0" : "1");
	else if (row->codes)
		pick_code(s, row);
	else
		dialog_text(s->app->stack, _(row->label), _(row->help), value, false, typed, s);
}

static void
as_delivered(void *state)
{
	struct settings_screen *s = state;
	const struct setting_row *row = current(s);

	if (row)
		set(s, row->dflt);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Settings of the centre");
}

static void
close_settings(void *state)
{
	struct settings_screen *s = state;

	table_done(&s->table);
	arena_done(&s->arena);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "change", N_("Change"),
	  N_("Changes the setting at the cursor; yes becomes no and no yes."), NULL, change, NULL },
	{ K_F9, K_CTRL_D, "default", N_("As delivered"),
	  N_("Gives the setting the value that the program was delivered with."), "setting.change",
	  as_delivered, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "settings",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.tick = tick,
	.close = close_settings,
	.title = title,
};

void
screen_settings(struct app *app)
{
	struct settings_screen *s;
	struct err e;

	if (!staff_require(app->desk, "setting.view", &e)) {
		stack_say_err(app->stack, &e);
		return;
	}
	s = mem_alloc(sizeof(*s));
	s->app = app;
	s->rows = setting_table(&s->count);
	s->columns[0] = (struct list_column){ .label = _("Area"), .width = 12 };
	s->columns[1] = (struct list_column){ .label = _("Setting"), .width = 30 };
	s->columns[2] = (struct list_column){ .label = _("Value"), .width = 20, .stretch = true };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	load(s);
	stack_push(app->stack, &ops, s);
}
