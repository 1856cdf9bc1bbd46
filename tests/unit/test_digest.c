/* test_digest.c - both ways of SHA-256 agree, with each other and with the standard. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <string.h>

#include "base/digest.h"
#include "base/rand.h"

TEST(the_standards_example_has_its_digest)
{
	static const unsigned char abc[4] = { 0xba, 0x78, 0x16, 0xbf };
	static const unsigned char none[4] = { 0xe3, 0xb0, 0xc4, 0x42 };
	unsigned char out[DIGEST_BYTES];
	struct digest d;
	digest_init(&d);
	digest_add(&d, "abc", 3);
	digest_end(&d, out);
	assert_memory_equal(out, abc, sizeof(abc));
	digest_init(&d);
	digest_end(&d, out);
	assert_memory_equal(out, none, sizeof(none));
}

TEST(both_ways_agree_for_every_length_and_every_cut)
{
	static unsigned char bytes[1000];
	struct rand r;
	rand_init(&r, 3);
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)rand_next(&r);
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		unsigned char hard[DIGEST_BYTES], soft[DIGEST_BYTES];
		struct digest d;
		digest_init(&d);
		for (size_t at = 0; at < len;) {
			size_t part = 1 + (size_t)rand_below(&r, 150);
			part = part < len - at ? part : len - at;
			digest_add(&d, bytes + at, part);
			at += part;
		}
		digest_end(&d, hard);
		digest_init_software(&d);
		digest_add(&d, bytes, len);
		digest_end(&d, soft);
		assert_memory_equal(hard, soft, DIGEST_BYTES);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standards_example_has_its_digest),
		cmocka_unit_test(both_ways_agree_for_every_length_and_every_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
