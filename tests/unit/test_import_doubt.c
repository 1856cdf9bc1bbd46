/*
 * test_import_doubt.c - what old ledgers leave open and a person decides: readings that
 * are typed later, and signs for the cell above.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "import_trial.h"
#include "panels.h"

#include "exchange/import/import_doubt.h"

enum { READS_LATER = 1, FILLS_SIGNS = 2 };

static struct import_doubt
doubt_of(struct trial *t, struct desk *d, const struct import_map *m)
{
	struct import_doubt doubt;
	if (!import_doubt_find(d, m, &t->o.key, &(struct import_source){ .file = t->o.file },
			       &doubt, &t->e))
		fail_msg("%s", t->e.msg);
	return doubt;
}

/* Imports the text with what was decided; what it left open before. */
static struct import_doubt
decide(struct desk *d, struct trial *t, const char *text, int decided)
{
	AUTO(import_map_done) struct import_map m = { 0 };
	AUTO_FCLOSE FILE *f = file_of(text);
	str_clear(&t->said);
	t->o = (struct import_options){
		.form = the_form(d, "group"),
		.file = f,
		.name = "ledger.csv",
		.map = &m,
		.add_alike = true,
		.rejected = said,
		.ctx = t,
	};
	assert_true(import_headings(&m, t->o.form, &(struct import_source){ .file = f }, &t->e));
	m.reads_later = (decided & READS_LATER) != 0;
	m.fills_signs = (decided & FILLS_SIGNS) != 0;
	struct import_doubt doubt = doubt_of(t, d, &m);
	err_clear(&t->e);
	import_run(d, &t->o, &t->r, &t->e);
	return doubt;
}

static const char *
groups(struct desk *d, struct arena *a)
{
	return desk_query(d, a,
			  "SELECT group_concat(name || '=' || kana, ' ')"
			  " FROM (SELECT * FROM civic_group ORDER BY id) WHERE ?1",
			  1);
}

static const char unread[] = "団体名,電話\n桜の会,0297-11-1111\nひばり,\nABC,\n";

static void
names_stand_for_readings_only_when_that_was_decided(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	assert_int_equal(decide(h->desk, &t, unread, 0).unread, 2);
	assert_non_null(strstr(t.e.msg, "No column goes to Kana"));
	assert_int_equal(t.r.added, 0);
	decide(h->desk, &t, unread, READS_LATER);
	assert_int_equal(t.r.added, 3);
	assert_string_equal(groups(h->desk, &a), "桜の会=桜の会 ひばり=ヒバリ ABC=ABC");
	assert_int_equal(just_count(h, "unread"), 2);
}

static void
rows_without_a_reading_among_others_are_asked_about_too(void **state)
{
	static const char text[] = "団体名,フリガナ\n桜の会,サクラノカイ\n梅の会,\n菊の会,菊の会\n"
				   "※ 3月末現在,\n以上,\n";
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	assert_int_equal(decide(h->desk, &t, text, 0).unread, 2);
	assert_string_equal(str_text(&t.said),
			    "3: Kana is needed.\n"
			    "4: Kana: \"菊の会\" is not a reading. Type it in kana.\n"
			    "5: The row is a note (※ 3月末現在), not a record.\n"
			    "6: The row is a note (以上), not a record.\n");
	decide(h->desk, &t, text, READS_LATER);
	assert_string_equal(groups(h->desk, &a), "桜の会=サクラノカイ 桜の会=サクラノカイ"
						 " 梅の会=梅の会 菊の会=菊の会");
}

static const char signs[] = "団体名,フリガナ,代表者,電話,備考\n"
			    "一の会,イチノカイ,山田花子,12,月1回\n"
			    "二の会,ニノカイ,〃,0297-11-2222,\n"
			    "\n"
			    "三の会,サンノカイ,同　上, 〃 ,〃\n"
			    "四の会,シノカイ,〃,〃,週1回\n"
			    "五の会,ゴノカイ,,〃,々\n"
			    "六の会,ロクノカイ,〃,,\n";

static void
signs_for_the_cell_above_are_refused_unless_decided(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	struct import_doubt doubt = decide(h->desk, &t, signs, 0);
	assert_int_equal(doubt.signs, 5);
	assert_int_equal(doubt.signs_line, 3);
	assert_int_equal(t.r.added, 0);
	assert_non_null(strstr(str_text(&t.said), "5: Representative: \"同　上\" stands for"));
}

/* Also below a refused row; an empty cell above says nothing. */
static void
signs_say_what_the_cell_above_says_once_decided(void **state)
{
	struct desk_home *h = *state;
	AUTO_ARENA a = ARENA_INIT;
	TRIAL t = new_trial();
	decide(h->desk, &t, signs, FILLS_SIGNS);
	assert_string_equal(
		desk_query(h->desk, &a,
			   "SELECT group_concat(g.name || '=' || coalesce(p.name, '') ||"
			   " '/' || coalesce(g.phone, '') || '/' ||"
			   " coalesce(g.note, ''), ' ')"
			   " FROM (SELECT * FROM civic_group ORDER BY id) AS g"
			   " LEFT JOIN person AS p ON p.id = g.representative_id WHERE ?1",
			   1),
		"二の会=山田花子/0297-11-2222/ 四の会=山田花子/0297-11-2222/週1回"
		" 五の会=/0297-11-2222/週1回");
	assert_non_null(strstr(str_text(&t.said), "5: Note: \"〃\" stands for the cell above."));
	assert_non_null(
		strstr(str_text(&t.said), "8: Representative: \"〃\" stands for the cell above."));
}

static void
no_sign_says_what_a_sum_above_says(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	decide(h->desk, &t,
	       "団体名,フリガナ,備考\n一の会,イチノカイ,週1回\n計,,1団体\n二の会,ニノカイ,〃\n",
	       FILLS_SIGNS);
	assert_int_equal(t.r.added, 1);
	assert_non_null(strstr(str_text(&t.said), "4: Note: \"〃\" stands for the cell above."));
}

/* There another row may stand above it. */
static void
signs_are_written_out_in_the_file_of_refused_rows(void **state)
{
	struct desk_home *h = *state;
	TRIAL t = new_trial();
	decide(h->desk, &t,
	       "団体名,フリガナ,代表者,電話\n一の会,イチ,\"山田, "
	       "花\",0297-11-1111\n二の会,二,〃,〃\n",
	       FILLS_SIGNS);
	AUTO_FREE char *path = mem_printf("%s/imports/%s", h->home.path, t.r.rejects);
	AUTO_FCLOSE FILE *f = fopen(path, "rb");
	assert_non_null(f);
	char bytes[4096];
	bytes[fread(bytes, 1, sizeof(bytes) - 1, f)] = '\0';
	assert_non_null(strstr(bytes, ",一の会,イチ,\"山田, 花\",0297-11-1111\r\n"));
	assert_non_null(strstr(bytes, ",二の会,二,\"山田, 花\",0297-11-1111\r\n"));
}

#define IN_DESK(name) cmocka_unit_test_setup_teardown(name, desk_home_set_up, desk_home_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DESK(names_stand_for_readings_only_when_that_was_decided),
		IN_DESK(rows_without_a_reading_among_others_are_asked_about_too),
		IN_DESK(signs_for_the_cell_above_are_refused_unless_decided),
		IN_DESK(signs_say_what_the_cell_above_says_once_decided),
		IN_DESK(no_sign_says_what_a_sum_above_says),
		IN_DESK(signs_are_written_out_in_the_file_of_refused_rows),
	};
	return cmocka_run_group_tests_name("import_doubt", tests, NULL, NULL);
}
