/*
 * test_check.c - what `madoguchi check` finds: each guard of db/ broken by
 * writing around it, the schema altered, records changed behind the audit.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/check.h"
#include "desk/rule_store.h"

/* What a check reported, a line each. */
struct findings {
	struct str text;
	int parts;
	bool skips_schema;
};

static void
note(void *ctx, const char *part, const char *finding)
{
	struct findings *f = ctx;

	f->parts++;
	if (finding && !(f->skips_schema && str_equal(part, "Schema")))
		str_addf(&f->text, "%s: %s\n", part, finding);
}

static void
findings_done(struct findings *f)
{
	str_done(&f->text);
}

#define AUTO_FINDINGS AUTO(findings_done) struct findings

static int
check(const struct desk_home *h, struct findings *f)
{
	str_clear(&f->text);
	return check_all(h->desk, note, f);
}

static void
expect_clean(const struct desk_home *h)
{
	AUTO_FINDINGS f = { 0 };

	if (check(h, &f) != 0)
		fail_msg("%s", str_text(&f.text));
	assert_int_equal(f.parts, 9);
}

static void
expect_found(const struct desk_home *h, const char *what)
{
	AUTO_FINDINGS f = { 0 };

	if (check(h, &f) == 0 || !strstr(str_text(&f.text), what))
		fail_msg("“%s” was not found, but:\n%s", what, str_text(&f.text));
}

static void
load_rules(struct desk *d)
{
	struct err e = { 0 };

	if (!rule_store_load_file(d, &embed_books[0], DAY_NONE, NULL, &e))
		fail_msg("%s", e.msg);
}

/* Two groups, their people, a registration with a paper: something for every guard. */
static void
populate(struct desk *d)
{
	int64_t person = desk_add(d, "person", "name", "佐藤恵子");
	int64_t other = desk_add(d, "person", "name", "鈴木修");
	int64_t group = desk_add(d, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ",
				 "representative_id", desk_id(person), "activity", "culture",
				 "public_fields", "url");
	int64_t second = desk_add(d, "group", "name", "よさこい連", "kana", "ヨサコイレン");
	int64_t third = desk_add(d, "group", "name", "写真クラブ", "kana", "シャシンクラブ");
	int64_t registration = desk_add(d, "registration", "group_id", desk_id(group));

	desk_add(d, "registration", "group_id", desk_id(second));
	desk_add(d, "contact", "group_id", desk_id(second), "person_id", desk_id(other), "role",
		 "booking");
	desk_add(d, "paper", "group_id", desk_id(group), "registration_id", desk_id(registration),
		 "kind", "rules");
	desk_add(d, "site", "code", "main", "name", "本館");
	desk_add(d, "setting", "key", "centre.city", "value", "ひばり市");
	desk_add(d, "code", "list", "activity_field", "code", "music", "label", "音楽");
	desk_set(d, "group", third, "number", "777-0012");
	desk_set(d, "number_series", 2, "next", "100");
	load_rules(d);
}

static int
populated(void **state)
{
	desk_home_set_up(state);
	populate(((struct desk_home *)*state)->desk);
	return 0;
}

static void
a_desk_that_was_only_used_is_clean(void **state)
{
	expect_clean(*state);
}

/*
 * A row for each guard: how to get around it. Triggers are dropped and put back, CHECKs
 * are told to look away, so that only the query can find what was done.
 */
struct breach {
	const char *guard, *sql;
};

#define CLOSURE(set)                                                                    \
	"INSERT INTO closure (from_day, to_day, reason) VALUES ('2026-12-01', '2026-12-01'," \
	" 'x'); UPDATE closure SET " set

/* clang-format off */
static const struct breach breaches[] = {
	{ "migration_digest_is_sha256", "UPDATE migration SET digest = 'x' WHERE number = 1" },
	{ "audit_change_has_begun", "UPDATE audit SET change = 0 WHERE seq = 2" },
	{ "audit_action_is_there", "UPDATE audit SET action = '' WHERE seq = 2" },
	{ "audit_detail_digest_is_sha256", "UPDATE audit SET detail_digest = x'00' WHERE seq = 2" },
	{ "audit_prev_is_sha256", "UPDATE audit SET prev = x'00' WHERE seq = 2" },
	{ "audit_hash_is_sha256", "UPDATE audit SET hash = x'00' WHERE seq = 2" },
	{ "audit_is_never_changed", "UPDATE audit SET hash = randomblob(32) WHERE seq = 2" },
	{ "audit_is_never_removed", "DELETE FROM audit WHERE seq = 2" },
	{ "audit_only_grows", "UPDATE audit SET seq = -1 WHERE seq = 2" },
	{ "once_key_is_there", "INSERT INTO once VALUES ('', 1, '')" },
	{ "search_type_is_there", "UPDATE search_type SET name = '' WHERE id = 1" },
	{ "search_type_taken",
	  "DROP INDEX search_type_taken; INSERT INTO search_type (name) SELECT name FROM"
	" search_type" },
	{ "search_key_is_there", "UPDATE search_key SET key = ''" },
	{ "home_is_one", "INSERT INTO home VALUES (2, 0)" },
	{ "home_mark_is_yes_or_no", "UPDATE home SET is_training = 2" },
	{ "home_mark_stays",
	  "INSERT INTO audit SELECT max(seq) + 1, change, at, boot_id, mono_ns, business_date,"
	" os_user,"
	  " staff_id, session, terminal, 'system', 'home', 1, 'demo', 0, salt, detail,"
	" detail_digest,"
	  " prev, hash FROM audit; UPDATE home SET is_training = 0" },
	{ "home_stays", "DELETE FROM home" },
	{ "site_code_is_there", "UPDATE site SET code = ''" },
	{ "site_name_is_there", "UPDATE site SET name = ''" },
	{ "site_active_is_yes_or_no", "UPDATE site SET is_active = 7" },
	{ "site_code_taken",
	  "DROP INDEX site_code_taken; INSERT INTO site (code, name) VALUES ('main', 'x')" },
	{ "setting_key_is_a_name", "UPDATE setting SET key = 'A b' WHERE id = 1" },
	{ "setting_key_taken",
	  "DROP INDEX setting_key_taken; INSERT INTO setting (key, value) SELECT key, value FROM"
	" setting" },
	{ "code_is_a_name",
	  "UPDATE code SET code = 'A b' WHERE list = 'paper_kind' AND code = 'minutes'" },
	{ "code_label_is_there", "UPDATE code SET label = '' WHERE id = 20" },
	{ "code_retired_is_yes_or_no", "UPDATE code SET retired = 5 WHERE id = 20" },
	{ "code_fixed_is_yes_or_no", "UPDATE code SET is_fixed = 5 WHERE id = 20" },
	{ "code_fixed_is_in_use", "UPDATE code SET retired = 1 WHERE is_fixed = 1" },
	{ "code_taken",
	  "DROP INDEX code_taken; INSERT INTO code (list, code, label) VALUES ('group_kind',"
	" 'npo', 'x')" },
	{ "code_list_unknown",
	  "INSERT INTO code (list, code, label) VALUES ('nothing', 'x', 'x')" },
	{ "code_list_is_fixed", "INSERT INTO code (list, code, label) VALUES ('role', 'x', 'x')" },
	{ "code_keeps_meaning", "UPDATE code SET code = 'noise' WHERE code = 'music'" },
	{ "code_stays", "DELETE FROM code WHERE code = 'music'" },
	{ "requirement_request_is_known",
	  "UPDATE paper_requirement SET request = 'x' WHERE id = 1" },
	{ "requirement_is_yes_or_no", "UPDATE paper_requirement SET is_required = 3 WHERE id = 1" },
	{ "requirement_taken",
	  "DROP INDEX requirement_taken;"
	  " INSERT INTO paper_requirement (request, paper_kind) VALUES ('new', 'rules')" },
	{ "staff_code_is_there", "UPDATE staff SET code = ''" },
	{ "staff_name_is_there", "UPDATE staff SET name = ''" },
	{ "staff_account_is_there", "UPDATE staff SET os_account = ''" },
	{ "staff_pin_is_hashed", "UPDATE staff SET pin_hash = '1234'" },
	{ "staff_failed_is_a_count", "UPDATE staff SET failed = -1" },
	{ "staff_active_is_yes_or_no", "UPDATE staff SET is_active = 2" },
	{ "staff_code_taken",
	  "DROP INDEX staff_code_taken; INSERT INTO staff (code, name) VALUES ('1', 'x')" },
	{ "staff_account_taken",
	  "DROP INDEX staff_account_taken;"
	  " INSERT INTO staff (code, name, os_account) VALUES ('2', 'x', 'tanaka')" },
	{ "staff_role_is_known", "INSERT INTO staff_role VALUES (1, 'king', 9)" },
	{ "staff_stays", "DELETE FROM staff" },
	{ "last_administrator", "DELETE FROM staff_role WHERE code = 'administrator'" },
	{ "right_allowed_is_yes_or_no", "UPDATE role_right SET is_allowed = 2 WHERE id = 1" },
	{ "auditor_cannot_write",
	  "UPDATE role_right SET is_allowed = 1 WHERE role = 'auditor' AND act = 'change'" },
	{ "administrator_reads_no_consultation",
	  "UPDATE role_right SET is_allowed = 1 WHERE role = 'administrator' AND area ="
	" 'consultation'" },
	{ "role_right_taken",
	  "DROP INDEX role_right_taken; INSERT INTO role_right (role, area, act)"
	  " SELECT role, area, act FROM role_right WHERE id = 1" },
	{ "series_is_a_name", "UPDATE number_series SET series = 'A b' WHERE id = 1" },
	{ "series_counts_from_one", "UPDATE number_series SET next = 0 WHERE id = 1" },
	{ "series_pattern_has_number", "UPDATE number_series SET pattern = 'G' WHERE id = 1" },
	{ "series_never_goes_back", "UPDATE number_series SET next = 5 WHERE id = 2" },
	{ "series_taken",
	  "DROP INDEX series_taken; INSERT INTO number_series (series, pattern) VALUES ('group',"
	" '{n}')" },
	{ "group_members_negative", "UPDATE civic_group SET members = -1" },
	{ "group_members_city_negative", "UPDATE civic_group SET members_city = -1" },
	{ "group_members_commuting_negative", "UPDATE civic_group SET members_commuting = -1" },
	{ "group_households_negative", "UPDATE civic_group SET households = -1" },
	{ "group_dues_negative", "UPDATE civic_group SET dues_yen = -1" },
	{ "group_budget_negative", "UPDATE civic_group SET budget_yen = -1" },
	{ "group_members_sum", "UPDATE civic_group SET members = 3, members_city = 4" },
	{ "group_merged_into_itself", "UPDATE civic_group SET merged_into = id WHERE id = 3" },
	{ "group_merge_target",
	  "UPDATE civic_group SET merged_into = 2 WHERE id = 1;"
	  " UPDATE civic_group SET merged_into = 1 WHERE id = 3" },
	{ "group_is_merged, Contact", "UPDATE civic_group SET merged_into = 3 WHERE id = 2" },
	{ "group_is_merged, Registration", "UPDATE civic_group SET merged_into = 3 WHERE id = 2" },
	{ "group_is_merged, Paper", "UPDATE civic_group SET merged_into = 3 WHERE id = 1" },
	{ "group_is_dissolved", "UPDATE civic_group SET dissolved_on = '2026-01-01'" },
	{ "group_number_was_used",
	  "UPDATE civic_group SET number = (SELECT value FROM group_history WHERE field = 'number')"
	  " WHERE id = 1" },
	{ "code_unknown_kind, Group", "UPDATE civic_group SET kind = 'x'" },
	{ "code_unknown_legal_form", "UPDATE civic_group SET legal_form = 'x'" },
	{ "code_unknown_activity", "UPDATE group_activity SET code = 'x'" },
	{ "code_unknown_public_fields", "UPDATE group_public SET code = 'x'" },
	{ "contact_term_order", "UPDATE contact SET term_until = '2000-01-01'" },
	{ "contact_twice",
	  "INSERT INTO contact (group_id, person_id, role) SELECT group_id, person_id, role FROM"
	" contact" },
	{ "code_unknown_role", "UPDATE contact SET role = 'x'" },
	{ "registration_period_order", "UPDATE registration SET valid_until = '2000-01-01'" },
	{ "registration_overlap",
	  "INSERT INTO registration (group_id, fiscal_year, valid_from, valid_until, received_on)"
	  " SELECT group_id, fiscal_year, valid_from, valid_until, received_on FROM registration" },
	{ "registration_is_decided",
	  "UPDATE registration SET state = 'approved', valid_from = '2026-11-01'" },
	{ "code_unknown_state", "UPDATE registration SET state = 'x'" },
	{ "code_unknown_class", "UPDATE registration SET class = 'x'" },
	{ "paper_registration", "UPDATE paper SET group_id = 2" },
	{ "code_unknown_kind, Paper", "UPDATE paper SET kind = 'x'" },
	{ "replacement_character_is_there", "UPDATE replacement SET character = '' WHERE id = 1" },
	{ "replacement_instead_is_there", "UPDATE replacement SET instead = '' WHERE id = 1" },
	{ "replacement_taken",
	  "DROP INDEX replacement_taken; INSERT INTO replacement (character, instead) SELECT"
	" character, instead FROM replacement" },
	{ "holiday_name_is_there", "UPDATE holiday SET name = '' WHERE id = 1" },
	{ "holiday_day_taken",
	  "DROP INDEX holiday_day_taken; UPDATE holiday SET day = '2026-01-01' WHERE id < 3" },
	{ "code_unknown_kind, Holiday", "UPDATE holiday SET kind = 'x' WHERE id = 1" },
	{ "postal_code_is_seven_digits",
	  "INSERT INTO postal_code (code, prefecture, city, town, kana)"
	  " VALUES ('300-123', 'x', 'y', '', '')" },
	{ "postal_city_is_there",
	  "INSERT INTO postal_code (code, prefecture, city, town, kana)"
	  " VALUES ('3001234', 'x', '', '', '')" },
	{ "postal_code_taken",
	  "DROP INDEX postal_code_taken;"
	  " INSERT INTO postal_code (code, prefecture, city, town, kana)"
	  " VALUES ('3001234', 'x', 'y', '', ''), ('3001234', 'x', 'y', '', '')" },
	{ "closure_room_is_a_code", CLOSURE("room = 'Hall A'") },
	{ "closure_reason_is_there", CLOSURE("reason = ''") },
	{ "closure_counter_is_yes_or_no", CLOSURE("counter_only = 2") },
	{ "closure_days_order", CLOSURE("to_day = '2026-11-01'") },
	{ "closure_hours_order", CLOSURE("from_minute = 720, to_minute = 600") },
	{ "code_unknown_kind, Closure", CLOSURE("kind = 'x'") },
	{ "rule_book_edition_counts", "UPDATE rule_book SET edition = 0" },
	{ "rule_book_edition_taken",
	  "DROP INDEX rule_book_edition_taken; INSERT INTO rule_book (site_id, edition, name,"
	  " in_force_from, rules, examples, digest) SELECT site_id, edition, name, in_force_from,"
	  " rules, examples, digest FROM rule_book" },
	{ "rule_book_has_a_day", "UPDATE rule_book SET in_force_from = '2026-13-01'" },
	{ "rule_book_stays", "DELETE FROM rule_place WHERE position = 2" },
	{ "rule_has_words", "UPDATE rule SET words = '' WHERE id = 1" },
	{ "rule_stays", "DELETE FROM rule WHERE id = (SELECT max(id) FROM rule)" },
	{ "code_unknown_section", "UPDATE rule SET section = 'x'" },
};
/* clang-format on */

/* Copies a whole database over another, while desks have it open. */
static void
copy_database(const char *from_path, const char *to_path)
{
	sqlite3 *from, *to;

	assert_int_equal(sqlite3_open(from_path, &from), SQLITE_OK);
	assert_int_equal(sqlite3_open(to_path, &to), SQLITE_OK);
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
	assert_non_null(copy);
	assert_int_equal(sqlite3_backup_step(copy, -1), SQLITE_DONE);
	sqlite3_backup_finish(copy);
	sqlite3_close(from);
	sqlite3_close(to);
}

static int
drop_one(void *ctx, int count, char **values, char **names)
{
	AUTO_STR sql = STR_INIT;

	(void)count;
	(void)names;
	str_addf(&sql, "DROP TRIGGER \"%s\"", values[0]);
	return sqlite3_exec(ctx, str_text(&sql), NULL, NULL, NULL);
}

static void
break_around(const struct desk_home *h, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(home_file(&h->home, "madoguchi.db"), &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
	assert_int_equal(sqlite3_exec(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
				      drop_one, db, NULL),
			 SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static void
every_guard_is_asked_again(void **state)
{
	const struct desk_home *h = *state;
	AUTO_STR missed = STR_INIT;

	copy_database(home_file(&h->home, "madoguchi.db"), home_file(&h->home, "clean"));
	for (size_t i = 0; i < ARRAY_LEN(breaches); i++) {
		AUTO_FINDINGS f = { .skips_schema = true };
		AUTO_STR expected = STR_INIT;

		str_addf(&expected, "Guards: %s", breaches[i].guard);
		break_around(h, breaches[i].sql);
		check(h, &f);
		if (!strstr(str_text(&f.text), str_text(&expected)))
			str_addf(&missed, "%s was not found, but:\n%s", breaches[i].guard,
				 str_text(&f.text));
		copy_database(home_file(&h->home, "clean"), home_file(&h->home, "madoguchi.db"));
	}
	if (missed.len > 0)
		fail_msg("%s", str_text(&missed));
	expect_clean(h);
}

static bool
has_breach(const char *guard, size_t len)
{
	for (size_t i = 0; i < ARRAY_LEN(breaches); i++)
		if (strcspn(breaches[i].guard, ",") == len &&
		    strncmp(breaches[i].guard, guard, len) == 0)
			return true;
	return false;
}

/* Every name behind `word` in the SQL of the schema has its row above. */
static int
look_for_guards(const char *sql, const char *word, struct str *missed)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	int count = 0;

	for (const char *p = sql; (p = strstr(p, word)) != NULL; count++) {
		p += strlen(word);
		size_t len = strspn(p, letters);
		if (!has_breach(p, len))
			str_addf(missed, "%.*s\n", (int)len, p);
	}
	return count;
}

static void
no_guard_of_the_schema_is_forgotten(void **state)
{
	const struct desk_home *h = *state;
	AUTO_STR missed = STR_INIT;
	AUTO_STMT q = STMT_INIT;
	struct err e;
	int guards = 0;

	assert_true(stmt_open(&q, h->desk->store,
			      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", &e));
	while (stmt_row(&q, &e)) {
		const char *sql = stmt_text(&q, 0);
		guards += look_for_guards(sql, "CONSTRAINT ", &missed);
		guards += look_for_guards(sql, "RAISE(ABORT, '", &missed);
		guards += look_for_guards(sql, "CREATE UNIQUE INDEX ", &missed);
	}
	stmt_done(&q);
	assert_true(guards > 80);
	if (missed.len > 0)
		fail_msg("guards without a breach in this test:\n%s", str_text(&missed));
}

static void
a_dropped_trigger_and_a_foreign_table_are_found(void **state)
{
	const struct desk_home *h = *state;

	desk_home_break(h, "DROP TRIGGER contact_twice_added; CREATE TABLE stray (id INTEGER)");
	expect_found(h, "Schema: trigger contact_twice_added: missing");
	expect_found(h, "Schema: table stray: does not belong here");
}

static void
an_altered_trigger_is_found(void **state)
{
	desk_home_break(*state, "DROP TRIGGER staff_stays; CREATE TRIGGER staff_stays BEFORE DELETE"
				" ON staff BEGIN SELECT 1; END");
	expect_found(*state, "Schema: trigger staff_stays: altered");
}

static void
a_value_changed_behind_the_audit_is_found(void **state)
{
	desk_home_break(*state, "UPDATE person SET phone = '03-1234-5678' WHERE id = 1");
	expect_found(*state, "Person 1: “Phone” is not what the audit says.");
}

static void
a_version_moved_behind_the_audit_is_found(void **state)
{
	desk_home_break(*state, "UPDATE person SET version = 9 WHERE id = 1");
	expect_found(*state, "Person 1: the version is 9, but the audit knows of 1.");
}

static void
a_record_slipped_in_is_found(void **state)
{
	desk_home_break(*state, "INSERT INTO person (number, name) VALUES ('P-99999', '誰か')");
	expect_found(*state, "Person 3: the audit does not know who added it.");
}

static void
a_record_taken_out_is_found_with_its_number(void **state)
{
	desk_home_break(*state, "DELETE FROM paper; DELETE FROM registration WHERE id = 2");
	expect_found(*state, "Registration 2: it is gone, and the audit does not say why.");
	expect_found(*state,
		     "Numbers: Registration: the number R8-0002 was given, but nothing has it.");
}

static void
a_series_that_was_set_ahead_has_no_holes(void **state)
{
	struct desk_home *h = *state;

	desk_set(h->desk, "number_series", 1, "next", "500");
	desk_add(h->desk, "group", "name", "あとの会", "kana", "アトノカイ");
	desk_set(h->desk, "number_series", 1, "pattern", "団{n4}");
	desk_add(h->desk, "group", "name", "さらにあとの会", "kana", "サラニアトノカイ");
	expect_clean(h);
}

static void
a_row_without_its_parent_is_found(void **state)
{
	desk_home_break(*state, "UPDATE contact SET person_id = 999 WHERE id = 1");
	expect_found(*state, "Database file: ");
}

static void
a_lost_search_key_is_found(void **state)
{
	desk_home_break(*state, "UPDATE search_key SET key = key || 'x'");
	expect_found(*state, "Search index: ");
}

static void
a_form_that_names_what_is_not_there_is_found(void **state)
{
	desk_home_break(*state, "DROP TRIGGER code_stays; DELETE FROM code WHERE list = 'code_list'"
				" AND code = 'paper_kind'");
	expect_found(*state, "Forms: paper: the field kind needs the code list paper_kind");
}

#define check_test(name) cmocka_unit_test_setup_teardown(name, populated, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		check_test(a_desk_that_was_only_used_is_clean),
		check_test(every_guard_is_asked_again),
		check_test(no_guard_of_the_schema_is_forgotten),
		check_test(a_dropped_trigger_and_a_foreign_table_are_found),
		check_test(an_altered_trigger_is_found),
		check_test(a_value_changed_behind_the_audit_is_found),
		check_test(a_version_moved_behind_the_audit_is_found),
		check_test(a_record_slipped_in_is_found),
		check_test(a_record_taken_out_is_found_with_its_number),
		check_test(a_series_that_was_set_ahead_has_no_holes),
		check_test(a_row_without_its_parent_is_found),
		check_test(a_lost_search_key_is_found),
		check_test(a_form_that_names_what_is_not_there_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
