/* test_rule_fit.c - people and times that do not fit a room are refused with the room's words. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "base/macros.h"
#include "rule/ask.h"
#include "rule/read.h"

static const char text[] =
	"book: {name: hall, law: by-law}\n"
	"rooms:\n"
	"  - {code: a, name: Room A, by_law: Table 1, capacity: 18}\n"
	"  - {code: b, name: Room B}\n"
	"bands:\n"
	"  - {code: am, name: morning, from: \"8:30\", to: \"12:00\"}\n"
	"slots:\n"
	"  - {code: bands, name: bands, bands: [am], when: {room: b}}\n"
	"  - {code: hours, name: by the hour, grid: 60, least: 120, most: 240}\n"
	"hours:\n"
	"  - {name: hours, open: \"8:30-21:30\"}\n"
	"allow:\n"
	"  - {code: crowd, when: {heads: {over: 100}}, refuse: Crowds go to the hall.}\n";

static const struct {
	const char *room, *from, *to, *heads;
	const char *by; /* "": allowed */
	const char *lines;
} cases[] = {
	{ "a", "9:30", "11:30", "18", "", "" },
	{ "a", "8:30", "12:30", "1", "", "" },
	{ "a", "9:30", "11:30", "19", "a", "Room A holds 18 people, not 19.  (Table 1)\n" },
	{ "a", "9:00", "11:00", "1", "hours", "by the hour: times go by 60 minutes.\n" },
	{ "a", "9:30", "10:30", "1", "hours", "by the hour: at least 120 minutes, not 60.\n" },
	{ "a", "9:30", "14:30", "1", "hours", "by the hour: at most 240 minutes, not 300.\n" },
	{ "a", "9:30", "11:00", "30", "a",
	  "Room A holds 18 people, not 30.  (Table 1)\nby the hour: times go by 60 minutes.\n"
	  "by the hour: at least 120 minutes, not 90.\n" },
	{ "a", "9:30", "11:30", "101", "crowd",
	  "Crowds go to the hall.\nRoom A holds 18 people, not 101.  (Table 1)\n" },
	/* bands have their own times, and a room without a number holds anybody */
	{ "b", "9:00", "10:10", "99", "", "" },
};

TEST(what_does_not_fit_the_room_is_refused)
{
	struct faults faults = FAULTS_INIT("hall.yaml");
	struct book *b = book_read("hall.yaml", text, sizeof text - 1, &faults);

	assert_non_null(b);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR lines = STR_INIT;
		struct facts f;
		struct answer a;
		struct err e;

		facts_init(&f, b, NULL);
		answer_init(&a);
		assert_true(facts_set(&f, "room", cases[i].room, &e));
		assert_true(facts_set(&f, "day", "2026-12-01", &e));
		assert_true(facts_set(&f, "from", cases[i].from, &e));
		assert_true(facts_set(&f, "to", cases[i].to, &e));
		assert_true(facts_set(&f, "heads", cases[i].heads, &e));
		assert_true(facts_complete(&f, &e));
		assert_true(ask_allowed(&f, &a, &e));
		answer_write(&a, &lines);
		assert_string_equal(str_text(&lines), cases[i].lines);
		assert_int_equal(a.yes, cases[i].by[0] == '\0');
		assert_string_equal(a.yes ? "" : a.by->code, cases[i].by);
		answer_done(&a);
		facts_done(&f);
	}
	book_free(b);
	faults_done(&faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_does_not_fit_the_room_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
