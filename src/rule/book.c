/*
 * book.c - codes and their positions, which facts a book asks for, and its end.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/book.h"

#include <stdlib.h>
#include <string.h>

#include "rule/words.h"

int
book_fact(const struct book *b, const char *code)
{
	for (int i = 0; i < b->fact_count; i++)
		if (strcmp(b->facts[i].code, code) == 0)
			return i;
	return NONE;
}

int
fact_choice(const struct fact_def *f, const char *code)
{
	for (int i = 0; i < f->choice_count; i++)
		if (strcmp(f->choices[i].code, code) == 0)
			return i;
	return NONE;
}

static bool
condition_tests(const struct condition *c, int fact)
{
	for (int i = 0; i < c->count; i++)
		for (int j = 0; j < c->ways[i].count; j++)
			if (c->ways[i].tests[j].fact == fact)
				return true;
	return false;
}

bool
rule_tests(const struct rule *r, int fact)
{
	return condition_tests(&r->when, fact) ||
	       (r->has_unless && condition_tests(&r->unless, fact));
}

const struct rule *
book_rule(const struct book *b, enum rule_section section, int i)
{
	const struct rule_section_row *row = rule_section_row(section);
	const char *entries;
	int count;

	if (row->single)
		return NULL;
	memcpy(&entries, (const char *)b + row->at, sizeof entries);
	memcpy(&count, (const char *)b + row->count_at, sizeof count);
	return i < count ? (const void *)(entries + (size_t)i * row->size) : NULL;
}

static bool
section_tests(const struct book *b, enum rule_section section, int fact)
{
	const struct rule *r;

	for (int i = 0; (r = book_rule(b, section, i)) != NULL; i++)
		if (rule_tests(r, fact))
			return true;
	return false;
}

static bool
unit_asks(const struct per_unit *u, int fact)
{
	return ((u->per == PER_DAY || u->per == PER_OPEN_DAY) && fact == FACT_DAYS) ||
	       (u->per == PER_MONTH && fact == FACT_MONTHS) ||
	       (u->per == PER_HEAD && fact == FACT_HEADS);
}

static bool
prices_ask(const struct book *b, int fact)
{
	for (int i = 0; i < b->price_count; i++) {
		const struct price_table *t = &b->prices[i];

		if (t->rows_by == fact || t->columns_by == fact || unit_asks(&t->unit, fact) ||
		    (t->times == TIMES_HEADS && fact == FACT_HEADS) ||
		    (t->times == TIMES_SHARE && fact == FACT_SHARE))
			return true;
	}
	for (int i = 0; i < b->extra_count; i++)
		if (unit_asks(&b->extras[i].unit, fact))
			return true;
	return false;
}

static bool
adjust_asks(const struct book *b, int fact)
{
	for (int i = 0; i < b->adjust_count; i++)
		for (int j = 0; j < b->adjust[i].rule_count; j++)
			if (b->adjust[i].rules[j].of == fact ||
			    rule_tests(&b->adjust[i].rules[j].rule, fact) ||
			    unit_asks(&b->adjust[i].rules[j].unit, fact))
				return true;
	return false;
}

bool
book_asks(const struct book *b, int fact)
{
	for (int i = 0; i < b->allow_count; i++)
		if (b->allows[i].has_needs && condition_tests(&b->allows[i].needs, fact))
			return true;
	for (int i = 0; i < b->window_count && fact == FACT_WAY; i++)
		if (b->windows[i].by != 0)
			return true;
	for (int i = 0; i < RULE_SECTION_COUNT; i++)
		if (section_tests(b, (enum rule_section)i, fact))
			return true;
	return prices_ask(b, fact) || adjust_asks(b, fact);
}

void
book_free(struct book *b)
{
	if (b == NULL)
		return;
	arena_done(&b->arena);
	free(b);
}
