/* test_rule_check.c - what a rule book may not lack, and what may not stand in it twice. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"

#define ROOMS_AND_BANDS                                                                     \
	TITLE                                                                                 \
	"rooms: [{code: a, name: A室}, {code: b, name: B室}]\n"                              \
	"bands:\n"                                                                           \
	"  - {code: am, name: 午前, from: \"09:00\", to: \"12:00\"}\n"                       \
	"  - {code: pm, name: 午後, from: \"13:00\", to: \"17:00\"}\n"                       \
	"  - {code: day, name: 全日, covers: [am, pm]}\n"                                    \
	"slots: [{code: usual, bands: [am, pm, day]}]\n"                                     \
	"hours: [{open: 09:00-17:00}]\n"

TEST(whole_book_has_no_faults)
{
	assert_check(ROOMS_AND_BANDS
		"prices:\n"
		"  - code: list\n"
		"    rows_by: room\n"
		"    columns_by: band\n"
		"    columns: [am, pm, day]\n"
		"    per: band\n"
		"    rows: {a: [100, 200, 280], b: [150, 250, 380]}\n", "");
}

TEST(missing_row_names_room_and_bands)
{
	assert_check(ROOMS_AND_BANDS
		"prices:\n"
		"  - code: list\n"
		"    rows_by: room\n"
		"    columns_by: band\n"
		"    columns: [am, pm]\n"
		"    per: band\n"
		"    rows: {a: [100, 200]}\n",
		"b:10:5: No price applies: B室, 午前/午後.\n");
}

TEST(two_rows_that_meet_are_both_named)
{
	assert_check(ROOMS_AND_BANDS
		"prices:\n"
		"  - {code: all, name: 共通, rows_by: band, per: band, rows: {am: 1, pm: 2}}\n"
		"  - {code: own, name: B室, rows_by: room, per: use, when: {day_kind: holiday},"
		" rows: {b: 3}}\n",
		"b:11:5: Two prices apply (B室, 午前; kind of day holiday): B室, row b, and "
		"共通, row am in line 10.\n"
		"b:11:5: Two prices apply (B室, 午後; kind of day holiday): B室, row b, and "
		"共通, row pm in line 10.\n");
}

#define ONE_ROOM                                                                              \
	TITLE                                                                                 \
	"facts: [{code: age, name: 年齢, type: number}, {code: profit, name: 営利, type: "    \
	"yes_no}]\n"                                                                          \
	"rooms: [{code: a, name: A室, capacity: 50}]\n"                                      \
	"slots: [{code: clock, grid: 60}]\n"                                                 \
	"hours: [{open: 09:00-21:00}]\n"

TEST(gap_between_two_numbers_is_found)
{
	assert_check(ONE_ROOM
		"prices:\n"
		"  - {code: few, rows_by: room, per: use, when: {heads: {to: 20}}, rows: {a: 1}}\n"
		"  - {code: many, rows_by: room, per: use, when: {heads: {from: 22}}, "
		"rows: {a: 2}}\n",
		"b:8:5: No price applies: A室; people 21.\n");
}

TEST(more_people_than_the_room_holds_need_no_price)
{
	assert_check(ONE_ROOM
		"prices:\n"
		"  - {code: few, rows_by: room, per: use, when: {heads: {to: 50}}, rows: {a: 1}}\n"
		"allow: [{when: {room: a, heads: {over: 50}}, refuse: 定員は50人です}]\n", "");
}

TEST(what_no_table_tells_apart_is_not_told_apart)
{
	assert_check(ONE_ROOM
		"prices:\n"
		"  - {code: plain, rows_by: room, per: use, when: {profit: no}, rows: {a: 1}}\n"
		"  - {code: late, rows_by: room, per: use, when: {profit: yes, weekday: [sat, sun],"
		" month: {from: 4}}, rows: {a: 2}}\n",
		"b:8:5: No price applies: A室; day of the week "
		"Sunday/Saturday, month of use 1 to 3, 営利 yes.\n"
		"b:8:5: No price applies: A室; day of the week "
		"Monday/Tuesday/Wednesday/Thursday/Friday, 営利 yes.\n");
}

TEST(class_that_nobody_can_be_needs_no_price)
{
	assert_check(ONE_ROOM
		"classes:\n"
		"  - {code: child, name: 小人, when: {age: {under: 15}}}\n"
		"  - {code: adult, name: 大人, when: {age: {from: 15}}}\n"
		"prices:\n"
		"  - {code: young, rows_by: class, per: use, when: {age: {under: 15}}, "
		"rows: {child: 1}}\n"
		"  - {code: grown, rows_by: class, per: use, when: {age: {from: 15}}, "
		"rows: {adult: 2}}\n", "");
}

TEST(closed_day_needs_no_price)
{
	static const char prices[] =
		"prices:\n"
		"  - code: list\n"
		"    rows_by: room\n"
		"    columns_by: weekday\n"
		"    columns: [sun, tue, wed, thu, fri, sat]\n"
		"    per: use\n"
		"    rows: {a: [1, 1, 1, 1, 1, 1]}\n";
	AUTO_FREE char *open = mem_printf("%s%s", ONE_ROOM, prices);
	AUTO_FREE char *closed = mem_printf("%sclosings: [{name: 月曜, weekday: mon}]\n%s",
		ONE_ROOM, prices);
	AUTO_FREE char *on_holidays = mem_printf(
		"%sclosings: [{name: 月曜, weekday: mon, if_holiday: open}]\n%s", ONE_ROOM, prices);

	assert_check(open, "b:7:5: No price applies: A室; day of the week Monday.\n");
	assert_check(closed, "");
	/* A Monday that is a holiday is open, and has no column. */
	assert_check(on_holidays, "b:8:5: No price applies: A室; day of the week Monday.\n");
}

TEST(new_price_list_follows_the_old_without_a_gap)
{
	static const char lists[] = ONE_ROOM
		"prices:\n"
		"  - {code: old, name: 旧, rows_by: room, per: use, valid: {use_to: 2026-03-31},"
		" rows: {a: 1}}\n"
		"  - {code: new, name: 新, rows_by: room, per: use, valid: {use_from: 2026-04-%s},"
		" rows: {a: 2}}\n";
	AUTO_FREE char *whole = mem_printf(lists, "01");
	AUTO_FREE char *late = mem_printf(lists, "03");
	AUTO_FREE char *both = mem_printf(
		"%s  - {code: more, name: 追加, rows_by: room, per: use, "
		"valid: {use_from: 2026-10-01}, rows: {a: 3}}\n", whole);

	assert_check(whole, "");
	assert_check(late, "b:8:5: No price applies: A室; used on 2026-04-01.\n");
	assert_check(both, "b:9:5: Two prices apply (A室; used on 2026-10-01): 追加, row a, and "
		"新, row a in line 8.\n");
}

TEST(list_by_day_of_application_leaves_no_gap_either)
{
	assert_check(ONE_ROOM
		"prices:\n"
		"  - {code: old, rows_by: room, per: use, valid: {apply_to: 2026-03-31},"
		" rows: {a: 1}}\n"
		"  - {code: new, rows_by: room, per: use, valid: {apply_from: 2026-04-01,"
		" use_from: 2026-05-01}, rows: {a: 2}}\n",
		"b:8:5: No price applies: A室; used on 2026-04-30, applied for on 2026-04-01.\n");
}

TEST(equipment_priced_by_a_table_has_a_price_for_each_class)
{
	assert_check(ONE_ROOM
		"classes: [{code: city, name: 市内}, {code: out, name: 市外}]\n"
		"extras:\n"
		"  - {code: piano, name: ピアノ, per: use}\n"
		"prices:\n"
		"  - {code: list, rows_by: room, per: use, rows: {a: 1}}\n"
		"  - {code: things, list: extra, rows_by: extra, when: {class: city}, per: use,"
		" rows: {piano: 500}}\n",
		"b:11:5: No price applies: ピアノ; class 市外.\n");
}

TEST(windows_for_one_way_leave_room_for_the_next)
{
	assert_check(ONE_ROOM
		"classes: [{code: city, name: 市内}, {code: out, name: 市外}]\n"
		"windows:\n"
		"  - {name: 窓口, by: [counter], opens: {months: 3}, when: {class: city}}\n"
		"  - {name: 電話, by: [phone], opens: {months: 2}, when: {class: city}}\n",
		"b:9:5: No window applies: class 市外.\n");
}

#define ONE_PRICE ONE_ROOM "prices: [{code: p, rows_by: room, per: use, rows: {a: 1}}]\n"

TEST(refund_step_behind_one_with_less_notice_is_found)
{
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 14日前, until: {days: 14}, back: 70%}\n"
		"  - {name: 7日前, until: {days: 7}, back: 50%}\n", "");
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 7日前, until: {days: 7}, back: 50%}\n"
		"  - {name: 14日前, until: {days: 14}, back: 70%}\n",
		"b:9:5: 14日前: this step can never apply: the step 7日前 in line 8 comes before "
		"it and holds whenever it does. Put the longer notice first.\n");
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 7割, until: {days: 14}, back: 70%}\n"
		"  - {name: 5割, until: {weeks: 2}, back: 50%}\n",
		"b:9:5: 5割: this step can never apply: the step 7割 in line 8 comes before "
		"it and holds whenever it does. Put the longer notice first.\n");
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 7日前, until: {days: 7}, back: 50%}\n"
		"  - {name: 1か月前, until: {months: 1}, back: 100%}\n",
		"b:9:5: 1か月前: this step can never apply: the step 7日前 in line 8 comes before "
		"it and holds whenever it does. Put the longer notice first.\n");
}

TEST(band_of_a_row_stands_where_rows_are_asked_only)
{
	assert_check(ONE_PRICE
		"bands:\n"
		"  - {code: am, name: 午前, from: \"9:00\", to: \"12:00\"}\n"
		"allow:\n"
		"  - {name: 午前だけ, when: {band: am}, refuse: 午前は使えません。}\n",
		"b:10:5: 午前だけ: \"band\" is known of the rows of a price only; \"bands\" are "
		"those that are booked.\n");
}

TEST(refund_step_is_hidden_by_the_nearest_not_by_one_for_few_uses)
{
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 営利, back: 100%, when: {profit: yes}}\n"
		"  - {name: 7日前, until: {days: 7}, back: 50%}\n"
		"  - {name: 7日前再, until: {days: 7}, back: 70%}\n",
		"b:10:5: 7日前再: this step can never apply: the step 7日前 in line 9 comes before "
		"it and holds whenever it does. Put the longer notice first.\n");
}

TEST(refund_steps_that_may_yet_decide_are_no_fault)
{
	/* A month may be shorter than 30 days, and longer. */
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 30日前, until: {days: 30}, back: 50%}\n"
		"  - {name: 1か月前, until: {months: 1}, back: 60%}\n"
		"  - {name: 29日前, until: {days: 29}, back: 40%}\n", "");
	/* Only some uses meet the first; the first is for once; it is by noon. */
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 営利, until: {days: 7}, back: 50%, when: {profit: yes}}\n"
		"  - {name: 1回だけ, until: {days: 7}, back: 50%, once: yes}\n"
		"  - {name: 正午まで, until: {days: 7, at: \"12:00\"}, back: 60%}\n"
		"  - {name: その日中, until: {days: 7}, back: 50%}\n", "");
	/* Room and equipment are asked each by itself, a change by another ladder. */
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 部屋, part: room, until: {days: 7}, back: 50%}\n"
		"  - {name: 変更, kind: change, until: {days: 3}}\n"
		"  - {name: 全体, until: {days: 14}, back: 70%}\n", "");
}

TEST(refund_step_hidden_from_room_and_from_equipment_is_found)
{
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 部屋, part: room, until: {days: 7}, back: 50%}\n"
		"  - {name: 備品, part: extras, until: {days: 10}, back: 50%}\n"
		"  - {name: 全体, until: {days: 14}, back: 70%}\n",
		"b:10:5: 全体: this step can never apply: the step 備品 in line 9 comes before "
		"it and holds whenever it does. Put the longer notice first.\n");
	/* The one before it is for all uses that this one is for. */
	assert_check(ONE_PRICE
		"refunds:\n"
		"  - {name: 営利, until: {days: 7}, back: 50%, when: {profit: yes}}\n"
		"  - {name: 休日営利, until: {days: 9}, back: 70%, when: {profit: yes,"
		" day_kind: holiday}}\n",
		"b:9:5: 休日営利: this step can never apply: the step 営利 in line 8 comes before "
		"it and holds whenever it does. Put the longer notice first.\n");
}

#define BY_BAND_AND_BY_CLOCK                                                                \
	TITLE                                                                                 \
	"rooms: [{code: a, name: A室}, {code: w, name: 和室}]\n"                            \
	"bands: [{code: am, name: 午前, from: \"09:00\", to: \"12:00\"}]\n"                 \
	"slots: [{code: clock, grid: 60, when: {room: w}}, {code: usual, bands: [am]}]\n"    \
	"hours: [{open: 09:00-21:00}]\n"                                                     \
	"prices: [{code: p, rows_by: room, per: use, rows: {a: 1, w: 2}}]\n"

TEST(extra_by_the_band_where_times_are_let_is_found)
{
	assert_check(BY_BAND_AND_BY_CLOCK
		"extras: [{code: air, name: 冷暖房, price: 200, per: band}]\n",
		"b:7:10: 冷暖房: charged by the band, but these rooms are let by times: 和室. Keep "
		"it from them with \"with_room\" or \"when\", or write \"per: use\" or "
		"\"per: hour\".\n");
	assert_check(BY_BAND_AND_BY_CLOCK
		"extras: [{code: air, name: 冷暖房, price: 200, per: band,"
		" when: {room: w, day_kind: holiday}}]\n",
		"b:7:10: 冷暖房: charged by the band, but these rooms are let by times: 和室. Keep "
		"it from them with \"with_room\" or \"when\", or write \"per: use\" or "
		"\"per: hour\".\n");
}

#define AIR_TABLE \
	"  - {code: q, list: extra, rows_by: extra, per: band, rows: {air: 200}}\n"
#define CLOCK_PRICE                                                                         \
	TITLE                                                                                 \
	"rooms: [{code: a, name: A室}, {code: w, name: 和室}]\n"                            \
	"bands: [{code: am, name: 午前, from: \"09:00\", to: \"12:00\"}]\n"                 \
	"slots: [{code: clock, grid: 60, when: {room: w}}, {code: usual, bands: [am]}]\n"    \
	"hours: [{open: 09:00-12:00}]\n"                                                     \
	"prices:\n"                                                                          \
	"  - {code: p, rows_by: room, per: use, rows: {a: 1, w: 2}}\n"

TEST(extra_by_the_band_of_a_table_is_found_too)
{
	assert_check(CLOCK_PRICE AIR_TABLE "extras: [{code: air, name: 冷暖房}]\n",
		"b:9:10: 冷暖房: charged by the band, but these rooms are let by times: 和室. Keep "
		"it from them with \"with_room\" or \"when\", or write \"per: use\" or "
		"\"per: hour\".\n");
	assert_check(CLOCK_PRICE AIR_TABLE
		"extras: [{code: air, name: 冷暖房, with_room: a}]\n", "");
	assert_check(CLOCK_PRICE
		"  - {code: q, list: extra, rows_by: extra, columns_by: band, columns: [am],"
		" rows: {air: [200]}}\n"
		"extras: [{code: air, name: 冷暖房}]\n", "");
}

TEST(extra_by_the_band_that_keeps_to_bands_is_no_fault)
{
	static const char *const kept[] = {
		"per: band, with_room: [a]", "per: band, when: {room: a}",
		"per: band, when: {slot: usual}",
		"per: band, when: {bands: am}", "per: use", "per: hour",
	};

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		AUTO_FREE char *text = mem_printf("%sextras: [{code: air, name: 冷暖房, price: 200,"
			" %s}]\n", BY_BAND_AND_BY_CLOCK, kept[i]);

		assert_check(text, "");
	}
}

static void
write_large_table(struct str *out, int at)
{
	static const char *const seasons[] = { "none", "summer", "winter" };
	static const char *const days[] = { "weekday", "[saturday, sunday, holiday]" };

	str_addf(out, "  - code: t%d\n    rows_by: room\n    columns_by: band\n"
		"    columns: [am, pm, night, day]\n    per: band\n"
		"    when: {class: c%d, season: %s, day_kind: %s}\n    rows:\n", at, at / 2 % 10,
		seasons[at / 20], days[at % 2]);
	for (int g = 0; g < 8; g++)
		str_addf(out, "      g%d: [1%d0, 2%d0, 3%d0, 5%d0]\n", g, g, g, g, g);
}

/* 40 rooms in 8 groups by price, 10 classes, 3 seasons, 2 kinds of day: 60 tables. */
static void
write_large_book(struct str *out)
{
	str_add(out, TITLE "seasons:\n  - {code: summer, days: [06-01..09-30]}\n"
		"  - {code: winter, days: [12-01..03-15]}\nrooms:\n");
	for (int i = 0; i < 40; i++)
		str_addf(out, "  - {code: r%d, name: R%d, group: g%d, capacity: %d}\n", i, i, i / 5,
			20 + i);
	str_add(out, "bands:\n  - {code: am, from: \"09:00\", to: \"12:00\"}\n"
		"  - {code: pm, from: \"13:00\", to: \"17:00\"}\n"
		"  - {code: night, from: \"18:00\", to: \"21:00\"}\n"
		"  - {code: day, covers: [am, pm, night]}\n"
		"slots: [{code: usual, bands: [am, pm, night, day]}]\n"
		"hours: [{open: 09:00-21:00}]\nclasses:\n");
	for (int i = 0; i < 10; i++)
		str_addf(out, "  - {code: c%d, name: C%d}\n", i, i);
	str_add(out, "prices:\n");
	for (int i = 0; i < 60; i++)
		write_large_table(out, i);
}

TEST(large_book_is_gone_through_whole)
{
	AUTO_STR text = STR_INIT;

	write_large_book(&text);
	assert_check(str_text(&text), "");
	/* One row less in one of sixty tables is found, and named with its rooms together. */
	AUTO_FREE char *cut = str_take(&text);
	char *row = strstr(cut, "      g7:"), *after = strchr(row, '\n') + 1;

	memmove(row, after, strlen(after) + 1);
	assert_check(cut, "b:65:5: No price applies: R35/R36/R37/R38/R39, am/pm/night; "
		"class C0, season no season, kind of day weekday.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_book_has_no_faults),
		cmocka_unit_test(missing_row_names_room_and_bands),
		cmocka_unit_test(two_rows_that_meet_are_both_named),
		cmocka_unit_test(gap_between_two_numbers_is_found),
		cmocka_unit_test(more_people_than_the_room_holds_need_no_price),
		cmocka_unit_test(what_no_table_tells_apart_is_not_told_apart),
		cmocka_unit_test(class_that_nobody_can_be_needs_no_price),
		cmocka_unit_test(closed_day_needs_no_price),
		cmocka_unit_test(new_price_list_follows_the_old_without_a_gap),
		cmocka_unit_test(list_by_day_of_application_leaves_no_gap_either),
		cmocka_unit_test(equipment_priced_by_a_table_has_a_price_for_each_class),
		cmocka_unit_test(windows_for_one_way_leave_room_for_the_next),
		cmocka_unit_test(refund_step_behind_one_with_less_notice_is_found),
		cmocka_unit_test(band_of_a_row_stands_where_rows_are_asked_only),
		cmocka_unit_test(refund_step_is_hidden_by_the_nearest_not_by_one_for_few_uses),
		cmocka_unit_test(refund_steps_that_may_yet_decide_are_no_fault),
		cmocka_unit_test(refund_step_hidden_from_room_and_from_equipment_is_found),
		cmocka_unit_test(extra_by_the_band_where_times_are_let_is_found),
		cmocka_unit_test(extra_by_the_band_of_a_table_is_found_too),
		cmocka_unit_test(extra_by_the_band_that_keeps_to_bands_is_no_fault),
		cmocka_unit_test(large_book_is_gone_through_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
