/*
 * test_rule_touch.c - the bookings ahead for which a new edition says otherwise: another
 * price, or no longer allowed; and that nothing of them changes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "desk/rule_touch.h"
#include "rule/read.h"

/* The example with charges, with a passage of it put otherwise. */
static struct book *
book_with(struct desk *d, const char *was, const char *is)
{
	AUTO_STR text = STR_INIT;
	struct faults f = FAULTS_INIT("new.yaml");
	struct err e = { 0 };
	int64_t id = rule_store_in_force(d, 0, desk_today(d), &e);
	assert_true(rule_store_dump(d, id, &text, &e));
	char *at = strstr(text.s, was);
	if (!at)
		fail_msg("%s does not stand in the book", was);
	size_t pos = (size_t)(at - text.s);
	str_remove(&text, pos, strlen(was));
	str_insert(&text, pos, is, strlen(is));
	struct book *b = book_read("new.yaml", str_text(&text), text.len, &f);
	assert_non_null(b);
	faults_done(&f);
	return b;
}

static void
a_dearer_room_touches_its_bookings_ahead_and_no_others(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct rule_touch t;
	int64_t id = book(d, "b", "2026-12-05", "night", "caller", "山田", "heads", "8");
	book(d, "hall", "2026-12-05", "night", "caller", "鈴木", "heads", "8");
	int64_t due = booking_number(d, id, "due");
	struct book *b = book_with(d, "990, 1210, 1210, 3080", "990, 1210, 1310, 3080");
	assert_true(rule_touch(d, b, date_from_iso("2026-12-01"), &a, &t, &h->e));
	assert_int_equal(t.asked, 2);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.rows[0].booking_id, id);
	assert_int_equal(t.rows[0].is - t.rows[0].was, 100);
	assert_int_equal(t.rows[0].was, due);
	assert_true(t.rows[0].keeps);
	rule_touch_add(&t, 10, &text);
	assert_non_null(strstr(str_text(&text), "山田"));
	assert_non_null(strstr(str_text(&text), "1,410 yen -> 1,510 yen"));
	assert_int_equal(booking_number(d, id, "due"), due);
	/* In force from today on, it would answer for what is applied for today. */
	assert_true(rule_touch(d, b, desk_today(d), &a, &t, &h->e));
	assert_false(t.rows[0].keeps);
	book_free(b);
}

static void
a_smaller_room_no_longer_allows_what_it_held(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct rule_touch t;
	book(d, "b", "2026-12-05", "night", "caller", "山田", "heads", "25");
	book(d, "b", "2026-12-06", "night", "caller", "鈴木", "heads", "8");
	struct book *b = book_with(d, "capacity: 30", "capacity: 20");
	assert_true(rule_touch(d, b, desk_today(d), &a, &t, &h->e));
	assert_int_equal(t.count, 1);
	assert_non_null(t.rows[0].why_not);
	assert_int_equal(t.rows[0].was, t.rows[0].is);
	book_free(b);
}

static void
the_same_book_touches_nothing(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct rule_touch t;
	book(h->desk, "b", "2026-12-05", "night", "caller", "山田", "heads", "8");
	struct book *b = book_with(h->desk, "capacity: 30", "capacity: 30");
	assert_true(rule_touch(h->desk, b, desk_today(h->desk), &a, &t, &h->e));
	assert_int_equal(t.asked, 1);
	assert_int_equal(t.count, 0);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(a_dearer_room_touches_its_bookings_ahead_and_no_others),
		IN_BOOKING(a_smaller_room_no_longer_allows_what_it_held),
		IN_BOOKING(the_same_book_touches_nothing),
	};
	return cmocka_run_group_tests_name("bookings that rules touch", tests, NULL, NULL);
}
