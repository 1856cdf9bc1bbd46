/*
 * test_import_search.c - what an import has saved is found before the search index has it,
 * by whoever may find it; and the index follows, whoever sees to it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "import_trial.h"

#include "command/command.h"
#include "desk/record/record_search.h"
#include "desk/record/undo.h"
#include "store/search.h"

#define ROWS 300 /* enough to be put off */

/* "heading,…\n" and rows made from "ひばり%d号". */
static char *
ledger(const char *headings, const char *more)
{
	AUTO_STR b = STR_INIT;

	str_addf(&b, "%s\n", headings);
	for (int i = 1; i <= ROWS; i++)
		str_addf(&b, "ひばり%d号%s\n", i, more);
	return mem_strdup(str_text(&b));
}

static int
found(struct desk *d, const char *form, const char *typed)
{
	int64_t ids[2 * ROWS];
	struct err e;
	int count = record_search_find(d, the_form(d, form), typed, ids, 2 * ROWS, &e);

	if (count < 0)
		fail_msg("%s", e.msg);
	return count;
}

static void
import_rows(struct desk_home *h, struct trial *t, const char *form, const char *text)
{
	t->o.add_alike = true;
	if (!import_text(h->desk, t, form, text) || t->r.added != ROWS)
		fail_msg("%s%s", t->e.msg, str_text(&t->said));
}

static void
import_groups(struct desk_home *h, struct trial *t)
{
	AUTO_FREE char *text = ledger("団体名,フリガナ", ",トリノカイ");

	import_rows(h, t, "group", text);
}

static void
refuse_finding(void *ctx, const char *finding)
{
	(void)ctx;
	fail_msg("%s", finding);
}

static void
assert_index_is_right(struct desk *d)
{
	struct err e;

	assert_true(search_check(d->store, refuse_finding, NULL, &e));
}

static bool
count_to(void *ctx, int done)
{
	int *left = ctx;

	assert_in_range(done, 0, 1000);
	return (*left)-- > 0;
}

TEST(imported_rows_are_found_before_the_index_has_them)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();

	import_groups(h, &t);
	assert_true(record_search_is_behind(h->desk));
	assert_int_equal(found(h->desk, "group", "ひばり"), ROWS);
	assert_int_equal(found(h->desk, "group", "ひばり277"), 1);
	assert_index_is_right(h->desk);
	assert_true(record_search_catch_up(h->desk, NULL, NULL, &h->e));
	assert_false(record_search_is_behind(h->desk));
	assert_int_equal(found(h->desk, "group", "ひばり"), ROWS);
	assert_index_is_right(h->desk);
}

/* Groups with a representative each, whom nobody knows yet; the last one's as given. */
static void
import_represented(struct desk_home *h, const char *last)
{
	AUTO_STR b = STR_INIT;
	TRIAL t = new_trial();

	str_add(&b, "団体名,フリガナ,代表者\n");
	for (int i = 1; i < ROWS; i++)
		str_addf(&b, "ひばり%d号,トリノカイ,代表%d\n", i, i);
	str_addf(&b, "ひばり%d号,トリノカイ,%s\n", ROWS, last);
	import_rows(h, &t, "group", str_text(&b));
}

TEST(names_that_nobody_has_are_looked_up_and_put_off)
{
	struct desk_home *h = *state;

	import_represented(h, "山田");
	assert_int_equal(search_behind(h->desk->store), 2 * ROWS);
	assert_int_equal(found(h->desk, "person", "代表"), ROWS - 1);
	assert_int_equal(found(h->desk, "group", "代表277"), 1);
	assert_index_is_right(h->desk);
}

TEST(a_person_of_an_earlier_row_is_known_in_other_letters)
{
	struct desk_home *h = *state;

	import_represented(h, "代表　１");
	assert_int_equal(found(h->desk, "person", "代表"), ROWS - 1);
	assert_index_is_right(h->desk);
}

TEST(who_stops_it_leaves_the_rest_to_a_moment_of_rest)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	int left = 0;

	import_groups(h, &t);
	assert_true(record_search_catch_up(h->desk, count_to, &left, &h->e));
	assert_true(record_search_is_behind(h->desk));
	struct desk *other = desk_home_open(h, "sato", false);
	struct tx tx = TX_INIT;

	assert_true(tx_begin(&tx, h->desk->store, &h->e));
	assert_false(desk_rest(other)); /* does not wait for who writes */
	tx_rollback(&tx);
	assert_true(record_search_is_behind(h->desk));
	while (desk_rest(other))
		continue;
	assert_false(record_search_is_behind(h->desk));
	assert_int_equal(found(h->desk, "group", "ひばり"), ROWS);
	assert_index_is_right(h->desk);
	desk_close(other);
}

TEST(an_import_is_taken_back_before_the_index_has_it)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	TRIAL t = new_trial();

	import_groups(h, &t);
	if (!undo_change(h->desk, t.r.change, NULL, &said, &h->e))
		fail_msg("%s", h->e.msg);
	assert_int_equal(found(h->desk, "group", "ひばり"), 0);
	assert_index_is_right(h->desk);
	desk_add(h->desk, "group", "name", "ひばり合唱団", "kana", "ヒバリガッショウダン");
	for (int pass = 0; pass < 2; pass++) {
		assert_int_equal(found(h->desk, "group", "ひばり"), 1);
		assert_index_is_right(h->desk);
		assert_true(record_search_catch_up(h->desk, NULL, NULL, &h->e));
	}
}

TEST(a_change_before_the_index_has_the_record_is_found_by_its_new_words)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();

	import_groups(h, &t);
	desk_set(h->desk, "group", 7, "name", "めじろ会");
	for (int pass = 0; pass < 2; pass++) {
		assert_int_equal(found(h->desk, "group", "ひばり"), ROWS - 1);
		assert_int_equal(found(h->desk, "group", "メジロ"), 1);
		assert_index_is_right(h->desk);
		assert_true(record_search_catch_up(h->desk, NULL, NULL, &h->e));
	}
}

/* How many of the imported persons each kind of clerk finds. */
static void
assert_found_by(struct desk *d, int openly, int with_the_right)
{
	desk_home_allow(d, "register", "reveal", false);
	assert_int_equal(found(d, "person", "ひばり"), openly);
	desk_home_allow(d, "register", "reveal", true);
	assert_int_equal(found(d, "person", "ひばり"), with_the_right);
	assert_index_is_right(d);
}

TEST(withheld_persons_are_found_by_nobody_else_while_they_wait)
{
	struct desk_home *h = *state;
	AUTO_FREE char *text = ledger("氏名,withheld", ",○");
	TRIAL t = new_trial();

	import_rows(h, &t, "person", text);
	assert_true(record_search_is_behind(h->desk));
	assert_found_by(h->desk, 0, ROWS);
	desk_set(h->desk, "person", 7, "withheld", "0");
	assert_found_by(h->desk, 1, ROWS);
	desk_set(h->desk, "person", 7, "withheld", "1");
	assert_found_by(h->desk, 0, ROWS);
	desk_set(h->desk, "person", 8, "withheld", "0");
	assert_true(record_search_catch_up(h->desk, NULL, NULL, &h->e));
	assert_found_by(h->desk, 1, ROWS);
}

/* Nobody may be at a desk for days where all is done by commands. */
TEST(a_command_that_writes_does_a_piece)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	char add[] = "add", group[] = "group", name[] = "name=めじろ会", kana[] = "kana=メジロカイ";
	char *words[] = { add, group, name, kana, NULL };
	struct command_context c = {
		.desk = {
			.home = h->home.path,
			.migrations = embed_migrations,
			.migration_count = embed_migration_count,
			.forms = embed_forms,
			.form_count = embed_form_count,
			.os_user = "tanaka",
			.terminal = "cli",
			.pinned_now = DESK_HOME_NOW,
		},
		.program = "madoguchi",
	};

	import_groups(h, &t);
	int64_t behind = search_behind(h->desk->store);
	desk_close(h->desk);
	assert_int_equal(command_run(&c, 4, words), COMMAND_DONE);
	h->desk = desk_home_open(h, "tanaka", false);
	assert_true(behind > 0 && search_behind(h->desk->store) < behind);
	assert_index_is_right(h->desk);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(imported_rows_are_found_before_the_index_has_them),
		IN_DESK(names_that_nobody_has_are_looked_up_and_put_off),
		IN_DESK(a_person_of_an_earlier_row_is_known_in_other_letters),
		IN_DESK(who_stops_it_leaves_the_rest_to_a_moment_of_rest),
		IN_DESK(an_import_is_taken_back_before_the_index_has_it),
		IN_DESK(a_change_before_the_index_has_the_record_is_found_by_its_new_words),
		IN_DESK(a_command_that_writes_does_a_piece),
		IN_DESK(withheld_persons_are_found_by_nobody_else_while_they_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
