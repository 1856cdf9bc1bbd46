/*
 * test_export.c - records as files: what for, for whom, written down before the
 * first byte; whole or not at all; words for codes; the table of replacements.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "booking_home.h"

#include <dirent.h>
#include <signal.h>

#include "desk/export_log.h"
#include "desk/replacement.h"
#include "exchange/export.h"

#define CANARY       "カナリヤ"
#define CANARY_PHONE "090-1357-2468"

static struct record_list *
list_of(struct desk_home *h, const char *form, const char *const *fields)
{
	const struct form *f = the_form(h->desk, form);
	struct record_list *l = record_list_new(h->desk, f, &h->e);
	int indexes[100];
	int count = 0;
	if (!l)
		fail_msg("%s", h->e.msg);
	for (; fields && fields[count]; count++)
		indexes[count] = form_field_index(f, fields[count]);
	for (; !fields && count < f->field_count; count++)
		indexes[count] = count;
	assert_true(record_list_columns(l, indexes, count, &h->e));
	return l;
}

static int
exported(const struct desk_home *h)
{
	DIR *dir = opendir(home_file(&h->home, "exports"));
	int count = 0;
	for (const struct dirent *d; dir && (d = readdir(dir));)
		count += d->d_name[0] != '.' && strcmp(d->d_name, "manifest.tsv") != 0;
	if (dir)
		closedir(dir);
	return count;
}

static void
read_file(const char *path, struct str *b)
{
	char part[4096];
	AUTO_FCLOSE FILE *f = fopen(path, "r");
	assert_non_null(f);
	for (size_t got; (got = fread(part, 1, sizeof(part), f)) > 0;)
		str_add_len(b, part, got);
}

/* Exports the list (and frees it); the file's text in `b`, or false and h->e. */
static bool
export_to(struct desk_home *h, struct record_list *l, struct export_options o, struct str *b)
{
	o.list = l;
	struct export *x = export_new(h->desk, &o, &h->e);
	const char *path = x ? export_run(x, &h->e) : NULL;
	if (path)
		read_file(path, b);
	export_free(x);
	record_list_free(l);
	return path != NULL;
}

static const struct export_options utf8 = { .format = SHEET_CSV_UTF8, .purpose = "市への報告" };

static int64_t
audit_rows(struct desk_home *h)
{
	return store_get_int(h->desk->store,
			     "SELECT count(*) FROM audit WHERE action = 'export' AND ?1 = 0", 0,
			     -1);
}

static void
words_stand_for_codes_and_records(void **state)
{
	struct desk_home *h = *state;
	static const char *const fields[] = { "number",     "name",
					      "kind",       "representative_id",
					      "activity",   "founded_on",
					      "recruiting", "dues_yen",
					      "phone",      NULL };
	AUTO_STR text = STR_INIT;
	int64_t person = desk_add(h->desk, "person", "name", "山田 花子", "kana", "ヤマダ ハナコ");
	desk_add(h->desk, "group", "name", "合唱団ひばり", "kana", "ガッショウダンヒバリ", "kind",
		 "civic", "representative_id", desk_id(person), "activity", "culture,town",
		 "founded_on", "2001-04-01", "recruiting", "1", "dues_yen", "2400", "phone",
		 "03-1234-5678");
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &text));
	assert_string_equal(
		str_text(&text),
		"Number,Name,Kind of party,Representative,Fields of activity,Founded,"
		"Takes new members,Dues in yen,Phone\r\n"
		"G-0001,合唱団ひばり,Civic activity group,山田 花子,\"Learning, culture, "
		"arts, sports, Town planning\",2001-04-01,yes,2400,03-1234-5678\r\n");
}

/* Each name in the column that it comes back by. */
static void
file_of_bookings_says_who_comes(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	static const char *const chosen[] = { "number", "group_id", NULL };
	AUTO_STR own = STR_INIT;
	AUTO_STR as_chosen = STR_INIT;
	int64_t person = desk_add(d, "person", "name", "石井 剛", "kana", "イシイ ツヨシ");
	book(d, "a1", "2026-12-05", "night", "caller", "山田", "heads", "8");
	book(d, "a2", "2026-12-04", "night", "person_id", desk_id(person), "heads", "8");
	struct record_list *l = record_list_new(d, the_form(d, "booking"), &h->e);
	assert_true(export_is_personal(d, l));
	assert_true(export_to(h, l, utf8, &own));
	assert_non_null(strstr(str_text(&own), "State,Group,Person,Not registered,Due\r\n"));
	assert_non_null(strstr(str_text(&own), ",,,山田,"));
	assert_non_null(strstr(str_text(&own), ",,石井 剛,,"));
	assert_true(export_to(h, list_of(h, "booking", chosen), utf8, &as_chosen));
	assert_memory_equal(str_text(&as_chosen), "Number,Group\r\n", 14);
}

static void
list_of_bookings_says_who_comes(void **state)
{
	struct desk_home *h = *state;
	struct desk *d = h->desk;
	AUTO_ARENA a = ARENA_INIT;
	struct record_row rows[4];
	int64_t person = desk_add(d, "person", "name", "石井 剛", "kana", "イシイ ツヨシ");
	int64_t hidden = desk_add(d, "person", "name", CANARY, "kana", CANARY, "withheld", "1");
	book(d, "b", "2026-12-06", "night", "person_id", desk_id(hidden), "heads", "8");
	book(d, "a1", "2026-12-05", "night", "caller", "山田", "heads", "8");
	book(d, "a2", "2026-12-04", "night", "person_id", desk_id(person), "heads", "8");
	struct record_list *l = record_list_new(d, the_form(d, "booking"), &h->e);
	const int *fields;
	int party = record_list_column_fields(l, &fields) - 2;
	assert_string_equal(field_heading(the_form(d, "booking"),
					  &the_form(d, "booking")->fields[fields[party]]), "Party");
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 4, rows, &h->e), 3);
	assert_null(strstr(rows[0].cells[party], CANARY));
	assert_string_equal(rows[1].cells[party], "山田");
	assert_string_equal(rows[2].cells[party], "石井 剛");
	assert_true(record_list_filter(l, "石井", &h->e));
	assert_int_equal(record_list_fetch(l, &a, NULL, false, 4, rows, &h->e), 1);
	record_list_free(l);
}

static void
personal_data_needs_a_purpose(void **state)
{
	struct desk_home *h = *state;
	static const char *const plain[] = { "number", "name", NULL };
	static const char *const named[] = { "name", "representative_id", NULL };
	struct export_options o = utf8;
	AUTO_STR text = STR_INIT;
	o.purpose = " 　";
	assert_false(export_to(h, list_of(h, "group", NULL), o, &text));
	assert_int_equal(h->e.code, ERR_INVALID);
	assert_string_equal(h->e.field, "purpose");
	assert_false(export_to(h, list_of(h, "group", named), o, &text));
	assert_false(export_to(h, list_of(h, "person", plain), o, &text));
	assert_int_equal(exported(h), 0);
	assert_int_equal(audit_rows(h), 0);
	assert_true(export_to(h, list_of(h, "group", plain), o, &text));
	assert_int_equal(exported(h), 1);
}

static void
the_audit_knows_before_and_after(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	struct export_options o = utf8;
	o.list = list_of(h, "group", NULL);
	desk_add(h->desk, "group", "name", "会", "kana", "カイ");
	struct export *x = export_new(h->desk, &o, &h->e);
	assert_int_equal(audit_rows(h), 1);
	assert_int_equal(exported(h), 0);
	const char *path = export_run(x, &h->e);
	assert_non_null(path);
	assert_int_equal(audit_rows(h), 2);
	const char *detail = desk_query(
		h->desk, &a,
		"SELECT detail FROM audit WHERE action = 'export' AND ?1 = 0 ORDER BY seq"
		" DESC",
		0);
	read_file(home_file(&h->home, "exports/manifest.tsv"), &text);
	assert_non_null(strstr(detail, "\"rows\":1"));
	AUTO_FREE char *sha256 = mem_strndup(str_text(&text), 64);
	assert_non_null(strstr(detail, sha256));
	assert_non_null(strstr(str_text(&text), "\t1\t"));
	assert_non_null(strstr(str_text(&text), strrchr(path, '/') + 1));
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT reason FROM audit WHERE action = 'export' AND ?1 = 0", 0),
		"市への報告");
	export_free(x);
	record_list_free(o.list);
}

static void
without_its_audit_there_is_no_file(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR text = STR_INIT;
	struct export_options o = utf8;
	o.list = list_of(h, "group", NULL);
	struct export *x = export_new(h->desk, &o, &h->e);
	assert_non_null(x);
	desk_home_break(h, "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN"
			   " SELECT RAISE(ABORT, 'broken'); END");
	assert_null(export_run(x, &h->e));
	export_free(x);
	record_list_free(o.list);
	assert_false(export_to(h, list_of(h, "group", NULL), utf8, &text));
	assert_int_equal(exported(h), 0);
}

static void
withheld_persons_and_their_values_are_in_no_file(void **state)
{
	struct desk_home *h = *state;
	int64_t id = desk_add(h->desk, "person", "name", CANARY, "kana", CANARY, "phone",
			      CANARY_PHONE, "address", CANARY, "withheld", "1");
	desk_add(h->desk, "group", "name", "会", "kana", "カイ", "representative_id", desk_id(id));
	for (int i = 0; i < h->desk->forms->count; i++) {
		AUTO_STR text = STR_INIT;
		const char *form = h->desk->forms->forms[i]->name;
		if (!export_to(h, list_of(h, form, NULL), utf8, &text))
			fail_msg("%s: %s", form, h->e.msg);
		assert_null(strstr(str_text(&text), CANARY));
		assert_null(strstr(str_text(&text), CANARY_PHONE));
	}
}

static void
without_the_right_private_values_are_masked(void **state)
{
	struct desk_home *h = *state;
	static const char *const fields[] = { "name", "phone", NULL };
	AUTO_STR open = STR_INIT;
	AUTO_STR masked = STR_INIT;
	desk_add(h->desk, "group", "name", "会", "kana", "カイ", "phone", "03-1234-5678");
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &open));
	assert_non_null(strstr(str_text(&open), "03-1234-5678"));
	desk_home_run(h->desk, "UPDATE role_right SET is_allowed = 0 WHERE act = 'export'");
	assert_true(staff_read_rights(h->desk, &h->e));
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &masked));
	assert_null(strstr(str_text(&masked), "1234"));
}

static void
every_type_goes_into_every_format(void **state)
{
	struct desk_home *h = *state;
	int files = 0;
	for (int i = 0; i < h->desk->forms->count; i++) {
		for (int f = 0; f < SHEET_FORMAT_COUNT; f++) {
			struct export_options o = { .format = (enum sheet_format)f,
						    .unmapped = UNMAPPED_REPLACE,
						    .purpose = "試験" };
			const char *form = h->desk->forms->forms[i]->name;
			AUTO_STR text = STR_INIT;
			if (!sheet_format_is_built(o.format))
				continue;
			if (!export_to(h, list_of(h, form, NULL), o, &text))
				fail_msg("%s: %s", form, h->e.msg);
			files++;
		}
	}
	assert_int_equal(exported(h), files);
}

static void
what_shift_jis_lacks_is_refused_or_replaced_by_the_table(void **state)
{
	struct desk_home *h = *state;
	static const char *const fields[] = { "name", NULL };
	struct export_options o = { .format = SHEET_CSV_CP932 };
	AUTO_STR text = STR_INIT;
	int64_t id = desk_add(h->desk, "group", "name", "𠮷野家守の会", "kana", "カイ");
	o.list = list_of(h, "group", fields);
	struct export *x = export_new(h->desk, &o, &h->e);
	assert_null(export_run(x, &h->e));
	assert_int_equal(h->e.code, ERR_REFUSED);
	const struct unmapped *u = export_unmapped(x);
	assert_int_equal(u->count, 1);
	assert_int_equal(u->places[0].record, id);
	assert_string_equal(u->places[0].instead, "吉");
	assert_string_equal(export_column_label(x, u->places[0].column), "Name");
	export_free(x);
	record_list_free(o.list);
	assert_int_equal(exported(h), 0);
	o.unmapped = UNMAPPED_REPLACE;
	assert_true(export_to(h, list_of(h, "group", fields), o, &text));
	assert_string_equal(str_text(&text), "Name\r\n\x8B\x67\x96\xEC\x89\xC6\x8E\xE7\x82\xCC\x89"
					     "\xEF\r\n");
}

static void
a_cancelled_export_leaves_nothing(void **state)
{
	struct desk_home *h = *state;
	struct export_options o = utf8;
	for (int i = 0; i < 5; i++)
		desk_add(h->desk, "group", "name", "会", "kana", "カイ");
	o.list = list_of(h, "group", NULL);
	struct export *x = export_new(h->desk, &o, &h->e);
	assert_true(export_step(x, 3, &h->e));
	assert_int_equal(export_rows(x), 3);
	assert_false(export_is_over(x));
	export_free(x);
	record_list_free(o.list);
	assert_int_equal(exported(h), 0);
	assert_int_not_equal(access(home_file(&h->home, "exports/manifest.tsv"), F_OK), 0);
}

static int
killed_after(struct home *home, int steps)
{
	struct desk_home h = { .home = *home };
	struct export_options o = utf8;
	h.desk = desk_home_open(&h, "tanaka", false);
	if (!staff_sign_in_account(h.desk, &h.e))
		return 1;
	o.list = list_of(&h, "group", NULL);
	struct export *x = export_new(h.desk, &o, &h.e);
	if (!x || !export_step(x, steps, &h.e))
		return 1;
	kill(getpid(), SIGKILL);
	return 1;
}

static void
a_killed_export_leaves_nothing(void **state)
{
	struct desk_home *h = *state;
	for (int i = 0; i < 4; i++)
		desk_add(h->desk, "group", "name", "会", "kana", "カイ");
	desk_close(h->desk);
	for (int steps = 0; steps < 6; steps++) {
		int status = home_wait(home_fork(&h->home, killed_after, steps));
		assert_int_equal(status, 128 + SIGKILL);
		assert_int_equal(exported(h), 0);
	}
	h->desk = desk_home_open(h, "tanaka", false);
	assert_true(audit_rows(h) == 6);
}

static void
two_files_of_one_minute_have_two_names(void **state)
{
	struct desk_home *h = *state;
	AUTO_STR text = STR_INIT;
	static const char *const fields[] = { "name", NULL };
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &text));
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &text));
	assert_int_equal(access(home_file(&h->home, "exports/group-20261120-1432.csv"), F_OK), 0);
	assert_int_equal(access(home_file(&h->home, "exports/group-20261120-1432-2.csv"), F_OK), 0);
}

/* The audit's last row names the file that is there, also when its name was taken. */
static void
the_audit_names_the_file_that_was_written(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	static const char *const fields[] = { "name", NULL };
	static const char sql[] = "SELECT json_extract(detail, '$.file') FROM audit"
				  " WHERE ?1 ORDER BY seq DESC LIMIT 1";
	struct export_options named = utf8;
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &text));
	assert_string_equal(desk_query(h->desk, &a, sql, 1), "group-20261120-1432.csv");
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &text));
	assert_string_equal(desk_query(h->desk, &a, sql, 1), "group-20261120-1432-2.csv");
	named.folder = h->home.path;
	named.name = "for the city.csv";
	assert_true(export_to(h, list_of(h, "group", fields), named, &text));
	assert_string_equal(desk_query(h->desk, &a, sql, 1), "for the city.csv");
	int64_t rows = audit_rows(h);
	assert_false(export_to(h, list_of(h, "group", fields), named, &text));
	assert_int_equal(h->e.code, ERR_REFUSED);
	assert_int_equal(audit_rows(h), rows + 1);
}

static void
the_settings_decide_about_dates_and_zeros(void **state)
{
	struct desk_home *h = *state;
	static const char *const fields[] = { "number", "founded_on", NULL };
	AUTO_STR text = STR_INIT;
	desk_add(h->desk, "group", "name", "会", "kana", "カイ", "number", "0297", "founded_on",
		 "2001-04-01");
	desk_add(h->desk, "setting", "key", "export.excel_dates", "value", "1");
	desk_add(h->desk, "setting", "key", "export.numbers_as_text", "value", "1");
	desk_refresh(h->desk);
	assert_true(export_to(h, list_of(h, "group", fields), utf8, &text));
	assert_string_equal(str_text(&text), "Number,Founded\r\n\"=\"\"0297\"\"\",2001/04/01\r\n");
}

/* Each row of the table that the program brings: lacking here, held there. */
static void
the_table_offers_only_what_shift_jis_holds(void **state)
{
	struct desk_home *h = *state;
	AUTO(auto_free) struct cp932 *t = cp932_new(&h->e);
	AUTO_STMT q = STMT_INIT;
	int rows = 0;
	assert_true(
		stmt_open(&q, h->desk->store, "SELECT character, instead FROM replacement", &h->e));
	for (; stmt_row(&q, &h->e); rows++) {
		const char *lacking = stmt_text(&q, 0);
		const char *instead = stmt_text(&q, 1);
		char out[64];
		size_t used;
		cp932_encode(t, lacking, strlen(lacking), out, &used);
		if (used != 0)
			fail_msg("%s is in CP932", lacking);
		cp932_encode(t, instead, strlen(instead), out, &used);
		if (used != strlen(instead))
			fail_msg("%s for %s is not in CP932", instead, lacking);
	}
	assert_true(rows > 150);
	struct replacements *r = replacements_read(h->desk, &h->e);
	assert_string_equal(replacements_find(r, "𠮷"), "吉");
	assert_string_equal(replacements_find(r, "㉑"), "(21)");
	assert_string_equal(replacements_find(r, "é"), "e");
	assert_null(replacements_find(r, "吉"));
	replacements_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(words_stand_for_codes_and_records),
		IN_BOOKING(file_of_bookings_says_who_comes),
		IN_BOOKING(list_of_bookings_says_who_comes),
		IN_DESK(personal_data_needs_a_purpose),
		IN_DESK(the_audit_knows_before_and_after),
		IN_DESK(without_its_audit_there_is_no_file),
		IN_DESK(withheld_persons_and_their_values_are_in_no_file),
		IN_DESK(without_the_right_private_values_are_masked),
		IN_DESK(every_type_goes_into_every_format),
		IN_DESK(what_shift_jis_lacks_is_refused_or_replaced_by_the_table),
		IN_DESK(a_cancelled_export_leaves_nothing),
		IN_DESK(a_killed_export_leaves_nothing),
		IN_DESK(two_files_of_one_minute_have_two_names),
		IN_DESK(the_audit_names_the_file_that_was_written),
		IN_DESK(the_settings_decide_about_dates_and_zeros),
		IN_DESK(the_table_offers_only_what_shift_jis_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
