/* test_sign_in.c - who sits at the desk, and what they may see and do there. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "base/mem.h"

/* Adds a clerk with a PIN and gives the desk to them. */
static void
sit_as(struct seat *s, const char *name, const char *role)
{
	int64_t id = desk_add(s->desk, "staff", "code", "22", "name", name, "roles", role);

	assert_true(staff_set_pin(s->desk, id, "314159", &s->e));
	seat_press(s, "<F12><F5>22<Enter>314159<Enter>");
	assert_shown(s, name);
}

static void
an_account_bound_to_a_clerk_without_pin_goes_straight_home(void **state)
{
	struct seat *s = *state;

	assert_shown(s, "書きかけ");
	assert_shown(s, "9 設定");
	assert_not_shown(s, "サインイン");
}

static void
an_account_bound_to_a_clerk_with_a_pin_is_asked_for_it_at_once(void **state)
{
	struct seat *s = *state;

	assert_true(staff_set_pin(s->desk, s->desk->staff_id, "314159", &s->e));
	struct seat *other = seat_beside(s);

	assert_shown(other, "暗証番号を入力してください");
	seat_press(other, "314159");
	assert_not_shown(other, "314159");
	seat_press(other, "<Esc>");
	assert_shown(other, "職員を選んでください");
	assert_int_equal(other->desk->staff_id, 0);
	seat_press(other, "<Enter>314159<Enter>");
	assert_shown(other, "9 設定");
	seat_leave_beside(other);
}

static void
leaving_asks_whether_to_close_or_to_change_the_clerk(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F3>");
	assert_shown(s, "窓口を終える");
	assert_not_shown(s, "まだ残っています");
	seat_press(s, "<Enter>");
	assert_shown(s, "職員を選んでください");
	assert_int_equal(s->desk->staff_id, 0);
	seat_press(s, "<Enter>");
	assert_shown(s, "9 設定");
}

static void
text_typed_where_the_desk_is_left_is_for_the_line(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F3>よさこい<Enter>");
	assert_true(s->desk->staff_id != 0);
	assert_shown(s, "よさこい連");
	seat_press(s, "<F3><F3>12/18");
	assert_true(s->desk->staff_id != 0);
	assert_shown(s, "12/18");
}

static void
a_wrong_pin_is_refused_and_a_right_one_opens_the_desk(void **state)
{
	struct seat *s = *state;
	int64_t id =
		desk_add(s->desk, "staff", "code", "22", "name", "鈴木次郎", "roles", "reception");

	assert_true(staff_set_pin(s->desk, id, "314159", &s->e));
	seat_press(s, "<F3><Enter>鈴木<Enter>271828");
	assert_shown(s, "暗証番号を入力してください");
	assert_not_shown(s, "271828");
	seat_press(s, "<Enter>");
	assert_int_equal(s->desk->staff_id, 0);
	assert_shown(s, "鈴木次郎");
	seat_press(s, "314159<Enter>");
	assert_int_equal(s->desk->staff_id, id);
	assert_shown(s, "9 設定");
}

static void
nothing_of_the_desk_is_reached_before_signing_in(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F3><Enter><F2>よさこい<Enter>");
	assert_not_shown(s, "よさこい連");
	assert_int_equal(s->desk->staff_id, 0);
}

static void
an_auditor_reads_and_changes_nothing(void **state)
{
	struct seat *s = *state;

	sit_as(s, "監査花子", "auditor");
	seat_press(s, "4<Enter>");
	assert_not_shown(s, "新規");
	seat_press(s, "<C-n>");
	assert_shown(s, "今は行えない操作です");
	seat_press(s, "<Enter>x");
	assert_shown(s, "変更する権限がありません");
	seat_press(s, "<F2>audit<Enter>");
	assert_shown(s, "監査記録");
}

static void
a_receptionist_does_not_read_the_audit(void **state)
{
	struct seat *s = *state;

	sit_as(s, "鈴木次郎", "reception");
	seat_press(s, "9<Enter>");
	assert_not_shown(s, "監査記録");
	seat_press(s, "<F2>audit<Enter>");
	assert_shown(s, "見つかりません");
}

static void
an_idle_desk_locks_itself_once(void **state)
{
	struct seat *s = *state;
	const struct stack_frame *frame = stack_frame_of(s->app.stack);

	seat_press(s, "4<Enter>");
	assert_int_equal(frame->idle_ms(frame->ctx), 5 * 60 * 1000);
	frame->idle(frame->ctx);
	assert_shown(s, "離席中");
	assert_not_shown(s, "よさこい連");
	assert_int_equal(frame->idle_ms(frame->ctx), 0);
	seat_press(s, "<Enter>");
	assert_shown(s, "よさこい連");
}

static void
what_another_desk_commits_is_seen_without_a_key(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	seat_press(s, "4<Enter>");
	assert_not_shown(s, "将棋の会");
	seat_press(other, "4<Enter><C-n>将棋の会<Enter>しょうぎのかい<F10>");
	assert_true(stack_tick(s->app.stack));
	assert_shown(s, "将棋の会");
	seat_leave_beside(other);
}

static void
rows_read_ahead_are_as_the_other_desk_left_them(void **state)
{
	struct seat *s = *state;
	struct seat *other = seat_beside(s);

	for (int i = 0; i < 60; i++) {
		AUTO_FREE char *kana = mem_printf("アノカイ%02d", i);

		desk_add(other->desk, "group", "name", kana, "kana", kana);
	}
	seat_press(s, "4<Enter>");
	assert_not_shown(s, "アノカイ25");
	assert_true(stack_ahead(s->app.stack));
	while (stack_ahead(s->app.stack))
		;
	seat_press(other, "<F2>アノカイ25<Enter><Enter><C-u>昨日までの会<F10>");
	assert_shown(other, "を変更しました");
	assert_true(stack_tick(s->app.stack));
	while (stack_ahead(s->app.stack))
		;
	seat_press(s, "<PgDn>");
	assert_shown(s, "アノカイ24");
	assert_shown(s, "昨日までの会");
	seat_leave_beside(other);
}

static void
a_place_keeps_its_digit_for_who_may_see_less(void **state)
{
	struct seat *s = *state;

	assert_shown(s, "1 予約");
	assert_shown(s, "5 年度更新");
	assert_shown(s, "6 開館カレンダー");
	sit_as(s, "監査役", "auditor");
	assert_not_shown(s, "年度更新");
	assert_shown(s, "6 開館カレンダー");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(an_account_bound_to_a_clerk_without_pin_goes_straight_home),
		seat_test(an_account_bound_to_a_clerk_with_a_pin_is_asked_for_it_at_once),
		seat_test(leaving_asks_whether_to_close_or_to_change_the_clerk),
		seat_test(text_typed_where_the_desk_is_left_is_for_the_line),
		seat_test(a_wrong_pin_is_refused_and_a_right_one_opens_the_desk),
		seat_test(nothing_of_the_desk_is_reached_before_signing_in),
		seat_test(an_auditor_reads_and_changes_nothing),
		seat_test(a_receptionist_does_not_read_the_audit),
		seat_test(an_idle_desk_locks_itself_once),
		seat_test(what_another_desk_commits_is_seen_without_a_key),
		seat_test(a_place_keeps_its_digit_for_who_may_see_less),
		seat_test(rows_read_ahead_are_as_the_other_desk_left_them),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
