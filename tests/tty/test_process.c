/*
 * test_process.c - what the desk is to the system while it runs, seen from
 * outside: what it inherits, what it keeps to itself, how it leaves.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "world.h"

#define SHOWN "F1" /* on the key bar of every screen */
#define OVERDUE_NS INT64_C(1500000000) /* a desk leaves then, whatever it waits for */

static int
set_up(void **state)
{
	struct world *w = mem_alloc(sizeof *w);

	world_init(w);
	*state = w;
	return world_home(w, "demo") ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	world_done(w, false);
	free(w);
	return 0;
}

static struct terminal *
open_desk(const struct world *w)
{
	struct terminal *t = world_run(w, "");

	assert_non_null(t);
	if (!terminal_wait(t, SHOWN, true, w->limit_ms)) {
		AUTO_STR text = STR_INIT;

		terminal_text(t, &text);
		fail_msg("the desk does not open:\n%s", str_text(&text));
	}
	return t;
}

/* The number after `name` in a file of /proc, read in the given base; -1 if it is not there. */
static long long
proc_number(const struct terminal *t, const char *file, const char *name, int base)
{
	char *path = mem_printf("/proc/%d/%s", (int)terminal_pid(t), file);
	FILE *f = fopen(path, "r");
	long long value = -1;
	char line[512];

	free(path);
	while (f && value < 0 && fgets(line, sizeof line, f)) {
		if (strncmp(line, name, strlen(name)) == 0)
			value = strtoll(line + strlen(name), NULL, base);
	}
	if (f)
		fclose(f);
	return value;
}

static void
desk_is_confined_and_leaves_no_core(void **state)
{
	struct terminal *t = open_desk(*state);

	assert_int_equal(proc_number(t, "status", "NoNewPrivs:", 10), 1);
	assert_int_equal(proc_number(t, "limits", "Max core file size", 10), 0);
	assert_int_equal(proc_number(t, "status", "Umask:", 8), 077);
#ifndef WITH_SANITIZERS
	assert_int_equal(proc_number(t, "status", "Seccomp:", 10), 2);
#endif
	terminal_close(t);
}

static void
desk_ignores_what_would_stop_it(void **state)
{
	struct terminal *t = open_desk(*state);
	long long ignored = proc_number(t, "status", "SigIgn:", 16);

	assert_true(ignored & (1LL << (SIGTSTP - 1)));
	assert_true(ignored & (1LL << (SIGPIPE - 1)));
	assert_true(ignored & (1LL << (SIGXFSZ - 1)));
	terminal_close(t);
}

/* Standard input, output and error, and files of the data folder: nothing else. */
static void
desk_inherits_no_files(void **state)
{
	const struct world *w = *state;
	int inherited = open(w->program, O_RDONLY); /* without O_CLOEXEC */
	struct terminal *t = open_desk(w);
	char *dir = mem_printf("/proc/%d/fd", (int)terminal_pid(t));
	DIR *d = opendir(dir);

	assert_true(inherited >= 0);
	assert_non_null(d);
	for (struct dirent *entry; (entry = readdir(d));) {
		char *path = mem_printf("%s/%s", dir, entry->d_name);
		char target[4096] = "";

		if (readlink(path, target, sizeof target - 1) > 0 && atoi(entry->d_name) > 2 &&
		    !strstr(target, w->home))
			fail_msg("descriptor %s is %s", entry->d_name, target);
		free(path);
	}
	closedir(d);
	close(inherited);
	free(dir);
	terminal_close(t);
}

static void
files_of_the_home_are_its_owners_alone(void **state)
{
	const struct world *w = *state;
	struct terminal *t = open_desk(w);
	DIR *d = opendir(w->home);
	struct stat st;

	assert_non_null(d);
	for (struct dirent *entry; (entry = readdir(d));) {
		if (strcmp(entry->d_name, "..") == 0)
			continue;
		assert_int_equal(fstatat(dirfd(d), entry->d_name, &st, 0), 0);
		if (st.st_mode & 077)
			fail_msg("%s has mode %o", entry->d_name, st.st_mode & 0777);
	}
	closedir(d);
	terminal_close(t);
}

static void
desk_needs_a_terminal(void **state)
{
	const struct world *w = *state;
	const char *script = "exec \"$0\" --home \"$1\" </dev/null >/dev/null 2>&1";
	const char *argv[] = { "/bin/sh", "-c", script, w->program, w->home, NULL };

	assert_int_equal(world_spawn(argv, NULL), 2);
}

static void
closed_descriptors_do_not_become_the_database(void **state)
{
	const struct world *w = *state;
	const char *script = "\"$0\" --home \"$1\" list group --csv >&- 2>&- <&-; "
			     "exec \"$0\" --home \"$1\" check >/dev/null";
	const char *argv[] = { "/bin/sh", "-c", script, w->program, w->home, NULL };

	assert_int_equal(world_spawn(argv, NULL), 0);
}

static void
use_term(struct world *w, const char *term)
{
	free(w->term);
	w->term = mem_strdup(term);
}

static void
unknown_and_hostile_terminal_types_still_show_the_desk(void **state)
{
	static const char *const types[] = { "no-such-terminal", "../../etc/passwd", "vt100",
					     "linux", "" };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		use_term(w, types[i]);
		struct terminal *t = open_desk(w);

		terminal_close(t);
	}
}

/* The ordinary screen is back, the cursor visible, and keys are echoed again. */
static void
assert_restored(struct terminal *t)
{
	const struct str *raw = terminal_raw(t);

	assert_non_null(memmem(raw->s, raw->len, "\033[?1049l", 8));
	assert_false(terminal_is_bracketed(t));
}

static void
terminal_is_given_back_on_every_signal(void **state)
{
	static const int signals[] = { SIGHUP, SIGTERM, SIGPWR, SIGQUIT, SIGINT };
	const struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		struct terminal *t = open_desk(w);
		int64_t sent = terminal_now();
		int status;

		terminal_signal(t, signals[i]);
		assert_true(terminal_wait_end(t, WORLD_GONE_MS, &status, NULL));
		assert_true(WIFEXITED(status));
		/* With 1 it leaves a write unfinished, as it may when a disk takes long. */
		if (terminal_now() - sent < OVERDUE_NS)
			assert_int_equal(WEXITSTATUS(status), 0);
		assert_restored(t);
		terminal_close(t);
	}
}

#ifndef WITH_SANITIZERS /* which report a crash in their own way */
static void
terminal_is_given_back_after_a_crash(void **state)
{
	static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS };
	const struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		struct terminal *t = open_desk(w);
		int status;

		terminal_signal(t, signals[i]);
		assert_true(terminal_wait_end(t, WORLD_GONE_MS, &status, NULL));
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_restored(t);
		terminal_close(t);
	}
}
#endif

/* A console has no other screen to go back to: whoever comes next would read the last frame. */
static void
nothing_stays_to_be_read_where_there_is_one_screen(void **state)
{
	static const char *const types[] = { "linux", "vt100" };
	static const int signals[] = {
		SIGTERM,
#ifndef WITH_SANITIZERS
		SIGSEGV,
#endif
	};
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(types) * ARRAY_LEN(signals); i++) {
		use_term(w, types[i % ARRAY_LEN(types)]);
		struct terminal *t = open_desk(w);

		terminal_signal(t, signals[i / ARRAY_LEN(types)]);
		assert_true(terminal_wait_end(t, 2000, NULL, NULL));
		assert_false(terminal_shows(t, "窓口"));
		terminal_close(t);
	}
}

/* Another desk holds the queue for writing for ever: it is left without waiting for its turn. */
static void
desk_that_waits_for_another_leaves_in_time(void **state)
{
	const struct world *w = *state;
	struct terminal *t = open_desk(w);
	char *path = mem_printf("%s/madoguchi.db.lock", w->home);
	int lock = open(path, O_RDWR | O_CLOEXEC);

	free(path);
	assert_true(lock >= 0);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	terminal_signal(t, SIGTERM); /* signing out writes an audit row, which has to wait */
	assert_true(terminal_wait_end(t, WORLD_GONE_MS, NULL, NULL));
	assert_restored(t);
	close(lock);
	terminal_close(t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(desk_is_confined_and_leaves_no_core),
		TEST(desk_ignores_what_would_stop_it),
		TEST(desk_inherits_no_files),
		TEST(files_of_the_home_are_its_owners_alone),
		TEST(desk_needs_a_terminal),
		TEST(closed_descriptors_do_not_become_the_database),
		TEST(unknown_and_hostile_terminal_types_still_show_the_desk),
		TEST(terminal_is_given_back_on_every_signal),
#ifndef WITH_SANITIZERS
		TEST(terminal_is_given_back_after_a_crash),
#endif
		TEST(nothing_stays_to_be_read_where_there_is_one_screen),
		TEST(desk_that_waits_for_another_leaves_in_time),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
