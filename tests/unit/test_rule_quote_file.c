/*
 * test_rule_quote_file.c - prices of a by-law as its file says them: one book with
 * what public halls have beside a plain table, and its worked examples.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "base/mem.h"
#include "rule/ask.h"
#include "rule/fraction.h"
#include "rule/read/read.h"

static const char text[] =
	"book: {name: hall, law: by-law}\n"
	"facts:\n"
	"  - {code: residents, name: residents, type: percent, default: 0}\n"
	"  - {code: age, name: age, type: number, default: 30}\n"
	"  - {code: stage, name: stage only, type: yes_no}\n"
	"uses:\n"
	"  - {code: art, name: art}\n"
	"  - {code: trade, name: trade}\n"
	"seasons:\n"
	"  - {code: winter, name: winter, days: [\"11-15..03-15\"]}\n"
	"rooms:\n"
	"  - {code: big, name: big hall, share: 60, group: halls}\n"
	"  - {code: small, name: small hall, share: 25, group: halls}\n"
	"  - {code: green, name: green room, share: 5}\n"
	"  - {code: studio, name: studio}\n"
	"bands:\n"
	"  - {code: am, name: morning, from: \"9:00\", to: \"12:00\"}\n"
	"  - {code: pm, name: afternoon, from: \"13:00\", to: \"17:00\"}\n"
	"  - {code: eve, name: night, from: \"18:00\", to: \"22:00\"}\n"
	"  - {code: day, name: day, from: \"9:00\", to: \"22:00\", covers: [am, pm, eve]}\n"
	"slots:\n"
	"  - {code: free, name: by times, grid: 1, when: {room: studio, class: member}}\n"
	"  - {code: bands, name: bands, bands: [am, pm, eve, day]}\n"
	"hours:\n"
	"  - {name: hours, open: \"9:00-22:00\"}\n"
	"classes:\n"
	"  - {code: trade, name: trade, when: {use: trade}}\n"
	"  - {code: member, name: members, when: [{residents: {from: 60}}, {age: {to: 18}},\n"
	"      {age: {from: 65}}]}\n"
	"  - {code: other, name: others}\n"
	"prices:\n"
	"  - code: halls\n"
	"    rows_by: room\n"
	"    columns_by: day_kind\n"
	"    columns: [weekday, saturday, sunday, holiday]\n"
	"    when: {room: halls}\n"
	"    per: band\n"
	"    rows:\n"
	"      halls: [10000, 12000, 12000, 12000]\n"
	"    times: share\n"
	"  - code: green\n"
	"    by_law: Article 7\n"
	"    rows_by: room\n"
	"    columns_by: band\n"
	"    columns: [am, pm, eve, day]\n"
	"    rows:\n"
	"      green: [333, 444, 444, 1000]\n"
	"    rounding: {by: row, to: 100, how: up}\n"
	"  - code: studio\n"
	"    rows_by: room\n"
	"    rows: {studio: 500}\n"
	"    per: \"60 minutes\"\n"
	"    part: from 20 minutes\n"
	"  - code: equipment\n"
	"    list: extra\n"
	"    rows_by: extra\n"
	"    columns_by: class\n"
	"    columns: [trade, member, other]\n"
	"    rows:\n"
	"      lights: [3000, 1000, 2000]\n"
	"      screen: [\"-\", 100, 200]\n"
	"adjust:\n"
	"  - code: class\n"
	"    combine: first\n"
	"    rules:\n"
	"      - {code: ticket_trade, when: {class: trade, admission: {over: 0}}, rate: \"500%\"}\n"
	"      - {code: trade, when: {class: trade}, rate: \"300%\"}\n"
	"      - {code: member, when: {class: member}, off: \"1/2\"}\n"
	"  - code: winter\n"
	"    on: base\n"
	"    rules:\n"
	"      - {code: winter, by_law: Article 9, when: {season: winter}, add: \"10%\"}\n"
	"  - code: party\n"
	"    on: class\n"
	"    rules:\n"
	"      - {code: with_big, when: {room: green, companions: big}, becomes: 0}\n"
	"      - {code: with_lights, when: {room: big, extras: lights}, off: \"10%\"}\n"
	"      - {code: run, when: {run_day: {from: 3}}, off: \"20%\"}\n"
	"      - {code: stage, when: {stage: yes, room: big}, off: \"50%\"}\n"
	"extras:\n"
	"  - {code: lights, name: lights, with_room: [big, small]}\n"
	"  - {code: screen, name: screen}\n"
	"  - {code: heat, name: heating, price: 310, per: hour, always: yes,\n"
	"     when: {season: winter, room: halls}}\n"
	"rounding: {by: total, to: 10, how: half_up}\n";

static bool
ask(const struct book *b, const char *given, struct answer *a, struct err *e)
{
	AUTO_FREE char *words = mem_strdup(given);
	char *rest = words;
	struct facts f;
	bool asked = true;

	facts_init(&f, b, NULL);
	while (asked && *rest != '\0') {
		char *word = rest, *equals = strchr(word, '=');

		rest += strcspn(rest, ";");
		if (*rest == ';')
			*rest++ = '\0';
		*equals = '\0';
		asked = facts_set(&f, word, equals + 1, e);
	}
	asked = asked && facts_complete(&f, e) && ask_quote(&f, a, e);
	facts_done(&f);
	return asked;
}

static int
set_up(void **state)
{
	struct faults faults = FAULTS_INIT("hall.yaml");

	*state = book_read("hall.yaml", text, sizeof text - 1, &faults);
	if (*state == NULL)
		fail_msg("%d: %s", faults.items[0].line, faults.items[0].sentence);
	faults_done(&faults);
	return 0;
}

static int
tear_down(void **state)
{
	book_free(*state);
	return 0;
}

static const struct {
	const char *given;
	int64_t yen; /* or a refusal: */
	const char *sentence;
} cases[] = {
	/* the share of the house, by the kind of day; groups of rooms in one row */
	{ "room=big;day=2026-10-06;bands=am;use=art;admission=0", 6000, NULL },
	{ "room=small;day=2026-10-10;bands=am,pm;use=art;admission=0", 6000, NULL },
	/* classes by what for, by residence, by age */
	{ "room=big;day=2026-10-06;bands=am;use=trade;admission=0", 18000, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=trade;admission=1000", 30000, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=art;residents=60", 3000, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=art;age=65", 3000, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=art;age=19", 6000, NULL },
	{ "room=big;day=2026-10-06;bands=am", 0, "Say use (use): art, trade." },
	{ "room=big;day=2026-10-06;bands=am;use=trade", 0, "Say admission (entrance fee)." },
	/* winter on the base price; heating outside of everything: 310 an hour */
	{ "room=big;day=2026-12-01;bands=am;use=art;age=65", 3000 + 600 + 3 * 310, NULL },
	/* companion room, equipment with a room, a run of days */
	{ "room=green;day=2026-10-06;bands=pm;use=art", 500, NULL },
	{ "room=green;day=2026-10-06;bands=pm;use=art;companions=big", 0, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=art;extras=lights", 5400 + 2000, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=art;other=day=2026-10-05 room=big bands=am;"
	  "other=day=2026-10-04 room=big bands=eve",
	  4800, NULL },
	{ "room=big;day=2026-10-06;bands=am;use=art;stage=yes", 3000, NULL },
	/* a table with its own rounding: each row up to 100 */
	{ "room=green;day=2026-10-06;bands=am,eve;use=art", 400 + 500, NULL },
	{ "room=green;day=2026-10-06;bands=day;use=art", 1000, NULL },
	/* slot sets that differ by class */
	{ "room=studio;day=2026-10-06;from=10:00;to=12:20;use=art;residents=80", 750, NULL },
	{ "room=studio;day=2026-10-06;from=10:00;to=12:19;use=art;residents=80", 500, NULL },
	{ "room=studio;day=2026-10-06;from=10:00;to=12:00;use=art", 1500, NULL },
	{ "room=studio;day=2026-10-06;from=10:00;to=12:20;use=art", 0,
	  "10:00 to 12:20 is not within the bands of bands." },
	/* equipment by class, not everywhere, not for everybody */
	{ "room=small;day=2026-10-06;bands=am;use=art;age=10;extras=lights,screen:2",
	  1250 + 1000 + 200, NULL },
	{ "room=studio;day=2026-10-06;bands=am;use=art;extras=lights", 0,
	  "lights cannot be had here." },
	{ "room=small;day=2026-10-06;bands=am;use=trade;admission=0;extras=screen", 0,
	  "screen is not let in this way." },
};

static void
every_bullet_has_its_price(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answer a;
		struct err e = { 0 };
		AUTO_STR lines = STR_INIT;

		answer_init(&a);
		bool priced = ask(*state, cases[i].given, &a, &e);

		answer_write(&a, &lines);
		if (priced != (cases[i].sentence == NULL))
			fail_msg("%s: %s", cases[i].given, priced ? "has a price" : e.msg);
		if (!priced)
			assert_string_equal(e.msg, cases[i].sentence);
		else if (a.yen != cases[i].yen)
			fail_msg("%s: not %d\n%s", cases[i].given, (int)cases[i].yen,
				 str_text(&lines));
		answer_done(&a);
	}
}

static void
the_explanation_quotes_the_by_law(void **state)
{
	struct answer a;
	struct err e = { 0 };
	AUTO_STR lines = STR_INIT;

	answer_init(&a);
	assert_true(ask(*state, "room=green;day=2026-12-01;bands=am;use=art", &a, &e));
	answer_write(&a, &lines);
	assert_string_equal(str_text(&lines), "Class: others\n"
					      "Season: winter\n"
					      "green room morning 333 yen  +333 yen  (Article 7)\n"
					      "winter: 10% of 333 yen more  "
					      "+33 3/10 yen  (Article 9)\n"
					      "Rounded up to 100 yen  +33 7/10 yen  (Article 7)\n"
					      "Total = 400 yen\n");
	answer_done(&a);
}

static const char one_free_piano[] =
	"book: {name: hall, law: by-law}\n"
	"rooms: [{code: a, name: room A}]\n"
	"hours: [{open: \"9:00-22:00\"}]\n"
	"prices: [{code: p, rows_by: room, rows: {a: 100}}]\n"
	"limits: [{code: once, name: one free piano, count: bookings, per: ever, most: 1,\n"
	"  only_counts: yes}]\n"
	"extras:\n"
	"  - {code: piano, name: piano, price: 300, per: use}\n"
	"  - {code: chair, name: chair, price: 10, per: use}\n"
	"adjust:\n"
	"  - applies_to: extras\n"
	"    rules: [{name: free, becomes: 0, extras: piano, within: once}]\n";

static void
a_limit_that_is_spent_is_told_where_its_rule_would_be(void **state __attribute__((unused)))
{
	struct faults faults = FAULTS_INIT("piano.yaml");
	size_t length = sizeof one_free_piano - 1;
	struct book *b = book_read("piano.yaml", one_free_piano, length, &faults);
	struct answer a;
	struct err e = { 0 };
	AUTO_STR lines = STR_INIT;

	assert_int_equal(faults.count, 0);
	answer_init(&a);
	assert_true(ask(b,
			"room=a;day=2026-10-06;from=9:00;to=10:00;extras=piano,chair;"
			"other=day=2026-10-05 room=a from=9:00 to=10:00",
			&a, &e));
	answer_write(&a, &lines);
	assert_string_equal(str_text(&lines),
			    "room A 100 yen  +100 yen\n"
			    "piano 300 yen  +300 yen\n"
			    "chair 10 yen  +10 yen\n"
			    "one free piano (in all: booking 2 of at most 1)\n"
			    "Total = 410 yen\n");
	answer_done(&a);
	faults_done(&faults);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_bullet_has_its_price),
		cmocka_unit_test(the_explanation_quotes_the_by_law),
		cmocka_unit_test(a_limit_that_is_spent_is_told_where_its_rule_would_be),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
