/* test_record_walk.c - a walk gives what the pages give, as of one moment. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/disclose.h"
#include "desk/record/record_list.h"
#include "desk/record/record_walk.h"

/* Enough that a walk goes through the table, segment by segment. */
enum { GROUPS = 2600, PERSONS = 40, PAGE = 100 };

static void
fill(struct desk *d)
{
	desk_home_run(d, "INSERT INTO person (name, kana, withheld)"
			 " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
			 " WHERE i < 40) SELECT '人' || i, 'ヒト', i % 8 = 0 FROM n");
	desk_home_run(d, "INSERT INTO civic_group (name, kana, kind, phone, members,"
			 " representative_id, place, dissolved_on)"
			 " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
			 " WHERE i < 2600) SELECT '会' || i, 'カイ' || (i * 7919 % 2600),"
			 " CASE i % 3 WHEN 0 THEN 'civic' WHEN 1 THEN 'city' ELSE 'school' END,"
			 " '03-1234-' || (1000 + i), nullif(i % 50, 0),"
			 " CASE WHEN i % 5 > 0 THEN 1 + i % 40 END, '部屋' || i,"
			 " CASE WHEN i % 11 = 0 THEN '2026-01-01' END FROM n");
}

static int
set_up(void **state)
{
	desk_home_set_up(state);
	fill(((struct desk_home *)*state)->desk);
	return 0;
}

static struct record_list *
list_of(struct desk_home *h, const char *form)
{
	struct record_list *l = record_list_new(h->desk, the_form(h->desk, form), &h->e);
	if (!l)
		fail_msg("%s", h->e.msg);
	return l;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Walks and turns pages side by side; the number of rows. */
static int
compare(struct desk_home *h, struct record_list *l)
{
	const int *fields;
	int columns = record_list_column_fields(l, &fields);
	struct record_walk *w = record_walk_new(l, &h->e);
	AUTO_FREE char *anchor = NULL;
	int rows = 0;
	assert_non_null(w);
	for (int got = PAGE; got == PAGE;) {
		AUTO_ARENA a = ARENA_INIT;
		struct record_row page[PAGE];
		got = record_list_fetch(l, &a, anchor, false, PAGE, page, &h->e);
		assert_true(got >= 0);
		for (int i = 0; i < got; i++, rows++) {
			struct record_seen seen;
			assert_true(record_walk_next(w, &seen, &h->e));
			assert_int_equal(seen.id, page[i].id);
			for (int k = 0; k < columns; k++)
				assert_true(same(seen.values[k], page[i].stored[k]));
		}
		if (got > 0) {
			free(anchor);
			anchor = mem_strdup(page[got - 1].anchor);
		}
	}
	struct record_seen seen;
	assert_false(record_walk_next(w, &seen, &h->e));
	assert_int_equal(h->e.code, ERR_NONE);
	record_walk_free(w);
	return rows;
}

static void
a_walk_gives_the_rows_of_the_pages_in_every_order(void **state)
{
	struct desk_home *h = *state;
	static const char *const orders[] = { "kana", "name", "kind", "members",
					      "representative_id" };
	const struct form *form = the_form(h->desk, "group");
	for (size_t i = 0; i < 2 * ARRAY_LEN(orders); i++) {
		struct record_list *l = list_of(h, "group");
		assert_true(record_list_sort(l, form_field_index(form, orders[i / 2]), i % 2 == 1,
					     &h->e));
		assert_int_equal(compare(h, l), GROUPS - GROUPS / 11);
		record_list_free(l);
	}
}

static void
a_walk_obeys_filter_and_conditions(void **state)
{
	struct desk_home *h = *state;
	const struct form *form = the_form(h->desk, "group");
	const char *conditions[64] = { NULL };
	struct record_list *l = list_of(h, "group");
	assert_true(record_list_all(l, true, &h->e));
	assert_int_equal(compare(h, l), GROUPS);
	conditions[form_field_index(form, "kind")] = "=civic";
	assert_true(record_list_query(l, conditions, &h->e));
	assert_int_equal(compare(h, l), GROUPS / 3);
	conditions[form_field_index(form, "members")] = ">48";
	assert_true(record_list_query(l, conditions, &h->e));
	assert_in_range(compare(h, l), 10, 30);
	conditions[form_field_index(form, "members")] = NULL;
	conditions[form_field_index(form, "place")] = "9";
	assert_true(record_list_query(l, conditions, &h->e));
	assert_in_range(compare(h, l), 200, 600);
	record_list_free(l);
}

static void
withheld_records_are_a_word_and_masks_stand_in(void **state)
{
	struct desk_home *h = *state;
	const struct form *form = the_form(h->desk, "person");
	const int fields[] = { form_field_index(form, "name"), form_field_index(form, "kana") };
	struct record_list *l = list_of(h, "person");
	struct record_seen seen;
	int hidden = 0, rows = 0;
	assert_true(record_list_columns(l, fields, 2, &h->e));
	struct record_walk *w = record_walk_new(l, &h->e);
	for (; record_walk_next(w, &seen, &h->e); rows++) {
		if (!seen.stands_in[0])
			continue;
		assert_string_equal(seen.values[0], disclose_withheld_word());
		assert_null(seen.values[1]);
		hidden++;
	}
	record_walk_free(w);
	record_list_free(l);
	assert_int_equal(rows, PERSONS);
	assert_int_equal(hidden, PERSONS / 8);
}

static void
what_others_write_meanwhile_is_not_seen(void **state)
{
	struct desk_home *h = *state;
	struct record_list *l = list_of(h, "group");
	struct record_walk *w = record_walk_new(l, &h->e);
	struct record_seen seen;
	int rows = 0;
	for (; record_walk_next(w, &seen, &h->e); rows++) {
		if (rows == 10)
			desk_home_break(h, "UPDATE civic_group SET kind = 'city',"
					   " kana = 'ア' WHERE dissolved_on IS NULL");
	}
	assert_int_equal(rows, GROUPS - GROUPS / 11);
	record_walk_free(w);
	record_list_free(l);
}

#define IN_FULL_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FULL_DESK(a_walk_gives_the_rows_of_the_pages_in_every_order),
		IN_FULL_DESK(a_walk_obeys_filter_and_conditions),
		IN_FULL_DESK(withheld_records_are_a_word_and_masks_stand_in),
		IN_FULL_DESK(what_others_write_meanwhile_is_not_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
