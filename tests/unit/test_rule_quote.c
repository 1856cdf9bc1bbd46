/* test_rule_quote.c - the rows that a use is charged by, equipment, rounding, tax. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "rule_quote_trial.h"

/* --- the table --- */

CLAIM(each_band_has_its_price_and_the_gap_between_is_free)
{
	struct trial *t = *state;

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning", 900);
	costs(t, "room=a day=2026-12-01 bands=afternoon,night", 2400);
	costs(t, "room=a day=2026-12-01 from=13:00 to=21:30", 2400);
	costs(t, "room=a day=2026-12-01 from=14:00 to=15:00", 1200);
	costs(t, "room=b day=2026-12-01 bands=morning,night", 1700);
}

CLAIM(the_row_of_the_whole_day_stands_for_all_of_its_bands)
{
	struct trial *t = *state;

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=ab day=2026-12-01 bands=morning,afternoon,night", 5450);
	costs(t, "room=ab day=2026-12-01 bands=whole", 5450);
	costs(t, "room=ab day=2026-12-01 bands=morning,afternoon", 3200);
	/* Room b is not let for the whole day by one row: daytime and night. */
	costs(t, "room=b day=2026-12-01 bands=whole", 2700);
}

CLAIM(bands_may_be_summed_or_put_together_the_cheapest_way)
{
	struct trial *t = *state;
	int64_t cells[3][5];

	memcpy(cells, by_band, sizeof cells);
	cells[ROOM_A][WHOLE] = 3400;
	struct price_table *p = trial_prices(t->book, BY_ROOM_AND_BAND, cells[0]);

	costs(t, "room=a day=2026-12-01 bands=whole", 3400);
	p->combine = BANDS_CHEAPEST;
	costs(t, "room=a day=2026-12-01 bands=whole", 3300);
	p->combine = BANDS_SUM;
	costs(t, "room=ab day=2026-12-01 bands=whole", 1250 + 1950 + 1950);
}

CLAIM(what_is_not_sold_or_has_no_row_is_refused_by_name)
{
	struct trial *t = *state;
	int64_t cells[3][5];

	memcpy(cells, by_band, sizeof cells);
	cells[ROOM_A][NIGHT] = NOT_SOLD;
	struct price_table *p = trial_prices(t->book, BY_ROOM_AND_BAND, cells[0]);

	refuses(t, "room=a day=2026-12-01 bands=night", "a is not let for night.");
	assert_int_equal(t->e.code, ERR_REFUSED);
	p->column_count = 2;
	refuses(t, "room=a day=2026-12-01 bands=night", "a, night: no price applies.");
	assert_int_equal(t->e.code, ERR_NOT_FOUND);
	refuses(t, "room=a day=2026-12-01", "Say from (the times, or the bands).");
	refuses(t, "day=2026-12-01 bands=night", "Say room (room): a, b, ab.");
}

CLAIM(two_rows_that_both_apply_are_refused_with_both_places)
{
	struct trial *t = *state;

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	struct price_table *p = trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);

	p->rule.name = "other";
	trial_when(t->book, &p->rule, trial_between(PROFIT, 1, 1));
	costs(t, "room=b day=2026-12-01 bands=night", 1000);
	refuses(t, "room=b day=2026-12-01 bands=night profit=yes",
		"Two prices apply at once: list, row row (trial:11), and other, row row "
		"(trial:21).");
	assert_int_equal(t->e.code, ERR_DAMAGED);
	p->columns_by = NONE;
	p->column_count = 1;
	refuses(t, "room=b day=2026-12-01 bands=night profit=yes",
		"Two prices apply at once: other, row row (trial:21), and list, row row "
		"(trial:11).");
}

CLAIM(columns_may_be_kinds_of_day_classes_or_seasons)
{
	struct trial *t = *state;
	static const int64_t cells[3][4] = {
		{ 100, 110, 120, 130 },
		{ 200, 210, 220, 230 },
		{ 300, 310, 320, 330 },
	};

	trial_prices(t->book, (struct trial_table){ "kinds", FACT_ROOM, 3, FACT_DAY_KIND, 4 },
		     cells[0])
		->unit.per = PER_USE;
	costs(t, "room=b day=2026-11-20 bands=night", 200);
	costs(t, "room=b day=2026-11-21 bands=night", 210);
	costs(t, "room=b day=2026-11-22 bands=night,morning", 220);
	t->book->prices[0].columns_by = FACT_SEASON;
	costs(t, "room=a day=2026-10-20 bands=night", 100);
	costs(t, "room=a day=2026-08-20 bands=night", 110);
	costs(t, "room=a day=2027-01-20 bands=night", 120);
	trial_class(t->book, "firm");
	trial_class(t->book, "civic");
	t->book->prices[0].columns_by = FACT_CLASS;
	t->book->prices[0].rows_by = FACT_DAY_KIND;
	costs(t, "room=a day=2026-10-20 bands=night class=civic", 110);
	costs(t, "room=a day=2026-10-24 bands=night class=firm", 200);
}

CLAIM(the_list_goes_by_the_day_of_use_or_of_application)
{
	struct trial *t = *state;
	int64_t cells[3][5];

	memcpy(cells, by_band, sizeof cells);
	trial_prices(t->book, BY_ROOM_AND_BAND, cells[0])->rule.valid.apply_to =
		date_from_iso("2027-03-31");
	cells[ROOM_A][MORNING] = 1000;
	trial_prices(t->book, BY_ROOM_AND_BAND, cells[0])->rule.valid.apply_from =
		date_from_iso("2027-04-01");
	costs(t, "room=a day=2027-05-01 bands=morning apply=2027-03-31", 900);
	costs(t, "room=a day=2027-05-01 bands=morning apply=2027-04-01", 1000);
	refuses(t, "room=a day=2027-05-01 bands=morning", "Say apply (the day of application).");
	for (int i = 0; i < 2; i++) {
		struct validity *v = &t->book->prices[i].rule.valid;

		*v = (struct validity){ v->apply_from, v->apply_to, DAY_NONE, DAY_NONE };
	}
	costs(t, "room=a day=2027-03-31 bands=morning", 900);
	costs(t, "room=a day=2027-04-01 bands=morning", 1000);
}

CLAIM(minutes_are_charged_in_units_whose_parts_count_as_said)
{
	struct trial *t = *state;
	static const int64_t cells[3] = { 100, 200, 300 };
	struct price_table *p = trial_prices(t->book, BY_ROOM, cells);

	trial_slot(t->book, "by_time", 1);
	trial_when(t->book, &t->book->slots[0].rule, trial_between(PROFIT, 1, 1));
	p->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 30 };
	costs(t, "room=a day=2026-12-01 from=10:00 to=11:30", 300);
	costs(t, "room=b day=2026-12-01 from=10:00 to=11:31", 800);
	p->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 60, .part = PART_FREE };
	costs(t, "room=a day=2026-12-01 from=10:00 to=12:59", 200);
	p->unit.part = PART_FROM;
	p->unit.part_from = 30;
	costs(t, "room=a day=2026-12-01 from=10:00 to=12:29", 200);
	costs(t, "room=a day=2026-12-01 from=10:00 to=12:30", 300);
	p->least = 120;
	costs(t, "room=a day=2026-12-01 from=10:00 to=10:20", 200);
	/* Blocks of three hours. */
	p->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 180 };
	costs(t, "room=a day=2026-12-01 from=9:00 to=12:30", 200);
}

CLAIM(zones_of_the_day_have_their_own_price_per_hour)
{
	struct trial *t = *state;
	static const int64_t cells[3][3] = { { 100, 150, 200 }, { 1, 2, 3 }, { 4, 5, 6 } };
	struct price_table *p = trial_prices(
		t->book, (struct trial_table){ "zones", FACT_ROOM, 3, FACT_BAND, 3 }, cells[0]);

	p->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 30 };
	t->book->bands[MORNING].to = 780;
	t->book->bands[AFTERNOON].to = 1080;
	trial_slot(t->book, "by_time", 30);
	trial_when(t->book, &t->book->slots[0].rule, trial_between(PROFIT, 1, 1));
	costs(t, "room=a day=2026-12-01 from=17:00 to=19:00", 2 * 150 + 2 * 200);
	costs(t, "room=a day=2026-12-01 from=12:30 to=13:30", 100 + 150);
	refuses(t, "room=a day=2026-12-01 from=20:00 to=22:00", "a: no price applies.");
	p->least = 120;
	costs(t, "room=a day=2026-12-01 from=12:30 to=13:30", 100 + 3 * 150);
}

CLAIM(a_price_may_be_for_each_person_or_for_a_share_of_the_house)
{
	struct trial *t = *state;
	static const int64_t cells[3] = { 100, 200, 2001 };
	struct price_table *p = trial_prices(t->book, BY_ROOM, cells);

	p->unit.per = PER_USE;
	p->times = TIMES_HEADS;
	costs(t, "room=b day=2026-12-01 bands=night heads=12", 2400);
	refuses(t, "room=b day=2026-12-01 bands=night", "Say heads (people).");
	p->times = TIMES_SHARE;
	costs(t, "room=ab day=2026-12-01 bands=night", 1300); /* 65% of 2001, cut */
}

CLAIM(a_short_use_may_have_its_own_price)
{
	struct trial *t = *state;
	struct adjust_rule *r;

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	r = trial_adjust(trial_group(t->book, "short", ADJUST_MULTIPLY), "short", EFFECT_RATE,
			 PERCENT(60));
	trial_when(t->book, &r->rule, trial_between(FACT_MINUTES, 0, 120));
	costs(t, "room=a day=2026-12-01 bands=afternoon from=13:00 to=15:00", 720);
	costs(t, "room=a day=2026-12-01 bands=afternoon", 1200);
}

/* --- equipment --- */

CLAIM(equipment_is_charged_by_use_band_day_hour_or_piece)
{
	struct trial *t = *state;
	struct extra *piano = trial_extra(t->book, "piano", 1100, PER_BAND);
	static const struct extra_units twice = { WHOLE, 2 };

	trial_extra(t->book, "chair", 20, PER_PIECE);
	trial_extra(t->book, "lamp", 300, PER_MINUTES)->unit.minutes = 60;
	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning extras=piano", 900 + 1100);
	costs(t, "room=a day=2026-12-01 bands=whole extras=piano", 3000 + 3300);
	piano->unit_count = 1;
	piano->units = &twice;
	costs(t, "room=a day=2026-12-01 bands=whole extras=piano", 3000 + 2200);
	costs(t, "room=a day=2026-12-01 bands=morning,night extras=piano:2", 2100 + 4400);
	costs(t, "room=a day=2026-12-01 bands=morning extras=chair:12", 900 + 240);
	costs(t, "room=a day=2026-12-01 bands=night extras=lamp", 1200 + 4 * 300);
	piano->unit.per = PER_DAY;
	costs(t, "room=a day=2026-12-01 bands=whole extras=piano", 4100);
	costs(t, "room=a day=2026-12-01 until=2026-12-03 bands=whole extras=piano:2", 9600);
}

CLAIM(a_price_by_the_month_counts_each_month_that_is_touched)
{
	struct trial *t = *state;
	static const int64_t cells[] = { 400, 200, 7100 };
	struct trial_table by_room = { "lockers", FACT_ROOM, 3, NONE, 1 };

	trial_prices(t->book, by_room, cells)->unit.per = PER_MONTH;
	costs(t, "room=a day=2026-12-01", 400);
	costs(t, "room=a day=2026-04-15 until=2027-03-31", 12 * 400);
	costs(t, "room=ab day=2026-12-31 until=2027-01-01", 2 * 7100);
	costs(t, "room=b day=2026-04-15 months=3", 600);
	assert_non_null(strstr(t->a.lines[0].text, "200 yen x 3 months"));
}

CLAIM(equipment_stays_with_its_rooms_and_heating_comes_by_itself)
{
	struct trial *t = *state;
	struct extra *piano = trial_extra(t->book, "piano", 1100, PER_USE);
	struct extra *heating = trial_extra(t->book, "heating", 200, PER_BAND);

	choice_set_add(&piano->with_rooms, ROOM_AB);
	heating->always = true;
	trial_when(t->book, &heating->rule, trial_is(FACT_SEASON, 2));
	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2100 + 400);
	costs(t, "room=a day=2026-10-01 bands=morning,night", 2100);
	costs(t, "room=ab day=2026-10-01 bands=morning extras=piano", 2350);
	refuses(t, "room=a day=2026-10-01 bands=morning extras=piano", "piano cannot be had here.");
	assert_string_equal(t->e.field, "extras");
}

CLAIM(equipment_follows_the_surcharge_or_stands_outside_it)
{
	struct trial *t = *state;
	struct adjust_group *g = two_surcharges(t, ADJUST_MULTIPLY);

	trial_extra(t->book, "piano", 1000, PER_USE);
	trial_extra(t->book, "heating", 200, PER_USE);
	costs(t, BOTH " extras=piano,heating", 2700 + 1200);
	g->of_extras = true;
	costs(t, BOTH " extras=piano,heating", 2700 + 3600);
	for (int i = 0; i < 2; i++)
		choice_set_add((struct choice_set *)(uintptr_t)&g->rules[i].extras, 0);
	costs(t, BOTH " extras=piano,heating", 2700 + 3000 + 200);
	g->of_room = false;
	costs(t, BOTH " extras=piano,heating", 900 + 3000 + 200);
}

CLAIM(equipment_may_stand_in_a_table_by_class_or_by_band)
{
	struct trial *t = *state;
	static const int64_t cells[5] = { 100, 200, 300, NOT_SOLD, 500 };
	struct extra *x = trial_extra(t->book, "piano", NOT_SOLD, PER_USE);

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	struct price_table *p = trial_prices(
		t->book, (struct trial_table){ "list2", FACT_EXTRA, 1, FACT_BAND, 5 }, cells);

	p->list = "extra";
	costs(t, "room=a day=2026-12-01 bands=morning,night extras=piano:2", 2100 + 800);
	costs(t, "room=a day=2026-12-01 bands=whole extras=piano", 3000 + 500);
	p->columns_by = NONE;
	p->column_count = 1;
	costs(t, "room=a day=2026-12-01 bands=whole extras=piano", 3000 + 300);
	x->unit_count = 1;
	x->units = &(const struct extra_units){ WHOLE, 1 };
	costs(t, "room=a day=2026-12-01 bands=whole extras=piano", 3000 + 100);
}

/* --- rounding and tax --- */

CLAIM(rounding_goes_by_total_row_or_step_and_every_way)
{
	struct trial *t = *state;
	static const struct {
		enum round_by by;
		enum round_how how;
		int to;
		int yen;
	} cases[] = {
		/* 900 and 1200 and an extra of 115, times 1.13 twice: 1149.21, 1532.28, 115 */
		{ ROUND_NONE, ROUND_DOWN, 1, 2796 },
		{ ROUND_TOTAL, ROUND_DOWN, 10, 2790 },
		{ ROUND_TOTAL, ROUND_UP, 10, 2800 },
		{ ROUND_TOTAL, ROUND_HALF_UP, 10, 2800 },
		{ ROUND_TOTAL, ROUND_HALF_UP, 50, 2800 },
		{ ROUND_TOTAL, ROUND_UP, 100, 2800 },
		{ ROUND_ROW, ROUND_DOWN, 10, 1140 + 1530 + 110 },
		{ ROUND_ROW, ROUND_UP, 10, 1150 + 1540 + 120 },
		{ ROUND_ROW, ROUND_HALF_UP, 10, 1150 + 1530 + 120 },
		{ ROUND_STEP, ROUND_DOWN, 10, 2670 + 110 }, /* 2373 -> 2370, 2678.1 -> 2670 */
		{ ROUND_STEP, ROUND_UP, 100, 2800 + 200 },  /* 2400, 2712 -> 2800 */
	};

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	struct adjust_group *g = trial_group(t->book, "up", ADJUST_MULTIPLY);

	trial_adjust(g, "up", EFFECT_RATE, PERCENT(113));
	trial_adjust(g, "upper", EFFECT_ADD, PERCENT(13));
	trial_extra(t->book, "lamp", 115, PER_USE);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		t->book->rounding.by = cases[i].by;
		t->book->rounding.how = cases[i].how;
		t->book->rounding.to = cases[i].to;
		costs(t, "room=a day=2026-12-01 bands=morning,night extras=lamp", cases[i].yen);
	}
}

CLAIM(tax_comes_before_or_after_rounding_or_lies_in_the_price)
{
	struct trial *t = *state;
	struct book *b = t->book;

	trial_prices(b, BY_ROOM_AND_BAND, by_band[0]);
	trial_adjust(trial_group(b, "up", ADJUST_MULTIPLY), "up", EFFECT_RATE, PERCENT(103));
	b->has_tax = true;
	b->tax.rate = PERCENT(10);
	b->rounding.by = ROUND_TOTAL;
	b->rounding.to = 10;
	costs(t, "room=a day=2026-12-01 bands=morning", 1012); /* 927 -> 920, + 92 */
	b->rounding.after_tax = true;
	costs(t, "room=a day=2026-12-01 bands=morning", 1010); /* 1019.7 */
	b->tax.included = true;
	costs(t, "room=a day=2026-12-01 bands=morning", 920);
	assert_string_equal(t->a.lines[t->a.count - 2].text, "The tax in it: 83 yen");
	b->tax.included = false;
	b->tax.rate = (struct share){ 2, 7 };
	costs(t, "room=a day=2026-12-01 bands=morning", 1190); /* 1191.86 */
}

CLAIM(every_line_carries_its_rule_and_its_figures)
{
	struct trial *t = *state;
	AUTO_STR text = STR_INIT;
	struct adjust_group *g = two_surcharges(t, ADJUST_MULTIPLY);

	trial_extra(t->book, "piano", 1000, PER_BAND);
	t->book->prices[0].rule.by_law = "Article 5";
	t->book->rounding.by = ROUND_TOTAL;
	t->book->rounding.to = 100;
	g->of_extras = true;
	costs(t, "room=a day=2026-12-01 bands=morning,night outside=yes extras=piano:2", 9100);
	answer_write(&t->a, &text);
	assert_string_equal(str_text(&text), "Season: winter\n"
					     "a morning 900 yen  +900 yen  (Article 5)\n"
					     "a night 1,200 yen  +1,200 yen  (Article 5)\n"
					     "piano 1,000 yen x 2 x 2  +4,000 yen\n"
					     "outside: 2,100 yen times 150%  +1,050 yen\n"
					     "outside (piano): 4,000 yen times 150%  +2,000 yen\n"
					     "Rounded down to 100 yen  -50 yen\n"
					     "Total = 9,100 yen\n");
}

CLAIM(amounts_that_do_not_fit_are_refused)
{
	struct trial *t = *state;
	struct adjust_group *g = two_surcharges(t, ADJUST_MULTIPLY);

	for (int i = 0; i < 20; i++)
		trial_adjust(g, "up", EFFECT_RATE, YEN(1000000));
	refuses(t, BOTH, "The amount is too large to be reckoned.");
	for (int i = 2; i < 22; i++)
		((struct adjust_rule *)(uintptr_t)&g->rules[i])->share =
			(struct share){ 1000003, 999983 };
	refuses(t, BOTH, "The amount is too large to be reckoned.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ROW(each_band_has_its_price_and_the_gap_between_is_free),
		TEST_ROW(the_row_of_the_whole_day_stands_for_all_of_its_bands),
		TEST_ROW(bands_may_be_summed_or_put_together_the_cheapest_way),
		TEST_ROW(what_is_not_sold_or_has_no_row_is_refused_by_name),
		TEST_ROW(two_rows_that_both_apply_are_refused_with_both_places),
		TEST_ROW(columns_may_be_kinds_of_day_classes_or_seasons),
		TEST_ROW(the_list_goes_by_the_day_of_use_or_of_application),
		TEST_ROW(minutes_are_charged_in_units_whose_parts_count_as_said),
		TEST_ROW(zones_of_the_day_have_their_own_price_per_hour),
		TEST_ROW(a_price_may_be_for_each_person_or_for_a_share_of_the_house),
		TEST_ROW(a_short_use_may_have_its_own_price),
		TEST_ROW(equipment_is_charged_by_use_band_day_hour_or_piece),
		TEST_ROW(a_price_by_the_month_counts_each_month_that_is_touched),
		TEST_ROW(equipment_stays_with_its_rooms_and_heating_comes_by_itself),
		TEST_ROW(equipment_follows_the_surcharge_or_stands_outside_it),
		TEST_ROW(equipment_may_stand_in_a_table_by_class_or_by_band),
		TEST_ROW(rounding_goes_by_total_row_or_step_and_every_way),
		TEST_ROW(tax_comes_before_or_after_rounding_or_lies_in_the_price),
		TEST_ROW(every_line_carries_its_rule_and_its_figures),
		TEST_ROW(amounts_that_do_not_fit_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
