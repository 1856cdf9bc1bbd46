/*
 * record_list.c - a list's question: what is asked for and in which order, and
 * the rows of the answer as they are shown. How a page is made: record_page.c.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/disclose.h"
#include "desk/record/record_page.h"
#include "desk/record/record_search.h"
#include "desk/record/record_sql.h"
#include "desk/staff.h"
#include "store/audit.h"

enum {
	COUNT_MAX = 10000,     /* counted exactly up to here when something is asked */
	GUESSES_MAX = 1 << 20, /* more than a register has */
};

/*
 * Measured on 100,000 groups: sorting takes 1 to 3 µs a record, going along an
 * index 0.2 µs, walking the table 1 µs, reading a guess 0.1 µs.
 */
static const struct page_limits limits = {
	.small = 1000, .few = 1000, .sorted = 700,  .guesses = 16000,
	.counted = 500, .walk = 1000, .sample = 1000, .found = 2000
};

static bool
set_form_order(struct record_list *l)
{
	static const int by_first_field[] = { 0 };
	const struct form *f = l->form;
	record_forget(l);
	if (f->sort_count > 0)
		record_order_set(&l->order, l->desk, f, f->sort, f->sort_count, f->sort_descending);
	else
		record_order_set(&l->order, l->desk, f, by_first_field, 1, false);
	return true;
}

struct record_list *
record_list_new(struct desk *d, const struct form *form, struct err *e)
{
	if (!staff_require_on(d, form, "view", e))
		return NULL;
	struct record_list *l = mem_alloc(sizeof(*l));
	l->desk = d;
	l->form = form;
	l->parent_field = -1;
	l->limits = limits;
	record_forget(l);
	l->filter = mem_strdup("");
	l->may_reveal = record_may_reveal(d, form);
	record_list_columns(l, form->columns, form->column_count, NULL);
	set_form_order(l);
	return l;
}

void
record_list_free(struct record_list *l)
{
	if (l == NULL)
		return;
	record_words_forget(l);
	record_forget(l);
	record_query_done(&l->query);
	record_order_done(&l->order);
	free(l->filter);
	free(l->columns);
	free(l->file_columns);
	free(l);
}

/*
 * What the form's own columns show by turns stands in columns of their own, so that each
 * comes back to its field. Columns that somebody chose are those of the file.
 */
static void
set_file_columns(struct record_list *l, bool is_own)
{
	size_t most = (size_t)(l->column_count * l->form->field_count) + 1;
	free(l->file_columns);
	l->file_columns = mem_alloc(most * sizeof(*l->file_columns));
	l->file_column_count = 0;
	for (int i = 0; i < l->column_count; i++) {
		int f = l->columns[i];
		do {
			l->file_columns[l->file_column_count++] = f;
			f = is_own ? form_otherwise(l->form, f) : -1;
		} while (f >= 0);
	}
}

static bool
are_own(const struct form *form, const int *fields, int count)
{
	return count == form->column_count &&
	       memcmp(fields, form->columns, sizeof(*fields) * (size_t)count) == 0;
}

bool
record_list_columns(struct record_list *l, const int *fields, int count, struct err *e)
{
	for (int i = 0; i < count; i++) {
		if (fields[i] < 0 || fields[i] >= l->form->field_count)
			return err_set(e, ERR_NOT_FOUND, _("%s has no such field."),
				       form_label(l->form));
	}
	int *copy = mem_resize(NULL, (size_t)count + 1, sizeof(*copy));
	for (int i = 0; i < count; i++)
		copy[i] = fields[i];
	free(l->columns);
	l->columns = copy;
	l->column_count = count;
	set_file_columns(l, are_own(l->form, fields, count));
	record_forget(l); /* rows are searched by what they show */
	record_words_read(l);
	return true;
}

int
record_list_column_fields(const struct record_list *l, const int **fields)
{
	*fields = l->columns;
	return l->column_count;
}

int
record_list_file_fields(const struct record_list *l, const int **fields)
{
	*fields = l->file_columns;
	return l->file_column_count;
}

bool
record_list_filter(struct record_list *l, const char *text, struct err *e)
{
	if (!str_is_empty(text) && !utf8_check_text(text, false, e))
		return false;
	record_set_filter(l, text == NULL ? "" : text);
	record_words_read(l);
	return true;
}

bool
record_list_query(struct record_list *l, const char *const *conditions, struct err *e)
{
	record_forget(l);
	return record_query_read(&l->query, l->desk, l->form, conditions, e);
}

/* What all rows share is no column; in its place stands what such a record is usually under. */
static void
leave_out_column(struct record_list *l, int field)
{
	const char *usual = l->form->parent;
	bool is_own = are_own(l->form, l->columns, l->column_count);
	int kept = 0;
	for (int i = 0; i < l->column_count; i++) {
		if (l->columns[i] != field)
			l->columns[kept++] = l->columns[i];
		else if (usual && !str_equal(usual, l->form->fields[field].name))
			l->columns[kept++] = form_field_index(l->form, usual);
	}
	l->column_count = kept;
	set_file_columns(l, is_own);
}

bool
record_list_parent(struct record_list *l, int field, int64_t parent_id, struct err *e)
{
	if (field < 0 || field >= l->form->field_count ||
	    l->form->fields[field].type->kind != FIELD_REF)
		return err_set(e, ERR_NOT_FOUND, _("%s has no such field."), form_label(l->form));
	l->parent_field = field;
	l->parent_id = parent_id;
	leave_out_column(l, field);
	record_forget(l);
	return true;
}

bool
record_list_sort(struct record_list *l, int field, bool descending, struct err *e)
{
	if (field == -1)
		return set_form_order(l);
	if (field < 0 || field >= l->form->field_count)
		return err_set(e, ERR_NOT_FOUND, _("%s has no such field."), form_label(l->form));
	if (!record_order_can(&l->form->fields[field]))
		return err_set_field(e, ERR_REFUSED, l->form->fields[field].name,
				     _("A list cannot be in the order of \"%s\"."),
				     field_label(&l->form->fields[field]));
	record_order_set(&l->order, l->desk, l->form, &field, 1, descending);
	record_forget(l); /* by how many fields the order goes */
	return true;
}

bool
record_list_has_ended(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++)
		if (record_sql_is_ending(&form->fields[i]))
			return true;
	return false;
}

bool
record_list_all(struct record_list *l, bool all, struct err *e)
{
	(void)e;
	l->all = all;
	record_forget(l);
	return true;
}

/* A value as a row shows it; the arena's. */
static const char *
show_cell(const struct record_list *l, struct arena *a, int field, const char *value,
	  bool is_withheld)
{
	const char *seen =
		disclose(l->desk, a, DISCLOSE_LIST, l->form, field, value, is_withheld, NULL);
	AUTO_STR shown = STR_INIT;
	if (seen == value) /* as it is, not a mask or a word in its place */
		field_format(&l->form->fields[field], &l->desk->lookup, value, &shown);
	else
		str_add(&shown, seen);
	return arena_strdup(a, str_text(&shown));
}

/* The values of one row, disclosed; `q` stands on it. */
static void
fill_cells(const struct record_list *l, struct arena *a, struct stmt *q, struct record_row *out)
{
	bool is_withheld = stmt_int(q, 0) != 0;
	int at = 1;
	out->cells = arena_alloc(a, sizeof(*out->cells) * (size_t)(l->column_count + 1));
	out->stored = arena_alloc(a, sizeof(*out->stored) * (size_t)(l->column_count + 1));
	for (int i = 0; i < l->column_count; i++) {
		int f = l->columns[i];
		const char *value = arena_strdup(a, stmt_text(q, at++));
		out->stored[i] = disclose(l->desk, a, DISCLOSE_EXPORT, l->form, f, value,
					  is_withheld, NULL);
		out->cells[i] = show_cell(l, a, f, value, is_withheld);
		while ((f = form_otherwise(l->form, f)) >= 0) {
			value = arena_strdup(a, stmt_text(q, at++));
			if (str_is_empty(out->cells[i]))
				out->cells[i] = show_cell(l, a, f, value, is_withheld);
		}
	}
}

bool
record_list_row(const struct record_list *l, struct arena *a, int64_t id, struct record_row *out)
{
	AUTO_STR sql = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	str_add(&sql, "SELECT ");
	record_sql_withheld(&sql, l->desk->forms, l->form);
	for (int i = 0; i < l->column_count; i++) {
		for (int f = l->columns[i]; f >= 0; f = form_otherwise(l->form, f)) {
			str_add(&sql, ", ");
			record_sql_value(&sql, &l->form->fields[f]);
		}
	}
	str_addf(&sql, " FROM \"%s\" AS t WHERE t.id = ?1", l->form->table);
	if (!stmt_open(&q, l->desk->store, str_text(&sql), NULL))
		return false;
	stmt_bind_int(&q, 1, id);
	if (!stmt_row(&q, NULL))
		return false;
	out->id = id;
	out->anchor = NULL;
	fill_cells(l, a, &q, out);
	return true;
}

/*
 * A page of the answer. Where what is looked for stands together far from the
 * page's start, all of it is read instead of walking on.
 */
static bool
fetch_page(struct record_list *l, const char *anchor, struct page *p, struct err *e)
{
	const struct chosen *c = record_guess(l, l->limits.guesses, e);
	struct order_row from;
	if (c == NULL)
		return false;
	p->budget = c->is_guessed && !c->is_all ? l->limits.walk : 0;
	if (anchor != NULL && !record_order_from_text(anchor, c->keys, &from, p->rows.arena))
		return err_set(e, ERR_STALE,
			       _("The list has changed meanwhile; please open it again."));
	p->from = anchor == NULL ? NULL : &from;
	if (!record_page(l, c, p, e))
		return false;
	if (!p->is_given_up)
		return true;
	p->rows.count = 0;
	p->is_given_up = false;
	p->budget = 0;
	c = record_guess(l, GUESSES_MAX, e);
	return c != NULL && record_page(l, c, p, e);
}

int
record_list_fetch(struct record_list *l, struct arena *a, const char *anchor, bool backward, int n,
		  struct record_row *out, struct err *e)
{
	AUTO_ARENA scratch = ARENA_INIT;
	AUTO_STMT moment = STMT_INIT;
	struct page p = { .backward = backward, .n = n, .rows = { .arena = &scratch } };
	int count = 0;
	if (record_list_is_under_withheld(l))
		return 0;
	if (!store_hold(&moment, l->desk->store, e) || !fetch_page(l, anchor, &p, e))
		return -1;
	int keys = l->known.chosen.keys;
	for (int i = 0; i < p.rows.count; i++) {
		if (record_list_row(l, a, p.rows.items[i].id, &out[count]))
			out[count++].anchor = record_order_to_text(keys, &p.rows.items[i], a);
	}
	return count;
}

/* By the database alone; with conditions only so far. */
static int64_t
count_tests(const struct record_list *l, bool *at_least)
{
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	bool bounded = record_list_asks_database(l);
	clause_add(&c, "SELECT count(*) FROM (SELECT 1 FROM \"%s\" AS t WHERE 1", l->form->table);
	record_list_add_tests(l, false, &c);
	if (bounded)
		clause_add(&c, " LIMIT %d", COUNT_MAX);
	clause_add(&c, ")");
	if (!clause_open(&c, &q, l->desk->store, NULL) || !stmt_row(&q, NULL))
		return 0;
	int64_t count = stmt_int(&q, 0);
	*at_least = bounded && count == COUNT_MAX;
	return count;
}

/* Everything that is shown when nothing is asked. */
static int64_t
count_whole(struct record_list *l)
{
	struct whole *w = &l->whole;
	int64_t moment = store_moment(l->desk->store);
	bool at_least;
	if (w->is_known && w->moment == moment && w->all == l->all)
		return w->count;
	*w = (struct whole){ moment, count_tests(l, &at_least), l->all, true };
	return w->count;
}

static int64_t
count_answer(struct record_list *l, const struct chosen *c, bool *at_least)
{
	bool asks = record_list_asks_database(l);
	if (c->is_guessed)
		return record_count_chosen(l, c, l->limits.counted, at_least);
	if (c->is_all || l->word_count > 0 || record_query_has_parts(&l->query))
		return record_count_chosen(l, c, l->limits.few, at_least);
	return asks ? count_tests(l, at_least) : count_whole(l);
}

int64_t
record_list_count(struct record_list *l, bool *at_least)
{
	AUTO_STMT moment = STMT_INIT;
	*at_least = false;
	if (!store_hold(&moment, l->desk->store, NULL))
		return 0;
	if (record_list_is_under_withheld(l))
		return 0;
	const struct chosen *c = record_guess(l, l->limits.guesses, NULL);
	if (c == NULL)
		return 0;
	struct known *k = &l->known;
	if (k->count < 0)
		k->count = count_answer(l, c, &k->at_least);
	*at_least = k->at_least;
	return k->count;
}

static bool
has_private(const struct form *form)
{
	for (int i = 0; i < form->field_count; i++) {
		if (form->fields[i].is_private)
			return true;
	}
	return false;
}

void
record_list_add_question(const struct record_list *l, struct json *j)
{
	json_key(j, "filter");
	json_text(j, l->filter);
	if (l->parent_field >= 0) {
		json_key(j, "of");
		json_text(j, l->form->fields[l->parent_field].ref);
		json_key(j, "of_id");
		json_int(j, l->parent_id);
	}
	json_key(j, "conditions");
	json_object(j);
	record_query_add_json(&l->query, j);
	json_end_object(j);
}

const struct form *
record_list_form(const struct record_list *l)
{
	return l->form;
}

bool
record_list_audit(struct record_list *l, const char *reason, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	if (!has_private(l->form))
		return true;
	json_init(&j, &detail);
	json_object(&j);
	record_list_add_question(l, &j);
	json_end_object(&j);
	const struct audit_entry entry = {
		.action = AUDIT_SEARCH,
		.object_type = l->form->table,
		.reason = reason == NULL ? "" : reason,
		.detail = str_text(&detail),
	};
	return audit_view(l->desk->store, &entry, e);
}
