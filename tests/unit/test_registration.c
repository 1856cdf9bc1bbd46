/* test_registration.c - the steps of a registration, its papers, its period and its end. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/record/undo.h"
#include "desk/register/group.h"
#include "desk/register/period.h"
#include "desk/register/registration.h"
#include "desk/setting.h"
#include "store/audit.h"

static int64_t
add_group(struct desk *d, const char *legal_form)
{
	return desk_add(d, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ",
			"legal_form", legal_form);
}

static int64_t
add_registration(struct desk *d, int64_t group)
{
	return desk_add(d, "registration", "group_id", desk_id(group));
}

static void
add_paper(struct desk *d, int64_t group, int64_t registration, const char *kind)
{
	desk_add(d, "paper", "group_id", desk_id(group), "registration_id", desk_id(registration),
		 "kind", kind);
}

/* All that a new registration must bring. */
static void
add_papers(struct desk *d, int64_t group, int64_t registration)
{
	add_paper(d, group, registration, "application");
	add_paper(d, group, registration, "rules");
	add_paper(d, group, registration, "officers");
}

static const char *
value(struct desk *d, int64_t registration, const char *field)
{
	static char text[8][100];
	static int turn;
	struct err e;
	struct record *r = record_read(d, form_find(d->forms, "registration"), registration, &e);
	char *out = text[turn++ % 8];

	assert_non_null(r);
	snprintf(out, sizeof(text[0]), "%s", record_get(r, field) ? record_get(r, field) : "-");
	record_free(r);
	return out;
}

static void
move(struct desk_home *h, int64_t id, enum registration_state to)
{
	if (!registration_move(h->desk, id, to, "会議で決定", &h->e))
		fail_msg("%s", h->e.msg);
}

/* A registration of a group with all its papers, approved. */
static int64_t
approved(struct desk_home *h, int64_t group)
{
	int64_t id = add_registration(h->desk, group);

	add_papers(h->desk, group, id);
	move(h, id, REGISTRATION_CHECKED);
	move(h, id, REGISTRATION_APPROVED);
	return id;
}

static void
a_request_is_received_today_by_who_sits_there(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_registration(h->desk, add_group(h->desk, NULL));

	assert_string_equal(value(h->desk, id, "state"), "received");
	assert_string_equal(value(h->desk, id, "received_on"), "2026-11-20");
	assert_string_equal(value(h->desk, id, "received_by"), "1");
	assert_string_equal(value(h->desk, id, "valid_from"), "2026-11-20");
	assert_string_equal(value(h->desk, id, "valid_until"), "2027-03-31");
	assert_string_equal(value(h->desk, id, "fiscal_year"), "2026");
	assert_string_equal(value(h->desk, id, "number"), "R8-0001");
}

static void
the_steps_leave_their_days_and_who_decided(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h->desk, NULL);
	int64_t id = add_registration(h->desk, group);

	add_papers(h->desk, group, id);
	move(h, id, REGISTRATION_CHECKED);
	assert_string_equal(value(h->desk, id, "checked_on"), "2026-11-20");
	assert_string_equal(value(h->desk, id, "decided_on"), "-");
	desk_home_clock(h->desk, "2026-11-25T10:00");
	move(h, id, REGISTRATION_APPROVED);
	assert_string_equal(value(h->desk, id, "state"), "approved");
	assert_string_equal(value(h->desk, id, "decided_on"), "2026-11-25");
	assert_string_equal(value(h->desk, id, "decided_by"), "1");
	assert_string_equal(value(h->desk, id, "reason"), "会議で決定");
}

static void
set_state(struct desk_home *h, int64_t id, enum registration_state state)
{
	AUTO_STR sql = STR_INIT;

	str_addf(&sql, "UPDATE registration SET state = '%s' WHERE id = %lld",
		 registration_state_code(state), (long long)id);
	desk_home_break(h, str_text(&sql));
}

/* Which of the 25 steps exist; the order of design: received, checked, approved or refused, lapsed.
 */
static void
only_the_steps_of_the_order_can_be_taken(void **state)
{
	struct desk_home *h = *state;
	static const char *const allowed[REGISTRATION_STATE_COUNT] = {
		[REGISTRATION_RECEIVED] = " checked refused ",
		[REGISTRATION_CHECKED] = " received approved refused ",
		[REGISTRATION_APPROVED] = " lapsed ",
		[REGISTRATION_REFUSED] = " received ",
		[REGISTRATION_LAPSED] = "",
	};
	int64_t id = add_registration(h->desk, add_group(h->desk, NULL));

	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	for (int from = 0; from < REGISTRATION_STATE_COUNT; from++)
		for (int to = 0; to < REGISTRATION_STATE_COUNT; to++) {
			char word[20];

			set_state(h, id, (enum registration_state)from);
			snprintf(word, sizeof(word), " %s ",
				 registration_state_code((enum registration_state)to));
			bool did = registration_move(h->desk, id, (enum registration_state)to, "x",
						     &h->e);
			if (did != (strstr(allowed[from], word) != NULL))
				fail_msg("from %s to%s", registration_state_code(from), word);
			if (!did)
				assert_int_equal(h->e.code, ERR_REFUSED);
		}
}

static void
missing_papers_hold_a_registration_back_and_are_named(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h->desk, NULL);
	int64_t id = add_registration(h->desk, group);

	add_paper(h->desk, group, id, "application");
	assert_false(registration_move(h->desk, id, REGISTRATION_CHECKED, NULL, &h->e));
	assert_non_null(strstr(h->e.msg, "Rules or articles, List of officers"));
	assert_string_equal(value(h->desk, id, "state"), "received");
	add_papers(h->desk, group, id);
	move(h, id, REGISTRATION_CHECKED);
}

static void
a_centre_can_do_without_the_papers(void **state)
{
	struct desk_home *h = *state;
	int64_t id = add_registration(h->desk, add_group(h->desk, NULL));

	assert_true(setting_set(h->desk, "registration.papers_needed", "0", &h->e));
	move(h, id, REGISTRATION_CHECKED);
}

static int
missing(struct desk_home *h, int64_t id)
{
	AUTO_ARENA a = ARENA_INIT;
	const char **words;

	return registration_papers_missing(h->desk, &a, id, &words, &h->e);
}

static void
papers_go_by_the_kind_of_group_and_of_request(void **state)
{
	struct desk_home *h = *state;
	int64_t npo = add_group(h->desk, "npo"), other = add_group(h->desk, "voluntary");
	int64_t renewal =
		desk_add(h->desk, "registration", "group_id", desk_id(npo), "request", "renewal");

	assert_int_equal(missing(h, renewal), 4);
	assert_int_equal(missing(h, add_registration(h->desk, other)), 3);
	desk_add(h->desk, "paper_requirement", "request", "new", "group_kind", "voluntary",
		 "paper_kind", "rules", "is_required", "0");
	desk_add(h->desk, "paper_requirement", "request", "new", "group_kind", "voluntary",
		 "paper_kind", "minutes");
	desk_add(h->desk, "paper_requirement", "request", "new", "group_kind", "company",
		 "paper_kind", "pledge");
	assert_int_equal(missing(h, 2), 3);
	add_paper(h->desk, other, 2, "minutes");
	assert_int_equal(missing(h, 2), 2);
}

static void
a_paper_without_a_registration_counts_from_its_request_on(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h->desk, NULL);
	int64_t id = add_registration(h->desk, group);

	desk_add(h->desk, "paper", "group_id", desk_id(group), "kind", "rules", "received_on",
		 "2025-06-01");
	assert_int_equal(missing(h, id), 3);
	desk_add(h->desk, "paper", "group_id", desk_id(group), "kind", "rules");
	assert_int_equal(missing(h, id), 2);
}

static void
refusing_and_striking_off_need_a_reason(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h->desk, NULL);
	int64_t id = add_registration(h->desk, group);

	assert_false(registration_move(h->desk, id, REGISTRATION_REFUSED, "", &h->e));
	assert_string_equal(h->e.field, "reason");
	move(h, id, REGISTRATION_REFUSED);
	assert_string_equal(value(h->desk, id, "reason"), "会議で決定");
	int64_t next = approved(h, group);
	assert_false(registration_move(h->desk, next, REGISTRATION_LAPSED, NULL, &h->e));
}

static void
deciding_is_the_managers(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "suzuki", false);
	int64_t group = add_group(h->desk, NULL);
	int64_t id = add_registration(h->desk, group);

	desk_add(h->desk, "staff", "code", "s", "name", "鈴木", "os_account", "suzuki");
	add_papers(h->desk, group, id);
	assert_true(staff_sign_in_account(other, &h->e));
	assert_true(registration_move(other, id, REGISTRATION_CHECKED, NULL, &h->e));
	assert_false(registration_move(other, id, REGISTRATION_APPROVED, NULL, &h->e));
	assert_non_null(strstr(h->e.msg, "Manager"));
	assert_false(registration_move(other, id, REGISTRATION_REFUSED, "x", &h->e));
	assert_string_equal(value(h->desk, id, "state"), "checked");
	desk_close(other);
}

static void
who_is_struck_off_ends_on_that_day(void **state)
{
	struct desk_home *h = *state;
	int64_t id = approved(h, add_group(h->desk, NULL));

	desk_home_clock(h->desk, "2027-01-10T10:00");
	move(h, id, REGISTRATION_LAPSED);
	assert_string_equal(value(h->desk, id, "valid_until"), "2027-01-10");
	assert_string_equal(value(h->desk, id, "decided_on"), "2027-01-10");
}

static void
what_is_over_lapses_in_one_change_that_can_be_taken_back(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	int64_t one = approved(h, add_group(h->desk, NULL));
	int64_t two = approved(h, add_group(h->desk, NULL));
	int64_t open = add_registration(h->desk, add_group(h->desk, NULL));

	desk_home_clock(h->desk, "2027-03-31T10:00");
	assert_int_equal(registration_lapse(h->desk, &h->e), 0);
	desk_home_clock(h->desk, "2027-04-01T09:00");
	assert_int_equal(registration_lapse(h->desk, &h->e), 2);
	assert_int_equal(registration_lapse(h->desk, &h->e), 0);
	assert_string_equal(value(h->desk, one, "state"), "lapsed");
	assert_string_equal(value(h->desk, two, "valid_until"), "2027-03-31");
	assert_string_equal(value(h->desk, two, "decided_on"), "2026-11-20");
	assert_string_equal(value(h->desk, open, "state"), "received");
	assert_true(undo_change(h->desk, audit_last_change(h->desk->store), "", &said, &h->e));
	assert_string_equal(value(h->desk, one, "state"), "approved");
	assert_string_equal(value(h->desk, two, "state"), "approved");
}

static void
nothing_lapses_in_the_name_of_who_may_not_write(void **state)
{
	struct desk_home *h = *state;
	struct desk *other = desk_home_open(h, "kansa", false);
	int64_t id = approved(h, add_group(h->desk, NULL));

	desk_add(h->desk, "staff", "code", "k", "name", "監査", "os_account", "kansa", "roles",
		 "auditor");
	assert_true(staff_sign_in_account(other, &h->e));
	desk_home_clock(other, "2027-04-01T09:00");
	assert_int_equal(registration_lapse(other, &h->e), 0);
	assert_string_equal(value(h->desk, id, "state"), "approved");
	desk_close(other);
}

static void
a_step_is_taken_back_with_its_days(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR said = STR_INIT;
	int64_t id = approved(h, add_group(h->desk, NULL));

	assert_true(undo_change(h->desk, audit_last_change(h->desk->store), "", &said, &h->e));
	assert_string_equal(value(h->desk, id, "state"), "checked");
	assert_string_equal(value(h->desk, id, "decided_on"), "-");
	assert_string_equal(value(h->desk, id, "decided_by"), "-");
}

static void
the_end_follows_the_centres_rule(void **state)
{
	struct desk_home *h = *state;
	static const struct {
		const char *rule, *years, *from, *until;
	} cases[] = {
		{ "fiscal_year", "1", "2026-11-20", "2027-03-31" },
		{ "fiscal_year", "3", "2027-03-31", "2027-03-31" },
		{ "fiscal_year", "1", "2027-04-01", "2028-03-31" },
		{ "later_year", "1", "2026-11-20", "2028-03-31" },
		{ "later_year", "2", "2027-03-31", "2029-03-31" },
		{ "years", "1", "2026-11-20", "2027-11-19" },
		{ "years", "3", "2026-04-01", "2029-03-31" },
		{ "years", "2", "2026-03-01", "2028-02-29" },
		{ "years", "1", "2028-02-29", "2029-02-28" },
		{ "years", "4", "2028-02-29", "2032-02-28" },
		{ "years", "99", "2190-01-01", PERIOD_OPEN },
		{ "open", "1", "2026-11-20", PERIOD_OPEN },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char until[DATE_TEXT_SIZE];

		assert_true(setting_set(h->desk, "registration.validity", cases[i].rule, &h->e));
		assert_true(setting_set(h->desk, "registration.years", cases[i].years, &h->e));
		date_to_iso(period_end(h->desk, date_from_iso(cases[i].from)), until);
		if (!str_equal(until, cases[i].until))
			fail_msg("%s %s from %s: %s", cases[i].rule, cases[i].years, cases[i].from,
				 until);
	}
}

static void
a_group_is_not_registered_twice_for_one_day(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h->desk, NULL);
	int64_t id = approved(h, group);
	const char *pairs[] = { "group_id", desk_id(group), "valid_from", "2027-03-31", NULL };

	assert_int_equal(desk_try_add(h->desk, &h->e, "registration", pairs), 0);
	assert_string_equal(h->e.field, "valid_from");
	int64_t next = add_registration(h->desk, group);
	assert_string_equal(value(h->desk, next, "valid_from"), "2027-04-01");
	assert_string_equal(value(h->desk, next, "fiscal_year"), "2027");
	move(h, id, REGISTRATION_LAPSED);
}

static void
a_dissolved_groups_refusal_is_final(void **state)
{
	struct desk_home *h = *state;
	int64_t group = add_group(h->desk, NULL);
	int64_t id = add_registration(h->desk, group);

	move(h, id, REGISTRATION_REFUSED);
	assert_true(group_dissolve(h->desk, group, "2026-11-20", "解散届", &h->e));
	assert_false(registration_move(h->desk, id, REGISTRATION_RECEIVED, "再考", &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
}

#define registration_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		registration_test(a_request_is_received_today_by_who_sits_there),
		registration_test(the_steps_leave_their_days_and_who_decided),
		registration_test(only_the_steps_of_the_order_can_be_taken),
		registration_test(missing_papers_hold_a_registration_back_and_are_named),
		registration_test(a_centre_can_do_without_the_papers),
		registration_test(papers_go_by_the_kind_of_group_and_of_request),
		registration_test(a_paper_without_a_registration_counts_from_its_request_on),
		registration_test(refusing_and_striking_off_need_a_reason),
		registration_test(deciding_is_the_managers),
		registration_test(who_is_struck_off_ends_on_that_day),
		registration_test(what_is_over_lapses_in_one_change_that_can_be_taken_back),
		registration_test(nothing_lapses_in_the_name_of_who_may_not_write),
		registration_test(a_step_is_taken_back_with_its_days),
		registration_test(the_end_follows_the_centres_rule),
		registration_test(a_group_is_not_registered_twice_for_one_day),
		registration_test(a_dissolved_groups_refusal_is_final),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
