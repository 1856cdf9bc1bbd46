/*
 * test_call_waiting.c - who waits for a time is on the phone list for as long as the time
 * could be had, whatever was said to them, and no longer.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "call_home.h"

#include "desk/record/undo.h"
#include "desk/today/today_part.h"

#define DAY "2026-12-05"

/* Group 1 gives the evening up that somebody waits for; the id of the wait. */
static int64_t
waits_for_what_is_free(struct desk *d)
{
	int64_t has = begun(d, "b", DAY, "night", "1", BOOKING_APPLIED);
	int64_t waits = begun(d, "b", DAY, "night", "0", BOOKING_WAITING);
	act(d, has, BOOKING_CANCEL);
	return waits;
}

static void
say(struct desk *d, int64_t booking_id, const char *outcome)
{
	struct err e = { 0 };
	if (!call_done(d, first_call(d, booking_id), outcome, NULL, NULL, &e))
		fail_msg("%s", e.msg);
}

/* "reached", and whether the call is over. */
static const char *
calls_of(struct desk *d, struct arena *a, int64_t booking_id)
{
	return desk_query(d, a,
			  "SELECT group_concat(coalesce(outcome, '') || ':' || (done_on IS NOT"
			  " NULL), ' ') FROM call WHERE booking_id = ?1",
			  booking_id);
}

static void
who_waits_stays_on_the_list_when_told(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	struct call_row *rows;
	int64_t waits = waits_for_what_is_free(d);
	assert_true(call_goes_on(d, first_call(d, waits), "reached"));
	assert_true(call_done(d, first_call(d, waits), "reached", NULL, &said, &h->e));
	assert_non_null(strstr(str_text(&said), "until it is booked or given up"));
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 1);
	assert_non_null(strstr(rows[0].outcome_word, "to be settled"));
	assert_int_equal(today_count_calls(d), 1);
}

static void
who_waited_and_applies_was_reached(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t waits = waits_for_what_is_free(d);
	act(d, waits, BOOKING_APPLY);
	assert_string_equal(calls_of(d, &a, waits), "reached:1");
	assert_int_equal(today_count_calls(d), 0);
}

static void
who_waits_and_gives_up_is_phoned_no_more(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t waits = waits_for_what_is_free(d);
	say(d, waits, "reached");
	say(d, waits, "declined");
	assert_string_equal(calls_of(d, &a, waits), "declined:1");
	assert_string_equal(state_of(d, &a, waits), "cancelled");
}

static void
a_time_that_is_sold_is_offered_no_more(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	int64_t waits = waits_for_what_is_free(d);
	int64_t sold = begun(d, "b", DAY, "night", "2", BOOKING_HOLD);
	assert_string_equal(open_calls(d, &a), "");
	if (!undo_change(d, desk_last_change(d), NULL, &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_int_equal(today_count_calls(d), 1);
	say(d, waits, "message");
	sold = begun(d, "b", DAY, "night", "2", BOOKING_HOLD);
	assert_string_equal(calls_of(d, &a, waits), "message:1");
	/* Free once more, it is a call of its own. */
	act(d, sold, BOOKING_CANCEL);
	assert_string_equal(calls_of(d, &a, waits), "message:1 :0");
}

static void
a_closed_day_is_offered_no_more(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	waits_for_what_is_free(d);
	closed_for_an_election(d, DAY);
	assert_string_equal(open_calls(d, &a), "");
}

static void
a_day_that_is_open_again_is_offered_again(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t waits = waits_for_what_is_free(d);
	int64_t closure = desk_add(d, "closure", "from_day", DAY, "to_day", "2026-12-06", "reason",
				   "工事");
	assert_string_equal(open_calls(d, &a), "");
	desk_set(d, "closure", closure, "reason", "配管工事");
	assert_string_equal(open_calls(d, &a), "");
	desk_set(d, "closure", closure, "from_day", "2026-12-06");
	assert_string_equal(calls_of(d, &a, waits), ":0");
}

static void
a_day_that_is_over_is_offered_no_more(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	say(d, waits_for_what_is_free(d), "reached");
	desk_home_clock(d, "2026-12-06T09:00");
	assert_string_equal(open_calls(d, &a), "");
	assert_int_equal(today_count_calls(d), 0);
}

static void
a_hold_that_is_applied_for_is_phoned_no_more(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = book(d, "b", DAY, "night", "group_id", "1", "hold_until", "2026-11-21");
	assert_int_equal(call_holds(d, &h->e), 1);
	assert_string_equal(calls_of(d, &a, id), ":0");
	act(d, id, BOOKING_APPLY);
	assert_string_equal(calls_of(d, &a, id), "reached:1");
}

static void
money_is_offered_back_where_some_was_taken(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t call = first_call(d, waits_for_what_is_free(d));
	assert_true(call_offers(d, call, "reached"));
	assert_true(call_offers(d, call, "declined"));
	assert_false(call_offers(d, call, "refunded"));
	assert_false(call_offers(d, call, "refunded_part"));
	assert_false(call_offers(d, call, "moved"));
	int64_t id = paid(d, "b", "2026-12-10", "morning", "1");
	closed_for_an_election(d, "2026-12-10");
	assert_true(call_offers(d, first_call(d, id), "refunded"));
	assert_true(call_offers(d, first_call(d, id), "moved"));
	call = first_call(d, id);
	assert_false(call_offers(d, call, "refunded_part"));
	assert_false(call_done(d, call, "refunded_part", NULL, NULL, &h->e));
	assert_non_null(strstr(h->e.msg, "has not begun"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CALLS(who_waits_stays_on_the_list_when_told),
		IN_CALLS(who_waited_and_applies_was_reached),
		IN_CALLS(who_waits_and_gives_up_is_phoned_no_more),
		IN_CALLS(a_time_that_is_sold_is_offered_no_more),
		IN_CALLS(a_closed_day_is_offered_no_more),
		IN_CALLS(a_day_that_is_open_again_is_offered_again),
		IN_CALLS(a_day_that_is_over_is_offered_no_more),
		IN_CALLS(a_hold_that_is_applied_for_is_phoned_no_more),
		IN_CALLS(money_is_offered_back_where_some_was_taken),
	};
	return cmocka_run_group_tests_name("call waiting", tests, NULL, NULL);
}
