/* test_lang.c - how the language of a run is chosen. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <langinfo.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "test.h"

#include "base/lang.h"
#include "base/macros.h"

/* The folder of the build holds the catalogue beside the program. */
static const char catalogue_dir[] = "locale";

static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

/* One value per name above; NULL for not set. */
static void
start_with(const char *const values[ARRAY_LEN(names)])
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		unsetenv(names[i]);
		if (values[i] != NULL)
			setenv(names[i], values[i], 1);
	}
	lang_init(catalogue_dir);
}

TEST(english_until_it_is_chosen)
{
	assert_false(lang_is_ja());
	assert_string_equal(lang_pick("円", "yen"), "yen");
}

TEST(environment_chooses_the_language)
{
	static const struct {
		const char *values[ARRAY_LEN(names)]; /* LANGUAGE, LC_ALL, LC_MESSAGES, LANG */
		bool ja;
	} cases[] = {
		{ { NULL, NULL, NULL, NULL }, true },
		{ { NULL, "C", NULL, NULL }, true },
		{ { NULL, "C.UTF-8", NULL, "en_US.UTF-8" }, true },
		{ { NULL, "POSIX", NULL, NULL }, true },
		{ { NULL, NULL, NULL, "ja_JP.UTF-8" }, true },
		{ { NULL, NULL, NULL, "ja_JP.eucJP" }, true },
		{ { NULL, NULL, NULL, "ja" }, true },
		{ { NULL, NULL, NULL, "en_US.UTF-8" }, false },
		{ { NULL, NULL, NULL, "de_DE.UTF-8" }, false },
		{ { NULL, NULL, NULL, "jam" }, false }, /* Jamaican Creole */
		{ { NULL, NULL, "en_GB.UTF-8", "ja_JP.UTF-8" }, false },
		{ { NULL, "ja_JP.UTF-8", "en_GB.UTF-8", "en_GB.UTF-8" }, true },
		{ { "en", "ja_JP.UTF-8", NULL, NULL }, false },
		{ { "ja:en", "en_US.UTF-8", NULL, NULL }, true },
		{ { "en:ja", "ja_JP.UTF-8", NULL, NULL }, false },
		{ { "", NULL, NULL, "en_US.UTF-8" }, false },
		{ { ":", NULL, NULL, "en_US.UTF-8" }, false },
		{ { NULL, "", "", "en_US.UTF-8" }, false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		start_with(cases[i].values);
		assert_int_equal(lang_is_ja(), cases[i].ja);
		assert_string_equal(lang_pick("円", "yen"), cases[i].ja ? "円" : "yen");
	}
}

TEST(picking_falls_back_to_the_other_language)
{
	start_with((const char *[]){ "en", NULL, NULL, NULL });
	assert_string_equal(lang_pick("円", NULL), "円");
	start_with((const char *[]){ "ja", NULL, NULL, NULL });
	assert_string_equal(lang_pick(NULL, "yen"), "yen");
	assert_null(lang_pick(NULL, NULL));
}

TEST(text_is_utf8_whatever_the_locale_says)
{
	start_with((const char *[]){ NULL, "ja_JP.eucJP", NULL, NULL });
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
	assert_int_equal(wcswidth(L"漢", 1), 2);
	start_with((const char *[]){ NULL, "C", NULL, NULL });
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
}

TEST(catalogue_follows_the_language)
{
	start_with((const char *[]){ NULL, "C", NULL, NULL });
	assert_string_equal(gettext("The sum is too large."), "金額が大きすぎます。");
	start_with((const char *[]){ "en", "ja_JP.UTF-8", NULL, NULL });
	assert_string_equal(gettext("The sum is too large."), "The sum is too large.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(english_until_it_is_chosen),
		cmocka_unit_test(environment_chooses_the_language),
		cmocka_unit_test(picking_falls_back_to_the_other_language),
		cmocka_unit_test(text_is_utf8_whatever_the_locale_says),
		cmocka_unit_test(catalogue_follows_the_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
