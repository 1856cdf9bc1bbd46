/* test_record_desks.c - one record at two desks, and what of it nobody may type. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

static bool
save(struct desk *d, struct record *r, struct record_conflict *conflict, struct err *e)
{
	const struct record_save how = { .reason = "変更届", .conflict = conflict };

	err_clear(e);
	return record_save(d, r, &how, e);
}

static void
assert_stored(struct desk *d, const char *form, int64_t id, const char *field, const char *want)
{
	struct err e;
	struct record *r = record_read(d, the_form(d, form), id, &e);

	if (r == NULL)
		fail_msg("%s", e.msg);
	if (!str_equal(record_get(r, field), want))
		fail_msg("%s is \"%s\", not \"%s\"", field, record_get(r, field), want);
	record_free(r);
}

TEST(names_come_back_byte_for_byte)
{
	static const char *const names[] = {
		"髙橋﨑𠮷",
		"\xEF\xA8\x99社会" /* U+FA19 */,
		"～①㈱",
		"ﾋﾊﾞﾘｺｰﾗｽ",
		"葛\xF3\xA0\x84\x80城" /* a variation selector */,
		"がぎぐ",
	};
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		int64_t id = desk_add(h->desk, "group", "name", names[i], "kana", "ヒバリ");

		assert_stored(h->desk, "group", id, "name", names[i]);
		assert_string_equal(
			desk_query(h->desk, &a,
				   "SELECT json_extract(detail, '$.after.name') FROM audit"
				   " WHERE object_type = 'civic_group' AND object_id = ?1",
				   id),
			names[i]);
	}
}

TEST(the_representative_is_not_changed_behind_the_groups_back)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ",
			      "representative_id", "+鈴木 花子");
	const char *const pairs[] = { "group_id", desk_id(id),      "person_id", "+佐藤 次郎",
				      "role",     "representative", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "contact", pairs), 0);
	assert_string_equal(h->e.field, "role");
	struct record *r = record_read(h->desk, the_form(h->desk, "contact"), 1, &h->e);
	record_put(r, "term_until", "2026-12-31");
	assert_false(save(h->desk, r, NULL, &h->e));
	assert_string_equal(h->e.field, "role");
	record_free(r);
	const char *const past[] = { "group_id",   desk_id(id),      "person_id", "+佐藤 次郎",
				     "role",       "representative", "term_from", "2020-04-01",
				     "term_until", "2022-03-31",     NULL };
	assert_true(desk_try_add(h->desk, &h->e, "contact", past) > 0);
}

TEST(two_desks_change_different_fields_and_both_stay)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ");
	struct record *mine = record_read(h->desk, the_form(h->desk, "group"), id, &h->e);

	desk_set(h->desk, "group", id, "phone", "03-1111-1111");
	desk_set(h->desk, "group", id, "phone", "03-1111-2222");
	record_put(mine, "fax", "03-3333-3333");
	assert_true(save(h->desk, mine, NULL, &h->e));
	assert_string_equal(record_get(mine, "phone"), "03-1111-2222");
	assert_int_equal(mine->version, 4);
	assert_stored(h->desk, "group", id, "phone", "03-1111-2222");
	assert_stored(h->desk, "group", id, "fax", "03-3333-3333");
	record_free(mine);
}

TEST(second_desk_sees_both_values_of_the_same_field)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ", "place",
			      "第1会議室");
	struct record *mine = record_read(h->desk, the_form(h->desk, "group"), id, &h->e);
	struct record_conflict conflict = { .count = 0 };

	desk_set(h->desk, "group", id, "place", "第2会議室");
	record_put(mine, "place", "ホール");
	record_put(mine, "frequency", "毎週");
	assert_false(save(h->desk, mine, &conflict, &h->e));
	assert_int_equal(h->e.code, ERR_STALE);
	assert_int_equal(conflict.count, 1);
	assert_string_equal(mine->form->fields[conflict.clashes[0].field].name, "place");
	assert_string_equal(conflict.clashes[0].was, "第1会議室");
	assert_string_equal(conflict.clashes[0].theirs, "第2会議室");
	assert_string_equal(conflict.clashes[0].mine, "ホール");
	assert_string_equal(record_get(mine, "frequency"), "毎週"); /* nothing typed is lost */
	mine->version = conflict.version;
	assert_true(save(h->desk, mine, &conflict, &h->e));
	assert_stored(h->desk, "group", id, "place", "ホール");
	record_conflict_done(&conflict);
	record_free(mine);
}

TEST(the_same_change_at_two_desks_is_no_clash)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ");
	struct record *mine = record_read(h->desk, the_form(h->desk, "group"), id, &h->e);

	desk_set(h->desk, "group", id, "place", "ホール");
	record_put(mine, "place", "ホール");
	assert_true(save(h->desk, mine, NULL, &h->e));
	record_free(mine);
}

TEST(what_the_program_fills_in_cannot_be_typed)
{
	struct desk_home *h = *state;
	int64_t group = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ");
	int64_t id = desk_add(h->desk, "registration", "group_id", desk_id(group));
	struct record *r = record_read(h->desk, the_form(h->desk, "registration"), id, &h->e);

	record_put(r, "state", "approved");
	assert_false(save(h->desk, r, NULL, &h->e));
	assert_string_equal(h->e.field, "state");
	record_free(r);
	const char *const pairs[] = { "name",         "つばめ",     "kana", "ツバメ",
				      "dissolved_on", "2026-01-01", NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "group", pairs), 0);
	assert_string_equal(h->e.field, "dissolved_on");
}

TEST(what_happened_is_told_newest_first)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct record_event *events;
	int64_t id = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ", "place",
			      "第1会議室");

	desk_set(h->desk, "group", id, "place", "ホール");
	assert_int_equal(
		record_history(h->desk, &a, the_form(h->desk, "group"), id, &events, &h->e), 2);
	assert_non_null(strstr(events[0].text, "第1会議室 → ホール"));
	assert_string_equal(events[0].who, "田中");
	assert_string_equal(events[0].reason, "test");
	assert_true(events[0].change > events[1].change);
}

TEST(the_post_of_the_representative_follows)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ",
			      "representative_id", "+鈴木 花子", "representative_post", "会長");

	desk_set(h->desk, "group", id, "representative_post", "理事長");
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT group_concat(post) FROM contact WHERE group_id = ?1",
				       id),
			    "理事長");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(names_come_back_byte_for_byte),
		IN_DESK(the_representative_is_not_changed_behind_the_groups_back),
		IN_DESK(two_desks_change_different_fields_and_both_stay),
		IN_DESK(second_desk_sees_both_values_of_the_same_field),
		IN_DESK(the_same_change_at_two_desks_is_no_clash),
		IN_DESK(what_the_program_fills_in_cannot_be_typed),
		IN_DESK(what_happened_is_told_newest_first),
		IN_DESK(the_post_of_the_representative_follows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
