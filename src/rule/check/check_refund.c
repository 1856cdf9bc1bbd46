/*
 * check_refund.c - the ladder of refunds: of the steps that hold and are still in
 * time the first decides, so a step is lost when one before it is in time whenever
 * it is. Room and equipment are gone through by themselves, as they are asked.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check_part.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

#define MONTH_SHORTEST 28
#define MONTH_LONGEST 31

struct step {
	const struct refund *refund;
	bool holds;                 /* in the state that is looked at */
	bool used;                  /* it decided in some state */
	const struct rule *after;   /* of the step that decides before it, or NULL */
};

struct ladder {
	bool of_change;             /* what is asked: these steps, of this part; */
	enum refund_part part;
	bool given_up;
	int count;                  /* all of the book, in its order */
	struct step *steps;
};

/* --- which of two last days is later --- */

/* How many days away a moment is at the least and at the most. */
struct reach {
	int64_t least, most;
};

static bool
reach_of(const struct moment *m, struct reach *out)
{
	int64_t n = m->amount;

	if (m->unit == MOMENT_DAYS)
		*out = (struct reach){ n, n };
	else if (m->unit == MOMENT_WEEKS)
		*out = (struct reach){ 7 * n, 7 * n };
	else if (m->unit == MOMENT_MONTHS && n >= 0)
		*out = (struct reach){ MONTH_SHORTEST * n, MONTH_LONGEST * n };
	else
		return false;
	return true;
}

static bool
reckons_alike(const struct moment *a, const struct moment *b)
{
	return a->shift == b->shift && a->later == b->later && a->missing == b->missing &&
	       a->first_day_counts == b->first_day_counts && a->instead_count == 0 &&
	       b->instead_count == 0;
}

static bool
names_alike(const struct moment *a, const struct moment *b)
{
	return a->unit == b->unit && a->day == b->day && a->nth == b->nth &&
	       a->weekday == b->weekday && a->block == b->block &&
	       a->block_starts == b->block_starts;
}

/* Is the last day of `a` that of `b` or a later one, whatever the day of use? */
static bool
is_as_late(const struct moment *a, const struct moment *b, bool *later)
{
	struct reach near, far;

	*later = false;
	if (!reckons_alike(a, b))
		return false;
	*later = a->shift == SHIFT_STAYS && !a->first_day_counts;
	if (names_alike(a, b)) {
		*later = *later && a->amount < b->amount;
		return a->amount <= b->amount;
	}
	if (!reach_of(a, &near) || !reach_of(b, &far))
		return false;
	*later = *later && near.most < far.least;
	return near.most <= far.least;
}

/* Is whatever was said in time for `b` in time for `a` too? */
static bool
reaches(const struct moment *a, const struct moment *b)
{
	bool later;

	if (a->unit == MOMENT_NONE)
		return true;
	if (b->unit == MOMENT_NONE || !is_as_late(a, b, &later))
		return false;
	return later || a->at == NONE || (b->at != NONE && a->at >= b->at);
}

/* A step for once leaves room for what follows, unless that is for once as well. */
static bool
comes_first(const struct refund *a, const struct refund *b)
{
	return reaches(&a->until, &b->until) && (!a->once || b->once);
}

/* --- walking --- */

static bool
is_asked(const struct ladder *l, const struct refund *r)
{
	return r->of_change == l->of_change &&
	       (l->of_change || r->part == REFUND_ALL || r->part == l->part);
}

/* Of several that come first the nearest is named: those above it are mostly for few uses. */
static void
note_step(struct ladder *l, int at)
{
	struct step *s = &l->steps[at];

	for (int i = at - 1; i >= 0; i--) {
		const struct rule *r = &l->steps[i].refund->rule;

		if (!l->steps[i].holds || !comes_first(l->steps[i].refund, s->refund))
			continue;
		if (s->after == NULL || s->after->line < r->line)
			s->after = r;
		return;
	}
	s->used = true;
}

static int
settle_ladder(struct space *s, void *ctx)
{
	struct ladder *l = ctx;

	for (int i = 0; i < l->count; i++) {
		struct step *step = &l->steps[i];
		int lacks;
		enum holds holds = HOLDS_NO;

		if (is_asked(l, step->refund))
			holds = space_rule(s, &step->refund->rule, &lacks);
		if (holds == HOLDS_UNKNOWN)
			return lacks;
		step->holds = holds == HOLDS_YES;
		if (step->holds)
			note_step(l, i);
	}
	return NONE;
}

/* Those that were asked, of which none is found at work. */
static void
tell_step(struct checking *c, const struct step *s)
{
	const struct rule *r = &s->refund->rule;

	if (s->after != NULL)
		faults_add(c->faults, r->line, r->column,
			_("%s: this step can never apply: the step %s in line %d comes before it "
			  "and holds whenever it does. Put the longer notice first."),
			rule_shown(r), rule_shown(s->after), s->after->line);
	else
		faults_add(c->faults, r->line, r->column,
			_("%s: this can never apply; its condition cannot be met."),
			rule_shown(r));
}

static void
walk(struct checking *c, struct ladder *l)
{
	const struct rule **rules = mem_alloc((size_t)(l->count + 1) * sizeof *rules);
	int asked = 0;

	for (int i = 0; i < l->count; i++)
		if (is_asked(l, l->steps[i].refund))
			rules[asked++] = &l->steps[i].refund->rule;
	space_begin(&c->space, asked, rules);
	if (asked > 0)
		space_explore_times(&c->space, settle_ladder, l);
	if (c->space.given_up && !l->given_up)
		check_given_up(c, rule_shown(rules[0]));
	l->given_up = l->given_up || c->space.given_up;
	free(rules);
}

void
check_refunds(struct checking *c)
{
	const struct book *b = c->book;
	struct ladder l = { .count = b->refund_count };

	l.steps = mem_alloc((size_t)(l.count + 1) * sizeof *l.steps);
	for (int i = 0; i < l.count; i++)
		l.steps[i].refund = &b->refunds[i];
	l.part = REFUND_ROOM;
	walk(c, &l);
	l.part = REFUND_EXTRAS;
	walk(c, &l);
	l.of_change = true;
	walk(c, &l);
	for (int i = 0; i < l.count && !l.given_up; i++)
		if (!l.steps[i].used)
			tell_step(c, &l.steps[i]);
	free(l.steps);
}
