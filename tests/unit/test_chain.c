/* test_chain.c - the bytes behind a hash never change, and codes are read as people write them. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <sodium.h>
#include <string.h>

#include "store/chain.h"

static void
hash_is(const struct str *b, const char *expected)
{
	unsigned char hash[CHAIN_HASH_SIZE];
	char hex[2 * CHAIN_HASH_SIZE + 1];
	struct digest d;

	digest_init(&d);
	chain_hash(&d, b, hash);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	assert_string_equal(hex, expected);
}

/* The expected hashes were reckoned with another program. */
TEST(the_format_is_fixed)
{
	AUTO_STR b = STR_INIT;
	char long_text[300];

	memset(long_text, 'x', sizeof(long_text));
	chain_add_int(&b, 258);
	chain_add_text(&b, "団体", 6);
	chain_add_blob(&b, "\x01\x00\x02", 3);
	chain_add_null(&b);
	chain_add_int(&b, -1);
	chain_add_int(&b, 0);
	chain_add_int(&b, INT64_C(1) << 62);
	chain_add_text(&b, long_text, 300);
	hash_is(&b, "2975f3317f9e50d15e503a64334c815fedf843697bafc0c436ff075e99017f5c");
}

TEST(the_first_link_is_fixed)
{
	assert_memory_equal(chain_genesis, "madoguchi audit: the first link.", CHAIN_HASH_SIZE);
}

TEST(where_one_column_ends_is_part_of_the_hash)
{
	AUTO_STR one = STR_INIT;
	AUTO_STR two = STR_INIT;

	chain_add_text(&one, "ab", 2);
	chain_add_text(&one, "c", 1);
	chain_add_text(&two, "a", 1);
	chain_add_text(&two, "bc", 2);
	assert_int_equal(one.len, two.len);
	assert_memory_not_equal(one.s, two.s, one.len);
}

TEST(nothing_and_an_empty_text_differ)
{
	AUTO_STR one = STR_INIT;
	AUTO_STR two = STR_INIT;

	chain_add_text(&one, "", 0);
	chain_add_null(&two);
	assert_memory_not_equal(one.s, two.s, one.len);
}

TEST(an_anchor_is_26_characters_in_groups_and_reads_back)
{
	unsigned char hash[CHAIN_HASH_SIZE], digits[CHAIN_ANCHOR_DIGITS];
	char anchor[40];

	for (int i = 0; i < CHAIN_HASH_SIZE; i++)
		hash[i] = (unsigned char)(i * 37 + 11);
	chain_anchor(hash, anchor, sizeof(anchor));
	assert_string_equal(anchor, "1CR5-AYMZ-RKMG-WCTR-FPHC-FV0H-6S");
	assert_true(chain_anchor_read(anchor, digits));
	assert_true(chain_anchor_fits(digits, hash));
	for (int bit = 0; bit < 130; bit++) {
		hash[bit / 8] ^= (unsigned char)(0x80 >> bit % 8);
		assert_false(chain_anchor_fits(digits, hash));
		hash[bit / 8] ^= (unsigned char)(0x80 >> bit % 8);
	}
}

TEST(an_anchor_is_read_as_people_write_it)
{
	unsigned char exact[CHAIN_ANCHOR_DIGITS], typed[CHAIN_ANCHOR_DIGITS];

	assert_true(chain_anchor_read("0110-ABCD-EFGH-JKMN-PQRS-TVWX-YZ", exact));
	assert_true(chain_anchor_read("oLi0 abcd efgh jkmn pqrs tvwx yz", typed));
	assert_memory_equal(exact, typed, sizeof(exact));
	assert_false(chain_anchor_read("", typed));
	assert_false(chain_anchor_read("0110-ABCD", typed));
	assert_false(chain_anchor_read("0110-ABCD-EFGH-JKMN-PQRS-TVWX-YZ0", typed));
	assert_false(chain_anchor_read("0110-ABCU-EFGH-JKMN-PQRS-TVWX-YZ", typed));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_format_is_fixed),
		cmocka_unit_test(the_first_link_is_fixed),
		cmocka_unit_test(where_one_column_ends_is_part_of_the_hash),
		cmocka_unit_test(nothing_and_an_empty_text_differ),
		cmocka_unit_test(an_anchor_is_26_characters_in_groups_and_reads_back),
		cmocka_unit_test(an_anchor_is_read_as_people_write_it),
	};

	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
