/*
 * record_page.c - one page of a list, in one of three ways. When few records can
 * fit the question, all of them are sorted here. When more can, but all of these
 * are known, the index of the order is gone along until enough of them were met;
 * where so many can that they were not all read, until enough hold the words.
 * Without words the table is walked in the order: a page is full soon.
 * All give the same order, so that pages fit together however each was made.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/record/record_page.h"

#include <string.h>

#include "desk/record/record_search.h"

static struct order_row *
add_row(struct rows *r)
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

/* The test of a single record by its id (?1), for passes(). */
static bool
open_tests(const struct record_list *l, struct stmt *tests, struct err *e)
{
	AUTO_CLAUSE q = CLAUSE_INIT;
	clause_add(&q, "SELECT 1 FROM \"%s\" AS t WHERE t.id = ", l->form->table);
	clause_add_int(&q, 0);
	record_list_add_tests(l, true, &q);
	return clause_open(&q, tests, l->desk->store, e);
}

/* The place of a single record by its id (?1). */
static bool
open_places(const struct record_list *l, int keys, struct stmt *places, struct err *e)
{
	AUTO_CLAUSE q = CLAUSE_INIT;
	clause_add(&q, "SELECT ");
	record_order_add_columns(&l->order, keys, &q);
	clause_add(&q, " FROM \"%s\" AS t WHERE t.id = ?1", l->form->table);
	return clause_open(&q, places, l->desk->store, e);
}

/* The places of the chosen records that stand on the page's side of its start. */
static bool
read_places(const struct record_list *l, const struct chosen *c, const struct page *p,
	    struct rows *out, struct err *e)
{
	AUTO_STMT s = STMT_INIT;
	if (!open_places(l, c->keys, &s, e))
		return false;
	for (int i = 0; i < c->count; i++, stmt_restart(&s)) {
		struct order_row *row = add_row(out);
		stmt_bind_int(&s, 1, c->ids[i]);
		if (!stmt_row(&s, e)) {
			if (stmt_failed(&s))
				return false;
			out->count--;
			continue;
		}
		record_order_read(&l->order, c->keys, &s, out->arena, row);
		if (p->from == NULL)
			continue;
		int side = record_order_compare(&l->order, c->keys, row, p->from);
		if (p->backward ? side >= 0 : side <= 0)
			out->count--;
	}
	return true;
}

/* The rows as a heap, of which the next one of the page is the first. */
struct heap {
	const struct record_order *order;
	int keys;
	bool backward;
	const struct order_row **rows;
	int count;
};

static bool
comes_before(const struct heap *h, int x, int y)
{
	int order = record_order_compare(h->order, h->keys, h->rows[x], h->rows[y]);
	return h->backward ? order > 0 : order < 0;
}

static void
sink(const struct heap *h, int at)
{
	for (int child; (child = 2 * at + 1) < h->count; at = child) {
		if (child + 1 < h->count && comes_before(h, child + 1, child))
			child++;
		if (!comes_before(h, child, at))
			return;
		const struct order_row *swap = h->rows[at];
		h->rows[at] = h->rows[child];
		h->rows[child] = swap;
	}
}

static void
heap_fill(struct heap *h, const struct rows *rows)
{
	h->rows = arena_alloc(rows->arena, sizeof(*h->rows) * (size_t)(rows->count + 1));
	h->count = rows->count;
	for (int i = 0; i < rows->count; i++)
		h->rows[i] = &rows->items[i];
	for (int i = h->count / 2 - 1; i >= 0; i--)
		sink(h, i);
}

static const struct order_row *
heap_take(struct heap *h)
{
	const struct order_row *first = h->rows[0];
	h->rows[0] = h->rows[--h->count];
	sink(h, 0);
	return first;
}

/* Does one record pass every test? */
static bool
passes(const struct record_list *l, bool words_are_found, struct stmt *tests, int64_t id,
       struct err *e)
{
	stmt_restart(tests);
	stmt_bind_int(tests, 1, id);
	return stmt_row(tests, e) && record_list_fits(l, id, words_are_found);
}

int64_t
record_count_chosen(const struct record_list *l, const struct chosen *c, int most, bool *at_least)
{
	AUTO_STMT tests = STMT_INIT;
	int64_t count = 0;
	int i = 0;
	if (!open_tests(l, &tests, NULL))
		return 0;
	for (; i < c->count && i < 2 * most && count < most; i++)
		count += passes(l, c->words_are_found, &tests, c->ids[i], NULL);
	*at_least = i < c->count || !c->is_all;
	return count;
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

/* Only as many of the chosen are looked at closely as it takes to fill the page. */
static bool
fetch_sorted(const struct record_list *l, const struct chosen *c, struct page *p, struct err *e)
{
	AUTO_STMT tests = STMT_INIT;
	struct rows all = { .arena = p->rows.arena };
	struct heap heap = { .order = &l->order, .keys = c->keys, .backward = p->backward };
	if (!read_places(l, c, p, &all, e) || !open_tests(l, &tests, e))
		return false;
	heap_fill(&heap, &all);
	while (heap.count > 0 && p->rows.count < p->n) {
		const struct order_row *row = heap_take(&heap);
		if (passes(l, c->words_are_found, &tests, row->id, e))
			*add_row(&p->rows) = *row;
		else if (stmt_failed(&tests))
			return false;
	}
	if (p->backward)
		turn_round(&p->rows);
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
			record_order_read(&l->order, 1, &q, p->rows.arena, add_row(&p->rows));
	}
	return !stmt_failed(&q);
}

static bool
is_chosen(const struct chosen *c, int64_t id)
{
	int low = 0, high = c->count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (c->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->count && c->ids[low] == id;
}

/* The statements that look closely at one record. */
struct looking {
	struct stmt tests, places;
};

static void
looking_done(struct looking *k)
{
	stmt_done(&k->tests);
	stmt_done(&k->places);
}

static bool
take_if_it_passes(const struct record_list *l, bool words_are_found, struct looking *k,
		  struct order_row *row, struct arena *a)
{
	int64_t id = row->id;
	if (!passes(l, words_are_found, &k->tests, id, NULL))
		return false;
	stmt_restart(&k->places);
	stmt_bind_int(&k->places, 1, id);
	if (!stmt_row(&k->places, NULL))
		return false;
	record_order_read(&l->order, 1, &k->places, a, row);
	return true;
}

/*
 * Goes along the index of one segment, and looks closely at the chosen ones only;
 * at those that hold the words, when more may than were read.
 */
static bool
sieve_segment(const struct record_list *l, const struct chosen *c, int segment,
	      const struct order_row *from, struct page *p, struct err *e)
{
	AUTO_CLAUSE q = CLAUSE_INIT;
	AUTO_STMT s = STMT_INIT;
	AUTO(looking_done) struct looking look = { STMT_INIT, STMT_INIT };
	bool words_are_found = c->words_are_found || !c->is_all;
	record_order_sieve(&l->order, segment, from, p->backward, &q);
	record_order_end(&l->order, segment, p->backward, &q);
	if (!clause_open(&q, &s, l->desk->store, e) || !open_tests(l, &look.tests, e) ||
	    !open_places(l, 1, &look.places, e))
		return false;
	while (p->rows.count < p->n && stmt_row(&s, e)) {
		struct order_row row = { .id = stmt_int(&s, 0) };
		bool holds = c->is_all ? is_chosen(c, row.id) : record_list_holds(l, row.id);
		if (holds && take_if_it_passes(l, words_are_found, &look, &row, p->rows.arena)) {
			if (record_order_segment_of(&l->order, &row) == segment)
				*add_row(&p->rows) = row;
		} else if (p->budget > 0 && --p->budget == 0) {
			p->is_given_up = true;
			break;
		}
	}
	return !stmt_failed(&s);
}

static bool
fetch_segments(const struct record_list *l, const struct chosen *c, struct page *p, struct err *e)
{
	int segments = record_order_segments(&l->order);
	int step = p->backward ? -1 : 1;
	int i = p->backward ? segments - 1 : 0;
	const struct order_row *from = p->from;
	if (from != NULL)
		i = record_order_segment_of(&l->order, from);
	for (; i >= 0 && i < segments && p->rows.count < p->n; i += step, from = NULL) {
		bool ok = c->is_guessed ? sieve_segment(l, c, i, from, p, e)
					: walk_segment(l, i, from, p, e);
		if (!ok || p->is_given_up)
			return ok;
	}
	if (p->backward)
		turn_round(&p->rows);
	return true;
}

bool
record_page(const struct record_list *l, const struct chosen *c, struct page *p, struct err *e)
{
	bool sorts = c->is_all && (!c->is_guessed || c->count < l->limits.sorted || c->keys > 1);
	return sorts ? fetch_sorted(l, c, p, e) : fetch_segments(l, c, p, e);
}
