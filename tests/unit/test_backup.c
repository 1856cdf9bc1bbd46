/* test_backup.c - a backup is whole, checked, private, and opens as a desk. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <utime.h>

#include "base/auto.h"
#include "store/backup.h"

static const char tables[] =
	"CREATE TABLE entry (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;"
	"CREATE TABLE twin (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;"
	"CREATE INDEX entry_word ON entry (word);"
	"INSERT INTO entry WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
	" i < 2000) SELECT i, 'word ' || i FROM n;";

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

static void
report_finding(void *ctx, const char *finding)
{
	(void)ctx;
	fail_msg("%s", finding);
}

static int
files_in_backup(struct home *h)
{
	DIR *dir = opendir(home_file(h, "backup"));
	const struct dirent *entry;
	int count = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		count += entry->d_name[0] != '.';
	if (dir != NULL)
		closedir(dir);
	return count;
}

static void
a_backup_opens_as_a_desk_with_everything_in_it(void **state)
{
	struct home *h = *state;
	struct home copy;
	struct stat st;
	AUTO_FREE char *path = backup_make(h->store, "day", &h->e);

	assert_non_null(path);
	assert_string_equal(strrchr(path, '/'), "/20261120-143200-day.db");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(files_in_backup(h), 1);

	home_make(&copy);
	home_add_step(&copy, "0002-entry", tables);
	assert_int_equal(rename(path, home_file(&copy, "madoguchi.db")), 0);
	struct store *s = home_open(&copy);
	assert_int_equal(store_get_int(s, "SELECT count(*) FROM entry", 0, -1), 2000);
	assert_true(home_run(&copy, s, "DELETE FROM entry WHERE id = 1"));
	store_close(s);
	home_remove(&copy);
}

static void
a_backup_can_be_copied_over_a_desk_that_was_closed(void **state)
{
	struct home *h = *state;
	struct stat st;
	AUTO_FREE char *path = backup_make(h->store, "day", &h->e);

	assert_true(home_run(h, h->store, "DELETE FROM entry"));
	assert_true(home_run(h, h->store, "INSERT INTO entry VALUES (1, 'after the backup')"));
	store_close(h->store);
	assert_int_equal(stat(home_file(h, "madoguchi.db-wal"), &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(rename(path, home_file(h, "madoguchi.db")), 0);
	h->store = home_open(h);
	assert_int_equal(store_get_int(h->store, "SELECT count(*) FROM entry", 0, -1), 2000);
	assert_true(store_check(h->store, report_finding, NULL, &h->e));
}

static void
a_second_backup_of_the_same_second_gets_another_name(void **state)
{
	struct home *h = *state;
	AUTO_FREE char *one = backup_make(h->store, "day", &h->e);
	AUTO_FREE char *two = backup_make(h->store, "day", &h->e);

	assert_non_null(one);
	assert_non_null(two);
	assert_string_not_equal(one, two);
	assert_int_equal(files_in_backup(h), 2);
	assert_int_equal(store_get_int(h->store,
				       "SELECT count(*) FROM audit WHERE object_type = "
				       "'backup'",
				       0, -1),
			 2);
}

/* Moves words from one table to the other, always both or none. */
static int
write_for_ever(struct home *h, int pipe_end)
{
	struct store *s = home_open(h);

	for (int i = 1;; i = i % 2000 + 1) {
		AUTO_TX tx = TX_INIT;
		AUTO_STMT in = STMT_INIT;
		AUTO_STMT out = STMT_INIT;
		if (!tx_begin(&tx, s, &h->e) ||
		    !stmt_open(&in, s,
			       "INSERT INTO twin (word) SELECT word FROM entry WHERE id = ?1",
			       &h->e) ||
		    !stmt_open(&out, s, "DELETE FROM entry WHERE id = ?1", &h->e))
			return 1;
		stmt_bind_int(&in, 1, i);
		stmt_bind_int(&out, 1, i);
		if (!stmt_run(&in, &h->e) || !stmt_run(&out, &h->e) || !tx_commit(&tx, &h->e))
			return 1;
		if (i == 10 && write(pipe_end, "x", 1) != 1)
			return 1;
	}
}

static void
a_backup_beside_a_busy_desk_is_of_one_moment(void **state)
{
	struct home *h = *state;
	int ends[2];
	char c;

	store_close(h->store);
	assert_int_equal(pipe(ends), 0);
	pid_t writer = home_fork(h, write_for_ever, ends[1]);
	assert_int_equal(read(ends[0], &c, 1), 1);
	h->store = home_open(h);
	for (int i = 0; i < 10; i++) {
		AUTO_FREE char *path = backup_make(h->store, "busy", &h->e);
		sqlite3 *db;
		sqlite3_stmt *q;
		if (path == NULL)
			fail_msg("%s", h->e.msg);
		assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
		sqlite3_prepare_v2(db,
				   "SELECT (SELECT count(*) FROM entry) + "
				   "(SELECT count(*) FROM twin)",
				   -1, &q, NULL);
		assert_int_equal(sqlite3_step(q), SQLITE_ROW);
		assert_int_equal(sqlite3_column_int(q, 0), 2000);
		sqlite3_finalize(q);
		sqlite3_close(db);
	}
	kill(writer, SIGKILL);
	home_wait(writer);
	close(ends[0]);
	close(ends[1]);
}

/* Scrambles an index of the live file, which reading it never notices. */
static void
damage_index(struct home *h)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(home_file(h, "madoguchi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				      "PRAGMA writable_schema = ON;"
				      "CREATE TABLE other (id INTEGER PRIMARY KEY, word TEXT);"
				      "CREATE INDEX other_word ON other (word);"
				      "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM "
				      "sqlite_schema WHERE name = 'other_word') WHERE name = "
				      "'entry_word'",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
}

static void
a_copy_that_does_not_pass_its_check_is_not_kept(void **state)
{
	struct home *h = *state;

	damage_index(h);
	assert_null(backup_make(h->store, "day", &h->e));
	assert_int_equal(h->e.code, ERR_DAMAGED);
	assert_int_equal(files_in_backup(h), 0);
}

/* A killed process leaves its unfinished copy; another may be at work on one just now. */
static void
only_a_copy_that_was_left_long_ago_is_cleared_away(void **state)
{
	struct home *h = *state;
	static const char *const parts[] = { "backup/old.db.part",
					     "backup/20261120-053200-day.db.part",
					     "backup/old.db.part-journal" };
	struct utimbuf long_ago = { 0, 0 };
	AUTO_FREE char *first = backup_make(h->store, "first", &h->e);

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		close(open(home_file(h, parts[i]), O_CREAT | O_WRONLY, 0600));
	assert_int_equal(utime(home_file(h, parts[0]), &long_ago), 0);
	AUTO_FREE char *path = backup_make(h->store, "day", &h->e);
	assert_non_null(path);
	assert_int_not_equal(access(home_file(h, parts[0]), F_OK), 0);
	assert_int_equal(access(home_file(h, parts[1]), F_OK), 0);
	assert_int_not_equal(access(home_file(h, parts[2]), F_OK), 0);
	assert_non_null(first);
}

static void
a_full_disk_leaves_no_half_backup(void **state)
{
	struct home *h = *state;
	struct rlimit limit;

	AUTO_FREE char *first = backup_make(h->store, "first", &h->e);
	assert_non_null(first);
	/* SQLite removes its own files, but not where the disk is full to the end. */
	close(open(home_file(h, "backup/20261120-143200-day.db.part-shm"), O_CREAT, 0600));
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_null(backup_make(h->store, "day", &h->e));
	limit.rlim_cur = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(h->e.code, ERR_FULL);
	assert_int_equal(files_in_backup(h), 1);
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, set_up, home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(a_backup_opens_as_a_desk_with_everything_in_it),
		IN_HOME(a_backup_can_be_copied_over_a_desk_that_was_closed),
		IN_HOME(a_second_backup_of_the_same_second_gets_another_name),
		IN_HOME(a_backup_beside_a_busy_desk_is_of_one_moment),
		IN_HOME(a_copy_that_does_not_pass_its_check_is_not_kept),
		IN_HOME(only_a_copy_that_was_left_long_ago_is_cleared_away),
		IN_HOME(a_full_disk_leaves_no_half_backup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
