/*
 * today_booking.c - the panels about rooms: who comes today, whose key is out, who
 * waits for a permit, and who was to come and did not. The bookings of each state that
 * is still open stand in an index of their own, so that a year of them costs nothing.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk/today/today_part.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/booking/booking.h"
#include "desk/today/house.h"

/* Without INDEXED BY the index of all days is taken, and every past one read. */
#define PERMITTED " FROM booking INDEXED BY booking_permitted WHERE state = 'permitted'"
#define ARRIVALS  PERMITTED " AND day = ?1" TODAY_AT_SITE("room_id")
#define MISSED    PERMITTED " AND day < ?1" TODAY_AT_SITE("room_id")
#define KEYS                                                                            \
	" FROM booking INDEXED BY booking_in_use WHERE state = 'in_use' AND day <= ?1" \
	TODAY_AT_SITE("room_id")
#define APPLICATIONS                                                                      \
	" FROM booking INDEXED BY booking_applied WHERE state = 'applied' AND day >= ?1" \
	TODAY_AT_SITE("room_id")

/* The booking, what it still owes, and how soon it is. */
#define ROWS_OF(from, order) "SELECT id, due - taken" from " ORDER BY " order " LIMIT ?2"

/* "18:00-21:00 会議室B 合唱団ひばり 12人" */
static void
add_use(struct desk *d, const struct record *booking, struct str *b)
{
	int64_t room_id = record_get_id(booking, "room_id");
	const char *room = d->lookup.ref_title(d->lookup.ctx, "room", room_id);
	int heads = record_get_int(booking, "heads");
	booking_add_times(booking, b);
	str_addf(b, " %s ", room ? room : "");
	booking_add_party(d, booking, b);
	if (heads > 0) {
		str_add_char(b, ' ');
		str_addf(b, ngettext("%d person", "%d people", (unsigned long)heads), heads);
	}
}

static void
add_unpaid(int64_t yen, struct str *b)
{
	if (yen <= 0)
		return;
	str_addf(b, "  %s ", _("unpaid"));
	yen_add_unit(b, yen);
}

static void
say_arrival(struct desk *d, const struct record *booking, int64_t yen, struct str *b)
{
	int now = instant_minutes(clock_now(&d->clock));
	add_use(d, booking, b);
	if (record_get_int(booking, "from_minute") < now)
		str_addf(b, "  %s", _("not here yet"));
	add_unpaid(yen, b);
}

static void
say_key(struct desk *d, const struct record *booking, int64_t yen, struct str *b)
{
	day_num day = record_get_day(booking, "day"), today = desk_today(d);
	const char *key = record_get(booking, "key_number");
	if (day < today) {
		date_add_short(b, day, today);
		str_add_char(b, ' ');
	}
	add_use(d, booking, b);
	if (key)
		str_addf(b, _("  key %s"), key);
	if (day < today || booking_ends(booking) < instant_minutes(clock_now(&d->clock)))
		str_addf(b, "  %s", _("past its end"));
	add_unpaid(yen, b);
}

static void
say_application(struct desk *d, const struct record *booking, int64_t yen, struct str *b)
{
	(void)yen; /* nobody is asked for money before the permit */
	booking_add_line(d, booking, b);
}

static void
say_booking(struct desk *d, const struct record *booking, int64_t yen, struct str *b)
{
	booking_add_line(d, booking, b);
	add_unpaid(yen, b);
}

/* Today when none is known, so that the panel has what today has. */
static day_num
next_day(struct desk *d)
{
	day_num next = house_next_open(d);
	return next != DAY_NONE ? next : desk_today(d);
}

int64_t
today_count_next_day(struct desk *d)
{
	return today_count_on(d, TODAY_COUNT_OF(ARRIVALS), next_day(d));
}

int
today_rows_next_day(struct desk *d, struct arena *a, int limit, struct today_row **out,
		    struct err *e)
{
	static const struct today_question asked = {
		.sql = ROWS_OF(ARRIVALS, "from_minute, id"), .day = next_day, .say = say_booking
	};
	return today_rows(d, a, limit, &asked, out, e);
}

int64_t
today_count_arrivals(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(ARRIVALS));
}

int
today_rows_arrivals(struct desk *d, struct arena *a, int limit, struct today_row **out,
		    struct err *e)
{
	static const struct today_question asked = {
		.sql = ROWS_OF(ARRIVALS, "from_minute, id"), .say = say_arrival
	};
	return today_rows(d, a, limit, &asked, out, e);
}

int64_t
today_count_keys(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(KEYS));
}

int
today_rows_keys(struct desk *d, struct arena *a, int limit, struct today_row **out, struct err *e)
{
	static const struct today_question asked = {
		.sql = ROWS_OF(KEYS, "day, to_minute + extended_after, id"), .say = say_key
	};
	return today_rows(d, a, limit, &asked, out, e);
}

int64_t
today_count_applications(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(APPLICATIONS));
}

int
today_rows_applications(struct desk *d, struct arena *a, int limit, struct today_row **out,
			struct err *e)
{
	static const struct today_question asked = {
		.sql = ROWS_OF(APPLICATIONS, "day, from_minute, id"), .say = say_application
	};
	return today_rows(d, a, limit, &asked, out, e);
}

int64_t
today_count_missed(struct desk *d)
{
	return today_count(d, TODAY_COUNT_OF(MISSED));
}

int
today_rows_missed(struct desk *d, struct arena *a, int limit, struct today_row **out,
		  struct err *e)
{
	static const struct today_question asked = {
		.sql = ROWS_OF(MISSED, "day, from_minute, id"), .say = say_booking
	};
	return today_rows(d, a, limit, &asked, out, e);
}
