/* test_str.c - the growing byte string. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/str.h"

TEST(never_used_string_is_empty_text)
{
	AUTO_STR b = STR_INIT;
	assert_string_equal(str_text(&b), "");
	str_trim(&b);
	str_remove(&b, 0, 0);
	str_clear(&b);
	AUTO_FREE char *taken = str_take(&b);
	assert_string_equal(taken, "");
}

TEST(initialised_string_has_bytes)
{
	struct str b;
	str_init(&b);
	assert_non_null(b.s);
	assert_string_equal(b.s, "");
	str_done(&b);
	assert_null(b.s);
}

TEST(appending_keeps_what_was_there)
{
	AUTO_STR b = STR_INIT;
	for (int i = 0; i < 10000; i++)
		str_add(&b, "窓口");
	assert_int_equal(b.len, 60000);
	assert_int_equal(strlen(b.s), 60000);
	for (size_t i = 0; i < b.len; i += 6)
		assert_memory_equal(b.s + i, "窓口", 6);
}

TEST(bytes_may_be_zero)
{
	AUTO_STR b = STR_INIT;
	str_add_len(&b, "a\0b", 3);
	str_add_char(&b, '\0');
	assert_int_equal(b.len, 4);
	assert_memory_equal(b.s, "a\0b\0", 5);
}

TEST(null_adds_nothing)
{
	AUTO_STR b = STR_INIT;
	str_add(&b, NULL);
	str_add_len(&b, NULL, 0);
	assert_string_equal(str_text(&b), "");
	str_set(&b, NULL);
	assert_string_equal(b.s, "");
}

TEST(formats_of_any_length_fit)
{
	char digits[5001];
	memset(digits, '7', 5000);
	digits[5000] = '\0';
	for (int len = 0; len < 200; len++) {
		AUTO_STR b = STR_INIT;
		str_addf(&b, "[%.*s]", len, digits);
		str_addf(&b, "%d", 1);
		assert_int_equal(b.len, len + 3);
		assert_int_equal(strlen(b.s), b.len);
	}
	AUTO_STR b = STR_INIT;
	str_addf(&b, "%s%s", digits, digits);
	assert_int_equal(b.len, 10000);
}

TEST(insert_and_remove_move_the_rest)
{
	AUTO_STR b = STR_INIT;
	str_set(&b, "ad");
	str_insert(&b, 1, "bc", 2);
	assert_string_equal(b.s, "abcd");
	str_insert(&b, 4, "e", 1);
	str_insert(&b, 0, "_", 1);
	assert_string_equal(b.s, "_abcde");
	str_remove(&b, 1, 2);
	assert_string_equal(b.s, "_cde");
	str_remove(&b, 2, 2);
	assert_string_equal(b.s, "_c");
	str_remove(&b, 0, 2);
	assert_string_equal(b.s, "");
}

TEST(trimming_takes_ascii_and_ideographic_blanks)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
		{ " a ", "a" },
		{ "　\t 窓　口 　\r\n", "窓　口" },
		{ "　　", "" },
		{ "", "" },
		{ "口", "口" },
		{ "\x80\x80", "\x80\x80" }, /* the end of a blank is none */
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_STR b = STR_INIT;
		str_set(&b, cases[i].before);
		str_trim(&b);
		assert_string_equal(b.s, cases[i].after);
		assert_int_equal(b.len, strlen(cases[i].after));
	}
}

TEST(taken_bytes_belong_to_the_taker)
{
	AUTO_STR b = STR_INIT;
	str_add(&b, "mine");
	AUTO_FREE char *mine = str_take(&b);
	str_add(&b, "new");
	assert_string_equal(mine, "mine");
	assert_string_equal(b.s, "new");
}

TEST(null_counts_as_empty_in_questions)
{
	assert_true(str_is_empty(NULL));
	assert_true(str_is_empty(""));
	assert_false(str_is_empty(" "));
	assert_true(str_equal(NULL, ""));
	assert_true(str_equal("a", "a"));
	assert_false(str_equal("a", "b"));
	assert_false(str_equal(NULL, "b"));
	assert_true(str_starts("abc", "ab"));
	assert_true(str_starts(NULL, ""));
	assert_true(str_starts("abc", NULL));
	assert_false(str_starts(NULL, "a"));
	assert_false(str_starts("ab", "abc"));
	assert_true(str_ends("abc", "bc"));
	assert_true(str_ends(NULL, NULL));
	assert_false(str_ends(NULL, "c"));
	assert_false(str_ends("c", "bc"));
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

TEST(texts_that_differ_little_have_different_hashes)
{
	enum { COUNT = 100000 };
	uint64_t *hashes = malloc(sizeof(*hashes) * COUNT);
	for (int i = 0; i < COUNT; i++) {
		char text[64];
		snprintf(text, sizeof(text), "%s%d会", i % 2 ? "合唱団ひばり" : "", i / 2);
		hashes[i] = str_hash(text);
		assert_true(hashes[i] == str_hash(text));
	}
	qsort(hashes, COUNT, sizeof(*hashes), by_value);
	for (int i = 1; i < COUNT; i++)
		assert_true(hashes[i] != hashes[i - 1]);
	free(hashes);
	assert_true(str_hash("") != str_hash("a"));
	assert_true(str_hash("12345678") != str_hash("123456780"));
}

TEST(word_of_a_list_is_one_of_it_whole)
{
	static const char *const words[] = { "yes", "no" };
	assert_true(str_is_one_of("no", words, ARRAY_LEN(words)));
	assert_false(str_is_one_of("no", words, 1));
	assert_false(str_is_one_of("n", words, ARRAY_LEN(words)));
	assert_false(str_is_one_of("nothing", words, ARRAY_LEN(words)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_used_string_is_empty_text),
		cmocka_unit_test(initialised_string_has_bytes),
		cmocka_unit_test(appending_keeps_what_was_there),
		cmocka_unit_test(bytes_may_be_zero),
		cmocka_unit_test(null_adds_nothing),
		cmocka_unit_test(formats_of_any_length_fit),
		cmocka_unit_test(insert_and_remove_move_the_rest),
		cmocka_unit_test(trimming_takes_ascii_and_ideographic_blanks),
		cmocka_unit_test(taken_bytes_belong_to_the_taker),
		cmocka_unit_test(null_counts_as_empty_in_questions),
		cmocka_unit_test(texts_that_differ_little_have_different_hashes),
		cmocka_unit_test(word_of_a_list_is_one_of_it_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
