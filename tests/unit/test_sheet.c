/*
 * test_sheet.c - what stands in the files: bytes of CSV in each encoding, what
 * is reported and written for characters that Shift_JIS lacks.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include "base/macros.h"
#include "exchange/sheet/sheet.h"

static int
set_up(void **state)
{
	struct home *h = calloc(1, sizeof(*h));
	home_make(h);
	*state = h;
	return 0;
}

static int
tear_down(void **state)
{
	home_remove(*state);
	free(*state);
	return 0;
}

static const struct sheet_column columns[] = {
	{ "名称", SHEET_TEXT, 20 }, { "人数", SHEET_NUMBER, 6 }, { "額", SHEET_MONEY, 10 },
	{ "日付", SHEET_DATE, 10 }, { "時刻", SHEET_TIME, 6 },   { "記録", SHEET_INSTANT, 16 },
};
enum { COLUMNS = ARRAY_LEN(columns) };

/* Writes one row; the file's bytes in `b`, or false with h->e. */
static bool
write_row(struct home *h, const struct sheet_options *o, const char *const *cells, struct str *b)
{
	struct outfile *out = outfile_new(h->path, &h->e);
	struct sheet *s = sheet_new(out, o, columns, COLUMNS, &h->e);
	const struct sheet_cells known = { .texts = cells };
	char bytes[4096];
	bool ok = s && sheet_row(s, 7, &known, &h->e) && sheet_end(s, &h->e) &&
		  outfile_name(out, "t", ".csv", false, &h->e);
	sheet_free(s);
	outfile_free(out);
	if (ok) {
		AUTO_FCLOSE FILE *f = fopen(home_file(h, "t.csv"), "r");
		str_add_len(b, bytes, fread(bytes, 1, sizeof(bytes), f));
		unlink(home_file(h, "t.csv"));
	}
	return ok;
}

static void
expect(struct home *h, struct sheet_options o, const char *const *cells, const char *text)
{
	AUTO_STR b = STR_INIT;
	if (!write_row(h, &o, cells, &b))
		fail_msg("%s", h->e.msg);
	assert_string_equal(str_text(&b), text);
}

#define HEAD "名称,人数,額,日付,時刻,記録\r\n"

static void
cells_are_written_as_a_spreadsheet_reads_them(void **state)
{
	struct home *h = *state;
	const char *const cells[COLUMNS] = { "合唱団",     "-5",   "2400",
					     "2026-11-20", "1110", "2026-11-20T05:32:00.000Z" };
	const char *const none[COLUMNS] = { NULL, "", NULL, NULL, NULL, NULL };
	struct sheet_options o = { .format = SHEET_CSV_UTF8 };
	expect(h, o, cells, HEAD "合唱団,-5,2400,2026-11-20,18:30,2026-11-20 14:32\r\n");
	expect(h, o, none, HEAD ",,,,,\r\n");
	o.excel_dates = true;
	expect(h, o, cells, HEAD "合唱団,-5,2400,2026/11/20,18:30,2026/11/20 14:32\r\n");
	o.format = SHEET_CSV_UTF8_BOM;
	expect(h, o, none, "\xEF\xBB\xBF" HEAD ",,,,,\r\n");
}

static void
quotes_commas_and_line_ends_are_quoted(void **state)
{
	struct home *h = *state;
	static const struct {
		const char *text, *written;
	} rows[] = {
		{ "a,b", "\"a,b\"" },
		{ "会\"ひばり\"", "\"会\"\"ひばり\"\"\"" },
		{ "一行\n二行", "\"一行\n二行\"" },
		{ "山田 太郎", "山田 太郎" },
		{ " 頭", "\" 頭\"" },
		{ "末 ", "\"末 \"" },
		{ "0123456789,", "\"0123456789,\"" },
		{ "01234567890123\"", "\"01234567890123\"\"\"" },
		{ "!#$%&()*-./;<>?", "!#$%&()*-./;<>?" },
		{ "=1+1", "'=1+1" },
		{ "＝1", "'＝1" },
		{ "＊", "＊" },
		{ "'=1", "''=1" },
		{ "=\"a\"", "\"'=\"\"a\"\"\"" },
		{ "0297", "0297" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *const cells[COLUMNS] = { rows[i].text };
		AUTO_STR text = STR_INIT;
		str_addf(&text, HEAD "%s,,,,,\r\n", rows[i].written);
		expect(h, (struct sheet_options){ .format = SHEET_CSV_UTF8 }, cells, text.s);
	}
}

static void
numbers_as_text_keep_their_zeros(void **state)
{
	struct home *h = *state;
	const struct sheet_options o = { .format = SHEET_CSV_UTF8, .numbers_as_text = true };
	const char *const cells[COLUMNS] = { "0297", "5" };
	const char *const phone[COLUMNS] = { "03-1234-5678", "5" };
	expect(h, o, cells, HEAD "\"=\"\"0297\"\"\",5,,,,\r\n");
	expect(h, o, phone, HEAD "\"=\"\"03-1234-5678\"\"\",5,,,,\r\n");
}

#define HEAD_SJIS                                                                       \
	"\x96\xBC\x8F\xCC,\x90\x6C\x90\x94,\x8A\x7A,\x93\xFA\x95\x74,\x8E\x9E\x8D\x8F," \
	"\x8B\x4C\x98\x5E\r\n"

static const char *
offer(void *ctx, const char *character)
{
	(void)ctx;
	if (strcmp(character, "𠮷") == 0)
		return "吉";
	if (strcmp(character, "㋿") == 0)
		return "令和";
	return strcmp(character, "é") == 0 ? "è" : NULL; /* which CP932 lacks too */
}

static void
shift_jis_is_written_with_every_policy(void **state)
{
	struct home *h = *state;
	struct sheet_options o = { .format = SHEET_CSV_CP932, .suggest = offer };
	static const struct {
		const char *text, *replaced, *geta;
	} rows[] = {
		{ "髙〜", "\xFB\xFC\x81\x60", "\xFB\xFC\x81\x60" },
		{ "𠮷a",
		  "\x8B\x67"
		  "a",
		  "\x81\xAC"
		  "a" },
		{ "㋿", "\x97\xDF\x98\x61", "\x81\xAC" },
		{ "caf\xC3\xA9", "caf\x81\xAC", "caf\x81\xAC" },
		{ "葛\xF3\xA0\x84\x80", "\x8A\x8B", "\x81\xAC" },
		{ "𠮷\xF3\xA0\x84\x80", "\x8B\x67", "\x81\xAC" },
		{ "か\xE3\x82\x99", "\x82\xAA", "\x82\xAA" },
		{ "か\xE3\x82\x9A", "\x81\xAC", "\x81\xAC" },
		{ "会,", "\"\x89\xEF,\"", "\"\x89\xEF,\"" },
		{ "会\"", "\"\x89\xEF\"\"\"", "\"\x89\xEF\"\"\"" },
		{ "会\n", "\"\x89\xEF\n\"", "\"\x89\xEF\n\"" },
		{ "会 ", "\"\x89\xEF \"", "\"\x89\xEF \"" },
		{ "会 a!", "\x89\xEF a!", "\x89\xEF a!" },
		{ "a会,", "\"a\x89\xEF,\"", "\"a\x89\xEF,\"" },
		{ "😀,", "\"\x81\xAC,\"", "\"\x81\xAC,\"" },
		{ "−1",
		  "'\x81\x7C"
		  "1",
		  "'\x81\x7C"
		  "1" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *const cells[COLUMNS] = { rows[i].text };
		AUTO_STR text = STR_INIT;
		AUTO_STR geta = STR_INIT;
		str_addf(&text, HEAD_SJIS "%s,,,,,\r\n", rows[i].replaced);
		str_addf(&geta, HEAD_SJIS "%s,,,,,\r\n", rows[i].geta);
		o.unmapped = UNMAPPED_REPLACE;
		expect(h, o, cells, text.s);
		o.unmapped = UNMAPPED_GETA;
		expect(h, o, cells, geta.s);
	}
}

static void
characters_that_are_lacking_are_listed_and_refused(void **state)
{
	struct home *h = *state;
	const struct sheet_options o = { .format = SHEET_CSV_CP932, .suggest = offer };
	const char *const cells[COLUMNS] = { "𠮷田é鷗", "5" };
	const struct sheet_cells known = { .texts = cells };
	struct outfile *out = outfile_new(h->path, &h->e);
	struct sheet *s = sheet_new(out, &o, columns, COLUMNS, &h->e);
	assert_true(sheet_row(s, 12, &known, &h->e));
	assert_true(sheet_row(s, 13, &known, &h->e));
	const struct unmapped *u = sheet_unmapped(s);
	assert_int_equal(u->total, 6);
	assert_int_equal(u->count, 6);
	assert_int_equal(u->places[3].record, 13);
	assert_int_equal(u->places[3].column, 0);
	assert_string_equal(u->places[3].character, "𠮷");
	assert_string_equal(u->places[3].instead, "吉");
	assert_string_equal(u->places[1].character, "é");
	assert_null(u->places[1].instead);
	assert_false(sheet_end(s, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	sheet_free(s);
	outfile_free(out);
}

static void
the_list_is_bounded_and_the_count_is_not(void **state)
{
	struct home *h = *state;
	const struct sheet_options o = { .format = SHEET_CSV_CP932,
					 .suggest = offer,
					 .unmapped = UNMAPPED_REPLACE };
	const char *const cells[COLUMNS] = { "𠮷", "5" };
	const struct sheet_cells known = { .texts = cells };
	struct outfile *out = outfile_new(h->path, &h->e);
	struct sheet *s = sheet_new(out, &o, columns, COLUMNS, &h->e);
	for (int i = 0; i < 2 * UNMAPPED_PLACES; i++)
		assert_true(sheet_row(s, i, &known, &h->e));
	assert_int_equal(sheet_unmapped(s)->total, 2 * UNMAPPED_PLACES);
	assert_int_equal(sheet_unmapped(s)->count, UNMAPPED_PLACES);
	assert_true(sheet_end(s, &h->e));
	sheet_free(s);
	outfile_free(out);
}

static void
a_cell_of_a_megabyte_is_written_whole(void **state)
{
	struct home *h = *state;
	enum { KANJI = 350000 };
	AUTO_STR text = STR_INIT;
	for (int i = 0; i < KANJI; i++)
		str_add(&text, "漢");
	const char *const cells[COLUMNS] = { text.s };
	const struct sheet_cells known = { .texts = cells };
	const struct sheet_options o = { .format = SHEET_CSV_CP932 };
	struct outfile *out = outfile_new(h->path, &h->e);
	struct sheet *s = sheet_new(out, &o, columns, COLUMNS, &h->e);
	assert_true(sheet_row(s, 1, &known, &h->e) && sheet_end(s, &h->e));
	assert_int_equal(outfile_size(out), strlen(HEAD_SJIS) + 2 * KANJI + strlen(",,,,,\r\n"));
	sheet_free(s);
	outfile_free(out);
}

static void
words_of_formats_and_policies_read_back(void **state)
{
	(void)state;
	for (int i = 0; i < SHEET_FORMAT_COUNT; i++)
		assert_int_equal(sheet_format_from_word(sheet_format_word((enum sheet_format)i)),
				 i);
	for (int i = 0; i < UNMAPPED_POLICY_COUNT; i++)
		assert_int_equal(
			unmapped_policy_from_word(unmapped_policy_word((enum unmapped_policy)i)),
			i);
	assert_int_equal(sheet_format_from_word("sjis"), SHEET_FORMAT_COUNT);
	assert_int_equal(unmapped_policy_from_word(""), UNMAPPED_POLICY_COUNT);
}

#define IN_HOME(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(cells_are_written_as_a_spreadsheet_reads_them),
		IN_HOME(quotes_commas_and_line_ends_are_quoted),
		IN_HOME(numbers_as_text_keep_their_zeros),
		IN_HOME(shift_jis_is_written_with_every_policy),
		IN_HOME(characters_that_are_lacking_are_listed_and_refused),
		IN_HOME(the_list_is_bounded_and_the_count_is_not),
		IN_HOME(a_cell_of_a_megabyte_is_written_whole),
		cmocka_unit_test(words_of_formats_and_policies_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
