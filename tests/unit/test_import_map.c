/* test_import_map.c - which column goes to which field: guessed, kept, checked. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "exchange/import/import_guess.h"

#define MAP AUTO(import_map_done) struct import_map

/* "name,,kana": the fields of the columns. Lives until the next call. */
static const char *
fields_of(const struct import_map *m)
{
	static struct str text;
	str_clear(&text);
	for (int i = 0; i < m->count; i++)
		str_addf(&text, "%s%s", i ? "," : "",
			 m->fields[i] < 0 ? "" : m->form->fields[m->fields[i]].name);
	return str_text(&text);
}

static void
guess(struct import_map *m, void **state, const char *form, const char *const *headings)
{
	struct desk_home *h = *state;
	int count = 0;
	while (headings[count])
		count++;
	struct import_vocabulary *words = import_vocabulary_new(the_form(h->desk, form));
	import_map_init(m, the_form(h->desk, form), words, headings, count);
	import_vocabulary_free(words);
}
#define GUESS(m, form, ...) guess(m, state, form, (const char *const[]){ __VA_ARGS__, NULL })

static FILE *
file_of(const char *text)
{
	FILE *f = tmpfile();
	assert_non_null(f);
	fputs(text, f);
	return f;
}

static void
headings_are_known_by_name_and_label_in_both_languages(void **state)
{
	MAP m;
	GUESS(&m, "group", "団体名", " Kana ", "phone", "ＦＡＸ", "部屋", "");
	assert_string_equal(fields_of(&m), "name,kana,phone,fax,,");
}

static void
headings_of_old_ledgers_are_known_in_any_width_and_kana(void **state)
{
	MAP m;
	GUESS(&m, "group", "番号", "名前", "ヨミ", "℡", "設立", "ＨＰ", "区分");
	assert_string_equal(fields_of(&m), "number,name,kana,phone,founded_on,url,");
	MAP person;
	GUESS(&person, "person", "Ｎｏ．", "お名前", "ﾖﾐｶﾞﾅ", "携帯", "〒");
	assert_string_equal(fields_of(&person), "number,name,kana,mobile,postal");
}

static void
every_heading_of_a_form_leads_to_its_own_field(void **state)
{
	struct desk_home *h = *state;
	int headings = 0;
	for (int i = 0; i < h->desk->forms->count; i++) {
		const struct form *form = h->desk->forms->forms[i];
		for (int f = 0; f < form->field_count; f++)
			for (int k = 0; k < form->fields[f].headings.count; k++, headings++)
				assert_int_equal(
					import_map_field(form, form->fields[f].headings.items[k]),
					f);
	}
	assert_true(headings > 50);
}

static void
headings_are_known_by_what_is_left_without_their_trimmings(void **state)
{
	MAP m;
	GUESS(&m, "group", "※団体名（正式名称）", "団体名(フリガナ)", "電話番号(代表)",
	      "会員数(人)", "会費(円)", "連絡先　メール", "■備　考");
	assert_string_equal(fields_of(&m), "name,kana,phone,members,dues_yen,email,note");
}

static void
what_brackets_make_another_matter_is_not_guessed(void **state)
{
	MAP m;
	GUESS(&m, "group", "団体名", "電話(携帯)", "会員数(男)", "会員数（女）", "住所（代表者）");
	assert_string_equal(fields_of(&m), "name,,,,");
	MAP twice;
	GUESS(&twice, "group", "会員数(4月)", "会員数(10月)");
	assert_string_equal(fields_of(&twice), ",");
}

static void
a_name_in_two_columns_goes_to_one_field(void **state)
{
	MAP m;
	GUESS(&m, "group", "代表者　姓", "代表者　名", "住所1", "住所2", "電話1", "電話2");
	assert_string_equal(fields_of(&m),
			    "representative_id,representative_id,address,address,phone,");
	MAP person;
	GUESS(&person, "person", "姓", "名", "セイ", "メイ");
	assert_string_equal(fields_of(&person), "name,name,kana,kana");
}

static void
a_field_is_guessed_for_one_column_only(void **state)
{
	MAP m;
	GUESS(&m, "group", "団体名", "name");
	assert_string_equal(fields_of(&m), "name,");
}

static void
a_label_of_two_fields_names_neither(void **state)
{
	struct desk_home *h = *state;
	const struct form *form = the_form(h->desk, "group");
	for (int i = 0; i < form->field_count; i++) {
		int found = import_map_field(form, form->fields[i].label.ja);
		assert_true(found == i || found == IMPORT_NOT_TAKEN);
	}
}

static void
a_mapping_that_was_kept_reads_back(void **state)
{
	MAP m, again;
	AUTO_STR text = STR_INIT;
	GUESS(&m, "group", "名, 前", "よみ", "団体名");
	assert_true(import_map_set(&m, "名, 前", form_field_index(m.form, "name"), false));
	assert_true(import_map_set(&m, "よみ", form_field_index(m.form, "kana"), false));
	assert_false(import_map_set(&m, "ない", 0, false));
	assert_string_equal(fields_of(&m), "name,kana,");
	import_map_write(&m, &text);
	assert_string_equal(str_text(&text), "\xEF\xBB\xBFheading,field\r\n\"名, 前\",name\r\n"
					     "よみ,kana\r\n団体名,\r\n");
	GUESS(&again, "group", "団体名", "よみ", "名, 前");
	struct err e;
	AUTO_FCLOSE FILE *f = file_of(str_text(&text));
	assert_true(import_map_read(&again, f, &e));
	assert_string_equal(fields_of(&again), ",kana,name");
	assert_true(import_map_set(&again, "団体名", form_field_index(m.form, "name"), true));
	str_clear(&text);
	import_map_write(&again, &text);
	assert_non_null(strstr(str_text(&text), "\"名, 前\",+name\r\n"));
}

static void
a_kept_mapping_to_a_field_that_is_not_there_is_refused(void **state)
{
	MAP m;
	struct err e;
	GUESS(&m, "group", "名前");
	AUTO_FCLOSE FILE *f = file_of("名前,colour\r\n");
	assert_false(import_map_read(&m, f, &e));
	assert_string_equal(e.msg,
			    "The mapping's line 1 names the field \"colour\", which Group does "
			    "not have.");
}

static void
a_mapping_must_be_able_to_make_records(void **state)
{
	struct desk_home *h = *state;
	struct err e;
	MAP none, half, twice, whole;
	const struct form_key no_key = { .count = 0 };
	const struct form_key by_number = {
		{ form_field_index(the_form(h->desk, "group"), "number") }, 1
	};
	GUESS(&none, "group", "部屋", "利用日");
	assert_false(import_map_check(&none, &no_key, &e));
	assert_string_equal(e.msg,
			    "No heading of the file is a field of Group. Say which columns go "
			    "where.");
	GUESS(&half, "group", "団体名");
	assert_false(import_map_check(&half, &no_key, &e));
	assert_string_equal(e.msg,
			    "No column goes to Kana, which is needed. In Excel, =PHONETIC() of the "
			    "name's cell gives the reading as it was typed. It can also be typed "
			    "after the import.");
	assert_false(import_map_check(&half, &by_number, &e));
	assert_string_equal(e.msg, "No column goes to Number, by which the records to change are "
				   "found.");
	GUESS(&twice, "group", "電話", "旧電話", "団体名");
	twice.fields[1] = twice.fields[0];
	assert_false(import_map_check(&twice, &no_key, &e));
	assert_string_equal(e.msg,
			    "The columns \"電話\" and \"旧電話\" both go to Phone. Only one can.");
	GUESS(&whole, "group", "団体名", "kana");
	assert_true(import_map_check(&whole, &no_key, &e));
}

static void
a_list_without_the_fields_of_the_key_only_adds(void **state)
{
	MAP numbered, plain;
	GUESS(&numbered, "booking", "予約番号", "利用日", "部屋");
	assert_int_equal(import_map_key(&numbered).count, 1);
	GUESS(&plain, "booking", "利用日", "部屋名", "時間帯");
	assert_int_equal(import_map_key(&plain).count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(headings_are_known_by_name_and_label_in_both_languages),
		IN_DESK(headings_of_old_ledgers_are_known_in_any_width_and_kana),
		IN_DESK(every_heading_of_a_form_leads_to_its_own_field),
		IN_DESK(headings_are_known_by_what_is_left_without_their_trimmings),
		IN_DESK(what_brackets_make_another_matter_is_not_guessed),
		IN_DESK(a_name_in_two_columns_goes_to_one_field),
		IN_DESK(a_field_is_guessed_for_one_column_only),
		IN_DESK(a_label_of_two_fields_names_neither),
		IN_DESK(a_mapping_that_was_kept_reads_back),
		IN_DESK(a_kept_mapping_to_a_field_that_is_not_there_is_refused),
		IN_DESK(a_mapping_must_be_able_to_make_records),
		IN_DESK(a_list_without_the_fields_of_the_key_only_adds),
	};
	return cmocka_run_group_tests_name("import_map", tests, NULL, NULL);
}
