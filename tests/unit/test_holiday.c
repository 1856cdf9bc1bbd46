/* test_holiday.c - holidays as they come with the program and as they are published. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/undo.h"
#include "desk/rule/holiday.h"
#include "exchange/import/import.h"

static enum holiday_kind
kind_on(struct desk_home *h, const char *day)
{
	return holiday_of(h->desk, date_from_iso(day));
}

static void
holidays_up_to_2027_are_there(void **state)
{
	struct desk_home *h = *state;
	assert_int_equal(kind_on(h, "2024-01-01"), HOLIDAY_NAMED);
	assert_int_equal(kind_on(h, "2025-05-06"), HOLIDAY_SUBSTITUTE);
	assert_int_equal(kind_on(h, "2026-09-22"), HOLIDAY_BETWEEN);
	assert_int_equal(kind_on(h, "2027-03-22"), HOLIDAY_SUBSTITUTE);
	assert_int_equal(kind_on(h, "2027-11-23"), HOLIDAY_NAMED);
	assert_int_equal(kind_on(h, "2026-11-20"), HOLIDAY_NONE);
	assert_int_equal(
		store_get_int(h->desk->store, "SELECT count(*) FROM holiday WHERE ?1", 1, 0), 75);
}

static void
lacks(void *ctx, int64_t record, const char *name)
{
	(void)record;
	str_addf(ctx, "%s\n", name);
}

static void
import_list(struct desk_home *h, bool remove, struct str *lacking, struct import_result *result)
{
	const char *srcdir = getenv("srcdir");
	AUTO_FREE char *path = mem_printf("%s/tests/data/syukujitsu.csv", srcdir ? srcdir : "..");
	AUTO(import_map_done) struct import_map map = { 0 };
	AUTO_FCLOSE FILE *f = import_open(path, &h->e);
	if (!f)
		fail_msg("%s", h->e.msg);
	struct import_options o = {
		.form = the_form(h->desk, "holiday"),
		.file = f,
		.name = "syukujitsu.csv",
		.map = &map,
		.key = the_form(h->desk, "holiday")->key,
		.remove_lacking = remove,
		.lacking = lacks,
		.ctx = lacking,
	};
	if (!import_headings(&map, o.form, &(struct import_source){ .file = f }, &h->e) ||
	    !import_run(h->desk, &o, result, &h->e))
		fail_msg("%s", h->e.msg);
}

static void
import_published(struct desk_home *h, struct import_result *result)
{
	AUTO_STR lacking = STR_INIT;
	import_list(h, false, &lacking, result);
	assert_string_equal(str_text(&lacking), "");
}

/* A day that was moved by law, and one of a year that the file does not speak of. */
static void
what_the_list_took_back_is_told_and_removed_when_decided(void **state)
{
	struct desk_home *h = *state;
	struct import_result r;
	AUTO_STR lacking = STR_INIT;
	AUTO_STR said = STR_INIT;
	desk_add(h->desk, "holiday", "day", "2026-10-13", "name", "動かされた日");
	desk_add(h->desk, "holiday", "day", "2031-01-01", "name", "元日");
	import_list(h, false, &lacking, &r);
	assert_string_equal(str_text(&lacking), "10/13 Tue 動かされた日\n");
	assert_int_equal(r.lacking, 1);
	assert_int_equal(r.removed, 0);
	assert_int_equal(kind_on(h, "2026-10-13"), HOLIDAY_NAMED);
	import_list(h, true, &lacking, &r);
	assert_int_equal(r.removed, 1);
	assert_int_equal(kind_on(h, "2026-10-13"), HOLIDAY_NONE);
	assert_int_equal(kind_on(h, "2031-01-01"), HOLIDAY_NAMED);
	assert_true(undo_change(h->desk, r.change, NULL, &said, &h->e));
	assert_int_equal(kind_on(h, "2026-10-13"), HOLIDAY_NAMED);
}

static void
the_published_file_is_laid_over_what_is_there(void **state)
{
	struct desk_home *h = *state;
	struct import_result r;
	import_published(h, &r);
	assert_int_equal(r.refused, 0);
	assert_int_equal(r.changed, 0);
	assert_int_equal(r.same, 18 + 17);
	assert_int_equal(r.added, r.rows - r.same);
}

static void
kinds_are_told_apart_as_the_law_has_them(void **state)
{
	struct desk_home *h = *state;
	struct import_result r;
	import_published(h, &r);
	assert_int_equal(kind_on(h, "1988-03-21"), HOLIDAY_SUBSTITUTE);
	assert_int_equal(kind_on(h, "1988-05-04"), HOLIDAY_BETWEEN);
	assert_int_equal(kind_on(h, "1992-05-04"), HOLIDAY_SUBSTITUTE);
	assert_int_equal(kind_on(h, "2019-04-30"), HOLIDAY_BETWEEN);
	assert_int_equal(kind_on(h, "2019-05-01"), HOLIDAY_NAMED);
	assert_int_equal(kind_on(h, "2019-05-02"), HOLIDAY_BETWEEN);
	assert_int_equal(kind_on(h, "2019-05-06"), HOLIDAY_SUBSTITUTE);
	assert_int_equal(kind_on(h, "2019-10-22"), HOLIDAY_NAMED);
}

static void
the_kinds_that_came_with_the_program_are_those_of_the_rule(void **state)
{
	struct desk_home *h = *state;
	struct import_result r;
	AUTO_ARENA a = ARENA_INIT;
	const char *sql = "SELECT group_concat(day || kind) FROM (SELECT day, kind FROM holiday"
			  " WHERE day BETWEEN '2026' AND '2028' AND ?1 ORDER BY day)";
	const char *shipped = desk_query(h->desk, &a, sql, 1);
	desk_home_run(h->desk, "DELETE FROM holiday");
	import_published(h, &r);
	assert_string_equal(desk_query(h->desk, &a, sql, 1), shipped);
}

static void
an_imported_list_is_taken_back(void **state)
{
	struct desk_home *h = *state;
	struct import_result r;
	AUTO_STR said = STR_INIT;
	import_published(h, &r);
	assert_true(undo_change(h->desk, r.change, NULL, &said, &h->e));
	assert_int_equal(kind_on(h, "1988-05-04"), HOLIDAY_NONE);
	assert_int_equal(kind_on(h, "2026-09-22"), HOLIDAY_BETWEEN);
}

static void
a_day_is_a_holiday_once(void **state)
{
	struct desk_home *h = *state;
	const char *const pairs[] = { "day", "2026-11-23", "name", "創立記念日", NULL };
	assert_int_equal(desk_try_add(h->desk, &h->e, "holiday", pairs), 0);
	assert_string_equal(h->e.field, "day");
	desk_add(h->desk, "holiday", "day", "2028-01-01", "name", "元日");
	assert_int_equal(kind_on(h, "2028-01-01"), HOLIDAY_NAMED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(holidays_up_to_2027_are_there),
		IN_DESK(the_published_file_is_laid_over_what_is_there),
		IN_DESK(what_the_list_took_back_is_told_and_removed_when_decided),
		IN_DESK(kinds_are_told_apart_as_the_law_has_them),
		IN_DESK(the_kinds_that_came_with_the_program_are_those_of_the_rule),
		IN_DESK(an_imported_list_is_taken_back),
		IN_DESK(a_day_is_a_holiday_once),
	};
	return cmocka_run_group_tests_name("holiday", tests, NULL, NULL);
}
