/*
 * test_occupation.c - the guard against letting a room twice, by SQL alone: what
 * the triggers of db/0008 write and refuse, whoever asks for it and however.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

/* Rooms 1 and 2 of a unit each, 3 made of both, 4 of a third; 5 of nothing. */
static const char rooms[] =
	"INSERT INTO unit (id, code, name) VALUES (1, 'a', 'A'), (2, 'b', 'B'), (3, 'c', 'C');"
	"INSERT INTO room (id, code, name) VALUES (1, 'a', 'A'), (2, 'b', 'B'), (3, 'ab', 'AB'),"
	" (4, 'c', 'C'), (5, 'none', 'X');"
	"INSERT INTO room_unit (room_id, unit_id) VALUES (1, 1), (2, 2), (3, 1), (3, 2), (4, 3)";

struct site {
	struct desk_home *home;
	sqlite3 *db;
};

static void
run(struct site *s, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(s->db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

static int
set_up(void **state)
{
	struct site *s = mem_alloc(sizeof(*s));
	void *home;

	desk_home_set_up(&home);
	s->home = home;
	assert_int_equal(sqlite3_open(home_file(&s->home->home, "madoguchi.db"), &s->db),
			 SQLITE_OK);
	run(s, rooms);
	*state = s;
	return 0;
}

static int
tear_down(void **state)
{
	struct site *s = *state;
	void *home = s->home;

	sqlite3_close(s->db);
	desk_home_tear_down(&home);
	free(s);
	return 0;
}

/* The first row of a query, its columns with blanks between; "" for none. */
static const char *
ask(struct site *s, const char *sql)
{
	static char text[400];
	sqlite3_stmt *q;
	size_t len = 0;

	text[0] = '\0';
	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &q, NULL), SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(q) && len < sizeof(text); i++)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s",
						i ? " " : "",
						(const char *)sqlite3_column_text(q, i));
	sqlite3_finalize(q);
	return text;
}

#define EVERYTHING                                                                               \
	"SELECT (SELECT group_concat(id || state || room_id || day || from_minute || '-'"        \
	" || to_minute || '+' || set_up || clear_up || extended_before || extended_after)"       \
	" FROM booking), (SELECT group_concat(unit_id || day || from_minute || '-' || to_minute" \
	" || booking_id) FROM occupation)"

/* Refused by the guard, and nothing is left of it. */
static void
refuses(struct site *s, const char *guard, const char *sql)
{
	AUTO_FREE char *before = mem_strdup(ask(s, EVERYTHING));
	AUTO_FREE char *message = NULL;
	char *why = NULL;

	if (sqlite3_exec(s->db, sql, NULL, NULL, &why) == SQLITE_OK)
		fail_msg("went through: %s", sql);
	message = mem_strdup(why);
	sqlite3_free(why);
	assert_string_equal(message, guard);
	assert_string_equal(ask(s, EVERYTHING), before);
}

#define INTO_BOOKING                                                                       \
	"INTO booking (id, room_id, day, from_minute, to_minute, state, set_up, clear_up," \
	" caller, applied_on) VALUES "
#define BOOK "INSERT " INTO_BOOKING
#define ROW(id, room, from, to, state, set_up, clear_up)                               \
	"(" #id ", " #room ", '2026-12-01', " #from ", " #to ", '" state "', " #set_up \
	", " #clear_up ", 'x', '2026-11-20')"
#define BOOKED(id, room, from, to) BOOK ROW(id, room, from, to, "hold", 0, 0)

#define OCCUPIED(booking)                                                                  \
	"SELECT group_concat(unit_id || ':' || from_minute || '-' || to_minute, ' ') FROM" \
	" (SELECT * FROM occupation WHERE booking_id = " #booking " ORDER BY unit_id)"

static void
two_bookings_of_a_room_never_overlap(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	refuses(s, "occupation_overlap", BOOKED(2, 1, 540, 720)); /* the same */
	refuses(s, "occupation_overlap", BOOKED(2, 1, 600, 660)); /* within */
	refuses(s, "occupation_overlap", BOOKED(2, 1, 500, 800)); /* around */
	refuses(s, "occupation_overlap", BOOKED(2, 1, 500, 541)); /* a minute before */
	refuses(s, "occupation_overlap", BOOKED(2, 1, 719, 800)); /* a minute after */
	run(s, BOOKED(2, 2, 540, 720));
	run(s, "INSERT INTO booking (id, room_id, day, from_minute, to_minute, caller, applied_on)"
	       " VALUES (3, 1, '2026-12-02', 540, 720, 'x', '2026-11-20')");
}

static void
a_use_until_noon_and_one_from_noon_do_not_touch(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	run(s, BOOKED(2, 1, 720, 900));
	run(s, BOOKED(3, 1, 0, 540));
	run(s, BOOKED(4, 1, 900, 1440));
	refuses(s, "occupation_overlap", BOOKED(5, 1, 719, 720));
}

static void
a_join_is_taken_with_any_of_its_parts(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 3, 540, 720));
	assert_string_equal(ask(s, OCCUPIED(1)), "1:540-720 2:540-720");
	refuses(s, "occupation_overlap", BOOKED(2, 1, 600, 660));
	refuses(s, "occupation_overlap", BOOKED(2, 2, 600, 660));
	run(s, BOOKED(2, 4, 600, 660));
	run(s, BOOKED(3, 2, 720, 900));
	refuses(s, "occupation_overlap", BOOKED(4, 3, 840, 960));
	assert_string_equal(ask(s, OCCUPIED(4)), "(null)");
}

static void
what_is_kept_free_around_a_use_is_taken_too(void **state)
{
	struct site *s = *state;

	run(s, BOOK ROW(1, 1, 540, 720, "applied", 30, 15));
	assert_string_equal(ask(s, OCCUPIED(1)), "1:510-735");
	refuses(s, "occupation_overlap", BOOKED(2, 1, 734, 800));
	refuses(s, "occupation_overlap", BOOKED(2, 1, 400, 511));
	refuses(s, "occupation_overlap", BOOK ROW(2, 1, 760, 800, "hold", 26, 0));
	run(s, BOOK ROW(2, 1, 760, 800, "hold", 25, 0));
	run(s, "UPDATE booking SET extended_before = 20 WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:490-735");
	refuses(s, "occupation_overlap", "UPDATE booking SET extended_after = 1 WHERE id = 1");
}

static void
what_is_kept_free_ends_with_the_day(void **state)
{
	struct site *s = *state;

	run(s, BOOK ROW(1, 1, 10, 100, "hold", 30, 0));
	run(s, BOOK ROW(2, 1, 1300, 1430, "hold", 0, 60));
	assert_string_equal(ask(s, OCCUPIED(1)), "1:0-100");
	assert_string_equal(ask(s, OCCUPIED(2)), "1:1300-1440");
}

static void
an_update_refuses_an_overlap_like_an_insert(void **state)
{
	struct site *s = *state;

	run(s, BOOK ROW(1, 1, 540, 720, "permitted", 0, 0));
	run(s, BOOKED(2, 1, 780, 900));
	run(s, BOOKED(3, 2, 540, 720));
	run(s, BOOKED(4, 4, 540, 720));
	refuses(s, "occupation_overlap", "UPDATE booking SET from_minute = 700 WHERE id = 2");
	refuses(s, "occupation_overlap", "UPDATE booking SET to_minute = 781 WHERE id = 1");
	refuses(s, "occupation_overlap", "UPDATE booking SET clear_up = 61 WHERE id = 1");
	refuses(s, "occupation_overlap", "UPDATE booking SET set_up = 61 WHERE id = 2");
	refuses(s, "occupation_overlap", "UPDATE booking SET extended_after = 61 WHERE id = 1");
	refuses(s, "occupation_overlap", "UPDATE booking SET extended_before = 61 WHERE id = 2");
	refuses(s, "occupation_overlap", "UPDATE booking SET room_id = 1 WHERE id = 3");
	refuses(s, "occupation_overlap", "UPDATE booking SET room_id = 3 WHERE id = 4");
	run(s, "UPDATE booking SET day = '2026-12-02' WHERE id = 3");
	run(s, "UPDATE booking SET room_id = 1 WHERE id = 3");
	refuses(s, "occupation_overlap", "UPDATE booking SET day = '2026-12-01' WHERE id = 3");
	refuses(s, "occupation_overlap",
		"UPDATE booking SET room_id = 1, day = '2026-12-01', from_minute = 0, to_minute = "
		"1440");
}

static void
a_booking_is_not_in_its_own_way(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	run(s, "UPDATE booking SET from_minute = 600, to_minute = 780 WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:600-780");
	run(s, "UPDATE booking SET room_id = 3 WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:600-780 2:600-780");
	run(s, "UPDATE booking SET room_id = 2, set_up = 10 WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "2:590-780");
	run(s, "UPDATE booking SET note = 'x', heads = 9, purpose = 'y' WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "2:590-780");
}

static void
no_way_of_writing_gets_around_it(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	run(s, BOOKED(2, 2, 540, 720));
	refuses(s, "occupation_overlap",
		"INSERT OR REPLACE " INTO_BOOKING ROW(3, 1, 540, 720, "hold", 0, 0));
	refuses(s, "occupation_overlap",
		"INSERT OR IGNORE " INTO_BOOKING ROW(3, 1, 541, 719, "hold", 0, 0));
	refuses(s, "occupation_overlap",
		"INSERT OR FAIL " INTO_BOOKING ROW(3, 1, 541, 719, "hold", 0, 0));
	refuses(s, "occupation_overlap",
		"INSERT OR REPLACE " INTO_BOOKING ROW(2, 1, 540, 720, "hold", 0, 0));
	refuses(s, "occupation_overlap", "UPDATE OR REPLACE booking SET room_id = 1 WHERE id = 2");
	refuses(s, "occupation_overlap", "UPDATE OR IGNORE booking SET room_id = 1 WHERE id = 2");
	refuses(s, "occupation_overlap",
		BOOK ROW(2, 1, 540, 720, "hold", 0, 0) " ON CONFLICT DO UPDATE SET room_id = 3");
	refuses(s, "occupation_overlap",
		BOOK ROW(3, 4, 540, 720, "hold", 0, 0) ", " ROW(4, 4, 719, 800, "hold", 0, 0));
}

static void
the_rows_themselves_refuse_an_overlap(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	run(s, BOOKED(2, 1, 780, 900));
#define TAKES "INTO occupation VALUES (1, '2026-12-01', "
	refuses(s, "occupation_overlap", "INSERT " TAKES "719, 730, 1)");
	refuses(s, "occupation_overlap", "INSERT OR REPLACE " TAKES "540, 730, 1)");
	refuses(s, "occupation_overlap", "REPLACE " TAKES "600, 610, 2)");
	refuses(s, "occupation_overlap",
		"UPDATE occupation SET to_minute = 781 WHERE booking_id = 1");
	refuses(s, "occupation_overlap",
		"UPDATE OR REPLACE occupation SET from_minute = 540 WHERE booking_id = 2");
	run(s, "UPDATE occupation SET from_minute = 530, to_minute = 780 WHERE booking_id = 1");
	run(s, "UPDATE occupation SET unit_id = 2 WHERE booking_id = 2");
}

static void
what_is_over_or_waits_takes_no_time(void **state)
{
	static const char *const states[] = { "waiting", "refused", "cancelled", "expired",
					      "no_show" };
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	run(s, BOOK ROW(2, 1, 540, 720, "waiting", 0, 0));
	assert_string_equal(ask(s, OCCUPIED(2)), "(null)");
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		AUTO_FREE char *leave =
			mem_printf("UPDATE booking SET state = 'permitted' WHERE id = 1;"
				   " UPDATE booking SET state = '%s' WHERE id = 1",
				   states[i]);
		run(s, leave);
		assert_string_equal(ask(s, OCCUPIED(1)), "(null)");
		run(s, BOOKED(9, 1, 600, 800));
		run(s, "DELETE FROM booking WHERE id = 9");
		assert_string_equal(ask(s, "SELECT count(*) FROM occupation"), "0");
	}
}

static void
coming_back_is_refused_when_the_time_is_taken(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 3, 540, 720));
	run(s, "UPDATE booking SET state = 'cancelled' WHERE id = 1");
	run(s, BOOKED(2, 2, 700, 800));
	refuses(s, "occupation_overlap", "UPDATE booking SET state = 'hold' WHERE id = 1");
	refuses(s, "occupation_overlap", "UPDATE booking SET state = 'applied' WHERE id = 1");
	run(s, "UPDATE booking SET day = '2026-12-02' WHERE id = 1"); /* still takes nothing */
	assert_string_equal(ask(s, OCCUPIED(1)), "(null)");
	run(s, "UPDATE booking SET state = 'hold' WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:540-720 2:540-720");
}

static void
only_what_was_permitted_is_used(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	refuses(s, "booking_road", "UPDATE booking SET state = 'in_use' WHERE id = 1");
	refuses(s, "booking_road", "UPDATE booking SET state = 'done' WHERE id = 1");
	refuses(s, "booking_road", "UPDATE booking SET state = 'no_show' WHERE id = 1");
	run(s, "UPDATE booking SET state = 'permitted' WHERE id = 1;"
	       " UPDATE booking SET state = 'in_use' WHERE id = 1;"
	       " UPDATE booking SET state = 'done' WHERE id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:540-720");
}

static void
a_room_of_nothing_is_not_booked(void **state)
{
	struct site *s = *state;

	run(s, BOOKED(1, 1, 540, 720));
	refuses(s, "booking_room_has_no_units", BOOKED(2, 5, 540, 720));
	refuses(s, "booking_room_has_no_units", "UPDATE booking SET room_id = 5 WHERE id = 1");
}

/* The desk's day is 2026-11-20. */
static void
a_room_made_anew_takes_its_other_units_from_today_on(void **state)
{
	struct site *s = *state;

	desk_add(s->home->desk, "person", "name", "鈴木 花子"); /* the audit knows the day */
	run(s, "INSERT INTO booking (id, room_id, day, from_minute, to_minute, caller, applied_on)"
	       " VALUES (1, 1, '2026-11-19', 540, 720, 'x', '2026-11-01'),"
	       " (2, 1, '2026-11-20', 540, 720, 'x', '2026-11-01'),"
	       " (3, 4, '2026-11-19', 540, 720, 'x', '2026-11-01'),"
	       " (4, 4, '2026-11-20', 719, 720, 'x', '2026-11-01')");
	refuses(s, "occupation_overlap", "INSERT INTO room_unit (room_id, unit_id) VALUES (1, 3)");
	run(s, "UPDATE booking SET state = 'cancelled' WHERE id = 4");
	run(s, "INSERT INTO room_unit (room_id, unit_id) VALUES (1, 3)");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:540-720");
	assert_string_equal(ask(s, OCCUPIED(2)), "1:540-720 3:540-720");
	run(s, "DELETE FROM room_unit WHERE room_id = 1 AND unit_id = 1");
	assert_string_equal(ask(s, OCCUPIED(1)), "1:540-720");
	assert_string_equal(ask(s, OCCUPIED(2)), "3:540-720");
	assert_string_equal(ask(s, OCCUPIED(3)), "3:540-720");
	refuses(s, "room_unit_stays", "UPDATE room_unit SET unit_id = 1 WHERE room_id = 4");
}

#define occupation_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		occupation_test(two_bookings_of_a_room_never_overlap),
		occupation_test(a_use_until_noon_and_one_from_noon_do_not_touch),
		occupation_test(a_join_is_taken_with_any_of_its_parts),
		occupation_test(what_is_kept_free_around_a_use_is_taken_too),
		occupation_test(what_is_kept_free_ends_with_the_day),
		occupation_test(an_update_refuses_an_overlap_like_an_insert),
		occupation_test(a_booking_is_not_in_its_own_way),
		occupation_test(no_way_of_writing_gets_around_it),
		occupation_test(the_rows_themselves_refuse_an_overlap),
		occupation_test(what_is_over_or_waits_takes_no_time),
		occupation_test(coming_back_is_refused_when_the_time_is_taken),
		occupation_test(only_what_was_permitted_is_used),
		occupation_test(a_room_of_nothing_is_not_booked),
		occupation_test(a_room_made_anew_takes_its_other_units_from_today_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
