/*
 * list.c - the records of any type: typing filters, F5 asks by example, F6
 * orders, Enter opens, space marks, F11 offers what else can be done. On a wide
 * terminal the record at the cursor stands beside the list.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/type.h"
#include "screen/act.h"
#include "screen/record/preview.h"
#include "screen/record/rows.h"

#define WIDE 120 /* columns from which the record is shown beside the list */

struct list_screen {
	struct app *app;
	const struct form *form;
	struct rows *rows;
	char **conditions; /* of the query by example, by field; NULL = none asked */
	struct str asked;  /* the conditions in words, "" = none */
	bool with_closed;  /* also what was dissolved, merged away, retired */
	struct preview preview;
	int64_t current; /* for a subject of one record */
};

/* On a narrow terminal too: it may be made wide, and a frame must not ask the desk. */
static void
load_preview(struct list_screen *s)
{
	preview_load(&s->preview, s->app, s->form, list_current(s->rows->view));
}

static void
reload(struct list_screen *s)
{
	struct err e;

	if (!list_reload(s->rows->view, &e))
		stack_say_err(s->app->stack, &e);
	preview_done(&s->preview);
	load_preview(s);
}

static void
tick(void *state)
{
	struct list_screen *s = state;

	rows_drop_used_marks(s->rows);
	reload(s);
}

static bool
key(void *state, const struct key *k)
{
	struct list_screen *s = state;
	struct err e = { .code = ERR_NONE };
	/* Ins begins a record here; marks are made with space or ^T. */
	bool handled = k->code != K_INSERT && list_key(s->rows->view, k, &e);

	if (e.code != ERR_NONE)
		stack_say_err(s->app->stack, &e);
	load_preview(s);
	return handled;
}

static bool
ahead(void *state)
{
	struct list_screen *s = state;

	return list_ahead(s->rows->view);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct list_screen *s = state;
	struct rect left = area;

	if (s->asked.len && area.rows > 2) {
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT, s->asked.s);
		left.row++;
		left.rows--;
	}
	if (area.cols >= WIDE) {
		struct rect right = left;

		left.cols = area.cols * 3 / 5;
		right.col = left.col + left.cols + 2;
		right.cols = area.cols - left.cols - 2;
		preview_draw(&s->preview, c, right);
	}
	list_draw(s->rows->view, c, left);
}

static void
open_current(void *state)
{
	struct list_screen *s = state;
	int64_t id = list_current(s->rows->view);

	if (id)
		screen_record(s->app, s->form, id, s->rows);
}

static bool
has_current(const void *state)
{
	const struct list_screen *s = state;

	return list_current(s->rows->view) != 0;
}

static void
add_new(void *state)
{
	struct list_screen *s = state;

	screen_record(s->app, s->form, 0, NULL);
}

static bool
may_add(const void *state)
{
	const struct list_screen *s = state;

	return app_may_type(s->app, s->form, "add");
}

static void
import(void *state)
{
	struct list_screen *s = state;

	screen_import(s->app, s->form);
}

static void
free_conditions(struct list_screen *s)
{
	if (!s->conditions)
		return;
	for (int i = 0; i < s->form->field_count; i++)
		free(s->conditions[i]);
	free(TAKE(s->conditions));
}

/* "種別 = NPO法人   設立 > 2020" */
static void
describe_conditions(struct list_screen *s)
{
	str_clear(&s->asked);
	for (int i = 0; s->conditions && i < s->form->field_count; i++) {
		if (!s->conditions[i])
			continue;
		str_add(&s->asked, s->asked.len ? "   " : _("Asked: "));
		str_addf(&s->asked, "%s %s", field_label(&s->form->fields[i]), s->conditions[i]);
	}
}

static void
asked(void *ctx, const char *const *conditions)
{
	struct list_screen *s = ctx;
	struct err e;

	if (!record_list_query(s->rows->source, conditions, &e) ||
	    !record_list_audit(s->rows->source, NULL, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	free_conditions(s);
	s->conditions = mem_alloc((size_t)s->form->field_count * sizeof(*s->conditions));
	for (int i = 0; i < s->form->field_count; i++)
		s->conditions[i] = mem_strdup(conditions[i]);
	describe_conditions(s);
	list_set_empty(s->rows->view,
		       s->asked.len > 0 ? _("Nothing fits. F5 changes the conditions.") : NULL);
	reload(s);
}

static void
query(void *state)
{
	struct list_screen *s = state;

	screen_query(s->app, s->form, (const char *const *)s->conditions, asked, s);
}

static void
columns(void *state)
{
	struct list_screen *s = state;

	screen_columns(s->app, s->rows);
}

static void
export(void *state)
{
	struct list_screen *s = state;

	screen_export(s->app, s->rows);
}

static bool
has_ended(const void *state)
{
	const struct list_screen *s = state;

	return record_list_has_ended(s->form);
}

static void
toggle_closed(void *state)
{
	struct list_screen *s = state;
	struct err e;

	s->with_closed = !s->with_closed;
	if (!record_list_all(s->rows->source, s->with_closed, &e) ||
	    !rows_show_endings(s->rows, s->with_closed, &e)) {
		stack_say_err(s->app->stack, &e);
		return;
	}
	reload(s);
	stack_say(s->app->stack, s->with_closed ? _("Closed records are shown too.")
						: _("Only open records are shown."));
}

int
list_screen_subjects(void *state, struct subject on[SUBJECTS_MOST])
{
	struct list_screen *s = state;

	s->current = list_current(s->rows->view);
	on->form = s->form;
	on->count = list_marked(s->rows->view, &on->ids);
	if (on->count == 0 && s->current) {
		on->ids = &s->current;
		on->count = 1;
	}
	return 1;
}

static void
acts(void *state)
{
	struct list_screen *s = state;
	struct subject on[SUBJECTS_MOST];

	rows_use_marks(s->rows);
	act_menu(s->app, on, list_screen_subjects(s, on));
}

static const char *
title(const void *state)
{
	const struct list_screen *s = state;

	return form_plural(s->form);
}

static void
close_list(void *state)
{
	struct list_screen *s = state;

	preview_done(&s->preview);
	free_conditions(s);
	str_done(&s->asked);
	rows_free(s->rows);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "open", N_("Open"),
	  N_("Opens the record at the cursor."), NULL, open_current, has_current },
	{ K_INSERT, K_CTRL_N, "new", N_("New"),
	  N_("Begins a new record."), NULL, add_new, may_add },
	{ K_F5, K_CTRL_Q, "query", N_("Query"),
	  N_("Asks by example: fill in what the records shall have."), NULL, query, NULL },
	{ K_F6, K_CTRL_R, "columns", N_("Order"),
	  N_("Chooses the order and the columns of the list."), NULL, columns, NULL },
	{ K_F11, K_CTRL_Y, "acts", N_("More"),
	  N_("Offers what else can be done with the record or the marked ones."),
	  NULL, acts, NULL },
	{ K_F8, K_CTRL_E, "export", N_("File"),
	  N_("Writes the list, as it is filtered and ordered, into a file for a spreadsheet."),
	  NULL, export, NULL },
	{ K_F9, K_CTRL_D, "closed", N_("Closed"),
	  N_("Shows or hides what was dissolved, merged or retired."), NULL, toggle_closed,
	  has_ended },
	{ K_F7, K_CTRL_P, "import", N_("Import"),
	  N_("Imports records from a CSV file in the data folder's imports/."),
	  NULL, import, may_add },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "list",
	.about = N_("Typing filters the list by any part of a name, kana, number or phone. Space "
		    "marks a row (^T while filtering); F11 then acts on all marked ones."),
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.shown = tick,
	.tick = tick,
	.ahead = ahead,
	.close = close_list,
	.title = title,
};

void
screen_list_filtered(struct app *app, const struct form *form, const char *filter)
{
	struct list_screen *s;
	struct err e;
	struct rows *rows = rows_new(app, form, &e);

	if (!rows || (!str_is_empty(filter) && !list_set_filter(rows->view, filter, &e))) {
		rows_free(rows);
		stack_say_err(app->stack, &e);
		return;
	}
	s = mem_alloc(sizeof(*s));
	*s = (struct list_screen){ .app = app, .form = form, .rows = rows };
	stack_push(app->stack, &ops, s);
	load_preview(s);
}

void
screen_list(struct app *app, const struct form *form)
{
	screen_list_filtered(app, form, "");
}
