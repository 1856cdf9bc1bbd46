/*
 * record_walk.c - see record_walk.h. As for a page there are two ways: few
 * chosen records are sorted and read one by one, else the segments of the order
 * are read one after the other, each by one statement.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_walk.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/record/disclose.h"
#include "desk/record/record_page.h"
#include "desk/record/record_sql.h"

struct record_walk {
	struct record_list *list;
	struct stmt moment; /* an open read: all statements see what it saw */
	struct chosen chosen;
	struct page page; /* chosen: the records in order */
	struct arena arena, row_arena;
	int at; /* the next record of the page, or the open segment */
	int segments;
	struct str columns;
	const int *fields;
	int column_count;
	struct stmt rows; /* of the segment, or of one record */
	bool is_open;
	bool is_plain_list; /* no condition that only we can decide */
	bool *is_plain;     /* by column: disclosed as it is */
	const char **values;
	size_t *lens;
	char (*digits)[STMT_DIGITS];
	bool *may_be_number;
	bool *stands_in;
	bool is_all_plain;  /* every column is */
	bool was_disclosed; /* the row before: stands_in may hold something */
	bool is_hidden;     /* stands under a withheld record: no rows at all */
};

static void
set_columns(struct record_walk *w)
{
	struct record_list *l = w->list;
	w->column_count = record_list_file_fields(l, &w->fields);
	size_t count = (size_t)w->column_count + 1;
	w->values = mem_alloc(sizeof(*w->values) * count);
	w->lens = mem_alloc(sizeof(*w->lens) * count);
	w->digits = mem_alloc(sizeof(*w->digits) * count);
	w->may_be_number = mem_alloc(sizeof(*w->may_be_number) * count);
	w->is_all_plain = true;
	w->stands_in = mem_alloc(sizeof(*w->stands_in) * count);
	w->is_plain = mem_alloc(sizeof(*w->is_plain) * count);
	str_add(&w->columns, "t.id, ");
	record_sql_withheld(&w->columns, l->desk->forms, l->form);
	for (int i = 0; i < w->column_count; i++) {
		const struct form_field *f = &l->form->fields[w->fields[i]];
		str_add(&w->columns, ", ");
		record_sql_value(&w->columns, f);
		w->may_be_number[i] = str_equal(f->type->column, "INTEGER");
		w->is_plain[i] =
			disclose_is_plain(l->desk, DISCLOSE_EXPORT, l->form, w->fields[i]);
		w->is_all_plain &= w->is_plain[i];
	}
}

/* Sorts the chosen records; without them the segments are walked. */
static bool
begin(struct record_walk *w, struct err *e)
{
	struct record_list *l = w->list;
	if (!record_choose(l, &w->chosen, e))
		return false;
	w->is_plain_list = l->word_count == 0 && !record_query_has_parts(&l->query);
	w->segments = record_order_segments(&l->order);
	w->page = (struct page){ .n = INT_MAX, .rows = { .arena = &w->arena } };
	return !w->chosen.is_all || record_page(l, &w->chosen, &w->page, e);
}

struct record_walk *
record_walk_new(struct record_list *l, struct err *e)
{
	struct record_walk *w = mem_alloc(sizeof(*w));
	w->list = l;
	set_columns(w);
	w->is_hidden = record_list_is_under_withheld(l);
	if (w->is_hidden || (store_hold(&w->moment, w->list->desk->store, e) && begin(w, e)))
		return w;
	record_walk_free(w);
	return NULL;
}

void
record_walk_free(struct record_walk *w)
{
	if (!w)
		return;
	stmt_done(&w->rows);
	stmt_done(&w->moment);
	chosen_done(&w->chosen);
	arena_done(&w->arena);
	arena_done(&w->row_arena);
	str_done(&w->columns);
	free(w->values);
	free(w->lens);
	free(w->digits);
	free(w->may_be_number);
	free(w->stands_in);
	free(w->is_plain);
	free(w);
}

/* The statement of one chosen record; it may have gone since it was chosen only with the home. */
static bool
next_chosen(struct record_walk *w, struct err *e)
{
	struct record_list *l = w->list;
	if (!w->is_open) {
		AUTO_STR sql = STR_INIT;
		str_addf(&sql, "SELECT %s FROM \"%s\" AS t WHERE t.id = ?1", str_text(&w->columns),
			 l->form->table);
		if (!stmt_open(&w->rows, l->desk->store, str_text(&sql), e))
			return false;
		w->is_open = true;
	}
	while (w->at < w->page.rows.count) {
		stmt_restart(&w->rows);
		stmt_bind_int(&w->rows, 1, w->page.rows.items[w->at++].id);
		if (stmt_row(&w->rows, e))
			return true;
		if (stmt_failed(&w->rows))
			return false;
	}
	return false;
}

static bool
open_segment(struct record_walk *w, struct err *e)
{
	AUTO_CLAUSE c = CLAUSE_INIT;
	struct record_list *l = w->list;
	record_order_segment_rows(&l->order, w->at, str_text(&w->columns), &c);
	record_list_add_tests(l, true, &c);
	record_order_end(&l->order, w->at, false, &c);
	w->is_open = clause_open(&c, &w->rows, l->desk->store, e);
	return w->is_open;
}

static bool
next_walked(struct record_walk *w, struct err *e)
{
	struct record_list *l = w->list;
	for (; w->at < w->segments; w->at++) {
		if (!w->is_open && !open_segment(w, e))
			return false;
		while (stmt_row(&w->rows, e)) {
			if (w->is_plain_list || record_list_fits(l, stmt_int(&w->rows, 0), false))
				return true;
		}
		if (stmt_failed(&w->rows))
			return false;
		stmt_done(&w->rows);
		w->is_open = false;
	}
	return false;
}

/* What may not leave as it is stored. */
static void
disclose_row(struct record_walk *w, bool is_withheld)
{
	struct record_list *l = w->list;
	if (w->row_arena.blocks)
		arena_done(&w->row_arena);
	for (int i = 0; i < w->column_count; i++) {
		const char *value = w->values[i];
		w->stands_in[i] = false;
		if (w->is_plain[i] && !is_withheld)
			continue;
		w->values[i] = disclose(l->desk, &w->row_arena, DISCLOSE_EXPORT, l->form,
					w->fields[i], value, is_withheld, NULL);
		w->stands_in[i] = w->values[i] != value;
		if (w->stands_in[i])
			w->lens[i] = w->values[i] ? strlen(w->values[i]) : 0;
	}
}

static void
take_row(struct record_walk *w, struct record_seen *out)
{
	const struct stmt_cells cells = {
		.texts = w->values,
		.lens = w->lens,
		.digits = w->digits,
		.may_be_number = w->may_be_number,
		.count = w->column_count,
	};
	bool is_withheld = stmt_int(&w->rows, 1) != 0;
	stmt_cells(&w->rows, 2, &cells);
	if (!w->is_all_plain || is_withheld || w->was_disclosed)
		disclose_row(w, is_withheld);
	w->was_disclosed = is_withheld;
	out->id = stmt_int(&w->rows, 0);
	out->values = w->values;
	out->lens = w->lens;
	out->stands_in = w->stands_in;
}

bool
record_walk_next(struct record_walk *w, struct record_seen *out, struct err *e)
{
	err_clear(e);
	if (w->is_hidden)
		return false;
	bool found = w->chosen.is_all ? next_chosen(w, e) : next_walked(w, e);
	if (found)
		take_row(w, out);
	return found;
}
