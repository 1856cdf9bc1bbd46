/*
 * test_desk.c - opening a desk: a new home, a centre's own forms and their
 * faults, the pinned clock, the first clerk, and what another desk has changed.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/code.h"
#include "desk/setting.h"
#include "store/draft.h"

/* Like desk_home_open(), but may be refused: NULL and h->e. */
static struct desk *
try_open(struct desk_home *h, const char *now, bool create, bool training)
{
	const struct desk_options options = {
		.home = h->home.path,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "tanaka",
		.terminal = "pts/3",
		.pinned_now = now,
		.create = create,
		.training = training,
	};

	err_clear(&h->e);
	return desk_open(&options, &h->e);
}

static void
assert_says(const struct desk_home *h, const char *words)
{
	if (!strstr(h->e.msg, words))
		fail_msg("\"%s\" does not say \"%s\"", h->e.msg, words);
}

/* A home that nobody has made yet. */
static int
set_up_nothing(void **state)
{
	struct desk_home *h = calloc(1, sizeof(*h));

	home_make(&h->home);
	*state = h;
	return 0;
}

/* One file of the centre's own forms. */
static void
write_form(struct desk_home *h, const char *name, const char *text)
{
	mkdir(home_file(&h->home, "forms"), 0700);
	FILE *f = fopen(home_file(&h->home, name), "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void
a_home_that_is_not_there_is_not_opened(void **state)
{
	struct desk_home *h = *state;

	assert_null(try_open(h, NULL, false, false));
	assert_true(h->e.msg[0] != '\0');
	assert_int_not_equal(access(home_file(&h->home, "madoguchi.db"), F_OK), 0);
}

static void
a_home_that_is_there_is_not_made_again(void **state)
{
	struct desk_home *h = *state;

	assert_null(try_open(h, NULL, true, false));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

static void
a_real_home_keeps_the_real_clock(void **state)
{
	struct desk_home *h = *state;

	h->desk = try_open(h, NULL, true, false);
	assert_non_null(h->desk);
	assert_false(h->desk->is_training);
	assert_null(try_open(h, DESK_HOME_NOW, false, false));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_says(h, "demo or training home");
}

static void
a_training_home_pins_the_clock_and_stays_one(void **state)
{
	struct desk_home *h = *state;
	struct desk *again = try_open(h, "2027-04-01T09:30", false, false);
	AUTO_STR at = STR_INIT;

	assert_non_null(again);
	assert_true(again->is_training);
	assert_int_equal(desk_today(again), date_from_ymd(2027, 4, 1));
	time_add(&at, instant_minutes(clock_now(&again->clock)));
	assert_string_equal(str_text(&at), "9:30");
	assert_int_equal(again->lookup.today, desk_today(again));
	desk_close(again);
}

static void
a_moment_that_is_none_is_refused(void **state)
{
	static const char *const wrong[] = { "2026-11-20",       "2026-11-20T25:00",
					     "2026-02-30T10:00", "20261120T1432",
					     "2026-11-20 14:32", "" };
	struct desk_home *h = *state;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_null(try_open(h, wrong[i], false, false));
		assert_int_equal(h->e.code, ERR_USAGE);
		assert_says(h, "2026-11-20T14:32");
	}
}

static void
a_centres_own_form_is_laid_over_the_shipped_one(void **state)
{
	struct desk_home *h = *state;

	write_form(h, "forms/group.yaml",
		   "form: group\nfields:\n  name: {label: {ja: サークル名, en: Circle}}\n");
	struct desk *d = try_open(h, NULL, false, false);
	if (!d)
		fail_msg("%s", h->e.msg);
	assert_string_equal(field_label(form_field_find(the_form(d, "group"), "name")), "Circle");
	desk_close(d);
}

static void
faults_of_own_forms_are_told_by_file_line_and_column(void **state)
{
	struct desk_home *h = *state;

	write_form(h, "forms/group.yaml", "form: group\ntable: something\n");
	write_form(h, "forms/person.yaml", "form: person\nfields:\n  nobody: {width: 3}\n");
	assert_null(try_open(h, NULL, false, false));
	assert_int_equal(h->e.code, ERR_INVALID);
	assert_says(h, "forms/group.yaml:2:");
	assert_says(h, "forms/person.yaml:3:");
}

static void
own_forms_that_cannot_be_read_are_not_passed_over(void **state)
{
	struct desk_home *h = *state;

	assert_int_equal(mkdir(home_file(&h->home, "forms"), 0700), 0);
	assert_int_equal(symlink("/etc/passwd", home_file(&h->home, "forms/group.yaml")), 0);
	assert_null(try_open(h, NULL, false, false));
	assert_says(h, "forms/group.yaml cannot be read");
	assert_int_equal(unlink(home_file(&h->home, "forms/group.yaml")), 0);
	assert_int_equal(mkfifo(home_file(&h->home, "forms/group.yaml"), 0600), 0);
	assert_null(try_open(h, NULL, false, false)); /* without waiting for a writer */
	assert_says(h, "forms/group.yaml:1:");
	assert_int_equal(unlink(home_file(&h->home, "forms/group.yaml")), 0);
	assert_int_equal(rmdir(home_file(&h->home, "forms")), 0);
	assert_int_equal(symlink("/dev/null", home_file(&h->home, "forms")), 0);
	assert_null(try_open(h, NULL, false, false));
	assert_says(h, "/forms cannot be read");
}

static void
a_huge_form_file_is_refused(void **state)
{
	struct desk_home *h = *state;

	write_form(h, "forms/group.yaml", "form: group\n");
	assert_int_equal(truncate(home_file(&h->home, "forms/group.yaml"), 3 << 20), 0);
	assert_null(try_open(h, NULL, false, false));
	assert_says(h, "too large");
}

static void
the_first_clerk_holds_the_keys_and_is_audited(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	assert_string_equal(staff_name(h->desk), "田中");
	assert_true(staff_may(h->desk, "register.add"));
	assert_true(staff_may(h->desk, "staff.change"));
	assert_false(staff_may(h->desk, "consultation.change"));
	assert_string_equal(setting_text(h->desk, "centre.name"), "ひばり市市民活動センター");
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT staff_id || ' ' || action || ' ' || reason FROM audit"
			   " WHERE object_type = 'staff' AND object_id = ?1"
			   " ORDER BY seq LIMIT 1",
			   h->desk->staff_id),
		"1 add init");
}

static void
a_centre_is_founded_once(void **state)
{
	struct desk_home *h = *state;
	const struct centre_founding again = { .name = "べつのセンター" };

	assert_false(centre_found(h->desk, &again, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(setting_text(h->desk, "centre.name"), "ひばり市市民活動センター");
}

static void
a_founding_with_a_name_that_cannot_be_leaves_nothing(void **state)
{
	struct desk_home *h = *state;
	const struct centre_founding nameless = { .name = "" };

	assert_false(centre_found(h->desk, &nameless, &h->e));
	assert_int_equal(
		store_get_int(h->desk->store, "SELECT count(*) FROM staff WHERE ?1", 1, -1), 0);
	assert_int_equal(h->desk->staff_id, 0);
	assert_string_equal(staff_name(h->desk), "");
}

static void
what_another_desk_has_changed_holds_after_a_refresh(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "tanaka", false);
	AUTO_ARENA a = ARENA_INIT;
	struct code_word *words;
	int before = code_words(h->desk, &a, "contact_role", &words);

	assert_true(staff_sign_in_account(other, &h->e));
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 5);
	assert_true(store_changed_elsewhere(h->desk->store)); /* somebody signed in */
	assert_false(store_changed_elsewhere(h->desk->store));
	assert_true(setting_set(other, "desk.idle_minutes", "9", &h->e));
	desk_add(other, "code", "list", "contact_role", "code", "webmaster", "label", "サイト係");
	desk_set(other, "staff", other->staff_id, "roles", "administrator");
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 5);
	assert_true(store_changed_elsewhere(h->desk->store));
	desk_refresh(h->desk);
	assert_int_equal(setting_int(h->desk, "desk.idle_minutes"), 9);
	assert_int_equal(code_words(h->desk, &a, "contact_role", &words), before + 1);
	assert_false(staff_may(h->desk, "register.add"));
	desk_close(other);
}

static void
a_clerk_who_was_disabled_elsewhere_may_nothing_more(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "sato", false);

	desk_add(h->desk, "staff", "code", "2", "name", "佐藤", "os_account", "sato");
	assert_true(staff_sign_in_account(other, &h->e));
	assert_true(staff_may(other, "register.add"));
	assert_true(staff_disable(h->desk, other->staff_id, "退職", &h->e));
	desk_refresh(other);
	assert_false(staff_may(other, "register.add"));
	desk_close(other);
}

/* Garbage over the first page of a table, with no desk open. */
static void
spoil_table(struct desk_home *h, const char *table)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	char garbage[4096];
	const char *path = home_file(&h->home, "madoguchi.db");

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_schema WHERE name = ?1", -1, &q, NULL);
	sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	long at = (sqlite3_column_int(q, 0) - 1) * (long)sizeof(garbage);
	sqlite3_finalize(q);
	sqlite3_close(db);
	memset(garbage, 'x', sizeof(garbage));
	AUTO_FCLOSE FILE *f = fopen(path, "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_int_equal(fwrite(garbage, sizeof(garbage), 1, f), 1);
}

static void
nothing_is_built_on_a_database_that_was_met_damaged(void **state)
{
	struct desk_home *h = *state;

	desk_close(h->desk);
	spoil_table(h, "code");
	h->desk = desk_home_open(h, "tanaka", false);
	assert_true(staff_sign_in_account(h->desk, &h->e));
	assert_false(store_met_damage(h->desk->store, &h->e));
	assert_null(h->desk->lookup.code_word(h->desk->lookup.ctx, "party_kind", "civic"));
	assert_true(store_met_damage(h->desk->store, &h->e));
	assert_says(h, "madoguchi restore");
	const char *const group[] = { "name", "会", "kana", "カイ", "kind", "civic", NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "group", group), 0);
	assert_int_equal(h->e.code, ERR_DAMAGED);
}

static void
closing_no_desk_is_fine(void **state)
{
	(void)state;
	desk_close(NULL);
}

int
main(void)
{
#define IN(set_up, name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)
	const struct CMUnitTest tests[] = {
		IN(set_up_nothing, a_home_that_is_not_there_is_not_opened),
		IN(desk_home_set_up, a_home_that_is_there_is_not_made_again),
		IN(set_up_nothing, a_real_home_keeps_the_real_clock),
		IN(desk_home_set_up, a_training_home_pins_the_clock_and_stays_one),
		IN(desk_home_set_up, a_moment_that_is_none_is_refused),
		IN(desk_home_set_up, a_centres_own_form_is_laid_over_the_shipped_one),
		IN(desk_home_set_up, faults_of_own_forms_are_told_by_file_line_and_column),
		IN(desk_home_set_up, own_forms_that_cannot_be_read_are_not_passed_over),
		IN(desk_home_set_up, a_huge_form_file_is_refused),
		IN(desk_home_set_up, the_first_clerk_holds_the_keys_and_is_audited),
		IN(desk_home_set_up, a_centre_is_founded_once),
		IN(desk_home_set_up_empty, a_founding_with_a_name_that_cannot_be_leaves_nothing),
		IN(desk_home_set_up, what_another_desk_has_changed_holds_after_a_refresh),
		IN(desk_home_set_up, a_clerk_who_was_disabled_elsewhere_may_nothing_more),
		IN(desk_home_set_up, nothing_is_built_on_a_database_that_was_met_damaged),
		cmocka_unit_test(closing_no_desk_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
