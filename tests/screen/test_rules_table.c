/*
 * test_rules_table.c - the rule book changed on the screen: cell by cell, row by row, until
 * it is an edition.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rules_kit.h"

static int64_t
edition_on(struct seat *s, const char *day)
{
	return rule_store_in_force(s->desk, 0, date_from_iso(day), &s->e);
}

/* The price table, the studio's morning costs 1,500 yen. */
static void
change_a_price(struct seat *s)
{
	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter><Down><Right><Enter><C-u>1500<F10>");
}

static void
a_changed_price_is_kept_on_the_screen_until_it_is_an_edition(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	int64_t before = edition_on(s, "2026-11-20");

	assert_shown(s, "1,500");
	assert_shown(s, "まだ保存していません");
	assert_shown(s, "計算例2件のうち1件の結果が変わります: 練習室の午前: yen 1200 → yen 1500");
	seat_press(s, "<F5>");
	assert_shown(s, "1,200");
	assert_not_shown(s, "1,500");
	assert_not_shown(s, "計算例2件");
	assert_true(edition_on(s, "2026-11-20") == before);
}

static void
each_step_is_taken_back_by_itself(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	seat_press(s, "<Up><Enter><C-u>5000<F10>");
	assert_shown(s, "5,000");
	seat_press(s, "<C-z>");
	assert_not_shown(s, "5,000");
	assert_shown(s, "1,500");
	seat_press(s, "<C-z>");
	assert_not_shown(s, "1,500");
}

static void
changes_left_behind_are_taken_up_again(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	seat_again(s);
	assert_shown(s, "書きかけが1件あります");
	assert_shown(s, "規則簿: ひばり会館");
	seat_press(s, "<Enter>");
	assert_shown(s, "計算例2件のうち1件の結果が変わります");
	seat_press(s, "<C-z>");
	assert_not_shown(s, "計算例2件");
	seat_press(s, "<Esc>");
	assert_not_shown(s, "規則簿: ひばり会館");
}

/* Somebody else has put another edition in force while the changes lay there. */
static void
change_and_be_late(struct seat *s)
{
	AUTO_STR text = STR_INIT;

	change_a_price(s);
	str_add(&text, book);
	str_add(&text, "  - {name: 火曜は開館, ask: open, given: {day: 2026-12-08}, "
		       "expect: {open: \"09:00-21:00\"}}\n");
	load_text(s, str_text(&text));
	seat_again(s);
}

static void
changes_to_an_edition_that_is_superseded_are_taken_up_and_say_so(void **state)
{
	struct seat *s = *state;

	change_and_be_late(s);
	seat_press(s, "<Enter>");
	assert_shown(s, "第1版");
	assert_shown(s, "第2版");
	assert_shown(s, "計算例2件のうち1件の結果が変わります");
	seat_press(s, "<F10>");
	assert_shown(s, "第2版");
	assert_shown(s, "練習室の午前: 1,200円 → 1,500円");
	seat_press(s, "<Esc><F5><Esc>");
	assert_not_shown(s, "規則簿: ひばり会館");
}

static void
the_book_in_force_is_not_opened_with_changes_to_another_edition(void **state)
{
	struct seat *s = *state;

	change_and_be_late(s);
	screen_rules(&s->app);
	assert_not_shown(s, "計算例2件");
}

static void
changes_that_became_an_edition_leave_no_draft(void **state)
{
	struct seat *s = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct draft *drafts;

	change_a_price(s);
	seat_press(s, "<F10><1><C-u>2027-04-01<Enter>使用料改定<Enter>");
	assert_int_equal(draft_list(s->desk->drafts, &a, 0, &drafts, &s->e), 0);
	seat_press(s, "<Esc>");
	screen_prices(&s->app);
	assert_shown(s, "会議室等使用料");
	assert_not_shown(s, "計算例2件");
}

static void
a_new_edition_shows_what_changes_and_holds_from_its_day_on(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	change_a_price(s);
	int64_t before = edition_on(s, "2026-11-20");

	seat_press(s, "<F10>");
	assert_shown(s, "練習室の午前: 1,200円 → 1,500円");
	assert_true(edition_on(s, "2027-04-01") == before);
	seat_press(s, "<1>");
	assert_shown(s, "どの申込日から");
	seat_press(s, "<C-u>2027-04-01<Enter>");
	seat_press(s, "使用料改定<Enter>");
	assert_shown(s, "第2版");
	assert_true(edition_on(s, "2026-11-20") == before);
	assert_true(edition_on(s, "2027-04-01") != before);
	assert_true(rule_store_dump(s->desk, edition_on(s, "2027-04-01"), &text, &s->e));
	assert_non_null(strstr(str_text(&text), "studio: [1500, 1600]"));
	assert_non_null(strstr(str_text(&text), "yen: 1500"));
	assert_non_null(strstr(str_text(&text), "hall: [4800, 6400]"));
}

static void
a_price_that_breaks_the_book_is_refused_with_its_faults(void **state)
{
	struct seat *s = *state;

	load_book(s);
	int64_t before = edition_on(s, "2026-11-20");

	screen_prices(&s->app);
	seat_press(s, "<Enter><Down><Right><Enter><C-u><F10>");
	assert_shown(s, "貸出なし");
	seat_press(s, "<F10>");
	assert_shown(s, "保存していません");
	assert_shown(s, "練習室の午前");
	seat_press(s, "<Esc>");
	assert_true(edition_on(s, "2026-11-20") == before);
}

static void
what_the_reader_does_not_take_is_said_at_its_field(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter><Down><Right><Enter><C-u>many<F10>");
	assert_shown(s, "many");
	assert_shown(s, "午前   many");
	assert_shown(s, "整数を書きます（「many」は使えません）");
	seat_press(s, "<C-u>700<F10>");
	assert_shown(s, " 練習室      700");
}

static void
an_edition_for_a_day_that_is_over_is_refused(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	seat_press(s, "<F10><1><C-u>2026-04-01<Enter>改定<Enter>");
	assert_shown(s, "変わってしまいます。11/20(金)");
	assert_shown(s, "1,500");
	assert_not_shown(s, "第2版");
}

static void
changes_are_not_lost_by_leaving(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	seat_press(s, "<F3><F3>");
	assert_shown(s, "規則簿: ひばり会館");
	assert_shown(s, "計算例2件のうち1件");
	seat_press(s, "<F3>");
	assert_shown(s, "下書きに残しました");
	screen_prices(&s->app);
	seat_press(s, "<Enter>");
	assert_shown(s, "1,500");
	seat_press(s, "<F3><F3><F5><F3>");
	screen_prices(&s->app);
	seat_press(s, "<Enter>");
	assert_not_shown(s, "1,500");
}

static void
what_was_typed_in_a_row_is_asked_about(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter><Enter><F3>");
	assert_shown(s, " 行         午前   午後");
	seat_press(s, "<Right><Enter><C-u>1<F3>");
	assert_shown(s, "ここで入力した内容は失われます");
	seat_press(s, "<1>");
	assert_shown(s, "4,800");
}

/* Words for codes: a day of the week is chosen by its name. */
static void
a_choice_is_made_by_its_word(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "休館日<Enter><Right><Enter><F4>");
	assert_shown(s, "火");
	seat_press(s, "<Esc><C-u>火、水<F10>");
	assert_shown(s, "火、水");
	seat_press(s, "<F10>");
	assert_shown(s, "月曜は休館");
	seat_press(s, "<Esc><C-z>");
	seat_press(s, "<Right><Enter><C-u>月、火<F10><F10><1><Enter>改正<Enter>");
	assert_shown(s, "第2版");
	assert_true(rule_store_dump(s->desk, edition_on(s, "2026-11-20"), &text, &s->e));
	assert_non_null(strstr(str_text(&text), "weekday: [mon, tue]"));
}

/* A room needs its prices before the book is whole again: both are one edition. */
static void
a_new_room_and_its_prices_are_one_edition(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "部屋<Enter><Ins>garden<Enter>庭<F10>");
	assert_shown(s, "庭");
	seat_press(s, "<F10>");
	assert_shown(s, "保存していません");
	seat_press(s, "<Esc><F3><C-u>料金表<Enter><Enter><Down><F6>");
	assert_shown(s, "まだ整っていません");
	seat_press(s, "<Enter><C-u>庭<F10>");
	assert_shown(s, " 庭        1,200");
	assert_shown(s, "計算例2件は、すべて元のとおりです。");
	seat_press(s, "<F10><1><Enter>庭の開放<Enter>");
	assert_shown(s, "第2版");
	assert_true(rule_store_dump(s->desk, edition_on(s, "2026-11-20"), &text, &s->e));
	assert_non_null(strstr(str_text(&text), "- code: garden\n  name: 庭\n"));
	assert_non_null(strstr(str_text(&text), "garden: [1200, 1600]"));
}

static void
a_second_price_of_one_room_is_refused_in_its_field(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter><Down><F6><Enter><C-u>練習室<F10>");
	assert_shown(s, "「studio」が二度書かれています");
}

/* Copies have no room yet, all of them; the draft that a killed desk leaves has them all. */
static void
rows_without_a_name_yet_are_taken_up_again(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter><Down><F6><Down><Right><Enter><C-u>1300<F10>");
	seat_press(s, "<F6><Down><Enter><C-u>1400<F10>");
	assert_shown(s, "1,300");
	assert_shown(s, "1,400");
	seat_again(s);
	seat_press(s, "<Enter>料金表<Enter><Enter>");
	assert_shown(s, "1,300");
	assert_shown(s, "1,400");
}

static void
a_table_whose_entry_is_taken_back_is_left(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Esc>料金表<Enter><F6><Down><Enter>");
	assert_shown(s, "1,200");
	seat_press(s, "<F5>");
	assert_not_shown(s, "1,200");
	assert_shown(s, "会議室等使用料");
	assert_not_shown(s, "まだ保存していません");
}

static void
rows_are_moved_and_taken_out(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "部屋<Enter><F8>");
	assert_shown(s, "計算例2件は、すべて元のとおりです。");
	const char *text = seat_text(s);

	assert_true(strstr(text, "練習室") < strstr(text, "大ホール"));
	seat_press(s, "<Del>");
	assert_shown(s, "「大ホール」を削除しました");
	assert_shown(s, "まだ整っていません");
	seat_press(s, "<C-z>");
	assert_shown(s, "大ホール");
}

/* A condition is a table of its own: a row for each way, the facts of the book its fields. */
static void
a_condition_is_changed_as_a_table(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	seat_size(s, 50, 140);
	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "加算<Enter><Enter><Right><Right><Enter>");
	assert_shown(s, "加算・減額: 加算: 加算・減免の内容");
	assert_shown(s, "営利目的");
	seat_press(s, "<Ins>");
	assert_shown(s, "人数");
	seat_press(s, "練習室<F10><F3>");
	assert_shown(s, "営利目的 または 部屋 練習室");
	seat_press(s, "<F10><1><Enter>改正<Enter>");
	assert_shown(s, "第2版");
	assert_true(rule_store_dump(s->desk, edition_on(s, "2026-11-20"), &text, &s->e));
	assert_non_null(strstr(str_text(&text), "when: [{profit: yes}, {room: studio}]"));
}

/* Else what was shown of the one row would be put into the other. */
static void
a_row_is_left_when_another_is_brought_back_to_its_place(void **state)
{
	struct seat *s = *state;

	seat_size(s, 50, 140);
	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "加算<Enter><Enter><F6><Up><Del><F4>");
	assert_shown(s, "営利目的の使用は5割増とする。");
	for (int i = 0; i < 22 && !strstr(seat_text(s), "Enter表で"); i++)
		seat_press(s, "<Enter>");
	seat_press(s, "<Enter><C-z><F3>");
	assert_shown(s, "規則の名称");
	assert_not_shown(s, "覚え書き");
}

static void
a_row_that_was_not_filled_in_is_none(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "部屋<Enter><Ins><F3>");
	assert_shown(s, "大ホール");
	assert_not_shown(s, "(2)");
	assert_not_shown(s, "計算例2件");
}

/* The first of its kind, in a section that the book did not have. */
static void
a_section_begins_with_its_first_row(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "上限<Enter>");
	assert_shown(s, "まだ何もありません");
	seat_press(s, "<Ins>monthly<Enter>月8区分<Enter><Enter><Enter>区分数<Enter>1か月<F10>");
	assert_shown(s, "上限は必須です。");
	seat_press(s, "8<F10>");
	assert_shown(s, "計算例2件は、すべて元のとおりです。");
	seat_press(s, "<F10><1><Enter>改正<Enter>");
	assert_true(rule_store_dump(s->desk, edition_on(s, "2026-11-20"), &text, &s->e));
	assert_non_null(strstr(str_text(&text), "  count: bands\n  per: month\n  most: 8\n"));
}

/* --- several sites --- */

/* Until a site has rules of its own it is answered by the centre's. */
static void
a_site_takes_rules_of_its_own(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;
	int64_t site = desk_add(s->desk, "site", "code", "kita", "name", "北分館");

	desk_add(s->desk, "site", "code", "main", "name", "本館");
	load_book(s);
	int64_t centre = edition_on(s, "2026-11-20");

	screen_rules(&s->app);
	seat_press(s, "<F6>");
	assert_shown(s, "北分館（センターと同じ）");
	seat_press(s, "<2>");
	assert_shown(s, "(北分館)");
	seat_press(s, "料金表<Enter><Enter><Down><Right><Enter><C-u>900<F10>");
	seat_press(s, "<F10><1><Enter>分館の料金<Enter>");
	assert_true(edition_on(s, "2026-11-20") == centre);
	int64_t own = rule_store_in_force(s->desk, site, date_from_iso("2026-11-20"), &s->e);

	assert_true(own != 0 && own != centre);
	assert_true(rule_store_dump(s->desk, own, &text, &s->e));
	assert_non_null(strstr(str_text(&text), "studio: [900, 1600]"));
	assert_shown(s, "(北分館)");
}

/* --- as text --- */

static void
an_entry_is_changed_in_its_own_words(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	load_book(s);
	int64_t before = edition_on(s, "2026-11-20");

	screen_rules(&s->app);
	seat_press(s, "部屋<Enter><Down><F11>");
	assert_shown(s, "capacity: 20");
	seat_press(s, "<Down><Down><End><BS>4<F10>");
	assert_shown(s, "24");
	seat_press(s, "<F10>");
	assert_shown(s, "計算例の結果も変わりません");
	assert_true(edition_on(s, "2026-11-20") == before);
	seat_press(s, "<1><Enter>定員の見直し<Enter>");
	assert_shown(s, "第2版");
	assert_true(rule_store_dump(s->desk, edition_on(s, "2026-11-20"), &text, &s->e));
	assert_non_null(strstr(str_text(&text), "capacity: 24"));
}

static void
words_that_the_book_does_not_know_are_not_saved(void **state)
{
	struct seat *s = *state;

	load_book(s);
	int64_t before = edition_on(s, "2026-11-20");

	screen_rules(&s->app);
	seat_press(s, "部屋<Enter><F11><Down><Down><Home><Right><Right>x<F10>");
	assert_shown(s, "xcapacity");
	seat_press(s, "<F10>");
	assert_shown(s, "保存していません");
	assert_true(edition_on(s, "2026-11-20") == before);
}

static void
the_book_is_tried_as_it_is_changed(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 140);
	change_a_price(s);
	seat_press(s, "<F9>練習室<Enter>2026-12-02<Enter>午前<Enter>");
	seat_press(s, "<Enter><Enter><Enter>いいえ<F10>");
	assert_shown(s, "1,500円");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(a_changed_price_is_kept_on_the_screen_until_it_is_an_edition),
		seat_test(each_step_is_taken_back_by_itself),
		seat_test(changes_left_behind_are_taken_up_again),
		seat_test(changes_to_an_edition_that_is_superseded_are_taken_up_and_say_so),
		seat_test(the_book_in_force_is_not_opened_with_changes_to_another_edition),
		seat_test(changes_that_became_an_edition_leave_no_draft),
		seat_test(a_new_edition_shows_what_changes_and_holds_from_its_day_on),
		seat_test(a_price_that_breaks_the_book_is_refused_with_its_faults),
		seat_test(what_the_reader_does_not_take_is_said_at_its_field),
		seat_test(an_edition_for_a_day_that_is_over_is_refused),
		seat_test(changes_are_not_lost_by_leaving),
		seat_test(what_was_typed_in_a_row_is_asked_about),
		seat_test(a_choice_is_made_by_its_word),
		seat_test(a_new_room_and_its_prices_are_one_edition),
		seat_test(a_second_price_of_one_room_is_refused_in_its_field),
		seat_test(rows_without_a_name_yet_are_taken_up_again),
		seat_test(a_table_whose_entry_is_taken_back_is_left),
		seat_test(rows_are_moved_and_taken_out),
		seat_test(a_condition_is_changed_as_a_table),
		seat_test(a_row_is_left_when_another_is_brought_back_to_its_place),
		seat_test(a_row_that_was_not_filled_in_is_none),
		seat_test(a_section_begins_with_its_first_row),
		seat_test(a_site_takes_rules_of_its_own),
		seat_test(an_entry_is_changed_in_its_own_words),
		seat_test(words_that_the_book_does_not_know_are_not_saved),
		seat_test(the_book_is_tried_as_it_is_changed),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("rules_table", tests, NULL, NULL);
}
