/*
 * test_booking_answer.c - what a save of a booking reckons before its turn to write: a loser
 * is told without a turn, and what another desk changed in the meantime counts.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "desk/booking/booking_answer.h"

#define MARK 123450 /* a price that no rule comes to: it was not reckoned again */

/* A second desk on the home of the first. */
static struct desk *
other_desk(struct desk_home *h)
{
	struct desk *d = desk_home_open(h, "tanaka", false);

	assert_true(staff_sign_in_account(d, &h->e));
	return d;
}

static struct record *
wish(struct desk *d, const char *room, const char *party, const char *value)
{
	struct record *r = record_new(d, the_form(d, "booking"));

	record_put_id(r, "room_id", room_of(d, room));
	record_put(r, "day", "2026-12-10");
	record_put(r, "bands", "night");
	record_put(r, party, value);
	record_put(r, "heads", "8");
	return r;
}

/* What was reckoned ahead is there; then the turn comes, and the booking is saved. */
static bool
save_after_all(struct desk *d, struct record *r, struct err *e)
{
	AUTO_TX tx = TX_INIT;

	err_clear(e);
	return tx_begin(&tx, d->store, e) && record_save_within(d, &tx, r, NULL, e) &&
	       tx_commit(&tx, e);
}

static void
look_ahead(struct desk_home *h, const struct record *r)
{
	if (!record_look_ahead(h->desk, r, NULL, &h->e))
		fail_msg("%s", h->e.msg);
	assert_non_null(h->desk->answer);
}

static void
a_day_that_was_emptied_is_asked_for(void **state)
{
	struct desk_home *h = *state;

	desk_add(h->desk, "group", "name", "合唱団", "kana", "ガッショウダン");
	struct record *r = wish(h->desk, "a1", "group_id", "1");
	record_put(r, "day", NULL);
	assert_false(booking_add(h->desk, r, BOOKING_HOLD, NULL, &h->e));
	assert_string_equal(h->e.field, "day");
	record_free(r);
}

static void
a_room_that_is_taken_is_refused_without_a_turn_to_write(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = other_desk(h);
	AUTO_TX tx = TX_INIT;
	const struct record_save how = { .reason = NULL };
	struct record *r = wish(h->desk, "a", "caller", "山田");

	book(other, "a1", "2026-12-10", "night", "caller", "佐藤", "heads", "8");
	assert_true(tx_begin(&tx, other->store, &h->e)); /* and does not end */
	assert_false(record_save(h->desk, r, &how, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_non_null(strstr(h->e.msg, "佐藤"));
	assert_string_equal(h->e.field, "room_id");
	tx_rollback(&tx);
	record_free(r);
	desk_close(other);
}

static void
a_save_that_was_made_under_its_key_is_not_in_its_own_way(void **state)
{
	struct desk_home *h = *state;
	const struct record_save how = { .once_key = "0123456789abcdef0123456789abcdef" };
	struct record *first = wish(h->desk, "a1", "caller", "山田");
	struct record *again = record_copy(first);

	assert_true(record_save(h->desk, first, &how, &h->e));
	assert_true(record_save(h->desk, again, &how, &h->e));
	assert_int_equal(again->id, first->id);
	record_free(first);
	record_free(again);
}

static void
what_was_reckoned_ahead_is_not_reckoned_again(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = other_desk(h);
	struct record *r = wish(h->desk, "a1", "caller", "山田");

	look_ahead(h, r);
	h->desk->answer->price.yen = MARK;
	book(other, "a2", "2026-12-10", "night", "caller", "佐藤", "heads", "8");
	assert_true(save_after_all(h->desk, r, &h->e));
	assert_int_equal(booking_number(h->desk, r->id, "due"), MARK);
	record_free(r);
	desk_close(other);
}

/* Times for a room that is let by bands, and names for codes: the save fills both in. */
static void
what_a_save_completes_is_not_reckoned_again(void **state)
{
	struct desk_home *h = *state;
	int64_t whole = book(h->desk, "a2", "2026-12-11", "night", "caller", "佐藤", "heads", "8",
			     "extras", "projector");
	struct record *r = wish(h->desk, "a2", "caller", "山田");

	record_put(r, "bands", NULL);
	record_put_int(r, "from_minute", 18 * 60 + 30);
	record_put_int(r, "to_minute", 20 * 60);
	record_put(r, "extras", "プロジェクター");
	look_ahead(h, r);
	assert_int_equal(h->desk->answer->price.yen, booking_number(h->desk, whole, "due"));
	h->desk->answer->price.yen = MARK;
	assert_true(save_after_all(h->desk, r, &h->e));
	assert_string_equal(record_get(r, "bands"), "night");
	assert_int_equal(booking_number(h->desk, r->id, "due"), MARK);
	record_free(r);
}

static void
a_closure_since_then_counts(void **state)
{
	struct desk_home *h = *state;
	struct record *r = wish(h->desk, "a1", "caller", "山田");

	look_ahead(h, r);
	struct desk *other = other_desk(h);
	desk_home_allow(other, "calendar", "add", true);
	desk_add(other, "closure", "from_day", "2026-12-10", "to_day", "2026-12-10", "reason",
		 "工事");
	assert_false(save_after_all(h->desk, r, &h->e));
	assert_non_null(strstr(h->e.msg, "工事"));
	desk_close(other);
	record_free(r);
}

static void
a_holiday_since_then_counts(void **state)
{
	struct desk_home *h = *state;
	struct record *r = wish(h->desk, "a1", "caller", "山田");

	look_ahead(h, r);
	assert_int_not_equal(h->desk->answer->ask.facts.values[FACT_DAY_KIND], DAY_HOLIDAY);
	struct desk *other = other_desk(h);
	desk_home_allow(other, "calendar", "add", true);
	desk_add(other, "holiday", "day", "2026-12-10", "name", "臨時の祝日");
	assert_true(save_after_all(h->desk, r, &h->e));
	assert_int_equal(h->desk->answer->ask.facts.values[FACT_DAY_KIND], DAY_HOLIDAY);
	desk_close(other);
	record_free(r);
}

static void
a_booking_of_the_same_party_since_then_counts(void **state)
{
	struct desk_home *h = *state;
	int64_t group = desk_add(h->desk, "group", "name", "合唱団ひばり", "kana",
				 "ガッショウダン");
	struct record *r = wish(h->desk, "a1", "group_id", desk_id(group));

	look_ahead(h, r);
	struct desk *other = other_desk(h);
	book(other, "b", "2026-12-11", "night", "group_id", desk_id(group), "heads", "8");
	assert_false(save_after_all(h->desk, r, &h->e));
	assert_non_null(strstr(h->e.msg, "規則第6条")); /* one a week */
	desk_close(other);
	record_free(r);
}

static void
an_edition_since_then_sets_the_price(void **state)
{
	struct desk_home *h = *state;
	struct record *r = wish(h->desk, "a1", "caller", "山田");

	look_ahead(h, r);
	int64_t before = h->desk->answer->price.yen;
	struct desk *other = other_desk(h);
	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, "paid") == 0) {
			AUTO_FREE char *dearer = mem_strdup(embed_books[i].bytes);
			memcpy(strstr(dearer, "a1: [660, 770, 770, 2200]"),
			       "a1: [660, 770, 990, 2200]", strlen("a1: [660, 770, 990, 2200]"));
			const struct form_file file = { .name = "paid", .bytes = dearer,
							.len = strlen(dearer) };
			if (!rule_store_load_file(other, &file, desk_today(other), "改定", &h->e))
				fail_msg("%s", h->e.msg);
		}
	assert_true(save_after_all(h->desk, r, &h->e));
	assert_true(booking_number(h->desk, r->id, "due") > before);
	desk_close(other);
	record_free(r);
}

static void
the_room_is_looked_at_again(void **state)
{
	struct desk_home *h = *state;
	struct record *r = wish(h->desk, "a1", "caller", "山田");

	look_ahead(h, r);
	struct desk *other = other_desk(h);
	book(other, "a", "2026-12-10", "night", "caller", "佐藤", "heads", "8");
	assert_false(save_after_all(h->desk, r, &h->e));
	assert_non_null(strstr(h->e.msg, "佐藤"));
	desk_close(other);
	record_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(a_day_that_was_emptied_is_asked_for),
		IN_BOOKING(a_room_that_is_taken_is_refused_without_a_turn_to_write),
		IN_BOOKING(a_save_that_was_made_under_its_key_is_not_in_its_own_way),
		IN_BOOKING(what_was_reckoned_ahead_is_not_reckoned_again),
		IN_BOOKING(what_a_save_completes_is_not_reckoned_again),
		IN_BOOKING(a_closure_since_then_counts),
		IN_BOOKING(a_holiday_since_then_counts),
		IN_BOOKING(a_booking_of_the_same_party_since_then_counts),
		IN_BOOKING(an_edition_since_then_sets_the_price),
		IN_BOOKING(the_room_is_looked_at_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
