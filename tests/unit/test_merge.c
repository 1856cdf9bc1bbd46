/* test_merge.c - one group instead of two, and the end of a group. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/check/check.h"
#include "desk/record/undo.h"
#include "desk/register/group.h"
#include "desk/register/registration.h"
#include "desk/setting.h"
#include "store/audit.h"

/* Everything that a merge may touch, but for the versions, which only grow. */
static char *
snapshot(struct desk *d)
{
	static const char *const queries[] = {
		"SELECT json_array(id, number, name, representative_id, merged_into, dissolved_on)"
		" FROM civic_group ORDER BY id",
		"SELECT json_array(id, group_id, person_id, role, term_from, term_until)"
		" FROM contact ORDER BY id",
		"SELECT json_array(id, group_id, number, state, valid_from, valid_until, reason,"
		" decided_on, decided_by) FROM registration ORDER BY id",
		"SELECT json_array(id, group_id, registration_id, kind) FROM paper ORDER BY id",
		"SELECT json_array(id, group_id, field, value) FROM group_history ORDER BY id",
		"SELECT json_array(record_id, code, position) FROM group_activity",
	};
	AUTO_STR b = STR_INIT;
	struct err e;

	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		AUTO_STMT q = STMT_INIT;
		if (!stmt_open(&q, d->store, queries[i], &e))
			fail_msg("%s", e.msg);
		while (stmt_row(&q, &e))
			str_addf(&b, "%s\n", stmt_text(&q, 0));
	}
	return str_take(&b);
}

/* The same choir twice: with people, registrations, papers and an earlier name. */
struct twice {
	int64_t into, from; /* the groups */
	int64_t tanaka, sato, suzuki;
	int64_t year, paper; /* of `from` */
};

static void
set_up_twice(struct desk *d, struct twice *t)
{
	t->tanaka = desk_add(d, "person", "name", "田中花子");
	t->sato = desk_add(d, "person", "name", "佐藤恵子");
	t->suzuki = desk_add(d, "person", "name", "鈴木修");
	t->into = desk_add(d, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ",
			   "representative_id", desk_id(t->tanaka), "activity", "culture");
	t->from = desk_add(d, "group", "name", "コーラス", "kana", "コーラス", "representative_id",
			   desk_id(t->sato), "activity", "welfare");
	desk_set(d, "group", t->from, "name", "コーラスひばり");
	desk_add(d, "contact", "group_id", desk_id(t->into), "person_id", desk_id(t->suzuki),
		 "role", "booking");
	desk_add(d, "contact", "group_id", desk_id(t->from), "person_id", desk_id(t->suzuki),
		 "role", "booking");
	desk_add(d, "contact", "group_id", desk_id(t->from), "person_id", desk_id(t->suzuki),
		 "role", "treasurer", "term_from", "2025-04-01");
	t->year = desk_add(d, "registration", "group_id", desk_id(t->from));
	t->paper = desk_add(d, "paper", "group_id", desk_id(t->from), "registration_id",
			    desk_id(t->year), "kind", "rules");
	desk_add(d, "paper", "group_id", desk_id(t->from), "kind", "leaflet");
}

static void
merge(struct desk_home *h, int64_t from, int64_t into)
{
	if (!group_merge(h->desk, from, into, "二重登録", &h->e))
		fail_msg("%s", h->e.msg);
}

static int64_t
number_of(struct desk_home *h, const char *sql, int64_t param)
{
	return store_get_int(h->desk->store, sql, param, -1);
}

static void
count_finding(void *ctx, const char *part, const char *finding)
{
	if (finding)
		str_addf(ctx, "%s: %s\n", part, finding);
}

static void
expect_clean(struct desk_home *h)
{
	AUTO_STR found = STR_INIT;

	if (check_all(h->desk, count_finding, &found) != 0)
		fail_msg("%s", str_text(&found));
}

static void
everything_moves_and_a_pointer_stays(void **state)
{
	struct desk_home *h = *state;
	struct twice t;

	set_up_twice(h->desk, &t);
	merge(h, t.from, t.into);
	assert_int_equal(number_of(h, "SELECT merged_into FROM civic_group WHERE id = ?1", t.from),
			 t.into);
	static const char *const left[] = {
		"SELECT count(*) FROM contact WHERE group_id = ?1",
		"SELECT count(*) FROM registration WHERE group_id = ?1",
		"SELECT count(*) FROM paper WHERE group_id = ?1",
		"SELECT count(*) FROM group_history WHERE group_id = ?1",
	};
	for (size_t i = 0; i < ARRAY_LEN(left); i++)
		assert_int_equal(number_of(h, left[i], t.from), 0);
	assert_int_equal(number_of(h, left[0], t.into), 5);
	assert_int_equal(number_of(h, left[1], t.into), 1);
	assert_int_equal(number_of(h, left[2], t.into), 2);
	assert_int_equal(number_of(h, "SELECT registration_id FROM paper WHERE id = ?1", t.paper),
			 t.year);
	expect_clean(h);
}

static void
the_one_that_stays_keeps_its_own_fields(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_ARENA a = ARENA_INIT;

	set_up_twice(h->desk, &t);
	merge(h, t.from, t.into);
	assert_string_equal(
		desk_query(h->desk, &a, "SELECT name FROM civic_group WHERE id = ?1", t.into),
		"合唱団ひばり");
	assert_int_equal(
		number_of(h, "SELECT representative_id FROM civic_group WHERE id = ?1", t.into),
		t.tanaka);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT code FROM group_activity WHERE record_id = ?1",
				       t.into),
			    "culture");
	assert_string_equal(
		desk_query(h->desk, &a, "SELECT name FROM civic_group WHERE id = ?1", t.from),
		"コーラスひばり");
}

static void
a_post_that_it_lacks_comes_with_the_other(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_ARENA a = ARENA_INIT;

	set_up_twice(h->desk, &t);
	int64_t third = desk_add(h->desk, "group", "name", "ひばり会", "kana", "ヒバリカイ");
	desk_set(h->desk, "group", t.from, "representative_post", "会長");
	merge(h, t.from, third);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT representative_id || representative_post"
				       " FROM civic_group WHERE id = ?1",
				       third),
			    "2会長");
	assert_int_equal(number_of(h,
				   "SELECT person_id FROM contact WHERE group_id = ?1"
				   " AND role = 'representative' AND term_until IS NULL",
				   third),
			 t.sato);
	expect_clean(h);
}

static void
what_both_have_is_there_once(void **state)
{
	struct desk_home *h = *state;
	struct twice t;

	set_up_twice(h->desk, &t);
	merge(h, t.from, t.into);
	assert_int_equal(number_of(h,
				   "SELECT count(*) FROM contact WHERE group_id = ?1"
				   " AND role = 'booking' AND term_until IS NULL",
				   t.into),
			 1);
	assert_int_equal(number_of(h,
				   "SELECT count(*) FROM contact WHERE group_id = ?1"
				   " AND role = 'booking' AND term_until = '2026-11-20'",
				   t.into),
			 1);
	assert_int_equal(number_of(h,
				   "SELECT person_id FROM contact WHERE group_id = ?1"
				   " AND role = 'representative' AND term_until IS NULL",
				   t.into),
			 t.tanaka);
	assert_int_equal(number_of(h,
				   "SELECT count(*) FROM contact WHERE group_id = ?1"
				   " AND role = 'treasurer' AND term_until IS NULL",
				   t.into),
			 1);
}

static void
of_two_registrations_for_one_time_one_ends(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_ARENA a = ARENA_INIT;

	set_up_twice(h->desk, &t);
	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	int64_t later = desk_add(h->desk, "registration", "group_id", desk_id(t.from));
	assert_true(registration_move(h->desk, t.year, REGISTRATION_CHECKED, NULL, &h->e));
	assert_true(registration_move(h->desk, t.year, REGISTRATION_APPROVED, NULL, &h->e));
	desk_add(h->desk, "registration", "group_id", desk_id(t.into));
	desk_add(h->desk, "registration", "group_id", desk_id(t.into));
	merge(h, t.from, t.into);
	const char *sql = "SELECT state || ' ' || reason FROM registration WHERE id = ?1";
	assert_string_equal(desk_query(h->desk, &a, sql, t.year), "lapsed 二重登録");
	assert_string_equal(desk_query(h->desk, &a, sql, later), "refused 二重登録");
	assert_int_equal(number_of(h,
				   "SELECT count(*) FROM registration WHERE group_id = ?1"
				   " AND state = 'received'",
				   t.into),
			 2);
	expect_clean(h);
}

static void
its_names_and_number_are_found_under_the_other(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_ARENA a = ARENA_INIT;

	set_up_twice(h->desk, &t);
	merge(h, t.from, t.into);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT group_concat(value, ' ') FROM (SELECT value FROM"
				       " group_history WHERE group_id = ?1 ORDER BY value)",
				       t.into),
			    "G-0002 コーラス コーラス コーラスひばり");
	const char *pairs[] = { "name", "別の会", "kana", "ベツノカイ", "number", "G-0002", NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
}

static void
taking_it_back_restores_every_row(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_STR said = STR_INIT;

	set_up_twice(h->desk, &t);
	desk_add(h->desk, "registration", "group_id", desk_id(t.into));
	int64_t third = desk_add(h->desk, "group", "name", "ひばり会", "kana", "ヒバリカイ");
	merge(h, third, t.from);
	AUTO_FREE char *before = snapshot(h->desk);
	merge(h, t.from, t.into);
	AUTO_FREE char *merged = snapshot(h->desk);
	assert_string_not_equal(merged, before);
	if (!undo_change(h->desk, audit_last_change(h->desk->store), "", &said, &h->e))
		fail_msg("%s", h->e.msg);
	AUTO_FREE char *after = snapshot(h->desk);
	assert_string_equal(after, before);
	expect_clean(h);
	merge(h, t.from, t.into);
	expect_clean(h);
}

static void
what_was_merged_before_points_to_the_last(void **state)
{
	struct desk_home *h = *state;
	struct twice t;

	set_up_twice(h->desk, &t);
	int64_t third = desk_add(h->desk, "group", "name", "ひばり会", "kana", "ヒバリカイ");
	merge(h, third, t.from);
	merge(h, t.from, t.into);
	assert_int_equal(number_of(h, "SELECT merged_into FROM civic_group WHERE id = ?1", third),
			 t.into);
	expect_clean(h);
}

static void
what_cannot_be_merged_is_refused_and_nothing_moves(void **state)
{
	struct desk_home *h = *state;
	struct twice t;

	set_up_twice(h->desk, &t);
	int64_t third = desk_add(h->desk, "group", "name", "ひばり会", "kana", "ヒバリカイ");
	int64_t gone = desk_add(h->desk, "group", "name", "すずめ会", "kana", "スズメカイ");
	merge(h, third, t.into);
	assert_true(group_dissolve(h->desk, gone, "2026-11-01", "解散届", &h->e));
	AUTO_FREE char *before = snapshot(h->desk);
	assert_false(group_merge(h->desk, t.from, t.from, "x", &h->e));
	assert_false(group_merge(h->desk, third, t.from, "x", &h->e));
	assert_false(group_merge(h->desk, t.from, third, "x", &h->e));
	assert_false(group_merge(h->desk, t.from, gone, "x", &h->e));
	assert_false(group_merge(h->desk, gone, t.from, "x", &h->e));
	assert_false(group_merge(h->desk, t.from, 999, "x", &h->e));
	assert_int_equal(h->e.code, ERR_NOT_FOUND);
	AUTO_FREE char *after = snapshot(h->desk);
	assert_string_equal(after, before);
}

static void
a_merged_group_takes_nothing_any_more(void **state)
{
	struct desk_home *h = *state;
	struct twice t;

	set_up_twice(h->desk, &t);
	merge(h, t.from, t.into);
	const char *pairs[] = { "group_id", desk_id(t.from), NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "registration", pairs), 0);
	assert_non_null(strstr(h->e.msg, "merged"));
}

static void
merging_and_dissolving_need_the_right_to_change(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "kansa", false);
	struct twice t;

	set_up_twice(h->desk, &t);
	desk_add(h->desk, "staff", "code", "k", "name", "監査", "os_account", "kansa", "roles",
		 "auditor");
	assert_true(staff_sign_in_account(other, &h->e));
	assert_false(group_merge(other, t.from, t.into, "x", &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_false(group_dissolve(other, t.from, "2026-11-20", "x", &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	desk_close(other);
}

/* A later feature that refers to groups must have a form, or a merge would lose its rows. */
static void
no_table_that_refers_to_groups_is_without_a_form(void **state)
{
	struct desk_home *h = *state;
	const struct form *group = form_find(h->desk->forms, "group");
	AUTO_STMT q = STMT_INIT;
	int tables = 0;

	assert_true(stmt_open(&q, h->desk->store,
			      "SELECT t.name, k.\"from\" FROM sqlite_schema AS t"
			      " JOIN pragma_foreign_key_list(t.name) AS k"
			      " WHERE t.type = 'table' AND k.\"table\" = 'civic_group'",
			      &h->e));
	for (; stmt_row(&q, &h->e); tables++) {
		const struct form *form = form_find_table(h->desk->forms, stmt_text(&q, 0));
		bool is_link = false;
		for (int i = 0; i < group->field_count; i++)
			is_link |= str_equal(group->fields[i].link, stmt_text(&q, 0));
		if (!is_link && (!form || form_field_index(form, stmt_text(&q, 1)) < 0))
			fail_msg("%s.%s", stmt_text(&q, 0), stmt_text(&q, 1));
	}
	assert_true(tables >= 7);
}

static void
what_is_open_is_said_before_a_group_is_dissolved(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_ARENA a = ARENA_INIT;
	const char **matters;

	set_up_twice(h->desk, &t);
	assert_int_equal(group_open_matters(h->desk, &a, t.into, &matters, &h->e), 0);
	assert_int_equal(group_open_matters(h->desk, &a, t.from, &matters, &h->e), 1);
	assert_non_null(strstr(matters[0], "R8-0001"));
	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	assert_true(registration_move(h->desk, t.year, REGISTRATION_CHECKED, NULL, &h->e));
	assert_true(registration_move(h->desk, t.year, REGISTRATION_APPROVED, NULL, &h->e));
	assert_int_equal(group_open_matters(h->desk, &a, t.from, &matters, &h->e), 1);
	assert_non_null(strstr(matters[0], "3/31"));
}

static void
a_dissolved_group_stays_what_it_was_but_is_registered_no_more(void **state)
{
	struct desk_home *h = *state;
	struct twice t;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	const char **matters;

	set_up_twice(h->desk, &t);
	AUTO_FREE char *before = snapshot(h->desk);
	assert_true(group_dissolve(h->desk, t.from, "2026-11-01", "解散届", &h->e));
	assert_int_equal(group_open_matters(h->desk, &a, t.from, &matters, &h->e), 0);
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT state || ' ' || reason FROM registration WHERE id = ?1", t.year),
		"refused 解散届");
	assert_int_equal(
		number_of(h, "SELECT representative_id FROM civic_group WHERE id = ?1", t.from),
		t.sato);
	assert_false(group_dissolve(h->desk, t.from, "2026-11-01", "解散届", &h->e));
	expect_clean(h);
	assert_true(undo_change(h->desk, audit_last_change(h->desk->store), "", &said, &h->e));
	AUTO_FREE char *after = snapshot(h->desk);
	assert_string_equal(after, before);
}

static void
the_day_of_a_dissolution_is_a_day_that_was(void **state)
{
	struct desk_home *h = *state;
	int64_t group = desk_add(h->desk, "group", "name", "すずめ会", "kana", "スズメカイ",
				 "founded_on", "2020-04-01");
	static const char *const bad[] = { "2026-11-21", "2020-03-31", "2026-02-30", "", "today" };

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err_clear(&h->e);
		assert_false(group_dissolve(h->desk, group, bad[i], "x", &h->e));
		assert_string_equal(h->e.field, "dissolved_on");
	}
	assert_true(group_dissolve(h->desk, group, "2026-11-20", "x", &h->e));
}

#define merge_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		merge_test(everything_moves_and_a_pointer_stays),
		merge_test(the_one_that_stays_keeps_its_own_fields),
		merge_test(a_post_that_it_lacks_comes_with_the_other),
		merge_test(what_both_have_is_there_once),
		merge_test(of_two_registrations_for_one_time_one_ends),
		merge_test(its_names_and_number_are_found_under_the_other),
		merge_test(taking_it_back_restores_every_row),
		merge_test(what_was_merged_before_points_to_the_last),
		merge_test(what_cannot_be_merged_is_refused_and_nothing_moves),
		merge_test(a_merged_group_takes_nothing_any_more),
		merge_test(merging_and_dissolving_need_the_right_to_change),
		merge_test(no_table_that_refers_to_groups_is_without_a_form),
		merge_test(what_is_open_is_said_before_a_group_is_dissolved),
		merge_test(a_dissolved_group_stays_what_it_was_but_is_registered_no_more),
		merge_test(the_day_of_a_dissolution_is_a_day_that_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
