/* test_value.c - the door of a field: emptiness, length, sentences, masks. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "base/utf8.h"
#include "form/type.h"

static const struct form_text label = { .ja = "氏名", .en = "Full name" };

TEST(empty_text_is_nothing)
{
	static const char *const empty[] = {
		NULL, "", " ", "　 ", "\t", "\n\r\n", "\xC2\xA0", " \xE2\x80\x8A\xE2\xA0\x80",
	};
	for (int kind = 0; kind < FIELD_KIND_COUNT; kind++) {
		const struct form_field field = { .name = "it",
						  .label = label,
						  .type = field_type_of((enum field_kind)kind) };
		for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
			bool lines = empty[i] && strchr(empty[i], '\n');
			if (lines && !field.type->multi_line)
				continue;
			char *stored;
			struct err e;
			assert_true(field_parse(&field, NULL, empty[i], &stored, &e));
			assert_null(stored);
		}
	}
}

TEST(nothing_is_shown_as_nothing)
{
	for (int kind = 0; kind < FIELD_KIND_COUNT; kind++) {
		const struct form_field field = { .name = "it",
						  .label = label,
						  .type = field_type_of((enum field_kind)kind) };
		AUTO_STR shown = STR_INIT;
		field_format(&field, NULL, NULL, &shown);
		field_edit_text(&field, NULL, NULL, &shown);
		field_mask(&field, NULL, &shown);
		assert_int_equal(shown.len, 0);
	}
}

/* What the database might hold that no door let in: shown as it is, never a crash. */
TEST(stored_rubbish_is_shown_as_it_is)
{
	static const char *const rubbish[] = { "x",          "-",    "99999999999999999999",
					       "2026-13-45", "1,2,", ",",
					       "\xFF" };
	for (int kind = 0; kind < FIELD_KIND_COUNT; kind++) {
		const struct form_field field = { .name = "it",
						  .label = label,
						  .type = field_type_of((enum field_kind)kind),
						  .list = "list",
						  .ref = "form" };
		for (size_t i = 0; i < ARRAY_LEN(rubbish); i++) {
			AUTO_STR shown = STR_INIT;
			field_format(&field, NULL, rubbish[i], &shown);
			field_edit_text(&field, NULL, rubbish[i], &shown);
			assert_true(shown.len > 0);
		}
	}
}

TEST(length_is_counted_in_characters_of_what_is_kept)
{
	struct form_field field = {
		.name = "it", .label = label, .type = field_type_of(FIELD_TEXT), .max = 4
	};
	char *stored;
	struct err e;
	assert_true(field_parse(&field, NULL, " 髙﨑𠮷郎 ", &stored, &e));
	assert_string_equal(stored, "髙﨑𠮷郎");
	free(stored);
	assert_false(field_parse(&field, NULL, "髙﨑𠮷太郎", &stored, &e));
	assert_string_equal(e.msg, "Full name: at most 4 characters can be kept here, and these "
				   "are 5. Please shorten the text.");

	field.type = field_type_of(FIELD_KANA);
	assert_true(field_parse(&field, NULL, "ｶﾞｷﾞｸﾞｹﾞ", &stored, &e));
	assert_string_equal(stored, "ガギグゲ");
	free(stored);

	field.max = 0;
	AUTO_STR hundred = STR_INIT;
	for (int i = 0; i < 100; i++)
		str_add(&hundred, "あ");
	assert_true(field_parse(&field, NULL, hundred.s, &stored, &e));
	free(stored);
	str_add(&hundred, "あ");
	assert_false(field_parse(&field, NULL, hundred.s, &stored, &e));
}

TEST(sentence_names_the_label_what_was_typed_and_what_is_expected)
{
	static const struct {
		enum field_kind kind;
		const char *typed, *msg;
	} cases[] = {
		{ FIELD_PHONE, "03-12",
		  "Full name: \"03-12\" is not a telephone number. Type it "
		  "with its area code, like 03-1234-5678." },
		{ FIELD_DATE, "2/30",
		  "Full name: \"2/30\" is not a date. Type it like 20261120, "
		  "11/20, R8.11.20, +3 or today." },
		{ FIELD_TIME, "遅く",
		  "Full name: \"遅く\" is not a time. Type it like 1830, 18:30 "
		  "or 9." },
		{ FIELD_DATETIME, "3月",
		  "Full name: \"3月\" is not a date and a time. Type both, "
		  "like 11/20 18:30." },
		{ FIELD_INT, "多い",
		  "Full name: \"多い\" is not a whole number. Type digits, like "
		  "25." },
		{ FIELD_MONEY, "多い",
		  "Full name: \"多い\" is not a sum of money. Type whole yen, "
		  "like 2400." },
		{ FIELD_BOOL, "多い",
		  "Full name: \"多い\" is neither yes nor no. Type y or n, or 1 "
		  "or 0." },
		{ FIELD_KANA, "漢字", "Full name: \"漢字\" is not a reading. Type it in kana." },
		{ FIELD_POSTAL, "12",
		  "Full name: \"12\" is not a postal code. It has seven digits, "
		  "like 300-1234." },
		{ FIELD_EMAIL, "x",
		  "Full name: \"x\" is not a mail address. It looks like "
		  "info@example.jp." },
		{ FIELD_URL, "x",
		  "Full name: \"x\" is not a web address. It looks like "
		  "https://www.example.jp/." },
		{ FIELD_CHOICE, "x",
		  "Full name: \"x\" is not in the list, or means more than one "
		  "entry. Type a word of the list." },
		{ FIELD_REF, "x",
		  "Full name: there is no \"x\" in the register. Type a part of the "
		  "name and choose from the candidates." },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct form_field field = { .name = "it",
						  .label = label,
						  .list = "list",
						  .ref = "form",
						  .type = field_type_of(cases[i].kind) };
		char *stored;
		struct err e;
		assert_false(field_parse(&field, NULL, cases[i].typed, &stored, &e));
		assert_string_equal(e.msg, cases[i].msg);
		assert_string_equal(e.field, "it");
		assert_int_equal(e.code, ERR_INVALID);
		assert_null(stored);
	}
}

TEST(range_is_named_in_the_sentence)
{
	const struct form_field field = { .name = "it",
					  .label = label,
					  .type = field_type_of(FIELD_MONEY),
					  .least = { true, 100 },
					  .most = { true, 5000 } };
	char *stored;
	struct err e;
	assert_false(field_parse(&field, NULL, "99円", &stored, &e));
	assert_string_equal(e.msg, "Full name: 99 is too small. The least is 100.");
	assert_false(field_parse(&field, NULL, "5,001", &stored, &e));
	assert_string_equal(e.msg, "Full name: 5001 is too great. The most is 5000.");
}

TEST(long_text_is_cut_in_the_sentence)
{
	const struct form_field field = { .name = "it",
					  .label = label,
					  .type = field_type_of(FIELD_DATE) };
	AUTO_STR typed = STR_INIT;
	for (int i = 0; i < 700; i++)
		str_add(&typed, "長");
	char *stored;
	struct err e;
	assert_false(field_parse(&field, NULL, typed.s, &stored, &e));
	assert_non_null(strstr(e.msg, "長..\" is not a date"));
	assert_true(utf8_width(e.msg) < 150);
}

TEST(sentence_about_a_character_names_the_label)
{
	const struct form_field field = { .name = "it",
					  .label = label,
					  .type = field_type_of(FIELD_TEXT) };
	char *stored;
	struct err e;
	assert_false(field_parse(&field, NULL,
				 "a\x07"
				 "b",
				 &stored, &e));
	assert_true(str_starts(e.msg, "Full name: "));
	assert_string_equal(e.field, "it");
}

TEST(private_values_are_masked)
{
	static const struct {
		const char *name;
		enum field_kind kind;
		const char *stored, *shown;
	} cases[] = {
		{ "phone", FIELD_PHONE, "03-1234-5678", "＊＊78" },
		{ "phone", FIELD_PHONE, "03-1234-5678 内線21", "＊＊78" },
		{ "home_address", FIELD_TEXT, "ひばり市緑町1-2-3", "ひばり市＊＊" },
		{ "address", FIELD_TEXT, "四日市市諏訪町1-5", "四日市市＊＊" },
		{ "address", FIELD_TEXT, "市川市八幡1-1-1", "市川市＊＊" },
		{ "address", FIELD_TEXT, "東京都港区芝公園1-5-25", "東京都港区＊＊" },
		{ "address", FIELD_TEXT, "北相馬郡利根町841", "北相馬郡利根町＊＊" },
		{ "address", FIELD_TEXT, "1-2-3", "＊＊" },
		{ "address", FIELD_TEXT, "会長の自宅（詳しい場所は聞いて確かめること）市", "＊＊" },
		{ "name", FIELD_TEXT, "大市花子", "＊＊" },
		{ "email", FIELD_EMAIL, "hanako@example.jp", "＊＊" },
		{ "born_on", FIELD_DATE, "1955-05-05", "＊＊" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct form_field field = { .name = cases[i].name,
						  .label = label,
						  .type = field_type_of(cases[i].kind) };
		AUTO_STR shown = STR_INIT;
		field_mask(&field, cases[i].stored, &shown);
		assert_string_equal(shown.s, cases[i].shown);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_text_is_nothing),
		cmocka_unit_test(nothing_is_shown_as_nothing),
		cmocka_unit_test(stored_rubbish_is_shown_as_it_is),
		cmocka_unit_test(length_is_counted_in_characters_of_what_is_kept),
		cmocka_unit_test(sentence_names_the_label_what_was_typed_and_what_is_expected),
		cmocka_unit_test(range_is_named_in_the_sentence),
		cmocka_unit_test(long_text_is_cut_in_the_sentence),
		cmocka_unit_test(sentence_about_a_character_names_the_label),
		cmocka_unit_test(private_values_are_masked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
