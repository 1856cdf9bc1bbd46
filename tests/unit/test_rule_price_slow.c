/*
 * test_rule_price_slow.c - 100,000 random uses of random rule books cost what a
 * slow evaluator says that shares no code with the engine, and are refused where it
 * finds no price; the lines add up in every case.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "rule_random.h"
#include "rule_slow_adjust.h"

#define BOOKS 500
#define USES  200

/* --- the comparison --- */

struct tally {
	int prices, refusals[SLOW_NOT_LET + 1];
};

static void
compare(const struct book *b, const struct slow_use *u, struct tally *tally, const char *place)
{
	static const enum err_code codes[] = {
		[SLOW_LACKS] = ERR_INVALID,   [SLOW_OUTSIDE] = ERR_INVALID,
		[SLOW_NONE] = ERR_NOT_FOUND,  [SLOW_TWO] = ERR_DAMAGED,
		[SLOW_NOT_LET] = ERR_REFUSED,
	};
	struct rule_day holiday = { u->holiday, RULE_HOLIDAY_NAMED, "holiday" };
	struct surroundings around = { 1, &holiday, 0, NULL };
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	int64_t yen = 0;
	enum slow_end end = slow_price(b, u, &yen);

	answer_init(&a);
	facts_init(&f, b, &around);
	tell(&f, u);
	bool priced = facts_complete(&f, &e) && ask_quote(&f, &a, &e);

	if (priced != (end == SLOW_PRICE) || (priced && yen != a.yen)) {
		AUTO_STR text = STR_INIT;

		answer_write(&a, &text);
		fail_msg("%s: slow end %d, %d yen; engine %d yen, %s\n%s", place, (int)end,
			 (int)yen, (int)a.yen, e.msg, str_text(&text));
	}
	if (priced) {
		lines_add_up(&a);
		tally->prices++;
	} else {
		/* Of two reasons, of which one is a fact that lacks, either may come first. */
		bool lacks = !u->knows[FACT_HEADS] || !u->knows[RESIDENTS];

		if (e.code != codes[end] &&
		    !(lacks && (e.code == ERR_INVALID || end == SLOW_LACKS)))
			fail_msg("%s: slow end %d, engine %s", place, (int)end, e.msg);
		tally->refusals[end]++;
	}
	facts_done(&f);
	answer_done(&a);
}

TEST(every_price_is_what_the_slow_evaluator_says)
{
	struct tally tally = { 0 };

	for (int book = 0; book < BOOKS; book++) {
		struct rand r;

		rand_init(&r, (uint64_t)book);
		struct book *b = random_book(&r);

		for (int use = 0; use < USES; use++) {
			struct slow_use u = random_use(&r, b);
			char place[64];

			snprintf(place, sizeof place, "book %d, use %d", book, use);
			compare(b, &u, &tally, place);
		}
		book_free(b);
	}
	/* Every way to end is met often enough to mean something. */
	assert_true(tally.prices > BOOKS * USES / 2);
	for (int i = SLOW_LACKS; i <= SLOW_NOT_LET; i++)
		assert_true(tally.refusals[i] > 100);
	print_message("%d prices; %d lack, %d outside, %d none, %d two, %d not let\n", tally.prices,
		      tally.refusals[SLOW_LACKS], tally.refusals[SLOW_OUTSIDE],
		      tally.refusals[SLOW_NONE], tally.refusals[SLOW_TWO],
		      tally.refusals[SLOW_NOT_LET]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_price_is_what_the_slow_evaluator_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
