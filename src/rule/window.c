/*
 * window.c - from when until when a use may be applied for, and until when
 * something must be done. A limit without a time lasts the whole of its day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/i18n.h"
#include "rule/ask.h"

#define DAY_MINUTES (24 * 60)

static void
add_day_at(struct str *b, day_num day, int at)
{
	date_add_long(b, day);
	if (at == NONE)
		return;
	str_add_char(b, ' ');
	time_add(b, at);
}

static bool
no_such_day(const struct rule *r, struct err *e)
{
	return err_set(e, ERR_INVALID,
		_("\"%s\" names no day that could be reckoned from the facts."), r->name);
}

/* Of two days with times: is the first before the second. */
static bool
is_before(day_num day, int at, day_num than, int than_at)
{
	return day < than || (day == than && at < than_at);
}

/* Is an application at `f->apply` later than this; a last day without a time counts whole. */
static bool
is_too_late(const struct facts *f, day_num last, int last_at)
{
	int at = f->apply_at != NONE ? f->apply_at : 0;

	if (last == DAY_NONE)
		return false;
	return is_before(last, last_at != NONE ? last_at : DAY_MINUTES, f->apply, at);
}

/* --- windows --- */

#define ALL_WAYS ((1u << BY_WAY_COUNT) - 1) /* to apply: enum apply_way */

/* A window and the ways of applying for which it, or the one it goes on from, is the first. */
struct opened {
	const struct window *window;
	unsigned ways;
	day_num first, last;
	int first_at, last_at;
};

struct found {
	unsigned ways;
	int count;
	struct opened *windows; /* no more than the book has */
};

static void
add_ways(const struct facts *f, struct str *out, unsigned ways)
{
	const struct fact_def *way = &f->book->facts[FACT_WAY];
	const char *between = "";

	for (int i = 0; i < way->choice_count; i++) {
		if ((ways & 1u << i) == 0)
			continue;
		str_addf(out, "%s%s", between, way->choices[i].name);
		between = _(", ");
	}
}

/* The ways that are asked about: the one that was said, or all. */
static unsigned
asked_ways(const struct facts *f)
{
	return f->given[FACT_WAY] ? 1u << f->values[FACT_WAY] : ALL_WAYS;
}

/* The name, with the ways of applying where there are others. */
static void
add_name(const struct facts *f, struct str *out, const struct opened *o)
{
	str_add(out, o->window->rule.name);
	if (o->ways == ALL_WAYS)
		return;
	str_add(out, " (");
	add_ways(f, out, o->ways);
	str_add_char(out, ')');
}

static bool
is_too_early(const struct facts *f, const struct opened *o)
{
	int at = f->apply_at != NONE ? f->apply_at : DAY_MINUTES;

	if (o->first == DAY_NONE)
		return false;
	return is_before(f->apply, at, o->first, o->first_at != NONE ? o->first_at : 0);
}

static bool
is_within(const struct facts *f, const struct opened *o)
{
	return f->apply != DAY_NONE && !is_too_early(f, o) &&
	       !is_too_late(f, o->last, o->last_at);
}

static void
refuse(const struct facts *f, const struct opened *o, struct answer *a)
{
	AUTO_STR day = STR_INIT;
	AUTO_STR name = STR_INIT;

	add_name(f, &name, o);
	if (is_too_early(f, o)) {
		add_day_at(&day, o->first, o->first_at);
		answer_add(a, LINE_REFUSAL, &o->window->rule, _("%s: applications from %s"),
			str_text(&name), str_text(&day));
	} else {
		add_day_at(&day, o->last, o->last_at);
		answer_add(a, LINE_REFUSAL, &o->window->rule, _("%s: applications until %s"),
			str_text(&name), str_text(&day));
	}
}

static void
say_window(const struct facts *f, const struct opened *o, struct answer *a)
{
	const struct rule *rule = &o->window->rule;
	AUTO_STR name = STR_INIT;
	AUTO_STR first = STR_INIT;
	AUTO_STR last = STR_INIT;

	add_name(f, &name, o);
	add_day_at(&last, o->last, o->last_at);
	if (o->first == DAY_NONE) {
		answer_add(a, LINE_NOTE, rule, _("%s: at any time until %s"), str_text(&name),
			str_text(&last));
		return;
	}
	add_day_at(&first, o->first, o->first_at);
	answer_add(a, LINE_NOTE, rule, _("%s: from %s until %s"), str_text(&name),
		str_text(&first), str_text(&last));
	if (is_before(o->last, o->last_at != NONE ? o->last_at : DAY_MINUTES, o->first,
		      o->first_at != NONE ? o->first_at : 0))
		answer_add(a, LINE_NOTE, rule,
			_("It ends before it begins: nothing can be applied for."));
}

static bool
open_window(struct facts *f, struct opened *o, struct answer *a, struct err *e)
{
	const struct window *w = o->window;

	o->first = DAY_NONE;
	o->first_at = o->last_at = NONE;
	o->last = f->day;
	if (w->opens.unit != MOMENT_NONE) {
		o->first = moment_day(f, &w->opens, f->day, MOMENT_BACK, a);
		o->first_at = w->opens.at;
		if (o->first == DAY_NONE)
			return no_such_day(&w->rule, e);
	}
	if (w->closes.unit != MOMENT_NONE) {
		o->last = moment_day(f, &w->closes, f->day, MOMENT_BACK, a);
		o->last_at = w->closes.at;
		if (o->last == DAY_NONE)
			return no_such_day(&w->rule, e);
	}
	say_window(f, o, a);
	return true;
}

/*
 * For each way of applying the first window that holds, and those that go on from it:
 * `before` are the ways of the entry that the next ones marked `again` belong to.
 */
static bool
find_windows(struct facts *f, struct found *found, struct answer *a, struct err *e)
{
	const struct book *b = f->book;
	unsigned before = 0;

	found->windows = arena_alloc(&a->arena, (size_t)(b->window_count + 1) *
						       sizeof *found->windows);
	for (int i = 0; i < b->window_count; i++) {
		const struct window *w = &b->windows[i];
		unsigned ways = (w->by != 0 ? w->by : ALL_WAYS) & asked_ways(f) &
				(w->again ? before : ~found->ways);
		bool applies = ways != 0 && rule_applies(f, &w->rule);

		if (f->lacking != NONE)
			return facts_lacking(f, e);
		if (!w->again)
			before = applies ? ways : 0;
		if (!applies)
			continue;
		found->ways |= ways;
		found->windows[found->count] = (struct opened){ .window = w, .ways = ways };
		if (!open_window(f, &found->windows[found->count++], a, e))
			return false;
	}
	return true;
}

/* Of windows of which none takes the application: the next one, or the first when all are over. */
static const struct opened *
next_window(const struct facts *f, const struct found *found)
{
	const struct opened *next = NULL;

	for (int i = 0; i < found->count && f->apply != DAY_NONE; i++) {
		const struct opened *o = &found->windows[i];

		if (is_too_early(f, o) &&
		    (next == NULL || is_before(o->first, o->first_at, next->first, next->first_at)))
			next = o;
	}
	return next != NULL ? next : &found->windows[0];
}

/* The answer is the window that takes the application, else the next one. */
static void
choose(const struct facts *f, const struct found *found, struct answer *a)
{
	const struct opened *chosen = NULL;
	AUTO_STR ways = STR_INIT;
	unsigned open = 0;

	for (int i = found->count - 1; i >= 0; i--) {
		if (!is_within(f, &found->windows[i]))
			continue;
		chosen = &found->windows[i];
		open |= chosen->ways;
	}
	a->yes = chosen != NULL;
	for (int i = 0; i < found->count && !a->yes && f->apply != DAY_NONE; i++)
		refuse(f, &found->windows[i], a);
	if (a->yes && open != asked_ways(f)) {
		add_ways(f, &ways, open);
		answer_add(a, LINE_NOTE, NULL, _("Applications on that day: only %s"),
			str_text(&ways));
	}
	if (chosen == NULL)
		chosen = next_window(f, found);
	a->by = &chosen->window->rule;
	a->first = chosen->first;
	a->first_at = chosen->first_at;
	a->last = chosen->last;
	a->last_at = chosen->last_at;
}

bool
ask_window(struct facts *f, struct answer *a, struct err *e)
{
	struct found found = { 0 };

	f->lacking = NONE;
	if (!facts_need_day(f, e) || !find_windows(f, &found, a, e))
		return false;
	if (found.count > 0) {
		choose(f, &found, a);
		return true;
	}
	a->yes = f->book->window_count == 0;
	if (!a->yes)
		answer_add(a, LINE_REFUSAL, NULL,
			_("The rule book has no window for such a use: it cannot be applied for."));
	return true;
}

/* --- deadlines --- */

static const char *
deadline_name(enum deadline_of of)
{
	switch (of) {
	case DEADLINE_HOLD:
		return _("hold");
	case DEADLINE_PAYMENT:
		return _("payment");
	case DEADLINE_APPLICATION:
		return _("application");
	case DEADLINE_CHANGE:
		return _("change");
	case DEADLINE_CANCEL:
		return _("cancellation");
	case DEADLINE_REPORT:
		return _("report of use");
	case DEADLINE_EXTENSION:
		return _("extension");
	case DEADLINE_RETURN:
		return _("return of equipment");
	case DEADLINE_DRAW:
		return _("draw");
	case DEADLINE_REGISTRATION:
		return _("registration");
	case DEADLINE_COUNT:
		break;
	}
	return "";
}

/* The earlier of what there is already and of this. */
static void
keep_earlier(struct answer *a, day_num day, int at)
{
	int have = a->last_at != NONE ? a->last_at : DAY_MINUTES;

	if (a->last != DAY_NONE && !is_before(day, at != NONE ? at : DAY_MINUTES, a->last, have))
		return;
	a->last = day;
	a->last_at = at;
}

static bool
add_limit(struct facts *f, const struct deadline *d, bool before, day_num since,
	struct answer *a)
{
	const struct moment *m = before ? &d->before : &d->after;

	if (m->unit == MOMENT_NONE)
		return true;
	enum moment_way way = before ? MOMENT_BACK : MOMENT_ON;
	day_num day = moment_day(f, m, before ? f->day : since, way, a);

	if (day != DAY_NONE)
		keep_earlier(a, day, m->at);
	return day != DAY_NONE;
}

static bool
apply_deadline(struct facts *f, const struct deadline *d, day_num since, struct answer *a,
	struct err *e)
{
	AUTO_STR last = STR_INIT;

	bool from_use = d->after.unit != MOMENT_NONE && d->from == FROM_USE;

	if ((d->before.unit != MOMENT_NONE || from_use) && !facts_need_day(f, e))
		return false;
	if (from_use)
		since = f->until != DAY_NONE ? f->until : f->day;
	if (d->after.unit != MOMENT_NONE && since == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "since",
			_("Say since (the day from which it is counted)."));
	if (!add_limit(f, d, true, since, a) || !add_limit(f, d, false, since, a))
		return no_such_day(&d->rule, e);
	a->by = &d->rule;
	a->yes = f->apply != DAY_NONE && !is_too_late(f, a->last, a->last_at);
	if (a->last == DAY_NONE)
		return true;
	add_day_at(&last, a->last, a->last_at);
	answer_add(a, LINE_NOTE, &d->rule, _("%s (%s): until %s"), d->rule.name,
		deadline_name(d->of), str_text(&last));
	return true;
}

bool
ask_deadline(struct facts *f, enum deadline_of of, day_num since, struct answer *a,
	struct err *e)
{
	const struct book *b = f->book;

	f->lacking = NONE;
	for (int i = 0; i < b->deadline_count; i++) {
		const struct deadline *d = &b->deadlines[i];
		bool applies = d->of == of && rule_applies(f, &d->rule);

		if (f->lacking != NONE)
			return facts_lacking(f, e);
		if (applies)
			return apply_deadline(f, d, since, a, e);
	}
	a->yes = true;
	answer_add(a, LINE_NOTE, NULL, _("The rule book sets no limit (%s)."), deadline_name(of));
	return true;
}
