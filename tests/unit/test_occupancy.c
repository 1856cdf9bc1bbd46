/*
 * test_occupancy.c - what is taken, by unit and by room, against a map of minutes that
 * is kept beside the database.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rooms_home.h"

#include "desk/booking/occupancy.h"
#include "desk/booking/timetable.h"

#define DAY "2026-12-05"
#define CASES 10000

enum { UNITS = 4, ROOMS = 5, MINUTES = 1440 };

/* Which units a room is made of, in the order of the book. */
static const char *const codes[ROOMS] = { "a1", "a2", "a", "hall", "studio" };
static const bool made_of[ROOMS][UNITS] = {
	{ true }, { false, true }, { true, true }, { false, false, true },
	{ false, false, false, true },
};

struct map {
	bool taken[UNITS][MINUTES];
};

static bool
map_is_free(const struct map *m, int room, int from, int to)
{
	for (int u = 0; u < UNITS; u++)
		for (int i = from < 0 ? 0 : from; made_of[room][u] && i < to && i < MINUTES; i++)
			if (m->taken[u][i])
				return false;
	return true;
}

static void
map_take(struct map *m, int room, int from, int to)
{
	for (int u = 0; u < UNITS; u++)
		for (int i = from < 0 ? 0 : from; made_of[room][u] && i < to && i < MINUTES; i++)
			m->taken[u][i] = true;
}

static int
dice(unsigned *seed, int sides)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (int)((*seed >> 8) % (unsigned)sides);
}

static bool
desk_says_free(struct desk *d, int64_t room, const char *day, int from, int to)
{
	const struct room_time t = { room, 0, date_from_iso(day), from, to };
	struct err e;
	bool is_free;

	if (!occupancy_is_free(d, &t, &is_free, &e))
		fail_msg("%s", e.msg);
	return is_free;
}

/* One random use: question, guard and map agree. */
static void
play(struct desk *d, const int64_t *rooms, struct map *m, const char *day, unsigned *seed)
{
	int room = dice(seed, ROOMS), set_up = dice(seed, 3) * 15, clear_up = dice(seed, 3) * 15;
	int from = dice(seed, 94) * 15, to = from + 15 * (1 + dice(seed, 8));
	struct plain_use u = { rooms[room], day, NULL, from, to > 1440 ? 1440 : to, set_up,
			       clear_up };
	bool is_free = map_is_free(m, room, u.from - set_up, u.to + clear_up);

	assert_int_equal(desk_says_free(d, rooms[room], day, u.from - set_up, u.to + clear_up),
			 is_free);
	assert_int_equal(try_use(d, &u), is_free);
	if (is_free)
		map_take(m, room, u.from - set_up, u.to + clear_up);
}

static void
question_guard_and_a_map_of_minutes_agree(void **state)
{
	struct desk_home *h = *state;
	int64_t rooms[ROOMS];
	unsigned seed = 20261120;
	struct map *m = mem_alloc(sizeof(*m));

	for (int i = 0; i < ROOMS; i++)
		rooms[i] = room_id_of(h->desk, codes[i]);
	for (int i = 0; i < CASES; i++) {
		AUTO_FREE char *day = mem_printf("%d-01-01", 1900 + i / 50);

		if (i % 50 == 0)
			memset(m, 0, sizeof(*m));
		play(h->desk, rooms, m, day, &seed);
	}
	free(m);
}

static void
open_table(struct desk_home *h, struct timetable *t, const char *day)
{
	const struct timetable_wish w = {
		.days = { date_from_iso(day), date_from_iso(day) }, .of = OCCUPANCY_WHO
	};

	if (!timetable_load(h->desk, &w, t, &h->e))
		fail_msg("%s", h->e.msg);
}

static void
take(struct desk *d, const char *room, const char *state, int from, int to)
{
	bool is_hall = strcmp(room, "hall") == 0;
	const struct plain_use u = { room_id_of(d, room), DAY, state, from, to,
				     is_hall ? 30 : 0, is_hall ? 30 : 0 };

	assert_true(try_use(d, &u));
}

static void
joined_room_takes_its_parts_and_they_take_it(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;

	take(h->desk, "a", NULL, 540, 720);
	take(h->desk, "a1", NULL, 780, 1020);
	open_table(h, &t, DAY);
	const struct room_day *a1 = timetable_at(&t, 0, t.days.from);
	const struct room_day *a2 = timetable_at(&t, 1, t.days.from);
	const struct room_day *a = timetable_at(&t, 2, t.days.from);

	assert_int_equal(a1->taken_count, 2);
	assert_int_equal(a2->taken_count, 1);
	assert_int_equal(a->taken_count, 2); /* the joined use once, though it has two units */
	assert_true(a2->taken[0]->room_id == a->room->id);
	assert_true(a->taken[1]->room_id == a1->room->id);
	assert_true(room_day_is_free(a2, 780, 1020));
	assert_false(room_day_is_free(a, 780, 1020));
	assert_true(room_day_is_free(a, 1080, 1260));
	timetable_done(&t);
}

static void
buffers_of_both_uses_are_kept(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;

	take(h->desk, "hall", NULL, 780, 960);
	open_table(h, &t, DAY);
	const struct room_day *hall = timetable_at(&t, 3, t.days.from);

	assert_int_equal(hall->taken[0]->from, 750);
	assert_int_equal(hall->taken[0]->use_from, 780);
	assert_int_equal(hall->taken[0]->to, 990);
	assert_int_equal(hall->taken[0]->use_to, 960);
	assert_true(room_day_is_free(hall, 540, 720));
	assert_false(room_day_is_free(hall, 540, 721)); /* its own half hour would meet the other */
	assert_true(room_day_is_free(hall, 1020, 1260));
	assert_false(room_day_is_free(hall, 1019, 1260));
	timetable_done(&t);
}

static void
what_waits_or_is_over_takes_nothing(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;

	take(h->desk, "a1", "waiting", 540, 720);
	take(h->desk, "a1", "cancelled", 540, 720);
	take(h->desk, "a1", "hold", 540, 720);
	open_table(h, &t, DAY);
	const struct room_day *a1 = timetable_at(&t, 0, t.days.from);

	assert_int_equal(a1->taken_count, 1);
	assert_int_equal(a1->taken[0]->state, BOOKING_HOLD);
	assert_int_equal(a1->taken[0]->heads, 12);
	timetable_done(&t);
}

static void
day_has_the_hours_and_bands_of_the_book(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;

	open_table(h, &t, DAY);
	assert_int_equal(t.rooms.count, ROOMS);
	const struct room_day *a1 = timetable_at(&t, 0, t.days.from);
	const struct room_day *studio = timetable_at(&t, 4, t.days.from);

	assert_int_equal(a1->open_count, 1);
	assert_int_equal(a1->slots->band_count, 3); /* not what is made of them */
	assert_string_equal(a1->slots->bands[2].name, "夜間");
	assert_int_equal(studio->slots->band_count, 0);
	assert_int_equal(studio->slots->grid, 30);
	assert_int_equal(studio->slots->least, 60);
	timetable_done(&t);
	open_table(h, &t, "2026-12-07"); /* a Monday */
	assert_int_equal(timetable_at(&t, 0, t.days.from)->open_count, 0);
	assert_string_equal(timetable_at(&t, 0, t.days.from)->why, "月曜日");
	assert_false(room_day_is_free(timetable_at(&t, 0, t.days.from), 540, 720));
	timetable_done(&t);
}

static void
closure_of_one_room_leaves_the_others_open(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;

	desk_add(h->desk, "closure", "from_day", DAY, "from_minute", "540", "to_minute", "720",
		 "room", "a1", "reason", "工事");
	open_table(h, &t, DAY);
	assert_false(room_day_is_open(timetable_at(&t, 0, t.days.from), 540, 720));
	assert_true(room_day_is_open(timetable_at(&t, 0, t.days.from), 780, 1020));
	assert_true(room_day_is_open(timetable_at(&t, 1, t.days.from), 540, 720));
	assert_string_equal(timetable_at(&t, 0, t.days.from)->why, "工事");
	timetable_done(&t);
}

/* As the panels of the first screen have it; only what is private is masked. */
static void
caller_on_no_register_is_named(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;

	take(h->desk, "a1", NULL, 540, 720);
	open_table(h, &t, DAY);
	assert_string_equal(timetable_at(&t, 0, t.days.from)->taken[0]->party, "山田");
	timetable_done(&t);
}

static void
who_waits_is_told_for_every_piece_of_the_floor_the_first_first(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;
	const struct waiting *who[WAITING_MOST];
	const struct time_span morning = { 540, 720 }, night = { 1080, 1260 };

	take(h->desk, "a1", "permitted", 540, 720);
	take(h->desk, "a", "waiting", 600, 660);
	take(h->desk, "a1", "waiting", 540, 720);
	open_table(h, &t, DAY);
	const struct room_row *a1 = timetable_at(&t, 0, t.days.from)->room;
	const struct room_row *a2 = timetable_at(&t, 1, t.days.from)->room;
	assert_int_equal(waiting_for(&t.waiting, a1, t.days.from, &morning, who), 2);
	assert_int_equal(who[0]->from, 600);
	assert_string_equal(who[1]->party, "山田");
	assert_int_equal(waiting_for(&t.waiting, a2, t.days.from, &morning, who), 1);
	assert_int_equal(waiting_for(&t.waiting, a1, t.days.from, &night, who), 0);
	assert_int_equal(waiting_for(&t.waiting, a1, t.days.from + 1, &morning, who), 0);
	/* A joined room takes both units and waits once. */
	assert_int_equal(waiting_for(&t.waiting, timetable_at(&t, 2, t.days.from)->room,
				     t.days.from, &morning, who), 2);
	timetable_done(&t);
}

static void
party_that_is_withheld_is_not_named(void **state)
{
	struct desk_home *h = *state;
	struct timetable t;
	int64_t person = desk_add(h->desk, "person", "name", "佐藤 恵子", "kana", "サトウケイコ",
				  "withheld", "1");

	take(h->desk, "a1", NULL, 540, 720);
	AUTO_FREE char *sql = mem_printf("UPDATE booking SET person_id = %lld, caller = NULL",
					 (long long)person);
	desk_home_run(h->desk, sql);
	open_table(h, &t, DAY);
	assert_string_equal(timetable_at(&t, 0, t.days.from)->taken[0]->party, "(withheld)");
	timetable_done(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOMS(question_guard_and_a_map_of_minutes_agree),
		IN_ROOMS(joined_room_takes_its_parts_and_they_take_it),
		IN_ROOMS(buffers_of_both_uses_are_kept),
		IN_ROOMS(what_waits_or_is_over_takes_nothing),
		IN_ROOMS(day_has_the_hours_and_bands_of_the_book),
		IN_ROOMS(closure_of_one_room_leaves_the_others_open),
		IN_ROOMS(caller_on_no_register_is_named),
		IN_ROOMS(who_waits_is_told_for_every_piece_of_the_floor_the_first_first),
		IN_ROOMS(party_that_is_withheld_is_not_named),
	};
	return cmocka_run_group_tests_name("occupancy", tests, NULL, NULL);
}
