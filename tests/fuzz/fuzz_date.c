/*
 * fuzz_date.c - whatever is typed as a date, a time, a sum or an instant is
 * read or refused, and what was read comes back from each form that it is shown in.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
claim(bool holds)
{
	if (!holds)
		abort();
}

/* A refusal is a sentence that a terminal can show. */
static void
claim_sentence(const struct err *e)
{
	claim(e->code == ERR_INVALID && e->msg[0] != '\0');
	claim(utf8_is_valid(e->msg, strlen(e->msg)));
	claim(utf8_check_text(e->msg, false, NULL));
}

static void
claim_reads(const char *text, day_num today, day_num expected)
{
	day_num d;
	claim(date_parse(text, today, &d, NULL) && d == expected);
}

static void
try_date(const char *text, day_num today)
{
	struct err e = { 0 };
	day_num d = DAY_NONE;
	if (!date_parse(text, today, &d, &e)) {
		claim(d == DAY_NONE);
		claim_sentence(&e);
		return;
	}
	struct ymd v = date_to_ymd(d);
	claim(date_from_ymd(v.year, v.month, v.day) == d);
	char iso[DATE_TEXT_SIZE];
	date_to_iso(d, iso);
	claim(date_from_iso(iso) == d);
	claim_reads(iso, today, d);
	AUTO_STR era = STR_INIT;
	date_add_era(&era, d);
	claim_reads(era.s, today, d);
	AUTO_STR written = STR_INIT;
	date_add_long(&written, d);
	claim_reads(written.s, today, d);
	AUTO_STR brief = STR_INIT;
	date_add_short(&brief, d, d);
	claim_reads(brief.s, d, d);
}

static void
try_time(const char *text)
{
	struct err e = { 0 };
	int minutes, back;
	if (!time_parse(text, &minutes, &e)) {
		claim_sentence(&e);
		return;
	}
	claim(minutes >= 0 && minutes <= 24 * 60);
	AUTO_STR b = STR_INIT;
	time_add(&b, minutes);
	claim(time_parse(b.s, &back, NULL) && back == minutes);
}

static void
try_sum(const char *text)
{
	struct err e = { 0 };
	int64_t yen, back;
	if (yen_parse(text, &yen, &e)) {
		claim(yen >= -YEN_MAX && yen <= YEN_MAX);
		AUTO_STR b = STR_INIT;
		yen_add_unit(&b, yen);
		claim(yen_parse(b.s, &back, NULL) && back == yen);
	} else {
		claim_sentence(&e);
	}
	if (!int_parse(text, &yen, &e)) {
		claim_sentence(&e);
		return;
	}
	AUTO_STR b = STR_INIT;
	yen_add(&b, yen);
	claim(int_parse(b.s, &back, NULL) && back == yen);
}

static void
try_instant(const char *text)
{
	int64_t ms, back;
	if (!instant_from_text(text, &ms))
		return;
	char shown[INSTANT_TEXT_SIZE];
	instant_to_text(ms, shown);
	claim(instant_from_text(shown, &back) && back == ms);
	claim(instant_from_local(instant_day(ms), instant_minutes(ms)) / 60000 ==
	      instant_from_local(instant_day(back), instant_minutes(back)) / 60000);
	int64_t into_minute = ms - instant_from_local(instant_day(ms), instant_minutes(ms));
	claim(into_minute >= 0 && into_minute < 60000);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = { "en", "ja" };
	AUTO_FREE char *text = mem_strndup((const char *)data, size);
	uint32_t sum = 0;
	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	setenv("LANGUAGE", languages[sum % 2], 1);
	lang_init("locale");
	/* Any desk's day in the next sixty years. */
	day_num today = date_from_ymd(2026, 1, 1) + (day_num)(sum / 2 % 22000);
	try_date(text, today);
	try_time(text);
	try_sum(text);
	try_instant(text);
	return 0;
}
