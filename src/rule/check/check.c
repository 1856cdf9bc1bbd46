/*
 * check.c - is a book whole? What no combination may lack, what can never apply,
 * and the worked examples.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/check/check_part.h"

#include "base/i18n.h"

const char *
rule_shown(const struct rule *r)
{
	return r->name[0] != '\0' ? r->name : r->code;
}

void
check_given_up(struct checking *c, const char *section)
{
	faults_add(c->faults, 1, 1,
		_("%s: the conditions make more combinations than can be checked; use fewer "
		  "different conditions."),
		section);
}

static void
check_examples(struct checking *c)
{
	for (int i = 0; i < c->book->example_count; i++) {
		struct example_result r;

		if (!example_run(c->book, c->around, i, &r))
			faults_add(c->faults, r.line, r.column,
				_("Example %s: expected %s; got %s"), rule_shown(r.example),
				r.expected, r.got);
		example_done(&r);
	}
}

bool
book_check(const struct book *b, const struct surroundings *around, struct faults *f)
{
	struct checking c = { .book = b, .around = around, .faults = f };
	int before = f->count;

	space_init(&c.space, b, around);
	check_prices(&c);
	check_extras(&c);
	check_orders(&c);
	check_refunds(&c);
	check_can_apply(&c);
	space_done(&c.space);
	check_examples(&c);
	return f->count == before;
}
