/*
 * test_series_screen.c - uses that come back and the phone list, as a clerk sees them: the
 * list first, then F10; a call and what came of it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "../unit/booking_home.h"

#include "desk/booking/booking_act.h"

/* A booking of よさこい連 in room B on a Friday night, on the screen. */
static int64_t
open_booking(struct seat *s)
{
	struct desk_home h = { .desk = s->desk };

	booking_home_load(&h, "paid");
	int64_t group = s->desk->lookup.ref_find(s->desk->lookup.ctx, "group", "よさこい連");
	int64_t id =
		book(s->desk, "b", "2026-11-27", "night", "group_id", desk_id(group), "heads", "8");
	screen_record(&s->app, the_form(s->desk, "booking"), id, NULL);
	return id;
}

static int64_t
count(struct seat *s, const char *sql)
{
	return store_get_int(s->desk->store, sql, 1, -1);
}
#define SERIES_BOOKINGS "SELECT count(*) FROM booking WHERE series_id = ?1 AND state = 'applied'"

static void
a_booking_is_repeated_after_the_list_was_seen(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	seat_press(s, "<F11>繰り返す<Enter>");
	assert_shown(s, "毎週金曜");
	seat_press(s, "<Enter>");
	assert_shown(s, "2027/3/31");
	seat_press(s, "<C-u>2027/1/8<Enter>");
	assert_shown(s, "新しい定期予約 毎週金曜");
	assert_shown(s, "12/4(金)");
	assert_shown(s, "会議室B 17:30-21:30 ");
	assert_shown(s, "予約 5件 合計 ");
	assert_shown(s, "年末年始");
	assert_shown(s, "まだ登録していません");
	assert_int_equal(count(s, SERIES_BOOKINGS), 0);
	seat_press(s, "<F10>");
	assert_shown(s, "予約 5, 見送り 1");
	assert_int_equal(count(s, SERIES_BOOKINGS), 5);
	seat_press(s, "<C-z>");
	assert_int_equal(count(s, SERIES_BOOKINGS), 0);
}

static void
what_is_no_rule_is_asked_again(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	seat_press(s, "<F11>繰り返す<Enter><C-u>毎週水曜<Enter><C-u>10回<Enter><End>");
	assert_shown(s, "から（規則第"); /* the reason in full, beneath the list */
	assert_not_shown(s, "Enter予約");
	seat_press(s, "<Esc><F11>繰り返す<Enter><C-u>ときどき<Enter>");
	assert_shown(s, "「ときどき」は繰り返しとして読めません");
	seat_press(s, "<C-u>第1・第3土曜 3回<Enter>");
	assert_shown(s, "毎月第1・第3土曜、3回");
	seat_press(s, "<Esc>");
	assert_int_equal(count(s, SERIES_BOOKINGS), 0);
}

/* The program ends over it, as when the line is lost: a leak check sees what is left. */
static void
a_question_that_is_never_answered_is_let_go(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	seat_press(s, "<F11>繰り返す<Enter><C-u>毎週水曜<Enter>");
	assert_shown(s, "2027/3/31");
}

static void
a_series_is_changed_and_ended_from_its_record(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	seat_press(s, "<F11>繰り返す<Enter><Enter><C-u>4回<Enter><F10>");
	assert_int_equal(count(s, SERIES_BOOKINGS), 4);
	screen_record(&s->app, the_form(s->desk, "booking_series"), 1, NULL);
	seat_press(s, "<F11>部屋・時刻<Enter><2>12/18<Enter>会議室<Enter>");
	assert_shown(s, "会議室A-2"); /* a part of several names offers them */
	seat_press(s, "<Esc><F11>部屋・時刻<Enter><2>12/18<Enter>ホール<Enter><1><Enter>");
	assert_shown(s, "会議室B 17:30-21:30");
	assert_shown(s, "多目的ホール 17:30-21:30");
	assert_not_shown(s, "12/11");
	seat_press(s, "<F10>");
	assert_shown(s, "変更 2");
	seat_press(s, "<F11>予定日<Enter>");
	assert_shown(s, "12/11(金)");
	seat_press(s, "<Esc><F11>終える<Enter><2>12/11<Enter>解散<Enter><F10>");
	assert_shown(s, "取消 3");
	assert_int_equal(count(s, SERIES_BOOKINGS), 1);
}

static void
a_series_is_shown_and_changed_as_people_say_it(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	seat_press(s, "<F11>繰り返す<Enter><Enter><C-u>4回<Enter><F10>");
	screen_record(&s->app, the_form(s->desk, "booking_series"), 1, NULL);
	assert_shown(s, "毎週金曜、4回");
	assert_shown(s, "夜間");
	seat_press(s, "<Enter><Down>");
	assert_shown(s, "毎週金曜、4回");
	assert_not_shown(s, "FREQ");
	seat_press(s, "<C-u>第2・第4土曜<F10>");
	assert_shown(s, "毎月第2・第4土曜");
	screen_list(&s->app, the_form(s->desk, "booking_series"));
	assert_shown(s, "毎月第2・第4土曜");
}

static void
a_series_of_the_form_books_after_the_list_was_seen(void **state)
{
	struct seat *s = *state;
	struct desk_home h = { .desk = s->desk };

	booking_home_load(&h, "paid");
	screen_list(&s->app, the_form(s->desk, "booking_series"));
	seat_press(s, "<Ins>会議室B<Enter>毎週金曜 1/8まで<Enter>2026-12-04<Enter>夜間<Enter>"
		      "<Enter><Enter>よさこい連<Enter><Enter><Enter><Enter>8<F10>");
	assert_shown(s, "新しい定期予約 毎週金曜");
	assert_shown(s, "年末年始");
	assert_shown(s, "まだ登録していません");
	seat_press(s, "<Esc>");
	assert_shown(s, "定期予約の新規登録");
	assert_int_equal(count(s, "SELECT count(*) FROM booking_series WHERE id = ?1"), 0);
	seat_press(s, "<F10><F10>");
	assert_shown(s, "予約 5, 見送り 1");
	assert_shown(s, "予定日 6");
	assert_int_equal(count(s, SERIES_BOOKINGS), 5);
	assert_int_equal(count(s, "SELECT count(*) FROM booking_series WHERE id > 1 + ?1"), 0);
}

/* What books nothing is asked about, and never said to be done. */
static void
a_series_of_which_no_date_can_be_had_is_asked_about(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	desk_add(s->desk, "closure", "from_day", "2026-12-04", "to_day", "2026-12-11", "reason",
		 "床の張替え");
	seat_press(s, "<F11>繰り返す<Enter><Enter><C-u>2回<Enter>");
	assert_not_shown(s, "合計");
	seat_press(s, "<F10>");
	assert_shown(s, "予約できる日がありません");
	seat_press(s, "<Esc>");
	assert_int_equal(count(s, "SELECT count(*) FROM booking_series WHERE id = ?1"), 0);
	seat_press(s, "<F10><Tab><Enter>");
	assert_shown(s, "予約は1件もできませんでした: 見送り 2");
	screen_record(&s->app, the_form(s->desk, "booking_series"), 1, NULL);
	assert_shown(s, "見送り                      規則により予約できません: 床の");
}

static void
dates_still_open_are_booked_after_the_list_was_seen(void **state)
{
	struct seat *s = *state;
	int64_t taken = open_booking(s);
	const struct booking_wish wish = BOOKING_WISH_INIT;

	seat_press(s, "<F11>繰り返す<Enter><Enter><C-u>4回<Enter><F10>");
	screen_record(&s->app, the_form(s->desk, "booking_series"), 1, NULL);
	desk_set(s->desk, "booking_series", 1, "first_day", "2026-11-27");
	seat_press(s, "<F11>残りの予定日<Enter>");
	assert_shown(s, "11/27(金)");
	assert_int_equal(count(s, SERIES_BOOKINGS), 4);
	seat_press(s, "<Esc>");
	assert_true(booking_act(s->desk, taken, BOOKING_CANCEL, &wish, NULL, &s->e));
	seat_press(s, "<F11>残りの予定日<Enter><F10>");
	assert_shown(s, "予約 1");
	assert_int_equal(count(s, SERIES_BOOKINGS), 5);
	seat_press(s, "<F11>残りの予定日<Enter>");
	assert_shown(s, "予約していない予定日は、もうありません");
}

static void
a_closure_puts_its_bookings_on_the_phone_list(void **state)
{
	struct seat *s = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = open_booking(s);

	int64_t closure = desk_add(s->desk, "closure", "from_day", "2026-11-27", "reason",
				   "市長選挙", "kind", "election");
	screen_record(&s->app, the_form(s->desk, "closure"), closure, NULL);
	assert_shown(s, "電話連絡 1");
	screen_record(&s->app, the_form(s->desk, "call"), 1, NULL);
	seat_press(s, "<F11>電話の一覧<Enter>");
	assert_shown(s, "よさこい連");
	seat_press(s, "<Esc><F2>電話する<Enter>");
	assert_shown(s, "結果を入れる");
	assert_shown(s, "よさこい連");
	assert_shown(s, "臨時休館");
	seat_press(s, "<Enter>不在<Enter>留守<Enter>");
	assert_shown(s, "「不在」を記録しました");
	assert_shown(s, "よさこい連");
	seat_press(s, "<Enter>");
	assert_shown(s, "還付（予約を取り消します）");
	assert_not_shown(s, "一部還付"); /* the use has not begun */
	seat_press(s, "還付<Enter>振込で<Enter>");
	assert_shown(s, "予約の取消");
	assert_shown(s, "料金は次の額だけ減ります: ");
	assert_shown(s, "未払いも返す額もありません");
	seat_press(s, "<Esc>");
	assert_string_equal(desk_query(s->desk, &a, "SELECT state FROM booking WHERE id = ?1", id),
			    "hold");
	seat_press(s, "<Enter>還付<Enter>振込で<Enter><Tab><Enter>");
	assert_shown(s, "「還付」を記録しました");
	assert_string_equal(desk_query(s->desk, &a, "SELECT state FROM booking WHERE id = ?1", id),
			    "cancelled");
	assert_not_shown(s, "よさこい連 ");
}

static void
a_closure_lists_its_own_calls_until_they_are_settled(void **state)
{
	struct seat *s = *state;
	struct desk_home h = { .desk = s->desk };

	open_booking(s);
	int64_t closure =
		desk_add(s->desk, "closure", "from_day", "2026-11-27", "reason", "市長選挙");
	book(h.desk, "b", "2026-11-28", "morning", "group_id", "2", "heads", "8");
	desk_add(s->desk, "closure", "from_day", "2026-11-28", "reason", "停電");
	screen_record(&s->app, the_form(s->desk, "closure"), closure, NULL);
	seat_press(s, "<F11><1>");
	assert_shown(s, "この休館で電話する先");
	/* In 80 columns. */
	assert_shown(s, "臨時休館     11/27(金) 17:30-21:30 よさこい連     0299-");
	assert_shown(s, "よさこい連");
	assert_shown(s, "11/27(金) 17:30-21:30 会議室B");
	assert_not_shown(s, "11/28");
	seat_press(s, "<Enter>");
	assert_shown(s, "連絡済（片付くまで一覧に残ります）");
	seat_press(s, "連絡済<Enter><Enter>");
	assert_shown(s, "移すか還付するまで");
	assert_shown(s, "連絡済・未処理");
	assert_shown(s, "よさこい連");
}

/* Who waits says yes: that is the application, and the call is over with it. */
static void
who_waits_is_booked_from_the_phone_list(void **state)
{
	struct seat *s = *state;
	AUTO_ARENA a = ARENA_INIT;
	const struct booking_wish no_wish = BOOKING_WISH_INIT;
	int64_t has = open_booking(s);
	int64_t waits = book(s->desk, "b", "2026-11-27", "night", "caller", "山田", "heads", "8",
			     "state", "waiting");

	booking_act(s->desk, has, BOOKING_CANCEL, &no_wish, NULL, NULL);
	seat_press(s, "<F2>電話する<Enter><Enter>");
	assert_shown(s, "連絡済（片付くまで一覧に残ります）");
	assert_shown(s, "辞退（予約を取り消します）");
	assert_not_shown(s, "還付");
	assert_not_shown(s, "変更");
	seat_press(s, "申請<Enter>");
	assert_shown(s, "申請を受け付けました");
	assert_shown(s, "まだ何もありません");
	assert_string_equal(desk_query(s->desk, &a,
				       "SELECT state || outcome || (done_on IS NOT NULL) FROM"
				       " booking JOIN call ON booking_id = booking.id"
				       " WHERE booking.id = ?1",
				       waits),
			    "appliedreached1");
}

static void
a_closure_from_a_time_on_says_how_many_are_to_be_phoned(void **state)
{
	struct seat *s = *state;
	AUTO_ARENA a = ARENA_INIT;

	open_booking(s);
	screen_record_begun(&s->app, the_form(s->desk, "closure"), "from_day", "2026-11-27");
	seat_press(s, "<Enter><Enter>9:30<Enter><Enter><Enter><Enter><Enter><Enter>暴風警報<F10>");
	assert_shown(s, "暴風警報（電話が必要な予約 1件）を登録しました");
	assert_shown(s, "24:00");
	assert_string_equal(desk_query(s->desk, &a,
				       "SELECT from_minute || '-' || to_minute FROM closure"
				       " WHERE id = ?1",
				       1),
			    "570-1440");
	screen_record_begun(&s->app, the_form(s->desk, "closure"), "from_day", "2026-12-28");
	seat_press(s, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>清掃<F10>");
	assert_shown(s, "臨時休館 清掃を登録しました");
}

static void
a_closure_of_what_is_over_is_asked_about(void **state)
{
	struct seat *s = *state;

	screen_record_begun(&s->app, the_form(s->desk, "closure"), "from_day", "2026-11-01");
	seat_press(s, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>停電<F10>");
	assert_shown(s, "11/1(日) はもう過ぎています");
	seat_press(s, "<Esc>");
	assert_int_equal(count(s, "SELECT count(*) FROM closure WHERE id >= ?1"), 0);
	seat_press(s, "<F10><Tab><Enter>");
	assert_shown(s, "臨時休館 停電を登録しました");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(a_booking_is_repeated_after_the_list_was_seen),
		seat_test(what_is_no_rule_is_asked_again),
		seat_test(a_question_that_is_never_answered_is_let_go),
		seat_test(a_series_is_changed_and_ended_from_its_record),
		seat_test(a_series_is_shown_and_changed_as_people_say_it),
		seat_test(a_series_of_the_form_books_after_the_list_was_seen),
		seat_test(a_series_of_which_no_date_can_be_had_is_asked_about),
		seat_test(dates_still_open_are_booked_after_the_list_was_seen),
		seat_test(a_closure_puts_its_bookings_on_the_phone_list),
		seat_test(a_closure_lists_its_own_calls_until_they_are_settled),
		seat_test(who_waits_is_booked_from_the_phone_list),
		seat_test(a_closure_from_a_time_on_says_how_many_are_to_be_phoned),
		seat_test(a_closure_of_what_is_over_is_asked_about),
	};
	lang_init("locale");
	return cmocka_run_group_tests_name("series screen", tests, NULL, NULL);
}
