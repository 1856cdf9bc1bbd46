/* date_line.c - see date_line.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/date_line.h"

bool
date_line_key(struct edit *line, struct stack *stack, const struct key *k)
{
	struct err e = { .code = ERR_NONE };
	bool changed;

	if (line->text.len == 0 && k->code != K_TEXT && k->code != K_PASTE)
		return false;
	if (k->code == K_ESC) {
		edit_set(line, "");
		return true;
	}
	bool handled = edit_key(line, k, &changed, &e);

	if (e.code != ERR_NONE)
		stack_say_err(stack, &e);
	return handled;
}

day_num
date_line_day(const struct edit *line, struct stack *stack, day_num today)
{
	day_num day = DAY_NONE;
	struct err e;

	if (!date_parse(edit_text(line), today, &day, &e))
		stack_say_err(stack, &e);
	return day;
}

void
date_line_draw(struct edit *line, struct canvas *c, struct rect at, const char *hint)
{
	struct rect text = { at.row, at.col + 2, 1, at.cols - 2 };

	canvas_put(c, at.row, at.col, 2, STYLE_KEY, "> ");
	if (line->text.len > 0)
		edit_draw(line, c, text, STYLE_FIELD, true);
	else
		canvas_put(c, text.row, text.col, text.cols, STYLE_HINT, hint);
}
