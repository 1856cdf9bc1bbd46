/*
 * today_call.c - the panels of the phone: calls that are open, holds that lapse, dates of
 * series that are free again. Each stands in an index that holds nothing else.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/today_part.h"

#include "base/i18n.h"
#include "desk/booking/booking.h"
#include "desk/booking/call.h"

#define CALLS " FROM call WHERE" CALL_IS_OPEN("?1") CALL_AT_SITE("?3")
#define HOLDS                                                                     \
	" FROM booking WHERE state = 'hold' AND hold_until <= date(?1, '+1 day')" \
	TODAY_AT_SITE("room_id")
#define SERIES                                                                 \
	" FROM series_date WHERE state = 'planned' AND day >= ?1"              \
	TODAY_AT_SITE("(SELECT room_id FROM booking_series AS s"               \
		      " WHERE s.id = series_date.series_id)")

static const char *
say_call(struct desk *d, struct arena *a, int64_t booking_id, const char *about)
{
	AUTO_STR line = STR_INIT;
	const char *word = d->lookup.code_word(d->lookup.ctx, "call_about", about);
	str_addf(&line, "%s  ", word ? word : about);
	struct record *r = record_read(d, form_find(d->forms, "booking"), booking_id, NULL);
	if (r)
		booking_add_line(d, r, &line);
	record_free(r);
	return arena_strdup(a, str_text(&line));
}

/* "12/11(金) S-0003 会議室B 合唱団ひばり" */
static const char *
say_date(struct desk *d, struct arena *a, int64_t series_id, const char *day)
{
	AUTO_STR line = STR_INIT;
	struct record *s = record_read(d, form_find(d->forms, "booking_series"), series_id, NULL);
	date_add_short(&line, date_from_iso(day), desk_today(d));
	if (!s)
		return arena_strdup(a, str_text(&line));
	const char *room = d->lookup.ref_title(d->lookup.ctx, "room", record_get_id(s, "room_id"));
	str_addf(&line, " %s %s ", record_get(s, "number") ? record_get(s, "number") : "",
		 room ? room : "");
	const struct form *booking = form_find(d->forms, "booking");
	struct record *party = record_blank(booking);
	record_put(party, "group_id", record_get(s, "group_id"));
	record_put(party, "person_id", record_get(s, "person_id"));
	booking_add_party(d, party, &line);
	record_free(party);
	record_free(s);
	return arena_strdup(a, str_text(&line));
}

struct matter {
	const char *sql, *form;
	const char *(*say)(struct desk *d, struct arena *a, int64_t of, const char *what);
};

/* Columns: what Enter opens, what it is of, and a word about it. */
static int
rows_of(struct desk *d, struct arena *a, int limit, const struct matter *m, struct today_row **out,
	struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	if (!today_open(&q, d, m->sql, desk_today(d), e))
		return -1;
	stmt_bind_int(&q, 2, limit);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(limit + 1));
	while (count < limit && stmt_row(&q, e))
		(*out)[count++] = (struct today_row){
			.form = form_find(d->forms, m->form),
			.id = stmt_int(&q, 0),
			.text = m->say(d, a, stmt_int(&q, 1), stmt_text(&q, 2)),
		};
	return stmt_failed(&q) ? -1 : count;
}

int64_t
today_count_calls(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(CALLS));
}

int
today_rows_calls(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct matter m = { "SELECT id, booking_id, about" CALLS
				  " ORDER BY due_on, id LIMIT ?2",
				  "call", say_call };
	return rows_of(d, a, limit, &m, out, e);
}

int64_t
today_count_holds(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(HOLDS));
}

static const char *
say_hold(struct desk *d, struct arena *a, int64_t booking_id, const char *until)
{
	AUTO_STR line = STR_INIT;
	AUTO_STR day = STR_INIT;
	date_add_short(&day, date_from_iso(until), desk_today(d));
	struct record *r = record_read(d, form_find(d->forms, "booking"), booking_id, NULL);
	if (r)
		booking_add_line(d, r, &line);
	record_free(r);
	/* L10N: the last day of a hold, and the booking. */
	return arena_printf(a, _("until %s  %s"), str_text(&day), str_text(&line));
}

int
today_rows_holds(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct matter m = { "SELECT id, id, hold_until" HOLDS
				  " ORDER BY hold_until, id LIMIT ?2",
				  "booking", say_hold };
	return rows_of(d, a, limit, &m, out, e);
}

int64_t
today_count_series(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(SERIES));
}

int
today_rows_series(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	const struct matter m = { "SELECT series_id, series_id, day" SERIES
				  " ORDER BY day, id LIMIT ?2",
				  "booking_series", say_date };
	return rows_of(d, a, limit, &m, out, e);
}
