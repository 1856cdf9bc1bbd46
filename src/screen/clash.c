/*
 * clash.c - two desks changed the same fields of one record: both values of
 * each, and a choice. What is not chosen stays in the audit; nothing is lost.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/type.h"

enum { LINES = 5 }; /* of one clash: its field, before, theirs, mine, a blank */

struct clash_screen {
	struct app *app;
	const struct form *form;
	struct record_conflict *conflict;
	bool *take_theirs; /* by clash */
	int current;
	screen_clash_fn done;
	void *ctx;
};

static bool
key(void *state, const struct key *k)
{
	struct clash_screen *s = state;
	bool *theirs = &s->take_theirs[s->current];

	if (k->code == K_UP || k->code == K_BACKTAB)
		s->current -= s->current > 0;
	else if (k->code == K_DOWN || k->code == K_TAB || k->code == K_ENTER)
		s->current += s->current < s->conflict->count - 1;
	else if (k->code == K_LEFT || k->code == K_RIGHT ||
		 (k->code == K_TEXT && (str_equal(k->text, " ") || str_equal(k->text, "　"))))
		*theirs = !*theirs;
	else if (k->code == K_TEXT && (str_equal(k->text, "1") || str_equal(k->text, "１")))
		*theirs = true;
	else if (k->code == K_TEXT && (str_equal(k->text, "2") || str_equal(k->text, "２")))
		*theirs = false;
	else
		return k->code == K_TEXT;
	return true;
}

static void
draw_value(const struct clash_screen *s, struct canvas *c, struct rect line, const char *words,
	   const char *stored, int field)
{
	AUTO_STR shown = STR_INIT;

	field_format(&s->form->fields[field], &s->app->desk->lookup, stored, &shown);
	canvas_printf(c, line.row, line.col + 2, line.cols - 2, STYLE_NORMAL, "%s %s", words,
		      shown.len ? shown.s : _("(empty)"));
}

static void
draw_clash(const struct clash_screen *s, struct canvas *c, struct rect area, int i)
{
	const struct record_clash *clash = &s->conflict->clashes[i];
	bool theirs = s->take_theirs[i];
	struct rect line = { area.row, area.col, 1, area.cols };
	const char *words[3] = {
		_("   before        "),
		theirs ? _("(*) 1 on the desk ") : _("( ) 1 on the desk "),
		theirs ? _("( ) 2 typed here  ") : _("(*) 2 typed here  "),
	};
	const char *values[3] = { clash->was, clash->theirs, clash->mine };

	canvas_put(c, line.row, line.col, line.cols, i == s->current ? STYLE_FOCUS : STYLE_TITLE,
		   field_label(&s->form->fields[clash->field]));
	for (int j = 0; j < 3 && ++line.row < area.row + area.rows; j++)
		draw_value(s, c, line, words[j], values[j], clash->field);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct clash_screen *s = state;
	int first = 0, visible;

	if (area.rows > LINES + 2) {
		canvas_put(
			c, area.row, area.col, area.cols, STYLE_WARN,
			_("! Another desk has changed the same record. Which value shall stay?"));
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
		if (s->take_theirs[i])
			s->conflict->clashes[i].mine = s->conflict->clashes[i].theirs;
	stack_pop(s->app->stack);
	done(ctx, save);
}

static void
save(void *state)
{
	answer(state, true);
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

	free(s->take_theirs);
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
	s->take_theirs = mem_alloc((size_t)conflict->count * sizeof(*s->take_theirs));
	stack_push(app->stack, &ops, s);
}
