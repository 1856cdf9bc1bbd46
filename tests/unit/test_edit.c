/* test_edit.c - editing Japanese text: clusters, edges, undo, what is refused. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdlib.h>

#include "base/mem.h"
#include "screen_text.h"
#include "ui/edit.h"

#define EDIT(name, max, multi_line)                                                             \
	__attribute__((cleanup(edit_done))) struct edit name;                                   \
	edit_init(&name, max, multi_line)

static struct err last_err;

static void
play_one(void *ctx, const struct key *k)
{
	bool changed;

	edit_key(ctx, k, &changed, &last_err);
}

static void
play(struct edit *ed, const char *keys)
{
	last_err = (struct err){ .code = ERR_NONE };
	play_keys(keys, play_one, ed);
}

static void
paste(struct edit *ed, const char *text)
{
	struct key k = { K_PASTE, text };

	last_err = (struct err){ .code = ERR_NONE };
	play_one(ed, &k);
}

/* The field as it is drawn in `cols` columns, the caret as [ before its cell. */
static void
assert_drawn(struct edit *ed, int cols, const char *expected)
{
	struct canvas c;
	AUTO_STR shown = STR_INIT;

	canvas_init(&c, 1, cols);
	edit_draw(ed, &c, (struct rect){ 0, 0, 1, cols }, STYLE_FIELD, true);
	assert_canvas_sound(&c);
	assert_int_equal(c.cursor_row, 0);
	for (int i = 0; i < cols; i++) {
		if (i == c.cursor_col)
			str_add(&shown, "[");
		str_add(&shown, c.cells[i].text);
	}
	str_trim(&shown);
	assert_string_equal(str_text(&shown), expected);
	canvas_done(&c);
}

TEST(typing_and_moving_goes_by_what_a_reader_calls_a_character)
{
	EDIT(ed, 0, false);
	play(&ed, "漢aｱﾞ");
	play(&ed, "<Left><Left>字");
	assert_string_equal(edit_text(&ed), "漢a字ｱﾞ");
	assert_int_equal(edit_caret_clusters(&ed), 3);
	play(&ed, "<BS><BS>");
	assert_string_equal(edit_text(&ed), "漢ｱﾞ");
	play(&ed, "<Home><Del>");
	assert_string_equal(edit_text(&ed), "ｱﾞ");
	play(&ed, "<Del>");
	assert_string_equal(edit_text(&ed), "ﾞ");
}

TEST(variation_selector_and_its_kanji_are_one)
{
	EDIT(ed, 0, false);
	play(&ed, "葛\U000E0100城");
	assert_int_equal(edit_caret_clusters(&ed), 2);
	play(&ed, "<Home><Right><BS>");
	assert_string_equal(edit_text(&ed), "城");
}

TEST(decomposed_kana_are_composed_as_the_mark_arrives)
{
	EDIT(ed, 0, false);
	play(&ed, "か\u3099は\u309a");
	assert_string_equal(edit_text(&ed), "がぱ");
	assert_int_equal(edit_caret_clusters(&ed), 2);
	paste(&ed, "カ\u3099e\u0301");
	assert_string_equal(edit_text(&ed), "がぱガé");
	/* In the middle too, and only there: the compatibility kanji stays what it is. */
	edit_set(&ed, "\ufa19は");
	play(&ed, "\u309a");
	assert_string_equal(edit_text(&ed), "\ufa19ぱ");
}

TEST(mark_that_composes_with_nothing_stays_on_its_base)
{
	EDIT(ed, 0, false);
	play(&ed, "x\u0301y");
	assert_int_equal(edit_caret_clusters(&ed), 2);
	play(&ed, "<Left><BS>");
	assert_string_equal(edit_text(&ed), "y");
}

TEST(harmful_characters_are_left_out_and_said)
{
	EDIT(ed, 0, false);
	paste(&ed, "田\u202e中\033[2J\u200b花");
	assert_string_equal(edit_text(&ed), "田中[2J花");
	assert_int_equal(last_err.code, ERR_INVALID);
	assert_non_null(strstr(last_err.msg, "U+"));
	play(&ed, "\u200d");
	assert_int_equal(last_err.code, ERR_INVALID); /* a joiner that joins nothing */
	assert_string_equal(edit_text(&ed), "田中[2J花");
}

TEST(joined_emoji_are_one_step)
{
	EDIT(ed, 0, false);
	paste(&ed, "\U0001F468\u200d\U0001F469a");
	assert_int_equal(last_err.code, ERR_NONE);
	assert_int_equal(edit_caret_clusters(&ed), 2);
	play(&ed, "<Left><BS>");
	assert_string_equal(edit_text(&ed), "a");
}

TEST(caret_never_stands_inside_a_cluster)
{
	EDIT(ed, 0, false);
	play(&ed, "\U0001F1F5<Left>\U0001F1EF"); /* two letters that make one flag */
	assert_int_equal(ed.caret, ed.text.len);
	assert_int_equal(edit_caret_clusters(&ed), 1);
}

TEST(joiner_goes_with_what_it_joined)
{
	EDIT(ed, 0, false);
	paste(&ed, "漢\u200d字"); /* two steps: only emoji become one */
	assert_int_equal(edit_caret_clusters(&ed), 2);
	play(&ed, "<BS>");
	assert_string_equal(edit_text(&ed), "漢");
	paste(&ed, "\u200d字");
	play(&ed, "<Left> ");
	assert_string_equal(edit_text(&ed), "漢 字");
	assert_int_equal(edit_caret_clusters(&ed), 2);
}

TEST(lines_pasted_into_one_line_become_blanks)
{
	EDIT(ed, 0, false);
	paste(&ed, "ひばり市\r\n本町\t1\n\n");
	assert_string_equal(edit_text(&ed), "ひばり市 本町 1");
	assert_int_equal(last_err.code, ERR_NONE);
}

TEST(what_exceeds_the_limit_is_refused_whole)
{
	EDIT(ed, 5, false);
	play(&ed, "あいう");
	paste(&ed, "えおか");
	assert_string_equal(edit_text(&ed), "あいう");
	assert_int_equal(last_err.code, ERR_INVALID);
	paste(&ed, "えお");
	assert_string_equal(edit_text(&ed), "あいうえお");
	play(&ed, "か");
	assert_string_equal(edit_text(&ed), "あいうえお");
	/* A mark makes no character more once it is composed. */
	edit_set(&ed, "あいうえか");
	play(&ed, "\u3099");
	assert_string_equal(edit_text(&ed), "あいうえが");
}

TEST(undo_takes_back_bursts)
{
	EDIT(ed, 0, false);
	play(&ed, "ひばり");
	play(&ed, "<Left><Left>");
	play(&ed, "の森");
	assert_string_equal(edit_text(&ed), "ひの森ばり");
	play(&ed, "<C-z>");
	assert_string_equal(edit_text(&ed), "ひばり");
	assert_int_equal(edit_caret_clusters(&ed), 1);
	play(&ed, "<C-k>");
	assert_string_equal(edit_text(&ed), "ひ");
	play(&ed, "<C-z><C-z>");
	assert_string_equal(edit_text(&ed), "");
	play(&ed, "<C-z>");
	assert_string_equal(edit_text(&ed), "");
}

TEST(ctrl_keys_go_to_the_ends_and_delete_to_them)
{
	EDIT(ed, 0, false);
	play(&ed, "市民活動<C-a>a<C-e>z");
	assert_string_equal(edit_text(&ed), "a市民活動z");
	play(&ed, "<Left><Left><C-k>");
	assert_string_equal(edit_text(&ed), "a市民活");
	play(&ed, "<Left><C-u>");
	assert_string_equal(edit_text(&ed), "活");
}

TEST(keys_that_are_not_editing_are_left_to_the_screen)
{
	static const enum key_code others[] = { K_ENTER, K_TAB, K_ESC, K_UP, K_DOWN, K_F4, K_CTRL_J,
						K_CTRL_S, K_PAGE_DOWN };
	EDIT(ed, 0, false);
	bool changed;

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_false(edit_key(&ed, &(struct key){ others[i], NULL }, &changed, NULL));
	assert_true(edit_key(&ed, &(struct key){ K_LEFT, NULL }, &changed, NULL));
	assert_true(edit_key(&ed, &(struct key){ K_BACKSPACE, NULL }, &changed, NULL));
	assert_false(changed);
}

TEST(long_text_scrolls_and_shows_that_there_is_more)
{
	EDIT(ed, 0, false);
	edit_set(&ed, "0123456789abcdefghij");
	assert_drawn(&ed, 10, "<fghij[");
	play(&ed, "<Home>");
	assert_drawn(&ed, 10, "[012345678>");
	play(&ed, "<Right><Right><Right><Right><Right><Right><Right><Right><Right>");
	assert_drawn(&ed, 10, "<45678[9ab>");
}

TEST(wide_text_is_cut_at_the_edge_by_whole_characters)
{
	EDIT(ed, 0, false);
	edit_set(&ed, "一二三四五六七八九");
	play(&ed, "<Home>");
	assert_drawn(&ed, 9, "[一二三四>");
	assert_drawn(&ed, 8, "[一二三 >");
	play(&ed, "<End>");
	assert_drawn(&ed, 9, "< 八九[");
}

TEST(caret_and_the_character_under_it_always_show)
{
	EDIT(ed, 0, false);
	for (int i = 0; i < 300; i++)
		play(&ed, i % 3 ? "漢" : "a");
	for (int cols = 4; cols < 30; cols += 5) {
		play(&ed, "<End>");
		for (int i = 0; i < 300; i++) {
			struct canvas c;

			canvas_init(&c, 1, cols);
			edit_draw(&ed, &c, (struct rect){ 0, 0, 1, cols }, STYLE_FIELD, true);
			assert_canvas_sound(&c);
			assert_true(c.cursor_col >= 0 && c.cursor_col < cols);
			if (ed.caret < ed.text.len) {
				const char *under = c.cells[c.cursor_col].text;

				assert_memory_equal(under, ed.text.s + ed.caret, strlen(under));
			}
			canvas_done(&c);
			play(&ed, "<Left>");
		}
	}
}

TEST(narrower_terminal_takes_no_text_away)
{
	EDIT(ed, 0, false);
	play(&ed, "山田太郎花子");
	assert_drawn(&ed, 80, "山田太郎花子[");
	assert_drawn(&ed, 6, "< 子[");
	play(&ed, "<Left>");
	assert_drawn(&ed, 80, "山田太郎花[子");
	assert_string_equal(edit_text(&ed), "山田太郎花子");
}

TEST(two_thousand_characters_come_in_at_once)
{
	AUTO_STR text = STR_INIT;

	for (int i = 0; i < 2000; i++)
		str_add(&text, i % 50 == 49 ? "\n" : "漢");
	EDIT(ed, 0, true);
	paste(&ed, str_text(&text));
	assert_string_equal(edit_text(&ed), str_text(&text));
	EDIT(line, 0, false);
	paste(&line, str_text(&text));
	/* The line end at the end is dropped. */
	assert_int_equal(utf8_count(edit_text(&line)), 1999);
	play(&line, "<C-z>");
	assert_string_equal(edit_text(&line), "");
}

TEST(secret_is_never_drawn)
{
	EDIT(ed, 0, false);
	ed.secret = true;
	play(&ed, "12漢");
	assert_drawn(&ed, 10, "***[");
}

TEST(harmful_stored_text_is_drawn_as_marks)
{
	struct canvas c;
	EDIT(ed, 0, true);

	canvas_init(&c, 3, 20);
	edit_set(&ed, "a\033[2J\r\u202eb\n\x9b\xff");
	for (int i = 0; i < 12; i++) {
		edit_draw(&ed, &c, (struct rect){ 0, 0, 3, 20 }, STYLE_FIELD, true);
		assert_canvas_sound(&c);
		edit_draw(&ed, &c, (struct rect){ 0, 0, 1, 7 }, STYLE_FIELD, true);
		assert_canvas_sound(&c);
		play(&ed, "<Left>");
	}
	canvas_done(&c);
}

/* Several lines in 7 columns, of which text takes 6. */
static void
draw_lines(struct edit *ed, struct canvas *c, int rows)
{
	canvas_clear(c);
	edit_draw(ed, c, (struct rect){ 0, 0, rows, 7 }, STYLE_FIELD, true);
	assert_canvas_sound(c);
}

TEST(several_lines_wrap_and_scroll)
{
	struct canvas c;
	EDIT(ed, 0, true);

	canvas_init(&c, 3, 7);
	play(&ed, "一二三四<C-j>ab");
	draw_lines(&ed, &c, 3);
	assert_row(&c, 0, "一二三");
	assert_row(&c, 1, "四");
	assert_row(&c, 2, "ab");
	assert_int_equal(c.cursor_row, 2);
	assert_int_equal(c.cursor_col, 2);
	assert_int_equal(edit_rows(&ed, 7), 3);
	play(&ed, "<C-j><C-j>end");
	draw_lines(&ed, &c, 3);
	assert_row(&c, 0, "ab    ^");
	assert_row(&c, 2, "end");
	canvas_done(&c);
}

TEST(up_and_down_keep_their_column_and_leave_at_the_ends)
{
	struct canvas c;
	EDIT(ed, 0, true);
	bool changed;

	canvas_init(&c, 5, 7);
	play(&ed, "一二三<C-j>a<C-j>四五六");
	draw_lines(&ed, &c, 5);
	play(&ed, "<Left><Up>");
	assert_int_equal(edit_caret_clusters(&ed), 5); /* behind a: its row is short */
	play(&ed, "<Up>");
	assert_int_equal(edit_caret_clusters(&ed), 2); /* before 三: the column is kept */
	assert_false(edit_key(&ed, &(struct key){ K_UP, NULL }, &changed, NULL));
	play(&ed, "<Down><Down>");
	assert_int_equal(edit_caret_clusters(&ed), 8);
	assert_false(edit_key(&ed, &(struct key){ K_DOWN, NULL }, &changed, NULL));
	canvas_done(&c);
}

TEST(full_row_keeps_a_place_for_the_caret)
{
	struct canvas c;
	EDIT(ed, 0, true);

	canvas_init(&c, 2, 7);
	play(&ed, "一二三");
	draw_lines(&ed, &c, 2);
	assert_int_equal(c.cursor_row, 0);
	assert_int_equal(c.cursor_col, 6);
	play(&ed, "四<Left>");
	draw_lines(&ed, &c, 2);
	assert_int_equal(c.cursor_row, 1);
	assert_int_equal(c.cursor_col, 0);
	canvas_done(&c);
}

/* The simple model: an array of characters and a place in it. */
struct model {
	const char *cells[4096];
	int count, caret;
};

static void
model_insert(struct model *m, const char *cell)
{
	memmove(m->cells + m->caret + 1, m->cells + m->caret,
		(size_t)(m->count - m->caret) * sizeof *m->cells);
	m->cells[m->caret++] = cell;
	m->count++;
}

static void
model_remove(struct model *m, int from, int to)
{
	memmove(m->cells + from, m->cells + to, (size_t)(m->count - to) * sizeof *m->cells);
	m->count -= to - from;
	m->caret = from;
}

static void
model_key(struct model *m, enum key_code code)
{
	if (code == K_LEFT && m->caret > 0)
		m->caret--;
	else if (code == K_RIGHT && m->caret < m->count)
		m->caret++;
	else if (code == K_HOME)
		m->caret = 0;
	else if (code == K_END)
		m->caret = m->count;
	else if (code == K_BACKSPACE && m->caret > 0)
		model_remove(m, m->caret - 1, m->caret);
	else if (code == K_DELETE && m->caret < m->count)
		model_remove(m, m->caret, m->caret + 1);
	else if (code == K_CTRL_K)
		model_remove(m, m->caret, m->count);
	else if (code == K_CTRL_U)
		model_remove(m, 0, m->caret);
}

TEST(random_keys_do_what_the_simple_model_does)
{
	static const char *const texts[] = { "a", "漢", "ｱ", "葛\U000E0100", "x\u0301", "が",
					     " ", "①" };
	static const enum key_code codes[] = { K_LEFT, K_RIGHT, K_LEFT, K_RIGHT, K_HOME, K_END,
					       K_BACKSPACE, K_DELETE, K_BACKSPACE };
	struct model *m = mem_alloc(sizeof *m);
	unsigned seed = 5;
	EDIT(ed, 0, false);

	for (int i = 0; i < 6000; i++) {
		unsigned n = next_random(&seed);

		if (n % 2 == 0) {
			const char *text = texts[next_random(&seed) % ARRAY_LEN(texts)];

			play(&ed, text);
			model_insert(m, text);
		} else {
			struct key k = { codes[next_random(&seed) % ARRAY_LEN(codes)], NULL };

			if (n % 101 == 0)
				k.code = n % 3 ? K_CTRL_K : K_CTRL_U;
			play_one(&ed, &k);
			model_key(m, k.code);
		}
		AUTO_STR expected = STR_INIT;

		for (int at = 0; at < m->count; at++)
			str_add(&expected, m->cells[at]);
		assert_string_equal(edit_text(&ed), str_text(&expected));
		assert_int_equal(edit_caret_clusters(&ed), m->caret);
	}
	free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_and_moving_goes_by_what_a_reader_calls_a_character),
		cmocka_unit_test(variation_selector_and_its_kanji_are_one),
		cmocka_unit_test(decomposed_kana_are_composed_as_the_mark_arrives),
		cmocka_unit_test(mark_that_composes_with_nothing_stays_on_its_base),
		cmocka_unit_test(harmful_characters_are_left_out_and_said),
		cmocka_unit_test(joined_emoji_are_one_step),
		cmocka_unit_test(caret_never_stands_inside_a_cluster),
		cmocka_unit_test(joiner_goes_with_what_it_joined),
		cmocka_unit_test(lines_pasted_into_one_line_become_blanks),
		cmocka_unit_test(what_exceeds_the_limit_is_refused_whole),
		cmocka_unit_test(undo_takes_back_bursts),
		cmocka_unit_test(ctrl_keys_go_to_the_ends_and_delete_to_them),
		cmocka_unit_test(keys_that_are_not_editing_are_left_to_the_screen),
		cmocka_unit_test(long_text_scrolls_and_shows_that_there_is_more),
		cmocka_unit_test(wide_text_is_cut_at_the_edge_by_whole_characters),
		cmocka_unit_test(caret_and_the_character_under_it_always_show),
		cmocka_unit_test(narrower_terminal_takes_no_text_away),
		cmocka_unit_test(two_thousand_characters_come_in_at_once),
		cmocka_unit_test(secret_is_never_drawn),
		cmocka_unit_test(harmful_stored_text_is_drawn_as_marks),
		cmocka_unit_test(several_lines_wrap_and_scroll),
		cmocka_unit_test(up_and_down_keep_their_column_and_leave_at_the_ends),
		cmocka_unit_test(full_row_keeps_a_place_for_the_caret),
		cmocka_unit_test(random_keys_do_what_the_simple_model_does),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, NULL);
}
