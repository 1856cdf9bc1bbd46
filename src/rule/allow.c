/*
 * allow.c - who may use a room for what: every refusal of the by-law at once, so
 * that a party hears all that stands against it, not one reason a visit. What a
 * booking asks first (open, window, allowed, limits) is asked here in one.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/ask.h"

#include "base/i18n.h"
#include "base/macros.h"

/* Whether a rule of `allow` stands against the use; asks for facts by f->lacking. */
static bool
refuses(struct facts *f, const struct allow *rule)
{
	if (!rule_applies(f, &rule->rule) || f->lacking != NONE)
		return false;
	return !rule->has_needs || !condition_holds(f, &rule->needs);
}

/* The number of people stands with the room, not among the refusals. */
static void
refuse_crowd(const struct facts *f, struct answer *a)
{
	if (!f->known[FACT_ROOM] || !f->known[FACT_HEADS])
		return;
	const struct room *room = &f->book->rooms[f->values[FACT_ROOM]];

	if (room->capacity == 0 || f->values[FACT_HEADS] <= room->capacity)
		return;
	answer_add(a, LINE_REFUSAL, &room->rule, _("%s holds %d people, not %d."),
		room->rule.name, room->capacity, (int)f->values[FACT_HEADS]);
	if (a->yes)
		a->by = &room->rule;
	a->yes = false;
}

bool
ask_allowed(struct facts *f, struct answer *a, struct err *e)
{
	a->yes = true;
	f->lacking = NONE;
	for (int i = 0; i < f->book->allow_count; i++) {
		const struct allow *rule = &f->book->allows[i];
		bool refused = refuses(f, rule);

		if (f->lacking != NONE)
			return facts_lacking(f, e);
		if (!refused)
			continue;
		answer_add(a, LINE_REFUSAL, &rule->rule, "%s", rule->refuse);
		if (a->yes)
			a->by = &rule->rule;
		a->yes = false;
	}
	refuse_crowd(f, a);
	return true;
}

bool
ask_all(struct facts *f, struct answer *a, struct err *e)
{
	static bool (*const questions[])(struct facts *, struct answer *, struct err *) = {
		ask_open, ask_window, ask_allowed, ask_limits,
	};
	bool yes = true;
	const struct rule *by = NULL;

	for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
		if (!questions[i](f, a, e))
			return false;
		if (yes && !a->yes)
			by = a->by;
		yes = yes && a->yes;
	}
	a->yes = yes;
	a->by = by;
	return true;
}
