/*
 * test_rush.c - eight desks want the same forty bands at once: one has each, every
 * other is told whose it is, and nothing is left that `madoguchi check` would find.
 * tests/bench/rush does the same with fifty, against the clock.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"
#include "booking_rush.h"

#include "desk/check/check.h"

enum { DESKS = 8, BANDS = 40 };

/* The desk that won the band; exactly one did. */
static int
winner_of(const struct rush *r, int band)
{
	int winner = -1;

	for (int i = 0; i < r->processes; i++) {
		if (r->desks[i].answers[band].id == 0)
			continue;
		if (winner >= 0)
			fail_msg("band %d: both %d and %d have it", band, winner, i);
		winner = i;
	}
	if (winner < 0)
		fail_msg("band %d: nobody has it", band);
	return winner;
}

static void
losers_know_the_winner(const struct rush *r, int band, int winner)
{
	for (int i = 0; i < r->processes; i++) {
		const struct rush_answer *a = &r->desks[i].answers[band];
		if (i != winner && (a->is_odd || a->told != winner))
			fail_msg("band %d: desk %d was told of %d, but %d has it", band, i, a->told,
				 winner);
		if (i != winner && !a->had_instead)
			fail_msg("band %d: desk %d was not told what is free", band, i);
	}
}

static void
found(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding)
		fail_msg("%s: %s", part, finding);
}

static void
run_in(struct desk_home *h, struct rush *r, void (*run)(const struct rush *r, int number))
{
	desk_close(h->desk); /* a child would share its locks */
	bool ok = rush_run(r, run);
	h->desk = desk_home_open(h, "tanaka", false);
	assert_true(staff_sign_in_account(h->desk, &h->e));
	assert_true(ok);
}

static void
one_desk_has_each_band_and_the_others_are_told_whose_it_is(void **state)
{
	struct desk_home *h = *state;
	struct rush r = {
		.home = h->home.path, .os_user = "tanaka", .processes = DESKS, .bands = BANDS
	};

	run_in(h, &r, rush_same);
	for (int band = 0; band < BANDS; band++) {
		int winner = winner_of(&r, band);
		losers_know_the_winner(&r, band, winner);
	}
	assert_int_equal(
		store_get_int(h->desk->store,
			      "SELECT count(*) FROM booking WHERE ?1 AND number IS NOT NULL", 1,
			      -1),
		BANDS);
	assert_int_equal(
		store_get_int(h->desk->store, "SELECT count(*) FROM occupation WHERE ?1", 1, -1),
		BANDS);
	assert_int_equal(check_all(h->desk, found, NULL), 0);
	rush_done(&r);
}

static void
desks_that_want_different_bands_all_get_them(void **state)
{
	struct desk_home *h = *state;
	struct rush r = {
		.home = h->home.path, .os_user = "tanaka", .processes = DESKS, .bands = BANDS
	};

	run_in(h, &r, rush_own);
	for (int i = 0; i < DESKS; i++) {
		assert_int_equal(r.desks[i].count, BANDS / DESKS);
		for (int k = 0; k < r.desks[i].count; k++)
			assert_true(r.desks[i].answers[k].id > 0);
	}
	assert_int_equal(check_all(h->desk, found, NULL), 0);
	rush_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(one_desk_has_each_band_and_the_others_are_told_whose_it_is),
		IN_BOOKING(desks_that_want_different_bands_all_get_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
