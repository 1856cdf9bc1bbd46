/* rows.c - record_list as a list_source. Rows come disclosed and in shown form already. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/record/rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/undo.h"
#include "form/form.h"
#include "form/type.h"

static int
fetch(void *ctx, struct arena *a, const struct list_row *from, bool backward, int n,
      struct list_row *out, struct err *e)
{
	struct rows *r = ctx;
	struct record_row *rows = arena_alloc(a, (size_t)n * sizeof(*rows));
	int got = record_list_fetch(r->source, a, from ? from->anchor : NULL, backward, n, rows, e);

	for (int i = 0; i < got; i++) {
		out[i].id = rows[i].id;
		out[i].anchor = rows[i].anchor;
		out[i].cells = rows[i].cells;
		out[i].style = STYLE_NORMAL;
	}
	return got;
}

static int64_t
count_rows(void *ctx, bool *at_least)
{
	struct rows *r = ctx;

	return record_list_count(r->source, at_least);
}

static bool
set_filter(void *ctx, const char *text, struct err *e)
{
	struct rows *r = ctx;

	return record_list_filter(r->source, text, e);
}

/* Columns that a list gives what is wider in its record: a masked value, another record's title,
 * a time, which needs no place for a caret. */
enum { MASKED_COLS = 8, REF_COLS = 16, TIME_COLS = 5 };

static int
column_width(const struct form_field *field)
{
	int width = field->width ? field->width : field->type->width;
	int label = utf8_width(field_label(field));

	if (field->is_private && width > MASKED_COLS)
		width = MASKED_COLS;
	if (field->type->kind == FIELD_REF && width > REF_COLS)
		width = REF_COLS;
	if (field->type->kind == FIELD_TIME)
		width = TIME_COLS;
	return width > label ? width : label;
}

/* The place of the widest column of another record: a booking's party, not its room; -1 = none. */
static int
widest_reference(const struct form *form, const int *fields, int count)
{
	int widest = -1;

	for (int i = 0, most = 0; i < count; i++) {
		const struct form_field *field = &form->fields[fields[i]];

		if (field->type->kind != FIELD_REF || field->width <= most)
			continue;
		most = field->width;
		widest = i;
	}
	return widest;
}

/*
 * The column that takes the spare room: what a clerk reads first. That is the
 * title; of a form whose title is a number, the record that it is about; a day
 * needs no room, and leaves it to the last column, which says what of it.
 */
static int
elastic_column(const struct form *form, const int *fields, int count)
{
	int at = count - 1;

	if (str_equal(form->title, form->number))
		at = widest_reference(form, fields, count);
	for (int i = 0; i < count && !str_equal(form->title, form->number); i++)
		if (str_equal(form->fields[fields[i]].name, form->title) &&
		    form->fields[fields[i]].type->kind != FIELD_DATE)
			at = i;
	return at < 0 ? 0 : at;
}

static void
describe_columns(struct rows *r)
{
	const int *fields;
	int elastic;

	r->column_count = record_list_column_fields(r->source, &fields);
	elastic = elastic_column(r->form, fields, r->column_count);
	free(r->columns);
	r->columns = mem_alloc((size_t)r->column_count * sizeof(*r->columns));
	for (int i = 0; i < r->column_count; i++) {
		const struct form_field *field = &r->form->fields[fields[i]];

		r->columns[i].label = field_heading(r->form, field);
		r->columns[i].width = column_width(field);
		r->columns[i].align_right = field->type->align_right;
		r->columns[i].stretch = i == elastic;
	}
}

static struct rows *
open_source(struct app *app, const struct form *form, struct err *e)
{
	struct rows *r = mem_alloc(sizeof(*r));

	r->app = app;
	r->form = form;
	r->source = record_list_new(app->desk, form, e);
	if (r->source)
		return r;
	rows_free(r);
	return NULL;
}

/* The view asks at once. Without `ok` there is none; NULL. */
static struct rows *
open_view(struct rows *r, bool ok)
{
	const struct list_source source = { r, fetch, count_rows, set_filter };

	if (!ok) {
		rows_free(r);
		return NULL;
	}
	describe_columns(r);
	r->view = list_new(&source, r->columns, r->column_count);
	return r;
}

struct rows *
rows_new_under(struct app *app, const struct form *form, int field, int64_t parent_id,
	       struct err *e)
{
	struct rows *r = open_source(app, form, e);
	bool ok = r && (!parent_id || record_list_parent(r->source, field, parent_id, e));

	return open_view(r, ok);
}

struct rows *
rows_new(struct app *app, const struct form *form, struct err *e)
{
	struct rows *r = open_source(app, form, e);

	return open_view(r, r && record_list_audit(r->source, NULL, e));
}

void
rows_free(struct rows *r)
{
	if (!r)
		return;
	if (r->view)
		list_free(r->view);
	record_list_free(r->source);
	free(r->columns);
	free(r);
}

bool
rows_set_columns(struct rows *r, const int *fields, int count, struct err *e)
{
	if (!record_list_columns(r->source, fields, count, e))
		return false;
	describe_columns(r);
	list_set_columns(r->view, r->columns, r->column_count);
	return true;
}

/* Where endings are read: right of the title, or first when the title is not shown. */
static int
after_title(const struct form *form, const int *fields, int count)
{
	for (int i = 0; i < count; i++)
		if (str_equal(form->fields[fields[i]].name, form->title))
			return i + 1;
	return 0;
}

bool
rows_show_endings(struct rows *r, bool show, struct err *e)
{
	const int *old;
	int old_count = record_list_column_fields(r->source, &old);
	AUTO_FREE int *fields = mem_alloc((size_t)(r->form->field_count + old_count) *
					  sizeof(*fields));
	int place = after_title(r->form, old, old_count);
	int count = 0;

	for (int i = 0; i <= old_count; i++) {
		for (int f = 0; show && i == place && f < r->form->field_count; f++)
			if (record_is_ending_field(&r->form->fields[f]))
				fields[count++] = f;
		if (i < old_count && !record_is_ending_field(&r->form->fields[old[i]]))
			fields[count++] = old[i];
	}
	return count == 0 || rows_set_columns(r, fields, count, e);
}

void
rows_use_marks(struct rows *r)
{
	const int64_t *marked;

	r->marks_are_used = list_marked(r->view, &marked) > 0;
	r->change_then = undo_last(r->app->desk);
}

void
rows_drop_used_marks(struct rows *r)
{
	if (!r->marks_are_used || undo_last(r->app->desk) == r->change_then)
		return;
	list_clear_marks(r->view);
	r->marks_are_used = false;
}

int64_t
rows_step(struct rows *r, bool forward)
{
	const struct key step = { forward ? K_DOWN : K_UP, NULL };
	int64_t before = list_current(r->view);

	list_key(r->view, &step, NULL);
	return list_current(r->view) == before ? 0 : list_current(r->view);
}
