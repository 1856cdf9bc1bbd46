/*
 * series.c - a series begins, from a booking (how it comes back and until when is asked) or
 * from its form, or books what is still open of it: each time the list of what would happen
 * is shown first (series_list.c). And how a series stands.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "screen/booking/series.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/macros.h"
#include "ui/dialog.h"

static void
let_go(void *ctx)
{
	struct series_job *job = ctx;

	record_free(job->series);
	record_free(job->change);
}

struct series_job *
series_job_new(struct app *app, int64_t series_id)
{
	struct series_job *job = arena_alloc(&app->held, sizeof(*job));

	job->app = app;
	job->series_id = series_id;
	job->last = DAY_NONE;
	job->which.day = desk_today(app->desk);
	arena_own(&app->held, job, let_go);
	return job;
}

/* --- a booking, again and again --- */

static bool
plan_new(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_plan(j->app->desk, j->series, j->last, j->count, out, e);
}

static bool
run_new(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_book(j->app->desk, j->series, j->last, j->count, out, e);
}

/* "10", "10回", "10 times" are a count, all else a day. */
static bool
read_end(struct series_job *j, const char *typed, struct err *e)
{
	static const char *const behind[] = { "", "回", "times", " times" };
	char *rest;
	long n = strtol(typed, &rest, 10);

	for (size_t i = 0; rest != typed && i < ARRAY_LEN(behind); i++)
		if (strcmp(rest, behind[i]) == 0 && n >= 1 && n <= SERIES_DATES_MAX) {
			j->count = (int)n;
			j->last = DAY_NONE;
			return true;
		}
	j->count = 0;
	return date_parse(typed, desk_today(j->app->desk), &j->last, e);
}

static void ask_end(struct series_job *j, const char *typed);

static void
end_given(void *ctx, const char *typed)
{
	struct series_job *j = ctx;
	struct err e = { 0 };

	if (!typed)
		return;
	if (!read_end(j, typed, &e)) {
		ask_end(j, typed);
		stack_say_err(j->app->stack, &e);
		return;
	}
	screen_series(j);
}

static void
ask_end(struct series_job *j, const char *typed)
{
	dialog_text(j->app->stack, _("Repeat the booking"),
		    _("Until when, or how often? (3/31, 10 times)"), typed, false, end_given, j);
}

static void ask_rule(struct series_job *j, const char *typed);

static void
rule_given(void *ctx, const char *typed)
{
	struct series_job *j = ctx;
	struct str rrule = STR_INIT, end = STR_INIT;
	struct err e = { 0 };

	if (!typed)
		return;
	day_num today = desk_today(j->app->desk);
	if (!series_rule_read(typed, today, &rrule, &e)) {
		ask_rule(j, typed);
		stack_say_err(j->app->stack, &e);
	} else if (strstr(str_text(&rrule), "COUNT=") || strstr(str_text(&rrule), "UNTIL=")) {
		record_put(j->series, "rule", str_text(&rrule));
		screen_series(j);
	} else {
		record_put(j->series, "rule", str_text(&rrule));
		int year = date_fiscal_year(record_get_day(j->series, "first_day"));
		str_addf(&end, "%d/3/31", year + 1);
		ask_end(j, str_text(&end));
	}
	str_done(&rrule);
	str_done(&end);
}

static void
ask_rule(struct series_job *j, const char *typed)
{
	dialog_text(j->app->stack, _("Repeat the booking"),
		    _("How does it come back? (2nd tue, 1st,3rd sat, weekly fri, monthly 15)"),
		    typed, false, rule_given, j);
}

static struct series_job *
new_series(struct app *app, struct record *series)
{
	struct series_job *j = series_job_new(app, 0);

	j->series = series;
	j->plan = plan_new;
	j->run = run_new;
	j->title = N_("New series:");
	return j;
}

bool
series_begin(struct app *app, const struct record *typed, void (*booked)(void *ctx, int64_t id),
	     void *ctx, struct err *e)
{
	struct series_job *j = new_series(app, record_copy(typed));

	j->booked = booked;
	j->ctx = ctx;
	return series_list_open(j, e);
}

/* What the booking says, from the day after it on: it stays the booking that it is. */
static struct record *
series_of(struct desk *d, const struct record *b)
{
	static const char *const same[] = { "room_id",  "bands",     "from_minute", "to_minute",
					    "group_id", "person_id", "use",         "purpose",
					    "heads",    "facts" };
	struct record *s = record_new(d, form_find(d->forms, "booking_series"));
	day_num day = record_get_day(b, "day") + 1, today = desk_today(d);

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		record_put(s, same[i], record_get(b, same[i]));
	record_put_day(s, "first_day", day < today ? today : day);
	return s;
}

void
series_repeat(struct app *app, const struct subject *on)
{
	static const char *const days[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
	struct err e = { 0 };
	AUTO_STR rrule = STR_INIT;
	AUTO_STR words = STR_INIT;
	struct record *b = record_read(app->desk, on->form, on->ids[0], &e);

	if (!b) {
		stack_say_err(app->stack, &e);
		return;
	}
	struct series_job *j = new_series(app, series_of(app->desk, b));
	str_addf(&rrule, "FREQ=WEEKLY;BYDAY=%s", days[date_weekday(record_get_day(b, "day"))]);
	series_rule_words(str_text(&rrule), &words);
	record_free(b);
	ask_rule(j, str_text(&words));
}

/* --- how it stands --- */

static bool
plan_again(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_again_plan(j->app->desk, j->series_id, out, e) >= 0 &&
	       (out->count > 0 ||
		err_set(e, ERR_NOT_FOUND, _("No date of the series is open any more.")));
}

static bool
run_again(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_try_again(j->app->desk, j->series_id, out, e) >= 0;
}

static bool
plan_dates(struct series_job *j, struct series_plan *out, struct err *e)
{
	return series_show(j->app->desk, j->series_id, out, e);
}

void
series_again(struct app *app, const struct subject *on)
{
	struct series_job *j = series_job_new(app, on->ids[0]);

	j->plan = plan_again;
	j->run = run_again;
	j->title = N_("Dates still open");
	screen_series(j);
}

void
series_dates(struct app *app, const struct subject *on)
{
	struct series_job *j = series_job_new(app, on->ids[0]);

	j->plan = plan_dates;
	j->title = N_("Dates of the series");
	screen_series(j);
}
