/*
 * test_search_backlog.c - what an import puts off is found as if it were in the index, at
 * every moment until it is.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "search_home.h"

#include <signal.h>
#include <time.h>

#include "base/auto.h"
#include "base/mem.h"
#include "base/rand.h"
#include "store/backup.h"
#include "store/restore.h"

#define IDS   4000 /* of the random rounds; a piece is 1000 keys at most */
#define DEEP  3
#define KILLS 12

/* "合唱団ひばり 1234 ことば7号": the round in which it was put in tells the texts apart. */
static char *
text_of(int64_t id, int round)
{
	return mem_printf("合唱団ひばり %lld ことば%d号", (long long)id, round);
}

static void
put(struct home *h, struct tx *tx, int64_t id, int round)
{
	AUTO_FREE char *text = text_of(id, round);
	const char *texts[] = { text };

	if (!search_put(tx, "group", id, texts, 1, &h->e))
		fail_msg("%s", h->e.msg);
}

/* As an import does. */
static void
put_off(struct home *h, int64_t first, int64_t last, int round)
{
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	search_put_off(&tx);
	for (int64_t id = first; id <= last; id++)
		put(h, &tx, id, round);
	if (!tx_commit(&tx, &h->e))
		fail_msg("%s", h->e.msg);
}

static void
change(struct home *h, int64_t id, int round)
{
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	if (round == 0)
		assert_true(search_remove(&tx, "group", id, &h->e));
	else
		put(h, &tx, id, round);
	assert_true(tx_commit(&tx, &h->e));
}

/* One piece of the backlog; false when there is none. */
static bool
work(struct home *h)
{
	if (search_behind(h->store) == 0)
		return false;
	if (!search_catch_up(h->store, &h->e))
		fail_msg("%s", h->e.msg);
	return true;
}

static void
work_off(struct home *h)
{
	while (work(h))
		continue;
}

static void
what_is_put_off_is_found_at_once_and_in_the_same_order(void **state)
{
	struct home *h = *state;
	static int64_t before[MANY], after[MANY];

	put_off(h, 501, 900, 1);
	put_off(h, 1, 500, 1);
	assert_int_equal(search_behind(h->store), 900);
	put_off(h, 901, 950, 1); /* too few to be put off */
	assert_int_equal(search_behind(h->store), 900);
	assert_int_equal(find(h, "group", "ばり", before, MANY), 950);
	work_off(h);
	assert_int_equal(find(h, "group", "ばり", after, MANY), 950);
	assert_memory_equal(before, after, 950 * sizeof(*before));
	assert_int_equal(findings(h), 0);
}

static void
the_limit_takes_the_lowest_ids_of_index_and_backlog(void **state)
{
	struct home *h = *state;
	int64_t ids[8];

	put_off(h, 11, 310, 1);
	change(h, 2, 1);
	change(h, 400, 1);
	for (int pass = 0; pass < 2; pass++) {
		assert_int_equal(find(h, "group", "ばり", ids, 3), 3);
		assert_int_equal(ids[0], 2);
		assert_int_equal(ids[2], 12);
		assert_int_equal(search_candidates(h->store, "group", "ばり", ids, 3, &h->e), 3);
		assert_int_equal(ids[2], 12);
		assert_int_equal(find(h, "group", "団ひばり310", ids, 8), 1);
		assert_int_equal(find(h, "person", "ばり", ids, 8), 0);
		work_off(h);
	}
}

static void
a_change_or_removal_in_the_backlog_is_a_matter_of_the_key(void **state)
{
	struct home *h = *state;

	put_off(h, 1, 300, 1);
	change(h, 7, 2);
	change(h, 8, 0);
	change(h, 9, 0);
	change(h, 9, 3);
	assert_int_equal(search_behind(h->store), 300);
	for (int pass = 0; pass < 2; pass++) {
		assert_int_equal(hits(h, "ことば1号"), 297);
		assert_int_equal(hits(h, "ことば2号"), 1);
		assert_int_equal(hits(h, "ことば3号"), 1);
		assert_int_equal(findings(h), 0);
		work_off(h);
	}
	change(h, 7, 0);
	assert_int_equal(hits(h, "ことば2号"), 0);
	assert_int_equal(findings(h), 0);
}

/* An import by a key changes records that the index knows. */
static void
changed_records_are_put_off_without_their_old_words(void **state)
{
	struct home *h = *state;

	put_off(h, 1, 300, 1);
	work_off(h);
	put_off(h, 1, 300, 2);
	assert_int_equal(search_behind(h->store), 300);
	for (int pass = 0; pass < 2; pass++) {
		assert_int_equal(hits(h, "ことば1号"), 0);
		assert_int_equal(hits(h, "ことば2号"), 300);
		assert_int_equal(findings(h), 0);
		work_off(h);
	}
}

/* As undo does; the numbers are given again to others. */
static void
removing_all_of_it_leaves_nothing_to_be_found(void **state)
{
	struct home *h = *state;

	put_off(h, 1, 2500, 1);
	assert_true(work(h));
	assert_in_range(search_behind(h->store), 1500, 2499);
	for (int64_t id = 1; id <= 2500; id++)
		change(h, id, 0);
	assert_int_equal(hits(h, "ばり"), 0);
	change(h, 2, 2);
	change(h, 2400, 2);
	assert_int_equal(hits(h, "ばり"), 2);
	assert_int_equal(findings(h), 0);
	while (work(h))
		assert_int_equal(findings(h), 0);
	assert_int_equal(hits(h, "ことば2号"), 2);
}

static void
a_transaction_that_is_rolled_back_puts_nothing_off(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT, inside = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	search_put_off(&tx);
	assert_true(tx_begin(&inside, h->store, &h->e));
	for (int64_t id = 1; id <= 300; id++)
		put(h, &inside, id, 1);
	tx_rollback(&inside);
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(search_behind(h->store), 0);
	assert_int_equal(hits(h, "ばり"), 0);

	assert_true(tx_begin(&tx, h->store, &h->e)); /* puts off no longer */
	for (int64_t id = 1; id <= 300; id++)
		put(h, &tx, id, 1);
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(search_behind(h->store), 0);
	assert_int_equal(hits(h, "ばり"), 300);
}

/* Or each of its rows might be looked for among those that wait. */
static void
a_transaction_that_searches_puts_nothing_off(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT, inside = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	search_put_off(&tx);
	for (int64_t id = 1; id <= 300; id++)
		put(h, &tx, id, 1);
	assert_true(tx_begin(&inside, h->store, &h->e));
	assert_int_equal(hits(h, "ばり"), 300);
	tx_rollback(&inside);
	for (int64_t id = 301; id <= 600; id++)
		put(h, &tx, id, 1);
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(search_behind(h->store), 0);
	assert_int_equal(hits(h, "ばり"), 600);
	assert_int_equal(findings(h), 0);
}

static bool
is_found_whole(struct home *h, int64_t id, int round)
{
	AUTO_FREE char *text = text_of(id, round);
	int64_t found[2];
	int count = search_find_whole(h->store, "group", text, found, 2, &h->e);

	if (count < 0)
		fail_msg("%s", h->e.msg);
	return count == 1 && found[0] == id;
}

/* An import looks for each name that a row gives. */
static void
a_transaction_that_looks_for_whole_texts_goes_on_putting_off(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;

	put_off(h, 1001, 1001, 1);
	assert_true(tx_begin(&tx, h->store, &h->e));
	search_put_off(&tx);
	for (int64_t id = 1; id <= 300; id++) {
		assert_false(is_found_whole(h, id, 1));
		assert_true(is_found_whole(h, 1001, 1));
		put(h, &tx, id, 1);
	}
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(search_behind(h->store), 300);
	assert_true(is_found_whole(h, 300, 1));
}

static void
a_whole_text_of_the_same_transaction_is_found(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	search_put_off(&tx);
	for (int64_t id = 1; id <= 3000; id++)
		put(h, &tx, id, 1);
	for (int64_t id = 1; id <= 3000; id += 100)
		assert_true(is_found_whole(h, id, 1));
	assert_true(search_remove(&tx, "group", 1, &h->e));
	assert_false(is_found_whole(h, 1, 1));
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(findings(h), 0);
}

/* The round of each record's text, 0 where there is none, by depth. */
struct world {
	struct home *home;
	struct rand rand;
	bool is_read; /* within the transaction, which then puts nothing off */
	int rounds[DEEP + 1][IDS + 1];
};

static void
random_change(struct world *w, struct tx *tx, int level)
{
	int64_t first = 1 + rand_below(&w->rand, IDS);
	int count = rand_below(&w->rand, 3) == 0 ? 600 : 1 + rand_below(&w->rand, 40);
	int round = rand_below(&w->rand, 3) == 0 ? 0 : 1 + rand_below(&w->rand, 3);

	for (int64_t id = first; id < first + count && id <= IDS; id++) {
		if (round > 0)
			put(w->home, tx, id, round);
		else
			assert_true(search_remove(tx, "group", id, &w->home->e));
		w->rounds[level][id] = round;
	}
}

static void
compare(struct world *w, int level)
{
	static int64_t ids[MANY];
	int round = 1 + rand_below(&w->rand, 3);
	AUTO_FREE char *word = mem_printf("ことば%d号", round);
	int count = find(w->home, "group", word, ids, MANY), next = 0;

	for (int id = 1; id <= IDS; id++) {
		if (w->rounds[level][id] != round)
			continue;
		assert_true(next < count);
		assert_int_equal(ids[next++], id);
	}
	assert_int_equal(next, count);
}

static void
random_transaction(struct world *w, int level)
{
	struct tx tx = TX_INIT;

	memcpy(w->rounds[level], w->rounds[level - 1], sizeof(w->rounds[level]));
	assert_true(tx_begin(&tx, w->home->store, &w->home->e));
	if (level == 1) {
		w->is_read = rand_below(&w->rand, 3) == 0;
		if (rand_below(&w->rand, 3) > 0)
			search_put_off(&tx);
	}
	for (int i = rand_below(&w->rand, 4); i >= 0; i--) {
		if (level < DEEP && rand_below(&w->rand, 3) == 0)
			random_transaction(w, level + 1);
		else
			random_change(w, &tx, level);
		if (w->is_read && rand_below(&w->rand, 3) == 0)
			compare(w, level);
		int64_t id = 1 + rand_below(&w->rand, IDS);
		int round = rand_below(&w->rand, 8) == 0 ? 1 + rand_below(&w->rand, 3) : 4;
		assert_int_equal(is_found_whole(w->home, id, round), w->rounds[level][id] == round);
	}
	if (rand_below(&w->rand, 4) == 0) {
		tx_rollback(&tx);
		return;
	}
	assert_true(tx_commit(&tx, &w->home->e));
	memcpy(w->rounds[level - 1], w->rounds[level], sizeof(w->rounds[level]));
}

static void
random_changes_and_pieces_answer_as_a_scan_does(void **state)
{
	static struct world w;
	int pieces = 0;

	memset(&w, 0, sizeof(w));
	w.home = *state;
	rand_init(&w.rand, 11);
	for (int i = 0; i < 60; i++) {
		random_transaction(&w, 1);
		if (rand_below(&w.rand, 3) == 0)
			pieces += work(w.home);
		compare(&w, 0);
		if (i % 5 == 0)
			assert_int_equal(findings(w.home), 0);
	}
	assert_true(pieces > 3);
	while (work(w.home))
		compare(&w, 0);
	assert_int_equal(findings(w.home), 0);
}

static int
work_until_killed(struct home *h, int number)
{
	(void)number;
	h->store = home_open(h);
	work_off(h);
	return 0;
}

static void
a_killed_worker_leaves_a_backlog_that_anybody_goes_on_with(void **state)
{
	struct home *h = *state;
	int kills = 0;

	put_off(h, 1, IDS, 1);
	store_close(h->store);
	for (int i = 0; i < KILLS; i++) {
		struct timespec wait = { 0, 4000000L * (i + 1) };
		pid_t child = home_fork(h, work_until_killed, i);

		nanosleep(&wait, NULL);
		kill(child, SIGKILL);
		kills += home_wait(child) == 128 + SIGKILL;
		h->store = home_open(h);
		assert_int_equal(hits(h, "ばり"), IDS);
		assert_int_equal(findings(h), 0);
		store_close(h->store);
	}
	assert_true(kills > 0);
	h->store = home_open(h);
	work_off(h);
	assert_int_equal(hits(h, "ばり"), IDS);
	assert_int_equal(findings(h), 0);
}

static void
a_backup_brings_its_backlog_back(void **state)
{
	struct home *h = *state;
	const struct store_options options = {
		.home = h->path,
		.clock = &h->clock,
		.migrations = h->migrations,
		.migration_count = h->migration_count,
	};
	const struct actor actor = { 0, "tanaka", "session", "cli" };

	put_off(h, 1, 300, 1);
	AUTO_FREE char *backup = backup_make(h->store, "day", &h->e);
	assert_non_null(backup);
	work_off(h);
	store_close(h->store);
	AUTO_FREE char *kept =
		restore_run(&(struct restore_order){ &options, &actor, backup, NULL }, &h->e);
	if (kept == NULL)
		fail_msg("%s", h->e.msg);
	h->store = home_open(h);
	assert_int_equal(search_behind(h->store), 300);
	assert_int_equal(hits(h, "ばり"), 300);
	work_off(h);
	assert_int_equal(hits(h, "ばり"), 300);
	assert_int_equal(findings(h), 0);
}

static void
the_check_finds_a_backlog_that_is_wrong(void **state)
{
	struct home *h = *state;

	put_off(h, 1, 300, 1);
	assert_int_equal(findings_after(h, "CREATE TABLE kept AS SELECT * FROM search_backlog"), 0);
	assert_int_equal(findings_after(h, "DELETE FROM search_backlog"), 300);
	assert_int_equal(findings_after(h, "INSERT INTO search_backlog SELECT * FROM kept"), 0);
	work_off(h);
	assert_int_equal(findings_after(h, "INSERT INTO search_backlog SELECT * FROM kept"), 300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(what_is_put_off_is_found_at_once_and_in_the_same_order),
		IN_HOME(the_limit_takes_the_lowest_ids_of_index_and_backlog),
		IN_HOME(a_change_or_removal_in_the_backlog_is_a_matter_of_the_key),
		IN_HOME(changed_records_are_put_off_without_their_old_words),
		IN_HOME(removing_all_of_it_leaves_nothing_to_be_found),
		IN_HOME(a_transaction_that_is_rolled_back_puts_nothing_off),
		IN_HOME(a_transaction_that_searches_puts_nothing_off),
		IN_HOME(a_transaction_that_looks_for_whole_texts_goes_on_putting_off),
		IN_HOME(a_whole_text_of_the_same_transaction_is_found),
		IN_HOME(random_changes_and_pieces_answer_as_a_scan_does),
		IN_HOME(a_killed_worker_leaves_a_backlog_that_anybody_goes_on_with),
		IN_HOME(a_backup_brings_its_backlog_back),
		IN_HOME(the_check_finds_a_backlog_that_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
