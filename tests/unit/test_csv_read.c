/* test_csv_read.c - reading rows: what is read right, what is refused and where. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/sheet/csv.h"
#include "exchange/sheet/csv_read.h"

/* A file of the given bytes, read as a whole. */
struct reading {
	struct csv_reader *reader;
	FILE *file;
	struct csv_row row;
	struct err e;
};

static struct reading
read_bytes(const char *bytes, size_t len, enum encoding encoding)
{
	struct reading r = { .file = tmpfile() };
	assert_non_null(r.file);
	assert_int_equal(fwrite(bytes, 1, len, r.file), len);
	r.reader = csv_reader_new(r.file, encoding, 0, &r.e);
	return r;
}

static struct reading
read_text(const char *text)
{
	return read_bytes(text, strlen(text), ENCODING_AUTO);
}

static void
done(struct reading *r)
{
	csv_reader_free(r->reader);
	fclose(r->file);
}

/* The next row as "a|b|c", or "-" at the end, or the sentence of a refusal. */
static const char *
next(struct reading *r)
{
	static struct str line;
	str_clear(&line);
	if (!r->reader || !csv_reader_row(r->reader, &r->row, &r->e))
		return r->e.msg[0] ? r->e.msg : "-";
	for (int i = 0; i < r->row.count; i++)
		str_addf(&line, "%s%s", i ? "|" : "", r->row.fields[i]);
	return str_text(&line);
}

static void
expect_rows(const char *text, const char *const *rows)
{
	struct reading r = read_text(text);
	for (; *rows; rows++)
		assert_string_equal(next(&r), *rows);
	assert_string_equal(next(&r), "-");
	done(&r);
}

static void
expect_refusal(const char *bytes, size_t len, enum encoding encoding, const char *sentence)
{
	struct reading r = read_bytes(bytes, len, encoding);
	const char *said = NULL;
	do
		said = next(&r);
	while (r.e.msg[0] == '\0' && strcmp(said, "-") != 0);
	assert_string_equal(said, sentence);
	assert_true(!r.reader || csv_reader_failed(r.reader));
	done(&r);
}

TEST(every_line_end_ends_a_row)
{
	const char *const rows[] = { "a|b", "c|d", "e|f", "g|h", NULL };
	expect_rows("a,b\nc,d\r\ne,f\rg,h", rows);
	expect_rows("a,b\r\n\r\nc,d\n\n\ne,f\r\rg,h\r\n\r\n", rows);
}

TEST(quoted_fields_hold_commas_quotes_and_line_ends)
{
	const char *const rows[] = { "a,b|say \"x\"|1\r\n2\n3||", "next|row", NULL };
	expect_rows("\"a,b\",\"say \"\"x\"\"\",\"1\r\n2\n3\",\"\",\r\nnext,row\r\n", rows);
}

TEST(a_quote_inside_an_unquoted_field_is_a_character)
{
	const char *const rows[] = { "=\"0297\"|b \"c\" d| \"e\"", NULL };
	expect_rows("=\"0297\",b \"c\" d, \"e\"\n", rows);
}

TEST(a_column_of_its_own_keeps_its_empty_value)
{
	const char *const rows[] = { "name", "", "b", NULL };
	expect_rows("name\n\"\"\n\nb\n", rows);
}

TEST(tabs_separate_where_the_first_line_has_more_of_them)
{
	const char *const rows[] = { "a|b|c,d", "1|2,3|4", NULL };
	expect_rows("a\tb\tc,d\n1\t2,3\t\"4\"\n", rows);
}

TEST(rows_may_have_any_number_of_fields)
{
	const char *const rows[] = { "a|b|c", "1", "1|2|3|4|", NULL };
	expect_rows("a,b,c\n1\n1,2,3,4,\n", rows);
}

TEST(a_mark_of_utf8_is_no_text)
{
	struct reading r = read_text("\xEF\xBB\xBF\"a\",b\r\n");
	assert_string_equal(next(&r), "a|b");
	assert_true(csv_reader_has_bom(r.reader));
	assert_int_equal(csv_reader_encoding(r.reader), ENCODING_UTF8);
	assert_int_equal(csv_reader_offset(r.reader), csv_reader_size(r.reader));
	done(&r);
}

TEST(a_file_is_read_again_by_what_was_found_out)
{
	static const char utf8[] = "\xEF\xBB\xBF" "a\tb\r\n\"1\n2\"\t3\r\n";
	static const char utf16[] = "\xFF\xFE" "a\0\t\0b\0\r\0\n\0" "1\0\n\0002\0\t\0003\0";
	struct reading r = read_bytes(utf8, sizeof(utf8) - 1, ENCODING_AUTO);
	struct reading wide = read_bytes(utf16, sizeof(utf16) - 1, ENCODING_AUTO);
	assert_string_equal(next(&r), "a|b");
	assert_string_equal(next(&wide), "a|b");
	for (int i = 0; i < 2; i++) {
		assert_true(csv_reader_again(r.reader, &r.e));
		assert_true(csv_reader_again(wide.reader, &wide.e));
		assert_string_equal(next(&r), "a|b");
		assert_string_equal(next(&r), "1\n2|3");
		assert_int_equal(r.row.line, 2);
		assert_string_equal(next(&r), "-");
		assert_string_equal(next(&wide), "a|b");
		assert_string_equal(next(&wide), "1");
		assert_string_equal(next(&wide), "2|3");
	}
	done(&r);
	done(&wide);
}

TEST(the_end_mark_of_dos_is_no_row)
{
	const char *const rows[] = { "a|b", NULL };
	expect_rows("a,b\r\n\x1A", rows);
}

TEST(an_empty_file_has_no_rows)
{
	const char *const none[] = { NULL };
	expect_rows("", none);
	expect_rows("\r\n\n", none);
	expect_rows("\xEF\xBB\xBF", none);
}

TEST(a_row_knows_its_line_and_its_bytes)
{
	const char text[] = "a,b\r\n\"1\n2\",\x83\x5C\r\nc,d";
	struct reading r = read_bytes(text, sizeof(text) - 1, ENCODING_AUTO);
	assert_string_equal(next(&r), "a|b");
	assert_int_equal(r.row.line, 1);
	assert_string_equal(next(&r), "1\n2|ソ");
	assert_int_equal(r.row.line, 2);
	assert_int_equal(r.row.raw_len, 8);
	assert_memory_equal(r.row.raw, "\"1\n2\",\x83\x5C", 8);
	assert_string_equal(next(&r), "c|d");
	assert_int_equal(r.row.line, 4);
	done(&r);
}

TEST(shift_jis_is_that_of_windows)
{
	/* 髙﨑㈱①～－ソ\ ｱﾞ表 */
	const char text[] = "\xFB\xFC\xFA\xB1\x87\x8A\x87\x40\x81\x60\x81\x7C\x83\x5C\\,\xB1\xDE,"
			    "\x95\x5C\r\n";
	struct reading r = read_bytes(text, sizeof(text) - 1, ENCODING_CP932);
	assert_string_equal(next(&r), "髙﨑㈱①～－ソ\\|ｱﾞ|表");
	done(&r);
}

TEST(a_million_bytes_in_a_field_are_read)
{
	AUTO_STR text = STR_INIT;
	for (int i = 0; i < 350000; i++)
		str_add(&text, "あ");
	str_add(&text, ",b\n");
	struct reading r = read_bytes(text.s, text.len, ENCODING_AUTO);
	assert_int_equal(strlen(next(&r)), 1050002);
	assert_int_equal(r.row.count, 2);
	done(&r);
}

TEST(a_hundred_thousand_columns_are_read)
{
	AUTO_STR text = STR_INIT;
	for (int i = 0; i < 100000; i++)
		str_addf(&text, "%s%d", i ? "," : "", i);
	struct reading r = read_text(str_text(&text));
	next(&r);
	assert_int_equal(r.row.count, 100000);
	assert_string_equal(r.row.fields[99999], "99999");
	done(&r);
}

TEST(an_open_quote_is_refused_where_it_opens)
{
	const char text[] = "a,b\r\n1,\"never\r\n2,3\r\n";
	expect_refusal(text, sizeof(text) - 1, ENCODING_AUTO,
		       "Line 2, column 2: the quote (\") that opens here is never closed.");
}

TEST(a_row_without_end_is_refused_before_memory_is_full)
{
	AUTO_STR text = STR_INIT;
	str_add(&text, "a,b\n1,\"");
	while (text.len < CSV_ROW_LIMIT + 200000)
		str_add(&text, "no quote ends this line, and none the next one\n");
	struct reading r = read_text(str_text(&text));
	next(&r);
	assert_non_null(strstr(next(&r), "Line 2, column 1: the row is longer than 16 MB."));
	done(&r);
}

TEST(text_behind_a_closing_quote_is_refused)
{
	const char text[] = "a\n\"x\ny\"z,b\n";
	expect_refusal(
		text, sizeof(text) - 1, ENCODING_AUTO,
		"Line 3, column 1: a quoted field must end at its closing quote (\"). A quote "
		"inside is written twice.");
}

TEST(a_nul_byte_is_refused)
{
	const char text[] = "a,b\n\"x,\n\",c\0d\n";
	expect_refusal(text, sizeof(text) - 1, ENCODING_AUTO,
		       "Line 3, column 2: a NUL byte, which no text file holds.");
}

TEST(broken_utf8_is_refused_where_it_breaks)
{
	const char text[] = "名称,活動\nひばり,音楽\n合唱団,\xE9\x9F福\n";
	expect_refusal(text, sizeof(text) - 1, ENCODING_UTF8,
		       "Line 3, column 2: the byte 0xE9 is no character of utf-8. The file may be "
		       "damaged, or in another encoding.");
}

TEST(a_character_cut_off_is_refused)
{
	const char text[] = "a,b\r\n1,\x95";
	expect_refusal(text, sizeof(text) - 1, ENCODING_CP932,
		       "Line 2, column 2: the byte 0x95 is no character of cp932. The file may be "
		       "damaged, or in another encoding.");
	const char comma[] = "\x95,b\r\n";
	expect_refusal(comma, sizeof(comma) - 1, ENCODING_CP932,
		       "Line 1, column 1: the byte 0x95 is no character of cp932. The file may be "
		       "damaged, or in another encoding.");
}

TEST(workbooks_and_cut_utf16_are_refused_with_the_way_out)
{
	const char *const files[] = { "PK\x03\x04", "\xD0\xCF\x11\xE0", "\xFF\xFE\x61" };
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct reading r = read_text(files[i]);
		assert_null(r.reader);
		assert_non_null(strstr(r.e.msg, "Save it in Excel as \"CSV UTF-8\""));
		done(&r);
	}
}

/* A quote or a comma is half of other characters there; the pieces cut one in two. */
TEST(unicode_text_and_the_jis_of_mails_are_read_however_they_are_cut)
{
	enum { ROWS = 9000 };
	static const char *const mail[] = { "一の会|〓", NULL };
	static const char *const marked[] = { "一の会|x", NULL };
	AUTO_STR utf16 = STR_INIT;
	str_add_len(&utf16, "\xFF\xFE", 2);
	for (int i = 0; i < ROWS; i++) /* 𠮷 x TAB U+2C22 and a line end */
		str_add_len(&utf16, "\x42\xD8\xB7\xDFx\0\t\0\x22\x2C\n\0", 12);
	struct reading r = read_bytes(utf16.s, utf16.len, ENCODING_AUTO);
	for (int i = 0; i < ROWS; i++)
		assert_string_equal(next(&r), "𠮷x|\xE2\xB0\xA2");
	assert_string_equal(next(&r), "-");
	assert_int_equal(csv_reader_encoding(r.reader), ENCODING_UTF8);
	done(&r);
	expect_rows("\x1B$B0l$N2q\x1B(B,\x1B$B\".\x1B(B\n", mail);
	expect_rows("\xEF\xBB\xBF\x88\xEA\x82\xCC\x89\xEF,x\n", marked);
}

TEST(what_is_written_reads_back)
{
	const char *const fields[] = { "", " a ", "x\"y", "1\r\n2", "ひばり,", "'=1" };
	AUTO_STR text = STR_INIT;
	csv_add_record(&text, fields, (int)ARRAY_LEN(fields), "\r\n");
	struct reading r = read_text(str_text(&text));
	assert_string_equal(next(&r), "| a |x\"y|1\r\n2|ひばり,|'=1");
	done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_end_ends_a_row),
		cmocka_unit_test(quoted_fields_hold_commas_quotes_and_line_ends),
		cmocka_unit_test(a_quote_inside_an_unquoted_field_is_a_character),
		cmocka_unit_test(a_column_of_its_own_keeps_its_empty_value),
		cmocka_unit_test(tabs_separate_where_the_first_line_has_more_of_them),
		cmocka_unit_test(rows_may_have_any_number_of_fields),
		cmocka_unit_test(a_mark_of_utf8_is_no_text),
		cmocka_unit_test(a_file_is_read_again_by_what_was_found_out),
		cmocka_unit_test(the_end_mark_of_dos_is_no_row),
		cmocka_unit_test(an_empty_file_has_no_rows),
		cmocka_unit_test(a_row_knows_its_line_and_its_bytes),
		cmocka_unit_test(shift_jis_is_that_of_windows),
		cmocka_unit_test(a_million_bytes_in_a_field_are_read),
		cmocka_unit_test(a_hundred_thousand_columns_are_read),
		cmocka_unit_test(an_open_quote_is_refused_where_it_opens),
		cmocka_unit_test(a_row_without_end_is_refused_before_memory_is_full),
		cmocka_unit_test(text_behind_a_closing_quote_is_refused),
		cmocka_unit_test(a_nul_byte_is_refused),
		cmocka_unit_test(broken_utf8_is_refused_where_it_breaks),
		cmocka_unit_test(a_character_cut_off_is_refused),
		cmocka_unit_test(unicode_text_and_the_jis_of_mails_are_read_however_they_are_cut),
		cmocka_unit_test(workbooks_and_cut_utf16_are_refused_with_the_way_out),
		cmocka_unit_test(what_is_written_reads_back),
	};
	return cmocka_run_group_tests_name("csv_read", tests, NULL, NULL);
}
