/*
 * test_names.c - names in the very characters that people write: from the
 * record through list, title, hit, history and audit they come back byte for
 * byte, whatever they are folded to for finding.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/record/find.h"
#include "desk/record/record_list.h"
#include "desk/record/reference.h"

/* Each with a part by which somebody would look for it. */
static const struct {
	const char *name, *typed;
} names[] = {
	{ "髙橋", "髙" },                         /* the ladder form of 高 */
	{ "山﨑", "山﨑" },                       /* the standing form of 崎 */
	{ "𠮷田", "𠮷" },                         /* beyond the basic plane */
	{ "\xEF\xA8\x99谷", "谷" },               /* U+FA19, a compatibility form of 神 */
	{ "春～夏", "春" },                       /* U+FF5E, what Windows makes of the wave */
	{ "春〜夏", "夏" },                       /* U+301C, what others make of it */
	{ "①の会", "の会" },                      /* a number in a circle */
	{ "ﾋﾊﾞﾘｺｰﾗｽ", "ひばりこーらす" },         /* half-width kana */
	{ "葛\xF3\xA0\x84\x80城", "城" },         /* with an ideographic variation */
	{ "辻\xF3\xA0\x84\x81", "辻" },           /* and at the end */
	{ "Ａ組　Ｂ", "a組" },                    /* full-width letters, an ideographic blank */
	{ "㈱ﾋﾊﾞﾘ", "ひばり" },                   /* a sign of several characters */
	{ "O'Brien \"Bill\" \\ {x}", "o'brien" }, /* what quotes and braces do to SQL and JSON */
	{ "100%_の会", "100%_" },                 /* what LIKE would take for signs */
};

static void
assert_same(size_t i, const char *where, const char *found)
{
	if (!str_equal(found, names[i].name))
		fail_msg("%s %s is \"%s\" in the %s", names[i].name, names[i].typed,
			 found ? found : "nothing", where);
}

static int64_t
add_person(struct desk_home *h, size_t i)
{
	return desk_add(h->desk, "person", "name", names[i].name);
}

static void
a_record_gives_its_name_back(void **state)
{
	struct desk_home *h = *state;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		int64_t id = add_person(h, i);
		struct record *r =
			record_open(h->desk, the_form(h->desk, "person"), id, NULL, &h->e);

		assert_non_null(r);
		assert_same(i, "record", record_get(r, "name"));
		assert_same(i, "title", reference_title(h->desk, "person", id));
		record_free(r);
	}
}

static void
the_door_of_the_field_lets_them_in_unchanged(void **state)
{
	struct desk_home *h = *state;
	const struct form_field *f = form_field_find(the_form(h->desk, "person"), "name");

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *stored = NULL;

		if (!field_parse(f, &h->desk->lookup, names[i].name, &stored, &h->e))
			fail_msg("%s: %s", names[i].name, h->e.msg);
		assert_same(i, "field", stored);
	}
}

static void
a_list_shows_and_stores_them(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[1];
	int name = form_field_index(the_form(h->desk, "person"), "name");

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		int64_t id = add_person(h, i);
		struct record_list *l =
			record_list_new(h->desk, the_form(h->desk, "person"), &h->e);

		assert_true(record_list_columns(l, &name, 1, &h->e));
		assert_true(record_list_filter(l, names[i].typed, &h->e));
		assert_int_equal(record_list_fetch(l, &a, NULL, false, 1, rows, &h->e), 1);
		assert_int_equal(rows[0].id, id);
		assert_same(i, "list's cell", rows[0].cells[0]);
		assert_same(i, "list's value", rows[0].stored[0]);
		record_list_free(l);
		desk_set(h->desk, "person", id, "name", "別人");
	}
}

static void
the_line_to_speak_to_finds_them(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct find_hit *hits;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		int64_t id = add_person(h, i);

		assert_int_equal(find_anything(h->desk, &a, names[i].typed, 9, &hits, &h->e), 1);
		assert_int_equal(hits[0].id, id);
		assert_same(i, "hit", hits[0].title);
		assert_int_equal(h->desk->lookup.ref_find(h->desk, "person", names[i].name), id);
		desk_set(h->desk, "person", id, "name", "別人");
	}
}

static void
history_and_audit_tell_them(void **state)
{
	struct desk_home *h = *state;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_ARENA a = ARENA_INIT;
		struct record_event *events;
		int64_t id = add_person(h, i);

		desk_set(h->desk, "person", id, "name", "改名");
		assert_int_equal(record_history(h->desk, &a, the_form(h->desk, "person"), id,
						&events, &h->e),
				 2);
		AUTO_FREE char *told = mem_printf("Name: %s → 改名", names[i].name);
		assert_string_equal(events[0].text, told);
		assert_same(i, "audit",
			    desk_query(h->desk, &a,
				       "SELECT json_extract(detail, '$.after.name') FROM audit"
				       " WHERE object_type = 'person' AND object_id = ?1"
				       " AND action = 'add'",
				       id));
		assert_same(i, "earlier names",
			    desk_query(h->desk, &a,
				       "SELECT value FROM person_history WHERE person_id = ?1",
				       id));
	}
}

static void
what_looks_alike_is_still_told_apart(void **state)
{
	struct desk_home *h = *state;
	int64_t ladder = desk_add(h->desk, "person", "name", "髙橋花子");
	int64_t common = desk_add(h->desk, "person", "name", "高橋花子");

	assert_int_equal(h->desk->lookup.ref_find(h->desk, "person", "髙橋花子"), ladder);
	assert_int_equal(h->desk->lookup.ref_find(h->desk, "person", "高橋花子"), common);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(a_record_gives_its_name_back),
		IN_DESK(the_door_of_the_field_lets_them_in_unchanged),
		IN_DESK(a_list_shows_and_stores_them),
		IN_DESK(the_line_to_speak_to_finds_them),
		IN_DESK(history_and_audit_tell_them),
		IN_DESK(what_looks_alike_is_still_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
