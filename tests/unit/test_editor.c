/* test_editor.c - the record editor: texts, values, errors, drafts, layout. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "editor_form.h"

TEST(record_is_shown_in_words)
{
	FIXTURE(f, EDITOR_SHOW, 24, 80);
	load_record(&f);
	draw(&f);
	assert_true(canvas_has(&f.canvas, "基本"));
	assert_true(canvas_has(&f.canvas, "市民活動団体"));
	assert_true(canvas_has(&f.canvas, "音楽、子ども"));
	assert_true(canvas_has(&f.canvas, "田中花子"));
	assert_true(canvas_has(&f.canvas, "2,400"));
	assert_true(canvas_has(&f.canvas, "2019"));
	assert_true(canvas_has(&f.canvas, "二行目"));
	assert_false(canvas_has(&f.canvas, "*"));
	assert_false(editor_key(f.editor, &(struct key){ K_TEXT, "x" }, &f.err));
	assert_false(editor_key(f.editor, &(struct key){ K_F4, NULL }, &f.err));
	assert_string_equal(editor_text(f.editor, NAME), "合唱団ひばり");
}

TEST(labels_stand_in_a_column_and_required_is_marked)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	draw(&f);
	assert_row(&f.canvas, 1, "登録番号 *");
	assert_row(&f.canvas, 2, "名称 *");
	assert_false(canvas_has(&f.canvas, "会費 *"));
	assert_true(canvas_has(&f.canvas, "* required"));
	assert_int_equal(f.canvas.cells[1 * 80 + 11].style, STYLE_FOCUS);
	assert_int_equal(f.canvas.cells[2 * 80 + 10].style, STYLE_NORMAL);
	assert_int_equal(f.canvas.cells[2 * 80 + 11].style, STYLE_FIELD);
	assert_true(canvas_has(&f.canvas, "説明文です。"));
}

TEST(draft_is_told_before_the_character_is_drawn)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	play(&f, "<Enter>窓口メモ");
	assert_string_equal(str_text(&f.draft), "name=窓口メモ@4");
	assert_false(f.was_drawn_before_draft);
	play(&f, "<Left>");
	play(&f, "<BS>");
	assert_string_equal(str_text(&f.draft), "name=窓口モ@2");
	struct key paste = { K_PASTE, "絵" };

	play_one(&f, &paste);
	assert_string_equal(str_text(&f.draft), "name=窓口絵モ@3");
}

TEST(failing_draft_is_said_and_keeps_the_text)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	f.draft_fails = true;
	play(&f, "a");
	assert_int_equal(f.err.code, ERR_FULL);
	assert_string_equal(editor_text(f.editor, NUMBER), "a");
	assert_true(canvas_has(&f.canvas, "The disk is full."));
}

TEST(wrong_text_is_said_below_its_field_and_may_wait)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_set_focus(f.editor, SINCE);
	play(&f, "13/45<Enter>");
	assert_int_equal(editor_focus(f.editor), FEE);
	assert_true(canvas_has(&f.canvas, "13/45"));
	assert_true(canvas_has(&f.canvas, "設立日"));
	for (int row = 0; row < 24; row++)
		if (f.canvas.cells[row * 80 + 12].style == STYLE_ERROR)
			return;
	fail_msg("no error is shown");
}

TEST(values_come_with_all_errors_and_the_cursor_on_the_first)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	char *stored[COUNT] = { NULL };

	editor_put(f.editor, SINCE, "never", 0);
	assert_false(editor_values(f.editor, stored, &f.err));
	assert_string_equal(f.err.field, "name"); /* the number is filled by its series */
	assert_int_equal(editor_focus(f.editor), NAME);
	for (int i = 0; i < COUNT; i++)
		assert_null(stored[i]);
	draw(&f);
	assert_true(canvas_has(&f.canvas, "名称 is required."));
	assert_true(canvas_has(&f.canvas, "\"never\""));
	play(&f, "ひばり");
	assert_false(canvas_has(&f.canvas, "is required"));
}

TEST(what_a_check_fills_may_be_left_empty)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	char *stored[COUNT] = { NULL };

	editor_put(f.editor, NAME, "ひばり", 0);
	assert_true(editor_values(f.editor, stored, &f.err));
	assert_null(stored[FEE]);
	for (int i = 0; i < COUNT; i++)
		free(stored[i]);
}

TEST(only_changed_fields_are_parsed_again)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	load_record(&f);
	assert_false(editor_is_changed(f.editor, NAME));
	play(&f, "<Down><End>x");
	assert_true(editor_is_changed(f.editor, NAME));
	assert_value(&f, NAME, "合唱団ひばりx");
	assert_value(&f, SINCE, "2019-05-01");
	play(&f, "<BS>");
	assert_false(editor_is_changed(f.editor, NAME));
}

TEST(error_of_the_desk_goes_to_its_field)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	struct err e = { .code = ERR_REFUSED,
			 .field = "leader",
			 .msg = "この人は退任しています。" };

	editor_set_error(f.editor, &e);
	assert_int_equal(editor_focus(f.editor), LEADER);
	draw(&f);
	assert_true(canvas_has(&f.canvas, "この人は退任しています。"));
	struct err other = { .code = ERR_REFUSED, .field = "", .msg = "x" };

	editor_set_error(f.editor, &other);
	assert_int_equal(editor_focus(f.editor), LEADER);
}

TEST(draft_is_put_back_with_its_caret)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_put(f.editor, NAME, "合唱団", 1);
	editor_set_focus(f.editor, NAME);
	assert_true(editor_is_changed(f.editor, NAME));
	assert_string_equal(editor_text(f.editor, NAME), "合唱団");
	assert_string_equal(str_text(&f.draft), "");
}

TEST(conditions_are_kept_as_typed)
{
	FIXTURE(f, EDITOR_QUERY, 24, 80);
	editor_set_focus(f.editor, SINCE);
	play(&f, ">=2019<Enter>");
	assert_string_equal(editor_text(f.editor, SINCE), ">=2019");
	assert_false(canvas_has(&f.canvas, "* required"));
	assert_true(canvas_has(&f.canvas, ">=2019"));
	editor_set_focus(f.editor, KIND);
	play(&f, "<F4><Down><Enter>");
	assert_string_equal(editor_text(f.editor, KIND), "自治会");
	editor_set_focus(f.editor, AREAS);
	play(&f, "<F4><Enter>");
	assert_string_equal(editor_text(f.editor, AREAS), "保健");
}

TEST(wide_terminal_has_two_columns_of_fields)
{
	FIXTURE(f, EDITOR_EDIT, 40, 140);
	load_record(&f);
	draw(&f);
	AUTO_STR row = STR_INIT;

	row_text(&f.canvas, 1, &row);
	assert_non_null(strstr(str_text(&row), "登録番号"));
	assert_non_null(strstr(str_text(&row), "名称"));
	editor_set_focus(f.editor, NAME);
	play(&f, "<Down>");
	assert_int_equal(editor_focus(f.editor), KIND); /* the one below, not the next */
}

TEST(focus_shows_at_every_size)
{
	static const struct {
		int rows, cols;
	} sizes[] = { { 24, 80 }, { 40, 140 }, { 2, 20 }, { 5, 20 },
		      { 3, 40 },  { 1, 20 },   { 8, 119 } };

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		FIXTURE(f, EDITOR_EDIT, sizes[i].rows, sizes[i].cols);
		load_record(&f);
		for (int n = 0; n < COUNT; n++) {
			draw(&f);
			assert_int_equal(editor_focus(f.editor), n);
			int at = f.canvas.cursor_row * sizes[i].cols + f.canvas.cursor_col;

			assert_int_equal(f.canvas.cells[at].style, STYLE_FOCUS);
			play(&f, n == LEADER ? "<F4><Esc><Tab>" : "<Tab>");
		}
	}
}

TEST(resize_in_the_middle_keeps_everything)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	play(&f, "<Enter>市民活動");
	canvas_resize(&f.canvas, 5, 20);
	play(&f, "支援");
	assert_string_equal(editor_text(f.editor, NAME), "市民活動支援");
	canvas_resize(&f.canvas, 40, 140);
	play(&f, "センター");
	assert_string_equal(editor_text(f.editor, NAME), "市民活動支援センター");
	assert_true(canvas_has(&f.canvas, "市民活動支援センター"));
}

TEST(hints_stand_under_the_form)
{
	FIXTURE(f, EDITOR_EDIT, 24, 80);
	editor_set_hint(f.editor, "似た団体: 合唱団ひばり\n似た団体: コーラスひばり");
	draw(&f);
	assert_row(&f.canvas, 20, "似た団体: 合唱団ひばり");
	assert_row(&f.canvas, 21, "似た団体: コーラスひばり");
	editor_set_hint(f.editor, NULL);
	draw(&f);
	assert_false(canvas_has(&f.canvas, "似た団体"));
	assert_true(editor_height(f.editor, 80) >= COUNT + 2);
}

TEST(harmful_stored_text_is_harmless_on_screen)
{
	const char *stored[COUNT] = { [NAME] = "a\033]0;x\007\u202eb", [NOTE] = "x\033[2J\ny" };
	FIXTURE(f, EDITOR_SHOW, 24, 80);

	editor_load(f.editor, stored);
	draw(&f);
	editor_set_mode(f.editor, EDITOR_EDIT);
	play(&f, "<Tab><Left><Left><Tab>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(record_is_shown_in_words),
		cmocka_unit_test(labels_stand_in_a_column_and_required_is_marked),
		cmocka_unit_test(draft_is_told_before_the_character_is_drawn),
		cmocka_unit_test(failing_draft_is_said_and_keeps_the_text),
		cmocka_unit_test(wrong_text_is_said_below_its_field_and_may_wait),
		cmocka_unit_test(values_come_with_all_errors_and_the_cursor_on_the_first),
		cmocka_unit_test(what_a_check_fills_may_be_left_empty),
		cmocka_unit_test(only_changed_fields_are_parsed_again),
		cmocka_unit_test(error_of_the_desk_goes_to_its_field),
		cmocka_unit_test(draft_is_put_back_with_its_caret),
		cmocka_unit_test(conditions_are_kept_as_typed),
		cmocka_unit_test(wide_terminal_has_two_columns_of_fields),
		cmocka_unit_test(focus_shows_at_every_size),
		cmocka_unit_test(resize_in_the_middle_keeps_everything),
		cmocka_unit_test(hints_stand_under_the_form),
		cmocka_unit_test(harmful_stored_text_is_harmless_on_screen),
	};
	return cmocka_run_group_tests(tests, make_form, NULL);
}
