/*
 * test_timetable.c - the timetable: what stands out without colour, ways to get about, a
 * booking begun from what is free and opened from what is taken.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "../unit/rooms_home.h"

static void
take(struct seat *s, const char *room, const char *day, const char *state, struct time_span time)
{
	int kept = strcmp(room, "hall") == 0 ? 30 : 0;
	const struct plain_use u = { room_id_of(s->desk, room), day, state, time.from, time.to,
				     kept, kept };

	assert_true(try_use(s->desk, &u));
}

static const struct time_span morning = { 540, 720 }, afternoon = { 780, 1020 },
			      night = { 1080, 1260 };

static void
open_table(struct seat *s)
{
	screen_timetable(&s->app);
}

static int
set_up(void **state)
{
	seat_set_up(state);
	struct seat *s = *state;
	struct desk_home h = { .desk = s->desk };

	rooms_home_load(&h, rooms_home_book);
	/* 2026-11-20 is a Friday. */
	take(s, "a1", "2026-11-20", "permitted", night);
	take(s, "a", "2026-11-21", "hold", morning);
	take(s, "hall", "2026-11-21", "permitted", afternoon);
	desk_home_run(s->desk, "UPDATE booking SET caller = NULL, group_id = 1, purpose = '練習',"
			       " number = 'R8-000' || id");
	return 0;
}

/* The style of the cell in which a text begins. */
static enum style
style_of(struct seat *s, const char *text)
{
	seat_text(s);
	for (int row = 0; row < s->canvas.rows; row++)
		for (int col = 0; col < s->canvas.cols; col++) {
			AUTO_STR rest = STR_INIT;

			for (int i = col; i < s->canvas.cols && rest.len < 120; i++)
				str_add(&rest, s->canvas.cells[row * s->canvas.cols + i].text);
			if (str_starts(str_text(&rest), text))
				return s->canvas.cells[row * s->canvas.cols + col].style;
		}
	fail_msg("%s is not on the screen", text);
	return STYLE_NORMAL;
}

static void
day_shows_rooms_and_who_has_them(void **state)
{
	struct seat *s = *state;

	open_table(s);
	assert_shown(s, "令和8年11月20日(金)");
	assert_shown(s, "会議室A-1");
	assert_shown(s, "スタジオ");
	assert_shown(s, "合唱団ひばり");
	seat_press(s, "<F8>");
	assert_shown(s, "令和8年11月21日(土)");
	seat_press(s, "<F7><F7>");
	assert_shown(s, "令和8年11月19日(木)");
	seat_press(s, "<F5>");
	assert_shown(s, "令和8年11月20日(金)");
}

static void
a_long_name_of_a_room_stands_on_two_lines(void **state)
{
	struct seat *s = *state;

	desk_home_run(s->desk, "UPDATE room SET name = '会議室A（A-1・A-2）' WHERE code = 'a'");
	open_table(s);
	assert_shown(s, " 会議室A       |");
	assert_shown(s, " （A-1・A-2）  |");
	seat_size(s, 40, 140);
	assert_shown(s, " 会議室A（A-1・A-2）");
}

static void
hold_and_permit_differ_without_colour(void **state)
{
	struct seat *s = *state;

	open_table(s);
	assert_int_equal(style_of(s, "合唱団ひばり"), STYLE_BAR);
	seat_press(s, "<F8>");
	assert_shown(s, "仮 合唱団ひばり");
	assert_int_equal(style_of(s, "仮 合唱団ひばり"), STYLE_FIELD);
}

static void
part_shows_that_the_whole_was_booked_and_the_reverse(void **state)
{
	struct seat *s = *state;

	open_table(s);
	assert_shown(s, "+合唱団ひばり"); /* room A, whose part A-1 is booked */
	seat_press(s, "<F8>");
	assert_shown(s, "仮 +合唱団ひ"); /* of which A is booked */
	seat_press(s, "<Left>");
	assert_shown(s, "会議室Aとして予約");
}

static void
who_waits_is_counted_named_and_opened(void **state)
{
	struct seat *s = *state;

	take(s, "a1", "2026-11-20", "waiting", night);
	open_table(s);
	assert_shown(s, "待1 12人");
	seat_press(s, "<Right>");
	assert_shown(s, "空き待ち1: 山田");
	seat_press(s, "<Ins>");
	assert_shown(s, "この時間の空き待ち");
	seat_press(s, "<1>");
	assert_shown(s, "状態             空き待ち");
	assert_shown(s, "未登録の申込者   山田");
}

static void
one_more_waits_for_the_band_that_is_taken(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F8><Down><Down><Down><Ins>"); /* nobody waits yet: it begins at once */
	assert_shown(s, "状態 *           空き待ち");
	assert_shown(s, "部屋 *           ホール");
	assert_shown(s, "区分             午後");
	seat_press(s, "よさこい連<Enter><F10>");
	assert_shown(s, "を登録しました");
	seat_press(s, "<Esc>");
	assert_shown(s, "空き待ち1: よさこい連");
}

static void
one_site_is_shown_alone_and_remembered(void **state)
{
	struct seat *s = *state;
	int64_t north = desk_add(s->desk, "site", "code", "north", "name", "北分館");
	int64_t south = desk_add(s->desk, "site", "code", "south", "name", "南分館");

	desk_set(s->desk, "room", room_id_of(s->desk, "hall"), "site_id", desk_id(north));
	desk_set(s->desk, "room", room_id_of(s->desk, "studio"), "site_id", desk_id(south));
	open_table(s);
	assert_shown(s, "スタジオ");
	seat_press(s, "<F10>");
	assert_shown(s, "すべての拠点");
	seat_press(s, "<2>");
	assert_shown(s, "11月20日(金)  北分館");
	assert_shown(s, "ホール");
	assert_shown(s, "会議室A-1"); /* of no site */
	assert_not_shown(s, "スタジオ");
	seat_press(s, "<Esc>");
	open_table(s);
	assert_not_shown(s, "スタジオ");
	seat_press(s, "<F10><1>");
	assert_shown(s, "スタジオ");
}

static void
the_site_of_the_first_screen_is_that_of_the_timetable(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F10>");
	assert_not_shown(s, "すべての拠点"); /* all rooms are of one place */
	desk_set(s->desk, "room", room_id_of(s->desk, "hall"), "site_id",
		 desk_id(desk_add(s->desk, "site", "code", "north", "name", "北分館")));
	open_table(s);
	seat_press(s, "<Esc><F10><2>");
	assert_shown(s, "センター  北分館");
	open_table(s);
	assert_shown(s, "11月20日(金)  北分館");
}

static void
what_is_kept_free_around_a_use_is_shown(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F8><Down><Down><Down>");
	assert_shown(s, ":合唱団ひばり");
	assert_shown(s, "準備・片付を含め 12:30-17:30");
	/* The bands beside it begin an hour later, or ended an hour before: still free. */
	assert_shown(s, "ホール");
}

static void
closed_day_says_why(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "11/23<Enter>");
	assert_shown(s, "月曜日");
	assert_shown(s, "//");
	seat_press(s, "<Enter>");
	assert_shown(s, "この時間は貸出していません。");
}

static void
enter_on_what_is_free_begins_a_booking_there(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<Down><F8><Right>"); /* A-2 on the 21st, from the afternoon to the night */
	assert_shown(s, "会議室A-2  定員18人  18:00-21:00 夜間");
	seat_press(s, "<Enter>");
	assert_shown(s, "予約の新規登録");
	assert_shown(s, "会議室A-2");
	assert_shown(s, "区分             夜間");
	assert_shown(s, "11/21(土)");
}

static void
marked_bands_are_booked_together(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<Down><F8> <Right><Enter>");
	assert_shown(s, "午後,夜間");
	seat_press(s, "<Esc>");
	assert_shown(s, "予約表");
	/* Over what is taken it is refused. */
	seat_press(s, "<F5><Up><Left> <Right><Right><Enter>");
	assert_shown(s, "間に予約があります。");
}

static void
enter_on_what_is_taken_opens_it(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<Right>");
	assert_shown(s, "許可 R8-0001 合唱団ひばり 12人");
	seat_press(s, "<Enter>");
	assert_shown(s, "予約 R8-0001");
	assert_not_shown(s, "予約表");
}

static void
several_bookings_of_a_joined_room_are_chosen_from(void **state)
{
	struct seat *s = *state;

	take(s, "a2", "2026-11-20", "permitted", night);
	open_table(s);
	seat_press(s, "<Down><Down><Right><Enter>");
	assert_shown(s, "どの予約ですか");
	seat_press(s, "<1>");
	assert_shown(s, "予約 R8-0001");
}

static void
week_has_a_line_for_each_day_of_the_room(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F6>");
	assert_shown(s, "会議室A-1  11/15(日) - 11/21(土)");
	assert_shown(s, "11/20(金) *");
	seat_press(s, "<Down>");
	assert_shown(s, "11/21(土)  会議室A-1");
	seat_press(s, "<Down>"); /* over the edge, into the next week */
	assert_shown(s, "11/22(日) - 11/28(土)");
	seat_press(s, "<PgDn>");
	assert_shown(s, "会議室A-2  11/22(日)");
}

static void
month_has_the_letters_of_the_free_bands(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F6><F6>");
	assert_shown(s, "2026年11月");
	assert_shown(s, "20  前後.");
	assert_shown(s, "21  . 後夜");
	assert_shown(s, "23* / 休館");
	/* Days are walked with the band kept; Enter books it. */
	seat_press(s, "<Tab><Right>");
	assert_shown(s, "11/21(土)  会議室A-1  定員18人  18:00-21:00 夜間");
	seat_press(s, "<Enter>");
	assert_shown(s, "予約の新規登録");
	assert_shown(s, "区分             夜間");
}

static void
room_by_the_half_hour_is_offered_by_the_hour(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F8><Down><Down><Down><Down>");
	assert_shown(s, "スタジオ  定員10人  14:00-15:00");
	assert_shown(s, "30分単位、60分から");
	seat_press(s, "<Enter>");
	assert_shown(s, "14:00");
	assert_shown(s, "15:00");
}

static void
fee_and_the_reason_against_it_are_told(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F8><F9>");
	assert_shown(s, "700円");
	seat_press(s, "<F5><F9>"); /* the by-law takes applications until the day before */
	assert_shown(s, "今は受けられません");
}

static void
fee_of_what_is_taken_is_that_of_its_booking(void **state)
{
	struct seat *s = *state;

	desk_home_run(s->desk, "INSERT INTO charge (booking_id, kind, day, yen)"
			       " VALUES (1, 'quote', '2026-11-20', 600)");
	open_table(s);
	seat_press(s, "<Right><F9>");
	assert_shown(s, "R8-0001 合唱団ひばり 使用料 600円　未払い 600円");
	seat_press(s, "<F8><Left><Left><F9>");
	assert_shown(s, "R8-0002 合唱団ひばり 使用料の計上はありません");
	seat_press(s, "11/23<Enter><F9>"); /* closed */
	assert_shown(s, "この時間は貸出していません。");
}

static void
each_page_key_moves_one_room_in_every_view(void **state)
{
	struct seat *s = *state;
	static const char *const rooms[] = { "会議室A-1", "会議室A-2", "会議室A  ", "ホール",
					     "スタジオ" };

	open_table(s);
	for (int view = 0; view < 3; view++) {
		for (int i = 1; i < 5; i++) {
			seat_press(s, "<PgDn>");
			AUTO_STR heading = STR_INIT;
			str_addf(&heading, "11/20(金)  %s", rooms[i]);
			assert_shown(s, str_text(&heading));
		}
		seat_press(s, "<PgDn>"); /* there is none after the last */
		assert_shown(s, "11/20(金)  スタジオ");
		for (int i = 3; i >= 0; i--) {
			seat_press(s, "<PgUp>");
			AUTO_STR heading = STR_INIT;
			str_addf(&heading, "11/20(金)  %s", rooms[i]);
			assert_shown(s, str_text(&heading));
		}
		seat_press(s, "<F6>");
	}
}

static void
booking_of_another_desk_appears(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	open_table(s);
	assert_not_shown(s, "山田");
	take(other, "a2", "2026-11-20", "permitted", night);
	stack_tick(s->app.stack);
	assert_shown(s, "山田");
	seat_leave_beside(other);
}

static void
neighbours_are_read_ahead_and_keys_then_read_nothing(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	open_table(s);
	seat_press(s, "<F5>"); /* what this desk wrote before is noticed */
	while (stack_ahead(s->app.stack))
		;
	take(other, "studio", "2026-11-21", "permitted", night);
	seat_press(s, "<F8>");
	assert_not_shown(s, "山田");
	stack_tick(s->app.stack);
	assert_shown(s, "山田");
	seat_leave_beside(other);
}

static void
any_size_of_terminal_is_drawn(void **state)
{
	struct seat *s = *state;

	open_table(s);
	for (int view = 0; view < 3; view++) {
		for (int rows = 3; rows < 50; rows += 4)
			for (int cols = 10; cols < 200; cols += 13) {
				seat_size(s, rows, cols);
				seat_text(s);
			}
		seat_press(s, "<F6>");
	}
	seat_size(s, 40, 140);
	assert_shown(s, "18人");
	assert_shown(s, "練習"); /* a wide and high one has room for what for */
}

static void
a_room_out_of_use_has_its_line_on_days_when_it_is_booked(void **state)
{
	struct seat *s = *state;

	desk_home_run(s->desk, "UPDATE room SET retired = 1 WHERE code IN ('hall', 'studio')");
	open_table(s);
	assert_not_shown(s, "ホール");
	seat_press(s, "<F8>"); /* the hall is booked */
	assert_shown(s, "ホール");
	assert_shown(s, "使わない部屋");
	assert_not_shown(s, "スタジオ");
	seat_press(s, "<End><Down><Down><Down><F6>"); /* and its week, with the days before */
	assert_shown(s, "ホール");
	seat_press(s, "<F8>");
	assert_shown(s, "使わない部屋");
	seat_press(s, "<F7><PgUp>");
	assert_shown(s, "会議室A ");
}

static void
clerk_without_the_right_is_kept_out(void **state)
{
	struct seat *s = *state;

	desk_home_allow(s->desk, "booking", "view", false);
	open_table(s);
	assert_not_shown(s, "予約表");
	seat_press(s, "n e a1<Enter>");
	assert_not_shown(s, "次の空き");
}

static void
english_desk_has_the_same_letters(void **state)
{
	struct seat *s = *state;

	setenv("LANGUAGE", "en", 1);
	lang_init("locale");
	open_table(s);
	assert_shown(s, "+ joined  : kept  / closed"); /* all of it at 80 columns */
	seat_press(s, "<F6><F6>");
	assert_shown(s, "20  前後.");
	setenv("LANGUAGE", "ja", 1);
	lang_init("locale");
}

static void
desk_without_a_rule_book_says_so(void **state)
{
	struct seat *s = *state;

	open_table(s);
	seat_press(s, "<F8><Left><Enter> <F6><F9>");
	assert_shown(s, "部屋がまだありません");
}

#define table_test(f) cmocka_unit_test_setup_teardown(f, set_up, seat_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		table_test(day_shows_rooms_and_who_has_them),
		table_test(a_long_name_of_a_room_stands_on_two_lines),
		table_test(hold_and_permit_differ_without_colour),
		table_test(part_shows_that_the_whole_was_booked_and_the_reverse),
		table_test(what_is_kept_free_around_a_use_is_shown),
		table_test(closed_day_says_why),
		table_test(enter_on_what_is_free_begins_a_booking_there),
		table_test(marked_bands_are_booked_together),
		table_test(enter_on_what_is_taken_opens_it),
		table_test(several_bookings_of_a_joined_room_are_chosen_from),
		table_test(week_has_a_line_for_each_day_of_the_room),
		table_test(month_has_the_letters_of_the_free_bands),
		table_test(room_by_the_half_hour_is_offered_by_the_hour),
		table_test(fee_and_the_reason_against_it_are_told),
		table_test(fee_of_what_is_taken_is_that_of_its_booking),
		table_test(each_page_key_moves_one_room_in_every_view),
		table_test(booking_of_another_desk_appears),
		table_test(neighbours_are_read_ahead_and_keys_then_read_nothing),
		table_test(any_size_of_terminal_is_drawn),
		table_test(a_room_out_of_use_has_its_line_on_days_when_it_is_booked),
		table_test(clerk_without_the_right_is_kept_out),
		table_test(english_desk_has_the_same_letters),
		table_test(the_site_of_the_first_screen_is_that_of_the_timetable),
		table_test(one_site_is_shown_alone_and_remembered),
		table_test(who_waits_is_counted_named_and_opened),
		table_test(one_more_waits_for_the_band_that_is_taken),
		seat_test(desk_without_a_rule_book_says_so),
	};
	lang_init("locale");
	return cmocka_run_group_tests_name("timetable", tests, NULL, NULL);
}
