/* test_keep.c - what is typed is never lost: drafts, two desks, the locked screen. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "desk/staff.h"

/* The process is gone without a word; another sits down at the same home. */
static void
what_was_typed_is_offered_at_the_next_sign_in(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>絵本サークル<Enter>えほん");
	seat_again(s);
	assert_shown(s, "書きかけが1件あります");
	assert_shown(s, "団体 絵本サークル");
	seat_press(s, "<Enter>");
	assert_shown(s, "絵本サークル");
	assert_shown(s, "えほん");
	seat_press(s, "さーくる<F10>");
	assert_shown(s, "エホンサークル");
	assert_shown(s, "を登録しました");
	seat_press(s, "<Esc>");
	assert_not_shown(s, "団体 絵本サークル");
}

static void
leaving_a_half_typed_record_keeps_it_or_throws_it_away(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>甲の会<Esc>");
	assert_shown(s, "まだ保存していません");
	seat_press(s, "<Enter>");
	assert_shown(s, "下書きに残しました");
	seat_press(s, "<C-n>乙の会<Esc><2>");
	seat_press(s, "<Esc>");
	assert_shown(s, "団体 甲の会");
	assert_not_shown(s, "団体 乙の会");
}

static void
a_draft_thrown_away_elsewhere_begins_again_with_all_that_was_typed(void **state)
{
	struct seat *s = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct draft *drafts;

	seat_press(s, "4<Enter><C-n>甲の会<Enter>こう");
	assert_int_equal(draft_list(s->desk->drafts, &a, 0, &drafts, &s->e), 1);
	assert_true(draft_discard(s->desk->drafts, drafts[0].id, &s->e));
	seat_press(s, "の");
	seat_again(s);
	seat_press(s, "<Enter>");
	assert_shown(s, "甲の会");
	assert_shown(s, "こうの");
}

static void
a_detail_left_half_typed_still_knows_its_group(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Tab><C-n>鈴木一郎");
	seat_again(s);
	seat_press(s, "<Enter><F10>");
	assert_shown(s, "を登録しました");
	seat_press(s, "<Esc><F2>よさこい<Enter>");
	assert_shown(s, "鈴木一郎");
}

static void
two_desks_changing_one_field_see_both_values(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	seat_press(s, "<F2>よさこい<Enter><Enter><C-u>よさこい連東x");
	seat_press(other, "<F2>よさこい<Enter><Enter><C-u>よさこい連西<F10>");
	assert_shown(other, "を変更しました");
	seat_press(s, "<BS><F10>");
	assert_shown(s, "よさこい連東");
	assert_shown(s, "よさこい連西");
	assert_shown(s, "どちらの値を残しますか");
	assert_shown(s, "よさこい連西  (田中, 11/20(金) 14:32)");
	seat_press(s, "<F10>");
	assert_shown(s, "先に選んでください");
	assert_shown(s, "( ) 2");
	seat_press(s, "2<F10>");
	assert_shown(s, "を変更しました");
	assert_shown(s, "よさこい連東");
	seat_leave_beside(other);
}

static void
the_other_desks_value_can_be_chosen(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	seat_press(s, "<F2>よさこい<Enter><Enter><C-u>よさこい連東");
	seat_press(other, "<F2>よさこい<Enter><Enter><C-u>よさこい連西<F10>");
	seat_press(s, "<F10>");
	seat_press(s, "2");
	assert_shown(s, "(*) 2");
	seat_press(s, "1");
	assert_shown(s, "(*) 1");
	seat_press(s, "<F10>");
	assert_shown(s, "よさこい連西");
	assert_not_shown(s, "よさこい連東");
	seat_leave_beside(other);
}

static void
different_fields_of_two_desks_are_both_kept(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	seat_press(s, "<F2>よさこい<Enter><Enter><C-u>よさこい連東");
	seat_press(other, "<F2>よさこい<Enter><Enter><Enter><C-u>よさこいれんにし<F10>");
	seat_press(s, "<F10>");
	assert_shown(s, "よさこい連東");
	assert_shown(s, "ヨサコイレンニシ");
	seat_leave_beside(other);
}

static void
the_locked_screen_shows_nothing_and_keeps_the_draft(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>秘密の会<F12>");
	assert_not_shown(s, "秘密の会");
	assert_shown(s, "離席中");
	seat_press(s, "<F2>よさこい<F3><Esc>");
	assert_not_shown(s, "よさこい連");
	seat_press(s, "<C-u><Enter>");
	assert_shown(s, "秘密の会");
}

static void
only_the_right_pin_opens_the_locked_screen(void **state)
{
	struct seat *s = *state;

	assert_true(staff_set_pin(s->desk, s->desk->staff_id, "314159", &s->e));
	seat_press(s, "4<Enter><F12>000000<Enter>");
	assert_not_shown(s, "よさこい連");
	seat_press(s, "314159<Enter>");
	assert_shown(s, "よさこい連");
	assert_true(staff_set_pin(s->desk, s->desk->staff_id, "", &s->e));
}

static void
another_clerk_signs_in_at_the_locked_desk(void **state)
{
	struct seat *s = *state;

	int64_t other =
		desk_add(s->desk, "staff", "code", "22", "name", "鈴木次郎", "roles", "reception");

	assert_true(staff_set_pin(s->desk, other, "314159", &s->e));
	seat_press(s, "4<Enter><C-n>秘密の会<F12><F5>");
	assert_shown(s, "鈴木次郎");
	assert_not_shown(s, "秘密の会");
	seat_press(s, "22<Enter>314159<Enter>");
	assert_shown(s, "鈴木次郎");
	assert_not_shown(s, "秘密の会");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(what_was_typed_is_offered_at_the_next_sign_in),
		seat_test(leaving_a_half_typed_record_keeps_it_or_throws_it_away),
		seat_test(a_draft_thrown_away_elsewhere_begins_again_with_all_that_was_typed),
		seat_test(a_detail_left_half_typed_still_knows_its_group),
		seat_test(two_desks_changing_one_field_see_both_values),
		seat_test(the_other_desks_value_can_be_chosen),
		seat_test(different_fields_of_two_desks_are_both_kept),
		seat_test(the_locked_screen_shows_nothing_and_keeps_the_draft),
		seat_test(only_the_right_pin_opens_the_locked_screen),
		seat_test(another_clerk_signs_in_at_the_locked_desk),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
