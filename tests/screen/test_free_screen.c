/* test_free_screen.c - the next free time, asked on the command line of any screen. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "../unit/rooms_home.h"

static int
set_up(void **state)
{
	seat_set_up(state);
	struct seat *s = *state;
	struct desk_home h = { .desk = s->desk };

	rooms_home_load(&h, rooms_home_book);
	return 0;
}

static void
take(struct seat *s, const char *room)
{
	const struct plain_use u = { room_id_of(s->desk, room), "2026-11-21", NULL, 1080, 1260,
				     0, 0 };

	assert_true(try_use(s->desk, &u));
}

static void
words_on_any_screen_list_what_is_free_with_its_fee(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><F2>n e 3h 12p");
	assert_shown(s, "次の空きを探す");
	seat_press(s, "<Enter>");
	assert_shown(s, "次の空き：夜間 3時間 12人"); /* as it was read */
	assert_shown(s, "11/21(土)");
	assert_shown(s, "夜間");
	assert_shown(s, "600円");
	assert_not_shown(s, "11/23"); /* closed on Mondays */
	seat_press(s, "<Esc>");
	assert_shown(s, "団体一覧");
}

/* The desk decides; the form says so again. */
static void
who_waits_for_a_free_room_is_named_on_the_list_and_the_form(void **state)
{
	struct seat *s = *state;

	desk_add(s->desk, "booking", "room_id", desk_id(room_id_of(s->desk, "a1")), "day",
		 "2026-11-21", "from_minute", "1080", "to_minute", "1260", "caller", "山田",
		 "heads", "8", "state", "waiting");
	seat_press(s, "土 夜 会議室A-1<Enter>");
	assert_shown(s, "会議室A-1 空き待ち");
	assert_shown(s, "空き待ちの方がいます: Y26-0001 山田");
	seat_press(s, "<Enter>");
	assert_shown(s, "空き待ちの方がいます: 山田（Y26-0001）");
}

/* As a caller says it; the first screen tells that it can be typed. */
static void
what_is_called_nothing_is_read_as_a_wish(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><Esc>");
	assert_shown(s, "空き：次 金 夜 20人");
	seat_press(s, "土 夜 会議室A-1<Enter>");
	assert_shown(s, "次の空き：土曜 夜間 会議室A-1");
	assert_shown(s, "11/21(土)");
	assert_shown(s, "600円");
	seat_press(s, "<Esc>土 夜 会議室Z<Enter>");
	assert_shown(s, "「会議室Z」");
	assert_shown(s, "> 土 夜 会議室Z"); /* to be mended */
	seat_press(s, "<Esc><F2>11/31 夜<Enter>");
	assert_shown(s, "11月31日という日は2026年にはありません。");
}

/* As it stands on the line, label and all. */
static void
example_of_the_first_screen_works_as_it_is_shown(void **state)
{
	struct seat *s = *state;

	seat_press(s, "空き：次 金 夜 20人<Enter>");
	assert_shown(s, "次の空き：金曜 夜間 20人");
	seat_press(s, "<Esc>空き: 来週 夜<Enter>");
	assert_shown(s, "次の空き：11/23(月)-11/29(日) 夜間");
}

/* The day of the title is the day of the rows. */
static void
bare_number_counts_people_on_the_day_that_was_typed(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>11/27 夜 20<Enter>");
	assert_shown(s, "次の空き：11/27(金) 夜間 20人");
	assert_shown(s, "会議室A");
	assert_not_shown(s, "11/20(金)  ");
	seat_press(s, "<Esc><F2>夜 20<Enter>");
	assert_shown(s, "20 は日ですか、人数ですか。");
	assert_shown(s, "> 夜 20");
}

static void
answer_is_booked_with_one_key(void **state)
{
	struct seat *s = *state;

	seat_press(s, "n e 3h 30p<Enter><Enter>");
	assert_shown(s, "予約の新規登録");
	assert_shown(s, "会議室A");
	assert_shown(s, "11/21(土)");
	assert_shown(s, "区分             夜間");
	assert_shown(s, "30");
}

static void
next_evening_is_booked_in_at_most_fourteen_keys(void **state)
{
	struct seat *s = *state;

	s->named_keys = 0;
	seat_press(s, "n e 12p<Enter><Enter>");
	for (int i = 0; i < 9 && !seat_shows(s, "団体             _"); i++) {
		AUTO_STR label = STR_INIT;

		stack_draw(s->app.stack, &s->canvas);
		for (int col = 0; col < 4; col++)
			str_add(&label, s->canvas.cells[s->canvas.cursor_row * s->canvas.cols +
							col].text);
		if (strcmp(str_text(&label), "団体") == 0)
			break;
		seat_press(s, "<Enter>");
	}
	seat_press(s, "合唱団ひばり<F10>");
	assert_true(s->named_keys <= 14);
	assert_int_equal(store_get_int(s->desk->store,
				       "SELECT count(*) FROM booking WHERE group_id = ?1"
				       " AND day = '2026-11-21' AND bands = 'night'",
				       1, 0),
			 1);
}

static void
what_is_taken_meanwhile_leaves_the_list(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	seat_press(s, "n e 3h a1<Enter>");
	assert_shown(s, "11/21(土)");
	take(other, "a1");
	stack_tick(s->app.stack);
	assert_not_shown(s, "11/21(土)");
	assert_shown(s, "11/22(日)");
	seat_leave_beside(other);
}

static void
answer_is_shown_in_the_timetable(void **state)
{
	struct seat *s = *state;

	seat_press(s, "n e 3h hall<Enter><F6>");
	assert_shown(s, "予約表");
	assert_shown(s, "11/21(土)  ホール  定員200人  18:00-21:00 夜間");
}

static void
nothing_free_says_why_and_a_wrong_word_is_named(void **state)
{
	struct seat *s = *state;

	seat_press(s, "n e 999p<Enter>");
	assert_shown(s, "空きはありません。");
	seat_press(s, "<F4>");
	assert_shown(s, "n e 999p"); /* to be changed */
	seat_press(s, "<Esc><Esc>n today e a1<Enter>");
	assert_shown(s, "空きはありません。");
	assert_shown(s, "11月19日"); /* the last day of application */
	assert_shown(s, "11/21(土)"); /* the next day that can be had */
	seat_press(s, "<Esc>11/23 夜 20人<Enter>");
	assert_shown(s, "空きはありません。 11/23(月)は休みです（月曜日）。");
	assert_shown(s, "> 11/24(火)");
	assert_not_shown(s, "まだ何もありません");
	seat_press(s, "<Esc>n e foo<Enter>");
	assert_shown(s, "「foo」は");
	assert_shown(s, "> n e foo");
}

static void
rooms_are_found_by_other_words(void **state)
{
	struct seat *s = *state;

	seat_press(s, "空室<Enter>");
	assert_shown(s, "予約表");
}

#define free_test(f) cmocka_unit_test_setup_teardown(f, set_up, seat_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		free_test(words_on_any_screen_list_what_is_free_with_its_fee),
		free_test(who_waits_for_a_free_room_is_named_on_the_list_and_the_form),
		free_test(what_is_called_nothing_is_read_as_a_wish),
		free_test(example_of_the_first_screen_works_as_it_is_shown),
		free_test(bare_number_counts_people_on_the_day_that_was_typed),
		free_test(answer_is_booked_with_one_key),
		free_test(next_evening_is_booked_in_at_most_fourteen_keys),
		free_test(what_is_taken_meanwhile_leaves_the_list),
		free_test(answer_is_shown_in_the_timetable),
		free_test(nothing_free_says_why_and_a_wrong_word_is_named),
		free_test(rooms_are_found_by_other_words),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("free screen", tests, NULL, NULL);
}
