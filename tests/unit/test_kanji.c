/* test_kanji.c - every form of a kanji leads to its usual form, and that to itself. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "base/auto.h"
#include "base/kanji.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#define LAST_KANJI 0x323AF /* of Unicode's extensions */

/* What a clerk types and what the register has: either finds the other. */
static const char *const alike[][5] = {
	{ "高橋", "髙橋", "髙𣘺" },
	{ "山崎", "山﨑", "山嵜" },
	{ "渡辺", "渡邊", "渡邉", "渡邉\U000E0101" },
	{ "斎藤", "齋藤", "斉藤", "齊藤" },
	{ "沢田", "澤田" },
	{ "浜田", "濱田", "濵田" },
	{ "広瀬", "廣瀬", "廣瀨" },
	{ "国", "國" },
	{ "桜井", "櫻井" },
	{ "吉野", "𠮷野", "吉埜" },
	{ "辻", "辻\U000E0100", "辻\uFE00" },
	{ "葛城", "葛\U000E0100城", "葛\U000E0101城" },
	{ "祇園", "祇\U000E0101薗" },
	{ "島", "嶋", "嶌" },
	{ "神", "神\U000E0100", "\uFA19" },
	{ "緑ヶ丘", "緑ケ丘", "綠ヶ丘", "緑ｹ丘" },
	{ "竜", "龍", "⻯" },
};

/* Names of other people. */
static const char *const apart[][2] = {
	{ "畑中", "畠中" }, { "坂本", "阪本" }, { "荘司", "庄司" }, { "智子", "知子" },
	{ "太田", "大田" }, { "岩", "巌" },     { "緑が丘", "緑ケ丘" },
};

TEST(a_name_is_alike_in_all_its_forms)
{
	for (size_t i = 0; i < ARRAY_LEN(alike); i++) {
		AUTO_FREE char *first = utf8_search_key(alike[i][0]);
		for (size_t k = 1; k < ARRAY_LEN(alike[i]) && alike[i][k] != NULL; k++) {
			AUTO_FREE char *other = utf8_search_key(alike[i][k]);
			assert_string_equal(other, first);
		}
	}
}

TEST(names_of_other_people_stay_apart)
{
	for (size_t i = 0; i < ARRAY_LEN(apart); i++) {
		AUTO_FREE char *one = utf8_search_key(apart[i][0]);
		AUTO_FREE char *other = utf8_search_key(apart[i][1]);
		assert_string_not_equal(one, other);
	}
}

TEST(a_usual_form_is_not_folded_again)
{
	for (uint32_t cp = 0; cp <= LAST_KANJI; cp++)
		assert_int_equal(kanji_usual(kanji_usual(cp)), kanji_usual(cp));
}

/* Else the table would say a second time what NFKC says, or of what no key has. */
TEST(only_what_stands_in_keys_has_a_usual_form)
{
	for (uint32_t cp = 1; cp <= LAST_KANJI; cp++) {
		AUTO_STR text = STR_INIT;
		if (kanji_usual(cp) == cp)
			continue;
		utf8_add(&text, cp);
		AUTO_FREE char *spelling = utf8_spelling_key(str_text(&text));
		assert_string_equal(spelling, str_text(&text));
	}
}

TEST(a_spelling_tells_the_forms_apart)
{
	AUTO_FREE char *one = utf8_spelling_key("高橋");
	AUTO_FREE char *other = utf8_spelling_key("髙橋");
	AUTO_FREE char *wide = utf8_spelling_key("髙 橋");

	assert_string_not_equal(one, other);
	assert_string_equal(other, wide);
}

/* The databases have keys of these forms: when others are made, they must be made anew. */
TEST(the_forms_are_those_of_the_newest_migration)
{
	uint64_t sum = 0;

	for (uint32_t cp = 0; cp <= LAST_KANJI; cp++)
		if (kanji_usual(cp) != cp)
			sum = (sum ^ ((uint64_t)cp << 32 | kanji_usual(cp))) * 0x100000001B3;
	if (sum != UINT64_C(0xD8F02F162D2E8D67))
		fail_msg("The forms have changed. Add a migration as db/0013-search-forms.sql, and "
			 "their new sum here: 0x%llX",
			 (unsigned long long)sum);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_alike_in_all_its_forms),
		cmocka_unit_test(names_of_other_people_stay_apart),
		cmocka_unit_test(a_usual_form_is_not_folded_again),
		cmocka_unit_test(only_what_stands_in_keys_has_a_usual_form),
		cmocka_unit_test(a_spelling_tells_the_forms_apart),
		cmocka_unit_test(the_forms_are_those_of_the_newest_migration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
