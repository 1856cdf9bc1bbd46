/* timetable_site.c - which site's rooms the timetable shows; see screen/site.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/timetable_act.h"

#include "screen/site.h"

bool
timetable_has_sites(const void *state)
{
	return ((const struct timetable_screen *)state)->has_sites;
}

static void
chosen(void *ctx)
{
	struct timetable_screen *s = ctx;
	s->site_id = s->app->desk->site_id;
	timetable_show(s);
}

void
timetable_choose_site(void *state)
{
	struct timetable_screen *s = state;
	site_choose(s->app, chosen, s);
}
