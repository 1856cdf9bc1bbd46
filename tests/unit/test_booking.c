/*
 * test_booking.c - a booking's life on the rule book of the example with charges:
 * what is filled in, what is refused, what it comes to at each step.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "base/macros.h"
#include "desk/booking/booking_act.h"
#include "desk/booking/charge.h"
#include "desk/booking/receipt.h"
#include "desk/check/check.h"
#include "desk/setting.h"

static int
set_up(void **state)
{
	booking_home_set_up(state);
	struct desk_home *h = *state;
	desk_add(h->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ");
	desk_add(h->desk, "group", "name", "よさこい連", "kana", "ヨサコイレン");
	return 0;
}

static const char *
get(struct desk *d, int64_t id, const char *field)
{
	static char value[200];
	struct err e = { 0 };
	struct record *r = record_read(d, form_find(d->forms, "booking"), id, &e);
	if (!r)
		fail_msg("%s", e.msg);
	snprintf(value, sizeof(value), "%s", record_get(r, field) ? record_get(r, field) : "");
	record_free(r);
	return value;
}

static int64_t
choir_books(struct desk *d, const char *code, const char *day, const char *bands)
{
	return book(d, code, day, bands, "group_id", "1", "heads", "12");
}

static int64_t
occupied(struct desk *d)
{
	return store_get_int(d->store, "SELECT count(*) FROM occupation WHERE ?1", 1, -1);
}

static int64_t
due(struct desk *d, int64_t id)
{
	return booking_number(d, id, "due");
}

static void
act(struct desk_home *h, int64_t id, enum booking_act a, const struct booking_wish *w)
{
	static const struct booking_wish none = BOOKING_WISH_INIT;
	if (!booking_act(h->desk, id, a, w ? w : &none, NULL, &h->e))
		fail_msg("%s: %s", booking_act_code(a), h->e.msg);
}

static void
refused(struct desk_home *h, int64_t id, enum booking_act a, const char *field)
{
	static const struct booking_wish none = BOOKING_WISH_INIT;
	int64_t before = due(h->desk, id), rows = occupied(h->desk);
	assert_false(booking_act(h->desk, id, a, &none, NULL, &h->e));
	assert_string_equal(h->e.field, field);
	assert_int_equal(due(h->desk, id), before);
	assert_int_equal(occupied(h->desk), rows);
}

static void
the_book_fills_what_is_left_empty(void **state)
{
	struct desk *d = ((struct desk_home *)*state)->desk;
	int64_t id = choir_books(d, "b", "2026-12-01", "night");

	assert_string_equal(get(d, id, "number"), "Y26-0001");
	assert_string_equal(get(d, id, "from_minute"), "1050");
	assert_string_equal(get(d, id, "to_minute"), "1290");
	assert_string_equal(get(d, id, "applied_on"), "2026-11-20");
	assert_string_equal(get(d, id, "state"), "hold");
	assert_int_equal(due(d, id), 1210 + 200); /* with heating */
	assert_int_equal(occupied(d), 1);
}

static void
times_become_the_bands_that_hold_them(void **state)
{
	struct desk *d = ((struct desk_home *)*state)->desk;
	int64_t id = desk_add(d, "booking", "room_id", desk_id(room_of(d, "b")), "day",
			      "2026-12-01", "from_minute", "1080", "to_minute", "1200",
			      "group_id", "1");

	assert_string_equal(get(d, id, "bands"), "night");
	assert_string_equal(get(d, id, "from_minute"), "1050");
}

static void
bands_are_parted_as_people_type(void **state)
{
	struct desk *d = ((struct desk_home *)*state)->desk;
	int64_t id = choir_books(d, "b", "2026-12-01", "morning、 afternoon　night");

	assert_string_equal(get(d, id, "bands"), "morning,afternoon,night");
}

static bool
try_book(struct desk_home *h, const char *code, const char *day, const char *bands)
{
	const char *const pairs[] = { "room_id",  desk_id(room_of(h->desk, code)),
				      "day",      day,
				      "bands",    bands,
				      "group_id", "2",
				      NULL };
	return desk_try_add(h->desk, &h->e, "booking", pairs) != 0;
}

static void
a_joined_room_is_taken_with_any_of_its_parts(void **state)
{
	struct desk_home *h = *state;
	choir_books(h->desk, "a1", "2026-12-01", "night");

	assert_false(try_book(h, "a", "2026-12-01", "night"));
	assert_non_null(strstr(h->e.msg, "Y26-000"));
	assert_non_null(strstr(h->e.msg, "合唱団ひばり"));
	assert_true(try_book(h, "a2", "2026-12-01", "night"));
	assert_true(try_book(h, "a", "2026-12-01", "morning"));
	assert_false(try_book(h, "a1", "2026-12-01", "morning"));
}

static void
a_band_between_two_that_are_booked_is_booked_too(void **state)
{
	struct desk_home *h = *state;

	assert_false(try_book(h, "b", "2026-12-01", "morning,night"));
	assert_string_equal(h->e.field, "bands");
	assert_int_equal(occupied(h->desk), 0);
	assert_true(try_book(h, "b", "2026-12-01", "morning,afternoon,night"));
}

/* Or one room would be let at the price of another. */
static void
what_a_field_says_no_further_fact_says(void **state)
{
	static const char *const facts[] = { "room=a2", "day=2026-12-02", "bands=night",
					     "until=2026-12-03", "apply=2026-11-01" };
	struct desk_home *h = *state;
	const char *id = desk_id(room_of(h->desk, "b"));

	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		const char *const pairs[] = { "room_id", id, "day", "2026-12-01", "bands",
					      "morning", "group_id", "2", "facts", facts[i],
					      NULL };
		assert_int_equal(desk_try_add(h->desk, &h->e, "booking", pairs), 0);
		assert_string_equal(h->e.field, "facts");
	}
	assert_int_equal(occupied(h->desk), 0);
}

static void
a_closed_day_is_refused_with_the_by_law(void **state)
{
	struct desk_home *h = *state;

	assert_false(try_book(h, "b", "2026-12-08", "night")); /* the second Tuesday */
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_non_null(strstr(h->e.msg, "規則第3条第1号"));
	assert_int_equal(occupied(h->desk), 0);
}

static void
pay(struct desk_home *h, int64_t id)
{
	const struct payment p = { .booking_id = id };
	if (!receipt_pay(h->desk, &p, &h->e))
		fail_msg("%s", h->e.msg);
}

static void
close_room(struct desk_home *h, const char *code)
{
	desk_set(h->desk, "room", room_of(h->desk, code), "retired", "1");
}

static void
nothing_new_comes_into_a_room_out_of_use(void **state)
{
	static const char *const first[] = { "hold", "applied", "waiting" };
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t id = choir_books(d, "a1", "2026-12-01", "night");
	struct booking_wish to_b = BOOKING_WISH_INIT;
	const char *room = desk_id(room_of(d, "b"));

	close_room(h, "b");
	for (size_t i = 0; i < ARRAY_LEN(first); i++) {
		const char *const pairs[] = { "room_id", room, "day", "2026-12-02", "bands",
					      "night", "group_id", "2", "state", first[i],
					      NULL };
		assert_int_equal(desk_try_add(d, &h->e, "booking", pairs), 0);
		assert_string_equal(h->e.field, "room_id");
		assert_non_null(strstr(h->e.msg, "会議室B"));
	}
	to_b.room_id = room_of(d, "b");
	assert_false(booking_act(d, id, BOOKING_MOVE, &to_b, NULL, &h->e));
	assert_string_equal(h->e.field, "room_id");
	assert_int_equal(occupied(d), 1);
	to_b.override = "館長の許可";
	act(h, id, BOOKING_MOVE, &to_b);
}

static void
what_was_booked_in_a_room_out_of_use_lives_on(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t id = choir_books(d, "b", "2026-11-20", "afternoon");
	int64_t moves = choir_books(d, "b", "2026-12-02", "night");
	int64_t waits = book(d, "b", "2026-12-02", "night", "group_id", "2", "state", "waiting");
	struct booking_wish to_a = BOOKING_WISH_INIT, back = BOOKING_WISH_INIT;

	close_room(h, "b");
	desk_set(d, "booking", id, "heads", "14");
	act(h, id, BOOKING_PERMIT, NULL);
	pay(h, id);
	act(h, id, BOOKING_CHECK_IN, NULL);
	to_a.room_id = room_of(d, "a1");
	act(h, moves, BOOKING_MOVE, &to_a);
	back.room_id = room_of(d, "b");
	assert_false(booking_act(d, moves, BOOKING_MOVE, &back, NULL, &h->e));
	refused(h, waits, BOOKING_APPLY, "room_id");
	act(h, moves, BOOKING_CANCEL, NULL);
}

static void
a_life_from_the_phone_to_the_key(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t id = choir_books(d, "b", "2026-11-20", "night");
	struct booking_wish w = BOOKING_WISH_INIT;

	refused(h, id, BOOKING_CHECK_IN, "state");
	act(h, id, BOOKING_APPLY, NULL);
	act(h, id, BOOKING_PERMIT, NULL);
	assert_string_equal(get(d, id, "permitted_on"), "2026-11-20");
	pay(h, id);
	w.key_number = "B-2";
	w.at = 1050 - 30;
	act(h, id, BOOKING_CHECK_IN, &w);
	assert_string_equal(get(d, id, "key_out"), "1020");
	w = (struct booking_wish)BOOKING_WISH_INIT;
	w.heads = 9;
	w.at = 1280;
	act(h, id, BOOKING_CHECK_OUT, &w);
	assert_string_equal(get(d, id, "heads_actual"), "9");
	assert_string_equal(get(d, id, "state"), "done");
	assert_int_equal(occupied(d), 1);
	refused(h, id, BOOKING_CANCEL, "state");
}

/* 3 hours before: not by mistake; and not without saying that others are in there. */
static void
a_key_long_before_the_use_goes_out_with_a_reason(void **state)
{
	struct desk_home *h = *state;
	int64_t before = choir_books(h->desk, "b", "2026-11-20", "afternoon");
	int64_t id = choir_books(h->desk, "b", "2026-11-20", "night");
	struct booking_wish w = BOOKING_WISH_INIT;

	act(h, id, BOOKING_PERMIT, NULL);
	pay(h, id);
	refused(h, id, BOOKING_CHECK_IN, "reason");
	assert_non_null(strstr(h->e.msg, "17:30"));
	assert_non_null(strstr(h->e.msg, get(h->desk, before, "number")));
	w.reason = "楽器の搬入";
	act(h, id, BOOKING_CHECK_IN, &w);
	assert_string_equal(get(h->desk, id, "key_out"), "872");
}

static void
a_centre_says_how_early_keys_go_out(void **state)
{
	struct desk_home *h = *state;
	int64_t id = choir_books(h->desk, "b", "2026-11-20", "night");

	act(h, id, BOOKING_PERMIT, NULL);
	pay(h, id);
	assert_true(setting_set(h->desk, "booking.key_minutes", "177", &h->e));
	refused(h, id, BOOKING_CHECK_IN, "reason");
	assert_true(setting_set(h->desk, "booking.key_minutes", "178", &h->e));
	act(h, id, BOOKING_CHECK_IN, NULL);
}

static void
an_unpaid_key_goes_out_by_a_manager_with_a_reason(void **state)
{
	struct desk_home *h = *state;
	int64_t id = choir_books(h->desk, "b", "2026-11-20", "afternoon");
	struct booking_wish w = BOOKING_WISH_INIT;

	act(h, id, BOOKING_PERMIT, NULL);
	refused(h, id, BOOKING_CHECK_IN, "override");
	w.override = "後日の振込を承認";
	act(h, id, BOOKING_CHECK_IN, &w);
	assert_string_equal(get(h->desk, id, "state"), "in_use");
}

static void
a_cancelled_permit_owes_what_the_ladder_keeps(void **state)
{
	struct desk_home *h = *state;
	int64_t held = choir_books(h->desk, "b", "2026-12-01", "morning");
	int64_t permitted = choir_books(h->desk, "b", "2026-12-01", "night");
	struct answer a;
	const struct booking_wish w = BOOKING_WISH_INIT;

	act(h, permitted, BOOKING_PERMIT, NULL);
	answer_init(&a);
	assert_true(booking_act_preview(h->desk, permitted, BOOKING_CANCEL, &w, &a, &h->e));
	int64_t before = due(h->desk, permitted);
	act(h, held, BOOKING_CANCEL, NULL);
	act(h, permitted, BOOKING_CANCEL, NULL);
	assert_int_equal(due(h->desk, held), 0);
	assert_int_equal(due(h->desk, permitted), before + a.yen);
	assert_true(a.yen < 0);
	assert_int_equal(occupied(h->desk), 0);
	assert_true(try_book(h, "b", "2026-12-01", "night"));
	answer_done(&a);
}

static void
a_move_frees_the_old_time_and_charges_the_difference(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t id = choir_books(d, "b", "2026-12-01", "night");
	struct booking_wish w = BOOKING_WISH_INIT;

	w.room_id = room_of(d, "a");
	w.day = date_from_iso("2026-12-02");
	act(h, id, BOOKING_MOVE, &w);
	assert_int_equal(due(d, id), 1320 + 200);
	assert_int_equal(occupied(d), 2);
	assert_true(try_book(h, "b", "2026-12-01", "night"));
	w.day = date_from_iso("2026-12-08");
	assert_false(booking_act(d, id, BOOKING_MOVE, &w, NULL, &h->e));
	assert_string_equal(get(d, id, "day"), "2026-12-02");
}

static void
a_waiver_and_a_correction_are_rows_of_the_ledger(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t id = choir_books(d, "b", "2026-12-01", "night");
	struct booking_wish w = BOOKING_WISH_INIT;

	refused(h, id, BOOKING_WAIVE, "reason");
	w.reason = "市の共催事業のため";
	w.yen = 1000;
	act(h, id, BOOKING_WAIVE, &w);
	assert_int_equal(due(d, id), 410);
	w.yen = 411;
	assert_false(booking_act(d, id, BOOKING_WAIVE, &w, NULL, &h->e));
	w.yen = -90;
	act(h, id, BOOKING_CORRECT, &w);
	assert_int_equal(due(d, id), 500);
	assert_int_equal(store_get_int(d->store,
				       "SELECT count(*) FROM charge WHERE booking_id = ?1", id, 0),
			 3);
}

static void
a_manager_overrides_a_rule_with_a_reason(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;

	desk_add(d, "booking", "room_id", desk_id(room_of(d, "b")), "day", "2026-12-08", "bands",
		 "night", "group_id", "1", "override", "市の避難訓練のため");
	assert_int_equal(occupied(d), 1);
}

static void
a_ground_that_the_book_does_not_have_is_refused(void **state)
{
	struct desk_home *h = *state;
	struct booking_wish wish = BOOKING_WISH_INIT;
	int64_t id = choir_books(h->desk, "b", "2026-12-20", "night");

	wish.ended_why = "whim";
	assert_false(booking_act(h->desk, id, BOOKING_CANCEL, &wish, NULL, &h->e));
	assert_string_equal(h->e.field, "ended_why");
	assert_non_null(strstr(h->e.msg, "personal"));
	assert_int_equal(occupied(h->desk), 1);
	wish.ended_why = "personal";
	act(h, id, BOOKING_CANCEL, &wish);
	assert_int_equal(occupied(h->desk), 0);
}

static void
holds_that_ran_out_expire_together(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t first = choir_books(d, "b", "2026-12-20", "night");
	int64_t second = choir_books(d, "b", "2026-12-20", "morning");

	act(h, second, BOOKING_APPLY, NULL);
	refused(h, first, BOOKING_EXPIRE, "hold_until");
	assert_int_equal(booking_expire_all(d, &h->e), 0);
	desk_home_clock(d, "2026-12-15T09:00");
	assert_int_equal(booking_expire_all(d, &h->e), 1);
	assert_string_equal(get(d, first, "state"), "expired");
	assert_string_equal(get(d, second, "state"), "applied");
	assert_int_equal(due(d, first), 0);
}

static void
note_nothing(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding)
		fail_msg("%s: %s", part, finding);
}

static void
what_the_acts_left_is_sound(void **state)
{
	a_life_from_the_phone_to_the_key(state);
	a_joined_room_is_taken_with_any_of_its_parts(state);
	a_waiver_and_a_correction_are_rows_of_the_ledger(state);
	assert_int_equal(check_all(((struct desk_home *)*state)->desk, note_nothing, NULL), 0);
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(the_book_fills_what_is_left_empty),
		CLAIM(times_become_the_bands_that_hold_them),
		CLAIM(bands_are_parted_as_people_type),
		CLAIM(a_joined_room_is_taken_with_any_of_its_parts),
		CLAIM(a_band_between_two_that_are_booked_is_booked_too),
		CLAIM(what_a_field_says_no_further_fact_says),
		CLAIM(a_closed_day_is_refused_with_the_by_law),
		CLAIM(nothing_new_comes_into_a_room_out_of_use),
		CLAIM(what_was_booked_in_a_room_out_of_use_lives_on),
		CLAIM(a_life_from_the_phone_to_the_key),
		CLAIM(a_key_long_before_the_use_goes_out_with_a_reason),
		CLAIM(a_centre_says_how_early_keys_go_out),
		CLAIM(an_unpaid_key_goes_out_by_a_manager_with_a_reason),
		CLAIM(a_cancelled_permit_owes_what_the_ladder_keeps),
		CLAIM(a_move_frees_the_old_time_and_charges_the_difference),
		CLAIM(a_waiver_and_a_correction_are_rows_of_the_ledger),
		CLAIM(a_manager_overrides_a_rule_with_a_reason),
		CLAIM(a_ground_that_the_book_does_not_have_is_refused),
		CLAIM(holds_that_ran_out_expire_together),
		CLAIM(what_the_acts_left_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
