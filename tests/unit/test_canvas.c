/* test_canvas.c - the grid: widths, edges, what stored text can do to it. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include "screen_text.h"
#include "ui/canvas.h"

static void
canvas_free(struct canvas *c)
{
	canvas_done(c);
}

#define CANVAS(name, rows, cols)                                                                \
	__attribute__((cleanup(canvas_free))) struct canvas name;                               \
	canvas_init(&name, rows, cols)

TEST(text_is_padded_and_its_columns_are_told)
{
	CANVAS(c, 2, 10);
	canvas_put(&c, 0, 0, 10, STYLE_NORMAL, "xxxxxxxxxx");
	assert_int_equal(canvas_put(&c, 0, 2, 6, STYLE_BAR, "窓口"), 4);
	assert_row(&c, 0, "xx窓口  xx");
	assert_int_equal(c.cells[7].style, STYLE_BAR);
	assert_int_equal(c.cells[8].style, STYLE_NORMAL);
	assert_canvas_sound(&c);
}

TEST(what_does_not_fit_ends_in_dots_at_a_character)
{
	CANVAS(c, 1, 20);
	assert_int_equal(canvas_put(&c, 0, 0, 7, STYLE_NORMAL, "市民活動"), 6);
	assert_row(&c, 0, "市民..");
	canvas_put(&c, 0, 0, 8, STYLE_NORMAL, "市民活動");
	assert_row(&c, 0, "市民活動");
	canvas_put(&c, 0, 0, 2, STYLE_NORMAL, "市民");
	assert_row(&c, 0, "市民活動");
	canvas_put(&c, 0, 0, 3, STYLE_NORMAL, "市民");
	assert_row(&c, 0, "..  活動");
	assert_canvas_sound(&c);
}

TEST(wide_character_never_stands_in_the_last_column)
{
	CANVAS(c, 2, 5);
	canvas_put(&c, 0, 4, 9, STYLE_NORMAL, "漢");
	assert_row(&c, 0, "");
	canvas_put(&c, 0, 0, 99, STYLE_NORMAL, "漢字仮");
	assert_row(&c, 0, "漢..");
	assert_row(&c, 1, "");
	assert_canvas_sound(&c);
}

TEST(drawing_outside_the_grid_does_nothing)
{
	CANVAS(c, 2, 5);
	assert_int_equal(canvas_put(&c, -1, 0, 5, STYLE_NORMAL, "a"), 0);
	assert_int_equal(canvas_put(&c, 2, 0, 5, STYLE_NORMAL, "a"), 0);
	assert_int_equal(canvas_put(&c, 0, 5, 5, STYLE_NORMAL, "a"), 0);
	assert_int_equal(canvas_put(&c, 0, 0, 0, STYLE_NORMAL, "a"), 0);
	assert_int_equal(canvas_put(&c, 0, 0, -3, STYLE_NORMAL, "a"), 0);
	canvas_fill(&c, (struct rect){ -2, -2, 9, 9 }, STYLE_BAR);
	canvas_cursor(&c, 5, 5);
	assert_int_equal(c.cursor_row, -1);
	assert_canvas_sound(&c);
}

TEST(half_of_a_wide_character_takes_the_other_with_it)
{
	CANVAS(c, 1, 8);
	canvas_put(&c, 0, 0, 8, STYLE_NORMAL, "漢字仮名");
	canvas_put(&c, 0, 1, 1, STYLE_NORMAL, "x");
	assert_row(&c, 0, " x字仮名");
	canvas_put(&c, 0, 4, 1, STYLE_NORMAL, "y");
	assert_row(&c, 0, " x字y 名");
	canvas_put(&c, 0, 5, 2, STYLE_NORMAL, "文");
	assert_row(&c, 0, " x字y文");
	assert_canvas_sound(&c);
}

TEST(marks_and_selectors_stay_in_the_cell_of_their_base)
{
	CANVAS(c, 1, 20);
	canvas_put(&c, 0, 0, 20, STYLE_NORMAL, "か\u3099葛\U000E0100ｱﾞe\u0301");
	assert_string_equal(c.cells[0].text, "か\u3099");
	assert_int_equal(c.cells[0].width, 2);
	assert_string_equal(c.cells[2].text, "葛\U000E0100");
	assert_string_equal(c.cells[4].text, "ｱ");
	assert_string_equal(c.cells[5].text, "ﾞ");
	assert_string_equal(c.cells[6].text, "e\u0301");
	assert_string_equal(c.cells[7].text, " ");
	assert_canvas_sound(&c);
}

TEST(joined_emoji_take_a_cell_for_each_part)
{
	CANVAS(c, 1, 10);
	const char *family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

	assert_int_equal(canvas_put(&c, 0, 0, 10, STYLE_NORMAL, family), 6);
	assert_int_equal(canvas_width(family), 6);
	assert_int_equal(c.cells[0].width, 2);
	assert_int_equal(c.cells[2].width, 2);
	assert_int_equal(c.cells[4].width, 2);
	assert_canvas_sound(&c);
	canvas_put(&c, 0, 0, 5, STYLE_NORMAL, family);
	assert_row(&c, 0, "..");
}

TEST(mark_without_a_base_takes_a_cell)
{
	CANVAS(c, 1, 4);
	assert_int_equal(canvas_put(&c, 0, 0, 4, STYLE_NORMAL, "\u0301a"), 2);
	assert_string_equal(c.cells[0].text, "◌\u0301");
	assert_canvas_sound(&c);
}

TEST(tower_of_marks_is_cut_to_its_base)
{
	CANVAS(c, 1, 4);
	AUTO_STR tower = STR_INIT;

	str_add(&tower, "e");
	for (int i = 0; i < 40; i++)
		str_add(&tower, "\u0301");
	assert_int_equal(canvas_put(&c, 0, 0, 4, STYLE_NORMAL, str_text(&tower)), 1);
	assert_string_equal(c.cells[0].text, "e");
	assert_canvas_sound(&c);
}

TEST(stored_text_cannot_drive_the_terminal)
{
	static const char *const attacks[] = {
		"\033]0;PWNED\007\033[2J", "a\rb\nc\td\be", ("\xc2\x9b" "31m"), "\u202eabc\u202c",
		"a\u200bb\ufeffc", "\x7f", "\xff\xfe broken", "\u2028\u2029", "\u2066x\u2069",
	};
	CANVAS(c, 1, 60);

	for (size_t i = 0; i < ARRAY_LEN(attacks); i++) {
		canvas_clear(&c);
		assert_true(canvas_put(&c, 0, 0, 60, STYLE_NORMAL, attacks[i]) > 0);
		assert_canvas_sound(&c);
	}
}

TEST(ambiguous_characters_take_what_the_terminal_gives_them)
{
	CANVAS(c, 1, 10);
	assert_int_equal(canvas_put(&c, 0, 0, 10, STYLE_NORMAL, "①※"), 2);
	utf8_set_ambiguous_wide(true);
	assert_int_equal(canvas_put(&c, 0, 0, 10, STYLE_NORMAL, "①※"), 4);
	assert_canvas_sound(&c);
	utf8_set_ambiguous_wide(false);
}

TEST(right_aligned_text_ends_at_the_edge)
{
	CANVAS(c, 2, 10);
	canvas_put_right(&c, 0, 0, 10, STYLE_NORMAL, "2,400円");
	assert_row(&c, 0, "   2,400円");
	canvas_put_right(&c, 1, 0, 6, STYLE_NORMAL, "2,400円");
	assert_row(&c, 1, "2,40..");
}

TEST(restyling_keeps_the_text)
{
	CANVAS(c, 1, 6);
	canvas_put(&c, 0, 0, 6, STYLE_NORMAL, "漢字");
	canvas_restyle(&c, (struct rect){ 0, 0, 1, 4 }, STYLE_FOCUS);
	assert_row(&c, 0, "漢字");
	assert_int_equal(c.cells[3].style, STYLE_FOCUS);
	assert_int_equal(c.cells[4].style, STYLE_NORMAL);
}

TEST(running_text_breaks_between_kanji_and_at_blanks)
{
	CANVAS(c, 4, 10);
	struct rect all = { 0, 0, 4, 10 };

	assert_int_equal(canvas_wrap(&c, all, STYLE_NORMAL, "市民活動支援 see the desk"), 3);
	assert_row(&c, 0, "市民活動支");
	assert_row(&c, 1, "援 see the");
	assert_row(&c, 2, "desk");
}

TEST(no_line_begins_with_a_closing_mark)
{
	CANVAS(c, 3, 10);
	struct rect all = { 0, 0, 3, 10 };

	canvas_wrap(&c, all, STYLE_NORMAL, "あいうえお。「かき」");
	assert_row(&c, 0, "あいうえ");
	assert_row(&c, 1, "お。「か");
	assert_row(&c, 2, "き」");
	canvas_clear(&c);
	canvas_wrap(&c, all, STYLE_NORMAL, "あいうえ「かき」");
	assert_row(&c, 0, "あいうえ");
	assert_row(&c, 1, "「かき」");
}

TEST(line_ends_are_kept_and_controls_are_not)
{
	CANVAS(c, 3, 10);

	assert_int_equal(canvas_wrap(&c, (struct rect){ 0, 0, 3, 10 }, STYLE_NORMAL, "a\n\n\033b"),
			 3);
	assert_row(&c, 0, "a");
	assert_row(&c, 1, "");
	assert_canvas_sound(&c);
}

TEST(breaking_covers_any_text_within_the_width)
{
	static const char *const pieces[] = { "a", "漢", " ", "。", "「", "か\u3099", "word",
					      "\n" };
	unsigned seed = 7;

	for (int round = 0; round < 500; round++) {
		AUTO_STR text = STR_INIT, again = STR_INIT;
		int cols = 2 + (int)(next_random(&seed) % 12);

		for (int i = 0; i < 40; i++)
			str_add(&text, pieces[next_random(&seed) % ARRAY_LEN(pieces)]);
		for (const char *s = str_text(&text); *s != '\0';) {
			AUTO_STR line = STR_INIT;
			size_t next, len = canvas_break(s, cols, &next);

			assert_true(next > 0 && next >= len);
			str_add_len(&line, s, len);
			assert_true(canvas_width(str_text(&line)) <= cols);
			for (size_t i = len; i < next; i++)
				assert_true(s[i] == ' ' || s[i] == '\n');
			str_add_len(&again, s, next);
			s += next;
		}
		assert_string_equal(str_text(&again), str_text(&text));
	}
}

TEST(any_drawing_leaves_the_grid_sound)
{
	static const char *const pieces[] = { "漢字", "ab", "か\u3099", "\u0301", "ｱﾞ", "\033[m",
					      "\U0001F468\u200D\U0001F469", "①", "\xe3\x81" };
	CANVAS(c, 4, 13);
	unsigned seed = 3;

	for (int round = 0; round < 20000; round++) {
		AUTO_STR text = STR_INIT;
		int row = (int)(next_random(&seed) % 4), col = (int)(next_random(&seed) % 13);

		for (unsigned n = next_random(&seed) % 4; n > 0; n--)
			str_add(&text, pieces[next_random(&seed) % ARRAY_LEN(pieces)]);
		canvas_put(&c, row, col, (int)(next_random(&seed) % 10), STYLE_FIELD,
			   str_text(&text));
		if (round % 50 == 0)
			assert_canvas_sound(&c);
	}
	assert_canvas_sound(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_padded_and_its_columns_are_told),
		cmocka_unit_test(what_does_not_fit_ends_in_dots_at_a_character),
		cmocka_unit_test(wide_character_never_stands_in_the_last_column),
		cmocka_unit_test(drawing_outside_the_grid_does_nothing),
		cmocka_unit_test(half_of_a_wide_character_takes_the_other_with_it),
		cmocka_unit_test(marks_and_selectors_stay_in_the_cell_of_their_base),
		cmocka_unit_test(joined_emoji_take_a_cell_for_each_part),
		cmocka_unit_test(mark_without_a_base_takes_a_cell),
		cmocka_unit_test(tower_of_marks_is_cut_to_its_base),
		cmocka_unit_test(stored_text_cannot_drive_the_terminal),
		cmocka_unit_test(ambiguous_characters_take_what_the_terminal_gives_them),
		cmocka_unit_test(right_aligned_text_ends_at_the_edge),
		cmocka_unit_test(restyling_keeps_the_text),
		cmocka_unit_test(running_text_breaks_between_kanji_and_at_blanks),
		cmocka_unit_test(no_line_begins_with_a_closing_mark),
		cmocka_unit_test(line_ends_are_kept_and_controls_are_not),
		cmocka_unit_test(breaking_covers_any_text_within_the_width),
		cmocka_unit_test(any_drawing_leaves_the_grid_sound),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, NULL);
}
