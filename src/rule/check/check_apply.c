/*
 * check_apply.c - rules that stand alone: each must be able to apply to some use,
 * or it is a slip of whoever wrote it; and what is never known where it stands.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check_part.h"

#include "base/i18n.h"

struct search {
	const struct rule *rule;
	bool found;
};

static int
settle_search(struct space *s, void *ctx)
{
	struct search *search = ctx;
	int lacks;
	enum holds holds;

	if (search->found)
		return NONE;
	holds = space_rule(s, search->rule, &lacks);
	search->found = holds == HOLDS_YES;
	return holds == HOLDS_UNKNOWN ? lacks : NONE;
}

static void
check_rule(struct checking *c, const struct rule *r, const struct choice_set *rooms)
{
	struct search search = { r, false };

	space_begin(&c->space, 1, &r);
	space_filter(&c->space, NULL, rooms);
	space_explore_times(&c->space, settle_search, &search);
	if (c->space.given_up && !search.found)
		check_given_up(c, rule_shown(r));
	else if (!search.found)
		faults_add(c->faults, r->line, r->column,
			_("%s: this can never apply; its condition cannot be met."),
			rule_shown(r));
}

/* Which band it is for is known of a row of a price, and while its surcharges are reckoned. */
static void
check_bands(struct checking *c)
{
	const struct rule *r;

	for (enum rule_section s = 0; s < RULE_SECTION_COUNT; s++)
		for (int i = 0; s != RULE_PRICES && (r = book_rule(c->book, s, i)) != NULL; i++)
			if (rule_tests(r, FACT_BAND))
				faults_add(c->faults, r->line, r->column,
					_("%s: \"band\" is known of the rows of a price only; "
					  "\"bands\" are those that are booked."),
					rule_shown(r));
}

void
check_can_apply(struct checking *c)
{
	const struct book *b = c->book;

	check_bands(c);

	for (int i = 0; i < b->closing_count; i++)
		check_rule(c, &b->closings[i].rule, NULL);
	for (int i = 0; i < b->extra_count; i++)
		check_rule(c, &b->extras[i].rule, &b->extras[i].with_rooms);
	for (int i = 0; i < b->allow_count; i++)
		check_rule(c, &b->allows[i].rule, NULL);
	for (int i = 0; i < b->window_count; i++)
		if (b->windows[i].again)
			check_rule(c, &b->windows[i].rule, NULL);
	for (int i = 0; i < b->limit_count; i++)
		check_rule(c, &b->limits[i].rule, NULL);
}
