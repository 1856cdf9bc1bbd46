/* test_rule_times.c - people and times that do not fit the room are refused. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "rule/ask.h"
#include "rule/read/read.h"

#define HEAD                                                                \
	"book: {name: hall, law: by-law}\n"                                 \
	"rooms:\n"                                                          \
	"  - {code: a, name: Room A, by_law: Table 1, capacity: 18}\n"      \
	"  - {code: b, name: Room B}\n"                                     \
	"bands:\n"                                                          \
	"  - {code: am, name: morning, from: \"8:30\", to: \"12:00\"}\n"    \
	"  - {code: pm, name: afternoon, from: \"13:00\", to: \"17:00\"}\n" \
	"hours:\n"                                                          \
	"  - {name: hours, open: \"8:30-21:30\"}\n"                         \
	"allow:\n"                                                          \
	"  - {code: crowd, when: {heads: {over: 100}}, refuse: Crowds go to the hall.}\n"

static const char with_slots[] =
	HEAD "slots:\n"
	     "  - {code: bands, name: bands, bands: [am, pm], when: {room: b}}\n"
	     "  - {code: hours, name: by the hour, grid: 60, least: 120, most: 240}\n";

static const char without_slots[] = HEAD;

static struct book *
read_text(const char *text)
{
	struct faults faults = FAULTS_INIT("hall.yaml");
	struct book *b = book_read("hall.yaml", text, strlen(text), &faults);

	if (b == NULL)
		fail_msg("%s", faults.items[0].sentence);
	faults_done(&faults);
	return b;
}

/* Facts of 1 December 2026; a NULL is not given. */
static bool
complete(struct facts *f, const struct book *b, const char *const given[4], struct err *e)
{
	static const char *const names[4] = { "room", "bands", "from", "to" };
	bool set = true;

	facts_init(f, b, NULL);
	for (int i = 0; i < 4; i++)
		set = set && (given[i] == NULL || facts_set(f, names[i], given[i], e));
	return set && facts_set(f, "day", "2026-12-01", e) && facts_complete(f, e);
}

TEST(times_that_the_slot_set_does_not_let_are_refused)
{
	static const struct {
		const char *given[4];
		const char *sentence; /* NULL: they are let */
	} cases[] = {
		{ { "a", NULL, "9:30", "11:30" }, NULL },
		{ { "a", NULL, "8:30", "12:30" }, NULL },
		{ { "a", NULL, "9:00", "11:00" }, "by the hour: times go by 60 minutes." },
		{ { "a", NULL, "9:30", "12:00" }, "by the hour: times go by 60 minutes." },
		{ { "a", NULL, "9:30", "10:30" }, "by the hour: at least 120 minutes, not 60." },
		{ { "a", NULL, "9:30", "14:30" }, "by the hour: at most 240 minutes, not 300." },
		{ { "a", "am", NULL, NULL },
		  "by the hour is let by times; say from when to when." },
		{ { "b", NULL, "9:00", "10:10" }, NULL },
		{ { "b", "am", "9:00", "10:10" }, NULL },
		{ { "b", NULL, "9:00", "17:10" },
		  "9:00 to 17:10 is not within the bands of bands." },
		{ { "b", "am", "9:00", "13:30" },
		  "9:00 to 13:30 is not within the bands of the use." },
	};
	struct book *b = read_text(with_slots);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct facts f;
		struct err e = { 0 };
		bool let = complete(&f, b, cases[i].given, &e);

		if (let != (cases[i].sentence == NULL))
			fail_msg("case %zu: %s", i, e.msg);
		if (!let)
			assert_string_equal(e.msg, cases[i].sentence);
		facts_done(&f);
	}
	book_free(b);
}

TEST(a_book_without_slot_sets_lets_every_room_by_its_bands)
{
	static const char *const times[4] = { "a", NULL, "11:00", "14:00" };
	static const char *const late[4] = { "a", NULL, "11:00", "18:00" };
	struct book *b = read_text(without_slots);
	struct facts f;
	struct err e;

	assert_true(complete(&f, b, times, &e));
	assert_true(choice_set_has(&f.bands, 0) && choice_set_has(&f.bands, 1));
	facts_done(&f);
	assert_false(complete(&f, b, late, &e));
	assert_string_equal(e.msg, "11:00 to 18:00 is not within the bands of hall.");
	facts_done(&f);
	book_free(b);
}

TEST(more_people_than_the_room_holds_are_refused)
{
	static const struct {
		int heads;
		const char *lines, *by;
	} cases[] = {
		{ 18, "", NULL },
		{ 19, "Room A holds 18 people, not 19.  (Table 1)\n", "a" },
		{ 101, "Crowds go to the hall.\nRoom A holds 18 people, not 101.  (Table 1)\n",
		  "crowd" },
	};
	static const char *const given[4] = { "a", NULL, "9:30", "11:30" };
	struct book *b = read_text(with_slots);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR lines = STR_INIT;
		struct facts f;
		struct answer a;
		struct err e;

		answer_init(&a);
		assert_true(complete(&f, b, given, &e));
		facts_set_number(&f, FACT_HEADS, cases[i].heads);
		assert_true(ask_allowed(&f, &a, &e));
		answer_write(&a, &lines);
		assert_string_equal(str_text(&lines), cases[i].lines);
		assert_int_equal(a.yes, cases[i].by == NULL);
		if (!a.yes)
			assert_string_equal(a.by->code, cases[i].by);
		answer_done(&a);
		facts_done(&f);
	}
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_that_the_slot_set_does_not_let_are_refused),
		cmocka_unit_test(a_book_without_slot_sets_lets_every_room_by_its_bands),
		cmocka_unit_test(more_people_than_the_room_holds_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
