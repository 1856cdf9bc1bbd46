/* test_rule_write.c - the canonical file: one form, kept by reading and writing. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/str.h"
#include "rule/read/read.h"

static void
write_again(const char *text, struct str *out)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("book.yaml");
	int count;
	const struct book_entry *entries = book_entries(&a, text, strlen(text), &count, &f);
	AUTO_STR faults = STR_INIT;

	faults_write(&f, &faults);
	faults_done(&f);
	assert_string_equal(str_text(&faults), "");
	assert_non_null(entries);
	book_write(entries, count, out);
}

static void
assert_written(const char *text, const char *expected)
{
	AUTO_STR once = STR_INIT;
	AUTO_STR twice = STR_INIT;

	write_again(text, &once);
	assert_string_equal(str_text(&once), expected);
	write_again(str_text(&once), &twice);
	assert_string_equal(str_text(&twice), expected);
}

TEST(sections_and_words_stand_in_the_order_of_the_vocabulary)
{
	assert_written("rooms:\n"
		       "  - name: 会議室A # a comment\n"
		       "    capacity: 20\n"
		       "    code: a\n"
		       "  - {group: g, code: b}\n"
		       "book: {law: '条例', name: さくら会館}\n",
		"book:\n"
		"  name: さくら会館\n"
		"  law: 条例\n"
		"\n"
		"rooms:\n"
		"- code: a\n"
		"  name: 会議室A\n"
		"  capacity: 20\n"
		"- code: b\n"
		"  group: g\n");
}

TEST(small_groups_stand_on_one_line_large_ones_below)
{
	assert_written("windows:\n"
		       "- {opens: {day: 1, months: 3}, when: [{class: citizen}, {class: group}]}\n"
		       "limits:\n"
		       "- {count: bands, per: month, most: 8, more: [{most: 12, from: {days: 7, "
		       "if_closed: previous_open}}, {from: {days: 3}, most: 100}]}\n",
		"windows:\n"
		"- when: [{class: citizen}, {class: group}]\n"
		"  opens: {months: 3, day: 1}\n"
		"\n"
		"limits:\n"
		"- count: bands\n"
		"  per: month\n"
		"  most: 8\n"
		"  more:\n"
		"    - from: {days: 7, if_closed: previous_open}\n"
		"      most: 12\n"
		"    - from: {days: 3}\n"
		"      most: 100\n");
}

TEST(a_table_of_prices_has_a_line_for_each_row)
{
	assert_written("prices:\n"
		       "- {rows: {a: [800, -], b: 5}, columns: [x, y], columns_by: band, rows_by: "
		       "room}\n",
		"prices:\n"
		"- rows_by: room\n"
		"  columns_by: band\n"
		"  columns: [x, y]\n"
		"  rows:\n"
		"    a: [800, \"-\"]\n"
		"    b: 5\n");
}

TEST(texts_are_quoted_only_where_they_must_be)
{
	assert_written("hours:\n"
		       "- open: 09:00-21:30\n"
		       "  note: |\n"
		       "    一行目\n"
		       "    a: b # c\n"
		       "  by_law: \"\\\"第1条\\\" \\\\ 𠮷 \\u00a0\"\n"
		       "  name: 'a b'\n",
		"hours:\n"
		"- name: a b\n"
		"  by_law: \"\\\"第1条\\\" \\\\ 𠮷 \\U000000A0\"\n"
		"  note: \"一行目\\na: b # c\\n\"\n"
		"  open: \"09:00-21:30\"\n");
}

TEST(rules_of_a_group_have_the_words_of_every_entry)
{
	assert_written("adjust:\n"
		       "- {rules: [{rate: 2/3, when: {heads: 3}, code: a}], code: g}\n",
		"adjust:\n"
		"- code: g\n"
		"  rules:\n"
		"    - code: a\n"
		"      when: {heads: 3}\n"
		"      rate: 2/3\n");
}

/* The reader names it; the writer of a draft loses nothing. */
TEST(unknown_words_are_kept_behind_the_known)
{
	assert_written("rooms:\n- {colour: red, code: a}\n",
		"rooms:\n- code: a\n  colour: red\n");
}

TEST(entries_come_with_their_section_and_code)
{
	static const char text[] = "bands: [{code: am}]\nbook: {name: x}\nallow: [{}]\n";
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("x");
	int count;
	const struct book_entry *e = book_entries(&a, text, strlen(text), &count, &f);

	assert_non_null(e);
	assert_int_equal(count, 3);
	assert_int_equal(e[0].section, RULE_BANDS);
	assert_string_equal(e[0].code, "am");
	assert_string_equal(e[0].text, "- code: am\n");
	assert_int_equal(e[1].section, RULE_BOOK);
	assert_string_equal(e[1].text, "  name: x\n");
	assert_string_equal(e[2].text, "- {}\n");
	assert_int_equal(f.count, 0);
}

TEST(what_has_the_wrong_shape_is_refused)
{
	static const char text[] = "rooms: {code: a}\nbook: [a]\nroms: []\nbands: [a]\n";
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR faults = STR_INIT;
	struct faults f = FAULTS_INIT("x");
	int count;

	assert_null(book_entries(&a, text, strlen(text), &count, &f));
	faults_write(&f, &faults);
	faults_done(&f);
	assert_string_equal(str_text(&faults),
		"x:1:8: \"rooms\" takes a list of entries that begin with \"- \"\n"
		"x:2:7: \"book\" takes a group of words, such as {a: b, c: d}\n"
		"x:3:1: there is no section \"roms\"\n"
		"x:4:9: \"bands\" takes a list of entries that begin with \"- \"\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_and_words_stand_in_the_order_of_the_vocabulary),
		cmocka_unit_test(small_groups_stand_on_one_line_large_ones_below),
		cmocka_unit_test(a_table_of_prices_has_a_line_for_each_row),
		cmocka_unit_test(texts_are_quoted_only_where_they_must_be),
		cmocka_unit_test(rules_of_a_group_have_the_words_of_every_entry),
		cmocka_unit_test(unknown_words_are_kept_behind_the_known),
		cmocka_unit_test(entries_come_with_their_section_and_code),
		cmocka_unit_test(what_has_the_wrong_shape_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
