/*
 * test_disclose.c - a withheld person is put into every place that a person can
 * be in; then everything that leaves the desk is read, and her name, reading,
 * former name, phones and address must be in none of it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "base/utf8.h"
#include "desk/audit_log.h"
#include "desk/record/disclose.h"
#include "desk/record/find.h"
#include "desk/record/record_list.h"
#include "desk/record/undo.h"
#include "store/audit.h"
#include "store/stmt.h"

static const char *const canaries[] = { "金糸雀", "カナリア", "小鳥遊", "タカナシ",
					"7777",   "8888",     "鳥籠町", "canary" };

struct nest {
	struct desk_home home;
	int64_t person, group, contact;
};

static int
set_up(void **state)
{
	desk_home_set_up(state);
	struct nest *n = realloc(*state, sizeof(*n));
	struct desk *d = n->home.desk;

	*state = n;
	n->person = desk_add(d, "person", "name", "小鳥遊 歌", "kana", "タカナシ ウタ", "phone",
			     "03-1234-7777", "mobile", "090-1234-8888", "email",
			     "canary@example.jp", "address", "ひばり市鳥籠町1", "note", "金糸雀");
	desk_set(d, "person", n->person, "name", "金糸雀 歌");
	desk_set(d, "person", n->person, "kana", "カナリア ウタ");
	n->group =
		desk_add(d, "group", "name", "合唱団ひばり", "kana", "ヒバリ", "representative_id",
			 desk_id(n->person), "liaison_id", desk_id(n->person));
	n->contact = desk_add(d, "contact", "group_id", desk_id(n->group), "person_id",
			      desk_id(n->person), "role", "treasurer");
	desk_add(d, "person", "name", "田中 一郎", "kana", "タナカ イチロウ");
	desk_set(d, "person", n->person, "withheld", "1");
	return 0;
}

static void
assert_no_canary(const char *where, const char *text)
{
	for (size_t i = 0; text != NULL && i < ARRAY_LEN(canaries); i++) {
		AUTO_FREE char *seen = utf8_search_key(text);
		AUTO_FREE char *key = utf8_search_key(canaries[i]);
		if (strstr(seen, key) != NULL)
			fail_msg("%s shows \"%s\"", where, text);
	}
}

static void
read_list(struct record_list *l, const char *where)
{
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[64];
	struct err e;
	const int *fields;
	int columns = record_list_column_fields(l, &fields);
	int count = record_list_fetch(l, &a, NULL, false, 64, rows, &e);

	if (count < 0)
		fail_msg("%s: %s", where, e.msg);
	for (int i = 0; i < count; i++) {
		for (int k = 0; k < columns; k++) {
			assert_no_canary(where, rows[i].cells[k]);
			assert_no_canary(where, rows[i].stored[k]);
		}
	}
}

/* Every field as a column, in every order. */
static void
read_all_orders(struct desk *d, const struct form *form)
{
	struct err e;
	struct record_list *l = record_list_new(d, form, &e);
	AUTO_ARENA a = ARENA_INIT;
	int *fields = arena_alloc(&a, sizeof(*fields) * (size_t)form->field_count);

	assert_non_null(l);
	for (int i = 0; i < form->field_count; i++)
		fields[i] = i;
	assert_true(record_list_columns(l, fields, form->field_count, &e));
	assert_true(record_list_all(l, true, &e));
	for (int i = -1; i < form->field_count; i++) {
		if (record_list_sort(l, i, false, &e))
			read_list(l, form->name);
	}
	record_list_free(l);
}

TEST(no_list_shows_a_withheld_person)
{
	struct nest *n = *state;

	for (int round = 0; round < 2; round++) {
		desk_home_allow(n->home.desk, "register", "reveal", round == 0);
		for (int i = 0; i < n->home.desk->forms->count; i++) {
			const struct form *form = n->home.desk->forms->forms[i];
			if (str_equal(form->area, "register"))
				read_all_orders(n->home.desk, form);
		}
	}
}

static void
assert_not_found_by(struct nest *n, const char *form_name, int field, const char *text)
{
	struct desk *d = n->home.desk;
	const struct form *form = the_form(d, form_name);
	struct err e;
	bool at_least;
	struct record_list *l = record_list_new(d, form, &e);
	AUTO_ARENA a = ARENA_INIT;
	const char **conditions =
		arena_alloc(&a, sizeof(*conditions) * (size_t)(form->field_count + 1));

	if (field >= 0)
		conditions[field] = text;
	if (field < 0)
		assert_true(record_list_filter(l, text, &e));
	else if (!record_list_query(l, conditions, &e)) {
		record_list_free(l);
		return;
	}
	if (record_list_count(l, &at_least) != 0)
		fail_msg("\"%s\" in field %d finds a %s", text, field, form_name);
	record_list_free(l);
}

TEST(no_filter_and_no_condition_finds_one)
{
	static const char *const texts[] = { "金糸雀",     "カナリア", "ｶﾅﾘｱ",
					     "=金糸雀 歌", "=+金糸雀", "7777",
					     "0312347777", ">金",      "=2000-01-01" };
	struct nest *n = *state;
	struct desk *d = n->home.desk;

	desk_home_allow(d, "register", "reveal", false);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		assert_not_found_by(n, "person", -1, texts[i]);
		assert_not_found_by(n, "group", -1, texts[i]);
		assert_not_found_by(n, "contact", -1, texts[i]);
		const struct form *group = the_form(d, "group");
		assert_not_found_by(n, "group", form_field_index(group, "representative_id"),
				    texts[i]);
		assert_not_found_by(n, "group", form_field_index(group, "liaison_id"), texts[i]);
	}
	const struct form *person = the_form(d, "person");
	assert_not_found_by(n, "person", form_field_index(person, "name"), "金糸雀");
	assert_not_found_by(n, "person", form_field_index(person, "phone"), "7777");
	assert_not_found_by(n, "person", form_field_index(person, "address"), "鳥籠町");
	assert_not_found_by(n, "person", form_field_index(person, "withheld"), "1");
	assert_not_found_by(n, "group", form_field_index(the_form(d, "group"), "representative_id"),
			    "=P-00001");
}

TEST(her_own_history_and_roles_are_empty_lists)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	struct err e;
	bool at_least;
	struct record_list *l = record_list_new(d, the_form(d, "contact"), &e);
	struct record_list *past = record_list_new(d, the_form(d, "person_history"), &e);

	assert_true(record_list_parent(l, form_field_index(the_form(d, "contact"), "person_id"),
				       n->person, &e));
	assert_int_equal(record_list_count(l, &at_least), 3);
	assert_int_equal(record_list_count(past, &at_least), 2);
	record_list_free(past);
	desk_home_allow(d, "register", "reveal", false);
	assert_int_equal(record_list_count(l, &at_least), 0);
	past = record_list_new(d, the_form(d, "person_history"), &e);
	assert_int_equal(record_list_count(past, &at_least), 0);
	record_list_free(past);
	record_list_free(l);
}

static void
read_record(struct desk *d, const struct form *form, int64_t id)
{
	AUTO_ARENA a = ARENA_INIT;
	struct err e;
	struct record_event *events;
	struct record *r = record_open(d, form, id, "test", &e);

	if (r == NULL)
		return;
	AUTO_STR title = STR_INIT;
	record_add_title(d, r, &title);
	assert_no_canary("a title", str_text(&title));
	for (int i = 0; i < form->field_count; i++) {
		AUTO_STR shown = STR_INIT;
		assert_no_canary(form->name, r->values[i]);
		field_format(&form->fields[i], &d->lookup, r->values[i], &shown);
		assert_no_canary(form->name, str_text(&shown));
	}
	int count = record_history(d, &a, form, id, &events, &e);
	for (int i = 0; i < count; i++)
		assert_no_canary("a history", events[i].text);
	assert_no_canary("a reference", d->lookup.ref_title(d->lookup.ctx, form->name, id));
	record_free(r);
}

static void
read_everything(struct desk *d)
{
	for (int i = 0; i < d->forms->count; i++) {
		for (int64_t id = 1; id < 8; id++)
			read_record(d, d->forms->forms[i], id);
	}
}

TEST(no_record_title_or_history_shows_one_to_anybody)
{
	struct nest *n = *state;

	read_everything(n->home.desk);
	desk_home_allow(n->home.desk, "register", "reveal", false);
	read_everything(n->home.desk);
}

TEST(who_may_reveal_sees_her_with_a_reason_that_is_kept)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	struct err e;

	assert_null(record_reveal(d, the_form(d, "person"), n->person, "", &e));
	assert_int_equal(e.code, ERR_INVALID);
	struct record *r = record_reveal(d, the_form(d, "person"), n->person, "本人確認", &e);

	assert_false(r->hidden);
	assert_string_equal(record_get(r, "name"), "金糸雀 歌");
	AUTO_STR title = STR_INIT;
	record_add_title(d, r, &title);
	assert_no_canary("a title", str_text(&title));
	record_free(r);
	assert_int_equal(store_get_int(d->store,
				       "SELECT count(*) FROM audit WHERE action = 'view'"
				       " AND reason = '本人確認' AND object_id = ?1",
				       n->person, 0),
			 1);
	desk_home_allow(d, "register", "reveal", false);
	assert_null(record_reveal(d, the_form(d, "person"), n->person, "本人確認", &e));
	assert_int_equal(e.code, ERR_REFUSED);
}

TEST(revealing_a_detail_of_hers_is_kept_too)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	struct err e;
	int64_t former = store_get_int(d->store,
				       "SELECT min(id) FROM person_history WHERE"
				       " person_id = ?1",
				       n->person, 0);
	struct record *r = record_reveal(d, the_form(d, "person_history"), former, "本人確認", &e);

	assert_string_equal(record_get(r, "value"), "小鳥遊 歌");
	record_free(r);
	assert_int_equal(store_get_int(d->store,
				       "SELECT count(*) FROM audit WHERE action = 'view' AND"
				       " object_type = 'person_history' AND object_id = ?1",
				       former, 0),
			 1);
}

TEST(no_hit_and_no_duplicate_shows_one)
{
	static const char *const texts[] = {
		"金糸雀", "カナリア", "小鳥遊", "7777", "P-00001", "歌"
	};
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit *hits;
	struct err e;

	for (int round = 0; round < 2; round++) {
		desk_home_allow(d, "register", "reveal", round == 0);
		for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
			int count = find_anything(d, &a, texts[i], 20, &hits, &e);
			for (int k = 0; k < count; k++) {
				assert_no_canary("a hit", hits[k].title);
				assert_no_canary("a hit's reason", hits[k].why);
			}
			if (round == 1 && !str_equal(texts[i], "P-00001"))
				assert_int_equal(count, 0);
		}
		const struct form *form = the_form(d, "person");
		const char **typed =
			arena_alloc(&a, sizeof(*typed) * (size_t)(form->field_count + 1));
		typed[form_field_index(form, "name")] = "金糸雀 歌";
		typed[form_field_index(form, "phone")] = "03-1234-7777";
		int count = find_duplicates(d, &a, form, 0, typed, 20, &hits, &e);
		assert_int_equal(count, round == 0 ? 1 : 0);
		for (int k = 0; k < count; k++) {
			assert_no_canary("a duplicate", hits[k].title);
			assert_no_canary("a duplicate's reason", hits[k].why);
		}
	}
	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "金糸雀 歌"), 0);
	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "金糸雀歌"), 0);
	assert_int_equal(d->lookup.ref_find(d->lookup.ctx, "person", "P-00001"), n->person);
}

TEST(the_audit_view_names_her_by_the_word_and_is_not_searched_by_her_name)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;
	struct err e;
	const struct audit_question of_her = { .form = the_form(d, "person"),
					       .record_id = n->person };
	const struct audit_question by_name = { .text = "金糸雀" };
	int count = audit_log_lines(d, &a, &of_her, 0, 50, &lines, &e);

	assert_true(count >= 4);
	for (int i = 0; i < count; i++)
		assert_no_canary("an audit line", lines[i].what);
	assert_int_equal(audit_log_lines(d, &a, &by_name, 0, 50, &lines, &e), 0);
}

TEST(what_was_taken_back_is_told_without_her_name)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	AUTO_STR said = STR_INIT;
	struct err e;

	desk_set(d, "person", n->person, "note", "別の金糸雀");
	if (!undo_change(d, audit_last_change(d->store), "", &said, &e))
		fail_msg("%s", e.msg);
	assert_true(said.len > 0);
	assert_no_canary("undo", str_text(&said));
}

TEST(in_public_stands_what_the_group_allows_and_nothing_of_withheld_persons)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	const struct form *form = the_form(d, "group");
	struct err e;

	desk_set(d, "group", n->group, "phone", "03-5555-0000");
	desk_set(d, "group", n->group, "fax", "03-5555-0001");
	desk_set(d, "group", n->group, "note", "内部の覚え");
	desk_set(d, "group", n->group, "public_fields", "phone,representative_id");
	struct record *r = record_read(d, form, n->group, &e);
	for (int i = 0; i < form->field_count; i++) {
		AUTO_STR shown = STR_INIT;
		const char *name = form->fields[i].name;
		bool open = str_equal(name, "name") || str_equal(name, "kana") ||
			    str_equal(name, "number") || str_equal(name, "phone");
		disclose_add(d, DISCLOSE_PUBLIC, r, i, &shown);
		if (open != (shown.len > 0))
			fail_msg("in public %s is \"%s\"", name, str_text(&shown));
	}
	record_free(r);
}

TEST(a_file_holds_private_values_only_for_who_may_export)
{
	struct nest *n = *state;
	struct desk *d = n->home.desk;
	const struct form *form = the_form(d, "group");
	int phone = form_field_index(form, "phone");
	struct err e;

	desk_set(d, "group", n->group, "phone", "03-5555-0042");
	struct record *r = record_read(d, form, n->group, &e);
	AUTO_STR may = STR_INIT;
	AUTO_STR may_not = STR_INIT;
	AUTO_STR listed = STR_INIT;
	disclose_add(d, DISCLOSE_EXPORT, r, phone, &may);
	desk_home_allow(d, "register", "export", false);
	disclose_add(d, DISCLOSE_EXPORT, r, phone, &may_not);
	disclose_add(d, DISCLOSE_LIST, r, phone, &listed);
	assert_string_equal(str_text(&may), "03-5555-0042");
	assert_string_equal(str_text(&may_not), "＊＊42");
	assert_string_equal(str_text(&listed), "＊＊42");
	record_free(r);
}

#define IN_NEST(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_NEST(no_list_shows_a_withheld_person),
		IN_NEST(no_filter_and_no_condition_finds_one),
		IN_NEST(her_own_history_and_roles_are_empty_lists),
		IN_NEST(no_record_title_or_history_shows_one_to_anybody),
		IN_NEST(who_may_reveal_sees_her_with_a_reason_that_is_kept),
		IN_NEST(revealing_a_detail_of_hers_is_kept_too),
		IN_NEST(no_hit_and_no_duplicate_shows_one),
		IN_NEST(the_audit_view_names_her_by_the_word_and_is_not_searched_by_her_name),
		IN_NEST(what_was_taken_back_is_told_without_her_name),
		IN_NEST(in_public_stands_what_the_group_allows_and_nothing_of_withheld_persons),
		IN_NEST(a_file_holds_private_values_only_for_who_may_export),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
