/* test_json.c - writing JSON. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "base/json.h"

static void
assert_text_gives(const char *value, const char *expected)
{
	AUTO_STR out = STR_INIT;
	struct json j;
	json_init(&j, &out);
	json_text(&j, value);
	assert_string_equal(str_text(&out), expected);
}

TEST(commas_stand_between_items_only)
{
	AUTO_STR out = STR_INIT;
	struct json j;
	json_init(&j, &out);
	json_object(&j);
	json_key(&j, "list");
	json_array(&j);
	json_int(&j, 1);
	json_object(&j);
	json_end_object(&j);
	json_array(&j);
	json_end_array(&j);
	json_text(&j, "a");
	json_end_array(&j);
	json_key(&j, "yes");
	json_bool(&j, true);
	json_key(&j, "no");
	json_bool(&j, false);
	json_key(&j, "none");
	json_text(&j, NULL);
	json_end_object(&j);
	assert_string_equal(out.s,
			    "{\"list\":[1,{},[],\"a\"],\"yes\":true,\"no\":false,\"none\":null}");
}

TEST(integers_keep_all_their_digits)
{
	AUTO_STR out = STR_INIT;
	struct json j;
	json_init(&j, &out);
	json_array(&j);
	json_int(&j, INT64_MIN);
	json_int(&j, INT64_MAX);
	json_end_array(&j);
	assert_string_equal(out.s, "[-9223372036854775808,9223372036854775807]");
}

TEST(quotes_backslashes_and_controls_are_escaped)
{
	assert_text_gives("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
	assert_text_gives("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
	assert_text_gives("\x01\x1b[2J\x7f", "\"\\u0001\\u001b[2J\\u007f\"");
}

TEST(names_come_back_byte_for_byte)
{
	assert_text_gives("髙﨑𠮷\uFA19～①ﾊﾞ葛\U000E0100", "\"髙﨑𠮷\uFA19～①ﾊﾞ葛\U000E0100\"");
}

TEST(characters_that_drive_a_terminal_are_escaped)
{
	assert_text_gives("a\u202Eb\u200Bc\u2028", "\"a\\u202eb\\u200bc\\u2028\"");
	assert_text_gives("\xC2\x9B", "\"\\u009b\"");
	assert_text_gives("\U000E0041", "\"\\udb40\\udc41\""); /* a surrogate pair */
}

TEST(broken_bytes_become_the_replacement_character)
{
	assert_text_gives("a\xff" "b\xe7\xaa", "\"a\uFFFDb\uFFFD\uFFFD\"");
}

TEST(thirty_one_levels_nest)
{
	AUTO_STR out = STR_INIT;
	struct json j;
	json_init(&j, &out);
	for (int i = 0; i < 31; i++)
		json_array(&j);
	for (int i = 0; i < 31; i++)
		json_end_array(&j);
	assert_int_equal(out.len, 62);
	assert_int_equal(j.depth, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_stand_between_items_only),
		cmocka_unit_test(integers_keep_all_their_digits),
		cmocka_unit_test(quotes_backslashes_and_controls_are_escaped),
		cmocka_unit_test(names_come_back_byte_for_byte),
		cmocka_unit_test(characters_that_drive_a_terminal_are_escaped),
		cmocka_unit_test(broken_bytes_become_the_replacement_character),
		cmocka_unit_test(thirty_one_levels_nest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
