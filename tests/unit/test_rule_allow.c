/* test_rule_allow.c - who may, and all that a booking asks first. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rule_book_text.h"

#define HOUSE                                                                                 \
	TITLE                                                                                 \
	"facts: [{code: members, name: 人数, type: number}, {code: profit, name: 営利, type: " \
	"yes_no}, {code: city, name: 市内, type: yes_no}]\n"                                  \
	"rooms: [{code: a, name: A室}]\n"                                                     \
	"bands: [{code: am, name: 午前, from: \"09:00\", to: \"12:00\"}]\n"                   \
	"slots: [{code: usual, bands: [am]}]\n"                                               \
	"hours: [{open: 09:00-21:00}]\n"                                                      \
	"closings: [{code: monday, name: 月曜休館, weekday: mon}]\n"                          \
	"windows: [{code: usual, name: 受付, opens: {months: 1}, closes: {days: 1}}]\n"       \
	"limits: [{code: once, name: 月1回, count: bookings, per: month, most: 1}]\n"         \
	"allow:\n"                                                                            \
	"  - {code: profit, when: {profit: yes}, refuse: 営利の使用はできません}\n"           \
	"  - {code: five, needs: [{members: {from: 5}}, {city: yes}], when: {room: a}, "       \
	"refuse: 5人以上か市内の団体に限ります}\n"

typedef bool ask_fn(struct facts *f, struct answer *a, struct err *e);

/* The refusals, a line each; "yes" without any, or why it cannot be told; and who decided. */
static void
assert_answer(ask_fn *ask, const char *facts, const char *expected, const char *by)
{
	struct book *b = book_of(HOUSE);
	struct facts f;
	struct answer a;
	struct err e = { 0 };
	AUTO_STR got = STR_INIT;

	facts_init(&f, b, NULL);
	answer_init(&a);
	give_facts(&f, facts);
	if (!ask(&f, &a, &e))
		str_addf(&got, "%s\n", e.msg);
	for (int i = 0; i < a.count && e.code == ERR_NONE; i++)
		if (a.lines[i].kind == LINE_REFUSAL)
			str_addf(&got, "%s\n", a.lines[i].text);
	if (e.code == ERR_NONE)
		assert_int_equal(a.yes, got.len == 0);
	assert_string_equal(got.len > 0 ? str_text(&got) : "yes", expected);
	if (by != NULL)
		assert_string_equal(a.by->code, by);
	answer_done(&a);
	facts_done(&f);
	book_free(b);
}

#define USE "room=a; day=2026-12-01; bands=am"

TEST(every_refusal_is_told_and_the_first_decides)
{
	assert_answer(ask_allowed, USE "; profit=yes; members=4",
		"営利の使用はできません\n5人以上か市内の団体に限ります\n", "profit");
	assert_answer(ask_allowed, USE "; members=4", "5人以上か市内の団体に限ります\n", "five");
}

TEST(one_of_several_needs_is_enough)
{
	assert_answer(ask_allowed, USE "; members=5", "yes", NULL);
	assert_answer(ask_allowed, USE "; members=1; city=yes", "yes", NULL);
}

TEST(fact_that_decides_is_asked_for_and_no_other)
{
	assert_answer(ask_allowed, USE, "Say members (人数).\n", NULL);
	/* In town the number does not matter. */
	assert_answer(ask_allowed, USE "; city=yes", "yes", NULL);
}

TEST(booking_hears_closing_window_and_limit_at_once)
{
	assert_answer(ask_all, USE "; members=5; apply=2026-11-15", "yes", NULL);
	assert_answer(ask_all,
		"room=a; day=2026-12-07; bands=am; members=4; apply=2026-11-08; "
		"other=day=2026-12-01 room=a bands=am",
		"月曜休館\n5人以上か市内の団体に限ります\n"
		"月1回 (2026-12: booking 2 of at most 1)\n",
		"monday");
}

TEST(booking_before_the_window_opens_is_refused)
{
	struct book *b = book_of(HOUSE);
	struct facts f;
	struct answer a;

	facts_init(&f, b, NULL);
	answer_init(&a);
	give_facts(&f, USE "; members=5; apply=2026-10-31");
	assert_true(ask_all(&f, &a, NULL));
	assert_false(a.yes);
	assert_string_equal(a.by->code, "usual");
	assert_int_equal(a.first, date_from_iso("2026-11-01"));
	answer_done(&a);
	facts_done(&f);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_refusal_is_told_and_the_first_decides),
		cmocka_unit_test(one_of_several_needs_is_enough),
		cmocka_unit_test(fact_that_decides_is_asked_for_and_no_other),
		cmocka_unit_test(booking_hears_closing_window_and_limit_at_once),
		cmocka_unit_test(booking_before_the_window_opens_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
