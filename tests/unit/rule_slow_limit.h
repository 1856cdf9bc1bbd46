/*
 * rule_slow_limit.h - what uses come to under a limit, counted day by day, room by room
 * and band by band, as one would with a pencil: nothing of src/rule/limit*.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_RULE_SLOW_LIMIT_H
#define TEST_RULE_SLOW_LIMIT_H

#include <stdbool.h>

#include "base/date.h"

#define SPAN 90   /* days of uses */
#define USES_MOST 12

struct rules { /* of the random limit; only: bands, a bit each; 0: all */
	int count, per, days, months, of, same_day, running, each, weight, only;
};

static const int lengths[] = { 180, 240, 180 };

struct slow_use {
	int day, apply, room, bands; /* days from the first; bands a bit each */
};

static inline int
length_of(int bands)
{
	int minutes = 0;

	for (int i = 0; i < 3; i++)
		minutes += bands >> i & 1 ? lengths[i] : 0;
	return minutes;
}

static inline int
slow_weight(const struct rules *r, int minutes)
{
	return r->weight && r->count == 0 && minutes > 240 ? 2 : 1;
}

/* The streaks of bands in a room on a day: each one piece. */
static inline int
streaks(const struct rules *r, int bands, int *most)
{
	int sum = 0;

	for (int i = 0; i < 3; i++) {
		int streak = 0;

		while (i < 3 && bands >> i & 1)
			streak |= 1 << i++;
		if (streak == 0)
			continue;
		int weight = slow_weight(r, length_of(streak));

		sum += weight;
		*most = weight > *most ? weight : *most;
	}
	return sum;
}

/* What one day of use comes to, of the uses that are marked. */
static inline int
slow_day(const struct rules *r, const struct slow_use *uses, const bool *in, int count, int day)
{
	int rooms[3] = { 0 }, sum = 0, most = 0, minutes = 0, used = 0;
	int only = r->only ? r->only : 7;

	for (int i = 0; i < count; i++) {
		if (!in[i] || uses[i].day != day)
			continue;
		used = 1;
		rooms[uses[i].room] |= uses[i].bands & only;
		minutes += length_of(uses[i].bands);
		int parts = r->count == 0 ? 1 : 3;

		for (int band = 0; band < parts && !r->running; band++) {
			int bands = r->count == 0 ? uses[i].bands
						  : uses[i].bands & only & 1 << band;
			int weight = bands != 0 ? slow_weight(r, length_of(bands)) : 0;

			sum += weight;
			most = weight > most ? weight : most;
		}
	}
	for (int room = 0; room < 3 && r->running; room++)
		sum += streaks(r, rooms[room], &most);
	if (r->count == 2)
		return minutes;
	if (r->count == 3)
		return used;
	return r->same_day ? most : sum;
}

static inline bool
same_period(const struct rules *r, day_num a, day_num b)
{
	struct ymd x = date_to_ymd(a), y = date_to_ymd(b);

	switch (r->per) {
	case 0:
		return a == b;
	case 1: /* 1970-01-01 was a Thursday */
		return (a + 3) / 7 == (b + 3) / 7;
	case 2:
		return x.year == y.year && x.month == y.month;
	case 3:
		return x.year - (x.month < 4) == y.year - (y.month < 4);
	case 4:
		return x.year == y.year;
	case 6:
		return (x.year * 12 + x.month - 4) / r->months ==
		       (y.year * 12 + y.month - 4) / r->months;
	default:
		return true;
	}
}

static inline int
slow_sum(const struct rules *r, const struct slow_use *uses, const bool *in, int count)
{
	int sum = 0;

	for (int day = 0; day < SPAN; day++)
		sum += slow_day(r, uses, in, count, day);
	return sum;
}

static inline int
slow_count(const struct rules *r, const struct slow_use *uses, int count, day_num first)
{
	const struct slow_use *asked = &uses[count - 1];
	bool in[USES_MOST + 1];
	int most = 0;

	for (int shift = 0; shift < (r->per == 5 ? r->days : 1); shift++) {
		for (int i = 0; i < count; i++) {
			int own = r->of ? asked->apply : asked->day;
			int key = r->of ? uses[i].apply : uses[i].day;

			in[i] = same_period(r, first + own, first + key) &&
				(!r->each || uses[i].room == asked->room);
			if (r->per == 5)
				in[i] = in[i] && key <= own + shift && key > own + shift - r->days;
		}
		int sum = slow_sum(r, uses, in, count);

		most = sum > most ? sum : most;
	}
	return most;
}

/* Days of a run: 'u' used, 'c' closed, '.' neither; with `between` as in a book. */
static inline int
slow_run(const char *days, int asked, int between)
{
	int from = asked, to = asked, sum = 0;

	while (from > 0 && days[from - 1] != '.' && (between > 0 || days[from - 1] == 'u'))
		from--;
	while (days[to + 1] && days[to + 1] != '.' && (between > 0 || days[to + 1] == 'u'))
		to++;
	while (days[from] == 'c')
		from++;
	while (days[to] == 'c')
		to--;
	for (int i = from; i <= to; i++)
		sum += days[i] == 'u' || between == 2;
	return sum;
}

#endif
