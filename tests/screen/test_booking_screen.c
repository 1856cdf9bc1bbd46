/* test_booking_screen.c - a booking typed on screen, with what the desk says, and its steps. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "../unit/booking_home.h"

static int
set_up(void **state)
{
	seat_set_up(state);
	struct seat *s = *state;

	for (int i = 0; i < embed_book_count; i++)
		if (strstr(embed_books[i].name, "paid") &&
		    !rule_store_load_file(s->desk, &embed_books[i], DAY_NONE, NULL, &s->e))
			fail_msg("%s", s->e.msg);
	return 0;
}

static void
type_booking(struct seat *s, const char *day)
{
	seat_press(s, "<F2>予約一覧<Enter><Ins>会議室B<Enter>");
	seat_press(s, day);
	seat_press(s, "<Enter>夜間<Enter><Enter><Enter>");
}

static void
the_price_is_told_before_anybody_is_named(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	assert_shown(s, "料金 1,410円");
	assert_shown(s, "暖房");
}

static void
a_closed_day_is_told_with_the_by_law(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/8");
	assert_shown(s, "規則第3条第1号");
}

static void
who_is_in_the_way_is_told_while_it_is_typed(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10>");
	assert_shown(s, "予約 Y26-0001（1,410円、仮予約は 11/28(土) まで）");
	seat_press(s, "<Esc><Esc>");
	type_booking(s, "12/1");
	assert_shown(s, "使われています: Y26-0001");
	assert_shown(s, "よさこい連");
	assert_shown(s, "空き: 12/1(火) 夜間");
	seat_press(s, "合唱団ひばり<Enter><F10>");
	assert_shown(s, "使われています");
	seat_press(s, "<Up><Up><Up><Up><Up><Up><Up>空き待ち<Enter><F10>");
	assert_shown(s, "予約 Y26-0002を登録しました");
	assert_shown(s, "状態             空き待ち");
}

static void
a_room_out_of_use_says_so_while_it_is_typed_and_what_it_still_has(void **state)
{
	struct seat *s = *state;

	book(s->desk, "b", "2026-12-02", "night", "group_id", "1", "heads", "5");
	screen_record(&s->app, the_form(s->desk, "room"), room_of(s->desk, "b"), NULL);
	seat_press(s, "<Enter><Down><Down><Down><Down><Down><Down><Down>はい<F10>");
	assert_shown(s, "部屋 b（これからの予約 1件）");
	seat_press(s, "<Esc>");
	type_booking(s, "12/1");
	assert_shown(s, "! 会議室Bはもう使わない部屋です");
}

static void
everyday_words_lead_to_what_the_desk_calls_otherwise(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><Esc><Esc>");
	type_booking(s, "12/1");
	seat_press(s, "合唱団ひばり<Enter><Up><Up><Up><Up><Up><Up><Up>キャンセル待ち<Enter><F10>");
	assert_shown(s, "状態             空き待ち");
	seat_press(s, "<Esc><Esc><F2>キャンセル待ち");
	assert_shown(s, "予約: 空き待ち");
	seat_press(s, "<Enter>");
	assert_shown(s, "Y26-0002");
	assert_not_shown(s, "Y26-0001");
	seat_press(s, "<Esc><Esc><F2>仮押さえ<Enter>");
	assert_shown(s, "Y26-0001");
	assert_not_shown(s, "Y26-0002");
	seat_press(s, "<Esc><Esc><F2>返金");
	assert_shown(s, "還付待ち");
	assert_shown(s, "領収書: 還付");
	seat_press(s, "<Esc><F2>空き室<Enter>");
	assert_shown(s, "予約表");
}

static void
the_bands_of_the_book_are_offered(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>予約一覧<Enter><Ins>会議室B<Enter>12/1<Enter><F4>");
	assert_shown(s, "午前 9:00-12:30");
	assert_shown(s, "夜間 17:30-21:30");
}

static void
a_use_of_today_goes_from_the_permit_to_the_key(void **state)
{
	struct seat *s = *state;

	type_booking(s, "today");
	seat_press(s, "よさこい連<Enter><F10>");
	assert_shown(s, "状態             仮予約");
	seat_press(s, "<F11>");
	assert_shown(s, "許可");
	assert_not_shown(s, "鍵渡し");
	seat_press(s, "<4>");
	assert_shown(s, "許可しました");
	seat_press(s, "<F11><1>B-2<Enter>");
	assert_shown(s, "1,410円が未払いです");
	seat_press(s, "後日の振込<Enter>");
	assert_shown(s, "利用は17:30からです");
	seat_press(s, "<Enter>");
	assert_shown(s, "利用は17:30からです");
	seat_press(s, "楽器の搬入<Enter>");
	assert_shown(s, "鍵を渡しました");
	seat_press(s, "<F11><2>9<Enter><Enter>");
	assert_shown(s, "状態             利用済");
}

static void
a_use_that_the_house_breaks_off_gives_money_back(void **state)
{
	struct seat *s = *state;

	type_booking(s, "today");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F11><1>B-2<Enter>");
	seat_press(s, "後日の振込<Enter>楽器の搬入<Enter><F11>利用の打切り<Enter>");
	assert_shown(s, "打切りの理由");
	seat_press(s, "<2><2>");
	assert_shown(s, "うち使わなかった時間の分: 240分 / 240分");
	assert_shown(s, "料金は次の額だけ減ります: 1,410円");
	seat_press(s, "<Tab><Enter>");
	assert_shown(s, "打ち切りました");
	assert_shown(s, "状態             利用済");
}

static void
an_act_keeps_its_key_whatever_the_state_of_the_booking(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11>");
	assert_shown(s, "4  許可");
	assert_shown(s, "9  予約の取消");
	assert_shown(s, "h  履歴・取消");
	seat_press(s, "<4><F11>");
	assert_not_shown(s, "4  許可");
	assert_shown(s, "5  料金を受け取る");
	assert_shown(s, "9  予約の取消");
	seat_press(s, "<4>");
	assert_shown(s, "今はできません");
	assert_shown(s, "9  予約の取消");
	seat_press(s, "ｈ");
	assert_shown(s, "予約の履歴");
}

static void
a_caller_who_wants_another_day_is_moved_by_an_act(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11>");
	assert_shown(s, "m  日時・部屋の変更");
	seat_press(s, "m12/9<Enter>");
	assert_shown(s, "料金 1,410円");
	seat_press(s, "<F10>");
	assert_shown(s, "利用日           12/9(水)");
	seat_press(s, "<F3>");
	assert_not_shown(s, "利用日           12/1(火)");
}

static void
a_part_of_a_name_that_only_one_has_is_enough(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさ<Enter><F10>");
	assert_shown(s, "団体             よさこい連");
}

static void
of_a_part_of_several_names_one_is_chosen(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>予約一覧<Enter><Ins>会議室<Enter>");
	assert_not_shown(s, "「会議室」");
	assert_shown(s, "会議室A-2");
	seat_press(s, "<Down><Enter>");
	assert_shown(s, "部屋 *           会議室A-2");
}

static void
what_the_book_asks_is_typed_and_shown_by_its_names(void **state)
{
	struct seat *s = *state;
	struct err e;

	int64_t id = book(s->desk, "hall", "2026-12-01", "夜間", "group_id", "2", "extras",
			  "プロジェクター、ピアノ:2", "facts", "営利を目的とする利用=はい");
	struct record *r = record_read(s->desk, the_form(s->desk, "booking"), id, &e);

	assert_string_equal(record_get(r, "bands"), "night");
	assert_string_equal(record_get(r, "extras"), "projector,piano:2");
	assert_string_equal(record_get(r, "facts"), "commercial=yes");
	record_free(r);
	screen_record_change(&s->app, the_form(s->desk, "booking"), id, "facts");
	assert_shown(s, "プロジェクター,ピアノ:2");
	assert_shown(s, "営利を目的とする利用=はい");
	seat_press(s, "<C-u><F4>");
	assert_shown(s, "広告・宣伝の利用: はい");
	seat_press(s, "広告<Enter>");
	assert_shown(s, "広告・宣伝の利用=はい");
	seat_press(s, "<F10>");
	assert_shown(s, "広告・宣伝の利用=はい");
	assert_not_shown(s, "advertising");
}

/* The receipt bears the party's name too: only its number finds it. */
static void
the_bookings_of_a_caller_are_on_their_record(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F11><5><Enter><Enter><Esc><Esc>");
	seat_press(s, "<F2>よさこい<Enter><Tab><Tab>");
	assert_shown(s, "団体 よさこい連");
	assert_shown(s, "[予約 1]");
	assert_shown(s, "会議室B              許可");
	assert_shown(s, "料金");
}

static void
a_new_booking_asks_for_what_is_typed_only(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 100);
	type_booking(s, "12/1");
	assert_shown(s, "未登録の申込者");
	assert_shown(s, "仮予約の期限");
	assert_not_shown(s, "収納済");
	assert_not_shown(s, "鍵渡し");
	assert_not_shown(s, "取消日");
	seat_press(s, "よさこい連<Enter><PgDn><PgDn>");
	assert_shown(s, "Enter登録");
	assert_not_shown(s, "変更・開く");
	seat_press(s, "<Enter>");
	assert_shown(s, "を登録しました");
	seat_size(s, 70, 100);
	assert_shown(s, "収納済");
	assert_shown(s, "鍵渡し");
}

static void
a_query_that_nothing_fits_says_how_to_change_it(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><Esc><F5>許可<F10>");
	assert_shown(s, "F5 で条件を");
	assert_not_shown(s, "まだ何もありません");
	seat_press(s, "<F5><C-u>仮予約<F10>");
	assert_shown(s, "よさこい連");
}

static void
a_new_booking_is_offered_the_states_that_it_can_begin_with(void **state)
{
	struct seat *s = *state;
	AUTO_ARENA a = ARENA_INIT;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Up><Up><Up><Up><Up><Up><Up><Up><F4>");
	assert_shown(s, "1 仮予約  2 空き待ち");
	assert_not_shown(s, "利用済");
	seat_press(s, "2<F10>");
	assert_shown(s, "予約 Y26-0001を登録しました");
	assert_string_equal(desk_query(s->desk, &a, "SELECT state FROM booking WHERE id = ?1", 1),
			    "waiting");
}

static void
what_is_unpaid_is_found_by_its_everyday_word(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F2>未収<Enter>");
	assert_shown(s, "未払い(当日まで)");
	assert_shown(s, "未払い(これから)");
	seat_press(s, "<Esc><Esc><Esc><Esc><F2>未払い(これから)<Enter>");
	assert_shown(s, "未払い 1,410円  Y26-0001");
}

static void
a_panel_that_is_cut_says_how_many_more_there_are(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><Esc><Esc>");
	for (int i = 0; i < 4; i++) {
		assert_not_shown(s, "ほか");
		desk_add(s->desk, "call", "booking_id", "1", "about", "waiting", "made_on",
			 "2026-11-20", "due_on", "2026-11-20");
		seat_press(s, "<F2>予約一覧<Enter><Esc>");
	}
	assert_shown(s, "電話する  4（ほか1件）");
}

/* 24 November is a fourth Tuesday. */
static void
the_first_screen_of_a_closed_day_says_when_the_house_opens(void **state)
{
	struct seat *s = *state;

	type_booking(s, "11/25");
	seat_press(s, "よさこい連<Enter><F10><F11><4><Esc><Esc>");
	assert_not_shown(s, "休館");
	assert_not_shown(s, "次の開館日の利用");
	desk_home_clock(s->desk, "2026-11-24T10:00");
	seat_press(s, "<F2>予約一覧<Enter><Esc>");
	assert_shown(s, "本日は休館です（第2・第4火曜日）。次の開館は11/25(水)です。");
	assert_shown(s, "次の開館日の利用  1");
	assert_shown(s, "よさこい連");
}

static void
the_first_screen_hands_out_the_key_itself(void **state)
{
	struct seat *s = *state;

	type_booking(s, "today");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F11><5><Enter><Enter><Esc><Esc>");
	assert_shown(s, "本日の利用");
	assert_not_shown(s, "手続き");
	seat_press(s, "<F11>");
	assert_shown(s, "記録の行を選んで");
	seat_press(s, "<Down><F11><1>B-2<Enter>楽器の搬入<Enter>");
	assert_shown(s, "鍵を渡しました");
	seat_press(s, "<F2>鍵の貸出中<Enter><F11><2>9<Enter><Enter>");
	assert_int_equal(store_get_int(s->desk->store,
				       "SELECT count(*) FROM booking WHERE state = 'done' AND ?1",
				       1, 0),
			 1);
}

static void
a_detail_at_the_cursor_has_its_own_acts_first(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F11><5><Enter><Enter><Tab><Tab><F11>");
	assert_shown(s, "1  印刷");
	assert_shown(s, "2  書損にする");
	assert_not_shown(s, "予約の取消");
	assert_shown(s, "0  予約そのものの手続き");
	seat_press(s, "<0>");
	assert_shown(s, "9  予約の取消");
}

static void
a_cancellation_shows_what_it_gives_back_first(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F11>");
	assert_shown(s, "9  予約の取消");
	seat_press(s, "<9><1>");
	assert_shown(s, "施設使用料");
	assert_shown(s, "料金から減る額");
	assert_shown(s, "料金は次の額だけ減ります: 705円");
	seat_press(s, "<Esc>");
	assert_shown(s, "状態             許可");
	seat_press(s, "<F11><5><Enter><Enter><F11><9><1>");
	assert_shown(s, "返す額: 705円");
	assert_true(strstr(seat_text(s), "返す額: ") < strstr(seat_text(s), "料金から減る額"));
	assert_not_shown(s, "料金は次の額だけ減ります");
}

/* 1,410 yen, of which the party's own wish takes off a half. */
static void
a_cancellation_says_what_stays_unpaid_or_goes_back(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10><F11><4><F11><9><1>");
	assert_shown(s, "未払い: 705円が残ります");
	assert_not_shown(s, "既納額");
	assert_not_shown(s, "還付額");
	seat_press(s, "<Esc><F11><5><Enter><Enter><F11><9><1>");
	assert_shown(s, "返す額: 705円");
	assert_shown(s, "理由: 7日前まで");
	assert_not_shown(s, "未払い: ");
	seat_press(s, "<Tab><Enter>");
	assert_shown(s, "還付額: 705円");
	assert_shown(s, "（還付待ち）。");
	assert_shown(s, "F11 の「還付する」で返します");
}

static void
what_the_book_names_is_shown_by_its_name(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><F10>");
	assert_shown(s, "区分             夜間");
	assert_not_shown(s, "night");
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, seat_tear_down)

static void
a_new_booking_is_shown_from_its_top(void **state)
{
	struct seat *s = *state;

	type_booking(s, "12/1");
	seat_press(s, "よさこい連<Enter><Enter><Enter><Enter>練習<Enter>12<F10>");
	assert_shown(s, "を登録しました");
	assert_shown(s, "状態             仮予約");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(the_price_is_told_before_anybody_is_named),
		CLAIM(a_closed_day_is_told_with_the_by_law),
		CLAIM(who_is_in_the_way_is_told_while_it_is_typed),
		CLAIM(a_room_out_of_use_says_so_while_it_is_typed_and_what_it_still_has),
		CLAIM(everyday_words_lead_to_what_the_desk_calls_otherwise),
		CLAIM(the_bands_of_the_book_are_offered),
		CLAIM(a_use_of_today_goes_from_the_permit_to_the_key),
		CLAIM(a_use_that_the_house_breaks_off_gives_money_back),
		CLAIM(an_act_keeps_its_key_whatever_the_state_of_the_booking),
		CLAIM(a_caller_who_wants_another_day_is_moved_by_an_act),
		CLAIM(a_part_of_a_name_that_only_one_has_is_enough),
		CLAIM(of_a_part_of_several_names_one_is_chosen),
		CLAIM(what_the_book_asks_is_typed_and_shown_by_its_names),
		CLAIM(the_bookings_of_a_caller_are_on_their_record),
		CLAIM(a_new_booking_asks_for_what_is_typed_only),
		CLAIM(a_query_that_nothing_fits_says_how_to_change_it),
		CLAIM(a_new_booking_is_offered_the_states_that_it_can_begin_with),
		CLAIM(what_is_unpaid_is_found_by_its_everyday_word),
		CLAIM(a_panel_that_is_cut_says_how_many_more_there_are),
		CLAIM(the_first_screen_of_a_closed_day_says_when_the_house_opens),
		CLAIM(the_first_screen_hands_out_the_key_itself),
		CLAIM(a_detail_at_the_cursor_has_its_own_acts_first),
		CLAIM(a_cancellation_shows_what_it_gives_back_first),
		CLAIM(a_cancellation_says_what_stays_unpaid_or_goes_back),
		CLAIM(what_the_book_names_is_shown_by_its_name),
		CLAIM(a_new_booking_is_shown_from_its_top),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
