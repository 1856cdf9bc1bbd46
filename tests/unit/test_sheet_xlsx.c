/*
 * test_sheet_xlsx.c - what stands in a workbook, read back out of the zip; and
 * that a full disk gives no workbook rather than a broken one.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include "base/macros.h"
#include "base/mem.h"
#include "exchange/sheet/sheet.h"
#include "exchange/sheet/xlsx_library.h"
#include "unzip.h"

enum { FILE_MAX = 1 << 22, WIDE = 60 };

static const struct sheet_column columns[] = {
	{ "名称", SHEET_TEXT, 20 }, { "人数", SHEET_NUMBER, 6 }, { "額", SHEET_MONEY, 10 },
	{ "日付", SHEET_DATE, 10 }, { "時刻", SHEET_TIME, 6 },   { "記録", SHEET_INSTANT, 16 },
};
enum { COLUMNS = ARRAY_LEN(columns) };

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

static char *
read_part(struct home *h, const char *file, const char *part)
{
	AUTO_FREE unsigned char *zip = mem_alloc(FILE_MAX);
	AUTO_FCLOSE FILE *f = fopen(home_file(h, file), "r");
	assert_non_null(f);
	return unzip((const char *)zip, fread(zip, 1, FILE_MAX, f), part);
}

/* `rows` times the same row into t.xlsx. */
static bool
write_rows(struct home *h, const char *const *cells, const bool *stands_in, int rows)
{
	const struct sheet_options o = { .format = SHEET_XLSX };
	struct outfile *out = outfile_new(h->path, &h->e);
	struct sheet *s = out ? sheet_new(out, &o, columns, COLUMNS, &h->e) : NULL;
	const struct sheet_cells known = { .texts = cells, .stands_in = stands_in };
	bool ok = s != NULL;
	for (int i = 0; ok && i < rows; i++)
		ok = sheet_row(s, i, &known, &h->e);
	ok = ok && sheet_end(s, &h->e) && outfile_name(out, "t", ".xlsx", false, &h->e);
	sheet_free(s);
	outfile_free(out);
	return ok;
}

static void
expect_in(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("%s\nis not in\n%s", part, text);
}

static void
text_stays_text_and_numbers_are_numbers(void **state)
{
	struct home *h = *state;
	const char *const cells[COLUMNS] = { "=1+1",       "-5",   "2400",
					     "2026-11-20", "1110", "2026-11-20T05:32:00.000Z" };
	assert_true(write_rows(h, cells, NULL, 1));
	AUTO_FREE char *sheet = read_part(h, "t.xlsx", "xl/worksheets/sheet1.xml");
	expect_in(sheet, "<c r=\"A2\" t=\"inlineStr\"><is><t>=1+1</t></is></c>");
	expect_in(sheet, "<c r=\"B2\"><v>-5</v></c>");
	expect_in(sheet, "<v>2400</v>");
	expect_in(sheet, "<v>46346</v>");
	expect_in(sheet, "<v>0.77083333333333");
	expect_in(sheet, "<v>46346.6055555555");
	expect_in(sheet, "<t>名称</t>");
	expect_in(sheet, "state=\"frozen\"");
	expect_in(sheet, "<autoFilter ref=\"A1:F2\"/>");
	assert_null(strstr(sheet, "<f>"));
}

static void
what_is_no_number_for_excel_stays_text(void **state)
{
	struct home *h = *state;
	const char *const cells[COLUMNS] = { "0297", "1234567890123456", "＊＊", "1899-12-31", NULL,
					     "?" };
	const bool stands_in[COLUMNS] = { false, false, true, false, false, false };
	assert_true(write_rows(h, cells, stands_in, 1));
	AUTO_FREE char *sheet = read_part(h, "t.xlsx", "xl/worksheets/sheet1.xml");
	expect_in(sheet, "<t>0297</t>");
	expect_in(sheet, "<t>1234567890123456</t>");
	expect_in(sheet, "<t>＊＊</t>");
	expect_in(sheet, "<t>1899-12-31</t>");
	expect_in(sheet, "<t>?</t>");
}

static void
every_character_may_stand_in_a_workbook(void **state)
{
	struct home *h = *state;
	const char *const cells[COLUMNS] = { "𠮷é😀葛\xF3\xA0\x84\x80<&>\"\n ", "1" };
	assert_true(write_rows(h, cells, NULL, 1));
	AUTO_FREE char *sheet = read_part(h, "t.xlsx", "xl/worksheets/sheet1.xml");
	expect_in(sheet, "𠮷é😀葛\xF3\xA0\x84\x80&lt;&amp;&gt;\"\n ");
}

/* The library's own way to the rows that we put beside it: the same texts and numbers twice. */
static void
write_by_the_library(struct home *h, const char *const *texts)
{
	char *folder = h->path;
	lxw_workbook_options o = { .constant_memory = LXW_TRUE, .tmpdir = folder };
	lxw_workbook *book = workbook_new_opt(home_file(h, "library.xlsx"), &o);
	lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
	lxw_format *bold = workbook_add_format(book);
	format_set_bold(bold);
	for (lxw_col_t i = 0; i < WIDE; i++)
		worksheet_write_string(sheet, 0, i, "見出し", bold);
	for (lxw_row_t row = 1; row <= 12; row++)
		for (lxw_col_t i = 0; i < WIDE; i++) {
			if (i % 3 == 2)
				worksheet_write_number(sheet, row, i, -1200.5, NULL);
			else if (i % 3 == 1)
				worksheet_write_string(sheet, row, i, texts[(row + i) % 7], NULL);
		}
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
}

static void
write_by_us(struct home *h, const char *const *texts)
{
	const struct sheet_options o = { .format = SHEET_XLSX };
	struct sheet_column wide[WIDE];
	const char *cells[WIDE] = { NULL };
	const struct sheet_cells row = { .texts = cells };
	for (int i = 0; i < WIDE; i++)
		wide[i] = (struct sheet_column){ "見出し", i % 3 == 2 ? SHEET_NUMBER : SHEET_TEXT,
						 10 };
	struct outfile *out = outfile_new(h->path, &h->e);
	struct sheet *s = sheet_new(out, &o, wide, WIDE, &h->e);
	for (int line = 1; line <= 12; line++) {
		for (int i = 0; i < WIDE; i++)
			cells[i] = i % 3 == 2 ? "-1200.5" : i % 3 ? texts[(line + i) % 7] : NULL;
		assert_true(sheet_row(s, line, &row, &h->e));
	}
	assert_true(sheet_end(s, &h->e) && outfile_name(out, "ours", ".xlsx", false, &h->e));
	sheet_free(s);
	outfile_free(out);
}

/* The worksheet's rows alone; the caller frees. */
static char *
read_rows(struct home *h, const char *file)
{
	AUTO_FREE char *sheet = read_part(h, file, "xl/worksheets/sheet1.xml");
	const char *rows = strstr(sheet, "<sheetData>"), *end = strstr(sheet, "</sheetData>");
	expect_in(sheet, "<dimension ref=\"A1:BH13\"/>");
	return rows && end ? mem_strndup(rows, (size_t)(end - rows)) : mem_strdup("no rows");
}

/* Columns to beyond Z and AZ, empty cells, and all that has to be escaped. */
static void
rows_are_written_as_the_library_writes_them(void **state)
{
	struct home *h = *state;
	static const char *const texts[7] = {
		"合唱団", " 前に空白", "後に\n", "<&>\"'", "制御\x1B\x01\r文字\t", "0297", "é😀"
	};
	write_by_the_library(h, texts);
	write_by_us(h, texts);
	AUTO_FREE char *library = read_rows(h, "library.xlsx");
	AUTO_FREE char *ours = read_rows(h, "ours.xlsx");
	assert_string_equal(ours, library);
}

static void
a_text_too_long_for_a_cell_is_refused(void **state)
{
	struct home *h = *state;
	AUTO_STR text = STR_INIT;
	for (int i = 0; i < 32768; i++)
		str_add_char(&text, 'a');
	const char *const cells[COLUMNS] = { text.s };
	assert_false(write_rows(h, cells, NULL, 1));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

static int
files_in(const char *folder)
{
	DIR *dir = opendir(folder);
	int count = 0;
	for (const struct dirent *d; (d = readdir(dir));)
		count += d->d_name[0] != '.';
	closedir(dir);
	return count;
}

static int
write_with_limit(struct home *h, int limit)
{
	const struct rlimit r = { (rlim_t)limit, (rlim_t)limit };
	const char *const cells[COLUMNS] = { "合唱団ひばり", "5", "2400", "2026-11-20" };
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &r);
	return write_rows(h, cells, NULL, 2000) ? 0 : (int)h->e.code;
}

static void
a_full_disk_gives_no_workbook_at_all(void **state)
{
	struct home *h = *state;
	const int room = 1 << 20;
	assert_int_equal(home_wait(home_fork(h, write_with_limit, room)), 0);
	AUTO_FREE char *whole = read_part(h, "t.xlsx", "xl/worksheets/sheet1.xml");
	unlink(home_file(h, "t.xlsx"));
	int refused = 0;
	for (int limit = 0; limit < room; limit += limit < 20000 ? 503 : 40009) {
		int got = home_wait(home_fork(h, write_with_limit, limit));
		if (got == 0) {
			AUTO_FREE char *sheet = read_part(h, "t.xlsx", "xl/worksheets/sheet1.xml");
			assert_string_equal(sheet, whole);
			free(read_part(h, "t.xlsx", "docProps/core.xml"));
			unlink(home_file(h, "t.xlsx"));
		} else {
			assert_true(got == ERR_FULL || got == ERR_IO);
			refused++;
		}
		assert_int_equal(files_in(h->path), 0);
	}
	assert_true(refused > 10);
}

#define IN_HOME(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static void
a_library_that_is_missing_or_another_is_named(void **state)
{
	static const char *const others[] = { "libabsent.so.9", "libz.so.1" };
	struct home *h = *state;
	struct xlsx_library l;

	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		assert_false(xlsx_library_open(&l, others[i], &h->e));
		assert_int_equal(h->e.code, ERR_REFUSED);
		assert_non_null(strstr(h->e.msg, others[i]));
		assert_null(l.handle);
		xlsx_library_close(&l);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(text_stays_text_and_numbers_are_numbers),
		IN_HOME(what_is_no_number_for_excel_stays_text),
		IN_HOME(every_character_may_stand_in_a_workbook),
		IN_HOME(rows_are_written_as_the_library_writes_them),
		IN_HOME(a_text_too_long_for_a_cell_is_refused),
		IN_HOME(a_full_disk_gives_no_workbook_at_all),
		IN_HOME(a_library_that_is_missing_or_another_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
