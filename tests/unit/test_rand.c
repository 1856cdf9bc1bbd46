/* test_rand.c - the seeded generator. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "base/macros.h"
#include "base/rand.h"

TEST(published_sequence_of_the_seed_comes_out)
{
	/* splitmix64 from 1234567, as in the reference implementation's tests */
	static const uint64_t expected[] = {
		UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
		UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
		UINT64_C(16408922859458223821),
	};
	struct rand r;
	rand_init(&r, 1234567);
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_true(rand_next(&r) == expected[i]);
}

TEST(every_value_below_comes_about_equally_often)
{
	int seen[7] = { 0 };
	struct rand r;
	rand_init(&r, 42);
	for (int i = 0; i < 70000; i++) {
		int n = rand_below(&r, 7);
		assert_in_range(n, 0, 6);
		seen[n]++;
	}
	for (int i = 0; i < 7; i++)
		assert_in_range(seen[i], 9500, 10500);
}

TEST(below_one_is_always_zero)
{
	struct rand r;
	rand_init(&r, 0);
	for (int i = 0; i < 100; i++)
		assert_int_equal(rand_below(&r, 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_sequence_of_the_seed_comes_out),
		cmocka_unit_test(every_value_below_comes_about_equally_often),
		cmocka_unit_test(below_one_is_always_zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
