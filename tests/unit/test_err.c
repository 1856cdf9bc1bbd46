/* test_err.c - filling a struct err. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "test.h"

#include "base/err.h"
#include "base/utf8.h"

TEST(setting_returns_false_and_fills_code_and_sentence)
{
	struct err e = { .field = "left over" };
	assert_false(err_set(&e, ERR_REFUSED, "No %s on day %d.", "room", 3));
	assert_int_equal(e.code, ERR_REFUSED);
	assert_string_equal(e.msg, "No room on day 3.");
	assert_string_equal(e.field, "");
}

/* A name that somebody typed is no fault of the program's. */
TEST(name_that_is_too_long_is_no_field)
{
	struct err e = { 0 };
	char name[sizeof(e.field) + 1];
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_false(err_set_field(&e, ERR_NOT_FOUND, name, "There is no field %s.", name));
	assert_string_equal(e.field, "");
	assert_non_null(strstr(e.msg, name));
	name[sizeof(e.field) - 1] = '\0';
	assert_false(err_set_field(&e, ERR_NOT_FOUND, name, "There is no field."));
	assert_string_equal(e.field, name);
}

TEST(field_is_kept_beside_the_sentence)
{
	struct err e = { 0 };
	assert_false(err_set_field(&e, ERR_INVALID, "kana", "Kana is missing."));
	assert_string_equal(e.field, "kana");
	assert_string_equal(e.msg, "Kana is missing.");
}

TEST(nobody_needs_to_ask_for_the_error)
{
	assert_false(err_set(NULL, ERR_IO, "Nobody listens."));
	assert_false(err_set_field(NULL, ERR_IO, "name", "Nobody listens."));
	err_clear(NULL);
}

TEST(long_sentence_is_cut_at_a_character)
{
	char text[3 * 1000 + 1];
	for (size_t i = 0; i < sizeof(text) - 1; i += 3)
		memcpy(text + i, "窓", 3);
	text[sizeof(text) - 1] = '\0';
	for (int lead = 0; lead < 4; lead++) {
		struct err e;
		err_set(&e, ERR_INVALID, "%.*s%s", lead, "abc", text);
		assert_true(utf8_is_valid(e.msg, strlen(e.msg)));
		assert_in_range(strlen(e.msg), sizeof(e.msg) - 3, sizeof(e.msg) - 1);
	}
}

TEST(whole_last_character_is_not_cut)
{
	char text[sizeof(((struct err *)0)->msg) + 3];
	memset(text, 'a', sizeof(text));
	memcpy(text + sizeof(((struct err *)0)->msg) - 1 - 3, "窓", 3); /* ends where msg ends */
	text[sizeof(text) - 1] = '\0';
	struct err e;
	err_set(&e, ERR_INVALID, "%s", text);
	assert_int_equal(strlen(e.msg), sizeof(e.msg) - 1);
	assert_string_equal(e.msg + strlen(e.msg) - 3, "窓");
}

TEST(sentence_stays_on_one_line)
{
	struct err e;
	err_set(&e, ERR_IO, "one\ntwo\r\nthree");
	assert_string_equal(e.msg, "one two  three");
}

TEST(old_sentence_can_be_part_of_the_new)
{
	struct err e;
	err_set(&e, ERR_INVALID, "Row is bad.");
	err_set(&e, ERR_INVALID, "Line 3: %s", e.msg);
	assert_string_equal(e.msg, "Line 3: Row is bad.");
	err_set_field(&e, ERR_INVALID, "name", "In %s", e.msg);
	err_set_field(&e, ERR_INVALID, e.field, "%s", "again");
	assert_string_equal(e.field, "name");
}

TEST(further_faults_stand_behind_the_first_as_long_as_they_have_room)
{
	struct err e = { 0 }, first, more;
	err_set_field(&first, ERR_INVALID, "phone", "Too short.");
	err_set_field(&more, ERR_REFUSED, "name", "名前がありません。");
	err_also(&e, &first);
	err_also(&e, &more);
	err_also(&e, &more);
	assert_string_equal(e.msg, "Too short. 名前がありません。名前がありません。");
	assert_string_equal(e.field, "phone");
	assert_int_equal(e.code, ERR_INVALID);
	for (int i = 0; i < 100; i++)
		err_also(&e, &more);
	assert_true(strlen(e.msg) > sizeof(e.msg) - sizeof("名前がありません。"));
	assert_string_equal(e.msg + strlen(e.msg) - strlen("ません。"), "ません。");
	err_also(NULL, &more);
}

TEST(clearing_leaves_nothing)
{
	struct err e;
	err_set_field(&e, ERR_STALE, "name", "Changed.");
	err_clear(&e);
	assert_int_equal(e.code, ERR_NONE);
	assert_string_equal(e.field, "");
	assert_string_equal(e.msg, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(setting_returns_false_and_fills_code_and_sentence),
		cmocka_unit_test(field_is_kept_beside_the_sentence),
		cmocka_unit_test(name_that_is_too_long_is_no_field),
		cmocka_unit_test(nobody_needs_to_ask_for_the_error),
		cmocka_unit_test(long_sentence_is_cut_at_a_character),
		cmocka_unit_test(whole_last_character_is_not_cut),
		cmocka_unit_test(sentence_stays_on_one_line),
		cmocka_unit_test(old_sentence_can_be_part_of_the_new),
		cmocka_unit_test(further_faults_stand_behind_the_first_as_long_as_they_have_room),
		cmocka_unit_test(clearing_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
