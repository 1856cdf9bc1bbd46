/*
 * call_home.h - a desk on a home of a test's own with two groups and the book "paid":
 * bookings in a state of their own, permitted and paid ones, closures, and the open calls.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_CALL_HOME_H
#define TEST_CALL_HOME_H

#include "booking_home.h"

#include "desk/booking/booking_act.h"
#include "desk/booking/call.h"
#include "desk/booking/receipt.h"

static inline int
set_up_without_book(void **state)
{
	desk_home_set_up(state);
	struct desk_home *h = *state;
	desk_add(h->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ", "phone",
		 "0297-00-1234");
	desk_add(h->desk, "group", "name", "よさこい連", "kana", "ヨサコイレン");
	return 0;
}

static inline int
set_up(void **state)
{
	set_up_without_book(state);
	booking_home_load(*state, "paid");
	return 0;
}

#define IN_CALLS(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)

static inline void
act(struct desk *d, int64_t id, enum booking_act what)
{
	const struct booking_wish no_wish = BOOKING_WISH_INIT;
	struct err e = { 0 };
	if (!booking_act(d, id, what, &no_wish, NULL, &e))
		fail_msg("%s", e.msg);
}

/* The open calls as "waiting:3 closure:1", by booking. */
static inline const char *
open_calls(struct desk *d, struct arena *a)
{
	struct call_row *rows;
	struct err e = { 0 };
	AUTO_STR b = STR_INIT;
	int count = call_open(d, 0, a, &rows, &e);
	if (count < 0)
		fail_msg("%s", e.msg);
	for (int i = 0; i < count; i++)
		str_addf(&b, "%s%s:%d", i ? " " : "", rows[i].about, (int)rows[i].booking_id);
	return arena_strdup(a, str_text(&b));
}

static inline int64_t
first_call(struct desk *d, int64_t booking_id)
{
	return store_get_int(d->store,
			     "SELECT id FROM call WHERE booking_id = ?1 AND done_on IS NULL",
			     booking_id, 0);
}

static inline const char *
state_of(struct desk *d, struct arena *a, int64_t id)
{
	return desk_query(d, a, "SELECT state FROM booking WHERE id = ?1", id);
}

/* A booking in a state of its own; group "0": somebody on no register. */
static inline int64_t
begun(struct desk *d, const char *room, const char *day, const char *bands, const char *group,
      enum booking_state state)
{
	struct err e = { 0 };
	struct record *r = record_new(d, the_form(d, "booking"));
	record_put_id(r, "room_id", room_of(d, room));
	record_put(r, "day", day);
	record_put(r, "bands", bands);
	record_put(r, str_equal(group, "0") ? "caller" : "group_id",
		   str_equal(group, "0") ? "山田" : group);
	record_put(r, "heads", "8");
	if (!booking_add(d, r, state, NULL, &e))
		fail_msg("%s", e.msg);
	int64_t id = r->id;
	record_free(r);
	return id;
}

/* A permitted and paid booking. */
static inline int64_t
paid(struct desk *d, const char *room, const char *day, const char *bands, const char *group)
{
	struct err e = { 0 };
	int64_t id = begun(d, room, day, bands, group, BOOKING_APPLIED);
	const struct payment p = { .booking_id = id };
	act(d, id, BOOKING_PERMIT);
	if (receipt_pay(d, &p, &e) == 0)
		fail_msg("%s", e.msg);
	return id;
}

static inline void
move(struct desk *d, int64_t id, const char *room, const char *day)
{
	struct err e = { 0 };
	struct booking_wish w = BOOKING_WISH_INIT;
	w.room_id = room_of(d, room);
	w.day = date_from_iso(day);
	if (!booking_act(d, id, BOOKING_MOVE, &w, NULL, &e))
		fail_msg("%s", e.msg);
}

static inline void
closed_for_an_election(struct desk *d, const char *day)
{
	desk_add(d, "closure", "from_day", day, "reason", "市長選挙", "kind", "election");
}

#endif
