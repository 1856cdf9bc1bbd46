/*
 * test_export_screen.c - a list on its way into a file: what is on the screen,
 * for what it is, what shall stand for characters that Shift_JIS lacks.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "seat.h"

#include <dirent.h>

/* The only file in exports/ with this ending, whole, in `b`; its name, or NULL for none. */
static const char *
read_export(struct seat *s, const char *ending, struct str *b)
{
	static char name[300];
	DIR *dir = opendir(home_file(&s->home.home, "exports"));
	int found = 0;

	for (const struct dirent *d; dir && (d = readdir(dir));) {
		if (!str_ends(d->d_name, ending))
			continue;
		snprintf(name, sizeof(name), "exports/%s", d->d_name);
		found++;
	}
	if (dir)
		closedir(dir);
	if (found == 0)
		return NULL;
	assert_int_equal(found, 1);
	AUTO_FCLOSE FILE *f = fopen(home_file(&s->home.home, name), "r");
	char part[4096];
	str_clear(b);
	str_add_len(b, part, fread(part, 1, sizeof(part), f));
	return name;
}

static void
open_groups(struct seat *s)
{
	screen_list(&s->app, the_form(s->desk, "group"));
}

static void
what_is_on_the_screen_is_in_the_file(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	open_groups(s);
	seat_press(s, "ひ<F8>");
	assert_shown(s, "団体一覧をファイルへ");
	seat_press(s, "<3>");
	assert_shown(s, "何のためのファイルですか");
	assert_null(read_export(s, ".csv", &text));
	seat_press(s, "市への報告<Enter>");
	assert_shown(s, "2件を書き出しました");
	assert_shown(s, read_export(s, ".csv", &text));
	assert_non_null(strstr(str_text(&text), "団体番号,団体名,"));
	assert_non_null(strstr(str_text(&text), "合唱団ひばり"));
	assert_non_null(strstr(str_text(&text), "0299-55-0101"));
	assert_null(strstr(str_text(&text), "よさこい連"));
	assert_int_equal(store_get_int(s->desk->store,
				       "SELECT count(*) FROM audit WHERE action = 'export' AND "
				       "reason = '市への報告' AND ?1",
				       1, 0),
			 2);
}

static void
esc_and_an_empty_purpose_write_nothing(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	open_groups(s);
	seat_press(s, "<F8><Esc><F8><1><Esc>");
	assert_shown(s, "団体一覧");
	seat_press(s, "<C-e><1><Enter>");
	assert_shown(s, "使い道を書いてください");
	assert_null(read_export(s, ".csv", &text));
}

static void
add_lacking(struct seat *s)
{
	desk_add(s->desk, "group", "name", "𠮷野é会", "kana", "ヨシノ");
	open_groups(s);
	seat_press(s, "<F8><1>市への報告<Enter>");
}

static void
what_shift_jis_lacks_is_listed_and_replaced_when_told(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	add_lacking(s);
	assert_shown(s, "Shift_JISにない文字が2字");
	assert_shown(s, "𠮷");
	assert_shown(s, "吉");
	assert_shown(s, "団体名");
	assert_null(read_export(s, ".csv", &text));
	seat_press(s, "<F10>");
	assert_shown(s, "2字を置き換え");
	assert_non_null(read_export(s, ".csv", &text));
	assert_non_null(strstr(str_text(&text), "\x8B\x67\x96\xEC" "e\x89\xEF"));
}

static void
or_with_the_printers_mark(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	add_lacking(s);
	seat_press(s, "<F9>");
	assert_non_null(read_export(s, ".csv", &text));
	assert_non_null(strstr(str_text(&text), "\x81\xAC\x96\xEC\x81\xAC\x89\xEF"));
}

static void
or_in_utf8(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	add_lacking(s);
	seat_press(s, "<F8>");
	assert_non_null(read_export(s, ".csv", &text));
	assert_non_null(strstr(str_text(&text), "𠮷野é会"));
	assert_true(str_starts(str_text(&text), "\xEF\xBB\xBF"));
}

static void
or_not_at_all(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	add_lacking(s);
	seat_press(s, "<Esc>");
	assert_shown(s, "団体一覧");
	assert_null(read_export(s, ".csv", &text));
}

static void
what_is_not_personal_asks_for_no_purpose(void **state)
{
	struct seat *s = *state;
	AUTO_STR text = STR_INIT;

	screen_list(&s->app, the_form(s->desk, "replacement"));
	seat_press(s, "<F8><3>");
	assert_shown(s, "件を書き出しました");
	assert_non_null(read_export(s, ".csv", &text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(what_is_on_the_screen_is_in_the_file),
		seat_test(esc_and_an_empty_purpose_write_nothing),
		seat_test(what_shift_jis_lacks_is_listed_and_replaced_when_told),
		seat_test(or_with_the_printers_mark),
		seat_test(or_in_utf8),
		seat_test(or_not_at_all),
		seat_test(what_is_not_personal_asks_for_no_purpose),
	};

	lang_init("locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
