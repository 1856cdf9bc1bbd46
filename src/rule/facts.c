/*
 * facts.c - the facts of a question, and what follows from them: the kind of day,
 * the season, the class, the slot set. Times out of bands and bands out of times are
 * in facts_bands.c, names and values as people write them in facts_read.c.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rule/ask.h"
#include "rule/facts_part.h"

/* What is known without being asked: defaults of the book, and no for yes or no. */
static void
forget(struct facts *f, int fact)
{
	const struct fact_def *d = &f->book->facts[fact];

	f->given[fact] = false;
	f->known[fact] = d->has_default || d->kind == FACT_YES;
	f->values[fact] = d->has_default ? d->dflt : 0;
}

void
facts_init(struct facts *f, const struct book *b, const struct surroundings *around)
{
	size_t count = (size_t)b->fact_count;
	char *room = mem_alloc(count * (sizeof(int64_t) + 2 * sizeof(bool)));

	memset(f, 0, sizeof *f);
	f->book = b;
	f->around = around;
	f->day = f->until = f->apply = DAY_NONE;
	f->apply_at = NONE;
	f->lacking = f->class_lacks = f->slot_lacks = NONE;
	f->values = (void *)room;
	f->known = (void *)(room + count * sizeof(int64_t));
	f->given = f->known + count;
	for (int i = 0; i < b->fact_count; i++)
		forget(f, i);
}

void
facts_done(struct facts *f)
{
	free(f->values);
	free(f->others);
	free(f->pieces);
	memset(f, 0, sizeof *f);
}

void
facts_derive(struct facts *f, int fact, int64_t value)
{
	if (f->given[fact])
		return;
	f->values[fact] = value;
	f->known[fact] = true;
}

void
facts_set_number(struct facts *f, int fact, int64_t value)
{
	if (fact == FACT_BANDS) {
		choice_set_add(&f->given_bands, (int)value);
	} else if (fact == FACT_COMPANIONS) {
		choice_set_add(&f->given_companions, (int)value);
	} else if (fact == FACT_EXTRAS) {
		choice_set_add(&f->extras, (int)value);
		if (f->extra_pieces[value] == 0)
			f->extra_pieces[value] = 1;
	} else {
		f->values[fact] = value;
		f->known[fact] = f->given[fact] = true;
	}
}

void
facts_add_other(struct facts *f, const struct other_use *other)
{
	if (f->other_count == f->other_room) {
		f->other_room = f->other_room == 0 ? 8 : f->other_room * 2;
		f->others = mem_resize(f->others, (size_t)f->other_room, sizeof *f->others);
	}
	f->others[f->other_count++] = *other;
	f->others[f->other_count - 1].first_piece = f->piece_count;
	f->others[f->other_count - 1].piece_count = 0;
}

void
facts_add_other_pieces(struct facts *f, int extra, int count)
{
	if (f->piece_count == f->piece_room) {
		f->piece_room = f->piece_room == 0 ? 8 : f->piece_room * 2;
		f->pieces = mem_resize(f->pieces, (size_t)f->piece_room, sizeof *f->pieces);
	}
	f->pieces[f->piece_count++] = (struct other_pieces){ extra, count };
	f->others[f->other_count - 1].piece_count++;
}

/* --- the day --- */

static int
kind_of_day(enum rule_holiday holiday, int weekday)
{
	if (holiday != RULE_HOLIDAY_NONE)
		return DAY_HOLIDAY;
	if (weekday == 6)
		return DAY_SATURDAY;
	return weekday == 0 ? DAY_SUNDAY : DAY_WEEKDAY;
}

static bool
season_holds(const struct season *s, int date)
{
	for (int i = 0; i < s->span_count; i++)
		if (year_span_has(&s->spans[i], date))
			return true;
	return false;
}

static int
season_of(struct facts *f, int date)
{
	for (int i = 0; i < f->book->season_count; i++) {
		struct season *s = &f->book->seasons[i];

		if (season_holds(s, date) && rule_applies(f, &s->rule))
			return i + 1;
	}
	return 0;
}

enum { DAY_FACTS = 6 };

struct day_fact {
	int fact;
	int64_t value;
};

/* What follows from the day alone. */
static void
day_facts(const struct facts *f, day_num day, struct day_fact out[DAY_FACTS])
{
	const char *name;
	struct ymd d = date_to_ymd(day);
	int weekday = date_weekday(day);
	enum rule_holiday holiday = calendar_holiday(f->book, f->around, day, &name);

	out[0] = (struct day_fact){ FACT_WEEKDAY, weekday };
	out[1] = (struct day_fact){ FACT_HOLIDAY_KIND, holiday };
	out[2] = (struct day_fact){ FACT_DAY_KIND, kind_of_day(holiday, weekday) };
	out[3] = (struct day_fact){ FACT_MONTH, d.month };
	out[4] = (struct day_fact){ FACT_DATE, d.month * 100 + d.day };
	out[5] = (struct day_fact){ FACT_NTH, (d.day + 6) / 7 };
}

void
facts_set_day(struct facts *f, day_num day)
{
	struct day_fact of_day[DAY_FACTS];

	day_facts(f, day, of_day);
	f->day = day;
	for (int i = 0; i < DAY_FACTS; i++)
		facts_derive(f, of_day[i].fact, of_day[i].value);
	facts_derive(f, FACT_SEASON, season_of(f, (int)of_day[4].value));
}

static bool
fits(const struct facts *f, struct day_fact is, struct err *e)
{
	const char *code = f->book->facts[is.fact].code;

	if (!f->given[is.fact] || f->values[is.fact] == is.value)
		return true;
	return err_set_field(e, ERR_INVALID, code,
			     _("%s is not what it is on the day of use; leave it out."), code);
}

/* Does what was given agree with the day that was given? */
static bool
fits_day(struct facts *f, struct err *e)
{
	struct day_fact of_day[DAY_FACTS];

	day_facts(f, f->day, of_day);
	for (int i = 0; i < DAY_FACTS; i++)
		if (!fits(f, of_day[i], e))
			return false;
	return fits(f, (struct day_fact){ FACT_SEASON, season_of(f, (int)of_day[4].value) }, e);
}

/* A use of several days; most are of one. */
static bool
complete_until(struct facts *f, struct err *e)
{
	int64_t days = 1, months = 1;

	if (f->until != DAY_NONE && (f->day == DAY_NONE || f->until < f->day))
		return err_set_field(e, ERR_INVALID, "until",
				     _("The last day of use lies before the first."));
	if (f->until != DAY_NONE) {
		struct ymd first = date_to_ymd(f->day), last = date_to_ymd(f->until);

		days = f->until - f->day + 1;
		months = (last.year - first.year) * 12 + last.month - first.month + 1;
	}
	facts_derive(f, FACT_DAYS, days);
	facts_derive(f, FACT_MONTHS, months);
	return true;
}

static bool
complete_day(struct facts *f, struct err *e)
{
	if (!complete_until(f, e))
		return false;
	if (f->apply != DAY_NONE) {
		struct ymd d = date_to_ymd(f->apply);

		facts_derive(f, FACT_APPLY_DATE, d.month * 100 + d.day);
	}
	if (f->day == DAY_NONE)
		return true;
	facts_set_day(f, f->day);
	if (!fits_day(f, e))
		return false;
	if (f->apply != DAY_NONE)
		facts_derive(f, FACT_AHEAD, f->day - f->apply);
	return true;
}

/* --- the other uses of the party --- */

static bool
stands_on(const struct other_use *o, day_num day)
{
	return o->state == USE_STANDS && o->day == day;
}

static bool
overlaps(const struct facts *f, const struct other_use *o)
{
	if (!facts_timed(f) || o->from == NONE || o->to == NONE)
		return true;
	return o->from < f->values[FACT_TO] && f->values[FACT_FROM] < o->to;
}

static void
complete_companions(struct facts *f)
{
	int rooms = f->known[FACT_ROOM] ? 1 : 0;

	f->companions = f->given_companions;
	for (int i = 0; i < f->other_count; i++) {
		const struct other_use *o = &f->others[i];

		if (f->known[FACT_ROOM] && o->room == f->values[FACT_ROOM])
			continue;
		if (f->day != DAY_NONE && stands_on(o, f->day) && overlaps(f, o))
			choice_set_add(&f->companions, o->room);
	}
	for (int i = 0; i < f->book->room_count; i++)
		rooms += choice_set_has(&f->companions, i);
	facts_derive(f, FACT_ROOMS_AT_ONCE, rooms);
}

static bool
used_on(const struct facts *f, day_num day)
{
	for (int i = 0; i < f->other_count; i++)
		if (stands_on(&f->others[i], day) && f->others[i].room == f->values[FACT_ROOM])
			return true;
	return false;
}

static void
complete_run(struct facts *f)
{
	int run = 1;

	if (f->day == DAY_NONE || !f->known[FACT_ROOM])
		return;
	while (used_on(f, f->day - run))
		run++;
	facts_derive(f, FACT_RUN_DAY, run);
}

/* Bands stand for their times, so that two uses can be compared. */
static void
time_others(struct facts *f)
{
	for (int i = 0; i < f->other_count; i++) {
		struct other_use *o = &f->others[i];

		if (o->from != NONE || choice_set_is_empty(&o->bands))
			continue;
		struct reach r = bands_reach(f->book, &o->bands);

		o->from = r.from;
		o->to = r.to;
	}
}

/* --- class and slot set --- */

/* The first that holds decides; not when one before it hangs on what is not known. */
static void
complete_class(struct facts *f)
{
	int before = f->lacking;

	f->class_lacks = NONE;
	f->lacking = NONE;
	for (int i = 0; i < f->book->class_count && !f->given[FACT_CLASS]; i++) {
		if (rule_applies(f, &f->book->classes[i].rule)) {
			facts_derive(f, FACT_CLASS, i);
			break;
		}
		if (f->lacking != NONE)
			break;
	}
	f->class_lacks = f->lacking;
	f->lacking = before;
}

static void
complete_slot(struct facts *f)
{
	int before = f->lacking;

	f->lacking = NONE;
	for (int i = 0; i < f->book->slot_count && !f->given[FACT_SLOT]; i++) {
		if (rule_applies(f, &f->book->slots[i].rule)) {
			facts_derive(f, FACT_SLOT, i);
			break;
		}
		if (f->lacking != NONE)
			break;
	}
	f->slot_lacks = f->lacking;
	f->lacking = before;
}

static bool
times_make_sense(const struct facts *f, struct err *e)
{
	if (f->given[FACT_FROM] != f->given[FACT_TO])
		return err_set_field(e, ERR_INVALID, f->given[FACT_FROM] ? "to" : "from",
				     _("Say both times, or the bands."));
	if (f->given[FACT_FROM] && f->values[FACT_FROM] >= f->values[FACT_TO])
		return err_set_field(e, ERR_INVALID, "to", _("The use ends before it begins."));
	return true;
}

bool
facts_complete(struct facts *f, struct err *e)
{
	for (int i = 0; i < f->book->fact_count; i++)
		if (!f->given[i])
			forget(f, i);
	f->lacking = NONE;
	if (!times_make_sense(f, e) || !complete_day(f, e))
		return false;
	if (f->known[FACT_ROOM] && f->book->rooms[f->values[FACT_ROOM]].share > 0)
		facts_derive(f, FACT_SHARE, f->book->rooms[f->values[FACT_ROOM]].share);
	facts_times(f);
	time_others(f);
	complete_companions(f);
	complete_run(f);
	complete_class(f);
	complete_slot(f);
	return facts_bands(f, e);
}
