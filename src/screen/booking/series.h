/* series.h - uses that come back: begun from a booking, changed, ended, tried again. */
/* SPDX-License-Identifier: MIT */
#ifndef SCREEN_BOOKING_SERIES_H
#define SCREEN_BOOKING_SERIES_H

#include "desk/series/series.h"
#include "screen/act.h"

void series_repeat(struct app *app, const struct subject *on); /* of a booking: again like it */
void series_move(struct app *app, const struct subject *on);   /* of a series */
void series_stop(struct app *app, const struct subject *on);
void series_again(struct app *app, const struct subject *on);
void series_dates(struct app *app, const struct subject *on);

/*
 * The list of what the series that was typed would book; F10 there books it, and `booked` is
 * told its id. False, and nothing is shown, when it cannot be planned. `ctx` is borrowed.
 */
bool series_begin(struct app *app, const struct record *typed,
		  void (*booked)(void *ctx, int64_t id), void *ctx, struct err *e);

/* What is to be done when the list was agreed to; or only the list, when `run` is NULL.
 * Lives in app->held. */
struct series_job {
	struct app *app;
	struct record *series;      /* a new one, or NULL; owned */
	struct record *change;      /* of the form booking, or NULL; owned */
	int64_t series_id;
	struct series_dates which;
	day_num last;
	int count;
	bool (*plan)(struct series_job *job, struct series_plan *out, struct err *e);
	bool (*run)(struct series_job *job, struct series_plan *out, struct err *e);
	void (*booked)(void *ctx, int64_t id); /* when it was done, the list being gone; or NULL */
	void *ctx;
	const char *title;          /* N_() */
};
struct series_job *series_job_new(struct app *app, int64_t series_id);
/* The list of what would happen, before it happens: F10 does it. */
bool series_list_open(struct series_job *job, struct err *e);
void screen_series(struct series_job *job); /* the same; says why it is not shown */

#endif
