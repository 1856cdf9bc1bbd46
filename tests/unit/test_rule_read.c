/* test_rule_read.c - rule books as files: what is read, and how faults are named. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/str.h"
#include "rule/read.h"

#define AUTO_BOOK AUTO(drop_book) struct book *

static void
drop_book(struct book **b)
{
	book_free(*b);
}

/* The book of these lines; a fault fails the test and is shown. */
static struct book *
read_good(const char *text)
{
	struct faults f = FAULTS_INIT("book.yaml");
	struct book *b = book_read("book.yaml", text, strlen(text), &f);
	AUTO_STR faults = STR_INIT;

	faults_write(&f, &faults);
	faults_done(&f);
	assert_string_equal(str_text(&faults), "");
	assert_non_null(b);
	return b;
}

/* All faults of these lines, exactly. */
static void
assert_faults(const char *text, const char *expected)
{
	struct faults f = FAULTS_INIT("b");
	struct book *b = book_read("b", text, strlen(text), &f);
	AUTO_STR faults = STR_INIT;

	faults_write(&f, &faults);
	faults_done(&f);
	book_free(b);
	assert_string_equal(str_text(&faults), expected);
	assert_null(b);
}

#define BOOK "book: {name: さくら会館, law: さくら市さくら会館条例}\n"

static const char small[] =
	BOOK
	"rooms:\n"
	"  - {code: a, name: 会議室A, capacity: 20, group: meeting}\n"
	"  - {code: b, name: 会議室B, group: meeting, share: 10}\n"
	"  - {code: ab, name: 会議室AB, units: [a, b], set_up: 10}\n"
	"bands:\n"
	"  - {code: morning, name: 午前, from: \"09:00\", to: \"12:00\"}\n"
	"  - {code: afternoon, name: 午後, from: \"13:00\", to: \"17:00\"}\n"
	"  - {code: night, name: 夜間, from: \"18:00\", to: \"21:30\"}\n"
	"  - {code: day, name: 全日, covers: [morning, afternoon, night]}\n"
	"slots:\n"
	"  - {code: usual, bands: [morning, afternoon, night, day], clear: 15}\n"
	"hours:\n"
	"  - {open: 09:00-21:30, counter: 09:00-17:00}\n"
	"closings:\n"
	"  - {name: 月曜休館, weekday: mon, if_holiday: moved, to: next_weekday}\n"
	"  - {name: 年末年始, days: [12-28..01-04]}\n"
	"facts:\n"
	"  - {code: residents, name: 市民の割合, type: percent}\n"
	"  - {code: profit, name: 営利, type: yes_no}\n"
	"  - {code: age, type: choice, choices: [adult, {code: child, name: 子ども}], "
	"default: child}\n"
	"classes:\n"
	"  - {code: citizen, name: 市民, when: {residents: {from: 50}}}\n"
	"  - {code: general, name: 一般}\n"
	"prices:\n"
	"  - code: rooms\n"
	"    rows_by: room\n"
	"    columns_by: band\n"
	"    columns: [morning, afternoon, night, day]\n"
	"    rows:\n"
	"      meeting: [800, 1000, 900, 2700]\n"
	"      ab: [1500, 1900, 1700, -]\n"
	"adjust:\n"
	"  - code: surcharge\n"
	"    name: 加算\n"
	"    combine: multiply\n"
	"    rules:\n"
	"      - {code: profit, by_law: 営利は2倍とする, when: {profit: yes}, rate: 200%}\n"
	"      - {code: outside, when: {class: general}, rate: 3/2, instead_of: profit}\n"
	"extras:\n"
	"  - {code: piano, price: 1100, per: band, units: {day: 3}}\n"
	"rounding: {by: total, to: 10, how: down}\n";

TEST(small_book_is_read_whole)
{
	AUTO_BOOK b = read_good(small);

	assert_string_equal(b->title.name, "さくら会館");
	assert_string_equal(b->title.law, "さくら市さくら会館条例");
	assert_int_equal(b->room_count, 3);
	assert_int_equal(b->unit_count, 2);
	assert_true(choice_set_has(&b->rooms[2].parts, 0));
	assert_true(choice_set_has(&b->rooms[2].parts, 1));
	assert_false(choice_set_has(&b->rooms[0].parts, 2));
	assert_int_equal(b->bands[3].from, 540);
	assert_int_equal(b->bands[3].to, 1290);
	assert_int_equal(b->slots[0].band_count, 4);
	assert_int_equal(b->hours[0].counter.to, 1020);
	assert_int_equal(b->closings[0].if_holiday, HOLIDAY_MOVES);
	assert_int_equal(b->closings[1].spans[0].from, 1228);
	assert_int_equal(b->closings[1].spans[0].to, 104);
	assert_int_equal(b->fact_count, FACT_BUILT_IN + 3);
	assert_int_equal(b->facts[FACT_BUILT_IN + 2].dflt, 1);
	assert_int_equal(b->classes[0].rule.when.ways[0].tests[0].least, 50);
	assert_int_equal(b->prices[0].unit.per, PER_BAND);
	assert_int_equal(b->prices[0].cells[3], 2700);
	assert_true(b->prices[0].cells[7] == NOT_SOLD);
	assert_true(choice_set_has(&b->prices[0].rows[0], 1));
	assert_int_equal(b->adjust[0].rules[0].share.num, 2);
	assert_int_equal(b->adjust[0].rules[1].share.den, 2);
	assert_int_equal(b->adjust[0].rules[1].instead_of, 1);
	assert_string_equal(b->adjust[0].rules[0].rule.by_law, "営利は2倍とする");
	assert_int_equal(b->extras[0].units[0].band, 3);
	assert_int_equal(b->rounding.to, 10);
	assert_false(b->has_tax);
}

TEST(an_example_is_words_with_values)
{
	AUTO_BOOK b = read_good(BOOK
		"examples:\n"
		"- name: x\n"
		"  ask: limit\n"
		"  given:\n"
		"    room: a\n"
		"    extras: {piano: 2, chair: 12}\n"
		"    bands: [morning, night]\n"
		"    others: [{day: 2026-12-02, bands: [morning, night]}]\n"
		"  expect: {allowed: no}\n");
	const struct example *x = &b->examples[0];
	AUTO_STR all = STR_INIT;

	for (int i = 0; i < x->given_count; i++)
		str_addf(&all, "%s <%s>\n", x->given[i].word, x->given[i].value);
	assert_string_equal(str_text(&all),
		"room <a>\nextras <piano:2,chair:12>\nbands <morning>\nbands <night>\n"
		"others <day=2026-12-02 bands=morning,night>\n");
	assert_int_equal(x->given[4].line, 9);
	assert_int_equal(x->given[4].column, 14);
	assert_int_equal(x->ask, ASK_LIMITS);
	assert_string_equal(x->expect[0].value, "no");
}

TEST(unknown_words_are_named_with_the_nearest)
{
	assert_faults(BOOK "roms: []\n",
		"b:2:1: there is no section \"roms\"; did you mean \"rooms\"?\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_book_is_read_whole),
		cmocka_unit_test(an_example_is_words_with_values),
		cmocka_unit_test(unknown_words_are_named_with_the_nearest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
