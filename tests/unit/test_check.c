/*
 * test_check.c - what `madoguchi check` finds: each guard of db/ broken by
 * writing around it, the schema altered, records changed behind the audit.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "check_breach.h"
#include "desk_home.h"

#include "desk/check/check.h"
#include "desk/rule/rule_store.h"

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
