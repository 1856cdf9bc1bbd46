/*
 * space.h - the combinations of facts that can be met: for the check of a book.
 *
 * Nothing is known at first. Where a rule cannot be decided, the fact on which it
 * hangs is taken part by part (a part holds values that no rule of the topic tells
 * apart), so that only what matters is ever told apart and nothing is left out.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_SPACE_H
#define RULE_SPACE_H

#include "base/str.h"
#include "rule/ask.h"

/* Values of a fact that the rules treat alike: of a choice or a set `any`, else lo to hi. */
struct part {
	int64_t lo, hi;
	struct choice_set any;
};

struct domain {
	bool made;
	int count;
	struct part *parts;
};

struct space {
	const struct book *book;
	const struct surroundings *around;
	struct facts f;
	struct arena arena;
	int rule_count;            /* the topic: what tells values apart */
	const struct rule **rules;
	int table_count;
	const struct price_table **tables;
	struct domain *domains;    /* of each fact, made when it is needed */
	const struct part **at;    /* of each fact: the part that is taken, or NULL */
	const struct rule *filter; /* holds for all that is looked at, or NULL */
	struct choice_set rooms;   /* only these; empty: all */
	struct day_span time;      /* in which the same rules are in force; DAY_NONE: ever */
	long steps;
	bool given_up;             /* too many combinations; said to the clerk */
};

void space_init(struct space *s, const struct book *b, const struct surroundings *around);
void space_done(struct space *s);
/* A new topic: nothing is taken. The arrays are borrowed. */
void space_begin(struct space *s, int rule_count, const struct rule **rules);
void space_add_tables(struct space *s, int table_count, const struct price_table **tables);

/* What holds for all that is looked at from here on, in these rooms; nothing is taken. */
void space_filter(struct space *s, const struct rule *filter, const struct choice_set *rooms);

/* Takes and drops one value of a choice from outside: a room, a band, an extra. */
void space_set(struct space *s, int fact, int choice);
void space_unset(struct space *s, int fact);

enum holds { HOLDS_NO, HOLDS_UNKNOWN, HOLDS_YES };
/* Does the rule apply to all of what is taken? *lacks: the fact on which it hangs. */
enum holds space_rule(struct space *s, const struct rule *r, int *lacks);
/* *slot: the first slot set that applies, or NONE. The fact on which that hangs, or NONE. */
int space_slot(struct space *s, int *slot);

/*
 * Settles a state: NONE when it is decided (and noted by whoever asked), else the
 * fact that has to be taken apart.
 */
typedef int settle_fn(struct space *s, void *ctx);
/* From the present state on, every combination that can be met. */
void space_explore(struct space *s, settle_fn *settle, void *ctx);
/* The same for each time in which other rules of the topic are in force. */
void space_explore_times(struct space *s, settle_fn *settle, void *ctx);

/* --- space_day.c --- */

/* Can the parts that are taken stand together? */
bool space_possible(struct space *s);
/* Is there a day like that on which the house (or the room) is open, or not closed by a rule. */
enum day_wanted { DAY_OPEN, DAY_NOT_CLOSED };
bool space_has_day(struct space *s, enum day_wanted wanted);

/* --- space_part.c --- */

const struct domain *space_domain(struct space *s, int fact);

/* --- space_words.c --- */

/* What is taken, in words: "class Outside, heads 21 to 50, from 2026-04-01". */
void space_words(const struct space *s, struct str *out);
/* The names of the choices, ", " between them; "all" is not said. */
void choices_words(const struct fact_def *d, const struct choice_set *any, struct str *out);

#endif
