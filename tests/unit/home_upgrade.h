/* home_upgrade.h - upgrades of a home in a process of their own, that may be killed. */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_HOME_UPGRADE_H
#define TEST_HOME_UPGRADE_H

#include "home.h"

#include <signal.h>
#include <sqlite3.h>
#include <time.h>

/* What a single query of a file answers, through a connection of its own. */
static inline int64_t
ask(const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int64_t answer = -1;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		answer = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return answer;
}

static inline int
upgrade_once(struct home *h, int pipe_end)
{
	if (write(pipe_end, "x", 1) != 1)
		return 1;
	store_close(home_try(h, false, true));
	return 0;
}

static inline int64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Starts an upgrade and kills it after `ns`; 0 lets it end. How long it ran. */
static inline int64_t
upgrade_for(struct home *h, int64_t ns)
{
	int ends[2];
	char c;

	assert_int_equal(pipe(ends), 0);
	pid_t child = home_fork(h, upgrade_once, ends[1]);
	assert_int_equal(read(ends[0], &c, 1), 1);
	int64_t start = now_ns();
	while (ns > 0 && now_ns() - start < ns)
		continue;
	if (ns > 0)
		kill(child, SIGKILL);
	home_wait(child);
	close(ends[0]);
	close(ends[1]);
	return now_ns() - start;
}

/*
 * Kills upgrades at moments that are spread over the time that a whole one takes here; the
 * last one never. `killed` makes a home, has it upgraded for so long and says whether it is
 * new then: some must be, and some not.
 */
static inline void
kill_upgrades(int64_t whole, bool (*killed)(int64_t ns))
{
	enum { ROUNDS = 40 };
	int new = 0;

	for (int round = 0; round < ROUNDS; round++) {
		bool is_last = round == ROUNDS - 1;
		new += killed(is_last ? 0 : 1 + whole * round * 3 / 2 / ROUNDS);
	}
	assert_true(new > 0 && new < ROUNDS);
}

#endif
