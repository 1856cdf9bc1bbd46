/* test_store.c - what store_open() makes, takes and refuses. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <fcntl.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "store/stmt.h"
#include "store/tx.h"

/* A store in a fresh home, closed again: its files as a second start finds them. */
static void
make_closed(struct home *h)
{
	home_make(h);
	store_close(home_open(h));
}

static int
mode_of(const struct home *h, const char *name)
{
	struct stat st;

	assert_int_equal(stat(home_file(h, name), &st), 0);
	return st.st_mode & 07777;
}

static void
refused(struct home *h, enum err_code code)
{
	assert_null(home_try(h, false, true));
	assert_int_equal(h->e.code, code);
	assert_true(h->e.msg[0] != '\0');
}

static void
overwrite(const struct home *h, const char *name, long at, const void *bytes, size_t len)
{
	int fd = open(home_file(h, name), O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), len);
	close(fd);
}

/* The whole file, so that a test can show that nothing was written. The caller frees. */
static char *
contents(const struct home *h, const char *name, size_t *len)
{
	FILE *f = fopen(home_file(h, name), "rb");
	char *bytes = malloc(1 << 20);

	assert_non_null(f);
	*len = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	return bytes;
}

static void
files_are_for_the_owner_only_whatever_the_umask(void **state)
{
	struct home h;

	(void)state;
	home_make(&h);
	umask(0);
	struct store *s = home_open(&h);
	static const char *const files[] = { "madoguchi.db", "madoguchi.db-wal", "madoguchi.db-shm",
					     "madoguchi.db.lock" };
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(mode_of(&h, files[i]), 0600);
	store_close(s);
	home_remove(&h);
}

static void
the_folder_is_made_with_mode_0700(void **state)
{
	struct home h;

	(void)state;
	home_make(&h);
	assert_int_equal(rmdir(h.path), 0);
	store_close(home_open(&h));
	assert_int_equal(mode_of(&h, "."), 0700);
	home_remove(&h);
}

static void
a_folder_or_file_that_others_may_read_is_refused(void **state)
{
	struct home h;

	(void)state;
	make_closed(&h);
	assert_int_equal(chmod(h.path, 0750), 0);
	refused(&h, ERR_REFUSED);
	assert_int_equal(chmod(h.path, 0700), 0);
	assert_int_equal(chmod(home_file(&h, "madoguchi.db"), 0640), 0);
	refused(&h, ERR_REFUSED);
	assert_int_equal(chmod(home_file(&h, "madoguchi.db"), 0600), 0);
	store_close(home_open(&h));
	home_remove(&h);
}

static void
a_missing_folder_or_database_is_named(void **state)
{
	struct home h;

	(void)state;
	home_make(&h);
	refused(&h, ERR_NOT_FOUND);
	assert_non_null(strstr(h.e.msg, h.path));
	home_remove(&h);
	refused(&h, ERR_NOT_FOUND);
	assert_non_null(strstr(h.e.msg, h.path));
}

static void
a_second_create_leaves_the_first_desk_alone(void **state)
{
	struct home h;
	size_t before_len, after_len;

	(void)state;
	make_closed(&h);
	char *before = contents(&h, "madoguchi.db", &before_len);
	assert_null(home_try(&h, true, false));
	assert_int_equal(h.e.code, ERR_REFUSED);
	char *after = contents(&h, "madoguchi.db", &after_len);
	assert_int_equal(before_len, after_len);
	assert_memory_equal(before, after, before_len);
	free(before);
	free(after);
	store_close(home_open(&h));
	home_remove(&h);
}

static void
an_interrupted_create_can_be_repeated(void **state)
{
	struct home h;

	(void)state;
	home_make(&h);
	close(open(home_file(&h, "madoguchi.db"), O_CREAT | O_WRONLY, 0600));
	refused(&h, ERR_DAMAGED);
	struct store *s = home_try(&h, true, false);
	assert_non_null(s);
	assert_int_equal(store_get_int(s, "PRAGMA user_version", 0, -1), 1);
	store_close(s);
	home_remove(&h);
}

static void
the_connection_is_durable_and_defensive(void **state)
{
	struct home *h = *state;
	static const struct {
		const char *sql;
		int64_t value;
	} expected[] = {
		{ "PRAGMA synchronous", 2 },
		{ "PRAGMA foreign_keys", 1 },
		{ "PRAGMA trusted_schema", 0 },
		{ "PRAGMA cell_size_check", 1 },
		{ "PRAGMA mmap_size", 0 },
		{ "PRAGMA temp_store", 2 },
		{ "PRAGMA secure_delete", 1 },
		{ "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
		{ "PRAGMA user_version", 1 },
	};

	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		if (store_get_int(h->store, expected[i].sql, 0, -1) != expected[i].value)
			fail_msg("%s", expected[i].sql);
	}
}

static void
statements_cannot_alter_the_schema_or_weaken_the_connection(void **state)
{
	struct home *h = *state;
	static const char *const attempts[] = {
		"CREATE TABLE x (a)",
		"DROP TABLE once",
		"DROP TRIGGER audit_is_never_changed",
		"ALTER TABLE once ADD COLUMN x",
		"ATTACH '/tmp/x.db' AS x",
		"PRAGMA writable_schema = ON",
		"PRAGMA foreign_keys = OFF",
		"PRAGMA synchronous = OFF",
		"PRAGMA user_version = 9",
		"UPDATE audit SET os_user = 'x'",
		"DELETE FROM audit",
		"UPDATE sqlite_schema SET sql = ''",
		"SELECT load_extension('x')",
	};
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->store, &h->e));
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		struct stmt q = STMT_INIT;
		if (stmt_open(&q, h->store, attempts[i], &h->e) && stmt_run(&q, &h->e))
			fail_msg("allowed: %s", attempts[i]);
		stmt_done(&q);
	}
	tx_rollback(&tx);
	assert_int_equal(store_get_int(h->store, "PRAGMA foreign_keys", 0, -1), 1);
}

static void
a_newer_database_is_refused_unchanged(void **state)
{
	struct home h;
	size_t before_len, after_len;
	sqlite3 *db;

	(void)state;
	make_closed(&h);
	assert_int_equal(sqlite3_open(home_file(&h, "madoguchi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	char *before = contents(&h, "madoguchi.db", &before_len);
	refused(&h, ERR_REFUSED);
	assert_non_null(strstr(h.e.msg, "99"));
	char *after = contents(&h, "madoguchi.db", &after_len);
	assert_int_equal(before_len, after_len);
	assert_memory_equal(before, after, before_len);
	free(before);
	free(after);
	home_remove(&h);
}

static void
another_programs_database_is_refused(void **state)
{
	struct home h;
	sqlite3 *db;

	(void)state;
	home_make(&h);
	umask(077);
	assert_int_equal(sqlite3_open(home_file(&h, "madoguchi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE x (a)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	refused(&h, ERR_DAMAGED);
	assert_null(home_try(&h, true, false));
	assert_int_equal(h.e.code, ERR_DAMAGED);
	home_remove(&h);
}

/* Opens a copy of the home's database with some bytes replaced; the file must stay as it was. */
static void
damage_is_found(long at, const char *bytes, size_t len, long cut)
{
	struct home h;
	size_t before_len, after_len;
	sqlite3 *db;

	make_closed(&h);
	/* into the file itself, so that the log does not mend the damage */
	assert_int_equal(sqlite3_open(home_file(&h, "madoguchi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				      "SELECT count(*) FROM sqlite_schema;"
				      "PRAGMA wal_checkpoint(TRUNCATE)",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
	if (cut >= 0)
		assert_int_equal(truncate(home_file(&h, "madoguchi.db"), cut), 0);
	if (len > 0)
		overwrite(&h, "madoguchi.db", at, bytes, len);
	char *before = contents(&h, "madoguchi.db", &before_len);
	refused(&h, ERR_DAMAGED);
	char *after = contents(&h, "madoguchi.db", &after_len);
	assert_int_equal(before_len, after_len);
	assert_memory_equal(before, after, before_len);
	free(before);
	free(after);
	home_remove(&h);
}

static void
a_damaged_file_is_refused_unchanged(void **state)
{
	static const char noise[600] = "This is not what should be here.";

	(void)state;
	damage_is_found(0, noise, 32, -1);    /* no database at all */
	damage_is_found(100, noise, 600, -1); /* the list of tables */
	damage_is_found(0, NULL, 0, 8192);    /* cut */
	damage_is_found(0, NULL, 0, 0);       /* emptied */
	damage_is_found(0, NULL, 0, 50);      /* cut in the head */
}

static void
a_link_in_place_of_the_database_is_refused(void **state)
{
	struct home h;

	(void)state;
	make_closed(&h);
	assert_int_equal(rename(home_file(&h, "madoguchi.db"), home_file(&h, "elsewhere.db")), 0);
	assert_int_equal(symlink("elsewhere.db", home_file(&h, "madoguchi.db")), 0);
	refused(&h, ERR_REFUSED);
	home_remove(&h);
}

static void
a_commit_elsewhere_is_noticed_once(void **state)
{
	struct home *h = *state;
	struct store *other = home_open(h);
	struct tx tx = TX_INIT;
	struct stmt q = STMT_INIT;

	assert_false(store_changed_elsewhere(h->store));
	assert_true(tx_begin(&tx, other, &h->e));
	assert_true(stmt_open(&q, other, "INSERT INTO once VALUES ('k', 1, '')", &h->e));
	assert_true(stmt_run(&q, &h->e));
	stmt_done(&q);
	assert_true(tx_commit(&tx, &h->e));
	assert_true(store_changed_elsewhere(h->store));
	assert_false(store_changed_elsewhere(h->store));
	assert_false(store_changed_elsewhere(other));
	store_close(other);
}

static void
run_in_tx(struct home *h, struct store *s, const char *sql, bool commit)
{
	struct tx tx = TX_INIT;
	struct stmt q = STMT_INIT;

	assert_true(tx_begin(&tx, s, &h->e));
	assert_true(stmt_open(&q, s, sql, &h->e));
	assert_true(stmt_run(&q, &h->e));
	stmt_done(&q);
	if (commit)
		assert_true(tx_commit(&tx, &h->e));
	tx_rollback(&tx);
}

static void
a_moment_lasts_until_somebody_writes(void **state)
{
	struct home *h = *state;
	struct store *other = home_open(h);
	int64_t before = store_moment(h->store);

	assert_int_equal(store_moment(h->store), before);
	run_in_tx(h, other, "INSERT INTO once VALUES ('a', 1, '')", true);
	int64_t after = store_moment(h->store);
	assert_int_not_equal(after, before);
	run_in_tx(h, h->store, "INSERT INTO once VALUES ('b', 1, '')", true);
	assert_int_not_equal(store_moment(h->store), after);
	after = store_moment(h->store);
	run_in_tx(h, other, "INSERT INTO once VALUES ('c', 1, '')", false);
	assert_int_equal(store_moment(h->store), after);
	store_close(other);
}

static void
what_is_read_within_a_transaction_is_never_kept(void **state)
{
	struct home *h = *state;
	struct tx tx = TX_INIT;
	int64_t before = store_moment(h->store);

	assert_true(tx_begin(&tx, h->store, &h->e));
	int64_t within = store_moment(h->store);
	assert_int_not_equal(within, before);
	assert_int_not_equal(store_moment(h->store), within);
	tx_rollback(&tx);
	assert_int_equal(store_moment(h->store), before);
}

static void
a_held_moment_sees_no_later_write(void **state)
{
	static const char count[] = "SELECT count(*) FROM once";
	struct home *h = *state;
	struct store *other = home_open(h);
	struct stmt held = STMT_INIT;

	assert_true(store_hold(&held, h->store, &h->e));
	run_in_tx(h, other, "INSERT INTO once VALUES ('d', 1, '')", true);
	assert_int_equal(store_get_int(h->store, count, 0, -1), 0);
	stmt_done(&held);
	assert_int_equal(store_get_int(h->store, count, 0, -1), 1);
	store_close(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_for_the_owner_only_whatever_the_umask),
		cmocka_unit_test(the_folder_is_made_with_mode_0700),
		cmocka_unit_test(a_folder_or_file_that_others_may_read_is_refused),
		cmocka_unit_test(a_missing_folder_or_database_is_named),
		cmocka_unit_test(a_second_create_leaves_the_first_desk_alone),
		cmocka_unit_test(an_interrupted_create_can_be_repeated),
		cmocka_unit_test_setup_teardown(the_connection_is_durable_and_defensive,
						home_set_up, home_tear_down),
		cmocka_unit_test_setup_teardown(
			statements_cannot_alter_the_schema_or_weaken_the_connection, home_set_up,
			home_tear_down),
		cmocka_unit_test(a_newer_database_is_refused_unchanged),
		cmocka_unit_test(another_programs_database_is_refused),
		cmocka_unit_test(a_damaged_file_is_refused_unchanged),
		cmocka_unit_test(a_link_in_place_of_the_database_is_refused),
		cmocka_unit_test_setup_teardown(a_commit_elsewhere_is_noticed_once, home_set_up,
						home_tear_down),
		cmocka_unit_test_setup_teardown(a_moment_lasts_until_somebody_writes, home_set_up,
						home_tear_down),
		cmocka_unit_test_setup_teardown(what_is_read_within_a_transaction_is_never_kept,
						home_set_up, home_tear_down),
		cmocka_unit_test_setup_teardown(a_held_moment_sees_no_later_write, home_set_up,
						home_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
