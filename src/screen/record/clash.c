/*
 * clash.c - two desks changed the same fields of one record: both values of
 * each, who changed it and when, and a choice that nothing presets. What is not chosen stays
 * in the audit; nothing is lost.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/type.h"

enum choice { NOT_CHOSEN, THEIRS, MINE };

enum { LINES = 5 }; /* of one clash: its field, before, theirs, mine, a blank */

struct clash_screen {
	struct app *app;
	const struct form *form;
	struct record_conflict *conflict;
	enum choice *choices; /* by clash */
	int current;
	screen_clash_fn done;
	void *ctx;
};

static bool
key(void *state, const struct key *k)
{
	struct clash_screen *s = state;
	enum choice *choice = &s->choices[s->current];

	if (k->code == K_UP || k->code == K_BACKTAB)
		s->current -= s->current > 0;
	else if (k->code == K_DOWN || k->code == K_TAB || k->code == K_ENTER)
		s->current += s->current < s->conflict->count - 1;
	else if (k->code == K_LEFT || k->code == K_RIGHT ||
		 (k->code == K_TEXT && (str_equal(k->text, " ") || str_equal(k->text, "　"))))
		*choice = *choice == THEIRS ? MINE : THEIRS;
	else if (k->code == K_TEXT && (str_equal(k->text, "1") || str_equal(k->text, "１")))
		*choice = THEIRS;
	else if (k->code == K_TEXT && (str_equal(k->text, "2") || str_equal(k->text, "２")))
		*choice = MINE;
	else
		return k->code == K_TEXT;
	return true;
}

/* A line of a clash: its words, the stored value, and who wrote it or "". */
struct value {
	const char *words, *stored, *who;
};

static void
draw_value(const struct clash_screen *s, struct canvas *c, struct rect line, int field,
	   const struct value *v)
{
	AUTO_STR shown = STR_INIT;

	field_format(&s->form->fields[field], &s->app->desk->lookup, v->stored, &shown);
	if (shown.len == 0)
		str_add(&shown, _("(empty)"));
	if (v->who[0])
		str_addf(&shown, "  (%s)", v->who);
	canvas_printf(c, line.row, line.col + 2, line.cols - 2, STYLE_NORMAL, "%s %s", v->words,
		      str_text(&shown));
}

static void
draw_clash(const struct clash_screen *s, struct canvas *c, struct rect area, int i)
{
	const struct record_clash *clash = &s->conflict->clashes[i];
	enum choice choice = s->choices[i];
	struct rect line = { area.row, area.col, 1, area.cols };
	const struct value values[3] = {
		{ _("   before        "), clash->was, "" },
		{ choice == THEIRS ? _("(*) 1 on the desk ") : _("( ) 1 on the desk "),
		  clash->theirs, clash->who },
		{ choice == MINE ? _("(*) 2 typed here  ") : _("( ) 2 typed here  "), clash->mine,
		  "" },
	};

	canvas_put(c, line.row, line.col, line.cols, i == s->current ? STYLE_FOCUS : STYLE_TITLE,
		   field_label(&s->form->fields[clash->field]));
	for (int j = 0; j < 3 && ++line.row < area.row + area.rows; j++)
		draw_value(s, c, line, clash->field, &values[j]);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct clash_screen *s = state;
	int first = 0, visible;

	if (area.rows > LINES + 2) {
		canvas_put(
			c, area.row, area.col, area.cols, STYLE_WARN,
			_("! Another desk has changed the same record. Which value shall stay: 1"
			  " or 2?"));
		area.row += 2;
		area.rows -= 2;
	}
	visible = area.rows / LINES > 0 ? area.rows / LINES : 1;
	if (s->current >= visible)
		first = s->current - visible + 1;
	for (int i = first; i < s->conflict->count && i < first + visible; i++) {
		struct rect at = { area.row + (i - first) * LINES, area.col,
				   area.rows - (i - first) * LINES, area.cols };

		draw_clash(s, c, at, i);
	}
}

static void
answer(struct clash_screen *s, bool save)
{
	screen_clash_fn done = s->done;
	void *ctx = s->ctx;

	for (int i = 0; save && i < s->conflict->count; i++)
		if (s->choices[i] == THEIRS)
			s->conflict->clashes[i].mine = s->conflict->clashes[i].theirs;
	stack_pop(s->app->stack);
	done(ctx, save);
}

static void
save(void *state)
{
	struct clash_screen *s = state;

	for (int i = 0; i < s->conflict->count; i++)
		if (s->choices[i] == NOT_CHOSEN) {
			s->current = i;
			stack_say(s->app->stack,
				  _("Choose first: 1 keeps what is on the desk, 2 what you"
				    " typed (%s)."),
				  field_label(&s->form->fields[s->conflict->clashes[i].field]));
			return;
		}
	answer(s, true);
}

static void
back(void *state)
{
	answer(state, false);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Changed at two desks");
}

static void
close_clash(void *state)
{
	struct clash_screen *s = state;

	free(s->choices);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "save", N_("Save"),
	  N_("Saves the chosen values. 1 and 2, or space, choose."), NULL, save, NULL },
	{ K_F3, K_ESC, "back", N_("Back"),
	  N_("Goes back to what you typed, without saving."), NULL, back, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "clash",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_clash,
	.title = title,
};

void
screen_clash(struct app *app, const struct form *form, struct record_conflict *conflict,
	     screen_clash_fn done, void *ctx)
{
	struct clash_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->form = form;
	s->conflict = conflict;
	s->done = done;
	s->ctx = ctx;
	s->choices = mem_alloc((size_t)conflict->count * sizeof(*s->choices));
	stack_push(app->stack, &ops, s);
}
