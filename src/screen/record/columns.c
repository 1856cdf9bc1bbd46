/* columns.c - the order and the columns of a list: Enter orders, space shows or hides. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/app.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/type.h"
#include "screen/record/rows.h"
#include "screen/table.h"

struct columns_screen {
	struct app *app;
	struct rows *rows;
	struct list_column columns[3];
	struct table table;
	int sort; /* field, -1 = the form's own order */
	bool descending;
};

static bool
is_shown(const struct columns_screen *s, int field)
{
	const int *fields;
	int count = record_list_column_fields(s->rows->source, &fields);

	for (int i = 0; i < count; i++)
		if (fields[i] == field)
			return true;
	return false;
}

static bool
can_sort(const struct form_field *f)
{
	return f->type->kind != FIELD_NOTE && f->type->kind != FIELD_CHOICES;
}

static void
fill(struct columns_screen *s)
{
	const struct form *form = s->rows->form;

	table_clear(&s->table);
	for (int i = 0; i < form->field_count; i++) {
		const char *cells[3] = { is_shown(s, i) ? "[x]" : "[ ]",
					 field_label(&form->fields[i]), "" };

		if (s->sort == i)
			cells[2] = s->descending ? _("falling") : _("rising");
		if (form->fields[i].type->kind != FIELD_NOTE)
			table_add(&s->table, i + 1, STYLE_NORMAL, cells);
	}
	table_show(&s->table);
}

static void
toggle(struct columns_screen *s)
{
	const struct form *form = s->rows->form;
	int field = (int)table_current(&s->table) - 1;
	AUTO_FREE int *fields = mem_alloc((size_t)(form->field_count + 1) * sizeof(*fields));
	const int *old;
	int count = 0, old_count = record_list_column_fields(s->rows->source, &old);
	struct err e;

	if (field < 0)
		return;
	for (int i = 0; i < old_count; i++)
		if (old[i] != field)
			fields[count++] = old[i];
	if (count == old_count)
		fields[count++] = field;
	if (count == 0)
		stack_say(s->app->stack, _("A list needs at least one column."));
	else if (!rows_set_columns(s->rows, fields, count, &e))
		stack_say_err(s->app->stack, &e);
	fill(s);
}

/* Space belongs to this screen: marking rows means nothing here. */
static bool
key(void *state, const struct key *k)
{
	struct columns_screen *s = state;

	if (k->code == K_TEXT && (str_equal(k->text, " ") || str_equal(k->text, "　"))) {
		toggle(s);
		return true;
	}
	return k->code != K_ENTER && list_key(s->table.view, k, NULL);
}

static void
draw(void *state, struct canvas *c, struct rect area)
{
	struct columns_screen *s = state;

	if (area.rows > 4) {
		canvas_put(c, area.row, area.col, area.cols, STYLE_HINT,
			   _("Space shows or hides a column. Enter orders by it; Enter again turns "
			     "the order round."));
		area.row++;
		area.rows--;
	}
	list_draw(s->table.view, c, area);
}

static void
order(void *state)
{
	struct columns_screen *s = state;
	int field = (int)table_current(&s->table) - 1;
	struct err e;

	if (field < 0 || !can_sort(&s->rows->form->fields[field])) {
		stack_say(s->app->stack, _("This column has no order."));
		return;
	}
	s->descending = s->sort == field && !s->descending;
	s->sort = field;
	if (!record_list_sort(s->rows->source, field, s->descending, &e) ||
	    !list_reload(s->rows->view, &e))
		stack_say_err(s->app->stack, &e);
	fill(s);
}

static void
reset(void *state)
{
	struct columns_screen *s = state;
	const struct form *form = s->rows->form;
	struct err e;

	s->sort = -1;
	s->descending = false;
	if (!record_list_sort(s->rows->source, -1, false, &e) ||
	    !rows_set_columns(s->rows, form->columns, form->column_count, &e))
		stack_say_err(s->app->stack, &e);
	fill(s);
}

static const char *
title(const void *state)
{
	(void)state;
	return _("Order and columns");
}

static void
close_columns(void *state)
{
	struct columns_screen *s = state;

	table_done(&s->table);
	free(s);
}

/* clang-format off */
static const struct action actions[] = {
	{ K_ENTER, K_NONE, "order", N_("Order"),
	  N_("Orders the list by this field; once more turns the order round."),
	  NULL, order, NULL },
	{ K_F5, K_CTRL_Q, "reset", N_("As before"),
	  N_("Brings back the columns and the order of the form."), NULL, reset, NULL },
};
/* clang-format on */

static const struct screen_ops ops = {
	.name = "columns",
	.actions = actions,
	.action_count = (int)ARRAY_LEN(actions),
	.key = key,
	.draw = draw,
	.close = close_columns,
	.title = title,
};

void
screen_columns(struct app *app, struct rows *rows)
{
	struct columns_screen *s = mem_alloc(sizeof(*s));

	s->app = app;
	s->rows = rows;
	s->sort = -1;
	s->columns[0] = (struct list_column){ .label = _("Shown"), .width = 6 };
	s->columns[1] = (struct list_column){ .label = _("Field"), .width = 24, .stretch = true };
	s->columns[2] = (struct list_column){ .label = _("Order"), .width = 10 };
	table_init(&s->table, s->columns, (int)ARRAY_LEN(s->columns));
	fill(s);
	stack_push(app->stack, &ops, s);
}
