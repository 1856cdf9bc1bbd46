/*
 * test_record_merge.c - two desks and one group: nothing that either typed is
 * overwritten unseen, and neither is bothered without need.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/undo.h"
#include "store/audit.h"

/* 田中 at h->desk, 佐藤 at the other. */
struct two_desks {
	struct desk_home *home;
	struct desk *other;
	int64_t group;
	struct record *mine; /* the group as 田中 has it on the screen */
	struct record_conflict conflict;
	struct err e;
};

static int
set_up(void **state)
{
	struct two_desks *t = calloc(1, sizeof(*t));
	void *home;

	desk_home_set_up(&home);
	t->home = home;
	desk_add(t->home->desk, "staff", "code", "2", "name", "佐藤", "os_account", "sato", "roles",
		 "reception,manager");
	t->group =
		desk_add(t->home->desk, "group", "name", "合唱団ひばり", "kana",
			 "ガッショウダンヒバリ", "place", "第1会議室", "activity", "culture,town");
	t->other = desk_home_open(t->home, "sato", false);
	if (!staff_sign_in_account(t->other, &t->e))
		fail_msg("%s", t->e.msg);
	t->mine = record_read(t->home->desk, the_form(t->home->desk, "group"), t->group, &t->e);
	assert_non_null(t->mine);
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct two_desks *t = *state;
	void *home = t->home;

	record_conflict_done(&t->conflict);
	record_free(t->mine);
	desk_close(t->other);
	free(t);
	return desk_home_tear_down(&home);
}

/* What the other desk saves meanwhile. */
static void
they_set(struct two_desks *t, const char *field, const char *value)
{
	desk_set(t->other, "group", t->group, field, value);
}

static bool
save_mine(struct two_desks *t)
{
	const struct record_save how = { .conflict = &t->conflict };

	err_clear(&t->e);
	return record_save(t->home->desk, t->mine, &how, &t->e);
}

static void
assert_stored(struct two_desks *t, const char *field, const char *expected)
{
	struct record *r = record_read(t->other, the_form(t->other, "group"), t->group, &t->e);

	assert_non_null(r);
	if (!str_equal(record_get(r, field), expected))
		fail_msg("%s is \"%s\"", field, record_get(r, field));
	record_free(r);
}

static void
fields_that_differ_are_merged_over_many_saves(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "phone", "03-1111-1111");
	they_set(t, "fax", "03-2222-2222");
	they_set(t, "phone", "03-3333-3333");
	record_put(t->mine, "frequency", "毎週土曜");
	assert_true(save_mine(t));
	assert_string_equal(record_get(t->mine, "phone"), "03-3333-3333");
	assert_stored(t, "phone", "03-3333-3333");
	assert_stored(t, "fax", "03-2222-2222");
	assert_stored(t, "frequency", "毎週土曜");
}

static void
what_they_changed_and_changed_back_is_no_clash(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "place", "ホール");
	they_set(t, "place", "第1会議室");
	record_put(t->mine, "place", "和室");
	assert_true(save_mine(t));
	assert_stored(t, "place", "和室");
}

static void
what_they_took_back_is_no_clash(void **state)
{
	struct two_desks *t = *state;
	AUTO_STR said = STR_INIT;

	they_set(t, "place", "ホール");
	assert_true(undo_change(t->other, audit_last_change(t->other->store), NULL, &said, &t->e));
	record_put(t->mine, "place", "和室");
	assert_true(save_mine(t));
	assert_stored(t, "place", "和室");
}

static void
a_list_of_choices_clashes_as_a_whole(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "activity", "town,culture");
	record_put(t->mine, "activity", "culture,town,welfare");
	assert_false(save_mine(t));
	assert_int_equal(t->e.code, ERR_STALE);
	assert_string_equal(t->e.field, "activity");
	assert_int_equal(t->conflict.count, 1);
	assert_string_equal(t->conflict.clashes[0].was, "culture,town");
	assert_string_equal(t->conflict.clashes[0].theirs, "town,culture");
	assert_string_equal(t->conflict.clashes[0].mine, "culture,town,welfare");
	assert_stored(t, "activity", "town,culture");
}

static void
a_field_that_one_emptied_clashes_too(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "place", NULL);
	record_put(t->mine, "place", "和室");
	assert_false(save_mine(t));
	assert_int_equal(t->conflict.count, 1);
	assert_null(t->conflict.clashes[0].theirs);
	assert_string_equal(t->conflict.clashes[0].mine, "和室");
}

static void
after_choosing_mine_their_other_fields_stay(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "place", "ホール");
	they_set(t, "phone", "03-1111-1111");
	record_put(t->mine, "place", "和室");
	record_put(t->mine, "fax", "03-2222-2222");
	assert_false(save_mine(t));
	assert_int_equal(t->conflict.count, 1);
	t->mine->version = t->conflict.version;
	assert_true(save_mine(t));
	assert_stored(t, "place", "和室");
	assert_stored(t, "phone", "03-1111-1111");
	assert_stored(t, "fax", "03-2222-2222");
}

static void
a_third_change_while_the_clerk_chooses_is_seen_as_well(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "place", "ホール");
	record_put(t->mine, "place", "和室");
	assert_false(save_mine(t));
	t->mine->version = t->conflict.version;
	they_set(t, "place", "体育館");
	assert_false(save_mine(t));
	assert_int_equal(t->e.code, ERR_STALE);
	assert_string_equal(t->conflict.clashes[0].theirs, "体育館");
	assert_stored(t, "place", "体育館");
}

static void
a_refusal_after_a_merge_can_be_corrected_and_saved(void **state)
{
	struct two_desks *t = *state;

	they_set(t, "phone", "03-1111-1111");
	record_put(t->mine, "members", "-1");
	assert_false(save_mine(t));
	assert_string_equal(t->e.field, "members");
	record_put(t->mine, "members", "21");
	they_set(t, "phone", "03-9999-9999");
	assert_true(save_mine(t));
	assert_stored(t, "phone", "03-9999-9999");
	assert_stored(t, "members", "21");
}

static void
a_group_that_they_took_away_is_said_to_be_gone(void **state)
{
	struct two_desks *t = *state;
	AUTO_STR said = STR_INIT;
	int64_t added = store_get_int(t->other->store,
				      "SELECT change FROM audit WHERE object_type = 'civic_group'"
				      " AND object_id = ?1",
				      t->group, 0);

	assert_true(undo_change(t->other, added, NULL, &said, &t->e));
	record_put(t->mine, "place", "和室");
	assert_false(save_mine(t));
	assert_int_equal(t->e.code, ERR_NOT_FOUND);
	assert_string_equal(record_get(t->mine, "place"), "和室");
}

static void
a_person_who_was_withheld_meanwhile_is_not_told_by_a_clash(void **state)
{
	struct two_desks *t = *state;
	struct desk *d = t->home->desk;
	const struct record_save how = { .conflict = &t->conflict };
	int64_t id = desk_add(d, "person", "name", "鈴木花子", "phone", "090-1111-1111");
	struct record *mine = record_read(d, the_form(d, "person"), id, &t->e);

	desk_set(t->other, "person", id, "phone", "090-2222-2222");
	desk_set(t->other, "person", id, "withheld", "1");
	desk_home_allow(d, "register", "reveal", false);
	record_put(mine, "phone", "090-3333-3333");
	assert_false(record_save(d, mine, &how, &t->e));
	assert_int_equal(t->e.code, ERR_REFUSED);
	assert_int_equal(t->conflict.count, 0);
	assert_string_equal(record_get(mine, "phone"), "090-3333-3333");
	record_free(mine);
}

int
main(void)
{
#define AT_TWO_DESKS(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		AT_TWO_DESKS(fields_that_differ_are_merged_over_many_saves),
		AT_TWO_DESKS(what_they_changed_and_changed_back_is_no_clash),
		AT_TWO_DESKS(what_they_took_back_is_no_clash),
		AT_TWO_DESKS(a_list_of_choices_clashes_as_a_whole),
		AT_TWO_DESKS(a_field_that_one_emptied_clashes_too),
		AT_TWO_DESKS(after_choosing_mine_their_other_fields_stay),
		AT_TWO_DESKS(a_third_change_while_the_clerk_chooses_is_seen_as_well),
		AT_TWO_DESKS(a_refusal_after_a_merge_can_be_corrected_and_saved),
		AT_TWO_DESKS(a_group_that_they_took_away_is_said_to_be_gone),
		AT_TWO_DESKS(a_person_who_was_withheld_meanwhile_is_not_told_by_a_clash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
