/*
 * merge.c - two records of one group become one: both are shown side by side,
 * F6 says which stays, F10 moves everything of the other and leaves a pointer.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/record/disclose.h"
#include "desk/record/find.h"
#include "desk/register/group.h"
#include "form/form.h"
#include "form/type.h"
#include "screen/hit.h"
#include "screen/table.h"
#include "ui/dialog.h"

enum { FOUND = 20 };

struct merge_screen {
	struct app *app;
	const struct form *form;
	struct record *stays, *goes;
	struct list_column columns[3];
	struct table table;
};

/* What another group is asked for with: the state until both are known. */
struct merge_choice {
	struct app *app;
	int64_t group_id;
	struct find_hit *hits;
	int *groups; /* indexes of the hits that are other groups */
	int count;
};

static void
show_value(const struct merge_screen *s, const struct record *r, int field, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	const char *value = disclose(s->app->desk, &a, DISCLOSE_RECORD, s->form, field,
				     r->values[field], record_is_withheld(r), NULL);

	if (value)
		field_format(&s->form->fields[field], &s->app->desk->lookup, value, out);
}

static void
fill(struct merge_screen *s)
{
	table_clear(&s->table);
	for (int i = 0; i < s->form->field_count; i++) {
		AUTO_STR stays = STR_INIT;
		AUTO_STR goes = STR_INIT;
		const char *cells[3] = { field_label(&s->form->fields[i]), NULL, NULL };

		show_value(s, s->stays, i, &stays);
		show_value(s, s->goes, i, &goes);
		if (stays.len == 0 && goes.len == 0)
			continue;
		cells[1] = str_text(&stays);
		cells[2] = str_text(&goes);
		table_add(&s->table, i + 1,
			  str_equal(cells[1], cells[2]) ? STYLE_HINT : STYLE_NORMAL, cells);
	}
	table_show(&s->table);
}

static bool
key(void *state, const struct key *k)
{
	struct merge_screen *s = state;

	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct merge_screen *s = state;

	if (area.rows > 4) {
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT,
			   _("The left one stays and gets everything that belongs to the right "
			     "one. F6 swaps them."));
		area.row++;
		area.rows--;
	}
	list_draw(s->table.view, c, area);
}

static void
swap(void *state)
{
	struct merge_screen *s = state;
	struct record *stays = s->stays;

	s->stays = s->goes;
	s->goes = stays;
	fill(s);
}

static void
reason_given(void *ctx, const char *reason)
{
	struct merge_screen *s = ctx;
	struct app *app = s->app;
	AUTO_STR name = STR_INIT;
	struct err e;

	if (!reason)
		return;
	if (!group_merge(app->desk, s->goes->id, s->stays->id, reason, &e)) {
		stack_say_err(app->stack, &e);
		return;
	}
	record_add_title(app->desk, s->stays, &name);
	stack_pop(app->stack);
	stack_say(app->stack, _("Merged into %s. (Undo: ^Z)"), str_text(&name));
}

static void
merge(void *state)
{
	struct merge_screen *s = state;

	dialog_text(s->app->stack, _("Merge"), _("Why? (for the record)"), _("Registered twice"),
		    false, reason_given, s);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Merge two groups");
}

static void
close_merge(void *state)
{
	struct merge_screen *s = state;

	table_done(&s->table);
	record_free(s->stays);
	record_free(s->goes);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_F10, K_CTRL_S, "merge", N_("Merge"),
	  N_("Moves everything of the right one to the left one and leaves a pointer."),
	  "register.change", merge, NULL },
	{ K_F6, K_CTRL_R, "swap", N_("Swap"),
	  N_("Lets the other one stay."), NULL, swap, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "merge",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_merge,
	.title = title,
};

static void
open_merge(struct app *app, int64_t stays, int64_t goes)
{
	struct merge_screen *s = mem_alloc(sizeof(*s));
	struct err e;

	s->app = app;
	s->form = form_find(app->desk->forms, "group");
	s->columns[0] = (struct list_column){ .label = _("Field"), .width = 16 };
	s->columns[1] = (struct list_column){ .label = _("Stays"), .width = 26, .stretch = true };
	s->columns[2] = (struct list_column){ .label = _("Is merged into it"), .width = 26 };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	s->stays = record_open(app->desk, s->form, stays, _("merge"), &e);
	s->goes = s->stays ? record_open(app->desk, s->form, goes, _("merge"), &e) : NULL;
	if (!s->goes) {
		stack_say_err(app->stack, &e);
		close_merge(s);
		return;
	}
	fill(s);
	stack_push(app->stack, &ops, s);
}

static void
picked(void *ctx, int index)
{
	struct merge_choice *m = ctx;

	if (index >= 0)
		open_merge(m->app, m->group_id, m->hits[m->groups[index]].id);
}

/* Duplicates have one name: number, representative and phone say which is which. */
static const char *
describe(struct app *app, const struct find_hit *hit)
{
	struct record *r = record_read(app->desk, hit->form, hit->id, NULL);
	const char *line = arena_printf(&app->held, "%s  %s", hit_words(&app->held, hit, r),
					hit_details(app, &app->held, hit, r));

	record_free(r);
	return line;
}

static void
offer(struct merge_choice *m, int hits)
{
	const char **items = arena_alloc(&m->app->held, (size_t)(hits + 1) * sizeof(*items));

	m->groups = arena_alloc(&m->app->held, (size_t)(hits + 1) * sizeof(*m->groups));
	for (int i = 0; i < hits; i++) {
		const struct find_hit *hit = &m->hits[i];

		if (!str_equal(hit->form->name, "group") || hit->id == m->group_id)
			continue;
		items[m->count] = describe(m->app, hit);
		m->groups[m->count++] = i;
	}
	if (m->count > 0) {
		dialog_pick(m->app->stack, _("Merge with which group?"), items, m->count, picked,
			    m);
		return;
	}
	stack_say(m->app->stack, _("No other group was found."));
}

static void
other_typed(void *ctx, const char *text)
{
	struct merge_choice *m = ctx;
	struct err e;
	int hits = str_is_empty(text)
			   ? 0
			   : find_anything(m->app->desk, &m->app->held, text, FOUND, &m->hits, &e);

	if (hits < 0)
		stack_say_err(m->app->stack, &e);
	else if (text)
		offer(m, hits);
}

void
screen_merge(struct app *app, int64_t group_id, int64_t other_id)
{
	struct merge_choice *m;

	if (other_id) {
		open_merge(app, group_id, other_id);
		return;
	}
	m = arena_alloc(&app->held, sizeof(*m));
	m->app = app;
	m->group_id = group_id;
	dialog_text(app->stack, _("Merge"), _("The other group: number, name, kana or phone"), "",
		    false, other_typed, m);
}
