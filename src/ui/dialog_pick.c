/*
 * dialog_pick.c - a choice from a list. Typing filters by the search key, so
 * that あ finds ア and a finds Ａ; the numbers are those of what is left, unless
 * the entries have keys of their own.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/dialog.h"
#include "ui/dialog_box.h"
#include "ui/edit.h"

enum {
	NUMBER_COLS = 3,
	NUMBERED = 9,
	ITEM_COLS_MIN = 24,
	FILTER_FROM = 4, /* entries: fewer are seen at a glance, typing does nothing */
};

struct pick {
	struct stack *stack;
	char *title;
	char **items, **keys; /* what is read, what is searched */
	char *marks;          /* the key that chooses it, by item; NULL = by its number */
	char *note;           /* a line beneath, or NULL */
	int count;
	int *shown; /* the items that the filter leaves */
	int shown_count;
	int current, first; /* in `shown` */
	int rows;           /* when last drawn */
	struct edit filter;
	dialog_pick_fn done;
	dialog_text_fn typed; /* takes all text; NULL = it chooses or filters */
	void *ctx;
};

static void
pick_close(void *state)
{
	struct pick *d = state;

	for (int i = 0; i < d->count; i++) {
		free(d->items[i]);
		free(d->keys[i]);
	}
	free(d->items);
	free(d->keys);
	free(d->shown);
	free(d->marks);
	free(d->note);
	free(d->title);
	edit_done(&d->filter);
	free(d);
}

static void
pick_answer(struct pick *d, int index)
{
	stack_pop(d->stack);
	d->done(d->ctx, index);
}

static void
pick_back(void *state)
{
	struct pick *d = state;

	pick_answer(d, -1);
}

static void
pick_take(void *state)
{
	struct pick *d = state;

	if (d->shown_count > 0)
		pick_answer(d, d->shown[d->current]);
}

static void
pick_filter(struct pick *d)
{
	AUTO_FREE char *key = utf8_search_key(edit_text(&d->filter));

	d->shown_count = 0;
	for (int i = 0; i < d->count; i++)
		if (strstr(d->keys[i], key) != NULL)
			d->shown[d->shown_count++] = i;
	d->current = d->first = 0;
}

/* What chooses the entry at that place of what is shown; ' ' = only Enter does. */
static char
mark_at(const struct pick *d, int at)
{
	if (d->typed)
		return ' ';
	if (d->marks)
		return d->marks[d->shown[at]];
	return at < NUMBERED ? (char)('1' + at) : ' ';
}

/* The place of the entry that a key, full-width or not, chooses; -1 = none. */
static int
place_of(const struct pick *d, const struct key *k)
{
	if (k->code != K_TEXT)
		return -1;
	AUTO_FREE char *typed = utf8_narrow(k->text);

	if (typed[0] == '\0' || typed[0] == ' ' || typed[1] != '\0')
		return -1;
	for (int i = 0; i < d->shown_count; i++)
		if (mark_at(d, i) == tolower((unsigned char)typed[0]))
			return i;
	return -1;
}

/* A digit or a letter: where entries have keys of their own, it is meant as one. */
static bool
is_key_like(const struct key *k)
{
	AUTO_FREE char *typed = utf8_narrow(k->code == K_TEXT ? k->text : "");

	return isalnum((unsigned char)typed[0]) && typed[1] == '\0';
}

static bool
pick_move(struct pick *d, enum key_code code)
{
	int page = d->rows > 1 ? d->rows - 1 : 1;
	int to;

	switch ((int)code) {
	case K_UP:
		to = d->current - 1;
		break;
	case K_DOWN:
		to = d->current + 1;
		break;
	case K_PAGE_UP:
		to = d->current - page;
		break;
	case K_PAGE_DOWN:
		to = d->current + page;
		break;
	case K_HOME:
		to = 0;
		break;
	case K_END:
		to = d->shown_count - 1;
		break;
	default:
		return false;
	}
	if (to > d->shown_count - 1)
		to = d->shown_count - 1;
	d->current = to < 0 ? 0 : to;
	return true;
}

static void
pick_pass_on(struct pick *d, const char *text)
{
	const dialog_text_fn typed = d->typed;
	void *ctx = d->ctx;

	stack_pop(d->stack);
	typed(ctx, text);
}

static bool
pick_key(void *state, const struct key *k)
{
	struct pick *d = state;
	struct err e = { .code = ERR_NONE };
	int at = place_of(d, k);
	bool changed;

	if (d->typed && (k->code == K_TEXT || k->code == K_PASTE)) {
		pick_pass_on(d, k->text);
		return true;
	}
	if (at >= 0) {
		pick_answer(d, d->shown[at]);
		return true;
	}
	if (pick_move(d, k->code))
		return true;
	if (d->marks && is_key_like(k)) {
		stack_say(d->stack, _("This cannot be done now."));
		return true;
	}
	if (d->count < FILTER_FROM)
		return k->code == K_TEXT || k->code == K_PASTE;
	if (!edit_key(&d->filter, k, &changed, &e))
		return false;
	if (e.code != ERR_NONE)
		stack_say_err(d->stack, &e);
	if (changed)
		pick_filter(d);
	return true;
}

static int
widest_item(const struct pick *d)
{
	int widest = ITEM_COLS_MIN;

	for (int i = 0; i < d->count; i++) {
		int width = canvas_width(d->items[i]);

		widest = width > widest ? width : widest;
	}
	int note = d->note ? canvas_width(d->note) - NUMBER_COLS : 0;

	return note > widest ? note : widest;
}

static void
pick_draw_items(struct pick *d, struct canvas *c, struct rect area)
{
	d->rows = area.rows;
	if (d->first > d->current)
		d->first = d->current;
	if (d->first < d->current - area.rows + 1)
		d->first = d->current - area.rows + 1;
	for (int i = 0; i < area.rows && d->first + i < d->shown_count; i++) {
		int at = d->first + i;
		enum style style = at == d->current ? STYLE_FOCUS : STYLE_NORMAL;

		canvas_put(c, area.row + i, area.col, area.cols, style, "");
		canvas_printf(c, area.row + i, area.col, NUMBER_COLS, style, "%c", mark_at(d, at));
		canvas_put(c, area.row + i, area.col + NUMBER_COLS, area.cols - NUMBER_COLS, style,
			   d->items[d->shown[at]]);
	}
	if (d->shown_count == 0 && area.rows > 0)
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT, _("Nothing matches."));
}

static void
pick_draw(void *state, struct canvas *c, struct rect area)
{
	struct pick *d = state;
	int cols = widest_item(d) + NUMBER_COLS;
	int filter_rows = d->count < FILTER_FROM ? 0 : 1;
	int note_rows = d->note ? 2 : 0;
	struct rect body = dialog_box(c, area, d->title, d->count + filter_rows + note_rows, cols);
	struct rect items = { body.row, body.col, body.rows - filter_rows, body.cols };
	int row = body.row + body.rows - 1;

	if (body.rows > note_rows + filter_rows && d->note) {
		items.rows -= note_rows;
		canvas_put(c, items.row + items.rows + 1, body.col, body.cols, STYLE_WARN,
			   d->note);
	}
	pick_draw_items(d, c, items);
	if (filter_rows == 0) {
		canvas_cursor(c, items.row + d->current - d->first, items.col);
		return;
	}
	int used = canvas_put(c, row, body.col, body.cols / 2, STYLE_LABEL, _("Filter:")) + 1;

	edit_draw(&d->filter, c, (struct rect){ row, body.col + used, 1, body.cols - used },
		  STYLE_FIELD, true);
}

static const struct action pick_actions[] = {
	{ .key = K_ENTER,
	  .name = "choose",
	  .label = N_("Choose"),
	  .help = N_("Takes the entry that is marked."),
	  .run = pick_take },
	{ .key = K_F3,
	  .twin = K_ESC,
	  .name = "back",
	  .label = N_("Back"),
	  .help = N_("Closes this and changes nothing."),
	  .run = pick_back },
};

static const struct screen_ops pick_ops = {
	.name = "pick",
	.actions = pick_actions,
	.action_count = ARRAY_LEN(pick_actions),
	.is_overlay = true,
	.key = pick_key,
	.draw = pick_draw,
	.close = pick_close,
};

static void
pick_open(struct stack *s, const struct dialog_menu *menu, dialog_pick_fn done, void *ctx)
{
	struct pick *d = mem_alloc(sizeof *d);
	size_t n = menu->count > 0 ? (size_t)menu->count : 1;

	d->stack = s;
	d->title = mem_strdup(menu->title);
	d->items = mem_alloc(n * sizeof *d->items);
	d->keys = mem_alloc(n * sizeof *d->keys);
	d->shown = mem_alloc(n * sizeof *d->shown);
	d->marks = menu->keys ? mem_strndup(menu->keys, (size_t)menu->count) : NULL;
	d->note = menu->note ? mem_strdup(menu->note) : NULL;
	d->typed = menu->typed;
	d->count = menu->count;
	for (int i = 0; i < menu->count; i++) {
		d->items[i] = mem_strdup(menu->items[i]);
		d->keys[i] = utf8_search_key(menu->items[i]);
	}
	d->done = done;
	d->ctx = ctx;
	edit_init(&d->filter, 0, false);
	pick_filter(d);
	stack_push(s, &pick_ops, d);
}

void
dialog_pick(struct stack *s, const char *title, const char *const *items, int count,
	    dialog_pick_fn done, void *ctx)
{
	const struct dialog_menu numbered = { .title = title, .items = items, .count = count };

	pick_open(s, &numbered, done, ctx);
}

void
dialog_menu(struct stack *s, const struct dialog_menu *menu, dialog_pick_fn done, void *ctx)
{
	pick_open(s, menu, done, ctx);
}
