/* test_demo.c - the invented centre: the same every time, sound, and with what real ones hold. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/check/check.h"
#include "desk/demo/demo.h"
#include "desk/setting.h"
#include "desk/today/today.h"
#include "store/audit.h"

static void
fill(struct desk_home *h, int groups, int years, uint64_t seed)
{
	const struct demo_options options = { .groups = groups, .years = years, .seed = seed };

	if (!demo_fill(h->desk, &options, &h->e))
		fail_msg("%s: %s", h->e.field, h->e.msg);
}

static int64_t
count(struct desk_home *h, const char *from)
{
	AUTO_STR sql = STR_INIT;

	str_addf(&sql, "SELECT count(*) FROM %s AND ?1", from);
	return store_get_int(h->desk->store, str_text(&sql), 1, -1);
}

/* Every value of every record of the forms, in one text. */
static char *
everything(struct desk_home *h)
{
	AUTO_STR all = STR_INIT;

	for (int i = 0; i < h->desk->forms->count; i++) {
		const struct form *form = h->desk->forms->forms[i];
		AUTO_STR sql = STR_INIT;
		AUTO_STMT q = STMT_INIT;

		str_addf(&sql, "SELECT id FROM \"%s\" ORDER BY id", form->table);
		assert_true(stmt_open(&q, h->desk->store, str_text(&sql), &h->e));
		while (stmt_row(&q, &h->e)) {
			struct record *r = record_read(h->desk, form, stmt_int(&q, 0), &h->e);
			for (int f = 0; f < form->field_count; f++)
				str_addf(&all, "%s|", r->values[f] ? r->values[f] : "");
			str_add_char(&all, '\n');
			record_free(r);
		}
	}
	return str_take(&all);
}

static char *
everything_of(int groups, int years, uint64_t seed)
{
	void *state;

	desk_home_set_up_empty(&state);
	fill(state, groups, years, seed);
	char *all = everything(state);
	desk_home_tear_down(&state);
	return all;
}

static void
the_same_seed_gives_the_same_centre(void **state)
{
	AUTO_FREE char *one = everything_of(80, 3, 7);
	AUTO_FREE char *two = everything_of(80, 3, 7);
	AUTO_FREE char *other = everything_of(80, 3, 8);

	(void)state;
	assert_string_equal(one, two);
	assert_string_not_equal(one, other);
}

static void
there_is_as_much_as_was_asked_for(void **state)
{
	struct desk_home *h = *state;

	fill(h, 200, 3, 1);
	assert_int_equal(count(h, "civic_group WHERE 1"), 200);
	assert_in_range(count(h, "person WHERE 1"), 270, 330);
	assert_true(count(h, "staff WHERE is_active = 1") >= 5);
	assert_string_equal(staff_name(h->desk), "田中 美咲");
	assert_string_equal(setting_text(h->desk, "centre.name"), "ひばり市市民活動センター");
	assert_string_equal(setting_text(h->desk, "centre.city"), "ひばり市");
	assert_true(h->desk->is_training);
}

static void
all_that_a_clerk_must_deal_with_is_there(void **state)
{
	struct desk_home *h = *state;
	static const char *const found[] = {
		"registration WHERE state = 'received'",
		"registration WHERE state = 'checked'",
		"registration WHERE state = 'approved'",
		"registration WHERE state = 'refused' AND reason <> ''",
		"registration WHERE state = 'lapsed'",
		"registration WHERE fiscal_year = 2024",
		"registration WHERE request = 'renewal'",
		"paper WHERE 1",
		"person WHERE withheld = 1",
		"group_history WHERE field = 'name'",
		"civic_group WHERE kind = 'community' AND liaison_id NOTNULL AND households > 0",
		"civic_group WHERE merged_into IS NOT NULL",
		"civic_group WHERE dissolved_on IS NOT NULL",
		"contact WHERE role = 'booking'",
		"civic_group WHERE name GLOB '*髙*'",
		"civic_group WHERE name GLOB '*﨑*'",
		"civic_group WHERE name GLOB '*𠮷*'",
		"civic_group WHERE name GLOB '*～*'",
		"civic_group WHERE name GLOB '*①*'",
		"person WHERE name GLOB '*髙*' OR name GLOB '*﨑*' OR name GLOB '*𠮷*'",
	};

	fill(h, 200, 3, 1);
	for (size_t i = 0; i < ARRAY_LEN(found); i++)
		if (count(h, found[i]) < 1)
			fail_msg("none: %s", found[i]);
	/* U+FA19, which NFC would turn into another character. */
	assert_true(count(h, "(SELECT name FROM civic_group UNION SELECT name FROM person)"
			     " WHERE instr(name, char(0xFA19))") > 0);
}

static void
every_panel_of_the_register_has_something_but_that_of_old_ledgers(void **state)
{
	struct desk_home *h = *state;
	int panels;
	const struct today_panel *p = today_panels(&panels);

	fill(h, 200, 3, 1);
	for (int i = 0; i < panels; i++)
		if (str_equal(p[i].right, "register.view") && p[i].place == TODAY_AT_HOME &&
		    p[i].count(h->desk) < 3)
			fail_msg("%s: %lld", p[i].name, (long long)p[i].count(h->desk));
}

static void
note(void *ctx, const char *part, const char *finding)
{
	if (finding)
		str_addf(ctx, "%s: %s\n", part, finding);
}

static void
the_demo_is_as_sound_as_a_real_centre(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR found = STR_INIT;

	fill(h, 200, 3, 1);
	if (check_all(h->desk, note, &found) != 0)
		fail_msg("%s", str_text(&found));
}

static void
expect_typeable(struct desk_home *h, const struct record *r, const struct form_field *f)
{
	const char *value = record_get(r, f->name);
	AUTO_STR text = STR_INIT;
	AUTO_FREE char *stored = NULL;

	if (!value || f->type->kind == FIELD_REF)
		return;
	field_edit_text(f, &h->desk->lookup, value, &text);
	if (!field_parse(f, &h->desk->lookup, str_text(&text), &stored, &h->e) ||
	    !str_equal(stored, value))
		fail_msg("%s %lld: %s: %s", r->form->name, (long long)r->id, f->name, value);
}

/* What the demo stores is what a clerk could have typed. */
static void
every_value_passes_the_door_of_its_field(void **state)
{
	struct desk_home *h = *state;
	static const char *const forms[] = { "group", "person", "contact", "registration",
					     "paper" };

	fill(h, 60, 2, 2);
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		const struct form *form = form_find(h->desk->forms, forms[i]);
		struct record *r;
		int64_t id = 1;

		for (; (r = record_read(h->desk, form, id, &h->e)) != NULL; id++) {
			for (int f = 0; f < form->field_count; f++)
				expect_typeable(h, r, &form->fields[f]);
			record_free(r);
		}
		assert_true(id > 20);
	}
}

/* No number that anybody could be called by, no address on any map. */
static void
nobody_real_can_be_reached(void **state)
{
	struct desk_home *h = *state;

	fill(h, 100, 1, 5);
	assert_int_equal(count(h, "person WHERE phone NOT GLOB '0297-0[0-9]-*'"), 0);
	assert_int_equal(count(h, "person WHERE mobile NOT GLOB '090-0*'"), 0);
	assert_int_equal(count(h, "civic_group WHERE phone NOT GLOB '0297-0[0-9]-*'"), 0);
	assert_int_equal(count(h, "person WHERE postal NOT GLOB '000-*'"), 0);
	assert_int_equal(count(h, "civic_group WHERE url NOT LIKE '%example.jp%'"), 0);
	assert_int_equal(count(h, "person WHERE email NOT LIKE '%@example.jp'"), 0);
}

static void
no_day_of_the_story_lies_ahead(void **state)
{
	struct desk_home *h = *state;

	fill(h, 200, 3, 1);
	assert_int_equal(count(h, "registration WHERE received_on > '2026-11-20'"
				  " OR checked_on > '2026-11-20' OR decided_on > '2026-11-20'"),
			 0);
	assert_int_equal(count(h, "registration WHERE checked_on < received_on"
				  " OR decided_on < checked_on"),
			 0);
	assert_int_equal(count(h, "paper WHERE received_on > '2026-11-20'"), 0);
	assert_int_equal(count(h, "closure WHERE kind = 'storm' AND to_day > '2026-11-20'"), 0);
	assert_int_equal(count(h, "contact WHERE term_from > '2026-11-20'"), 0);
	assert_int_equal(count(h, "registration WHERE state IN ('approved', 'refused')"
				  " AND (decided_on IS NULL OR decided_by IS NULL)"),
			 0);
}

static void
a_demo_fits_every_day_of_the_year(void **state)
{
	static const char *const days[] = { "2026-04-01T09:00", "2027-03-31T20:00",
					    "2028-02-29T12:00", "2026-12-31T23:59" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		void *own;
		AUTO_STR found = STR_INIT;

		desk_home_set_up_empty(&own);
		struct desk_home *h = own;
		desk_home_clock(h->desk, days[i]);
		fill(h, 100, 3, 1);
		if (check_all(h->desk, note, &found) != 0)
			fail_msg("%s: %s", days[i], str_text(&found));
		desk_home_tear_down(&own);
	}
}

static void
a_centre_without_groups_opens_too(void **state)
{
	struct desk_home *h = *state;

	fill(h, 0, 3, 1);
	assert_int_equal(count(h, "civic_group WHERE 1"), 0);
	assert_string_equal(staff_name(h->desk), "田中 美咲");
}

static void
a_home_that_is_in_use_is_not_filled(void **state)
{
	struct desk_home *h = *state;
	const struct demo_options options = { .groups = 10, .years = 1, .seed = 1 };

	fill(h, 10, 1, 1);
	assert_false(demo_fill(h->desk, &options, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(count(h, "civic_group WHERE 1"), 10);
}

#define demo_test(name) \
	cmocka_unit_test_setup_teardown(name, desk_home_set_up_empty, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_centre),
		demo_test(there_is_as_much_as_was_asked_for),
		demo_test(all_that_a_clerk_must_deal_with_is_there),
		demo_test(every_panel_of_the_register_has_something_but_that_of_old_ledgers),
		demo_test(the_demo_is_as_sound_as_a_real_centre),
		demo_test(every_value_passes_the_door_of_its_field),
		demo_test(nobody_real_can_be_reached),
		demo_test(no_day_of_the_story_lies_ahead),
		cmocka_unit_test(a_demo_fits_every_day_of_the_year),
		demo_test(a_centre_without_groups_opens_too),
		demo_test(a_home_that_is_in_use_is_not_filled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
