/* test_rules_screen.c - the rule book on the screen: tried, read, changed. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "desk/rule_store.h"

static const char book[] =
	"book: {name: ひばり会館, law: ひばり会館条例}\n"
	"facts:\n"
	"  - {code: profit, name: 営利目的, type: yes_no}\n"
	"reasons:\n"
	"  - {code: own, name: 利用者の都合, fault: theirs}\n"
	"rooms:\n"
	"  - {code: hall, name: 大ホール, capacity: 300}\n"
	"  - {code: studio, name: 練習室, capacity: 20}\n"
	"bands:\n"
	"  - {code: morning, name: 午前, from: \"09:00\", to: \"12:00\"}\n"
	"  - {code: afternoon, name: 午後, from: \"13:00\", to: \"17:00\"}\n"
	"hours:\n"
	"  - {open: \"09:00-21:00\"}\n"
	"closings:\n"
	"  - {code: monday, name: 月曜休館, by_law: 月曜日を休館日とする。, weekday: [mon]}\n"
	"prices:\n"
	"  - code: rooms\n"
	"    name: 会議室等使用料\n"
	"    by_law: 使用料は別表のとおりとする。\n"
	"    rows_by: room\n"
	"    columns_by: band\n"
	"    columns: [morning, afternoon]\n"
	"    rows:\n"
	"      hall: [4800, 6400]\n"
	"      studio: [1200, 1600]\n"
	"adjust:\n"
	"  - code: surcharge\n"
	"    name: 加算\n"
	"    combine: multiply\n"
	"    rules:\n"
	"      - code: commercial\n"
	"        name: 営利\n"
	"        by_law: 営利目的の使用は5割増とする。\n"
	"        when: {profit: yes}\n"
	"        rate: 150%\n"
	"extras:\n"
	"  - {code: chair, name: 椅子, price: 10, per: piece}\n"
	"windows:\n"
	"  - {code: all, name: 受付, opens: {months: 3}}\n"
	"refunds:\n"
	"  - {name: 7日前まで, until: {days: 7}, back: 50%}\n"
	"examples:\n"
	"  - name: 練習室の午前\n"
	"    ask: quote\n"
	"    given: {room: studio, day: 2026-12-02, bands: [morning], profit: no}\n"
	"    expect: {yen: 1200}\n"
	"  - name: 月曜は休館\n"
	"    ask: open\n"
	"    given: {day: 2026-12-07}\n"
	"    expect: {closed: monday}\n";

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

static void
load_text(struct seat *s, const char *text)
{
	const struct rule_load load = {
		.file = "book.yaml", .bytes = text, .len = strlen(text), .from = DAY_NONE,
	};
	struct faults f = FAULTS_INIT("book.yaml");
	struct rule_loaded loaded;
	AUTO_STR faults = STR_INIT;
	bool ok = rule_store_load(s->desk, &load, &f, &loaded, &s->e);

	faults_write(&f, &faults);
	faults_done(&f);
	if (!ok)
		fail_msg("%s\n%s", s->e.msg, str_text(&faults));
}

static void
load_book(struct seat *s)
{
	load_text(s, book);
}

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
	seat_press(s, "練習室<Enter>2026-12-02<Enter>");
	assert_shown(s, "時刻または時間区分");
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

	load_book(s);
	screen_rules(&s->app);
	assert_shown(s, "規則簿: ひばり会館");
	assert_shown(s, "大ホール、練習室");
	assert_shown(s, "料金表                        1");
	assert_shown(s, "計算例                        2");
	assert_not_shown(s, "警報時の扱い");
}

static void
an_entry_reads_like_the_by_law(void **state)
{
	struct seat *s = *state;

	seat_size(s, 24, 140);
	load_book(s);
	screen_rules(&s->app);
	seat_press(s, "休館日<Enter>");
	assert_shown(s, "月曜休館");
	assert_shown(s, "月曜日を休館日とする。");
	assert_shown(s, "weekday: [mon]");
	seat_press(s, "<Enter>");
	assert_shown(s, "code: monday");
}

static void
a_price_table_is_shown_as_rooms_by_bands(void **state)
{
	struct seat *s = *state;

	load_book(s);
	screen_prices(&s->app);
	seat_press(s, "<Enter>");
	assert_shown(s, "使用料は別表のとおりとする。");
	assert_shown(s, "         午前         午後");
	assert_shown(s, "大ホール                       4,800円      6,400円");
	assert_shown(s, "練習室                         1,200円      1,600円");
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

/* --- changed --- */

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
	seat_press(s, "<Enter><Down><Enter><C-u>1500<Enter>");
}

static void
a_changed_price_is_kept_on_the_screen_until_it_is_an_edition(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	int64_t before = edition_on(s, "2026-11-20");

	assert_shown(s, "1,500円*");
	assert_shown(s, "まだ保存していません");
	seat_press(s, "<F5>");
	assert_shown(s, "1,200円");
	assert_not_shown(s, "1,500円");
	assert_true(edition_on(s, "2026-11-20") == before);
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
	seat_press(s, "<Enter><Down><Enter><C-u><Enter>");
	assert_shown(s, "貸出なし*");
	seat_press(s, "<F10>");
	assert_shown(s, "保存していません");
	assert_shown(s, "練習室の午前");
	seat_press(s, "<Esc>");
	assert_true(edition_on(s, "2026-11-20") == before);
}

static void
an_edition_for_a_day_that_is_over_is_refused(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	seat_press(s, "<F10><1><C-u>2026-04-01<Enter>改定<Enter>");
	assert_shown(s, "2026-11-20");
	assert_shown(s, "1,500円*");
	assert_not_shown(s, "第2版");
}

static void
changes_are_not_lost_by_leaving(void **state)
{
	struct seat *s = *state;

	change_a_price(s);
	seat_press(s, "<Esc>");
	assert_shown(s, "保存されていない変更は失われます");
	seat_press(s, "<0>");
	assert_shown(s, "1,500円*");
	seat_press(s, "<F3><1>");
	assert_shown(s, "会議室等使用料");
	seat_press(s, "<Enter>");
	assert_not_shown(s, "1,500円");
}

static void
an_entry_is_changed_in_its_own_words(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	load_book(s);
	int64_t before = edition_on(s, "2026-11-20");

	screen_rules(&s->app);
	seat_press(s, "部屋<Enter><Down><Enter>");
	assert_shown(s, "capacity: 20");
	seat_press(s, "<Down><Down><End><BS>4<F10>");
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
	seat_press(s, "部屋<Enter><Enter><Down><Down><Home><Right><Right>x<F10>");
	assert_shown(s, "xcapacity");
	assert_shown(s, "保存していません");
	assert_true(edition_on(s, "2026-11-20") == before);
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
		seat_test(an_entry_reads_like_the_by_law),
		seat_test(a_price_table_is_shown_as_rooms_by_bands),
		seat_test(rules_are_found_in_the_settings_menu),
		seat_test(a_changed_price_is_kept_on_the_screen_until_it_is_an_edition),
		seat_test(a_new_edition_shows_what_changes_and_holds_from_its_day_on),
		seat_test(a_price_that_breaks_the_book_is_refused_with_its_faults),
		seat_test(an_edition_for_a_day_that_is_over_is_refused),
		seat_test(changes_are_not_lost_by_leaving),
		seat_test(an_entry_is_changed_in_its_own_words),
		seat_test(words_that_the_book_does_not_know_are_not_saved),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("rules_screen", tests, NULL, NULL);
}
