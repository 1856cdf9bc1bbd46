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

/* --- windows --- */

static bool
is_too_early(const struct facts *f, const struct answer *a)
{
	int at = f->apply_at != NONE ? f->apply_at : DAY_MINUTES;

	if (a->first == DAY_NONE)
		return false;
	return is_before(f->apply, at, a->first, a->first_at != NONE ? a->first_at : 0);
}

static bool
is_too_late(const struct facts *f, const struct answer *a)
{
	int at = f->apply_at != NONE ? f->apply_at : 0;

	if (a->last == DAY_NONE)
		return false;
	return is_before(a->last, a->last_at != NONE ? a->last_at : DAY_MINUTES, f->apply, at);
}

static void
judge(const struct facts *f, const struct window *w, struct answer *a)
{
	AUTO_STR day = STR_INIT;

	a->yes = false;
	if (f->apply == DAY_NONE)
		return;
	if (is_too_early(f, a)) {
		add_day_at(&day, a->first, a->first_at);
		answer_add(a, LINE_REFUSAL, &w->rule, _("%s: applications from %s"), w->rule.name,
			str_text(&day));
	} else if (is_too_late(f, a)) {
		add_day_at(&day, a->last, a->last_at);
		answer_add(a, LINE_REFUSAL, &w->rule, _("%s: applications until %s"), w->rule.name,
			str_text(&day));
	} else {
		a->yes = true;
	}
}

static void
say_window(const struct window *w, struct answer *a)
{
	AUTO_STR first = STR_INIT;
	AUTO_STR last = STR_INIT;

	add_day_at(&last, a->last, a->last_at);
	if (a->first == DAY_NONE) {
		answer_add(a, LINE_NOTE, &w->rule, _("%s: at any time until %s"), w->rule.name,
			str_text(&last));
		return;
	}
	add_day_at(&first, a->first, a->first_at);
	answer_add(a, LINE_NOTE, &w->rule, _("%s: from %s until %s"), w->rule.name,
		str_text(&first), str_text(&last));
	if (is_before(a->last, a->last_at != NONE ? a->last_at : DAY_MINUTES, a->first,
		      a->first_at != NONE ? a->first_at : 0))
		answer_add(a, LINE_NOTE, &w->rule,
			_("It ends before it begins: nothing can be applied for."));
}

static bool
open_window(struct facts *f, const struct window *w, struct answer *a, struct err *e)
{
	a->by = &w->rule;
	a->last = f->day;
	if (w->opens.unit != MOMENT_NONE) {
		a->first = moment_day(f, &w->opens, f->day, MOMENT_BACK, a);
		a->first_at = w->opens.at;
		if (a->first == DAY_NONE)
			return no_such_day(&w->rule, e);
	}
	if (w->closes.unit != MOMENT_NONE) {
		a->last = moment_day(f, &w->closes, f->day, MOMENT_BACK, a);
		a->last_at = w->closes.at;
		if (a->last == DAY_NONE)
			return no_such_day(&w->rule, e);
	}
	say_window(w, a);
	judge(f, w, a);
	return true;
}

bool
ask_window(struct facts *f, struct answer *a, struct err *e)
{
	const struct book *b = f->book;

	if (f->day == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "day", _("Say day (the day of use)."));
	for (int i = 0; i < b->window_count; i++) {
		bool applies = rule_applies(f, &b->windows[i].rule);

		if (f->lacking != NONE)
			return facts_lacking(f, e);
		if (applies)
			return open_window(f, &b->windows[i], a, e);
	}
	a->yes = b->window_count == 0;
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

	if (d->before.unit != MOMENT_NONE && f->day == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "day", _("Say day (the day of use)."));
	if (d->after.unit != MOMENT_NONE && since == DAY_NONE)
		return err_set_field(e, ERR_INVALID, "since",
			_("Say since (the day from which it is counted)."));
	if (!add_limit(f, d, true, since, a) || !add_limit(f, d, false, since, a))
		return no_such_day(&d->rule, e);
	a->by = &d->rule;
	a->yes = f->apply != DAY_NONE && !is_too_late(f, a);
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
