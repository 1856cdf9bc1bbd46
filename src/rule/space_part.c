/*
 * space_part.c - a fact cut into parts: choices that no test, row or column tells
 * apart, numbers between two bounds that are tested.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/space.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/money.h"

#define SETS_MOST 6 /* groups of a set fact, of which every selection is looked at */

/* --- every test of a fact in the topic --- */

typedef void test_fn(const struct test *t, void *ctx);

static void
tests_of(const struct condition *c, int fact, test_fn *each, void *ctx)
{
	for (int i = 0; i < c->count; i++)
		for (int j = 0; j < c->ways[i].count; j++)
			if (c->ways[i].tests[j].fact == fact)
				each(&c->ways[i].tests[j], ctx);
}

static void
tests_of_rule(const struct rule *r, int fact, test_fn *each, void *ctx)
{
	tests_of(&r->when, fact, each, ctx);
	if (r->has_unless)
		tests_of(&r->unless, fact, each, ctx);
}

static void
every_test(const struct space *s, int fact, test_fn *each, void *ctx)
{
	for (int i = 0; i < s->rule_count; i++)
		tests_of_rule(s->rules[i], fact, each, ctx);
	for (int i = 0; i < s->table_count; i++)
		tests_of_rule(&s->tables[i]->rule, fact, each, ctx);
	for (int i = 0; i < s->book->class_count; i++)
		tests_of_rule(&s->book->classes[i].rule, fact, each, ctx);
	for (int i = 0; i < s->book->slot_count; i++)
		tests_of_rule(&s->book->slots[i].rule, fact, each, ctx);
	if (s->filter != NULL)
		tests_of_rule(s->filter, fact, each, ctx);
}

/* --- choices --- */

struct pair {
	int a, b;
	bool differ;
};

static void
tell_apart(const struct test *t, void *ctx)
{
	struct pair *p = ctx;

	if (choice_set_has(&t->any, p->a) != choice_set_has(&t->any, p->b))
		p->differ = true;
}

static int
column_of(const struct price_table *t, int choice)
{
	for (int i = 0; i < t->column_count; i++)
		if (t->columns[i] == choice)
			return i;
	return NONE;
}

static bool
table_differs(const struct price_table *t, int fact, const struct pair *p)
{
	for (int i = 0; t->rows_by == fact && i < t->row_count; i++)
		if (choice_set_has(&t->rows[i], p->a) != choice_set_has(&t->rows[i], p->b))
			return true;
	return t->columns_by == fact && column_of(t, p->a) != column_of(t, p->b);
}

static bool
alike(const struct space *s, int fact, int a, int b)
{
	struct pair p = { a, b, fact == FACT_CLASS };

	every_test(s, fact, tell_apart, &p);
	for (int i = 0; i < s->table_count && !p.differ; i++)
		p.differ = table_differs(s->tables[i], fact, &p);
	return !p.differ;
}

static void
make_choices(struct space *s, int fact, struct domain *d)
{
	const struct fact_def *def = &s->book->facts[fact];

	d->parts = arena_alloc(&s->arena, (size_t)(def->choice_count + 1) * sizeof *d->parts);
	for (int i = 0; i < def->choice_count; i++) {
		int at = 0;

		while (at < d->count && !alike(s, fact, (int)d->parts[at].lo, i))
			at++;
		if (at == d->count)
			d->parts[d->count++].lo = i;
		choice_set_add(&d->parts[at].any, i);
	}
}

/* --- sets: every selection of the groups that tests tell apart --- */

static bool
is_tested(const struct space *s, int fact, int choice)
{
	return !alike(s, fact, choice, RULE_CHOICES_MAX - 1);
}

static void
make_sets(struct space *s, int fact, struct domain *d)
{
	const struct fact_def *def = &s->book->facts[fact];
	int groups[SETS_MOST], group_count = 0;

	for (int i = 0; i < def->choice_count && i < RULE_CHOICES_MAX - 1; i++) {
		int at = 0;

		if (!is_tested(s, fact, i))
			continue;
		while (at < group_count && !alike(s, fact, groups[at], i))
			at++;
		if (at < group_count)
			continue;
		if (group_count == SETS_MOST) {
			s->given_up = true;
			break;
		}
		groups[group_count++] = i;
	}
	d->count = 1 << group_count;
	d->parts = arena_alloc(&s->arena, (size_t)d->count * sizeof *d->parts);
	for (int i = 0; i < d->count; i++)
		for (int j = 0; j < group_count; j++)
			if (i >> j & 1)
				choice_set_add(&d->parts[i].any, groups[j]);
}

/* --- numbers --- */

struct bounds {
	int count, room;
	int64_t *items;  /* where a part begins */
	int64_t lo, hi;
};

static void
add_bound(struct bounds *b, int64_t at)
{
	if (at <= b->lo || at > b->hi)
		return;
	if (b->count == b->room) {
		b->room = b->room == 0 ? 16 : b->room * 2;
		b->items = mem_resize(b->items, (size_t)b->room, sizeof *b->items);
	}
	b->items[b->count++] = at;
}

static void
bounds_of_test(const struct test *t, void *ctx)
{
	struct bounds *b = ctx;

	add_bound(b, t->least);
	if (t->most < b->hi)
		add_bound(b, t->most + 1);
}

static int
by_size(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static void
limits_of(const struct space *s, int fact, struct bounds *b)
{
	enum fact_kind kind = s->book->facts[fact].kind;

	b->lo = 0;
	b->hi = YEN_MAX;
	if (kind == FACT_YES)
		b->hi = 1;
	if (kind == FACT_PERCENT)
		b->hi = 100;
	if (kind == FACT_TIME || fact == FACT_MINUTES)
		b->hi = 24 * 60;
	if (kind == FACT_MONTH_DAY) {
		b->lo = 101;
		b->hi = 1231;
	}
	if (fact == FACT_MONTH)
		b->hi = 12;
	if (fact == FACT_NTH)
		b->hi = 5;
	if (fact == FACT_MONTH || fact == FACT_NTH || fact == FACT_HEADS || fact == FACT_RUN_DAY ||
	    fact == FACT_ROOMS_AT_ONCE || fact == FACT_MINUTES || fact == FACT_DAYS ||
	    fact == FACT_MONTHS)
		b->lo = 1;
}

static void
make_numbers(struct space *s, int fact, struct domain *d)
{
	struct bounds b = { 0 };

	limits_of(s, fact, &b);
	if (s->book->facts[fact].kind == FACT_YES)
		add_bound(&b, 1);
	every_test(s, fact, bounds_of_test, &b);
	if (b.count > 0)
		qsort(b.items, (size_t)b.count, sizeof *b.items, by_size);
	d->parts = arena_alloc(&s->arena, (size_t)(b.count + 1) * sizeof *d->parts);
	d->parts[d->count++] = (struct part){ .lo = b.lo, .hi = b.hi };
	for (int i = 0; i < b.count; i++) {
		if (d->parts[d->count - 1].lo == b.items[i])
			continue;
		d->parts[d->count - 1].hi = b.items[i] - 1;
		d->parts[d->count++] = (struct part){ .lo = b.items[i], .hi = b.hi };
	}
	free(b.items);
}

const struct domain *
space_domain(struct space *s, int fact)
{
	struct domain *d = &s->domains[fact];
	enum fact_kind kind = s->book->facts[fact].kind;

	if (d->made)
		return d;
	d->made = true;
	if (kind == FACT_CHOICE)
		make_choices(s, fact, d);
	else if (kind == FACT_SET)
		make_sets(s, fact, d);
	else
		make_numbers(s, fact, d);
	return d;
}
