/*
 * test_import_screen.c - an old ledger on its way into the register: chosen, looked
 * at, corrected, tried, imported, taken back.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "exchange/import/import.h"

/* A file in the data folder's imports/. */
static void
put_file(struct seat *s, const char *name, const char *bytes)
{
	AUTO_FREE char *folder = import_folder(s->desk, &s->e);
	assert_non_null(folder);
	AUTO_FREE char *path = mem_printf("%s/%s", folder, name);
	AUTO_FCLOSE FILE *f = fopen(path, "wb");
	assert_non_null(f);
	fputs(bytes, f);
}

static int64_t
groups(struct seat *s)
{
	return store_get_int(s->desk->store, "SELECT count(*) FROM civic_group WHERE ?1", 1, -1);
}

/* The heading 会の呼び名 is no field; three rows are bad; one, without a number, may be there. */
static const char ledger[] = "番号,会の呼び名,フリガナ,電話,設立日\r\n"
			     "101,すずめの会,スズメノカイ,0299-55-1001,S60.4.1\r\n"
			     "102,ふくろう文庫,フクロウブンコ,12,H1.5.1\r\n"
			     "103,めじろ会,めじろの会,0299-55-1003,\r\n"
			     "104,つぐみの会,ツグミノカイ,0299-55-1004,4/1\r\n"
			     ",合唱団ひばり,ガッショウダンヒバリ,0299-55-1005,\r\n"
			     "106,かもめ座,カモメザ,0299-55-1006,R2.10.1\r\n";

/* The groups' list, then the only file. */
static void
open_ledger(struct seat *s)
{
	put_file(s, "ledger.csv", ledger);
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7>");
	assert_shown(s, "ledger.csv");
	seat_press(s, "<Enter>");
}

/* The second column goes to the name. */
static void
correct_heading(struct seat *s)
{
	seat_press(s, "<Down><Enter>団体名<Enter>");
}

static void
the_command_line_finds_the_import_and_keeps_its_own_key(void **state)
{
	struct seat *s = *state;

	put_file(s, "ledger.csv", ledger);
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<C-o>");
	assert_not_shown(s, "ledger.csv");
	seat_press(s, "取込");
	assert_shown(s, "取込み  F7");
	seat_press(s, "<Enter>");
	assert_shown(s, "ledger.csv");
}

static void
a_ledger_with_a_wrong_heading_is_corrected_imported_and_taken_back(void **state)
{
	struct seat *s = *state;
	int64_t before = groups(s);

	open_ledger(s);
	assert_shown(s, "すずめの会");
	assert_shown(s, "S60.4.1");
	assert_shown(s, "団体名に入る列がありません");
	correct_heading(s);
	assert_not_shown(s, "入る列がありません");
	seat_press(s, "<F9>");
	assert_shown(s, "6行: 追加2件、変更0件、変更なし0件、取込不可4件");
	assert_shown(s, "試行");
	assert_shown(s, "「12」は電話番号");
	assert_shown(s, "年・月・日がそろっていないか");
	assert_int_equal(groups(s), before);
	seat_press(s, "<F10>");
	assert_shown(s, "6行: 追加2件");
	assert_shown(s, "imports/group-rejects-2026-11-20.csv");
	assert_int_equal(groups(s), before + 2);
	seat_press(s, "<C-z>");
	assert_int_equal(groups(s), before);
}

static void
a_row_that_is_new_all_the_same_is_marked_and_goes_in(void **state)
{
	struct seat *s = *state;
	int64_t before = groups(s);

	open_ledger(s);
	correct_heading(s);
	seat_press(s, "<F9>");
	assert_shown(s, "同じ?");
	seat_press(s, "<End> <F10>");
	assert_shown(s, "追加3件");
	assert_int_equal(groups(s), before + 3);
}

static void
a_mapping_is_kept_under_a_name_and_taken_again(void **state)
{
	struct seat *s = *state;

	open_ledger(s);
	correct_heading(s);
	seat_press(s, "<F6>昔の台帳<Enter>");
	assert_shown(s, "「昔の台帳」");
	seat_press(s, "<Esc><F7><Enter>");
	assert_shown(s, "団体名に入る列がありません");
	seat_press(s, "<F5>");
	assert_shown(s, "昔の台帳.map");
	seat_press(s, "<Enter>");
	assert_not_shown(s, "入る列がありません");
}

static void
the_encoding_is_guessed_and_can_be_chosen(void **state)
{
	struct seat *s = *state;

	/* 団体名,kana / 表の会,ﾋｮｳﾉｶｲ in Shift_JIS */
	put_file(s, "old.csv",
		 "\x92\x63\x91\xCC\x96\xBC,kana\r\n\x95\x5C\x82\xCC\x89\xEF,\xCB\xAE\xB3\r\n");
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7><Enter>");
	assert_shown(s, "Shift_JIS");
	assert_shown(s, "表の会");
	seat_press(s, "<F4><2>");
	assert_shown(s, "utf-8 の文字ではありません");
	assert_shown(s, "表の会");
}

static void
rows_with_a_known_number_change_their_record(void **state)
{
	struct seat *s = *state;

	put_file(s, "new.csv", "番号,団体名\r\nG-0001,合唱団ひばり会\r\n");
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7><Enter>");
	seat_press(s, "<Enter>団体番号<Enter><F7><3>");
	assert_shown(s, "団体番号が同じ行は");
	seat_press(s, "<F10>");
	assert_shown(s, "変更1件");
	assert_int_equal(store_get_int(s->desk->store,
				       "SELECT count(*) FROM civic_group WHERE name = "
				       "'合唱団ひばり会' AND ?1",
				       1, 0),
			 1);
}

static void
without_a_file_the_clerk_is_told_where_to_put_it(void **state)
{
	struct seat *s = *state;

	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7>");
	assert_shown(s, "CSVファイルがありません");
}

static int64_t
day_count(struct seat *s, const char *day)
{
	AUTO_FREE char *sql =
		mem_printf("SELECT count(*) FROM holiday WHERE day = '%s' AND ?1", day);

	return store_get_int(s->desk->store, sql, 1, -1);
}

static void
a_holiday_that_the_list_took_back_is_shown_and_removed(void **state)
{
	struct seat *s = *state;

	desk_add(s->desk, "holiday", "day", "2029-01-09", "name", "動かされた日");
	put_file(s, "syukujitsu.csv",
		 "国民の祝日・休日月日,国民の祝日・休日名称\r\n2029/1/8,成人の日\r\n");
	screen_list(&s->app, the_form(s->desk, "holiday"));
	seat_press(s, "<F7><Enter>");
	assert_shown(s, "日付が同じ行は、その記録を変更します");
	seat_press(s, "<F10>");
	assert_shown(s, "公表された表にありません: 2029/1/9(火) 動かされた日");
	assert_shown(s, "F9で削除します");
	assert_int_equal(day_count(s, "2029-01-09"), 1);
	seat_press(s, "<F9>");
	assert_shown(s, "1件を削除しました");
	assert_int_equal(day_count(s, "2029-01-09"), 0);
	assert_int_equal(day_count(s, "2029-01-08"), 1);
	assert_int_equal(day_count(s, "2027-10-11"), 1);
	seat_press(s, "<C-z>");
	assert_int_equal(day_count(s, "2029-01-09"), 1);
}

static void
headings_below_a_title_are_found_and_another_line_can_be_chosen(void **state)
{
	struct seat *s = *state;

	put_file(s, "ledger.csv",
		 "令和7年度 登録団体一覧,,\n,,R7.4.1現在\n\nサークル,よびな,連絡\n"
		 "団体名称,ふりがな,電話番号(代表)\nすずめの会,スズメノカイ,0299-55-1001\n");
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7><Enter>");
	assert_shown(s, "見出し: 5行目");
	assert_shown(s, "電話番号(代表)       電話");
	assert_shown(s, "すずめの会");
	seat_press(s, "<F8>");
	assert_shown(s, "1行目: 令和7年度 登録団体一覧");
	assert_shown(s, "2行目: R7.4.1現在");
	seat_press(s, "サークル<Enter>");
	assert_shown(s, "見出し: 4行目");
	assert_shown(s, "連絡");
	seat_press(s, "<F8>1");
	assert_shown(s, "見出し: 5行目");
}

static void
two_columns_are_joined_in_one_field_when_asked(void **state)
{
	struct seat *s = *state;

	put_file(s, "ledger.csv",
		 "団体名,フリガナ,住所,ビル名\nすずめの会,スズメノカイ,中央1-2,第一ビル3F\n");
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7><Enter><Down><Down><Down><Enter>所在地<Enter>");
	assert_shown(s, "「住所」とつないで入れる");
	seat_press(s, "2");
	assert_shown(s, "ビル名               所在地");
	assert_shown(s, "住所                 所在地");
	seat_press(s, "<F10>");
	assert_int_equal(store_get_int(s->desk->store,
				       "SELECT count(*) FROM civic_group WHERE ?1 AND"
				       " address = '中央1-2 第一ビル3F'",
				       1, -1),
			 1);
}

static void
readings_and_signs_are_asked_about_before_rows_go_in(void **state)
{
	struct seat *s = *state;
	int64_t before = groups(s);

	put_file(s, "ledger.csv",
		 "団体名,住所\n椿の会,中央1-2\nもず,中央1-3\n柊の会,〃\n");
	screen_list(&s->app, the_form(s->desk, "group"));
	seat_press(s, "<F7><Enter>");
	assert_shown(s, "取込みのあとでも入力");
	seat_press(s, "<F10>");
	assert_shown(s, "フリガナのない行が 2 行あります");
	seat_press(s, "<Esc>");
	assert_int_equal(groups(s), before);
	seat_press(s, "<F9>1");
	assert_shown(s, "「〃」「同上」のある行が 1 行あります（最初は 4 行目）");
	seat_press(s, "2");
	assert_shown(s, "3行: 追加2件、変更0件、変更なし0件、取込不可1件");
	seat_press(s, "<Esc><F10>1");
	assert_int_equal(groups(s), before + 3);
	assert_int_equal(store_get_int(s->desk->store,
				       "SELECT count(*) FROM civic_group AS g"
				       " JOIN group_without_reading USING (id)"
				       " WHERE g.address = '中央1-3' AND ?1",
				       1, -1),
			 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(the_command_line_finds_the_import_and_keeps_its_own_key),
		seat_test(a_ledger_with_a_wrong_heading_is_corrected_imported_and_taken_back),
		seat_test(a_row_that_is_new_all_the_same_is_marked_and_goes_in),
		seat_test(a_mapping_is_kept_under_a_name_and_taken_again),
		seat_test(the_encoding_is_guessed_and_can_be_chosen),
		seat_test(rows_with_a_known_number_change_their_record),
		seat_test(without_a_file_the_clerk_is_told_where_to_put_it),
		seat_test(a_holiday_that_the_list_took_back_is_shown_and_removed),
		seat_test(headings_below_a_title_are_found_and_another_line_can_be_chosen),
		seat_test(two_columns_are_joined_in_one_field_when_asked),
		seat_test(readings_and_signs_are_asked_about_before_rows_go_in),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("import_screen", tests, NULL, NULL);
}
