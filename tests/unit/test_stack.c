/* test_stack.c - where keys go, when screens are closed, what the frame shows. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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

struct ahead_probe {
	struct stack *stack;
	int report; /* a file that is told what happens; 0: the log */
	int pieces; /* of work */
};

static void
ahead_note(const struct ahead_probe *p, const char *what)
{
	if (p->report == 0)
		str_addf(&log_text, "%s ", what);
	else
		dprintf(p->report, "%s ", what);
}

static bool
ahead_key(void *state, const struct key *k)
{
	struct ahead_probe *p = state;

	ahead_note(p, k->text);
	if (*k->text == 'q')
		stack_quit(p->stack);
	return true;
}

static bool
ahead_piece(void *state)
{
	struct ahead_probe *p = state;

	p->pieces--;
	ahead_note(p, p->pieces > 0 ? "piece" : "last");
	return p->pieces > 0;
}

static void
ahead_draw(void *state, struct canvas *c, struct rect area)
{
	(void)c;
	(void)area;
	ahead_note(state, "draw");
}

static void
ahead_close(void *state)
{
	(void)state;
}

static const struct screen_ops ahead_ops = {
	.name = "ahead",
	.key = ahead_key,
	.draw = ahead_draw,
	.ahead = ahead_piece,
	.close = ahead_close,
};

TEST(only_the_top_screen_works_ahead)
{
	bool changed = false;
	struct stack *s = new_stack(&changed);
	struct ahead_probe p = { .stack = s, .pieces = 2 };

	assert_false(stack_ahead(s));
	stack_push(s, &ahead_ops, &p);
	assert_true(stack_ahead(s));
	push(s, 'o', &overlay_ops);
	assert_false(stack_ahead(s));
	assert_log("piece ");
	stack_pop(s);
	assert_false(stack_ahead(s));
	assert_log("piece o:close last ");
	stack_free(s);
}

/* The loop on a terminal whose clerk has typed two keys before it began. */
_Noreturn static void
run_loop(int report)
{
	const struct stack_frame frame = { .actions = NULL };
	struct term *term = term_open(NULL);
	struct stack *s = stack_new(term, &frame);
	struct ahead_probe p = { .stack = s, .report = report, .pieces = 3 };

	stack_push(s, &ahead_ops, &p);
	stack_run(s, NULL);
	term_close(term);
	_exit(0);
}

/* What the loop has told so far, once it has told `text`; its output is not of interest. */
static bool
wait_told(int master, int report, struct str *told, const char *text)
{
	struct pollfd fds[] = { { report, POLLIN, 0 }, { master, POLLIN, 0 } };
	char bytes[4096];

	while (strstr(str_text(told), text) == NULL) {
		if (poll(fds, 2, 10000) <= 0)
			return false;
		if (fds[1].revents != 0 && read(master, bytes, sizeof bytes) <= 0)
			fds[1].fd = -1;
		ssize_t n = fds[0].revents != 0 ? read(report, bytes, sizeof bytes) : -1;

		if (n > 0)
			str_add_len(told, bytes, (size_t)n);
		else if (n == 0)
			return false;
	}
	return true;
}

TEST(loop_works_ahead_when_the_frame_is_out_and_no_key_waits)
{
	AUTO_STR told = STR_INIT;
	int report[2], go[2], master;
	char c;

	assert_int_equal(pipe(report), 0);
	assert_int_equal(pipe(go), 0);
	pid_t pid = forkpty(&master, NULL, NULL, NULL);

	if (pid == 0) {
		close(go[1]);
		setenv("TERM", "xterm-256color", 1);
		(void)!read(go[0], &c, 1); /* until the far end has typed ahead */
		run_loop(report[1]);
	}
	close(report[1]);
	close(go[0]);
	assert_int_equal(write(master, "ab", 2), 2);
	close(go[1]);
	assert_true(wait_told(master, report[0], &told, "last "));
	assert_non_null(strstr(str_text(&told), "b draw piece piece last "));
	assert_int_equal(write(master, "c", 1), 1);
	assert_true(wait_told(master, report[0], &told, "c draw last "));
	assert_int_equal(write(master, "q", 1), 1);
	assert_true(wait_told(master, report[0], &told, "c draw last q "));
	close(report[0]);
	close(master);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
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
		cmocka_unit_test(loop_works_ahead_when_the_frame_is_out_and_no_key_waits),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, done_with_log);
}
