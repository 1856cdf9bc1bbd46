/* test_tx.c - transactions: nested, contested, killed, on a full disk. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include "base/rand.h"
#include "store/once.h"

#define DESKS       8
#define ADDITIONS   400
#define KILL_ROUNDS 25
#define WRITERS     4

static const char tables[] =
	"CREATE TABLE entry (id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE,"
	" desk INTEGER NOT NULL, word TEXT NOT NULL) STRICT;";

static int
set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));

	home_make(h);
	home_add_step(h, "0002-entry", tables);
	h->store = home_open(h);
	*state = h;
	return 0;
}

static int64_t
count(struct store *s)
{
	return store_get_int(s, "SELECT count(*) FROM entry", 0, -1);
}

/* Adds the next number; inside a transaction that is open. */
static bool
add_entry(struct store *s, int desk, const char *word, struct err *e)
{
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, s,
		       "INSERT INTO entry (number, desk, word) "
		       "SELECT coalesce(max(number), 0) + 1, ?1, ?2 FROM entry",
		       e))
		return false;
	stmt_bind_int(&q, 1, desk);
	stmt_bind_text(&q, 2, word);
	return stmt_run(&q, e);
}

static void
what_is_not_committed_is_not_there(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;

	assert_false(tx_is_open(h->store));
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(tx_is_open(h->store));
	assert_true(add_entry(h->store, 1, "a", &h->e));
	tx_rollback(&tx);
	assert_int_equal(count(h->store), 0);
	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "a", &h->e));
	assert_true(tx_commit(&tx, &h->e));
	tx_rollback(&tx);
	assert_false(tx_is_open(h->store));
	assert_int_equal(count(h->store), 1);
}

static bool
leaves_early(struct home *h)
{
	AUTO_TX tx = TX_INIT;

	return tx_begin(&tx, h->store, &h->e) && add_entry(h->store, 1, "a", &h->e) && false;
}

static void
leaving_a_function_rolls_back(void **state)
{
	struct home *h = *state;

	assert_false(leaves_early(h));
	assert_false(tx_is_open(h->store));
	assert_int_equal(count(h->store), 0);
}

static void
an_inner_transaction_can_be_rolled_back_alone(void **state)
{
	struct home *h = *state;
	struct tx outer = TX_INIT, inner = TX_INIT, innermost = TX_INIT;

	assert_true(tx_begin(&outer, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "kept", &h->e));
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "lost", &h->e));
	assert_true(tx_begin(&innermost, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "lost with its outer one", &h->e));
	assert_true(tx_commit(&innermost, &h->e));
	tx_rollback(&inner);
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "kept", &h->e));
	assert_true(tx_commit(&inner, &h->e));
	assert_true(tx_commit(&outer, &h->e));
	assert_int_equal(count(h->store), 2);
	assert_int_equal(
		store_get_int(h->store, "SELECT count(*) FROM entry WHERE word = 'kept'", 0, -1),
		2);
}

static void
an_outer_rollback_takes_the_inner_ones_with_it(void **state)
{
	struct home *h = *state;
	struct tx outer = TX_INIT, inner = TX_INIT;

	assert_true(tx_begin(&outer, h->store, &h->e));
	assert_true(tx_begin(&inner, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "a", &h->e));
	assert_true(tx_commit(&inner, &h->e));
	tx_rollback(&outer);
	assert_int_equal(count(h->store), 0);
}

static void
a_refused_statement_leaves_the_transaction_usable(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;
	struct stmt q = STMT_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(add_entry(h->store, 1, "a", &h->e));
	assert_true(stmt_open(&q, h->store, "INSERT INTO entry VALUES (9, 1, 1, 'double')", &h->e));
	assert_false(stmt_run(&q, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	stmt_done(&q);
	assert_true(add_entry(h->store, 1, "b", &h->e));
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(count(h->store), 2);
}

static void
another_version_of_the_schema_stops_writing(void **state)
{
	struct home *h = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(home_file(h, "madoguchi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 3", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_false(home_run(h, h->store, "DELETE FROM entry"));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_false(tx_is_open(h->store));
}

static int
run_desk(struct home *h, int desk)
{
	struct store *s = home_open(h);

	for (int i = 0; i < ADDITIONS; i++) {
		AUTO_TX tx = TX_INIT;
		if (!tx_begin(&tx, s, &h->e) || !add_entry(s, desk, "x", &h->e) ||
		    !tx_commit(&tx, &h->e))
			return 1;
	}
	store_close(s);
	return 0;
}

/* Every desk succeeds every time, so there was no busy message either. */
static void
eight_desks_number_without_gap_and_without_double(void **state)
{
	struct home *h = *state;
	pid_t desks[DESKS];

	store_close(h->store);
	for (int i = 0; i < DESKS; i++)
		desks[i] = home_fork(h, run_desk, i);
	for (int i = 0; i < DESKS; i++)
		assert_int_equal(home_wait(desks[i]), 0);
	h->store = home_open(h);
	assert_int_equal(count(h->store), DESKS * ADDITIONS);
	assert_int_equal(store_get_int(h->store, "SELECT max(number) FROM entry", 0, -1),
			 DESKS * ADDITIONS);
}

/* What a writer tells the test: that it begins a command, and that the command was committed. */
struct word {
	char key[ONCE_KEY_SIZE];
	bool is_done;
};

/* A command as the desk runs them: once, however often it is repeated with its key. */
static bool
run_command(struct store *s, const char *key, struct err *e)
{
	AUTO_TX tx = TX_INIT;
	int64_t result = 0;

	if (!tx_begin(&tx, s, e) || !once_find(&tx, key, &result, e))
		return false;
	if (result != 0)
		return true;
	return add_entry(s, 0, key, e) && once_keep(&tx, key, store_last_id(s), e) &&
	       tx_commit(&tx, e);
}

static int
write_until_killed(struct home *h, int pipe_end)
{
	struct store *s = home_open(h);

	for (;;) {
		struct word word = { .is_done = false };
		once_new_key(word.key);
		if (write(pipe_end, &word, sizeof(word)) != sizeof(word) ||
		    !run_command(s, word.key, &h->e))
			return 1;
		word.is_done = true;
		if (write(pipe_end, &word, sizeof(word)) != sizeof(word))
			return 1;
	}
}

/* Lets four writers run until `words` of theirs have come, then kills all; returns what they said.
 */
static int
round_of_killing(struct home *h, int words, struct word *said, int room)
{
	pid_t writers[WRITERS];
	int ends[2], n = 0;

	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < WRITERS; i++)
		writers[i] = home_fork(h, write_until_killed, ends[1]);
	while (n < words && read(ends[0], &said[n], sizeof(said[n])) == sizeof(said[n]))
		n++;
	for (int i = 0; i < WRITERS; i++)
		kill(writers[i], SIGKILL);
	for (int i = 0; i < WRITERS; i++)
		assert_int_equal(home_wait(writers[i]), 128 + SIGKILL);
	close(ends[1]);
	while (n < room && read(ends[0], &said[n], sizeof(said[n])) == sizeof(said[n]))
		n++;
	close(ends[0]);
	assert_in_range(n, words, room - 1);
	return n;
}

static int64_t
times_done(struct store *s, const char *key)
{
	AUTO_STMT q = STMT_INIT;

	assert_true(stmt_open(&q, s, "SELECT count(*) FROM entry WHERE word = ?1", NULL));
	stmt_bind_text(&q, 1, key);
	assert_true(stmt_row(&q, NULL));
	return stmt_int(&q, 0);
}

static void
kill_9_loses_no_acknowledged_write_and_a_repeat_does_nothing_twice(void **state)
{
	struct home *h = *state;
	enum { ROOM = 6000 };
	struct word *said = calloc(ROOM, sizeof(*said));
	struct rand r;

	rand_init(&r, 20261120);
	for (int round = 0; round < KILL_ROUNDS; round++) {
		store_close(h->store);
		int n = round_of_killing(h, 1 + rand_below(&r, 200), said, ROOM);
		h->store = home_open(h);
		for (int i = 0; i < n; i++) {
			if (said[i].is_done)
				assert_int_equal(times_done(h->store, said[i].key), 1);
		}
		for (int i = 0; i < n; i++) {
			assert_true(run_command(h->store, said[i].key, &h->e));
			assert_int_equal(times_done(h->store, said[i].key), 1);
		}
		assert_int_equal(store_get_int(h->store, "SELECT max(number) FROM entry", 0, -1),
				 count(h->store));
	}
	free(said);
}

static void
limit_files(const struct home *h, rlim_t more)
{
	struct stat st;
	struct rlimit limit;

	assert_int_equal(stat(home_file(h, "madoguchi.db-wal"), &st), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = more == 0 ? limit.rlim_max : (rlim_t)st.st_size + more;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
report_finding(void *ctx, const char *finding)
{
	(void)ctx;
	fail_msg("%s", finding);
}

/* Adds rows until something fails; the number of rows, with h->e. */
static int
add_until_full(struct home *h, struct tx *tx, int most)
{
	static char word[4001];
	int added = 0;

	memset(word, 'x', sizeof(word) - 1);
	assert_true(tx_begin(tx, h->store, &h->e));
	while (added < most && add_entry(h->store, 1, word, &h->e))
		added++;
	return added;
}

static void
a_full_disk_is_said_and_leaves_nothing_half_written(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;

	signal(SIGXFSZ, SIG_IGN);
	assert_true(home_run(h, h->store, "INSERT INTO entry VALUES (1, 1, 1, 'before')"));

	/* the disk is full when the transaction commits */
	limit_files(h, 3000);
	assert_int_equal(add_until_full(h, &tx, 10), 10);
	assert_false(tx_commit(&tx, &h->e));
	assert_int_equal(h->e.code, ERR_FULL);
	assert_false(tx_is_open(h->store));
	assert_int_equal(count(h->store), 1);

	/* the disk is full in the middle, when the cache overflows into the log */
	limit_files(h, 100000);
	int added = add_until_full(h, &tx, 10000);
	assert_in_range(added, 100, 9999);
	assert_int_equal(h->e.code, ERR_FULL);
	err_clear(&h->e);
	assert_false(tx_commit(&tx, &h->e));
	assert_int_equal(h->e.code, ERR_FULL);
	assert_int_equal(count(h->store), 1);

	/* there is room again */
	limit_files(h, 0);
	assert_int_equal(add_until_full(h, &tx, 1000), 1000);
	assert_true(tx_commit(&tx, &h->e));
	assert_int_equal(count(h->store), 1001);
	assert_true(store_check(h->store, report_finding, NULL, &h->e));
}

static void
after_a_lost_transaction_nothing_writes_outside_it(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT, inner = TX_INIT;
	struct stmt q = STMT_INIT;

	signal(SIGXFSZ, SIG_IGN);
	limit_files(h, 100000);
	add_until_full(h, &tx, 10000);
	limit_files(h, 0);
	assert_true(stmt_open(&q, h->store, "INSERT INTO entry VALUES (1, 1, 1, 'after')", &h->e));
	bool written = stmt_run(&q, &h->e);
	stmt_done(&q);
	if (!written)
		assert_false(tx_begin(&inner, h->store, &h->e));
	tx_rollback(&inner);
	tx_rollback(&tx);
	assert_int_equal(count(h->store), 0);
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, set_up, home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(what_is_not_committed_is_not_there),
		IN_HOME(leaving_a_function_rolls_back),
		IN_HOME(an_inner_transaction_can_be_rolled_back_alone),
		IN_HOME(an_outer_rollback_takes_the_inner_ones_with_it),
		IN_HOME(a_refused_statement_leaves_the_transaction_usable),
		IN_HOME(another_version_of_the_schema_stops_writing),
		IN_HOME(eight_desks_number_without_gap_and_without_double),
		IN_HOME(kill_9_loses_no_acknowledged_write_and_a_repeat_does_nothing_twice),
		IN_HOME(a_full_disk_is_said_and_leaves_nothing_half_written),
		IN_HOME(after_a_lost_transaction_nothing_writes_outside_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
