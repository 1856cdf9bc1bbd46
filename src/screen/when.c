/* when.c - an instant as lists show it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/when.h"

#include "base/date.h"

void
when_add(struct str *b, const struct desk *d, int64_t instant)
{
	date_add_short(b, instant_day(instant), desk_today(d));
	str_add(b, " ");
	time_add(b, instant_minutes(instant));
}
