/*
 * test_import.c - a file into the register: what goes in, what is refused and kept
 * for correcting, one change that is taken back whole, and nothing by halves.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "import_trial.h"

#include <signal.h>
#include <sys/resource.h>

#include "desk/record/undo.h"

static int64_t
groups(struct desk *d)
{
	return store_get_int(d->store, "SELECT count(*) FROM civic_group WHERE ?1", 1, -1);
}

static int64_t
persons(struct desk *d)
{
	return store_get_int(d->store, "SELECT count(*) FROM person WHERE ?1", 1, -1);
}

/* The bytes of a file of the home; the caller frees. */
static char *
read_home_file(struct desk_home *h, const char *folder, const char *name)
{
	AUTO_FREE char *path = mem_printf("%s/%s/%s", h->home.path, folder, name);
	AUTO_FCLOSE FILE *f = fopen(path, "rb");
	assert_non_null(f);
	char *bytes = mem_alloc(65536);
	bytes[fread(bytes, 1, 65535, f)] = '\0';
	struct stat st;
	assert_int_equal(fstat(fileno(f), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	return bytes;
}

static const char ledger[] = "団体名,フリガナ,代表者,電話,設立日,会員数,会費\r\n"
			     "合唱団すずめ,ｶﾞﾂｼｮｳﾀﾞﾝ,山田花,03(1234)5678,R7.4.1,２５,○\r\n"
			     "折り紙会,オリガミカイ,佐藤次郎,0297-22-3333,45748,\"1,200\",×\r\n"
			     "だめな会,ダメナカイ,,12,,,\r\n"
			     "読書会,ドクショカイ,山田花,,,,\r\n";

static void
good_rows_go_in_and_bad_ones_are_told(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group", ledger));
	assert_int_equal(t.r.rows, 4);
	assert_int_equal(t.r.added, 3);
	assert_int_equal(t.r.refused, 1);
	assert_string_equal(
		str_text(&t.said),
		"4: Phone: \"12\" is not a telephone number. Type it with its area code, "
		"like 03-1234-5678.\n");
	assert_int_equal(groups(h->desk), 3);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT kana || '|' || phone || '|' || founded_on || '|' ||"
				       " members || '|' || has_dues FROM civic_group"
				       " WHERE name = '合唱団すずめ' AND ?1",
				       1),
			    "ガツショウダン|03-1234-5678|2025-04-01|25|1");
}

static void
a_row_tells_all_its_faults_and_what_is_missing_beside(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"団体名,フリガナ,電話,設立日,統合先\r\n"
				"桜の会,,12,4/1,後の会\r\n,,,,\r\n,,,2025/4/1,\r\n"));
	assert_int_equal(t.r.refused, 2);
	assert_non_null(strstr(str_text(&t.said), "4: Name is needed. Kana is needed.\n"));
	assert_non_null(strstr(str_text(&t.said), "2: Phone: \"12\" is not a telephone number."));
	assert_non_null(strstr(str_text(&t.said), "\"4/1\" is no whole date, or no day"));
	assert_non_null(strstr(str_text(&t.said), "後の会"));
	assert_true(str_ends(str_text(&t.said), "Kana is needed.\n"));
	AUTO_FREE char *bytes = read_home_file(h, "imports", t.r.rejects);
	assert_non_null(strstr(bytes, "is no whole date, or no day"));
	assert_non_null(strstr(bytes, "Kana is needed."));
}

static void
a_person_named_twice_is_one_person(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	int64_t before = persons(h->desk);
	assert_true(import_text(h->desk, &t, "group", ledger));
	assert_int_equal(persons(h->desk), before + 2);
}

static void
an_import_is_one_change_and_taken_back_whole(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	AUTO_STR text = STR_INIT;
	int64_t before = persons(h->desk);
	assert_true(import_text(h->desk, &t, "group", ledger));
	assert_true(t.r.change > 0);
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(DISTINCT change) FROM audit WHERE change >= ?1"
				       " AND action IN ('add', 'change', 'system')",
				       t.r.change, 0),
			 1);
	undo_add_name(h->desk, t.r.change, &text);
	assert_string_equal(str_text(&text), "14:32, the import (Group: 3)");
	str_clear(&text);
	desk_home_clock(h->desk, "2026-11-20T15:01");
	assert_true(undo_change(h->desk, t.r.change, NULL, &text, &t.e));
	assert_string_equal(str_text(&text), "Taken back: the import (Group: 3).");
	assert_int_equal(groups(h->desk), 0);
	assert_int_equal(persons(h->desk), before);
	str_clear(&text);
	undo_add_name(h->desk, desk_last_change(h->desk), &text);
	assert_string_equal(str_text(&text), "14:32, the import (Group: 3)");
	assert_int_equal(
		store_get_int(h->desk->store, "SELECT count(*) FROM contact WHERE ?1", 1, 0), 0);
}

static void
the_audit_names_the_file_and_every_record(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group", ledger));
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT reason || '|' || json_extract(detail, '$.import') || '|' ||"
			   " json_extract(detail, '$.added') || '|' ||"
			   " length(json_extract(detail, '$.sha256')) FROM audit"
			   " WHERE change = ?1 AND action = 'system'",
			   t.r.change),
		"Import of ledger.csv|ledger.csv|3|64");
	assert_int_equal(store_get_int(h->desk->store,
				       "SELECT count(*) FROM audit WHERE change = ?1 AND"
				       " action = 'add' AND object_type = 'civic_group'",
				       t.r.change, 0),
			 3);
}

static void
refused_rows_are_kept_byte_for_byte_in_their_encoding(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	/* 団体名,フリガナ,電話 / 表の会,ヒョウノカイ,"1 (line end) 2" in Shift_JIS */
	static const char text[] = "\x92\x63\x91\xCC\x96\xBC,kana,phone\r\n"
				   "\x95\x5C\x82\xCC\x89\xEF,\xCB\xAE\xB3,\"1\n2\"\n"
				   "x,y\r\n";
	assert_true(import_text(h->desk, &t, "group", text));
	assert_int_equal(t.r.refused, 2);
	assert_string_equal(t.r.rejects, "group-rejects-2026-11-20.csv");
	AUTO_FREE char *bytes = read_home_file(h, "imports", t.r.rejects);
	assert_true(str_starts(bytes, "Why it was not imported,\x92\x63\x91\xCC\x96\xBC,kana,"
				      "phone\r\n"));
	assert_non_null(strstr(bytes, ",\x95\x5C\x82\xCC\x89\xEF,\xCB\xAE\xB3,\"1\n2\"\r\n"));
	assert_true(
		str_ends(bytes, "\"The row has 2 columns, but there are 3 headings.\",x,y\r\n"));
}

static void
the_refused_rows_once_corrected_are_imported_again(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group", "name,kana,phone\nだめな会,ダメナカイ,12\n"));
	AUTO_FREE char *bytes = read_home_file(h, "imports", t.r.rejects);
	char *wrong = strstr(bytes, ",12\r\n");
	assert_non_null(wrong);
	memcpy(wrong, ",0297-12-3456\r\n", sizeof(",0297-12-3456\r\n"));
	assert_true(import_text(h->desk, &t, "group", bytes));
	assert_int_equal(t.r.added, 1);
	assert_int_equal(t.r.refused, 0);
	assert_string_equal(t.r.rejects, "");
}

/* Eighty groups: a number that is taken, no reading, a bad cell, a double. */
static void
write_eighty(struct str *text)
{
	static const char *const kana[] = { "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ" };
	str_add(text, "団体名,フリガナ,団体番号,電話,活動分野\n");
	for (int i = 1; i <= 80; i++) {
		str_addf(text, "第%d会,", i == 70 ? 10 : i);
		if (i != 50)
			str_addf(text, "%s%sカイ", kana[i / 9], kana[i % 9]);
		str_addf(text, ",%s,%s,まちづくり\n", i == 20 || i == 40 ? "X-7" : "",
			 i == 60 ? "12" : "");
	}
}

static void
rows_saved_together_are_refused_alone_and_in_their_order(void **state)
{
	struct desk_home *h = *state;
	struct store *s = h->desk->store;
	AUTO_ARENA a = ARENA_INIT;
	AUTO_STR text = STR_INIT;
	TRIAL t = new_trial();
	write_eighty(&text);
	assert_true(import_text(h->desk, &t, "group", str_text(&text)));
	assert_string_equal(
		str_text(&t.said),
		"41: Number: \"X-7\" is already that of 第20会.\n"
		"51: Kana is needed.\n"
		"61: Phone: \"12\" is not a telephone number. Type it with its area code, "
		"like 03-1234-5678.\n"
		"71?: It may be the same as line 11 (Name).\n");
	assert_int_equal(t.r.added, 76);
	assert_int_equal(groups(h->desk), 76);
	assert_string_equal(desk_query(h->desk, &a,
				       "SELECT group_concat(name, ' ') FROM (SELECT name"
				       " FROM civic_group WHERE ?1 AND number IN"
				       " ('G-0001', 'G-0038', 'G-0075') ORDER BY id)",
				       1),
			    "第1会 第39会 第80会");
	assert_int_equal(store_get_int(s, "SELECT count(*) FROM group_activity WHERE ?1", 1, -1),
			 76);
	assert_int_equal(store_get_int(s,
				       "SELECT count(*) FROM audit AS a JOIN civic_group AS g"
				       " ON g.id = a.object_id AND a.object_type = 'civic_group'"
				       " WHERE a.change = ?1 AND a.action = 'add'"
				       " AND json_extract(a.detail, '$.after.name') = g.name",
				       t.r.change, -1),
			 76);
	AUTO_STR undone = STR_INIT;
	assert_true(undo_change(h->desk, t.r.change, NULL, &undone, &t.e));
	assert_int_equal(groups(h->desk), 0);
}

static void
a_trial_keeps_nothing(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	t.o.dry_run = true;
	int64_t rows = store_get_int(h->desk->store, "SELECT max(seq) FROM audit WHERE ?1", 1, 0);
	int64_t next =
		store_get_int(h->desk->store,
			      "SELECT next FROM number_series WHERE series = 'group' AND ?1", 1, 0);
	assert_true(import_text(h->desk, &t, "group", ledger));
	assert_int_equal(t.r.added, 3);
	assert_int_equal(t.r.refused, 1);
	assert_int_equal(t.r.change, 0);
	assert_string_equal(t.r.rejects, "");
	assert_int_equal(groups(h->desk), 0);
	assert_int_equal(store_get_int(h->desk->store, "SELECT max(seq) FROM audit WHERE ?1", 1, 0),
			 rows);
	assert_int_equal(
		store_get_int(h->desk->store,
			      "SELECT next FROM number_series WHERE series = 'group' AND ?1", 1, 0),
		next);
}

static void
all_or_none_imports_none_when_one_is_refused(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	t.o.all_or_none = true;
	assert_false(import_text(h->desk, &t, "group", ledger));
	assert_string_equal(t.e.msg, "1 row was refused; nothing was imported.");
	assert_int_equal(groups(h->desk), 0);
	assert_string_not_equal(t.r.rejects, "");
}

static void
likely_doubles_wait_for_a_decision(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "ひばり合唱団", "kana", "ヒバリガッショウダン");
	static const char text[] = "name,kana\n"
				   "ひばり合唱団,ヒバリガッショウダン\n"
				   "すずめの会,スズメノカイ\n"
				   "雀の会,すずめのかい\n";
	assert_true(import_text(h->desk, &t, "group", text));
	assert_int_equal(t.r.added, 1);
	assert_int_equal(t.r.alike, 2);
	assert_non_null(strstr(str_text(&t.said), "2?: It may be the same as \"ひばり合唱団\""));
	assert_non_null(strstr(str_text(&t.said), "4?: It may be the same as line 3 (Kana).\n"));
	assert_int_equal(groups(h->desk), 2);
}

static void
rows_of_different_numbers_are_different(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"number,name,kana\n"
				"A-2,ひばり合唱団,ヒバリ\n"
				"A-3,ひばり合唱団,ヒバリ\n"));
	assert_string_equal(str_text(&t.said), "");
	assert_int_equal(groups(h->desk), 2);
}

static void
counted_rows_may_be_the_same_and_a_sum_is_none(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"No,name,kana\n"
				"1,ひばり合唱団,ヒバリ\n"
				"2,ひばり合唱団,ヒバリ\n"
				"計,ダンタイ,ダンタイ\n"));
	assert_int_equal(t.r.alike, 1);
	assert_non_null(strstr(str_text(&t.said), "4: The row is a sum, not a record."));
	assert_int_equal(groups(h->desk), 1);
}

static void
the_numbers_of_a_ledger_are_not_those_of_the_desk(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "ひばり合唱団", "kana", "ヒバリ", "number", "A-1");
	assert_true(import_text(h->desk, &t, "group",
				"number,name,kana\n101,ひばり合唱団,ヒバリ\n"));
	assert_int_equal(t.r.alike, 1);
	assert_int_equal(groups(h->desk), 1);
}

static void
a_missing_number_leaves_the_doubt(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	assert_true(import_text(h->desk, &t, "group",
				"number,name,kana\n"
				"A-2,すずめの会,スズメ\n"
				",すずめの会,スズメ\n"
				"A-3,すずめの会,スズメ\n"));
	assert_string_equal(str_text(&t.said), "3?: It may be the same as line 2 (Name).\n"
					       "4?: It may be the same as line 3 (Name).\n");
	TRIAL later = new_trial();
	assert_true(
		import_text(h->desk, &later, "group", "number,name,kana\n,すずめの会,スズメ\n"));
	assert_int_equal(later.r.alike, 1);
}

static void
a_decision_lets_its_line_in(void **state)
{
	struct desk_home *h = *state;
	static const char text[] = "name,kana\n"
				   "すずめの会,スズメノカイ\n"
				   "雀の会,すずめのかい\n"
				   "寿々女の会,スズメノカイ\n";
	const int64_t decided[] = { 4 };
	TRIAL t = new_trial();
	t.o.decided = decided;
	t.o.decided_count = 1;
	assert_true(import_text(h->desk, &t, "group", text));
	assert_int_equal(t.r.added, 2);
	assert_string_equal(str_text(&t.said), "3?: It may be the same as line 2 (Kana).\n");
	TRIAL all = new_trial();
	all.o.add_alike = true;
	assert_true(import_text(h->desk, &all, "group", text));
	assert_int_equal(all.r.added, 3);
}

static void
rows_with_a_known_key_change_its_record(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	int64_t id = desk_add(h->desk, "group", "name", "旧名の会", "kana", "キュウメイノカイ",
			      "phone", "0297-11-1111", "number", "A-1");
	desk_add(h->desk, "group", "name", "同じ会", "kana", "オナジカイ", "number", "A-2");
	t.o.key = key_of(h->desk, "group", "number");
	assert_true(import_text(h->desk, &t, "group",
				"number,name,kana,phone\n"
				"A-1,新名の会,シンメイノカイ,\n"
				"A-2,同じ会,オナジカイ,\n"
				"A-3,加わる会,クワワルカイ,\n"
				",番号のない会,バンゴウノナイカイ,\n"));
	assert_int_equal(t.r.changed, 1);
	assert_int_equal(t.r.same, 1);
	assert_int_equal(t.r.added, 1);
	assert_string_equal(str_text(&t.said),
			    "5: Number is empty, so that the record to change is "
			    "not known.\n");
	assert_string_equal(
		desk_query(h->desk, &a, "SELECT name || phone FROM civic_group WHERE id = ?1", id),
		"新名の会0297-11-1111");
	TRIAL emptied = new_trial();
	emptied.o.key = t.o.key;
	emptied.o.clears = true;
	assert_true(import_text(h->desk, &emptied, "group", "number,phone\nA-1,\n"));
	assert_null(desk_query(h->desk, &a, "SELECT phone FROM civic_group WHERE id = ?1", id));
}

static void
a_change_without_a_name_is_no_sum(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "ある会", "kana", "アルカイ", "number", "A-1");
	t.o.key = key_of(h->desk, "group", "number");
	assert_true(import_text(h->desk, &t, "group", "number,note\nA-1,計\n"));
	assert_string_equal(str_text(&t.said), "");
	assert_int_equal(t.r.changed, 1);
}

static void
what_no_clerk_may_type_is_changed_by_no_import(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "group", "name", "ある会", "kana", "アルカイ", "number", "A-1");
	t.o.key = key_of(h->desk, "group", "number");
	assert_true(import_text(h->desk, &t, "group", "number,dissolved_on\nA-1,2026/4/1\n"));
	assert_string_equal(str_text(&t.said), "2: Dissolved cannot be changed by an import.\n");
}

static void
a_withheld_person_is_changed_only_by_who_may_see_them(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_add(h->desk, "person", "name", "高橋", "number", "P-9", "withheld", "1");
	desk_home_allow(h->desk, "register", "reveal", false);
	t.o.key = key_of(h->desk, "person", "number");
	assert_true(import_text(h->desk, &t, "person", "number,name\nP-9,別人\n"));
	assert_int_equal(t.r.refused, 1);
	assert_non_null(strstr(str_text(&t.said), "withheld"));
}

static void
who_may_not_add_may_not_import(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	desk_home_allow(h->desk, "register", "add", false);
	assert_false(import_text(h->desk, &t, "group", ledger));
	assert_int_equal(t.e.code, ERR_REFUSED);
	assert_int_equal(groups(h->desk), 0);
}

static void
a_bad_byte_anywhere_stops_the_import_before_it_begins(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	t.o.encoding = ENCODING_UTF8;
	assert_false(import_text(h->desk, &t, "group", "name,kana\n一の会,イチノカイ\n\xFF,x\n"));
	assert_true(str_starts(t.e.msg, "Line 3, column 1: the byte 0xFF"));
	assert_int_equal(groups(h->desk), 0);
	assert_false(import_text(h->desk, &t, "group", ""));
	assert_string_equal(t.e.msg, "The file is empty.");
}

/* More than are saved at once, and behind them some that each bring a person. */
#define PLAIN 4200
#define MANY  (PLAIN + 60)

static char *
many_rows(void)
{
	AUTO_STR text = STR_INIT;
	str_add(&text, "name,kana,代表者\n");
	for (int i = 0; i < MANY; i++) {
		str_addf(&text, "第%dの会,ダイ%dノカイ,", i, i);
		str_addf(&text, i < PLAIN ? "\n" : "代表%d\n", i);
	}
	return str_take(&text);
}

static void
stopping_it_leaves_nothing(void **state)
{
	struct desk_home *h = *state;
	AUTO_FREE char *text = many_rows();
	for (int after = 0; after < 2 * MANY / 64; after += 26) {
		TRIAL t = new_trial();
		t.progress_left = after;
		assert_false(import_text(h->desk, &t, "group", text));
		assert_int_equal(t.e.code, ERR_CANCELLED);
		assert_int_equal(groups(h->desk), 0);
	}
}

/* In a process of its own: a home with a founded centre is there. */
static int
import_many(struct home *home, int limit)
{
	struct desk_home h = { .home = *home };
	AUTO_FREE char *text = many_rows();
	TRIAL t = new_trial();
	signal(SIGXFSZ, SIG_IGN);
	h.desk = desk_home_open(&h, "tanaka", false);
	if (!staff_sign_in_account(h.desk, &t.e))
		return 100;
	const struct rlimit size = { (rlim_t)limit, (rlim_t)limit };
	if (limit > 0)
		setrlimit(RLIMIT_FSIZE, &size);
	bool ok = import_text(h.desk, &t, "group", text);
	return ok ? 0 : t.e.code;
}

static int64_t
groups_after(struct desk_home *h)
{
	h->desk = desk_home_open(h, "tanaka", false);
	struct err e;
	assert_true(staff_sign_in_account(h->desk, &e));
	int64_t count = groups(h->desk);
	desk_close(h->desk);
	h->desk = NULL;
	return count;
}

static void
killed_at_any_moment_it_leaves_all_or_nothing(void **state)
{
	struct desk_home *h = *state;
	int none = 0, whole = 0;
	desk_close(h->desk);
	h->desk = NULL;
	for (int wait = 0; wait < 12 && whole == 0; wait++) {
		pid_t child = home_fork(&h->home, import_many, 0);
		usleep((useconds_t)(wait * wait * 4000));
		kill(child, SIGKILL);
		home_wait(child);
		int64_t count = groups_after(h);
		assert_true(count == 0 || count == MANY);
		none += count == 0;
		whole += count == MANY;
	}
	assert_true(none > 0);
}

static void
a_full_disk_leaves_nothing(void **state)
{
	struct desk_home *h = *state;
	desk_close(h->desk);
	h->desk = NULL;
	struct stat st;
	assert_int_equal(stat(home_file(&h->home, "madoguchi.db"), &st), 0);
	int size = (int)st.st_size;
	for (int room = 0; room < 4; room++) {
		int code =
			home_wait(home_fork(&h->home, import_many, size + 20000 + room * 600000));
		assert_int_equal(code, ERR_FULL);
		assert_int_equal(groups_after(h), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(good_rows_go_in_and_bad_ones_are_told),
		IN_DESK(a_row_tells_all_its_faults_and_what_is_missing_beside),
		IN_DESK(a_person_named_twice_is_one_person),
		IN_DESK(an_import_is_one_change_and_taken_back_whole),
		IN_DESK(the_audit_names_the_file_and_every_record),
		IN_DESK(refused_rows_are_kept_byte_for_byte_in_their_encoding),
		IN_DESK(the_refused_rows_once_corrected_are_imported_again),
		IN_DESK(rows_saved_together_are_refused_alone_and_in_their_order),
		IN_DESK(a_trial_keeps_nothing),
		IN_DESK(all_or_none_imports_none_when_one_is_refused),
		IN_DESK(likely_doubles_wait_for_a_decision),
		IN_DESK(rows_of_different_numbers_are_different),
		IN_DESK(counted_rows_may_be_the_same_and_a_sum_is_none),
		IN_DESK(the_numbers_of_a_ledger_are_not_those_of_the_desk),
		IN_DESK(a_missing_number_leaves_the_doubt),
		IN_DESK(a_decision_lets_its_line_in),
		IN_DESK(rows_with_a_known_key_change_its_record),
		IN_DESK(a_change_without_a_name_is_no_sum),
		IN_DESK(what_no_clerk_may_type_is_changed_by_no_import),
		IN_DESK(a_withheld_person_is_changed_only_by_who_may_see_them),
		IN_DESK(who_may_not_add_may_not_import),
		IN_DESK(a_bad_byte_anywhere_stops_the_import_before_it_begins),
		IN_DESK(stopping_it_leaves_nothing),
		IN_DESK(killed_at_any_moment_it_leaves_all_or_nothing),
		IN_DESK(a_full_disk_leaves_nothing),
	};
	return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
