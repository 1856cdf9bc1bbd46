/* test_key.c - the names of keys, and the bytes of terminals as keys. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdio.h>

#include "screen_text.h"
#include "ui/action.h"
#include "ui/reader.h"

static void
reader_free(struct key_reader **r)
{
	key_reader_free(*r);
}

#define READER(name)                                                                            \
	__attribute__((cleanup(reader_free))) struct key_reader *name = key_reader_new()

static void
feed(struct key_reader *r, const char *bytes)
{
	key_reader_feed(r, bytes, strlen(bytes));
}

static void
assert_next(struct key_reader *r, enum key_code code, const char *text)
{
	struct key k;

	assert_true(key_reader_next(r, false, &k));
	assert_int_equal(k.code, code);
	if (text != NULL)
		assert_string_equal(k.text, text);
}

static void
assert_nothing(struct key_reader *r)
{
	struct key k;

	assert_false(key_reader_next(r, false, &k));
}

TEST(every_named_key_is_found_by_its_name)
{
	assert_int_equal(key_from_name("<F10>"), K_F10);
	assert_int_equal(key_from_name("<C-s>"), K_CTRL_S);
	assert_int_equal(key_from_name("<S-Tab>"), K_BACKTAB);
	assert_int_equal(key_from_name("<Enter>"), K_ENTER);
	assert_int_equal(key_from_name("<PgDn>"), K_PAGE_DOWN);
	assert_int_equal(key_from_name("Enter"), K_NONE);
	assert_int_equal(key_from_name("<>"), K_NONE);
	assert_int_equal(key_from_name("<nothing>"), K_NONE);
	assert_string_equal(key_label(K_F10), "F10");
	assert_string_equal(key_label(K_CTRL_S), "^S");
}

TEST(action_is_found_by_key_and_by_twin)
{
	static const struct action table[] = {
		{ .key = K_F10, .twin = K_CTRL_S, .name = "save" },
		{ .key = K_F3, .name = "back" },
	};

	assert_ptr_equal(action_find(table, 2, K_F10), &table[0]);
	assert_ptr_equal(action_find(table, 2, K_CTRL_S), &table[0]);
	assert_ptr_equal(action_find(table, 2, K_F3), &table[1]);
	assert_null(action_find(table, 2, K_NONE));
	assert_null(action_find(table, 2, K_TEXT));
}

TEST(function_keys_of_all_common_terminals_are_known)
{
	static const struct {
		const char *bytes;
		enum key_code code;
	} keys[] = {
		{ "\033OP", K_F1 },      { "\033[11~", K_F1 },   { "\033[[A", K_F1 },
		{ "\033[[E", K_F5 },     { "\033[15~", K_F5 },   { "\033[21~", K_F10 },
		{ "\033[24~", K_F12 },   { "\033[20;2~", K_SHIFT_F9 }, { "\033[A", K_UP },
		{ "\033OB", K_DOWN },    { "\033[1;5C", K_RIGHT }, { "\033[Z", K_BACKTAB },
		{ "\033[1~", K_HOME },   { "\033[7~", K_HOME },  { "\033OF", K_END },
		{ "\033[3~", K_DELETE }, { "\033[5~", K_PAGE_UP }, { "\033OM", K_ENTER },
		{ "\r", K_ENTER },       { "\n", K_CTRL_J },     { "\t", K_TAB },
		{ "\x7f", K_BACKSPACE }, { "\b", K_BACKSPACE },  { "\x13", K_CTRL_S },
	};
	READER(r);

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		feed(r, keys[i].bytes);
		assert_next(r, keys[i].code, NULL);
		assert_nothing(r);
		/* The same byte by byte, as a slow line brings it. */
		for (const char *p = keys[i].bytes; p[1] != '\0'; p++) {
			key_reader_feed(r, p, 1);
			assert_nothing(r);
			assert_true(key_reader_patience(r) > 0);
		}
		key_reader_feed(r, keys[i].bytes + strlen(keys[i].bytes) - 1, 1);
		assert_next(r, keys[i].code, NULL);
		assert_int_equal(key_reader_patience(r), 0);
	}
}

TEST(sequences_of_this_terminal_come_first)
{
	READER(r);
	struct key k;

	key_reader_define(r, "\033[28~", K_F11);
	key_reader_define(r, "\033x", K_F12);
	key_reader_define(r, NULL, K_F1);
	feed(r, "\033[28~\033x");
	assert_next(r, K_F11, NULL);
	assert_next(r, K_F12, NULL);
	feed(r, "\033");
	assert_false(key_reader_next(r, false, &k));
	assert_true(key_reader_next(r, true, &k));
	assert_int_equal(k.code, K_ESC);
}

TEST(lone_escape_is_a_key_after_a_while)
{
	READER(r);
	struct key k;

	feed(r, "\033");
	assert_nothing(r);
	assert_true(key_reader_patience(r) > 0 && key_reader_patience(r) <= 50);
	assert_true(key_reader_next(r, true, &k));
	assert_int_equal(k.code, K_ESC);
	assert_true(key_reader_is_empty(r));
}

TEST(escape_typed_ahead_keeps_what_follows)
{
	READER(r);
	struct key k;

	feed(r, "\033あ\033\033\r");
	assert_next(r, K_ESC, NULL);
	assert_next(r, K_TEXT, "あ");
	assert_next(r, K_ESC, NULL);
	assert_next(r, K_ESC, NULL);
	assert_next(r, K_ENTER, NULL);
	feed(r, "\033[");
	assert_nothing(r);
	assert_true(key_reader_next(r, true, &k));
	assert_int_equal(k.code, K_ESC);
	assert_next(r, K_TEXT, "[");
}

TEST(unknown_sequences_never_become_text)
{
	READER(r);

	feed(r, "\033[1;2;3;4;5;6y\033[?1;2c\033[99999999999999999999~\033[<0;1;1M\033Oya");
	assert_next(r, K_ENTER, NULL); /* what ends in M; mouse reports are never asked for */
	assert_next(r, K_TEXT, "a");
	assert_nothing(r);
}

TEST(text_comes_by_characters)
{
	READER(r);

	feed(r, "a漢𠮷か\u3099");
	assert_next(r, K_TEXT, "a");
	assert_next(r, K_TEXT, "漢");
	assert_next(r, K_TEXT, "𠮷");
	assert_next(r, K_TEXT, "か\u3099");
	feed(r, "\U0001F468\u200d\U0001F469葛\U000E0100");
	assert_next(r, K_TEXT, "\U0001F468\u200d\U0001F469");
	assert_next(r, K_TEXT, "葛\U000E0100");
	feed(r, "\xe6\xbc");
	assert_nothing(r);
	feed(r, "\xa2");
	assert_next(r, K_TEXT, "漢");
}

TEST(broken_bytes_are_seen_and_harm_nothing)
{
	READER(r);
	struct key k;

	feed(r, "\x82\xa0" "b\xe6");
	assert_next(r, K_TEXT, "\ufffd");
	assert_next(r, K_TEXT, "\ufffd");
	assert_next(r, K_TEXT, "b");
	assert_nothing(r);
	assert_true(key_reader_next(r, true, &k));
	assert_string_equal(k.text, "\ufffd");
}

TEST(paste_is_one_key_however_it_arrives)
{
	READER(r);
	AUTO_STR long_text = STR_INIT;

	for (int i = 0; i < 2000; i++)
		str_add(&long_text, "漢");
	feed(r, "\033[200~");
	assert_nothing(r);
	for (size_t at = 0; at < long_text.len; at += 1000) {
		size_t n = long_text.len - at < 1000 ? long_text.len - at : 1000;

		key_reader_feed(r, long_text.s + at, n);
		assert_nothing(r);
	}
	feed(r, "\033[20");
	assert_nothing(r);
	feed(r, "1~x");
	assert_next(r, K_PASTE, str_text(&long_text));
	assert_next(r, K_TEXT, "x");
}

TEST(paste_holds_keys_as_text_and_ends_when_the_line_does)
{
	READER(r);
	struct key k;

	feed(r, "\033[200~a\r\n\033[A\033[201~");
	assert_next(r, K_PASTE, "a\r\n\033[A");
	feed(r, "\033[200~half");
	assert_nothing(r);
	assert_true(key_reader_patience(r) >= 500);
	assert_true(key_reader_next(r, true, &k));
	assert_int_equal(k.code, K_PASTE);
	assert_string_equal(k.text, "half");
	feed(r, "x");
	assert_next(r, K_TEXT, "x");
}

TEST(answer_about_the_cursor_is_no_key_and_eats_none)
{
	READER(r);
	int col;

	key_reader_expect_report(r, true);
	feed(r, "ab\033[1;3Rc");
	assert_next(r, K_TEXT, "a");
	assert_next(r, K_TEXT, "b");
	assert_next(r, K_TEXT, "c");
	assert_true(key_reader_take_report(r, &col));
	assert_int_equal(col, 3);
	assert_false(key_reader_take_report(r, &col));
	/* Nobody asked: it is F3 with Shift. */
	feed(r, "\033[1;2R");
	assert_next(r, K_F3, NULL);
}

TEST(any_bytes_give_valid_text_and_are_used_up)
{
	READER(r);
	unsigned seed = 11;
	struct key k;

	for (int i = 0; i < 50000; i++) {
		char bytes[6];
		size_t n = 1 + next_random(&seed) % sizeof bytes;

		for (size_t b = 0; b < n; b++)
			bytes[b] = next_random(&seed) % 3 == 0 ?
					   "\033[O~;2R"[next_random(&seed) % 7] :
					   (char)next_random(&seed);
		key_reader_feed(r, bytes, n);
		while (key_reader_next(r, next_random(&seed) % 2, &k))
			if (k.text != NULL)
				assert_true(utf8_is_valid(k.text, strlen(k.text)));
	}
	while (key_reader_next(r, true, &k))
		continue;
	assert_true(key_reader_is_empty(r));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_named_key_is_found_by_its_name),
		cmocka_unit_test(action_is_found_by_key_and_by_twin),
		cmocka_unit_test(function_keys_of_all_common_terminals_are_known),
		cmocka_unit_test(sequences_of_this_terminal_come_first),
		cmocka_unit_test(lone_escape_is_a_key_after_a_while),
		cmocka_unit_test(escape_typed_ahead_keeps_what_follows),
		cmocka_unit_test(unknown_sequences_never_become_text),
		cmocka_unit_test(text_comes_by_characters),
		cmocka_unit_test(broken_bytes_are_seen_and_harm_nothing),
		cmocka_unit_test(paste_is_one_key_however_it_arrives),
		cmocka_unit_test(paste_holds_keys_as_text_and_ends_when_the_line_does),
		cmocka_unit_test(answer_about_the_cursor_is_no_key_and_eats_none),
		cmocka_unit_test(any_bytes_give_valid_text_and_are_used_up),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, NULL);
}
