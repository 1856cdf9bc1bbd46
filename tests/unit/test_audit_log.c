/* test_audit_log.c - who saw a record, what a clerk did: questions to the audit. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/audit_log.h"
#include "desk/record/record_check.h"
#include "form/form.h"

static int
ask(struct desk *d, struct arena *a, const struct audit_question *q, struct audit_line **lines)
{
	struct err e;
	int count = audit_log_lines(d, a, q, 0, 100, lines, &e);

	if (count < 0)
		fail_msg("%s", e.msg);
	return count;
}

static void
look_at(struct desk *d, const char *form, int64_t id)
{
	struct err e;
	struct record *r = record_open(d, form_find(d->forms, form), id, "窓口", &e);

	if (!r)
		fail_msg("%s", e.msg);
	record_free(r);
}

static void
who_saw_a_person_is_answered(void **state)
{
	struct desk_home *h = *state;
	int64_t seen = desk_add(h->desk, "person", "name", "佐藤恵子");
	int64_t unseen = desk_add(h->desk, "person", "name", "鈴木一郎");
	const struct form *person = form_find(h->desk->forms, "person");
	struct audit_question q = { .form = person, .record_id = seen, .views = true };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;

	look_at(h->desk, "person", seen);
	assert_int_equal(ask(h->desk, &a, &q, &lines), 1);
	assert_string_equal(lines[0].who, "田中");
	assert_string_equal(lines[0].reason, "窓口");
	assert_string_equal(lines[0].terminal, "pts/3");
	assert_non_null(strstr(lines[0].what, "佐藤恵子"));
	q.record_id = unseen;
	assert_int_equal(ask(h->desk, &a, &q, &lines), 0);
}

static void
changes_and_views_are_told_apart(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", "佐藤恵子");
	struct audit_question q = { .form = form_find(h->desk->forms, "person"), .record_id = id };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;

	look_at(h->desk, "person", id);
	desk_set(h->desk, "person", id, "name", "佐藤けい子");
	assert_int_equal(ask(h->desk, &a, &q, &lines), 3);
	q.changes = true;
	assert_int_equal(ask(h->desk, &a, &q, &lines), 2);
	assert_string_equal(lines[0].action, audit_action_label(AUDIT_CHANGE));
	assert_string_equal(lines[1].action, audit_action_label(AUDIT_ADD));
}

static void
remove_record(struct desk_home *h, const char *form, int64_t id)
{
	AUTO_TX tx = TX_INIT;

	assert_true(tx_begin(&tx, h->desk->store, &h->e));
	if (!record_remove_within(h->desk, &tx, the_form(h->desk, form), id, "誤入力", &h->e))
		fail_msg("%s", h->e.msg);
	assert_true(tx_commit(&tx, &h->e));
}

static void
assert_all_are(struct desk_home *h, const char *form, int64_t id, const char *what)
{
	struct audit_question q = { .form = the_form(h->desk, form), .record_id = id };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;
	int count = ask(h->desk, &a, &q, &lines);

	assert_true(count > 1);
	for (int i = 0; i < count; i++)
		assert_string_equal(lines[i].what, what);
}

static void
a_removed_record_keeps_its_last_name(void **state)
{
	struct desk_home *h = *state;
	int64_t person = desk_add(h->desk, "person", "name", "佐藤恵子");
	int64_t group = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ");
	int64_t contact = desk_add(h->desk, "contact", "group_id", desk_id(group), "person_id",
				   desk_id(person));

	desk_set(h->desk, "person", person, "note", "電話は夕方");
	remove_record(h, "contact", contact);
	remove_record(h, "person", person);
	assert_all_are(h, "person", person, "Person 佐藤恵子");
	assert_all_are(h, "contact", contact, "Contact 佐藤恵子");
}

static void
a_removed_record_that_was_withheld_stays_unnamed(void **state)
{
	struct desk_home *h = *state;
	int64_t person = desk_add(h->desk, "person", "name", "佐藤恵子", "withheld", "1");
	int64_t group = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ");
	int64_t contact = desk_add(h->desk, "contact", "group_id", desk_id(group), "person_id",
				   desk_id(person));
	struct audit_question q = { .form = the_form(h->desk, "person"), .record_id = person };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;

	ask(h->desk, &a, &q, &lines);
	const char *hidden = lines[0].what;
	assert_null(strstr(hidden, "佐藤"));
	remove_record(h, "contact", contact);
	remove_record(h, "person", person);
	assert_all_are(h, "person", person, hidden);
	q = (struct audit_question){ .form = the_form(h->desk, "contact"), .record_id = contact };
	ask(h->desk, &a, &q, &lines);
	assert_null(strstr(lines[0].what, "佐藤"));
}

static void
a_text_means_clerks_records_and_reasons(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", "佐藤恵子", "kana", "サトウケイコ");
	struct audit_question q = { .views = true, .text = "さとう" };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;

	look_at(h->desk, "person", id);
	assert_int_equal(ask(h->desk, &a, &q, &lines), 1);
	q.text = "窓口";
	assert_int_equal(ask(h->desk, &a, &q, &lines), 1);
	q.text = "田中";
	assert_int_equal(ask(h->desk, &a, &q, &lines), 1);
	q.text = "だれもいない";
	assert_int_equal(ask(h->desk, &a, &q, &lines), 0);
}

static void
what_a_clerk_did_leaves_out_the_others(void **state)
{
	struct desk_home *h = *state;
	int64_t other =
		desk_add(h->desk, "staff", "code", "22", "name", "鈴木次郎", "roles", "manager");
	struct audit_question q = { .staff_id = other };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;
	struct err e;

	assert_int_equal(ask(h->desk, &a, &q, &lines), 0);
	assert_true(staff_set_pin(h->desk, other, "314159", &e));
	assert_true(staff_sign_in(h->desk, other, "314159", &e));
	desk_add(h->desk, "person", "name", "佐藤恵子");
	for (int i = 0, n = ask(h->desk, &a, &q, &lines); i < n; i++)
		assert_string_equal(lines[i].who, "鈴木次郎");
	assert_true(ask(h->desk, &a, &q, &lines) >= 2);
}

static void
pages_follow_one_another_in_both_directions(void **state)
{
	struct desk_home *h = *state;
	const struct audit_question all = { .text = NULL };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *first, *second, *back;
	struct err e;

	for (int i = 0; i < 10; i++)
		desk_add(h->desk, "person", "name", "佐藤恵子");
	assert_int_equal(audit_log_lines(h->desk, &a, &all, 0, 4, &first, &e), 4);
	assert_int_equal(audit_log_lines(h->desk, &a, &all, first[3].seq, 4, &second, &e), 4);
	assert_int_equal(second[0].seq, first[3].seq - 1);
	assert_int_equal(audit_log_lines(h->desk, &a, &all, -second[0].seq, 4, &back, &e), 4);
	for (int i = 0; i < 4; i++)
		assert_int_equal(back[i].seq, first[i].seq);
}

static void
reading_the_audit_is_written_down_itself(void **state)
{
	struct desk_home *h = *state;
	const struct audit_question all = { .views = true };
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;
	struct err e;
	int before = ask(h->desk, &a, &all, &lines);

	assert_true(audit_log_open(h->desk, &all, &e));
	assert_int_equal(ask(h->desk, &a, &all, &lines), before + 1);
	assert_string_equal(lines[0].what, "Audit");
}

static void
a_clerk_without_the_right_learns_nothing(void **state)
{
	struct desk_home *h = *state;
	const struct audit_question all = { .text = NULL };
	int64_t clerk =
		desk_add(h->desk, "staff", "code", "22", "name", "鈴木次郎", "roles", "reception");
	AUTO_ARENA a = ARENA_INIT;
	struct audit_line *lines;
	struct err e;

	assert_true(staff_set_pin(h->desk, clerk, "314159", &e));
	assert_true(staff_sign_in(h->desk, clerk, "314159", &e));
	assert_int_equal(audit_log_lines(h->desk, &a, &all, 0, 10, &lines, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_false(audit_log_open(h->desk, &all, &e));
	assert_int_equal(e.code, ERR_REFUSED);
}

#define desk_test(f) cmocka_unit_test_setup_teardown(f, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(who_saw_a_person_is_answered),
		desk_test(changes_and_views_are_told_apart),
		desk_test(a_removed_record_keeps_its_last_name),
		desk_test(a_removed_record_that_was_withheld_stays_unnamed),
		desk_test(a_text_means_clerks_records_and_reasons),
		desk_test(what_a_clerk_did_leaves_out_the_others),
		desk_test(pages_follow_one_another_in_both_directions),
		desk_test(reading_the_audit_is_written_down_itself),
		desk_test(a_clerk_without_the_right_learns_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
