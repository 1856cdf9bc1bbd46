/*
 * test_series.c - uses that come back, on the example with charges: what is booked, what
 * is skipped and why, and that a plan is what happens and writes nothing.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "desk/booking/booking_act.h"
#include "desk/booking/receipt.h"
#include "desk/check/check.h"
#include "desk/record/undo.h"
#include "desk/series/series.h"

static int
set_up(void **state)
{
	booking_home_set_up(state);
	struct desk_home *h = *state;
	desk_add(h->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
	desk_add(h->desk, "group", "name", "よさこい連", "kana", "ヨサコイレン");
	return 0;
}

#define IN_SERIES(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)

/* A series of the choir in room B, every Friday night until the end of February. */
static struct record *
fridays(struct desk *d)
{
	struct record *s = record_new(d, the_form(d, "booking_series"));
	record_put_id(s, "room_id", room_of(d, "b"));
	record_put(s, "rule", "毎週金曜 2027/2/28まで");
	record_put(s, "first_day", "2026-11-20");
	record_put(s, "bands", "night");
	record_put(s, "group_id", "1");
	record_put(s, "purpose", "練習");
	record_put(s, "heads", "12");
	return s;
}

/* "11/20 books, 11/27 skips", with what stands before and after. */
static const char *
told(const struct series_plan *p, struct arena *a)
{
	static const char *const fates[] = { "+", "-", ">", "x", "=" };
	AUTO_STR b = STR_INIT;
	for (int i = 0; i < p->count; i++) {
		struct ymd day = date_to_ymd(p->steps[i].day);
		str_addf(&b, "%s%s%02d%02d", i ? " " : "", fates[p->steps[i].fate], day.month,
			 day.day);
	}
	return arena_strdup(a, str_text(&b));
}

#define FRIDAYS                                                                          \
	"+1120 +1127 +1204 +1211 +1218 +1225 -0101 +0108 +0115 +0122 +0129 -0205 -0212 " \
	"-0219 -0226"

static int64_t
book_series(struct desk *d, const char *want)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	struct err e = { 0 };
	struct record *s = fridays(d);
	if (!series_book(d, s, DAY_NONE, 0, &p, &e))
		fail_msg("%s: %s", e.field, e.msg);
	assert_string_equal(told(&p, &a), want);
	int64_t id = s->id;
	record_free(s);
	return id;
}

/* Everything that a change could leave, as one number each. */
static const char *
counted(struct desk *d, struct arena *a)
{
	return desk_query(
		d, a,
		"SELECT (SELECT count(*) FROM booking) || ' ' ||"
		" (SELECT coalesce(sum(version + due + length(state)), 0) FROM booking) || ' ' ||"
		" (SELECT count(*) FROM occupation) || ' ' ||"
		" (SELECT coalesce(sum(version), 0) FROM series_date) || ' ' ||"
		" (SELECT coalesce(sum(version), 0) FROM booking_series) || ' ' ||"
		" (SELECT count(*) FROM charge) || ' ' || (SELECT max(seq) FROM audit)"
		" || ' ' || (SELECT coalesce(sum(next), 0) FROM number_series) || ' ' || ?1",
		0);
}

static void
a_plan_writes_nothing_and_is_what_happens(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	const char *before = counted(d, &a);
	struct record *s = fridays(d);
	assert_true(series_plan(d, s, DAY_NONE, 0, &p, &h->e));
	assert_string_equal(counted(d, &a), before);
	assert_int_equal(s->id, 0);
	assert_string_equal(told(&p, &a), FRIDAYS);
	assert_int_equal(p.books, 10);
	assert_int_equal(p.skips, 5);
	assert_true(p.yen > 0 && p.yen % 10 == 0); /* ten uses at one price */
	record_free(s);
	book_series(d, FRIDAYS);
	assert_string_not_equal(counted(d, &a), before);
}

static const char *
date_field(struct desk *d, struct arena *a, const char *day, const char *field)
{
	AUTO_FREE char *sql =
		mem_printf("SELECT %s FROM series_date WHERE day = '%s' AND ?1", field, day);
	return desk_query(d, a, sql, 1);
}

static void
each_date_keeps_its_state_and_reason(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t other = book(d, "b", "2026-12-11", "night", "group_id", "2", "heads", "5");
	int64_t id = book_series(d, "+1120 +1127 +1204 -1211 +1218 +1225 -0101 +0108 +0115 +0122"
				    " +0129 -0205 -0212 -0219 -0226");
	assert_string_equal(date_field(d, &a, "2026-12-04", "state"), "booked");
	assert_string_equal(date_field(d, &a, "2026-12-11", "state"), "skipped");
	const char *taken = date_field(d, &a, "2026-12-11", "reason");
	assert_non_null(strstr(
		taken, desk_query(d, &a, "SELECT number FROM booking WHERE id = ?1", other)));
	assert_null(strstr(taken, "よさこい"));
	assert_non_null(strstr(date_field(d, &a, "2027-01-01", "reason"), "年末年始"));
	assert_non_null(strstr(date_field(d, &a, "2027-02-05", "reason"), "規則第5条第2項"));
	assert_string_equal(desk_query(d, &a,
				       "SELECT from_minute || '-' || to_minute || rule"
				       " FROM booking_series WHERE id = ?1",
				       id),
			    "1050-1290FREQ=WEEKLY;BYDAY=FR;UNTIL=20270228");
	assert_string_equal(desk_query(d, &a,
				       "SELECT count(*) || min(state) || max(state) || sum(due)"
				       " FROM booking WHERE series_id = ?1",
				       id),
			    "9appliedapplied12690");
}

static void
a_skipped_date_is_booked_when_it_frees(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan none, one;
	const struct booking_wish wish = BOOKING_WISH_INIT;
	int64_t other = book(d, "b", "2026-12-11", "night", "group_id", "2", "heads", "5");
	int64_t id = book_series(d, "+1120 +1127 +1204 -1211 +1218 +1225 -0101 +0108 +0115 +0122"
				    " +0129 -0205 -0212 -0219 -0226");
	assert_int_equal(series_try_again(d, id, &none, &h->e), 0);
	assert_true(booking_act(d, other, BOOKING_CANCEL, &wish, NULL, &h->e));
	assert_int_equal(series_try_again(d, id, &one, &h->e), 1);
	assert_string_equal(told(&one, &a), "+1211 -0101 -0205 -0212 -0219 -0226");
	assert_string_equal(date_field(d, &a, "2026-12-11", "state"), "booked");
	assert_null(date_field(d, &a, "2026-12-11", "reason"));
	/* The window of February opens on 15 December; January's first stays closed. */
	AUTO(series_plan_done) struct series_plan later;
	desk_home_clock(d, "2026-12-16T10:00");
	assert_int_equal(series_try_again(d, id, &later, &h->e), 4);
	assert_string_equal(told(&later, &a), "-0101 +0205 +0212 +0219 +0226");
}

static void
a_limit_of_the_by_law_counts_the_dates_of_the_series(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	struct record *s = fridays(h->desk);
	record_put(s, "rule", "毎週水・金曜");
	assert_true(series_plan(h->desk, s, date_from_iso("2026-12-18"), 0, &p, &h->e));
	assert_string_equal(told(&p, &a), "+1120 +1125 +1127 +1202 -1204 +1209 -1211 +1216 -1218");
	assert_non_null(strstr(p.steps[4].reason, "規則第6条"));
	record_free(s);
}

static void
what_is_lacking_refuses_the_whole_series(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	static const struct {
		const char *field, *value, *where;
		enum err_code code;
	} bad[] = {
		{ "facts", "moon=full", "facts", ERR_INVALID },
		{ "bands", "midnight", "bands", ERR_INVALID },
		{ "bands", "afternoon,midnight", "bands", ERR_INVALID },
		{ "bands", NULL, "bands", ERR_INVALID },
		{ "rule", "ときどき", "rule", ERR_INVALID },
		{ "rule", "毎週金曜", "rule", ERR_INVALID },
		{ "rule", NULL, "rule", ERR_INVALID },
		{ "first_day", "2026-11-19", "first_day", ERR_REFUSED },
		{ "first_day", "2027-03-01", "rule", ERR_INVALID },
		{ "group_id", NULL, "group_id", ERR_INVALID },
		{ "room_id", NULL, "room_id", ERR_INVALID },
	};
	const char *before = counted(d, &a);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO(series_plan_done) struct series_plan p;
		struct record *s = fridays(d);
		struct err e = { 0 };
		record_put(s, bad[i].field, bad[i].value);
		if (series_book(d, s, DAY_NONE, 0, &p, &e))
			fail_msg("%s was taken", bad[i].field);
		if (e.code != bad[i].code || !str_equal(e.field, bad[i].where))
			fail_msg("%s: %s: %s", bad[i].field, e.field, e.msg);
		assert_int_equal(s->id, 0);
		record_free(s);
	}
	assert_string_equal(counted(d, &a), before);
}

/* --- changes --- */

static void
plan_is_what_happens(struct desk *d, int64_t id, const struct series_dates *which,
		     const struct record *change, const char *want)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan plan, done;
	struct err e = { 0 };
	const char *before = counted(d, &a);
	bool ok = change ? series_change_plan(d, id, which, change, &plan, &e)
			 : series_end_plan(d, id, which, &plan, &e);
	if (!ok)
		fail_msg("%s", e.msg);
	assert_string_equal(counted(d, &a), before);
	assert_string_equal(told(&plan, &a), want);
	ok = change ? series_change(d, id, which, change, &done, &e)
		    : series_end(d, id, which, &done, &e);
	if (!ok)
		fail_msg("%s", e.msg);
	assert_string_equal(told(&done, &a), want);
	for (int i = 0; i < plan.count; i++)
		assert_true(str_equal(plan.steps[i].after, done.steps[i].after));
}

static const char *
bookings_of(struct desk *d, struct arena *a, int64_t group)
{
	return desk_query(
		d, a,
		"SELECT group_concat(t, ' ') FROM (SELECT strftime('%m%d', b.day) || r.code"
		" AS t FROM booking AS b JOIN room AS r ON r.id = b.room_id"
		" WHERE b.group_id = ?1 AND b.state = 'applied' OR b.state = 'hold' AND"
		" b.group_id = ?1 ORDER BY b.day)",
		group);
}

static void
the_following_dates_move_and_nobody_elses(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = book_series(d, FRIDAYS);
	book(d, "a2", "2027-01-22", "night", "group_id", "2", "heads", "5");
	struct record *change = record_blank(the_form(d, "booking"));
	record_put_id(change, "room_id", room_of(d, "a"));
	const struct series_dates which = { date_from_iso("2027-01-15"), SERIES_FOLLOWING, NULL };
	plan_is_what_happens(d, id, &which, change, ">0115 =0122 >0129 -0205 -0212 -0219 -0226");
	assert_string_equal(bookings_of(d, &a, 1),
			    "1120b 1127b 1204b 1211b 1218b 1225b 0108b 0115a 0122b 0129a");
	assert_string_equal(bookings_of(d, &a, 2), "0122a2");
	/* Dates to come are asked for in the new room. */
	AUTO(series_plan_done) struct series_plan later;
	desk_home_clock(d, "2026-12-16T10:00");
	assert_int_equal(series_try_again(d, id, &later, &h->e), 4);
	assert_non_null(strstr(bookings_of(d, &a, 1), "0205a 0212a 0219a 0226a"));
	record_free(change);
}

static void
one_date_is_an_exception_and_the_price_is_told(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	int64_t id = book_series(d, FRIDAYS);
	struct record *change = record_blank(the_form(d, "booking"));
	record_put_id(change, "room_id", room_of(d, "hall"));
	const struct series_dates which = { date_from_iso("2026-12-18"), SERIES_THIS, NULL };
	assert_true(series_change_plan(d, id, &which, change, &p, &h->e));
	assert_string_equal(p.steps[0].before, "会議室B 17:30-21:30");
	assert_string_equal(p.steps[0].after, "多目的ホール 17:30-21:30 (+2,640 yen)");
	plan_is_what_happens(d, id, &which, change, ">1218");
	assert_string_equal(desk_query(d, &a,
				       "SELECT r.code FROM booking_series AS s JOIN room AS r"
				       " ON r.id = s.room_id WHERE s.id = ?1",
				       id),
			    "b");
	record_free(change);
}

static void
the_past_stays_as_it_was(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	int64_t id = book_series(d, FRIDAYS);
	struct record *change = record_blank(the_form(d, "booking"));
	record_put_id(change, "room_id", room_of(d, "a"));
	desk_home_clock(d, "2026-12-12T10:00");
	const struct series_dates past = { date_from_iso("2026-12-04"), SERIES_THIS, NULL };
	assert_false(series_change(d, id, &past, change, &p, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	const struct series_dates all = { date_from_iso("2026-11-20"), SERIES_ALL, NULL };
	plan_is_what_happens(d, id, &all, change,
			     ">1218 >1225 -0101 >0108 >0115 >0122 >0129 -0205 -0212 -0219 -0226");
	assert_string_equal(bookings_of(d, &a, 1),
			    "1120b 1127b 1204b 1211b 1218a 1225a 0108a 0115a 0122a 0129a");
	record_free(change);
}

static void
an_end_cancels_what_lies_ahead(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan again;
	int64_t id = book_series(d, FRIDAYS);
	const struct series_dates which = { date_from_iso("2027-01-15"), SERIES_FOLLOWING, "解散" };
	plan_is_what_happens(d, id, &which, NULL, "x0115 x0122 x0129 x0205 x0212 x0219 x0226");
	assert_string_equal(bookings_of(d, &a, 1), "1120b 1127b 1204b 1211b 1218b 1225b 0108b");
	assert_string_equal(date_field(d, &a, "2027-01-22", "state || reason"), "given_up解散");
	assert_string_equal(
		desk_query(d, &a, "SELECT ended_on FROM booking_series WHERE id = ?1", id),
		"2027-01-14");
	desk_home_clock(d, "2026-12-16T10:00");
	assert_int_equal(series_try_again(d, id, &again, &h->e), 0);
	assert_string_equal(told(&again, &a), "-0101");
}

static void
permit_and_pay(struct desk *d, int64_t booking_id)
{
	const struct booking_wish no_wish = BOOKING_WISH_INIT;
	const struct payment p = { .booking_id = booking_id };
	struct err e = { 0 };
	if (!booking_act(d, booking_id, BOOKING_PERMIT, &no_wish, NULL, &e) ||
	    receipt_pay(d, &p, &e) == 0)
		fail_msg("%s", e.msg);
}

static void
what_was_given_up_is_not_in_the_sum_of_what_is_booked(void **state)
{
	static const char sum[] =
		"SELECT sum(b.due) FROM series_date AS t JOIN booking AS b ON b.id = t.booking_id"
		" WHERE t.series_id = ?1 AND t.state = 'booked' AND b.state = 'applied'";
	const struct booking_wish no_wish = BOOKING_WISH_INIT;
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan done = { .arena = ARENA_INIT };
	AUTO(series_plan_done) struct series_plan shown = { .arena = ARENA_INIT };
	int64_t id = book_series(d, FRIDAYS);
	const struct series_dates which = { date_from_iso("2026-12-11"), SERIES_THIS, "急用" };
	permit_and_pay(d, strtoll(date_field(d, &a, "2026-12-11", "booking_id"), NULL, 10));
	desk_home_clock(d, "2026-12-11T10:00");
	assert_true(series_end(d, id, &which, &done, &h->e));
	assert_string_not_equal(date_field(d, &a, "2026-12-11",
					   "(SELECT due FROM booking WHERE id = booking_id)"),
				"0");
	int64_t alone = strtoll(date_field(d, &a, "2026-12-18", "booking_id"), NULL, 10);
	assert_true(booking_act(d, alone, BOOKING_CANCEL, &no_wish, NULL, &h->e));
	assert_string_equal(date_field(d, &a, "2026-12-18", "state"), "booked");
	assert_true(series_show(d, id, &shown, &h->e));
	assert_int_equal(shown.books, 8);
	assert_int_equal(shown.yen, strtoll(desk_query(d, &a, sum, id), NULL, 10));
}

static void
a_series_is_one_change_that_undo_takes_back(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	book_series(d, FRIDAYS);
	undo_add_name(d, desk_last_change(d), &said);
	assert_non_null(strstr(str_text(&said), ", the series (Booking: "));
	str_clear(&said);
	if (!undo_change(d, desk_last_change(d), NULL, &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_true(str_starts(str_text(&said), "Taken back: the series (Booking: "));
	assert_string_equal(
		desk_query(d, &a,
			   "SELECT (SELECT count(*) FROM booking) + (SELECT count(*) FROM"
			   " series_date) + (SELECT count(*) FROM occupation) + (SELECT"
			   " count(*) FROM booking_series) + (SELECT count(*) FROM charge)"
			   " WHERE ?1 = 0",
			   0),
		"0");
}

static void
who_may_not_book_may_not_plan(void **state)
{
	struct desk_home *h = *state;
	AUTO(series_plan_done) struct series_plan p;
	struct record *s = fridays(h->desk);
	desk_home_allow(h->desk, "booking", "add", false);
	assert_false(series_plan(h->desk, s, DAY_NONE, 0, &p, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	record_free(s);
}

static void
a_series_that_was_typed_gets_its_dates_later(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	int64_t id = desk_add(h->desk, "booking_series", "room_id", desk_id(room_of(h->desk, "b")),
			      "rule", "第1・第3土曜 2027/1/31まで", "first_day", "2026-11-20",
			      "from_minute", "1050", "to_minute", "1290", "group_id", "1", "heads",
			      "12");
	assert_int_equal(series_try_again(h->desk, id, &p, &h->e), 4);
	assert_string_equal(told(&p, &a), "+1121 +1205 +1219 -0102 +0116");
}

static void
a_date_in_a_room_out_of_use_says_so(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	desk_set(h->desk, "room", room_of(h->desk, "b"), "retired", "1");
	book_series(h->desk, "-1120 -1127 -1204 -1211 -1218 -1225 -0101 -0108 -0115 -0122 -0129"
			     " -0205 -0212 -0219 -0226");
	assert_non_null(strstr(date_field(h->desk, &a, "2026-12-04", "reason"), "会議室B"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SERIES(a_plan_writes_nothing_and_is_what_happens),
		IN_SERIES(each_date_keeps_its_state_and_reason),
		IN_SERIES(a_skipped_date_is_booked_when_it_frees),
		IN_SERIES(a_limit_of_the_by_law_counts_the_dates_of_the_series),
		IN_SERIES(what_is_lacking_refuses_the_whole_series),
		IN_SERIES(the_following_dates_move_and_nobody_elses),
		IN_SERIES(one_date_is_an_exception_and_the_price_is_told),
		IN_SERIES(the_past_stays_as_it_was),
		IN_SERIES(an_end_cancels_what_lies_ahead),
		IN_SERIES(what_was_given_up_is_not_in_the_sum_of_what_is_booked),
		IN_SERIES(a_series_is_one_change_that_undo_takes_back),
		IN_SERIES(who_may_not_book_may_not_plan),
		IN_SERIES(a_series_that_was_typed_gets_its_dates_later),
		IN_SERIES(a_date_in_a_room_out_of_use_says_so),
	};
	return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
