/* test_typed.c - words as a person puts them in a row. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "base/auto.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/typed.h"

static const char *
words_of(const char *list, struct str *out)
{
	AUTO_FREE char *copy = mem_strdup(list);
	char *rest = copy;
	for (char *word; (word = typed_next_word(&rest)) != NULL;)
		str_addf(out, "[%s]", word);
	return str_text(out);
}

TEST(words_are_parted_by_blanks_and_commas_of_both_kinds)
{
	static const char *const lists[][2] = {
		{ "午前 午後", "[午前][午後]" },
		{ "午前、午後，夜間", "[午前][午後][夜間]" },
		{ "午前　午後\t夜間\n", "[午前][午後][夜間]" },
		{ ",, 午前 ,午後,", "[午前][午後]" },
		{ "、", "" },
		{ "", "" },
		{ NULL, "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		AUTO_STR got = STR_INIT;
		assert_string_equal(words_of(lists[i][0], &got), lists[i][1]);
	}
}

TEST(what_a_list_would_part_is_no_word)
{
	static const char *const parted[] = { "", "第1 会議室", "市内,市外", "市内、市外",
					      "市内，市外", "市内　市外", "市内 " };
	assert_true(typed_is_word("市内の団体・個人"));
	for (size_t i = 0; i < ARRAY_LEN(parted); i++)
		assert_false(typed_is_word(parted[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_parted_by_blanks_and_commas_of_both_kinds),
		cmocka_unit_test(what_a_list_would_part_is_no_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
