/* test_rules_screen.c - the rule book on the screen: tried and read. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rules_kit.h"

/* What a hall with longer use and a storm table has besides. */
static const char more[] =
	"extension:\n"
	"  - name: 延長\n"
	"    by_law: 延長は1時間につき区分の3分の1とする。\n"
	"    side: after\n"
	"    needs: next_free\n"
	"    price: same_band\n"
	"    share: 1/3\n"
	"storm:\n"
	"  - {lifted_by: \"08:00\", opens: normal}\n"
	"  - lifted_by: \"11:00\"\n"
	"    opens: \"13:00\"\n"
	"    by_law: 11時までに解除されたときは13時に開館する。\n"
	"  - {opens: closed}\n";

/* --- try it --- */

static void
begin_trying(struct seat *s)
{
	load_book(s);
	screen_rule_try(&s->app);
}

static void
without_a_book_the_screens_say_so(void **state)
{
	struct seat *s = *state;

	screen_rule_try(&s->app);
	assert_shown(s, "規則簿");
	assert_not_shown(s, "利用日");
}

static void
the_price_is_told_with_the_sentences_of_the_by_law(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 140);
	begin_trying(s);
	seat_press(s, "練習室<Enter>2026-12-02<Enter>午前<Enter>");
	seat_press(s, "<Enter><Enter><Enter>はい<F10>");
	assert_shown(s, "予約できます");
	assert_shown(s, "使用料は別表のとおりとする。");
	assert_shown(s, "+1,200円");
	assert_shown(s, "営利目的の使用は5割増とする。");
	assert_shown(s, "1,800円");
}

static void
a_missing_fact_is_asked_for_by_its_name_and_not_guessed(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 140);
	begin_trying(s);
	assert_shown(s, " 利用日を入力してください。");
	assert_shown(s, " 部屋を入力してください。");
	assert_not_shown(s, "使えるのは");
	seat_press(s, "練習室<Enter>2026-12-02<Enter>");
	assert_shown(s, " 時刻または時間区分を入力してください。");
	assert_not_shown(s, "1,200円");
}

static void
a_closed_day_is_refused_with_its_reason_and_still_priced(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 140);
	begin_trying(s);
	seat_press(s, "大ホール<Enter>2026-12-07<Enter>午後<Enter>");
	seat_press(s, "<Enter><Enter><Enter>いいえ<F10>");
	assert_shown(s, "予約できません");
	assert_shown(s, "月曜日を休館日とする。");
	assert_shown(s, "6,400円");
}

static void
begin_trying_more(struct seat *s)
{
	AUTO_STR text = STR_INIT;

	str_add(&text, book);
	str_add(&text, more);
	load_text(s, str_text(&text));
	seat_size(s, 60, 140);
	screen_rule_try(&s->app);
	seat_press(s, "練習室<Enter>2026-12-02<Enter>午前<Enter>");
	seat_press(s, "<Enter><Enter><Enter>いいえ<Enter><Enter><Enter>"); /* said */
}

static void
a_longer_use_is_asked_for_on_the_same_form(void **state)
{
	struct seat *s = *state;

	begin_trying_more(s);
	assert_not_shown(s, "3分の1");
	seat_press(s, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter>70<Enter>");
	assert_shown(s, "延長は1時間につき区分の3分の1とする。");
	assert_shown(s, "+800円");
	seat_press(s, "<Enter>はい<F10>");
	assert_shown(s, "その時間は、ほかの利用があります。");
}

static void
what_a_storm_leaves_of_the_day_is_said_too(void **state)
{
	struct seat *s = *state;

	begin_trying_more(s);
	for (int i = 0; i < 10; i++)
		seat_press(s, "<Enter>");
	seat_press(s, "はい<Enter>10:30<Enter>");
	assert_shown(s, "11時までに解除されたときは13時に開館する。");
}

static void
a_refund_without_a_payment_is_of_the_price_of_the_use(void **state)
{
	struct seat *s = *state;

	begin_trying_more(s);
	seat_press(s, "2026-11-20<Enter>利用者の都合<Enter>");
	assert_shown(s, "600円");
	seat_press(s, "1000<Enter>");
	assert_shown(s, "500円");
}

/* --- read --- */

static void
sections_are_told_with_their_counts(void **state)
{
	struct seat *s = *state;

	seat_size(s, 40, 100);
	load_book(s);
	screen_rules(&s->app);
	assert_shown(s, "規則簿: ひばり会館");
	assert_shown(s, "大ホール、練習室");
	assert_shown(s, "料金表                        1");
	seat_press(s, "<End>");
	assert_shown(s, "計算例                        2");
	assert_shown(s, "警報時の扱い                  0");
}

static void
a_section_reads_like_the_by_law(void **state)
{
	struct seat *s = *state;

	seat_size(s, 24, 140);
	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "休館日<Enter>");
	assert_shown(s, "月曜休館");
	assert_shown(s, "月曜日を休館日とする。");
	assert_shown(s, "曜日");
	assert_not_shown(s, "mon");
	seat_press(s, "<F3><C-u>受付<Enter>");
	assert_shown(s, "3か月前");
	seat_press(s, "<F3><C-u>還付<Enter>");
	assert_shown(s, "7日前");
}

static void
a_price_table_is_shown_as_rooms_by_bands(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter>");
	assert_shown(s, "使用料は別表のとおりとする。");
	assert_shown(s, " 行         午前   午後");
	assert_shown(s, " 大ホール  4,800  6,400");
	assert_shown(s, " 練習室    1,200  1,600");
}

static void
rules_of_a_group_are_a_table_below_it(void **state)
{
	struct seat *s = *state;

	seat_size(s, 24, 140);
	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "加算<Enter><Enter>");
	assert_shown(s, "加算・減額: 加算: 加算・減免の内容");
	assert_shown(s, "営利");
	assert_shown(s, "150%");
	assert_shown(s, "営利目的の使用は5割増とする。");
}

static void
rules_are_found_in_the_settings_menu(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_register_menu(&s->app, "settings");
	assert_shown(s, "規則・料金表");
	assert_shown(s, "規則を試す");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(without_a_book_the_screens_say_so),
		seat_test(the_price_is_told_with_the_sentences_of_the_by_law),
		seat_test(a_missing_fact_is_asked_for_by_its_name_and_not_guessed),
		seat_test(a_closed_day_is_refused_with_its_reason_and_still_priced),
		seat_test(a_longer_use_is_asked_for_on_the_same_form),
		seat_test(what_a_storm_leaves_of_the_day_is_said_too),
		seat_test(a_refund_without_a_payment_is_of_the_price_of_the_use),
		seat_test(sections_are_told_with_their_counts),
		seat_test(a_section_reads_like_the_by_law),
		seat_test(a_price_table_is_shown_as_rooms_by_bands),
		seat_test(rules_of_a_group_are_a_table_below_it),
		seat_test(rules_are_found_in_the_settings_menu),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("rules_screen", tests, NULL, NULL);
}
