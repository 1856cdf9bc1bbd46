/*
 * query.c - query by example: the form itself takes conditions. "abc" a part,
 * "=x" exactly, ">x" "<x", "a..b", "!x" not, "-" empty.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/code.h"
#include "form/form.h"
#include "screen/choices.h"
#include "ui/dialog.h"
#include "ui/editor.h"

struct query_screen {
	struct app *app;
	const struct form *form;
	struct editor *editor;
	screen_query_fn done;
	void *ctx;
	struct str title;
};

static int
candidates(void *ctx, int field, const char *text, struct arena *a, struct candidate **out)
{
	struct query_screen *s = ctx;
	const char *list = s->form->fields[field].list;
	struct code_word *words;
	int count = list ? code_words(s->app->desk, a, list, &words) : 0;

	(void)text;
	if (count <= 0)
		return 0;
	*out = arena_alloc(a, (size_t)count * sizeof(**out));
	for (int i = 0; i < count; i++)
		(*out)[i] = (struct candidate){ words[i].word, words[i].word };
	return count;
}

static bool
key(void *state, const struct key *k)
{
	struct query_screen *s = state;
	struct err e = { .code = ERR_NONE };
	bool handled;

	if (k->code == K_ENTER && editor_at_end(s->editor))
		return false;
	handled = editor_key(s->editor, k, &e);
	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	return handled || k->code == K_CTRL_Z;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct query_screen *s = state;
	struct rect help = { area.row + area.rows - 2, area.col, 2, area.cols };

	if (area.rows > 8) {
		area.rows -= 3;
		canvas_wrap(c, help, STYLE_HINT,
			    _("A part: abc   exactly: =abc   from, to: >5 <10 5..10   not: !abc   "
			      "empty: -   F4: candidates"));
	}
	editor_draw(s->editor, c, area);
}

static void
run(void *state)
{
	struct query_screen *s = state;
	const char **conditions = mem_alloc((size_t)s->form->field_count * sizeof(*conditions));
	screen_query_fn done = s->done;
	void *ctx = s->ctx;

	for (int i = 0; i < s->form->field_count; i++) {
		const char *text = editor_text(s->editor, i);

		conditions[i] = str_is_empty(text) ? NULL : text;
	}
	/* Off the stack first, so that a refusal is said on the list; freed when this returns. */
	stack_pop(s->app->stack);
	done(ctx, conditions);
	free(conditions);
}

static void
choices(void *state)
{
	struct query_screen *s = state;

	choices_show(s->app, s->editor);
}

static bool
offers_choices(const void *state)
{
	const struct query_screen *s = state;

	return editor_offers_candidates(s->editor);
}

static void
clear(void *state)
{
	struct query_screen *s = state;

	for (int i = 0; i < s->form->field_count; i++)
		editor_put(s->editor, i, "", 0);
}

static const char *
title(const void *state)
{
	const struct query_screen *s = state;

	return str_text(&s->title);
}

static void
close_query(void *state)
{
	struct query_screen *s = state;

	editor_free(s->editor);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "run", N_("Show"),
	  N_("Shows the records that have all of this. Empty fields ask nothing."),
	  NULL, run, NULL },
	{ K_ENTER, K_NONE, "run", NULL,
	  N_("In the last field: shows the records."), NULL, run, NULL },
	CHOICES_ACTION(choices, offers_choices),
	{ K_F5, K_CTRL_Q, "clear", N_("Clear"),
	  N_("Empties every condition."), NULL, clear, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "query",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_query,
	.title = title,
};

void
screen_query(struct app *app, const struct form *form, const char *const *start,
	     screen_query_fn done, void *ctx)
{
	struct query_screen *s = mem_alloc(sizeof(*s));
	const struct editor_ops editor_ops = {
		.ctx = s,
		.lookup = &app->desk->lookup,
		.candidates = candidates,
	};

	s->app = app;
	s->form = form;
	s->done = done;
	s->ctx = ctx;
	/* L10N: query by example; the list's name ("Groups"). */
	str_addf(&s->title, _("%s: which?"), form_plural(form));
	s->editor = editor_new(form, &editor_ops, EDITOR_QUERY);
	for (int i = 0; start && i < form->field_count; i++)
		if (start[i])
			editor_put(s->editor, i, start[i], 0);
	stack_push(app->stack, &ops, s);
}
