/* pin.c - the line where a PIN is typed. What was typed is wiped, not only freed. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/pin.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { PIN_MAX = 64 };

void
pin_prompt_init(struct pin_prompt *p)
{
	memset(p, 0, sizeof(*p));
	edit_init(&p->edit, PIN_MAX, false);
	p->edit.secret = true;
}

void
pin_prompt_clear(struct pin_prompt *p)
{
	if (p->edit.text.s)
		explicit_bzero(p->edit.text.s, p->edit.text.cap);
	edit_set(&p->edit, "");
}

void
pin_prompt_done(struct pin_prompt *p)
{
	pin_prompt_end(p);
	edit_done(&p->edit);
}

void
pin_prompt_begin(struct pin_prompt *p, const char *name)
{
	pin_prompt_end(p);
	p->name = mem_strdup(name);
	p->is_asking = true;
}

void
pin_prompt_end(struct pin_prompt *p)
{
	pin_prompt_clear(p);
	free(TAKE(p->name));
	p->is_asking = false;
}

bool
pin_prompt_key(struct pin_prompt *p, struct stack *stack, const struct key *k)
{
	struct err e = { .code = ERR_NONE };
	bool changed;
	bool handled = edit_key(&p->edit, k, &changed, &e);

	if (e.code != ERR_NONE)
		stack_say_err(stack, &e);
	return handled;
}

void
pin_prompt_draw(struct pin_prompt *p, struct canvas *c, struct rect area)
{
	const char *label = _("PIN");
	int col = area.col + 2 + utf8_width(label) + 1;
	struct rect field = { area.row + 1, col, 1, area.cols - col - 1 };

	canvas_put(c, area.row, area.col + 2, area.cols - 2, STYLE_NORMAL, p->name);
	canvas_put(c, field.row, area.col + 2, area.cols - 2, STYLE_LABEL, label);
	if (field.cols > 24)
		field.cols = 24;
	edit_draw(&p->edit, c, field, STYLE_FIELD, true);
}
