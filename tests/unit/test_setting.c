/* test_setting.c - the centre's choices: defaults, ranges, who may change them, what remains. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/undo.h"
#include "desk/setting.h"
#include "store/audit.h"

static void
every_default_is_a_value_that_the_setting_may_have(void **state)
{
	struct desk_home *h = *state;
	int count;
	const struct setting_row *rows = setting_table(&count);

	assert_true(count >= 14);
	for (int i = 0; i < count; i++) {
		AUTO_STR stored = STR_INIT;

		if (!setting_read(h->desk, rows[i].key, rows[i].dflt, &stored, &h->e))
			fail_msg("%s: %s", rows[i].key, h->e.msg);
		assert_string_equal(str_text(&stored), rows[i].dflt);
	}
}

static void
a_number_typed_with_the_input_method_on_is_stored_as_digits(void **state)
{
	struct desk_home *h = *state;

	assert_true(setting_set(h->desk, "desk.idle_minutes", "１０", &h->e));
	assert_string_equal(setting_text(h->desk, "desk.idle_minutes"), "10");
	assert_true(setting_set(h->desk, "staff.pin_required", "はい", &h->e));
	assert_string_equal(setting_text(h->desk, "staff.pin_required"), "1");
}

static void
every_setting_has_its_texts_and_stands_with_its_group(void **state)
{
	int count;
	const struct setting_row *rows = setting_table(&count);

	(void)state;
	for (int i = 0; i < count; i++) {
		assert_true(*rows[i].label && *rows[i].help && *rows[i].group);
		for (int j = 0; j < i - 1; j++)
			if (str_equal(rows[j].group, rows[i].group) &&
			    !str_equal(rows[i - 1].group, rows[i].group))
				fail_msg("%s stands apart from its group", rows[i].key);
	}
}

static void
a_setting_that_nobody_gave_has_its_default(void **state)
{
	struct desk_home *h = *state;

	assert_int_equal(setting_int(h->desk, "staff.pin_attempts"), 5);
	assert_string_equal(setting_text(h->desk, "registration.validity"), "fiscal_year");
}

static void
a_value_that_was_set_is_there_at_once_and_at_the_next_start(void **state)
{
	struct desk_home *h = *state;

	assert_true(setting_set(h->desk, "desk.idle_minutes", "10", &h->e));
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 10);
	assert_true(setting_set(h->desk, "desk.idle_minutes", "12", &h->e));
	desk_close(h->desk);
	h->desk = desk_home_open(h, "tanaka", false);
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 12);
	assert_int_equal(
		store_get_int(h->desk->store,
			      "SELECT count(*) FROM setting WHERE key = 'desk.idle_minutes'"
			      " AND ?1",
			      1, 0),
		1);
}

static void
another_desk_sees_the_change_when_it_refreshes(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "suzuki", false);

	assert_int_equal(setting_int(other, "desk.idle_minutes"), 5);
	assert_true(setting_set(h->desk, "desk.idle_minutes", "10", &h->e));
	assert_true(store_changed_elsewhere(other->store));
	desk_refresh(other);
	assert_int_equal(setting_int(other, "desk.idle_minutes"), 10);
	desk_close(other);
}

static void
what_is_out_of_range_or_no_choice_is_refused(void **state)
{
	struct desk_home *h = *state;
	static const char *const bad[][2] = {
		{ "desk.idle_minutes", "0" },    { "desk.idle_minutes", "16" },
		{ "desk.idle_minutes", "five" }, { "desk.idle_minutes", "" },
		{ "staff.pin_attempts", "2" },   { "staff.pin_attempts", "11" },
		{ "staff.pin_required", "2" },   { "registration.validity", "whenever" },
		{ "centre.name", "" },           { "desk.nothing", "1" },
	};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err_clear(&h->e);
		if (setting_set(h->desk, bad[i][0], bad[i][1], &h->e))
			fail_msg("%s = “%s” was taken", bad[i][0], bad[i][1]);
		assert_true(h->e.msg[0] != '\0');
	}
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 5);
}

static void
the_form_refuses_what_the_screen_refuses(void **state)
{
	struct desk_home *h = *state;
	const char *pairs[] = { "key", "desk.idle_minutes", "value", "99", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "setting", pairs), 0);
	assert_true(h->e.code == ERR_INVALID);
}

static void
a_clerk_without_the_right_changes_nothing(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "suzuki", false);

	desk_add(h->desk, "staff", "code", "s", "name", "鈴木", "os_account", "suzuki");
	assert_true(staff_sign_in_account(other, &h->e));
	assert_false(setting_set(other, "desk.idle_minutes", "10", &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	desk_close(other);
}

/* A manager may change settings but not add records of them: a first value is a change too. */
static void
a_manager_gives_a_setting_its_first_value(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "suzuki", false);

	desk_add(h->desk, "staff", "code", "s", "name", "鈴木", "os_account", "suzuki", "roles",
		 "manager");
	assert_true(staff_sign_in_account(other, &h->e));
	assert_true(setting_set(other, "desk.idle_minutes", "10", &h->e));
	desk_close(other);
}

static void
a_change_is_audited_and_can_be_taken_back(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	AUTO_ARENA a = ARENA_INIT;

	assert_true(setting_set(h->desk, "desk.idle_minutes", "10", &h->e));
	assert_true(setting_set(h->desk, "desk.idle_minutes", "12", &h->e));
	int64_t change = audit_last_change(h->desk->store);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT json_extract(detail, '$.before.value') FROM audit"
				       " WHERE change = ?1",
				       change),
			    "10");
	assert_true(undo_change(h->desk, change, "", &said, &h->e));
	desk_refresh(h->desk);
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 10);
}

#define setting_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		setting_test(every_default_is_a_value_that_the_setting_may_have),
		setting_test(a_number_typed_with_the_input_method_on_is_stored_as_digits),
		setting_test(every_setting_has_its_texts_and_stands_with_its_group),
		setting_test(a_setting_that_nobody_gave_has_its_default),
		setting_test(a_value_that_was_set_is_there_at_once_and_at_the_next_start),
		setting_test(another_desk_sees_the_change_when_it_refreshes),
		setting_test(what_is_out_of_range_or_no_choice_is_refused),
		setting_test(the_form_refuses_what_the_screen_refuses),
		setting_test(a_clerk_without_the_right_changes_nothing),
		setting_test(a_manager_gives_a_setting_its_first_value),
		setting_test(a_change_is_audited_and_can_be_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
