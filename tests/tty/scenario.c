/*
 * scenario.c - see scenario.h.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "scenario.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/macros.h"
#include "base/mem.h"

struct terminal *
scenario_here(const struct scenario *s)
{
	return s->desks[s->desk];
}

static bool fail(const struct scenario *s, const char *fmt, ...) PRINTF_LIKE(2, 3);

static bool
fail(const struct scenario *s, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", s->file, s->line);
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
act_size(struct scenario *s, const char *arg)
{
	if (sscanf(arg, "%d %d", &s->world.rows, &s->world.cols) != 2)
		return fail(s, "size: two numbers");
	return true;
}

static bool
act_lang(struct scenario *s, const char *arg)
{
	free(s->world.lang);
	s->world.lang = mem_strdup(arg);
	return true;
}

static bool
act_terminal(struct scenario *s, const char *arg)
{
	free(s->world.term);
	s->world.term = mem_strdup(arg);
	return true;
}

static bool
act_home(struct scenario *s, const char *arg)
{
	return world_home(&s->world, arg) || fail(s, "home %s cannot be made", arg);
}

static bool
act_put(struct scenario *s, const char *arg)
{
	char from[256], folder[64];

	if (sscanf(arg, "%255s %63s", from, folder) != 2)
		return fail(s, "put FILE FOLDER");
	return world_put(&s->world, from, folder) || fail(s, "%s cannot be put there", from);
}

static bool
act_folder(struct scenario *s, const char *arg)
{
	char folder[64];
	int wanted;

	if (sscanf(arg, "%63s holds %d", folder, &wanted) != 2)
		return fail(s, "folder NAME holds N");
	int count = world_count(&s->world, folder);
	return count == wanted || fail(s, "%s holds %d files", folder, count);
}

static bool
act_now(struct scenario *s, const char *arg)
{
	free(s->world.now);
	s->world.now = strcmp(arg, "real") == 0 ? NULL : mem_strdup(arg);
	return true;
}

static bool
act_desk(struct scenario *s, const char *arg)
{
	if (arg[0] < 'A' || arg[0] >= 'A' + SCENARIO_DESKS || arg[1])
		return fail(s, "desk: A to %c", 'A' + SCENARIO_DESKS - 1);
	s->desk = arg[0] - 'A';
	return true;
}

static bool
act_run(struct scenario *s, const char *arg)
{
	terminal_close(scenario_here(s));
	s->desks[s->desk] = world_run(&s->world, arg);
	return scenario_here(s) || fail(s, "no pseudo-terminal");
}

static bool
act_type(struct scenario *s, const char *arg)
{
	terminal_send(scenario_here(s), arg, strlen(arg));
	return true;
}

static bool
act_paste(struct scenario *s, const char *arg)
{
	AUTO_STR text = STR_INIT;
	int times = 1, skip = 0;

	if (sscanf(arg, "%d times %n", &times, &skip) != 1 || skip == 0)
		times = 1, skip = 0;
	for (int i = 0; i < times; i++)
		str_add(&text, arg + skip);
	terminal_paste(scenario_here(s), str_text(&text), text.len);
	return true;
}

bool
scenario_next_key(struct scenario_keys *k)
{
	if (k->again > 0) {
		k->again--;
		return true;
	}
	if (*k->rest == '\0')
		return false;
	k->key = k->rest;
	k->len = terminal_key_len(k->rest);
	k->rest += k->len;
	if (k->is_press && *k->rest == '*') {
		char *end;

		k->again = strtol(k->rest + 1, &end, 10) - 1;
		k->rest = end;
	}
	if (k->is_press)
		k->rest += strspn(k->rest, " ");
	return true;
}

/* Escape begins what other keys send: it must be read before anything follows. */
bool
scenario_press(struct scenario *s, const char *key, size_t len)
{
	AUTO_STR bytes = STR_INIT;

	if (!terminal_encode(scenario_here(s), key, len, &bytes))
		return fail(s, "no such key: %.*s", (int)len, key);
	terminal_send(scenario_here(s), bytes.s, bytes.len);
	if (bytes.len == 1 && bytes.s[0] == '\033')
		terminal_settle(scenario_here(s), s->world.limit_ms);
	s->keys++;
	return true;
}

static bool
act_press(struct scenario *s, const char *arg)
{
	struct scenario_keys k = { .rest = arg, .is_press = true };
	bool ok = true;

	while (ok && scenario_next_key(&k))
		ok = scenario_press(s, k.key, k.len);
	return ok;
}

static bool
act_wait(struct scenario *s, const char *arg)
{
	bool shown = strncmp(arg, "for no ", 7) != 0;

	if (strncmp(arg, "for ", 4) != 0)
		return fail(s, "wait for TEXT, or wait for no TEXT");
	arg += shown ? 4 : 7;
	return terminal_wait(scenario_here(s), arg, shown, s->world.limit_ms) ||
	       fail(s, "waited in vain for %s%s", shown ? "" : "no ", arg);
}

static bool
expect_line(struct scenario *s, const char *arg)
{
	int64_t end = terminal_now() + s->world.limit_ms * INT64_C(1000000);
	int row = atoi(arg) - 1;
	const char *text = strchr(arg, ' ');

	if (strncmp(arg, "last ", 5) == 0)
		row = s->world.rows - 1;
	if (!text || row < 0 || row >= s->world.rows)
		return fail(s, "expect line N TEXT");
	while (!terminal_row_shows(scenario_here(s), row, text + 1)) {
		if (terminal_now() > end || terminal_has_ended(scenario_here(s)))
			return fail(s, "line %d does not show %s", row + 1, text + 1);
		terminal_pump(scenario_here(s), INT64_C(50000000));
	}
	return true;
}

static bool
act_expect(struct scenario *s, const char *arg)
{
	if (strncmp(arg, "line ", 5) == 0)
		return expect_line(s, arg + 5);
	if (strncmp(arg, "not ", 4) == 0) {
		terminal_settle(scenario_here(s), s->world.limit_ms);
		return !terminal_shows(scenario_here(s), arg + 4) ||
		       fail(s, "the screen shows %s", arg + 4);
	}
	return terminal_wait(scenario_here(s), arg, true, s->world.limit_ms) ||
	       fail(s, "the screen does not show %s", arg);
}

static bool
act_cursor(struct scenario *s, const char *arg)
{
	bool visible;
	int row, col;

	if (strncmp(arg, "on ", 3) != 0)
		return fail(s, "cursor on TEXT");
	terminal_settle(scenario_here(s), s->world.limit_ms);
	terminal_cursor(scenario_here(s), &row, &col, &visible);
	if (!visible)
		return fail(s, "the cursor is hidden");
	return terminal_row_shows(scenario_here(s), row, arg + 3) ||
	       fail(s, "the cursor is in line %d, column %d", row + 1, col + 1);
}

static bool
act_resize(struct scenario *s, const char *arg)
{
	if (!act_size(s, arg))
		return false;
	terminal_resize(scenario_here(s), s->world.rows, s->world.cols);
	return true;
}

static bool
act_count(struct scenario *s, const char *arg)
{
	s->keys = 0;
	return strcmp(arg, "keys") == 0 || fail(s, "count keys");
}

static bool
act_keys(struct scenario *s, const char *arg)
{
	int most = atoi(arg + strcspn(arg, "0123456789"));

	printf("%s:%d: %d keys besides the content\n", s->file, s->line, s->keys);
	return s->keys <= most || fail(s, "%d keys, %d are allowed", s->keys, most);
}

/* In place: what is escaped is longer than what it stands for. */
static void
unescape(char *text)
{
	char *to = text;

	while (*text) {
		unsigned value;

		if (strncmp(text, "\\e", 2) == 0) {
			*to++ = '\033';
			text += 2;
		} else if (sscanf(text, "\\x%2x", &value) == 1) {
			*to++ = (char)value;
			text += 4;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
}

static bool
act_never(struct scenario *s, const char *arg)
{
	const struct str *raw = terminal_raw(scenario_here(s));

	if (strncmp(arg, "sent ", 5) != 0)
		return fail(s, "never sent BYTES");
	terminal_settle(scenario_here(s), s->world.limit_ms);
	arg += 5;
	return !memmem(str_text(raw), raw->len, arg, strlen(arg)) ||
	       fail(s, "these bytes were sent to the terminal");
}

static bool
act_ends(struct scenario *s, const char *arg)
{
	int status, wanted = atoi(arg + strcspn(arg, "0123456789"));

	if (!terminal_wait_end(scenario_here(s), s->world.limit_ms, &status, NULL))
		return fail(s, "the program goes on");
	if (WIFSIGNALED(status))
		return fail(s, "the program died of signal %d", WTERMSIG(status));
	return WEXITSTATUS(status) == wanted ||
	       fail(s, "it ended with %d, not with %d", WEXITSTATUS(status), wanted);
}

/* The program must be gone soon, whatever it was doing, and not by a crash. */
static bool
must_go(struct scenario *s, int signal_number)
{
	int status;

	if (!terminal_wait_end(scenario_here(s), WORLD_GONE_MS, &status, NULL))
		return fail(s, "the program is still there after %d ms", WORLD_GONE_MS);
	if (WIFSIGNALED(status) && WTERMSIG(status) != signal_number)
		return fail(s, "the program died of signal %d", WTERMSIG(status));
	return true;
}

static bool
act_kill(struct scenario *s, const char *arg)
{
	(void)arg;
	terminal_signal(scenario_here(s), SIGKILL);
	return must_go(s, SIGKILL);
}

static bool
act_hangup(struct scenario *s, const char *arg)
{
	(void)arg;
	terminal_hang_up(scenario_here(s));
	return must_go(s, 0);
}

static bool
act_terminate(struct scenario *s, const char *arg)
{
	(void)arg;
	terminal_signal(scenario_here(s), SIGTERM);
	return must_go(s, 0);
}

static bool
act_show(struct scenario *s, const char *arg)
{
	(void)arg;
	terminal_settle(scenario_here(s), s->world.limit_ms);
	show_screen(stdout, scenario_here(s), s->desk);
	return true;
}

static const struct act {
	const char *word;
	bool needs_run;
	bool (*run)(struct scenario *s, const char *arg);
} acts[] = {
	{ "size", false, act_size },
	{ "lang", false, act_lang },
	{ "terminal", false, act_terminal },
	{ "home", false, act_home },
	{ "put", false, act_put },
	{ "folder", false, act_folder },
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

bool
scenario_do(struct scenario *s, char *line)
{
	line[strcspn(line, "\r\n")] = '\0';
	line += strspn(line, " \t");
	if (*line == '\0' || *line == '#')
		return true;
	char *arg = line + strcspn(line, " ");

	if (*arg)
		*arg++ = '\0';
	unescape(arg);
	for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
		if (strcmp(acts[i].word, line) != 0)
			continue;
		if (acts[i].needs_run && !scenario_here(s))
			return fail(s, "%s: nothing runs at this desk yet", line);
		return acts[i].run(s, arg);
	}
	return fail(s, "what is \"%s\"?", line);
}

void
scenario_init(struct scenario *s, const char *file)
{
	*s = (struct scenario){ .file = file };
	world_init(&s->world);
}

bool
scenario_do_file(struct scenario *s, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	while (ok && getline(&line, &size, f) >= 0) {
		s->line++;
		ok = scenario_do(s, line);
	}
	free(line);
	return ok;
}

bool
scenario_done(struct scenario *s, bool ok)
{
	for (s->desk = 0; s->desk < SCENARIO_DESKS; s->desk++) {
		struct terminal *t = scenario_here(s);

		if (t && !ok)
			show_screen(stderr, t, s->desk);
		else if (t && !terminal_has_ended(t))
			ok = act_hangup(s, "");
		terminal_close(t);
	}
	char *report = world_sanitizer_report(&s->world);

	if (report)
		ok = fail(s, "%s", report);
	free(report);
	world_done(&s->world, false);
	return ok;
}
