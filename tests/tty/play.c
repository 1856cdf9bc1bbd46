/*
 * play.c - plays a scenario: a text that reads like the manual, each line one
 * act of a clerk or one thing to be seen. Empty lines and lines that begin
 * with # say nothing.
 *
 *   size 24 80              of the terminals opened from here on
 *   lang ja|en              of the programs started from here on
 *   terminal vt100          their TERM
 *   home demo|init|none     a fresh data folder (see world.h); a path copies that one
 *   now 2027-04-01T09:00    their clock; `now real` leaves it alone
 *   desk B                  from here on, act at this desk (the first one is A)
 *   run [ARGUMENTS]         start the program there; without arguments the desk opens
 *   type TEXT               one key a character
 *   paste [N times] TEXT    in one piece
 *   press <F10> <Down>*3 2  keys, by name or character
 *   wait for TEXT           until the screen shows it; `wait for no TEXT` until it is gone
 *   expect TEXT             the same as `wait for`, for what is claimed
 *   expect not TEXT         once the program waits for the next key
 *   expect line N TEXT      row N, counted from 1; N may be `last`
 *   cursor on TEXT          the cursor is visible in a row that shows TEXT
 *   resize 5 20
 *   count keys              from here; then `keys <= 13` holds the presses to a number
 *   never sent BYTES        in all that the program wrote; \e is escape, \xHH any byte
 *   ends with N             the program ends by itself with this status
 *   kill, hangup, terminate the program ends within two seconds
 *   show                    prints the screen
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <ctype.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "terminal.h"
#include "world.h"

#define DESKS 4
#define GONE_MS 2000 /* what a program may take to leave once its terminal is gone */

struct player {
	struct world world;
	const char *file;
	int line;
	struct terminal *desks[DESKS];
	int desk;
	int keys; /* pressed since `count keys` */
};

static struct terminal *
here(const struct player *p)
{
	return p->desks[p->desk];
}

static bool
fail(const struct player *p, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", p->file, p->line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return false;
}

static void
show_screen(FILE *to, struct terminal *t, int desk)
{
	AUTO_STR text = STR_INIT;

	terminal_text(t, &text);
	fprintf(to, "--- screen of desk %c\n%s---\n", 'A' + desk, str_text(&text));
}

static bool
act_size(struct player *p, const char *arg)
{
	if (sscanf(arg, "%d %d", &p->world.rows, &p->world.cols) != 2)
		return fail(p, "size: two numbers");
	return true;
}

static bool
act_lang(struct player *p, const char *arg)
{
	free(p->world.lang);
	p->world.lang = mem_strdup(arg);
	return true;
}

static bool
act_terminal(struct player *p, const char *arg)
{
	free(p->world.term);
	p->world.term = mem_strdup(arg);
	return true;
}

static bool
act_home(struct player *p, const char *arg)
{
	return world_home(&p->world, arg) || fail(p, "home %s cannot be made", arg);
}

static bool
act_now(struct player *p, const char *arg)
{
	free(p->world.now);
	p->world.now = strcmp(arg, "real") == 0 ? NULL : mem_strdup(arg);
	return true;
}

static bool
act_desk(struct player *p, const char *arg)
{
	if (arg[0] < 'A' || arg[0] >= 'A' + DESKS || arg[1])
		return fail(p, "desk: A to %c", 'A' + DESKS - 1);
	p->desk = arg[0] - 'A';
	return true;
}

static bool
act_run(struct player *p, const char *arg)
{
	terminal_close(here(p));
	p->desks[p->desk] = world_run(&p->world, arg);
	return here(p) || fail(p, "no pseudo-terminal");
}

static bool
act_type(struct player *p, const char *arg)
{
	terminal_send(here(p), arg, strlen(arg));
	return true;
}

static bool
act_paste(struct player *p, const char *arg)
{
	AUTO_STR text = STR_INIT;
	int times = 1, skip = 0;

	if (sscanf(arg, "%d times %n", &times, &skip) != 1 || skip == 0)
		times = 1, skip = 0;
	for (int i = 0; i < times; i++)
		str_add(&text, arg + skip);
	terminal_paste(here(p), str_text(&text), text.len);
	return true;
}

/* Escape begins what other keys send: it must be read before anything follows. */
static void
press_once(struct player *p, const struct str *bytes)
{
	terminal_send(here(p), bytes->s, bytes->len);
	if (bytes->len == 1 && bytes->s[0] == '\033')
		terminal_settle(here(p), p->world.limit_ms);
	p->keys++;
}

static bool
act_press(struct player *p, const char *arg)
{
	while (*arg) {
		AUTO_STR bytes = STR_INIT;
		size_t len = terminal_key_len(arg);
		char *end = NULL;
		long times = 1;

		if (!terminal_encode(here(p), arg, len, &bytes))
			return fail(p, "no such key: %.*s", (int)len, arg);
		arg += len;
		if (*arg == '*') {
			times = strtol(arg + 1, &end, 10);
			arg = end;
		}
		for (; times > 0; times--)
			press_once(p, &bytes);
		arg += strspn(arg, " ");
	}
	return true;
}

static bool
act_wait(struct player *p, const char *arg)
{
	bool shown = strncmp(arg, "for no ", 7) != 0;

	if (strncmp(arg, "for ", 4) != 0)
		return fail(p, "wait for TEXT, or wait for no TEXT");
	arg += shown ? 4 : 7;
	return terminal_wait(here(p), arg, shown, p->world.limit_ms) ||
	       fail(p, "waited in vain for %s%s", shown ? "" : "no ", arg);
}

static bool
row_shows(struct terminal *t, int row, const char *text)
{
	AUTO_STR line = STR_INIT;

	terminal_row_text(t, row, &line);
	return strstr(str_text(&line), text) != NULL;
}

static bool
expect_line(struct player *p, const char *arg)
{
	int64_t end = terminal_now() + p->world.limit_ms * INT64_C(1000000);
	int row = atoi(arg) - 1;
	const char *text = strchr(arg, ' ');

	if (strncmp(arg, "last ", 5) == 0)
		row = p->world.rows - 1;
	if (!text || row < 0 || row >= p->world.rows)
		return fail(p, "expect line N TEXT");
	while (!row_shows(here(p), row, text + 1)) {
		if (terminal_now() > end || terminal_has_ended(here(p)))
			return fail(p, "line %d does not show %s", row + 1, text + 1);
		terminal_pump(here(p), INT64_C(50000000));
	}
	return true;
}

static bool
act_expect(struct player *p, const char *arg)
{
	if (strncmp(arg, "line ", 5) == 0)
		return expect_line(p, arg + 5);
	if (strncmp(arg, "not ", 4) == 0) {
		terminal_settle(here(p), p->world.limit_ms);
		return !terminal_shows(here(p), arg + 4) || fail(p, "the screen shows %s", arg + 4);
	}
	return terminal_wait(here(p), arg, true, p->world.limit_ms) ||
	       fail(p, "the screen does not show %s", arg);
}

static bool
act_cursor(struct player *p, const char *arg)
{
	bool visible;
	int row, col;

	if (strncmp(arg, "on ", 3) != 0)
		return fail(p, "cursor on TEXT");
	terminal_settle(here(p), p->world.limit_ms);
	terminal_cursor(here(p), &row, &col, &visible);
	if (!visible)
		return fail(p, "the cursor is hidden");
	return row_shows(here(p), row, arg + 3) ||
	       fail(p, "the cursor is in line %d, column %d", row + 1, col + 1);
}

static bool
act_resize(struct player *p, const char *arg)
{
	if (!act_size(p, arg))
		return false;
	terminal_resize(here(p), p->world.rows, p->world.cols);
	return true;
}

static bool
act_count(struct player *p, const char *arg)
{
	p->keys = 0;
	return strcmp(arg, "keys") == 0 || fail(p, "count keys");
}

static bool
act_keys(struct player *p, const char *arg)
{
	int most = atoi(arg + strcspn(arg, "0123456789"));

	printf("%s:%d: %d keys besides the content\n", p->file, p->line, p->keys);
	return p->keys <= most || fail(p, "%d keys, %d are allowed", p->keys, most);
}

static void
unescape(const char *text, struct str *out)
{
	while (*text) {
		unsigned value;

		if (strncmp(text, "\\e", 2) == 0) {
			str_add_char(out, '\033');
			text += 2;
		} else if (sscanf(text, "\\x%2x", &value) == 1) {
			str_add_char(out, (char)value);
			text += 4;
		} else {
			str_add_char(out, *text++);
		}
	}
}

static bool
act_never(struct player *p, const char *arg)
{
	const struct str *raw = terminal_raw(here(p));
	AUTO_STR bytes = STR_INIT;

	if (strncmp(arg, "sent ", 5) != 0)
		return fail(p, "never sent BYTES");
	terminal_settle(here(p), p->world.limit_ms);
	unescape(arg + 5, &bytes);
	return !memmem(str_text(raw), raw->len, str_text(&bytes), bytes.len) ||
	       fail(p, "these bytes were sent to the terminal");
}

static bool
act_ends(struct player *p, const char *arg)
{
	int status, wanted = atoi(arg + strcspn(arg, "0123456789"));

	if (!terminal_wait_end(here(p), p->world.limit_ms, &status, NULL))
		return fail(p, "the program goes on");
	if (WIFSIGNALED(status))
		return fail(p, "the program died of signal %d", WTERMSIG(status));
	return WEXITSTATUS(status) == wanted ||
	       fail(p, "it ended with %d, not with %d", WEXITSTATUS(status), wanted);
}

/* The program must be gone soon, whatever it was doing, and not by a crash. */
static bool
must_go(struct player *p, int signal_number)
{
	int status;

	if (!terminal_wait_end(here(p), GONE_MS, &status, NULL))
		return fail(p, "the program is still there after %d ms", GONE_MS);
	if (WIFSIGNALED(status) && WTERMSIG(status) != signal_number)
		return fail(p, "the program died of signal %d", WTERMSIG(status));
	return true;
}

static bool
act_kill(struct player *p, const char *arg)
{
	(void)arg;
	terminal_signal(here(p), SIGKILL);
	return must_go(p, SIGKILL);
}

static bool
act_hangup(struct player *p, const char *arg)
{
	(void)arg;
	terminal_hang_up(here(p));
	return must_go(p, 0);
}

static bool
act_terminate(struct player *p, const char *arg)
{
	(void)arg;
	terminal_signal(here(p), SIGTERM);
	return must_go(p, 0);
}

static bool
act_show(struct player *p, const char *arg)
{
	(void)arg;
	terminal_settle(here(p), p->world.limit_ms);
	show_screen(stdout, here(p), p->desk);
	return true;
}

static const struct act {
	const char *word;
	bool needs_run;
	bool (*run)(struct player *p, const char *arg);
} acts[] = {
	{ "size", false, act_size },
	{ "lang", false, act_lang },
	{ "terminal", false, act_terminal },
	{ "home", false, act_home },
	{ "now", false, act_now },
	{ "desk", false, act_desk },
	{ "run", false, act_run },
	{ "type", true, act_type },
	{ "paste", true, act_paste },
	{ "press", true, act_press },
	{ "wait", true, act_wait },
	{ "expect", true, act_expect },
	{ "cursor", true, act_cursor },
	{ "resize", true, act_resize },
	{ "count", false, act_count },
	{ "keys", false, act_keys },
	{ "never", true, act_never },
	{ "ends", true, act_ends },
	{ "kill", true, act_kill },
	{ "hangup", true, act_hangup },
	{ "terminate", true, act_terminate },
	{ "show", true, act_show },
};

static bool
play_line(struct player *p, char *line)
{
	char *arg = line + strcspn(line, " ");

	if (*arg)
		*arg++ = '\0';
	for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
		if (strcmp(acts[i].word, line) != 0)
			continue;
		if (acts[i].needs_run && !here(p))
			return fail(p, "%s: nothing runs at this desk yet", line);
		return acts[i].run(p, arg);
	}
	return fail(p, "what is \"%s\"?", line);
}

static bool
play(struct player *p, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	while (ok && getline(&line, &size, f) >= 0) {
		p->line++;
		line[strcspn(line, "\r\n")] = '\0';
		char *start = line + strspn(line, " \t");

		if (*start && *start != '#')
			ok = play_line(p, start);
	}
	free(line);
	return ok;
}

/* Every scenario ends with a lost line at each desk that is still open. */
static bool
close_desks(struct player *p, bool ok)
{
	for (p->desk = 0; p->desk < DESKS; p->desk++) {
		if (!here(p))
			continue;
		if (!ok)
			show_screen(stderr, here(p), p->desk);
		else if (!terminal_has_ended(here(p)))
			ok = act_hangup(p, "");
		terminal_close(here(p));
	}
	char *report = world_sanitizer_report(&p->world);

	if (report)
		ok = fail(p, "%s", report);
	free(report);
	return ok;
}

int
main(int argc, char **argv)
{
	struct player p = { .file = argc == 2 ? argv[1] : "" };
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;

	if (!f) {
		fprintf(stderr, "usage: play SCENARIO\n");
		return 2;
	}
	setlocale(LC_ALL, "C.UTF-8");
	world_init(&p.world);
	bool ok = play(&p, f);

	ok = close_desks(&p, ok);
	fclose(f);
	world_done(&p.world, false);
	return ok ? 0 : 1;
}
