/*
 * check_extra.c - equipment that is charged by the band, in rooms that are let by
 * times: there it could never be reckoned, and whoever asks for it got no price.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check_part.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

struct lending {
	const struct extra *extra;
	int room;
	struct choice_set by_clock; /* rooms in which it can be asked for without a band */
};

static int
settle_lent(struct space *s, void *ctx)
{
	struct lending *l = ctx;
	int lacks;
	enum holds holds = space_rule(s, &l->extra->rule, &lacks);

	/* A condition on the band is none that a use by times meets. */
	if (holds == HOLDS_UNKNOWN)
		return lacks == FACT_BAND ? NONE : lacks;
	if (holds == HOLDS_YES && space_has_day(s, DAY_OPEN))
		choice_set_add(&l->by_clock, l->room);
	return NONE;
}

/* The slot set of the state; of one that is let by times, whether the piece is lent there. */
static int
settle_let(struct space *s, void *ctx)
{
	int slot, lacks = space_slot(s, &slot);

	if (slot == NONE || s->book->slots[slot].band_count > 0)
		return lacks;
	space_set(s, FACT_SLOT, slot);
	if (space_possible(s))
		space_explore(s, settle_lent, ctx);
	space_unset(s, FACT_SLOT);
	return NONE;
}

static void
look_at_rooms(struct checking *c, struct lending *l)
{
	const struct choice_set *with = &l->extra->with_rooms;

	for (int i = 0; i < c->book->room_count && !c->space.given_up; i++) {
		if (!choice_set_is_empty(with) && !choice_set_has(with, i))
			continue;
		l->room = i;
		space_set(&c->space, FACT_ROOM, i);
		space_explore_times(&c->space, settle_let, l);
		space_unset(&c->space, FACT_ROOM);
	}
}

static void
tell(struct checking *c, const struct lending *l)
{
	const struct rule *r = &l->extra->rule;
	AUTO_STR rooms = STR_INIT;

	choices_words(&c->book->facts[FACT_ROOM], &l->by_clock, &rooms);
	faults_add(c->faults, r->line, r->column,
		_("%s: charged by the band, but these rooms are let by times: %s. Keep it from "
		  "them with \"with_room\" or \"when\", or write \"per: use\" or \"per: hour\"."),
		rule_shown(r), str_text(&rooms));
}

static void
check_extra(struct checking *c, const struct extra *x, const struct rule **rules)
{
	struct lending l = { .extra = x };

	rules[0] = &x->rule;
	for (int i = 0; i < c->book->slot_count; i++)
		rules[i + 1] = &c->book->slots[i].rule;
	space_begin(&c->space, c->book->slot_count + 1, rules);
	look_at_rooms(c, &l);
	if (!choice_set_is_empty(&l.by_clock))
		tell(c, &l);
	else if (c->space.given_up)
		check_given_up(c, rule_shown(&x->rule));
}

void
check_extras(struct checking *c)
{
	const struct book *b = c->book;
	const struct rule **rules = mem_alloc((size_t)(b->slot_count + 1) * sizeof *rules);

	for (int i = 0; i < b->extra_count; i++)
		if (b->extras[i].price != NOT_SOLD && b->extras[i].unit.per == PER_BAND)
			check_extra(c, &b->extras[i], rules);
	free(rules);
}
