/* test_today.c - the panels of the home screen: what they count is what they list. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "panels.h"

#include "desk/demo/demo.h"
#include "desk/register/group.h"
#include "desk/register/registration.h"
#include "desk/register/renewal.h"
#include "desk/setting.h"

static int64_t
add_group(struct desk_home *h, const char *name)
{
	return desk_add(h->desk, "group", "name", name, "kana", "カイ");
}

static int64_t
request(struct desk_home *h, int64_t group)
{
	return desk_add(h->desk, "registration", "group_id", desk_id(group));
}

static void
add_papers(struct desk_home *h, int64_t group, int64_t registration)
{
	static const char *const kinds[] = { "application", "rules", "officers" };

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		desk_add(h->desk, "paper", "group_id", desk_id(group), "registration_id",
			 desk_id(registration), "kind", kinds[i]);
}

static void
move(struct desk_home *h, int64_t id, enum registration_state to)
{
	if (!registration_move(h->desk, id, to, "x", &h->e))
		fail_msg("%s", h->e.msg);
}

static void
a_request_goes_from_panel_to_panel(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t group = add_group(h, "合唱団ひばり");
	int64_t id = request(h, group);

	assert_int_equal(count_of(h, "papers", &a, &rows), 1);
	assert_int_equal(rows[0].id, id);
	assert_string_equal(rows[0].form->name, "registration");
	assert_non_null(strstr(rows[0].text, "合唱団ひばり"));
	assert_non_null(strstr(rows[0].text, "Rules or articles"));
	assert_int_equal(just_count(h, "waiting"), 0);
	add_papers(h, group, id);
	assert_int_equal(just_count(h, "papers"), 0);
	assert_int_equal(count_of(h, "waiting", &a, &rows), 1);
	assert_non_null(strstr(rows[0].text, "Received"));
	move(h, id, REGISTRATION_CHECKED);
	assert_int_equal(count_of(h, "waiting", &a, &rows), 1);
	assert_non_null(strstr(rows[0].text, "Papers checked"));
	move(h, id, REGISTRATION_APPROVED);
	assert_int_equal(just_count(h, "waiting"), 0);
	assert_int_equal(just_count(h, "lapsing"), 0);
}

static void
what_lapses_within_the_notice_is_named_until_it_is_renewed(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t late = add_group(h, "あとの会"), soon = add_group(h, "さきの会");
	int64_t one = request(h, late);
	int64_t two = desk_add(h->desk, "registration", "group_id", desk_id(soon), "valid_until",
			       "2027-03-01");

	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	move(h, one, REGISTRATION_CHECKED);
	move(h, one, REGISTRATION_APPROVED);
	move(h, two, REGISTRATION_CHECKED);
	move(h, two, REGISTRATION_APPROVED);
	desk_home_clock(h->desk, "2026-12-30T10:00");
	assert_int_equal(just_count(h, "lapsing"), 0);
	desk_home_clock(h->desk, "2026-12-31T10:00");
	assert_int_equal(just_count(h, "lapsing"), 1);
	desk_home_clock(h->desk, "2027-01-30T10:00");
	assert_int_equal(count_of(h, "lapsing", &a, &rows), 2);
	assert_int_equal(rows[0].id, two);
	assert_non_null(strstr(rows[0].text, "3/1"));
	assert_int_equal(renewal_run(h->desk, &soon, 1, 2026, &h->e), 1);
	assert_int_equal(just_count(h, "lapsing"), 1);
	assert_true(setting_set(h->desk, "registration.notice_days", "7", &h->e));
	assert_int_equal(just_count(h, "lapsing"), 0);
}

static void
a_group_that_is_gone_waits_for_nothing(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h, "合唱団ひばり");

	request(h, group);
	assert_int_equal(just_count(h, "papers"), 1);
	assert_true(group_dissolve(h->desk, group, "2026-11-20", "解散届", &h->e));
	assert_int_equal(just_count(h, "papers"), 0);
}

static void
a_group_under_its_name_is_named_until_its_reading_is_typed(void **state)
{
	static const char *const readings[] = { "カイ ２", "PTAレンラクカイ",
						"ヴィオラ・アンサンブル", "アイヌㇰル" };
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;

	for (size_t i = 0; i < ARRAY_LEN(readings); i++)
		desk_add(h->desk, "group", "name", "会", "kana", readings[i]);
	assert_int_equal(just_count(h, "unread"), 0);
	int64_t kanji = desk_add(h->desk, "group", "name", "桜ノ会", "kana", "桜ノ会");
	int64_t latin = desk_add(h->desk, "group", "name", "ABC", "kana", "ABC");
	int64_t gone = desk_add(h->desk, "group", "name", "梅の会", "kana", "梅の会");
	assert_true(group_dissolve(h->desk, gone, "2026-11-20", "解散届", &h->e));
	assert_int_equal(count_of(h, "unread", &a, &rows), 2);
	assert_int_equal(rows[0].id, kanji);
	assert_string_equal(rows[0].form->name, "group");
	assert_string_equal(rows[0].text, "桜ノ会");
	desk_set(h->desk, "group", kanji, "kana", "サクラノカイ");
	assert_int_equal(count_of(h, "unread", &a, &rows), 1);
	assert_int_equal(rows[0].id, latin);
}

static int64_t
leave_draft(struct desk_home *h, int64_t staff_id, const char *title)
{
	const struct draft draft = { .staff_id = staff_id, .type = "group", .title = title };
	const struct draft_field field = { .name = "name", .text = title };
	int64_t id = draft_begin(h->desk->drafts, &draft, &h->e);

	assert_true(id != 0);
	assert_true(draft_put(h->desk->drafts, id, &field, &h->e));
	return id;
}

static void
a_draft_without_a_name_is_called_by_what_was_typed(void **state)
{
	static const struct draft_field typed[] = {
		{ "caller", "山田 花子", 0 }, { "bands", "夜間", 0 }, { "day", "2026-11-27", 0 },
		{ "from_minute", "17:30", 0 }, { "room_id", "会議室B", 0 },
		{ "phone", "0299-55-0808", 0 },
	};
	const struct draft draft = { .staff_id = 1, .type = "booking", .title = "予約 -" };
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;
	int64_t id = draft_begin(h->desk->drafts, &draft, &h->e);

	for (size_t i = 0; i < ARRAY_LEN(typed); i++)
		assert_true(draft_put(h->desk->drafts, id, &typed[i], &h->e));
	assert_int_equal(count_of(h, "drafts", &a, &rows), 1);
	assert_non_null(strstr(rows[0].text, " 会議室B 11/27 Fri 夜間 山田 花子"));
	assert_null(strstr(rows[0].text, "予約 -"));
	assert_null(strstr(rows[0].text, "0808"));
}

static void
a_clerk_sees_the_own_drafts_and_no_others(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;

	int64_t own = leave_draft(h, 1, "合唱団");
	leave_draft(h, 2, "ほかの人の下書き");
	assert_int_equal(count_of(h, "drafts", &a, &rows), 1);
	assert_int_equal(rows[0].id, own);
	assert_null(rows[0].form);
	assert_non_null(strstr(rows[0].text, "合唱団"));
	assert_non_null(strstr(rows[0].text, "14:3"));
	assert_true(staff_sign_out(h->desk, &h->e));
	assert_int_equal(just_count(h, "drafts"), 0);
}

static void
rows_stop_at_the_limit(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct today_row *rows;

	for (int i = 0; i < 7; i++)
		request(h, add_group(h, "会"));
	assert_int_equal(panel("papers")->rows(h->desk, &a, 5, &rows, &h->e), 5);
	assert_int_equal(panel("papers")->count(h->desk), 7);
}

static void
a_count_goes_no_further_than_the_screen_says(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h, "会");

	for (int i = 0; i < TODAY_COUNT_MAX + 3; i++)
		request(h, group);
	assert_int_equal(panel("papers")->count(h->desk), TODAY_COUNT_MAX);
}

/* What a panel shows passes the one function that hides people. */
static void
no_panel_names_a_withheld_person(void **state)
{
	struct desk_home *h = *state;
	const struct demo_options options = { .groups = 120, .years = 2, .seed = 3 };
	AUTO_ARENA a = ARENA_INIT;
	int count, lines = 0;
	const struct today_panel *panels = today_panels(&count);

	if (!demo_fill(h->desk, &options, &h->e))
		fail_msg("%s", h->e.msg);
	const char *hidden =
		desk_query(h->desk, &a, "SELECT name FROM person WHERE withheld = ?1 LIMIT 1", 1);
	assert_non_null(hidden);
	for (int i = 0; i < count; i++) {
		struct today_row *rows;
		int n = panels[i].rows(h->desk, &a, 1000, &rows, &h->e);

		for (int j = 0; j < n; j++, lines++)
			assert_null(strstr(rows[j].text, hidden));
	}
	assert_true(lines > 5);
}

#define today_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		today_test(a_request_goes_from_panel_to_panel),
		today_test(what_lapses_within_the_notice_is_named_until_it_is_renewed),
		today_test(a_group_under_its_name_is_named_until_its_reading_is_typed),
		today_test(a_group_that_is_gone_waits_for_nothing),
		today_test(a_draft_without_a_name_is_called_by_what_was_typed),
		today_test(a_clerk_sees_the_own_drafts_and_no_others),
		today_test(rows_stop_at_the_limit),
		today_test(a_count_goes_no_further_than_the_screen_says),
		cmocka_unit_test_setup_teardown(no_panel_names_a_withheld_person,
						desk_home_set_up_empty, desk_home_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
