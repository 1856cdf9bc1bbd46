/* test_renewal.c - the next period for many groups at once, and what stands in its way. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/demo/demo.h"
#include "desk/record/undo.h"
#include "desk/register/group.h"
#include "desk/register/registration.h"
#include "desk/register/renewal.h"
#include "desk/setting.h"
#include "store/audit.h"

/* A group with an approved registration for the rest of the year; its id. */
static int64_t
registered(struct desk_home *h, const char *name, const char *kana)
{
	int64_t group = desk_add(h->desk, "group", "name", name, "kana", kana);
	int64_t id =
		desk_add(h->desk, "registration", "group_id", desk_id(group), "class", "general");

	if (!registration_move(h->desk, id, REGISTRATION_CHECKED, NULL, &h->e) ||
	    !registration_move(h->desk, id, REGISTRATION_APPROVED, NULL, &h->e))
		fail_msg("%s", h->e.msg);
	return group;
}

static int
no_papers(void **state)
{
	desk_home_set_up(state);
	struct desk_home *h = *state;
	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	return 0;
}

static int
list(struct desk_home *h, struct arena *a, int year, struct renewal **out)
{
	int count = renewal_list(h->desk, a, year, out, &h->e);

	if (count < 0)
		fail_msg("%s", h->e.msg);
	return count;
}

static const char *
next_value(struct desk_home *h, struct arena *a, int64_t group, const char *field)
{
	AUTO_STR sql = STR_INIT;

	str_addf(&sql, "SELECT %s FROM registration WHERE group_id = ?1 ORDER BY valid_from DESC",
		 field);
	return desk_query(h->desk, a, str_text(&sql), group);
}

static int64_t
registrations(struct desk_home *h)
{
	return store_get_int(h->desk->store, "SELECT count(*) FROM registration WHERE ?1", 1, 0);
}

static void
the_next_period_has_last_years_data(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t group = registered(h, "合唱団ひばり", "ガッショウダンヒバリ");

	desk_home_clock(h->desk, "2027-02-15T10:00");
	assert_int_equal(renewal_run(h->desk, &group, 1, 2026, &h->e), 1);
	assert_string_equal(next_value(h, &a, group, "valid_from"), "2027-04-01");
	assert_string_equal(next_value(h, &a, group, "valid_until"), "2028-03-31");
	assert_string_equal(next_value(h, &a, group, "fiscal_year"), "2027");
	assert_string_equal(next_value(h, &a, group, "class"), "general");
	assert_string_equal(next_value(h, &a, group, "request"), "renewal");
	assert_string_equal(next_value(h, &a, group, "state"), "received");
	assert_string_equal(next_value(h, &a, group, "received_on"), "2027-02-15");
	assert_string_equal(next_value(h, &a, group, "received_by"), "1");
	assert_string_equal(next_value(h, &a, group, "number"), "R8-0002");
}

static void
the_list_is_in_the_order_of_the_kana_with_obstacles(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct renewal *r;
	int64_t second = registered(h, "よさこい連", "ヨサコイレン");
	registered(h, "合唱団ひばり", "ガッショウダンヒバリ");
	int64_t third = desk_add(h->desk, "group", "name", "わかば会", "kana", "ワカバカイ");

	desk_add(h->desk, "registration", "group_id", desk_id(third));
	assert_int_equal(renewal_run(h->desk, &second, 1, 2026, &h->e), 1);
	assert_int_equal(list(h, &a, 2026, &r), 3);
	assert_string_equal(r[0].title, "合唱団ひばり");
	assert_null(r[0].obstacle);
	assert_non_null(strstr(r[0].valid_until, "3/31"));
	assert_int_equal(r[1].group_id, second);
	assert_non_null(strstr(r[1].obstacle, "R8-0004"));
	assert_non_null(strstr(r[2].obstacle, "to be decided"));
	assert_int_equal(list(h, &a, 2027, &r), 1);
	assert_int_equal(list(h, &a, 2025, &r), 0);
}

static void
who_was_refused_struck_off_or_dissolved_is_not_listed(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct renewal *r;
	int64_t struck = registered(h, "よさこい連", "ヨサコイレン");
	int64_t gone = registered(h, "合唱団ひばり", "ガッショウダンヒバリ");
	int64_t refused = desk_add(h->desk, "group", "name", "わかば会", "kana", "ワカバカイ");
	int64_t request = desk_add(h->desk, "registration", "group_id", desk_id(refused));

	assert_int_equal(list(h, &a, 2026, &r), 3);
	assert_true(registration_move(h->desk, request, REGISTRATION_REFUSED, "市外", &h->e));
	assert_true(group_dissolve(h->desk, gone, "2026-11-20", "解散届", &h->e));
	int64_t id = store_get_int(h->desk->store,
				   "SELECT id FROM registration WHERE group_id = ?1", struck, 0);
	assert_true(registration_move(h->desk, id, REGISTRATION_LAPSED, "取消", &h->e));
	assert_int_equal(list(h, &a, 2026, &r), 0);
	assert_int_equal(renewal_run(h->desk, &struck, 1, 2026, &h->e), -1);
	assert_int_equal(h->e.code, ERR_REFUSED);
}

static void
a_registration_that_ran_out_is_renewed_from_today(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t group = registered(h, "合唱団ひばり", "ガッショウダンヒバリ");

	desk_home_clock(h->desk, "2027-04-12T10:00");
	assert_int_equal(registration_lapse(h->desk, &h->e), 1);
	assert_int_equal(renewal_run(h->desk, &group, 1, 2026, &h->e), 1);
	assert_string_equal(next_value(h, &a, group, "valid_from"), "2027-04-12");
	assert_string_equal(next_value(h, &a, group, "number"), "R9-0001");
}

static void
one_obstacle_stops_all(void **state)
{
	struct desk_home *h = *state;
	int64_t groups[2] = { registered(h, "合唱団ひばり", "ガッショウダンヒバリ"),
			      registered(h, "よさこい連", "ヨサコイレン") };

	assert_int_equal(renewal_run(h->desk, &groups[1], 1, 2026, &h->e), 1);
	int64_t before = registrations(h);
	assert_int_equal(renewal_run(h->desk, groups, 2, 2026, &h->e), -1);
	assert_non_null(strstr(h->e.msg, "よさこい連"));
	assert_int_equal(registrations(h), before);
}

static void
renewing_needs_the_right_to_add(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "kansa", false);
	int64_t group = registered(h, "合唱団ひばり", "ガッショウダンヒバリ");

	desk_add(h->desk, "staff", "code", "k", "name", "監査", "os_account", "kansa", "roles",
		 "auditor");
	assert_true(staff_sign_in_account(other, &h->e));
	assert_int_equal(renewal_run(other, &group, 1, 2026, &h->e), -1);
	assert_int_equal(h->e.code, ERR_REFUSED);
	desk_close(other);
}

static void
two_hundred_are_one_change_that_is_taken_back_as_one(void **state)
{
	struct desk_home *h = *state;
	const struct demo_options options = { .groups = 220, .years = 2, .seed = 1 };
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	struct renewal *r;
	int64_t groups[220];
	int count = 0;

	if (!demo_fill(h->desk, &options, &h->e))
		fail_msg("%s", h->e.msg);
	int total = list(h, &a, 2026, &r);
	for (int i = 0; i < total; i++)
		if (!r[i].obstacle)
			groups[count++] = r[i].group_id;
	int64_t before = registrations(h);
	assert_true(count > 150);
	assert_int_equal(renewal_run(h->desk, groups, count, 2026, &h->e), count);
	assert_int_equal(registrations(h), before + count);
	int64_t change = audit_last_change(h->desk->store);
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(*) FROM audit WHERE change = ?1", change, 0),
			 count);
	if (!undo_change(h->desk, change, "", &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_int_equal(registrations(h), before);
	assert_int_equal(renewal_run(h->desk, groups, count, 2026, &h->e), count);
}

#define renewal_test(name) cmocka_unit_test_setup_teardown(name, no_papers, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		renewal_test(the_next_period_has_last_years_data),
		renewal_test(the_list_is_in_the_order_of_the_kana_with_obstacles),
		renewal_test(who_was_refused_struck_off_or_dissolved_is_not_listed),
		renewal_test(a_registration_that_ran_out_is_renewed_from_today),
		renewal_test(one_obstacle_stops_all),
		renewal_test(renewing_needs_the_right_to_add),
		cmocka_unit_test_setup_teardown(
			two_hundred_are_one_change_that_is_taken_back_as_one,
			desk_home_set_up_empty, desk_home_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
