/* test_rule_open.c - is it open then, why not, and what a storm leaves of a day. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_kit.h"

#include "base/str.h"

/* Asks and compares the lines; the answer stays for further claims. */
static void
assert_says(struct kit *k, struct facts *f, struct answer *a, const char *expected)
{
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };

	(void)k;
	answer_clear(a);
	if (!ask_open(f, a, &e))
		fail_msg("%s", e.msg);
	answer_write(a, &said);
	assert_string_equal(str_text(&said), expected);
}

struct asked {
	struct facts facts;
	struct answer answer;
};

static void
ask_init(struct asked *q, struct kit *k, const char *day)
{
	facts_init(&q->facts, &k->book, &k->around);
	answer_init(&q->answer);
	q->facts.day = ON(day);
	facts_set_day(&q->facts, q->facts.day);
}

static void
ask_done(struct asked *q)
{
	facts_done(&q->facts);
	answer_done(&q->answer);
}

static void
close_mondays(struct kit *k)
{
	KIT_ADD(k, closings, (struct closing){ .rule = RULE("Mondays"), .kind = CLOSING_WEEKDAY,
		.weekdays = 1u << 1, .if_holiday = HOLIDAY_MOVES, .to = TO_NEXT_WEEKDAY });
	k->closings[0].rule.by_law = "art. 4";
}

static void
an_open_day_has_its_hours(void **state)
{
	struct asked q;

	ask_init(&q, *state, "2026-12-01");
	assert_says(*state, &q.facts, &q.answer, "Tuesday, 1 December 2026: open 9:00-21:00\n");
	assert_true(q.answer.yes);
	assert_int_equal(q.answer.first_at, AT(9, 0));
	assert_int_equal(q.answer.last_at, AT(21, 0));
	ask_done(&q);
}

static void
a_moved_closing_says_where_it_came_from(void **state)
{
	struct kit *k = *state;
	struct asked q;

	close_mondays(k);
	ask_init(&q, k, "2026-09-24");
	assert_says(k, &q.facts, &q.answer,
		"Thursday, 24 September 2026: closed\n"
		"Mondays (moved from Monday, 21 September 2026)  (art. 4)\n");
	assert_false(q.answer.yes);
	assert_int_equal(q.answer.lines[1].kind, LINE_REFUSAL);
	assert_ptr_equal(q.answer.by, &k->closings[0].rule);
	ask_done(&q);
}

static void
a_holiday_that_is_open_says_where_its_closing_went(void **state)
{
	struct kit *k = *state;
	struct asked q;

	close_mondays(k);
	ask_init(&q, k, "2026-09-21");
	assert_says(k, &q.facts, &q.answer,
		"Monday, 21 September 2026 敬老の日: open 9:00-21:00\n"
		"Mondays: not today, which is a holiday (敬老の日), but on Thursday, 24 September"
		" 2026  (art. 4)\n");
	assert_true(q.answer.yes);
	ask_done(&q);
}

static void
every_reason_is_named(void **state)
{
	struct kit *k = *state;
	struct asked q;

	close_mondays(k);
	kit_close(k, "2026-12-07", "2026-12-07");
	k->closures[0].rule.name = "works";
	k->closures[0].part = (struct time_span){ AT(9, 0), AT(12, 0) };
	ask_init(&q, k, "2026-12-07");
	assert_says(k, &q.facts, &q.answer,
		"Monday, 7 December 2026: closed\nworks 9:00-12:00\nMondays  (art. 4)\n");
	ask_done(&q);
}

static void
a_time_must_lie_within_what_is_left(void **state)
{
	struct kit *k = *state;
	struct asked q;

	kit_close(k, "2026-12-01", "2026-12-01");
	k->closures[0].part = (struct time_span){ AT(12, 0), AT(13, 0) };
	ask_init(&q, k, "2026-12-01");
	facts_set_number(&q.facts, FACT_FROM, AT(11, 0));
	facts_set_number(&q.facts, FACT_TO, AT(14, 0));
	assert_says(k, &q.facts, &q.answer,
		"Tuesday, 1 December 2026: open 9:00-12:00, 13:00-21:00\nclosed 12:00-13:00\n"
		"11:00-14:00 is not within the opening hours\n");
	assert_false(q.answer.yes);
	facts_set_number(&q.facts, FACT_FROM, AT(13, 0));
	answer_clear(&q.answer);
	assert_true(ask_open(&q.facts, &q.answer, NULL));
	assert_true(q.answer.yes);
	ask_done(&q);
}

/* The hour between two bands may be closed: nobody booked it. */
static void
bands_are_asked_one_by_one(void **state)
{
	static struct band bands[2];
	struct kit *k = *state;
	struct asked q;

	bands[0] = (struct band){ .rule = RULE("morning"), .from = AT(9, 0), .to = AT(12, 0) };
	bands[1] = (struct band){ .rule = RULE("night"), .from = AT(18, 0), .to = AT(21, 0) };
	k->book.bands = bands;
	k->book.band_count = 2;
	kit_close(k, "2026-12-01", "2026-12-01");
	k->closures[0].part = (struct time_span){ AT(12, 0), AT(18, 0) };
	ask_init(&q, k, "2026-12-01");
	q.facts.bands.bits[0] = 3;
	assert_true(ask_open(&q.facts, &q.answer, NULL));
	assert_true(q.answer.yes);
	k->closures[0].part.to = AT(19, 0);
	assert_says(k, &q.facts, &q.answer,
		"Tuesday, 1 December 2026: open 9:00-12:00, 19:00-21:00\nclosed 12:00-19:00\n"
		"night 18:00-21:00 is not within the opening hours\n");
	ask_done(&q);
}

static void
a_special_opening_and_a_closed_counter_are_told(void **state)
{
	static day_num day[1];
	struct kit *k = *state;
	struct asked q;

	day[0] = ON("2026-12-07");
	close_mondays(k);
	KIT_ADD(k, openings, (struct opening){ .rule = RULE("festival"), .dates = day,
		.date_count = 1 });
	kit_close(k, "2026-12-07", "2026-12-07");
	k->closures[0].counter_only = true;
	ask_init(&q, k, "2026-12-07");
	assert_says(k, &q.facts, &q.answer,
		"Monday, 7 December 2026: open 9:00-21:00\nclosed (only the counter is closed)\n"
		"festival: opened specially\n");
	assert_true(q.answer.yes);
	ask_done(&q);
}

static void
a_fact_that_the_hours_hang_on_is_asked_for(void **state)
{
	struct kit *k = *state;
	struct asked q;
	struct err e = { 0 };

	k->hours[0].rule.when = kit_is(k, FACT_CLASS, 1);
	ask_init(&q, k, "2026-12-01");
	assert_false(ask_open(&q.facts, &q.answer, &e));
	assert_string_equal(e.field, "class");
	q.facts.lacking = NONE;
	q.facts.day = DAY_NONE;
	assert_false(ask_open(&q.facts, &q.answer, &e));
	assert_string_equal(e.field, "day");
	ask_done(&q);
}

/* Lifted by 8:00: as usual; by 11:00: from 13:00; by 15:00: from 17:00; else closed. */
static void
add_storm_table(struct kit *k)
{
	KIT_ADD(k, storms, (struct storm){ RULE("as usual"), AT(8, 0), STORM_NORMAL, 0 });
	KIT_ADD(k, storms, (struct storm){ RULE("from 13:00"), AT(11, 0), STORM_OPENS_AT,
		AT(13, 0) });
	KIT_ADD(k, storms, (struct storm){ RULE("from 17:00"), AT(15, 0), STORM_OPENS_AT,
		AT(17, 0) });
	KIT_ADD(k, storms, (struct storm){ RULE("all day"), AT(24, 0), STORM_CLOSED, 0 });
}

static int
opens_after(struct kit *k, int lifted)
{
	struct asked q;
	struct err e = { 0 };

	ask_init(&q, k, "2026-12-01");
	if (!ask_storm(&q.facts, lifted, &q.answer, &e))
		fail_msg("%s", e.msg);
	int at = q.answer.yes ? q.answer.first_at : NONE;

	assert_true(q.answer.count == 2);
	ask_done(&q);
	return at;
}

static void
a_storm_day_opens_by_when_the_warning_was_lifted(void **state)
{
	struct kit *k = *state;

	add_storm_table(k);
	assert_int_equal(opens_after(k, AT(6, 30)), AT(9, 0));
	assert_int_equal(opens_after(k, AT(8, 0)), AT(9, 0));
	assert_int_equal(opens_after(k, AT(8, 1)), AT(13, 0));
	assert_int_equal(opens_after(k, AT(11, 0)), AT(13, 0));
	assert_int_equal(opens_after(k, AT(15, 0)), AT(17, 0));
	assert_int_equal(opens_after(k, AT(15, 1)), NONE);
	assert_int_equal(opens_after(k, NONE), NONE);
	k->hours[0].open.to = AT(17, 0);
	assert_int_equal(opens_after(k, AT(15, 0)), NONE);
}

static void
without_a_row_for_storms_nothing_is_guessed(void **state)
{
	struct kit *k = *state;
	struct asked q;
	struct err e = { 0 };

	ask_init(&q, k, "2026-12-01");
	assert_false(ask_storm(&q.facts, NONE, &q.answer, &e));
	assert_int_equal(e.code, ERR_NOT_FOUND);
	ask_done(&q);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_KIT(an_open_day_has_its_hours),
		IN_KIT(a_moved_closing_says_where_it_came_from),
		IN_KIT(a_holiday_that_is_open_says_where_its_closing_went),
		IN_KIT(every_reason_is_named),
		IN_KIT(a_time_must_lie_within_what_is_left),
		IN_KIT(bands_are_asked_one_by_one),
		IN_KIT(a_special_opening_and_a_closed_counter_are_told),
		IN_KIT(a_fact_that_the_hours_hang_on_is_asked_for),
		IN_KIT(a_storm_day_opens_by_when_the_warning_was_lifted),
		IN_KIT(without_a_row_for_storms_nothing_is_guessed),
	};
	return cmocka_run_group_tests_name("rule_open", tests, NULL, NULL);
}
