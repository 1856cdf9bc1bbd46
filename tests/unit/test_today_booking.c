/* test_today_booking.c - the panels about rooms: who comes, keys out, what waits, who missed. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"
#include "panels.h"

#include "desk/booking/booking_act.h"

static void
act(struct desk_home *h, int64_t booking, enum booking_act what)
{
	struct booking_wish w = BOOKING_WISH_INIT;
	AUTO_STR said = STR_INIT;

	w.key_number = "7";
	w.reason = what == BOOKING_MISS ? "連絡なし" : what == BOOKING_CHECK_IN ? "搬入" : NULL;
	w.override = what == BOOKING_CHECK_IN ? "後日の振込" : NULL;
	if (!booking_act(h->desk, booking, what, &w, &said, &h->e))
		fail_msg("%s", h->e.msg);
}

static int64_t
permitted(struct desk_home *h, const char *room, const char *band)
{
	int64_t id = book(h->desk, room, "2026-11-20", band, "caller", "山田 太郎", "heads",
			  "12", "override", "試験");

	act(h, id, BOOKING_PERMIT);
	return id;
}

static void
arrivals_stand_by_their_time_with_what_is_unpaid(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t night = permitted(h, "b", "night");
	int64_t noon = permitted(h, "a1", "afternoon");

	desk_home_clock(h->desk, "2026-11-20T17:00");
	assert_int_equal(count_of(h, "arrivals", &a, &rows), 2);
	assert_int_equal(rows[0].id, noon);
	assert_int_equal(rows[1].id, night);
	assert_string_equal(rows[0].form->name, "booking");
	assert_string_equal(rows[0].text, "13:00-17:00 会議室A-1 山田 太郎 12 people"
					  "  not here yet  unpaid 970 yen");
	assert_string_equal(rows[1].text, "17:30-21:30 会議室B 山田 太郎 12 people"
					  "  unpaid 1,410 yen");
}

static void
the_panels_are_of_the_desks_site(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t north = desk_add(h->desk, "site", "code", "north", "name", "北分館");
	int64_t south = desk_add(h->desk, "site", "code", "south", "name", "南分館");
	int64_t in_north = permitted(h, "hall", "night");

	permitted(h, "a1", "night"); /* of no site */
	permitted(h, "b", "night");
	act(h, permitted(h, "a2", "night"), BOOKING_CHECK_IN);
	desk_set(h->desk, "room", room_of(h->desk, "hall"), "site_id", desk_id(north));
	desk_set(h->desk, "room", room_of(h->desk, "b"), "site_id", desk_id(south));
	desk_set(h->desk, "room", room_of(h->desk, "a2"), "site_id", desk_id(south));
	desk_add(h->desk, "call", "booking_id", desk_id(in_north), "about", "hold");
	assert_int_equal(just_count(h, "arrivals"), 3);
	h->desk->site_id = north;
	assert_int_equal(count_of(h, "arrivals", &a, &rows), 2);
	assert_int_equal(just_count(h, "keys"), 0);
	assert_int_equal(just_count(h, "calls"), 1);
	assert_int_equal(just_count(h, "unpaid"), 2);
	h->desk->site_id = south;
	assert_int_equal(just_count(h, "arrivals"), 2);
	assert_int_equal(just_count(h, "keys"), 1);
	assert_int_equal(just_count(h, "calls"), 0);
}

static void
who_has_come_is_among_the_keys_until_the_key_is_back(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = permitted(h, "a1", "afternoon");

	desk_home_clock(h->desk, "2026-11-20T16:59");
	act(h, id, BOOKING_CHECK_IN);
	assert_int_equal(just_count(h, "arrivals"), 0);
	assert_int_equal(count_of(h, "keys", &a, &rows), 1);
	assert_string_equal(rows[0].text, "13:00-17:00 会議室A-1 山田 太郎 12 people  key 7"
					  "  unpaid 970 yen");
	desk_home_clock(h->desk, "2026-11-20T17:01");
	assert_int_equal(count_of(h, "keys", &a, &rows), 1);
	assert_string_equal(rows[0].text, "13:00-17:00 会議室A-1 山田 太郎 12 people  key 7"
					  "  past its end  unpaid 970 yen");
	act(h, id, BOOKING_CHECK_OUT);
	assert_int_equal(just_count(h, "keys"), 0);
}

static void
a_key_of_another_day_comes_first_with_its_day(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = permitted(h, "a1", "night");

	act(h, id, BOOKING_CHECK_IN);
	desk_home_clock(h->desk, "2026-11-21T09:00");
	assert_int_equal(count_of(h, "keys", &a, &rows), 1);
	assert_string_equal(rows[0].text, "11/20 Fri 17:30-21:30 会議室A-1 山田 太郎 12 people"
					  "  key 7  past its end  unpaid 970 yen");
}

static void
an_application_waits_until_it_is_permitted(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = book(h->desk, "a1", "2026-12-05", "night", "caller", "山田 太郎");

	assert_int_equal(just_count(h, "applications"), 0);
	act(h, id, BOOKING_APPLY);
	assert_int_equal(count_of(h, "applications", &a, &rows), 1);
	assert_string_equal(rows[0].text, "Y26-0001 12/5 Sat 17:30-21:30 会議室A-1 山田 太郎");
	act(h, id, BOOKING_PERMIT);
	assert_int_equal(just_count(h, "applications"), 0);
}

static void
who_was_to_come_and_did_not_is_asked_about_from_the_next_day(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = permitted(h, "a1", "night");

	assert_int_equal(just_count(h, "missed"), 0);
	desk_home_clock(h->desk, "2026-11-21T09:00");
	assert_int_equal(just_count(h, "arrivals"), 0);
	assert_int_equal(count_of(h, "missed", &a, &rows), 1);
	assert_string_equal(rows[0].text, "Y26-0001 11/20 Fri 17:30-21:30 会議室A-1 山田 太郎"
					  "  unpaid 970 yen");
	act(h, id, BOOKING_MISS);
	assert_int_equal(just_count(h, "missed"), 0);
}

/* The panels are asked for at every tick: none may walk the bookings of the year. */
static void
each_question_has_an_index_of_its_own(void **state)
{
	struct desk_home *h = *state;
	static const char *const questions[][2] = {
		{ "state = 'permitted' AND day = ?1", "booking_permitted" },
		{ "state = 'permitted' AND day < ?1", "booking_permitted" },
		{ "state = 'in_use' AND day <= ?1", "booking_in_use" },
		{ "state = 'applied' AND day >= ?1", "booking_applied" },
	};

	for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
		AUTO_STMT q = STMT_INIT;
		AUTO_FREE char *sql =
			mem_printf("EXPLAIN QUERY PLAN SELECT count(*) FROM booking WHERE %s",
				   questions[i][0]);

		assert_true(stmt_open(&q, h->desk->store, sql, &h->e));
		assert_true(stmt_row(&q, &h->e));
		assert_non_null(strstr(stmt_text(&q, 3), questions[i][1]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(arrivals_stand_by_their_time_with_what_is_unpaid),
		IN_BOOKING(the_panels_are_of_the_desks_site),
		IN_BOOKING(who_has_come_is_among_the_keys_until_the_key_is_back),
		IN_BOOKING(a_key_of_another_day_comes_first_with_its_day),
		IN_BOOKING(an_application_waits_until_it_is_permitted),
		IN_BOOKING(who_was_to_come_and_did_not_is_asked_about_from_the_next_day),
		IN_BOOKING(each_question_has_an_index_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
