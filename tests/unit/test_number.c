/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/number.h"
#include "store/tx.h"

enum { PROCESSES = 8, ADDITIONS = 400 };

static void
assert_formatted(const char *pattern, int64_t n, const char *want)
{
	AUTO_STR b = STR_INIT;

	number_format(pattern, n, 2026, &b);
	assert_string_equal(str_text(&b), want);
}

TEST(a_pattern_says_how_a_number_looks)
{
	assert_formatted("G-{n4}", 12, "G-0012");
	assert_formatted("G-{n4}", 123456, "G-123456");
	assert_formatted("{fy}-{n}", 7, "2026-7");
	assert_formatted("{fy2}/{era}/{n3}", 7, "26/R8/007");
	assert_formatted("{x}{n", 7, "{x}{n");
	assert_formatted("{n9}{n0}{n10}{nn}", 7, "000000007{n0}{n10}{nn}");
}

static const char *
number_of(struct desk *d, struct arena *a, int64_t id)
{
	return desk_query(d, a, "SELECT number FROM civic_group WHERE id = ?1", id);
}

static int64_t
add_group(struct desk *d, const char *number)
{
	return desk_add(d, "group", "name", "ひばり", "kana", "ヒバリ", "number", number);
}

TEST(a_typed_number_is_stepped_over)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, NULL)), "G-0001");
	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, "G-0002")), "G-0002");
	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, NULL)), "G-0003");
}

TEST(a_number_that_a_group_once_had_is_stepped_over)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = add_group(h->desk, "G-0002");

	desk_set(h->desk, "group", id, "number", "777");
	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, NULL)), "G-0001");
	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, NULL)), "G-0003");
}

/* Without the number in it, all records of a series would have the same one. */
TEST(a_pattern_without_the_number_is_refused)
{
	static const char *const wrong[] = { "L", "L-{name}", "L-{n", "L-{n0}", "L-{n44}", "{fy}" };
	struct desk_home *h = *state;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		const char *const pairs[] = { "series", "locker", "pattern", wrong[i], NULL };

		assert_int_equal(desk_try_add(h->desk, &h->e, "number_series", pairs), 0);
		assert_string_equal(h->e.field, "pattern");
	}
	desk_add(h->desk, "number_series", "series", "locker", "pattern", "L-{n4}");
}

TEST(a_refused_record_takes_no_number)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	const char *const pairs[] = { "name", "ひばり", "kana", "ヒバリ", "members", "-1", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, NULL)), "G-0001");
}

TEST(a_run_keeps_what_it_took_and_returns_what_was_refused)
{
	struct desk_home *h = *state;
	struct err e = { 0 };
	AUTO_ARENA a = ARENA_INIT;
	AUTO_TX tx = TX_INIT;
	AUTO_STR first = STR_INIT, refused = STR_INIT, second = STR_INIT;

	add_group(h->desk, "G-0002");
	assert_true(tx_begin(&tx, h->desk->store, &e));
	struct number_run *run =
		number_run_new(h->desk, &tx, form_find(h->desk->forms, "group"), &e);
	assert_true(run != NULL);
	assert_true(number_run_take(run, &first, &e));
	int64_t next = number_run_next(run);
	assert_true(number_run_take(run, &refused, &e));
	number_run_reset(run, next);
	assert_true(number_run_take(run, &second, &e));
	assert_true(number_run_end(run, &e));
	number_run_free(run);
	assert_true(tx_commit(&tx, &e));
	assert_string_equal(str_text(&first), "G-0001");
	assert_string_equal(str_text(&refused), "G-0003");
	assert_string_equal(str_text(&second), "G-0003");
	assert_string_equal(number_of(h->desk, &a, add_group(h->desk, NULL)), "G-0004");
}

TEST(each_fiscal_year_begins_at_one_with_the_pattern_of_the_last)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	static const char *const days[] = { "2027-03-31T10:00", "2027-04-01T10:00",
					    "2027-05-01T10:00" };
	static const char *const want[] = { "R8-0001", "R9-0001", "R9-0002" };

	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		int64_t group = add_group(h->desk, NULL);
		desk_home_clock(h->desk, days[i]);
		int64_t id = desk_add(h->desk, "registration", "group_id", desk_id(group));
		assert_string_equal(desk_query(h->desk, &a,
					       "SELECT number FROM registration WHERE id = ?1", id),
				    want[i]);
	}
}

/* One desk of many: adds its groups as fast as it can. */
static int
run_desk(struct home *home, int number)
{
	struct desk_home h = { .home = *home };
	struct err e;

	h.desk = desk_home_open(&h, "tanaka", false);
	if (!staff_sign_in_account(h.desk, &e))
		return 1;
	for (int i = 0; i < ADDITIONS; i++) {
		AUTO_FREE char *name = mem_printf("団体 %d-%d", number, i);
		const char *const pairs[] = { "name", name, "kana", "ダンタイ", NULL };
		if (desk_try_add(h.desk, &e, "group", pairs) == 0) {
			fprintf(stderr, "%s\n", e.msg);
			return 1;
		}
	}
	desk_close(h.desk);
	return 0;
}

TEST(eight_desks_leave_no_gap_and_give_no_number_twice)
{
	struct desk_home *h = *state;
	pid_t children[PROCESSES];

	desk_close(h->desk);
	for (int i = 0; i < PROCESSES; i++)
		children[i] = home_fork(&h->home, run_desk, i);
	for (int i = 0; i < PROCESSES; i++)
		assert_int_equal(home_wait(children[i]), 0);
	h->desk = desk_home_open(h, "tanaka", false);
	struct store *s = h->desk->store;
	assert_int_equal(
		store_get_int(s, "SELECT count(DISTINCT number) FROM civic_group WHERE ?1", 1, 0),
		PROCESSES * ADDITIONS);
	assert_int_equal(
		store_get_int(s,
			      "SELECT max(CAST(substr(number, 3) AS INTEGER)) FROM civic_group"
			      " WHERE ?1",
			      1, 0),
		PROCESSES * ADDITIONS);
	assert_int_equal(store_get_int(s,
				       "SELECT count(*) FROM audit WHERE ?1 AND action = 'add'"
				       " AND object_type = 'civic_group'",
				       1, 0),
			 PROCESSES * ADDITIONS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_says_how_a_number_looks),
		IN_DESK(a_typed_number_is_stepped_over),
		IN_DESK(a_number_that_a_group_once_had_is_stepped_over),
		IN_DESK(a_pattern_without_the_number_is_refused),
		IN_DESK(a_refused_record_takes_no_number),
		IN_DESK(a_run_keeps_what_it_took_and_returns_what_was_refused),
		IN_DESK(each_fiscal_year_begins_at_one_with_the_pattern_of_the_last),
		IN_DESK(eight_desks_leave_no_gap_and_give_no_number_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
