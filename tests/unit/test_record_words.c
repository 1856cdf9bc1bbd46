/*
 * test_record_words.c - a list is filtered, and asked by example, in the words that its
 * rows show: a state, a room, the party of a booking, the bands of the rule book.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "base/lang.h"
#include "base/money.h"
#include "desk/record/record_list.h"
#include "desk/record/record_page.h"

struct let {
	struct desk_home home;
	int64_t choir, dance, walk_in;
};

static int
set_up(void **state)
{
	booking_home_set_up(state);
	struct let *t = realloc(*state, sizeof(*t));
	struct desk *d = t->home.desk;

	*state = t;
	desk_add(d, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
	desk_add(d, "group", "name", "よさこい連", "kana", "ヨサコイレン");
	t->choir = book(d, "b", "2026-12-01", "night", "group_id", "1", "heads", "9");
	t->dance = book(d, "hall", "2026-12-02", "morning", "group_id", "2", "heads", "30", "state",
			"applied");
	t->walk_in = book(d, "b", "2026-12-03", "morning,afternoon", "caller", "雲雀 太郎", "phone",
			  "03-1234-5678", "purpose", "ひばり句会");
	return 0;
}

#define IN_LET(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)

/* The ids of a list in its order, newest day first: "3 1". */
static const char *
ids_of(struct record_list *l)
{
	static char text[64];
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[8];
	struct err e = { 0 };
	bool at_least;
	int count = record_list_fetch(l, &a, NULL, false, 8, rows, &e);

	assert_true(count >= 0);
	assert_int_equal(record_list_count(l, &at_least), count);
	text[0] = '\0';
	for (int i = 0; i < count; i++) {
		size_t at = strlen(text);

		snprintf(text + at, sizeof(text) - at, "%s%d", i ? " " : "", (int)rows[i].id);
	}
	return text;
}

static const char *
filtered(struct record_list *l, const char *text)
{
	struct err e = { 0 };

	assert_true(record_list_filter(l, text, &e));
	return ids_of(l);
}

static void
a_filter_takes_the_words_that_the_rows_show(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "booking"),
						&e);

	assert_string_equal(filtered(l, "申請済"), "2");
	assert_string_equal(filtered(l, "申込済"), "2");
	assert_string_equal(filtered(l, "仮押さえ ひばり"), "3 1");
	assert_string_equal(filtered(l, "キャンセル待ち"), "");
	assert_string_equal(filtered(l, "会議室B"), "3 1");
	assert_string_equal(filtered(l, "会議室B　仮予約 ひばり"), "3 1");
	assert_string_equal(filtered(l, "よさ"), "2");
	assert_string_equal(filtered(l, "仮予約 よさこい"), "");
	record_list_free(l);
}

static void
show_columns(struct record_list *l, const char *one, const char *other)
{
	const struct form *form = record_list_form(l);
	int fields[] = { form_field_index(form, one), form_field_index(form, other) };
	struct err e = { 0 };

	assert_true(record_list_columns(l, fields, 2, &e));
}

static void
days_times_and_sums_are_found_as_the_rows_show_them(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "booking"),
						&e);
	AUTO_STR due = STR_INIT;

	assert_string_equal(filtered(l, "12/1"), "1");
	assert_string_equal(filtered(l, "１２／１"), "1");
	assert_string_equal(filtered(l, "12/1(火)"), "1");
	assert_string_equal(filtered(l, "12月3日"), "3");
	assert_string_equal(filtered(l, "2026/12/2"), "2");
	assert_string_equal(filtered(l, "2027/12/2"), "");
	assert_string_equal(filtered(l, "12/1 よさこい"), "");
	assert_string_equal(filtered(l, "9:00"), "3 2");
	yen_add(&due, booking_number(t->home.desk, t->dance, "due"));
	assert_true(strchr(str_text(&due), ',') != NULL);
	assert_string_equal(filtered(l, str_text(&due)), "2");
	str_add(&due, "円");
	assert_string_equal(filtered(l, str_text(&due)), "2");
	show_columns(l, "day", "heads");
	assert_string_equal(filtered(l, "30"), "2");
	assert_string_equal(filtered(l, "9:00"), "");
	record_list_free(l);
}

static void
bands_that_a_column_shows_are_found(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "booking"),
						&e);

	assert_string_equal(filtered(l, "午後"), "");
	show_columns(l, "day", "bands");
	assert_string_equal(filtered(l, "午後"), "3");
	assert_string_equal(filtered(l, "午前"), "3 2");
	record_list_free(l);
}

/* A list whose form has nothing in the index of words. */
static void
a_list_without_an_index_is_filtered_by_its_columns(void **state)
{
	struct let *t = *state;
	struct err e;
	const struct form *form = the_form(t->home.desk, "registration");
	struct record_list *l = record_list_new(t->home.desk, form, &e);

	desk_add(t->home.desk, "registration", "group_id", "1", "valid_from", "2026-12-07");
	desk_add(t->home.desk, "registration", "group_id", "2", "valid_from", "2025-12-07");
	assert_string_equal(filtered(l, "よさこい"), "2");
	assert_string_equal(filtered(l, "12/7"), "1 2");
	assert_string_equal(filtered(l, "2025/12/7"), "2");
	assert_string_equal(filtered(l, "届出"), "");
	record_list_free(l);
}

static void
yes_is_found_by_its_sign(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "site"), &e);

	desk_add(t->home.desk, "site", "code", "n", "name", "北館", "is_active", "0");
	desk_add(t->home.desk, "site", "code", "s", "name", "南館", "is_active", "1");
	assert_string_equal(filtered(l, "○"), "2");
	assert_string_equal(filtered(l, "いいえ"), "1");
	record_list_free(l);
}

/* The choir is called so, and what the other is for has the word too. */
static void
what_the_booking_itself_says_is_found_beside_the_party(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "booking"),
						&e);

	assert_string_equal(filtered(l, "ひばり"), "3 1");
	book(t->home.desk, "a1", "2026-12-04", "night", "caller", "鳥居", "phone", "03-1234-0000",
	     "purpose", "ひばり観察");
	assert_string_equal(ids_of(l), "4 3 1");
	record_list_free(l);
}

static const char *
asked(struct record_list *l, const char *field, const char *condition)
{
	struct err e = { 0 };
	const struct form *form = record_list_form(l);
	const char *typed[64] = { NULL };

	assert_true(form->field_count < 64);
	typed[form_field_index(form, field)] = condition;
	if (!record_list_query(l, typed, &e))
		fail_msg("%s", e.msg);
	return ids_of(l);
}

static void
bands_are_asked_for_by_their_names(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "booking"),
						&e);

	assert_string_equal(asked(l, "bands", "夜間"), "1");
	assert_string_equal(asked(l, "bands", "午前"), "3 2");
	assert_string_equal(asked(l, "bands", "=午前"), "2");
	assert_string_equal(asked(l, "bands", "=午前,午後"), "3");
	assert_string_equal(asked(l, "bands", "!午前"), "1");
	assert_string_equal(asked(l, "bands", "night"), "1");
	assert_string_equal(asked(l, "state", "申請済"), "2");
	record_list_free(l);
}

/* Name, number and representative are in the index: to look them up again reads a whole table. */
static void
what_the_index_has_is_left_to_it(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "group"), &e);

	assert_string_equal(filtered(l, "ひばり"), "1");
	assert_int_equal(l->said_count, 0);
	assert_string_equal(filtered(l, "G-0002"), "2");
	assert_int_equal(l->said_count, 0);
	record_list_free(l);
}

static void
a_word_that_too_many_records_hold_still_finds_them(void **state)
{
	struct let *t = *state;
	struct err e;
	struct record_list *l = record_list_new(t->home.desk, the_form(t->home.desk, "booking"),
						&e);

	l->limits.found = 1; /* the purpose of one is enough */
	assert_string_equal(filtered(l, "句会"), "3");
	assert_string_equal(filtered(l, "ひばり"), "3");
	record_list_free(l);
}

static void
a_day_without_its_year_is_found_in_any(void **state)
{
	struct let *t = *state;
	struct desk *d = t->home.desk;
	struct err e;
	struct record_list *l = record_list_new(d, the_form(d, "group"), &e);

	desk_set(d, "group", 1, "founded_on", "2019-12-01");
	desk_set(d, "group", 2, "founded_on", "2026-12-01");
	show_columns(l, "number", "founded_on");
	assert_string_equal(filtered(l, "12/1"), "1 2");
	assert_string_equal(filtered(l, "12-1"), "1 2");
	assert_string_equal(filtered(l, "12月1日"), "1 2");
	assert_string_equal(filtered(l, "2019-12-1"), "1");
	record_list_free(l);
}

/* A number may be in nearly every column, and the index is asked last: each twice is enough. */
static void
more_columns_find_no_less(void **state)
{
	struct let *t = *state;
	struct err e;
	const struct form *form = the_form(t->home.desk, "booking");
	struct record_list *l = record_list_new(t->home.desk, form, &e);
	int fields[128], count = 2 * form->field_count;

	assert_string_equal(filtered(l, "2"), "3 2 1");
	assert_true(count <= (int)ARRAY_LEN(fields));
	for (int i = 0; i < count; i++)
		fields[i] = i / 2;
	assert_true(record_list_columns(l, fields, count, &e));
	assert_string_equal(ids_of(l), "3 2 1");
	record_list_free(l);
}

/* Names are asked one by one where the index has too many, hers among them. */
static void
a_word_that_many_records_hold_finds_no_withheld_one(void **state)
{
	struct let *t = *state;
	struct desk *d = t->home.desk;
	struct err e;
	int64_t person = desk_add(d, "person", "name", "鶉野 花子", "kana", "ウズラノ ハナコ");
	desk_add(d, "person", "name", "鶉野 次郎", "kana", "ウズラノ ジロウ");
	book(d, "a1", "2026-12-04", "night", "person_id", desk_id(person));
	desk_set(d, "person", person, "withheld", "1");
	struct record_list *l = record_list_new(d, the_form(d, "booking"), &e);

	show_columns(l, "day", "person_id");
	l->limits.found = 1;
	assert_string_equal(filtered(l, "鶉野"), "4");
	desk_home_allow(d, "register", "reveal", false);
	assert_string_equal(filtered(l, "鶉野"), "");
	record_list_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_LET(a_filter_takes_the_words_that_the_rows_show),
		IN_LET(days_times_and_sums_are_found_as_the_rows_show_them),
		IN_LET(bands_that_a_column_shows_are_found),
		IN_LET(a_list_without_an_index_is_filtered_by_its_columns),
		IN_LET(yes_is_found_by_its_sign),
		IN_LET(what_the_booking_itself_says_is_found_beside_the_party),
		IN_LET(bands_are_asked_for_by_their_names),
		IN_LET(what_the_index_has_is_left_to_it),
		IN_LET(a_word_that_too_many_records_hold_still_finds_them),
		IN_LET(a_day_without_its_year_is_found_in_any),
		IN_LET(more_columns_find_no_less),
		IN_LET(a_word_that_many_records_hold_finds_no_withheld_one),
	};

	lang_init("ja");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
