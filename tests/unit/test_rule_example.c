/* test_rule_example.c - worked examples of every kind: what they give, what they expect. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"

#define HOUSE                                                                                 \
	TITLE                                                                                 \
	"facts: [{code: profit, name: 営利, type: yes_no}]\n"                                 \
	"seasons: [{code: winter, name: 冬期, days: [12-01..02-28]}]\n"                       \
	"rooms: [{code: a, name: A室}, {code: b, name: B室}]\n"                               \
	"bands:\n"                                                                            \
	"  - {code: am, name: 午前, from: \"09:00\", to: \"12:00\"}\n"                        \
	"  - {code: pm, name: 午後, from: \"13:00\", to: \"17:00\"}\n"                        \
	"slots: [{code: usual, bands: [am, pm]}]\n"                                           \
	"hours: [{open: 09:00-21:00, counter: 09:00-17:00}]\n"                                \
	"closings: [{code: monday, name: 月曜, weekday: mon, if_holiday: open}]\n"            \
	"storm: [{lifted_by: \"08:00\", opens: normal}, {lifted_by: \"11:00\", opens: "       \
	"\"13:00\"}, {opens: closed}]\n"                                                      \
	"classes: [{code: trade, name: 営利, when: {profit: yes}}, {code: usual, name: 一般}]\n" \
	"prices: [{code: list, rows_by: band, per: band, rows: {am: 100, pm: 201}}]\n"        \
	"adjust: [{code: more, rules: [{code: double, name: 営利, when: {profit: yes}, rate: " \
	"\"150%\"}]}]\n"                                                                      \
	"extension: [{side: after, price: same_band, per: \"60 minutes\", share: \"1/3\"}]\n" \
	"allow: [{code: no_trade, name: B室, when: {room: b, profit: yes}, refuse: 不可}]\n"  \
	"windows: [{opens: {months: 1}, closes: {days: 1}}]\n"                                \
	"limits: [{code: twice, name: 月2回, count: bookings, per: month, most: 2}]\n"        \
	"deadlines: [{of: payment, after: {days: 7}, from: permit}]\n"                        \
	"refunds: [{name: 半額, kind: cancel, until: {days: 7}, back: \"50%\"}]\n"            \
	"examples:\n"

static void
assert_example(const char *example, const char *expected, const char *got)
{
	AUTO_FREE char *text = mem_printf("%s  - {name: X, %s}\n", HOUSE, example);
	struct book *b = book_of(text);
	struct example_result r;
	bool right = example_run(b, NULL, 0, &r);

	assert_string_equal(r.expected, expected);
	assert_string_equal(r.got, got);
	assert_int_equal(right, expected[0] == '\0');
	assert_int_equal(r.right, right);
	assert_int_equal(r.example->line, 22);
	example_done(&r);
	book_free(b);
}

#define RIGHT(example) assert_example(example, "", "")
#define USE "room: a, day: 2026-12-01, bands: [am, pm]"

TEST(price_rows_class_season_and_words_are_compared)
{
	RIGHT("ask: quote, given: {" USE ", profit: yes}, expect: {yen: 451, "
	      "class: trade, season: winter, slot: usual, says: [営利, 150%]}");
	assert_example("ask: quote, given: {" USE "}, expect: {yen: 300, rows: [100, 200], "
		       "class: usual, season: none, says: 割増}",
		"yen 300; rows 100,200; season none; says 割増",
		"yen 301; rows 100,201; season winter; says not in the explanation");
}

TEST(day_with_holidays_and_closures_of_its_own)
{
	RIGHT("ask: open, given: {day: 2026-12-07}, expect: {closed: monday, open: no}");
	RIGHT("ask: open, given: {day: 2026-12-07, holidays: [2026-12-07 substitute 振替休日]}, "
	      "expect: {open: 9:00-21:00, counter: 09:00-17:00, closed: no}");
	RIGHT("ask: open, given: {day: 2026-12-01, room: a, "
	      "closures: [2026-12-01..2026-12-02 a 12:00-13:00 点検]}, "
	      "expect: {open: [9:00-12:00, 13:00-21:00]}");
	RIGHT("ask: open, given: {day: 2026-12-01, room: b, "
	      "closures: [2026-12-01..2026-12-02 a 12:00-13:00 点検]}, "
	      "expect: {open: 9:00-21:00}");
	assert_example("ask: open, given: {day: 2026-12-07}, "
		       "expect: {open: 9:00-21:00}", "open 9:00-21:00", "open no");
}

TEST(days_of_a_calendar_are_listed)
{
	RIGHT("ask: days, given: {first: 2026-12-06, last: 2026-12-08}, "
	      "expect: {days: [2026-12-06, 2026-12-08], closed_days: [2026-12-07]}");
	RIGHT("ask: days, given: {first: 2026-12-07, last: 2026-12-07}, "
	      "expect: {days: [], closed_days: 2026-12-07}");
	assert_example("ask: days, given: {first: 2026-12-06, last: 2026-12-07}, "
		       "expect: {days: [], closed_days: []}", "days nothing; closed_days nothing",
		"days 2026-12-06; closed_days 2026-12-07");
	assert_example("ask: days, given: {first: 2026-12-07, last: 2026-12-07}, "
		       "expect: {days: 2026-12-07}", "days 2026-12-07", "days nothing");
	assert_example("ask: days, given: {first: 2026-12-06}, expect: {days: 2026-12-06}",
		"days 2026-12-06",
		"no answer: Say first and last (days, at most ten years apart).");
}

TEST(window_deadline_and_storm)
{
	RIGHT("ask: window, given: {" USE ", apply: 2026-11-01}, "
	      "expect: {first: 2026-11-01, last: 2026-11-30, allowed: yes}");
	RIGHT("ask: deadline, given: {" USE ", apply: 2026-11-01, of: payment, "
	      "since: 2026-11-02}, expect: {last: 2026-11-09}");
	RIGHT("ask: storm, given: {day: 2026-12-01, lifted: \"10:59\"}, "
	      "expect: {open: 13:00-21:00, first_at: \"13:00\"}");
	RIGHT("ask: storm, given: {day: 2026-12-01, lifted: none}, expect: {open: no}");
}

TEST(refusals_name_any_rule_that_stands_against_it)
{
	RIGHT("ask: allowed, given: {room: b, day: 2026-12-01, bands: am, profit: yes}, "
	      "expect: {allowed: no, by: no_trade}");
	RIGHT("ask: book, given: {room: b, day: 2026-12-07, bands: am, profit: yes, "
	      "apply: 2026-11-10}, expect: {allowed: no, by: no_trade, closed: monday}");
	assert_example("ask: allowed, given: {" USE "}, expect: {allowed: no, by: no_trade}",
		"allowed no; by no_trade", "allowed yes; by no rule");
}

TEST(limits_count_others_and_what_was_counted_before)
{
	RIGHT("ask: limit, given: {" USE ", counts: {twice: 1}}, expect: {allowed: yes}");
	RIGHT("ask: limit, given: {" USE ", counts: {bookings: 2}}, "
	      "expect: {allowed: no, by: twice, says: booking 3 of at most 2}");
	RIGHT("ask: limit, given: {" USE ", counts: {twice: 1}, "
	      "others: [{day: 2026-12-02, room: a, bands: [am, pm]}]}, expect: {allowed: no}");
	RIGHT("ask: limit, given: {" USE ", counts: {twice: 1}, "
	      "other: [day=2026-12-02 room=a from=9:00 to=10:00]}, expect: {allowed: no}");
	assert_example("ask: limit, given: {" USE ", counts: {thrice: 1}}, expect: {allowed: no}",
		"allowed no",
		"no answer: counts: \"thrice\" is neither a limit nor what limits count.");
}

TEST(extension_and_refund)
{
	RIGHT("ask: extension, given: {room: a, day: 2026-12-01, bands: pm, after: 90}, "
	      "expect: {yen: 134}");
	assert_example("ask: extension, given: {room: a, day: 2026-12-01, bands: pm, after: 1441}, "
		       "expect: {yen: 1}",
		"yen 1", "no answer: after: \"1441\" is no number of minutes from 0 to 1440.");
	RIGHT("ask: refund, given: {" USE ", said: 2026-11-24, paid: -1}, "
	      "expect: {error: cannot be less than 0 yen}");
	RIGHT("ask: refund, given: {" USE ", said: 2026-11-24}, expect: {refund: 150}");
	RIGHT("ask: refund, given: {" USE ", cancelled: 2026-11-24, paid: 1000, "
	      "paid_extras: 301}, expect: {refund: 650}");
	RIGHT("ask: refund, given: {" USE ", said: 2026-11-25, paid: 1000}, "
	      "expect: {refund: 0}");
}

TEST(question_that_cannot_be_answered_can_be_expected)
{
	RIGHT("ask: quote, given: {day: 2026-12-01}, expect: {error: Say}");
	assert_example("ask: quote, given: {" USE "}, expect: {error: Say}", "error Say",
		"error an answer");
	assert_example("ask: quote, given: {room: c, day: 2026-12-01}, expect: {yen: 1}",
		"yen 1", "no answer: room: there is no \"c\"; it can be: a, b.");
	assert_example("ask: quote, given: {" USE "}, expect: {yeb: 1}", "yeb 1",
		"yeb a word that no example can expect");
}

/* Where the fault of the example stands: X begins at 5. */
static void
assert_stands_at(const char *example, int line, int column)
{
	AUTO_FREE char *text = mem_printf("%s  - name: X\n    %s\n", HOUSE, example);
	struct book *b = book_of(text);
	struct example_result r;

	assert_false(example_run(b, NULL, 0, &r));
	assert_int_equal(r.line, line);
	assert_int_equal(r.column, column);
	example_done(&r);
	book_free(b);
}

TEST(fault_stands_at_the_word_that_is_wrong)
{
	assert_stands_at("ask: quote\n"
			 "    given: {room: c, day: 2026-12-01}\n"
			 "    expect: {yen: 1}", 24, 19);
	assert_stands_at("ask: quote\n"
			 "    given: {" USE "}\n"
			 "    expect: {yen: 301, class: trade}", 25, 31);
	assert_stands_at("ask: quote\n"
			 "    given: {room: a}\n"
			 "    expect: {yen: 1}", 22, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(price_rows_class_season_and_words_are_compared),
		cmocka_unit_test(day_with_holidays_and_closures_of_its_own),
		cmocka_unit_test(days_of_a_calendar_are_listed),
		cmocka_unit_test(window_deadline_and_storm),
		cmocka_unit_test(refusals_name_any_rule_that_stands_against_it),
		cmocka_unit_test(limits_count_others_and_what_was_counted_before),
		cmocka_unit_test(extension_and_refund),
		cmocka_unit_test(fault_stands_at_the_word_that_is_wrong),
		cmocka_unit_test(question_that_cannot_be_answered_can_be_expected),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
