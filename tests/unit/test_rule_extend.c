/* test_rule_extend.c - what it costs to begin earlier or to stay longer. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "rule_quote_trial.h"

static struct extension *
extension(struct trial *t, enum extension_price price)
{
	struct extension *x = &t->book->extensions[t->book->extension_count++];

	trial_prices(t->book, BY_ROOM_AND_BAND, by_band[0]);
	*x = (struct extension){
		.rule = trial_rule(RULE_EXTENSION, "longer", "Article 9"),
		.side = SIDE_BOTH,
		.price = price,
		.share = { 0, 1 },
		.rate = { 1, 1 },
		.unit = { .per = PER_MINUTES, .minutes = 60, .part = PART_STARTED },
		.list = "",
	};
	return x;
}

static struct extension_wish
later(int minutes)
{
	return (struct extension_wish){ .after = minutes, .asked = DAY_NONE, .next_free = true };
}

static struct extension_wish
earlier(int minutes)
{
	return (struct extension_wish){ .before = minutes, .asked = DAY_NONE, .next_free = true };
}

static bool
extend(struct trial *t, const char *text, struct extension_wish wish)
{
	if (!prepare_facts(t, text))
		fail_msg("%s", t->e.msg);
	return ask_extension(&t->f, &wish, &t->a, &t->e);
}

static void
adds(struct trial *t, const char *text, struct extension_wish wish, int64_t yen)
{
	if (!extend(t, text, wish))
		fail_msg("%s", t->e.msg);
	if (!t->a.yes || t->a.yen != yen) {
		AUTO_STR lines = STR_INIT;

		answer_write(&t->a, &lines);
		fail_msg("%s: %d yen, not %d\n%s", text, (int)t->a.yen, (int)yen, str_text(&lines));
	}
	adds_up(&t->a);
}

static void
is_refused(struct trial *t, const char *text, struct extension_wish wish, const char *sentence)
{
	if (!extend(t, text, wish))
		fail_msg("%s", t->e.msg);
	assert_false(t->a.yes);
	assert_int_equal(t->a.yen, 0);
	for (int i = 0; i < t->a.count; i++)
		if (t->a.lines[i].kind == LINE_REFUSAL)
			assert_string_equal(t->a.lines[i].text, sentence);
}

#define AFTERNOON_OF_A "room=a day=2026-12-02 bands=afternoon"

static void
says(struct trial *t, const char *words)
{
	for (int i = 0; i < t->a.count; i++)
		if (strstr(t->a.lines[i].text, words))
			return;
	fail_msg("no line says \"%s\"; the first: %s", words, t->a.lines[0].text);
}

CLAIM(an_hour_of_the_same_band_is_its_share_of_the_band)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	adds(t, AFTERNOON_OF_A, later(60), 300); /* 1200 for four hours */
	adds(t, AFTERNOON_OF_A, later(61), 600);
	adds(t, "room=a day=2026-12-02 bands=morning,afternoon", earlier(60), 300);
	x->share = (struct share){ 1, 3 };
	adds(t, AFTERNOON_OF_A, later(60), 400);
	x->rate = (struct share){ 3, 2 };
	adds(t, AFTERNOON_OF_A, later(90), 1200);
}

CLAIM(part_hours_count_when_started_from_thirty_minutes_or_not_at_all)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	adds(t, AFTERNOON_OF_A, later(10), 300);
	x->unit.part = PART_FROM;
	x->unit.part_from = 30;
	adds(t, AFTERNOON_OF_A, later(29), 0);
	adds(t, AFTERNOON_OF_A, later(30), 300);
	adds(t, AFTERNOON_OF_A, later(89), 300);
	x->unit.part = PART_FREE;
	adds(t, AFTERNOON_OF_A, later(59), 0);
	adds(t, AFTERNOON_OF_A, later(119), 300);
}

CLAIM(the_difference_to_the_longer_row_is_charged_once)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_DIFFERENCE);

	x->unit.per = PER_USE;
	/* 900 for the morning, 1200 for the afternoon: no row holds both. */
	adds(t, "room=a day=2026-12-02 bands=morning", later(90), 1200);
	/* 2100 for morning and night; 3000 for the whole day. */
	adds(t, "room=a day=2026-12-02 bands=morning,afternoon", later(90), 900);
	x->gap_free = true;
	adds(t, "room=a day=2026-12-02 bands=morning", later(60), 0);
	x->share = (struct share){ 1, 2 };
	adds(t, "room=a day=2026-12-02 bands=morning,afternoon", later(90), 450);
	is_refused(t, "room=a day=2026-12-02 bands=night", later(30),
		   "There is no band beyond, from which the price could be taken.");
}

CLAIM(an_extension_has_its_own_rounding)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	x->rate = (struct share){ 5, 4 };
	adds(t, AFTERNOON_OF_A, later(60), 375);
	x->has_rounding = true;
	x->rounding = (struct rounding){ .rule = x->rule, .by = ROUND_TOTAL, .to = 10,
					 .how = ROUND_DOWN };
	adds(t, AFTERNOON_OF_A, later(60), 370);
	x->rounding.how = ROUND_HALF_UP;
	x->rounding.to = 50;
	adds(t, AFTERNOON_OF_A, later(60), 400);
}

CLAIM(a_group_may_be_on_one_that_the_extension_does_not_follow)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	trial_adjust(trial_group(t->book, "first", ADJUST_MULTIPLY), "half", EFFECT_RATE,
		     (struct share){ 1, 2 });
	struct adjust_group *second = trial_group(t->book, "second", ADJUST_ADD);

	second->on = 0;
	trial_adjust(second, "more", EFFECT_ADD, (struct share){ 1, 10 });
	x->follows = 2;
	adds(t, AFTERNOON_OF_A, later(60), 330);
}

CLAIM(the_price_may_follow_the_next_band_or_the_whole_day)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_NEXT_BAND);

	adds(t, "room=b day=2026-12-02 bands=morning", later(60), 250);
	adds(t, "room=ab day=2026-12-02 bands=night", earlier(30), 487); /* 1950 / 4 = 487.5 */
	is_refused(t, "room=ab day=2026-12-02 bands=night", later(30),
		   "There is no band beyond, from which the price could be taken.");
	x->price = EXTEND_WHOLE_DAY;
	x->share = (struct share){ 1, 10 };
	adds(t, "room=ab day=2026-12-02 bands=night", later(30), 545);
	x->share.num = 0; /* 5450 for ten and a half hours */
	adds(t, "room=ab day=2026-12-02 bands=night", later(30), 519);
}

CLAIM(yen_or_a_list_of_its_own_are_the_price_of_one_unit)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_YEN);
	static const int64_t hours[3] = { 110, 120, 130 };

	x->yen = 250;
	adds(t, AFTERNOON_OF_A, later(100), 500);
	x->unit.per = PER_USE;
	adds(t, AFTERNOON_OF_A, later(100), 250);
	x->unit.per = PER_MINUTES;
	x->price = EXTEND_LIST;
	x->list = "hours";
	struct price_table *p = trial_prices(t->book, BY_ROOM, hours);

	p->list = "hours";
	p->unit.per = PER_USE;
	adds(t, "room=b day=2026-12-02 bands=night", later(100), 240);
	x->list = "nowhere";
	assert_false(extend(t, AFTERNOON_OF_A, later(100)));
	assert_string_equal(t->e.msg,
			    "There is no price from which that of the extension follows.");
}

CLAIM(time_between_two_bands_may_be_free)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	x->gap_free = true;
	adds(t, AFTERNOON_OF_A, later(60), 0);
	says(t, "60 minutes, of which 0 are charged (60 between two bands are free)");
	assert_null(strstr(t->a.lines[0].text, " x "));
	adds(t, AFTERNOON_OF_A, later(61), 300);
	says(t, "61 minutes, of which 1 are charged (60 between two bands are free), 300 yen x 1");
	adds(t, AFTERNOON_OF_A, earlier(60), 0);
	adds(t, "room=a day=2026-12-02 bands=night", later(30), 342); /* 1200 / 3.5 h */
	x->gap_free = false;
	adds(t, AFTERNOON_OF_A, later(60), 300);
}

CLAIM(what_is_left_of_a_band_that_was_paid_for_is_free)
{
	struct trial *t = *state;

	extension(t, EXTEND_SAME_BAND);
	adds(t, "room=a day=2026-12-02 from=14:00 to=16:00", later(60), 0);
	says(t, "60 minutes, of which 0 are charged (60 are of the band that is booked)");
	adds(t, "room=a day=2026-12-02 from=14:00 to=16:00", later(70), 300);
	adds(t, "room=a day=2026-12-02 from=14:00 to=16:00", earlier(60), 0);
}

CLAIM(a_long_overrun_becomes_the_next_band)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	x->turns_into_band_over = 120;
	adds(t, "room=a day=2026-12-02 bands=morning", later(120), 600);
	adds(t, "room=a day=2026-12-02 bands=morning", later(121), 1200);
	/* Beyond the last band there is none to become. */
	adds(t, "room=a day=2026-12-02 bands=night", later(121), 1028);
}

CLAIM(limits_of_an_extension_are_answers_that_say_why)
{
	struct trial *t = *state;
	struct extension *x = extension(t, EXTEND_SAME_BAND);
	struct extension_wish wish = later(60);

	x->most = 60;
	adds(t, AFTERNOON_OF_A, wish, 300);
	is_refused(t, AFTERNOON_OF_A, later(61), "At most 60 minutes can be added, not 61.");
	x->most = 0;
	is_refused(t, "room=a day=2026-12-02 bands=night", later(151),
		   "It would reach into another day.");
	x->needs_next_free = true;
	wish.next_free = false;
	is_refused(t, AFTERNOON_OF_A, wish, "The room is taken at that time.");
	wish.next_free = true;
	x->asked = (struct moment){ .unit = MOMENT_DAYS, .amount = 3, .at = NONE };
	wish.asked = date_from_iso("2026-11-29");
	adds(t, AFTERNOON_OF_A, wish, 300);
	wish.asked++;
	is_refused(t, AFTERNOON_OF_A, wish, "It had to be asked for by Sunday, 29 November 2026.");
	x->side = SIDE_BEFORE;
	is_refused(t, AFTERNOON_OF_A, wish, "The by-law knows no later end.");
	assert_false(extend(t, AFTERNOON_OF_A, later(0)));
	assert_string_equal(t->e.msg, "Say how many minutes earlier or later.");
}

CLAIM(both_sides_have_their_own_rules_and_add_up)
{
	struct trial *t = *state;
	struct extension *after = extension(t, EXTEND_SAME_BAND);
	struct extension *before = &t->book->extensions[t->book->extension_count++];
	struct extension_wish wish = later(60);

	*before = *after;
	after->side = SIDE_AFTER;
	before->side = SIDE_BEFORE;
	before->price = EXTEND_YEN;
	before->yen = 110;
	wish.before = 30;
	adds(t, AFTERNOON_OF_A, wish, 410);
}

CLAIM(surcharges_follow_the_extension_when_the_book_says_so)
{
	struct trial *t = *state;
	struct extension *x = &t->book->extensions[0];

	two_surcharges(t, ADJUST_MULTIPLY);
	t->book->price_count = 0;
	extension(t, EXTEND_SAME_BAND);
	t->book->rounding.by = ROUND_TOTAL;
	t->book->rounding.to = 100;
	t->book->rounding.how = ROUND_UP;
	adds(t, AFTERNOON_OF_A " outside=yes", later(60), 300);
	x->follows = 1;
	adds(t, AFTERNOON_OF_A " outside=yes", later(60), 500);
}

CLAIM(times_by_the_half_hour_go_on_at_their_price)
{
	struct trial *t = *state;
	static const int64_t half_hours[3] = { 100, 150, 500 };
	struct extension *x = extension(t, EXTEND_SAME_BAND);

	t->book->price_count = 0;
	trial_prices(t->book, BY_ROOM, half_hours)->unit =
		(struct per_unit){ .per = PER_MINUTES, .minutes = 30 };
	t->book->slot_count = 0;
	trial_slot(t->book, "by_time", 30);
	x->unit.minutes = 30;
	adds(t, "room=b day=2026-12-02 from=10:00 to=12:00", later(20), 150);
	adds(t, "room=b day=2026-12-02 from=10:00 to=12:00", earlier(31), 300);
	x->unit.minutes = 60;
	adds(t, "room=b day=2026-12-02 from=10:00 to=12:00", later(20), 300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ROW(an_hour_of_the_same_band_is_its_share_of_the_band),
		TEST_ROW(part_hours_count_when_started_from_thirty_minutes_or_not_at_all),
		TEST_ROW(the_difference_to_the_longer_row_is_charged_once),
		TEST_ROW(an_extension_has_its_own_rounding),
		TEST_ROW(a_group_may_be_on_one_that_the_extension_does_not_follow),
		TEST_ROW(the_price_may_follow_the_next_band_or_the_whole_day),
		TEST_ROW(yen_or_a_list_of_its_own_are_the_price_of_one_unit),
		TEST_ROW(time_between_two_bands_may_be_free),
		TEST_ROW(what_is_left_of_a_band_that_was_paid_for_is_free),
		TEST_ROW(a_long_overrun_becomes_the_next_band),
		TEST_ROW(limits_of_an_extension_are_answers_that_say_why),
		TEST_ROW(both_sides_have_their_own_rules_and_add_up),
		TEST_ROW(surcharges_follow_the_extension_when_the_book_says_so),
		TEST_ROW(times_by_the_half_hour_go_on_at_their_price),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
