/* test_register.c - a clerk registers, finds and changes groups, key by key. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

/* Everything a clerk types is content; what is between < and > is a key. */
static void
a_group_is_registered_in_at_most_13_keys(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>絵本サークルこねこ<Enter>えほんさーくるこねこ<Enter>"
		      "<Enter><Enter>佐藤恵子<Enter><Enter>0299-55-0404<F10>");
	assert_shown(s, "を登録しました");
	assert_shown(s, "絵本サークルこねこ");
	assert_shown(s, "エホンサークルコネコ");
	assert_shown(s, "佐藤恵子");
	assert_true(s->named_keys <= 13);
}

static void
a_name_in_kana_is_its_own_reading(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>ひまわりのかい<F10>");
	assert_shown(s, "ヒマワリノカイ");
	assert_shown(s, "を登録しました");
	seat_press(s, "<F3><C-n>ABC<F10>");
	assert_shown(s, "フリガナは必須です");
}

static void
saving_says_the_number_that_was_given(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>将棋の会<Enter>しょうぎのかい<F10>");
	assert_shown(s, "団体 G-0004を登録しました(取消: ^Z)");
}

static void
a_filter_that_stays_under_the_conditions_is_told(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>よさこい<F5>合唱<F10>");
	assert_shown(s, "条件に合うもののうち、「よさこい」に該当するものがありません");
	seat_press(s, "<Esc>");
	assert_shown(s, "合唱団ひばり");
	assert_not_shown(s, "該当するものがありません");
}

static void
keys_are_offered_only_where_they_do_something(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>");
	assert_shown(s, "F3戻る F5条件 F6並び順 F8書き出し F9終了分 F11手続き");
	seat_press(s, "<Esc><F2>職員<Enter>");
	assert_shown(s, "職員コード");
	assert_not_shown(s, "終了分");
	seat_press(s, "<Esc><Esc><F2>よさこい<Enter>");
	assert_shown(s, "Enter変更・開く");
	desk_home_allow(s->desk, "register", "change", false);
	assert_not_shown(s, "Enter変更・開く");
	assert_shown(s, "Enter開く");
}

/* Whose telephone number and address were on the screen can be asked for years later. */
static void
a_list_of_what_is_private_is_put_on_record(void **state)
{
	struct seat *s = *state;
	const char *sql = "SELECT count(*) FROM audit WHERE action = 'search'"
			  " AND object_type = 'civic_group' AND ?1";

	assert_int_equal(store_get_int(s->desk->store, sql, 1, -1), 0);
	seat_press(s, "4<Enter>");
	assert_shown(s, "よさこい連");
	assert_int_equal(store_get_int(s->desk->store, sql, 1, -1), 1);
	seat_press(s, "よさこい");
	assert_shown(s, "1 / 1");
}

static void
f10_is_called_by_what_it_does(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>将棋の会<Enter>しょうぎのかい");
	assert_shown(s, "F10/^S登録");
	seat_press(s, "<F10>");
	assert_not_shown(s, "F10");
	seat_press(s, "<F10>");
	assert_shown(s, "今は行えない操作です（保存）");
	seat_press(s, "<Enter>ノ");
	assert_shown(s, "F10/^S保存");
	assert_not_shown(s, "F10/^S登録");
	seat_press(s, "<F10>");
	assert_shown(s, "を変更しました");
}

static void
a_record_that_is_read_is_not_changed_by_typing(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter>2");
	assert_shown(s, "Enter で変更できます");
	assert_not_shown(s, "よさこい連2");
	seat_press(s, "<Enter>よさこい連合<F10>");
	assert_shown(s, "を変更しました");
	assert_shown(s, "団体 よさこい連合");
}

static void
a_person_already_known_is_meant_however_the_name_is_spaced(void **state)
{
	struct seat *s = *state;

	desk_add(s->desk, "person", "name", "椋鳥 千歳", "kana", "ムクドリ チトセ");
	seat_press(s, "4<Enter><C-n>将棋の会<Enter>ショウギノカイ<Enter><Enter><Enter>椋鳥千歳");
	assert_shown(s, "= 椋鳥 千歳");
	assert_not_shown(s, "椋鳥千歳（新規）");
	seat_press(s, "<F10>");
	assert_shown(s, "を登録しました");
	assert_shown(s, "椋鳥 千歳");
}

static void
acts_of_the_group_are_offered_from_its_details_too(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter>");
	assert_shown(s, "Tab[連絡担当者");
	assert_shown(s, "Ins: 団体の新規登録");
	seat_press(s, "<Tab><Tab><Tab>");
	assert_shown(s, "Ins: 登録の新規登録");
	assert_not_shown(s, "Tab");
	seat_press(s, "<F11><1>");
	assert_shown(s, "登録の新規登録");
}

static void
a_person_s_roles_tell_the_groups(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Enter><Enter><Enter><Enter><Enter>椋鳥千歳<F10>");
	seat_press(s, "<F2>椋鳥<Enter><1><Enter><Tab>");
	assert_shown(s, "Ins: 連絡担当者の新規登録");
	assert_shown(s, "代表者         よさこい連");
}

static void
an_exact_duplicate_is_asked_about_once(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>合唱団ひばり<Enter>ガッショウダンヒバリ<Enter><Enter><Enter>"
		      "<Enter><Enter>0299-55-0101<F10>");
	assert_shown(s, "同じ名称・電話");
	assert_not_shown(s, "を登録しました");
	seat_press(s, "<Enter>");
	assert_not_shown(s, "を登録しました");
	seat_press(s, "<F10><1>");
	assert_shown(s, "を登録しました");
}

static void
taking_back_what_is_not_on_screen_is_asked_first(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Enter>よさこい連合<F10>");
	seat_press(s, "<F2>ひばり<Enter><C-z>");
	assert_shown(s, "「よさこい連合」");
	assert_not_shown(s, "取り消しました");
	seat_press(s, "<Enter>");
	assert_shown(s, "団体 合唱団ひばり");
	seat_press(s, "<C-z><1>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Esc>");
	assert_shown(s, "団体 よさこい連  ");
}

static void
a_missing_name_is_said_and_the_cursor_goes_there(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n><Enter>しょうぎのかい<F10>");
	assert_shown(s, "団体名");
	assert_not_shown(s, "を登録しました");
	seat_press(s, "将棋の会<F10>");
	assert_shown(s, "を登録しました");
}

static void
likely_duplicates_are_shown_while_typing(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>ひばり<Enter>ｶﾞｯｼｮｳﾀﾞﾝﾋﾊﾞﾘ<Enter>");
	assert_shown(s, "登録済みかもしれません");
	assert_shown(s, "合唱団ひばり");
	seat_press(s, "<F11><Enter>");
	assert_shown(s, "0299-55-0101");
}

static void
a_group_is_found_by_kana_from_anywhere(void **state)
{
	struct seat *s = *state;

	seat_press(s, "9<Enter>");
	s->named_keys = 0;
	seat_press(s, "<F2>よさこい<Enter>");
	assert_shown(s, "団体 よさこい連");
	assert_shown(s, "0299-55-0202");
	assert_int_equal(s->named_keys, 2);
}

static void
a_reading_is_found_in_whatever_kana_it_is_typed(void **state)
{
	static const char *const typed[] = { "ガッショウダン", "がっしょうだん",
					     "ｶﾞｯｼｮｳﾀﾞﾝ", "がっしょう　だん",
					     "ｶﾞっしょうダン" };
	struct seat *s = *state;

	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		AUTO_FREE char *keys = mem_printf("<F2>%s<Enter>", typed[i]);

		seat_press(s, keys);
		assert_shown(s, "団体 合唱団ひばり  ");
		seat_press(s, "<Esc>");
	}
}

static void
several_meanings_are_chosen_by_number(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>ひ<Enter>");
	assert_shown(s, "候補がいくつかあります");
	assert_shown(s, "合唱団ひばり");
	assert_shown(s, "こども食堂ひまわり");
	seat_press(s, "<1>");
	assert_not_shown(s, "フリガナ");
	seat_press(s, "<Enter>");
	assert_shown(s, "フリガナ");
}

static void
a_number_of_two_digits_leaks_into_no_screen(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>ひ<Enter>1");
	seat_press(s, "２");
	assert_shown(s, "12番はありません");
	assert_shown(s, "> ひ");
	seat_press(s, "2<Enter>");
	assert_shown(s, "団体 こども食堂ひまわり");
}

static void
candidates_of_one_name_are_told_apart(void **state)
{
	struct seat *s = *state;
	int64_t person = desk_add(s->desk, "person", "name", "椋鳥千歳");

	desk_add(s->desk, "group", "name", "合唱団 ひばり", "kana", "ガッショウダンヒバリ", "phone",
		 "0299-55-0144", "representative_id", desk_id(person));
	seat_press(s, "<F2>合唱団");
	assert_shown(s, "G-0001 合唱団ひばり");
	assert_shown(s, "＊＊01");
	assert_shown(s, "椋鳥千歳  ＊＊44");
	assert_not_shown(s, "0299-55-0144");
	desk_set(s->desk, "person", person, "withheld", "1");
	seat_press(s, "<BS>団");
	assert_not_shown(s, "椋鳥");
}

static void
the_command_line_takes_numbers_phones_and_full_width(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>Ｇ－０００２<Enter>");
	assert_shown(s, "よさこい連");
	seat_press(s, "<Esc><F2>550303<Enter>");
	assert_shown(s, "こども食堂ひまわり");
	seat_press(s, "<Esc><F2>団体 新規<Enter>");
	assert_shown(s, "団体の新規登録");
}

static void
the_command_line_names_actions_and_their_keys(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><F2>並び順");
	assert_shown(s, "F6");
	seat_press(s, "<Enter>");
	assert_shown(s, "並び順と列");
}

static void
the_command_line_names_what_can_be_done_with_the_record(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><F2>解散<Enter>");
	assert_shown(s, "よさこい連の解散");
	seat_press(s, "<Esc><Esc><F2>解散<Enter>");
	assert_shown(s, "「解散」は見つかりません");
}

static void
a_change_shows_and_can_be_taken_back(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Enter>");
	seat_press(s, "<C-u>よさこい連合<F10>");
	assert_shown(s, "を変更しました");
	assert_shown(s, "よさこい連合");
	seat_press(s, "<C-z>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Up>");
	assert_not_shown(s, "よさこい連合");
	assert_shown(s, "よさこい連");
}

static void
an_added_group_can_be_taken_back(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>将棋の会<Enter>しょうぎのかい<F10><C-z>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Up>");
	assert_not_shown(s, "将棋の会");
}

static void
undo_of_the_field_never_takes_a_saved_change_back(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Enter>x<C-z><C-z><C-z><Esc>");
	seat_press(s, "<F2>こども<Enter>");
	assert_shown(s, "こども食堂ひまわり");
}

static void
the_last_value_is_repeated(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter><C-n>甲の会<Enter>こうのかい<F10><C-n><F9>");
	assert_shown(s, "甲の会");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(a_group_is_registered_in_at_most_13_keys),
		seat_test(a_name_in_kana_is_its_own_reading),
		seat_test(saving_says_the_number_that_was_given),
		seat_test(a_filter_that_stays_under_the_conditions_is_told),
		seat_test(keys_are_offered_only_where_they_do_something),
		seat_test(f10_is_called_by_what_it_does),
		seat_test(a_list_of_what_is_private_is_put_on_record),
		seat_test(a_record_that_is_read_is_not_changed_by_typing),
		seat_test(a_person_already_known_is_meant_however_the_name_is_spaced),
		seat_test(acts_of_the_group_are_offered_from_its_details_too),
		seat_test(a_person_s_roles_tell_the_groups),
		seat_test(an_exact_duplicate_is_asked_about_once),
		seat_test(taking_back_what_is_not_on_screen_is_asked_first),
		seat_test(a_missing_name_is_said_and_the_cursor_goes_there),
		seat_test(likely_duplicates_are_shown_while_typing),
		seat_test(a_group_is_found_by_kana_from_anywhere),
		seat_test(a_reading_is_found_in_whatever_kana_it_is_typed),
		seat_test(several_meanings_are_chosen_by_number),
		seat_test(a_number_of_two_digits_leaks_into_no_screen),
		seat_test(candidates_of_one_name_are_told_apart),
		seat_test(the_command_line_takes_numbers_phones_and_full_width),
		seat_test(the_command_line_names_actions_and_their_keys),
		seat_test(the_command_line_names_what_can_be_done_with_the_record),
		seat_test(a_change_shows_and_can_be_taken_back),
		seat_test(an_added_group_can_be_taken_back),
		seat_test(undo_of_the_field_never_takes_a_saved_change_back),
		seat_test(the_last_value_is_repeated),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
