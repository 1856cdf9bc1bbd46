/*
 * home.h - a data folder of a test's own, below $TMPDIR, and stores in it. With
 * the first migration alone unless a test brings its own steps.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_HOME_H
#define TEST_HOME_H

#include "test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "embed.h"
#include "store/stmt.h"
#include "store/store.h"
#include "store/tx.h"

struct home {
	char path[256];
	struct clock clock;
	struct store_migration migrations[4];
	int migration_count;
	struct store *store; /* what the setup opened */
	struct err e;
};

/* 2026-11-20 14:32 in Tokyo, where the tests' clocks start. */
#define HOME_NOON INT64_C(1795152720000)

/* A path in the folder. Lives until the next call but three. */
static inline const char *
home_file(const struct home *h, const char *name)
{
	static char paths[4][600];
	static int turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", h->path, name);
	return path;
}

static inline void
home_make(struct home *h)
{
	const char *tmp = getenv("TMPDIR");

	memset(h, 0, sizeof(*h));
	snprintf(h->path, sizeof(h->path), "%s/madoguchi-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	assert_non_null(mkdtemp(h->path));
	clock_pin(&h->clock, HOME_NOON);
	h->migrations[0] = embed_migrations[0];
	h->migration_count = 1;
}

/* One more step of the schema for this test. */
static inline void
home_add_step(struct home *h, const char *name, const char *sql)
{
	int i = h->migration_count++;

	h->migrations[i] = (struct store_migration){ i + 1, name, sql };
}

static inline int
home_remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static inline void
home_remove(struct home *h)
{
	nftw(h->path, home_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Opens with what `h` says; NULL and h->e on refusal. */
static inline struct store *
home_try(struct home *h, bool create, bool upgrade)
{
	const struct store_options options = {
		.home = h->path,
		.clock = &h->clock,
		.migrations = h->migrations,
		.migration_count = h->migration_count,
		.create = create,
		.upgrade = upgrade,
	};

	err_clear(&h->e);
	return store_open(&options, &h->e);
}

/* A new desk's store, or another connection to the one that is there; a clerk has signed in. */
static inline struct store *
home_open(struct home *h)
{
	bool create = access(home_file(h, "madoguchi.db"), F_OK) != 0;
	struct store *s = home_try(h, create, false);

	if (s == NULL)
		fail_msg("%s", h->e.msg);
	store_set_actor(s, &(struct actor){ 7, "tanaka", "session", "pts/3" });
	return s;
}

/* Runs one statement in a transaction of its own. */
static inline bool
home_run(struct home *h, struct store *s, const char *sql)
{
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;

	err_clear(&h->e);
	return tx_begin(&tx, s, &h->e) && stmt_open(&q, s, sql, &h->e) && stmt_run(&q, &h->e) &&
	       tx_commit(&tx, &h->e);
}

/*
 * Starts `run` in a process of its own; its answer is the exit status. No store
 * may be open here: a child would share its locks.
 */
static inline pid_t
home_fork(struct home *h, int (*run)(struct home *h, int number), int number)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(run(h, number));
	return child;
}

static inline int
home_wait(pid_t child)
{
	int status = 0;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* For cmocka's setup and teardown: *state is a struct home with an open store. */
static inline int
home_set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));

	home_make(h);
	h->store = home_open(h);
	*state = h;
	return 0;
}

static inline int
home_tear_down(void **state)
{
	struct home *h = *state;

	store_close(h->store);
	home_remove(h);
	free(h);
	return 0;
}

#endif
