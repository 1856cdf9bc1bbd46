/* test_rule_facts.c - facts of a question, what follows from them, and conditions. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "rule/ask.h"
#include "rule_trial.h"

enum { ROOM_A, ROOM_B };

struct trial {
	struct book *book;
	struct facts f;
	struct err e;
};

/* 2026-11-23 is a holiday of the government's list. */
static const struct rule_day government[] = {
	{ 20780, RULE_HOLIDAY_NAMED, "day of labour" },
};
static const struct surroundings around = { 1, government, 0, NULL };

static void
make_book(struct book *b)
{
	trial_room(b, "a", 40);
	trial_room(b, "b", 0);
	trial_day_of_bands(b);
	trial_fact(b, "profit", FACT_YES);
	trial_fact(b, "residents", FACT_PERCENT);
	trial_class(b, "firm");
	trial_class(b, "civic");
	trial_class(b, "other");
	trial_when(b, &b->classes[0].rule, trial_between(FACT_BUILT_IN, 1, 1));
	trial_when(b, &b->classes[1].rule, trial_between(FACT_BUILT_IN + 1, 80, 100));
	/* Room b goes by the half hour, and a by bands. */
	int slot = trial_slot(b, "by_bands", 0);

	trial_when(b, &b->slots[slot].rule, trial_is(FACT_ROOM, ROOM_A));
	trial_slot(b, "by_time", 30);
	trial_ready(b);
}

static int
set_up(void **state)
{
	struct trial *t = mem_alloc(sizeof *t);

	assert_int_equal(government[0].day, date_from_iso("2026-11-23"));
	t->book = trial_book();
	make_book(t->book);
	facts_init(&t->f, t->book, &around);
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct trial *t = *state;

	facts_done(&t->f);
	book_free(t->book);
	free(t);
	return 0;
}

#define CLAIM(name) static void name(void **state)

static void
give(struct trial *t, const char *name, const char *value)
{
	if (!facts_set(&t->f, name, value, &t->e))
		fail_msg("%s=%s: %s", name, value, t->e.msg);
}

static void
complete(struct trial *t)
{
	if (!facts_complete(&t->f, &t->e))
		fail_msg("%s", t->e.msg);
}

static void
refuses(struct trial *t, const char *name, const char *value, const char *sentence)
{
	assert_false(facts_set(&t->f, name, value, &t->e));
	assert_int_equal(t->e.code, ERR_INVALID);
	assert_string_equal(t->e.msg, sentence);
}

static int64_t
value(const struct trial *t, int fact)
{
	assert_true(t->f.known[fact]);
	return t->f.values[fact];
}

CLAIM(names_and_values_are_read_as_people_write_them)
{
	struct trial *t = *state;

	give(t, "room", "b");
	give(t, "day", "2026-12-01");
	give(t, "apply", "2026-10-01");
	give(t, "apply_at", "9:00");
	give(t, "from", "18:00");
	give(t, "to", "24:00");
	give(t, "heads", "1,200");
	give(t, "admission", "¥500");
	give(t, "residents", "80%");
	give(t, "profit", "no");
	assert_int_equal(t->f.apply_at, 540);
	assert_int_equal(t->f.apply, date_from_iso("2026-10-01"));
	assert_int_equal(value(t, FACT_ROOM), ROOM_B);
	assert_int_equal(value(t, FACT_TO), 1440);
	assert_int_equal(value(t, FACT_HEADS), 1200);
	assert_int_equal(value(t, FACT_ADMISSION), 500);
	assert_int_equal(value(t, FACT_BUILT_IN + 1), 80);
	assert_int_equal(value(t, FACT_BUILT_IN), 0);
	complete(t);
	assert_int_equal(value(t, FACT_MINUTES), 360);
	assert_int_equal(value(t, FACT_AHEAD), 61);
	assert_int_equal(value(t, FACT_APPLY_DATE), 1001);
}

CLAIM(what_is_not_understood_is_said_with_what_was_probably_meant)
{
	struct trial *t = *state;

	refuses(t, "hedas", "3", "There is no fact \"hedas\"; did you mean \"heads\"?");
	assert_string_equal(t->e.field, "hedas");
	refuses(t, "bands", "nihgt", "bands: there is no \"nihgt\"; did you mean \"night\"?");
	assert_string_equal(t->e.field, "bands");
	refuses(t, "room", "hall", "room: there is no \"hall\"; it can be: a, b.");
	refuses(t, "use", "sport", "use: the rule book has none, so \"sport\" cannot be one.");
	refuses(t, "day", "2026-02-30", "day: \"2026-02-30\" is no day; write it like 2026-12-01.");
	refuses(t, "from", "25:00", "from: \"25:00\" is no time of day; write it like 18:30.");
	refuses(t, "profit", "maybe", "profit: \"maybe\" is neither yes nor no.");
	refuses(t, "heads", "many", "heads: \"many\" is no whole number.");
	refuses(t, "heads", "-1", "heads: -1 cannot be.");
	refuses(t, "residents", "101", "residents: 101 cannot be.");
	refuses(t, "date", "02-30", "date: \"02-30\" is no date of the year; write it like 12-01.");
	refuses(t, "extras", "piano",
		"extras: the rule book has none, so \"piano\" cannot be one.");
	refuses(t, "other", "day", "other: \"day\" has no value; write it like room=day.");
	refuses(t, "other", "room=a", "other: say its day and its room.");
	refuses(t, "other", "day=2026-12-01 room=a state=lost",
		"other: the state is stands, cancelled or no_show, not \"lost\".");
	refuses(t, "other", "day=2026-12-01 room=a from=10:00",
		"other: say both times, the earlier one first.");
	assert_int_equal(t->f.other_count, 0);
}

CLAIM(the_day_says_its_kind_its_season_and_its_holiday)
{
	static const struct {
		const char *day;
		int kind, holiday, season, date;
	} cases[] = {
		{ "2026-11-23", DAY_HOLIDAY, RULE_HOLIDAY_NAMED, 2, 1123 },
		{ "2026-11-21", DAY_SATURDAY, RULE_HOLIDAY_NONE, 2, 1121 },
		{ "2026-11-22", DAY_SUNDAY, RULE_HOLIDAY_NONE, 2, 1122 },
		{ "2026-11-24", DAY_WEEKDAY, RULE_HOLIDAY_NONE, 2, 1124 },
		{ "2026-11-14", DAY_SATURDAY, RULE_HOLIDAY_NONE, 0, 1114 },
		{ "2027-03-15", DAY_WEEKDAY, RULE_HOLIDAY_NONE, 2, 315 },
		{ "2027-03-16", DAY_WEEKDAY, RULE_HOLIDAY_NONE, 0, 316 },
		{ "2027-06-01", DAY_WEEKDAY, RULE_HOLIDAY_NONE, 1, 601 },
	};
	struct trial *t = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		give(t, "day", cases[i].day);
		complete(t);
		assert_int_equal(value(t, FACT_DAY_KIND), cases[i].kind);
		assert_int_equal(value(t, FACT_HOLIDAY_KIND), cases[i].holiday);
		assert_int_equal(value(t, FACT_SEASON), cases[i].season);
		assert_int_equal(value(t, FACT_DATE), cases[i].date);
	}
}

CLAIM(a_local_day_of_the_book_is_a_holiday_while_it_is_in_force)
{
	struct trial *t = *state;
	static const struct year_span founding = { 1001, 1001 };
	const char *name;

	t->book->local_days[0] = (struct local_day){
		.rule = trial_rule(RULE_LOCAL_DAYS, "founding", ""),
		.span_count = 1,
		.spans = &founding,
	};
	t->book->local_day_count = 1;
	t->book->local_days[0].rule.valid.use_from = date_from_iso("2026-01-01");
	assert_int_equal(calendar_holiday(t->book, NULL, date_from_iso("2026-10-01"), &name),
			 RULE_HOLIDAY_LOCAL);
	assert_string_equal(name, "founding");
	assert_int_equal(calendar_holiday(t->book, NULL, date_from_iso("2025-10-01"), &name),
			 RULE_HOLIDAY_NONE);
}

CLAIM(a_weekday_that_the_day_is_not_is_refused)
{
	struct trial *t = *state;

	give(t, "day", "2026-11-21");
	give(t, "day_kind", "sunday");
	assert_false(facts_complete(&t->f, &t->e));
	assert_string_equal(t->e.msg,
			    "day_kind is not what it is on the day of use; leave it out.");
	give(t, "day", "2026-11-22");
	complete(t);
}

CLAIM(bands_give_their_times_and_the_whole_of_which_they_are_all)
{
	struct trial *t = *state;

	give(t, "room", "a");
	give(t, "bands", "morning, night");
	complete(t);
	assert_int_equal(value(t, FACT_FROM), 540);
	assert_int_equal(value(t, FACT_TO), 1290);
	assert_int_equal(value(t, FACT_MINUTES), 180 + 210);
	assert_false(choice_set_has(&t->f.bands, WHOLE));
	give(t, "bands", "morning,night,afternoon");
	complete(t);
	assert_true(choice_set_has(&t->f.bands, WHOLE));
	assert_true(choice_set_has(&t->f.bands, DAYTIME));
	give(t, "bands", "whole");
	complete(t);
	assert_true(choice_set_has(&t->f.bands, AFTERNOON));
	assert_int_equal(value(t, FACT_MINUTES), 180 + 240 + 210);
}

CLAIM(times_book_every_band_that_they_touch)
{
	struct trial *t = *state;

	give(t, "room", "a");
	give(t, "from", "10:00");
	give(t, "to", "13:30");
	complete(t);
	assert_true(choice_set_has(&t->f.bands, MORNING));
	assert_true(choice_set_has(&t->f.bands, AFTERNOON));
	assert_true(choice_set_has(&t->f.bands, DAYTIME));
	assert_false(choice_set_has(&t->f.bands, NIGHT));
	assert_int_equal(value(t, FACT_MINUTES), 210);
	give(t, "from", "12:30");
	assert_false(facts_complete(&t->f, &t->e));
	assert_string_equal(t->e.msg, "12:30 to 13:30 is not within the bands of by_bands.");
	give(t, "room", "b");
	complete(t);
	assert_true(choice_set_is_empty(&t->f.bands));
	give(t, "to", "12:30");
	assert_false(facts_complete(&t->f, &t->e));
	assert_string_equal(t->e.msg, "The use ends before it begins.");
}

CLAIM(a_short_use_keeps_its_own_times_beside_the_band)
{
	struct trial *t = *state;

	give(t, "room", "a");
	give(t, "bands", "morning");
	give(t, "from", "9:00");
	give(t, "to", "10:30");
	complete(t);
	assert_int_equal(value(t, FACT_MINUTES), 90);
	assert_true(choice_set_has(&t->f.bands, MORNING));
}

CLAIM(a_band_that_the_slot_set_does_not_sell_is_refused)
{
	struct trial *t = *state;
	struct slot_set *s = &t->book->slots[0];

	s->band_count = 2; /* morning and afternoon */
	s->band_set = (struct choice_set){ { 3 } };
	give(t, "room", "a");
	give(t, "bands", "daytime");
	complete(t);
	give(t, "bands", "night");
	assert_false(facts_complete(&t->f, &t->e));
	assert_string_equal(t->e.msg, "night is not one of the bands of by_bands.");
}

CLAIM(the_class_is_the_first_that_holds_unless_it_was_given)
{
	struct trial *t = *state;

	give(t, "residents", "80");
	complete(t);
	assert_int_equal(value(t, FACT_CLASS), 1);
	give(t, "profit", "yes");
	complete(t);
	assert_int_equal(value(t, FACT_CLASS), 0);
	give(t, "class", "other");
	complete(t);
	assert_int_equal(value(t, FACT_CLASS), 2);
}

CLAIM(a_class_that_hangs_on_an_unknown_fact_asks_for_that_fact)
{
	struct trial *t = *state;
	struct rule r = trial_rule(RULE_ADJUST, "r", "");

	trial_when(t->book, &r, trial_is(FACT_CLASS, 2));
	complete(t);
	assert_false(t->f.known[FACT_CLASS]);
	assert_int_equal(t->f.lacking, NONE);
	assert_false(rule_applies(&t->f, &r));
	assert_false(facts_lacking(&t->f, &t->e));
	assert_string_equal(t->e.msg, "Say residents (residents).");
	assert_string_equal(t->e.field, "residents");
}

CLAIM(only_what_the_answer_hangs_on_is_asked_for)
{
	struct trial *t = *state;
	struct rule r = trial_rule(RULE_ADJUST, "r", "");
	const struct test both[] = {
		trial_between(FACT_HEADS, 10, 20),
		trial_is(FACT_ROOM, ROOM_A),
	};

	trial_way(t->book, &r.when, both, 2);
	give(t, "room", "b");
	assert_false(rule_applies(&t->f, &r));
	assert_int_equal(t->f.lacking, NONE);
	give(t, "room", "a");
	assert_false(rule_applies(&t->f, &r));
	assert_int_equal(t->f.lacking, FACT_HEADS);
	/* Another way that holds makes the number of people unimportant. */
	const struct test way = trial_between(FACT_BUILT_IN, 0, 0);

	trial_way(t->book, &r.when, &way, 1);
	t->f.lacking = NONE;
	assert_true(rule_applies(&t->f, &r));
	assert_int_equal(t->f.lacking, NONE);
	trial_unless(t->book, &r, trial_is(FACT_ROOM, ROOM_A));
	assert_false(rule_applies(&t->f, &r));
}

CLAIM(a_rule_is_in_force_by_the_day_of_use_and_by_the_day_of_application)
{
	struct trial *t = *state;
	struct rule r = trial_rule(RULE_PRICES, "r", "");

	r.valid.use_from = date_from_iso("2027-04-01");
	r.valid.apply_to = date_from_iso("2026-12-31");
	give(t, "day", "2027-03-31");
	assert_false(rule_applies(&t->f, &r));
	assert_int_equal(t->f.lacking, NONE);
	give(t, "day", "2027-04-01");
	assert_false(rule_applies(&t->f, &r));
	assert_false(facts_lacking(&t->f, &t->e));
	assert_string_equal(t->e.msg, "Say apply (the day of application).");
	give(t, "apply", "2026-12-31");
	assert_true(rule_applies(&t->f, &r));
	give(t, "apply", "2027-01-01");
	assert_false(rule_applies(&t->f, &r));
}

CLAIM(days_of_the_year_may_go_over_the_new_year)
{
	struct trial *t = *state;
	struct condition c = { 0, NULL };
	const struct test winter = trial_between(FACT_DATE, 1228, 104);

	trial_way(t->book, &c, &winter, 1);
	assert_false(condition_holds(&t->f, &c));
	assert_false(facts_lacking(&t->f, &t->e));
	assert_string_equal(t->e.msg, "Say day (the day of use).");
	give(t, "day", "2027-01-04");
	complete(t);
	assert_true(condition_holds(&t->f, &c));
	give(t, "day", "2027-01-05");
	complete(t);
	assert_false(condition_holds(&t->f, &c));
}

CLAIM(other_uses_of_the_party_make_runs_and_companions)
{
	struct trial *t = *state;

	give(t, "room", "a");
	give(t, "day", "2026-12-04");
	give(t, "bands", "morning");
	complete(t);
	assert_int_equal(value(t, FACT_RUN_DAY), 1);
	assert_int_equal(value(t, FACT_ROOMS_AT_ONCE), 1);
	give(t, "other", "day=2026-12-03 room=a bands=night");
	give(t, "other", "day=2026-12-02 room=a from=9:00 to=10:00");
	give(t, "other", "day=2026-12-01 room=a bands=night state=cancelled");
	give(t, "other", "day=2026-12-04 room=b from=12:00 to=15:00 apply=2026-10-01");
	complete(t);
	assert_int_equal(value(t, FACT_RUN_DAY), 3);
	assert_int_equal(value(t, FACT_ROOMS_AT_ONCE), 1); /* b begins as the morning ends */
	give(t, "other", "day=2026-12-04 room=b from=11:30 to=12:00");
	complete(t);
	assert_int_equal(value(t, FACT_ROOMS_AT_ONCE), 2);
	assert_true(choice_set_has(&t->f.companions, ROOM_B));
	assert_int_equal(t->f.others[3].apply, date_from_iso("2026-10-01"));
	give(t, "companions", "b");
	complete(t);
	assert_int_equal(value(t, FACT_ROOMS_AT_ONCE), 2);
}

CLAIM(a_use_of_several_days_touches_months_of_the_calendar)
{
	struct trial *t = *state;

	give(t, "room", "a");
	give(t, "day", "2026-12-30");
	complete(t);
	assert_int_equal(value(t, FACT_DAYS), 1);
	assert_int_equal(value(t, FACT_MONTHS), 1);
	give(t, "until", "2027-02-01");
	complete(t);
	assert_int_equal(value(t, FACT_DAYS), 34);
	assert_int_equal(value(t, FACT_MONTHS), 3);
	give(t, "months", "2");
	complete(t);
	assert_int_equal(value(t, FACT_MONTHS), 2);
	give(t, "until", "2026-12-29");
	assert_false(facts_complete(&t->f, &t->e));
	assert_string_equal(t->e.field, "until");
	assert_false(facts_set(&t->f, "months", "0", &t->e));
}

CLAIM(the_share_of_the_house_is_that_of_the_room)
{
	struct trial *t = *state;

	give(t, "room", "a");
	complete(t);
	assert_int_equal(value(t, FACT_SHARE), 40);
	give(t, "room", "b");
	complete(t);
	assert_false(t->f.known[FACT_SHARE]);
}

#define TEST_ROW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ROW(names_and_values_are_read_as_people_write_them),
		TEST_ROW(what_is_not_understood_is_said_with_what_was_probably_meant),
		TEST_ROW(the_day_says_its_kind_its_season_and_its_holiday),
		TEST_ROW(a_local_day_of_the_book_is_a_holiday_while_it_is_in_force),
		TEST_ROW(a_weekday_that_the_day_is_not_is_refused),
		TEST_ROW(bands_give_their_times_and_the_whole_of_which_they_are_all),
		TEST_ROW(times_book_every_band_that_they_touch),
		TEST_ROW(a_short_use_keeps_its_own_times_beside_the_band),
		TEST_ROW(a_band_that_the_slot_set_does_not_sell_is_refused),
		TEST_ROW(the_class_is_the_first_that_holds_unless_it_was_given),
		TEST_ROW(a_class_that_hangs_on_an_unknown_fact_asks_for_that_fact),
		TEST_ROW(only_what_the_answer_hangs_on_is_asked_for),
		TEST_ROW(a_rule_is_in_force_by_the_day_of_use_and_by_the_day_of_application),
		TEST_ROW(days_of_the_year_may_go_over_the_new_year),
		TEST_ROW(other_uses_of_the_party_make_runs_and_companions),
		TEST_ROW(a_use_of_several_days_touches_months_of_the_calendar),
		TEST_ROW(the_share_of_the_house_is_that_of_the_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
