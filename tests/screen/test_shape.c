/* test_shape.c - every screen at every size, and how the wide one is used, in Japanese. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "shape.h"

static void
home_shows_centre_day_clerk_and_panels(void **state)
{
	struct seat *s = *state;

	assert_shown(s, "窓口");
	assert_shown(s, "【練習用】");
	assert_shown(s, "令和8年11月20日(金) 14:32");
	assert_shown(s, "田中");
	assert_shown(s, "4 団体一覧");
	assert_shown(s, "9 設定");
	assert_shown(s, "F12");
}

static void
typing_filters_a_list_and_esc_clears_it(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>よさ");
	assert_shown(s, "よさこい連");
	assert_not_shown(s, "合唱団ひばり");
	seat_press(s, "<Esc>");
	assert_shown(s, "合唱団ひばり");
}

static void
lists_mask_what_the_record_shows(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>");
	assert_not_shown(s, "0299-55-0202");
	seat_press(s, "よさ<Enter>");
	assert_shown(s, "0299-55-0202");
}

static void
a_wide_terminal_shows_the_record_beside_the_list(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>");
	assert_not_shown(s, "ヨサコイレン");
	seat_size(s, 40, 140);
	seat_press(s, "よさ");
	assert_shown(s, "ヨサコイレン");
	assert_not_shown(s, "0299-55-0202");
}

static void
a_query_by_example_asks_on_the_form_itself(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><F5>連<F10>");
	assert_shown(s, "条件: 団体名 連");
	assert_shown(s, "よさこい連");
	assert_not_shown(s, "合唱団ひばり");
	seat_press(s, "<F5><F5><F10>");
	assert_shown(s, "合唱団ひばり");
}

static void
columns_are_shown_hidden_and_ordered_by(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>");
	assert_not_shown(s, "略称");
	seat_press(s, "<F6>略称");
	assert_shown(s, "[ ]");
	seat_press(s, "<Enter><Esc><Esc>");
	assert_shown(s, "合唱団ひばり");
}

static void
neighbours_in_the_list_are_shown_by_f7_and_f8(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><Enter><F7>");
	assert_shown(s, "これが最初の記録です");
	seat_press(s, "<F8>");
	assert_shown(s, "こども食堂ひまわり");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(home_shows_centre_day_clerk_and_panels),
		seat_test(typing_filters_a_list_and_esc_clears_it),
		seat_test(lists_mask_what_the_record_shows),
		seat_test(a_wide_terminal_shows_the_record_beside_the_list),
		seat_test(a_query_by_example_asks_on_the_form_itself),
		seat_test(columns_are_shown_hidden_and_ordered_by),
		seat_test(neighbours_in_the_list_are_shown_by_f7_and_f8),
		seat_test(every_screen_keeps_to_every_size),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
