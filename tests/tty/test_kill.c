/*
 * test_kill.c - nothing that was echoed is lost. Plays kill.keys, a whole
 * registration, and ends the program after each of its keystrokes, by kill -9,
 * by a lost line and by SIGTERM; then signs in again, opens the draft that was
 * left behind, and looks for every character that had been on the screen.
 *
 * KILL_ROUNDS=N plays N rounds instead, each broken off at a random moment up
 * to some milliseconds after a random keystroke; KILL_SEED makes them others.
 *
 * kill.keys has three parts: [before] brings an empty form to the screen,
 * [keys] is the registration (`type` and `press`), [again] finds the draft.
 * Its first two parts are typed ahead, so they must not need the Esc key.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "scenario.h"

#define MS INT64_C(1000000)
#define ECHO_MS 500      /* a keystroke that changes nothing is not waited for any longer */
#define RANDOM_US 4000   /* random rounds break off within this after a keystroke */
#ifdef WITH_SANITIZERS
#define CPU_MS 20000
#else
#define CPU_MS 1000      /* a program that has lost its terminal must not spin */
#endif

enum ending { END_KILL, END_HANG_UP, END_TERMINATE, END_COUNT };
static const char *const ending_acts[] = { "kill", "hangup", "terminate" };

enum part { PART_BEFORE, PART_KEYS, PART_AGAIN, PART_COUNT };
static const char *const part_names[] = { "[before]", "[keys]", "[again]" };

struct lines {
	char **items;
	int count;
};

struct script {
	const char *file;
	struct lines parts[PART_COUNT];
	struct lines keys;  /* one keystroke each: "<F10>" or a character */
	struct lines texts; /* what is typed, field by field */
};

static void
lines_add(struct lines *l, const char *text, size_t len)
{
	l->items = mem_resize(l->items, (size_t)l->count + 1, sizeof *l->items);
	l->items[l->count++] = mem_strndup(text, len);
}

static void
lines_done(struct lines *l)
{
	for (int i = 0; i < l->count; i++)
		free(l->items[i]);
	free(l->items);
}

static void
add_keys(struct script *script, const char *text)
{
	while (*text) {
		size_t len = terminal_key_len(text);

		lines_add(&script->keys, text, len);
		text += len;
	}
}

static void
read_script(struct script *script, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	int part = -1;

	while (getline(&line, &size, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (part + 1 < PART_COUNT && strcmp(line, part_names[part + 1]) == 0)
			part++;
		else if (part >= 0 && *line && *line != '#')
			lines_add(&script->parts[part], line, strlen(line));
	}
	free(line);
	for (int i = 0; i < script->parts[PART_KEYS].count; i++) {
		const char *act = script->parts[PART_KEYS].items[i];

		if (strncmp(act, "type ", 5) == 0) {
			add_keys(script, act + 5);
			lines_add(&script->texts, act + 5, strlen(act + 5));
		} else if (strncmp(act, "press ", 6) == 0) {
			add_keys(script, act + 6);
		} else {
			fprintf(stderr, "%s: %s: only type and press\n", script->file, act);
			exit(99);
		}
	}
}

static bool
do_part(struct scenario *s, const struct script *script, enum part part)
{
	bool ok = true;

	for (int i = 0; ok && i < script->parts[part].count; i++) {
		char *line = mem_strdup(script->parts[part].items[i]);

		ok = scenario_do(s, line);
		if (!ok)
			fprintf(stderr, "in %s: %s\n", part_names[part],
				script->parts[part].items[i]);
		free(line);
	}
	return ok;
}

/* How much of the beginning of `text` is on the screen: bytes. */
static size_t
shown_prefix(const char *screen, const char *text)
{
	size_t shown = 0;

	for (const char *p = text; *p; shown = (size_t)(p - text)) {
		utf8_next(&p, text + strlen(text));
		char *prefix = mem_strndup(text, (size_t)(p - text));
		bool is_there = strstr(screen, prefix) != NULL;

		free(prefix);
		if (!is_there)
			break;
	}
	return shown;
}

static void
send_key(struct terminal *t, const char *key)
{
	AUTO_STR bytes = STR_INIT;

	if (!terminal_encode(t, key, strlen(key), &bytes)) {
		fprintf(stderr, "no such key: %s\n", key);
		exit(99);
	}
	terminal_send(t, bytes.s, bytes.len);
}

/* Plays the first `count` keystrokes; returns once the last one was echoed, or `delay_us` later. */
static void
play_keys(struct scenario *s, const struct script *script, int count, int delay_us)
{
	struct terminal *t = scenario_here(s);

	for (int i = 0; i < count - 1; i++)
		send_key(t, script->keys.items[i]);
	if (delay_us < 0)
		terminal_settle(t, s->world.limit_ms);
	terminal_count_from_here(t);
	send_key(t, script->keys.items[count - 1]);
	int64_t now = terminal_now();
	int64_t end = now + (delay_us < 0 ? ECHO_MS * MS : delay_us * INT64_C(1000));

	for (; now < end; now = terminal_now()) {
		if (delay_us < 0 && terminal_counts(t)->last_change)
			return;
		terminal_pump(t, end - now);
	}
}

/* Ends the program and checks how it went; the screen that the clerk last saw goes to `screen`. */
static bool
end_program(struct scenario *s, enum ending ending, struct str *screen)
{
	struct terminal *t = scenario_here(s);
	char *act = mem_strdup(ending_acts[ending]);
	struct rusage usage;

	terminal_pump(t, 0);
	terminal_text(t, screen);
	bool ok = scenario_do(s, act);

	free(act);
	if (!ok)
		return false;
	if (ending == END_KILL) { /* what it had written before it died counts too */
		str_clear(screen);
		terminal_text(t, screen);
	}
	terminal_wait_end(t, 0, NULL, &usage);
	int64_t cpu_ms = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * INT64_C(1000) +
			 (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;

	if (cpu_ms > CPU_MS) {
		fprintf(stderr, "the program used %d ms of processor time\n", (int)cpu_ms);
		return false;
	}
	return true;
}

static bool
compare(const struct script *script, const char *empty, const char *was, const char *is)
{
	bool ok = true;

	for (int i = 0; i < script->texts.count; i++) {
		const char *text = script->texts.items[i];
		size_t shown = shown_prefix(was, text);

		if (shown <= shown_prefix(empty, text) || shown_prefix(is, text) >= shown)
			continue;
		fprintf(stderr, "lost: \"%.*s\" had been on the screen\n", (int)shown, text);
		ok = false;
	}
	if (!ok)
		fprintf(stderr, "--- before\n%s--- again\n%s---\n", was, is);
	return ok;
}

/* One life of the program, ended after `count` keystrokes, and the next one. */
static bool
play_round(const struct script *script, int count, enum ending ending, int delay_us)
{
	AUTO_STR empty = STR_INIT;
	AUTO_STR was = STR_INIT;
	AUTO_STR is = STR_INIT;
	struct scenario s;

	scenario_init(&s, script->file);
	bool ok = do_part(&s, script, PART_BEFORE);

	if (ok) {
		terminal_text(scenario_here(&s), &empty);
		play_keys(&s, script, count, delay_us);
		ok = end_program(&s, ending, &was);
	}
	bool has_text = false;

	for (int i = 0; ok && i < script->texts.count; i++)
		has_text |= shown_prefix(str_text(&was), script->texts.items[i]) >
			    shown_prefix(str_text(&empty), script->texts.items[i]);
	if (ok && has_text) {
		ok = do_part(&s, script, PART_AGAIN);
		if (ok) {
			terminal_settle(scenario_here(&s), s.world.limit_ms);
			terminal_text(scenario_here(&s), &is);
			ok = compare(script, str_text(&empty), str_text(&was), str_text(&is));
		}
	}
	if (!ok)
		fprintf(stderr, "%s after keystroke %d, %s\n", ending_acts[ending], count,
			script->keys.items[count - 1]);
	return scenario_done(&s, ok);
}

/* Each worker plays its share; several at a time, since they mostly wait. */
static bool
play_share(const struct script *script, int worker, int workers, int rounds)
{
	const char *seed = getenv("KILL_SEED");
	int all = script->keys.count * END_COUNT;
	struct rand r;
	bool ok = true;

	rand_init(&r, (seed ? strtoull(seed, NULL, 10) : 1) * 1000 + (uint64_t)worker);
	for (int i = worker; ok && rounds == 0 && i < all; i += workers)
		ok = play_round(script, i / END_COUNT + 1, (enum ending)(i % END_COUNT), -1);
	for (int i = worker; ok && i < rounds; i += workers) {
		int count = 1 + rand_below(&r, script->keys.count);
		enum ending ending = (enum ending)rand_below(&r, END_COUNT);

		ok = play_round(script, count, ending, rand_below(&r, RANDOM_US));
	}
	return ok;
}

static bool
play_all(const struct script *script, int rounds)
{
	int workers = (int)sysconf(_SC_NPROCESSORS_ONLN) * 2, failed = 0, status;

	for (int i = 0; i < workers; i++) {
		pid_t pid = fork();

		if (pid < 0)
			return false;
		if (pid == 0)
			_exit(play_share(script, i, workers, rounds) ? 0 : 1);
	}
	while (wait(&status) > 0)
		failed += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	printf("%d keystrokes, %d endings, %d workers failed\n", script->keys.count,
	       rounds ? rounds : script->keys.count * END_COUNT, failed);
	return failed == 0;
}

int
main(void)
{
	const char *srcdir = getenv("srcdir"), *rounds = getenv("KILL_ROUNDS");
	char *file = mem_printf("%s/tests/tty/kill.keys", srcdir ? srcdir : ".");
	struct script script = { .file = file };
	FILE *f = fopen(file, "r");

	setlocale(LC_ALL, "C.UTF-8");
	if (!f) {
		perror(file);
		return 1;
	}
	read_script(&script, f);
	fclose(f);
	bool ok = script.keys.count > 0 && script.texts.count > 0 &&
		  play_all(&script, rounds ? atoi(rounds) : 0);

	for (int i = 0; i < PART_COUNT; i++)
		lines_done(&script.parts[i]);
	lines_done(&script.keys);
	lines_done(&script.texts);
	free(file);
	return ok ? 0 : 1;
}
