/*
 * series_days.c - the days of a rule, through libical (series_library.h).
 *
 * libical 3.0 is given a checked rule in the one way that series_rule.c writes it, and
 * two things are done here that it does otherwise:
 *   - where a rule never fits again it looks hundreds of years ahead: COUNT and UNTIL
 *     count here, and series_rule_check() has refused what never fits;
 *   - a rule of every second week that begins on a day that does not fit loses its first
 *     days: it begins on the first that fits, from which weeks and months are counted.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series.h"

#include "base/i18n.h"
#include "desk/series/series_library.h"
#include "desk/series/series_rule.h"

/* A rule on its way through the days. */
struct walk {
	const struct series_library *ical;
	icalrecur_iterator *it; /* NULL: the rule has no day at all */
};

static void
walk_end(struct walk *w)
{
	if (w->it)
		w->ical->icalrecur_iterator_free(w->it);
}

static struct icaltimetype
to_ical(day_num day)
{
	struct ymd ymd = date_to_ymd(day);
	return (struct icaltimetype){
		.year = ymd.year, .month = ymd.month, .day = ymd.day, .is_date = 1
	};
}

static struct walk
walk_begin(const struct series_library *ical, const struct series_rule *r, day_num start)
{
	AUTO_STR text = STR_INIT;
	series_rule_write(r, &text);
	return (struct walk){ ical, ical->icalrecur_iterator_new(
					    ical->icalrecurrencetype_from_string(str_text(&text)),
					    to_ical(start)) };
}

/* The next day, or DAY_NONE past the last one that the calendar has. */
static day_num
walk_on(struct walk *w)
{
	if (!w->it)
		return DAY_NONE;
	struct icaltimetype t = w->ical->icalrecur_iterator_next(w->it);
	return date_from_ymd(t.year, t.month, t.day); /* the end is a null time: no day */
}

/* The first day from `from` on that the rule names, whatever its interval. */
static day_num
first_fit(const struct series_library *ical, const struct series_rule *r, day_num from)
{
	struct series_rule each = *r;
	each.every = 1;
	AUTO(walk_end) struct walk w = walk_begin(ical, &each, from);
	return walk_on(&w);
}

static int
too_many(struct err *e)
{
	err_set_field(e, ERR_REFUSED, "rule",
		      _("These are more than %d dates; end the series earlier."), SERIES_DATES_MAX);
	return -1;
}

static int
expand(const struct series_library *ical, const struct series_rule *r, day_num first, day_num *out,
       struct err *e)
{
	struct series_rule bare = *r;
	int count = 0;
	bare.count = 0;
	bare.until = DAY_NONE;
	day_num day = first_fit(ical, &bare, first);
	if (day == DAY_NONE || day > r->until)
		return 0;
	AUTO(walk_end) struct walk w = walk_begin(ical, &bare, day);
	while ((day = walk_on(&w)) != DAY_NONE && day <= r->until) {
		if (count == SERIES_DATES_MAX)
			return too_many(e);
		out[count++] = day;
		if (count == r->count)
			break;
	}
	return count;
}

int
series_days(const char *rrule, day_num first, day_num last, int count, struct arena *a,
	    day_num **out, struct err *e)
{
	struct series_rule r;
	AUTO(series_library_close) struct series_library ical = { 0 };
	if (!series_rule_parse(rrule, &r, e))
		return -1;
	if (last != DAY_NONE && (r.until == DAY_NONE || last < r.until))
		r.until = last;
	if (count > 0 && (r.count == 0 || count < r.count))
		r.count = count;
	if (r.until == DAY_NONE && r.count == 0) {
		err_set_field(e, ERR_INVALID, "rule",
			      _("Say until when the series goes, or how many dates it has."));
		return -1;
	}
	if (r.until == DAY_NONE)
		r.until = date_from_iso("2199-12-31");
	if (!series_library_open(&ical, e))
		return -1;
	*out = arena_alloc(a, sizeof(**out) * SERIES_DATES_MAX);
	return expand(&ical, &r, first, *out, e);
}
