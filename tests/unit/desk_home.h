/*
 * desk_home.h - a desk on a home of a test's own: a training home at
 * 2026-11-20 14:32, founded, with the clerk 田中 (reception, manager and
 * administrator) signed in. And the few things that every test of a service does.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TEST_DESK_HOME_H
#define TEST_DESK_HOME_H

#include "home.h"

#include <sqlite3.h>

#include "base/mem.h"
#include "desk/centre.h"
#include "desk/desk.h"
#include "desk/record/record.h"
#include "desk/staff.h"
#include "store/stmt.h"

#define DESK_HOME_NOW "2026-11-20T14:32"

struct desk_home {
	struct home home; /* its store stays closed: the desk has one of its own */
	struct desk *desk;
	struct err e; /* of the last refusal that desk_add() and the like met */
};

/* A desk on the home; `os_user` is the account of whoever sits at it. */
static inline struct desk *
desk_home_open(struct desk_home *h, const char *os_user, bool create)
{
	const struct desk_options options = {
		.home = h->home.path,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = os_user,
		.terminal = "pts/3",
		.pinned_now = DESK_HOME_NOW,
		.create = create,
		.training = create,
	};
	struct desk *d = desk_open(&options, &h->e);

	if (d == NULL)
		fail_msg("%s", h->e.msg);
	return d;
}

/* For cmocka's setup and teardown: *state is a struct desk_home. */
static inline int
desk_home_set_up_empty(void **state)
{
	struct desk_home *h = calloc(1, sizeof(*h));

	home_make(&h->home);
	h->desk = desk_home_open(h, "tanaka", true);
	*state = h;
	return 0;
}

static inline int
desk_home_set_up(void **state)
{
	const struct centre_founding founding = {
		.name = "ひばり市市民活動センター",
		.staff_name = "田中",
	};

	desk_home_set_up_empty(state);
	struct desk_home *h = *state;
	if (!centre_found(h->desk, &founding, &h->e))
		fail_msg("%s", h->e.msg);
	return 0;
}

static inline int
desk_home_tear_down(void **state)
{
	struct desk_home *h = *state;

	desk_close(h->desk);
	home_remove(&h->home);
	free(h);
	return 0;
}

/* Moves the desk's clock; "2027-04-01T09:00". */
static inline void
desk_home_clock(struct desk *d, const char *text)
{
	char day[DATE_TEXT_SIZE];
	int minutes;

	snprintf(day, sizeof(day), "%.10s", text);
	assert_true(time_parse(text + 11, &minutes, NULL));
	clock_pin(&d->clock, instant_from_local(date_from_iso(day), minutes));
	desk_refresh(d);
}

/* Changes one stored value of a record that exists, or fails the test. */
static inline void
desk_set(struct desk *d, const char *form, int64_t id, const char *field, const char *value)
{
	struct err e;
	const struct record_save how = { .reason = "test" };
	struct record *r = record_read(d, form_find(d->forms, form), id, &e);

	if (r == NULL)
		fail_msg("%s %lld: %s", form, (long long)id, e.msg);
	record_put(r, field, value);
	if (!record_save(d, r, &how, &e))
		fail_msg("%s %lld: %s", form, (long long)id, e.msg);
	record_free(r);
}

/* Adds a record from pairs of field and stored value; 0 and *e on refusal. */
static inline int64_t
desk_try_add(struct desk *d, struct err *e, const char *form, const char *const *pairs)
{
	const struct record_save how = { .reason = "test" };
	struct record *r = record_new(d, form_find(d->forms, form));

	for (; *pairs != NULL; pairs += 2)
		record_put(r, pairs[0], pairs[1]);
	err_clear(e);
	int64_t id = record_save(d, r, &how, e) ? r->id : 0;
	record_free(r);
	return id;
}

static inline int64_t
desk_add_pairs(struct desk *d, const char *form, const char *const *pairs)
{
	struct err e;
	int64_t id = desk_try_add(d, &e, form, pairs);

	if (id == 0)
		fail_msg("%s: %s: %s", form, e.field, e.msg);
	return id;
}
/* desk_add(d, "group", "name", "合唱団", "kana", "ガッショウダン") */
#define desk_add(d, form, ...) \
	desk_add_pairs(d, form, (const char *const[]){ __VA_ARGS__, NULL })

/* An id as a stored value. Lives until the next call but seven. */
static inline const char *
desk_id(int64_t id)
{
	static char texts[8][24];
	static int turn;
	char *text = texts[turn++ % 8];

	snprintf(text, sizeof(texts[0]), "%lld", (long long)id);
	return text;
}

/* The first value of a query, as text in `a`; NULL for none. */
static inline const char *
desk_query(struct desk *d, struct arena *a, const char *sql, int64_t param)
{
	struct err e;
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, d->store, sql, &e))
		fail_msg("%s: %s", sql, e.msg);
	stmt_bind_int(&q, 1, param);
	return stmt_row(&q, &e) ? arena_strdup(a, stmt_text(&q, 0)) : NULL;
}

/* Around the program and its guards, as a tamperer or a fault would. */
static inline void
desk_home_break(const struct desk_home *h, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(home_file(&h->home, "madoguchi.db"), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static inline const struct form *
the_form(struct desk *d, const char *name)
{
	const struct form *form = form_find(d->forms, name);

	assert_non_null(form);
	return form;
}

#define IN_DESK(name) cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

/* Runs a statement past the services, in a transaction of its own. */
static inline void
desk_home_run(struct desk *d, const char *sql)
{
	struct err e;
	AUTO_TX tx = TX_INIT;
	AUTO_STMT q = STMT_INIT;

	if (!tx_begin(&tx, d->store, &e) || !stmt_open(&q, d->store, sql, &e) ||
	    !stmt_run(&q, &e) || !tx_commit(&tx, &e))
		fail_msg("%s: %s", sql, e.msg);
}

/* Gives an act of an area ("register", "reveal") to the clerk's roles, or takes it. */
static inline void
desk_home_allow(struct desk *d, const char *area, const char *act, bool allowed)
{
	struct err e;
	AUTO_FREE char *sql =
		mem_printf("UPDATE role_right SET is_allowed = %d WHERE area = '%s' AND act = '%s'"
			   " AND role IN ('manager', 'reception', 'administrator')",
			   allowed, area, act);

	desk_home_run(d, sql);
	assert_true(staff_read_rights(d, &e));
}

#endif
