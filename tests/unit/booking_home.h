/*
 * booking_home.h - a desk on a home of a test's own (desk_home.h) that lets rooms: the
 * book "paid" is loaded, a group is there, and a few words about bookings.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_BOOKING_HOME_H
#define TEST_BOOKING_HOME_H

#include "desk_home.h"

#include "desk/booking/booking.h"
#include "desk/rule/rule_store.h"

static inline void
booking_home_load(struct desk_home *h, const char *book)
{
	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, book) == 0 &&
		    rule_store_load_file(h->desk, &embed_books[i], date_from_iso("2026-04-01"),
					 "開設", &h->e))
			return;
	fail_msg("%s: %s", book, h->e.msg);
}

static inline int
booking_home_set_up(void **state)
{
	desk_home_set_up(state);
	booking_home_load(*state, "paid");
	return 0;
}

#define IN_BOOKING(name) \
	cmocka_unit_test_setup_teardown(name, booking_home_set_up, desk_home_tear_down)

static inline int64_t
room_of(struct desk *d, const char *code)
{
	int64_t id = d->lookup.ref_find(d->lookup.ctx, "room", code);

	if (id <= 0)
		fail_msg("no room %s", code);
	return id;
}

/* book(d, "a1", "2026-12-05", "night", "caller", "山田", "heads", "8") */
#define book(d, room, day_, bands_, ...)                                                     \
	desk_add(d, "booking", "room_id", desk_id(room_of(d, room)), "day", day_, "bands", \
		 bands_, __VA_ARGS__)

/* A number of a booking as it stands in the database: due, taken. */
static inline int64_t
booking_number(struct desk *d, int64_t id, const char *field)
{
	struct err e;
	struct record *r = record_read(d, the_form(d, "booking"), id, &e);
	int64_t number = r ? strtoll(record_get(r, field), NULL, 10) : -1;

	record_free(r);
	return number;
}

#endif
