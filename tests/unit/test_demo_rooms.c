/* test_demo_rooms.c - the invented centre lets its rooms: a year of them, and a day's work. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/check/check.h"
#include "desk/demo/demo.h"
#include "desk/today/today.h"
#include "store/audit.h"

enum { BOOKINGS = 260 };

static void
fill(struct desk_home *h, const char *now)
{
	struct demo_options options = {
		.groups = 60, .years = 3, .seed = 1, .bookings = BOOKINGS
	};

	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, "paid") == 0)
			options.rules = &embed_books[i];
	desk_home_clock(h->desk, now);
	if (!demo_fill(h->desk, &options, &h->e))
		fail_msg("%s: %s", h->e.field, h->e.msg);
}

static int64_t
count(struct desk_home *h, const char *from)
{
	AUTO_STR sql = STR_INIT;

	str_addf(&sql, "SELECT count(*) FROM %s", from);
	return store_get_int(h->desk->store, str_text(&sql), 0, -1);
}

/* What a plan comes to, one line a booking. */
static char *
bookings_of(const char *now)
{
	void *state;
	AUTO_STR all = STR_INIT;
	AUTO_STMT q = STMT_INIT;

	desk_home_set_up_empty(&state);
	struct desk_home *h = state;

	fill(h, now);
	assert_true(stmt_open(&q, h->desk->store,
			      "SELECT number, state, room_id, day, bands, group_id, caller, due,"
			      " taken, key_back FROM booking ORDER BY id",
			      &h->e));
	while (stmt_row(&q, &h->e)) {
		for (int i = 0; i < 10; i++)
			str_addf(&all, "%s|", stmt_is_null(&q, i) ? "" : stmt_text(&q, i));
		str_add_char(&all, '\n');
	}
	stmt_done(&q);
	desk_home_tear_down(&state);
	return str_take(&all);
}

static void
the_same_seed_lets_the_same_rooms(void **state)
{
	(void)state;
	AUTO_FREE char *once = bookings_of("2026-11-20T14:30");
	AUTO_FREE char *again = bookings_of("2026-11-20T14:30");

	assert_string_equal(once, again);
}

static int64_t
panel_count(struct desk_home *h, const char *name)
{
	int panels;
	const struct today_panel *p = today_panels(&panels);

	while (panels > 0 && !str_equal(p->name, name)) {
		p++;
		panels--;
	}
	assert_true(panels > 0);
	return p->count(h->desk);
}

static void
a_clerk_meets_every_state_and_every_panel_of_the_rooms(void **state)
{
	struct desk_home *h = *state;
	static const char *const panels[] = {
		"arrivals", "keys", "applications", "missed", "unpaid", "refunds",
	};
	static const char *const all[] = {
		"hold", "waiting", "applied", "permitted", "in_use", "done", "cancelled",
		"expired", "no_show",
	};

	fill(h, "2026-11-20T14:30");
	for (size_t i = 0; i < ARRAY_LEN(panels); i++)
		if (panel_count(h, panels[i]) == 0)
			fail_msg("nothing in the panel %s", panels[i]);
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		AUTO_FREE char *of = mem_printf("booking WHERE state = '%s'", all[i]);

		if (count(h, of) == 0)
			fail_msg("nothing is %s", all[i]);
	}
}

static void
what_the_phone_asks_about_is_there(void **state)
{
	struct desk_home *h = *state;

	fill(h, "2026-11-20T14:30");
	/* a hold that lapses tomorrow, and a wait behind somebody else's band */
	assert_true(count(h, "booking WHERE state = 'hold' AND hold_until = '2026-11-21'") >= 1);
	assert_true(count(h, "booking AS w JOIN booking AS b ON b.day = w.day"
			     " AND b.room_id = w.room_id AND b.state = 'permitted'"
			     " AND b.from_minute < w.to_minute AND b.to_minute > w.from_minute"
			     " WHERE w.state = 'waiting'") >= 1);
	/* a joined room in use, rooms that hear each other, tables and how many they hold */
	assert_int_equal(count(h, "booking AS b JOIN room AS r ON r.id = b.room_id"
				  " WHERE r.code = 'a' AND b.state = 'in_use'"), 1);
	assert_int_equal(count(h, "room_neighbour"), 4);
	assert_int_equal(count(h, "room_layout"), 16);
	/* an election in two weeks, for a day that was let */
	assert_true(count(h, "closure AS c JOIN booking AS b ON b.day = c.from_day"
			     " JOIN room AS r ON r.id = b.room_id AND r.code = c.room"
			     " WHERE c.kind = 'election' AND c.from_day = '2026-12-04'") >= 1);
	/* money went back upon a cancellation; a series has its dates */
	assert_true(count(h, "receipt WHERE kind = 'refund'") >= 1);
	assert_true(count(h, "series_date WHERE state = 'booked'") >= 1);
}

static void
note(void *ctx, const char *part, const char *finding)
{
	struct str *found = ctx;

	if (finding)
		str_addf(found, "%s: %s\n", part, finding);
}

static void
the_year_is_as_sound_as_a_real_one(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR found = STR_INIT;

	fill(h, "2026-11-20T14:30");
	if (check_all(h->desk, note, &found) != 0)
		fail_msg("%s", str_text(&found));
	assert_true(count(h, "booking") > BOOKINGS / 2);
	assert_int_equal(count(h, "booking WHERE day < date('2026-11-20', '-365 day')"
				  " OR day > '2027-02-20'"), 0);
	/* The drawer's days follow its numbers. */
	assert_int_equal(count(h, "receipt AS a JOIN receipt AS b ON b.serial = a.serial + 1"
				  " WHERE b.day < a.day"), 0);
}

static void
every_step_can_be_taken_back_by_itself(void **state)
{
	struct desk_home *h = *state;

	fill(h, "2026-11-20T14:30");
	assert_int_equal(count(h, "(SELECT change FROM audit WHERE object_type = 'booking'"
				  " GROUP BY change HAVING count(DISTINCT object_id) > 1)"),
			 count(h, "booking_series"));
}

/* What was invented today is not said to have been entered a year ago. */
static void
the_audit_tells_when_it_was_invented(void **state)
{
	struct desk_home *h = *state;

	fill(h, "2026-11-20T14:30");
	assert_int_equal(desk_today(h->desk), date_from_iso("2026-11-20"));
	assert_int_equal(count(h, "audit WHERE object_type = 'booking'"
				  " AND business_date <> '2026-11-20'"), 0);
	assert_true(count(h, "charge WHERE day < '2026-06-01'") > 0);
	assert_true(count(h, "receipt WHERE day < '2026-06-01'") > 0);
}

static void
a_day_on_which_the_house_is_closed_has_no_uses(void **state)
{
	struct desk_home *h = *state;

	fill(h, "2026-12-08T14:30");
	assert_int_equal(count(h, "booking WHERE day = '2026-12-08'"), 0);
	assert_true(count(h, "booking WHERE state = 'permitted'") > 0);
}

#define demo_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up_empty, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_lets_the_same_rooms),
		demo_test(a_clerk_meets_every_state_and_every_panel_of_the_rooms),
		demo_test(what_the_phone_asks_about_is_there),
		demo_test(the_year_is_as_sound_as_a_real_one),
		demo_test(every_step_can_be_taken_back_by_itself),
		demo_test(the_audit_tells_when_it_was_invented),
		demo_test(a_day_on_which_the_house_is_closed_has_no_uses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
