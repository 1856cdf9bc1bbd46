/*
 * test_call.c - whom to phone: holds that lapse, people who wait, what a closure takes
 * back; and what follows from what they said.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "call_home.h"
#include "rooms_home.h"

#include "desk/record/undo.h"
#include "desk/series/series.h"
#include "desk/today/today.h"

/* --- holds --- */

static void
a_hold_that_lapses_is_phoned_once(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t soon = book(d, "b", "2026-12-05", "night", "group_id", "1", "heads", "8",
			    "hold_until", "2026-11-21");
	book(d, "b", "2026-12-06", "night", "group_id", "2", "heads", "8", "hold_until",
	     "2026-11-22");
	assert_int_equal(call_holds(d, &h->e), 1);
	assert_int_equal(call_holds(d, &h->e), 0);
	AUTO_FREE char *want = mem_printf("hold:%d", (int)soon);
	assert_string_equal(open_calls(d, &a), want);
	struct call_row *rows;
	assert_int_equal(call_open(d, 0, &a, &rows, &h->e), 1);
	assert_string_equal(rows[0].phone, "0297-00-1234");
	assert_non_null(strstr(rows[0].booking, "合唱団ひばり"));
}

static void
a_hold_that_is_declined_is_given_up(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	int64_t id = book(d, "b", "2026-12-05", "night", "group_id", "1", "heads", "8",
			  "hold_until", "2026-11-21");
	assert_int_equal(call_holds(d, &h->e), 1);
	int64_t call = first_call(d, id);
	assert_true(call_done(d, call, "no_answer", "留守", &said, &h->e));
	assert_string_equal(state_of(d, &a, id), "hold");
	assert_int_equal(first_call(d, id), call);
	assert_false(call_done(d, call, "vanished", NULL, NULL, &h->e));
	assert_true(call_done(d, call, "declined", "別の日に", &said, &h->e));
	assert_string_equal(state_of(d, &a, id), "cancelled");
	assert_string_equal(desk_query(d, &a,
				       "SELECT note || outcome || done_on || staff_id FROM call"
				       " WHERE id = ?1",
				       call),
			    "留守\n別の日にdeclined2026-11-201");
	assert_false(call_done(d, call, "reached", NULL, NULL, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(booking_number(d, id, "due"), 0);
}

/* --- waiting --- */

static int64_t
wait_for(struct desk *d, const char *room)
{
	return begun(d, room, "2026-12-05", "night", "0", BOOKING_WAITING);
}

static void
whoever_waits_is_phoned_when_the_time_frees(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t has = book(d, "b", "2026-12-05", "night", "group_id", "1", "heads", "8");
	int64_t first = wait_for(d, "b"), second = wait_for(d, "b");
	wait_for(d, "hall");
	act(d, has, BOOKING_APPLY);
	act(d, has, BOOKING_PERMIT);
	assert_string_equal(open_calls(d, &a), "");
	act(d, has, BOOKING_CANCEL);
	int64_t cancelled = desk_last_change(d);
	AUTO_FREE char *want = mem_printf("waiting:%d waiting:%d", (int)first, (int)second);
	assert_string_equal(open_calls(d, &a), want);
	AUTO_STR said = STR_INIT;
	if (!undo_change(d, cancelled, NULL, &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_string_equal(open_calls(d, &a), "");
}

static void
whoever_waits_is_offered_nothing_on_a_day_that_is_closed(void **state)
{
	const struct booking_wish no_wish = BOOKING_WISH_INIT;
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t has = book(d, "b", "2026-12-05", "night", "group_id", "1", "heads", "8");
	int64_t waits = wait_for(d, "b");
	desk_add(d, "closure", "from_day", "2026-12-05", "reason", "台風", "kind", "storm");
	act(d, has, BOOKING_CANCEL);
	assert_null(strstr(open_calls(d, &a), "waiting"));
	assert_false(booking_act(d, waits, BOOKING_APPLY, &no_wish, NULL, &h->e));
	assert_non_null(strstr(h->e.msg, "台風"));
	assert_string_equal(state_of(d, &a, waits), "waiting");
}

static void
a_joined_room_is_free_when_all_of_it_is(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t one = book(d, "a1", "2026-12-05", "night", "group_id", "1", "heads", "8");
	int64_t two = book(d, "a2", "2026-12-05", "night", "caller", "山田", "heads", "8");
	int64_t waits = wait_for(d, "a");
	act(d, one, BOOKING_CANCEL);
	assert_string_equal(open_calls(d, &a), "");
	const struct booking_wish away = { .said = DAY_NONE,
					   .day = date_from_iso("2026-12-12"),
					   .from = NONE,
					   .to = NONE,
					   .at = NONE,
					   .heads = NONE };
	assert_true(booking_act(d, two, BOOKING_MOVE, &away, NULL, &h->e));
	AUTO_FREE char *want = mem_printf("waiting:%d", (int)waits);
	assert_string_equal(open_calls(d, &a), want);
}

/* --- closures --- */

static void
an_election_takes_back_two_bookings_with_all_of_the_money(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	int64_t one = paid(d, "b", "2026-11-28", "morning", "1");
	int64_t two = paid(d, "hall", "2026-11-29", "day", "2");
	paid(d, "b", "2026-11-30", "morning", "2");
	desk_add(d, "closure", "from_day", "2026-11-28", "to_day", "2026-11-29", "reason",
		 "市長選挙", "kind", "election");
	AUTO_FREE char *want = mem_printf("closure:%d closure:%d", (int)one, (int)two);
	assert_string_equal(open_calls(d, &a), want);
	/* Eight days before, half would go back; for the centre's ground all does. */
	assert_true(call_done(d, first_call(d, one), "refunded", NULL, &said, &h->e));
	assert_string_equal(desk_query(d, &a,
				       "SELECT state || ended_why || reason || due || (taken > 0)"
				       " FROM booking WHERE id = ?1",
				       one),
			    "cancelledcentre市長選挙01");
	const struct booking_wish away = { .said = DAY_NONE,
					   .day = date_from_iso("2026-12-12"),
					   .from = NONE,
					   .to = NONE,
					   .at = NONE,
					   .heads = NONE };
	assert_true(booking_act(d, two, BOOKING_MOVE, &away, NULL, &h->e));
	assert_true(call_done(d, first_call(d, two), "moved", NULL, &said, &h->e));
	assert_string_equal(state_of(d, &a, two), "permitted");
	assert_string_equal(open_calls(d, &a), "");
}

/* "quote:990 change:2310 house:-2310" */
static const char *
charges_of(struct desk *d, struct arena *a, int64_t id)
{
	return desk_query(d, a,
			  "SELECT group_concat(kind || ':' || yen, ' ') FROM charge"
			  " WHERE booking_id = ?1",
			  id);
}

static void
a_move_out_of_a_closure_costs_its_party_nothing(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t id = paid(d, "b", "2026-11-28", "morning", "1");
	int64_t price = booking_number(d, id, "due");
	closed_for_an_election(d, "2026-11-28");
	move(d, id, "hall", "2026-12-12");
	assert_int_equal(booking_number(d, id, "due"), price);
	assert_non_null(strstr(desk_query(d, &a,
					  "SELECT lines FROM charge WHERE booking_id = ?1"
					  " AND kind = 'house'",
					  id),
			       "is not asked for"));
	/* Nor afterwards, when the dearer room is reckoned anew for another reason. */
	const char *before = charges_of(d, &a, id);
	desk_set(d, "booking", id, "heads", "9");
	assert_string_equal(charges_of(d, &a, id), before);
	/* Nobody gains either: back in a room like the first it costs what that one did. */
	move(d, id, "b", "2026-12-12");
	assert_int_equal(booking_number(d, id, "due"), price);
	/* And a move by the party's own wish is paid for. */
	move(d, id, "hall", "2026-12-12");
	assert_true(booking_number(d, id, "due") > price);
}

static void
a_move_out_of_a_closure_to_a_lower_price_pays_back(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t small = paid(d, "b", "2026-12-10", "morning", "2");
	int64_t id = paid(d, "hall", "2026-11-28", "morning", "1");
	closed_for_an_election(d, "2026-11-28");
	move(d, id, "b", "2026-12-12");
	assert_int_equal(booking_number(d, id, "due"), booking_number(d, small, "due"));
	assert_true(booking_number(d, id, "taken") > booking_number(d, id, "due"));
}

/* What the clerk reads before saying yes. */
static void
the_preview_of_a_move_out_of_a_closure_says_why(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_STR told = STR_INIT;
	struct answer a;
	int64_t id = paid(d, "b", "2026-11-28", "morning", "1");
	closed_for_an_election(d, "2026-11-28");
	struct booking_wish w = BOOKING_WISH_INIT;
	w.room_id = room_of(d, "hall");
	w.day = date_from_iso("2026-12-12");
	answer_init(&a);
	if (!booking_act_preview(d, id, BOOKING_MOVE, &w, &a, &h->e))
		fail_msg("%s", h->e.msg);
	answer_write(&a, &told);
	assert_int_equal(a.yen, 0);
	assert_non_null(strstr(str_text(&told), "A closure took the time"));
	answer_done(&a);
}

static const char strict_book[] =
	"book: {name: 条例}\n"
	"rooms: [{code: small, name: 小}, {code: large, name: 大}]\n"
	"bands: [{code: am, name: 午前, from: \"9:00\", to: \"12:00\"}]\n"
	"hours: [{name: 開館時間, open: \"9:00-21:00\"}]\n"
	"reasons: [{code: centre, name: 館の都合, fault: ours},"
	" {code: own, name: 自己の都合, fault: theirs}]\n"
	"prices:\n"
	"  - {code: room, name: 使用料, rows_by: room, rows: {small: 500, large: 900}, per: use}\n"
	"refunds:\n"
	"  - {name: 館の都合の変更, kind: change, when: {reason: centre}, fee_yen: 100,"
	" difference: {up: pay, down: refund}}\n"
	"  - {name: 変更, kind: change, difference: {up: pay, down: kept}}\n"
	"windows: [{code: all, name: 受付, opens: {months: 3}, closes: {days: 0}}]\n";

static void
a_book_that_says_what_such_a_move_costs_is_followed(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	rooms_home_load(h, strict_book);
	int64_t up = paid(d, "small", "2026-11-28", "am", "1");
	int64_t down = paid(d, "large", "2026-11-28", "am", "2");
	closed_for_an_election(d, "2026-11-28");
	move(d, up, "large", "2026-12-12");
	assert_int_equal(booking_number(d, up, "due"), 1000);
	move(d, down, "small", "2026-12-12");
	assert_int_equal(booking_number(d, down, "due"), 600);
}

static void
a_longer_use_than_the_closed_one_is_paid_for(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	int64_t id = paid(d, "b", "2026-11-28", "morning", "1");
	int64_t price = booking_number(d, id, "due");
	closed_for_an_election(d, "2026-11-28");
	struct booking_wish w = BOOKING_WISH_INIT;
	w.day = date_from_iso("2026-12-12");
	w.bands = "morning,afternoon";
	assert_true(booking_act(d, id, BOOKING_MOVE, &w, NULL, &h->e));
	assert_true(booking_number(d, id, "due") > price);
}

static void
a_storm_at_half_past_nine_takes_back_the_rest_of_the_day(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t morning = paid(d, "b", "2026-11-21", "morning", "1");
	int64_t afternoon = paid(d, "hall", "2026-11-21", "afternoon", "2");
	paid(d, "b", "2026-11-21", "night", "2");
	desk_home_clock(d, "2026-11-21T09:30");
	act(d, morning, BOOKING_CHECK_IN);
	desk_add(d, "closure", "from_day", "2026-11-21", "from_minute", "570", "to_minute", "1020",
		 "reason", "暴風警報", "kind", "storm");
	AUTO_FREE char *want = mem_printf("closure:%d closure:%d", (int)morning, (int)afternoon);
	assert_string_equal(open_calls(d, &a), want);
	assert_true(call_done(d, first_call(d, afternoon), "refunded", NULL, NULL, &h->e));
	assert_string_equal(
		desk_query(d, &a, "SELECT ended_why || due FROM booking WHERE id = ?1", afternoon),
		"storm0");
	/* Who is in the house is told at the door; all of the money goes back. */
	assert_true(call_done(d, first_call(d, morning), "refunded", NULL, NULL, &h->e));
	assert_string_equal(desk_query(d, &a,
				       "SELECT state || key_back || ended_why || due FROM booking"
				       " WHERE id = ?1",
				       morning),
			    "done570storm0");
}

static void
a_storm_gives_back_the_part_of_a_use_that_it_breaks_off(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t begun = paid(d, "b", "2026-11-21", "morning", "1");
	int64_t ahead = paid(d, "hall", "2026-11-21", "morning", "2");
	int64_t price = booking_number(d, begun, "due");
	desk_home_clock(d, "2026-11-21T10:45");
	act(d, begun, BOOKING_CHECK_IN);
	desk_add(d, "closure", "from_day", "2026-11-21", "reason", "暴風警報", "kind", "storm");
	assert_true(call_done(d, first_call(d, begun), "refunded_part", NULL, NULL, &h->e));
	/* Half of 9:00-12:30 is over at a quarter to eleven. */
	assert_int_equal(booking_number(d, begun, "due"), price - price * 105 / 210);
	assert_string_equal(state_of(d, &a, begun), "done");
	assert_false(call_done(d, first_call(d, ahead), "refunded_part", NULL, NULL, &h->e));
	assert_string_equal(h->e.field, "outcome");
	assert_string_equal(state_of(d, &a, ahead), "permitted");
	assert_true(first_call(d, ahead) != 0);
}

static void
a_closed_room_takes_its_floor_along_and_a_changed_closure_its_calls(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t joined = paid(d, "a", "2026-12-03", "morning", "1");
	int64_t other = paid(d, "a2", "2026-12-04", "morning", "2");
	paid(d, "b", "2026-12-03", "morning", "0");
	int64_t closure = desk_add(d, "closure", "from_day", "2026-12-03", "to_day", "2026-12-04",
				   "room", "a1", "reason", "空調の工事", "kind", "repair");
	AUTO_FREE char *want = mem_printf("closure:%d", (int)joined);
	assert_string_equal(open_calls(d, &a), want);
	desk_set(d, "closure", closure, "room", "a2");
	AUTO_FREE char *both = mem_printf("closure:%d closure:%d", (int)joined, (int)other);
	assert_string_equal(open_calls(d, &a), both);
	desk_set(d, "closure", closure, "from_day", "2026-12-04");
	AUTO_FREE char *last = mem_printf("closure:%d", (int)other);
	assert_string_equal(open_calls(d, &a), last);
	desk_set(d, "closure", closure, "counter_only", "1");
	assert_string_equal(open_calls(d, &a), "");
}

static void
a_closure_that_is_taken_back_leaves_nobody_to_phone(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	paid(d, "b", "2026-12-03", "morning", "1");
	desk_add(d, "closure", "from_day", "2026-12-03", "reason", "市長選挙", "kind", "election");
	int64_t change = desk_last_change(d);
	assert_string_not_equal(open_calls(d, &a), "");
	if (!undo_change(d, change, NULL, &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_string_equal(open_calls(d, &a), "");
}

static void
a_skipped_date_of_a_series_is_planned_again(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	int64_t has = book(d, "b", "2026-12-04", "night", "group_id", "2", "heads", "8");
	int64_t series = desk_add(d, "booking_series", "room_id", desk_id(room_of(d, "b")), "rule",
				  "毎週金曜 3回", "first_day", "2026-11-20", "bands", "night",
				  "group_id", "1");
	AUTO(series_plan_done) struct series_plan p;
	assert_int_equal(series_try_again(d, series, &p, &h->e), 2);
	act(d, has, BOOKING_CANCEL);
	assert_string_equal(desk_query(d, &a,
				       "SELECT state FROM series_date WHERE booking_id IS NULL"
				       " AND day = '2026-12-04' AND ?1",
				       1),
			    "planned");
}

/* --- the first screen --- */

static const struct today_panel *
panel_of(const char *name)
{
	int count, i = 0;
	const struct today_panel *panels = today_panels(&count);
	while (i < count && !str_equal(panels[i].name, name))
		i++;
	assert_in_range(i, 0, count - 1);
	return &panels[i];
}

/* What a panel counts is what it lists: the first row's text, or "" when there is none. */
static const char *
told(struct desk *d, struct arena *a, const char *name, int want)
{
	struct today_row *rows;
	struct err e = { 0 };
	const struct today_panel *p = panel_of(name);
	int count = p->rows(d, a, 10, &rows, &e);
	if (count != want || p->count(d) != want)
		fail_msg("%s: %d rows, counted %d", name, count, (int)p->count(d));
	return count ? rows[0].text : "";
}

static void
the_first_screen_tells_calls_holds_and_free_dates(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	AUTO(series_plan_done) struct series_plan p;
	told(d, &a, "calls", 0);
	told(d, &a, "holds", 0);
	told(d, &a, "series", 0);
	book(d, "b", "2026-12-05", "night", "caller", "山田", "hold_until", "2026-11-21");
	book(d, "b", "2026-12-06", "night", "caller", "鈴木", "hold_until", "2026-11-22");
	assert_non_null(strstr(told(d, &a, "holds", 1), "山田"));
	assert_int_equal(call_holds(d, &h->e), 1);
	assert_non_null(strstr(told(d, &a, "calls", 1), "山田"));
	int64_t has = book(d, "b", "2026-12-04", "night", "caller", "佐藤");
	int64_t series = desk_add(d, "booking_series", "room_id", desk_id(room_of(d, "b")), "rule",
				  "毎週金曜 3回", "first_day", "2026-11-20", "bands", "night",
				  "group_id", "1");
	assert_int_equal(series_try_again(d, series, &p, &h->e), 2);
	told(d, &a, "series", 0);
	act(d, has, BOOKING_CANCEL);
	assert_non_null(strstr(told(d, &a, "series", 1), "合唱団ひばり"));
	desk_home_clock(d, "2026-12-05T09:00");
	told(d, &a, "series", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CALLS(a_hold_that_lapses_is_phoned_once),
		IN_CALLS(a_hold_that_is_declined_is_given_up),
		IN_CALLS(whoever_waits_is_phoned_when_the_time_frees),
		IN_CALLS(whoever_waits_is_offered_nothing_on_a_day_that_is_closed),
		IN_CALLS(a_joined_room_is_free_when_all_of_it_is),
		IN_CALLS(an_election_takes_back_two_bookings_with_all_of_the_money),
		IN_CALLS(a_move_out_of_a_closure_costs_its_party_nothing),
		IN_CALLS(a_move_out_of_a_closure_to_a_lower_price_pays_back),
		IN_CALLS(the_preview_of_a_move_out_of_a_closure_says_why),
		cmocka_unit_test_setup_teardown(a_book_that_says_what_such_a_move_costs_is_followed,
						set_up_without_book, desk_home_tear_down),
		IN_CALLS(a_longer_use_than_the_closed_one_is_paid_for),
		IN_CALLS(a_storm_at_half_past_nine_takes_back_the_rest_of_the_day),
		IN_CALLS(a_storm_gives_back_the_part_of_a_use_that_it_breaks_off),
		IN_CALLS(a_closed_room_takes_its_floor_along_and_a_changed_closure_its_calls),
		IN_CALLS(a_closure_that_is_taken_back_leaves_nobody_to_phone),
		IN_CALLS(a_skipped_date_of_a_series_is_planned_again),
		IN_CALLS(the_first_screen_tells_calls_holds_and_free_dates),
	};
	return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
