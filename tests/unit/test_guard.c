/*
 * test_guard.c - every guard that the schema names either speaks to the clerk or
 * stands here among those that only a fault or a tamperer can meet.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "desk_home.h"

#include "desk/guard.h"

/* What no form, service or command of ours can write. */
static const char *const unspoken[] = {
	"audit_change_has_begun",
	"audit_detail_digest_is_sha256",
	"audit_detail_is_json",
	"audit_hash_is_sha256",
	"audit_is_never_changed",
	"audit_is_never_removed",
	"audit_only_grows",
	"audit_prev_is_sha256",
	"home_is_one",
	"home_stays",
	"migration_digest_is_sha256",
	"postal_code_is_seven_digits",
	"search_backlog_is_a_range",
	"setting_key_is_a_name",
	"staff_failed_is_a_count",
	"staff_pin_is_hashed",
	"staff_role_is_known",
};

/* Forms ask for what is required, make yes or no of a bool, and say whose a unique value is. */
static const char *const asked_before[] = { "_is_there", "_is_yes_or_no", "_taken" };

static bool
may_be_silent(const char *guard)
{
	for (size_t i = 0; i < ARRAY_LEN(unspoken); i++) {
		if (strcmp(unspoken[i], guard) == 0)
			return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(asked_before); i++) {
		if (str_ends(guard, asked_before[i]))
			return true;
	}
	return str_starts(guard, "code_unknown_"); /* the field's label makes the sentence */
}

/* The name that begins at `p`; the caller frees. */
static char *
name_at(const char *p)
{
	return mem_strndup(p, strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789_"));
}

/* Looks at each name that follows `mark` in the schema; how many there were. */
static int
check_after(const char *sql, const char *mark)
{
	int count = 0;

	for (const char *p = sql; (p = strstr(p, mark)) != NULL; count++) {
		p += strlen(mark);
		AUTO_FREE char *guard = name_at(p);
		if (str_is_empty(guard_sentence(guard)) && !may_be_silent(guard))
			fail_msg("%s has no sentence", guard);
	}
	return count;
}

TEST(every_guard_of_the_schema_has_a_sentence)
{
	int count = 0;

	for (int i = 0; i < embed_migration_count; i++) {
		const char *sql = embed_migrations[i].sql;
		count += check_after(sql, "RAISE(ABORT, '");
		count += check_after(sql, "CONSTRAINT ");
		count += check_after(sql, "CREATE UNIQUE INDEX ");
	}
	assert_true(count > 80);
}

/* Adds a record that a guard must refuse, and reads the field that it names. */
static void
assert_refused_at(struct desk_home *h, const char *form, const char *const *pairs,
		  const char *field)
{
	assert_int_equal(desk_try_add(h->desk, &h->e, form, pairs), 0);
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_string_equal(h->e.field, field);
	assert_null(strstr(h->e.msg, "_"));
}

TEST(what_the_schema_refuses_is_told_at_the_field)
{
	struct desk_home *h = *state;
	const char *group = desk_id(desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ"));
	const char *person = desk_id(desk_add(h->desk, "person", "name", "鈴木 花子"));

	desk_add(h->desk, "contact", "group_id", group, "person_id", person, "role", "treasurer");
	assert_refused_at(h, "contact",
			  (const char *const[]){ "group_id", group, "person_id", person, "role",
						 "treasurer", NULL },
			  "person_id");
	assert_refused_at(h, "contact",
			  (const char *const[]){ "group_id", group, "person_id", person, "role",
						 "member", "term_from", "2026-04-01", "term_until",
						 "2026-03-31", NULL },
			  "term_until");
	assert_refused_at(h, "registration",
			  (const char *const[]){ "group_id", group, "valid_from", "2026-04-01",
						 "valid_until", "2026-03-31", NULL },
			  "valid_until");
	assert_refused_at(
		h, "code",
		(const char *const[]){ "list", "zoo", "code", "lion", "label", "獅子", NULL },
		"list");
}

TEST(a_merged_group_takes_nothing_more)
{
	struct desk_home *h = *state;
	int64_t from = desk_add(h->desk, "group", "name", "ひばり", "kana", "ヒバリ");
	int64_t into = desk_add(h->desk, "group", "name", "つばめ", "kana", "ツバメ");
	const char *person = desk_id(desk_add(h->desk, "person", "name", "鈴木 花子"));
	AUTO_FREE char *sql =
		mem_printf("UPDATE civic_group SET merged_into = %lld WHERE id = %lld",
			   (long long)into, (long long)from);

	desk_home_run(h->desk, sql);
	assert_int_equal(desk_try_add(h->desk, &h->e, "contact",
				      (const char *const[]){ "group_id", desk_id(from), "person_id",
							     person, "role", "member", NULL }),
			 0);
	assert_string_equal(h->e.msg, guard_sentence("group_is_merged"));
	struct record *r = record_read(h->desk, the_form(h->desk, "group"), from, &h->e);
	const struct record_save how = { .reason = NULL };
	record_put(r, "place", "ホール");
	assert_false(record_save(h->desk, r, &how, &h->e));
	assert_string_equal(h->e.msg, guard_sentence("group_is_merged"));
	record_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_guard_of_the_schema_has_a_sentence),
		IN_DESK(what_the_schema_refuses_is_told_at_the_field),
		IN_DESK(a_merged_group_takes_nothing_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
