/*
 * holiday.c - the kind of holiday that a day is: the government's list, which the
 * caller supplies, then the local days of the book.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule/ask.h"

/* The first of the list that is not before `day`; its length when all are. */
static int
first_from(const struct surroundings *around, day_num day)
{
	int low = 0, high = around->holiday_count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (around->holidays[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_local(const struct local_day *l, day_num day, int date)
{
	const struct validity *v = &l->rule.valid;

	if ((v->use_from != DAY_NONE && day < v->use_from) ||
	    (v->use_to != DAY_NONE && day > v->use_to))
		return false;
	for (int i = 0; i < l->date_count; i++)
		if (l->dates[i] == day)
			return true;
	for (int i = 0; i < l->span_count; i++)
		if (year_span_has(&l->spans[i], date))
			return true;
	return false;
}

enum rule_holiday
calendar_holiday(const struct book *b, const struct surroundings *around, day_num day,
		 const char **name)
{
	int at = around != NULL ? first_from(around, day) : 0;

	if (around != NULL && at < around->holiday_count && around->holidays[at].day == day) {
		*name = around->holidays[at].name;
		return around->holidays[at].kind;
	}
	struct ymd d = date_to_ymd(day);

	for (int i = 0; i < b->local_day_count; i++) {
		if (is_local(&b->local_days[i], day, d.month * 100 + d.day)) {
			*name = b->local_days[i].rule.name;
			return RULE_HOLIDAY_LOCAL;
		}
	}
	*name = "";
	return RULE_HOLIDAY_NONE;
}
