/* test_checkpoint.c - when the log is moved into the database, and who waits for it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include "base/mem.h"
#include "store/draft.h"
#include "store/stmt.h"
#include "store/tx.h"

#define PAGE 4096

static off_t
size_of(const struct home *h, const char *name)
{
	struct stat st;

	assert_int_equal(stat(home_file(h, name), &st), 0);
	return st.st_size;
}

/* One commit; a row and its entry in an index take about a page, and come in their order. */
static void
write_rows(struct home *h, struct store *s, int rows)
{
	AUTO_STR sql = STR_INIT;
	int64_t had = store_get_int(s, "SELECT count(*) FROM once WHERE ?1", 1, -1);

	str_addf(&sql,
		 "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
		 " INSERT INTO once SELECT printf('%%06d', n + %d), n,"
		 " printf('%%06d', n + %d) || hex(zeroblob(1000)) FROM c",
		 rows, (int)had, (int)had);
	assert_true(home_run(h, s, str_text(&sql)));
}

static void
commits_leave_the_log_to_a_moment_of_rest(void **state)
{
	struct home *h = *state;
	off_t database = size_of(h, "madoguchi.db");

	for (int i = 0; i < 4; i++)
		write_rows(h, h->store, 400);
	off_t log = size_of(h, "madoguchi.db-wal");

	assert_true(log > 1500 * PAGE);
	assert_int_equal(size_of(h, "madoguchi.db"), database);
	assert_true(store_rest(h->store));
	assert_true(size_of(h, "madoguchi.db") > database + 500 * PAGE);
	assert_false(store_rest(h->store));
	write_rows(h, h->store, 1); /* from the start of the log again */
	assert_int_equal(size_of(h, "madoguchi.db-wal"), log);
}

static void
a_short_log_is_not_worth_a_rest(void **state)
{
	struct home *h = *state;

	store_rest(h->store); /* of what making the home has left behind */
	off_t database = size_of(h, "madoguchi.db");

	write_rows(h, h->store, 20);
	assert_false(store_rest(h->store));
	assert_int_equal(size_of(h, "madoguchi.db"), database);
}

static void
resting_waits_for_nobody_who_writes(void **state)
{
	struct home *h = *state;
	struct store *other = home_open(h);
	struct tx tx = TX_INIT;

	write_rows(h, h->store, 400);
	off_t database = size_of(h, "madoguchi.db");

	assert_true(tx_begin(&tx, other, &h->e));
	assert_false(store_rest(h->store));
	tx_rollback(&tx);
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_false(store_rest(h->store));
	tx_rollback(&tx);
	assert_int_equal(size_of(h, "madoguchi.db"), database);
	assert_true(store_rest(h->store));
	store_close(other);
}

static void
a_log_without_a_rest_is_moved_all_the_same(void **state)
{
	struct home *h = *state;
	off_t database = size_of(h, "madoguchi.db");

	for (int i = 0; i < 30; i++)
		write_rows(h, h->store, 200);
	assert_true(size_of(h, "madoguchi.db") > database + 2000 * PAGE);
	assert_true(size_of(h, "madoguchi.db-wal") < 6000 * PAGE);
}

/* A log that a killed desk leaves behind is read before the next one starts. */
static void
the_log_of_the_drafts_stays_shorter(void **state)
{
	struct home *h = *state;
	struct draft_store *drafts = draft_store_open(h->path, &h->clock, &h->e);
	const struct draft begun = { .staff_id = 1, .type = "group", .title = "" };
	int64_t id = draft_begin(drafts, &begun, &h->e);
	char text[2001] = "";

	memset(text, 'x', sizeof(text) - 1);
	for (int i = 0; i < 1500; i++) {
		AUTO_FREE char *name = mem_printf("field_%d", i);

		assert_true(draft_put(drafts, id, &(struct draft_field){ name, text, i }, &h->e));
	}
	assert_true(size_of(h, "drafts.db") > 100 * PAGE);
	assert_true(size_of(h, "drafts.db-wal") < 1100 * PAGE);
	for (int i = 0; i < 100; i++)
		draft_put(drafts, id, &(struct draft_field){ "last", text, i }, &h->e);
	assert_true(draft_store_rest(drafts));
	assert_false(draft_store_rest(drafts));
	draft_store_close(drafts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(commits_leave_the_log_to_a_moment_of_rest,
						home_set_up, home_tear_down),
		cmocka_unit_test_setup_teardown(a_short_log_is_not_worth_a_rest, home_set_up,
						home_tear_down),
		cmocka_unit_test_setup_teardown(resting_waits_for_nobody_who_writes, home_set_up,
						home_tear_down),
		cmocka_unit_test_setup_teardown(the_log_of_the_drafts_stays_shorter, home_set_up,
						home_tear_down),
		cmocka_unit_test_setup_teardown(a_log_without_a_rest_is_moved_all_the_same,
						home_set_up, home_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
