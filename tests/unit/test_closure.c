/* test_closure.c - closures as they are typed: one day or several, a part, a room. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rooms_home.h"

static void
expect_refused(struct desk_home *h, const char *field, const char *const pairs[])
{
	assert_int_equal(desk_try_add(h->desk, &h->e, "closure", pairs), 0);
	assert_string_equal(h->e.field, field);
}

static void
one_day_needs_to_be_said_once(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = desk_add(h->desk, "closure", "from_day", "2026-12-05", "reason", "選挙",
			      "kind", "election");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT from_day || to_day || counter_only || kind"
				       " FROM closure WHERE id = ?1",
				       id),
			    "2026-12-052026-12-050election");
}

static void
what_cannot_be_is_refused_at_its_field(void **state)
{
	struct desk_home *h = *state;
	const char *const backwards[] = { "from_day", "2026-12-05", "to_day", "2026-12-04",
					  "reason", "選挙", NULL };
	const char *const no_time[] = { "from_day", "2026-12-05", "from_minute", "540",
					"to_minute", "540", "reason", "選挙", NULL };
	const char *const no_reason[] = { "from_day", "2026-12-05", NULL };
	const char *const room[] = { "from_day", "2026-12-05", "room", "ホール", "reason", "選挙",
				     NULL };
	expect_refused(h, "to_day", backwards);
	expect_refused(h, "to_minute", no_time);
	expect_refused(h, "reason", no_reason);
	expect_refused(h, "room", room);
}

/* "540-1440" of a closure. */
static const char *
times_of(struct desk *d, struct arena *a, int64_t id)
{
	return desk_query(d, a,
			  "SELECT from_minute || '-' || to_minute FROM closure WHERE id = ?1",
			  id);
}

static void
a_time_alone_is_until_closing_or_from_opening(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t late = desk_add(h->desk, "closure", "from_day", "2026-12-05", "from_minute",
				"570", "reason", "暴風警報");
	int64_t early = desk_add(h->desk, "closure", "from_day", "2026-12-06", "to_minute",
				 "570", "reason", "暴風警報");
	int64_t whole = desk_add(h->desk, "closure", "from_day", "2026-12-07", "reason", "選挙");
	assert_string_equal(times_of(h->desk, &a, late), "570-1440");
	assert_string_equal(times_of(h->desk, &a, early), "0-570");
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT from_minute IS NULL AND to_minute IS NULL"
				       " FROM closure WHERE id = ?1",
				       whole, 0),
			 1);
}

static void
a_room_is_named_by_its_name_or_its_code(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	rooms_home_load(h, rooms_home_book);
	int64_t id = desk_add(h->desk, "closure", "from_day", "2026-12-05", "room", "ホール",
			      "reason", "選挙");
	assert_string_equal(desk_query(h->desk, &a, "SELECT room FROM closure WHERE id = ?1", id),
			    "hall");
	desk_set(h->desk, "closure", id, "room", "studio");
	assert_string_equal(desk_query(h->desk, &a, "SELECT room FROM closure WHERE id = ?1", id),
			    "studio");
}

static void
a_closure_of_a_room_that_is_none_is_refused(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = { "from_day", "2026-12-05", "room", "hal", "reason", "選挙",
				      NULL };
	rooms_home_load(h, rooms_home_book);
	expect_refused(h, "room", pairs);
	assert_non_null(strstr(h->e.msg, "ホール"));
}

static void
what_is_closed_already_is_refused_with_what_is_there(void **state)
{
	struct desk_home *h = *state;
	const char *const again[] = { "from_day", "2026-12-05", "reason", "停電", NULL };
	const char *const evening[] = { "from_day", "2026-12-07", "to_day", "2026-12-09",
					"from_minute", "1000", "reason", "停電", NULL };
	const char *const hall[] = { "from_day", "2026-12-06", "room", "hall", "reason", "床",
				     NULL };
	desk_add(h->desk, "closure", "from_day", "2026-12-04", "to_day", "2026-12-06", "reason",
		 "選挙");
	desk_add(h->desk, "closure", "from_day", "2026-12-09", "from_minute", "780", "to_minute",
		 "1020", "reason", "点検");
	assert_int_equal(desk_try_add(h->desk, &h->e, "closure", again), 0);
	assert_string_equal(h->e.msg, "It is closed then already: 12/4 Fri-12/6 Sun 選挙."
				      " Change that closure.");
	assert_string_equal(h->e.field, "from_day");
	assert_int_equal(desk_try_add(h->desk, &h->e, "closure", evening), 0);
	assert_non_null(strstr(h->e.msg, "12/9 Wed 13:00-17:00 点検"));
	assert_int_not_equal(desk_try_add(h->desk, &h->e, "closure", hall), 0);
	/* The hours that the other leaves, and only the counter, are something else. */
	desk_add(h->desk, "closure", "from_day", "2026-12-09", "from_minute", "1020", "reason",
		 "停電");
	desk_add(h->desk, "closure", "from_day", "2026-12-05", "counter_only", "1", "reason",
		 "研修");
}

static void
a_closure_is_changed_over_its_own_days(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "closure", "from_day", "2026-12-05", "reason", "選挙");
	desk_set(h->desk, "closure", id, "to_day", "2026-12-06");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(one_day_needs_to_be_said_once),
		IN_DESK(what_cannot_be_is_refused_at_its_field),
		IN_DESK(a_time_alone_is_until_closing_or_from_opening),
		IN_DESK(a_room_is_named_by_its_name_or_its_code),
		IN_DESK(a_closure_of_a_room_that_is_none_is_refused),
		IN_DESK(what_is_closed_already_is_refused_with_what_is_there),
		IN_DESK(a_closure_is_changed_over_its_own_days),
	};
	return cmocka_run_group_tests_name("closure", tests, NULL, NULL);
}
