/*
 * test_restore.c - a backup comes back whole or not at all, the former database is
 * kept, and no desk is open meanwhile.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/time.h>

#include "base/auto.h"
#include "base/mem.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/queue.h"
#include "store/restore.h"

static const char tables[] =
	"CREATE TABLE entry (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;"
	"INSERT INTO entry WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
	" i < 2000) SELECT i, 'word ' || i FROM n;";

struct scene {
	struct home home; /* closed; its database holds one entry more than the backup */
	char *backup;
};

static void
sit_down(struct home *h)
{
	h->store = home_open(h);
}

static void
stand_up(struct home *h)
{
	store_close(h->store);
	h->store = NULL;
}

static int
set_up(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct home *h = &s->home;

	home_make(h);
	home_add_step(h, "0002-entry", tables);
	sit_down(h);
	s->backup = backup_make(h->store, "day", &h->e);
	assert_non_null(s->backup);
	assert_true(home_run(h, h->store, "INSERT INTO entry VALUES (2001, 'after the backup')"));
	stand_up(h);
	*state = s;
	return 0;
}

static int
tear_down(void **state)
{
	struct scene *s = *state;

	store_close(s->home.store);
	home_remove(&s->home);
	free(s->backup);
	free(s);
	return 0;
}

/* NULL and the home's error on refusal; the caller frees. */
static char *
bring_back(struct home *h, const char *file)
{
	const struct store_options options = {
		.home = h->path,
		.clock = &h->clock,
		.migrations = h->migrations,
		.migration_count = h->migration_count,
	};
	const struct actor actor = { 0, "tanaka", "session", "cli" };

	err_clear(&h->e);
	return restore_run(&(struct restore_order){ &options, &actor, file, NULL }, &h->e);
}

static int64_t
count_entries(struct home *h)
{
	sit_down(h);
	int64_t count = store_get_int(h->store, "SELECT count(*) FROM entry", 0, -1);
	stand_up(h);
	return count;
}

static void
assert_refused(struct scene *s, const char *file, enum err_code code, const char *words)
{
	char *kept = bring_back(&s->home, file);

	assert_null(kept);
	assert_int_equal(s->home.e.code, code);
	if (!strstr(s->home.e.msg, words))
		fail_msg("\"%s\" does not say \"%s\"", s->home.e.msg, words);
	assert_int_equal(access(home_file(&s->home, "workshop.tmp"), F_OK), -1);
	if (!s->home.store)
		assert_int_equal(count_entries(&s->home), 2001);
}

/* Past the program and its guards. */
static void
run_raw(const char *path, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static void
overwrite(const char *path, long from, int bytes)
{
	FILE *f = fopen(path, "r+b");

	assert_non_null(f);
	fseek(f, from, SEEK_SET);
	for (int i = 0; i < bytes; i++)
		fputc(0xA5, f);
	assert_int_equal(fclose(f), 0);
}

static void
note_fault(void *ctx, int64_t seq, bool is_fault, const char *finding)
{
	(void)ctx;
	if (is_fault)
		fail_msg("row %lld: %s", (long long)seq, finding);
}

static void
the_backup_stands_in_the_place_of_the_database_which_is_kept(void **state)
{
	struct scene *s = *state;
	struct home *h = &s->home;
	AUTO_FREE char *kept = bring_back(h, s->backup);

	assert_non_null(kept);
	assert_non_null(strstr(kept, "/backup/20261120-143200-replaced.db"));
	assert_int_equal(count_entries(h), 2000);
	AUTO_FREE char *again = bring_back(h, kept); /* what was kept is a backup itself */
	assert_non_null(again);
	assert_int_equal(count_entries(h), 2001);
}

static void
bringing_back_is_the_next_row_of_the_audit(void **state)
{
	struct scene *s = *state;
	struct home *h = &s->home;
	AUTO_FREE char *kept = bring_back(h, s->backup);
	AUTO_STMT q = STMT_INIT;

	assert_non_null(kept);
	sit_down(h);
	assert_true(stmt_open(&q, h->store,
			      "SELECT object_type, os_user, json_extract(detail, '$.restored'),"
			      " json_extract(detail, '$.kept') FROM audit"
			      " ORDER BY seq DESC LIMIT 1",
			      &h->e));
	assert_true(stmt_row(&q, &h->e));
	assert_string_equal(stmt_text(&q, 0), "restore");
	assert_string_equal(stmt_text(&q, 1), "tanaka");
	assert_string_equal(stmt_text(&q, 2), "20261120-143200-day.db");
	assert_string_equal(stmt_text(&q, 3), "20261120-143200-replaced.db");
	assert_true(audit_verify(h->store, NULL, note_fault, NULL, &h->e));
}

static void
nothing_is_brought_back_while_a_desk_is_open(void **state)
{
	struct scene *s = *state;

	sit_down(&s->home);
	assert_refused(s, s->backup, ERR_BUSY, "A desk is open");
}

static void
no_desk_opens_while_a_backup_is_brought_back(void **state)
{
	struct scene *s = *state;
	struct home *h = &s->home;
	struct queue *alone = queue_open_alone(home_file(h, "madoguchi.db.lock"), &h->e);

	assert_non_null(alone);
	assert_null(home_try(h, false, false));
	assert_int_equal(h->e.code, ERR_BUSY);
	queue_close(alone);
	assert_int_equal(count_entries(h), 2001);
}

static void
a_damaged_backup_is_refused_wherever_the_damage_is(void **state)
{
	struct scene *s = *state;
	struct stat st;

	assert_int_equal(stat(s->backup, &st), 0);
	for (off_t at = st.st_size - 4096; at > 0; at -= 4096) {
		overwrite(s->backup, at, 600); /* the end of the page stays */
		assert_refused(s, s->backup, ERR_DAMAGED, "The backup /");
	}
	overwrite(s->backup, 0, 100);
	assert_refused(s, s->backup, ERR_DAMAGED, "The backup /");
	assert_int_equal(truncate(s->backup, 5000), 0);
	assert_refused(s, s->backup, ERR_DAMAGED, "The backup /");
	assert_int_equal(truncate(s->backup, 0), 0);
	assert_refused(s, s->backup, ERR_DAMAGED, "The backup /");
}

static void
a_backup_with_a_broken_audit_chain_is_refused(void **state)
{
	struct scene *s = *state;

	run_raw(s->backup,
		"CREATE TEMP TABLE guard AS SELECT sql FROM sqlite_schema"
		" WHERE name = 'audit_is_never_changed';"
		"PRAGMA writable_schema = ON;"
		"DROP TRIGGER audit_is_never_changed;"
		"UPDATE audit SET os_user = 'nobody' WHERE seq = 1;"
		"INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)"
		" SELECT 'trigger', 'audit_is_never_changed', 'audit', 0, sql FROM guard;");
	assert_refused(s, s->backup, ERR_DAMAGED, "damaged (");
}

static void
a_backup_of_a_newer_program_is_refused(void **state)
{
	struct scene *s = *state;

	run_raw(s->backup, "PRAGMA user_version = 99");
	assert_refused(s, s->backup, ERR_REFUSED, "newer");
}

static void
what_is_no_backup_is_refused(void **state)
{
	struct scene *s = *state;

	assert_refused(s, home_file(&s->home, "nothing.db"), ERR_NOT_FOUND, "nothing.db");
	assert_refused(s, home_file(&s->home, "backup"), ERR_REFUSED, "regular");
	assert_refused(s, home_file(&s->home, "madoguchi.db"), ERR_REFUSED, "in use");
}

static void
a_backup_of_an_older_program_is_brought_up_to_date(void **state)
{
	struct scene *s = *state;
	struct home *h = &s->home;

	home_add_step(h, "0003-more", "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;");
	AUTO_FREE char *kept = bring_back(h, s->backup);
	assert_non_null(kept);
	sit_down(h);
	assert_int_equal(store_get_int(h->store, "PRAGMA user_version", 0, -1), 3);
	assert_int_equal(store_get_int(h->store, "SELECT count(*) FROM more", 0, -1), 0);
}

static void
a_damaged_or_missing_database_is_no_hindrance(void **state)
{
	struct scene *s = *state;
	struct home *h = &s->home;

	overwrite(home_file(h, "madoguchi.db"), 0, 5000);
	AUTO_FREE char *kept = bring_back(h, s->backup);
	assert_non_null(kept);
	assert_int_equal(access(kept, F_OK), 0);
	assert_int_equal(count_entries(h), 2000);
	assert_int_equal(unlink(home_file(h, "madoguchi.db")), 0);
	AUTO_FREE char *none = bring_back(h, s->backup);
	assert_string_equal(none, "");
	assert_int_equal(count_entries(h), 2000);
}

enum { MINUTE_US = 60000000 };

/* The process ends by itself after so many microseconds, wherever it is then. */
static int
bring_back_and_die(struct home *h, int us)
{
	const struct itimerval end = { .it_value = { us / 1000000, us % 1000000 } };
	AUTO_FREE char *backup = mem_strdup(home_file(h, "backup/20261120-143200-day.db"));

	signal(SIGALRM, SIG_DFL);
	setitimer(ITIMER_REAL, &end, NULL);
	AUTO_FREE char *kept = bring_back(h, backup);
	return kept ? 0 : 1;
}

static void
a_kill_in_the_middle_leaves_the_one_or_the_other(void **state)
{
	struct scene *s = *state;
	struct home *h = &s->home;
	int killed = 0, status = -1;

	/* Step by step where a machine is mostly done; where it is slow, in longer ones. */
	for (int us = 200; us < MINUTE_US && status != 0; us += us < 50000 ? 200 : us / 4) {
		status = home_wait(home_fork(h, bring_back_and_die, us));
		assert_true(status == 0 || status == 128 + SIGALRM);
		killed += status != 0;
		sit_down(h);
		int64_t count = store_get_int(h->store, "SELECT count(*) FROM entry", 0, -1);
		assert_true(count == 2000 || (status != 0 && count == 2001));
		assert_true(audit_verify(h->store, NULL, note_fault, NULL, &h->e));
		stand_up(h);
	}
	assert_int_equal(status, 0);
	assert_true(killed > 3);
	assert_int_equal(access(home_file(h, "workshop.tmp"), F_OK), -1);
}

#define scene_test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scene_test(the_backup_stands_in_the_place_of_the_database_which_is_kept),
		scene_test(bringing_back_is_the_next_row_of_the_audit),
		scene_test(nothing_is_brought_back_while_a_desk_is_open),
		scene_test(no_desk_opens_while_a_backup_is_brought_back),
		scene_test(a_damaged_backup_is_refused_wherever_the_damage_is),
		scene_test(a_backup_with_a_broken_audit_chain_is_refused),
		scene_test(a_backup_of_a_newer_program_is_refused),
		scene_test(what_is_no_backup_is_refused),
		scene_test(a_backup_of_an_older_program_is_brought_up_to_date),
		scene_test(a_damaged_or_missing_database_is_no_hindrance),
		scene_test(a_kill_in_the_middle_leaves_the_one_or_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
