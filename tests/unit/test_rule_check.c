/* test_rule_check.c - what a rule book may not lack, and what may not stand in it twice. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"

#define ROOMS_AND_BANDS                                                                     \
	TITLE                                                                                 \
	"rooms: [{code: a, name: A室}, {code: b, name: B室}]\n"                              \
	"bands:\n"                                                                           \
	"  - {code: am, name: 午前, from: \"09:00\", to: \"12:00\"}\n"                       \
	"  - {code: pm, name: 午後, from: \"13:00\", to: \"17:00\"}\n"                       \
	"  - {code: day, name: 全日, covers: [am, pm]}\n"                                    \
	"slots: [{code: usual, bands: [am, pm, day]}]\n"                                     \
	"hours: [{open: 09:00-17:00}]\n"

TEST(whole_book_has_no_faults)
{
	assert_check(ROOMS_AND_BANDS
		"prices:\n"
		"  - code: list\n"
		"    rows_by: room\n"
		"    columns_by: band\n"
		"    columns: [am, pm, day]\n"
		"    per: band\n"
		"    rows: {a: [100, 200, 280], b: [150, 250, 380]}\n", "");
}

TEST(missing_row_names_room_and_bands)
{
	assert_check(ROOMS_AND_BANDS
		"prices:\n"
		"  - code: list\n"
		"    rows_by: room\n"
		"    columns_by: band\n"
		"    columns: [am, pm]\n"
		"    per: band\n"
		"    rows: {a: [100, 200]}\n",
		"b:10:5: No price applies: B室, 午前/午後.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_book_has_no_faults),
		cmocka_unit_test(missing_row_names_room_and_bands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
