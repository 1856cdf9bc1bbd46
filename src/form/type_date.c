/*
 * type_date.c - days, times of day and instants. An instant is shown to the
 * minute but edited to the millisecond if it has any, so that opening and
 * saving a record leaves it as it was.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "form/type_row.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

#define MINUTE_MS 60000

static bool
refuse_date(const struct form_field *field, const char *typed, struct err *e)
{
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a date. Type it like 20261120, 11/20, R8.11.20, "
			       "+3 or today."),
			     field_label(field), type_quote(&quote, typed));
}

PARSE(date)
{
	day_num day;
	if (!date_parse(typed, lookup->today, &day, NULL))
		return refuse_date(field, typed, e);
	char iso[DATE_TEXT_SIZE];
	date_to_iso(day, iso);
	str_add(stored, iso);
	return true;
}

FORMAT(date)
{
	(void)field;
	day_num day = date_from_iso(stored);
	if (day != DAY_NONE)
		date_add_short(shown, day, lookup->today);
	else
		str_add(shown, stored);
}

static bool
refuse_time(const struct form_field *field, const char *typed, struct err *e)
{
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a time. Type it like 1830, 18:30 or 9."),
			     field_label(field), type_quote(&quote, typed));
}

PARSE(time)
{
	(void)lookup;
	int minutes;
	if (!time_parse(typed, &minutes, NULL))
		return refuse_time(field, typed, e);
	str_addf(stored, "%d", minutes);
	return true;
}

FORMAT(time)
{
	(void)field, (void)lookup;
	int64_t minutes;
	if (type_stored_number(stored, &minutes) && minutes >= 0 && minutes <= 1440)
		time_add(shown, (int)minutes);
	else
		str_add(shown, stored);
}

EDIT(time)
{
	type_format_time(field, lookup, stored, text);
}

/* ":05.123" after the minutes, which only an instant of the program's has. */
static bool
read_seconds(const char *p, int *ms)
{
	int digit[5] = { 0 };
	if (*p == '\0')
		return true;
	if (*p++ != ':')
		return false;
	for (size_t i = 0; i < ARRAY_LEN(digit); i++) {
		if (i == 2 && *p == '\0')
			break;
		if (i == 2 && *p++ != '.')
			return false;
		if (*p < '0' || *p > '9')
			return false;
		digit[i] = *p++ - '0';
	}
	*ms = (digit[0] * 10 + digit[1]) * 1000 + digit[2] * 100 + digit[3] * 10 + digit[4];
	return *p == '\0' && digit[0] < 6;
}

/* Where the seconds begin: at the second colon, if there is one. */
static size_t
seconds_at(const char *time)
{
	const char *colon = strchr(time, ':');
	const char *second = colon ? strchr(colon + 1, ':') : NULL;
	return second ? (size_t)(second - time) : strlen(time);
}

static bool
read_time(const char *time, int64_t *ms)
{
	int minutes, extra = 0;
	size_t len = seconds_at(time);
	AUTO_FREE char *clock = mem_strndup(time, len);
	if (!read_seconds(time + len, &extra) || !time_parse(clock, &minutes, NULL))
		return false;
	*ms = (int64_t)minutes * MINUTE_MS + extra;
	return true;
}

static bool
is_now(const char *text)
{
	return strcmp(text, "now") == 0 || strcmp(text, "今") == 0 || strcmp(text, "現在") == 0;
}

/* "11/20 18:30", or a time alone, which is today's; false if it is neither. */
static bool
read_instant(const struct field_lookup *lookup, const char *text, int64_t *at)
{
	if (is_now(text) && lookup->now != 0) {
		*at = lookup->now;
		return true;
	}
	day_num day = lookup->today;
	const char *blank = strrchr(text, ' ');
	if (blank) {
		AUTO_FREE char *date = mem_strndup(text, (size_t)(blank - text));
		if (!date_parse(date, lookup->today, &day, NULL))
			return false;
	}
	int64_t ms;
	if (!read_time(blank ? blank + 1 : text, &ms))
		return false;
	*at = instant_from_local(day, 0) + ms;
	return true;
}

PARSE(datetime)
{
	AUTO_FREE char *narrow = utf8_narrow(typed);
	int64_t at;
	if (read_instant(lookup, narrow, &at)) {
		char text[INSTANT_TEXT_SIZE];
		instant_to_text(at, text);
		str_add(stored, text);
		return true;
	}
	AUTO_STR quote = STR_INIT;
	return err_set_field(e, ERR_INVALID, field->name,
			     _("%s: \"%s\" is not a date and a time. Type both, like "
			       "11/20 18:30."),
			     field_label(field), type_quote(&quote, typed));
}

FORMAT(datetime)
{
	(void)field;
	int64_t at;
	if (!instant_from_text(stored, &at)) {
		str_add(shown, stored);
		return;
	}
	date_add_short(shown, instant_day(at), lookup->today);
	str_add_char(shown, ' ');
	time_add(shown, instant_minutes(at));
}

EDIT(datetime)
{
	(void)field, (void)lookup;
	int64_t at;
	if (!instant_from_text(stored, &at)) {
		str_add(text, stored);
		return;
	}
	char iso[DATE_TEXT_SIZE];
	date_to_iso(instant_day(at), iso);
	str_addf(text, "%s ", iso);
	time_add(text, instant_minutes(at));
	int ms = (int)(at - instant_from_local(instant_day(at), instant_minutes(at)));
	if (ms > 0)
		str_addf(text, ":%02d.%03d", ms / 1000, ms % 1000);
}
