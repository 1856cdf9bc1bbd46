/* house.c - see house.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/house.h"

#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "rule/ask.h"

enum { DAYS_AHEAD = 366, DAYS_AT_ONCE = 31 };

/* The book's calendar and what is around it, in `a`; NULL when there is none. */
static const struct book *
open_book(struct desk *d, struct arena *a, struct surroundings *around)
{
	int64_t id = rule_store_of_site(d, d->site_id, desk_today(d), NULL);
	const struct book *b = id ? rule_store_calendar(d, id, NULL) : NULL;
	return b && surroundings_load(d, b, d->site_id, a, around, NULL) ? b : NULL;
}

static day_num
find_open(const struct book *b, const struct surroundings *around, day_num first)
{
	struct day_hours days[DAYS_AT_ONCE];
	for (int n = 0; n < DAYS_AHEAD; n += DAYS_AT_ONCE, first += DAYS_AT_ONCE) {
		const struct day_span span = { first, first + DAYS_AT_ONCE - 1 };
		calendar_range(b, around, NONE, span, days);
		for (int i = 0; i < DAYS_AT_ONCE; i++)
			if (days[i].open)
				return days[i].day;
	}
	return DAY_NONE;
}

bool
house_is_closed(struct desk *d, struct str *why, day_num *next)
{
	AUTO_ARENA a = ARENA_INIT;
	struct surroundings around;
	struct day_hours today;
	const struct book *b = open_book(d, &a, &around);
	if (!b)
		return false;
	calendar_day(b, &around, NONE, desk_today(d), &today);
	if (today.open)
		return false;
	if (today.reason)
		str_add(why, today.reason->name);
	*next = find_open(b, &around, desk_today(d) + 1);
	return true;
}

day_num
house_next_open(struct desk *d)
{
	AUTO_ARENA a = ARENA_INIT;
	struct surroundings around;
	const struct book *b = open_book(d, &a, &around);
	return b ? find_open(b, &around, desk_today(d) + 1) : DAY_NONE;
}
