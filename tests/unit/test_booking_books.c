/*
 * test_booking_books.c - every rule book of tests/rules lets its rooms: whatever shape
 * the by-laws have, what is offered as free can be booked at the price that the book
 * itself tells, permitted, paid, moved and cancelled, and `madoguchi check` is clean
 * afterwards. A fact that lacks is named, so that it can be given.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include <dirent.h>
#include <stdlib.h>

#include "desk/booking/booking.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/free.h"
#include "desk/booking/receipt.h"
#include "desk/booking/room.h"
#include "desk/check/check.h"
#include "desk/rule/rule_store.h"
#include "desk/rule/surroundings.h"
#include "rule/ask.h"

enum { ROOMS_OF_A_BOOK = 3, FACTS_OF_A_USE = 6, BOOKS_LEAST = 70 };

struct trial {
	struct desk *desk;
	const char *file;
	const struct book *book;
	struct str facts; /* what the book asked for so far */
	int booked, offered, priced;
};

static void
read_all(const char *path, struct str *out)
{
	char part[4096];
	AUTO_FCLOSE FILE *f = fopen(path, "r");

	if (f == NULL)
		fail_msg("%s cannot be read", path);
	for (size_t n; (n = fread(part, 1, sizeof(part), f)) > 0;)
		str_add_len(out, part, n);
}

static void
load(struct trial *t, const char *path)
{
	AUTO_STR text = STR_INIT;
	struct faults f = { 0 };
	struct rule_loaded loaded;
	struct err e = { 0 };

	read_all(path, &text);
	const struct rule_load wish = { .file = t->file, .bytes = str_text(&text),
					.len = text.len, .from = desk_today(t->desk) };
	if (!rule_store_load(t->desk, &wish, &f, &loaded, &e))
		fail_msg("%s: %s", t->file, e.msg);
	faults_done(&f);
	t->book = rule_store_book(t->desk, loaded.id, &e);
	assert_non_null(t->book);
}

static void
write_choice(const struct fact_def *fact, struct str *out)
{
	const char *value = fact->choice_count > 0  ? fact->choices[0].code
			    : fact->kind == FACT_YES ? "yes"
						     : "10";

	str_addf(out, "%s%s=%s", out->len ? " " : "", fact->code, value);
}

/* "Say admission (入場料).": the sentence names a fact of the book, and it is given. */
static bool
give_lacking(struct trial *t, const struct err *e)
{
	for (int i = 0; i < t->book->fact_count; i++) {
		AUTO_FREE char *words = mem_printf("Say %s (", t->book->facts[i].code);

		if (strncmp(e->msg, words, strlen(words)) == 0) {
			write_choice(&t->book->facts[i], &t->facts);
			return true;
		}
	}
	return false;
}

static struct record *
draft(struct trial *t, int64_t room, const struct free_time *at)
{
	struct record *r = record_new(t->desk, form_find(t->desk->forms, "booking"));

	record_put_id(r, "room_id", room);
	record_put_day(r, "day", at->day);
	if (at->bands != NULL) {
		record_put(r, "bands", at->bands);
	} else {
		record_put(r, "from_minute", desk_id(at->from));
		record_put(r, "to_minute", desk_id(at->to));
	}
	record_put(r, "caller", "山田");
	record_put(r, "facts", t->facts.len ? str_text(&t->facts) : NULL);
	return r;
}

/* The booking's id. Facts that lack are given one by one, as the sentences ask for them. */
static int64_t
book(struct trial *t, int64_t room, const struct free_time *at)
{
	struct err e = { 0 };

	for (int i = 0; i < FACTS_OF_A_USE; i++) {
		struct record *r = draft(t, room, at);
		bool ok = booking_add(t->desk, r, BOOKING_APPLIED, NULL, &e);
		/* What the rules do not allow a manager does. */
		if (!ok && e.code == ERR_REFUSED) {
			record_put(r, "override", "試験");
			err_clear(&e);
			ok = booking_add(t->desk, r, BOOKING_APPLIED, NULL, &e);
		}
		int64_t id = r->id;
		record_free(r);
		if (ok)
			return id;
		if (!give_lacking(t, &e))
			break;
		err_clear(&e);
	}
	fail_msg("%s: %s %d: %s", t->file, at->bands ? at->bands : "-", at->from, e.msg);
	return 0;
}

/* The price by the rule book alone, from what was asked for. */
static int64_t
quoted(struct trial *t, const struct record *r, const struct room_row *room)
{
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	struct arena arena = ARENA_INIT;
	struct surroundings around;
	AUTO_FREE char *words = mem_strdup(str_text(&t->facts));
	char *rest = words, day[DATE_TEXT_SIZE];
	AUTO_STR from = STR_INIT, to = STR_INIT;

	if (t->book->price_count == 0 && t->book->extra_count == 0)
		return 0;
	assert_true(surroundings_load(t->desk, t->book, room->site_id, &arena, &around, &e));
	facts_init(&f, t->book, &around);
	date_to_iso(record_get_day(r, "day"), day);
	assert_true(facts_set(&f, "room", room->code, &e) && facts_set(&f, "day", day, &e));
	time_add(&from, atoi(record_get(r, "from_minute")));
	time_add(&to, atoi(record_get(r, "to_minute")));
	if (record_get(r, "bands") != NULL)
		assert_true(facts_set(&f, "bands", record_get(r, "bands"), &e));
	else
		assert_true(facts_set(&f, "from", str_text(&from), &e) &&
			    facts_set(&f, "to", str_text(&to), &e));
	date_to_iso(desk_today(t->desk), day);
	assert_true(facts_set(&f, "apply", day, &e));
	for (char *word; (word = strsep(&rest, " ")) != NULL && *word != '\0';) {
		char *value = strchr(word, '=');

		*value++ = '\0';
		assert_true(facts_set(&f, word, value, &e));
	}
	answer_init(&a);
	if (!facts_complete(&f, &e) || !ask_quote(&f, &a, &e))
		fail_msg("%s: %s", t->file, e.msg);
	int64_t yen = a.yen;
	answer_done(&a);
	facts_done(&f);
	arena_done(&arena);
	return yen;
}

static void
act(struct trial *t, int64_t id, enum booking_act what)
{
	const struct booking_wish wish = BOOKING_WISH_INIT;
	AUTO_STR said = STR_INIT;
	struct err e = { 0 };

	if (!booking_act(t->desk, id, what, &wish, &said, &e))
		fail_msg("%s: %s: %s", t->file, booking_act_code(what), e.msg);
}

/* Money both ways: what is due is paid, and what was paid too much is given back. */
static void
settle(struct trial *t, int64_t id, bool gives_back)
{
	const struct payment payment = { .booking_id = id, .gives_back = gives_back };
	struct err e = { 0 };

	if (receipt_pay(t->desk, &payment, &e) == 0)
		fail_msg("%s: %s", t->file, e.msg);
}

static struct record *
read_back(struct trial *t, int64_t id)
{
	struct err e = { 0 };
	struct record *r = record_read(t->desk, form_find(t->desk->forms, "booking"), id, &e);

	assert_non_null(r);
	return r;
}

static int64_t
number_of(struct trial *t, int64_t id, const char *field)
{
	struct record *r = read_back(t, id);
	int64_t n = strtoll(record_get(r, field), NULL, 10);

	record_free(r);
	return n;
}

static void
live(struct trial *t, const struct room_row *room, const struct free_time *at)
{
	int64_t id = book(t, room->id, at);
	struct record *r = read_back(t, id);
	int64_t due = strtoll(record_get(r, "due"), NULL, 10);

	if (due != quoted(t, r, room))
		fail_msg("%s: %s: %lld yen", t->file, room->code, (long long)due);
	record_free(r);
	act(t, id, BOOKING_PERMIT);
	if (due > 0)
		settle(t, id, false);
	act(t, id, BOOKING_CANCEL);
	int64_t left = number_of(t, id, "due");
	if (left < 0 || left > due)
		fail_msg("%s: %lld of %lld stays due", t->file, (long long)left, (long long)due);
	if (left < due)
		settle(t, id, true);
	assert_int_equal(number_of(t, id, "taken"), left);
	t->booked++;
	t->priced += due > 0;
}

/* The first time that the room is free on, or else one that only a manager can grant. */
static void
let(struct trial *t, const struct room_row *room)
{
	struct arena a = ARENA_INIT;
	struct free_times times;
	struct err e = { 0 };
	struct free_wish wish = FREE_WISH_INIT;

	wish.first = desk_today(t->desk) + 1;
	wish.days = 45;
	wish.room_id = room->id;
	wish.limit = 1;
	if (!free_next(t->desk, &wish, &a, &times, &e))
		fail_msg("%s: %s: %s", t->file, room->code, e.msg);
	if (times.count > 0) {
		t->offered++;
		live(t, room, &times.rows[0]);
	} else {
		assert_true(times.why[0] != '\0'); /* the clerk is told why there is none */
	}
	arena_done(&a);
}

static void
try_book(struct trial *t, const char *path)
{
	struct arena a = ARENA_INIT;
	struct room_list rooms;
	struct err e = { 0 };
	int tried = 0;

	load(t, path);
	str_clear(&t->facts);
	assert_true(room_list_load(t->desk, 0, &a, &rooms, &e));
	for (int i = 0; i < rooms.count && tried < ROOMS_OF_A_BOOK; i++)
		if (room_in_book(t->book, rooms.rows[i].code) != NONE) {
			let(t, &rooms.rows[i]);
			tried++;
		}
	arena_done(&a);
}

static void
found(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding != NULL)
		print_message("%s: %s\n", part, finding);
}

static int
is_yaml(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot != NULL && strcmp(dot, ".yaml") == 0;
}

static void
rooms_are_let_by_every_book(void **state)
{
	struct desk_home *h = *state;
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *folder = mem_printf("%s/tests/rules", srcdir ? srcdir : "..");
	struct dirent **files;
	struct trial t = { .desk = h->desk, .facts = STR_INIT };
	int count = scandir(folder, &files, is_yaml, alphasort);

	assert_true(count >= BOOKS_LEAST);
	for (int i = 0; i < count; i++) {
		AUTO_FREE char *path = mem_printf("%s/%s", folder, files[i]->d_name);

		t.file = files[i]->d_name;
		try_book(&t, path);
		free(files[i]);
	}
	free(files);
	str_done(&t.facts);
	print_message("%d books, %d offers, %d bookings, %d with a price\n", count, t.offered,
		      t.booked, t.priced);
	assert_true(t.booked >= count && t.priced >= count / 2);
	assert_int_equal(check_all(h->desk, found, NULL), 0);
}

/* Today is too late for, but that only registered groups are let in is why there is none. */
static void
nothing_free_is_told_by_what_speaks_against_most_days(void **state)
{
	struct desk_home *h = *state;
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *path = mem_printf("%s/tests/rules/hibari.yaml", srcdir ? srcdir : "..");
	struct trial t = { .desk = h->desk, .file = "hibari.yaml" };
	struct free_wish wish = FREE_WISH_INIT;
	struct arena a = ARENA_INIT;
	struct free_times times;

	load(&t, path);
	assert_true(free_next(h->desk, &wish, &a, &times, &h->e));
	assert_int_equal(times.count, 0);
	assert_string_equal(times.why, "登録団体だけが利用できます。");
	wish.facts = "registered=yes";
	assert_true(free_next(h->desk, &wish, &a, &times, &h->e));
	assert_true(times.count > 0);
	arena_done(&a);
}

/* A book without slot sets lets its rooms by all of its bands. */
static void
a_band_between_two_is_named_without_slot_sets_too(void **state)
{
	struct desk_home *h = *state;
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *path =
		mem_printf("%s/tests/rules/limits_running.yaml", srcdir ? srcdir : "..");
	struct trial t = { .desk = h->desk, .file = "limits_running.yaml" };
	struct free_time at = { .day = desk_today(h->desk) + 7, .bands = "am,night" };

	load(&t, path);
	int64_t room = h->desk->lookup.ref_find(h->desk->lookup.ctx, "room", "room");
	struct record *r = draft(&t, room, &at);
	assert_false(booking_add(h->desk, r, BOOKING_APPLIED, NULL, &h->e));
	assert_non_null(strstr(h->e.msg, "午後 lies between"));
	record_free(r);
	at.bands = "am,pm,night";
	assert_true(book(&t, room, &at) > 0);
}

/* The group's other bookings are looked at for the price, not only for limits. */
static void
a_fourth_day_running_is_at_half_where_nothing_is_limited(void **state)
{
	struct desk_home *h = *state;
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *path =
		mem_printf("%s/tests/rules/run_discount.yaml", srcdir ? srcdir : "..");
	struct trial t = { .desk = h->desk, .file = "run_discount.yaml" };
	struct free_time at = { .day = desk_today(h->desk) + 7, .bands = "am" };
	int64_t group = desk_add(h->desk, "group", "name", "写真の会", "kana", "シャシンノカイ");

	load(&t, path);
	int64_t room = h->desk->lookup.ref_find(h->desk->lookup.ctx, "room", "gallery");

	for (int day = 0; day < 4; day++, at.day++) {
		struct record *r = draft(&t, room, &at);

		record_put_id(r, "group_id", group);
		record_put(r, "caller", NULL);
		assert_true(booking_add(h->desk, r, BOOKING_APPLIED, NULL, &h->e));
		assert_int_equal(number_of(&t, r->id, "due"), day < 3 ? 4000 : 2000);
		record_free(r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rooms_are_let_by_every_book, desk_home_set_up,
						desk_home_tear_down),
		cmocka_unit_test_setup_teardown(
			nothing_free_is_told_by_what_speaks_against_most_days, desk_home_set_up,
			desk_home_tear_down),
		cmocka_unit_test_setup_teardown(
			a_fourth_day_running_is_at_half_where_nothing_is_limited, desk_home_set_up,
			desk_home_tear_down),
		cmocka_unit_test_setup_teardown(a_band_between_two_is_named_without_slot_sets_too,
						desk_home_set_up, desk_home_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
