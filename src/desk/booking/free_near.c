/* free_near.c - what is free instead of what was wished for (free.h). */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/booking/free.h"

enum { OF_EACH = 3, DAYS_ON = 60 };

/* As long as was wished, at any time of the day. */
static bool
drop_time(struct free_wish *w)
{
	bool dropped = w->band || w->from != NONE || w->parts != 0;
	if (w->from != NONE && w->minutes == 0)
		w->minutes = w->to - w->from;
	w->band = NULL;
	w->from = w->to = NONE;
	w->parts = 0;
	return dropped;
}

static void
add_times(struct free_times *out, const struct free_times *more)
{
	for (int i = 0; i < more->count; i++)
		out->rows[out->count++] = more->rows[i];
}

bool
free_nearest(struct desk *d, const struct free_wish *w, struct arena *a, struct free_times *out,
	     struct err *e)
{
	struct free_times times;
	struct free_wish same = *w, later = *w;
	*out = (struct free_times){ .why = "",
				    .rows = arena_alloc(a, 2 * OF_EACH * sizeof(*out->rows)) };
	same.limit = later.limit = OF_EACH;
	if (drop_time(&same)) {
		if (!free_next(d, &same, a, &times, e))
			return false;
		add_times(out, &times);
	}
	if (w->days == 0)
		return true;
	later.first = (w->first == DAY_NONE ? desk_today(d) : w->first) + w->days;
	later.days = DAYS_ON;
	if (!free_next(d, &later, a, &times, e))
		return false;
	add_times(out, &times);
	return true;
}
