/* test_rule_refund.c - what comes back, what is still to pay; each explained to the yen. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"

#include "base/macros.h"
#include "base/money.h"

#define HOUSE                                                                                 \
	TITLE                                                                                 \
	"reasons: [{code: own, name: 自己都合}, {code: ours, name: 館の都合, fault: ours}]\n" \
	"rooms: [{code: a, name: A室}, {code: hall, name: ホール}]\n"                         \
	"hours: [{open: 09:00-21:00}]\n"                                                      \
	"closings: [{name: 月曜休館, weekday: mon}]\n"                                        \
	"refunds:\n"

struct asked_refund {
	const char *facts, *said;
	int64_t room, extras, new_price;
	bool change, had_one;
};

/* The lines add up to the answer, whatever it is. */
static void
assert_adds_up(const struct answer *a)
{
	int64_t sum = 0;

	for (int i = 0; i < a->count; i++) {
		const struct line *l = &a->lines[i];

		if (!l->has_yen)
			continue;
		assert_int_equal(l->den, 1);
		if (l->kind == LINE_TOTAL)
			assert_int_equal(l->num, sum);
		else
			sum += l->num;
	}
	assert_int_equal(sum, a->yen);
}

/* The yen; INT64_MIN when it was refused or cannot be told: then why stands in `why`. */
static int64_t
ask(const char *ladder, const struct asked_refund *q, struct str *why)
{
	AUTO_STR text = STR_INIT;
	struct refund_wish w = { .said = date_from_iso(q->said), .paid_room = q->room,
		.paid_extras = q->extras, .had_one = q->had_one, .change = q->change,
		.new_price = q->new_price };
	struct book *b;
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	int64_t yen = INT64_MIN;

	str_addf(&text, "%s%s", HOUSE, ladder);
	b = book_of(str_text(&text));
	facts_init(&f, b, NULL);
	answer_init(&a);
	give_facts(&f, q->facts);
	if (!ask_refund(&f, &w, &a, &e)) {
		str_add(why, e.msg);
	} else if (w.change && !a.yes) {
		str_add(why, a.lines[a.count - 1].text);
	} else {
		assert_adds_up(&a);
		yen = a.yen;
	}
	answer_done(&a);
	facts_done(&f);
	book_free(b);
	return yen;
}

static void
assert_refund(const char *ladder, struct asked_refund q, int64_t expected)
{
	AUTO_STR why = STR_INIT;
	int64_t yen = ask(ladder, &q, &why);

	assert_string_equal(str_text(&why), "");
	assert_int_equal(yen, expected);
}

static void
assert_refused(const char *ladder, struct asked_refund q, const char *expected)
{
	AUTO_STR why = STR_INIT;

	assert_true(ask(ladder, &q, &why) == INT64_MIN);
	assert_string_equal(str_text(&why), expected);
}

#define DAY "room=a; day=2026-12-20"
#define BY_DAYS                                                                               \
	"  - {name: 30日前まで, kind: cancel, until: {days: 30}, back: \"100%\"}\n"         \
	"  - {name: 7日前まで, kind: cancel, until: {days: 7}, back: \"50%\"}\n"

TEST(ladder_by_days_ends_with_nothing)
{
	assert_refund(BY_DAYS, (struct asked_refund){ DAY, "2026-11-20", .room = 1001 }, 1001);
	assert_refund(BY_DAYS, (struct asked_refund){ DAY, "2026-11-21", .room = 1001 }, 500);
	assert_refund(BY_DAYS, (struct asked_refund){ DAY, "2026-12-13", .room = 1001 }, 500);
	assert_refund(BY_DAYS, (struct asked_refund){ DAY, "2026-12-14", .room = 1001 }, 0);
}

TEST(deadline_on_a_closed_day_moves_as_the_book_says)
{
	static const char moved[] = "  - {name: 半額, kind: cancel, until: {days: 6, "
				    "if_closed: next_open}, back: \"50%\"}\n";

	/* 2026-12-14 is a Monday, closed. */
	assert_refund(moved, (struct asked_refund){ DAY, "2026-12-15", .room = 1000 }, 500);
	assert_refund(moved, (struct asked_refund){ DAY, "2026-12-16", .room = 1000 }, 0);
}

TEST(ladder_by_months_and_by_reason)
{
	static const char ladder[] =
		"  - {name: 館の都合, kind: cancel, when: {reason: ours}, back: \"100%\"}\n"
		"  - {name: 2月前まで, kind: cancel, until: {months: 2}, fee: \"25%\"}\n"
		"  - {name: その後, kind: cancel, fee: \"1/3\"}\n";

	assert_refund(ladder,
		(struct asked_refund){ DAY "; reason=ours", "2026-12-20", .room = 1000 }, 1000);
	assert_refund(ladder,
		(struct asked_refund){ DAY "; reason=own", "2026-10-20", .room = 1001 }, 751);
	assert_refund(ladder,
		(struct asked_refund){ DAY "; reason=own", "2026-10-21", .room = 1000 }, 667);
	assert_refused(ladder, (struct asked_refund){ DAY, "2026-10-21", .room = 1000 },
		"Say reason (reason): own 自己都合, ours 館の都合.");
}

TEST(room_and_equipment_have_ladders_of_their_own)
{
	static const char ladder[] =
		"  - {name: 施設, kind: cancel, part: room, back: \"50%\"}\n"
		"  - {name: 備品, kind: cancel, part: extras, back: \"100%\"}\n";

	assert_refund(ladder,
		(struct asked_refund){ DAY, "2026-12-20", .room = 1001, .extras = 301 }, 801);
	assert_refund(ladder, (struct asked_refund){ DAY, "2026-12-20", .extras = 301 }, 301);
}

TEST(step_for_the_whole_takes_its_fee_and_its_rounding_once)
{
	assert_refund("  - {name: 手数料, kind: cancel, fee_yen: 300}\n",
		(struct asked_refund){ DAY, "2026-12-20", .room = 1000, .extras = 500 }, 1200);
	assert_refund("  - {name: 半額, kind: cancel, back: \"50%\"}\n",
		(struct asked_refund){ DAY, "2026-12-20", .room = 1001, .extras = 501 }, 751);
	assert_refund("  - {name: 手数料, kind: cancel, fee_yen: 300}\n",
		(struct asked_refund){ DAY, "2026-12-20", .room = 200 }, 0);
}

TEST(refund_for_once_is_not_granted_again)
{
	static const char ladder[] =
		"  - {name: 初回, kind: cancel, once: yes, back: \"100%\"}\n"
		"  - {name: 2回目から, kind: cancel, back: \"50%\"}\n";

	assert_refund(ladder, (struct asked_refund){ DAY, "2026-12-20", .room = 1000 }, 1000);
	assert_refund(ladder,
		(struct asked_refund){ DAY, "2026-12-20", .room = 1000, .had_one = true }, 500);
}

#define MOVE(rest) "  - {name: 変更, kind: change" rest "}\n"
#define MOVED(old, new) \
	(struct asked_refund){ DAY, "2026-12-01", .room = (old), .new_price = (new), \
		.change = true }

TEST(change_pays_up_and_keeps_or_gives_back_what_is_less)
{
	assert_refund(MOVE(", difference: {up: pay, down: kept}"), MOVED(1000, 1500), -500);
	assert_refund(MOVE(", difference: {up: pay, down: kept}"), MOVED(1500, 1000), 0);
	assert_refund(MOVE(", difference: {up: none, down: refund}"), MOVED(1000, 1500), 0);
	assert_refund(MOVE(", difference: {up: none, down: refund}"), MOVED(1500, 1000), 500);
}

TEST(change_fee_is_the_new_price_and_a_quarter_of_the_old)
{
	static const char quarter[] =
		MOVE(", fee: \"1/4\", difference: {up: pay, down: refund}");

	/* paid 1001; new 2000 + 250: still to pay 1249. */
	assert_refund(quarter, MOVED(1001, 2000), -1249);
	assert_refund(quarter, MOVED(1001, 0), 751);
}

TEST(second_change_or_a_late_one_is_refused)
{
	static const char once[] = MOVE(", once: yes, until: {days: 1}");
	struct asked_refund again = MOVED(1000, 1000), late = MOVED(1000, 1000);

	again.had_one = true;
	late.said = "2026-12-20";
	assert_refund(once, MOVED(1000, 1000), 0);
	assert_refused(once, again, "The booking can no longer be moved.");
	assert_refused(once, late, "The booking can no longer be moved.");
}

TEST(impossible_sums_are_refused)
{
	assert_refused(BY_DAYS, (struct asked_refund){ DAY, "2026-12-01", .room = INT64_MAX },
		"The amount is larger than any that can be reckoned.");
	assert_refused(BY_DAYS, (struct asked_refund){ DAY, "no day", .room = 1 },
		"Say said (the day on which it was cancelled or changed).");
	assert_refund(BY_DAYS, (struct asked_refund){ DAY, "2026-11-21", .room = YEN_MAX },
		YEN_MAX / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ladder_by_days_ends_with_nothing),
		cmocka_unit_test(deadline_on_a_closed_day_moves_as_the_book_says),
		cmocka_unit_test(ladder_by_months_and_by_reason),
		cmocka_unit_test(room_and_equipment_have_ladders_of_their_own),
		cmocka_unit_test(step_for_the_whole_takes_its_fee_and_its_rounding_once),
		cmocka_unit_test(refund_for_once_is_not_granted_again),
		cmocka_unit_test(change_pays_up_and_keeps_or_gives_back_what_is_less),
		cmocka_unit_test(change_fee_is_the_new_price_and_a_quarter_of_the_old),
		cmocka_unit_test(second_change_or_a_late_one_is_refused),
		cmocka_unit_test(impossible_sums_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
