/*
 * command.c - the line to speak to (F2): what the clerk has in hand. What it
 * can mean is shown while it is typed; Enter does it when there is only one
 * meaning, else the meanings are chosen by number. A number only points and Enter
 * does it: the second digit of "12" must not be a key of what the "1" has opened.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "form/form.h"
#include "screen/command_match.h"
#include "ui/edit.h"

enum { LINE_MAX_CHARS = 200 };

struct command_screen {
	struct app *app;
	struct edit edit;
	struct arena arena; /* of the meanings */
	struct meaning meanings[MEANINGS_MAX];
	int count;
	int current;      /* the meaning at the cursor, -1 = none chosen */
	bool is_choosing; /* digits choose; else they are text */
	int number;       /* what they say so far; 0 = none */
};

static void
match(struct command_screen *s)
{
	arena_done(&s->arena);
	s->current = -1;
	s->is_choosing = false;
	s->number = 0;
	s->count =
		command_match(s->app, &s->arena, edit_text(&s->edit), stack_ops(s->app->stack, 1),
			      stack_state(s->app->stack, 1), s->meanings);
}

/* Takes the line off the stack first, so that what is opened lies where the clerk was. */
static void
carry_out(struct command_screen *s, int index)
{
	struct app *app = s->app;
	const struct meaning m = s->meanings[index];
	void *below = m.is_global ? (void *)app : stack_state(app->stack, 1);
	struct subject on[SUBJECTS_MOST];
	int subjects;

	stack_pop(app->stack);
	subjects = act_subjects_of(stack_ops(app->stack, 0), stack_state(app->stack, 0), on);
	switch (m.kind) {
	case MEANS_RECORD:
		screen_record(app, m.form, m.id, NULL);
		break;
	case MEANS_PLACE:
		place_open(app, &m.place);
		break;
	case MEANS_NEW:
		screen_record(app, m.form, 0, NULL);
		break;
	case MEANS_ACTION:
		m.action->run(below);
		break;
	case MEANS_ACT:
		if (m.subject < subjects)
			act_run(app, m.act, &on[m.subject]);
		break;
	case MEANS_FREE:
		screen_free(app, m.text);
		break;
	}
}

/* The one meaning that is meant, or -1: the only one, or the only exact one. */
static int
only_meaning(const struct command_screen *s)
{
	int exact = -1, exact_count = 0;

	for (int i = 0; i < s->count; i++)
		if (s->meanings[i].exact) {
			exact = exact_count++ ? exact : i;
		}
	if (exact_count == 1)
		return exact;
	return s->count == 1 ? 0 : -1;
}

static const char *
how_to_choose(const struct command_screen *s)
{
	if (s->count < MEANINGS_MAX)
		return _("Several are possible: choose by number or arrows, then Enter.");
	return _("Many are possible: choose by number and Enter, or type more.");
}

static void
enter(void *state)
{
	struct command_screen *s = state;
	int only = s->current >= 0 ? s->current : only_meaning(s);
	struct err e = { 0 };

	if (only >= 0) {
		carry_out(s, only);
	} else if (s->count > 0) {
		s->is_choosing = true;
		s->current = 0;
		stack_say(s->app->stack, "%s", how_to_choose(s));
	} else if (str_is_empty(edit_text(&s->edit))) {
		stack_pop(s->app->stack);
	} else {
		command_match_none(s->app, edit_text(&s->edit), &e);
		stack_say_err(s->app->stack, &e);
	}
}

/* The digit of a key that chooses, or -1: before Enter a digit is text. */
static int
choosing_digit(const struct command_screen *s, const struct key *k)
{
	AUTO_FREE char *typed = k->code == K_TEXT ? utf8_narrow(k->text) : NULL;

	if (!s->is_choosing || !typed || typed[0] < '0' || typed[0] > '9' || typed[1])
		return -1;
	return typed[0] - '0';
}

/* A number that is none of them points at nothing: Enter then asks again. */
static void
point(struct command_screen *s, int digit)
{
	s->number = s->number * 10 + digit;
	if (s->number >= 1 && s->number <= s->count) {
		s->current = s->number - 1;
		return;
	}
	stack_say(s->app->stack, _("There is no %d here: choose from 1 to %d."), s->number,
		  s->count);
	s->number = 0;
	s->current = -1;
}

static void
move(struct command_screen *s, int step)
{
	s->number = 0;
	s->current += step;
	s->current = s->current < -1 ? s->count - 1 : s->current;
	s->current = s->current >= s->count ? 0 : s->current;
}

static bool
key(void *state, const struct key *k)
{
	struct command_screen *s = state;
	struct err e = { .code = ERR_NONE };
	bool changed = false, handled;
	int digit = choosing_digit(s, k);

	if (digit >= 0) {
		point(s, digit);
		return true;
	}
	if (k->code == K_ENTER)
		return false;
	if ((k->code == K_DOWN || k->code == K_UP) && s->count > 0) {
		move(s, k->code == K_DOWN ? 1 : -1);
		return true;
	}
	handled = edit_key(&s->edit, k, &changed, &e);
	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	if (changed)
		match(s);
	return handled || k->code == K_CTRL_Z;
}

/* Half for what it is, unless that takes less; the rest for what tells it apart. */
static int
text_cols(const struct command_screen *s, int cols)
{
	int most = 0;

	for (int i = 0; i < s->count; i++) {
		int width = utf8_width(s->meanings[i].text);

		most = width > most ? width : most;
	}
	return most + 2 < cols * 3 / 5 ? most + 2 : cols * 3 / 5;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct command_screen *s = state;
	int shown = s->count < area.rows - 1 ? s->count : area.rows - 1;
	struct rect box = { area.row + area.rows - 1 - shown, area.col, shown + 1, area.cols };
	struct rect line = { area.row + area.rows - 1, area.col + 2, 1, area.cols - 2 };

	int left = text_cols(s, area.cols - 3);

	canvas_fill(c, box, STYLE_NORMAL);
	for (int i = 0; i < shown; i++) {
		enum style style = i == s->current ? STYLE_FOCUS : STYLE_NORMAL;

		/* Before Enter a digit is text: no number is shown then. */
		if (s->is_choosing)
			canvas_printf(c, box.row + i, area.col, 3, STYLE_KEY, "%d ", i + 1);
		canvas_put(c, box.row + i, area.col + 3, left, style, s->meanings[i].text);
		canvas_put(c, box.row + i, area.col + 3 + left, area.cols - 3 - left,
			   i == s->current ? STYLE_FOCUS : STYLE_HINT,
			   s->meanings[i].why ? s->meanings[i].why : "");
	}
	canvas_put(c, line.row, area.col, 2, STYLE_KEY, "> ");
	edit_draw(&s->edit, c, line, STYLE_FIELD, true);
}

static void
close_command(void *state)
{
	struct command_screen *s = state;

	edit_done(&s->edit);
	arena_done(&s->arena);
	free(s);
}

static void
again(void *state)
{
	struct command_screen *s = state;

	edit_set(&s->edit, "");
	match(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "do", N_("Do"),
	  N_("Opens or does what was typed; with several meanings, lets you choose by number."),
	  NULL,
	  enter, NULL },
	{ K_F2, K_CTRL_O, "clear", N_("Clear"),
	  N_("Empties the line."), NULL, again, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "command",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.is_overlay = true,
	.key = key,
	.draw = draw,
	.close = close_command,
};

void
screen_command(struct app *app, const char *typed)
{
	struct command_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->current = -1;
	edit_init(&s->edit, LINE_MAX_CHARS, false);
	stack_push(app->stack, &ops, s);
	if (typed) {
		edit_set(&s->edit, typed);
		match(s);
	}
}
