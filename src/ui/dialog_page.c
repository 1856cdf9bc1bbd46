/* dialog_page.c - a page of text to read, and the help page that is one. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/dialog.h"
#include "ui/dialog_box.h"

enum { KEY_COLS = 10 };

struct page {
	struct stack *stack;
	char *title;
	struct str text;     /* visible, with line ends */
	int first;           /* lines scrolled out */
	int total, rows;     /* lines in all and shown, when last drawn */
};

static void
page_close(void *state)
{
	struct page *d = state;

	free(d->title);
	str_done(&d->text);
	free(d);
}

static void
page_back(void *state)
{
	struct page *d = state;

	stack_pop(d->stack);
}

/* The page's lines as they fit, one after the other. */
struct page_lines {
	const char *at;
	int cols;
	int indent; /* of the lines that a long one goes on in */
	bool goes_on;
};

/* Columns before the text proper: after blanks at the start, or the gap behind "F10 ^S". */
static int
indent_of(const char *line, int cols)
{
	size_t len = strcspn(line, "\n");
	size_t at = strspn(line, " ");

	for (size_t i = at; i + 1 < len; i++)
		if (line[i] == ' ' && line[i + 1] == ' ') {
			at = i + strspn(line + i, " ");
			break;
		}
	AUTO_FREE char *before = mem_strndup(line, at);
	int indent = utf8_width(before);

	return indent <= cols / 2 ? indent : 0;
}

/* False after the last line. */
static bool
page_next_line(struct page_lines *p, struct str *line)
{
	size_t next;

	if (*p->at == '\0')
		return false;
	if (!p->goes_on)
		p->indent = indent_of(p->at, p->cols);
	int indent = p->goes_on ? p->indent : 0;

	str_clear(line);
	str_addf(line, "%*s", indent, "");
	str_add_len(line, p->at, canvas_break(p->at, p->cols - indent, &next));
	p->at += next;
	p->goes_on = p->at[-1] != '\n';
	return true;
}

static int
page_count_lines(const char *text, int cols)
{
	struct page_lines lines = { .at = text, .cols = cols };
	AUTO_STR line = STR_INIT;
	int count = 0;

	while (page_next_line(&lines, &line))
		count++;
	return count;
}

static bool
page_key(void *state, const struct key *k)
{
	struct page *d = state;
	int last = d->total > d->rows ? d->total - d->rows : 0;
	int page = d->rows > 1 ? d->rows - 1 : 1;
	int to = d->first;

	if (k->code == K_UP || k->code == K_DOWN)
		to += k->code == K_DOWN ? 1 : -1;
	else if (k->code == K_PAGE_UP || k->code == K_PAGE_DOWN)
		to += k->code == K_PAGE_DOWN ? page : -page;
	else if (k->code == K_HOME || k->code == K_END)
		to = k->code == K_HOME ? 0 : last;
	else
		return k->code == K_TEXT || k->code == K_PASTE;
	to = to > last ? last : to;
	d->first = to < 0 ? 0 : to;
	return true;
}

static void
page_draw(void *state, struct canvas *c, struct rect area)
{
	struct page *d = state;
	int cols = dialog_text_cols(area);

	d->total = page_count_lines(str_text(&d->text), cols);
	struct rect body = dialog_box(c, area, d->title, d->total, cols);
	struct page_lines lines = { .at = str_text(&d->text), .cols = cols };
	AUTO_STR line = STR_INIT;

	d->rows = body.rows;
	if (d->first > d->total - d->rows)
		d->first = d->total > d->rows ? d->total - d->rows : 0;
	for (int i = 0; i < d->first + d->rows && page_next_line(&lines, &line); i++)
		if (i >= d->first)
			canvas_put(c, body.row + i - d->first, body.col, body.cols, STYLE_NORMAL,
				   str_text(&line));
	if (d->total > d->rows)
		canvas_printf(c, area.row + area.rows - 1, body.col + body.cols - 12, 12,
			      STYLE_BAR, "%d-%d/%d", d->first + 1, d->first + d->rows, d->total);
}

static const struct action page_actions[] = {
	{ .key = K_F3,
	  .twin = K_ESC,
	  .name = "back",
	  .label = N_("Back"),
	  .help = N_("Closes the page."),
	  .run = page_back },
	{ .key = K_ENTER, .name = "close", .run = page_back },
	{ .key = K_F1, .name = "close", .run = page_back },
};

static const struct screen_ops page_ops = {
	.name = "page",
	.actions = page_actions,
	.action_count = ARRAY_LEN(page_actions),
	.is_overlay = true,
	.key = page_key,
	.draw = page_draw,
	.close = page_close,
};

void
dialog_page(struct stack *s, const char *title, const char *text)
{
	struct page *d = mem_alloc(sizeof *d);

	d->stack = s;
	d->title = mem_strdup(title);
	canvas_add_visible(&d->text, text);
	stack_push(s, &page_ops, d);
}

/* "F10 ^S    Save: Writes the record.", if the clerk may use it. */
static void
add_action(const struct stack *s, const struct action *a, const void *state, struct str *b)
{
	AUTO_STR keys = STR_INIT;

	if (a->help == NULL || !stack_offers(s, a, state))
		return;
	str_add(&keys, key_label(a->key));
	if (a->twin != K_NONE)
		str_addf(&keys, " %s", key_label(a->twin));
	utf8_add_padded(b, str_text(&keys), KEY_COLS);
	if (a->label == NULL)
		str_addf(b, " %s\n", _(a->help));
	else /* L10N: an action and what it does, in the list of keys of the help page */
		str_addf(b, _(" %s: %s\n"), _(a->label), _(a->help));
}

/* The keys that work everywhere, but for those that mean something else on the screen at hand. */
static void
add_everywhere(const struct stack *s, const struct screen_ops *ops, struct str *b)
{
	const struct stack_frame *frame = stack_frame_of(s);

	str_addf(b, "%s\n", _("Keys everywhere"));
	for (int i = 0; i < frame->action_count; i++)
		if (ops == NULL ||
		    action_find(ops->actions, ops->action_count, frame->actions[i].key) == NULL)
			add_action(s, &frame->actions[i], frame->ctx, b);
}

void
dialog_help(struct stack *s, const char *topic)
{
	const struct screen_ops *ops = stack_ops(s, 0);
	AUTO_STR text = STR_INIT;

	if (str_is_empty(topic) && ops != NULL && ops->about != NULL)
		topic = _(ops->about);
	if (!str_is_empty(topic))
		str_addf(&text, "%s\n\n", topic);
	if (ops != NULL && ops->action_count > 0) {
		str_addf(&text, "%s\n", _("Keys on this screen"));
		for (int i = 0; i < ops->action_count; i++)
			add_action(s, &ops->actions[i], stack_state(s, 0), &text);
		str_add_char(&text, '\n');
	}
	add_everywhere(s, ops, &text);
	dialog_page(s, _("Help"), str_text(&text));
}
