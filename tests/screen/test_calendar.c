/* test_calendar.c - the calendar of the year: marks, the day in words, ways to get about. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "desk/rule/rule_store.h"

/* The free centre's book: closed on Mondays, or the day after one that is a holiday. */
static void
load_book(struct seat *s)
{
	struct rule_load load = { .file = "free.yaml", .site_id = 0, .from = DAY_NONE };
	struct faults faults = { 0 };
	struct rule_loaded loaded;

	for (int i = 0; i < embed_book_count; i++)
		if (str_equal(embed_books[i].name, "free"))
			load.bytes = embed_books[i].bytes;
	assert_non_null(load.bytes);
	load.len = strlen(load.bytes);
	desk_home_allow(s->desk, "rule", "approve", true);
	desk_home_allow(s->desk, "calendar", "add", true);
	if (!rule_store_load(s->desk, &load, &faults, &loaded, &s->e))
		fail_msg("%s", s->e.msg);
	faults_done(&faults);
}

static void
load_text(struct seat *s, const char *text, const char *from)
{
	const struct rule_load load = {
		.file = "book.yaml", .bytes = text, .len = strlen(text),
		.from = date_from_iso(from),
	};
	struct faults faults = FAULTS_INIT("book.yaml");
	struct rule_loaded loaded;

	desk_home_allow(s->desk, "rule", "approve", true);
	if (!rule_store_load(s->desk, &load, &faults, &loaded, &s->e))
		fail_msg("%s", s->e.msg);
	faults_done(&faults);
}

/* Room B is closed on Wednesdays, and let by half hours. */
#define TWO_ROOMS(close)                                                                     \
	"book: {name: ひばり会館}\n"                                                         \
	"rooms:\n"                                                                           \
	"  - {code: a, name: 和室}\n"                                                        \
	"  - {code: b, name: 茶室}\n"                                                        \
	"bands:\n"                                                                           \
	"  - {code: am, name: 午前, from: \"09:00\", to: \"12:00\"}\n"                       \
	"  - {code: pm, name: 午後, from: \"13:00\", to: \"17:00\"}\n"                       \
	"slots:\n"                                                                           \
	"  - {code: tea, when: {room: b}, grid: 30}\n"                                       \
	"  - {code: bands, bands: [am, pm]}\n"                                               \
	"hours: [{open: \"09:00-" close "\"}]\n"                                             \
	"closings:\n"                                                                        \
	"  - {name: 庭の手入れ, weekday: [wed], when: {room: b}}\n"

static void
open_calendar(struct seat *s)
{
	load_book(s);
	screen_calendar(&s->app);
}

static void
three_months_stand_side_by_side_and_closed_days_have_a_letter(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	assert_shown(s, "2026年10月 (R8)");
	assert_shown(s, "2026年12月 (R8)");
	assert_not_shown(s, "2027年1月");
	assert_shown(s, " 8  9x10 11 12 13 14");     /* a Monday of November */
	assert_shown(s, "22 23*24x25 26 27 28");     /* a holiday opens, the day after closes */
	assert_shown(s, "27 28x29x30x31x");          /* the end of the year */
	assert_shown(s, "x 休館");
}

static void
a_wide_terminal_shows_the_fiscal_year_or_more(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	seat_size(s, 40, 140);
	assert_shown(s, "2026年10月 (R8)");
	assert_shown(s, "2027年9月 (R9)");
	assert_not_shown(s, "2027年10月");
}

static void
the_day_at_the_cursor_says_why_it_is_closed(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	assert_shown(s, "令和8年11月20日(金)   2026年   今日");
	assert_shown(s, "開館時間    9:00-");
	seat_press(s, "<Right><Right><Right>");
	assert_shown(s, "令和8年11月23日(月)");
	assert_shown(s, "勤労感謝の日(国民の祝日)");
	assert_not_shown(s, "理由 ");
	seat_press(s, "<Right>");
	assert_shown(s, "開館時間    休館");
	assert_shown(s, "月曜日(11/23(月)から振替)");
	assert_shown(s, "規則第4条第1号");
}

static void
one_room_is_shown_with_its_closings_and_its_bands(void **state)
{
	struct seat *s = *state;

	load_text(s, TWO_ROOMS("16:00"), "2026-04-01");
	screen_calendar(&s->app);
	assert_shown(s, "22 23*24 25 26 27 28");
	assert_not_shown(s, "時間区分");
	seat_press(s, "<F4>");
	assert_shown(s, "館全体");
	seat_press(s, "2");
	assert_shown(s, "カレンダー: 和室");
	assert_shown(s, "22 23*24 25 26 27 28");
	assert_shown(s, "時間区分    午前 9:00-12:00");
	assert_not_shown(s, "午後 13:00"); /* ends after closing time */
	seat_press(s, "<F4>3");
	assert_shown(s, "22 23*24 25x26 27 28");
	assert_shown(s, "時間区分    30分単位");
	seat_press(s, "11/25<Enter>");
	assert_shown(s, "庭の手入れ");
	seat_press(s, "<F6>");
	assert_shown(s, "11/25(水)");
	seat_press(s, "<Esc><F4>1");
	assert_shown(s, "22 23*24 25 26 27 28");
	assert_not_shown(s, "時間区分");
}

static void
the_edition_that_answers_is_named_and_the_one_to_come(void **state)
{
	struct seat *s = *state;

	load_text(s, TWO_ROOMS("17:00"), "2026-04-01");
	screen_calendar(&s->app);
	assert_shown(s, "第1版(2026/4/1(水)からの申込みに適用)");
	assert_not_shown(s, "第2版");
	load_text(s, TWO_ROOMS("20:00"), "2027-04-01");
	stack_tick(s->app.stack);
	seat_press(s, "2027-5-6<Enter>");
	assert_shown(s, "9:00-17:00");
	assert_shown(s, "2027/4/1(木)からの申込みには第2版が適用され");
}

static void
keys_go_by_weeks_months_and_quarters(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	seat_press(s, "<Down>");
	assert_shown(s, "令和8年11月27日(金)");
	seat_press(s, "<Up><Left>");
	assert_shown(s, "令和8年11月19日(木)");
	seat_press(s, "<PgDn>");
	assert_shown(s, "令和8年12月19日(土)");
	seat_press(s, "<F8>");
	assert_shown(s, "令和9年3月19日(金)");
	assert_shown(s, "2027年1月 (R9)");
	seat_press(s, "<F7><F7>");
	assert_shown(s, "令和8年9月19日(土)");
	assert_shown(s, "2026年7月 (R8)");
	seat_press(s, "<F5>");
	assert_shown(s, "令和8年11月20日(金)");
}

static void
a_typed_date_is_gone_to(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	seat_press(s, "+3<Enter>");
	assert_shown(s, "令和8年11月23日(月)");
	seat_press(s, "R9.4.1<Enter>");
	assert_shown(s, "令和9年4月1日(木)");
	seat_press(s, "13/40<Enter>");
	assert_shown(s, "> 13/40");
	assert_shown(s, "令和9年4月1日(木)");
	seat_press(s, "<Esc>");
	assert_not_shown(s, "13/40");
	seat_press(s, "1869-1-1<Enter>");
	assert_shown(s, "1870年から2198年まで");
}

static void
a_year_whose_holidays_are_not_known_says_so(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	assert_not_shown(s, "この年の祝日がまだ");
	seat_press(s, "2031-5-1<Enter>");
	assert_shown(s, "この年の祝日がまだ");
}

static void
enter_begins_a_closure_and_opens_those_of_another_desk(void **state)
{
	struct seat *s = *state;
	struct seat *other;

	open_calendar(s);
	seat_press(s, "11/26<Enter><Enter>");
	assert_shown(s, "臨時休館の新規登録");
	assert_shown(s, "2026-11-26");
	seat_press(s, "<Esc>");
	other = seat_beside(s);
	desk_add(other->desk, "closure", "from_day", "2026-11-25", "to_day", "2026-11-27", "kind",
		 "repair", "reason", "空調の工事");
	seat_leave_beside(other);
	stack_tick(s->app.stack);
	assert_shown(s, "25x26x27x");
	assert_shown(s, "空調の工事");
	seat_press(s, "<Enter>");
	assert_shown(s, "1  11/25(水)  11/27(金)");
	assert_shown(s, "新しい臨時休館");
	seat_press(s, "1");
	assert_shown(s, "臨時休館 空調の工事");
}

static void
who_may_not_add_closures_is_told_that_there_is_none(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	desk_home_allow(s->desk, "calendar", "add", false);
	seat_press(s, "<Enter>");
	assert_shown(s, "この日の臨時休館はありません");
}

static void
a_part_of_a_day_and_a_closed_counter_have_letters_of_their_own(void **state)
{
	struct seat *s = *state;

	load_book(s);
	desk_add(s->desk, "closure", "from_day", "2026-11-25", "to_day", "2026-11-25",
		 "from_minute", "1020", "to_minute", "1320", "kind", "storm", "reason", "台風");
	desk_add(s->desk, "closure", "from_day", "2026-11-26", "to_day", "2026-11-26",
		 "counter_only", "1", "kind", "other", "reason", "職員研修");
	screen_calendar(&s->app);
	assert_shown(s, "25/26c27");
	seat_press(s, "11/26<Enter>");
	assert_shown(s, "受付休み");
	assert_shown(s, "職員研修");
	seat_press(s, "<Left>");
	assert_shown(s, "-17:00");
	assert_shown(s, "台風");
}

static void
the_closed_days_of_the_year_are_listed_and_lead_back(void **state)
{
	struct seat *s = *state;

	open_calendar(s);
	seat_press(s, "<F6>");
	assert_shown(s, "これから1年の休館日");
	assert_shown(s, "11/24(火)   休館");
	assert_shown(s, "直後の平日を休館とする。"); /* whole, beneath the list */
	seat_press(s, "年末<Down><Enter>");
	assert_shown(s, "令和8年12月30日(水)");
	assert_shown(s, "年末年始");
}

static void
without_a_rule_book_the_way_out_is_shown(void **state)
{
	struct seat *s = *state;
	struct seat *other;

	screen_calendar(&s->app);
	assert_shown(s, "madoguchi rules");
	seat_press(s, "<Down>3<Enter><F6><F8>");
	assert_shown(s, "madoguchi rules");
	other = seat_beside(s);
	load_book(other);
	seat_leave_beside(other);
	stack_tick(s->app.stack);
	assert_shown(s, "2026年11月 (R8)");
}

static void
the_command_line_and_the_menu_lead_to_it(void **state)
{
	struct seat *s = *state;

	load_book(s);
	seat_press(s, "<F2>暦<Enter>");
	assert_shown(s, "2026年11月 (R8)");
	seat_press(s, "<Esc><F2>calendar<Enter>");
	assert_shown(s, "2026年11月 (R8)");
	seat_press(s, "<Esc>");
	assert_shown(s, "開館カレンダー");
	seat_press(s, "<F2>休館日");
	assert_shown(s, "開館カレンダー  一覧・画面");
}

static void
a_clerk_without_the_right_is_kept_out(void **state)
{
	struct seat *s = *state;

	load_book(s);
	desk_home_allow(s->desk, "calendar", "view", false);
	screen_calendar(&s->app);
	assert_not_shown(s, "2026年11月 (R8)");
	assert_shown(s, "あなたの役割ではできません");
}

static void
every_size_of_terminal_keeps_the_day_in_words(void **state)
{
	struct seat *s = *state;
	static const struct rect sizes[] = {
		{ .rows = 24, .cols = 80 }, { .rows = 12, .cols = 80 }, { .rows = 24, .cols = 40 },
		{ .rows = 60, .cols = 240 }, { .rows = 40, .cols = 100 },
	};

	open_calendar(s);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		seat_size(s, sizes[i].rows, sizes[i].cols);
		seat_press(s, "<F7><F8>");
		assert_shown(s, "令和8年11月20日(金)");
	}
	seat_size(s, 5, 20);
	seat_text(s);
	seat_size(s, 3, 10);
	seat_text(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(three_months_stand_side_by_side_and_closed_days_have_a_letter),
		seat_test(a_wide_terminal_shows_the_fiscal_year_or_more),
		seat_test(the_day_at_the_cursor_says_why_it_is_closed),
		seat_test(keys_go_by_weeks_months_and_quarters),
		seat_test(one_room_is_shown_with_its_closings_and_its_bands),
		seat_test(the_edition_that_answers_is_named_and_the_one_to_come),
		seat_test(a_typed_date_is_gone_to),
		seat_test(a_year_whose_holidays_are_not_known_says_so),
		seat_test(enter_begins_a_closure_and_opens_those_of_another_desk),
		seat_test(who_may_not_add_closures_is_told_that_there_is_none),
		seat_test(a_part_of_a_day_and_a_closed_counter_have_letters_of_their_own),
		seat_test(the_closed_days_of_the_year_are_listed_and_lead_back),
		seat_test(without_a_rule_book_the_way_out_is_shown),
		seat_test(the_command_line_and_the_menu_lead_to_it),
		seat_test(a_clerk_without_the_right_is_kept_out),
		seat_test(every_size_of_terminal_keeps_the_day_in_words),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
