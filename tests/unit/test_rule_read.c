/* test_rule_read.c - rule books as files: what is read, and how faults are named. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/str.h"
#include "rule/read/read.h"

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

static const struct moment *
opens_of(const struct book *b, int window)
{
	return &b->windows[window].opens;
}

TEST(moments_have_the_unit_that_their_words_make)
{
	AUTO_BOOK b = read_good(BOOK
		"windows:\n"
		"- {opens: {months: 3, day: 1, at: \"09:00\", if_closed: next_counter}}\n"
		"- {opens: {months: 1, nth: last, weekday: sat}}\n"
		"- {opens: {months: 2, missing: next_day}}\n"
		"- {opens: {block: 3, starts: 4, months: 1, day: last}}\n"
		"- {opens: {weeks: 3}}\n"
		"- {opens: {open_days: 5, first_day: counts}}\n"
		"- {opens: {months: 2, day: 1, instead: [{in: 4, month: 3, day: 25}]}}\n"
		"- {closes: {counter_days: 0}, by: [web, counter]}\n");

	assert_int_equal(opens_of(b, 0)->unit, MOMENT_MONTH_DAY);
	assert_int_equal(opens_of(b, 0)->amount, 3);
	assert_int_equal(opens_of(b, 0)->at, 540);
	assert_int_equal(opens_of(b, 0)->shift, SHIFT_NEXT_COUNTER);
	assert_int_equal(opens_of(b, 1)->unit, MOMENT_MONTH_NTH);
	assert_int_equal(opens_of(b, 1)->nth, NTH_LAST);
	assert_int_equal(opens_of(b, 1)->weekday, 6);
	assert_int_equal(opens_of(b, 1)->at, NONE);
	assert_int_equal(opens_of(b, 2)->unit, MOMENT_MONTHS);
	assert_int_equal(opens_of(b, 2)->missing, MISSING_NEXT_DAY);
	assert_int_equal(opens_of(b, 3)->unit, MOMENT_BLOCK);
	assert_int_equal(opens_of(b, 3)->block_starts, 4);
	assert_int_equal(opens_of(b, 3)->day, DAY_LAST);
	assert_int_equal(opens_of(b, 4)->unit, MOMENT_WEEKS);
	assert_int_equal(opens_of(b, 5)->unit, MOMENT_OPEN_DAYS);
	assert_true(opens_of(b, 5)->first_day_counts);
	assert_int_equal(opens_of(b, 6)->instead[0].in, 4);
	assert_int_equal(opens_of(b, 6)->instead[0].day, 25);
	assert_int_equal(opens_of(b, 7)->unit, MOMENT_NONE);
	assert_int_equal(b->windows[7].closes.unit, MOMENT_COUNTER_DAYS);
	assert_int_equal(b->windows[7].by, 1u << BY_WEB | 1u << BY_COUNTER);
}

TEST(conditions_become_ways_of_tests)
{
	AUTO_BOOK b = read_good(BOOK
		"rooms: [{code: a, group: g}, {code: b}, {code: c, group: g}]\n"
		"allow:\n"
		"- refuse: x\n"
		"  when:\n"
		"  - {room: g, heads: {over: 3, under: 9}}\n"
		"  - {month: [7, 8], date: \"11-15..03-15\"}\n"
		"  unless: {share: {to: 50%}, season: none}\n"
		"- {refuse: y, needs: {from: \"17:00\", companions: [b, g]}}\n");
	const struct condition *c = &b->allows[0].rule.when;
	const struct test *t = c->ways[0].tests;

	assert_int_equal(c->count, 3);
	assert_int_equal(c->ways[0].count, 2);
	assert_true(choice_set_has(&t[0].any, 0) && choice_set_has(&t[0].any, 2));
	assert_false(choice_set_has(&t[0].any, 1));
	assert_int_equal(t[1].least, 4);
	assert_int_equal(t[1].most, 8);
	assert_int_equal(c->ways[2].tests[0].least, 8);
	assert_int_equal(c->ways[2].tests[0].most, 8);
	assert_int_equal(c->ways[2].tests[1].least, 1115);
	assert_int_equal(c->ways[2].tests[1].most, 315);
	assert_true(b->allows[0].rule.has_unless);
	assert_int_equal(b->allows[0].rule.unless.ways[0].tests[0].most, 50);
	assert_true(choice_set_has(&b->allows[0].rule.unless.ways[0].tests[1].any, 0));
	assert_false(b->allows[1].rule.has_unless);
	assert_true(b->allows[1].has_needs);
	assert_int_equal(b->allows[1].needs.ways[0].tests[0].least, 1020);
	assert_true(choice_set_has(&b->allows[1].needs.ways[0].tests[1].any, 2));
}

TEST(the_calendar_is_read_word_by_word)
{
	AUTO_BOOK b = read_good(BOOK
		"reasons: [{code: works, fault: ours}]\n"
		"rooms: [{code: a}]\n"
		"closings:\n"
		"- {weekday: [wed, fri], nth: [2, last], if_holiday: also, to: next_open,\n"
		"   holiday_kinds: [named, local]}\n"
		"- {day_of_month: [15, last], instead: [{month: 1, day: 16}]}\n"
		"- {dates: [2026-08-13..2026-08-15, 2026-09-01], part: 09:00-12:00}\n"
		"- {after_holiday: yes, to: next_next_day, counter_only: yes}\n"
		"closures: [{from: 2026-05-01, rooms: a, reason: works}]\n"
		"local_days: [{days: 10-01, closed: yes}]\n"
		"openings: [{dates: 2026-10-12}]\n"
		"storm:\n"
		"- {lifted_by: \"08:00\", opens: normal}\n"
		"- {lifted_by: \"11:00\", opens: \"13:00\"}\n"
		"- {opens: closed}\n");
	const struct closing *c = b->closings;

	assert_int_equal(c[0].weekdays, 1u << 3 | 1u << 5);
	assert_int_equal(c[0].nths, 1u << 2 | 1u << NTH_LAST);
	assert_int_equal(c[0].if_holiday, HOLIDAY_CLOSES_BOTH);
	assert_int_equal(c[0].to, TO_NEXT_OPEN);
	assert_int_equal(c[0].holiday_kinds, 1u << RULE_HOLIDAY_NAMED | 1u << RULE_HOLIDAY_LOCAL);
	assert_int_equal(c[1].kind, CLOSING_MONTH_DAY);
	assert_int_equal(c[1].month_days[1], DAY_LAST);
	assert_int_equal(c[1].instead[0].day, 16);
	assert_int_equal(c[1].holiday_kinds, 0x1e);
	assert_int_equal(c[2].date_count, 4);
	assert_int_equal(c[2].dates[2], date_from_ymd(2026, 8, 15));
	assert_int_equal(c[2].part.to, 720);
	assert_int_equal(c[3].kind, CLOSING_AFTER_HOLIDAY);
	assert_true(c[3].counter_only);
	assert_int_equal(b->closures[0].days.to, b->closures[0].days.from);
	assert_int_equal(b->closures[0].reason, 0);
	assert_int_equal(b->reasons[0].fault, FAULT_OURS);
	assert_true(b->local_days[0].closed);
	assert_int_equal(b->openings[0].open.to, 0);
	assert_int_equal(b->storms[0].then, STORM_NORMAL);
	assert_int_equal(b->storms[1].opens, 780);
	assert_int_equal(b->storms[2].lifted_by, 1440);
}

TEST(limits_deadlines_and_refunds_are_read_word_by_word)
{
	AUTO_BOOK b = read_good(BOOK
		"limits:\n"
		"- {count: bookings, per: 30 days, of: apply, most: 2, same_day: once,\n"
		"   running: once, weight: [{over: 240, counts: 2}], lifted: {days: 7},\n"
		"   more: [{from: {months: 0, day: 20}, most: 4}], refuse: 月2回まで}\n"
		"- {count: no_shows, per: fiscal_year, most: 3, blocks: {months: 1}}\n"
		"deadlines:\n"
		"- {of: hold, after: {days: 7}}\n"
		"- {of: payment, after: {days: 14}, from: permit, before: {days: 3}}\n"
		"refunds:\n"
		"- {part: room, until: {days: 30}, back: 12.5%}\n"
		"- {fee: 2/6}\n"
		"- {kind: change, once: yes, difference: {up: pay, down: kept}, fee_yen: 100}\n");
	const struct limit *l = b->limits;
	const struct refund *r = b->refunds;

	assert_int_equal(l[0].per, LIMIT_PER_DAYS);
	assert_int_equal(l[0].per_many, 30);
	assert_true(l[0].by_apply && l[0].same_day_once && l[0].running_once);
	assert_int_equal(l[0].weights[0].counts, 2);
	assert_int_equal(l[0].more[0].from.unit, MOMENT_MONTH_DAY);
	assert_int_equal(l[0].more[0].most, 4);
	assert_string_equal(l[0].refuse, "月2回まで");
	assert_int_equal(l[1].blocks.unit, MOMENT_MONTHS);
	assert_string_equal(l[1].rule.name, "limits 2");
	assert_int_equal(b->deadlines[0].from, FROM_HOLD);
	assert_int_equal(b->deadlines[1].from, FROM_PERMIT);
	assert_int_equal(r[0].back.num, 1);
	assert_int_equal(r[0].back.den, 8);
	assert_int_equal(r[1].fee.den, 3);
	assert_int_equal(r[1].back.num, r[1].back.den);
	assert_true(r[2].of_change && r[2].once && r[2].difference_up);
	assert_false(r[2].difference_down);
}

TEST(extensions_and_groups_are_read_word_by_word)
{
	AUTO_BOOK b = read_good(BOOK
		"bands: [{code: am, from: \"09:00\", to: \"12:00\"}]\n"
		"prices: [{list: night, rows_by: band, rows: {am: 300}, per: hour}]\n"
		"adjust:\n"
		"- {code: s, combine: add, on: base, applies_to: [extras], rules: [{add: 50%}]}\n"
		"- {code: t, combine: once, on: s, rules: [\n"
		"    {code: x, yen_off: 10, per: 30 minutes, part: from 10 minutes},\n"
		"    {becomes: 0, instead_of: [x]}]}\n"
		"extension:\n"
		"- {side: after, price: \"table:night\", share: 1/3, per: hour, part: free,\n"
		"   turns_into: next_band, over: 120, gap: free, rate: 150%, follows: [t],\n"
		"   needs: next_free, asked: {days: 3}}\n"
		"- {yen: 500}\n"
		"tax: {rate: 10%, included: no}\n");
	const struct adjust_group *g = b->adjust;
	const struct extension *x = b->extensions;

	assert_int_equal(g[0].on, ON_BASE);
	assert_true(g[0].of_extras && !g[0].of_room);
	assert_int_equal(g[1].on, 0);
	assert_int_equal(g[1].rules[0].unit.minutes, 30);
	assert_int_equal(g[1].rules[0].unit.part_from, 10);
	assert_int_equal(g[1].rules[1].instead_of, 1);
	assert_int_equal(g[1].rules[1].effect, EFFECT_BECOMES);
	assert_int_equal(x[0].price, EXTEND_LIST);
	assert_string_equal(x[0].list, "night");
	assert_int_equal(x[0].unit.part, PART_FREE);
	assert_int_equal(x[0].turns_into_band_over, 120);
	assert_int_equal(x[0].follows, 2);
	assert_true(x[0].gap_free && x[0].needs_next_free);
	assert_int_equal(x[1].side, SIDE_BOTH);
	assert_int_equal(x[1].price, EXTEND_YEN);
	assert_int_equal(x[1].unit.minutes, 60);
	assert_true(b->has_tax && !b->tax.included);
	assert_int_equal(b->prices[0].unit.minutes, 60);
}

TEST(sections_may_stand_in_any_order)
{
	AUTO_BOOK b = read_good("prices: [{rows_by: room, rows: {g: 1}}]\n"
		"classes: [{code: c, when: {room: b, own: yes}}]\n"
		"rooms: [{code: a, group: g}, {code: b, group: g}]\n"
		"facts: [{code: own, type: yes_no}]\n" BOOK);

	assert_true(choice_set_has(&b->prices[0].rows[0], 1));
	assert_int_equal(b->classes[0].rule.when.ways[0].tests[1].fact, FACT_BUILT_IN);
	assert_true(b->facts[FACT_BUILT_IN].has_default);
	assert_int_equal(b->classes[0].rule.line, 2);
	assert_int_equal(b->classes[0].rule.column, 11);
}

/* What was written reads to the same prices, and to the same text again. */
TEST(a_written_book_reads_to_the_same)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR once = STR_INIT;
	struct faults f = FAULTS_INIT("x");
	int count;
	const struct book_entry *e = book_entries(&a, small, strlen(small), &count, &f);

	assert_non_null(e);
	book_write(e, count, &once);
	AUTO_BOOK first = read_good(small);
	AUTO_BOOK second = read_good(str_text(&once));

	assert_int_equal(first->prices[0].row_count, second->prices[0].row_count);
	assert_memory_equal(first->prices[0].cells, second->prices[0].cells,
		8 * sizeof(*first->prices[0].cells));
	assert_memory_equal(&first->adjust[0].rules[1].share, &second->adjust[0].rules[1].share,
		sizeof(struct share));
	assert_memory_equal(first->rooms[2].parts.bits, second->rooms[2].parts.bits,
		sizeof(first->rooms[2].parts.bits));
}

/* What an earlier version kept is not shut by what a later one would have asked. */
TEST(kept_edition_is_read_with_words_that_say_nothing)
{
	static const char text[] =
		"book: {name: x}\n"
		"windows: [{opens: {days: 7, missing: next_day}}]\n"
		"limits: [{count: minutes, per: day, most: 60, same_day: once}]\n"
		"closings: [{weekday: mon, holiday_kinds: [named]}]\n";
	struct faults f = FAULTS_INIT("b");
	struct book *b = book_read("b", text, strlen(text), &f);

	assert_null(b);
	assert_int_equal(f.count, 3);
	faults_done(&f);
	b = book_read_kept("b", text, strlen(text), &f);
	assert_non_null(b);
	assert_int_equal(b->limits[0].most, 60);
	book_free(b);
	faults_done(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_edition_is_read_with_words_that_say_nothing),
		cmocka_unit_test(small_book_is_read_whole),
		cmocka_unit_test(an_example_is_words_with_values),
		cmocka_unit_test(moments_have_the_unit_that_their_words_make),
		cmocka_unit_test(conditions_become_ways_of_tests),
		cmocka_unit_test(the_calendar_is_read_word_by_word),
		cmocka_unit_test(limits_deadlines_and_refunds_are_read_word_by_word),
		cmocka_unit_test(extensions_and_groups_are_read_word_by_word),
		cmocka_unit_test(sections_may_stand_in_any_order),
		cmocka_unit_test(a_written_book_reads_to_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
