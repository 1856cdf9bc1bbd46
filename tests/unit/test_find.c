/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/find.h"

struct town {
	struct desk_home home;
	int64_t larks, swallows, hanako;
};

static int
set_up(void **state)
{
	desk_home_set_up(state);
	struct town *t = realloc(*state, sizeof(*t));
	struct desk *d = t->home.desk;

	*state = t;
	t->hanako = desk_add(d, "person", "name", "鈴木 花子", "kana", "スズキ ハナコ", "phone",
			     "03-1234-5678");
	t->larks = desk_add(d, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ",
			    "phone", "03-9876-5421", "representative_id", desk_id(t->hanako));
	t->swallows = desk_add(d, "group", "name", "つばめ会", "kana", "ツバメカイ");
	desk_add(d, "group", "name", "ひばりが丘つばめ会", "kana", "ヒバリガオカツバメカイ");
	return 0;
}

/* The first hit of a typed text; the test fails when there is none. */
static struct find_hit
first(struct town *t, struct arena *a, const char *typed)
{
	struct find_hit *hits;
	struct err e;

	if (find_anything(t->home.desk, a, typed, 10, &hits, &e) < 1)
		fail_msg("\"%s\" finds nothing", typed);
	return hits[0];
}

static int
how_many(struct town *t, const char *typed)
{
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit *hits;
	struct err e;

	return find_anything(t->home.desk, &a, typed, 10, &hits, &e);
}

TEST(a_number_is_exact_in_any_width_and_case)
{
	static const char *const typed[] = { "G-0002", "Ｇ－０００２", "g-0002", " G-0002 " };
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		struct find_hit hit = first(t, &a, typed[i]);
		assert_true(hit.exact);
		assert_int_equal(hit.id, t->swallows);
		assert_string_equal(hit.form->name, "group");
	}
}

TEST(a_name_that_begins_so_comes_before_one_that_holds_it)
{
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit hit = first(t, &a, "つばめ");

	assert_int_equal(hit.id, t->swallows);
	assert_false(hit.exact);
	assert_string_equal(hit.title, "つばめ会");
	assert_int_equal(how_many(t, "つばめ"), 2);
}

TEST(any_part_of_the_reading_finds_it)
{
	static const char *const typed[] = { "ダンヒバリ", "だんひば", "ﾀﾞﾝﾋﾊﾞ" };
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;

	for (size_t i = 0; i < ARRAY_LEN(typed); i++)
		assert_int_equal(first(t, &a, typed[i]).id, t->larks);
}

TEST(a_phone_is_found_by_its_digits_and_shown_masked)
{
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit hit = first(t, &a, "98765421");

	assert_int_equal(hit.id, t->larks);
	assert_non_null(strstr(hit.why, "21"));
	assert_null(strstr(hit.why, "9876"));
}

TEST(a_group_is_found_by_its_representative)
{
	static const char *const typed[] = { "鈴木", "鈴木花子", "スズキ", "すずきはな" };
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		struct find_hit *hits;
		struct err e;
		int count = find_anything(t->home.desk, &a, typed[i], 10, &hits, &e);
		assert_int_equal(count, 2);
		bool is_person_first = str_equal(hits[0].form->name, "person");
		assert_int_equal(hits[is_person_first ? 1 : 0].id, t->larks);
		assert_non_null(strstr(hits[is_person_first ? 1 : 0].why, "鈴木 花子"));
	}
}

TEST(a_new_name_is_found_and_the_old_one_no_more)
{
	struct town *t = *state;

	desk_set(t->home.desk, "person", t->hanako, "name", "佐藤 花子");
	desk_set(t->home.desk, "person", t->hanako, "kana", "サトウ ハナコ");
	assert_int_equal(how_many(t, "鈴木"), 0);
	assert_int_equal(how_many(t, "スズキ"), 0);
	assert_int_equal(how_many(t, "佐藤"), 2);
	assert_int_equal(how_many(t, "サトウ"), 2);
}

TEST(a_number_given_up_still_finds_the_group)
{
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;

	desk_set(t->home.desk, "group", t->larks, "number", "777-1");
	struct find_hit hit = first(t, &a, "G-0001");
	assert_int_equal(hit.id, t->larks);
	assert_false(hit.exact);
}

TEST(nothing_typed_finds_nothing)
{
	struct town *t = *state;

	assert_int_equal(how_many(t, ""), 0);
	assert_int_equal(how_many(t, " 　 "), 0);
	assert_int_equal(how_many(t, "%_*\"'"), 0);
}

TEST(who_may_not_view_finds_nothing)
{
	struct town *t = *state;

	desk_home_allow(t->home.desk, "register", "view", false);
	assert_int_equal(how_many(t, "ひばり"), 0);
	assert_int_equal(how_many(t, "G-0001"), 0);
}

/* The first likely duplicate of a group being typed, or 0. */
static int64_t
duplicate(struct town *t, const char *field, const char *typed_text, int64_t except)
{
	AUTO_ARENA a = ARENA_INIT;
	struct desk *d = t->home.desk;
	const struct form *form = the_form(d, "group");
	const char **typed = arena_alloc(&a, sizeof(*typed) * (size_t)(form->field_count + 1));
	struct find_hit *hits;
	struct err e;

	typed[form_field_index(form, field)] = typed_text;
	return find_duplicates(d, &a, form, except, typed, 5, &hits, &e) > 0 ? hits[0].id : 0;
}

TEST(a_group_typed_again_is_noticed_by_name_reading_phone_and_representative)
{
	struct town *t = *state;

	assert_int_equal(duplicate(t, "name", "合唱団 ヒバリ", 0), t->larks);
	assert_int_equal(duplicate(t, "kana", "がっしょうだんひばり", 0), t->larks);
	assert_int_equal(duplicate(t, "phone", "０３（９８７６）５４２１", 0), t->larks);
	assert_int_equal(duplicate(t, "phone", "0398765421", 0), t->larks);
	assert_int_equal(duplicate(t, "representative_id", "鈴木花子", 0), t->larks);
	assert_int_equal(duplicate(t, "name", "鼓笛隊", 0), 0);
	assert_int_equal(duplicate(t, "name", "合唱団ひばり", t->larks), 0);
}

TEST(a_name_in_another_form_of_its_kanji_is_found_and_noticed)
{
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t bridge = desk_add(t->home.desk, "group", "name", "髙橋文庫", "kana",
				  "タカハシブンコ", "representative_id", "+渡邉 恵");

	assert_int_equal(first(t, &a, "高橋").id, bridge);
	assert_int_equal(how_many(t, "渡辺恵"), 2);
	assert_int_equal(duplicate(t, "name", "高橋文庫", 0), bridge);
	assert_int_equal(duplicate(t, "representative_id", "+渡邊恵", 0), bridge);
	assert_string_equal(first(t, &a, "高橋").title, "髙橋文庫");
}

TEST(a_name_in_another_form_needs_the_number_to_stand_for_a_person)
{
	struct town *t = *state;
	const struct desk *d = t->home.desk;
	int64_t keiko = desk_add(t->home.desk, "person", "name", "斎藤 恵子");

	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "斎藤　恵子"), keiko);
	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "斉藤 恵子"), 0);
	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "斉藤恵子 (P-00002)"), keiko);
	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "鈴木恵子 (P-00002)"), 0);
}

TEST(every_field_that_is_like_it_is_named)
{
	struct town *t = *state;
	AUTO_ARENA a = ARENA_INIT;
	const struct form *form = the_form(t->home.desk, "group");
	const char **typed = arena_alloc(&a, sizeof(*typed) * (size_t)(form->field_count + 1));
	struct find_hit *hits;
	struct err e;

	typed[form_field_index(form, "name")] = "合唱団　ひばり";
	typed[form_field_index(form, "phone")] = "03-9876-5421";
	assert_int_equal(find_duplicates(t->home.desk, &a, form, 0, typed, 5, &hits, &e), 1);
	assert_non_null(strstr(hits[0].why, field_label(form_field_find(form, "name"))));
	assert_non_null(strstr(hits[0].why, field_label(form_field_find(form, "phone"))));
	assert_true(hits[0].same_name && hits[0].same_phone);
	typed[form_field_index(form, "name")] = "合唱団ひばりの会";
	assert_int_equal(find_duplicates(t->home.desk, &a, form, 0, typed, 5, &hits, &e), 1);
	assert_false(hits[0].same_name);
}

#define IN_TOWN(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_TOWN(a_number_is_exact_in_any_width_and_case),
		IN_TOWN(a_name_that_begins_so_comes_before_one_that_holds_it),
		IN_TOWN(any_part_of_the_reading_finds_it),
		IN_TOWN(a_phone_is_found_by_its_digits_and_shown_masked),
		IN_TOWN(a_group_is_found_by_its_representative),
		IN_TOWN(a_new_name_is_found_and_the_old_one_no_more),
		IN_TOWN(a_number_given_up_still_finds_the_group),
		IN_TOWN(nothing_typed_finds_nothing),
		IN_TOWN(who_may_not_view_finds_nothing),
		IN_TOWN(a_group_typed_again_is_noticed_by_name_reading_phone_and_representative),
		IN_TOWN(a_name_in_another_form_of_its_kanji_is_found_and_noticed),
		IN_TOWN(a_name_in_another_form_needs_the_number_to_stand_for_a_person),
		IN_TOWN(every_field_that_is_like_it_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
