/* test_postal_screen.c - a postal code begins the address beside it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include "desk/postal.h"
#include "exchange/import/import.h"

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

/* The file of the tests' data in imports/. */
static void
put_list(struct seat *s)
{
	char bytes[8192];
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *from = mem_printf("%s/tests/data/ken_all.csv", srcdir ? srcdir : "..");
	AUTO_FREE char *folder = import_folder(s->desk, &s->e);

	assert_non_null(folder);
	AUTO_FREE char *to = mem_printf("%s/KEN_ALL.CSV", folder);
	AUTO_FCLOSE FILE *in = fopen(from, "rb");
	AUTO_FCLOSE FILE *out = fopen(to, "wb");
	assert_true(in && out);
	size_t got = fread(bytes, 1, sizeof(bytes), in);
	assert_int_equal(fwrite(bytes, 1, got, out), got);
}

static void
the_published_list_is_taken_from_the_settings_menu(void **state)
{
	struct seat *s = *state;

	load_places(s);
	put_list(s);
	screen_register_menu(&s->app, "settings");
	assert_shown(s, "郵便番号表");
	screen_postal(&s->app);
	assert_shown(s, "KEN_ALL.CSV");
	seat_press(s, "1");
	assert_shown(s, "いまの表は3件です");
	seat_press(s, "<Esc>");
	assert_int_equal(postal_count(s->desk), 3);
	screen_postal(&s->app);
	seat_press(s, "1");
	seat_press(s, "1");
	assert_shown(s, "郵便番号表を15件にしました");
	assert_int_equal(postal_count(s->desk), 15);
}

static void
a_file_that_is_no_such_list_leaves_the_old_one(void **state)
{
	struct seat *s = *state;

	load_places(s);
	AUTO_FREE char *folder = import_folder(s->desk, &s->e);
	AUTO_FREE char *path = mem_printf("%s/x.csv", folder);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	fputs("a,b\r\n", f);
	fclose(f);
	screen_postal(&s->app);
	seat_press(s, "1");
	seat_press(s, "1");
	assert_shown(s, "15列");
	assert_int_equal(postal_count(s->desk), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(seven_digits_begin_the_address_and_typing_goes_on_behind),
		seat_test(several_places_begin_what_they_share),
		seat_test(an_address_that_is_there_stays),
		seat_test(what_was_filled_in_is_in_the_draft),
		seat_test(the_published_list_is_taken_from_the_settings_menu),
		seat_test(a_file_that_is_no_such_list_leaves_the_old_one),
	};

	lang_init("locale");
	return cmocka_run_group_tests_name("postal_screen", tests, NULL, NULL);
}
