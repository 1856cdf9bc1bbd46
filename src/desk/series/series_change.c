/*
 * series_change.c - a series that goes on otherwise, or ends: its dates ahead, one by
 * one, each through the steps of a booking's life (desk/booking/booking_act.h).
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/series/series.h"

#include "base/i18n.h"
#include "base/macros.h"
#include "base/money.h"
#include "desk/booking/booking_act.h"
#include "desk/record/record_check.h"
#include "desk/series/series_part.h"
#include "desk/staff.h"
#include "store/stmt.h"

/* A date ahead that the change is about. */
struct date_row {
	int64_t id, booking_id;
	day_num day;
	bool is_booked;
};

struct changing {
	struct series_run run;
	day_num day; /* that was chosen */
	enum series_scope scope;
	const struct record *change; /* NULL: it ends */
	int count;
	struct date_row *dates;
};

/* --- which dates --- */

static bool
load_dates(struct changing *c, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	struct desk *d = c->run.desk;
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
	day_num today = desk_today(d);
	day_num from = c->scope == SERIES_ALL || c->day < today ? today : c->day;
	if (c->scope == SERIES_THIS && c->day < today)
		return err_set(e, ERR_REFUSED, _("This day is over; what was stays as it was."));
	if (!stmt_open(&q, d->store,
		       "SELECT id, coalesce(booking_id, 0), day, state = 'booked' FROM series_date"
		       " WHERE series_id = ?1 AND day BETWEEN ?2 AND ?3 AND state <> 'given_up'"
		       " ORDER BY day",
		       e))
		return false;
	date_to_iso(from, first);
	date_to_iso(c->scope == SERIES_THIS ? c->day : date_from_iso("2199-12-31"), last);
	stmt_bind_int(&q, 1, c->run.series->id);
	stmt_bind_text(&q, 2, first);
	stmt_bind_text(&q, 3, last);
	c->dates = arena_alloc(&c->run.plan->arena, sizeof(*c->dates) * SERIES_DATES_MAX);
	while (c->count < SERIES_DATES_MAX && stmt_row(&q, e))
		c->dates[c->count++] =
			(struct date_row){ stmt_int(&q, 0), stmt_int(&q, 1),
					   date_from_iso(stmt_text(&q, 2)), stmt_int(&q, 3) != 0 };
	if (stmt_failed(&q))
		return false;
	return c->count > 0 ||
	       err_set(e, ERR_NOT_FOUND, _("The series has no date there that lies ahead."));
}

/* --- one date --- */

static int64_t
due_of(struct desk *d, int64_t booking_id)
{
	return store_get_int(d->store, "SELECT due FROM booking WHERE id = ?1", booking_id, 0);
}

/* "会議室B 13:00-17:00 (+400円)" */
static const char *
with_yen(struct arena *a, const char *words, int64_t yen)
{
	AUTO_STR b = STR_INIT;
	if (yen == 0)
		return words;
	yen_add_unit(&b, yen);
	return arena_printf(a, "%s (%s%s)", words, yen > 0 ? "+" : "", str_text(&b));
}

static void
fill_wish(const struct changing *c, struct booking_wish *w)
{
	const struct record *r = c->change;
	w->reason = c->run.reason;
	if (!r)
		return;
	w->room_id = record_get_id(r, "room_id");
	w->bands = record_get(r, "bands");
	if (!w->bands && record_get(r, "from_minute") && record_get(r, "to_minute")) {
		w->from = record_get_int(r, "from_minute");
		w->to = record_get_int(r, "to_minute");
	}
}

/* Moves or cancels what is booked; what cannot be moved stays, with the reason. */
static bool
change_booking(struct changing *c, const struct date_row *date, struct record *before,
	       struct err *e)
{
	struct series_run *run = &c->run;
	struct arena *a = &run->plan->arena;
	enum booking_act act = c->change ? BOOKING_MOVE : BOOKING_CANCEL;
	struct booking_wish wish = BOOKING_WISH_INIT;
	struct err why = { 0 };
	int64_t due = due_of(run->desk, date->booking_id);
	fill_wish(c, &wish);
	bool is_done = booking_act(run->desk, date->booking_id, act, &wish, NULL, &why);
	if (!is_done && !series_is_of_the_day(&why))
		return err_set(e, why.code, "%s", why.msg);
	struct series_step *s = series_step_add(run->plan, date->day,
						!is_done    ? SERIES_STAYS
						: c->change ? SERIES_MOVES
							    : SERIES_CANCELS);
	s->booking_id = date->booking_id;
	s->before = series_time_words(run->desk, before, a);
	s->reason = is_done ? NULL : arena_strdup(a, why.msg);
	if (!is_done)
		return true;
	struct record *now = record_read(run->desk, before->form, date->booking_id, e);
	if (!now)
		return false;
	s->after = with_yen(a, c->change ? series_time_words(run->desk, now, a) : _("cancelled"),
			    due_of(run->desk, date->booking_id) - due);
	record_free(now);
	return true;
}

static bool
give_up(struct changing *c, const struct date_row *date, struct err *e)
{
	struct desk *d = c->run.desk;
	struct record *r = record_read(d, form_find(d->forms, "series_date"), date->id, e);
	if (!r)
		return false;
	record_put(r, "state", "given_up");
	record_put(r, "reason", c->run.reason);
	bool ok = record_save_within(d, c->run.tx, r, c->run.reason, e);
	record_free(r);
	return ok;
}

/* A date without a booking: tried with the new time, or given up. */
static bool
change_open(struct changing *c, const struct date_row *date, struct err *e)
{
	if (c->change)
		return series_book_day(&c->run, date->day, date->id, e);
	struct series_step *s = series_step_add(c->run.plan, date->day, SERIES_CANCELS);
	s->after = _("not tried any more");
	return give_up(c, date, e);
}

static bool
change_date(struct changing *c, const struct date_row *date, struct err *e)
{
	struct desk *d = c->run.desk;
	if (!date->is_booked)
		return change_open(c, date, e);
	struct record *b = record_read(d, form_find(d->forms, "booking"), date->booking_id, e);
	if (!b)
		return false;
	bool ok = change_booking(c, date, b, e);
	record_free(b);
	if (!ok || c->change)
		return ok;
	const struct series_plan *p = c->run.plan;
	return p->steps[p->count - 1].fate == SERIES_STAYS || give_up(c, date, e);
}

/* --- the series itself --- */

/* From a day on, or all: the record tells how it is from now on; one day is an exception. */
static bool
change_series(struct changing *c, struct err *e)
{
	static const char *const fields[] = { "room_id", "bands", "from_minute", "to_minute" };
	struct record *s = c->run.series;
	bool has_bands = c->change && record_get(c->change, "bands");
	for (size_t i = 0; c->change && i < ARRAY_LEN(fields); i++)
		if (record_get(c->change, fields[i]))
			record_put(s, fields[i], record_get(c->change, fields[i]));
	if (c->change && !has_bands && record_get(c->change, "from_minute"))
		record_put(s, "bands", NULL);
	if (c->scope == SERIES_THIS)
		return true;
	if (!c->change) {
		day_num today = desk_today(c->run.desk);
		bool is_all = c->scope == SERIES_ALL || c->day <= today;
		record_put_day(s, "ended_on", is_all ? today : c->day - 1);
	}
	return record_save_within(c->run.desk, c->run.tx, s, c->run.reason, e);
}

static bool
change_all(struct changing *c, struct err *e)
{
	if (!load_dates(c, e) || !change_series(c, e))
		return false;
	for (int i = 0; i < c->count; i++)
		if (!change_date(c, &c->dates[i], e))
			return false;
	return true;
}

static bool
start(struct changing *c, struct desk *d, int64_t series_id, bool keep, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	struct series_plan *out = c->run.plan;
	*out = (struct series_plan){ .arena = ARENA_INIT };
	c->run.desk = d;
	c->run.tx = &tx;
	if (!staff_require(d, "booking.change", e) || !tx_begin(&tx, d->store, e))
		return false;
	c->run.series = record_read(d, form_find(d->forms, "booking_series"), series_id, e);
	bool ok = c->run.series && change_all(c, e) && series_run_end(&c->run, keep, e);
	record_free(c->run.series);
	return ok;
}

static bool
check_change(const struct record *change, struct err *e)
{
	static const char *const fields[] = { "room_id", "bands", "from_minute", "to_minute" };
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (record_get(change, fields[i]))
			return true;
	return err_set(e, ERR_INVALID, _("Say the new room, or the new bands or times."));
}

bool
series_change_plan(struct desk *d, int64_t series_id, const struct series_dates *which,
		   const struct record *change, struct series_plan *out, struct err *e)
{
	struct changing c = {
		.run = { .plan = out }, .day = which->day, .scope = which->scope, .change = change
	};
	return check_change(change, e) && start(&c, d, series_id, false, e);
}

bool
series_change(struct desk *d, int64_t series_id, const struct series_dates *which,
	      const struct record *change, struct series_plan *out, struct err *e)
{
	struct changing c = {
		.run = { .plan = out }, .day = which->day, .scope = which->scope, .change = change
	};
	return check_change(change, e) && start(&c, d, series_id, true, e);
}

bool
series_end_plan(struct desk *d, int64_t series_id, const struct series_dates *which,
		struct series_plan *out, struct err *e)
{
	struct changing c = { .run = { .plan = out, .reason = which->reason },
			      .day = which->day,
			      .scope = which->scope };
	return start(&c, d, series_id, false, e);
}

bool
series_end(struct desk *d, int64_t series_id, const struct series_dates *which,
	   struct series_plan *out, struct err *e)
{
	struct changing c = { .run = { .plan = out, .reason = which->reason },
			      .day = which->day,
			      .scope = which->scope };
	return start(&c, d, series_id, true, e);
}
