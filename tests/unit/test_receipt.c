/* test_receipt.c - money taken and given back: never too much, numbered without a gap. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include "base/rand.h"
#include "desk/booking/charge.h"
#include "desk/booking/receipt.h"
#include "desk/check/check.h"
#include "desk/record/undo.h"
#include "store/audit.h"
#include "store/once.h"

enum { PROCESSES = 8, RECEIPTS = 200, STEPS = 400 };

static int64_t
book_room(struct desk *d)
{
	return book(d, "a1", "2026-12-05", "night", "caller", "山田 太郎");
}

/* What the party owes is changed by a decision. */
static void
charge(struct desk *d, int64_t booking, int64_t yen)
{
	struct err e;
	AUTO_TX tx = TX_INIT;
	const struct charge c = {
		.booking_id = booking,
		.kind = "correction",
		.yen = yen,
		.reason = "計算の誤り",
	};

	if (!tx_begin(&tx, d->store, &e) || !charge_add(d, &tx, &c, &e) || !tx_commit(&tx, &e))
		fail_msg("%s", e.msg);
}

/* Takes money, 0: all that is open; below nothing: gives back. */
static int64_t
pay(struct desk_home *h, int64_t booking, int64_t yen)
{
	const struct payment p = {
		.booking_id = booking,
		.gives_back = yen < 0,
		.yen = yen < 0 ? -yen : yen,
	};

	return receipt_pay(h->desk, &p, &h->e);
}

/* All that was paid too much. */
static int64_t
give_back(struct desk_home *h, int64_t booking)
{
	const struct payment p = { .booking_id = booking, .gives_back = true };

	return receipt_pay(h->desk, &p, &h->e);
}

static struct record *
receipt(struct desk_home *h, int64_t id)
{
	struct record *r = record_read(h->desk, the_form(h->desk, "receipt"), id, &h->e);

	if (!r)
		fail_msg("%s", h->e.msg);
	return r;
}

static void
assert_value(struct desk_home *h, int64_t id, const char *field, const char *expected)
{
	struct record *r = receipt(h, id);

	assert_string_equal(record_get(r, field), expected);
	record_free(r);
}

static void
the_whole_sum_is_taken_when_none_is_said(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t due = booking_number(h->desk, booking, "due");
	int64_t id = pay(h, booking, 0);

	assert_true(due > 0);
	assert_true(id > 0);
	assert_int_equal(booking_number(h->desk, booking, "taken"), due);
	assert_value(h, id, "serial", "1");
	assert_value(h, id, "kind", "receipt");
	assert_value(h, id, "method", "cash");
	assert_value(h, id, "yen", desk_id(due));
	assert_value(h, id, "payer", "山田 太郎");
	assert_value(h, id, "what", "Fee for 会議室A-1 12/5 Sat 17:30-21:30");
	assert_value(h, id, "day", "2026-11-20");
	struct record *r = receipt(h, id);
	assert_true(str_starts(record_get(r, "at"), "2026-11-20T05:32:"));
	record_free(r);
}

static void
a_part_is_taken_and_the_rest_later(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t due = booking_number(h->desk, booking, "due");

	assert_true(pay(h, booking, 100) > 0);
	assert_int_equal(booking_number(h->desk, booking, "taken"), 100);
	int64_t rest = pay(h, booking, 0);
	assert_value(h, rest, "yen", desk_id(due - 100));
	assert_value(h, rest, "serial", "2");
}

static void
more_than_is_open_is_not_taken(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t due = booking_number(h->desk, booking, "due");

	assert_int_equal(pay(h, booking, due + 1), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(h->e.field, "yen");
	assert_true(pay(h, booking, due) > 0);
	assert_int_equal(pay(h, booking, 1), 0);
	assert_string_equal(h->e.msg, "Nothing is left to pay.");
	assert_int_equal(pay(h, booking, 0), 0);
	assert_int_equal(booking_number(h->desk, booking, "taken"), due);
}

static void
only_what_was_paid_too_much_is_given_back_as_a_row_of_its_own(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t due = booking_number(h->desk, booking, "due");
	int64_t paid = pay(h, booking, 0);

	assert_int_equal(pay(h, booking, -1), 0);
	assert_string_equal(h->e.msg,
			    "Nothing was paid too much: there is nothing to give back.");
	charge(h->desk, booking, -300);
	assert_int_equal(pay(h, booking, -301), 0);
	assert_string_equal(h->e.msg,
			    "At most 300 yen can be given back: no more was paid too much.");
	assert_int_equal(pay(h, booking, 0), 0);
	int64_t back = give_back(h, booking);
	assert_value(h, back, "kind", "refund");
	assert_value(h, back, "yen", "300");
	assert_value(h, back, "serial", "2");
	assert_value(h, back, "of_receipt_id", desk_id(paid));
	assert_int_equal(booking_number(h->desk, booking, "taken"), due - 300);
}

static void
a_void_receipt_keeps_its_number_and_its_sum_is_open_again(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t paid = pay(h, booking, 0);

	assert_false(receipt_is_void(h->desk, paid));
	assert_true(receipt_void(h->desk, paid, "宛名の誤り", &h->e));
	assert_true(receipt_is_void(h->desk, paid));
	assert_int_equal(booking_number(h->desk, booking, "taken"), 0);
	assert_value(h, pay(h, booking, 0), "serial", "2");
	assert_false(receipt_void(h->desk, paid, "宛名の誤り", &h->e));
	assert_string_equal(h->e.msg, "No. 000001 is void already.");
}

static void
a_receipt_is_not_void_without_a_reason(void **state)
{
	struct desk_home *h = *state;
	int64_t paid = pay(h, book_room(h->desk), 0);

	assert_false(receipt_void(h->desk, paid, NULL, &h->e));
	assert_string_equal(h->e.field, "reason");
	assert_false(receipt_void(h->desk, paid, " 　", &h->e));
	assert_string_equal(h->e.field, "reason");
	assert_false(receipt_is_void(h->desk, paid));
}

static void
a_receipt_of_which_money_was_given_back_is_void_only_after_the_refund(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t paid = pay(h, booking, 0);

	charge(h->desk, booking, -300);
	int64_t back = give_back(h, booking);
	assert_false(receipt_void(h->desk, paid, "誤り", &h->e));
	assert_string_equal(h->e.msg,
			    "Money was given back upon it. Void the refund No. 000002 first.");
	assert_true(receipt_void(h->desk, back, "誤り", &h->e));
	assert_true(receipt_void(h->desk, paid, "誤り", &h->e));
	assert_int_equal(booking_number(h->desk, booking, "taken"), 0);
}

/* Two parts were paid, more than the later one was given back: the earlier one stays too. */
static void
a_part_is_not_void_when_less_would_be_left_than_was_given_back(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t due = booking_number(h->desk, booking, "due");
	int64_t first = pay(h, booking, due - 100);

	assert_true(pay(h, booking, 0) > 0);
	charge(h->desk, booking, -200);
	assert_true(give_back(h, booking) > 0);
	assert_false(receipt_void(h->desk, first, "誤り", &h->e));
	assert_int_equal(booking_number(h->desk, booking, "taken"), due - 200);
}

static void
what_was_done_is_said_with_what_is_still_open(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	AUTO_STR said = STR_INIT;

	charge(h->desk, booking, 1000 - booking_number(h->desk, booking, "due"));
	receipt_say(h->desk, pay(h, booking, 400), &said);
	assert_string_equal(str_text(&said),
			    "Receipt No. 000001: 400 yen was taken. Still open: 600 yen.");
	assert_true(pay(h, booking, 0) > 0);
	charge(h->desk, booking, -300);
	str_clear(&said);
	receipt_say(h->desk, pay(h, booking, -100), &said);
	assert_string_equal(str_text(&said), "Refund No. 000003: 100 yen was given back. Still to"
					     " give back: 200 yen.");
}

static void
nobody_types_a_receipt_and_none_is_taken_back(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	AUTO_STR said = STR_INIT;
	const char *const pairs[] = { "booking_id", desk_id(booking), NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "receipt", pairs), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	int64_t paid = pay(h, booking, 0);
	assert_false(undo_change(h->desk, audit_last_change(h->desk->store), NULL, &said, &h->e));
	assert_true(receipt_void(h->desk, paid, "誤り", &h->e));
	assert_false(undo_change(h->desk, audit_last_change(h->desk->store), NULL, &said, &h->e));
	assert_true(receipt_is_void(h->desk, paid));
}

static void
a_repeated_key_takes_money_once(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	char key[ONCE_KEY_SIZE];
	once_new_key(key);
	const struct payment p = { .booking_id = booking, .yen = 100, .once_key = key };

	int64_t first = receipt_pay(h->desk, &p, &h->e);
	assert_true(first > 0);
	assert_int_equal(receipt_pay(h->desk, &p, &h->e), first);
	assert_int_equal(booking_number(h->desk, booking, "taken"), 100);
}

static void
payer_method_and_purpose_are_as_they_were_given(void **state)
{
	struct desk_home *h = *state;
	struct payment p = {
		.booking_id = book_room(h->desk),
		.method = "transfer",
		.payer = "株式会社ひばり",
		.what = "会議室使用料(12月分)",
	};
	int64_t id = receipt_pay(h->desk, &p, &h->e);

	assert_value(h, id, "payer", "株式会社ひばり");
	assert_value(h, id, "method", "transfer");
	assert_value(h, id, "what", "会議室使用料(12月分)");
	charge(h->desk, p.booking_id, 100);
	p.method = "shells";
	assert_int_equal(receipt_pay(h->desk, &p, &h->e), 0);
	assert_string_equal(h->e.field, "method");
	p.method = "cash";
	p.payer = "名\x1b[31m前";
	assert_int_equal(receipt_pay(h->desk, &p, &h->e), 0);
	assert_string_equal(h->e.field, "payer");
}

static void
the_receipt_of_a_withheld_person_bears_no_name(void **state)
{
	struct desk_home *h = *state;
	int64_t person = desk_add(h->desk, "person", "name", "鈴木 花子", "kana", "スズキハナコ",
				  "withheld", "1");
	int64_t booking = book(h->desk, "a1", "2026-12-05", "night", "person_id", desk_id(person));

	assert_value(h, pay(h, booking, 0), "payer", receipt_bearer());
}

static void
who_may_not_take_money_takes_none(void **state)
{
	struct desk_home *h = *state;
	int64_t booking = book_room(h->desk);
	int64_t paid = pay(h, booking, 100);

	desk_home_allow(h->desk, "cash", "add", false);
	assert_int_equal(pay(h, booking, 100), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	desk_home_allow(h->desk, "cash", "change", false);
	assert_false(receipt_void(h->desk, paid, "誤り", &h->e));
	assert_int_equal(booking_number(h->desk, booking, "taken"), 100);
}

static void
each_site_has_a_drawer_with_numbers_of_its_own(void **state)
{
	struct desk_home *h = *state;
	int64_t site = desk_add(h->desk, "site", "name", "分館", "code", "branch");
	int64_t here = book_room(h->desk);
	int64_t there = book(h->desk, "b", "2026-12-05", "night", "caller", "山田");

	desk_set(h->desk, "room", room_of(h->desk, "b"), "site_id", desk_id(site));
	assert_value(h, pay(h, here, 100), "serial", "1");
	assert_value(h, pay(h, there, 100), "serial", "1");
	assert_value(h, pay(h, here, 100), "serial", "2");
	assert_value(h, pay(h, there, 100), "serial", "2");
}

/* --- any life --- */

static int64_t
taken_by_receipts(struct desk *d, int64_t booking)
{
	return store_get_int(d->store,
			     "SELECT sum(CASE kind WHEN 'receipt' THEN yen ELSE -yen END)"
			     " FROM receipt AS r WHERE booking_id = ?1 AND NOT EXISTS"
			     " (SELECT 1 FROM receipt_void WHERE receipt_id = r.id)",
			     booking, 0);
}

/* A step of a life that nobody planned; what was allowed must be what the sums allow. */
static void
step(struct desk_home *h, int64_t booking, struct rand *r)
{
	int64_t due = booking_number(h->desk, booking, "due");
	int64_t taken = booking_number(h->desk, booking, "taken");
	int64_t yen = rand_below(r, 1600) - 800, open = due - taken;
	int64_t last = store_get_int(h->desk->store, "SELECT max(id) FROM receipt WHERE ?1", 1, 0);

	switch (rand_below(r, 5)) {
	case 0:
		charge(h->desk, booking, due + yen < 0 ? -due : yen);
		break;
	case 1:
		if (last > 0)
			receipt_void(h->desk, 1 + rand_below(r, (int)last), "誤り",
				     &h->e);
		break;
	case 2:
		assert_int_equal(pay(h, booking, 0) > 0, open > 0);
		assert_int_equal(give_back(h, booking) > 0, open < 0);
		break;
	default:
		if (yen != 0)
			assert_int_equal(pay(h, booking, yen) > 0,
					 yen > 0 ? yen <= open : -yen <= -open);
	}
}

static void
report(void *ctx, const char *part, const char *finding)
{
	(void)ctx;
	if (finding)
		print_message("%s: %s\n", part, finding);
}

static void
what_is_taken_is_what_the_receipts_say_at_every_step(void **state)
{
	struct desk_home *h = *state;
	int64_t bookings[] = { book_room(h->desk),
			       book(h->desk, "b", "2026-12-06", "morning", "caller", "山田") };
	struct rand r;

	rand_init(&r, 20261120);
	for (int i = 0; i < STEPS; i++) {
		int64_t booking = bookings[i % 2];
		step(h, booking, &r);
		int64_t taken = booking_number(h->desk, booking, "taken");
		assert_int_equal(taken, taken_by_receipts(h->desk, booking));
		assert_true(taken >= 0);
	}
	struct store *s = h->desk->store;
	int64_t count = store_get_int(s, "SELECT count(*) FROM receipt WHERE ?1", 1, 0);
	assert_true(store_get_int(s, "SELECT count(*) FROM receipt WHERE kind = 'refund' AND ?1",
				  1, 0) > STEPS / 20);
	assert_true(store_get_int(s, "SELECT count(*) FROM receipt_void WHERE ?1", 1, 0) >
		    STEPS / 20);
	assert_int_equal(store_get_int(s, "SELECT max(serial) FROM receipt WHERE ?1", 1, 0), count);
	assert_int_equal(check_all(h->desk, report, NULL), 0);
}

/* --- many desks --- */

/* One desk of many: takes a yen for the same booking as fast as it can. */
static int
run_desk(struct home *home, int number)
{
	struct desk_home h = { .home = *home };

	(void)number;
	h.desk = desk_home_open(&h, "tanaka", false);
	if (!staff_sign_in_account(h.desk, &h.e))
		return 1;
	for (int i = 0; i < RECEIPTS; i++)
		if (pay(&h, 1, 1) == 0) {
			fprintf(stderr, "%s\n", h.e.msg);
			return 1;
		}
	desk_close(h.desk);
	return 0;
}

static void
eight_desks_number_their_receipts_without_a_gap(void **state)
{
	struct desk_home *h = *state;
	pid_t children[PROCESSES];

	assert_int_equal(book_room(h->desk), 1);
	charge(h->desk, 1, 10000);
	int64_t due = booking_number(h->desk, 1, "due");
	desk_close(h->desk);
	for (int i = 0; i < PROCESSES; i++)
		children[i] = home_fork(&h->home, run_desk, i);
	for (int i = 0; i < PROCESSES; i++)
		assert_int_equal(home_wait(children[i]), 0);
	h->desk = desk_home_open(h, "tanaka", false);
	assert_true(staff_sign_in_account(h->desk, &h->e));
	struct store *s = h->desk->store;
	assert_int_equal(store_get_int(s, "SELECT count(DISTINCT serial) FROM receipt WHERE ?1", 1,
				       0),
			 PROCESSES * RECEIPTS);
	assert_int_equal(store_get_int(s, "SELECT max(serial) FROM receipt WHERE ?1", 1, 0),
			 PROCESSES * RECEIPTS);
	assert_int_equal(booking_number(h->desk, 1, "taken"), PROCESSES * RECEIPTS);
	assert_value(h, pay(h, 1, 0), "yen", desk_id(due - PROCESSES * RECEIPTS));
}

static void
the_cash_that_was_handed_over_stays_with_the_receipt(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	int64_t booking = book_room(h->desk);
	struct payment p = { .booking_id = booking, .yen = 400, .received = 300 };

	assert_int_equal(receipt_pay(h->desk, &p, &h->e), 0);
	assert_string_equal(h->e.field, "received");
	p.received = 1000;
	p.method = "cashless";
	assert_int_equal(receipt_pay(h->desk, &p, &h->e), 0);
	p.method = NULL;
	int64_t id = receipt_pay(h->desk, &p, &h->e);
	assert_true(id > 0);
	assert_value(h, id, "yen", "400");
	assert_value(h, id, "received", "1000");
	receipt_say(h->desk, id, &said);
	assert_non_null(strstr(str_text(&said), "Change: 600 yen."));
	/* Nothing is handed over of what goes back. */
	assert_true(receipt_void(h->desk, id, "試し", &h->e));
	p.gives_back = true;
	assert_int_equal(receipt_pay(h->desk, &p, &h->e), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_BOOKING(the_whole_sum_is_taken_when_none_is_said),
		IN_BOOKING(a_part_is_taken_and_the_rest_later),
		IN_BOOKING(the_cash_that_was_handed_over_stays_with_the_receipt),
		IN_BOOKING(more_than_is_open_is_not_taken),
		IN_BOOKING(only_what_was_paid_too_much_is_given_back_as_a_row_of_its_own),
		IN_BOOKING(a_void_receipt_keeps_its_number_and_its_sum_is_open_again),
		IN_BOOKING(a_receipt_is_not_void_without_a_reason),
		IN_BOOKING(a_receipt_of_which_money_was_given_back_is_void_only_after_the_refund),
		IN_BOOKING(a_part_is_not_void_when_less_would_be_left_than_was_given_back),
		IN_BOOKING(what_was_done_is_said_with_what_is_still_open),
		IN_BOOKING(nobody_types_a_receipt_and_none_is_taken_back),
		IN_BOOKING(a_repeated_key_takes_money_once),
		IN_BOOKING(payer_method_and_purpose_are_as_they_were_given),
		IN_BOOKING(the_receipt_of_a_withheld_person_bears_no_name),
		IN_BOOKING(who_may_not_take_money_takes_none),
		IN_BOOKING(each_site_has_a_drawer_with_numbers_of_its_own),
		IN_BOOKING(what_is_taken_is_what_the_receipts_say_at_every_step),
		IN_BOOKING(eight_desks_number_their_receipts_without_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
