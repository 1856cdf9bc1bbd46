/*
 * space.c - going through the combinations: what is taken, what is decided by it,
 * and the walk over all parts of the fact on which a rule hangs.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/space.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

#define STEPS_MOST 3000000 /* of one topic; a book that needs more is told so */

/* Of a fact that was taken or set: not known any more, whatever its default. */
static void
forget(struct space *s, int fact)
{
	s->f.known[fact] = false;
	s->at[fact] = NULL;
}

void
space_init(struct space *s, const struct book *b, const struct surroundings *around)
{
	size_t facts = (size_t)b->fact_count;

	*s = (struct space){ .book = b, .around = around };
	facts_init(&s->f, b, around);
	s->domains = mem_alloc(facts * sizeof *s->domains);
	s->at = mem_alloc(facts * sizeof *s->at);
	for (int i = 0; i < b->fact_count; i++)
		forget(s, i);
}

void
space_done(struct space *s)
{
	facts_done(&s->f);
	arena_done(&s->arena);
	free(s->domains);
	free(s->at);
	*s = (struct space){ 0 };
}

void
space_begin(struct space *s, int rule_count, const struct rule **rules)
{
	s->rule_count = rule_count;
	s->rules = rules;
	s->table_count = 0;
	s->steps = 0;
	s->given_up = false;
	s->f.day = s->f.apply = DAY_NONE;
	s->time = (struct day_span){ DAY_NONE, DAY_NONE };
	for (int i = 0; i < s->book->fact_count; i++)
		forget(s, i);
	space_filter(s, NULL, NULL);
}

/* The filter tests facts too: they are cut into parts anew. */
void
space_filter(struct space *s, const struct rule *filter, const struct choice_set *rooms)
{
	s->filter = filter;
	s->rooms = rooms != NULL ? *rooms : (struct choice_set){ { 0 } };
	for (int i = 0; i < s->book->fact_count; i++)
		s->domains[i] = (struct domain){ 0 };
}

void
space_add_tables(struct space *s, int table_count, const struct price_table **tables)
{
	s->table_count = table_count;
	s->tables = tables;
}

void
space_set(struct space *s, int fact, int choice)
{
	s->f.values[fact] = choice;
	s->f.known[fact] = true;
}

void
space_unset(struct space *s, int fact)
{
	s->f.known[fact] = false;
}

static struct choice_set *
set_of(struct space *s, int fact)
{
	if (fact == FACT_BANDS)
		return &s->f.bands;
	return fact == FACT_EXTRAS ? &s->f.extras : &s->f.companions;
}

static void
take(struct space *s, int fact, const struct part *p)
{
	s->at[fact] = p;
	s->f.known[fact] = true;
	s->f.values[fact] = p->lo;
	if (s->book->facts[fact].kind != FACT_SET || fact >= FACT_BUILT_IN)
		return;
	*set_of(s, fact) = p->any;
	if (fact == FACT_BANDS && s->f.known[FACT_BAND])
		choice_set_add(&s->f.bands, (int)s->f.values[FACT_BAND]);
}

/* Sets count as known by the engine; one that is tested is taken before it is asked. */
static int
set_not_taken(const struct space *s, const struct condition *c)
{
	for (int i = 0; i < c->count; i++)
		for (int j = 0; j < c->ways[i].count; j++) {
			int fact = c->ways[i].tests[j].fact;

			if (s->book->facts[fact].kind == FACT_SET && s->at[fact] == NULL)
				return fact;
		}
	return NONE;
}

enum holds
space_rule(struct space *s, const struct rule *r, int *lacks)
{
	bool applies;

	*lacks = set_not_taken(s, &r->when);
	if (*lacks == NONE && r->has_unless)
		*lacks = set_not_taken(s, &r->unless);
	if (*lacks != NONE)
		return HOLDS_UNKNOWN;
	s->f.lacking = NONE;
	applies = rule_applies(&s->f, r);
	*lacks = s->f.lacking;
	s->f.lacking = NONE;
	if (*lacks != NONE)
		return HOLDS_UNKNOWN;
	return applies ? HOLDS_YES : HOLDS_NO;
}

int
space_slot(struct space *s, int *slot)
{
	int lacks = NONE;

	*slot = NONE;
	for (int i = 0; i < s->book->slot_count && *slot == NONE && lacks == NONE; i++)
		if (space_rule(s, &s->book->slots[i].rule, &lacks) == HOLDS_YES)
			*slot = i;
	return lacks;
}

void
space_explore(struct space *s, settle_fn *settle, void *ctx)
{
	const struct domain *d;
	int fact;

	if (s->given_up)
		return;
	if (++s->steps > STEPS_MOST) {
		s->given_up = true;
		return;
	}
	fact = settle(s, ctx);
	if (fact == NONE)
		return;
	assert(s->at[fact] == NULL);
	d = space_domain(s, fact);
	for (int i = 0; i < d->count; i++) {
		take(s, fact, &d->parts[i]);
		if (space_possible(s))
			space_explore(s, settle, ctx);
	}
	forget(s, fact);
}

/* --- times in which other rules are in force --- */

struct cuts { /* days on which a rule comes into force or ends */
	int count;
	day_num *days;    /* in order; some may be the same */
	day_num first;    /* before it no rule of the topic is in force; DAY_NONE: always some */
	day_num last;     /* after it none is; DAY_NONE: always some */
};

static int
by_day(const void *left, const void *right)
{
	day_num a = *(const day_num *)left, b = *(const day_num *)right;

	return (a > b) - (a < b);
}

static void
cut(struct cuts *c, day_num from, day_num to)
{
	if (from != DAY_NONE)
		c->days[c->count++] = from;
	if (to != DAY_NONE)
		c->days[c->count++] = to + 1;
}

static void
cut_by(struct cuts *c, const struct rule *r, bool of_use)
{
	const struct validity *v = &r->valid;

	cut(c, of_use ? v->use_from : v->apply_from, of_use ? v->use_to : v->apply_to);
}

/* The time in which the topic is in force grows to that of the rule. */
static void
reach(struct cuts *c, const struct rule *r, bool of_use)
{
	day_num from = of_use ? r->valid.use_from : r->valid.apply_from;
	day_num to = of_use ? r->valid.use_to : r->valid.apply_to;

	if (from == DAY_NONE || from < c->first)
		c->first = c->first == DAY_NONE ? DAY_NONE : from;
	if (to == DAY_NONE || to > c->last)
		c->last = c->last == DAY_NONE ? DAY_NONE : to;
}

static const struct rule *
topic_rule(const struct space *s, int at)
{
	return at < s->rule_count ? s->rules[at] : &s->tables[at - s->rule_count]->rule;
}

static void
cuts_of(const struct space *s, bool of_use, struct cuts *out)
{
	const struct book *b = s->book;
	int rules = s->rule_count + s->table_count;
	size_t all = (size_t)(rules + b->class_count + b->slot_count + 1);

	*out = (struct cuts){ .first = INT32_MAX, .last = INT32_MIN + 1 };
	out->days = mem_alloc(2 * all * sizeof *out->days);
	for (int i = 0; i < rules; i++) {
		cut_by(out, topic_rule(s, i), of_use);
		reach(out, topic_rule(s, i), of_use);
	}
	for (int i = 0; i < b->class_count; i++)
		cut_by(out, &b->classes[i].rule, of_use);
	for (int i = 0; i < b->slot_count; i++)
		cut_by(out, &b->slots[i].rule, of_use);
	if (s->filter != NULL)
		cut_by(out, s->filter, of_use);
	qsort(out->days, (size_t)out->count, sizeof *out->days, by_day);
}

/* The times between the cuts in which the topic is in force. */
static int
times_of(const struct cuts *c, struct day_span *out)
{
	int count = 0;

	if (c->first == DAY_NONE)
		out[count++] = (struct day_span){ DAY_NONE, c->count > 0 ? c->days[0] - 1
			: DAY_NONE };
	for (int i = 0; i < c->count; i++) {
		day_num next = i + 1 < c->count ? c->days[i + 1] - 1 : DAY_NONE;

		if ((next != DAY_NONE && next < c->days[i]) ||
		    (c->first != DAY_NONE && c->days[i] < c->first) ||
		    (c->last != DAY_NONE && c->days[i] > c->last))
			continue;
		out[count++] = (struct day_span){ c->days[i], next };
	}
	return count;
}

static day_num
some_day(struct day_span time)
{
	return time.from != DAY_NONE ? time.from : time.to;
}

/* Who applies does so before the use: there must be such days in both times. */
static bool
can_meet(struct day_span use, struct day_span apply)
{
	return use.to == DAY_NONE || apply.from == DAY_NONE || apply.from <= use.to;
}

void
space_explore_times(struct space *s, settle_fn *settle, void *ctx)
{
	struct cuts use, apply;
	cuts_of(s, true, &use);
	cuts_of(s, false, &apply);
	AUTO_FREE struct day_span *uses = mem_alloc((size_t)(use.count + 1) * sizeof *uses);
	AUTO_FREE struct day_span *applies = mem_alloc((size_t)(apply.count + 1) * sizeof *applies);
	int use_count = times_of(&use, uses), apply_count = times_of(&apply, applies);

	for (int i = 0; i < use_count; i++) {
		s->time = uses[i];
		s->f.day = some_day(uses[i]);
		for (int j = 0; j < apply_count; j++) {
			s->f.apply = some_day(applies[j]);
			if (can_meet(uses[i], applies[j]))
				space_explore(s, settle, ctx);
		}
	}
	s->time = (struct day_span){ DAY_NONE, DAY_NONE };
	s->f.day = s->f.apply = DAY_NONE;
	free(use.days);
	free(apply.days);
}
