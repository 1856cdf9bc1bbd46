/* dialog.c - a yes or no, and one line of text. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "ui/dialog.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog_box.h"
#include "ui/edit.h"
#include "ui/menu.h"

struct confirm {
	struct stack *stack;
	char *title, *text, *yes;
	struct menu_item items[2];
	struct menu menu;
	dialog_confirm_fn done;
	void *ctx;
};

enum { ANSWER_NO, ANSWER_YES };

static void
confirm_close(void *state)
{
	struct confirm *d = state;

	free(d->title);
	free(d->text);
	free(d->yes);
	free(d);
}

static void
confirm_answer(struct confirm *d, bool answer)
{
	stack_pop(d->stack);
	d->done(d->ctx, answer);
}

static void
confirm_back(void *state)
{
	confirm_answer(state, false);
}

static void
confirm_choose(void *state)
{
	struct confirm *d = state;

	confirm_answer(d, d->menu.current == ANSWER_YES);
}

static bool
confirm_key(void *state, const struct key *k)
{
	struct confirm *d = state;
	int chosen;

	if (k->code == K_ENTER)
		return false;
	if (k->code == K_TAB || k->code == K_BACKTAB) {
		d->menu.current = !d->menu.current;
		return true;
	}
	if (menu_key(&d->menu, k, &chosen) && chosen >= 0)
		confirm_answer(d, chosen == ANSWER_YES);
	return k->code != K_ESC && k->code < K_F1;
}

static void
confirm_draw(void *state, struct canvas *c, struct rect area)
{
	struct confirm *d = state;
	int cols = dialog_text_cols(area);
	int rows = dialog_text_rows(d->text, cols);
	struct rect body = dialog_box(c, area, d->title, rows + 2, cols);

	/* The answers must show even where the text does not fit. */
	struct rect text = { body.row, body.col, body.rows - 1, body.cols };
	int used = canvas_wrap(c, text, STYLE_NORMAL, d->text);
	int row = used + 1 < body.rows ? used + 1 : body.rows - 1;

	menu_draw(&d->menu, c, (struct rect){ body.row + row, body.col, 1, body.cols }, true);
}

static const struct action confirm_actions[] = {
	{ .key = K_ENTER,
	  .name = "choose",
	  .label = N_("Choose"),
	  .help = N_("Takes the answer that is marked."),
	  .run = confirm_choose },
	{ .key = K_F3,
	  .twin = K_ESC,
	  .name = "back",
	  .label = N_("Back"),
	  .help = N_("Closes this and changes nothing."),
	  .run = confirm_back },
};

static const struct screen_ops confirm_ops = {
	.name = "confirm",
	.actions = confirm_actions,
	.action_count = ARRAY_LEN(confirm_actions),
	.is_overlay = true,
	.key = confirm_key,
	.draw = confirm_draw,
	.close = confirm_close,
};

void
dialog_confirm(struct stack *s, const char *title, const char *text, const char *yes,
	       dialog_confirm_fn done, void *ctx)
{
	struct confirm *d = mem_alloc(sizeof *d);

	d->stack = s;
	d->title = mem_strdup(title);
	d->text = mem_strdup(text);
	d->yes = mem_strdup(yes);
	d->done = done;
	d->ctx = ctx;
	d->items[ANSWER_NO] = (struct menu_item){ .digit = '0', .label = _("Go back") };
	d->items[ANSWER_YES] = (struct menu_item){ .digit = '1', .label = d->yes };
	d->menu = (struct menu){ .items = d->items, .count = 2, .current = ANSWER_NO };
	stack_push(s, &confirm_ops, d);
}

struct line {
	struct stack *stack;
	char *title, *prompt;
	struct edit edit;
	dialog_text_fn done;
	void *ctx;
};

static void
line_close(void *state)
{
	struct line *d = state;

	free(d->title);
	free(d->prompt);
	edit_done(&d->edit);
	free(d);
}

/* The state lives until the handler that called this has returned. */
static void
line_answer(struct line *d, const char *text)
{
	stack_pop(d->stack);
	d->done(d->ctx, text);
}

static void
line_back(void *state)
{
	line_answer(state, NULL);
}

static void
line_take(void *state)
{
	struct line *d = state;

	line_answer(d, edit_text(&d->edit));
}

static bool
line_key(void *state, const struct key *k)
{
	struct line *d = state;
	struct err e = { .code = ERR_NONE };
	bool changed;

	if (!edit_key(&d->edit, k, &changed, &e))
		return false;
	if (e.code != ERR_NONE)
		stack_say_err(d->stack, &e);
	return true;
}

static void
line_draw(void *state, struct canvas *c, struct rect area)
{
	struct line *d = state;
	int cols = dialog_text_cols(area);
	int rows = dialog_text_rows(d->prompt, cols);
	struct rect body = dialog_box(c, area, d->title, rows + 1, cols);
	struct rect text = { body.row, body.col, body.rows - 1, body.cols };
	int used = canvas_wrap(c, text, STYLE_NORMAL, d->prompt);

	edit_draw(&d->edit, c, (struct rect){ body.row + used, body.col, 1, body.cols },
		  STYLE_FIELD, true);
}

static const struct action line_actions[] = {
	{ .key = K_ENTER,
	  .twin = K_F10,
	  .name = "take",
	  .label = N_("Done"),
	  .help = N_("Takes the text."),
	  .run = line_take },
	{ .key = K_F3,
	  .twin = K_ESC,
	  .name = "back",
	  .label = N_("Back"),
	  .help = N_("Closes this and changes nothing."),
	  .run = line_back },
};

static const struct screen_ops line_ops = {
	.name = "line",
	.actions = line_actions,
	.action_count = ARRAY_LEN(line_actions),
	.is_overlay = true,
	.key = line_key,
	.draw = line_draw,
	.close = line_close,
};

void
dialog_text(struct stack *s, const char *title, const char *prompt, const char *text,
	    bool secret, dialog_text_fn done, void *ctx)
{
	struct line *d = mem_alloc(sizeof *d);

	d->stack = s;
	d->title = mem_strdup(title);
	d->prompt = mem_strdup(prompt);
	d->done = done;
	d->ctx = ctx;
	edit_init(&d->edit, 0, false);
	d->edit.secret = secret;
	edit_set(&d->edit, text);
	d->edit.is_fresh = true;
	stack_push(s, &line_ops, d);
}
