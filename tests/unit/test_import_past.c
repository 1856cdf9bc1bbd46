/*
 * test_import_past.c - what an old ledger knows of the past: groups that are no
 * more, decisions that were made, terms that have ended.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "import_trial.h"

#include "desk/record/undo.h"

static void
a_group_that_is_no_more_comes_in_with_its_people(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"name,kana,representative_id,dissolved_on\n"
				"昔の会,ムカシノカイ,山田花,H20.3.31\n"));
	assert_int_equal(t.r.added, 1);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT g.dissolved_on || c.role FROM civic_group AS g"
				       " JOIN contact AS c ON c.group_id = g.id WHERE ?1",
				       1),
			    "2008-03-31representative");
	assert_true(undo_change(h->desk, t.r.change, NULL, &text, &t.e));
	assert_null(desk_query(h->desk, &a, "SELECT id FROM civic_group WHERE id = ?1", 1));
}

static void
a_row_may_name_one_that_comes_after_it(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"name,kana,merged_into\n"
				"前の会,マエノカイ,後の会\n"
				"迷う会,マヨウカイ,どこにもない会\n"
				"後の会,アトノカイ,\n"));
	assert_int_equal(t.r.rows, 3);
	assert_int_equal(t.r.added, 2);
	assert_int_equal(t.r.refused, 1);
	assert_non_null(strstr(str_text(&t.said), "3: Merged into: there is no"));
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT t.name FROM civic_group AS g JOIN civic_group AS t"
				       " ON t.id = g.merged_into WHERE ?1",
				       1),
			    "後の会");
}

static const char registrations[] =
	"group_id,request,received_on,valid_from,valid_until,fiscal_year,state,decided_on\n"
	"町の会,new,2024-03-01,2024-04-01,2025-03-31,2024,lapsed,2024-03-10\n"
	"町の会,renewal,2025-03-01,2025-04-01,2026-03-31,2024,lapsed,\n"
	"町の会,renewal,2026-03-01,2026-04-01,2027-03-31,,,\n";

/* Where a registration stands is moved by acts, of which the last needs a right of its own. */
static void
past_registrations_come_in_with_their_state(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "町の会", "kana", "マチノカイ");
	desk_home_allow(h->desk, "register", "approve", true);
	assert_true(import_text(h->desk, &t, "registration", registrations));
	assert_int_equal(t.r.added, 2);
	assert_string_equal(str_text(&t.said),
			    "3: Fiscal year follows from the other fields: here it is 2025.\n");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT group_concat(state || coalesce(decided_on, '-'))"
				       " FROM registration WHERE ?1",
				       1),
			    "lapsed2024-03-10,received-");
}

static void
a_day_that_a_row_lacks_is_never_taken_to_be_today(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "町の会", "kana", "マチノカイ");
	assert_true(import_text(h->desk, &t, "registration",
				"group_id,request,received_on,valid_from,valid_until\n"
				"町の会,new,,2024-04-01,2025-03-31\n"));
	assert_int_equal(t.r.added, 0);
	assert_string_equal(str_text(&t.said), "2: Received is needed.\n");
	assert_false(import_text(h->desk, &t, "registration",
				 "group_id,request,valid_from,valid_until\n"
				 "町の会,new,2024-04-01,2025-03-31\n"));
	assert_string_equal(t.e.msg, "No column goes to Received, which is needed.");
}

static void
who_may_not_approve_imports_no_decision(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "町の会", "kana", "マチノカイ");
	desk_home_allow(h->desk, "register", "approve", false);
	assert_true(import_text(h->desk, &t, "registration", registrations));
	assert_int_equal(t.r.added, 1);
	assert_int_equal(t.r.refused, 2);
}

static void
what_a_dissolved_group_had_may_be_entered_later(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"name,kana,dissolved_on\n昔の会,ムカシノカイ,2008-03-31\n"));
	desk_add(h->desk, "person", "name", "山田");
	assert_true(import_text(h->desk, &t, "contact",
				"group_id,person_id,role,term_from,term_until\n"
				"昔の会,山田,treasurer,2005-04-01,2007-03-31\n"
				"昔の会,山田,treasurer,2008-04-01,2009-03-31\n"));
	assert_int_equal(t.r.added, 1);
	assert_string_equal(str_text(&t.said),
			    "3: This group is dissolved; undo the dissolution first.\n");
}

static void
a_part_of_the_key_may_be_empty(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "person", "name", "山田");
	desk_add(h->desk, "group", "name", "町の会", "kana", "マチノカイ", "representative_id",
		 "1");
	t.o.key = the_form(h->desk, "contact")->key;
	assert_true(import_text(h->desk, &t, "contact",
				"group_id,person_id,role,post,term_from,term_until\n"
				"町の会,山田,representative,会長,2020-04-01,\n"
				"町の会,山田,treasurer,,2018-04-01,2020-03-31\n"
				"町の会,,treasurer,,,\n"));
	assert_int_equal(t.r.changed, 1);
	assert_int_equal(t.r.added, 1);
	assert_string_equal(str_text(&t.said),
			    "4: Person is empty, so that the record to change is not known.\n");
}

static void
what_the_program_alone_writes_is_not_imported(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_false(import_text(h->desk, &t, "person_history", "value\n山田\n"));
	assert_non_null(strstr(t.e.msg, "the program alone writes these"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(a_group_that_is_no_more_comes_in_with_its_people),
		IN_DESK(a_row_may_name_one_that_comes_after_it),
		IN_DESK(past_registrations_come_in_with_their_state),
		IN_DESK(a_day_that_a_row_lacks_is_never_taken_to_be_today),
		IN_DESK(who_may_not_approve_imports_no_decision),
		IN_DESK(what_a_dissolved_group_had_may_be_entered_later),
		IN_DESK(a_part_of_the_key_may_be_empty),
		IN_DESK(what_the_program_alone_writes_is_not_imported),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
