/* test_today_money.c - the panels about money count what they list: unpaid, to give back. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"
#include "panels.h"

#include "desk/booking/booking_act.h"
#include "desk/booking/receipt.h"

static void
act(struct desk_home *h, int64_t booking, enum booking_act what)
{
	struct booking_wish w = BOOKING_WISH_INIT;
	AUTO_STR said = STR_INIT;

	w.reason = "試験";
	w.ended_why = what == BOOKING_CANCEL ? "centre" : NULL;
	if (!booking_act(h->desk, booking, what, &w, &said, &h->e))
		fail_msg("%s", h->e.msg);
}

static void
pay(struct desk_home *h, int64_t booking)
{
	const struct payment p = { .booking_id = booking };

	if (receipt_pay(h->desk, &p, &h->e) == 0)
		fail_msg("%s", h->e.msg);
}

static int64_t
permitted(struct desk_home *h, const char *room, const char *day)
{
	int64_t id = book(h->desk, room, day, "night", "caller", "山田 太郎", "override", "試験");

	act(h, id, BOOKING_PERMIT);
	return id;
}

static void
who_has_not_paid_by_the_day_of_use_is_listed_with_the_sum(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = permitted(h, "a1", "2026-11-20");

	int64_t ahead = permitted(h, "a1", "2026-11-21");

	assert_int_equal(count_of(h, "unpaid_ahead", &a, &rows), 1);
	assert_int_equal(rows[0].id, ahead);
	assert_int_equal(count_of(h, "unpaid", &a, &rows), 1);
	assert_int_equal(rows[0].id, id);
	assert_string_equal(rows[0].form->name, "booking");
	assert_string_equal(rows[0].text, "unpaid 970 yen  Y26-0001 11/20 Fri 17:30-21:30 会議室A-1"
					  " 山田 太郎");
	pay(h, id);
	assert_int_equal(just_count(h, "unpaid"), 0);
	desk_home_clock(h->desk, "2026-11-21T09:00");
	assert_int_equal(just_count(h, "unpaid"), 1);
	assert_int_equal(just_count(h, "unpaid_ahead"), 0);
}

static void
today_comes_before_what_is_overdue(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t old = permitted(h, "a1", "2026-11-20");
	int64_t new = permitted(h, "a1", "2026-11-22");

	desk_home_clock(h->desk, "2026-11-22T09:00");
	assert_int_equal(count_of(h, "unpaid", &a, &rows), 2);
	assert_int_equal(rows[0].id, new);
	assert_int_equal(rows[1].id, old);
}

static void
a_hold_is_not_dunned(void **state)
{
	struct desk_home *h = *state;

	book(h->desk, "a1", "2026-11-20", "night", "caller", "山田 太郎", "override", "試験");
	assert_int_equal(just_count(h, "unpaid"), 0);
}

static void
what_a_cancellation_gives_back_is_listed_until_it_went_back(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = permitted(h, "a1", "2026-12-20");
	const struct payment back = { .booking_id = id, .gives_back = true };

	pay(h, id);
	assert_int_equal(just_count(h, "refunds"), 0);
	act(h, id, BOOKING_CANCEL);
	assert_int_equal(count_of(h, "refunds", &a, &rows), 1);
	assert_int_equal(rows[0].id, id);
	assert_true(str_starts(rows[0].text, "to give back 970 yen  "));
	assert_true(receipt_pay(h->desk, &back, &h->e) > 0);
	assert_int_equal(just_count(h, "refunds"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(who_has_not_paid_by_the_day_of_use_is_listed_with_the_sum),
		IN_BOOKING(today_comes_before_what_is_overdue),
		IN_BOOKING(a_hold_is_not_dunned),
		IN_BOOKING(what_a_cancellation_gives_back_is_listed_until_it_went_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
