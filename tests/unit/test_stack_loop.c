/*
 * test_stack_loop.c - the loop on a real terminal, of which the test is the far
 * end: when it draws, when it works ahead, when it rests.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "ui/stack.h"

enum {
	PATIENCE_MS = 10000,
	RESTS = 6, /* more than there are looks around before the lock */
};

/* A screen that tells what happens to it. */
struct probe {
	struct stack *stack;
	int report;
	int pieces; /* of work ahead */
	int rests;  /* pieces of what is done at rest */
};

static bool
probe_key(void *state, const struct key *k)
{
	struct probe *p = state;

	dprintf(p->report, "%s ", k->text);
	if (*k->text == 'q')
		stack_quit(p->stack);
	if (*k->text == 'r')
		p->rests = RESTS;
	return true;
}

static bool
probe_ahead(void *state)
{
	struct probe *p = state;

	p->pieces--;
	dprintf(p->report, "%s ", p->pieces > 0 ? "piece" : "last");
	return p->pieces > 0;
}

static void
probe_draw(void *state, struct canvas *c, struct rect area)
{
	struct probe *p = state;

	(void)c;
	(void)area;
	dprintf(p->report, "draw ");
}

static void
probe_close(void *state)
{
	(void)state;
}

static bool
frame_rest(void *ctx)
{
	struct probe *p = ctx;

	dprintf(p->report, "rest ");
	return p->rests > 0 && --p->rests > 0;
}

static int
frame_idle_ms(void *ctx)
{
	(void)ctx;
	return 2000;
}

static void
frame_idle(void *ctx)
{
	struct probe *p = ctx;

	dprintf(p->report, "lock ");
}

_Noreturn static void
run_loop(int report)
{
	static const struct screen_ops ops = { .name = "probe",
					       .key = probe_key,
					       .draw = probe_draw,
					       .ahead = probe_ahead,
					       .close = probe_close };
	struct probe p = { .report = report, .pieces = 3 };
	const struct stack_frame frame = {
		.ctx = &p, .idle_ms = frame_idle_ms, .idle = frame_idle, .rest = frame_rest
	};
	struct term *term = term_open(NULL);

	p.stack = stack_new(term, &frame);
	stack_push(p.stack, &ops, &p);
	stack_run(p.stack, NULL);
	stack_free(p.stack);
	term_close(term);
	_exit(0);
}

struct far_end {
	int master, report;
	pid_t pid;
	struct str told;
};

/* The loop begins when `typed` is already there. */
static void
open_far_end(struct far_end *f, const char *typed)
{
	int report[2], go[2];
	char c;

	*f = (struct far_end){ .told = STR_INIT };
	assert_int_equal(pipe(report), 0);
	assert_int_equal(pipe(go), 0);
	f->pid = forkpty(&f->master, NULL, NULL, NULL);
	if (f->pid == 0) {
		close(go[1]);
		setenv("TERM", "xterm-256color", 1);
		(void)!read(go[0], &c, 1);
		run_loop(report[1]);
	}
	close(report[1]);
	close(go[0]);
	f->report = report[0];
	dprintf(f->master, "%s", typed);
	close(go[1]);
}

static void
wait_told(struct far_end *f, const char *text)
{
	struct pollfd fds[] = { { f->report, POLLIN, 0 }, { f->master, POLLIN, 0 } };
	char bytes[4096];
	ssize_t n = 1;

	while (n > 0 && strstr(str_text(&f->told), text) == NULL) {
		if (poll(fds, 2, PATIENCE_MS) <= 0)
			break;
		if (fds[1].revents != 0 && read(f->master, bytes, sizeof bytes) <= 0)
			fds[1].fd = -1; /* what is drawn is not of interest */
		if (fds[0].revents == 0)
			continue;
		n = read(f->report, bytes, sizeof bytes);
		str_add_len(&f->told, bytes, n > 0 ? (size_t)n : 0);
	}
	if (strstr(str_text(&f->told), text) == NULL)
		fail_msg("\"%s\" was not told, but: %s", text, str_text(&f->told));
}

static void
close_far_end(struct far_end *f)
{
	dprintf(f->master, "q");
	wait_told(f, "q ");
	close(f->report);
	close(f->master);
	assert_int_equal(waitpid(f->pid, NULL, 0), f->pid);
	str_done(&f->told);
}

TEST(work_ahead_begins_when_the_frame_is_out_and_no_key_waits)
{
	struct far_end f;

	open_far_end(&f, "ab");
	wait_told(&f, "a ");
	wait_told(&f, "b draw piece piece last ");
	dprintf(f.master, "c");
	wait_told(&f, "c draw last ");
	close_far_end(&f);
}

TEST(loop_rests_once_after_a_second_without_a_key)
{
	struct far_end f;

	open_far_end(&f, "a");
	wait_told(&f, "lock ");
	const char *first = strstr(str_text(&f.told), "rest ");

	assert_non_null(first);
	assert_null(strstr(first + 1, "rest "));
	str_clear(&f.told);
	dprintf(f.master, "b");
	wait_told(&f, "rest ");
	const char *key = strstr(str_text(&f.told), "b ");

	assert_true(key != NULL && key < strstr(str_text(&f.told), "rest "));
	close_far_end(&f);
}

TEST(rest_goes_on_while_there_is_more_of_it)
{
	struct far_end f;
	int rests = 0;

	open_far_end(&f, "r");
	wait_told(&f, "lock ");
	for (const char *p = str_text(&f.told); (p = strstr(p, "rest ")) != NULL; p++)
		rests++;
	assert_int_equal(rests, RESTS);
	close_far_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_ahead_begins_when_the_frame_is_out_and_no_key_waits),
		cmocka_unit_test(loop_rests_once_after_a_second_without_a_key),
		cmocka_unit_test(rest_goes_on_while_there_is_more_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
