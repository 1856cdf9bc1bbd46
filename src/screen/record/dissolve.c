/* dissolve.c - a group is dissolved: what is still open of it comes first, then the day and the
 * reason. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/register/group.h"
#include "form/form.h"
#include "ui/dialog.h"

struct dissolve_screen {
	struct app *app;
	int64_t group_id;
	struct arena arena;
	const char **matters;
	int count;
	char day[DATE_TEXT_SIZE];
	struct str typed, reason; /* what was answered, for when it is asked again */
	struct str title;
};

static bool
load(struct dissolve_screen *s, struct err *e)
{
	arena_done(&s->arena);
	s->count = group_open_matters(s->app->desk, &s->arena, s->group_id, &s->matters, e);
	return s->count >= 0;
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct dissolve_screen *s = state;
	struct rect line = area;
	int end = area.row + area.rows;

	canvas_put(c, line.row++, area.col, area.cols, s->count ? STYLE_WARN : STYLE_TITLE,
		   s->count ? _("! Still open:") : _("Nothing is open any more."));
	for (int i = 0; i < s->count && line.row < end; i++) {
		struct rect text = { line.row, area.col + 4, end - line.row, area.cols - 4 };

		canvas_put(c, line.row, area.col + 1, 3, STYLE_NORMAL, "-");
		line.row += canvas_wrap(c, text, STYLE_NORMAL, s->matters[i]);
	}
	line.row++;
	line.rows = end - line.row;
	if (line.rows > 0)
		canvas_wrap(c, line, STYLE_HINT,
			    s->count ? _("F10 dissolves the group and ends these with it. It "
					 "leaves the lists; its record, its history and its number "
					 "stay.")
				     : _("F10 dissolves the group. It leaves the lists; its "
					 "record, its history and its number stay."));
}

static void ask_day(struct dissolve_screen *s);
static void ask_reason(struct dissolve_screen *s);

static void
reason_given(void *ctx, const char *reason)
{
	struct dissolve_screen *s = ctx;
	struct stack *stack = s->app->stack;
	struct err e;

	if (!reason)
		return;
	str_set(&s->reason, reason);
	if (!group_dissolve(s->app->desk, s->group_id, s->day, reason, &e)) {
		if (str_equal(e.field, "dissolved_on"))
			ask_day(s);
		stack_say_err(stack, &e);
		return;
	}
	stack_pop(stack);
	stack_say(stack, _("The group was dissolved. (Undo: ^Z)"));
}

static void
ask_reason(struct dissolve_screen *s)
{
	dialog_text(s->app->stack, _("Dissolve"), _("Why? (for the record)"), str_text(&s->reason),
		    false, reason_given, s);
}

static void
day_given(void *ctx, const char *text)
{
	struct dissolve_screen *s = ctx;
	day_num today = desk_today(s->app->desk);
	day_num day = today;
	struct err e;

	if (!text)
		return;
	str_set(&s->typed, text);
	if (!str_is_empty(text) && !date_parse(text, today, &day, &e)) {
		ask_day(s);
		stack_say_err(s->app->stack, &e);
		return;
	}
	date_to_iso(day, s->day);
	ask_reason(s);
}

static void
ask_day(struct dissolve_screen *s)
{
	dialog_text(s->app->stack, _("Dissolve"),
		    _("On which day? (20261120, 11/20, R8.11.20, today)"), str_text(&s->typed),
		    false, day_given, s);
}

static void
dissolve(void *state)
{
	struct dissolve_screen *s = state;

	str_set(&s->typed, _("today"));
	ask_day(s);
}

static void
shown(void *state)
{
	struct dissolve_screen *s = state;
	struct err e;

	if (!load(s, &e))
		stack_say_err(s->app->stack, &e);
}

static const char *
title(const void *state)
{
	const struct dissolve_screen *s = state;

	return str_text(&s->title);
}

static void
close_dissolve(void *state)
{
	struct dissolve_screen *s = state;

	arena_done(&s->arena);
	str_done(&s->typed);
	str_done(&s->reason);
	str_done(&s->title);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "dissolve", N_("Dissolve"),
	  N_("Asks for the day and the reason, then dissolves the group."), "register.change",
	  dissolve, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "dissolve",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.draw = draw,
	.shown = shown,
	.close = close_dissolve,
	.title = title,
};

void
screen_dissolve(struct app *app, int64_t group_id)
{
	const struct field_lookup *lookup = &app->desk->lookup;
	struct dissolve_screen *s = mem_alloc(sizeof(*s));
	const char *name = lookup->ref_title(lookup->ctx, "group", group_id);
	struct err e;

	s->app = app;
	s->group_id = group_id;
	/* L10N: the group's name. */
	str_addf(&s->title, _("Dissolve %s"), name ? name : "");
	if (!load(s, &e)) {
		stack_say_err(app->stack, &e);
		close_dissolve(s);
		return;
	}
	stack_push(app->stack, &ops, s);
}
