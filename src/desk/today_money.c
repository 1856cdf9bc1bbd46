/*
 * today_money.c - the panels about money: who has not paid by the day of use, and to
 * whom something is to be given back. The few bookings whose sums differ stand in
 * indexes of their own, so that a count does not walk the others.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today_part.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking.h"
#include "store/stmt.h"

/* ?1 is today. Of what was let lapse or never permitted nobody asks money. */
#define UNPAID                                                                     \
	" FROM booking WHERE due <> taken AND due > taken AND day <= ?1 AND state" \
	" IN ('applied', 'permitted', 'in_use', 'done', 'cancelled', 'no_show')"
#define REFUNDS " FROM booking WHERE taken > due AND ?1 = ?1"

static bool
open_question(struct stmt *q, struct desk *d, const char *sql, struct err *e)
{
	char today[DATE_TEXT_SIZE];
	if (!stmt_open(q, d->store, sql, e))
		return false;
	date_to_iso(desk_today(d), today);
	stmt_bind_text(q, 1, today);
	return true;
}

static int64_t
count_of(struct desk *d, const char *sql)
{
	AUTO_STMT q = STMT_INIT;
	return open_question(&q, d, sql, NULL) && stmt_row(&q, NULL) ? stmt_int(&q, 0) : 0;
}

/* "R8-0412 11/20(金) 18:00-21:00 会議室A 合唱団ひばり  未払 2,400円"; `what` takes the sum. */
static const char *
say(struct desk *d, struct arena *a, struct stmt *q, const char *what)
{
	AUTO_STR text = STR_INIT;
	AUTO_STR sum = STR_INIT;
	struct record *r =
		record_read(d, form_find(d->forms, "booking"), stmt_int(q, 0), NULL);
	if (r)
		booking_add_line(d, r, &text);
	record_free(r);
	yen_add_unit(&sum, stmt_int(q, 1));
	str_add(&text, "  ");
	str_addf(&text, "%s %s", what, str_text(&sum));
	return arena_strdup(a, str_text(&text));
}

struct question {
	const char *sql, *what;
};

static int
rows_of(struct desk *d, struct arena *a, int limit, const struct question *asked,
	struct today_row **out, struct err *e)
{
	AUTO_STMT q = STMT_INIT;
	int count = 0;
	if (!open_question(&q, d, asked->sql, e))
		return -1;
	stmt_bind_int(&q, 2, limit);
	*out = arena_alloc(a, sizeof(**out) * (size_t)(limit + 1));
	while (count < limit && stmt_row(&q, e))
		(*out)[count++] = (struct today_row){
			.form = form_find(d->forms, "booking"),
			.id = stmt_int(&q, 0),
			.text = say(d, a, &q, asked->what),
		};
	return stmt_failed(&q) ? -1 : count;
}

int64_t
today_count_unpaid(struct desk *d)
{
	return count_of(d, TODAY_COUNT_OF(UNPAID));
}

int
today_rows_unpaid(struct desk *d, struct arena *a, int limit, struct today_row **out,
		  struct err *e)
{
	const struct question asked = {
		"SELECT id, due - taken" UNPAID " ORDER BY day DESC, from_minute, id LIMIT ?2",
		_("unpaid"),
	};
	return rows_of(d, a, limit, &asked, out, e);
}

int64_t
today_count_refunds(struct desk *d)
{
	return count_of(d, TODAY_COUNT_OF(REFUNDS));
}

int
today_rows_refunds(struct desk *d, struct arena *a, int limit, struct today_row **out,
		   struct err *e)
{
	const struct question asked = {
		"SELECT id, taken - due" REFUNDS " ORDER BY day, from_minute, id LIMIT ?2",
		_("to give back"),
	};
	return rows_of(d, a, limit, &asked, out, e);
}
