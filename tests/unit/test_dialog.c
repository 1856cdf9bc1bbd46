/* test_dialog.c - yes or no, a line, a choice, a page, help, the menu. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "screen_text.h"
#include "ui/dialog.h"
#include "ui/menu.h"

static void
base_draw(void *state, struct canvas *c, struct rect area)
{
	(void)state;
	canvas_put(c, area.row, area.col, area.cols, STYLE_NORMAL, "below");
}

static void
base_close(void *state)
{
	(void)state;
}

static void
base_run(void *state)
{
	(void)state;
}

static const struct action base_actions[] = {
	{ .key = K_F10, .twin = K_CTRL_S, .name = "save", .label = "登録", .help = "書き込みます。",
	  .run = base_run },
	{ .key = K_F8, .name = "hidden", .label = "秘密", .help = "見えません。", .right = "no",
	  .run = base_run },
};

static const struct screen_ops base_ops = {
	.name = "base",
	.actions = base_actions,
	.action_count = ARRAY_LEN(base_actions),
	.draw = base_draw,
	.close = base_close,
};

static bool
may_nothing(void *ctx, const char *right)
{
	(void)ctx;
	(void)right;
	return false;
}

struct fixture {
	struct stack *stack;
	struct canvas canvas;
	int calls, answer;
	char *text;
};

static void
setup(struct fixture *f, int rows, int cols)
{
	static const struct action global[] = {
		{ .key = K_F1, .name = "help", .label = "説明", .help = "説明を出します。",
		  .run = base_run },
	};
	const struct stack_frame frame = {
		.actions = global, .action_count = 1, .may = may_nothing
	};

	memset(f, 0, sizeof *f);
	f->answer = -99;
	f->stack = stack_new(NULL, &frame);
	stack_push(f->stack, &base_ops, NULL);
	canvas_init(&f->canvas, rows, cols);
}

static void
teardown(struct fixture *f)
{
	stack_free(f->stack);
	canvas_done(&f->canvas);
	free(f->text);
}

#define FIXTURE(f, rows, cols)                                                                  \
	__attribute__((cleanup(teardown))) struct fixture f;                                    \
	setup(&f, rows, cols)

static void
play_one(void *ctx, const struct key *k)
{
	struct fixture *f = ctx;

	stack_key(f->stack, k);
	stack_draw(f->stack, &f->canvas);
	assert_canvas_sound(&f->canvas);
}

static void
play(struct fixture *f, const char *keys)
{
	stack_draw(f->stack, &f->canvas);
	play_keys(keys, play_one, f);
}

static void
confirmed(void *ctx, bool answer)
{
	struct fixture *f = ctx;

	f->calls++;
	f->answer = answer;
	assert_int_equal(stack_depth(f->stack), 1);
}

static void
typed(void *ctx, const char *text)
{
	struct fixture *f = ctx;

	f->calls++;
	free(f->text);
	f->text = mem_strdup(text);
}

static void
picked(void *ctx, int index)
{
	struct fixture *f = ctx;

	f->calls++;
	f->answer = index;
}

static void
confirm(struct fixture *f)
{
	f->calls = 0;
	dialog_confirm(f->stack, "解散", "合唱団ひばりを解散しますか。", "解散する", confirmed, f);
}

TEST(enter_alone_gives_the_harmless_answer)
{
	FIXTURE(f, 24, 80);
	confirm(&f);
	play(&f, "");
	assert_true(canvas_has(&f.canvas, "below"));
	assert_true(canvas_has(&f.canvas, "解散しますか。"));
	assert_true(canvas_has(&f.canvas, "1 解散する"));
	assert_true(f.canvas.cursor_row > 0);
	play(&f, "<Enter>");
	assert_int_equal(f.calls, 1);
	assert_int_equal(f.answer, false);
}

TEST(act_is_chosen_by_arrow_or_digit)
{
	static const char *const yes[] = { "<Right><Enter>", "<Tab><Enter>", "1", "１" };
	static const char *const no[] = { "<Esc>", "<F3>", "0", "<Right><Left><Enter>",
					  "<Right><Esc>" };
	FIXTURE(f, 24, 80);

	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		confirm(&f);
		play(&f, yes[i]);
		assert_int_equal(f.calls, 1);
		assert_int_equal(f.answer, true);
	}
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		confirm(&f);
		play(&f, no[i]);
		assert_int_equal(f.calls, 1);
		assert_int_equal(f.answer, false);
	}
}

TEST(answers_show_on_the_smallest_terminal)
{
	FIXTURE(f, 5, 20);
	confirm(&f);
	play(&f, "");
	assert_true(canvas_has(&f.canvas, "0 "));
	play(&f, "1");
	assert_int_equal(f.answer, true);
}

TEST(dialog_closed_with_its_screen_does_not_call_back)
{
	FIXTURE(f, 24, 80);
	confirm(&f);
	stack_home(f.stack);
	assert_int_equal(f.calls, 0);
	assert_int_equal(stack_depth(f.stack), 1);
}

TEST(line_is_typed_and_taken)
{
	FIXTURE(f, 24, 80);
	dialog_text(f.stack, "理由", "変更の理由", "誤", false, typed, &f);
	play(&f, "<End>記のため");
	assert_true(canvas_has(&f.canvas, "誤記のため"));
	play(&f, "<Enter>");
	assert_string_equal(f.text, "誤記のため");
	dialog_text(f.stack, "理由", "変更の理由", NULL, false, typed, &f);
	play(&f, "x<Esc>");
	assert_null(f.text);
	assert_int_equal(f.calls, 2);
}

TEST(a_proposed_text_goes_with_the_first_character)
{
	FIXTURE(f, 24, 80);
	dialog_text(f.stack, "延長", "何分", "30", false, typed, &f);
	play(&f, "60<Enter>");
	assert_string_equal(f.text, "60");
	dialog_text(f.stack, "延長", "何分", "30", false, typed, &f);
	play(&f, "<Enter>");
	assert_string_equal(f.text, "30");
}

TEST(secret_line_is_not_shown)
{
	FIXTURE(f, 24, 80);
	dialog_text(f.stack, "暗証番号", "暗証番号", "", true, typed, &f);
	play(&f, "4649");
	assert_false(canvas_has(&f.canvas, "4649"));
	assert_true(canvas_has(&f.canvas, "****"));
	play(&f, "<F10>");
	assert_string_equal(f.text, "4649");
}

static const char *const items[] = { "市民活動団体", "自治会", "事業者", "教育機関", "アート教室" };

TEST(a_list_seen_at_a_glance_takes_no_filter)
{
	FIXTURE(f, 24, 80);
	dialog_pick(f.stack, "種別", items, 3, picked, &f);
	play(&f, "あーと");
	assert_true(canvas_has(&f.canvas, "3  事業者"));
	assert_false(canvas_has(&f.canvas, "Filter:"));
	play(&f, "<Down><Enter>");
	assert_int_equal(f.answer, 1);
}

TEST(entry_is_picked_by_digit_arrow_or_filter)
{
	FIXTURE(f, 24, 80);
	dialog_pick(f.stack, "種別", items, 5, picked, &f);
	play(&f, "");
	assert_true(canvas_has(&f.canvas, "1  市民活動団体"));
	play(&f, "3");
	assert_int_equal(f.answer, 2);
	dialog_pick(f.stack, "種別", items, 5, picked, &f);
	play(&f, "<Down><Enter>");
	assert_int_equal(f.answer, 1);
	dialog_pick(f.stack, "種別", items, 5, picked, &f);
	play(&f, "あーと");
	assert_true(canvas_has(&f.canvas, "1  アート教室"));
	assert_false(canvas_has(&f.canvas, "自治会"));
	play(&f, "<Enter>");
	assert_int_equal(f.answer, 4);
	dialog_pick(f.stack, "種別", items, 5, picked, &f);
	play(&f, "zzz<Enter>");
	assert_int_equal(f.calls, 3);
	play(&f, "<Esc>");
	assert_int_equal(f.answer, -1);
}

TEST(long_choice_scrolls_in_any_room)
{
	const char *many[200];
	char names[200][24];
	FIXTURE(f, 6, 30);

	for (int i = 0; i < 200; i++) {
		snprintf(names[i], sizeof names[i], "item-%d", i);
		many[i] = names[i];
	}
	dialog_pick(f.stack, "T", many, 200, picked, &f);
	play(&f, "<PgDn><PgDn><Down><End><Up>");
	assert_true(canvas_has(&f.canvas, "item-198"));
	play(&f, "<Enter>");
	assert_int_equal(f.answer, 198);
}

TEST(page_scrolls_to_its_end_and_back)
{
	AUTO_STR text = STR_INIT;
	FIXTURE(f, 12, 60);

	for (int i = 1; i <= 50; i++)
		str_addf(&text, "line %d\033[2J\n", i);
	dialog_page(f.stack, "読む", str_text(&text));
	play(&f, "");
	assert_true(canvas_has(&f.canvas, "line 1"));
	play(&f, "<End>");
	assert_true(canvas_has(&f.canvas, "line 50"));
	play(&f, "<PgUp><Up><Home>");
	assert_true(canvas_has(&f.canvas, "line 1"));
	play(&f, "<Enter>");
	assert_int_equal(stack_depth(f.stack), 1);
}

TEST(a_long_line_of_a_page_goes_on_under_its_text)
{
	FIXTURE(f, 12, 39);
	dialog_page(f.stack, "読む",
		    "F10 ^S     登録：一件を登録します。登録した番号と、"
		    "取り消し方を下に表示します。つづきも同じ位置から始まります。\n次の行");
	play(&f, "");
	assert_true(canvas_has(&f.canvas, "F10 ^S     登録：一件を登録します。"));
	assert_true(canvas_has(&f.canvas, "\n             登録した番号と、取り"));
	assert_true(canvas_has(&f.canvas, "\n  次の行"));
}

TEST(help_lists_the_keys_that_this_clerk_has)
{
	FIXTURE(f, 24, 80);
	dialog_help(f.stack, "団体の名称です。");
	play(&f, "");
	assert_true(canvas_has(&f.canvas, "団体の名称です。"));
	assert_true(canvas_has(&f.canvas, "F10 ^S"));
	assert_true(canvas_has(&f.canvas, "書き込みます。"));
	assert_true(canvas_has(&f.canvas, "説明を出します。"));
	assert_false(canvas_has(&f.canvas, "秘密"));
	play(&f, "<Esc>");
	dialog_help(f.stack, NULL);
	play(&f, "<F1>");
	assert_int_equal(stack_depth(f.stack), 1);
}

static const struct menu_item entries[] = {
	{ '1', "予約", "" }, { '2', "貸出", "" }, { '3', "団体", "" }, { 'a', "設定", "" },
};

TEST(menu_is_chosen_by_digit_arrow_and_enter)
{
	struct menu m = { .items = entries, .count = 4 };
	struct canvas c;
	int chosen;

	canvas_init(&c, 4, 20);
	assert_int_equal(menu_draw(&m, &c, (struct rect){ 0, 0, 4, 20 }, true), 2);
	assert_row(&c, 0, "1 予約  2 貸出");
	assert_row(&c, 1, "3 団体  a 設定");
	assert_true(menu_key(&m, &(struct key){ K_TEXT, "３" }, &chosen));
	assert_int_equal(chosen, 2);
	assert_true(menu_key(&m, &(struct key){ K_TEXT, "A" }, &chosen));
	assert_int_equal(chosen, 3);
	assert_false(menu_key(&m, &(struct key){ K_TEXT, "9" }, &chosen));
	assert_int_equal(chosen, -1);
	assert_true(menu_key(&m, &(struct key){ K_UP, NULL }, &chosen));
	assert_int_equal(m.current, 1);
	assert_false(menu_key(&m, &(struct key){ K_UP, NULL }, &chosen));
	assert_true(menu_key(&m, &(struct key){ K_ENTER, NULL }, &chosen));
	assert_int_equal(chosen, 1);
	assert_true(menu_key(&m, &(struct key){ K_DOWN, NULL }, &chosen));
	assert_false(menu_key(&m, &(struct key){ K_DOWN, NULL }, &chosen));
	canvas_done(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enter_alone_gives_the_harmless_answer),
		cmocka_unit_test(act_is_chosen_by_arrow_or_digit),
		cmocka_unit_test(answers_show_on_the_smallest_terminal),
		cmocka_unit_test(dialog_closed_with_its_screen_does_not_call_back),
		cmocka_unit_test(line_is_typed_and_taken),
		cmocka_unit_test(a_proposed_text_goes_with_the_first_character),
		cmocka_unit_test(secret_line_is_not_shown),
		cmocka_unit_test(a_list_seen_at_a_glance_takes_no_filter),
		cmocka_unit_test(entry_is_picked_by_digit_arrow_or_filter),
		cmocka_unit_test(long_choice_scrolls_in_any_room),
		cmocka_unit_test(page_scrolls_to_its_end_and_back),
		cmocka_unit_test(a_long_line_of_a_page_goes_on_under_its_text),
		cmocka_unit_test(help_lists_the_keys_that_this_clerk_has),
		cmocka_unit_test(menu_is_chosen_by_digit_arrow_and_enter),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, NULL);
}
