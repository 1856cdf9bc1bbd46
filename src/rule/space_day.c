/*
 * space_day.c - which parts can stand together: the facts that follow from a day,
 * the times of a use, who can be of a class; and whether the house is open at all
 * on such a day.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/space.h"

#define SOME_YEAR 2028  /* a leap year, for a book whose rules are in force for ever */
#define DAYS_LOOKED 1500 /* four years: 29 February is among them */

/* --- what a part holds --- */

static bool
holds_choice(const struct space *s, int fact, int choice)
{
	return s->at[fact] == NULL || choice_set_has(&s->at[fact]->any, choice);
}

static bool
holds_number(const struct space *s, int fact, int64_t number)
{
	return s->at[fact] == NULL || (number >= s->at[fact]->lo && number <= s->at[fact]->hi);
}

static bool
is_taken(const struct space *s, const int *facts, int count)
{
	for (int i = 0; i < count; i++)
		if (s->at[facts[i]] != NULL)
			return true;
	return false;
}

/* --- days --- */

static int
kind_of_day(enum rule_holiday holiday, int weekday)
{
	if (holiday != RULE_HOLIDAY_NONE)
		return DAY_HOLIDAY;
	if (weekday == 6)
		return DAY_SATURDAY;
	return weekday == 0 ? DAY_SUNDAY : DAY_WEEKDAY;
}

/* A book without local days never meets one. */
static bool
has_holidays(const struct space *s, enum rule_holiday kind)
{
	return kind != RULE_HOLIDAY_LOCAL || s->book->local_day_count > 0;
}

static bool
fits_weekday(const struct space *s, int weekday, enum rule_holiday holiday)
{
	return has_holidays(s, holiday) && holds_choice(s, FACT_WEEKDAY, weekday) &&
	       holds_choice(s, FACT_HOLIDAY_KIND, holiday) &&
	       holds_choice(s, FACT_DAY_KIND, kind_of_day(holiday, weekday));
}

static bool
some_weekday_fits(const struct space *s)
{
	for (int weekday = 0; weekday < 7; weekday++)
		for (int holiday = 0; holiday < RULE_HOLIDAY_COUNT; holiday++)
			if (fits_weekday(s, weekday, (enum rule_holiday)holiday))
				return true;
	return false;
}

static int
season_of(const struct book *b, int date)
{
	for (int i = 0; i < b->season_count; i++)
		for (int j = 0; j < b->seasons[i].span_count; j++)
			if (year_span_has(&b->seasons[i].spans[j], date))
				return i + 1;
	return 0;
}

static bool
fits_date(const struct space *s, day_num day)
{
	struct ymd d = date_to_ymd(day);
	int date = d.month * 100 + d.day;

	return holds_number(s, FACT_MONTH, d.month) && holds_number(s, FACT_DATE, date) &&
	       holds_number(s, FACT_NTH, (d.day + 6) / 7) &&
	       holds_choice(s, FACT_SEASON, season_of(s->book, date));
}

/* Where a day is looked for: in the time taken, but for no more than a few years. */
static struct day_span
days_looked_at(const struct space *s)
{
	struct day_span d = s->time;

	if (d.from == DAY_NONE)
		d.from = d.to != DAY_NONE ? d.to - DAYS_LOOKED : date_from_ymd(SOME_YEAR, 1, 1);
	if (d.to == DAY_NONE || d.to - d.from > DAYS_LOOKED)
		d.to = d.from + DAYS_LOOKED;
	return d;
}

static bool
some_date_fits(const struct space *s)
{
	struct day_span days = days_looked_at(s);

	for (day_num day = days.from; day <= days.to; day++)
		if (fits_date(s, day))
			return true;
	return false;
}

/* --- times --- */

static int64_t
lowest(const struct space *s, int fact, int64_t otherwise)
{
	return s->at[fact] != NULL ? s->at[fact]->lo : otherwise;
}

static int64_t
highest(const struct space *s, int fact, int64_t otherwise)
{
	return s->at[fact] != NULL ? s->at[fact]->hi : otherwise;
}

static bool
some_times_fit(const struct space *s)
{
	int64_t longest = highest(s, FACT_TO, 24 * 60) - lowest(s, FACT_FROM, 0);

	return longest > 0 && lowest(s, FACT_MINUTES, 1) <= longest;
}

static bool
grid_fits(const struct space *s)
{
	const struct slot_set *slot;

	if (!s->f.known[FACT_SLOT] || s->at[FACT_MINUTES] == NULL || s->book->slot_count == 0)
		return true;
	slot = &s->book->slots[s->f.values[FACT_SLOT]];
	return slot->band_count > 0 ||
	       (highest(s, FACT_MINUTES, 1) >= slot->least &&
		(slot->most == 0 || lowest(s, FACT_MINUTES, 1) <= slot->most));
}

/* --- rooms and people --- */

static bool
room_fits(const struct space *s)
{
	const struct room *room;

	if (s->at[FACT_ROOM] != NULL && !choice_set_is_empty(&s->rooms) &&
	    !choice_set_meets(&s->at[FACT_ROOM]->any, &s->rooms))
		return false;
	if (!s->f.known[FACT_ROOM])
		return true;
	room = &s->book->rooms[s->f.values[FACT_ROOM]];
	if (room->share > 0 && !holds_number(s, FACT_SHARE, room->share))
		return false;
	/* More people than it holds are refused by a rule; they need no price. */
	return s->table_count == 0 || room->capacity == 0 ||
	       lowest(s, FACT_HEADS, 1) <= room->capacity;
}

static bool
class_fits(struct space *s)
{
	int lacks;

	return !s->f.known[FACT_CLASS] || s->book->class_count == 0 ||
	       space_rule(s, &s->book->classes[s->f.values[FACT_CLASS]].rule, &lacks) != HOLDS_NO;
}

bool
space_possible(struct space *s)
{
	static const int weekdays[] = { FACT_WEEKDAY, FACT_HOLIDAY_KIND, FACT_DAY_KIND };
	static const int dates[] = { FACT_MONTH, FACT_NTH, FACT_DATE, FACT_SEASON };
	int lacks;

	if (is_taken(s, weekdays, 3) && !some_weekday_fits(s))
		return false;
	if (is_taken(s, dates, 4) && !some_date_fits(s))
		return false;
	if (!some_times_fit(s) || !grid_fits(s) || !room_fits(s) || !class_fits(s))
		return false;
	return s->filter == NULL || space_rule(s, s->filter, &lacks) != HOLDS_NO;
}

/* --- is there such a day --- */

static bool
day_will_do(const struct space *s, day_num day, enum rule_holiday holiday,
	enum day_wanted wanted)
{
	struct rule_day one = { .day = day, .kind = holiday, .name = "" };
	struct surroundings around = {
		.holiday_count = holiday == RULE_HOLIDAY_NONE ? 0 : 1, .holidays = &one,
	};
	struct day_hours hours;
	int room = s->f.known[FACT_ROOM] ? (int)s->f.values[FACT_ROOM] : NONE;

	calendar_day(s->book, &around, room, day, &hours);
	if (hours.holiday != holiday)
		return false;
	return hours.open || (wanted == DAY_NOT_CLOSED && hours.reason == NULL);
}

bool
space_has_day(struct space *s, enum day_wanted wanted)
{
	struct day_span days = days_looked_at(s);

	for (day_num day = days.from; day <= days.to; day++) {
		if (!fits_date(s, day))
			continue;
		for (int holiday = 0; holiday < RULE_HOLIDAY_COUNT; holiday++)
			if (fits_weekday(s, date_weekday(day), (enum rule_holiday)holiday) &&
			    day_will_do(s, day, (enum rule_holiday)holiday, wanted))
				return true;
	}
	return false;
}
