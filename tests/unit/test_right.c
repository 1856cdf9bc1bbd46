/* test_right.c - what each role may do, cell by cell, and what the centre can set of it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/setting.h"
#include "desk/staff.h"

#define PIN "hibari-58"

/* A PIN that takes milliseconds to check. */
static int
quick_pins(void **state)
{
	desk_home_set_up(state);
	struct desk *d = ((struct desk_home *)*state)->desk;
	struct err e;

	assert_true(setting_set(d, "staff.pin_memory", "8", &e));
	assert_true(setting_set(d, "staff.pin_passes", "1", &e));
	return 0;
}

static int64_t
add_clerk(struct desk *d, const char *code, const char *roles, const char *pin)
{
	struct err e;
	int64_t id = desk_add(d, "staff", "code", code, "name", code, "roles", roles);

	if (pin && !staff_set_pin(d, id, pin, &e))
		fail_msg("%s", e.msg);
	return id;
}

static bool
signs_in(struct desk *d, int64_t id, const char *pin)
{
	struct err e;

	return staff_sign_in(d, id, pin, &e);
}

/*
 * What each role may, said once more and independently of the database:
 * safety's table, in which an auditor never writes and an administrator never
 * reads a consultation.
 */
static const struct {
	const char *role, *rights;
} matrix[] = {
	{ "reception", " register.view register.add register.change register.reveal cash.view"
		       " cash.add code.view staff.view calendar.view rule.view room.view"
		       " booking.view booking.add booking.change booking.export " },
	{ "cash", " register.view cash.view cash.add cash.change cash.export code.view"
		  " staff.view calendar.view rule.view room.view booking.view booking.add"
	  " booking.change booking.export " },
	{ "consultation",
	  " register.view register.add register.change register.reveal consultation.view"
	  " consultation.add consultation.change consultation.export consultation.reveal"
	  " code.view staff.view calendar.view rule.view room.view booking.view " },
	{ "manager",
	  " register.view register.add register.change register.export register.reveal"
	  " register.approve cash.view cash.add cash.change cash.export cash.approve"
	  " consultation.view consultation.export consultation.approve code.view code.add"
	  " code.change code.export staff.view setting.view setting.change audit.view"
	  " audit.export calendar.view calendar.add calendar.change calendar.export"
	  " calendar.approve rule.view rule.add rule.change rule.export rule.approve"
	  " room.view room.add room.change room.export room.approve booking.view booking.add"
	  " booking.change booking.export booking.reveal booking.approve " },
	{ "auditor", " register.view register.export cash.view cash.export code.view code.export"
		     " staff.view staff.export setting.view setting.export audit.view"
		     " audit.export calendar.view calendar.export rule.view rule.export"
		     " room.view room.export booking.view booking.export " },
	{ "administrator",
	  " register.view code.view code.add code.change code.export staff.view staff.add"
	  " staff.change staff.export staff.approve setting.view setting.add setting.change"
	  " setting.export setting.approve audit.view audit.export calendar.view calendar.add"
	  " calendar.change calendar.export calendar.approve rule.view rule.add"
	  " rule.change rule.export rule.approve room.view room.add room.change room.export"
	  " room.approve booking.view booking.add booking.change booking.export"
	  " booking.reveal booking.approve " },
};

static const char *const areas[] = { "register", "cash",    "consultation", "code",
				     "staff",    "setting", "audit",        "calendar",
				     "rule",     "room",    "booking" };
static const char *const acts[] = { "view", "add", "change", "export", "reveal", "approve" };

/* Compares all 54 rights; how many it was. */
static int
compare_rights(const struct desk *d, const char *rights)
{
	int cells = 0;

	for (size_t i = 0; i < ARRAY_LEN(areas); i++)
		for (size_t j = 0; j < ARRAY_LEN(acts); j++, cells++) {
			char right[64], word[70];

			snprintf(right, sizeof(right), "%s.%s", areas[i], acts[j]);
			snprintf(word, sizeof(word), " %s ", right);
			if (staff_may(d, right) != (strstr(rights, word) != NULL))
				fail_msg("%s is %sallowed", right,
					 staff_may(d, right) ? "" : "not ");
		}
	return cells;
}

static void
every_cell_of_the_matrix_holds(void **state)
{
	struct desk_home *h = *state;
	int64_t ids[ARRAY_LEN(matrix)];

	for (size_t i = 0; i < ARRAY_LEN(matrix); i++)
		ids[i] = add_clerk(h->desk, matrix[i].role, matrix[i].role, PIN);
	for (size_t i = 0; i < ARRAY_LEN(matrix); i++) {
		assert_true(signs_in(h->desk, ids[i], PIN));
		assert_int_equal(compare_rights(h->desk, matrix[i].rights),
				 (int)(ARRAY_LEN(areas) * ARRAY_LEN(acts)));
	}
}

static void
the_matrix_of_the_database_has_every_cell(void **state)
{
	struct desk_home *h = *state;

	assert_int_equal(
		store_get_int(h->desk->store, "SELECT count(*) FROM role_right WHERE ?1", 1, 0),
		(int64_t)(ARRAY_LEN(matrix) * ARRAY_LEN(areas) * ARRAY_LEN(acts)));
}

static void
two_roles_have_the_rights_of_both(void **state)
{
	struct desk_home *h = *state;

	assert_true(signs_in(h->desk, add_clerk(h->desk, "two", "cash,auditor", PIN), PIN));
	assert_true(staff_may(h->desk, "cash.change"));
	assert_true(staff_may(h->desk, "audit.view"));
	assert_false(staff_may(h->desk, "register.add"));
}

static void
a_right_that_was_taken_away_is_gone_at_the_next_refresh(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "suzuki", false);
	int64_t clerk = add_clerk(h->desk, "suzuki", "reception", PIN);
	int64_t cell = store_get_int(h->desk->store,
				     "SELECT id FROM role_right WHERE role = 'reception'"
				     " AND area = 'register' AND act = 'change' AND ?1",
				     1, 0);

	assert_true(signs_in(other, clerk, PIN));
	assert_true(staff_may(other, "register.change"));
	desk_set(h->desk, "role_right", cell, "is_allowed", "0");
	desk_refresh(other);
	assert_false(staff_may(other, "register.change"));
	desk_close(other);
}

static void
who_has_not_signed_in_may_nothing(void **state)
{
	struct desk_home *h = *state;

	assert_true(staff_sign_out(h->desk, &h->e));
	compare_rights(h->desk, "");
	assert_false(staff_require(h->desk, "register.view", &h->e));
	assert_string_equal(staff_name(h->desk), "");
	const char *pairs[] = { "name", "佐藤恵子", NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "person", pairs), 0);
}

static void
how_many_failures_and_how_long_are_settings(void **state)
{
	struct desk_home *h = *state;
	int64_t clerk = add_clerk(h->desk, "sato", "reception", PIN);

	assert_true(setting_set(h->desk, "staff.pin_attempts", "3", &h->e));
	assert_true(setting_set(h->desk, "staff.pin_lock_minutes", "2", &h->e));
	for (int i = 0; i < 3; i++)
		assert_false(signs_in(h->desk, clerk, "wrong-one"));
	assert_false(signs_in(h->desk, clerk, PIN));
	desk_home_clock(h->desk, "2026-11-20T14:35");
	assert_true(signs_in(h->desk, clerk, PIN));
}

static void
every_failure_and_every_entry_is_in_the_audit(void **state)
{
	struct desk_home *h = *state;
	int64_t clerk = add_clerk(h->desk, "sato", "reception", PIN);
	const char *sql = "SELECT count(*) FROM audit WHERE object_type = 'staff'"
			  " AND action = 'sign_in_failed' AND object_id = ?1";

	for (int i = 0; i < 3; i++)
		assert_false(signs_in(h->desk, clerk, "wrong-one"));
	assert_int_equal(store_get_int(h->desk->store, sql, clerk, 0), 3);
	assert_true(signs_in(h->desk, clerk, PIN));
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(*) FROM audit WHERE action = 'sign_in'"
				       " AND staff_id = ?1",
				       clerk, 0),
			 1);
}

static void
the_last_administrator_cannot_leave(void **state)
{
	struct desk_home *h = *state;

	assert_false(staff_disable(h->desk, 1, "退職", &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_non_null(strstr(h->e.msg, "administrator"));
	add_clerk(h->desk, "boss", "administrator", PIN);
	assert_true(staff_disable(h->desk, 1, "退職", &h->e));
}

#define right_test(name) cmocka_unit_test_setup_teardown(name, quick_pins, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		right_test(every_cell_of_the_matrix_holds),
		right_test(the_matrix_of_the_database_has_every_cell),
		right_test(two_roles_have_the_rights_of_both),
		right_test(a_right_that_was_taken_away_is_gone_at_the_next_refresh),
		right_test(who_has_not_signed_in_may_nothing),
		right_test(how_many_failures_and_how_long_are_settings),
		right_test(every_failure_and_every_entry_is_in_the_audit),
		right_test(the_last_administrator_cannot_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
