/*
 * test_rule_touch.c - the bookings ahead for which a new edition says otherwise: another
 * price, or no longer allowed, or could not be applied for today; those that its rooms would
 * put in each other's way; and that nothing of them changes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "desk/rule/rule_touch.h"
#include "rule/read/read.h"

/* Appends the book in force, with a passage of it put otherwise. */
static void
text_with(struct desk *d, const char *was, const char *is, struct str *text)
{
	struct err e = { 0 };
	int64_t id = rule_store_in_force(d, 0, desk_today(d), &e);
	assert_true(rule_store_dump(d, id, text, &e));
	char *at = strstr(text->s, was);
	if (!at)
		fail_msg("%s does not stand in the book", was);
	size_t pos = (size_t)(at - text->s);
	str_remove(text, pos, strlen(was));
	str_insert(text, pos, is, strlen(is));
}

static struct book *
book_with(struct desk *d, const char *was, const char *is)
{
	AUTO_STR text = STR_INIT;
	struct faults f = FAULTS_INIT("new.yaml");
	text_with(d, was, is, &text);
	struct book *b = book_read("new.yaml", str_text(&text), text.len, &f);
	assert_non_null(b);
	faults_done(&f);
	return b;
}

static bool
load_with(struct desk_home *h, const char *was, const char *is)
{
	AUTO_STR text = STR_INIT;
	text_with(h->desk, was, is, &text);
	const struct form_file file = { .name = "new.yaml", .bytes = text.s, .len = text.len };
	return rule_store_load_file(h->desk, &file, desk_today(h->desk), "訂正", &h->e);
}

/* What the book says of the bookings ahead, were it in force from `from` on. */
static struct rule_touch
touch(struct desk_home *h, const struct book *b, day_num from, struct arena *a)
{
	const struct rule_touch_ask ask = { .book = b, .from = from };
	struct rule_touch t;
	if (!rule_touch(h->desk, &ask, a, &t, &h->e))
		fail_msg("%s", h->e.msg);
	return t;
}

static void
a_dearer_room_touches_its_bookings_ahead_and_no_others(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	int64_t id = book(d, "b", "2026-12-05", "night", "caller", "山田", "heads", "8");
	book(d, "hall", "2026-12-05", "night", "caller", "鈴木", "heads", "8");
	int64_t due = booking_number(d, id, "due");
	struct book *b = book_with(d, "990, 1210, 1210, 3080", "990, 1210, 1310, 3080");
	struct rule_touch t = touch(h, b, date_from_iso("2026-12-01"), &a);
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
	assert_false(touch(h, b, desk_today(d), &a).rows[0].keeps);
	book_free(b);
}

static void
a_smaller_room_no_longer_allows_what_it_held(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	book(d, "b", "2026-12-05", "night", "caller", "山田", "heads", "25");
	book(d, "b", "2026-12-06", "night", "caller", "鈴木", "heads", "8");
	struct book *b = book_with(d, "capacity: 30", "capacity: 20");
	struct rule_touch t = touch(h, b, desk_today(d), &a);
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
	book(h->desk, "b", "2026-12-05", "night", "caller", "山田", "heads", "8");
	struct book *b = book_with(h->desk, "capacity: 30", "capacity: 30");
	struct rule_touch t = touch(h, b, desk_today(h->desk), &a);
	assert_int_equal(t.asked, 1);
	assert_int_equal(t.row_count, 0);
	book_free(b);
}

/* 2026-12-20: the general window opened on 2026-10-15; by the new edition on 2026-12-15. */
static void
a_later_window_and_a_stricter_limit_stand_apart_from_prices(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	book(d, "b", "2026-12-20", "night", "caller", "山田", "heads", "8");
	struct book *b = book_with(d, "opens: {months: 2, day: 15", "opens: {months: 0, day: 15");
	struct rule_touch t = touch(h, b, desk_today(d), &a);
	assert_int_equal(t.count, 0);
	assert_int_equal(t.not_today_count, 1);
	assert_null(t.rows[0].why_not);
	assert_non_null(strstr(t.rows[0].not_today, "applications from"));
	rule_touch_add(&t, 10, &text);
	assert_non_null(strstr(str_text(&text), "otherwise: 0 (of 1)"));
	assert_non_null(strstr(str_text(&text), "could not be applied for today under it: 1"));
	book_free(b);
	b = book_with(d, "most: 1\n  same_day", "most: 0\n  same_day");
	t = touch(h, b, desk_today(d), &a);
	assert_int_equal(t.count, 0);
	assert_int_equal(t.not_today_count, 1);
	assert_non_null(t.rows[0].not_today);
	book_free(b);
}

/* One piano each: together they are more than the new edition lets a group have in a month. */
static void
equipment_of_a_groups_other_bookings_counts(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	desk_add(d, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
	book(d, "hall", "2026-12-05", "night", "group_id", "1", "heads", "8", "extras", "piano");
	book(d, "hall", "2026-12-17", "night", "group_id", "1", "heads", "8", "extras", "ピアノ:1");
	struct book *b = book_with(d, "bookings\n  per: week\n  most: 1\n  same_day: once",
				   "pieces\n  extras: [piano]\n  per: month\n  most: 1");
	struct rule_touch t = touch(h, b, desk_today(d), &a);
	assert_int_equal(t.count, 0);
	assert_int_equal(t.not_today_count, 2);
	assert_non_null(strstr(t.rows[0].not_today, "2 pieces"));
	book_free(b);
}

/* Seen from September, the use of December can be applied for by neither edition. */
static void
what_its_own_edition_refuses_today_too_is_no_news(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	book(d, "b", "2026-12-20", "night", "caller", "山田", "heads", "8");
	struct book *b = book_with(d, "opens: {months: 2, day: 15", "opens: {months: 0, day: 15");
	desk_home_clock(d, "2026-09-01T10:00");
	assert_int_equal(touch(h, b, desk_today(d), &a).row_count, 0);
	book_free(b);
}

static bool
stop_at_once(void *ctx, int asked, int ahead)
{
	*(int *)ctx = ahead;
	return asked < 0;
}

static void
every_booking_ahead_is_asked_about_unless_somebody_stops_it(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct rule_touch t;
	int told = 0;
	static const char *const bands[] = { "morning", "afternoon", "night" };
	day_num first = date_from_iso("2026-12-09");
	for (int i = 0; i < 60; i++) {
		char day[DATE_TEXT_SIZE];
		date_to_iso(first + i / 3 % 10 + (i < 30 ? 0 : 35), day);
		book(d, "b", day, bands[i % 3], "caller", "山田", "heads", "8");
	}
	struct book *b = book_with(d, "990, 1210, 1210, 3080", "1090, 1310, 1310, 3180");
	t = touch(h, b, desk_today(d), &a);
	assert_int_equal(t.ahead, 60);
	assert_int_equal(t.asked, 60);
	assert_int_equal(t.count, 60);
	const struct rule_touch_ask ask = { .book = b, .go_on = stop_at_once, .ctx = &told };
	assert_true(rule_touch(d, &ask, &a, &t, &h->e));
	assert_int_equal(told, 60);
	assert_in_range(t.asked, 1, 59);
	assert_int_equal(t.count, t.asked);
	rule_touch_add(&t, 1, &text);
	assert_non_null(strstr(str_text(&text), "Stopped: of 60 bookings ahead"));
	book_free(b);
}

/* The rooms of the example belong to no site: another site's book is not about them. */
static void
the_book_of_another_site_touches_none_of_them(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct rule_touch t;
	book(d, "b", "2026-12-05", "night", "caller", "山田", "heads", "8");
	struct book *b = book_with(d, "990, 1210, 1210, 3080", "990, 1210, 1310, 3080");
	const struct rule_touch_ask ask = { .book = b, .site_id = 99 };
	assert_true(rule_touch(d, &ask, &a, &t, &h->e));
	assert_int_equal(t.ahead, 0);
	book_free(b);
}

/* 会議室A was loaded as A-1 alone; the corrected book makes it of both halves again. */
static void
a_room_joined_again_names_the_bookings_that_stand_in_its_way(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	assert_true(load_with(h, "units: [a1, a2]", "units: [a1]"));
	book(d, "a", "2026-12-05", "night", "caller", "山田", "heads", "8");
	int64_t id = book(d, "a2", "2026-12-05", "night", "caller", "鈴木", "heads", "8");
	book(d, "a2", "2026-12-05", "morning", "caller", "佐藤", "heads", "8");
	book(d, "a2", "2026-12-06", "night", "caller", "高橋", "heads", "8");
	struct book *b = book_with(d, "name: 会議室A（A-1・A-2）\n  units: [a1]",
				   "name: 会議室A（A-1・A-2）\n  units: [a1, a2]");
	struct rule_touch t = touch(h, b, desk_today(d), &a);
	assert_int_equal(t.count, 0);
	assert_int_equal(t.clashes.count, 1);
	assert_int_equal(t.clashes.rows[0].other_id, id);
	rule_touch_add(&t, 10, &text);
	assert_non_null(strstr(str_text(&text), "each other's way: 1."));
	book_free(b);
	assert_false(load_with(h, "name: 会議室A（A-1・A-2）\n  units: [a1]",
			       "name: 会議室A（A-1・A-2）\n  units: [a1, a2]"));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_non_null(strstr(h->e.msg, "each other's way: 1."));
	assert_non_null(strstr(h->e.msg, "山田 / "));
	assert_non_null(strstr(h->e.msg, "鈴木"));
	assert_null(strstr(h->e.msg, "佐藤"));
	assert_null(strstr(h->e.msg, "高橋"));
}

#define HALVES(first, second)                                                     \
	"units: [" first "]\n  capacity: 18\n- code: a2\n  name: 会議室A-2\n" \
	"  by_law: 条例第7条第1項　定員を超える利用は、許可しない。\n  units: [" second "]"

/* change places on paper: nobody has a piece of floor that another one has. */
static void
rooms_that_trade_their_units_keep_their_bookings(void **state)
{
	struct desk_home *h = *state;
	book(h->desk, "a1", "2026-12-05", "night", "caller", "山田", "heads", "8");
	book(h->desk, "a2", "2026-12-05", "night", "caller", "鈴木", "heads", "8");
	if (!load_with(h, HALVES("a1", "a2"), HALVES("a2", "a1")))
		fail_msg("%s", h->e.msg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(a_dearer_room_touches_its_bookings_ahead_and_no_others),
		IN_BOOKING(a_smaller_room_no_longer_allows_what_it_held),
		IN_BOOKING(the_same_book_touches_nothing),
		IN_BOOKING(a_later_window_and_a_stricter_limit_stand_apart_from_prices),
		IN_BOOKING(equipment_of_a_groups_other_bookings_counts),
		IN_BOOKING(what_its_own_edition_refuses_today_too_is_no_news),
		IN_BOOKING(every_booking_ahead_is_asked_about_unless_somebody_stops_it),
		IN_BOOKING(the_book_of_another_site_touches_none_of_them),
		IN_BOOKING(a_room_joined_again_names_the_bookings_that_stand_in_its_way),
		IN_BOOKING(rooms_that_trade_their_units_keep_their_bookings),
	};
	return cmocka_run_group_tests_name("bookings that rules touch", tests, NULL, NULL);
}
