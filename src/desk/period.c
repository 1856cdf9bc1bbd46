/* period.c - see period.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/period.h"

#include "base/str.h"
#include "desk/setting.h"

static day_num
end_of_fiscal_year(int year)
{
	return date_from_ymd(year + 1, 3, 31);
}

day_num
period_end(struct desk *d, day_num from)
{
	const char *rule = setting_text(d, "registration.validity");
	int years = (int)setting_int(d, "registration.years");
	int year = date_fiscal_year(from);
	if (str_equal(rule, "later_year"))
		return end_of_fiscal_year(year + years);
	if (str_equal(rule, "years"))
		return date_add_months(from, 12 * years) - 1;
	return end_of_fiscal_year(year);
}
