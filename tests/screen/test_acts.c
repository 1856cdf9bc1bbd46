/* test_acts.c - what is more than saving: registration, renewal, merging, dissolving, taking back,
 * PINs. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include <ctype.h>

#include "desk/setting.h"
#include "screen/act.h"

static int64_t
group_id(struct seat *s, const char *name)
{
	return s->desk->lookup.ref_find(s->desk->lookup.ctx, "group", name);
}

/* A registration of よさこい連 until the end of the fiscal year, as it was approved in spring. */
static void
register_yosakoi(struct seat *s)
{
	const char *group = desk_id(group_id(s, "よさこい連"));
	int64_t id;

	assert_true(setting_set(s->desk, "registration.papers_needed", "0", &s->e));
	id = desk_add(s->desk, "registration", "group_id", group, "received_on", "2026-03-20",
		      "valid_from", "2026-04-01", "valid_until", "2027-03-31");
	assert_true(id > 0);
	seat_press(s, "<F2>登録一覧<Esc>2<Enter><F11><1><1>");
	assert_shown(s, "この登録を「書類確認済」にしました");
	seat_press(s, "<F11><1><1>");
	assert_shown(s, "この登録を「登録」にしました");
	seat_press(s, "<Esc>");
}

static void
a_registration_is_received_for_the_group_at_hand(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><F11><1>");
	assert_shown(s, "よさこい連");
	assert_shown(s, "登録の新規登録");
	seat_press(s, "<F10>");
	assert_shown(s, "を登録しました");
	assert_shown(s, "団体 よさこい連");
	assert_shown(s, "登録 1");
}

static void
a_step_without_the_papers_is_refused_with_the_papers(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><F11><1><F10><Esc>2<Enter><F11><1><1>");
	assert_not_shown(s, "にしました");
	assert_shown(s, "登録申請書");
}

static void
a_refusal_asks_for_its_reason(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><F11><1><F10><Esc>2<Enter><F11><1><2>");
	seat_press(s, "<Enter>");
	assert_shown(s, "理由(団体に通知します)");
	assert_shown(s, "理由を入力してください");
	seat_press(s, "会則がない<Enter>");
	assert_shown(s, "この登録を「不承認」にしました");
	seat_press(s, "<Enter>");
	seat_size(s, 50, 80);
	assert_shown(s, "会則がない");
}

static void
only_steps_that_are_possible_are_offered_and_ask_for_their_reason(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><F11><1><F10><Esc>2<Enter><F11><1>");
	assert_shown(s, "書類を確認した");
	assert_not_shown(s, "承認する");
	seat_press(s, "<2>会則がない<Enter><F11><1>");
	assert_not_shown(s, "書類を確認した");
	seat_press(s, "<1>会則を受け取った<Enter>");
	assert_shown(s, "この登録を「受付」にしました");
}

static void
an_approved_registration_is_ended_before_its_time_with_a_reason(void **state)
{
	struct seat *s = *state;

	register_yosakoi(s);
	seat_press(s, "2<Enter><F2>承認<Enter><1><Enter>");
	assert_shown(s, "期間の途中で失効にする");
	assert_not_shown(s, "承認する");
	seat_press(s, "<1>会則違反<Enter>");
	assert_shown(s, "この登録を「失効」にしました");
}

static void
the_command_line_opens_a_panel_of_the_home_screen(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>可否を決める<Enter>");
	assert_shown(s, "可否を決める届出");
	assert_not_shown(s, "もうすぐ切れる登録");
	seat_press(s, "<F2>期限が近い<Enter>");
	assert_shown(s, "もうすぐ切れる登録");
	assert_not_shown(s, "可否を決める届出");
}

static void
a_step_shows_at_once_on_the_registration(void **state)
{
	struct seat *s = *state;

	assert_true(setting_set(s->desk, "registration.papers_needed", "0", &s->e));
	seat_press(s, "<F2>よさこい<Enter><F11><1><F10><Esc>2<Enter><Enter>");
	assert_shown(s, "受付");
	seat_press(s, "<F11><1><1>");
	assert_shown(s, "この登録を「書類確認済」にしました");
	assert_shown(s, " 書類確認済");
}

static void
registrations_are_renewed_in_bulk(void **state)
{
	struct seat *s = *state;

	register_yosakoi(s);
	seat_press(s, "5<Enter>");
	assert_shown(s, "令和8年度末の更新");
	assert_shown(s, "よさこい連");
	assert_shown(s, "更新できます");
	seat_press(s, "<F10>");
	assert_shown(s, "1団体の次の期間を");
	seat_press(s, "<1>");
	assert_shown(s, "次の期間の登録を1件受け付けました");
	seat_press(s, "<C-z>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Esc>5<Enter>");
	assert_shown(s, "更新できます");
}

static void
dissolving_shows_what_is_open_and_keeps_the_record(void **state)
{
	struct seat *s = *state;

	register_yosakoi(s);
	seat_press(s, "<F2>よさこい<Enter><F2>解散<Enter>");
	assert_shown(s, "まだ終わっていないもの");
	assert_shown(s, "上の登録・届出も終わりにします");
	seat_press(s, "<F10><C-u>2/30<Enter>");
	assert_shown(s, "2月30日という日は");
	assert_shown(s, "解散日");
	seat_press(s, "<C-u>+1<Enter>会員がいなくなったため<Enter>");
	assert_shown(s, "まだ来ていない日です");
	assert_shown(s, "解散日");
	seat_press(s, "<C-u>今日<Enter>");
	assert_shown(s, "会員がいなくなったため");
	seat_press(s, "<Enter>");
	assert_shown(s, "団体を解散にしました");
	assert_shown(s, "[解散日 11/20(金)] 団体 よさこい連");
	seat_press(s, "<F11>");
	assert_shown(s, "履歴・取消");
	assert_not_shown(s, "登録を受け付ける");
	seat_press(s, "<Esc>");
	seat_press(s, "<Esc>4<Enter>");
	assert_not_shown(s, "よさこい連");
	assert_not_shown(s, "解散日");
	seat_press(s, "<F9>");
	assert_shown(s, "よさこい連  ");
	assert_shown(s, "解散日");
	assert_shown(s, "11/20(金)  ");
	seat_press(s, "<F9>");
	assert_not_shown(s, "解散日");
	seat_press(s, "<F2>よさこい");
	assert_shown(s, "G-0002 よさこい連  解散日 11/20(金)");
}

static void
a_group_whose_entry_was_taken_back_is_brought_back(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>やり直し<Enter>");
	assert_shown(s, "やり直せる取消しはありません");
	seat_press(s, "4<Enter><C-n>鷽の会<Enter>うそのかい<F10><C-z>");
	assert_not_shown(s, "G-0004");
	seat_press(s, "<F2>やり直し<Enter>");
	assert_shown(s, "14:32 の団体「鷽の会」");
	assert_not_shown(s, "やり直しました");
	seat_press(s, "1");
	assert_shown(s, "やり直しました");
	assert_shown(s, "鷽の会");
	seat_press(s, "<C-z>1");
	assert_not_shown(s, "鷽の会");
}

static void
groups_to_merge_with_are_told_apart_by_their_numbers(void **state)
{
	struct seat *s = *state;

	desk_add(s->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ", "phone",
		 "0299-55-0909");
	seat_press(s, "<F2>よさこい<Enter><F2>重複<Enter>合唱団<Enter>");
	assert_shown(s, "G-0001 合唱団ひばり");
	assert_shown(s, "G-0004 合唱団ひばり");
	assert_shown(s, "09");
}

static void
two_marked_groups_are_merged_and_taken_apart_again(void **state)
{
	struct seat *s = *state;

	seat_press(s, "4<Enter>  <F2>統合<Esc><F11><2>");
	seat_press(s, "<Esc>");
	assert_shown(s, "印 2件");
	seat_press(s, "<F11><2>");
	assert_shown(s, "残す団体");
	assert_shown(s, "合唱団ひばり");
	assert_shown(s, "こども食堂ひまわり");
	seat_press(s, "<F6><F10><Enter>");
	assert_shown(s, "に統合しました");
	assert_not_shown(s, "印 2件");
	seat_press(s, "<F1>");
	assert_shown(s, "絞込中は ^T");
	seat_press(s, "<Esc><C-z>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Esc>4<Enter>");
	assert_shown(s, "合唱団ひばり");
	assert_shown(s, "こども食堂ひまわり");
}

static void
any_change_can_be_taken_back_from_the_history(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Enter><C-u>よさこい連合<F10>");
	seat_press(s, "<F2>履歴・取消<Enter>");
	assert_shown(s, "よさこい連合");
	seat_press(s, "<F9><1>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Esc>");
	assert_shown(s, "団体 よさこい連  ");
}

static void
what_was_taken_back_is_done_again_from_the_history(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><Enter>よさこい連合<F10><C-z>");
	assert_shown(s, "取り消しました");
	assert_shown(s, "団体 よさこい連  ");
	seat_press(s, "<F2>履歴・取消<Enter>");
	assert_shown(s, "取消");
	seat_press(s, "<F9><1>");
	assert_shown(s, "取り消しました");
	seat_press(s, "<Esc>");
	assert_shown(s, "団体 よさこい連合  ");
}

static void
who_saw_a_record_is_shown(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>よさこい<Enter><F2>閲覧・変更した人<Enter>");
	assert_shown(s, "閲覧  ");
	assert_shown(s, "追加  ");
	seat_press(s, "<F5><2>");
	assert_shown(s, "条件: 閲覧・検索");
	assert_not_shown(s, "追加  ");
}

static void
a_pin_is_asked_twice_and_never_shown(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F12>");
	assert_shown(s, "暗証番号がありません");
	seat_press(s, "a<Enter>");
	assert_not_shown(s, "離席中");
	seat_press(s, "<F2>staff<Enter><F11><1>314159<Enter>271828<Enter>");
	assert_shown(s, "二つの暗証番号が違います");
	seat_press(s, "<F11><1>31<Enter>");
	assert_shown(s, "新しい暗証番号");
	assert_not_shown(s, "もう一度");
	assert_shown(s, "文字以上にしてください");
	seat_press(s, "<Esc>");
	seat_press(s, "<F11><1>314159");
	assert_not_shown(s, "314159");
	seat_press(s, "<Enter>３１４１５９<Enter>");
	assert_shown(s, "暗証番号を変更しました");
	seat_press(s, "<F12><Enter>");
	assert_shown(s, "離席中");
	seat_press(s, "314159<Enter>");
	assert_not_shown(s, "離席中");
}

static void
a_setting_is_changed_refused_and_taken_back(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>settings<Enter>自動<Enter><C-u>7<Enter>");
	assert_shown(s, "を「7」にしました");
	seat_press(s, "<Enter><C-u>x<Enter>");
	assert_not_shown(s, "を「x」にしました");
	seat_press(s, "<C-z>");
	assert_shown(s, "取り消しました");
	assert_int_equal(setting_int(s->desk, "desk.idle_minutes"), 5);
}

static void
what_cannot_be_taken_back_does_not_stand_in_the_way(void **state)
{
	struct seat *s = *state;
	int64_t group = group_id(s, "よさこい連");
	int64_t person = desk_add(s->desk, "person", "name", "鈴木一郎");
	struct desk *other = desk_home_open(&s->home, "tanaka", false);

	assert_true(staff_sign_in_account(other, &s->e));
	desk_set(s->desk, "group", group, "place", "会議室A");
	desk_set(other, "group", group, "place", "会議室B");
	seat_press(s, "<C-z><1>");
	assert_shown(s, "また変更されています");
	assert_shown(s, "もう一度 ^Z");
	seat_press(s, "<C-z>");
	assert_shown(s, "鈴木一郎");
	seat_press(s, "<1>");
	assert_shown(s, "取り消しました");
	assert_null(record_read(s->desk, the_form(s->desk, "person"), person, &s->e));
	desk_close(other);
}

static void
undoing_a_new_code_retires_it_and_goes_on_to_the_change_before(void **state)
{
	struct seat *s = *state;
	int64_t person = desk_add(s->desk, "person", "name", "鈴木一郎");

	desk_add(s->desk, "code", "list", "contact_role", "code", "webmaster", "label", "サイト係");
	seat_press(s, "<C-z><1>");
	assert_shown(s, "削除できないので");
	assert_shown(s, "サイト係");
	seat_press(s, "<C-z><1>");
	assert_shown(s, "取り消しました");
	assert_null(record_read(s->desk, the_form(s->desk, "person"), person, &s->e));
}

static void
registrations_lapse_when_the_desk_opens_on_a_new_day(void **state)
{
	struct seat *s = *state;

	register_yosakoi(s);
	desk_home_clock(s->desk, "2027-04-01T09:00");
	app_signed_in(&s->app);
	assert_shown(s, "登録1件を失効にしました");
}

static bool
on_one_menu(const struct act *a, const struct act *b)
{
	return !a->form || !b->form || str_equal(a->form, b->form);
}

static void
no_two_acts_of_a_type_have_one_key(void **state)
{
	int count;
	const struct act *acts = act_table(&count);

	(void)state;
	for (int i = 0; i < count; i++) {
		assert_true(isalnum((unsigned char)acts[i].key) && acts[i].key != '0');
		assert_false(isupper((unsigned char)acts[i].key));
		for (int k = 0; k < i; k++)
			if (on_one_menu(&acts[i], &acts[k]))
				assert_int_not_equal(acts[i].key, acts[k].key);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(a_registration_is_received_for_the_group_at_hand),
		seat_test(a_step_without_the_papers_is_refused_with_the_papers),
		seat_test(a_refusal_asks_for_its_reason),
		seat_test(only_steps_that_are_possible_are_offered_and_ask_for_their_reason),
		seat_test(an_approved_registration_is_ended_before_its_time_with_a_reason),
		seat_test(the_command_line_opens_a_panel_of_the_home_screen),
		seat_test(a_step_shows_at_once_on_the_registration),
		seat_test(registrations_are_renewed_in_bulk),
		seat_test(dissolving_shows_what_is_open_and_keeps_the_record),
		seat_test(a_group_whose_entry_was_taken_back_is_brought_back),
		seat_test(groups_to_merge_with_are_told_apart_by_their_numbers),
		seat_test(two_marked_groups_are_merged_and_taken_apart_again),
		seat_test(any_change_can_be_taken_back_from_the_history),
		seat_test(what_was_taken_back_is_done_again_from_the_history),
		seat_test(who_saw_a_record_is_shown),
		seat_test(a_pin_is_asked_twice_and_never_shown),
		seat_test(a_setting_is_changed_refused_and_taken_back),
		seat_test(what_cannot_be_taken_back_does_not_stand_in_the_way),
		seat_test(undoing_a_new_code_retires_it_and_goes_on_to_the_change_before),
		seat_test(registrations_lapse_when_the_desk_opens_on_a_new_day),
		cmocka_unit_test(no_two_acts_of_a_type_have_one_key),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
