/*
 * test_undo.c - taking changes back: what was added goes, what was changed or
 * removed comes back, with all that followed from it; not twice, and not when
 * somebody has built on it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/undo.h"
#include "desk/register/group.h"
#include "desk/register/registration.h"
#include "desk/setting.h"
#include "store/audit.h"

/* The group that most tests begin with: with a representative made from a name. */
static int64_t
add_choir(struct desk_home *h)
{
	return desk_add(h->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ",
			"representative_id", "+田中花子");
}

static int64_t
last_change(struct desk_home *h)
{
	return audit_last_change(h->desk->store);
}

/* Takes the change back, or fails the test; the number of the new change. */
static int64_t
undo(struct desk_home *h, int64_t change)
{
	AUTO_STR said = STR_INIT;

	if (!undo_change(h->desk, change, "誤入力", &said, &h->e))
		fail_msg("%s", h->e.msg);
	return last_change(h);
}

static bool
try_undo(struct desk_home *h, int64_t change)
{
	AUTO_STR said = STR_INIT;

	err_clear(&h->e);
	bool done = undo_change(h->desk, change, NULL, &said, &h->e);
	assert_true(done == (said.len > 0));
	return done;
}

static int64_t
count(struct desk_home *h, const char *sql, int64_t param)
{
	return store_get_int(h->desk->store, sql, param, -1);
}

static void
assert_says(struct desk_home *h, const char *words)
{
	if (!strstr(h->e.msg, words))
		fail_msg("\"%s\" does not say \"%s\"", h->e.msg, words);
}

static void
assert_value(struct desk_home *h, const char *form, int64_t id, const char *field,
	     const char *expected)
{
	struct record *r = record_read(h->desk, the_form(h->desk, form), id, &h->e);

	assert_non_null(r);
	if (expected)
		assert_string_equal(record_get(r, field), expected);
	else
		assert_null(record_get(r, field));
	record_free(r);
}

static void
an_added_group_goes_with_all_that_came_with_it(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	int64_t id = add_choir(h);

	assert_true(undo_change(h->desk, last_change(h), "誤入力", &said, &h->e));
	assert_non_null(strstr(str_text(&said), "合唱団ひばり"));
	assert_non_null(strstr(str_text(&said), "(3 records)"));
	assert_int_equal(count(h, "SELECT count(*) FROM civic_group WHERE id = ?1", id), 0);
	assert_int_equal(count(h, "SELECT count(*) FROM person WHERE ?1 > 0", id), 0);
	assert_int_equal(count(h, "SELECT count(*) FROM contact WHERE ?1 > 0", id), 0);
	assert_int_equal(count(h, "SELECT count(*) FROM search_key WHERE key LIKE '%ヒバリ%'", id),
			 0);
}

static void
undoing_is_a_change_that_names_what_it_takes_back(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	add_choir(h);
	int64_t change = last_change(h);
	int64_t by = undo(h, change);
	assert_true(by > change);
	assert_int_equal(count(h, "SELECT count(*) FROM audit WHERE undoes = ?1", change), 3);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT DISTINCT reason FROM audit WHERE undoes = ?1",
				       change),
			    "誤入力");
}

static void
a_changed_field_gets_its_former_value(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	desk_set(h->desk, "group", id, "phone", "03-9999-0000");
	undo(h, last_change(h));
	assert_value(h, "group", id, "phone", "03-1234-5678");
}

static void
a_change_stays_undoable_when_other_fields_changed_since(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	int64_t change = last_change(h);
	desk_set(h->desk, "group", id, "place", "会議室A");
	undo(h, change);
	assert_value(h, "group", id, "phone", NULL);
	assert_value(h, "group", id, "place", "会議室A");
}

static void
choices_come_back_in_their_order(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "activity", "town,culture,welfare");
	desk_set(h->desk, "group", id, "activity", "culture");
	undo(h, last_change(h));
	assert_value(h, "group", id, "activity", "town,culture,welfare");
}

static void
the_former_representative_holds_the_post_again(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	AUTO_ARENA a = ARENA_INIT;

	desk_home_clock(h->desk, "2027-05-10T10:00");
	desk_set(h->desk, "group", id, "representative_id", "+鈴木一郎");
	undo(h, last_change(h));
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT group_concat(p.name || ' ' || ifnull(c.term_until, '-'))"
			   " FROM contact AS c JOIN person AS p ON p.id = c.person_id"
			   " WHERE c.group_id = ?1",
			   id),
		"田中花子 -");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT p.name FROM civic_group AS g JOIN person AS p"
				       " ON p.id = g.representative_id WHERE g.id = ?1",
				       id),
			    "田中花子");
	assert_int_equal(count(h, "SELECT count(*) FROM person WHERE ?1 > 0", id), 1);
}

static void
a_renamed_group_loses_the_entry_in_its_history(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "name", "ひばり混声");
	undo(h, last_change(h));
	assert_value(h, "group", id, "name", "合唱団ひばり");
	assert_int_equal(count(h, "SELECT count(*) FROM group_history WHERE group_id = ?1", id), 0);
}

static void
a_change_is_not_taken_back_twice(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	int64_t change = last_change(h);
	undo(h, change);
	assert_false(try_undo(h, change));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_says(h, "already");
}

static void
undoing_can_be_undone_again_and_again(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	int64_t added = last_change(h);
	int64_t gone = undo(h, added);
	int64_t back = undo(h, gone);

	assert_value(h, "group", id, "name", "合唱団ひばり");
	assert_value(h, "group", id, "number", "G-0001");
	assert_int_equal(count(h, "SELECT count(*) FROM contact WHERE group_id = ?1", id), 1);
	assert_false(try_undo(h, gone));
	undo(h, back);
	assert_int_equal(count(h, "SELECT count(*) FROM civic_group WHERE id = ?1", id), 0);
	assert_false(try_undo(h, added));
	assert_says(h, "already");
	undo(h, last_change(h));
	assert_value(h, "group", id, "name", "合唱団ひばり");
}

static void
what_was_built_upon_stays_and_the_builder_is_named(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	int64_t change = last_change(h);
	desk_home_clock(h->desk, "2026-11-21T09:05");
	desk_set(h->desk, "group", id, "phone", "03-9999-0000");
	assert_false(try_undo(h, change));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_says(h, "\"Phone\"");
	assert_says(h, "田中, 11/21 Sat 9:05");
	assert_value(h, "group", id, "phone", "03-9999-0000");
}

static void
an_added_record_that_was_filled_in_since_stays(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	int64_t change = last_change(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	assert_false(try_undo(h, change));
	assert_says(h, "\"Phone\"");
	assert_value(h, "group", id, "phone", "03-1234-5678");
}

static void
an_added_record_that_others_name_stays(void **state)
{
	struct desk_home *h = *state;
	int64_t person = desk_add(h->desk, "person", "name", "鈴木一郎");
	int64_t change = last_change(h);

	desk_add(h->desk, "group", "name", "写真の会", "kana", "シャシンノカイ",
		 "representative_id", desk_id(person));
	assert_false(try_undo(h, change));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_says(h, "Group \"写真の会\"");
	assert_value(h, "person", person, "name", "鈴木一郎");
}

static void
a_record_that_is_gone_cannot_be_changed_back(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", "鈴木一郎");
	int64_t added = last_change(h);

	desk_set(h->desk, "person", id, "note", "電話は夕方");
	int64_t changed = last_change(h);
	undo(h, changed);
	undo(h, added);
	assert_false(try_undo(h, changed));
	assert_says(h, "already");
}

static void
a_number_that_is_no_change_is_said_so(void **state)
{
	struct desk_home *h = *state;

	assert_false(try_undo(h, 123456));
	assert_int_equal(h->e.code, ERR_NOT_FOUND);
	assert_says(h, "123456");
}

static void
undo_needs_the_right_to_change_every_record_in_it(void **state)
{
	struct desk_home *h = *state;

	add_choir(h);
	int64_t change = last_change(h);
	desk_home_allow(h->desk, "register", "change", false);
	assert_false(try_undo(h, change));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

/* A registration of the choir that was checked and then approved. */
static int64_t
approve_choir(struct desk_home *h, int64_t group)
{
	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	int64_t id = desk_add(h->desk, "registration", "group_id", desk_id(group), "received_on",
			      "2026-11-20");
	assert_true(registration_move(h->desk, id, REGISTRATION_CHECKED, NULL, &h->e));
	assert_true(registration_move(h->desk, id, REGISTRATION_APPROVED, NULL, &h->e));
	return id;
}

static void
a_decision_is_taken_back_by_who_may_decide(void **state)
{
	struct desk_home *h = *state;
	int64_t id = approve_choir(h, add_choir(h));
	int64_t approval = last_change(h);

	desk_home_allow(h->desk, "register", "approve", false);
	assert_false(try_undo(h, approval));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_says(h, "right to decide");
	assert_value(h, "registration", id, "state", "approved");
	desk_home_allow(h->desk, "register", "approve", true);
	int64_t back = undo(h, approval);
	assert_value(h, "registration", id, "state", "checked");
	desk_home_allow(h->desk, "register", "approve", false);
	assert_false(try_undo(h, back)); /* it would approve again */
	assert_says(h, "right to decide");
	assert_value(h, "registration", id, "state", "checked");
}

static void
a_refusal_is_taken_back_by_who_may_decide(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "registration", "group_id", desk_id(add_choir(h)),
			      "received_on", "2026-11-20");

	assert_true(registration_move(h->desk, id, REGISTRATION_REFUSED, "会則がない", &h->e));
	int64_t refusal = last_change(h);
	desk_home_allow(h->desk, "register", "approve", false);
	assert_false(try_undo(h, refusal));
	assert_says(h, "right to decide");
	desk_home_allow(h->desk, "register", "approve", true);
	undo(h, refusal);
	assert_value(h, "registration", id, "state", "received");
}

static void
who_may_not_decide_takes_back_a_check_and_a_dissolution(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_choir(h);
	int64_t id = approve_choir(h, group);
	int64_t next = desk_add(h->desk, "registration", "group_id", desk_id(group), "received_on",
				"2026-11-20");

	desk_home_allow(h->desk, "register", "approve", false);
	assert_true(registration_move(h->desk, next, REGISTRATION_CHECKED, NULL, &h->e));
	undo(h, last_change(h));
	assert_value(h, "registration", next, "state", "received");
	assert_true(group_dissolve(h->desk, group, "2026-11-20", "会員減", &h->e));
	assert_value(h, "registration", id, "state", "lapsed");
	undo(h, last_change(h));
	assert_value(h, "registration", id, "state", "approved");
}

static void
undo_shows_no_withheld_person_again(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", "鈴木一郎");

	desk_set(h->desk, "person", id, "withheld", "1");
	int64_t change = last_change(h);
	desk_home_allow(h->desk, "register", "approve", false);
	assert_false(try_undo(h, change));
	assert_string_equal(h->e.field, "withheld");
	desk_home_allow(h->desk, "register", "approve", true);
	undo(h, change);
	assert_value(h, "person", id, "withheld", "0");
}

static void
the_last_change_of_the_session_is_offered_until_it_is_undone(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	int64_t added = last_change(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	int64_t changed = last_change(h);
	assert_int_equal(undo_last(h->desk), changed);
	int64_t by = undo(h, changed);
	assert_int_equal(undo_last(h->desk), added);
	undo(h, by);
	assert_int_equal(undo_last(h->desk), changed);
}

static void
another_desks_change_is_not_offered(void **state)
{
	struct desk_home *h = *state;
	int64_t mine = undo_last(h->desk);
	struct desk *other = desk_home_open(h, "tanaka", false);

	assert_true(staff_sign_in_account(other, &h->e));
	desk_add(other, "person", "name", "鈴木一郎");
	assert_int_equal(undo_last(h->desk), mine);
	assert_true(undo_last(other) > mine);
	desk_close(other);
}

static void
an_undone_setting_or_code_holds_at_once(void **state)
{
	struct desk_home *h = *state;
	const struct field_lookup *lookup = &h->desk->lookup;

	assert_true(setting_set(h->desk, "desk.idle_minutes", "7", &h->e));
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 7);
	undo(h, last_change(h));
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 5);
	desk_add(h->desk, "code", "list", "contact_role", "code", "webmaster", "label", "サイト係");
	assert_string_equal(lookup->code_find(lookup->ctx, "contact_role", "サイト係"),
			    "webmaster");
}

static void
an_added_code_is_retired_and_comes_back_with_redo(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	int64_t id = desk_add(h->desk, "code", "list", "contact_role", "code", "webmaster", "label",
			      "サイト係");
	int64_t added = last_change(h);

	assert_true(undo_change(h->desk, added, NULL, &said, &h->e));
	assert_non_null(strstr(str_text(&said), "Taken out of use"));
	assert_non_null(strstr(str_text(&said), "サイト係"));
	assert_value(h, "code", id, "retired", "1");
	assert_false(try_undo(h, added));
	assert_says(h, "already");
	undo(h, last_change(h));
	assert_value(h, "code", id, "retired", "0");
}

static void
an_added_member_of_staff_is_disabled_and_keeps_the_roles(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "staff", "code", "sato", "name", "佐藤", "roles",
			      "reception");

	undo(h, last_change(h));
	assert_value(h, "staff", id, "is_active", "0");
	assert_value(h, "staff", id, "roles", "reception");
}

static void
the_last_administrator_is_not_disabled_by_undo(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "staff", "code", "sato", "name", "佐藤", "roles",
			      "administrator");
	int64_t added = last_change(h);

	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "reception,manager");
	desk_home_allow(h->desk, "staff", "change", true);
	desk_home_run(h->desk, "UPDATE role_right SET is_allowed = 1 WHERE role = 'manager'"
			       " AND area = 'staff'");
	assert_true(staff_read_rights(h->desk, &h->e));
	assert_false(try_undo(h, added));
	assert_says(h, "last administrator");
	assert_value(h, "staff", id, "is_active", "1");
}

static void
what_was_added_out_of_use_is_left_as_it_is(void **state)
{
	struct desk_home *h = *state;

	desk_add(h->desk, "code", "list", "contact_role", "code", "webmaster", "label", "サイト係",
		 "retired", "1");
	assert_false(try_undo(h, last_change(h)));
	assert_says(h, "cannot be removed");
}

static void
a_desk_sees_its_own_change_of_rights_at_once(void **state)
{
	struct desk_home *h = *state;

	assert_true(staff_may(h->desk, "register.add"));
	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "administrator");
	assert_false(staff_may(h->desk, "register.add"));
	undo(h, last_change(h));
	assert_true(staff_may(h->desk, "register.add"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(an_added_group_goes_with_all_that_came_with_it),
		IN_DESK(undoing_is_a_change_that_names_what_it_takes_back),
		IN_DESK(a_changed_field_gets_its_former_value),
		IN_DESK(a_change_stays_undoable_when_other_fields_changed_since),
		IN_DESK(choices_come_back_in_their_order),
		IN_DESK(the_former_representative_holds_the_post_again),
		IN_DESK(a_renamed_group_loses_the_entry_in_its_history),
		IN_DESK(a_change_is_not_taken_back_twice),
		IN_DESK(undoing_can_be_undone_again_and_again),
		IN_DESK(what_was_built_upon_stays_and_the_builder_is_named),
		IN_DESK(an_added_record_that_was_filled_in_since_stays),
		IN_DESK(an_added_record_that_others_name_stays),
		IN_DESK(a_record_that_is_gone_cannot_be_changed_back),
		IN_DESK(a_number_that_is_no_change_is_said_so),
		IN_DESK(undo_needs_the_right_to_change_every_record_in_it),
		IN_DESK(a_decision_is_taken_back_by_who_may_decide),
		IN_DESK(a_refusal_is_taken_back_by_who_may_decide),
		IN_DESK(who_may_not_decide_takes_back_a_check_and_a_dissolution),
		IN_DESK(undo_shows_no_withheld_person_again),
		IN_DESK(the_last_change_of_the_session_is_offered_until_it_is_undone),
		IN_DESK(another_desks_change_is_not_offered),
		IN_DESK(an_undone_setting_or_code_holds_at_once),
		IN_DESK(an_added_code_is_retired_and_comes_back_with_redo),
		IN_DESK(an_added_member_of_staff_is_disabled_and_keeps_the_roles),
		IN_DESK(the_last_administrator_is_not_disabled_by_undo),
		IN_DESK(what_was_added_out_of_use_is_left_as_it_is),
		IN_DESK(a_desk_sees_its_own_change_of_rights_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
