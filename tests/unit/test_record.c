/*
 * test_record.c - records of any type: adding, changing, what is refused and
 * why, links, references made from names, repeated commands.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "base/mem.h"
#include "store/once.h"

static const struct form *
form(const struct desk_home *h, const char *name)
{
	const struct form *f = form_find(h->desk->forms, name);

	assert_non_null(f);
	return f;
}

/* Reads a record that must be there; the test frees it. */
static struct record *
fetch(struct desk_home *h, const char *name, int64_t id)
{
	struct record *r = record_read(h->desk, form(h, name), id, &h->e);

	if (!r)
		fail_msg("%s", h->e.msg);
	return r;
}

static bool
save(struct desk_home *h, struct record *r)
{
	const struct record_save how = { .reason = "窓口" };

	err_clear(&h->e);
	return record_save(h->desk, r, &how, &h->e);
}

static void
assert_value(struct desk_home *h, const char *name, int64_t id, const char *field,
	     const char *expected)
{
	struct record *r = fetch(h, name, id);

	if (expected)
		assert_string_equal(record_get(r, field), expected);
	else
		assert_null(record_get(r, field));
	record_free(r);
}

static int64_t
count(struct desk_home *h, const char *sql)
{
	return store_get_int(h->desk->store, sql, 0, -1);
}

static int64_t
add_choir(struct desk_home *h)
{
	return desk_add(h->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
}

static void
an_added_record_is_read_back_with_its_defaults(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "合唱団ひばり", "kana",
			      "ガッショウダンヒバリ", "members", "21", "note", "一行目\n二行目");
	struct record *r = fetch(h, "group", id);

	assert_int_equal(r->version, 1);
	assert_string_equal(record_get(r, "name"), "合唱団ひばり");
	assert_string_equal(record_get(r, "members"), "21");
	assert_string_equal(record_get(r, "note"), "一行目\n二行目");
	assert_string_equal(record_get(r, "kind"), "civic");
	assert_string_equal(record_get(r, "number"), "G-0001");
	assert_null(record_get(r, "phone"));
	record_free(r);
}

static void
a_change_raises_the_version_and_keeps_the_rest(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	struct record *r = fetch(h, "group", id);
	assert_int_equal(r->version, 2);
	assert_string_equal(record_get(r, "phone"), "03-1234-5678");
	assert_string_equal(record_get(r, "name"), "合唱団ひばり");
	record_free(r);
}

static void
a_save_that_changes_nothing_writes_nothing(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	int64_t rows = count(h, "SELECT count(*) FROM audit WHERE ?1 = 0");
	struct record *r = fetch(h, "group", id);

	assert_true(save(h, r));
	assert_int_equal(r->version, 1);
	assert_int_equal(count(h, "SELECT count(*) FROM audit WHERE ?1 = 0"), rows);
	record_free(r);
}

static void
a_field_is_emptied(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	desk_set(h->desk, "group", id, "phone", NULL);
	assert_value(h, "group", id, "phone", NULL);
}

static void
every_change_has_one_audit_row_with_before_and_after(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	AUTO_ARENA a = ARENA_INIT;

	desk_set(h->desk, "group", id, "phone", "03-1234-5678");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT detail FROM audit WHERE object_type = 'civic_group'"
				       " AND object_id = ?1 AND action = 'change'",
				       id),
			    "{\"version\":2,\"before\":{\"phone\":null},"
			    "\"after\":{\"phone\":\"03-1234-5678\"}}");
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(*) FROM audit WHERE object_id = ?1 AND"
				       " object_type = 'civic_group'",
				       id, 0),
			 2);
}

static void
a_required_field_is_asked_for_by_its_label(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = { "name", "合唱団ひばり", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
	assert_int_equal(h->e.code, ERR_INVALID);
	assert_string_equal(h->e.field, "kana");
	assert_string_equal(h->e.msg, "Kana is needed.");
	assert_int_equal(count(h, "SELECT count(*) FROM civic_group WHERE ?1 = 0"), 0);
}

static void
a_unique_value_names_the_record_that_has_it(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = { "name", "B", "kana", "ビー", "number", "G-0001", NULL };

	add_choir(h);
	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(h->e.field, "number");
	assert_non_null(strstr(h->e.msg, "合唱団ひばり"));
}

static void
a_refused_addition_takes_no_number(void **state)
{
	struct desk_home *h = *state;
	const char *const negative[] = { "name", "A", "kana", "エー", "members", "-1", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "group", negative), 0);
	assert_value(h, "group", add_choir(h), "number", "G-0001");
}

/* What a guard of the schema says, and where the cursor goes. */
static const struct {
	const char *form;
	const char *pairs[9];
	const char *field, *words;
} guarded[] = {
	{ "group", { "name", "A", "kana", "ア", "members", "-1" }, "members", "negative" },
	{ "group",
	  { "name", "A", "kana", "ア", "members", "3", "members_city", "4" },
	  "members_city",
	  "than there are members" },
	{ "group", { "name", "A", "kana", "ア", "kind", "guild" }, "kind", "no such code" },
	{ "group",
	  { "name", "A", "kana", "ア", "activity", "welfare,juggling" },
	  "activity",
	  "no such code" },
	{ "code",
	  { "list", "party_kind", "code", "Guild", "label", "ギルド" },
	  "code",
	  "small letters" },
	{ "code",
	  { "list", "no_list", "code", "guild", "label", "ギルド" },
	  "list",
	  "no such code list" },
	{ "code", { "list", "role", "code", "guild", "label", "ギルド" }, "list", "no new codes" },
	{ "number_series", { "series", "locker", "pattern", "L-" }, "pattern", "{n}" },
};

static void
guards_speak_in_sentences_about_a_field(void **state)
{
	struct desk_home *h = *state;

	for (size_t i = 0; i < sizeof(guarded) / sizeof(guarded[0]); i++) {
		assert_int_equal(desk_try_add(h->desk, &h->e, guarded[i].form, guarded[i].pairs),
				 0);
		assert_int_equal(h->e.code, ERR_REFUSED);
		assert_string_equal(h->e.field, guarded[i].field);
		if (!strstr(h->e.msg, guarded[i].words))
			fail_msg("%s", h->e.msg);
	}
}

static void
the_last_administrator_stays(void **state)
{
	struct desk_home *h = *state;
	struct record *r = fetch(h, "staff", h->desk->staff_id);

	record_put(r, "is_active", "0");
	assert_false(save(h, r));
	assert_string_equal(h->e.field, "is_active");
	assert_non_null(strstr(h->e.msg, "last administrator"));
	record_free(r);
	r = fetch(h, "staff", h->desk->staff_id);
	record_put(r, "roles", "reception");
	assert_false(save(h, r));
	assert_non_null(strstr(h->e.msg, "last administrator"));
	record_free(r);
}

static void
the_order_of_roles_changes_without_taking_one_out(void **state)
{
	struct desk_home *h = *state;

	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "reception,cash,administrator");
	assert_value(h, "staff", h->desk->staff_id, "roles", "reception,cash,administrator");
}

static void
choices_keep_their_order_and_are_replaced_whole(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);

	desk_set(h->desk, "group", id, "activity", "culture,welfare,town");
	assert_value(h, "group", id, "activity", "culture,welfare,town");
	desk_set(h->desk, "group", id, "activity", "town,culture");
	assert_value(h, "group", id, "activity", "town,culture");
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(*) FROM group_activity WHERE record_id = ?1",
				       id, -1),
			 2);
	desk_set(h->desk, "group", id, "activity", NULL);
	assert_value(h, "group", id, "activity", NULL);
}

static void
a_reference_typed_as_a_new_name_becomes_a_person(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "合唱団ひばり", "kana",
			      "ガッショウダンヒバリ", "representative_id", "+田中花子");
	AUTO_ARENA a = ARENA_INIT;

	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT p.name || ' ' || p.number FROM civic_group AS g"
				       " JOIN person AS p ON p.id = g.representative_id"
				       " WHERE g.id = ?1",
				       id),
			    "田中花子 P-00001");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT role || ' ' || term_from FROM contact"
				       " WHERE group_id = ?1 AND term_until IS NULL",
				       id),
			    "representative 2026-11-20");
	assert_int_equal(count(h, "SELECT count(DISTINCT change) FROM audit WHERE ?1 = 0"
				  " AND object_type IN ('civic_group', 'person', 'contact')"),
			 1);
}

static void
a_refused_record_leaves_no_new_person_behind(void **state)
{
	struct desk_home *h = *state;
	struct record *r = record_new(h->desk, form(h, "group"));

	record_put(r, "name", "合唱団ひばり");
	record_put(r, "representative_id", "+田中花子");
	assert_false(save(h, r));
	assert_int_equal(count(h, "SELECT count(*) FROM person WHERE ?1 = 0"), 0);
	assert_string_equal(record_get(r, "representative_id"), "+田中花子");
	assert_null(record_get(r, "number"));
	record_put(r, "kana", "ガッショウダンヒバリ");
	assert_true(save(h, r));
	assert_int_equal(count(h, "SELECT count(*) FROM person WHERE ?1 = 0"), 1);
	record_free(r);
}

static void
a_reference_to_nobody_is_refused_at_its_field(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = {
		"name", "A", "kana", "エー", "representative_id", "99", NULL
	};

	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(h->e.field, "representative_id");
}

static void
a_new_representative_ends_the_term_of_the_old(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "合唱団ひばり", "kana",
			      "ガッショウダンヒバリ", "representative_id", "+田中花子");
	AUTO_ARENA a = ARENA_INIT;

	desk_home_clock(h->desk, "2027-05-10T10:00");
	desk_set(h->desk, "group", id, "representative_id", "+鈴木一郎");
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT group_concat(p.name || ' ' || c.term_from || ' ' ||"
			   " ifnull(c.term_until, '-'), ' / ') FROM contact AS c"
			   " JOIN person AS p ON p.id = c.person_id WHERE c.group_id = ?1"
			   " ORDER BY c.id",
			   id),
		"田中花子 2026-11-20 2027-05-10 / 鈴木一郎 2027-05-10 -");
}

static void
earlier_names_readings_and_numbers_are_kept(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	AUTO_ARENA a = ARENA_INIT;

	desk_set(h->desk, "group", id, "name", "混声合唱団ひばり");
	desk_home_clock(h->desk, "2027-05-10T10:00");
	desk_set(h->desk, "group", id, "name", "ひばり混声");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT group_concat(value || ' ' || ifnull(valid_from, '-')"
				       " || ' ' || valid_until, ' / ') FROM group_history"
				       " WHERE group_id = ?1 AND field = 'name' ORDER BY id",
				       id),
			    "合唱団ひばり - 2026-11-20 / 混声合唱団ひばり 2026-11-20 2027-05-10");
}

static void
a_number_that_was_given_up_is_not_given_to_another(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	const char *const again[] = { "name", "B", "kana", "ビー", "number", "G-0001", NULL };

	desk_set(h->desk, "group", id, "number", "X-1");
	assert_int_equal(desk_try_add(h->desk, &h->e, "group", again), 0);
	assert_string_equal(h->e.field, "number");
	assert_value(h, "group", desk_add(h->desk, "group", "name", "C", "kana", "シー"), "number",
		     "G-0002");
	desk_set(h->desk, "group", id, "number", "G-0001");
	assert_value(h, "group", id, "number", "G-0001");
}

static void
a_command_repeated_with_its_key_adds_once(void **state)
{
	struct desk_home *h = *state;
	char key[ONCE_KEY_SIZE];
	int64_t ids[2];

	once_new_key(key);
	for (int i = 0; i < 2; i++) {
		const struct record_save how = { .once_key = key };
		struct record *r = record_new(h->desk, form(h, "group"));

		record_put(r, "name", "合唱団ひばり");
		record_put(r, "kana", "ガッショウダンヒバリ");
		assert_true(record_save(h->desk, r, &how, &h->e));
		ids[i] = r->id;
		assert_int_equal(r->version, 1);
		record_free(r);
	}
	assert_int_equal(ids[0], ids[1]);
	assert_int_equal(count(h, "SELECT count(*) FROM civic_group WHERE ?1 = 0"), 1);
}

static void
a_change_repeated_with_its_key_is_made_once(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	char key[ONCE_KEY_SIZE];
	const struct record_save how = { .once_key = key };

	once_new_key(key);
	struct record *first = fetch(h, "group", id);
	struct record *second = fetch(h, "group", id);
	record_put(first, "phone", "03-1234-5678");
	record_put(second, "phone", "03-1234-5678");
	assert_true(record_save(h->desk, first, &how, &h->e));
	desk_set(h->desk, "group", id, "phone", "03-9999-0000");
	assert_true(record_save(h->desk, second, &how, &h->e));
	assert_value(h, "group", id, "phone", "03-9999-0000");
	record_free(first);
	record_free(second);
}

static void
without_the_right_nothing_is_added_changed_or_opened(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	const char *const pairs[] = { "name", "B", "kana", "ビー", NULL };

	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "administrator");
	desk_refresh(h->desk);
	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_non_null(strstr(h->e.msg, "Reception"));
	struct record *r = fetch(h, "group", id);
	record_put(r, "phone", "03-1234-5678");
	assert_false(save(h, r));
	record_free(r);
	assert_true(staff_sign_out(h->desk, &h->e));
	assert_null(record_open(h->desk, form(h, "group"), id, NULL, &h->e));
	assert_string_equal(h->e.msg, "Nobody has signed in.");
	AUTO_ARENA a = ARENA_INIT;
	struct record_event *events;
	assert_int_equal(record_history(h->desk, &a, form(h, "group"), id, &events, &h->e), -1);
	assert_string_equal(h->e.msg, "Nobody has signed in.");
}

static void
opening_a_record_is_audited_before_it_is_shown(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", "田中花子", "phone", "090-1111-2222");
	AUTO_ARENA a = ARENA_INIT;
	struct record *r = record_open(h->desk, form(h, "person"), id, "電話の問い合わせ", &h->e);

	assert_non_null(r);
	assert_string_equal(record_get(r, "phone"), "090-1111-2222");
	assert_false(r->hidden);
	record_free(r);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT reason FROM audit WHERE action = 'view' AND"
				       " object_type = 'person' AND object_id = ?1",
				       id),
			    "電話の問い合わせ");
}

static void
a_record_that_is_not_there_is_said_so(void **state)
{
	struct desk_home *h = *state;

	assert_null(record_open(h->desk, form(h, "group"), 99, NULL, &h->e));
	assert_int_equal(h->e.code, ERR_NOT_FOUND);
	assert_string_equal(h->e.msg, "Group: there is no record 99.");
}

static void
a_paper_of_a_registration_is_a_paper_of_its_group(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	int64_t other = desk_add(h->desk, "group", "name", "B", "kana", "ビー");
	int64_t registration = desk_add(h->desk, "registration", "group_id", desk_id(id));
	int64_t paper = desk_add(h->desk, "paper", "registration_id", desk_id(registration));
	const char *const wrong[] = { "registration_id", desk_id(registration), "group_id",
				      desk_id(other), NULL };

	assert_value(h, "paper", paper, "group_id", desk_id(id));
	assert_int_equal(desk_try_add(h->desk, &h->e, "paper", wrong), 0);
	assert_string_equal(h->e.field, "registration_id");
}

static void
a_registration_fills_in_its_period_and_year(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_choir(h);
	struct record *r = fetch(h, "registration",
				 desk_add(h->desk, "registration", "group_id", desk_id(group)));

	assert_string_equal(record_get(r, "valid_from"), "2026-11-20");
	assert_string_equal(record_get(r, "valid_until"), "2027-03-31");
	assert_string_equal(record_get(r, "fiscal_year"), "2026");
	assert_string_equal(record_get(r, "number"), "R8-0001");
	assert_string_equal(record_get(r, "state"), "received");
	assert_string_equal(record_get(r, "received_by"), desk_id(h->desk->staff_id));
	record_free(r);
	const char *const again[] = { "group_id", desk_id(group), "valid_from", "2027-01-01",
				      NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "registration", again), 0);
	assert_string_equal(h->e.field, "valid_from");
	r = fetch(h, "registration", desk_add(h->desk, "registration", "group_id", desk_id(group)));
	assert_string_equal(record_get(r, "valid_from"), "2027-04-01");
	assert_string_equal(record_get(r, "valid_until"), "2028-03-31");
	record_free(r);
}

static void
representatives_are_entered_in_the_group_alone(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_choir(h);
	const char *const pairs[] = { "group_id", desk_id(id),      "person_id", "+田中花子",
				      "role",     "representative", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "contact", pairs), 0);
	assert_string_equal(h->e.field, "role");
	assert_int_equal(count(h, "SELECT count(*) FROM person WHERE ?1 = 0"), 0);
}

static void
a_withheld_person_is_changed_by_who_may_see_and_shown_by_a_manager(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", "田中花子", "withheld", "1");

	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "reception,administrator");
	desk_refresh(h->desk);
	struct record *r = fetch(h, "person", id);
	record_put(r, "withheld", "0");
	assert_false(save(h, r));
	assert_string_equal(h->e.field, "withheld");
	record_free(r);
	desk_set(h->desk, "person", id, "phone", "090-1111-2222");
	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "administrator,cash");
	desk_home_run(h->desk, "UPDATE role_right SET is_allowed = 1"
			       " WHERE role = 'cash' AND area = 'register' AND act = 'change'");
	desk_refresh(h->desk);
	r = fetch(h, "person", id);
	record_put(r, "phone", "090-3333-4444");
	assert_false(save(h, r));
	assert_non_null(strstr(h->e.msg, "who may not see it cannot change it"));
	record_free(r);
	desk_set(h->desk, "staff", h->desk->staff_id, "roles", "manager,administrator");
	desk_refresh(h->desk);
	desk_set(h->desk, "person", id, "withheld", "0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(an_added_record_is_read_back_with_its_defaults),
		IN_DESK(a_change_raises_the_version_and_keeps_the_rest),
		IN_DESK(a_save_that_changes_nothing_writes_nothing),
		IN_DESK(a_field_is_emptied),
		IN_DESK(every_change_has_one_audit_row_with_before_and_after),
		IN_DESK(a_required_field_is_asked_for_by_its_label),
		IN_DESK(a_unique_value_names_the_record_that_has_it),
		IN_DESK(a_refused_addition_takes_no_number),
		IN_DESK(guards_speak_in_sentences_about_a_field),
		IN_DESK(the_last_administrator_stays),
		IN_DESK(the_order_of_roles_changes_without_taking_one_out),
		IN_DESK(choices_keep_their_order_and_are_replaced_whole),
		IN_DESK(a_reference_typed_as_a_new_name_becomes_a_person),
		IN_DESK(a_refused_record_leaves_no_new_person_behind),
		IN_DESK(a_reference_to_nobody_is_refused_at_its_field),
		IN_DESK(a_new_representative_ends_the_term_of_the_old),
		IN_DESK(earlier_names_readings_and_numbers_are_kept),
		IN_DESK(a_number_that_was_given_up_is_not_given_to_another),
		IN_DESK(a_command_repeated_with_its_key_adds_once),
		IN_DESK(a_change_repeated_with_its_key_is_made_once),
		IN_DESK(without_the_right_nothing_is_added_changed_or_opened),
		IN_DESK(opening_a_record_is_audited_before_it_is_shown),
		IN_DESK(a_record_that_is_not_there_is_said_so),
		IN_DESK(a_paper_of_a_registration_is_a_paper_of_its_group),
		IN_DESK(a_registration_fills_in_its_period_and_year),
		IN_DESK(representatives_are_entered_in_the_group_alone),
		IN_DESK(a_withheld_person_is_changed_by_who_may_see_and_shown_by_a_manager),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
