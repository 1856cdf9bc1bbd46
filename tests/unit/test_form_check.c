/* test_form_check.c - a form beside its table, and a first draft from a table. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base/macros.h"
#include "form/form.h"
#include "form/type.h"

static const char text[] =
	"form: club\n"
	"table: civic_club\n"
	"area: register\n"
	"label: {ja: 会, en: Club}\n"
	"plural: {ja: 会一覧, en: Clubs}\n"
	"title: name\n"
	"number: number\n"
	"series: club\n"
	"fields:\n"
	"  number: {label: {ja: 番号, en: Number}, type: text}\n"
	"  name: {label: {ja: 会名, en: Name}, type: text, required: yes}\n"
	"  kind: {label: {ja: 種別, en: Kind}, type: choice, codes: kinds, default: civic}\n"
	"  tags: {label: {ja: 札, en: Tags}, type: choices, codes: tags, link: club_tag}\n"
	"  members: {label: {ja: 会員数, en: Members}, type: int}\n"
	"  parent_club: {label: {ja: 親, en: Parent}, type: ref, to: club}\n"
	"  until: {label: {ja: 期限, en: Until}, type: date, filled: yes}\n"
	"  added_at: {label: {ja: 登録, en: Added}, type: datetime, read_only: yes}\n"
	"list: {columns: [name]}\n";

/* clang-format off */
static const struct form_column table[] = {
	{ "id", .type = "INTEGER", .primary_key = true },
	{ "number", .type = "TEXT", .not_null = true },
	{ "name", .type = "TEXT", .not_null = true },
	{ "kind", .type = "TEXT", .not_null = true },
	{ "members", .type = "INTEGER" },
	{ "parent_club", .type = "INTEGER", .references = "civic_club" },
	{ "until", .type = "TEXT", .not_null = true },
	{ "added_at", .type = "TEXT", .not_null = true },
	{ "state", .type = "TEXT", .not_null = true, .has_default = true },
	{ "version", .type = "INTEGER", .not_null = true, .has_default = true },
};
/* clang-format on */

/* What is found when `change` stands in the place of the column of its name, or is added. */
static void
expect_findings(const struct form_column *change, const char *findings)
{
	const struct form_file file = { "club.yaml", text, strlen(text), NULL };
	struct form_column columns[ARRAY_LEN(table) + 1];
	int count = 0;
	AUTO_STR found = STR_INIT;
	struct form_set *set = form_set_read(&file, 1, NULL, 0, &found);
	assert_non_null(set);
	bool replaced = false;
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		bool same = change && strcmp(change->name, table[i].name) == 0;
		replaced |= same;
		if (!same)
			columns[count++] = table[i];
		else if (change->type)
			columns[count++] = *change;
	}
	if (change && !replaced)
		columns[count++] = *change;
	form_check(set->forms[0], set, columns, count, &found);
	assert_string_equal(str_text(&found), findings);
	form_set_free(set);
}

TEST(form_that_fits_its_table_has_no_finding)
{
	expect_findings(NULL, "");
}

TEST(whatever_would_stop_a_clerk_is_found)
{
	static const struct {
		struct form_column change; /* without a type: the column is not there */
		const char *findings;
	} cases[] = {
		{ { .name = "members" },
		  "club: the table civic_club has no column for the field members.\n" },
		{ { .name = "members", .type = "TEXT" },
		  "club: the field members is of the type int, but its column is TEXT and not "
		  "INTEGER.\n" },
		{ { .name = "name", .type = "INTEGER" },
		  "club: the field name is of the type text, but its column is INTEGER and not "
		  "TEXT.\n" },
		{ { .name = "members", .type = "INTEGER", .not_null = true },
		  "club: the field members may be left empty, but its column is NOT NULL.\n" },
		{ { .name = "members", .type = "INTEGER", .not_null = true, .has_default = true },
		  "" },
		{ { .name = "parent_club", .type = "INTEGER" },
		  "club: the field parent_club points to club, but its column does not refer to "
		  "the "
		  "table civic_club.\n" },
		{ { .name = "parent_club", .type = "INTEGER", .references = "person" },
		  "club: the field parent_club points to club, but its column does not refer to "
		  "the "
		  "table civic_club.\n" },
		{ { .name = "version" },
		  "club: the table civic_club has no column version of the type INTEGER.\n" },
		{ { .name = "id", .type = "TEXT", .primary_key = true },
		  "club: the table civic_club has no column id of the type INTEGER.\n" },
		{ { .name = "secret", .type = "TEXT", .not_null = true },
		  "club: the column secret of civic_club is NOT NULL, but no field fills it.\n" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		expect_findings(&cases[i].change, cases[i].findings);
}

TEST(table_that_is_not_there_is_found)
{
	const struct form_file file = { "club.yaml", text, strlen(text), NULL };
	AUTO_STR found = STR_INIT;
	struct form_set *set = form_set_read(&file, 1, NULL, 0, &found);
	form_check(set->forms[0], set, NULL, 0, &found);
	assert_string_equal(found.s, "club: the schema has no table civic_club.\n");
	form_set_free(set);
}

static const char *
only_civic(void *ctx, const char *list, const char *typed)
{
	assert_string_equal(list, "kinds");
	return strcmp(typed, ctx) == 0 ? typed : NULL;
}

TEST(default_that_is_in_no_list_is_found)
{
	const struct form_file file = { "club.yaml", text, strlen(text), NULL };
	char civic[] = "civic", other[] = "other";
	struct field_lookup lookup = { .ctx = civic, .code_find = only_civic };
	AUTO_STR found = STR_INIT;
	struct form_set *set = form_set_read(&file, 1, NULL, 0, &found);
	form_check_defaults(set->forms[0], &lookup, &found);
	assert_string_equal(str_text(&found), "");
	lookup.ctx = other;
	form_check_defaults(set->forms[0], &lookup, &found);
	assert_string_equal(
		found.s, "club: the default of the field kind cannot be used: Kind: \"civic\" is "
			 "not in the list, or means more than one entry. Type a word of the "
			 "list.\n");
	form_set_free(set);
}

/* clang-format off */
static const struct form_column wide_table[] = {
	{ "id", .type = "INTEGER", .primary_key = true },
	{ "number", .type = "TEXT" },
	{ "name", .type = "TEXT", .not_null = true },
	{ "kana", .type = "TEXT", .not_null = true },
	{ "leader_id", .type = "INTEGER", .references = "civic_lamp" },
	{ "home_phone", .type = "TEXT" },
	{ "postal", .type = "TEXT" },
	{ "email", .type = "TEXT" },
	{ "url", .type = "TEXT" },
	{ "bought_on", .type = "TEXT" },
	{ "seen_at", .type = "TEXT", .not_null = true },
	{ "opens_minute", .type = "INTEGER" },
	{ "rent_yen", .type = "INTEGER", .not_null = true },
	{ "is_lent", .type = "INTEGER", .not_null = true, .has_default = true },
	{ "count", .type = "INTEGER" },
	{ "note", .type = "TEXT" },
	{ "picture", .type = "BLOB" },
	{ "withheld", .type = "INTEGER", .not_null = true, .has_default = true },
	{ "version", .type = "INTEGER", .not_null = true, .has_default = true },
};
/* clang-format on */

/* Writes a draft, reads it, compares it with the table that it came from. */
static struct form_set *
draft(const char *name, const struct form_column *columns, int count, const char *file)
{
	AUTO_STR out = STR_INIT;
	AUTO_STR faults = STR_INIT;
	form_scaffold(name, columns, count, &out);
	const struct form_file draft_file = { file, out.s, out.len, NULL };
	struct form_set *set = form_set_read(&draft_file, 1, NULL, 0, &faults);
	assert_string_equal(str_text(&faults), "");
	assert_non_null(set);
	form_check(set->forms[0], set, columns, count, &faults);
	assert_string_equal(str_text(&faults), "");
	return set;
}

TEST(draft_reads_back_and_fits_its_table)
{
	static const struct {
		const char *name;
		enum field_kind kind;
		bool required;
	} fields[] = {
		{ "number", FIELD_TEXT, false },       { "name", FIELD_TEXT, true },
		{ "kana", FIELD_KANA, true },          { "leader_id", FIELD_REF, false },
		{ "home_phone", FIELD_PHONE, false },  { "postal", FIELD_POSTAL, false },
		{ "email", FIELD_EMAIL, false },       { "url", FIELD_URL, false },
		{ "bought_on", FIELD_DATE, false },    { "seen_at", FIELD_DATETIME, false },
		{ "opens_minute", FIELD_TIME, false }, { "rent_yen", FIELD_MONEY, true },
		{ "is_lent", FIELD_BOOL, false },      { "count", FIELD_INT, false },
		{ "note", FIELD_NOTE, false },         { "withheld", FIELD_BOOL, false },
	};
	struct form_set *set = draft("civic_lamp", wide_table, ARRAY_LEN(wide_table), "lamp.yaml");
	const struct form *form = form_find(set, "lamp");
	assert_non_null(form);
	assert_string_equal(form->table, "civic_lamp");
	assert_string_equal(form->title, "name");
	assert_string_equal(form->number, "number");
	assert_string_equal(form->withheld, "withheld");
	assert_int_equal(form->field_count, ARRAY_LEN(fields));
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		assert_string_equal(form->fields[i].name, fields[i].name);
		assert_int_equal(form->fields[i].type->kind, fields[i].kind);
		assert_int_equal(form->fields[i].required, fields[i].required);
	}
	assert_string_equal(form_field_find(form, "kana")->kana_of, "name");
	assert_string_equal(form_field_find(form, "leader_id")->ref, "lamp");
	assert_true(form_field_find(form, "seen_at")->read_only);
	form_set_free(set);
}

TEST(draft_of_a_table_without_a_name_is_titled_by_what_there_is)
{
	static const struct form_column only_numbers[] = {
		{ "id", .type = "INTEGER", .primary_key = true },
		{ "floor", .type = "INTEGER" },
		{ "seats", .type = "INTEGER" },
		{ "version", .type = "INTEGER", .has_default = true },
	};
	struct form_set *set = draft("room", only_numbers, ARRAY_LEN(only_numbers), "room.yaml");
	assert_string_equal(set->forms[0]->title, "floor");
	form_set_free(set);

	static const struct form_column only_a_note[] = {
		{ "id", .type = "INTEGER", .primary_key = true },
		{ "note", .type = "TEXT" },
		{ "version", .type = "INTEGER", .has_default = true },
	};
	set = draft("memo", only_a_note, ARRAY_LEN(only_a_note), "memo.yaml");
	assert_string_equal(set->forms[0]->title, "note");
	assert_int_equal(set->forms[0]->column_count, 1);
	form_set_free(set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_that_fits_its_table_has_no_finding),
		cmocka_unit_test(whatever_would_stop_a_clerk_is_found),
		cmocka_unit_test(table_that_is_not_there_is_found),
		cmocka_unit_test(default_that_is_in_no_list_is_found),
		cmocka_unit_test(draft_reads_back_and_fits_its_table),
		cmocka_unit_test(draft_of_a_table_without_a_name_is_titled_by_what_there_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
