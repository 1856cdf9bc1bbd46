/*
 * date_time.c - times of day, instants and the clock of a run; see date.h. The zone
 * is fixed: Asia/Tokyo has been nine hours ahead of UTC without a break since
 * 1951, so no zone file is read.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <assert.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/macros.h"
#include "base/typed.h"

enum { MINUTE_MS = 60 * 1000, DAY_MS = 24 * 60 * MINUTE_MS, ZONE_MS = 9 * 60 * MINUTE_MS };

/* Before or behind the hour. */
enum half { HALF_NONE, HALF_AM, HALF_PM };

static enum half
scan_half(const char **p)
{
	static const char *const am[] = { "午前", "am", "a.m." };
	static const char *const pm[] = { "午後", "pm", "p.m." };
	for (size_t i = 0; i < ARRAY_LEN(am); i++) {
		if (typed_skip(p, am[i]))
			return HALF_AM;
		if (typed_skip(p, pm[i]))
			return HALF_PM;
	}
	return HALF_NONE;
}

/* What stands behind the hour: ":30", "時", "時半", "時30分". False when it makes no sense. */
static bool
scan_minute(const char **p, int *minute)
{
	*minute = 0;
	if (typed_skip(p, "時")) {
		if (typed_skip(p, "半")) {
			*minute = 30;
			return true;
		}
		int digits = typed_number(p, minute);
		bool has_word = typed_skip(p, "分");
		return digits == 0 ? !has_word : digits == 2 || (digits == 1 && has_word);
	}
	if (typed_skip(p, ":") || typed_skip(p, "."))
		return typed_number(p, minute) == 2; /* "18:3" may mean 18:03 or 18:30 */
	return true;
}

/* The hour and minute without the half of the day. */
static bool
scan_clock(const char **p, int *hour, int *minute)
{
	int digits = typed_number(p, hour);
	if (digits == 3 || digits == 4) {
		*minute = *hour % 100;
		*hour /= 100;
		return true;
	}
	return digits > 0 && digits <= 2 && scan_minute(p, minute);
}

static bool
is_time(enum half half, int hour, int minute)
{
	if (minute > 59)
		return false;
	if (half != HALF_NONE)
		return hour <= 12;
	return hour < 24 || (hour == 24 && minute == 0);
}

static bool
read_time(const char *p, int *minutes)
{
	if (strcmp(p, "正午") == 0 || strcmp(p, "noon") == 0) {
		*minutes = 12 * 60;
		return true;
	}
	int hour, minute;
	enum half half = scan_half(&p);
	if (!scan_clock(&p, &hour, &minute))
		return false;
	if (half == HALF_NONE)
		half = scan_half(&p);
	if (*p != '\0' || !is_time(half, hour, minute))
		return false;
	if (half != HALF_NONE && hour == 12)
		hour = 0; /* 12:30 pm is half past noon */
	*minutes = (hour + (half == HALF_PM ? 12 : 0)) * 60 + minute;
	return true;
}

bool
time_parse(const char *text, int *minutes, struct err *e)
{
	AUTO_FREE char *plain = typed_plain(text);
	if (read_time(plain, minutes))
		return true;
	AUTO_STR shown = STR_INIT;
	typed_add_shown(&shown, text);
	return err_set(e, ERR_INVALID,
		       _("\"%s\" is not a time of day. Type it like 1830, 18:30 or 9."),
		       str_text(&shown));
}

void
time_add(struct str *b, int minutes)
{
	assert(minutes >= 0 && minutes <= 24 * 60);
	str_addf(b, "%d:%02d", minutes / 60, minutes % 60);
}

bool
time_parse_span(const char *text, int *from, int *to)
{
	static const char *const signs[] = { "-", "~", "〜" };
	AUTO_FREE char *plain = typed_plain(text);
	int first, last;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		char *sign = strstr(plain, signs[i]);
		if (!sign)
			continue;
		*sign = '\0';
		if (!read_time(plain, &first) || !read_time(sign + strlen(signs[i]), &last))
			return false;
		*from = first;
		*to = last;
		return true;
	}
	return false;
}

void
time_add_span(struct str *b, int from, int to)
{
	time_add(b, from);
	str_add_char(b, '-');
	time_add(b, to);
}

/* Division that rounds down, also before 1970. */
static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static void
put_digits(char *out, int count, int64_t value)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
}

void
instant_to_text(int64_t ms, char out[INSTANT_TEXT_SIZE])
{
	int64_t day = floor_div(ms, DAY_MS), rest = ms - day * DAY_MS;
	assert(day > INT32_MIN && day < INT32_MAX);
	memcpy(out, "0000-00-00T00:00:00.000Z", INSTANT_TEXT_SIZE);
	char iso[DATE_TEXT_SIZE];
	date_to_iso((day_num)day, iso);
	memcpy(out, iso, DATE_TEXT_SIZE - 1);
	put_digits(out + 11, 2, rest / (60 * MINUTE_MS));
	put_digits(out + 14, 2, rest / MINUTE_MS % 60);
	put_digits(out + 17, 2, rest / 1000 % 60);
	put_digits(out + 20, 3, rest % 1000);
}

void
instant_to_local(int64_t ms, char out[INSTANT_LOCAL_SIZE])
{
	char text[INSTANT_TEXT_SIZE];
	instant_to_text(ms + ZONE_MS, text);
	memcpy(out, text, INSTANT_LOCAL_SIZE - sizeof("+09:00"));
	memcpy(out + INSTANT_LOCAL_SIZE - sizeof("+09:00"), "+09:00", sizeof("+09:00"));
}

/* The text has digits and signs where `pattern` has them, and its length. */
static bool
has_pattern(const char *text, const char *pattern)
{
	for (; *pattern != '\0'; text++, pattern++) {
		bool is_digit = *text >= '0' && *text <= '9';
		if (*pattern == '0' ? !is_digit : *text != *pattern)
			return false;
	}
	return *text == '\0';
}

bool
instant_from_text(const char *text, int64_t *ms)
{
	bool has_ms = has_pattern(text, "0000-00-00T00:00:00.000Z");
	if (!has_ms && !has_pattern(text, "0000-00-00T00:00:00Z"))
		return false;
	char iso[DATE_TEXT_SIZE] = { 0 };
	memcpy(iso, text, DATE_TEXT_SIZE - 1);
	day_num day = date_from_iso(iso);
	int part[4] = { 0 };
	const char *p = text + DATE_TEXT_SIZE;
	for (int i = 0; i < (has_ms ? 4 : 3); i++, p++)
		(void)typed_number(&p, &part[i]);
	if (day == DAY_NONE || part[0] > 23 || part[1] > 59 || part[2] > 59)
		return false;
	*ms = day * (int64_t)DAY_MS + (part[0] * 60 + part[1]) * (int64_t)MINUTE_MS +
	      part[2] * 1000 + part[3];
	return true;
}

day_num
instant_day(int64_t ms)
{
	return (day_num)floor_div(ms + ZONE_MS, DAY_MS);
}

int
instant_minutes(int64_t ms)
{
	int64_t local = ms + ZONE_MS;
	return (int)((local - floor_div(local, DAY_MS) * DAY_MS) / MINUTE_MS);
}

int64_t
instant_from_local(day_num d, int minutes)
{
	return d * (int64_t)DAY_MS + minutes * (int64_t)MINUTE_MS - ZONE_MS;
}

static int64_t
ms_of(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_steady_ms(void)
{
	return ms_of(CLOCK_MONOTONIC);
}

int64_t
clock_now(const struct clock *c)
{
	return ms_of(CLOCK_REALTIME) + (c->pinned ? c->offset_ms : 0);
}

day_num
clock_today(const struct clock *c)
{
	return instant_day(clock_now(c));
}

void
clock_pin(struct clock *c, int64_t at_ms)
{
	c->pinned = true;
	c->offset_ms = at_ms - ms_of(CLOCK_REALTIME);
}

bool
clock_pin_text(struct clock *c, const char *local)
{
	char day[DATE_TEXT_SIZE] = "";
	int minutes;

	if (strlen(local) != 16 || local[10] != 'T')
		return false;
	memcpy(day, local, 10);
	day_num at = date_from_iso(day);
	if (at == DAY_NONE || !time_parse(local + 11, &minutes, NULL))
		return false;
	clock_pin(c, instant_from_local(at, minutes));
	return true;
}
