/*
 * test_money.c - money at the counter: Enter, Enter takes the whole sum; parts, refunds,
 * voids, and the papers that go with them.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include <glob.h>

#include "../unit/booking_home.h"

#include "desk/booking/charge.h"

/* A booking of よさこい連 on the screen, which costs 900 yen. */
static int64_t
open_booking(struct seat *s)
{
	struct err e;
	AUTO_TX tx = TX_INIT;
	struct desk_home h = { .desk = s->desk };

	booking_home_load(&h, "paid");
	int64_t group = s->desk->lookup.ref_find(s->desk->lookup.ctx, "group", "よさこい連");
	int64_t id = book(s->desk, "a1", "2026-12-05", "night", "group_id", desk_id(group));
	const struct charge c = {
		.booking_id = id,
		.kind = "correction",
		.yen = 900 - booking_number(s->desk, id, "due"),
		.reason = "試験",
	};
	assert_true(tx_begin(&tx, s->desk->store, &e) && charge_add(s->desk, &tx, &c, &e) &&
		    tx_commit(&tx, &e));
	screen_record(&s->app, the_form(s->desk, "booking"), id, NULL);
	return id;
}

static void
owe_less(struct seat *s, int64_t booking, int64_t yen)
{
	struct err e;
	AUTO_TX tx = TX_INIT;
	const struct charge c = {
		.booking_id = booking,
		.kind = "waiver",
		.yen = -yen,
		.reason = "減免",
	};

	assert_true(tx_begin(&tx, s->desk->store, &e) && charge_add(s->desk, &tx, &c, &e) &&
		    tx_commit(&tx, &e));
}

static void
act(struct seat *s, const char *typed)
{
	seat_press(s, "<F11>");
	seat_press(s, typed);
}

static void
enter_and_enter_take_the_whole_sum(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	assert_shown(s, "未払い 900円 (料金 900円、収納済 0円)");
	seat_press(s, "<Enter>");
	assert_shown(s, "現金");
	assert_shown(s, "宛名: よさこい連");
	seat_press(s, "<Enter>");
	assert_shown(s, "領収 No. 000001 900円を受け取りました。");
	assert_int_equal(booking_number(s->desk, id, "taken"), 900);
}

static void
a_part_is_typed_over_the_whole_sum(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<C-u>400<Enter><2>");
	assert_shown(s, "400円を受け取りました。 未払いは500円です。");
	assert_int_equal(booking_number(s->desk, id, "taken"), 400);
}

static void
what_is_handed_over_tells_the_change(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<C-u>5000<Enter>");
	assert_shown(s, "現金  お預かり 5,000円、おつり 4,100円");
	seat_press(s, "<Enter>");
	assert_shown(s, "900円を受け取りました。 おつりは4,100円です。");
	assert_int_equal(booking_number(s->desk, id, "taken"), 900);
	act(s, "");
	assert_not_shown(s, "料金を受け取る");
}

static void
of_a_part_too(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<C-u>４００／１０００<Enter>");
	assert_shown(s, "お預かり 1,000円、おつり 600円");
	seat_press(s, "<Enter>");
	assert_shown(s, "未払いは500円です。");
	assert_int_equal(booking_number(s->desk, id, "taken"), 400);
}

static void
what_cannot_be_taken_is_asked_for_again(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<C-u>九百<Enter>");
	assert_shown(s, "未払い 900円");
	seat_press(s, "<C-u>9000<Enter><2>"); /* by bank transfer nothing is handed over */
	assert_shown(s, "おつりがあるのは");
	assert_shown(s, "いくら受け取りますか");
	assert_shown(s, "9000");
	seat_press(s, "<C-u>500/400<Enter><Enter>");
	assert_shown(s, "お預かりは400円で");
	seat_press(s, "<C-u>900<Enter><Enter>");
	assert_int_equal(booking_number(s->desk, id, "taken"), 900);
}

static void
another_name_is_put_on_the_receipt(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Enter><5><C-u>株式会社ひばり<Enter>");
	assert_shown(s, "宛名: 株式会社ひばり");
	seat_press(s, "<1>");
	assert_shown(s, "900円を受け取りました。");
	AUTO_ARENA a = ARENA_INIT;
	assert_string_equal(desk_query(s->desk, &a, "SELECT payer FROM receipt WHERE id = ?1", 1),
			    "株式会社ひばり");
}

static void
escape_takes_nothing(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Esc>");
	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Enter><Esc>");
	assert_int_equal(booking_number(s->desk, id, "taken"), 0);
}

static void
what_was_paid_too_much_goes_back(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "");
	assert_not_shown(s, "還付する");
	seat_press(s, "<Esc>");
	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Enter><Enter>");
	owe_less(s, id, 300);
	act(s, "還付する<Enter>");
	assert_shown(s, "過納 300円 (料金 600円、収納済 900円)");
	seat_press(s, "<Enter><Enter>");
	assert_shown(s, "還付 No. 000002 300円を返しました。");
	assert_int_equal(booking_number(s->desk, id, "taken"), 600);
}

static void
money_to_give_back_is_told_before_the_desk_is_left(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Enter><Enter><Esc><F3>");
	assert_not_shown(s, "まだ残っています");
	owe_less(s, id, 300);
	seat_press(s, "<Esc><F3>");
	assert_shown(s, "まだ残っています: 還付待ち 1");
}

static void
a_spoilt_receipt_is_void_with_its_reason(void **state)
{
	struct seat *s = *state;
	int64_t id = open_booking(s);

	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Enter><Enter>");
	screen_record(&s->app, the_form(s->desk, "receipt"), 1, NULL);
	act(s, "書損にする<Enter>");
	seat_press(s, "<Enter>");
	assert_shown(s, "書損の理由を入れてください");
	act(s, "書損にする<Enter>");
	seat_press(s, "宛名の誤り<Enter>");
	assert_shown(s, "No. 000001 900円を書損にしました。 未払いは900円です。");
	assert_int_equal(booking_number(s->desk, id, "taken"), 0);
	act(s, "");
	assert_not_shown(s, "書損にする");
}

/* A file of the spool folder whose name begins so; the seat's folder has no other. */
static bool
is_spooled(struct seat *s, const char *begin)
{
	AUTO_FREE char *folder = desk_folder(s->desk, "spool", &s->e);
	AUTO_FREE char *pattern = mem_printf("%s/%s-*", folder, begin);
	glob_t found;
	bool is_there = glob(pattern, 0, NULL, &found) == 0 && found.gl_pathc == 1;

	globfree(&found);
	return is_there;
}

static void
a_booking_offers_the_papers_that_there_are(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	act(s, "印刷<Enter>");
	assert_shown(s, "申請書");
	assert_not_shown(s, "許可書");
	assert_not_shown(s, "領収書 No.");
	seat_press(s, "<1>"); /* the permit's, which is not there yet */
	assert_not_shown(s, "印刷に出しました");
	seat_press(s, "<2>");
	assert_shown(s, "申請書を印刷に出しました(application-");
	assert_true(is_spooled(s, "application"));
	act(s, "料金を受け取る<Enter>");
	seat_press(s, "<Enter><Enter>");
	act(s, "印刷<Enter>");
	assert_shown(s, "領収書 No. 000001");
	seat_press(s, "<3>");
	assert_shown(s, "領収書を印刷に出しました(receipt-");
	assert_true(is_spooled(s, "receipt"));
	act(s, "許可<Enter>");
	act(s, "印刷<Enter>");
	seat_press(s, "<1>");
	assert_shown(s, "利用許可書兼領収書を印刷に出しました(permit-");
}

static void
the_board_of_a_day_is_printed_from_the_list(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	screen_list(&s->app, the_form(s->desk, "booking"));
	act(s, "本日の予定<Enter>");
	seat_press(s, "<C-u>99<Enter>");
	assert_false(is_spooled(s, "board"));
	act(s, "本日の予定<Enter>");
	seat_press(s, "<Enter>");
	assert_shown(s, "本日の予定を印刷に出しました(board-");
	assert_true(is_spooled(s, "board"));
}

static void
receipts_are_made_by_acts_and_not_typed(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	act(s, "<5><Enter><Enter>");
	screen_list(&s->app, the_form(s->desk, "receipt"));
	assert_shown(s, "900 現金");
	assert_not_shown(s, "Ins");
	seat_press(s, "<Enter>");
	assert_shown(s, "宛名         よさこい連");
	assert_not_shown(s, "Ins");
	seat_press(s, "<Enter>");
	assert_shown(s, "手続き(F11)で作られる記録です");
}

static void
the_heading_of_the_last_column_that_fits_is_whole(void **state)
{
	struct seat *s = *state;

	screen_list(&s->app, the_form(s->desk, "receipt"));
	for (int cols = 40; cols < 100; cols++) {
		seat_size(s, 24, cols);
		const char *text = seat_text(s);
		if (strstr(text, "額") || strstr(text, " 金"))
			assert_shown(s, "金額");
	}
}

static void
who_may_not_take_money_is_not_offered_it(void **state)
{
	struct seat *s = *state;

	open_booking(s);
	desk_home_allow(s->desk, "cash", "add", false);
	seat_press(s, "<F11>");
	assert_not_shown(s, "料金を受け取る");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(enter_and_enter_take_the_whole_sum),
		seat_test(a_part_is_typed_over_the_whole_sum),
		seat_test(what_is_handed_over_tells_the_change),
		seat_test(of_a_part_too),
		seat_test(what_cannot_be_taken_is_asked_for_again),
		seat_test(another_name_is_put_on_the_receipt),
		seat_test(escape_takes_nothing),
		seat_test(what_was_paid_too_much_goes_back),
		seat_test(money_to_give_back_is_told_before_the_desk_is_left),
		seat_test(a_spoilt_receipt_is_void_with_its_reason),
		seat_test(a_booking_offers_the_papers_that_there_are),
		seat_test(the_board_of_a_day_is_printed_from_the_list),
		seat_test(receipts_are_made_by_acts_and_not_typed),
		seat_test(the_heading_of_the_last_column_that_fits_is_whole),
		seat_test(who_may_not_take_money_is_not_offered_it),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
