/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "base/mem.h"
#include "desk/record/record_list.h"
#include "desk/record/record_page.h"

static void
shows(struct record_list *l, int64_t count, int64_t first)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record_row row;
	bool at_least;
	struct err e;

	assert_int_equal(record_list_count(l, &at_least), count);
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 1, &row, &e), count > 0);
	if (count > 0)
		assert_int_equal(row.id, first);
}

/* A list keeps what it has found: until the data or the question change, and no longer. */
TEST(what_a_list_has_found_is_forgotten_in_time)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t first = desk_add(d, "person", "name", "雨宮 一", "kana", "アマミヤ ハジメ");
	struct record_list *l = record_list_new(d, the_form(d, "person"), &h->e);

	assert_true(record_list_filter(l, "雨宮", &h->e));
	shows(l, 1, first);
	int64_t second = desk_add(d, "person", "name", "雨宮 愛", "kana", "アマミヤ アイ");
	shows(l, 2, second);
	assert_true(record_list_sort(l, -1, false, &h->e));
	shows(l, 2, second);
	assert_true(record_list_filter(l, "雨宮 一", &h->e));
	shows(l, 1, first);
	assert_true(record_list_filter(l, "雨宮 二", &h->e));
	shows(l, 0, 0);
	record_list_free(l);
}

/* Another clerk at the same desk does not get the first one's withheld records. */
TEST(what_a_list_has_found_is_asked_anew_for_another_right)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	struct record_list *l;
	bool at_least;

	desk_add(d, "person", "name", "霧島 忍", "withheld", "1");
	desk_home_allow(d, "register", "reveal", true);
	l = record_list_new(d, the_form(d, "person"), &h->e);
	assert_true(record_list_filter(l, "霧島", &h->e));
	desk_home_run(d, "UPDATE role_right SET is_allowed = 0 WHERE act = 'reveal'");
	assert_int_equal(record_list_count(l, &at_least), 1);
	assert_true(staff_read_rights(d, &h->e));
	assert_int_equal(record_list_count(l, &at_least), 0);
	record_list_free(l);
	desk_home_allow(d, "register", "reveal", true);
}

static void
type_filter(struct record_list *l, const char *text)
{
	struct err e;

	assert_true(record_list_filter(l, text, &e));
}

/* Who takes a character back sees at once what there was before it. */
TEST(taking_a_character_back_searches_nothing_again)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t one = desk_add(d, "person", "name", "青葉 一", "kana", "アオバ ハジメ");
	struct record_list *l = record_list_new(d, the_form(d, "person"), &h->e);

	desk_add(d, "person", "name", "青葉 二", "kana", "アオバ フタミ");
	type_filter(l, "青葉");
	shows(l, 2, one);
	type_filter(l, "青葉 一");
	assert_int_equal(l->known.most, 0);
	shows(l, 1, one);
	type_filter(l, "青葉");
	assert_true(l->known.most > 0);
	shows(l, 2, one);
	type_filter(l, "青葉 一");
	assert_true(l->known.most > 0);
	shows(l, 1, one);
	for (int i = 0; i < 3 * RECORD_EARLIER_MAX; i++) {
		AUTO_FREE char *text = mem_printf("%d", i);

		type_filter(l, text);
		record_guess(l, 10, &h->e);
		assert_true(l->earlier_count <= RECORD_EARLIER_MAX);
	}
	type_filter(l, "青葉");
	assert_int_equal(l->known.most, 0);
	shows(l, 2, one);
	record_list_free(l);
}

TEST(what_was_found_before_is_not_shown_when_it_has_changed)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t first = desk_add(d, "person", "name", "若葉 一", "kana", "ワカバ ハジメ");
	struct record_list *l = record_list_new(d, the_form(d, "person"), &h->e);

	type_filter(l, "若葉");
	shows(l, 1, first);
	type_filter(l, "若葉 一");
	shows(l, 1, first);
	int64_t second = desk_add(d, "person", "name", "若葉 愛", "kana", "ワカバ アイ");
	type_filter(l, "若葉");
	shows(l, 2, second);
	type_filter(l, "若葉 一");
	assert_true(record_list_sort(l, -1, false, &h->e)); /* another question */
	type_filter(l, "若葉");
	assert_int_equal(l->known.most, 0);
	shows(l, 2, second);
	record_list_free(l);
}

/* A word that is in every other record is not looked up to the last of them. */
TEST(what_is_common_is_told_by_a_sample)
{
	enum { PERSONS = 40, RARE = 3 };
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[PERSONS];
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	struct record_list *l = record_list_new(d, the_form(d, "person"), &h->e);
	int64_t first = 0;

	for (int i = 0; i < PERSONS; i++) {
		AUTO_FREE char *name =
			mem_printf("%s%d", i >= PERSONS - RARE ? "榎本 梢" : "榎本 ", i);
		int64_t id = desk_add(d, "person", "name", name, "kana", name);

		first = i == 0 ? id : first;
	}
	l->limits.guesses = PERSONS / 2;
	l->limits.sample = 10;
	type_filter(l, "榎本");
	const struct chosen *c = record_guess(l, l->limits.guesses, &h->e);

	assert_int_equal(c->count, 10);
	assert_false(c->is_all);
	assert_int_equal(record_list_fetch(l, &a, NULL, false, PERSONS, rows, &h->e), PERSONS);
	assert_int_equal(rows[0].id, first);
	l->limits.sample = 2;
	type_filter(l, "梢");
	c = record_guess(l, l->limits.guesses, &h->e);
	assert_int_equal(c->count, RARE);
	assert_true(c->is_all);
	record_list_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(what_a_list_has_found_is_forgotten_in_time),
		IN_DESK(what_a_list_has_found_is_asked_anew_for_another_right),
		IN_DESK(taking_a_character_back_searches_nothing_again),
		IN_DESK(what_was_found_before_is_not_shown_when_it_has_changed),
		IN_DESK(what_is_common_is_told_by_a_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
