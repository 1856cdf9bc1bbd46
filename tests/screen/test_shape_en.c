/* test_shape_en.c - every screen at every size in English. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "shape.h"

static void
english_has_no_japanese_words_of_the_program(void **state)
{
	struct seat *s = *state;

	assert_shown(s, "[PRACTICE]");
	assert_shown(s, "Friday, 20 November 2026");
	assert_not_shown(s, "設定");
	assert_not_shown(s, "団体");
}

static void
saving_says_what_happened_in_english(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>Shogi circle<Enter>しょうぎ<F10>");
	assert_shown(s, "Group G-0004 was added. (Undo: ^Z)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(english_has_no_japanese_words_of_the_program),
		seat_test(saving_says_what_happened_in_english),
		seat_test(every_screen_keeps_to_every_size),
	};

	setenv("LANGUAGE", "en", 1);
	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
