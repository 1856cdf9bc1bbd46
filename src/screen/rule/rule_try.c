/*
 * rule_try.c - "try it": the facts of a use as a form, and beside it what the rule
 * book in force says to them. Nothing is booked.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/rule/rule_store.h"
#include "screen/choices.h"
#include "screen/rule/rule_answer.h"
#include "screen/rule/rule_change.h"
#include "screen/rule/rule_form.h"
#include "screen/rule/rule_shelf.h"
#include "ui/dialog.h"

#define BESIDE_FROM 100 /* columns from which the answer stands beside the form */

struct try_screen {
	struct app *app;
	struct rule_shelf shelf;
	struct rule_form form;
	struct editor *editor;
	struct rule_answer answer;
	int asked_in; /* the field that had the cursor after the last key */
	bool typed;   /* since the last answer */
};

static bool
typed(void *ctx, int field, const char *text, int caret, struct err *e)
{
	struct try_screen *s = ctx;

	(void)field;
	(void)text;
	(void)caret;
	(void)e;
	s->typed = true;
	return true;
}

static int
candidates(void *ctx, int field, const char *text, struct arena *a, struct candidate **out)
{
	const struct try_screen *s = ctx;

	(void)text;
	return rule_form_words(&s->form, field, a, out);
}

/* Another edition may hold for the day of application: its rules are not these. */
static void
warn_of_edition(struct try_screen *s, const struct rule_wish *w)
{
	struct err e;
	int64_t id;

	if (s->shelf.id == 0 || w->facts.apply == DAY_NONE)
		return;
	id = rule_store_in_force(s->app->desk, 0, w->facts.apply, &e);
	if (id == 0)
		rule_answer_warn(&s->answer, e.msg);
	else if (id != s->shelf.id)
		rule_answer_warn(&s->answer,
				 _("On that day of application another edition of the book is "
				   "in force; this is what today's says."));
}

static void
ask(struct try_screen *s)
{
	struct rule_wish w;
	struct err e;

	s->typed = false;
	rule_answer_clear(&s->answer);
	facts_init(&w.facts, s->shelf.book, &s->shelf.around);
	if (rule_form_read(&s->form, s->editor, &w, &e)) {
		warn_of_edition(s, &w);
		rule_answer_ask(&s->answer, &w);
	} else {
		rule_answer_warn(&s->answer, e.msg);
	}
	facts_done(&w.facts);
}

/* A chosen word is whole at once; what is typed is when its field is left. */
static bool
is_whole(const struct try_screen *s)
{
	int at = editor_focus(s->editor);

	return at != s->asked_in || at < 0 || s->form.form.fields[at].list != NULL;
}

static bool
key(void *state, const struct key *k)
{
	struct try_screen *s = state;
	struct err e = { .code = ERR_NONE };
	bool handled;

	if (k->code == K_ENTER && editor_at_end(s->editor))
		return false;
	handled = editor_key(s->editor, k, &e);
	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	if (s->typed && is_whole(s))
		ask(s);
	s->asked_in = editor_focus(s->editor);
	return handled || k->code == K_CTRL_Z;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct try_screen *s = state;
	struct rect form = area, answer = area;

	if (area.cols >= BESIDE_FROM) {
		form.cols = area.cols * 2 / 5;
		answer.col += form.cols + 2;
		answer.cols -= form.cols + 3;
	} else {
		form.rows = area.rows / 2;
		answer.row += form.rows;
		answer.rows -= form.rows;
		answer.col += 1;
		answer.cols -= 2;
	}
	editor_draw(s->editor, c, form);
	rule_answer_draw(&s->answer, c, answer);
}

static void
reckon(void *state)
{
	ask(state);
}

static void
choices(void *state)
{
	struct try_screen *s = state;

	choices_show(s->app, s->editor);
}

static bool
offers_choices(const void *state)
{
	const struct try_screen *s = state;

	return editor_offers_candidates(s->editor);
}

static void
clear(void *state)
{
	struct try_screen *s = state;

	for (int i = 0; i < s->form.form.field_count; i++)
		editor_put(s->editor, i, i == s->form.apply ? _("today") : "", 0);
	editor_set_focus(s->editor, 0);
	s->asked_in = 0;
	ask(s);
}

static void
page_back(void *state)
{
	rule_answer_page(&((struct try_screen *)state)->answer, -1);
}

static void
page_on(void *state)
{
	rule_answer_page(&((struct try_screen *)state)->answer, 1);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Rules: try it");
}

static void
close_try(void *state)
{
	struct try_screen *s = state;

	editor_free(s->editor);
	rule_answer_done(&s->answer);
	rule_form_done(&s->form);
	rule_shelf_done(&s->shelf);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "ask", N_("Ask"),
	  N_("Asks the rule book. It is asked after each field, too."), NULL, reckon, NULL },
	{ K_ENTER, K_NONE, "ask", NULL, N_("In the last field: asks the rule book."), NULL,
	  reckon, NULL },
	CHOICES_ACTION(choices, offers_choices),
	{ K_F5, K_CTRL_Q, "clear", N_("Clear"), N_("Empties every field."), NULL, clear, NULL },
	{ K_F7, K_CTRL_P, "back", N_("Answer up"),
	  N_("Shows the part of the answer before."), NULL, page_back, NULL },
	{ K_F8, K_CTRL_N, "on", N_("Answer down"),
	  N_("Shows the rest of the answer."), NULL, page_on, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "rule-try",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_try,
	.title = title,
};

/* `s` has its shelf. */
static void
open_try(struct try_screen *s)
{
	rule_form_init(&s->form, s->shelf.book, desk_today(s->app->desk));
	const struct editor_ops editor_ops = {
		.ctx = s,
		.lookup = &s->form.lookup,
		.typed = typed,
		.candidates = candidates,
	};

	s->editor = editor_new(&s->form.form, &editor_ops, EDITOR_EDIT);
	clear(s);
	stack_push(s->app->stack, &ops, s);
}

static struct try_screen *
new_try(struct app *app)
{
	struct try_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	return s;
}

static void
give_up(struct try_screen *s, const struct err *e)
{
	stack_say_err(s->app->stack, e);
	free(s);
}

void
screen_rule_try(struct app *app)
{
	struct try_screen *s = new_try(app);
	struct err e;

	if (rule_shelf_open(&s->shelf, app, 0, &e))
		open_try(s);
	else
		give_up(s, &e);
}

void
screen_rule_try_change(struct rule_change *c)
{
	struct try_screen *s = new_try(c->app);
	struct faults f = FAULTS_INIT("");
	AUTO_STR text = STR_INIT;
	struct err e;

	if (!rule_change_write(c->root, &text, &f))
		err_set(&e, ERR_INVALID, "%s", f.items[0].sentence);
	else if (rule_shelf_of_text(&s->shelf, c->app, str_text(&text), &e))
		open_try(TAKE(s));
	if (s != NULL)
		give_up(s, &e);
	faults_done(&f);
}
