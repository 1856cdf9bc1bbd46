/*
 * check_extra.c - equipment that is charged by the band, in rooms that are let by
 * times: there it could never be reckoned, and whoever asks for it got no price.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

struct lending {
	const struct extra *extra;
	const struct rule *price; /* of the table that charges it by the band; or the extra's */
	int room;
	struct choice_set by_clock; /* rooms in which it can be asked for without a band */
};

static int
settle_lent(struct space *s, void *ctx)
{
	struct lending *l = ctx;
	int lacks;
	enum holds holds = space_rule(s, &l->extra->rule, &lacks);

	if (holds == HOLDS_YES)
		holds = space_rule(s, l->price, &lacks);
	/* A condition on bands is none that a use by times meets. */
	if (holds == HOLDS_UNKNOWN)
		return lacks == FACT_BANDS || lacks == FACT_BAND ? NONE : lacks;
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
		if (!choice_set_allows(with, i))
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

/* Does the table charge the piece by the band, without naming the bands? */
static bool
charges_by_band(const struct price_table *t, int extra)
{
	if (strcmp(t->list, "extra") != 0 || t->unit.per != PER_BAND ||
	    t->rows_by == FACT_BAND || t->columns_by == FACT_BAND)
		return false;
	for (int i = 0; i < t->row_count && t->rows_by == FACT_EXTRA; i++)
		if (choice_set_has(&t->rows[i], extra))
			return true;
	return t->rows_by != FACT_EXTRA;
}

/* Adds the rooms in which it is asked for without a band and costs what `price` says. */
static void
look_at_price(struct checking *c, struct lending *l, const struct rule *price,
	const struct rule **rules)
{
	int extra = (int)(l->extra - c->book->extras);

	l->price = price;
	rules[0] = &l->extra->rule;
	rules[1] = price;
	for (int i = 0; i < c->book->slot_count; i++)
		rules[i + 2] = &c->book->slots[i].rule;
	space_begin(&c->space, c->book->slot_count + 2, rules);
	space_set(&c->space, FACT_EXTRA, extra);
	look_at_rooms(c, l);
	space_unset(&c->space, FACT_EXTRA);
}

static void
check_extra(struct checking *c, const struct extra *x, const struct rule **rules)
{
	const struct book *b = c->book;
	struct lending l = { .extra = x };

	if (x->price != NOT_SOLD && x->unit.per == PER_BAND)
		look_at_price(c, &l, &x->rule, rules);
	for (int i = 0; i < b->price_count && x->price == NOT_SOLD; i++)
		if (charges_by_band(&b->prices[i], (int)(x - b->extras)))
			look_at_price(c, &l, &b->prices[i].rule, rules);
	if (!choice_set_is_empty(&l.by_clock))
		tell(c, &l);
	else if (l.price != NULL && c->space.given_up)
		check_given_up(c, rule_shown(&x->rule));
}

void
check_extras(struct checking *c)
{
	const struct book *b = c->book;
	const struct rule **rules = mem_alloc((size_t)(b->slot_count + 2) * sizeof *rules);

	for (int i = 0; i < b->extra_count; i++)
		check_extra(c, &b->extras[i], rules);
	free(rules);
}
