/*
 * limit.c - how often, how long and how many: each limit of the by-law, with what
 * it has counted. A limit that is kept is noted with its figures, so that the desk
 * can say how much is left.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/limit_count.h"

#include "base/i18n.h"

#define DAYS_SHOWN 8 /* of the uses that were counted */

/* --- what is said --- */

/* "11/3 Tue", "11/2 Mon to 11/8 Sun", "2026-11", "FY2026", "2026", "in all" */
static void
add_period(struct str *out, const struct limit *l, const struct tally *t)
{
	struct ymd first;

	if (t->days.from == DAY_NONE) {
		str_add(out, _("in all"));
		return;
	}
	first = date_to_ymd(t->days.from);
	if (l->count == LIMIT_DAYS_RUNNING || l->count == LIMIT_ROOMS_AT_ONCE ||
	    l->per == LIMIT_PER_DAY || l->per == LIMIT_PER_WEEK || l->per == LIMIT_PER_DAYS ||
	    l->per == LIMIT_PER_MONTHS) {
		date_add_short(out, t->days.from, t->asked);
		if (t->days.to == t->days.from)
			return;
		str_add(out, _(" to "));
		date_add_short(out, t->days.to, t->asked);
	} else if (l->per == LIMIT_PER_FISCAL_YEAR) {
		date_add_fiscal_year(out, first.year);
	} else if (l->per == LIMIT_PER_MONTH) {
		str_addf(out, _("%d-%02d"), first.year, first.month);
	} else {
		/* L10N: a year that is counted over. */
		str_addf(out, _("%d"), first.year);
	}
}

/* What was counted and what is allowed. */
static void
add_figures(struct str *out, const struct limit *l, const struct tally *t, int64_t most)
{
	AUTO_STR period = STR_INIT;
	long long count = t->count, allowed = most;
	const char *in;

	add_period(&period, l, t);
	in = str_text(&period);
	switch (l->count) {
	case LIMIT_BOOKINGS:
		str_addf(out, _("%s: booking %lld of at most %lld"), in, count, allowed);
		return;
	case LIMIT_BANDS:
		str_addf(out, _("%s: %lld bands with this use, at most %lld"), in, count, allowed);
		return;
	case LIMIT_MINUTES:
		str_addf(out, _("%s: %lld minutes with this use, at most %lld"), in, count,
			allowed);
		return;
	case LIMIT_DAYS:
		str_addf(out, _("%s: day %lld of at most %lld"), in, count, allowed);
		return;
	case LIMIT_DAYS_RUNNING:
		str_addf(out, _("%s: %lld days running, at most %lld"), in, count, allowed);
		return;
	case LIMIT_ROOMS_AT_ONCE:
		str_addf(out, _("%s: %lld rooms at once, at most %lld"), in, count, allowed);
		return;
	case LIMIT_CANCELLATIONS:
		str_addf(out, _("%s: %lld cancellations, at most %lld"), in, count, allowed);
		return;
	case LIMIT_NO_SHOWS:
		str_addf(out, _("%s: %lld uses without appearing, at most %lld"), in, count,
			allowed);
		return;
	case LIMIT_POINTS:
		str_addf(out, _("%s: %lld points, at most %lld"), in, count, allowed);
		return;
	case LIMIT_PIECES:
		str_addf(out, _("%s: %lld pieces with this use, at most %lld"), in, count, allowed);
		return;
	case LIMIT_COUNT_COUNT:
		return;
	}
}

/* The days of the other uses that were counted, so that a clerk can look them up. */
static void
note_uses(struct answer *a, const struct limit *l, const struct tally *t)
{
	AUTO_STR days = STR_INIT;

	for (int i = 0; i < t->use_count && i < DAYS_SHOWN; i++) {
		str_add(&days, i > 0 ? _(", ") : "");
		date_add_short(&days, t->uses[i]->day, t->asked);
	}
	if (t->use_count > DAYS_SHOWN)
		str_addf(&days, "%s…", _(", "));
	if (t->use_count > 0)
		answer_add(a, LINE_NOTE, &l->rule, _("Counted with it: %s"), str_text(&days));
}

static void
refuse(struct answer *a, const struct limit *l, const struct tally *t, int64_t most)
{
	AUTO_STR figures = STR_INIT;
	const char *sentence = l->refuse[0] != '\0' ? l->refuse : l->rule.name;

	add_figures(&figures, l, t, most);
	if (t->blocked_until != DAY_NONE) {
		str_add(&figures, _("; no booking until "));
		date_add_short(&figures, t->blocked_until, t->asked);
	}
	answer_add(a, LINE_REFUSAL, &l->rule, "%s (%s)", sentence, str_text(&figures));
	note_uses(a, l, t);
	if (a->yes)
		a->by = &l->rule;
	a->yes = false;
}

static void
note_kept(struct answer *a, const struct limit *l, const struct tally *t, int64_t most)
{
	AUTO_STR figures = STR_INIT;

	add_figures(&figures, l, t, most);
	answer_add(a, LINE_NOTE, &l->rule, "%s (%s)", l->rule.name, str_text(&figures));
}

/* --- near the day --- */

/* Has the time come that a moment before the use names? It must be known when that is asked. */
static bool
has_come(struct facts *f, const struct limit *l, const struct moment *m, struct answer *a)
{
	day_num from;

	if (f->apply == DAY_NONE) {
		f->lacking = FACT_APPLY_DATE;
		return false;
	}
	from = moment_day(f, m, f->day, MOMENT_BACK, a);
	if (from == DAY_NONE || f->apply < from)
		return false;
	if (f->apply > from || m->at == NONE || f->apply_at == NONE || f->apply_at >= m->at) {
		struct line *line = answer_add(a, LINE_DAY, &l->rule, _("%s is loosened"),
			l->rule.name);

		line->day = from;
		return true;
	}
	return false;
}

/* What is allowed on the day of application: more near the day. */
static int64_t
most_of(struct facts *f, const struct limit *l, int64_t count, struct answer *a)
{
	int64_t most = l->most;

	for (int i = 0; i < l->more_count && count > most && f->lacking == NONE; i++)
		if (l->more[i].most > most && has_come(f, l, &l->more[i].from, a))
			most = l->more[i].most;
	return most;
}

static bool
is_lifted(struct facts *f, const struct limit *l, struct answer *a)
{
	return l->lifted.unit != MOMENT_NONE && has_come(f, l, &l->lifted, a);
}

enum judged { KEPT, BROKEN, LIFTED };

/* What has to be known for that is left in f->lacking. */
static enum judged
judge(struct facts *f, const struct limit *l, const struct tally *t, int64_t *most,
      struct answer *a)
{
	bool by_days = l->count >= LIMIT_CANCELLATIONS && l->blocks.unit != MOMENT_NONE &&
		       t->blocked_until == DAY_NONE;

	*most = most_of(f, l, t->count, a);
	if (t->count <= *most || (by_days && t->use_count > 0))
		return KEPT;
	return f->lacking == NONE && is_lifted(f, l, a) ? LIFTED : BROKEN;
}

/* What a limit needs to know before it can count. */
static int
needed(const struct facts *f, const struct limit *l)
{
	if (f->day == DAY_NONE)
		return FACT_DATE;
	if (l->by_apply && f->apply == DAY_NONE)
		return FACT_APPLY_DATE;
	if (l->each_room && !f->known[FACT_ROOM])
		return FACT_ROOM;
	return l->count == LIMIT_MINUTES && !f->known[FACT_MINUTES] ? FACT_MINUTES : NONE;
}

/* Has the limit anything to say of the use, and what it needs to know? */
static bool
can_count(const struct counted *c, int limit)
{
	struct facts *f = c->f;
	const struct limit *l = &f->book->limits[limit];

	if (!rule_applies(f, &l->rule) || f->lacking != NONE)
		return false;
	f->lacking = needed(f, l);
	return f->lacking == NONE && limit_meets(c, limit);
}

static void
ask_limit(const struct counted *c, int limit, struct answer *a)
{
	const struct limit *l = &c->f->book->limits[limit];
	struct tally t;
	int64_t most;

	if (l->only_counts || !can_count(c, limit))
		return;
	tally_limit(c, limit, &t);
	enum judged judged = judge(c->f, l, &t, &most, a);

	if (c->f->lacking == NONE && judged == BROKEN)
		refuse(a, l, &t, most);
	else if (c->f->lacking == NONE && judged == KEPT)
		note_kept(a, l, &t, most);
	tally_done(&t);
}

bool
limit_is_kept(struct facts *f, int limit, struct answer *a)
{
	const struct limit *l = &f->book->limits[limit];
	struct counted c;
	struct tally t;
	int64_t most;
	bool kept = true;

	counted_init(&c, f);
	if (can_count(&c, limit)) {
		tally_limit(&c, limit, &t);
		kept = judge(f, l, &t, &most, a) != BROKEN;
		if (!kept)
			note_kept(a, l, &t, most);
		tally_done(&t);
	}
	counted_done(&c);
	return kept;
}

bool
ask_limits(struct facts *f, struct answer *a, struct err *e)
{
	struct counted c;

	a->yes = true;
	f->lacking = NONE;
	counted_init(&c, f);
	for (int i = 0; i < f->book->limit_count && f->lacking == NONE; i++)
		ask_limit(&c, i, a);
	counted_done(&c);
	return f->lacking == NONE || facts_lacking(f, e);
}
