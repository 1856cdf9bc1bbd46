/*
 * today_money.c - the panels about money: who has not paid by the day of use, and to
 * whom something is to be given back. The few bookings whose sums differ stand in
 * indexes of their own, so that a count does not walk the others.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/today_part.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/booking.h"

/* ?1 is today. Of what was let lapse or never permitted nobody asks money. */
#define OWED(days)                                                                      \
	" FROM booking INDEXED BY booking_unsettled WHERE due <> taken AND due > taken" \
	" AND day " days " ?1 AND state"                                                \
	" IN ('applied', 'permitted', 'in_use', 'done', 'cancelled', 'no_show')"        \
	TODAY_AT_SITE("room_id")
#define UNPAID OWED("<=")
#define AHEAD  OWED(">")
#define REFUNDS                                                                     \
	" FROM booking INDEXED BY booking_overpaid WHERE taken > due AND ?1 = ?1" \
	TODAY_AT_SITE("room_id")

/* "未払 2,400円  R8-0412 11/20(金) 18:00-21:00 会議室A 合唱団ひばり": a long name is cut last. */
static void
say_sum(struct desk *d, const struct record *booking, const char *what, int64_t yen, struct str *b)
{
	str_addf(b, "%s ", what);
	yen_add_unit(b, yen);
	str_add(b, "  ");
	booking_add_line(d, booking, b);
}

static void
say_unpaid(struct desk *d, const struct record *booking, int64_t yen, struct str *b)
{
	say_sum(d, booking, _("unpaid"), yen, b);
}

static void
say_refund(struct desk *d, const struct record *booking, int64_t yen, struct str *b)
{
	say_sum(d, booking, _("to give back"), yen, b);
}

int64_t
today_count_unpaid(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(UNPAID));
}

int
today_rows_unpaid(struct desk *d, struct arena *a, int limit, struct today_row **out,
		  struct err *e)
{
	const struct today_question asked = {
		.sql = "SELECT id, due - taken" UNPAID
		       " ORDER BY day DESC, from_minute, id LIMIT ?2",
		.say = say_unpaid,
	};
	return today_rows(d, a, limit, &asked, out, e);
}

int64_t
today_count_unpaid_ahead(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(AHEAD));
}

int
today_rows_unpaid_ahead(struct desk *d, struct arena *a, int limit, struct today_row **out,
			struct err *e)
{
	const struct today_question asked = {
		.sql = "SELECT id, due - taken" AHEAD " ORDER BY day, from_minute, id LIMIT ?2",
		.say = say_unpaid,
	};
	return today_rows(d, a, limit, &asked, out, e);
}

int64_t
today_count_refunds(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(REFUNDS));
}

int
today_rows_refunds(struct desk *d, struct arena *a, int limit, struct today_row **out,
		   struct err *e)
{
	const struct today_question asked = {
		.sql = "SELECT id, taken - due" REFUNDS " ORDER BY day, from_minute, id LIMIT ?2",
		.say = say_refund,
	};
	return today_rows(d, a, limit, &asked, out, e);
}
