/* test_migrate.c - an upgrade is whole or has not happened, and a backup lies beside it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home_upgrade.h"

#include <dirent.h>
#include <fcntl.h>

#include "base/auto.h"

static const char step_two[] =
	"CREATE TABLE club (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
	"CREATE TABLE member (id INTEGER PRIMARY KEY,"
	" club_id INTEGER NOT NULL REFERENCES club (id)) STRICT;"
	"INSERT INTO club VALUES (1, 'hibari');"
	"INSERT INTO member VALUES (1, 1);";

/* Rebuilds a table that another refers to, as SQLite's manual says, and takes its time. */
static const char step_three[] =
	"CREATE TABLE club_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER) STRICT;"
	"INSERT INTO club_new SELECT id, name, 0 FROM club;"
	"DROP TABLE club;"
	"ALTER TABLE club_new RENAME TO club;"
	"CREATE TABLE filler (id INTEGER PRIMARY KEY, word TEXT) STRICT;"
	"INSERT INTO filler WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
	" i < 30000) SELECT i, 'word ' || i FROM n;";

static void
make_old(struct home *h)
{
	home_make(h);
	home_add_step(h, "0002-club", step_two);
	store_close(home_open(h));
}

static int
backups(struct home *h, char *newest, size_t size)
{
	DIR *dir = opendir(home_file(h, "backup"));
	const struct dirent *entry;
	int count = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		count++;
		snprintf(newest, size, "%s", entry->d_name);
	}
	if (dir != NULL)
		closedir(dir);
	return count;
}

TEST(an_older_schema_is_refused_without_upgrade)
{
	struct home h;
	char name[256];

	make_old(&h);
	home_add_step(&h, "0003-size", step_three);
	assert_null(home_try(&h, false, false));
	assert_int_equal(h.e.code, ERR_REFUSED);
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "PRAGMA user_version"), 2);
	assert_int_equal(backups(&h, name, sizeof(name)), 0);
	home_remove(&h);
}

TEST(an_upgrade_is_done_after_a_backup_of_the_old)
{
	struct home h;
	struct stat st;
	char name[256], path[300];

	make_old(&h);
	home_add_step(&h, "0003-size", step_three);
	home_add_step(&h, "0004-note", "ALTER TABLE club ADD COLUMN note TEXT");
	struct store *s = home_try(&h, false, true);
	assert_non_null(s);
	assert_int_equal(store_get_int(s, "PRAGMA user_version", 0, -1), 4);
	assert_int_equal(store_get_int(s, "SELECT size FROM club WHERE id = 1", 0, -1), 0);
	assert_int_equal(store_get_int(s, "SELECT count(*) FROM migration", 0, -1), 4);
	assert_int_equal(store_get_int(s, "PRAGMA foreign_keys", 0, -1), 1);
	assert_int_equal(store_get_int(s,
				       "SELECT count(*) FROM audit WHERE detail LIKE "
				       "'%-migration.db%' AND object_type = 'migration'",
				       0, -1),
			 2);
	store_close(s);

	assert_int_equal(backups(&h, name, sizeof(name)), 1);
	snprintf(path, sizeof(path), "backup/%s", name);
	assert_int_equal(stat(home_file(&h, path), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(ask(home_file(&h, path), "PRAGMA user_version"), 2);
	assert_int_equal(ask(home_file(&h, path), "SELECT count(*) FROM member"), 1);
	store_close(home_try(&h, false, true)); /* no second upgrade, no second backup */
	assert_int_equal(backups(&h, name, sizeof(name)), 1);
	home_remove(&h);
}

static void
failing_step_changes_nothing(const char *sql, enum err_code code)
{
	struct home h;
	char name[64];
	int64_t before;

	make_old(&h);
	before = ask(home_file(&h, "madoguchi.db"), "SELECT count(*) FROM sqlite_schema");
	home_add_step(&h, "0003-broken", sql);
	assert_null(home_try(&h, false, true));
	assert_int_equal(h.e.code, code);
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "PRAGMA user_version"), 2);
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "SELECT count(*) FROM sqlite_schema"),
			 before);
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "SELECT count(*) FROM club"), 1);
	/* However often it is tried, no copy of what still stands is left behind. */
	assert_null(home_try(&h, false, true));
	assert_int_equal(backups(&h, name, sizeof(name)), 0);
	h.migration_count = 2;
	store_close(home_open(&h));
	home_remove(&h);
}

TEST(a_step_that_fails_in_its_middle_changes_nothing)
{
	failing_step_changes_nothing("CREATE TABLE x (a); INSERT INTO nowhere VALUES (1);", ERR_IO);
	failing_step_changes_nothing("CREATE TABLE x (a); INSERT INTO club VALUES (1, 'double');",
				     ERR_REFUSED);
}

TEST(a_step_that_leaves_references_to_nothing_changes_nothing)
{
	failing_step_changes_nothing("CREATE TABLE x (a); DELETE FROM club;", ERR_DAMAGED);
}

TEST(without_a_backup_there_is_no_upgrade)
{
	struct home h;

	make_old(&h);
	home_add_step(&h, "0003-size", step_three);
	close(open(home_file(&h, "backup"), O_CREAT | O_WRONLY,
		   0600)); /* a file where the folder goes */
	assert_null(home_try(&h, false, true));
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "PRAGMA user_version"), 2);
	home_remove(&h);
}

static bool
killed_upgrade(int64_t ns)
{
	struct home h;

	make_old(&h);
	home_add_step(&h, "0003-size", step_three);
	upgrade_for(&h, ns);
	int64_t version = ask(home_file(&h, "madoguchi.db"), "PRAGMA user_version");
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "SELECT count(*) FROM filler"),
			 version == 3 ? 30000 : -1);
	assert_int_equal(ask(home_file(&h, "madoguchi.db"), "SELECT count(*) FROM migration"),
			 version);
	struct store *s = home_try(&h, false, true);
	assert_non_null(s);
	assert_int_equal(store_get_int(s, "PRAGMA user_version", 0, -1), 3);
	store_close(s);
	home_remove(&h);
	return version == 3;
}

TEST(a_killed_upgrade_leaves_the_old_schema_or_the_new)
{
	struct home h;

	make_old(&h);
	home_add_step(&h, "0003-size", step_three);
	int64_t whole = upgrade_for(&h, 0);
	home_remove(&h);
	kill_upgrades(whole, killed_upgrade);
}

static void
report_finding(void *ctx, const char *finding)
{
	int *count = ctx;

	assert_true(finding[0] != '\0');
	++*count;
}

TEST(a_step_that_was_altered_later_is_reported)
{
	struct home h;
	int findings = 0;

	make_old(&h);
	struct store *s = home_open(&h);
	assert_true(store_check(s, report_finding, &findings, &h.e));
	assert_int_equal(findings, 0);
	store_close(s);
	h.migrations[1].sql = "CREATE TABLE something_else (a)";
	s = home_open(&h);
	assert_true(store_check(s, report_finding, &findings, &h.e));
	assert_int_equal(findings, 1);
	store_close(s);
	home_remove(&h);
}

TEST(a_row_that_refers_to_nothing_is_reported)
{
	struct home h;
	int findings = 0;

	make_old(&h);
	ask(home_file(&h, "madoguchi.db"), "INSERT INTO member VALUES (2, 99) RETURNING 1");
	struct store *s = home_open(&h);
	assert_true(store_check(s, report_finding, &findings, &h.e));
	assert_int_equal(findings, 1);
	store_close(s);
	home_remove(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_older_schema_is_refused_without_upgrade),
		cmocka_unit_test(an_upgrade_is_done_after_a_backup_of_the_old),
		cmocka_unit_test(a_step_that_fails_in_its_middle_changes_nothing),
		cmocka_unit_test(a_step_that_leaves_references_to_nothing_changes_nothing),
		cmocka_unit_test(without_a_backup_there_is_no_upgrade),
		cmocka_unit_test(a_killed_upgrade_leaves_the_old_schema_or_the_new),
		cmocka_unit_test(a_step_that_was_altered_later_is_reported),
		cmocka_unit_test(a_row_that_refers_to_nothing_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
