/* test_rule_adjust.c - surcharges and reductions as the by-laws of public halls have them. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "rule_quote_trial.h"

/* --- surcharges and reductions --- */

CLAIM(surcharges_multiply_add_count_once_or_the_first_only)
{
	struct trial *t = *state;
	struct adjust_group *g = two_surcharges(t, ADJUST_MULTIPLY);

	costs(t, BOTH, 2700);
	assert_int_equal(t->a.lines[2].num, 900); /* season, base, then +900 and +900 */
	assert_int_equal(t->a.lines[3].num, 900);
	g->combine = ADJUST_ADD;
	costs(t, BOTH, 900 + 900 + 450);
	g->combine = ADJUST_ONCE;
	costs(t, BOTH, 1800);
	g->combine = ADJUST_FIRST;
	costs(t, BOTH, 1800);
	costs(t, "room=a day=2026-12-01 bands=morning outside=yes", 1350);
}

CLAIM(of_once_the_greatest_change_counts_wherever_it_stands)
{
	struct trial *t = *state;
	struct adjust_group *g = two_surcharges(t, ADJUST_ONCE);
	struct adjust_rule *yen = trial_adjust(g, "rehearsal", EFFECT_YEN_OFF, YEN(1000));

	trial_when(t->book, &yen->rule, trial_between(REHEARSAL, 1, 1));
	costs(t, "room=ab day=2026-12-01 bands=whole profit=yes rehearsal=yes", 10900);
	costs(t, "room=a day=2026-12-01 bands=night outside=yes rehearsal=yes", 200);
}

CLAIM(a_pair_of_surcharges_may_have_its_own_value)
{
	struct trial *t = *state;
	struct adjust_group *g = two_surcharges(t, ADJUST_MULTIPLY);
	struct adjust_rule *pair = trial_adjust(g, "pair", EFFECT_RATE, PERCENT(600));
	const struct test both[] = { trial_between(PROFIT, 1, 1), trial_between(OUTSIDE, 1, 1) };

	trial_way(t->book, &pair->rule.when, both, 2);
	pair->instead_of = 3;
	costs(t, BOTH, 5400);
	costs(t, "room=a day=2026-12-01 bands=morning profit=yes", 1800);
}

CLAIM(a_share_is_of_the_base_of_what_there_is_or_of_an_earlier_group)
{
	struct trial *t = *state;

	two_surcharges(t, ADJUST_MULTIPLY);
	struct adjust_group *g = trial_group(t->book, "winter", ADJUST_MULTIPLY);
	struct adjust_group *last = trial_group(t->book, "rehearsal", ADJUST_MULTIPLY);
	struct adjust_rule *winter = trial_adjust(g, "winter", EFFECT_ADD, PERCENT(10));
	struct adjust_rule *half = trial_adjust(last, "rehearsal", EFFECT_OFF, PERCENT(50));

	trial_when(t->book, &winter->rule, trial_is(FACT_SEASON, 2));
	trial_when(t->book, &half->rule, trial_between(REHEARSAL, 1, 1));
	costs(t, BOTH, 2970);
	g->on = ON_BASE;
	costs(t, BOTH, 2790);
	costs(t, BOTH " rehearsal=yes", 1395);
	last->on = 0; /* of what the surcharges left: 2700 */
	costs(t, BOTH " rehearsal=yes", 2790 - 1350);
	last->on = ON_BASE;
	costs(t, BOTH " rehearsal=yes", 2790 - 450);
}

CLAIM(yen_are_added_for_the_use_each_band_each_person_or_each_hour)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "yen", ADJUST_ADD);
	struct adjust_rule *r = trial_adjust(g, "yen", EFFECT_YEN, YEN(50));

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2150);
	r->unit.per = PER_BAND;
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2200);
	costs(t, "room=a day=2026-12-01 bands=whole", 3150);
	r->unit.per = PER_HEAD;
	costs(t, "room=a day=2026-12-01 bands=morning,night heads=10", 2600);
	r->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 60 };
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2100 + 7 * 50);
	r->unit.per = PER_USE;
	r->effect = EFFECT_BECOMES;
	costs(t, "room=a day=2026-12-01 bands=morning,night", 50);
}

CLAIM(a_rule_for_a_band_needs_a_price_by_bands)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "night", ADJUST_MULTIPLY);
	struct adjust_rule *r = trial_adjust(g, "night", EFFECT_RATE, PERCENT(120));
	static const int64_t cells[] = { 900, 700, 1250 };

	trial_when(t->book, &r->rule, trial_is(FACT_BAND, 2));
	trial_prices(t->book, BY_ROOM, cells);
	refuses(t, "room=a day=2026-12-01 bands=morning",
		"\"night\" hangs on the band, but the price of a is not by bands; give it a table "
		"with columns_by: band.");
}

CLAIM(of_room_and_equipment_together_that_without_bands_is_named)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "night", ADJUST_MULTIPLY);
	struct adjust_rule *r = trial_adjust(g, "night", EFFECT_RATE, PERCENT(120));

	g->together = g->of_extras = true;
	trial_extra(t->book, "piano", 500, PER_USE);
	trial_when(t->book, &r->rule, trial_is(FACT_BAND, 2));
	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	refuses(t, "room=a day=2026-12-01 bands=morning extras=piano",
		"\"night\" hangs on the band, but the price of piano is not by bands; give it a "
		"table with columns_by: band.");
}

CLAIM(what_is_for_equipment_is_told_as_it_was_reduced)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "half", ADJUST_MULTIPLY);
	struct adjust_rule *r = trial_adjust(g, "half", EFFECT_OFF, PERCENT(50));

	trial_extra(t->book, "piano", 500, PER_USE);
	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning extras=piano", 450 + 500);
	assert_int_equal(t->a.extras_yen, 500);
	g->of_extras = true;
	costs(t, "room=a day=2026-12-01 bands=morning extras=piano", 450 + 250);
	assert_int_equal(t->a.extras_yen, 250);
	g->together = true;
	r->effect = EFFECT_YEN_OFF;
	r->yen = 1200;
	costs(t, "room=a day=2026-12-01 bands=morning extras=piano", 200);
	assert_int_equal(t->a.extras_yen, 200);
}

CLAIM(a_share_of_a_fact_in_yen_counts_once_for_the_use)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "tickets", ADJUST_MULTIPLY);
	struct adjust_rule *r = trial_adjust(g, "tickets", EFFECT_ADD, PERCENT(6000));

	r->of = FACT_ADMISSION;
	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning,night admission=500", 2100 + 30000);
	r->share = PERCENT(5);
	costs(t, "room=a day=2026-12-01 bands=morning,night admission=8000", 2100 + 400);
	r->effect = EFFECT_OFF;
	costs(t, "room=a day=2026-12-01 bands=morning,night admission=8000", 2100 - 400);
	r->effect = EFFECT_RATE;
	costs(t, "room=a day=2026-12-01 bands=morning,night admission=80000", 4000);
	refuses(t, "room=a day=2026-12-01 bands=morning", "Say admission (entrance fee).");
}

CLAIM(only_what_goes_beyond_is_charged_and_no_more_than_so_many)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "yen", ADJUST_ADD);
	struct adjust_rule *r = trial_adjust(g, "yen", EFFECT_YEN, YEN(50));

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	r->unit = (struct per_unit){ .per = PER_HEAD, .beyond = 10 };
	costs(t, "room=a day=2026-12-01 bands=morning,night heads=10", 2100);
	costs(t, "room=a day=2026-12-01 bands=morning,night heads=12", 2200);
	r->unit.up_to = 15;
	costs(t, "room=a day=2026-12-01 bands=morning,night heads=90", 2350);
	r->unit = (struct per_unit){ .per = PER_MINUTES, .minutes = 60, .beyond = 300 };
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2100 + 2 * 50);
}

CLAIM(a_price_has_a_ceiling_and_what_is_free_has_no_floor)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "bounds", ADJUST_MULTIPLY);
	struct adjust_rule *off = trial_adjust(g, "rehearsal", EFFECT_OFF, PERCENT(100));
	struct adjust_rule *most = trial_adjust(g, "most", EFFECT_AT_MOST, YEN(2000));
	struct adjust_rule *least = trial_adjust(g, "least", EFFECT_AT_LEAST, YEN(1000));

	trial_when(t->book, &off->rule, trial_between(REHEARSAL, 1, 1));
	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2000);
	costs(t, "room=a day=2026-12-01 bands=morning", 1000);
	costs(t, "room=a day=2026-12-01 bands=morning rehearsal=yes", 0);
	/* Of each band its own ceiling: 900 and 1200. */
	most->yen = 1000;
	most->unit.per = PER_BAND;
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2000);
	least->yen = 2500;
	costs(t, "room=a day=2026-12-01 bands=morning,night", 2500);
}

CLAIM(nobody_is_paid_for_using_a_room)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "off", ADJUST_MULTIPLY);

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	trial_adjust(g, "off", EFFECT_YEN_OFF, YEN(1000));
	costs(t, "room=a day=2026-12-01 bands=morning", 0);
	/* The use bears it as a whole, not its first band. */
	costs(t, "room=a day=2026-12-01 bands=morning,night", 1100);
}

CLAIM(a_surcharge_may_be_on_one_band_only)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "late", ADJUST_MULTIPLY);
	struct adjust_rule *r = trial_adjust(g, "late", EFFECT_ADD, PERCENT(20));

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	trial_when(t->book, &r->rule, trial_is(FACT_BAND, NIGHT));
	costs(t, "room=a day=2026-12-01 bands=morning,night", 900 + 1440);
	costs(t, "room=a day=2026-12-01 bands=morning", 900);
}

CLAIM(other_uses_of_the_party_change_the_price)
{
	struct trial *t = *state;
	struct adjust_group *g = trial_group(t->book, "party", ADJUST_MULTIPLY);
	struct adjust_rule *run = trial_adjust(g, "run", EFFECT_OFF, PERCENT(10));
	struct adjust_rule *pair = trial_adjust(g, "companion", EFFECT_OFF, PERCENT(50));
	struct adjust_rule *rooms = trial_adjust(g, "rooms", EFFECT_OFF, PERCENT(20));

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	trial_when(t->book, &run->rule, trial_between(FACT_RUN_DAY, 2, 99));
	trial_when(t->book, &pair->rule, trial_is(FACT_COMPANIONS, ROOM_AB));
	trial_when(t->book, &rooms->rule, trial_between(FACT_ROOMS_AT_ONCE, 3, 99));
	costs(t, "room=b day=2026-12-02 bands=night", 1000);
	costs(t, "room=b day=2026-12-02 bands=night companions=ab", 500);
	costs(t, "room=b day=2026-12-02 bands=night companions=a,ab", 400);
	facts_done(&t->f);
	facts_init(&t->f, t->book, NULL);
	give_all(t, "room=b day=2026-12-02 bands=night");
	assert_true(facts_set(&t->f, "other", "day=2026-12-01 room=b bands=morning", &t->e));
	answer_clear(&t->a);
	assert_true(facts_complete(&t->f, &t->e) && ask_quote(&t->f, &t->a, &t->e));
	assert_int_equal(t->a.yen, 900);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ROW(surcharges_multiply_add_count_once_or_the_first_only),
		TEST_ROW(of_once_the_greatest_change_counts_wherever_it_stands),
		TEST_ROW(a_pair_of_surcharges_may_have_its_own_value),
		TEST_ROW(a_share_is_of_the_base_of_what_there_is_or_of_an_earlier_group),
		TEST_ROW(yen_are_added_for_the_use_each_band_each_person_or_each_hour),
		TEST_ROW(a_rule_for_a_band_needs_a_price_by_bands),
		TEST_ROW(of_room_and_equipment_together_that_without_bands_is_named),
		TEST_ROW(what_is_for_equipment_is_told_as_it_was_reduced),
		TEST_ROW(a_share_of_a_fact_in_yen_counts_once_for_the_use),
		TEST_ROW(only_what_goes_beyond_is_charged_and_no_more_than_so_many),
		TEST_ROW(a_price_has_a_ceiling_and_what_is_free_has_no_floor),
		TEST_ROW(nobody_is_paid_for_using_a_room),
		TEST_ROW(a_surcharge_may_be_on_one_band_only),
		TEST_ROW(other_uses_of_the_party_change_the_price),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
