/* period.c - see period.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/register/period.h"

#include "base/str.h"
#include "desk/setting.h"

static day_num
end_of_fiscal_year(int year)
{
	return date_from_ymd(year + 1, 3, 31);
}

/*
 * A year from 29 February ends on 28 February: where the last month lacks the
 * day, the period ends with that month (民法143条2項).
 */
static day_num
end_of_years(day_num from, int years)
{
	day_num same = date_add_months(from, 12 * years);
	if (same == DAY_NONE || date_to_ymd(same).day != date_to_ymd(from).day)
		return same;
	return same - 1;
}

static day_num
end_by_rule(struct desk *d, day_num from)
{
	const char *rule = setting_text(d, "registration.validity");
	int years = (int)setting_int(d, "registration.years");
	int year = date_fiscal_year(from);
	if (str_equal(rule, "open"))
		return DAY_NONE;
	if (str_equal(rule, "later_year"))
		return end_of_fiscal_year(year + years);
	if (str_equal(rule, "years"))
		return end_of_years(from, years);
	return end_of_fiscal_year(year);
}

day_num
period_end(struct desk *d, day_num from)
{
	day_num end = end_by_rule(d, from);
	return end == DAY_NONE ? date_from_iso(PERIOD_OPEN) : end;
}
