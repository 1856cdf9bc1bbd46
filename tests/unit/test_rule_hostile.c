/*
 * test_rule_hostile.c - rule books that nobody wrote in good faith, or that an editor has
 * spoilt: each is refused with its place and a sentence, and what is only another way to
 * save a file is read like the plain one.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/str.h"
#include "rule/check/check.h"
#include "rule/read/read.h"

#define BOOK "book: {name: 会館}\nrooms:\n  - {code: a, name: 会議室}\n"

enum { LARGE = 10 * 1024 * 1024, DEEP = 100000 };

/* Its faults, read and checked, a line each; "" when the book is whole. */
static void
faults_of(const char *bytes, size_t len, struct str *out)
{
	struct faults f = FAULTS_INIT("b");
	struct book *b = book_read("b", bytes, len, &f);

	if (b != NULL)
		book_check(b, NULL, &f);
	faults_write(&f, out);
	faults_done(&f);
	book_free(b);
}

static void
assert_begins(const struct str *faults, const char *first)
{
	if (strncmp(str_text(faults), first, strlen(first)) != 0)
		fail_msg("expected %s, got %.300s", first, str_text(faults));
}

static void
spoilt_and_hostile_bytes_are_named_by_their_place(void **state)
{
	static const struct hostile {
		const char *bytes;
		size_t len;
		const char *fault;
	} books[] = {
#define TEXT(s) s, sizeof(s) - 1
		{ TEXT(""), "b:1:1: the file is empty" },
		{ TEXT("\n# x\n"), "b:1:1: the file is empty" },
		{ TEXT("book: {name: \x89\xef\x8a\xd9}\n"), "b:1:14: this is not text in UTF-8" },
		{ TEXT("book: {name: x}\n# \xb2\xf1\xb4\xdb\n"), "b:2:3: this is not text in" },
		{ TEXT("\xff\xfe" "b\0o\0o\0k\0"), "b:1:1: this is not text in UTF-8" },
		{ TEXT("book: {name: x\0y}\n"), "b:1:15: this is not text in UTF-8" },
		{ TEXT("book: {name: \"x\\0\"}\n"), "b:1:14: the character NUL" },
		{ TEXT("book: {name: \"x\\e[2J\"}\n"), "b:1:14: Character 2 is a control" },
		{ TEXT("book:\n\tname: x\n"), "b:2:1: this character cannot begin a text: indent" },
		{ TEXT("book: &a {name: x}\nrooms: *a\n"), "b:1:7: anchors (&)" },
		{ TEXT("book: {name: x}\nrooms: *a\n"), "b:2:8: aliases (*)" },
		{ TEXT("book: !!map {name: x}\n"), "b:1:7: tags (!)" },
		{ TEXT("book: {name: x}\n---\nbook: {name: y}\n"), "b:2:1: a second document" },
		{ TEXT("book: {name: x}\n? [a]\n: b\n"), "b:2:3: a word was expected" },
		{ TEXT("book: {name: x, name: y}\n"), "b:1:17: \"name\" stands here a second" },
		{ TEXT(BOOK "rooms: []\n"), "b:4:1: \"rooms\" stands here a second time" },
		{ TEXT(BOOK "prices: [{code: t, rows_by: room, rows: {a: 9999999999999999999}}]\n"),
		  "b:4:45: \"rows\" takes a whole number" },
		{ TEXT(BOOK "adjust: [{rules: [{rate: 99999999999999999999%}]}]\n"),
		  "b:4:26: \"rate\" takes a share" },
		{ TEXT(BOOK "slots: [{code: s, grid: -1}]\n"), "b:4:25: \"grid\"" },
		{ TEXT(BOOK "closures: [{from: 99999-01-01}]\n"), "b:4:19: \"from\" takes a day" },
#undef TEXT
	};

	for (size_t i = 0; i < ARRAY_LEN(books); i++) {
		AUTO_STR faults = STR_INIT;

		faults_of(books[i].bytes, books[i].len, &faults);
		assert_begins(&faults, books[i].fault);
	}
	(void)state;
}

static void
other_ways_to_save_a_file_are_read_like_the_plain_one(void **state)
{
	static const char *const ways[] = {
		BOOK,
		("\xef\xbb\xbf" BOOK),
		"book: {name: 会館}\r\nrooms:\r\n  - {code: a, name: 会議室}\r\n",
		"book: {name: 会館}\rrooms:\r  - {code: a, name: 会議室}\r",
		"book: {name: 会館}\nrooms:\n  - {code: a, name: 会議室}",
	};

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct faults f = FAULTS_INIT("b");
		struct book *b = book_read("b", ways[i], strlen(ways[i]), &f);

		assert_int_equal(f.count, 0);
		assert_non_null(b);
		assert_string_equal(b->rooms[0].rule.name, "会議室");
		assert_int_equal(b->rooms[0].rule.line, 3);
		faults_done(&f);
		book_free(b);
	}
	(void)state;
}

static void
ten_megabytes_and_deep_nesting_are_refused(void **state)
{
	AUTO_STR large = STR_INIT;
	AUTO_STR deep = STR_INIT;
	AUTO_STR faults = STR_INIT;

	str_add(&large, BOOK "# ");
	for (int i = 0; i < LARGE; i += 64)
		str_add(&large, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	faults_of(str_text(&large), large.len, &faults);
	assert_string_equal(str_text(&faults), "b:1:1: the file is larger than 1 MiB\n");
	str_clear(&faults);
	str_add(&deep, "book: ");
	for (int i = 0; i < DEEP; i++)
		str_add_char(&deep, i % 2 ? '[' : '{');
	faults_of(str_text(&deep), deep.len, &faults);
	assert_begins(&faults, "b:1:");
	str_clear(&faults);
	str_clear(&deep);
	str_add(&deep, BOOK "allow: [{refuse: x, when: ");
	for (int i = 0; i < DEEP; i++)
		str_add_char(&deep, '[');
	faults_of(str_text(&deep), deep.len, &faults);
	assert_begins(&faults, "b:4:88: lists and groups are nested too deeply here");
	(void)state;
}

/* Forty tables, each on sixty random triples of forty facts: nobody can check all of that. */
static void
conditions_beyond_all_checking_are_refused_and_not_pondered(void **state)
{
	AUTO_STR text = STR_INIT;
	AUTO_STR faults = STR_INIT;
	unsigned seed = 5;

	str_add(&text, "book: {name: x}\nfacts:\n");
	for (int i = 0; i < 40; i++)
		str_addf(&text, "  - {code: f%d, type: yes_no}\n", i);
	str_add(&text, "windows:\n");
	for (int i = 0; i < 40; i++) {
		str_addf(&text, "  - code: w%d\n    when:\n", i);
		for (int way = 0; way < 60; way++) {
			unsigned at[3];

			for (int k = 0; k < 3; k++) {
				seed = seed * 1664525u + 1013904223u;
				at[k] = (seed >> 8) % 13u + 13u * (unsigned)k;
			}
			str_addf(&text, "      - {f%u: yes, f%u: no, f%u: %s}\n", at[0], at[1],
				 at[2], seed >> 30 & 1 ? "yes" : "no");
		}
	}
	str_add(&text, "  - {code: last}\n");
	faults_of(str_text(&text), text.len, &faults);
	assert_non_null(strstr(str_text(&faults), "more combinations than can be checked"));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spoilt_and_hostile_bytes_are_named_by_their_place),
		cmocka_unit_test(other_ways_to_save_a_file_are_read_like_the_plain_one),
		cmocka_unit_test(ten_megabytes_and_deep_nesting_are_refused),
		cmocka_unit_test(conditions_beyond_all_checking_are_refused_and_not_pondered),
	};

	return cmocka_run_group_tests_name("hostile rule books", tests, NULL, NULL);
}
