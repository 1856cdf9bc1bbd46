/* test_encoding.c - guessing a file's encoding, and its bytes as UTF-8 and back. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <string.h>

#include "base/str.h"
#include "exchange/encoding.h"

static enum encoding
guess_of(const char *bytes)
{
	struct encoding_guess g = { .last = 0 };
	for (const char *p = bytes; *p; p++)
		encoding_guess_add(&g, p, 1);
	return encoding_guess_end(&g);
}

/* The UTF-8 text in an encoding. */
static void
write_in(enum encoding encoding, const char *text, struct str *out)
{
	struct err e;
	struct decoder *d = decoder_new(encoding, &e);
	assert_non_null(d);
	decoder_write(d, text, out);
	decoder_free(d);
}

static enum encoding
guess_written(enum encoding encoding, const char *text)
{
	AUTO_STR bytes = STR_INIT;
	write_in(encoding, text, &bytes);
	return guess_of(str_text(&bytes));
}

static const char *const texts[] = {
	"名称,フリガナ,電話\r\n合唱団ひばり,ガッショウダンヒバリ,0297-12-3456\r\n",
	"団体名\r\n茨城県水戸市\r\n",
	"コーヒー・ルーム,カレーライス\r\n",
	"代表,活動分野\r\n髙橋,子どもの健全育成を図る活動\r\n",
	"○,×,－,〜\r\n",
};

TEST(japanese_text_is_told_by_its_bytes)
{
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		assert_int_equal(guess_of(texts[i]), ENCODING_UTF8);
		assert_int_equal(guess_written(ENCODING_CP932, texts[i]), ENCODING_CP932);
		assert_int_equal(guess_written(ENCODING_EUC, texts[i]), ENCODING_EUC);
	}
}

TEST(half_width_kana_are_not_taken_for_kanji_of_euc)
{
	assert_int_equal(guess_written(ENCODING_CP932, "060,\"ﾎﾂｶｲﾄﾞｳ\""), ENCODING_CP932);
	assert_int_equal(guess_written(ENCODING_CP932, "ｶﾞﾂｼﾖｳﾀﾞﾝ"), ENCODING_CP932);
}

TEST(ascii_is_utf8)
{
	assert_int_equal(guess_of("a,b\r\n1,2\r\n"), ENCODING_UTF8);
	assert_int_equal(guess_of(""), ENCODING_UTF8);
}

TEST(one_broken_byte_does_not_hide_utf8)
{
	AUTO_STR text = STR_INIT;
	str_add(&text, texts[0]);
	str_add(&text, "\xFF\r\n");
	str_add(&text, texts[3]);
	assert_int_equal(guess_of(str_text(&text)), ENCODING_UTF8);
}

TEST(what_is_decoded_encodes_to_the_same_bytes)
{
	for (int k = ENCODING_UTF8; k < ENCODING_COUNT; k++) {
		struct err e;
		struct decoder *d = decoder_new((enum encoding)k, &e);
		AUTO_STR bytes = STR_INIT;
		AUTO_STR text = STR_INIT;
		size_t bad = 0;
		decoder_write(d, "髙﨑㈱①―ソ表\\~ｱﾞ", &bytes);
		assert_true(decoder_text(d, bytes.s, bytes.len, &text, &bad));
		assert_string_equal(str_text(&text), "髙﨑㈱①―ソ表\\~ｱﾞ");
		decoder_free(d);
	}
}

TEST(what_the_encoding_does_not_hold_is_seen)
{
	AUTO_STR bytes = STR_INIT;
	write_in(ENCODING_CP932,
		 "a\xF0\xA0\xAE\xB7"
		 "b",
		 &bytes);
	assert_string_equal(str_text(&bytes), "a\x81\xAC"
					      "b");
}

TEST(the_bad_byte_is_named_by_its_offset)
{
	struct err e;
	struct decoder *d = decoder_new(ENCODING_CP932, &e);
	AUTO_STR text = STR_INIT;
	size_t bad = 0;
	assert_false(decoder_text(d, "ab\x82\xA0\x82", 5, &text, &bad));
	assert_int_equal(bad, 4);
	assert_string_equal(str_text(&text), "abあ");
	str_clear(&text);
	assert_true(decoder_text(d, "\x82\xA0", 2, &text, &bad));
	assert_string_equal(str_text(&text), "あ");
	decoder_free(d);
}

TEST(encodings_have_the_names_that_people_use)
{
	enum encoding encoding;
	assert_true(encoding_find("Shift_JIS", &encoding));
	assert_int_equal(encoding, ENCODING_CP932);
	assert_true(encoding_find("ＵＴＦ－８", &encoding));
	assert_int_equal(encoding, ENCODING_UTF8);
	assert_true(encoding_find("euc-jp", &encoding));
	assert_int_equal(encoding, ENCODING_EUC);
	assert_false(encoding_find("utf-16", &encoding));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(japanese_text_is_told_by_its_bytes),
		cmocka_unit_test(half_width_kana_are_not_taken_for_kanji_of_euc),
		cmocka_unit_test(ascii_is_utf8),
		cmocka_unit_test(one_broken_byte_does_not_hide_utf8),
		cmocka_unit_test(what_is_decoded_encodes_to_the_same_bytes),
		cmocka_unit_test(what_the_encoding_does_not_hold_is_seen),
		cmocka_unit_test(the_bad_byte_is_named_by_its_offset),
		cmocka_unit_test(encodings_have_the_names_that_people_use),
	};
	return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
