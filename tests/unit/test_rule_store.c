/*
 * test_rule_store.c - rule books in the database: editions that stay as they were
 * loaded, the one in force, and what is refused.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include <string.h>

#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "rule/ask.h"

static const struct form_file *
find_book(const char *name)
{
	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, name) == 0)
			return &embed_books[i];
	fail_msg("no book %s", name);
	return NULL;
}

static bool
try_load(struct desk_home *h, const char *text, const char *from, struct rule_loaded *out)
{
	const struct rule_load load = {
		.file = "book.yaml",
		.bytes = text,
		.len = strlen(text),
		.from = from ? date_from_iso(from) : DAY_NONE,
		.reason = "改定",
	};
	struct faults f = FAULTS_INIT("book.yaml");
	bool ok = rule_store_load(h->desk, &load, &f, out, &h->e);

	faults_done(&f);
	return ok;
}

static struct rule_loaded
load(struct desk_home *h, const char *text, const char *from)
{
	struct rule_loaded loaded;

	if (!try_load(h, text, from, &loaded))
		fail_msg("%s", h->e.msg);
	return loaded;
}

/* `text` with the first `old` replaced; the caller frees it. */
static char *
with(const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);

	assert_non_null(at);
	return mem_printf("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static char *
dump(struct desk_home *h, int64_t id)
{
	struct str text = STR_INIT;

	if (!rule_store_dump(h->desk, id, &text, &h->e))
		fail_msg("%s", h->e.msg);
	return str_take(&text);
}

static void
every_example_book_comes_out_as_it_went_in(void **state)
{
	struct desk_home *h = *state;

	for (int i = 0; i < embed_book_count; i++) {
		struct rule_loaded first = load(h, embed_books[i].bytes, NULL);
		AUTO_FREE char *text = dump(h, first.id);
		AUTO_FREE char *other = with(text, "name: ", "name: 改定後の");
		struct rule_loaded second = load(h, other, NULL);
		struct rule_loaded third = load(h, text, NULL);
		AUTO_FREE char *again = dump(h, third.id);

		assert_int_equal(second.edition, first.edition + 1);
		assert_int_equal(second.added, 1);
		assert_int_equal(second.dropped, 1);
		assert_string_equal(again, text);
	}
}

static void
what_was_permitted_keeps_its_edition(void **state)
{
	struct desk_home *h = *state;
	const char *text = find_book("paid")->bytes;
	AUTO_FREE char *dearer = with(text, "a1: [660, ", "a1: [670, ");
	int64_t first = load(h, text, NULL).id;
	int64_t second = load(h, dearer, "2027-04-01").id;

	assert_int_equal(rule_store_in_force(h->desk, 0, date_from_iso("2027-03-31"), &h->e),
			 first);
	assert_int_equal(rule_store_in_force(h->desk, 0, date_from_iso("2027-04-01"), &h->e),
			 second);
	assert_int_equal(rule_store_edition(h->desk, 0, 1, &h->e), first);
	assert_int_equal(rule_store_edition(h->desk, 0, 3, &h->e), 0);
	assert_int_equal(h->e.code, ERR_NOT_FOUND);
}

static void
a_change_before_a_later_edition_says_so(void **state)
{
	struct desk_home *h = *state;
	const char *text = find_book("paid")->bytes;
	AUTO_FREE char *dearer = with(text, "a1: [660, ", "a1: [670, ");
	AUTO_FREE char *mended = with(text, "a1: [660, ", "a1: [650, ");

	load(h, text, NULL);
	load(h, dearer, "2027-04-01");
	assert_int_equal(load(h, mended, NULL).later, 2);
}

static void
what_cannot_be_loaded_is_refused_and_nothing_is_kept(void **state)
{
	struct desk_home *h = *state;
	const char *text = find_book("free")->bytes;
	AUTO_FREE char *wrong = with(text, "expect: {yen: 0}", "expect: {yen: 1}");
	AUTO_FREE char *other = with(text, "most: 8", "most: 9");
	struct rule_loaded loaded;

	assert_false(try_load(h, wrong, NULL, &loaded));
	assert_int_equal(h->e.code, ERR_INVALID);
	load(h, text, NULL);
	assert_false(try_load(h, text, NULL, &loaded));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_false(try_load(h, other, "2026-11-19", &loaded));
	assert_string_equal(h->e.field, "in_force_from");
	const char *count = "SELECT count(*) FROM rule_book WHERE id > ?1";

	assert_int_equal(store_get_int(h->desk->store, count, 0, -1), 1);
}

static void
only_who_may_approve_loads_rules(void **state)
{
	struct desk_home *h = *state;
	struct rule_loaded loaded;

	desk_home_allow(h->desk, "rule", "approve", false);
	assert_false(try_load(h, find_book("free")->bytes, NULL, &loaded));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

static void
the_book_in_force_answers(void **state)
{
	struct desk_home *h = *state;
	struct facts f;
	struct answer a;

	load(h, find_book("paid")->bytes, NULL);
	const struct book *b = rule_book_in_force(h->desk, date_from_iso("2026-11-20"), &h->e);

	assert_non_null(b);
	assert_ptr_equal(b, rule_book_in_force(h->desk, date_from_iso("2026-12-20"), &h->e));
	struct surroundings *around = surroundings_read(h->desk, &h->e);

	facts_init(&f, b, around);
	answer_init(&a);
	assert_true(facts_set(&f, "room", "a", &h->e));
	assert_true(facts_set(&f, "day", "2026-10-07", &h->e));
	assert_true(facts_set(&f, "bands", "morning", &h->e));
	assert_true(facts_complete(&f, &h->e));
	assert_true(ask_quote(&f, &a, &h->e));
	assert_int_equal(a.yen, 1100);
	answer_done(&a);
	facts_done(&f);
	surroundings_free(around);
}

static void
rules_are_not_added_one_by_one(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = { "section", "prices", "words", "- {code: x}", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "rule", pairs), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
}

static const char *
room_name(struct desk *d, struct arena *a, const char *code)
{
	AUTO_FREE char *sql = mem_printf("SELECT name || coalesce(capacity, '') FROM room"
					 " WHERE code = '%s' AND ?1", code);

	return desk_query(d, a, sql, 1);
}

static void
load_rooms(struct desk_home *h, const char *rooms)
{
	AUTO_FREE char *text = mem_printf("book: {name: 規則}\nrooms:\n%s"
					  "hours:\n  - {open: \"9:00-21:00\"}\n", rooms);
	const struct form_file file = { .name = "rooms.yaml", .bytes = text,
					.len = strlen(text) };

	if (!rule_store_load_file(h->desk, &file, DAY_NONE, NULL, &h->e))
		fail_msg("%s", h->e.msg);
}

/* A sample book that a centre began with leaves no names behind. */
static void
a_room_takes_its_new_name_unless_the_desk_gave_it_one(void **state)
{
	struct desk_home *h = *state;
	struct arena a = ARENA_INIT;

	load_rooms(h, "  - {code: a, name: 会議室A, capacity: 18}\n  - {code: b, name: 会議室B}\n");
	desk_set(h->desk, "room", 2, "name", "サロン");
	load_rooms(h, "  - {code: a, name: 和室}\n  - {code: b, name: 洋室, capacity: 8}\n");
	assert_string_equal(room_name(h->desk, &a, "a"), "和室");
	assert_string_equal(room_name(h->desk, &a, "b"), "サロン8");
	arena_done(&a);
}

/* Closings and hours that hang on what other sections name, beside those that name nothing. */
static const char conditions[] =
	"book: {name: 規則}\n"
	"facts:\n  - {code: outside, name: 市外, type: yes_no}\n"
	"uses:\n  - {code: meeting, name: 会議}\n  - {code: music, name: 音楽}\n"
	"reasons:\n  - {code: works, name: 工事, fault: ours}\n"
	"seasons:\n  - {code: winter, name: 冬, days: [\"12-01..03-31\"]}\n"
	"rooms:\n  - {code: a, name: 会議室A}\n  - {code: b, name: 会議室B}\n"
	"bands:\n  - {code: night, name: 夜間, from: \"18:00\", to: \"21:00\"}\n"
	"slots:\n  - {code: bands, name: 区分, bands: [night]}\n"
	"hours:\n"
	"  - {open: \"9:00-17:00\", when: {season: winter}}\n"
	"  - {open: \"9:00-18:00\", when: {use: meeting}}\n"
	"  - {open: \"9:00-21:00\"}\n"
	"closings:\n"
	"  - {code: a1, name: 会議室の休み, weekday: [mon], when: {room: a}}\n"
	"  - {code: c1, name: 一般の休み, weekday: [tue], when: {class: general}}\n"
	"  - {code: e1, name: 備品の休み, weekday: [wed], when: {extras: piano}}\n"
	"  - {code: o1, name: 市外の休み, weekday: [thu], unless: {outside: no}}\n"
	"  - {code: n1, name: 夜の休み, weekday: [fri], when: {bands: night, slot: bands}}\n"
	"local_days:\n  - {code: day, name: 記念日, days: [\"10-01\"], closed: yes}\n"
	"openings:\n  - {code: fair, name: 文化祭, dates: [2026-12-07]}\n"
	"closures:\n  - {from: 2026-12-10, to: 2026-12-12, reason: works}\n"
	"classes:\n  - {code: general, name: 一般}\n"
	"extras:\n  - {code: piano, name: ピアノ}\n"
	"prices:\n"
	"  - {code: room, name: 使用料, rows_by: room, per: use, rows: {a: 100, b: 200}}\n";

static void
assert_same_days(const struct book *part, const struct book *whole)
{
	enum { DAYS = 400 };
	const struct surroundings around = { 0 };
	const day_num first = date_from_iso("2026-09-01");
	struct day_hours some[DAYS], all[DAYS];

	assert_int_equal(part->room_count, whole->room_count);
	for (int room = NONE; room < whole->room_count; room++) {
		calendar_range(part, &around, room, (struct day_span){ first, first + DAYS - 1 },
			       some);
		calendar_range(whole, &around, room, (struct day_span){ first, first + DAYS - 1 },
			       all);
		for (int i = 0; i < DAYS; i++) {
			assert_int_equal(some[i].open, all[i].open);
			assert_int_equal(some[i].spans[0].to, all[i].spans[0].to);
			assert_string_equal(some[i].reason ? some[i].reason->name : "",
					    all[i].reason ? all[i].reason->name : "");
		}
	}
}

static void
the_calendar_alone_says_of_each_day_what_the_whole_book_says(void **state)
{
	struct desk_home *h = *state;

	for (int i = 0; i <= embed_book_count; i++) {
		const char *text = i < embed_book_count ? embed_books[i].bytes : conditions;
		int64_t id = load(h, text, NULL).id;
		const struct book *part = rule_store_calendar(h->desk, id, &h->e);
		const struct book *whole = rule_store_book(h->desk, id, &h->e);

		if (!part || !whole)
			fail_msg("%s", h->e.msg);
		assert_int_equal(part->price_count, 0);
		assert_true(whole->price_count > 0 || strcmp(text, find_book("free")->bytes) == 0);
		assert_same_days(part, whole);
	}
}

#define rule_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		rule_test(every_example_book_comes_out_as_it_went_in),
		rule_test(what_was_permitted_keeps_its_edition),
		rule_test(a_change_before_a_later_edition_says_so),
		rule_test(what_cannot_be_loaded_is_refused_and_nothing_is_kept),
		rule_test(only_who_may_approve_loads_rules),
		rule_test(the_book_in_force_answers),
		rule_test(rules_are_not_added_one_by_one),
		rule_test(a_room_takes_its_new_name_unless_the_desk_gave_it_one),
		rule_test(the_calendar_alone_says_of_each_day_what_the_whole_book_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
