/* closure.c - see closure.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/closure.h"

#include "base/i18n.h"

static bool
check_times(const struct record *r, struct err *e)
{
	bool from = record_get(r, "from_minute") != NULL, to = record_get(r, "to_minute") != NULL;

	if (from == to)
		return true;
	return err_set_field(e, ERR_INVALID, from ? "to_minute" : "from_minute",
		_("A part of a day needs both times, the whole day none."));
}

bool
closure_fill_days(const struct record_change *c, struct err *e)
{
	struct record *r = c->after;

	if (record_get(r, "to_day") == NULL)
		record_put(r, "to_day", record_get(r, "from_day"));
	return check_times(r, e);
}
