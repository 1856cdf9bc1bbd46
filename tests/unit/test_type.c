/* test_type.c - the table of field types: what each reads, keeps, shows, and edits. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "form/type.h"

/* A desk's words: a list with a retired twin and words that hold separators. */
static const struct {
	const char *code, *word;
} codes[] = {
	{ "welfare", "保健、医療、福祉" }, { "health", "保健" },    { "music", "音楽" },
	{ "old_music", "音楽" },           { "sport", "スポーツ" }, { "child", "子ども" },
};

static const char *
code_word(void *ctx, const char *list, const char *code)
{
	(void)ctx;
	assert_string_equal(list, "fields");
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		if (strcmp(codes[i].code, code) == 0)
			return codes[i].word;
	}
	return NULL;
}

static const char *
code_find(void *ctx, const char *list, const char *typed)
{
	(void)ctx;
	assert_string_equal(list, "fields");
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		if (strcmp(codes[i].code, typed) == 0 || strcmp(codes[i].word, typed) == 0)
			return codes[i].code;
	}
	return strcmp(typed, "スポ") == 0 ? "sport" : NULL;
}

static const char *
ref_title(void *ctx, const char *form, int64_t id)
{
	(void)ctx;
	assert_string_equal(form, "person");
	if (id == 7)
		return "髙橋 花子";
	return id == 8 || id == 9 ? "佐藤 一郎" : NULL;
}

static int64_t
ref_find(void *ctx, const char *form, const char *typed)
{
	(void)ctx;
	assert_string_equal(form, "person");
	if (strcmp(typed, "髙橋 花子") == 0 || strcmp(typed, "7") == 0)
		return 7;
	if (strcmp(typed, "8") == 0 || strcmp(typed, "9") == 0)
		return typed[0] - '0';
	return strcmp(typed, "佐藤 一郎") == 0 ? -1 : 0;
}

static struct field_lookup
desk(void)
{
	return (struct field_lookup){
		.today = date_from_ymd(2026, 11, 20), /* a Friday */
		.now = instant_from_local(date_from_ymd(2026, 11, 20), 14 * 60 + 32),
		.code_word = code_word,
		.code_find = code_find,
		.ref_title = ref_title,
		.ref_find = ref_find,
	};
}

static struct form_field
field_of(enum field_kind kind)
{
	return (struct form_field){
		.name = "it",
		.label = { .ja = "欄", .en = "Field" },
		.type = field_type_of(kind),
		.list = "fields",
		.ref = "person",
	};
}

/* Typed text, what is stored, what is shown; shown NULL: as stored. stored NULL: refused. */
struct reading {
	const char *typed, *stored, *shown;
};

static void
expect_refusal(const struct form_field *field, const char *typed)
{
	const struct field_lookup lookup = desk();
	struct err e = { 0 };
	char *stored = NULL;
	assert_false(field_parse(field, &lookup, typed, &stored, &e));
	assert_null(stored);
	assert_int_equal(e.code, ERR_INVALID);
	assert_string_equal(e.field, "it");
	assert_true(str_starts(e.msg, "Field: "));
}

static void
expect_reading(const struct form_field *field, const struct reading *r)
{
	const struct field_lookup lookup = desk();
	struct err e = { 0 };
	AUTO_FREE char *stored = NULL;
	if (!field_parse(field, &lookup, r->typed, &stored, &e))
		print_error("%s: %s\n", r->typed, e.msg);
	assert_non_null(stored);
	assert_string_equal(stored, r->stored);
	AUTO_STR shown = STR_INIT;
	field_format(field, &lookup, stored, &shown);
	assert_string_equal(str_text(&shown), r->shown ? r->shown : r->stored);

	AUTO_STR text = STR_INIT;
	AUTO_FREE char *again = NULL;
	field_edit_text(field, &lookup, stored, &text);
	assert_true(field_parse(field, &lookup, str_text(&text), &again, &e));
	assert_string_equal(again, stored);
}

static void
expect_readings(const struct form_field *field, const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (readings[i].stored)
			expect_reading(field, &readings[i]);
		else
			expect_refusal(field, readings[i].typed);
	}
}

TEST(every_type_has_its_row)
{
	for (int i = 0; i < FIELD_KIND_COUNT; i++) {
		const struct field_type *type = field_type_of((enum field_kind)i);
		assert_int_equal(type->kind, i);
		assert_ptr_equal(field_type_find(type->name), type);
		assert_true(type->width > 0 && type->max > 0);
		assert_true(type->column || type->kind == FIELD_CHOICES);
	}
	assert_null(field_type_find("varchar"));
}

TEST(text_stays_as_typed)
{
	static const struct reading readings[] = {
		{ "ひばり 合唱団", "ひばり 合唱団", NULL },
		{ "  ひばり　", "ひばり", NULL },
		{ "髙﨑𠮷\xEF\xA8\x99～①Ⅱ㈱ﾋﾊﾞﾘ", "髙﨑𠮷\xEF\xA8\x99～①Ⅱ㈱ﾋﾊﾞﾘ", NULL },
		{ "葛\xF3\xA0\x84\x80城", "葛\xF3\xA0\x84\x80城", NULL },
		{ "か\xE3\x82\x99く", "がく", NULL },
		{ "a\tb", "a b", NULL },
		{ "\xC2\xA0ひばり\xE2\x80\x83会　館\xE2\x80\xAF", "ひばり 会　館", NULL },
		{ "一行\n二行", NULL, NULL },
		{ "x\x1b[2J", NULL, NULL },
		{ "x\xE2\x80\xAEy", NULL, NULL },
		{ "\xFF", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_TEXT);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(note_keeps_its_lines)
{
	static const struct reading readings[] = {
		{ "一行\r\n二行\r三行\n", "一行\n二行\n三行", NULL },
		{ "\n\n  段落\n\n段落 \n", "段落\n\n段落", NULL },
		{ "x\x07", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_NOTE);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(kana_becomes_full_width_katakana)
{
	static const struct reading readings[] = {
		{ "ひばり がっしょうだん", "ヒバリ ガッショウダン", NULL },
		{ "ﾋﾊﾞﾘ", "ヒバリ", NULL },
		{ "ヴァイオリン・クラブ", "ヴァイオリン・クラブ", NULL },
		{ "ＰＴＡれんらくかい 2", "ＰＴＡレンラクカイ 2", NULL },
		{ "雲雀", NULL, NULL },
		{ "ひばり!", NULL, NULL },
		{ "abc", NULL, NULL },
		{ "２１", NULL, NULL },
		{ "ー", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_KANA);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(telephone_numbers_have_one_way_of_writing)
{
	static const struct reading readings[] = {
		{ "03-1234-5678", "03-1234-5678", NULL },
		{ "03(1234)5678", "03-1234-5678", NULL },
		{ "（０３）１２３４−５６７８", "03-1234-5678", NULL },
		{ "０３ー１２３４ー５６７８", "03-1234-5678", NULL },
		{ "０３　１２３４　５６７８", "03-1234-5678", NULL },
		{ "090.1234.5678", "090-1234-5678", NULL },
		{ "09012345678", "09012345678", NULL },
		{ "0120-123-456", "0120-123-456", NULL },
		{ "62-1234", "62-1234", NULL },
		{ "+81 3 1234 5678", "+81-3-1234-5678", NULL },
		{ "0312345678内線21", "0312345678 内線21", NULL },
		{ "03-1234-5678 (内線 ２１", "03-1234-5678 内線21", NULL },
		{ "03-1234-5678 ext. 21", "03-1234-5678 内線21", NULL },
		{ "0800-123-4567", "0800-123-4567", NULL },
		{ "06-6123-4567", "06-6123-4567", NULL },
		{ "090-1234-567", NULL, NULL },
		{ "03-1234-567", NULL, NULL },
		{ "03-1234-56789", NULL, NULL },
		{ "110", NULL, NULL },
		{ "03-1234-5678 田中", NULL, NULL },
		{ "03-1234-5678 内線", NULL, NULL },
		{ "なし", NULL, NULL },
		{ "+", NULL, NULL },
		{ "+123456789012345678", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_PHONE);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(postal_codes_have_one_way_of_writing)
{
	static const struct reading readings[] = {
		{ "3001234", "300-1234", NULL },
		{ "300-1234", "300-1234", NULL },
		{ "３００１２３４", "300-1234", NULL },
		{ "〒300-1234", "300-1234", NULL },
		{ "〒３００ー１２３４", "300-1234", NULL },
		{ "〒 300 1234", "300-1234", NULL },
		{ "300-123", NULL, NULL },
		{ "300-12345", NULL, NULL },
		{ "+3001234", NULL, NULL },
		{ "300-1234 市内", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_POSTAL);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(mail_addresses_are_checked_as_providers_gave_them_out)
{
	static const struct reading readings[] = {
		{ "info@example.jp", "info@example.jp", NULL },
		{ "ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｊｐ", "info@example.jp", NULL },
		{ "a..b.@mobile.example.ne.jp", "a..b.@mobile.example.ne.jp", NULL },
		{ "o'hara+desk@sub-domain.example.com", "o'hara+desk@sub-domain.example.com",
		  NULL },
		{ "info", NULL, NULL },
		{ "info@example", NULL, NULL },
		{ "@example.jp", NULL, NULL },
		{ "a@b@example.jp", NULL, NULL },
		{ "in fo@example.jp", NULL, NULL },
		{ "info@exa mple.jp", NULL, NULL },
		{ "info@.jp", NULL, NULL },
		{ "info@example.", NULL, NULL },
		{ "info@-example.jp", NULL, NULL },
		{ "info@example-.jp", NULL, NULL },
		{ "情報@example.jp", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_EMAIL);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(web_addresses_get_their_scheme)
{
	static const struct reading readings[] = {
		{ "https://www.example.jp/a?b=c#d", "https://www.example.jp/a?b=c#d", NULL },
		{ "http://example.jp:8080/", "http://example.jp:8080/", NULL },
		{ "www.example.jp", "https://www.example.jp", NULL },
		{ "ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ", "https://www.example.jp", NULL },
		{ "example.jp/団体/ひばり", "https://example.jp/団体/ひばり", NULL },
		{ "ftp://example.jp", NULL, NULL },
		{ "javascript:alert(1)", NULL, NULL },
		{ "https://example", NULL, NULL },
		{ "https://", NULL, NULL },
		{ "example.jp/a b", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_URL);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(numbers_keep_to_their_limits)
{
	static const struct reading readings[] = {
		{ "25", "25", NULL },  { "１，２００", "1200", NULL }, { "0", "0", NULL },
		{ "-1", NULL, NULL },  { "1201", NULL, NULL },         { "二十", NULL, NULL },
		{ "2.5", NULL, NULL },
	};
	struct form_field field = field_of(FIELD_INT);
	field.least = (struct form_limit){ true, 0 };
	field.most = (struct form_limit){ true, 1200 };
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(money_is_shown_with_separators_and_edited_without)
{
	static const struct reading readings[] = {
		{ "2400", "2400", "2,400" }, { "２，４００円", "2400", "2,400" },
		{ "▲300", "-300", "-300" },  { "0", "0", NULL },
		{ "24.5", NULL, NULL },      { "many", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_MONEY);
	expect_readings(&field, readings, ARRAY_LEN(readings));
	AUTO_STR text = STR_INIT;
	field_edit_text(&field, NULL, "2400", &text);
	assert_string_equal(text.s, "2400");
}

TEST(dates_are_read_in_any_form_and_shown_short)
{
	static const struct reading readings[] = {
		{ "20261120", "2026-11-20", "11/20 Fri" },
		{ "R8.11.20", "2026-11-20", "11/20 Fri" },
		{ "令和8年11月20日", "2026-11-20", "11/20 Fri" },
		{ "+3", "2026-11-23", "11/23 Mon" },
		{ "today", "2026-11-20", "11/20 Fri" },
		{ "H31.4.30", "2019-04-30", "2019/4/30 Tue" },
		{ "2026-02-30", NULL, NULL },
		{ "いつか", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_DATE);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(times_are_minutes_of_the_day)
{
	static const struct reading readings[] = {
		{ "1830", "1110", "18:30" },  { "18:30", "1110", "18:30" },
		{ "9", "540", "9:00" },       { "午後６時半", "1110", "18:30" },
		{ "24:00", "1440", "24:00" }, { "25:00", NULL, NULL },
		{ "夕方", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_TIME);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(instants_are_kept_to_the_millisecond)
{
	static const struct reading readings[] = {
		{ "11/20 18:30", "2026-11-20T09:30:00.000Z", "11/20 Fri 18:30" },
		{ "2026/11/20　９：０５", "2026-11-20T00:05:00.000Z", "11/20 Fri 9:05" },
		{ "18:30", "2026-11-20T09:30:00.000Z", "11/20 Fri 18:30" },
		{ "now", "2026-11-20T05:32:00.000Z", "11/20 Fri 14:32" },
		{ "2026-11-20 18:30:05", "2026-11-20T09:30:05.000Z", "11/20 Fri 18:30" },
		{ "2026-11-20 18:30:59.123", "2026-11-20T09:30:59.123Z", "11/20 Fri 18:30" },
		{ "2026-11-20", NULL, NULL },
		{ "11/20 18:30:60", NULL, NULL },
		{ "11/20 18:30:5", NULL, NULL },
		{ "11/20 18:30:05.12", NULL, NULL },
		{ "11/20 18:30:05.1234", NULL, NULL },
		{ "2/30 18:30", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_DATETIME);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(now_needs_a_clock)
{
	const struct form_field field = field_of(FIELD_DATETIME);
	char *stored;
	struct err e;
	assert_false(field_parse(&field, NULL, "now", &stored, &e));
}

TEST(yes_and_no_are_read_in_many_ways)
{
	static const struct reading readings[] = {
		{ "○", "1", "yes" },     { "〇", "1", "yes" }, { "はい", "1", "yes" },
		{ "Y", "1", "yes" },     { "ｙ", "1", "yes" }, { "1", "1", "yes" },
		{ "YES", "1", "yes" },   { "有", "1", "yes" }, { "×", "0", "no" },
		{ "いいえ", "0", "no" }, { "n", "0", "no" },   { "０", "0", "no" },
		{ "なし", "0", "no" },   { "2", NULL, NULL },  { "たぶん", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_BOOL);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(choice_stores_the_code_and_shows_the_word)
{
	static const struct reading readings[] = {
		{ "sport", "sport", "スポーツ" },
		{ "スポーツ", "sport", "スポーツ" },
		{ "スポ", "sport", "スポーツ" },
		{ "保健、医療、福祉", "welfare", "保健、医療、福祉" },
		{ "音楽", "music", "音楽" },
		{ "old_music", "old_music", "音楽" },
		{ "料理", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_CHOICE);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(word_that_two_codes_share_is_edited_as_its_code)
{
	const struct field_lookup lookup = desk();
	const struct form_field field = field_of(FIELD_CHOICE);
	AUTO_STR text = STR_INIT;
	field_edit_text(&field, &lookup, "old_music", &text);
	assert_string_equal(text.s, "old_music");
	str_clear(&text);
	field_edit_text(&field, &lookup, "music", &text);
	assert_string_equal(text.s, "音楽");
}

TEST(code_that_left_its_list_is_still_shown)
{
	const struct field_lookup lookup = desk();
	const struct form_field field = field_of(FIELD_CHOICE);
	AUTO_STR shown = STR_INIT;
	field_format(&field, &lookup, "vanished", &shown);
	assert_string_equal(shown.s, "vanished");
}

TEST(several_choices_keep_their_order)
{
	static const struct reading readings[] = {
		{ "スポーツ、音楽", "sport,music", "スポーツ, 音楽" },
		{ "音楽,スポ", "music,sport", "音楽, スポーツ" },
		{ "sport；child", "sport,child", "スポーツ, 子ども" },
		{ "保健、医療、福祉、音楽", "welfare,music", "保健、医療、福祉, 音楽" },
		{ "音楽、保健、医療、福祉", "music,welfare", "音楽, 保健、医療、福祉" },
		{ "保健、音楽", "health,music", "保健, 音楽" },
		{ "、音楽、、スポーツ、", "music,sport", "音楽, スポーツ" },
		{ "音楽、音楽", "music", "音楽" },
		{ "old_music,sport", "old_music,sport", "音楽, スポーツ" },
		{ "sport", "sport", "スポーツ" },
		{ "音楽、料理", NULL, NULL },
		{ "、", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_CHOICES);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(refused_choice_is_named_alone)
{
	const struct field_lookup lookup = desk();
	const struct form_field field = field_of(FIELD_CHOICES);
	char *stored;
	struct err e;
	assert_false(field_parse(&field, &lookup, "音楽、料理、スポーツ", &stored, &e));
	assert_string_equal(e.msg, "Field: \"料理\" is not in the list, or means more than one "
				   "entry. Type a word of the list.");
}

TEST(reference_is_found_by_title_or_number)
{
	static const struct reading readings[] = {
		{ "髙橋 花子", "7", "髙橋 花子" },
		{ "7", "7", "髙橋 花子" },
		{ "8", "8", "佐藤 一郎" },
		{ "佐藤 一郎", NULL, NULL },
		{ "山本", NULL, NULL },
		{ "1234", NULL, NULL },
	};
	const struct form_field field = field_of(FIELD_REF);
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(name_that_is_not_found_becomes_a_new_record_where_the_form_allows)
{
	static const struct reading readings[] = {
		{ "山本 﨑子", "+山本 﨑子", "山本 﨑子 (new)" },
		{ "髙橋 花子", "7", "髙橋 花子" },
		{ "佐藤 一郎", NULL, NULL }, /* two of that name: a third is not made by mistake */
		{ "1234", NULL, NULL },
	};
	struct form_field field = field_of(FIELD_REF);
	field.create = true;
	expect_readings(&field, readings, ARRAY_LEN(readings));
}

TEST(record_that_cannot_be_shown_is_a_number)
{
	const struct field_lookup lookup = desk();
	const struct form_field field = field_of(FIELD_REF);
	AUTO_STR shown = STR_INIT;
	field_format(&field, &lookup, "55", &shown);
	assert_string_equal(shown.s, "#55");
}

static bool
add_rule_name(void *ctx, const char *section, const char *code, struct str *out)
{
	(void)ctx;
	assert_string_equal(section, "extras");
	const char *name = strcmp(code, "chair") == 0  ? "椅子"
			   : strcmp(code, "grand") == 0 ? "ピアノ 大"
							 : "";
	str_add(out, name);
	return name[0] != '\0';
}

TEST(codes_of_the_rule_book_are_shown_and_edited_by_name)
{
	struct field_lookup lookup = desk();
	struct form_field field = field_of(FIELD_TEXT);
	AUTO_STR shown = STR_INIT;
	AUTO_STR text = STR_INIT;
	lookup.add_rule_name = add_rule_name;
	field.named_in = "extras";
	field_format(&field, &lookup, "piano,chair:12,chair", &shown);
	assert_string_equal(shown.s, "piano,椅子:12,椅子");
	field_edit_text(&field, &lookup, "chair:12,grand", &text);
	assert_string_equal(text.s, "椅子:12,grand"); /* a blank would part its name in two */
	str_clear(&shown);
	field_format(&field, &lookup, "grand", &shown);
	assert_string_equal(shown.s, "ピアノ 大");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_has_its_row),
		cmocka_unit_test(text_stays_as_typed),
		cmocka_unit_test(note_keeps_its_lines),
		cmocka_unit_test(kana_becomes_full_width_katakana),
		cmocka_unit_test(telephone_numbers_have_one_way_of_writing),
		cmocka_unit_test(postal_codes_have_one_way_of_writing),
		cmocka_unit_test(mail_addresses_are_checked_as_providers_gave_them_out),
		cmocka_unit_test(web_addresses_get_their_scheme),
		cmocka_unit_test(numbers_keep_to_their_limits),
		cmocka_unit_test(money_is_shown_with_separators_and_edited_without),
		cmocka_unit_test(dates_are_read_in_any_form_and_shown_short),
		cmocka_unit_test(times_are_minutes_of_the_day),
		cmocka_unit_test(instants_are_kept_to_the_millisecond),
		cmocka_unit_test(now_needs_a_clock),
		cmocka_unit_test(yes_and_no_are_read_in_many_ways),
		cmocka_unit_test(choice_stores_the_code_and_shows_the_word),
		cmocka_unit_test(word_that_two_codes_share_is_edited_as_its_code),
		cmocka_unit_test(code_that_left_its_list_is_still_shown),
		cmocka_unit_test(several_choices_keep_their_order),
		cmocka_unit_test(refused_choice_is_named_alone),
		cmocka_unit_test(reference_is_found_by_title_or_number),
		cmocka_unit_test(name_that_is_not_found_becomes_a_new_record_where_the_form_allows),
		cmocka_unit_test(record_that_cannot_be_shown_is_a_number),
		cmocka_unit_test(codes_of_the_rule_book_are_shown_and_edited_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
