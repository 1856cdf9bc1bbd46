/* test_rule_holiday_read.c - the list of holidays that needs no database. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "rule/holiday_read.h"

static void
the_list_is_that_of_a_new_database(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("holidays.yaml");
	int count;
	struct rule_day *days = holidays_read(&a, embed_holidays, embed_holidays_len, &count, &f);
	assert_non_null(days);
	AUTO_STMT q = STMT_INIT;
	assert_true(stmt_open(&q, h->desk->store,
			      "SELECT day, name, kind FROM holiday ORDER BY day", &h->e));
	int row = 0;
	for (; stmt_row(&q, NULL); row++) {
		char iso[DATE_TEXT_SIZE];
		assert_true(row < count);
		date_to_iso(days[row].day, iso);
		assert_string_equal(iso, stmt_text(&q, 0));
		assert_string_equal(days[row].name, stmt_text(&q, 1));
		assert_string_equal(rule_holiday_code(days[row].kind), stmt_text(&q, 2));
	}
	assert_int_equal(row, count);
	faults_done(&f);
}

static void
assert_faults(const char *text, const char *expected)
{
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR said = STR_INIT;
	struct faults f = FAULTS_INIT("h.yaml");
	int count;
	assert_null(holidays_read(&a, text, strlen(text), &count, &f));
	faults_write(&f, &said);
	assert_string_equal(str_text(&said), expected);
	faults_done(&f);
}

TEST(every_fault_is_named_at_its_place)
{
	assert_faults("- {day: 2026-02-29, name: a}\n- {day: 2026-01-01, kind: x, nmae: b}\n- c\n",
		      "h.yaml:1:3: A holiday needs its day, as in 2026-01-01.\n"
		      "h.yaml:2:3: A holiday needs its name.\n"
		      "h.yaml:2:3: A holiday's kind is named, substitute, between or local.\n"
		      "h.yaml:2:30: A holiday has day, name and kind, no \"nmae\".\n"
		      "h.yaml:3:3: A holiday is written {day: 2026-01-01, name: New Year's"
		      " Day}.\n");
	assert_faults("- {day: 2026-01-01, name: a}\n- {day: 2026-01-01, name: b}\n",
		      "h.yaml:1:1: 2026-01-01 stands in the list twice.\n");
	assert_faults("day: 2026-01-01\n", "h.yaml:1:1: The file is a list of holidays.\n");
}

TEST(the_list_is_sorted_and_a_kind_left_out_is_named)
{
	AUTO_ARENA a = ARENA_INIT;
	struct faults f = FAULTS_INIT("h.yaml");
	int count;
	const char *text = "- {day: 2026-05-06, name: b, kind: substitute}\n"
			   "- {day: 2026-05-05, name: a}\n";
	struct rule_day *days = holidays_read(&a, text, strlen(text), &count, &f);
	assert_int_equal(count, 2);
	assert_string_equal(days[0].name, "a");
	assert_int_equal(days[0].kind, RULE_HOLIDAY_NAMED);
	assert_int_equal(days[1].kind, RULE_HOLIDAY_SUBSTITUTE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(the_list_is_that_of_a_new_database),
		cmocka_unit_test(every_fault_is_named_at_its_place),
		cmocka_unit_test(the_list_is_sorted_and_a_kind_left_out_is_named),
	};
	return cmocka_run_group_tests_name("rule_holiday_read", tests, NULL, NULL);
}
