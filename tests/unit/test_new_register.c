/*
 * test_new_register.c - the house's promise: a new register costs one migration
 * and one form file. Both are laid here beside the shipped ones, as a later
 * release would, on a home that is already in use; then every service is asked
 * about the new type.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "base/mem.h"
#include "desk/audit_log.h"
#include "desk/check/check.h"
#include "desk/code.h"
#include "desk/record/find.h"
#include "desk/record/record_list.h"
#include "desk/record/undo.h"
#include "store/audit.h"

static const char locker_sql[] =
	"INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES"
	"  ('code_list', 'locker_size', 'ロッカーの大きさ', 'Sizes of lockers', 200, 0),"
	"  ('locker_size', 'small', '小', 'Small', 10, 0),"
	"  ('locker_size', 'large', '大', 'Large', 20, 0);\n"
	"INSERT INTO number_series (series, pattern) VALUES ('locker', 'L-{n3}');\n"
	"CREATE TABLE locker (\n"
	"  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
	"  number TEXT NOT NULL,\n"
	"  name TEXT NOT NULL,\n"
	"  size TEXT NOT NULL DEFAULT 'small',\n"
	"  group_id INTEGER REFERENCES civic_group (id),\n"
	"  fee INTEGER,\n"
	"  key_word TEXT,\n"
	"  is_broken INTEGER NOT NULL DEFAULT 0,\n"
	"  use_count INTEGER NOT NULL DEFAULT 0,\n"
	"  version INTEGER NOT NULL DEFAULT 1,\n"
	"  CONSTRAINT locker_fee_is_fair CHECK (fee <= 1000)\n"
	") STRICT;\n"
	"CREATE UNIQUE INDEX locker_number_taken ON locker (number);\n"
	"CREATE TABLE locker_use (\n"
	"  record_id INTEGER NOT NULL REFERENCES locker (id),\n"
	"  code TEXT NOT NULL,\n"
	"  position INTEGER NOT NULL,\n"
	"  PRIMARY KEY (record_id, code)\n"
	") STRICT, WITHOUT ROWID;\n"
	"CREATE TRIGGER locker_use_counts AFTER INSERT ON locker_use BEGIN\n"
	"  UPDATE locker SET use_count = use_count + 1 WHERE id = NEW.record_id;\n"
	"END;\n"
	"CREATE TRIGGER locker_use_counts_less AFTER DELETE ON locker_use BEGIN\n"
	"  UPDATE locker SET use_count = use_count - 1 WHERE id = OLD.record_id;\n"
	"END;\n";

static const char locker_yaml[] =
	"form: locker\n"
	"table: locker\n"
	"area: register\n"
	"label: {ja: ロッカー, en: Locker}\n"
	"plural: {ja: ロッカー一覧, en: Lockers}\n"
	"menu: {in: register, order: 9}\n"
	"title: name\n"
	"number: number\n"
	"series: locker\n"
	"fields:\n"
	"  number: {label: {ja: 番号, en: Number}, type: text, unique: yes}\n"
	"  name: {label: {ja: 名称, en: Name}, type: text, required: yes, search: yes}\n"
	"  size: {label: {ja: 大きさ, en: Size}, type: choice, codes: locker_size,\n"
	"    required: yes, default: small}\n"
	"  uses: {label: {ja: 用途, en: Uses}, type: choices, codes: activity_field,\n"
	"    link: locker_use}\n"
	"  group_id: {label: {ja: 団体, en: Group}, type: ref, to: group, search: yes}\n"
	"  fee: {label: {ja: 月額, en: Monthly fee}, type: money, min: 0}\n"
	"  key_word: {label: {ja: 合言葉, en: Pass word}, type: text, private: yes}\n"
	"  is_broken: {label: {ja: 故障, en: Broken}, type: bool}\n"
	"  use_count: {label: {ja: 用途の数, en: Uses counted}, type: int, kept: yes}\n"
	"list: {columns: [number, name, size, group_id, fee], sort: [number]}\n";

/* A home in use, and the program of a later release at its desk. */
struct release {
	struct home home;
	struct store_migration *migrations;
	struct form_file *forms;
	struct desk *desk;
	int64_t choir; /* a group from before */
	struct err e;
};

static struct desk *
open_desk(struct release *r, int more, bool create)
{
	const struct desk_options options = {
		.home = r->home.path,
		.migrations = r->migrations,
		.migration_count = embed_migration_count + more,
		.forms = r->forms,
		.form_count = embed_form_count + more,
		.os_user = "tanaka",
		.terminal = "pts/3",
		.pinned_now = DESK_HOME_NOW,
		.create = create,
		.training = create,
	};
	struct desk *d = desk_open(&options, &r->e);

	if (!d)
		fail_msg("%s", r->e.msg);
	return d;
}

static void
lay_out_release(struct release *r)
{
	size_t steps = (size_t)embed_migration_count;
	size_t forms = (size_t)embed_form_count;

	r->migrations = mem_alloc((steps + 1) * sizeof(*r->migrations));
	memcpy(r->migrations, embed_migrations, steps * sizeof(*r->migrations));
	r->migrations[steps] = (struct store_migration){ (int)steps + 1, "locker", locker_sql };
	r->forms = mem_alloc((forms + 1) * sizeof(*r->forms));
	memcpy(r->forms, embed_forms, forms * sizeof(*r->forms));
	r->forms[forms] = (struct form_file){ "locker.yaml", locker_yaml, sizeof(locker_yaml) - 1,
					      NULL };
}

static int
set_up(void **state)
{
	struct release *r = mem_alloc(sizeof(*r));
	const struct centre_founding founding = { .name = "ひばり市", .staff_name = "田中" };

	home_make(&r->home);
	lay_out_release(r);
	r->desk = open_desk(r, 0, true);
	if (!centre_found(r->desk, &founding, &r->e))
		fail_msg("%s", r->e.msg);
	r->choir =
		desk_add(r->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
	desk_close(r->desk);
	r->desk = open_desk(r, 1, false);
	if (!staff_sign_in_account(r->desk, &r->e))
		fail_msg("%s", r->e.msg);
	*state = r;
	return 0;
}

static int
tear_down(void **state)
{
	struct release *r = *state;

	desk_close(r->desk);
	home_remove(&r->home);
	free(r->migrations);
	free(r->forms);
	free(r);
	return 0;
}

static const struct form *
locker(struct release *r)
{
	return the_form(r->desk, "locker");
}

static int64_t
add_locker(struct release *r)
{
	return desk_add(r->desk, "locker", "name", "玄関の左", "group_id", desk_id(r->choir), "fee",
			"500", "uses", "culture,town", "key_word", "ひらけごま");
}

static void
it_is_added_with_number_defaults_and_links(void **state)
{
	struct release *r = *state;
	struct record *seen = record_open(r->desk, locker(r), add_locker(r), "点検", &r->e);

	assert_non_null(seen);
	assert_string_equal(record_get(seen, "number"), "L-001");
	assert_string_equal(record_get(seen, "size"), "small");
	assert_string_equal(record_get(seen, "uses"), "culture,town");
	assert_string_equal(record_get(seen, "is_broken"), "0");
	record_free(seen);
}

static void
opening_it_is_audited_since_it_holds_private_values(void **state)
{
	struct release *r = *state;
	const struct audit_question q = { .form = locker(r), .views = true };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;

	record_free(record_open(r->desk, locker(r), add_locker(r), "点検", &r->e));
	assert_int_equal(audit_log_lines(r->desk, &a, &q, 0, 9, &lines, &r->e), 1);
	assert_string_equal(lines[0].what, "Locker 玄関の左");
	assert_string_equal(lines[0].reason, "点検");
}

static void
it_is_listed_in_its_columns_and_by_its_words(void **state)
{
	struct release *r = *state;
	int64_t id = add_locker(r);
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[4];

	desk_add(r->desk, "locker", "name", "裏口", "size", "large");
	struct record_list *l = record_list_new(r->desk, locker(r), &r->e);
	assert_non_null(l);
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 4, rows, &r->e), 2);
	assert_int_equal(rows[0].id, id);
	assert_string_equal(rows[0].cells[0], "L-001");
	assert_string_equal(rows[0].cells[2], "Small");
	assert_string_equal(rows[0].cells[3], "合唱団ひばり");
	assert_true(record_list_filter(l, "がっしょう", &r->e));
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 4, rows, &r->e), 1);
	assert_int_equal(rows[0].id, id);
	record_list_free(l);
}

static void
it_is_asked_for_by_example(void **state)
{
	struct release *r = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[4];
	const char **asked = arena_alloc(&a, sizeof(*asked) * (size_t)(locker(r)->field_count + 1));

	add_locker(r);
	int64_t id = desk_add(r->desk, "locker", "name", "裏口", "size", "large");
	struct record_list *l = record_list_new(r->desk, locker(r), &r->e);
	asked[form_field_index(locker(r), "size")] = "=Large";
	assert_true(record_list_query(l, asked, &r->e));
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 4, rows, &r->e), 1);
	assert_int_equal(rows[0].id, id);
	record_list_free(l);
}

static void
it_is_found_by_number_name_and_group(void **state)
{
	static const char *const typed[] = { "L-001", "ｌ－００１", "玄関", "合唱団" };
	struct release *r = *state;
	int64_t id = add_locker(r);

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		AUTO_ARENA a = ARENA_INIT;
		struct find_hit *hits;
		int count = find_anything(r->desk, &a, typed[i], 9, &hits, &r->e);
		bool found = false;

		for (int k = 0; k < count; k++)
			found = found || (hits[k].form == locker(r) && hits[k].id == id);
		if (!found)
			fail_msg("\"%s\" does not find it", typed[i]);
	}
}

static void
its_guard_refuses_even_without_a_sentence(void **state)
{
	struct release *r = *state;
	const char *const pairs[] = { "name", "裏口", "fee", "1001", NULL };

	assert_int_equal(desk_try_add(r->desk, &r->e, "locker", pairs), 0);
	assert_int_equal(r->e.code, ERR_REFUSED);
	assert_non_null(strstr(r->e.msg, "locker_fee_is_fair"));
	int64_t id = add_locker(r);
	struct record *seen = record_read(r->desk, locker(r), id, &r->e);
	assert_string_equal(record_get(seen, "number"), "L-001");
	record_free(seen);
}

static void
it_is_changed_taken_back_and_its_history_told(void **state)
{
	struct release *r = *state;
	int64_t id = add_locker(r);
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	struct record_event *events;

	desk_set(r->desk, "locker", id, "size", "large");
	assert_true(undo_change(r->desk, audit_last_change(r->desk->store), NULL, &said, &r->e));
	assert_string_equal(str_text(&said), "Taken back: the change of Locker \"玄関の左\".");
	assert_int_equal(record_history(r->desk, &a, locker(r), id, &events, &r->e), 3);
	assert_string_equal(events[1].text, "Size: Small → Large");
	assert_string_equal(events[1].who, "田中");
	assert_true(undo_change(r->desk, events[2].change, NULL, &said, &r->e));
	assert_null(record_read(r->desk, locker(r), id, &r->e));
}

static void
its_group_is_not_removed_while_it_is_named(void **state)
{
	struct release *r = *state;
	int64_t group = desk_add(r->desk, "group", "name", "写真の会", "kana", "シャシンノカイ");
	int64_t change = audit_last_change(r->desk->store);
	AUTO_STR said = STR_INIT;

	desk_add(r->desk, "locker", "name", "裏口", "group_id", desk_id(group));
	assert_false(undo_change(r->desk, change, NULL, &said, &r->e));
	assert_non_null(strstr(r->e.msg, "Locker \"裏口\""));
}

static void
its_code_list_can_be_added_to(void **state)
{
	struct release *r = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct code_word *words;

	desk_add(r->desk, "code", "list", "locker_size", "code", "huge", "label", "特大",
		 "position", "30");
	assert_int_equal(code_words(r->desk, &a, "locker_size", &words), 3);
	assert_string_equal(words[2].code, "huge");
	assert_true(desk_add(r->desk, "locker", "name", "裏口", "size", "huge") > 0);
}

static void
report(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding)
		print_message("%s: %s\n", part, finding);
}

static void
check_finds_nothing_wrong_with_it(void **state)
{
	struct release *r = *state;
	int64_t id = add_locker(r);
	AUTO_STR said = STR_INIT;

	desk_set(r->desk, "locker", id, "uses", "town");
	assert_true(undo_change(r->desk, audit_last_change(r->desk->store), NULL, &said, &r->e));
	assert_int_equal(check_all(r->desk, report, NULL), 0);
}

static void
check_finds_what_was_changed_around_the_program(void **state)
{
	struct release *r = *state;

	add_locker(r);
	desk_home_run(r->desk, "UPDATE locker SET fee = 1");
	assert_true(check_all(r->desk, report, NULL) > 0);
}

static void
two_desks_merge_it_like_any_record(void **state)
{
	struct release *r = *state;
	int64_t id = add_locker(r);
	const struct record_save how = { .reason = NULL };
	struct record *mine = record_read(r->desk, locker(r), id, &r->e);

	desk_set(r->desk, "locker", id, "fee", "300");
	record_put(mine, "size", "large");
	assert_true(record_save(r->desk, mine, &how, &r->e));
	assert_string_equal(record_get(mine, "fee"), "300");
	record_free(mine);
}

static void
what_triggers_keep_is_read_after_every_save(void **state)
{
	struct release *r = *state;
	int64_t id = add_locker(r);
	const struct record_save how = { .reason = NULL };
	struct record *mine = record_read(r->desk, locker(r), id, &r->e);

	assert_string_equal(record_get(mine, "use_count"), "2");
	record_put(mine, "uses", "town");
	assert_true(record_save(r->desk, mine, &how, &r->e));
	assert_string_equal(record_get(mine, "use_count"), "1");
	record_free(mine);
}

/* It moves without a version, so that what one desk read of it is old and says nothing. */
static void
an_old_value_that_triggers_keep_is_never_written_back(void **state)
{
	struct release *r = *state;
	int64_t id = add_locker(r);
	const struct record_save how = { .reason = NULL };
	struct record *mine = record_read(r->desk, locker(r), id, &r->e);

	desk_home_run(r->desk, "UPDATE locker SET use_count = 7"); /* as a trigger would */
	record_put(mine, "fee", "300");
	assert_true(record_save(r->desk, mine, &how, &r->e));
	assert_string_equal(record_get(mine, "use_count"), "7");
	record_free(mine);
	assert_int_equal(store_get_int(r->desk->store, "SELECT use_count FROM locker WHERE id = ?1",
				       id, 0),
			 7);
}

static void
what_triggers_keep_has_no_audit_row(void **state)
{
	struct release *r = *state;
	AUTO_ARENA a = ARENA_INIT;

	desk_set(r->desk, "locker", add_locker(r), "uses", "town");
	assert_null(desk_query(r->desk, &a,
			       "SELECT j.key FROM audit AS a, json_each(a.detail, '$.after') AS j"
			       " WHERE a.object_type = 'locker' AND j.key = 'use_count' AND ?1",
			       1));
}

int
main(void)
{
#define IN_RELEASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		IN_RELEASE(it_is_added_with_number_defaults_and_links),
		IN_RELEASE(opening_it_is_audited_since_it_holds_private_values),
		IN_RELEASE(it_is_listed_in_its_columns_and_by_its_words),
		IN_RELEASE(it_is_asked_for_by_example),
		IN_RELEASE(it_is_found_by_number_name_and_group),
		IN_RELEASE(its_guard_refuses_even_without_a_sentence),
		IN_RELEASE(it_is_changed_taken_back_and_its_history_told),
		IN_RELEASE(its_group_is_not_removed_while_it_is_named),
		IN_RELEASE(its_code_list_can_be_added_to),
		IN_RELEASE(check_finds_nothing_wrong_with_it),
		IN_RELEASE(check_finds_what_was_changed_around_the_program),
		IN_RELEASE(two_desks_merge_it_like_any_record),
		IN_RELEASE(what_triggers_keep_is_read_after_every_save),
		IN_RELEASE(an_old_value_that_triggers_keep_is_never_written_back),
		IN_RELEASE(what_triggers_keep_has_no_audit_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
