/* test_once.c - idempotency keys. That a repeated command does nothing twice is in test_tx.c. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "home.h"

#include "store/once.h"

static bool
keep(struct home *h, const char *key, int64_t result)
{
	AUTO_TX tx = TX_INIT;

	return tx_begin(&tx, h->store, &h->e) && once_keep(&tx, key, result, &h->e) &&
	       tx_commit(&tx, &h->e);
}

static int64_t
find(struct home *h, const char *key)
{
	AUTO_TX tx = TX_INIT;
	int64_t result = -1;

	assert_true(tx_begin(&tx, h->store, &h->e));
	assert_true(once_find(&tx, key, &result, &h->e));
	return result;
}

static void
a_kept_result_is_found_and_another_key_has_none(void **state)
{
	struct home *h = *state;

	assert_int_equal(find(h, "a"), 0);
	assert_true(keep(h, "a", 42));
	assert_int_equal(find(h, "a"), 42);
	assert_int_equal(find(h, "b"), 0);
}

static void
a_key_is_kept_once(void **state)
{
	struct home *h = *state;

	assert_true(keep(h, "a", 42));
	assert_false(keep(h, "a", 43));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(find(h, "a"), 42);
}

static void
keys_are_forgotten_after_a_month_and_not_before(void **state)
{
	struct home *h = *state;
	const int64_t day = INT64_C(86400000);

	assert_true(keep(h, "old", 1));
	clock_pin(&h->clock, HOME_NOON + 30 * day);
	assert_true(keep(h, "newer", 2));
	assert_int_equal(find(h, "old"), 1);
	clock_pin(&h->clock, HOME_NOON + 32 * day);
	assert_true(keep(h, "newest", 3));
	assert_int_equal(find(h, "old"), 0);
	assert_int_equal(find(h, "newer"), 2);
}

TEST(keys_are_32_random_hexadecimal_digits)
{
	char one[ONCE_KEY_SIZE], two[ONCE_KEY_SIZE];

	once_new_key(one);
	once_new_key(two);
	assert_int_equal(strlen(one), 32);
	assert_int_equal(strspn(one, "0123456789abcdef"), 32);
	assert_string_not_equal(one, two);
}

#define IN_HOME(name) cmocka_unit_test_setup_teardown(name, home_set_up, home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(a_kept_result_is_found_and_another_key_has_none),
		IN_HOME(a_key_is_kept_once),
		IN_HOME(keys_are_forgotten_after_a_month_and_not_before),
		cmocka_unit_test(keys_are_32_random_hexadecimal_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
