/*
 * test_term.c - a real pseudo-terminal, of which the test is the far end: what
 * is sent, what comes back as keys, and how the terminal is left.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "screen_text.h"
#include "ui/term.h"

enum { PATIENCE_MS = 10000, ROWS = 10, COLS = 40 };

static volatile int stop;

static void
on_term(int signal_number)
{
	(void)signal_number;
	stop = 1;
}

/* The program at the near end: tells each key on `report`, draws after each. */
static void
run_near_end(int report, const char *first_row)
{
	struct sigaction action = { .sa_handler = on_term };
	struct err e = { .code = ERR_NONE };
	struct term *t = term_open(&e);
	struct canvas c;
	int count = 0;

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	if (t == NULL) {
		dprintf(report, "no terminal: %s\n", e.msg);
		_exit(1);
	}
	canvas_init(&c, ROWS, COLS);
	for (;;) {
		int rows, cols;

		term_size(t, &rows, &cols);
		canvas_resize(&c, rows, cols);
		canvas_put(&c, 0, 0, cols, STYLE_NORMAL, first_row);
		canvas_printf(&c, 1, 0, cols, STYLE_FOCUS, "count %d.", count);
		canvas_cursor(&c, 1, 0);
		term_draw(t, &c);
		struct key k = term_key(t, -1, &stop);

		count++;
		if (k.code == K_CTRL_L)
			term_forget(t);
		term_size(t, &rows, &cols);
		if (k.code == K_RESIZE)
			dprintf(report, "resize %dx%d wide %d\n", rows, cols,
				utf8_cp_width(0x2460));
		else if (k.code == K_TEXT || k.code == K_PASTE)
			dprintf(report, "%s %s\n", k.code == K_TEXT ? "text" : "paste", k.text);
		else
			dprintf(report, "key %s\n", k.code == K_GONE ? "gone" : key_label(k.code));
		if (k.code == K_GONE || k.code == K_CTRL_Q)
			break;
	}
	canvas_done(&c);
	term_close(t);
	dprintf(report, "closed\n");
	_exit(0);
}

struct far_end {
	int master, report, go;
	pid_t pid;
	struct str sent;   /* what the program has sent to the terminal */
	struct str told;   /* what it has told on the pipe */
	struct termios before;
};

static void
open_far_end(struct far_end *f, const char *type, const char *first_row)
{
	const struct winsize size = { .ws_row = ROWS, .ws_col = COLS };
	int report[2], go[2], slave;
	char c;

	memset(f, 0, sizeof *f);
	assert_int_equal(pipe2(report, O_CLOEXEC), 0);
	assert_int_equal(pipe2(go, O_CLOEXEC), 0);
	assert_int_equal(openpty(&f->master, &slave, NULL, NULL, &size), 0);
	tcgetattr(slave, &f->before);
	f->pid = fork();
	if (f->pid == 0) {
		setsid();
		ioctl(slave, TIOCSCTTY, 0);
		dup2(slave, STDIN_FILENO);
		dup2(slave, STDOUT_FILENO);
		close(f->master);
		close(slave);
		close(go[1]);
		if (type != NULL)
			setenv("TERM", type, 1);
		else
			unsetenv("TERM");
		(void)!read(go[0], &c, 1); /* until the far end has typed ahead */
		run_near_end(report[1], first_row);
	}
	close(slave);
	close(report[1]);
	close(go[0]);
	f->report = report[0];
	f->go = go[1];
}

static void
let_go(struct far_end *f)
{
	close(f->go);
}

/* Takes what has come on either line; false when both are quiet for PATIENCE_MS. */
static bool
take(struct far_end *f)
{
	struct pollfd fds[2] = { { .fd = f->master, .events = POLLIN },
				 { .fd = f->report, .events = POLLIN } };
	char bytes[4096];

	if (poll(fds, 2, PATIENCE_MS) <= 0)
		return false;
	for (int i = 0; i < 2; i++) {
		ssize_t n = fds[i].revents != 0 ? read(fds[i].fd, bytes, sizeof bytes) : 0;

		if (n > 0)
			str_add_len(i == 0 ? &f->sent : &f->told, bytes, (size_t)n);
		else if (fds[i].revents != 0 && i == 0 && f->master >= 0)
			f->master = -1; /* the near end is closed */
		else if (fds[i].revents != 0 && i == 1)
			return false;
	}
	return true;
}

static void
wait_told(struct far_end *f, const char *text)
{
	while (strstr(str_text(&f->told), text) == NULL)
		if (!take(f))
			break;
	if (strstr(str_text(&f->told), text) == NULL)
		fail_msg("\"%s\" was not told, but: %s", text, str_text(&f->told));
}

static void
wait_sent(struct far_end *f, const char *text)
{
	while (memmem(str_text(&f->sent), f->sent.len, text, strlen(text)) == NULL)
		if (!take(f))
			fail_msg("\"%s\" was not sent", text);
}

static void
type(struct far_end *f, const char *bytes)
{
	assert_int_equal(write(f->master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

static void
close_far_end(struct far_end *f)
{
	int status;

	close(f->report);
	if (f->master >= 0)
		close(f->master);
	kill(f->pid, SIGKILL);
	waitpid(f->pid, &status, 0);
	str_done(&f->sent);
	str_done(&f->told);
}

#define FAR_END(f, term_type, first_row)                                                        \
	__attribute__((cleanup(close_far_end))) struct far_end f;                               \
	open_far_end(&f, term_type, first_row)

TEST(keys_typed_before_the_start_are_kept)
{
	FAR_END(f, "xterm-256color", "");
	type(&f, "ab");
	let_go(&f);
	wait_told(&f, "text a\ntext b\n");
	type(&f, "\033[B\021");
	wait_told(&f, "key Down\nkey ^Q\nclosed\n");
}

TEST(start_waits_for_no_answer_of_the_terminal)
{
	FAR_END(f, "xterm-256color", "窓口");
	let_go(&f);
	wait_sent(&f, "\033[6n");
	wait_sent(&f, "窓口");
	wait_sent(&f, "count 0.");
	type(&f, "x");
	wait_told(&f, "text x\n");
	assert_null(strstr(str_text(&f.told), "resize"));
}

TEST(wide_terminal_is_noticed_among_the_keys)
{
	FAR_END(f, "xterm-256color", "①②x");
	let_go(&f);
	wait_sent(&f, "count 0.");
	type(&f, "a\033[1;3Rb");
	wait_told(&f, "text a\ntext b\nresize 10x40 wide 2\n");
	/* All is sent again, with the room that the terminal takes. */
	wait_sent(&f, "count 3.");
	type(&f, "\021");
	wait_told(&f, "closed");
}

TEST(narrow_terminal_stays_narrow)
{
	FAR_END(f, "xterm-256color", "①");
	let_go(&f);
	wait_sent(&f, "count 0.");
	type(&f, "\033[1;2Ra\021");
	wait_told(&f, "text a\nkey ^Q\nclosed\n");
	assert_null(strstr(str_text(&f.told), "resize"));
}

TEST(paste_is_asked_for_and_taken_as_one)
{
	FAR_END(f, "xterm-256color", "");
	let_go(&f);
	wait_sent(&f, "\033[?2004h");
	type(&f, "\033[200~漢字\nかな\033[201~\021");
	wait_told(&f, "paste 漢字\nかな\nkey ^Q\nclosed\n");
	wait_sent(&f, "\033[?2004l");
}

TEST(terminal_is_given_back_as_it_was)
{
	struct termios after;
	FAR_END(f, "xterm-256color", "");
	let_go(&f);
	int line = fcntl(f.master, F_DUPFD_CLOEXEC, 0); /* take() may find master closed */

	wait_sent(&f, "count 0.");
	type(&f, "\021");
	wait_told(&f, "closed\n");
	assert_int_equal(tcgetattr(line, &after), 0);
	close(line);
	assert_int_equal(after.c_lflag, f.before.c_lflag);
	assert_int_equal(after.c_iflag, f.before.c_iflag);
	assert_int_equal(after.c_oflag, f.before.c_oflag);
	wait_sent(&f, "\033[?1049l");
}

TEST(lost_line_ends_it_at_once)
{
	FAR_END(f, "xterm-256color", "");
	let_go(&f);
	wait_sent(&f, "count 0.");
	close(f.master);
	f.master = -1;
	wait_told(&f, "key gone\nclosed\n");
}

TEST(signal_ends_it_even_without_a_key)
{
	FAR_END(f, "xterm-256color", "");
	let_go(&f);
	wait_sent(&f, "count 0.");
	kill(f.pid, SIGTERM);
	wait_told(&f, "key gone\nclosed\n");
}

TEST(new_size_is_a_key)
{
	const struct winsize size = { .ws_row = 5, .ws_col = 20 };
	FAR_END(f, "xterm-256color", "");
	let_go(&f);
	wait_sent(&f, "count 0.");
	assert_int_equal(ioctl(f.master, TIOCSWINSZ, &size), 0);
	wait_told(&f, "resize 5x20");
	wait_sent(&f, "count 1.");
}

TEST(unknown_or_hostile_type_is_a_vt100)
{
	static const char *const types[] = { NULL, "", "nonexistent", "../../../etc/passwd",
					     "xterm\033[2J", ".terminfo", "dumb" };

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		FAR_END(f, types[i], "desk");
		let_go(&f);
		wait_sent(&f, "desk");
		type(&f, "\033OPx\021");
		wait_told(&f, "key F1\ntext x\nkey ^Q\nclosed\n");
		assert_null(strstr(str_text(&f.sent), "1049"));
	}
}

TEST(clusters_are_sent_whole_and_never_joined_by_the_terminal)
{
	FAR_END(f, "xterm-256color",
		"か\u309a葛\U000E0100e\u0301 \U0001F468\u200d\U0001F469 \u2601\ufe0f.");
	let_go(&f);
	wait_sent(&f, "か\u309a葛\U000E0100e\u0301");
	wait_sent(&f, "\U0001F468\U0001F469");
	wait_sent(&f, "\u2601.");
}

TEST(only_what_has_changed_is_sent)
{
	FAR_END(f, "xterm-256color", "市民活動支援センター");
	let_go(&f);
	wait_sent(&f, "count 0.");
	type(&f, "x");
	wait_told(&f, "text x\n");
	str_clear(&f.sent);
	type(&f, "\021");
	wait_told(&f, "text x\nkey ^Q\nclosed\n");
	assert_null(strstr(str_text(&f.sent), "市"));
	assert_null(strstr(str_text(&f.sent), "count"));
}

TEST(what_was_written_over_is_sent_again)
{
	FAR_END(f, "xterm-256color", "市民活動支援センター");
	let_go(&f);
	wait_sent(&f, "count 0.");
	str_clear(&f.sent);
	type(&f, "\014");
	wait_sent(&f, "市民活動支援センター");
	wait_sent(&f, "count 1.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_typed_before_the_start_are_kept),
		cmocka_unit_test(start_waits_for_no_answer_of_the_terminal),
		cmocka_unit_test(wide_terminal_is_noticed_among_the_keys),
		cmocka_unit_test(narrow_terminal_stays_narrow),
		cmocka_unit_test(paste_is_asked_for_and_taken_as_one),
		cmocka_unit_test(terminal_is_given_back_as_it_was),
		cmocka_unit_test(lost_line_ends_it_at_once),
		cmocka_unit_test(signal_ends_it_even_without_a_key),
		cmocka_unit_test(new_size_is_a_key),
		cmocka_unit_test(unknown_or_hostile_type_is_a_vt100),
		cmocka_unit_test(clusters_are_sent_whole_and_never_joined_by_the_terminal),
		cmocka_unit_test(only_what_has_changed_is_sent),
		cmocka_unit_test(what_was_written_over_is_sent_again),
	};
	return cmocka_run_group_tests(tests, use_utf8_locale, NULL);
}
