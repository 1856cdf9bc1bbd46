/*
 * test_call_closure.c - the calls about closures: one for each booking, before a closure is
 * entered and until the booking that it takes back is settled.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "call_home.h"

#include "desk/today/day_sheet.h"
#include "desk/today/today_part.h"

static void
two_closures_over_one_booking_make_one_call(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct call_row *rows;
	int64_t *sheet;
	paid(d, "b", "2026-12-03", "morning", "1");
	desk_add(d, "closure", "from_day", "2026-12-03", "room", "b", "reason", "床の修理");
	int64_t house = desk_add(d, "closure", "from_day", "2026-12-03", "reason", "停電");
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 1);
	assert_int_equal(call_open(d, house, &a, &rows, &h->e), 1);
	assert_int_equal(today_count_calls(d), 1);
	assert_int_equal(day_sheet_calls(d, &a, desk_today(d), &sheet, &h->e), 1);
}

static void
a_closure_that_is_planned_calls_nobody(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct call_row *rows;
	int64_t id = paid(d, "b", "2026-12-03", "morning", "1");
	struct record *r = record_new(d, form_find(d->forms, "closure"));
	record_put(r, "from_day", "2026-12-03");
	record_put(r, "reason", "停電");
	assert_int_equal(call_closure_plan(d, r, &a, &rows, &h->e), 1);
	assert_int_equal(rows[0].booking_id, id);
	assert_string_not_equal(rows[0].party, "");
	assert_string_equal(open_calls(d, &a), "");
	assert_int_equal(
		store_get_int(d->store, "SELECT count(*) FROM closure WHERE id > ?1", 0, -1), 0);
	closed_for_an_election(d, "2026-12-03");
	assert_int_equal(call_closure_plan(d, r, &a, &rows, &h->e), -1);
	record_free(r);
}

static void
a_told_party_stays_on_the_list_until_its_booking_is_moved(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	struct call_row *rows;
	int64_t id = paid(d, "b", "2026-12-03", "morning", "1");
	closed_for_an_election(d, "2026-12-03");
	int64_t call = first_call(d, id);
	assert_true(call_goes_on(d, call, "reached"));
	assert_false(call_goes_on(d, call, "refunded"));
	assert_true(call_done(d, call, "reached", "変更を検討", &said, &h->e));
	assert_non_null(strstr(str_text(&said), "the call stays on the list"));
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 1);
	assert_string_equal(rows[0].outcome_word, "Reached, to be settled");
	assert_int_equal(today_count_calls(d), 1);
	move(d, id, "b", "2026-12-10");
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 0);
	assert_string_equal(desk_query(d, &a, "SELECT outcome || done_on FROM call WHERE id = ?1",
				       call),
			    "reached2026-11-20");
}

static void
a_told_party_is_settled_by_a_refund_or_by_a_shorter_closure(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t one = paid(d, "b", "2026-12-03", "morning", "1");
	int64_t two = paid(d, "b", "2026-12-04", "morning", "2");
	int64_t closure = desk_add(d, "closure", "from_day", "2026-12-03", "to_day", "2026-12-04",
				   "reason", "停電");
	int64_t first = first_call(d, one);
	assert_true(call_done(d, first, "message", NULL, NULL, &h->e));
	assert_true(call_done(d, first_call(d, two), "reached", NULL, NULL, &h->e));
	assert_true(call_done(d, first, "refunded", NULL, NULL, &h->e));
	assert_string_equal(state_of(d, &a, one), "cancelled");
	AUTO_FREE char *other = mem_printf("closure:%d", (int)two);
	assert_string_equal(open_calls(d, &a), other);
	desk_set(d, "closure", closure, "to_day", "2026-12-03");
	assert_string_equal(open_calls(d, &a), "");
	assert_string_equal(
		desk_query(d, &a, "SELECT outcome FROM call WHERE booking_id = ?1", two),
		"reached");
}

static void
what_was_said_of_one_closure_is_said_of_the_other(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct call_row *rows;
	int64_t id = paid(d, "b", "2026-12-03", "morning", "1");
	desk_add(d, "closure", "from_day", "2026-12-03", "room", "b", "reason", "床の修理");
	closed_for_an_election(d, "2026-12-03");
	assert_true(call_done(d, first_call(d, id), "reached", NULL, NULL, &h->e));
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 1);
	assert_true(call_done(d, rows[0].id, "refunded", NULL, NULL, &h->e));
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CALLS(two_closures_over_one_booking_make_one_call),
		IN_CALLS(a_closure_that_is_planned_calls_nobody),
		IN_CALLS(a_told_party_stays_on_the_list_until_its_booking_is_moved),
		IN_CALLS(a_told_party_is_settled_by_a_refund_or_by_a_shorter_closure),
		IN_CALLS(what_was_said_of_one_closure_is_said_of_the_other),
	};
	return cmocka_run_group_tests_name("call closure", tests, NULL, NULL);
}
