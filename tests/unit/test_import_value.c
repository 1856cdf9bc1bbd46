/* test_import_value.c - cells as people and spreadsheets write them. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"
#include "exchange/import/import_value.h"
#include "exchange/sheet/formula.h"

/* What the cell is stored as, NULL for nothing, or "!" and the sentence. Lives until the next. */
static const char *
read_cell(enum field_kind kind, const char *cell)
{
	static struct str shown;
	const struct field_lookup lookup = {
		.today = date_from_ymd(2026, 11, 20),
		.now = instant_from_local(date_from_ymd(2026, 11, 20), 872),
	};
	const struct form_field field = {
		.name = "field",
		.label = { .ja = "欄", .en = "Field" },
		.type = field_type_of(kind),
	};
	AUTO_FREE char *stored = NULL;
	struct err e = { 0 };
	str_clear(&shown);
	if (!import_value(&field, &lookup, cell, &stored, &e)) {
		assert_null(stored);
		assert_string_equal(e.field, "field");
		str_addf(&shown, "!%s", e.msg);
	} else if (stored) {
		str_add(&shown, stored);
	} else {
		return NULL;
	}
	return str_text(&shown);
}

struct cell {
	enum field_kind kind;
	const char *cell, *stored;
};

TEST(values_are_read_as_people_write_them)
{
	static const struct cell cells[] = {
		{ FIELD_DATE, "R7.4.1", "2025-04-01" },
		{ FIELD_DATE, "令和7年4月1日", "2025-04-01" },
		{ FIELD_DATE, "2025/4/1", "2025-04-01" },
		{ FIELD_DATE, "２０２５年４月１日", "2025-04-01" },
		{ FIELD_DATE, "S55.12.31", "1980-12-31" },
		{ FIELD_DATE, "2025/4/1 0:00", "2025-04-01" },
		{ FIELD_DATE, "2025/04/01 00:00:00", "2025-04-01" },
		{ FIELD_DATE, "45748", "2025-04-01" },
		{ FIELD_DATE, "４５７４８", "2025-04-01" },
		{ FIELD_DATE, "25569", "1970-01-01" },
		{ FIELD_DATETIME, "45748.75", "2025-04-01T09:00:00.000Z" },
		{ FIELD_DATETIME, "2025/4/1 18:00", "2025-04-01T09:00:00.000Z" },
		{ FIELD_TIME, "0.75", "1080" },
		{ FIELD_TIME, "18:00", "1080" },
		{ FIELD_TIME, "0.5208333333", "750" },
		{ FIELD_INT, "２５", "25" },
		{ FIELD_INT, "1,200", "1200" },
		{ FIELD_MONEY, "¥1,200", "1200" },
		{ FIELD_MONEY, "１，２００円", "1200" },
		{ FIELD_BOOL, "○", "1" },
		{ FIELD_BOOL, "×", "0" },
		{ FIELD_BOOL, "TRUE", "1" },
		{ FIELD_PHONE, "03(1234)5678", "03-1234-5678" },
		{ FIELD_PHONE, "=\"0297123456\"", "0297123456" },
		{ FIELD_POSTAL, "〒300-1234", "300-1234" },
		{ FIELD_KANA, "ｶﾞﾂｼｮｳ", "ガツショウ" },
		{ FIELD_TEXT, "=\"0297\"", "0297" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cells); i++)
		assert_string_equal(read_cell(cells[i].kind, cells[i].cell), cells[i].stored);
}

TEST(units_signs_and_what_a_spreadsheet_took_away_are_put_right)
{
	static const struct cell cells[] = {
		{ FIELD_INT, "30名", "30" },
		{ FIELD_INT, "約３０人", "30" },
		{ FIELD_INT, "30.0", "30" },
		{ FIELD_INT, "1,200人", "1200" },
		{ FIELD_MONEY, "\\1,000", "1000" },
		{ FIELD_MONEY, "￥1,000-", "1000" },
		{ FIELD_MONEY, "千円", "1000" },
		{ FIELD_MONEY, "1万5千円", "15000" },
		{ FIELD_MONEY, "年額 3千円", "3000" },
		{ FIELD_MONEY, "1200.0", "1200" },
		{ FIELD_PHONE, "297123456", "0297123456" },
		{ FIELD_PHONE, "9012345678", "09012345678" },
		{ FIELD_PHONE, "0297-12-3456（代）", "0297-12-3456" },
		{ FIELD_PHONE, "0297(12)3456 (兼)", "0297-12-3456" },
		{ FIELD_DATE, "令6.4.1", "2024-04-01" },
		{ FIELD_DATE, "平元.5.1", "1989-05-01" },
		{ FIELD_DATE, "昭63年4月1日", "1988-04-01" },
		{ FIELD_BOOL, "レ", "1" },
		{ FIELD_BOOL, "◯", "1" },
		{ FIELD_BOOL, "無し", "0" },
		{ FIELD_TEXT, "中央1-2\n第一ビル", "中央1-2 第一ビル" },
		{ FIELD_NOTE, "火曜\n午後", "火曜\n午後" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cells); i++)
		assert_string_equal(read_cell(cells[i].kind, cells[i].cell), cells[i].stored);
}

TEST(words_and_lines_for_nothing_are_nothing_but_in_a_text)
{
	static const char *const words[] = { "なし", "不明", "未定", "－", "―――", "-" };
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		assert_null(read_cell(FIELD_DATE, words[i]));
		assert_null(read_cell(FIELD_PHONE, words[i]));
		assert_null(read_cell(FIELD_MONEY, words[i]));
	}
	assert_null(read_cell(FIELD_TEXT, "－"));
	assert_string_equal(read_cell(FIELD_TEXT, "なし"), "なし");
	assert_string_equal(read_cell(FIELD_TEXT, "'－"), "－");
}

TEST(what_may_be_one_thing_or_another_is_refused)
{
	static const struct cell cells[] = {
		{ FIELD_INT, "30~40", "" },        { FIELD_INT, "10世帯", "" },
		{ FIELD_INT, "30人程度", "" },     { FIELD_MONEY, "月500円", "" },
		{ FIELD_MONEY, "千500円", "" },    { FIELD_MONEY, "数千円", "" },
		{ FIELD_PHONE, "29712-3456", "" }, { FIELD_POSTAL, "600001", "" },
		{ FIELD_BOOL, "△", "" },           { FIELD_TEXT, "〃", "" },
		{ FIELD_TEXT, "同上", "" },        { FIELD_DATE, " 〃 ", "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cells); i++)
		assert_int_equal(read_cell(cells[i].kind, cells[i].cell)[0], '!');
}

TEST(an_empty_cell_is_nothing)
{
	assert_null(read_cell(FIELD_TEXT, ""));
	assert_null(read_cell(FIELD_DATE, " 　"));
}

TEST(a_day_without_its_year_is_refused)
{
	static const char *const cells[] = { "4/1",  "11月20日",  "20",        "1120",   "+3",
					     "金",   "today",     "10.4.1",    "98/4/1", "260401",
					     "1998", "2024年4月", "平成10年頃" };
	for (size_t i = 0; i < ARRAY_LEN(cells); i++)
		assert_non_null(strstr(read_cell(FIELD_DATE, cells[i]), "no whole date"));
	assert_non_null(strstr(read_cell(FIELD_DATETIME, "18:30"), "no whole date"));
}

TEST(a_number_that_is_no_day_of_a_ledger_is_refused)
{
	static const char *const cells[] = { "9999.5", "45748.5", "123456", "45748.x" };
	for (size_t i = 0; i < ARRAY_LEN(cells); i++)
		assert_int_equal(read_cell(FIELD_DATE, cells[i])[0], '!');
}

TEST(what_was_kept_from_running_is_stored_as_it_was)
{
	static const char *const texts[] = {
		"=1+1",     "+81-3-1234", "-5",   "@SUM(A1)", "'=1", "''-x",
		"'quoted'", "＝１",       "0297", "it's",     "−3",
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		for (int as_text = 0; as_text < 2; as_text++) {
			AUTO_STR cell = STR_INIT;
			formula_guard(&cell, texts[i], as_text);
			assert_string_equal(read_cell(FIELD_TEXT, str_text(&cell)), texts[i]);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read_as_people_write_them),
		cmocka_unit_test(units_signs_and_what_a_spreadsheet_took_away_are_put_right),
		cmocka_unit_test(words_and_lines_for_nothing_are_nothing_but_in_a_text),
		cmocka_unit_test(what_may_be_one_thing_or_another_is_refused),
		cmocka_unit_test(an_empty_cell_is_nothing),
		cmocka_unit_test(a_day_without_its_year_is_refused),
		cmocka_unit_test(a_number_that_is_no_day_of_a_ledger_is_refused),
		cmocka_unit_test(what_was_kept_from_running_is_stored_as_it_was),
	};
	return cmocka_run_group_tests_name("import_value", tests, NULL, NULL);
}
