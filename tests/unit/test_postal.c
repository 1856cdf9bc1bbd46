/* test_postal.c - Japan Post's list as published, and an address from seven digits. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/postal.h"
#include "exchange/import/import.h"
#include "exchange/postal_read.h"

/* The address, or "-". Lives until the next call. */
static const char *
address(struct desk_home *h, const char *code)
{
	static struct str text;
	str_clear(&text);
	return postal_address(h->desk, code, &text) ? str_text(&text) : "-";
}

static bool
import_list(struct desk_home *h, FILE *f, int64_t *places)
{
	return postal_import(h->desk, f, "KEN_ALL.CSV", NULL, NULL, places, &h->e);
}

static FILE *
sample(void)
{
	struct err e;
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *path = mem_printf("%s/tests/data/ken_all.csv", srcdir ? srcdir : "..");
	FILE *f = import_open(path, &e);
	if (!f)
		fail_msg("%s", e.msg);
	return f;
}

static int64_t
import_sample(struct desk_home *h)
{
	int64_t places = 0;
	AUTO_FCLOSE FILE *f = sample();
	if (!import_list(h, f, &places))
		fail_msg("%s", h->e.msg);
	return places;
}

static const char *
town_of(const char *city, const char *town)
{
	static struct str text;
	str_clear(&text);
	postal_town(city, town, &text);
	return str_text(&text);
}

TEST(remarks_are_no_part_of_an_address)
{
	assert_string_equal(town_of("ひばり市", "以下に掲載がない場合"), "");
	assert_string_equal(town_of("西郡つばめ町", "つばめ町の次に番地がくる場合"), "");
	assert_string_equal(town_of("西郡すずめ村", "すずめ村一円"), "");
	assert_string_equal(town_of("西郡つばめ町", "一円"), "一円");
	assert_string_equal(town_of("ひばり市", "大空町（１～５丁目）"), "大空町");
	assert_string_equal(town_of("ひばり市", "北野（一の沢、二の沢）"), "北野");
	assert_string_equal(town_of("つばめ町", "種野市第１５地割～種野市第２１地割"), "種野市");
	assert_string_equal(town_of("つばめ町", "第３地割～第５地割"), "");
	assert_string_equal(town_of("ひばり市", "駅前タワー（１階）"), "駅前タワー１階");
	assert_string_equal(town_of("ひばり市", "駅前タワー（地階・階層不明）"), "駅前タワー");
}

static void
seven_digits_give_the_address(void **state)
{
	struct desk_home *h = *state;
	assert_string_equal(address(h, "9000001"), "-");
	assert_int_equal(import_sample(h), 15);
	assert_string_equal(address(h, "9000001"), "星野県ひばり市朝日町");
	assert_string_equal(address(h, "900-0001"), "星野県ひばり市朝日町");
	assert_string_equal(address(h, "９００－０００１"), "星野県ひばり市朝日町");
	assert_string_equal(address(h, "9000000"), "星野県ひばり市");
	assert_string_equal(address(h, "9006001"), "星野県ひばり市駅前ひばりタワー１階");
	assert_string_equal(address(h, "9999999"), "-");
	assert_string_equal(address(h, "900"), "-");
}

static void
a_town_over_several_rows_is_one_place(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	import_sample(h);
	assert_string_equal(address(h, "9000011"), "星野県ひばり市北野");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT kana FROM postal_code WHERE code = '9000011' AND ?1",
				       1),
			    "ホシノケンヒバリシキタノ");
}

static void
a_code_of_several_places_gives_what_they_share(void **state)
{
	struct desk_home *h = *state;
	import_sample(h);
	assert_string_equal(address(h, "9000012"), "星野県ひばり市");
	assert_string_equal(address(h, "9030301"), "星野県");
}

static void
importing_again_replaces_the_list(void **state)
{
	struct desk_home *h = *state;
	int64_t first = import_sample(h);
	assert_int_equal(import_sample(h), first);
	assert_int_equal(
		store_get_int(h->desk->store, "SELECT count(*) FROM postal_code WHERE ?1", 1, 0),
		first);
	assert_int_equal(
		store_get_int(h->desk->store,
			      "SELECT count(*) FROM audit WHERE object_type = 'postal_code'"
			      " AND reason = 'Import of KEN_ALL.CSV' AND ?1",
			      1, 0),
		2);
}

static void
what_is_no_such_list_leaves_the_old_one(void **state)
{
	static const char *const texts[] = {
		"a,b\r\n",
		"1,2,9000001,,,,x,ひばり市,,0,0,0,0,0,0\r\n1,2,90,,,,x,y,z,0,0,0,0,0,0\r\n",
		("1,2,9000001,,,,x,ひばり市,朝日町（一,0,0,0,0,0,0\r\n"
		 "1,2,9000002,,,,x,ひばり市,夕日町,0,0,0,0,0,0\r\n"),
		"",
	};
	struct desk_home *h = *state;
	int64_t places;
	import_sample(h);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO_FCLOSE FILE *f = tmpfile();
		fputs(texts[i], f);
		assert_false(import_list(h, f, &places));
		assert_true(h->e.code == ERR_INVALID);
		assert_string_equal(address(h, "9000001"), "星野県ひばり市朝日町");
	}
}

static void
who_may_not_change_codes_may_not_replace_them(void **state)
{
	struct desk_home *h = *state;
	int64_t places;
	AUTO_FCLOSE FILE *f = sample();
	desk_home_allow(h->desk, "code", "change", false);
	assert_false(import_list(h, f, &places));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remarks_are_no_part_of_an_address),
		IN_DESK(seven_digits_give_the_address),
		IN_DESK(a_town_over_several_rows_is_one_place),
		IN_DESK(a_code_of_several_places_gives_what_they_share),
		IN_DESK(importing_again_replaces_the_list),
		IN_DESK(what_is_no_such_list_leaves_the_old_one),
		IN_DESK(who_may_not_change_codes_may_not_replace_them),
	};
	return cmocka_run_group_tests_name("postal", tests, NULL, NULL);
}
