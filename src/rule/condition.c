/*
 * condition.c - does a rule apply? A test of a fact that nobody gave is neither
 * true nor false; only when the answer hangs on it is the fact asked for.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "base/macros.h"
#include "base/str.h"
#include "rule/facts.h"

enum { SAID_CHOICES = 12 }; /* of a fact that has to be said */

/* In this order: of all that must hold the least decides, of alternatives the most. */
enum truth { IS_FALSE, IS_UNKNOWN, IS_TRUE };

static enum truth
truth_of(bool holds)
{
	return holds ? IS_TRUE : IS_FALSE;
}

static enum truth
number_within(const struct facts *f, const struct test *t)
{
	int64_t v = f->values[t->fact];

	if (f->book->facts[t->fact].kind == FACT_MONTH_DAY && t->least > t->most)
		return truth_of(v >= t->least || v <= t->most);
	return truth_of(v >= t->least && v <= t->most);
}

static const struct choice_set *
set_of(const struct facts *f, int fact)
{
	if (fact == FACT_BANDS)
		return &f->bands;
	return fact == FACT_EXTRAS ? &f->extras : &f->companions;
}

static enum truth
test_holds(const struct facts *f, const struct test *t, int *lacking)
{
	if (f->book->facts[t->fact].kind == FACT_SET && t->fact < FACT_BUILT_IN)
		return truth_of(choice_set_meets(&t->any, set_of(f, t->fact)));
	if (!f->known[t->fact]) {
		if (*lacking == NONE)
			*lacking = t->fact;
		return IS_UNKNOWN;
	}
	if (f->book->facts[t->fact].kind == FACT_CHOICE)
		return truth_of(choice_set_has(&t->any, (int)f->values[t->fact]));
	return number_within(f, t);
}

static enum truth
all_hold(const struct facts *f, const struct test_all *all, int *lacking)
{
	enum truth so_far = IS_TRUE;

	for (int i = 0; i < all->count && so_far != IS_FALSE; i++) {
		enum truth next = test_holds(f, &all->tests[i], lacking);

		if (next < so_far)
			so_far = next;
	}
	return so_far;
}

static enum truth
holds(const struct facts *f, const struct condition *c, int *lacking)
{
	enum truth so_far = c->count == 0 ? IS_TRUE : IS_FALSE;

	for (int i = 0; i < c->count && so_far != IS_TRUE; i++) {
		enum truth next = all_hold(f, &c->ways[i], lacking);

		if (next > so_far)
			so_far = next;
	}
	return so_far;
}

/* Is `day` between two days of which each may be open? */
static enum truth
day_within(day_num day, day_num from, day_num to, int fact, int *lacking)
{
	if (from == DAY_NONE && to == DAY_NONE)
		return IS_TRUE;
	if (day == DAY_NONE) {
		if (*lacking == NONE)
			*lacking = fact;
		return IS_UNKNOWN;
	}
	return truth_of((from == DAY_NONE || day >= from) && (to == DAY_NONE || day <= to));
}

static enum truth
in_force(const struct facts *f, const struct validity *v, int *lacking)
{
	enum truth use = day_within(f->day, v->use_from, v->use_to, FACT_DATE, lacking);
	if (use == IS_FALSE)
		return IS_FALSE;
	enum truth apply =
		day_within(f->apply, v->apply_from, v->apply_to, FACT_APPLY_DATE, lacking);

	return apply < use ? apply : use;
}

static enum truth
applies(const struct facts *f, const struct rule *r, int *lacking)
{
	enum truth force = in_force(f, &r->valid, lacking);
	if (force == IS_FALSE)
		return IS_FALSE;
	enum truth when = holds(f, &r->when, lacking);
	if (when == IS_FALSE)
		return IS_FALSE;
	enum truth unless = r->has_unless ? holds(f, &r->unless, lacking) : IS_FALSE;
	if (unless == IS_TRUE)
		return IS_FALSE;
	if (force == IS_TRUE && when == IS_TRUE && unless == IS_FALSE)
		return IS_TRUE;
	return IS_UNKNOWN;
}

/* `lacking` is what had to be known first; it counts only when the whole hangs on it. */
static bool
settle(struct facts *f, enum truth truth, int lacking)
{
	if (truth == IS_UNKNOWN && f->lacking == NONE)
		f->lacking = lacking;
	return truth == IS_TRUE;
}

bool
rule_applies(struct facts *f, const struct rule *r)
{
	int lacking = NONE;
	enum truth truth = applies(f, r, &lacking);

	return settle(f, truth, lacking);
}

bool
condition_holds(struct facts *f, const struct condition *c)
{
	int lacking = NONE;
	enum truth truth = holds(f, c, &lacking);

	return settle(f, truth, lacking);
}

static bool
say(struct err *e, const char *word, const char *label)
{
	return err_set_field(e, ERR_INVALID, word, _("Say %s (%s)."), word, label);
}

/* "own 利用者の都合": either may be said. */
static void
add_choice(struct str *out, const struct fact_def *fact, int choice)
{
	const char *code = fact->choices[choice].code, *name = fact->choices[choice].name;

	str_add(out, code);
	if (name != NULL && name[0] != '\0' && !str_equal(name, code))
		str_addf(out, " %s", name);
}

/* With what it can be: whoever is asked need not look into the book. */
static bool
say_fact(struct err *e, const struct fact_def *fact)
{
	AUTO_STR choices = STR_INIT;

	if (fact->kind == FACT_YES)
		str_add(&choices, "yes, no");
	for (int i = 0; i < fact->choice_count && i < SAID_CHOICES; i++) {
		str_add(&choices, i ? ", " : "");
		add_choice(&choices, fact, i);
	}
	if (fact->choice_count > SAID_CHOICES)
		str_add(&choices, " ...");
	if (choices.len == 0)
		return say(e, fact->code, fact->name);
	return err_set_field(e, ERR_INVALID, fact->code, _("Say %s (%s): %s."), fact->code,
			     fact->name, str_text(&choices));
}

/* What is lacking: the word that says it, what it is called, and its fact, if it is one. */
struct lack {
	const char *word, *name;
	const struct fact_def *fact;
};

/* The class and the slot set follow from others, the kind of day from the day. */
static struct lack
find_lack(const struct facts *f)
{
	int fact = f->lacking;

	if (fact == FACT_SLOT && f->slot_lacks != NONE)
		fact = f->slot_lacks;
	if (fact == FACT_CLASS && f->class_lacks != NONE)
		fact = f->class_lacks;
	bool of_day = fact == FACT_SEASON || fact == FACT_DAY_KIND || fact == FACT_WEEKDAY ||
		      fact == FACT_HOLIDAY_KIND || fact == FACT_MONTH || fact == FACT_NTH ||
		      fact == FACT_DATE || fact == FACT_AHEAD;

	if (of_day && f->day == DAY_NONE)
		return (struct lack){ "day", _("the day of use"), NULL };
	if (fact == FACT_APPLY_DATE || fact == FACT_AHEAD)
		return (struct lack){ "apply", _("the day of application"), NULL };
	if (fact == FACT_MINUTES || fact == FACT_FROM || fact == FACT_TO)
		return (struct lack){ "from", _("the times, or the bands"), NULL };
	const struct fact_def *def = &f->book->facts[fact];

	return (struct lack){ def->code, def->name, def };
}

bool
facts_lacking(const struct facts *f, struct err *e)
{
	const struct lack lack = find_lack(f);

	return lack.fact != NULL ? say_fact(e, lack.fact) : say(e, lack.word, lack.name);
}

const char *
facts_lacking_name(const struct facts *f, const struct err *e)
{
	if (f->lacking == NONE)
		return NULL;
	const struct lack lack = find_lack(f);

	return str_equal(e->field, lack.word) ? lack.name : NULL;
}

bool
facts_need_day(struct facts *f, struct err *e)
{
	if (f->day != DAY_NONE)
		return true;
	f->lacking = FACT_DATE;
	return facts_lacking(f, e);
}
