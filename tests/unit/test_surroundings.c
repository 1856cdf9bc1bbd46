/* test_surroundings.c - holidays and closures of the database, around a rule book. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"
#include "rule_kit.h"

#include "desk/record/record_check.h"
#include "desk/rule/surroundings.h"

struct around {
	struct desk_home *h;
	struct kit kit;
	struct choice reasons[2];
};

static int
set_up(void **state)
{
	static const char *const rooms[] = { "a", "b", "both" };
	struct around *t = calloc(1, sizeof *t);
	void *home;

	desk_home_set_up(&home);
	t->h = home;
	desk_home_allow(t->h->desk, "calendar", "add", true);
	kit_init(&t->kit);
	for (int i = 0; i < 3; i++) {
		t->kit.rooms[i].rule.code = rooms[i];
		t->kit.rooms[i].group = i < 2 ? "halves" : "";
	}
	t->reasons[0] = (struct choice){ "personal", "personal" };
	t->reasons[1] = (struct choice){ "election", "election" };
	t->kit.facts[FACT_REASON].choices = t->reasons;
	t->kit.facts[FACT_REASON].choice_count = 2;
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct around *t = *state;
	void *home = t->h;

	arena_done(&t->kit.arena);
	desk_home_tear_down(&home);
	free(t);
	return 0;
}

static void
load(struct around *t, int64_t site)
{
	if (!surroundings_load(t->h->desk, &t->kit.book, site, &t->kit.arena, &t->kit.around,
			       &t->h->e))
		fail_msg("%s", t->h->e.msg);
}

static bool
is_open(struct around *t, int room, const char *day)
{
	struct day_hours d;

	calendar_day(&t->kit.book, &t->kit.around, room, date_from_iso(day), &d);
	return d.open;
}

static void
holidays_are_those_of_the_table(void **state)
{
	struct around *t = *state;
	int from_file = t->kit.around.holiday_count;
	const char *name;

	desk_add(t->h->desk, "holiday", "day", "2023-05-03", "name", "憲法記念日");
	load(t, 0);
	assert_int_equal(t->kit.around.holiday_count, from_file + 1);
	assert_int_equal(calendar_holiday(&t->kit.book, &t->kit.around, ON("2023-05-03"), &name),
		RULE_HOLIDAY_NAMED);
	assert_string_equal(name, "憲法記念日");
	assert_int_equal(calendar_holiday(&t->kit.book, &t->kit.around, ON("2026-09-22"), &name),
		RULE_HOLIDAY_BETWEEN);
}

static void
a_holiday_that_another_desk_adds_is_there_the_next_time(void **state)
{
	struct around *t = *state;
	struct desk *other = desk_home_open(t->h, "tanaka", false);

	assert_true(staff_sign_in_account(other, &t->h->e));
	load(t, 0);
	int before = t->kit.around.holiday_count;
	desk_add(other, "holiday", "day", "2023-05-03", "name", "憲法記念日");
	desk_close(other);
	load(t, 0);
	assert_int_equal(t->kit.around.holiday_count, before + 1);
}

static void
a_holiday_that_is_taken_back_is_gone_although_its_row_number_comes_again(void **state)
{
	static const char *const days[] = { "2023-05-03", "2023-05-04" };
	struct around *t = *state;
	struct desk *d = t->h->desk;
	const char *name;

	for (int i = 0; i < 2; i++) {
		AUTO_TX tx = TX_INIT;
		struct record *r = record_new(d, the_form(d, "holiday"));
		record_put(r, "day", days[i]);
		record_put(r, "name", "憲法記念日");
		assert_true(tx_begin(&tx, d->store, &t->h->e));
		assert_true(record_save_within(d, &tx, r, NULL, &t->h->e));
		load(t, 0);
		assert_int_equal(calendar_holiday(&t->kit.book, &t->kit.around, ON(days[i]), &name),
			RULE_HOLIDAY_NAMED);
		record_free(r);
	}
}

static void
a_closure_closes_the_house_a_room_or_a_group_of_rooms(void **state)
{
	struct around *t = *state;

	desk_add(t->h->desk, "closure", "from_day", "2026-12-01", "to_day", "2026-12-02",
		"reason", "選挙", "kind", "election");
	desk_add(t->h->desk, "closure", "from_day", "2026-12-03", "reason", "工事", "room", "a");
	desk_add(t->h->desk, "closure", "from_day", "2026-12-04", "reason", "点検", "room",
		"halves");
	desk_add(t->h->desk, "closure", "from_day", "2026-12-05", "reason", "?", "room", "cellar");
	load(t, 0);
	assert_int_equal(t->kit.around.closure_count, 3);
	assert_int_equal(t->kit.around.closures[0].reason, 1);
	assert_int_equal(t->kit.around.closures[1].reason, NONE);
	assert_false(is_open(t, NONE, "2026-12-01"));
	assert_false(is_open(t, 1, "2026-12-02"));
	assert_true(is_open(t, NONE, "2026-12-03"));
	assert_false(is_open(t, 0, "2026-12-03"));
	assert_true(is_open(t, 1, "2026-12-03"));
	assert_false(is_open(t, 1, "2026-12-04"));
	assert_true(is_open(t, 0, "2026-12-05"));
}

static void
a_part_of_the_day_and_the_counter_alone(void **state)
{
	struct around *t = *state;
	struct day_hours d;

	desk_add(t->h->desk, "closure", "from_day", "2026-12-01", "from_minute", "780",
		"to_minute", "1320", "reason", "台風");
	desk_add(t->h->desk, "closure", "from_day", "2026-12-02", "counter_only", "1", "reason",
		"研修");
	load(t, 0);
	calendar_day(&t->kit.book, &t->kit.around, NONE, ON("2026-12-01"), &d);
	assert_int_equal(d.spans[0].to, AT(13, 0));
	assert_string_equal(d.reason->name, "台風");
	calendar_day(&t->kit.book, &t->kit.around, NONE, ON("2026-12-02"), &d);
	assert_true(d.open);
	assert_false(d.counter_open);
}

static void
a_site_has_its_own_closures_and_those_of_all(void **state)
{
	struct around *t = *state;

	desk_home_run(t->h->desk, "INSERT INTO site (id, code, name) VALUES (71, 'first', '本館'),"
		" (72, 'second', '分館')");
	desk_home_run(t->h->desk, "INSERT INTO closure (site_id, from_day, to_day, reason) VALUES"
		" (71, '2026-12-01', '2026-12-01', '本館'),"
		" (72, '2026-12-02', '2026-12-02', '分館'),"
		" (NULL, '2026-12-03', '2026-12-03', '全館')");
	load(t, 71);
	assert_false(is_open(t, NONE, "2026-12-01"));
	assert_true(is_open(t, NONE, "2026-12-02"));
	assert_false(is_open(t, NONE, "2026-12-03"));
	load(t, 0);
	assert_false(is_open(t, NONE, "2026-12-02"));
}

static void
a_book_is_checked_against_the_holidays_alone(void **state)
{
	struct around *t = *state;

	desk_add(t->h->desk, "closure", "from_day", "2026-12-01", "reason", "選挙");
	struct surroundings *s = surroundings_read(t->h->desk, &t->h->e);
	assert_non_null(s);
	assert_int_equal(s->holiday_count, t->kit.around.holiday_count);
	assert_int_equal(s->closure_count, 0);
	surroundings_free(s);
	surroundings_free(NULL);
}

#define AROUND(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AROUND(holidays_are_those_of_the_table),
		AROUND(a_holiday_that_another_desk_adds_is_there_the_next_time),
		AROUND(a_holiday_that_is_taken_back_is_gone_although_its_row_number_comes_again),
		AROUND(a_closure_closes_the_house_a_room_or_a_group_of_rooms),
		AROUND(a_part_of_the_day_and_the_counter_alone),
		AROUND(a_site_has_its_own_closures_and_those_of_all),
		AROUND(a_book_is_checked_against_the_holidays_alone),
	};
	return cmocka_run_group_tests_name("surroundings", tests, NULL, NULL);
}
