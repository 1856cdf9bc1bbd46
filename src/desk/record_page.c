/*
 * record_page.c - one page of a list, in one of two ways. When few records can
 * fit the question, all of them are sorted here. Otherwise the table is walked in
 * the order until the page is full: where many fit, a page is full soon. Both
 * give the same order, so that pages fit together whichever way each was made.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record_page.h"

#include <string.h>

#include "base/json.h"
#include "desk/record_search.h"

struct order_row *
rows_add(struct rows *r)
{
	if (r->count == r->room) {
		int room = r->room == 0 ? 64 : r->room * 2;
		struct order_row *more = arena_alloc(r->arena, sizeof(*more) * (size_t)room);
		if (r->count > 0)
			memcpy(more, r->items, sizeof(*more) * (size_t)r->count);
		r->items = more;
		r->room = room;
	}
	return &r->items[r->count++];
}

static void
add_ids(const struct chosen *c, struct str *out)
{
	struct json j;
	json_init(&j, out);
	json_array(&j);
	for (int i = 0; i < c->count; i++)
		json_int(&j, c->ids[i]);
	json_end_array(&j);
}

bool
record_read_chosen(const struct record_list *l, const struct chosen *c, struct rows *out,
		   struct err *e)
{
	AUTO_CLAUSE q = CLAUSE_INIT;
	AUTO_STMT s = STMT_INIT;
	AUTO_STR ids = STR_INIT;
	add_ids(c, &ids);
	clause_add(&q, "SELECT ");
	record_order_add_columns(&l->order, c->keys, &q);
	clause_add(&q, " FROM json_each(");
	clause_add_text(&q, str_text(&ids));
	clause_add(&q, ") AS j CROSS JOIN \"%s\" AS t ON t.id = j.value WHERE 1", l->form->table);
	record_list_add_tests(l, true, &q);
	if (!clause_open(&q, &s, l->desk->store, e))
		return false;
	bool has_parts = record_query_has_parts(&l->query);
	bool words_are_found = record_search_is_on(l->form);
	while (stmt_row(&s, e)) {
		if ((has_parts || !words_are_found) &&
		    !record_list_fits(l, stmt_int(&s, 0), words_are_found))
			continue;
		record_order_read(&l->order, c->keys, &s, out->arena, rows_add(out));
	}
	return !stmt_failed(&s);
}

/* A heap sort needs no context that qsort() cannot hand over. */
struct sorting {
	const struct record_order *order;
	int keys;
	const struct order_row **rows;
};

static void
sink(const struct sorting *s, int at, int count)
{
	for (int child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count &&
		    record_order_compare(s->order, s->keys, s->rows[child], s->rows[child + 1]) < 0)
			child++;
		if (record_order_compare(s->order, s->keys, s->rows[at], s->rows[child]) >= 0)
			return;
		const struct order_row *swap = s->rows[at];
		s->rows[at] = s->rows[child];
		s->rows[child] = swap;
	}
}

static void
sort(const struct sorting *s, int count)
{
	for (int i = count / 2 - 1; i >= 0; i--)
		sink(s, i, count);
	for (int i = count - 1; i > 0; i--) {
		const struct order_row *last = s->rows[i];
		s->rows[i] = s->rows[0];
		s->rows[0] = last;
		sink(s, 0, i);
	}
}

/* How many of the sorted rows stand before the place (or at it, when `or_at`). */
static int
rows_before(const struct sorting *s, int count, const struct order_row *place, bool or_at)
{
	int low = 0, high = count;
	while (low < high) {
		int middle = (low + high) / 2;
		int order = record_order_compare(s->order, s->keys, s->rows[middle], place);
		if (order < 0 || (or_at && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
fetch_sorted(const struct record_list *l, const struct chosen *c, struct page *p, struct err *e)
{
	struct rows all = { .arena = p->rows.arena };
	if (!record_read_chosen(l, c, &all, e))
		return false;
	struct sorting s = { &l->order, c->keys, NULL };
	s.rows = arena_alloc(all.arena, sizeof(*s.rows) * (size_t)(all.count + 1));
	for (int i = 0; i < all.count; i++)
		s.rows[i] = &all.items[i];
	sort(&s, all.count);
	int first = 0, end = all.count;
	if (p->from != NULL && !p->backward)
		first = rows_before(&s, all.count, p->from, true);
	if (p->from != NULL && p->backward)
		end = rows_before(&s, all.count, p->from, false);
	if (p->backward && end - first > p->n)
		first = end - p->n;
	for (int i = first; i < end && p->rows.count < p->n; i++)
		*rows_add(&p->rows) = *s.rows[i];
	return true;
}

static bool
walk_segment(const struct record_list *l, int segment, const struct order_row *from, struct page *p,
	     struct err *e)
{
	AUTO_CLAUSE c = CLAUSE_INIT;
	AUTO_STMT q = STMT_INIT;
	record_order_segment(&l->order, segment, from, p->backward, &c);
	record_list_add_tests(l, true, &c);
	record_order_end(&l->order, segment, p->backward, &c);
	if (!clause_open(&c, &q, l->desk->store, e))
		return false;
	while (p->rows.count < p->n && stmt_row(&q, e)) {
		if (record_list_fits(l, stmt_int(&q, 0), false))
			record_order_read(&l->order, 1, &q, p->rows.arena, rows_add(&p->rows));
	}
	return !stmt_failed(&q);
}

static void
turn_round(struct rows *r)
{
	for (int i = 0, k = r->count - 1; i < k; i++, k--) {
		struct order_row swap = r->items[i];
		r->items[i] = r->items[k];
		r->items[k] = swap;
	}
}

static bool
fetch_walking(const struct record_list *l, struct page *p, struct err *e)
{
	int segments = record_order_segments(&l->order);
	int step = p->backward ? -1 : 1;
	int i = p->backward ? segments - 1 : 0;
	const struct order_row *from = p->from;
	if (from != NULL)
		i = record_order_segment_of(&l->order, from);
	for (; i >= 0 && i < segments && p->rows.count < p->n; i += step, from = NULL) {
		if (!walk_segment(l, i, from, p, e))
			return false;
	}
	if (p->backward)
		turn_round(&p->rows);
	return true;
}

bool
record_page(const struct record_list *l, const struct chosen *c, struct page *p, struct err *e)
{
	return c->is_all ? fetch_sorted(l, c, p, e) : fetch_walking(l, p, e);
}
