/*
 * check_order.c - sections in which the first entry that holds decides: one must
 * hold for whatever can be met (hours, slot sets, windows), and each must be the
 * first for something, or nobody would ever see it at work.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check_part.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

#define GAPS_MOST 20 /* of a section; who mends them sees the rest */

enum lacking { LACKS_NOTHING, LACKS_HOURS, LACKS_SLOT, LACKS_WINDOW };

struct entry {
	const struct rule *rule;
	bool decides;  /* when it holds, none after it is asked */
	bool used;
};

struct order {
	struct checking *c;
	int count;
	struct entry *entries;
	enum lacking lacking; /* what nothing may lack */
	int gaps;
};

/* --- walking --- */

static void
say_lacking(struct order *o, const char *words)
{
	const struct rule *last = o->entries[o->count - 1].rule;
	struct faults *f = o->c->faults;

	switch (o->lacking) {
	case LACKS_NOTHING:
		return;
	case LACKS_HOURS:
		faults_add(f, last->line, last->column, _("No hours apply: %s."), words);
		return;
	case LACKS_SLOT:
		faults_add(f, last->line, last->column, _("No slot set applies: %s."), words);
		return;
	case LACKS_WINDOW:
		faults_add(f, last->line, last->column, _("No window applies: %s."), words);
		return;
	}
}

static void
add_gap(struct order *o)
{
	enum day_wanted wanted = o->lacking == LACKS_HOURS ? DAY_NOT_CLOSED : DAY_OPEN;
	AUTO_STR words = STR_INIT;

	if (o->lacking == LACKS_NOTHING || o->gaps == GAPS_MOST ||
	    !space_has_day(&o->c->space, wanted))
		return;
	o->gaps++;
	space_words(&o->c->space, &words);
	if (words.len == 0)
		str_add(&words, _("on every day"));
	say_lacking(o, str_text(&words));
}

static int
settle_order(struct space *s, void *ctx)
{
	struct order *o = ctx;
	bool covered = false;

	for (int i = 0; i < o->count; i++) {
		int lacks;
		enum holds holds = space_rule(s, o->entries[i].rule, &lacks);

		if (holds == HOLDS_UNKNOWN)
			return lacks;
		if (holds == HOLDS_NO)
			continue;
		o->entries[i].used = covered = true;
		if (o->entries[i].decides)
			return NONE;
	}
	if (!covered)
		add_gap(o);
	return NONE;
}

static void
say_unused(const struct order *o)
{
	for (int i = 0; i < o->count; i++) {
		const struct rule *r = o->entries[i].rule;

		if (!o->entries[i].used)
			faults_add(o->c->faults, r->line, r->column,
				_("%s: this can never apply; its condition cannot be met, or an "
				  "entry before it always holds."),
				rule_shown(r));
	}
}

static void
order_begin(struct order *o, struct checking *c, enum lacking lacking, int most)
{
	*o = (struct order){ .c = c, .lacking = lacking };
	o->entries = mem_alloc((size_t)(most + 1) * sizeof *o->entries);
}

static void
order_add(struct order *o, const struct rule *rule, bool decides)
{
	o->entries[o->count++] = (struct entry){ rule, decides, false };
}

static void
order_end(struct order *o)
{
	const struct rule **rules = mem_alloc((size_t)(o->count + 1) * sizeof *rules);

	for (int i = 0; i < o->count; i++)
		rules[i] = o->entries[i].rule;
	space_begin(&o->c->space, o->count, rules);
	if (o->count > 0)
		space_explore_times(&o->c->space, settle_order, o);
	if (o->c->space.given_up)
		check_given_up(o->c, rule_shown(rules[0]));
	else
		say_unused(o);
	free(rules);
	free(o->entries);
}

/* --- the sections --- */

static void
check_hours(struct checking *c)
{
	const struct book *b = c->book;
	struct order o;

	order_begin(&o, c, LACKS_HOURS, b->hours_count);
	for (int i = 0; i < b->hours_count; i++)
		order_add(&o, &b->hours[i].rule, true);
	order_end(&o);
}

static void
check_slots(struct checking *c)
{
	const struct book *b = c->book;
	struct order o;

	order_begin(&o, c, LACKS_SLOT, b->slot_count);
	for (int i = 0; i < b->slot_count; i++)
		order_add(&o, &b->slots[i].rule, true);
	order_end(&o);
}

static void
check_windows(struct checking *c)
{
	const struct book *b = c->book;
	struct order o;

	order_begin(&o, c, LACKS_WINDOW, b->window_count);
	for (int i = 0; i < b->window_count; i++)
		if (!b->windows[i].again)
			order_add(&o, &b->windows[i].rule, b->windows[i].by == 0);
	order_end(&o);
}

/* A class without a condition is one that the clerk says; it hides none that follows. */
static void
check_classes(struct checking *c)
{
	const struct book *b = c->book;
	struct order o;

	order_begin(&o, c, LACKS_NOTHING, b->class_count);
	for (int i = 0; i < b->class_count; i++)
		order_add(&o, &b->classes[i].rule, b->classes[i].rule.when.count > 0);
	order_end(&o);
}

static void
check_deadlines(struct checking *c, enum deadline_of of)
{
	const struct book *b = c->book;
	struct order o;

	order_begin(&o, c, LACKS_NOTHING, b->deadline_count);
	for (int i = 0; i < b->deadline_count; i++)
		if (b->deadlines[i].of == of)
			order_add(&o, &b->deadlines[i].rule, true);
	order_end(&o);
}

static void
check_extensions(struct checking *c, enum extension_side side)
{
	const struct book *b = c->book;
	struct order o;

	order_begin(&o, c, LACKS_NOTHING, b->extension_count);
	for (int i = 0; i < b->extension_count; i++)
		if (b->extensions[i].side == side)
			order_add(&o, &b->extensions[i].rule, true);
	order_end(&o);
}

static void
check_adjust(struct checking *c, const struct adjust_group *g)
{
	struct order o;

	order_begin(&o, c, LACKS_NOTHING, g->rule_count);
	for (int i = 0; i < g->rule_count; i++)
		order_add(&o, &g->rules[i].rule,
			g->combine == ADJUST_FIRST && g->rules[i].within == NONE);
	order_end(&o);
}

void
check_orders(struct checking *c)
{
	const struct book *b = c->book;

	check_hours(c);
	check_slots(c);
	check_windows(c);
	check_classes(c);
	for (int of = 0; of < DEADLINE_COUNT; of++)
		check_deadlines(c, (enum deadline_of)of);
	for (int side = SIDE_BEFORE; side <= SIDE_BOTH; side++)
		check_extensions(c, (enum extension_side)side);
	for (int i = 0; i < b->adjust_count; i++)
		check_adjust(c, &b->adjust[i]);
}
