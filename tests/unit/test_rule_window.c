/* test_rule_window.c - from when until when, and by when at the latest. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_kit.h"

#include "base/str.h"

struct asked {
	struct facts facts;
	struct answer answer;
	struct err e;
};

static void
ask_init(struct asked *q, struct kit *k, const char *day)
{
	facts_init(&q->facts, &k->book, &k->around);
	answer_init(&q->answer);
	q->e = (struct err){ 0 };
	q->facts.day = ON(day);
	facts_set_day(&q->facts, q->facts.day);
}

static void
ask_done(struct asked *q)
{
	facts_done(&q->facts);
	answer_done(&q->answer);
}

/* "2026-09-01 09:00 .. 2026-11-30", or the sentence when it cannot be answered. */
static void
assert_window(struct kit *k, const char *day, const char *first, const char *last)
{
	struct asked q;
	char iso[DATE_TEXT_SIZE];

	ask_init(&q, k, day);
	if (!ask_window(&q.facts, &q.answer, &q.e))
		fail_msg("%s", q.e.msg);
	date_to_iso(q.answer.first, iso);
	assert_string_equal(iso, first);
	date_to_iso(q.answer.last, iso);
	assert_string_equal(iso, last);
	ask_done(&q);
}

static bool
may_apply(struct kit *k, const char *day, const char *apply, int at)
{
	struct asked q;

	ask_init(&q, k, day);
	q.facts.apply = ON(apply);
	q.facts.apply_at = at;
	if (!ask_window(&q.facts, &q.answer, &q.e))
		fail_msg("%s", q.e.msg);
	bool yes = q.answer.yes;
	int refusals = 0;

	for (int i = 0; i < q.answer.count; i++)
		refusals += q.answer.lines[i].kind == LINE_REFUSAL;
	assert_int_equal(refusals, yes ? 0 : 1);
	ask_done(&q);
	return yes;
}

static void
first_of_the_third_month_before_until_the_day_before(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("all"),
		.opens = MOMENT(.unit = MOMENT_MONTH_DAY, .amount = 3, .day = 1),
		.closes = MOMENT(.unit = MOMENT_DAYS, .amount = 1) });
	assert_window(k, "2026-12-15", "2026-09-01", "2026-12-14");
	assert_window(k, "2027-01-01", "2026-10-01", "2026-12-31");
	assert_false(may_apply(k, "2026-12-15", "2026-08-31", NONE));
	assert_true(may_apply(k, "2026-12-15", "2026-09-01", NONE));
	assert_true(may_apply(k, "2026-12-15", "2026-12-14", AT(23, 59)));
	assert_false(may_apply(k, "2026-12-15", "2026-12-15", NONE));
}

static void
without_an_end_the_day_of_use_is_the_last(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("all"),
		.opens = MOMENT(.unit = MOMENT_WEEKS, .amount = 3) });
	assert_window(k, "2026-12-15", "2026-11-24", "2026-12-15");
	assert_false(may_apply(k, "2026-12-15", "2026-12-16", NONE));
}

static void
times_of_day_bound_the_first_and_the_last_day(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("all"),
		.opens = { .unit = MOMENT_DAYS, .amount = 14, .at = AT(9, 0) },
		.closes = { .unit = MOMENT_DAYS, .amount = 0, .at = AT(17, 0) } });
	assert_false(may_apply(k, "2026-12-15", "2026-12-01", AT(8, 59)));
	assert_true(may_apply(k, "2026-12-15", "2026-12-01", AT(9, 0)));
	assert_true(may_apply(k, "2026-12-15", "2026-12-01", NONE));
	assert_true(may_apply(k, "2026-12-15", "2026-12-15", AT(17, 0)));
	assert_false(may_apply(k, "2026-12-15", "2026-12-15", AT(17, 1)));
	assert_true(may_apply(k, "2026-12-15", "2026-12-15", NONE));
}

static void
the_first_window_that_holds_decides(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("halls"),
		.opens = MOMENT(.unit = MOMENT_MONTH_DAY, .amount = 12, .day = 1) });
	k->windows[0].rule.when = kit_is(k, FACT_WEEKDAY, 1u << 0);
	KIT_ADD(k, windows, (struct window){ .rule = RULE("all"),
		.opens = MOMENT(.unit = MOMENT_MONTHS, .amount = 2) });
	assert_window(k, "2026-12-06", "2025-12-01", "2026-12-06");
	assert_window(k, "2026-12-07", "2026-10-07", "2026-12-07");
}

/* The counter takes applications from 90 days, the others from 60 until 3 days before. */
static void
add_windows_by_way(struct kit *k)
{
	KIT_ADD(k, windows, (struct window){ .rule = RULE("desk"), .by = 1u << BY_COUNTER,
		.opens = MOMENT(.unit = MOMENT_DAYS, .amount = 90) });
	KIT_ADD(k, windows, (struct window){ .rule = RULE("again"), .by = 1u << BY_COUNTER,
		.opens = MOMENT(.unit = MOMENT_DAYS, .amount = 300) });
	KIT_ADD(k, windows, (struct window){ .rule = RULE("rest"),
		.opens = MOMENT(.unit = MOMENT_DAYS, .amount = 60),
		.closes = MOMENT(.unit = MOMENT_DAYS, .amount = 3) });
	KIT_ADD(k, windows, (struct window){ .rule = RULE("never") });
}

static void
assert_by_way(struct kit *k, const char *apply, const char *by, const char *lines)
{
	struct asked q;
	AUTO_STR text = STR_INIT;

	ask_init(&q, k, "2026-12-15");
	q.facts.apply = ON(apply);
	if (!ask_window(&q.facts, &q.answer, &q.e))
		fail_msg("%s", q.e.msg);
	for (int i = 0; i < q.answer.count; i++)
		if (q.answer.lines[i].kind != LINE_DAY)
			str_addf(&text, "%s%s\n",
				q.answer.lines[i].kind == LINE_REFUSAL ? "no: " : "",
				q.answer.lines[i].text);
	assert_string_equal(str_text(&text), lines);
	assert_string_equal(q.answer.by->code, by);
	ask_done(&q);
}

#define BY_WAY                                                                        \
	"desk (at the counter): from Wednesday, 16 September 2026 until Tuesday, "     \
	"15 December 2026\n"                                                          \
	"rest (by telephone, on the web, by post, by fax): from Friday, 16 October 2026 " \
	"until Saturday, 12 December 2026\n"

static void
each_way_of_applying_has_its_window(void **state)
{
	struct kit *k = *state;

	add_windows_by_way(k);
	assert_by_way(k, "2026-10-01", "desk",
		BY_WAY "Applications on that day: only at the counter\n");
	assert_by_way(k, "2026-11-01", "desk", BY_WAY);
	assert_by_way(k, "2026-12-14", "desk",
		BY_WAY "Applications on that day: only at the counter\n");
	assert_by_way(k, "2026-09-15", "desk",
		BY_WAY "no: desk (at the counter): applications from Wednesday, 16 September 2026\n"
		"no: rest (by telephone, on the web, by post, by fax): applications from Friday, "
		"16 October 2026\n");
}

static void
a_way_that_is_said_has_its_window_alone(void **state)
{
	struct kit *k = *state;
	struct asked q;

	add_windows_by_way(k);
	ask_init(&q, k, "2026-12-15");
	q.facts.apply = ON("2026-10-01");
	facts_set_number(&q.facts, FACT_WAY, BY_PHONE);
	assert_true(ask_window(&q.facts, &q.answer, &q.e));
	assert_false(q.answer.yes);
	assert_string_equal(q.answer.by->code, "rest");
	answer_clear(&q.answer);
	facts_set_number(&q.facts, FACT_WAY, BY_COUNTER);
	assert_true(ask_window(&q.facts, &q.answer, &q.e));
	assert_true(q.answer.yes);
	assert_string_equal(q.answer.by->code, "desk");
	ask_done(&q);
}

static void
the_days_are_those_of_the_way_that_takes_the_application(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("desk"), .by = 1u << BY_COUNTER,
		.opens = MOMENT(.unit = MOMENT_DAYS, .amount = 60),
		.closes = MOMENT(.unit = MOMENT_DAYS, .amount = 30) });
	KIT_ADD(k, windows, (struct window){ .rule = RULE("web"), .by = 1u << BY_WEB });
	assert_by_way(k, "2026-12-01", "web",
		"desk (at the counter): from Friday, 16 October 2026 until Sunday, "
		"15 November 2026\n"
		"web (on the web): at any time until Tuesday, 15 December 2026\n"
		"Applications on that day: only on the web\n");
	assert_window(k, "2026-12-15", "2026-10-16", "2026-11-15");
}

static void
a_use_without_a_window_cannot_be_applied_for(void **state)
{
	struct kit *k = *state;

	assert_true(may_apply(k, "2026-12-07", "2026-12-01", NONE));
	KIT_ADD(k, windows, (struct window){ .rule = RULE("sundays") });
	k->windows[0].rule.when = kit_is(k, FACT_WEEKDAY, 1u << 0);
	assert_true(may_apply(k, "2026-12-06", "2026-12-01", NONE));
	assert_false(may_apply(k, "2026-12-07", "2026-12-01", NONE));
}

static void
an_opening_day_that_is_closed_is_moved_and_said_so(void **state)
{
	struct kit *k = *state;
	struct asked q;
	AUTO_STR said = STR_INIT;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("Registered"),
		.opens = { .unit = MOMENT_MONTH_DAY, .amount = 2, .day = 1, .at = AT(10, 0),
			.shift = SHIFT_NEXT_WEEKDAY },
		.closes = MOMENT(.unit = MOMENT_WORKING_DAYS, .amount = 5) });
	k->windows[0].rule.by_law = "art. 7";
	ask_init(&q, k, "2027-01-15");
	q.facts.apply = ON("2026-11-01");
	assert_true(ask_window(&q.facts, &q.answer, &q.e));
	answer_write(&q.answer, &said);
	assert_string_equal(str_text(&said),
		"2 months before that of Friday, 15 January 2027: Sunday, 1 November 2026\n"
		"Sunday, 1 November 2026 is no working day, therefore Monday, 2 November 2026\n"
		"5 working days before Friday, 15 January 2027: Thursday, 7 January 2027\n"
		"Registered: from Monday, 2 November 2026 10:00 until Thursday, 7 January 2027"
		"  (art. 7)\n"
		"Registered: applications from Monday, 2 November 2026 10:00  (art. 7)\n");
	assert_false(q.answer.yes);
	assert_ptr_equal(q.answer.by, &k->windows[0].rule);
	ask_done(&q);
}

static void
without_a_day_of_application_nothing_is_judged(void **state)
{
	struct kit *k = *state;
	struct asked q;

	KIT_ADD(k, windows, (struct window){ .rule = RULE("all") });
	ask_init(&q, k, "2026-12-07");
	assert_true(ask_window(&q.facts, &q.answer, &q.e));
	assert_false(q.answer.yes);
	assert_int_equal(q.answer.lines[q.answer.count - 1].kind, LINE_NOTE);
	ask_done(&q);
}

/* --- deadlines --- */

static void
assert_last(struct kit *k, enum deadline_of of, const char *since, const char *expected, int at)
{
	struct asked q;
	char iso[DATE_TEXT_SIZE] = "none";

	ask_init(&q, k, "2026-12-15");
	if (!ask_deadline(&q.facts, of, since != NULL ? ON(since) : DAY_NONE, &q.answer, &q.e))
		fail_msg("%s", q.e.msg);
	if (q.answer.last != DAY_NONE)
		date_to_iso(q.answer.last, iso);
	assert_string_equal(iso, expected);
	assert_int_equal(q.answer.last_at, at);
	ask_done(&q);
}

static void
a_hold_ends_so_many_days_after_it_was_made(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("hold"), .of = DEADLINE_HOLD,
		.after = MOMENT(.unit = MOMENT_DAYS, .amount = 7) });
	assert_last(k, DEADLINE_HOLD, "2026-11-20", "2026-11-27", NONE);
	k->deadlines[0].after.first_day_counts = true;
	assert_last(k, DEADLINE_HOLD, "2026-11-20", "2026-11-26", NONE);
	k->deadlines[0].after = MOMENT(.unit = MOMENT_WORKING_DAYS, .amount = 3);
	assert_last(k, DEADLINE_HOLD, "2026-11-20", "2026-11-26", NONE);
}

static void
of_two_ends_the_first_counts(void **state)
{
	struct kit *k = *state;

	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("pay"), .of = DEADLINE_PAYMENT,
		.before = { .unit = MOMENT_DAYS, .amount = 10, .at = AT(17, 0) },
		.after = MOMENT(.unit = MOMENT_WEEKS, .amount = 2) });
	assert_last(k, DEADLINE_PAYMENT, "2026-11-01", "2026-11-15", NONE);
	assert_last(k, DEADLINE_PAYMENT, "2026-11-30", "2026-12-05", AT(17, 0));
	assert_last(k, DEADLINE_PAYMENT, "2026-11-21", "2026-12-05", AT(17, 0));
	assert_last(k, DEADLINE_HOLD, "2026-11-21", "none", NONE);
}

static void
a_deadline_says_what_it_needs(void **state)
{
	struct kit *k = *state;
	struct asked q;

	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("hold"), .of = DEADLINE_HOLD,
		.after = MOMENT(.unit = MOMENT_DAYS, .amount = 7) });
	ask_init(&q, k, "2026-12-15");
	assert_false(ask_deadline(&q.facts, DEADLINE_HOLD, DAY_NONE, &q.answer, &q.e));
	assert_string_equal(q.e.field, "since");
	k->deadlines[0].rule.when = kit_is(k, FACT_CLASS, 1);
	assert_false(ask_deadline(&q.facts, DEADLINE_HOLD, ON("2026-11-20"), &q.answer, &q.e));
	assert_string_equal(q.e.field, "class");
	ask_done(&q);
}

static void
what_an_earlier_question_lacked_is_not_asked_again(void **state)
{
	struct kit *k = *state;
	struct asked q;

	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("pay"), .of = DEADLINE_PAYMENT,
		.before = { .unit = MOMENT_DAYS, .amount = 10 } });
	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("hold"), .of = DEADLINE_HOLD,
		.after = MOMENT(.unit = MOMENT_DAYS, .amount = 7) });
	ask_init(&q, k, "2026-12-15");
	q.facts.day = DAY_NONE;
	assert_false(ask_deadline(&q.facts, DEADLINE_PAYMENT, ON("2026-11-20"), &q.answer, &q.e));
	assert_string_equal(q.e.field, "day");
	assert_true(ask_deadline(&q.facts, DEADLINE_HOLD, ON("2026-11-20"), &q.answer, &q.e));
	q.facts.day = ON("2026-12-15");
	q.facts.lacking = FACT_HEADS;
	assert_true(ask_window(&q.facts, &q.answer, &q.e));
	ask_done(&q);
}

static void
what_is_said_on_the_last_day_is_in_time(void **state)
{
	struct kit *k = *state;
	struct asked q;

	KIT_ADD(k, deadlines, (struct deadline){ .rule = RULE("cancel"), .of = DEADLINE_CANCEL,
		.before = { .unit = MOMENT_DAYS, .amount = 7, .at = AT(17, 0),
			.shift = SHIFT_NEXT_OPEN } });
	kit_close(k, "2026-12-08", "2026-12-08");
	for (int minute = 0; minute < 2; minute++) {
		ask_init(&q, k, "2026-12-15");
		q.facts.apply = ON("2026-12-09");
		q.facts.apply_at = AT(17, minute);
		assert_true(ask_deadline(&q.facts, DEADLINE_CANCEL, DAY_NONE, &q.answer, &q.e));
		assert_int_equal(q.answer.yes, minute == 0);
		ask_done(&q);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_KIT(first_of_the_third_month_before_until_the_day_before),
		IN_KIT(without_an_end_the_day_of_use_is_the_last),
		IN_KIT(times_of_day_bound_the_first_and_the_last_day),
		IN_KIT(the_first_window_that_holds_decides),
		IN_KIT(each_way_of_applying_has_its_window),
		IN_KIT(a_way_that_is_said_has_its_window_alone),
		IN_KIT(the_days_are_those_of_the_way_that_takes_the_application),
		IN_KIT(a_use_without_a_window_cannot_be_applied_for),
		IN_KIT(an_opening_day_that_is_closed_is_moved_and_said_so),
		IN_KIT(without_a_day_of_application_nothing_is_judged),
		IN_KIT(a_hold_ends_so_many_days_after_it_was_made),
		IN_KIT(of_two_ends_the_first_counts),
		IN_KIT(a_deadline_says_what_it_needs),
		IN_KIT(what_an_earlier_question_lacked_is_not_asked_again),
		IN_KIT(what_is_said_on_the_last_day_is_in_time),
	};
	return cmocka_run_group_tests_name("rule_window", tests, NULL, NULL);
}
