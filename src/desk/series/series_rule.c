/*
 * series_rule.c - see series_rule.h: an RRULE read, checked and written. An RRULE is a
 * row of parts NAME=VALUE; each name is a row of the table below.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series_rule.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"
#include "base/utf8.h"

static const char *const freqs[] = {
	[SERIES_DAILY] = "DAILY",
	[SERIES_WEEKLY] = "WEEKLY",
	[SERIES_MONTHLY] = "MONTHLY",
	[SERIES_YEARLY] = "YEARLY",
};
static_assert(ARRAY_LEN(freqs) == SERIES_FREQ_COUNT, "a frequency without its word");

static const char *const weekdays[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

/* --- reading --- */

static bool
not_read(const char *name, const char *value, struct err *e)
{
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, value);
	return err_set_field(e, ERR_INVALID, "rule", _("%s=%s cannot be read in the rule."), name,
			     str_text(&shown));
}

/* A whole number, with a sign perhaps, and nothing behind it. */
static bool
read_number(const char *text, int least, int most, int *out)
{
	bool is_minus = text[0] == '-';
	const char *p = text + (text[0] == '-' || text[0] == '+');
	int digits = typed_number(&p, out);
	if (digits == 0 || digits > 4 || *p != '\0')
		return false;
	*out = is_minus ? -*out : *out;
	return *out != 0 && *out >= least && *out <= most;
}

static bool
read_list(const char *value, int least, int most, int *out, int *count)
{
	AUTO_FREE char *copy = mem_strdup(value);
	char *rest = copy;
	*count = 0;
	for (char *item; (item = strsep(&rest, ",")) != NULL; (*count)++)
		if (*count == SERIES_PARTS_MAX || !read_number(item, least, most, &out[*count]))
			return false;
	return *count > 0;
}

static bool
read_weekday(const char *text, int *out)
{
	for (int i = 0; i < (int)ARRAY_LEN(weekdays); i++)
		if (str_equal(text, weekdays[i])) {
			*out = i;
			return true;
		}
	return false;
}

static bool
read_freq(struct series_rule *r, const char *value)
{
	for (int i = 0; i < SERIES_FREQ_COUNT; i++)
		if (str_equal(value, freqs[i])) {
			r->freq = (enum series_freq)i;
			return true;
		}
	return false;
}

static bool
read_every(struct series_rule *r, const char *value)
{
	return read_number(value, 1, SERIES_EVERY_MAX, &r->every);
}

/* "2TU", "-1FR", "MO". */
static bool
read_nth_weekday(char *item, struct series_weekday *out)
{
	size_t len = strlen(item);
	*out = (struct series_weekday){ 0 };
	if (len < 2 || !read_weekday(item + len - 2, &out->weekday))
		return false;
	item[len - 2] = '\0';
	return len == 2 || read_number(item, -5, 5, &out->nth);
}

static bool
read_weekdays(struct series_rule *r, const char *value)
{
	AUTO_FREE char *copy = mem_strdup(value);
	char *rest = copy;
	r->weekday_count = 0;
	for (char *item; (item = strsep(&rest, ",")) != NULL; r->weekday_count++)
		if (r->weekday_count == SERIES_PARTS_MAX ||
		    !read_nth_weekday(item, &r->weekdays[r->weekday_count]))
			return false;
	return true;
}

static bool
read_dates(struct series_rule *r, const char *value)
{
	return read_list(value, -31, 31, r->dates, &r->date_count);
}

static bool
read_months(struct series_rule *r, const char *value)
{
	return read_list(value, 1, 12, r->months, &r->month_count);
}

static bool
read_positions(struct series_rule *r, const char *value)
{
	return read_list(value, -31, 31, r->positions, &r->position_count);
}

static bool
read_count(struct series_rule *r, const char *value)
{
	return read_number(value, 1, SERIES_COUNT_MAX, &r->count);
}

/* 20270331 or 20270331T150000Z: the day counts, as it stands. */
static bool
read_until(struct series_rule *r, const char *value)
{
	int n = 0;
	const char *p = value;
	if (typed_number(&p, &n) != 8 || (*p != '\0' && *p != 'T'))
		return false;
	r->until = date_from_ymd(n / 10000, n / 100 % 100, n % 100);
	return r->until != DAY_NONE;
}

static bool
read_week_start(struct series_rule *r, const char *value)
{
	return read_weekday(value, &r->week_start);
}

static const struct part {
	const char *name;
	bool (*read)(struct series_rule *r, const char *value);
} parts[] = {
	{ "FREQ", read_freq },        { "INTERVAL", read_every }, { "BYMONTH", read_months },
	{ "BYMONTHDAY", read_dates }, { "BYDAY", read_weekdays }, { "BYSETPOS", read_positions },
	{ "WKST", read_week_start },  { "COUNT", read_count },    { "UNTIL", read_until },
};

static bool
read_part(struct series_rule *r, char *text, unsigned *seen, struct err *e)
{
	char *value = strchr(text, '=');
	if (value)
		*value++ = '\0';
	for (size_t i = 0; value && i < ARRAY_LEN(parts); i++) {
		if (!str_equal(text, parts[i].name))
			continue;
		if ((*seen & 1u << i) != 0 || !parts[i].read(r, value))
			return not_read(text, value, e);
		*seen |= 1u << i;
		return true;
	}
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, text);
	return err_set_field(e, ERR_INVALID, "rule",
			     _("A rule of a series cannot have the part \"%s\"."),
			     str_text(&shown));
}

static int
tidy_numbers(int *numbers, int count)
{
	int kept = 0;
	for (int i = 0; i < count; i++) {
		bool is_new = true;
		for (int j = 0; j < kept; j++)
			is_new = is_new && numbers[j] != numbers[i];
		if (is_new)
			numbers[kept++] = numbers[i];
	}
	return kept;
}

static int
tidy_weekdays(struct series_weekday *list, int count)
{
	int kept = 0;
	for (int i = 0; i < count; i++) {
		bool is_new = true;
		for (int j = 0; j < kept; j++)
			is_new = is_new &&
				 (list[j].nth != list[i].nth || list[j].weekday != list[i].weekday);
		if (is_new)
			list[kept++] = list[i];
	}
	return kept;
}

void
series_rule_tidy(struct series_rule *r)
{
	r->date_count = tidy_numbers(r->dates, r->date_count);
	r->month_count = tidy_numbers(r->months, r->month_count);
	r->position_count = tidy_numbers(r->positions, r->position_count);
	r->weekday_count = tidy_weekdays(r->weekdays, r->weekday_count);
}

bool
series_rule_parse(const char *rrule, struct series_rule *out, struct err *e)
{
	AUTO_FREE char *copy = utf8_narrow(rrule);
	unsigned seen = 0;
	*out = (struct series_rule){
		.freq = SERIES_FREQ_COUNT, .every = 1, .week_start = 1, .until = DAY_NONE
	};
	for (char *p = copy; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	char *rest = copy + (str_starts(copy, "RRULE:") ? strlen("RRULE:") : 0);
	for (char *part; (part = strsep(&rest, ";")) != NULL;)
		if (part[0] != '\0' && !read_part(out, part, &seen, e))
			return false;
	if (out->freq == SERIES_FREQ_COUNT)
		return err_set_field(e, ERR_INVALID, "rule", _("The rule does not say how often."));
	series_rule_tidy(out);
	return series_rule_check(out, e);
}

/* --- checking --- */

static bool
refuse(struct err *e, const char *why)
{
	return err_set_field(e, ERR_INVALID, "rule", "%s", why);
}

static bool
has_nth(const struct series_rule *r)
{
	for (int i = 0; i < r->weekday_count; i++)
		if (r->weekdays[i].nth != 0)
			return true;
	return false;
}

/* Is one of the dates in one of the months, of a leap year at least? */
static bool
dates_exist(const struct series_rule *r)
{
	static const int last[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (r->month_count == 0)
		return true;
	for (int m = 0; m < r->month_count; m++)
		for (int i = 0; i < r->date_count; i++) {
			int date = r->dates[i] < 0 ? -r->dates[i] : r->dates[i];
			if (date <= last[r->months[m] - 1])
				return true;
		}
	return r->date_count == 0;
}

/* A month has each weekday four or five times. */
static bool
positions_exist(const struct series_rule *r)
{
	for (int i = 0; i < r->position_count; i++) {
		int at = r->positions[i] < 0 ? -r->positions[i] : r->positions[i];
		if (at > 5 * r->weekday_count)
			return false;
	}
	return true;
}

static bool
check_days(const struct series_rule *r, struct err *e)
{
	bool has_days = r->weekday_count > 0 || r->date_count > 0;
	switch (r->freq) {
	case SERIES_DAILY:
		return !has_days ||
		       refuse(e, _("A daily rule has no days of its own; write it as weekly."));
	case SERIES_WEEKLY:
		if (r->weekday_count == 0)
			return refuse(e, _("Say on which days of the week."));
		return (r->date_count == 0 && !has_nth(r)) ||
		       refuse(e, _("A weekly rule goes by the days of the week alone."));
	case SERIES_YEARLY:
		if (r->month_count == 0)
			return refuse(e, _("Say in which month of the year."));
		break;
	case SERIES_MONTHLY:
	case SERIES_FREQ_COUNT:
		break;
	}
	return has_days || refuse(e, _("Say on which day of the month."));
}

bool
series_rule_check(const struct series_rule *r, struct err *e)
{
	if (!check_days(r, e))
		return false;
	if (r->weekday_count > 0 && r->date_count > 0)
		return refuse(e, _("A rule goes by dates or by days of the week, not by both."));
	if (r->month_count > 0 && r->freq != SERIES_YEARLY && r->every > 1)
		return refuse(e, _("Months are named or counted, not both."));
	if (r->position_count > 0 &&
	    (r->freq != SERIES_MONTHLY || r->weekday_count == 0 || has_nth(r)))
		return refuse(e, _("BYSETPOS chooses among the days of the week of a month."));
	if (r->week_start != 1 && r->freq == SERIES_WEEKLY && r->every > 1)
		return refuse(e, _("Weeks that are counted begin on a Monday."));
	if (!dates_exist(r) || !positions_exist(r))
		return refuse(e, _("There is no such day in any year."));
	return true;
}

/* --- writing --- */

static void
write_numbers(const char *name, const int *numbers, int count, struct str *b)
{
	for (int i = 0; i < count; i++)
		str_addf(b, "%s%d", i == 0 ? name : ",", numbers[i]);
}

void
series_rule_write(const struct series_rule *r, struct str *b)
{
	str_addf(b, "FREQ=%s", freqs[r->freq]);
	if (r->every > 1)
		str_addf(b, ";INTERVAL=%d", r->every);
	write_numbers(";BYMONTH=", r->months, r->month_count, b);
	write_numbers(";BYMONTHDAY=", r->dates, r->date_count, b);
	for (int i = 0; i < r->weekday_count; i++) {
		const struct series_weekday *w = &r->weekdays[i];
		str_add(b, i == 0 ? ";BYDAY=" : ",");
		if (w->nth != 0)
			str_addf(b, "%d", w->nth);
		str_add(b, weekdays[w->weekday]);
	}
	write_numbers(";BYSETPOS=", r->positions, r->position_count, b);
	if (r->count > 0)
		str_addf(b, ";COUNT=%d", r->count);
	if (r->until != DAY_NONE) {
		struct ymd day = date_to_ymd(r->until);
		str_addf(b, ";UNTIL=%04d%02d%02d", day.year, day.month, day.day);
	}
}
