/*
 * walk.h - days looked at one after the other, for the files that reckon with
 * them: calendar.c, closing.c, open.c, moment.c. A walk keeps what it found out
 * about a day and the facts that a rule is asked with, so that a year costs less
 * than so many single days.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RULE_WALK_H
#define RULE_WALK_H

#include "rule/ask.h"

#define WALK_FAR 400 /* days; what is not found within is not there */

/* What a day is, before any closing. */
struct day_info {
	day_num day;
	struct ymd ymd;
	int weekday; /* 0 Sunday */
	enum day_kind kind;
	enum rule_holiday holiday;
	const char *name; /* of the holiday, "" */
};

struct walk {
	const struct book *book;
	const struct surroundings *around;
	int room;
	struct facts facts;
	day_num facts_day; /* the day that the facts are of; DAY_NONE: to be set */
	struct day_info days[64];
};

/* For a room, or the house (NONE). */
void walk_init(struct walk *w, const struct book *b, const struct surroundings *around, int room);
/* The same with whatever else the asker knows: hours that depend on the class. */
void walk_of(struct walk *w, const struct facts *f, int room);
void walk_done(struct walk *w);

/* Valid until the walk asks for a day 64 days away. */
const struct day_info *walk_info(struct walk *w, day_num day);
/* Does the rule apply, asked with the facts of that day. */
bool walk_applies(struct walk *w, const struct rule *r, day_num day);
/* The same without its `unless`, and the `unless` alone. */
bool walk_names(struct walk *w, const struct rule *r, day_num day);
bool walk_excepts(struct walk *w, const struct rule *r, day_num day);
void walk_day(struct walk *w, day_num day, struct day_hours *out);

/* One thing that closes a day, a part of it, or its counter. */
struct cause {
	const struct rule *rule;
	struct time_span part; /* 0-0: the whole day */
	bool counter_only;
	day_num moved_from;    /* DAY_NONE: not moved */
};
#define CAUSES_MAX 32
/* All of a day, the first in rank first; how many. An opening leaves only closures. */
int walk_causes(struct walk *w, day_num day, struct cause out[CAUSES_MAX]);
const struct opening *walk_opening(struct walk *w, day_num day);

bool spans_hold_day(const struct year_span *spans, int count, struct ymd day);
bool dates_hold_day(const day_num *dates, int count, day_num day);

/* --- closing.c --- */

/* Does the entry name the day, whether or not it is a holiday. */
bool closing_names(struct walk *w, const struct closing *c, day_num day);
/* Is the day a holiday of the kinds that count for the entry, or a weekday that counts as one. */
bool closing_sees_holiday(struct walk *w, const struct closing *c, day_num day);
/* Does it close the day; *moved_from: the holiday that the closing was moved from, or DAY_NONE. */
bool closing_closes(struct walk *w, const struct closing *c, day_num day, day_num *moved_from);
/* Where the closing of a holiday goes. */
day_num closing_target(struct walk *w, const struct closing *c, day_num holiday);

#endif
