/* test_postal_screen.c - a postal code begins the address beside it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "desk/postal.h"

static void
load_places(struct seat *s)
{
	static const struct postal_place places[] = {
		{ "9000001", "星野県", "ひばり市", "朝日町", "" },
		{ "9000012", "星野県", "ひばり市", "南", "" },
		{ "9000012", "星野県", "ひばり市", "南野", "" },
	};
	int64_t count;
	struct postal_load *load = postal_load_begin(s->desk, &s->e);

	assert_non_null(load);
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		assert_true(postal_load_add(load, &places[i], &s->e));
	assert_true(postal_load_commit(load, "test", &count, &s->e));
	postal_load_end(load);
	assert_int_equal(count, 3);
}

/* A new person, the caret in the postal code. */
static void
begin_person(struct seat *s)
{
	load_places(s);
	screen_record(&s->app, the_form(s->desk, "person"), 0, NULL);
	seat_press(s, "山田花子<Enter><Enter><Enter><Enter><Enter><Enter>");
}

static void
seven_digits_begin_the_address_and_typing_goes_on_behind(void **state)
{
	struct seat *s = *state;

	begin_person(s);
	seat_press(s, "９０００００１<Enter>");
	assert_shown(s, "星野県ひばり市朝日町");
	seat_press(s, "2-3<F10>");
	assert_shown(s, "星野県ひばり市朝日町2-3");
	assert_shown(s, "900-0001");
}

static void
several_places_begin_what_they_share(void **state)
{
	struct seat *s = *state;

	begin_person(s);
	seat_press(s, "9000012<Enter>");
	assert_shown(s, "星野県ひばり市");
	assert_not_shown(s, "星野県ひばり市南");
}

static void
an_address_that_is_there_stays(void **state)
{
	struct seat *s = *state;

	begin_person(s);
	seat_press(s, "<Enter>東京都のどこか<Up>9000001<Enter>");
	assert_shown(s, "東京都のどこか");
	assert_not_shown(s, "朝日町");
}

static void
what_was_filled_in_is_in_the_draft(void **state)
{
	struct seat *s = *state;

	begin_person(s);
	seat_press(s, "9000001<Enter>");
	seat_leave(s);
	memset(&s->text, 0, sizeof(s->text));
	seat_sit(s, desk_home_open(&s->home, "tanaka", false));
	assert_shown(s, "書きかけが1件あります");
	seat_press(s, "<Enter>");
	assert_shown(s, "星野県ひばり市朝日町");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(seven_digits_begin_the_address_and_typing_goes_on_behind),
		seat_test(several_places_begin_what_they_share),
		seat_test(an_address_that_is_there_stays),
		seat_test(what_was_filled_in_is_in_the_draft),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("postal_screen", tests, NULL, NULL);
}
