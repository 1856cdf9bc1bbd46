/* test_stack.c - where keys go, when screens are closed, what the frame shows. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <stdlib.h>

#include "base/mem.h"
#include "screen_text.h"
#include "ui/stack.h"

/* A screen that writes down what happens to it. */
struct probe {
	struct stack *stack;
	char name;
	int *closed;
	bool takes_text, may_save;
};

static struct str log_text;

static void
note(const struct probe *p, const char *what)
{
	str_addf(&log_text, "%c:%s ", p->name, what);
}

static void
probe_save(void *state)
{
	note(state, "save");
}

static void
probe_back(void *state)
{
	struct probe *p = state;

	note(p, "back");
	stack_pop(p->stack);
	note(p, "still"); /* the state lives until the handler has returned */
}

static void
probe_secret(void *state)
{
	note(state, "secret");
}

static bool
probe_may_save(const void *state)
{
	return ((const struct probe *)state)->may_save;
}

static const struct action probe_actions[] = {
	{ .key = K_F10, .twin = K_CTRL_S, .name = "save", .label = "登録", .help = "書き込みます。",
	  .run = probe_save, .enabled = probe_may_save },
	{ .key = K_F3, .twin = K_ESC, .name = "back", .label = "戻る", .run = probe_back },
	{ .key = K_F8, .name = "secret", .label = "秘密", .right = "cash.view",
	  .run = probe_secret },
};

static bool
probe_key(void *state, const struct key *k)
{
	struct probe *p = state;

	if (k->code != K_TEXT || !p->takes_text)
		return false;
	note(p, k->text);
	return true;
}

static void
probe_draw(void *state, struct canvas *c, struct rect area)
{
	struct probe *p = state;

	canvas_printf(c, area.row, area.col, area.cols, STYLE_NORMAL, "screen %c %dx%d", p->name,
		      area.rows, area.cols);
	canvas_cursor(c, area.row, 0);
}

static void
overlay_draw(void *state, struct canvas *c, struct rect area)
{
	(void)state;
	canvas_put(c, area.row + 1, 4, 10, STYLE_NORMAL, "over");
}

static void
probe_shown(void *state)
{
	note(state, "shown");
}

static void
probe_tick(void *state)
{
	note(state, "tick");
}

static void
probe_close(void *state)
{
	struct probe *p = state;

	note(p, "close");
	if (p->closed != NULL)
		(*p->closed)++;
	free(p);
}

static const char *
probe_title(const void *state)
{
	(void)state;
	return "団体一覧";
}

static const struct screen_ops probe_ops = {
	.name = "probe",
	.actions = probe_actions,
	.action_count = ARRAY_LEN(probe_actions),
	.key = probe_key,
	.draw = probe_draw,
	.shown = probe_shown,
	.tick = probe_tick,
	.close = probe_close,
	.title = probe_title,
};

static const struct screen_ops overlay_ops = {
	.name = "overlay",
	.is_overlay = true,
	.draw = overlay_draw,
	.tick = probe_tick,
	.close = probe_close,
};

static bool
frame_may(void *ctx, const char *right)
{
	(void)ctx;
	return strcmp(right, "cash.view") != 0;
}

static bool
frame_changed(void *ctx)
{
	bool *changed = ctx;
	bool was = *changed;

	*changed = false;
	return was;
}

static void
frame_lock(void *ctx)
{
	(void)ctx;
	str_add(&log_text, "lock ");
}

static const struct action frame_actions[] = {
	{ .key = K_F1, .name = "help", .label = "説明", .run = frame_lock },
	{ .key = K_F3, .name = "back", .label = "やめる", .run = frame_lock },
	{ .key = K_F12, .twin = K_CTRL_O, .name = "lock", .label = "施錠", .run = frame_lock },
};

static struct probe *
push(struct stack *s, char name, const struct screen_ops *ops)
{
	struct probe *p = mem_alloc(sizeof *p);

	*p = (struct probe){ .stack = s, .name = name, .takes_text = true, .may_save = true };
	stack_push(s, ops, p);
	return p;
}

static struct stack *
new_stack(bool *changed)
{
	const struct stack_frame frame = {
		.ctx = changed,
		.actions = frame_actions,
		.action_count = ARRAY_LEN(frame_actions),
		.may = frame_may,
		.changed = frame_changed,
	};

	str_clear(&log_text);
	return stack_new(NULL, &frame);
}

static void
play_one(void *ctx, const struct key *k)
{
	stack_key(ctx, k);
}

static void
play(struct stack *s, const char *keys)
{
	str_clear(&log_text);
	play_keys(keys, play_one, s);
}

static void
assert_log(const char *expected)
{
	assert_string_equal(str_text(&log_text), expected);
}

TEST(key_goes_to_the_screen_then_its_table_then_the_global_one)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);

	push(s, 'a', &probe_ops);
	play(s, "x<F10><C-s><F12><C-o><F5>");
	assert_log("a:x a:save a:save lock lock ");
	stack_free(s);
}

TEST(popped_screen_lives_until_its_handler_has_returned)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);

	push(s, 'a', &probe_ops);
	push(s, 'b', &probe_ops);
	play(s, "<F3>");
	assert_log("b:back b:still b:close a:shown ");
	assert_int_equal(stack_depth(s), 1);
	play(s, "<Esc>");
	assert_log("a:back a:still a:close ");
	assert_int_equal(stack_depth(s), 0);
	play(s, "x<F10>");
	stack_free(s);
}

static void
replace(void *state)
{
	struct probe *p = state;

	stack_pop(p->stack);
	push(p->stack, 'n', &probe_ops);
}

TEST(handler_may_push_in_place_of_itself)
{
	static const struct action actions[] = { { .key = K_F6, .name = "go", .run = replace } };
	static const struct screen_ops ops = { .name = "going",
					       .actions = actions,
					       .action_count = 1,
					       .draw = probe_draw,
					       .close = probe_close };
	bool changed = false;
	struct stack *s = new_stack(&changed);

	push(s, 'a', &probe_ops);
	push(s, 'g', &ops);
	play(s, "<F6>");
	assert_log("g:close ");
	assert_int_equal(stack_depth(s), 2);
	assert_int_equal(((struct probe *)stack_state(s, 0))->name, 'n');
	play(s, "<F3>");
	assert_log("n:back n:still n:close a:shown ");
	stack_free(s);
}

TEST(going_home_closes_all_but_the_first)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);
	int closed = 0;

	push(s, 'a', &probe_ops)->closed = &closed;
	push(s, 'b', &probe_ops)->closed = &closed;
	push(s, 'c', &overlay_ops)->closed = &closed;
	str_clear(&log_text);
	stack_home(s);
	assert_int_equal(closed, 2);
	assert_int_equal(stack_depth(s), 1);
	assert_non_null(strstr(str_text(&log_text), "a:shown"));
	stack_free(s);
	assert_int_equal(closed, 3);
}

TEST(what_cannot_be_done_is_said)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);
	struct canvas c;

	canvas_init(&c, 24, 80);
	push(s, 'a', &probe_ops)->may_save = false;
	play(s, "<F10>");
	assert_log("");
	stack_draw(s, &c);
	assert_true(canvas_has(&c, "This is not possible now: 登録."));
	play(s, "<F8>");
	assert_log("");
	stack_draw(s, &c);
	assert_true(canvas_has(&c, "Your role does not include this: 秘密."));
	play(s, "x");
	stack_draw(s, &c);
	assert_false(canvas_has(&c, "Your role"));
	canvas_done(&c);
	stack_free(s);
}

TEST(key_bar_shows_what_can_be_done_now)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);
	struct probe *p = push(s, 'a', &probe_ops);
	struct canvas c;

	canvas_init(&c, 24, 80);
	stack_draw(s, &c);
	assert_row(&c, 23, "F1説明 F3/Esc戻る F10/^S登録 F12/^O施錠");
	p->may_save = false;
	stack_draw(s, &c);
	assert_row(&c, 23, "F1説明 F3/Esc戻る F12/^O施錠");
	p->may_save = true;
	canvas_resize(&c, 24, 33);
	stack_draw(s, &c);
	assert_row(&c, 23, "F1説明 F3戻る F10登録 F12施錠");
	canvas_resize(&c, 24, 22);
	stack_draw(s, &c);
	assert_row(&c, 23, "F1説明 F3戻る F10登録");
	canvas_resize(&c, 24, 14);
	stack_draw(s, &c);
	assert_row(&c, 23, "F1説明 F3戻る");
	assert_canvas_sound(&c);
	canvas_done(&c);
	stack_free(s);
}

TEST(frame_gives_way_on_a_small_terminal)
{
	static const struct {
		int rows;
		const char *shown;
	} sizes[] = { { 24, "screen a 21x30" }, { 5, "screen a 2x30" }, { 4, "screen a 2x30" },
		      { 3, "screen a 2x30" }, { 2, "screen a 2x30" }, { 1, "screen a 1x30" } };
	bool changed = false;
	struct stack *s = new_stack(&changed);
	struct canvas c;

	canvas_init(&c, 24, 30);
	push(s, 'a', &probe_ops);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		canvas_resize(&c, sizes[i].rows, 30);
		stack_draw(s, &c);
		assert_true(canvas_has(&c, sizes[i].shown));
		stack_say(s, "A sentence that takes two lines here, at least.");
		stack_draw(s, &c);
		assert_canvas_sound(&c);
		play(s, "x");
	}
	canvas_done(&c);
	stack_free(s);
}

TEST(long_message_is_read_to_its_end)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);
	struct err e = { .code = ERR_REFUSED,
			 .msg = "この団体には貸出中の備品が残っているため、"
				"解散の手続きを進められません。先に返却を受け付けてください。" };
	struct canvas c;

	canvas_init(&c, 10, 50);
	push(s, 'a', &probe_ops);
	stack_say_err(s, &e);
	stack_draw(s, &c);
	assert_row(&c, 8, "い。");
	assert_true(canvas_has(&c, "screen a 5x50"));
	canvas_done(&c);
	stack_free(s);
}

TEST(overlay_shows_the_screen_below_and_hides_its_caret)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);
	struct canvas c;

	canvas_init(&c, 24, 80);
	push(s, 'a', &probe_ops);
	push(s, 'o', &overlay_ops);
	stack_draw(s, &c);
	assert_true(canvas_has(&c, "screen a"));
	assert_true(canvas_has(&c, "over"));
	assert_true(canvas_has(&c, "団体一覧"));
	assert_int_equal(c.cursor_row, -1);
	push(s, 'b', &probe_ops);
	stack_draw(s, &c);
	assert_false(canvas_has(&c, "over"));
	canvas_done(&c);
	stack_free(s);
}

TEST(other_desks_commits_reach_what_shows)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);

	push(s, 'x', &probe_ops);
	push(s, 'a', &probe_ops);
	push(s, 'o', &overlay_ops);
	(void)stack_tick(s); /* the minute may just have turned */
	str_clear(&log_text);
	changed = true;
	assert_true(stack_tick(s));
	assert_log("a:tick o:tick ");
	stack_free(s);
}

static bool
probe_ahead(void *state)
{
	note(state, "ahead");
	return true;
}

TEST(only_the_top_screen_works_ahead)
{
	static const struct screen_ops ops = { .name = "ahead",
					       .draw = probe_draw,
					       .ahead = probe_ahead,
					       .close = probe_close };
	bool changed = false;
	struct stack *s = new_stack(&changed);

	assert_false(stack_ahead(s));
	push(s, 'a', &ops);
	assert_true(stack_ahead(s));
	push(s, 'o', &overlay_ops);
	assert_false(stack_ahead(s));
	assert_log("a:ahead ");
	stack_pop(s);
	assert_true(stack_ahead(s));
	assert_log("a:ahead o:close a:ahead ");
	stack_free(s);
}

static int
done_with_log(void **state)
{
	(void)state;
	str_done(&log_text);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(key_goes_to_the_screen_then_its_table_then_the_global_one),
		cmocka_unit_test(popped_screen_lives_until_its_handler_has_returned),
		cmocka_unit_test(handler_may_push_in_place_of_itself),
		cmocka_unit_test(going_home_closes_all_but_the_first),
		cmocka_unit_test(what_cannot_be_done_is_said),
		cmocka_unit_test(key_bar_shows_what_can_be_done_now),
		cmocka_unit_test(frame_gives_way_on_a_small_terminal),
		cmocka_unit_test(long_message_is_read_to_its_end),
		cmocka_unit_test(overlay_shows_the_screen_below_and_hides_its_caret),
		cmocka_unit_test(other_desks_commits_reach_what_shows),
		cmocka_unit_test(only_the_top_screen_works_ahead),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, done_with_log);
}
