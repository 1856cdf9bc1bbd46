/*
 * test_booking_notice.c - what the desk is told of a booking though nothing forbids it: while
 * it is typed, when a step takes a time, and on the list of free times.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "call_home.h"

#include "desk/booking/booking_advice.h"
#include "desk/booking/booking_notice.h"
#include "desk/booking/free.h"

#define DAY "2026-12-05"

/* What the form says of a new booking of the group. */
static const char *
advice_on(struct desk *d, struct arena *a, const char *room, const char *bands, const char *group)
{
	AUTO_STR text = STR_INIT;
	struct record *r = record_new(d, the_form(d, "booking"));
	record_put_id(r, "room_id", room_of(d, room));
	record_put(r, "day", DAY);
	record_put(r, "bands", bands);
	record_put(r, "group_id", group);
	booking_advice(d, r, &text);
	record_free(r);
	return arena_strdup(a, str_text(&text));
}

static void
who_waits_is_named_while_another_booking_is_typed(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t waits = begun(d, "a1", DAY, "night", "0", BOOKING_WAITING);
	const char *number =
		desk_query(d, &a, "SELECT number FROM booking WHERE id = ?1", waits);
	const char *told = advice_on(d, &a, "a1", "night", "1");
	assert_non_null(strstr(told, "Somebody waits for this time: 山田"));
	assert_non_null(strstr(told, number));
	/* The joined room takes the floor that is waited for; another time or room does not. */
	assert_non_null(strstr(advice_on(d, &a, "a", "night", "1"), "Somebody waits"));
	assert_null(strstr(advice_on(d, &a, "a1", "morning", "1"), "Somebody waits"));
	assert_null(strstr(advice_on(d, &a, "a2", "night", "1"), "Somebody waits"));
	assert_int_not_equal(begun(d, "a1", DAY, "night", "1", BOOKING_HOLD), 0);
}

static void
who_waits_is_not_told_of_itself_nor_who_has_the_time_of_others(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_STR text = STR_INIT;
	int64_t has = begun(d, "b", DAY, "night", "1", BOOKING_APPLIED);
	int64_t waits = begun(d, "b", DAY, "night", "2", BOOKING_WAITING);
	struct record *r = record_read(d, the_form(d, "booking"), waits, &h->e);
	booking_notice(d, r, "\n", &text);
	assert_string_equal(str_text(&text), "");
	record_free(r);
	r = record_read(d, the_form(d, "booking"), has, &h->e);
	booking_advice(d, r, &text);
	assert_null(strstr(str_text(&text), "Somebody waits"));
	record_put(r, "day", "2026-12-06");
	begun(d, "b", "2026-12-06", "night", "0", BOOKING_WAITING);
	booking_advice(d, r, &text);
	assert_non_null(strstr(str_text(&text), "Somebody waits"));
	record_free(r);
}

static void
a_step_that_takes_a_time_names_who_else_waits(void **state)
{
	const struct booking_wish no_wish = BOOKING_WISH_INIT;
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_STR said = STR_INIT;
	int64_t first = begun(d, "b", DAY, "night", "0", BOOKING_WAITING);
	int64_t second = begun(d, "b", DAY, "night", "2", BOOKING_WAITING);
	if (!booking_act(d, second, BOOKING_APPLY, &no_wish, &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_non_null(strstr(str_text(&said), "Somebody waits for this time: 山田"));
	str_clear(&said);
	assert_true(booking_act(d, second, BOOKING_PERMIT, &no_wish, &said, &h->e));
	assert_null(strstr(str_text(&said), "Somebody waits"));
	assert_int_not_equal(first, 0);
}

static void
a_free_time_says_who_waits_for_it(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct free_wish w = FREE_WISH_INIT;
	struct free_times times;
	begun(d, "a1", DAY, "night", "0", BOOKING_WAITING);
	w.first = date_from_iso(DAY);
	w.days = 1;
	w.band = "night";
	assert_true(free_next(d, &w, &a, &times, &h->e));
	assert_true(times.count > 2);
	for (int i = 0; i < times.count; i++) {
		bool waited = str_equal(times.rows[i].code, "a1") ||
			      str_equal(times.rows[i].code, "a");
		assert_int_equal(strstr(times.rows[i].waiting, "山田") != NULL, waited);
	}
}

static void
a_second_room_of_the_party_at_the_time_is_told(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	static const char told[] = "The party has another room at that time: ";
	begun(d, "a1", DAY, "night", "1", BOOKING_APPLIED);
	const char *advice = strstr(advice_on(d, &a, "b", "night", "1"), told);
	assert_non_null(advice);
	assert_non_null(strstr(advice, "17:30-21:30 会議室A-1"));
	assert_null(strstr(advice_on(d, &a, "b", "night", "2"), told));
	assert_null(strstr(advice_on(d, &a, "b", "morning", "1"), told));
}

static void
a_second_room_is_told_of_as_long_as_it_was_extended(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t other = begun(d, "a1", DAY, "afternoon", "1", BOOKING_APPLIED);
	struct record *r = record_read(d, the_form(d, "booking"), other, &h->e);
	AUTO_STR text = STR_INIT;
	record_put_id(r, "room_id", room_of(d, "b"));
	r->id = 0;
	record_put(r, "from_minute", "1020");
	record_put(r, "to_minute", "1050");
	booking_notice(d, r, "\n", &text);
	assert_string_equal(str_text(&text), "");
	desk_home_run(d, "UPDATE booking SET extended_after = 30");
	booking_notice(d, r, "\n", &text);
	assert_non_null(strstr(str_text(&text), "13:00-17:30 会議室A-1"));
	record_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CALLS(who_waits_is_named_while_another_booking_is_typed),
		IN_CALLS(who_waits_is_not_told_of_itself_nor_who_has_the_time_of_others),
		IN_CALLS(a_step_that_takes_a_time_names_who_else_waits),
		IN_CALLS(a_free_time_says_who_waits_for_it),
		IN_CALLS(a_second_room_of_the_party_at_the_time_is_told),
		IN_CALLS(a_second_room_is_told_of_as_long_as_it_was_extended),
	};
	return cmocka_run_group_tests_name("booking notice", tests, NULL, NULL);
}
