/* test_home.c - the first screen: its panels where they have no room, and its line. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "desk/register/registration.h"
#include "desk/setting.h"

static int64_t
group_id(struct seat *s, const char *name)
{
	return s->desk->lookup.ref_find(s->desk->lookup.ctx, "group", name);
}

/* Two panels: a draft of a group, and registrations that lack papers. */
static void
leave_much_to_do(struct seat *s)
{
	desk_add(s->desk, "registration", "group_id", desk_id(group_id(s, "よさこい連")));
	desk_add(s->desk, "registration", "group_id", desk_id(group_id(s, "合唱団ひばり")));
	seat_press(s, "4<Enter><C-n>つばさの会<Esc><Enter>");
	seat_again(s);
	assert_shown(s, "つばさの会");
}

static void
panels_without_room_are_named_below(void **state)
{
	struct seat *s = *state;

	leave_much_to_do(s);
	assert_not_shown(s, "▼ ほか");
	seat_size(s, 11, 80);
	assert_shown(s, "つばさの会");
	assert_shown(s, "▼ ほか:  書類 2");
	seat_press(s, "<Down><Down><Down>");
	assert_shown(s, "よさこい連");
	assert_not_shown(s, "▼ ほか");
}

static void
panels_that_cannot_be_named_are_counted(void **state)
{
	struct seat *s = *state;
	int64_t group = desk_add(s->desk, "group", "name", "将棋の会", "kana", "ショウギ");
	int64_t id = desk_add(s->desk, "registration", "group_id", desk_id(group));

	leave_much_to_do(s);
	assert_true(setting_set(s->desk, "registration.papers_needed", "0", &s->e));
	assert_true(registration_move(s->desk, id, REGISTRATION_CHECKED, "x", &s->e));
	seat_again(s);
	seat_size(s, 11, 80);
	assert_shown(s, "▼ ほか:  書類 2  可否 1");
	seat_size(s, 17, 22);
	assert_shown(s, "▼ ほか:  書類 2  +1");
}

/* No line where there is nothing to type: most centres never see it. */
static void
groups_without_a_reading_are_named_only_while_there_are_any(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 80);
	assert_not_shown(s, "フリガナのない団体");
	int64_t id = desk_add(s->desk, "group", "name", "柊の会", "kana", "柊の会");
	seat_again(s);
	assert_shown(s, "フリガナのない団体  1");
	assert_shown(s, "柊の会");
	desk_set(s->desk, "group", id, "kana", "ヒイラギノカイ");
	seat_again(s);
	assert_not_shown(s, "フリガナのない団体");
}

static void
the_help_of_the_first_screen_names_the_arrows(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 80);
	seat_press(s, "<F1>");
	assert_shown(s, "上の行へ。");
	assert_shown(s, "下の行へ。最後の行の下はメニューです。");
}

/* Its file is made by a key of a list: the lists are offered, not the word's row of a table. */
static void
a_word_for_files_leads_to_the_lists_before_a_code(void **state)
{
	struct seat *s = *state;

	seat_press(s, "<F2>書き出し<Enter><Enter>");
	assert_shown(s, "登録一覧");
	assert_shown(s, "F8書き出し");
}

static void
what_sets_the_desk_up_comes_after_what_is_in_the_registers(void **state)
{
	struct seat *s = *state;
	const char *group, *code;

	desk_add(s->desk, "group", "name", "ゆうびんポストの会", "kana", "ユウビンポストノカイ");
	desk_add(s->desk, "code", "list", "payment_method", "code", "mail", "label", "ゆうびん");
	seat_press(s, "<F2>ゆうびん");
	assert_shown(s, "ゆうびんポストの会");
	group = strstr(str_text(&s->text), "ゆうびんポストの会");
	code = strstr(str_text(&s->text), "コード ゆうびん");
	assert_non_null(code);
	assert_true(group < code);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(panels_without_room_are_named_below),
		seat_test(panels_that_cannot_be_named_are_counted),
		seat_test(groups_without_a_reading_are_named_only_while_there_are_any),
		seat_test(the_help_of_the_first_screen_names_the_arrows),
		seat_test(a_word_for_files_leads_to_the_lists_before_a_code),
		seat_test(what_sets_the_desk_up_comes_after_what_is_in_the_registers),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
