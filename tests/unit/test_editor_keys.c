/* test_editor_keys.c - the record editor: moves, choices, candidates, last values. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "editor_form.h"

TEST(enter_goes_on_and_says_when_it_is_at_the_end)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	for (int i = 0; i < COUNT - 1; i++) {
		assert_int_equal(editor_focus(f.editor), i);
		assert_false(editor_at_end(f.editor));
		assert_true(editor_key(f.editor, &(struct key){ K_ENTER, NULL }, &f.err));
	}
	assert_true(editor_at_end(f.editor));
	assert_false(editor_key(f.editor, &(struct key){ K_ENTER, NULL }, &f.err));
	play(&f, "<S-Tab>");
	assert_int_equal(editor_focus(f.editor), LEADER);
	assert_string_equal(str_text(&f.left), ""); /* nothing was changed */
}

TEST(fields_that_may_not_be_edited_are_passed_over)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	f.may_not = NAME;
	play(&f, "<Enter>");
	assert_int_equal(editor_focus(f.editor), KANA);
	play(&f, "<Up>");
	assert_int_equal(editor_focus(f.editor), NUMBER);
	editor_set_focus(f.editor, NAME);
	assert_int_equal(editor_focus(f.editor), NUMBER);
}

TEST(arrows_move_between_fields_and_inside_a_note)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	load_record(&f);
	play(&f, "<Down><Down><Up>");
	assert_int_equal(editor_focus(f.editor), NAME);
	assert_false(editor_key(f.editor, &(struct key){ K_ESC, NULL }, &f.err));
	editor_set_focus(f.editor, NOTE);
	play(&f, "<Up>");
	assert_int_equal(editor_focus(f.editor), NOTE);
	play(&f, "<Up>");
	assert_int_equal(editor_focus(f.editor), LEADER);
	play(&f, "<Down><Down>");
	assert_int_equal(editor_focus(f.editor), NOTE);
	assert_false(editor_key(f.editor, &(struct key){ K_DOWN, NULL }, &f.err));
	play(&f, "<End><C-j>三");
	assert_string_equal(editor_text(f.editor, NOTE), "一行目\n二行目\n三");
}

TEST(date_shows_what_was_understood_and_is_typed_anew)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	load_record(&f);
	editor_set_focus(f.editor, SINCE);
	play(&f, "1");
	assert_string_equal(editor_text(f.editor, SINCE), "1");
	play(&f, "1/2");
	assert_true(canvas_has(&f.canvas, "= "));
	play(&f, "5<Enter>");
	assert_true(canvas_has(&f.canvas, "11/25"));
	assert_false(canvas_has(&f.canvas, "= "));
	assert_string_equal(str_text(&f.left), "since ");
	editor_set_focus(f.editor, FEE);
	play(&f, "<End>00");
	/* After a move it is corrected, not typed anew. */
	assert_string_equal(editor_text(f.editor, FEE), "240000");
	assert_true(canvas_has(&f.canvas, "= 240,000"));
}

TEST(what_is_typed_replaces_the_text_of_a_field_just_entered)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	load_record(&f);
	play(&f, "<Down>新しい名");
	assert_string_equal(editor_text(f.editor, NAME), "新しい名");
	play(&f, "<C-z><C-z><Up><Down><End>会");
	assert_true(str_ends(editor_text(f.editor, NAME), "会"));
	assert_true(str_starts(editor_text(f.editor, NAME), "合唱団ひばり"));
	editor_set_focus(f.editor, NOTE);
	play(&f, "三");
	assert_string_equal(editor_text(f.editor, NOTE), "一行目\n二行目三");
}

TEST(choice_takes_a_digit_a_word_and_arrows)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_put(f.editor, NAME, "x", 1);
	editor_set_focus(f.editor, KIND);
	draw(&f);
	assert_true(canvas_has(&f.canvas, "1 市民活動団体  2 自治会  3 事業者"));
	play(&f, "2");
	assert_value(&f, KIND, "area");
	play(&f, "３");
	assert_value(&f, KIND, "firm");
	play(&f, "<F4>2");
	assert_value(&f, KIND, "area");
	play(&f, "<F4>3");
	assert_value(&f, KIND, "firm");
	play(&f, "<Right>");
	assert_value(&f, KIND, "npo");
	play(&f, "<Left><Left>");
	assert_value(&f, KIND, "area");
	play(&f, "事");
	assert_value(&f, KIND, "firm");
	assert_true(canvas_has(&f.canvas, "= 事業者"));
	play(&f, "<BS>npo");
	assert_value(&f, KIND, "npo");
	assert_non_null(strstr(str_text(&f.draft), "kind=npo"));
}

TEST(yes_and_no_toggle)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_put(f.editor, NAME, "x", 1);
	editor_set_focus(f.editor, OPEN);
	play(&f, " ");
	assert_value(&f, OPEN, "1");
	play(&f, " ");
	assert_value(&f, OPEN, "0");
	play(&f, "1");
	assert_value(&f, OPEN, "1");
	play(&f, "<F4><Down><Enter>");
	assert_value(&f, OPEN, "0");
	assert_int_equal(editor_focus(f.editor), AREAS);
}

TEST(candidates_of_a_choice_are_filtered_by_what_is_typed)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_put(f.editor, NAME, "x", 1);
	editor_set_focus(f.editor, KIND);
	play(&f, "<F4>");
	assert_true(canvas_has(&f.canvas, "Candidates"));
	play(&f, "会");
	assert_true(canvas_has(&f.canvas, "自治会"));
	play(&f, "<Enter>");
	assert_value(&f, KIND, "area");
	assert_int_equal(editor_focus(f.editor), SINCE);
	editor_set_focus(f.editor, KIND);
	play(&f, "<F4><Down><Esc>");
	assert_value(&f, KIND, "area");
	play(&f, "<F4><Down><Enter>");
	assert_value(&f, KIND, "firm"); /* the list began at the word that stood there */
	editor_set_focus(f.editor, FEE);
	play(&f, "<F4>");
	assert_int_equal(f.err.code, ERR_NOT_FOUND);
}

TEST(reference_offers_candidates_while_typing_without_being_in_the_way)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_put(f.editor, NAME, "x", 1);
	editor_set_focus(f.editor, LEADER);
	play(&f, "田");
	assert_true(canvas_has(&f.canvas, "田中太郎"));
	assert_false(canvas_has(&f.canvas, "鈴木一"));
	play(&f, "中花子<Enter>");
	assert_int_equal(editor_focus(f.editor), NOTE);
	assert_value(&f, LEADER, "1");
	play(&f, "<S-Tab>鈴<Down><Enter>");
	assert_value(&f, LEADER, "3");
	assert_string_equal(editor_text(f.editor, LEADER), "鈴木一");
	play(&f, "<S-Tab><C-u>田<Esc>");
	assert_false(canvas_has(&f.canvas, "田中太郎"));
}

TEST(enter_on_a_name_of_several_goes_to_them_and_chooses)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_put(f.editor, NAME, "x", 1);
	editor_set_focus(f.editor, LEADER);
	play(&f, "田中<Enter>");
	assert_int_equal(editor_focus(f.editor), LEADER);
	assert_true(canvas_has(&f.canvas, "田中太郎"));
	play(&f, "<Down><Enter>");
	assert_int_equal(editor_focus(f.editor), NOTE);
	assert_value(&f, LEADER, "2");
	f.may_not = NOTE; /* the last field: Enter is not yet for the whole form */
	editor_set_focus(f.editor, LEADER);
	play(&f, "<C-u>田中");
	assert_false(editor_at_end(f.editor));
}

TEST(enter_takes_a_candidate_also_in_the_last_field)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	f.may_not = NOTE;
	editor_set_focus(f.editor, LEADER);
	assert_true(editor_at_end(f.editor));
	play(&f, "<F4><Down>");
	assert_false(editor_at_end(f.editor));
	play(&f, "<Enter>");
	assert_string_equal(editor_text(f.editor, LEADER), "田中太郎");
	assert_true(editor_at_end(f.editor));
}

TEST(several_codes_are_checked_in_the_order_of_choosing)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	load_record(&f);
	editor_set_focus(f.editor, AREAS);
	play(&f, "<F4>");
	assert_true(canvas_has(&f.canvas, "[ ]  保健"));
	assert_true(canvas_has(&f.canvas, "[1]  音楽"));
	assert_true(canvas_has(&f.canvas, "[2]  子ども"));
	play(&f, " 2");
	assert_value(&f, AREAS, "kids,welfare");
	assert_string_equal(str_text(&f.draft), "areas=子ども、保健@6");
	play(&f, "<Enter>");
	assert_value(&f, AREAS, "kids,welfare");
	assert_true(canvas_has(&f.canvas, "子ども、保健"));
}

TEST(a_check_list_is_narrowed_down_by_what_is_typed)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	load_record(&f);
	editor_set_focus(f.editor, AREAS);
	play(&f, "<F4>ｺドモ<BS><BS><BS>ども");
	assert_true(canvas_has(&f.canvas, "子ども"));
	assert_false(canvas_has(&f.canvas, "保健"));
	play(&f, "<BS><BS>保<Enter>");
	assert_true(canvas_has(&f.canvas, "[3]  保健"));
	assert_true(canvas_has(&f.canvas, "[1]  音楽")); /* the whole list is there again */
	play(&f, "無");
	assert_false(canvas_has(&f.canvas, "保健 "));
	play(&f, "<Enter><Enter>");
	assert_value(&f, AREAS, "music,kids,welfare");
}

TEST(a_condition_takes_what_the_typed_text_leaves)
{
	FIXTURE(f, EDITOR_QUERY, 24, 80);
	editor_set_focus(f.editor, AREAS);
	play(&f, "<F4>");
	assert_true(canvas_has(&f.canvas, "保健"));
	play(&f, "子ドモ");
	assert_false(canvas_has(&f.canvas, "保健"));
	play(&f, "<Enter>");
	assert_string_equal(editor_text(f.editor, AREAS), "子ども");
}

TEST(last_values_are_repeated)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_set_focus(f.editor, NAME);
	play(&f, "<F9>");
	assert_string_equal(editor_text(f.editor, NAME), "合唱団ひばり");
	assert_string_equal(str_text(&f.draft), "name=合唱団ひばり@6");
	play(&f, "<C-z>");
	assert_string_equal(editor_text(f.editor, NAME), "");
	play(&f, "x<S-F9>");
	assert_string_equal(editor_text(f.editor, NAME), "x");
	assert_string_equal(editor_text(f.editor, FEE), "2400");
	play(&f, "<Enter><F9>");
	assert_int_equal(f.err.code, ERR_NOT_FOUND);
}

TEST(random_keys_never_break_the_editor)
{
	static const char *const keys[] = {
		"<Enter>", "<Tab>", "<S-Tab>", "<Up>", "<Down>", "<PgUp>", "<PgDn>", "<F4>", "<F9>",
		"<S-F9>", "<Esc>", "<Left>", "<Right>", "<Home>", "<End>", "<BS>", "<Del>", "<C-z>",
		"<C-k>", "<C-j>", " ", "1", "田", "か", "\u3099", "x", "/", "３",
	};
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	unsigned seed = 17;

	load_record(&f);
	for (int i = 0; i < 4000; i++) {
		if (i % 97 == 0)
			canvas_resize(&f.canvas, 1 + (int)(next_random(&seed) % 40),
				      10 + (int)(next_random(&seed) % 150));
		play(&f, keys[next_random(&seed) % ARRAY_LEN(keys)]);
		assert_true(editor_focus(f.editor) >= 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enter_goes_on_and_says_when_it_is_at_the_end),
		cmocka_unit_test(fields_that_may_not_be_edited_are_passed_over),
		cmocka_unit_test(arrows_move_between_fields_and_inside_a_note),
		cmocka_unit_test(date_shows_what_was_understood_and_is_typed_anew),
		cmocka_unit_test(what_is_typed_replaces_the_text_of_a_field_just_entered),
		cmocka_unit_test(choice_takes_a_digit_a_word_and_arrows),
		cmocka_unit_test(yes_and_no_toggle),
		cmocka_unit_test(a_check_list_is_narrowed_down_by_what_is_typed),
		cmocka_unit_test(a_condition_takes_what_the_typed_text_leaves),
		cmocka_unit_test(candidates_of_a_choice_are_filtered_by_what_is_typed),
		cmocka_unit_test(reference_offers_candidates_while_typing_without_being_in_the_way),
		cmocka_unit_test(enter_on_a_name_of_several_goes_to_them_and_chooses),
		cmocka_unit_test(enter_takes_a_candidate_also_in_the_last_field),
		cmocka_unit_test(several_codes_are_checked_in_the_order_of_choosing),
		cmocka_unit_test(last_values_are_repeated),
		cmocka_unit_test(random_keys_never_break_the_editor),
	};
	return cmocka_run_group_tests(tests, make_form, NULL);
}
