/*
 * test_staff.c - signing in: by account and by PIN, the lock after failures,
 * what roles allow, who leaves.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/pin.h"
#include "desk/setting.h"

#define PIN "482913"

/* The cheapest check of a PIN that the settings allow: the tests do dozens. */
static int
set_up(void **state)
{
	desk_home_set_up(state);
	struct desk_home *h = *state;

	assert_true(setting_set(h->desk, "staff.pin_memory", "8", &h->e));
	assert_true(setting_set(h->desk, "staff.pin_passes", "1", &h->e));
	return 0;
}

/* A second clerk with a PIN, bound to no account. */
static int64_t
add_sato(struct desk_home *h)
{
	int64_t id = desk_add(h->desk, "staff", "code", "22", "name", "佐藤");

	if (!staff_set_pin(h->desk, id, PIN, &h->e))
		fail_msg("%s", h->e.msg);
	return id;
}

static bool
sign_in(struct desk_home *h, int64_t id, const char *pin)
{
	err_clear(&h->e);
	return staff_sign_in(h->desk, id, pin, &h->e);
}

static int64_t
count(struct desk_home *h, const char *sql, int64_t param)
{
	return store_get_int(h->desk->store, sql, param, -1);
}

static void
assert_says(struct desk_home *h, const char *words)
{
	if (!strstr(h->e.msg, words))
		fail_msg("\"%s\" does not say \"%s\"", h->e.msg, words);
}

static void
the_right_pin_signs_in_and_is_audited(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);

	assert_true(sign_in(h, id, PIN));
	assert_int_equal(h->desk->staff_id, id);
	assert_string_equal(staff_name(h->desk), "佐藤");
	assert_true(staff_may(h->desk, "register.add"));
	assert_false(staff_may(h->desk, "staff.change"));
	assert_int_equal(count(h,
			       "SELECT count(*) FROM audit WHERE action = 'sign_in' AND"
			       " staff_id = ?1 AND object_id = ?1",
			       id),
			 1);
}

static void
the_pin_itself_is_nowhere(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);
	AUTO_ARENA a = ARENA_INIT;

	assert_int_equal(count(h,
			       "SELECT count(*) FROM audit WHERE detail LIKE '%" PIN "%'"
			       " OR reason LIKE '%" PIN "%' OR ?1 = 0",
			       id),
			 0);
	assert_memory_equal(desk_query(h->desk, &a, "SELECT pin_hash FROM staff WHERE id = ?1", id),
			    "$argon2id$", 10);
}

static void
a_wrong_pin_changes_nobody(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);
	int64_t before = h->desk->staff_id;

	assert_false(sign_in(h, id, "000000"));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(h->e.field, "pin");
	assert_int_equal(h->desk->staff_id, before);
	assert_string_equal(staff_name(h->desk), "田中");
	assert_int_equal(count(h,
			       "SELECT count(*) FROM audit WHERE action = 'sign_in_failed' AND"
			       " object_id = ?1",
			       id),
			 1);
}

static void
nobody_and_the_wrong_pin_are_answered_alike(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);
	struct err wrong;

	assert_false(sign_in(h, id, "000000"));
	wrong = h->e;
	assert_false(sign_in(h, 999, "000000"));
	assert_string_equal(h->e.msg, wrong.msg);
	assert_int_equal(h->e.code, wrong.code);
}

static void
five_failures_lock_for_half_an_hour(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);

	for (int i = 0; i < 4; i++) {
		assert_false(sign_in(h, id, "000000"));
		assert_says(h, "is wrong");
	}
	assert_false(sign_in(h, id, "000000"));
	assert_says(h, "15:02");
	assert_false(sign_in(h, id, PIN));
	assert_says(h, "15:02");
	desk_home_clock(h->desk, "2026-11-20T15:01");
	assert_false(sign_in(h, id, PIN));
	desk_home_clock(h->desk, "2026-11-20T15:03");
	assert_true(sign_in(h, id, PIN));
}

static void
a_success_begins_the_count_anew(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 4; i++)
			assert_false(sign_in(h, id, "000000"));
		assert_true(sign_in(h, id, PIN));
	}
	for (int i = 0; i < 4; i++)
		assert_false(staff_unlock(h->desk, "000000", &h->e));
	assert_true(staff_unlock(h->desk, PIN, &h->e));
	assert_int_equal(count(h, "SELECT failed FROM staff WHERE id = ?1", id), 0);
}

static void
failures_at_two_desks_are_one_count(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);
	struct desk *other = desk_home_open(h, "nobody", false);

	for (int i = 0; i < 3; i++)
		assert_false(sign_in(h, id, "000000"));
	for (int i = 0; i < 2; i++)
		assert_false(staff_sign_in(other, id, "000000", &h->e));
	assert_false(staff_sign_in(other, id, PIN, &h->e));
	assert_says(h, "locked until");
	desk_close(other);
}

static void
a_clerk_without_pin_signs_in_from_the_own_account_alone(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "staff", "code", "22", "name", "佐藤", "os_account", "sato");
	struct desk *other = desk_home_open(h, "sato", false);

	h->desk->is_training = false;
	assert_false(sign_in(h, id, ""));
	assert_says(h, "own OS account");
	assert_true(staff_sign_in(other, id, NULL, &h->e));
	assert_true(staff_sign_out(other, &h->e));
	assert_true(setting_set(h->desk, "staff.pin_required", "1", &h->e));
	desk_refresh(other);
	assert_false(staff_sign_in(other, id, NULL, &h->e));
	desk_close(other);
}

static void
in_a_training_home_nobody_without_a_pin_is_asked_for_one(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "staff", "code", "23", "name", "鈴木");

	assert_true(sign_in(h, id, ""));
	assert_int_equal(h->desk->staff_id, id);
	h->desk->is_training = false;
	assert_false(staff_unlock(h->desk, "", &h->e));
	h->desk->is_training = true;
	assert_true(staff_unlock(h->desk, "", &h->e));
}

static void
in_a_training_home_a_pin_that_was_set_is_asked_for(void **state)
{
	struct desk_home *h = *state;
	int64_t with = add_sato(h);
	int64_t without = desk_add(h->desk, "staff", "code", "23", "name", "鈴木");

	assert_false(sign_in(h, with, ""));
	assert_true(setting_set(h->desk, "staff.pin_required", "1", &h->e));
	assert_false(sign_in(h, without, ""));
}

static void
an_account_that_is_not_bound_is_told_how_to_bind_it(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "stranger", false);

	assert_false(staff_sign_in_account(other, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_says(h, "--account stranger");
	assert_int_equal(other->staff_id, 0);
	desk_close(other);
}

static void
who_left_cannot_sign_in_and_is_not_offered(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);
	AUTO_ARENA a = ARENA_INIT;
	struct staff *list;

	assert_int_equal(staff_list(h->desk, &a, &list, &h->e), 2);
	assert_true(staff_disable(h->desk, id, "退職", &h->e));
	assert_int_equal(staff_list(h->desk, &a, &list, &h->e), 1);
	assert_string_equal(list[0].name, "田中");
	assert_false(sign_in(h, id, PIN));
	assert_says(h, "wrong");
}

static void
signing_out_takes_all_rights(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = { "name", "鈴木", NULL };

	assert_true(staff_sign_out(h->desk, &h->e));
	assert_int_equal(h->desk->staff_id, 0);
	assert_string_equal(staff_name(h->desk), "");
	assert_false(staff_may(h->desk, "register.view"));
	assert_int_equal(desk_try_add(h->desk, &h->e, "person", pairs), 0);
	assert_true(staff_sign_out(h->desk, &h->e));
}

static void
a_refusal_names_the_roles_that_may(void **state)
{
	struct desk_home *h = *state;

	assert_true(sign_in(h, add_sato(h), PIN));
	assert_false(staff_require(h->desk, "staff.change", &h->e));
	assert_says(h, "Administrator");
	assert_false(staff_require(h->desk, "consultation.reveal", &h->e));
	assert_says(h, "Consultation");
	assert_false(staff_require(h->desk, "no.such", &h->e));
	assert_says(h, "No role");
}

static void
own_pin_needs_no_right_anothers_does(void **state)
{
	struct desk_home *h = *state;
	int64_t tanaka = h->desk->staff_id;

	assert_true(sign_in(h, add_sato(h), PIN));
	assert_true(staff_set_pin(h->desk, h->desk->staff_id, "739164", &h->e));
	assert_false(staff_set_pin(h->desk, tanaka, "739164", &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_false(sign_in(h, h->desk->staff_id, PIN));
	assert_true(sign_in(h, h->desk->staff_id, "739164"));
}

static void
a_pin_is_removed_unless_everybody_needs_one(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_sato(h);
	AUTO_ARENA a = ARENA_INIT;
	struct staff who;

	assert_true(setting_set(h->desk, "staff.pin_required", "1", &h->e));
	assert_false(staff_set_pin(h->desk, id, "", &h->e));
	assert_true(setting_set(h->desk, "staff.pin_required", "0", &h->e));
	assert_true(staff_set_pin(h->desk, id, "", &h->e));
	assert_true(staff_by_code(h->desk, &a, "22", &who, &h->e));
	assert_false(who.has_pin);
	h->desk->is_training = false;
	assert_false(sign_in(h, id, PIN));
}

static void
easy_pins_are_refused(void **state)
{
	static const char *const easy[] = { "12345", "123456", "654321", "000000", "654322a" };
	struct desk_home *h = *state;
	AUTO_FREE char *long_one = mem_alloc(400);

	for (size_t i = 0; i + 1 < ARRAY_LEN(easy); i++) {
		assert_false(pin_check_new(h->desk, easy[i], "22", &h->e));
		assert_int_equal(h->e.code, ERR_INVALID);
	}
	assert_true(pin_check_new(h->desk, easy[ARRAY_LEN(easy) - 1], "22", &h->e));
	assert_false(pin_check_new(h->desk, "sakura7", "sakura7", &h->e));
	assert_true(pin_check_new(h->desk, "ひばりが丘の朝", "22", &h->e));
	memset(long_one, 'x', 399);
	long_one[1] = 'y';
	assert_false(pin_check_new(h->desk, long_one, "22", &h->e));
}

int
main(void)
{
#define IN_OFFICE(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)
	const struct CMUnitTest tests[] = {
		IN_OFFICE(the_right_pin_signs_in_and_is_audited),
		IN_OFFICE(the_pin_itself_is_nowhere),
		IN_OFFICE(a_wrong_pin_changes_nobody),
		IN_OFFICE(nobody_and_the_wrong_pin_are_answered_alike),
		IN_OFFICE(five_failures_lock_for_half_an_hour),
		IN_OFFICE(a_success_begins_the_count_anew),
		IN_OFFICE(failures_at_two_desks_are_one_count),
		IN_OFFICE(a_clerk_without_pin_signs_in_from_the_own_account_alone),
		IN_OFFICE(in_a_training_home_nobody_without_a_pin_is_asked_for_one),
		IN_OFFICE(in_a_training_home_a_pin_that_was_set_is_asked_for),
		IN_OFFICE(an_account_that_is_not_bound_is_told_how_to_bind_it),
		IN_OFFICE(who_left_cannot_sign_in_and_is_not_offered),
		IN_OFFICE(signing_out_takes_all_rights),
		IN_OFFICE(a_refusal_names_the_roles_that_may),
		IN_OFFICE(own_pin_needs_no_right_anothers_does),
		IN_OFFICE(a_pin_is_removed_unless_everybody_needs_one),
		IN_OFFICE(easy_pins_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
