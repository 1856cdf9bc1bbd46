/*
 * search_home.h - a home whose store has the tables of the search: its own first step,
 * and as the second the one that makes the backlog.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_SEARCH_HOME_H
#define TEST_SEARCH_HOME_H

#include "home.h"

#include <sqlite3.h>

#include "store/search.h"

#define MANY 5000 /* more than any test puts in */

/* The program's own step of that name as the next of the home's. */
static inline void
search_home_add_step(struct home *h, const char *name)
{
	int before = h->migration_count;

	for (int i = 0; i < embed_migration_count; i++)
		if (strstr(embed_migrations[i].name, name) != NULL)
			home_add_step(h, name, embed_migrations[i].sql);
	assert_int_equal(h->migration_count, before + 1);
}

static inline void
search_home_make(struct home *h)
{
	home_make(h);
	search_home_add_step(h, "search-backlog");
}

static inline int
search_set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));

	search_home_make(h);
	h->store = home_open(h);
	*state = h;
	return 0;
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, search_set_up, home_tear_down)

static inline int
find(struct home *h, const char *type, const char *needle, int64_t *ids, int limit)
{
	int n = search_find(h->store, type, needle, ids, limit, &h->e);

	if (n < 0)
		fail_msg("%s: %s", needle, h->e.msg);
	return n;
}

static inline int
hits(struct home *h, const char *needle)
{
	int64_t ids[MANY];

	return find(h, "group", needle, ids, MANY);
}

static inline void
count_finding(void *ctx, const char *finding)
{
	int *count = ctx;

	assert_true(finding[0] != '\0');
	++*count;
}

static inline int
findings(struct home *h)
{
	int faults = 0;

	assert_true(search_check(h->store, count_finding, &faults, &h->e));
	return faults;
}

/* What `madoguchi check` finds after a statement that went around the program. */
static inline int
findings_after(struct home *h, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(home_file(h, "madoguchi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	return findings(h);
}

#endif
