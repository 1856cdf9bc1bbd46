/*
 * test_rule_extend_slow.c - 100,000 random wishes for longer use, of random rule
 * books, cost what the slow evaluator says, or are refused where it refuses.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "rule_random.h"
#include "rule_slow_extend.h"

#define BOOKS 1000
#define WISHES 100

static void
random_extension(struct rand *r, struct book *b)
{
	struct extension *x = &b->extensions[b->extension_count++];

	*x = (struct extension){
		.rule = trial_rule(RULE_EXTENSION, "longer", ""),
		.side = (enum extension_side)PICK(r, SIDE_BEFORE, SIDE_AFTER, SIDE_BOTH, SIDE_BOTH),
		.most = PICK(r, 0, 0, 0, 120),
		.needs_next_free = one_in(r, 5),
		.price = (enum extension_price)rand_below(r, EXTEND_YEN + 1),
		.list = b->price_count > 1 && one_in(r, 2) ? "longer" : "room",
		.yen = 10 * rand_below(r, 90),
		.share = { 0, 1 },
		.unit = { .per = PER_MINUTES,
			  .minutes = PICK(r, 30, 60),
			  .part = (enum part_unit)rand_below(r, 3),
			  .part_from = 20 },
		.turns_into_band_over = PICK(r, 0, 0, 60, 120),
		.gap_free = one_in(r, 2),
		.rate = { PICK(r, 1, 1, 3), PICK(r, 1, 1, 2) },
		.follows = (uint64_t)rand_below(r, 1 << b->adjust_count),
		.has_rounding = one_in(r, 3),
	};
	x->with_extras = x->price < EXTEND_DIFFERENCE && one_in(r, 2);
	x->rounding = b->prices[0].rounding;
	x->rounding.to = PICK(r, 10, 50, 100);
	if (one_in(r, 3))
		x->share = (struct share){ 1, PICK(r, 2, 3, 4) };
	if (x->price == EXTEND_DIFFERENCE || one_in(r, 5))
		x->unit.per = PER_USE;
	if (one_in(r, 8))
		x->asked = (struct moment){ .unit = MOMENT_DAYS, .amount = rand_below(r, 4),
					    .at = NONE };
	if (one_in(r, 5))
		random_rule(r, b, &x->rule, false);
}

static bool
ends_by_midnight(const struct book *b)
{
	for (int i = 0; i < b->band_count; i++)
		if (b->bands[i].to > 24 * 60)
			return false;
	return true;
}

static struct book *
random_book_of_extensions(struct rand *r)
{
	struct book *b = random_book(r);

	for (; !ends_by_midnight(b); b = random_book(r))
		book_free(b);
	for (int count = 1 + rand_below(r, 3); count > 0; count--)
		random_extension(r, b);
	return b;
}

static struct extension_wish
random_wish(struct rand *r, const struct slow_use *u)
{
	int sides = 1 + rand_below(r, 3);

	return (struct extension_wish){
		.before = (sides & 1) != 0 ? PICK(r, 10, 30, 45, 60, 90, 150, 240) : 0,
		.after = (sides & 2) != 0 ? PICK(r, 10, 30, 45, 60, 90, 150, 240) : 0,
		.asked = one_in(r, 2) ? DAY_NONE : u->day - rand_below(r, 4),
		.next_free = !one_in(r, 4),
	};
}

struct tally {
	int prices, refusals, faults;
};

static void
differ(const char *place, const struct answer *a, const char *engine, const char *slow)
{
	AUTO_STR text = STR_INIT;

	answer_write(a, &text);
	fail_msg("%s: %s, slow: %s\n%s", place, engine, slow, str_text(&text));
}

static void
compare(const struct book *b, const struct slow_use *u, const struct extension_wish *w,
	struct tally *tally, const char *place)
{
	struct rule_day holiday = { u->holiday, RULE_HOLIDAY_NAMED, "holiday" };
	struct surroundings around = { 1, &holiday, 0, NULL };
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	int64_t yen;
	bool may;
	enum slow_end end = slow_extend(b, u, w, &may, &yen);
	AUTO_FREE char *slow = mem_printf("end %d, may %d, %d yen", (int)end, may, (int)yen);

	answer_init(&a);
	facts_init(&f, b, &around);
	tell(&f, u);
	bool told = facts_complete(&f, &e) && ask_extension(&f, w, &a, &e);

	if (told != (end == SLOW_PRICE))
		differ(place, &a, told ? "an answer" : e.msg, slow);
	if (told && (a.yes != may || a.yen != (may ? yen : 0)))
		differ(place, &a, a.yes ? "allowed" : "refused", slow);
	if (told && a.yes)
		lines_add_up(&a);
	tally->faults += !told;
	tally->prices += told && a.yes && a.yen > 0;
	tally->refusals += told && !a.yes;
	facts_done(&f);
	answer_done(&a);
}

TEST(every_extension_costs_what_the_slow_evaluator_says)
{
	struct tally tally = { 0 };

	for (int book = 0; book < BOOKS; book++) {
		struct rand r;

		rand_init(&r, (uint64_t)book + 77000);
		struct book *b = random_book_of_extensions(&r);

		for (int wish = 0; wish < WISHES; wish++) {
			struct slow_use u = random_use(&r, b);
			struct extension_wish w = random_wish(&r, &u);
			char place[64];

			snprintf(place, sizeof place, "book %d, wish %d", book, wish);
			compare(b, &u, &w, &tally, place);
		}
		book_free(b);
	}
	print_message("%d prices, %d refusals, %d faults\n", tally.prices, tally.refusals,
		      tally.faults);
	assert_true(tally.prices > BOOKS * WISHES / 5);
	assert_true(tally.refusals > BOOKS * WISHES / 20);
	assert_true(tally.faults > BOOKS * WISHES / 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_extension_costs_what_the_slow_evaluator_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
