/*
 * test_overlap.c - who may have a room, against a map of minutes: the thirteen ways
 * in which two times can lie to each other, and ten thousand random bookings, moves,
 * extensions and ends over joined rooms, with what is kept free around each use. The
 * map knows nothing of intervals: it marks and counts minutes.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "base/rand.h"
#include "desk/booking/booking.h"
#include "desk/booking/occupancy.h"

enum { UNITS = 6, ROOMS = 10, DAYS = 12, MINUTES = 1440, CASES = 10000, MOST = 12000 };

/* The units of each room, a bit each: six alone, and the joins. */
static const unsigned units_of[ROOMS] = {
	0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x03, 0x06, 0x07, 0x38
};

static const enum booking_state states[] = { BOOKING_HOLD,    BOOKING_APPLIED, BOOKING_PERMITTED,
					     BOOKING_WAITING, BOOKING_REFUSED, BOOKING_CANCELLED,
					     BOOKING_EXPIRED, BOOKING_IN_USE,  BOOKING_DONE,
					     BOOKING_NO_SHOW };

struct stay {
	bool is_there;
	int room, day; /* from 0 */
	int from, to, set_up, clear_up, before, after;
	enum booking_state state;
};

/* Whose each minute of each unit is; 0: nobody's. */
struct map {
	int whose[UNITS][DAYS][MINUTES];
	struct stay uses[MOST];
	int count; /* uses[0] is nobody's */
};

struct rig {
	struct desk_home *home;
	struct tx tx;
	struct map *map;
};

static void
run(struct desk *d, const char *sql)
{
	struct err e = { 0 };
	AUTO_STMT q = STMT_INIT;

	if (!stmt_open(&q, d->store, sql, &e) || !stmt_run(&q, &e))
		fail_msg("%s: %s", sql, e.msg);
}

static void
add_rooms(struct desk *d)
{
	for (int u = 0; u < UNITS; u++) {
		AUTO_FREE char *sql = mem_printf(
			"INSERT INTO unit (id, code, name) VALUES (%d, 'u%d', 'x')", u + 1, u);
		run(d, sql);
	}
	for (int r = 0; r < ROOMS; r++) {
		AUTO_FREE char *sql = mem_printf(
			"INSERT INTO room (id, code, name) VALUES (%d, 'r%d', 'x')", r + 1, r);
		run(d, sql);
		for (int u = 0; u < UNITS; u++) {
			AUTO_FREE char *part = mem_printf("INSERT INTO room_unit (room_id, unit_id)"
							  " VALUES (%d, %d)",
							  r + 1, u + 1);
			if (units_of[r] & (1u << u))
				run(d, part);
		}
	}
}

static int
set_up(void **state)
{
	struct rig *rig = mem_alloc(sizeof(*rig));
	void *home;

	desk_home_set_up(&home);
	rig->home = home;
	rig->map = mem_alloc(sizeof(*rig->map));
	assert_true(tx_begin(&rig->tx, rig->home->desk->store, &rig->home->e));
	add_rooms(rig->home->desk);
	*state = rig;
	return 0;
}

static int
tear_down(void **state)
{
	struct rig *rig = *state;
	void *home = rig->home;

	tx_rollback(&rig->tx);
	desk_home_tear_down(&home);
	free(rig->map);
	free(rig);
	return 0;
}

/* --- the map --- */

static bool
is_taking(const struct stay *u)
{
	return u->is_there && (u->state == BOOKING_HOLD || u->state == BOOKING_APPLIED ||
			       u->state == BOOKING_PERMITTED || u->state == BOOKING_IN_USE ||
			       u->state == BOOKING_DONE);
}

/* Does the use, were it so, hold this minute? */
static bool
holds(const struct stay *u, int unit, int minute)
{
	return is_taking(u) && (units_of[u->room] & (1u << unit)) &&
	       minute >= u->from - u->set_up - u->before && minute < u->to + u->clear_up + u->after;
}

/* The first of the others whose minute it would want, 0: nobody's. */
static int
in_the_way(const struct map *m, const struct stay *u, int id)
{
	for (int unit = 0; unit < UNITS; unit++)
		for (int minute = 0; minute < MINUTES; minute++) {
			int owner = m->whose[unit][u->day][minute];
			if (owner != 0 && owner != id && holds(u, unit, minute))
				return owner;
		}
	return 0;
}

static void
mark(struct map *m, const struct stay *u, int as)
{
	for (int unit = 0; unit < UNITS; unit++)
		for (int minute = 0; minute < MINUTES; minute++)
			if (holds(u, unit, minute))
				m->whose[unit][u->day][minute] = as;
}

static void
become(struct map *m, int id, const struct stay *u)
{
	mark(m, &m->uses[id], 0);
	m->uses[id] = *u;
	mark(m, u, id);
}

/* --- the database --- */

static void
day_of(int day, char iso[DATE_TEXT_SIZE])
{
	date_to_iso(date_from_iso("2026-12-01") + day, iso);
}

static bool
write_use(struct rig *rig, int id, const struct stay *u, struct err *e)
{
	char day[DATE_TEXT_SIZE];
	AUTO_STMT q = STMT_INIT;
	bool is_new = !rig->map->uses[id].is_there;
	const int64_t values[] = { id,        u->room + 1, u->from,   u->to,
				   u->set_up, u->clear_up, u->before, u->after };

	if (!stmt_open(&q, rig->home->desk->store,
		       is_new ? "INSERT INTO booking (id, room_id, from_minute, to_minute, set_up,"
				" clear_up, extended_before, extended_after, day, state, caller,"
				" applied_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
				" 'x', '2026-11-20')"
			      : "UPDATE booking SET room_id = ?2, from_minute = ?3, to_minute = ?4,"
				" set_up = ?5, clear_up = ?6, extended_before = ?7,"
				" extended_after = ?8, day = ?9, state = ?10 WHERE id = ?1",
		       e))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		stmt_bind_int(&q, (int)i + 1, values[i]);
	day_of(u->day, day);
	stmt_bind_text(&q, 9, day);
	stmt_bind_text(&q, 10, booking_state_code(u->state));
	return stmt_run(&q, e);
}

static void
remove_use(struct rig *rig, int id)
{
	AUTO_FREE char *sql = mem_printf("DELETE FROM booking WHERE id = %d", id);

	run(rig->home->desk, sql);
}

/* The services' own answers to the same question. */
static void
ask_services(struct rig *rig, int id, const struct stay *u, int in_way)
{
	struct desk *d = rig->home->desk;
	struct err e = { 0 };
	struct room_time t = { .room_id = u->room + 1,
			       .booking_id = id,
			       .day = date_from_iso("2026-12-01") + u->day,
			       .from = u->from - u->set_up - u->before,
			       .to = u->to + u->clear_up + u->after };
	bool is_free = false;

	assert_true(occupancy_is_free(d, &t, &is_free, &e));
	if (is_free != (in_way == 0))
		fail_msg("%s, but booking %d is there", is_free ? "free" : "taken", in_way);
}

static bool
fits_on_road(const struct stay *was, const struct stay *u)
{
	bool used = u->state == BOOKING_IN_USE || u->state == BOOKING_DONE ||
		    u->state == BOOKING_NO_SHOW;
	bool from = was->state == BOOKING_PERMITTED || was->state == BOOKING_IN_USE ||
		    was->state == BOOKING_DONE || was->state == BOOKING_NO_SHOW;

	return !was->is_there || !used || from;
}

/* Says the same to both, and compares; true when it became so. */
static bool
both(struct rig *rig, int id, const struct stay *u)
{
	struct err e = { 0 };
	struct stay wanted = *u;
	wanted.state = is_taking(u) ? u->state : BOOKING_HOLD;
	ask_services(rig, id, &wanted, in_the_way(rig->map, &wanted, id));
	int in_way = in_the_way(rig->map, u, id);
	bool is_written = write_use(rig, id, u, &e);
	if (is_written != (in_way == 0))
		fail_msg(
			"booking %d of room %d, day %d, %d-%d (%d %d %d %d) %s: %s; in the way: %d",
			id, u->room, u->day, u->from, u->to, u->set_up, u->clear_up, u->before,
			u->after, booking_state_code(u->state), is_written ? "went in" : e.msg,
			in_way);
	if (is_written)
		become(rig->map, id, u);
	else
		assert_string_equal(store_last_guard(rig->home->desk->store), "occupation_overlap");
	return is_written;
}

/* Every minute that the occupation rows say, and no other. */
static void
compare_all(struct rig *rig)
{
	struct desk *d = rig->home->desk;
	struct err e = { 0 };
	AUTO_STMT q = STMT_INIT;
	int64_t said = 0, marked = 0;

	assert_true(stmt_open(&q, d->store,
			      "SELECT unit_id, day, from_minute, to_minute, booking_id"
			      " FROM occupation",
			      &e));
	while (stmt_row(&q, &e)) {
		int day = date_from_iso(stmt_text(&q, 1)) - date_from_iso("2026-12-01");
		for (int64_t i = stmt_int(&q, 2); i < stmt_int(&q, 3); i++, said++)
			assert_int_equal(rig->map->whose[stmt_int(&q, 0) - 1][day][i],
					 stmt_int(&q, 4));
	}
	for (int u = 0; u < UNITS; u++)
		for (int day = 0; day < DAYS; day++)
			for (int i = 0; i < MINUTES; i++)
				marked += rig->map->whose[u][day][i] != 0;
	assert_int_equal(said, marked);
}

/* --- the truth table --- */

static void
the_thirteen_ways_of_two_times(void **state)
{
	static const struct {
		int from, to;
		bool is_free;
	} ways[] = {
		{ 300, 480, true },  /* before */
		{ 300, 600, true },  /* meets */
		{ 300, 660, false }, /* overlaps */
		{ 300, 720, false }, /* is finished by */
		{ 300, 840, false }, /* contains */
		{ 600, 660, false }, /* starts */
		{ 600, 720, false }, /* equals */
		{ 600, 840, false }, /* is started by */
		{ 630, 660, false }, /* during */
		{ 660, 720, false }, /* finishes */
		{ 660, 840, false }, /* is overlapped by */
		{ 720, 840, true },  /* is met by */
		{ 780, 840, true },  /* after */
	};
	struct rig *rig = *state;
	struct stay first = { .is_there = true, .room = 0, .from = 600, .to = 720 };
	int taken = 0;

	assert_true(both(rig, 1, &first));
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct stay second = { .is_there = true, .from = ways[i].from, .to = ways[i].to };
		for (second.room = 0; second.room < ROOMS; second.room++) {
			bool touches = (units_of[second.room] & units_of[0]) != 0;
			assert_int_equal(both(rig, 2, &second), ways[i].is_free || !touches);
			if (!rig->map->uses[2].is_there) {
				taken++;
				continue;
			}
			remove_use(rig, 2);
			become(rig->map, 2, &(struct stay){ 0 });
		}
	}
	assert_int_equal(taken, 9 * 3); /* the room, and the two joins that have its unit */
	compare_all(rig);
}

/* --- at random --- */

static void
random_time(struct rand *r, struct stay *u)
{
	static const int grids[] = { 1, 5, 30, 60, 180 };
	static const int kept[] = { 0, 0, 0, 5, 15, 30, 60, 120 };
	int grid = grids[rand_below(r, ARRAY_LEN(grids))];

	u->from = rand_below(r, MINUTES / grid) * grid;
	u->to = u->from + (1 + rand_below(r, 1 + 240 / grid)) * grid;
	u->to = u->to > MINUTES ? MINUTES : u->to;
	u->set_up = kept[rand_below(r, ARRAY_LEN(kept))];
	u->clear_up = kept[rand_below(r, ARRAY_LEN(kept))];
}

static struct stay
random_use(struct rand *r)
{
	struct stay u = { .is_there = true,
			  .room = rand_below(r, ROOMS),
			  .day = rand_below(r, DAYS) };

	random_time(r, &u);
	u.state = states[rand_below(r, rand_below(r, 3) ? 3 : (int)ARRAY_LEN(states))];
	return u;
}

/* One step in the life of a booking that is there. */
static struct stay
random_step(struct rand *r, struct stay u)
{
	switch (rand_below(r, 6)) {
	case 0:
		random_time(r, &u);
		break;
	case 1:
		u.room = rand_below(r, ROOMS);
		break;
	case 2:
		u.day = rand_below(r, DAYS);
		break;
	case 3:
		u.before = rand_below(r, 3) * 30;
		u.after = rand_below(r, 3) * 30;
		break;
	default:
		u.state = states[rand_below(r, (int)ARRAY_LEN(states))];
		break;
	}
	return u;
}

static void
random_case(struct rig *rig, struct rand *r, int done[2])
{
	struct map *m = rig->map;
	int id = 1 + rand_below(r, m->count + 1 + m->count / 8);
	id = id > m->count ? m->count + 1 : id;
	bool is_new = id > m->count || !m->uses[id].is_there;
	struct stay u = is_new ? random_use(r) : random_step(r, m->uses[id]);

	if (!is_new && rand_below(r, 10) == 0) {
		remove_use(rig, id);
		become(m, id, &(struct stay){ 0 });
		return;
	}
	if (!fits_on_road(&m->uses[id], &u))
		return;
	if (id > m->count && m->count < MOST - 2)
		m->count = id;
	done[both(rig, id, &u)]++;
}

static void
ten_thousand_random_steps_agree_with_the_map(void **state)
{
	struct rig *rig = *state;
	struct rand r;
	int done[2] = { 0 };

	rand_init(&r, 20261120);
	for (int i = 0; done[0] + done[1] < CASES; i++) {
		random_case(rig, &r, done);
		if (i % 1000 == 0)
			compare_all(rig);
	}
	compare_all(rig);
	assert_true(done[false] > CASES / 5 && done[true] > CASES / 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_thirteen_ways_of_two_times, set_up, tear_down),
		cmocka_unit_test_setup_teardown(ten_thousand_random_steps_agree_with_the_map,
						set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
