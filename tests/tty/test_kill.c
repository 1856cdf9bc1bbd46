/*
 * test_kill.c - a desk is ended after a keystroke: by kill -9, by a lost line, by
 * SIGTERM. What it was doing is done or not done, never between; nothing that was
 * echoed is lost: at the next sign-in the draft is offered, and every character that
 * had been on the screen is on it again.
 *
 * Each scenario is played once undisturbed (rehearsal.h), then broken off, most often at
 * the keystrokes that write: at every KILL_EVERY-th ending (1: after each keystroke in each
 * way). KILL_ROUNDS=N plays N of each scenario instead, each broken off at a random moment
 * after a random keystroke; KILL_SEED makes them others. KILL_SCENARIO=storm plays one.
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

#include "base/auto.h"
#include "base/mem.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "rehearsal.h"

#define MS INT64_C(1000000)
#define ECHO_MS 500      /* a keystroke that changes nothing is not waited for any longer */
#define RANDOM_US 4000   /* random rounds break off within this after a keystroke */
#ifdef WITH_SANITIZERS
#define CPU_MS 20000
#else
#define CPU_MS 1000      /* a program that has lost its terminal must not spin */
#endif
#define WRITE_US 40000   /* a keystroke that writes is broken off within this */
enum { WRITE_KILLS = 16, KILL_EVERY = 19, CHECK_EVERY = 16, WORKERS = 2 };

static const char *const scenarios[] = {
	"register_every_field", "book_next_evening", "use_of_a_room", "storm",
	"election",             "price_mistake",     "series_frees",
};

enum ending { END_KILL, END_HANG_UP, END_TERMINATE, END_COUNT };
static const char *const ending_acts[] = { "kill", "hangup", "terminate" };

/* A life that is to be broken off. */
struct round {
	int key;
	enum ending ending;
	int delay_us; /* after the keystroke; below 0: once it was echoed */
	bool checks;  /* `madoguchi check` looks at the folder too */
};

static int
number_of(const char *variable, int otherwise)
{
	const char *value = getenv(variable);

	return value ? atoi(value) : otherwise;
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

/* What the line of this keystroke has typed by then; "" when it presses keys. Caller frees. */
static char *
typed_by(const struct rehearsal *r, int key)
{
	int line = r->keys[key].line, first = key;
	AUTO_STR text = STR_INIT;

	if (strncmp(r->lines[line], "type ", 5) == 0) {
		while (first > 0 && r->keys[first - 1].line == line)
			first--;
		for (int i = first; i <= key; i++)
			str_add(&text, r->keys[i].key);
	}
	return mem_strdup(str_text(&text));
}

/* Each text of the draft that is open at a keystroke, as far as it was typed by then. */
struct typed {
	int key; /* the last one of the text */
	char *text;
};

static bool
next_typed(const struct rehearsal *r, int end, struct typed *t)
{
	free(t->text);
	t->text = NULL;
	if (t->key >= end)
		return false;
	do {
		t->key++;
	} while (t->key < end && r->keys[t->key + 1].line == r->keys[t->key].line);
	t->text = typed_by(r, t->key);
	return true;
}

/* Returns once the keystroke was echoed, or `delay_us` later. */
static bool
press_last(const struct rehearsal *r, struct scenario *s, const struct round *round)
{
	const char *key = r->keys[round->key].key;
	struct terminal *t = scenario_here(s);

	terminal_count_from_here(t);
	if (!scenario_press(s, key, strlen(key)))
		return false;
	int64_t now = terminal_now();
	int64_t end = now + (round->delay_us < 0 ? ECHO_MS * MS : round->delay_us * INT64_C(1000));

	for (; now < end; now = terminal_now()) {
		if (round->delay_us < 0 && terminal_counts(t)->last_change)
			break;
		terminal_pump(t, end - now);
	}
	return true;
}

/* What the clerk last saw. */
struct seen {
	struct str screen;
	struct str row; /* where the cursor stood: a text that is being typed */
};

static void
seen_done(struct seen *seen)
{
	str_done(&seen->screen);
	str_done(&seen->row);
}

static void
see(struct terminal *t, struct seen *out)
{
	bool visible;
	int row, col;

	str_clear(&out->screen);
	str_clear(&out->row);
	terminal_text(t, &out->screen);
	terminal_cursor(t, &row, &col, &visible);
	if (visible)
		terminal_row_text(t, row, &out->row);
}

/* Ends the program and checks how it went. */
static bool
end_program(struct scenario *s, enum ending ending, struct seen *seen)
{
	struct terminal *t = scenario_here(s);
	char *act = mem_strdup(ending_acts[ending]);
	struct rusage usage;

	terminal_pump(t, 0);
	see(t, seen);
	bool ok = scenario_do(s, act);

	free(act);
	if (!ok)
		return false;
	if (ending == END_KILL)
		see(t, seen); /* what it had written before it died counts too */
	terminal_wait_end(t, 0, NULL, &usage);
	int64_t cpu_ms = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * INT64_C(1000) +
			 (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;

	if (cpu_ms > CPU_MS) {
		fprintf(stderr, "the program used %d ms of processor time\n", (int)cpu_ms);
		return false;
	}
	return true;
}

/*
 * How much of a text the clerk saw as typed. Of the last one only its own row counts:
 * what is offered below it may begin with the same characters.
 */
static size_t
shown_of(const struct typed *t, int key, const struct seen *seen)
{
	return shown_prefix(str_text(t->key == key ? &seen->row : &seen->screen), t->text);
}

/* Was a text of the draft on the screen that was not there before the draft began? */
static bool
has_draft_text(const struct rehearsal *r, int key, const struct seen *empty,
	       const struct seen *was)
{
	struct typed t = { .key = r->keys[key].draft - 1 };
	bool has_text = false;

	while (next_typed(r, key, &t))
		has_text |= shown_of(&t, key, was) > shown_of(&t, key, empty);
	return has_text;
}

static bool
draft_is_whole(const struct rehearsal *r, int key, const struct seen *was,
	       const struct seen *is)
{
	struct typed t = { .key = r->keys[key].draft - 1 };
	bool ok = true;

	while (next_typed(r, key, &t)) {
		size_t shown = shown_of(&t, key, was);

		if (shown_prefix(str_text(&is->screen), t.text) >= shown)
			continue;
		fprintf(stderr, "lost: \"%.*s\" had been on the screen\n", (int)shown, t.text);
		ok = false;
	}
	if (!ok)
		fprintf(stderr, "--- before\n%s--- again\n%s---\n", str_text(&was->screen),
			str_text(&is->screen));
	return ok;
}

/* The clerk signs in again and goes on with the draft. */
static bool
look_at_draft(const struct rehearsal *r, struct scenario *s, int key, const struct seen *was)
{
	AUTO(seen_done) struct seen is = { STR_INIT, STR_INIT };
	char offer[] = "wait for 書きかけが1件あります", open[] = "press <Enter>";
	char gone[] = "wait for no 書きかけが1件あります";
	bool ok = rehearsal_open_again(r, s, key) && scenario_do(s, offer) &&
		  scenario_do(s, open) && scenario_do(s, gone);

	if (!ok)
		return false;
	terminal_settle(scenario_here(s), s->world.limit_ms);
	see(scenario_here(s), &is);
	return draft_is_whole(r, key, was, &is);
}

/* Before the act or after it, never between; with the draft of what was not saved. */
static bool
look_at_folder(const struct rehearsal *r, struct scenario *s, int key, bool *has_draft)
{
	const struct keystroke *k = &r->keys[key];
	struct picture now;

	if (!picture_take(&s->world, NULL, &now))
		return false;
	bool is_before = picture_equals(&now, &k->before);
	bool is_after = picture_equals(&now, &k->after);

	*has_draft = (is_before && k->before.drafts > 0) || (is_after && k->after.drafts > 0);
	if (is_before || is_after)
		return true;
	picture_say("before", &k->before);
	picture_say("found", &now);
	picture_say("after", &k->after);
	return false;
}

/* One life of the desk, broken off, and what is found. */
static bool
play_round(const struct rehearsal *r, const struct round *round)
{
	int draft = r->keys[round->key].draft, from = draft >= 0 ? draft : round->key;
	AUTO(seen_done) struct seen empty = { STR_INIT, STR_INIT };
	AUTO(seen_done) struct seen was = { STR_INIT, STR_INIT };
	struct scenario s;
	bool has_draft = false;

	scenario_init(&s, r->file);
	bool ok = rehearsal_go_to(r, &s, from);

	if (ok)
		see(scenario_here(&s), &empty);
	ok = ok && rehearsal_go_on(r, &s, from, round->key) && press_last(r, &s, round) &&
	     end_program(&s, round->ending, &was) &&
	     look_at_folder(r, &s, round->key, &has_draft) &&
	     (!round->checks || world_is_sound(&s.world));
	if (ok && has_draft && has_draft_text(r, round->key, &empty, &was))
		ok = look_at_draft(r, &s, round->key, &was);
	if (!ok)
		fprintf(stderr, "%s after keystroke %d, %s, of line %d\n",
			ending_acts[round->ending], round->key + 1, r->keys[round->key].key,
			r->keys[round->key].line + 1);
	return scenario_done(&s, ok);
}

/* The keystroke that is the n-th to write to the register, from 0; -1: so many do not. */
static int
writing_key(const struct rehearsal *r, int n)
{
	for (int i = 0; i < r->key_count; i++)
		if (!picture_equals(&r->keys[i].before, &r->keys[i].after) && n-- == 0)
			return i;
	return -1;
}

/* Each keystroke in each way, and those that write several times more. */
static int
count_endings(const struct rehearsal *r)
{
	int writing = 0;

	while (writing_key(r, writing) >= 0)
		writing++;
	return r->key_count * END_COUNT + writing * WRITE_KILLS;
}

static struct round
choose_round(const struct rehearsal *r, int at, bool is_echoed, struct rand *rand)
{
	int all = r->key_count * END_COUNT;

	if (at >= all)
		return (struct round){ .key = writing_key(r, (at - all) / WRITE_KILLS),
				       .delay_us = rand_below(rand, WRITE_US) };
	return (struct round){ .key = at / END_COUNT,
			       .ending = (enum ending)(at % END_COUNT),
			       .delay_us = is_echoed ? -1 : rand_below(rand, RANDOM_US) };
}

/* Each worker plays its share: every `every`-th ending, or so many random ones. */
static bool
play_share(const struct rehearsal *r, int worker, int every, int rounds)
{
	int endings = count_endings(r), all = rounds ? rounds : (endings + every - 1) / every;
	struct rand rand;
	bool ok = true;

	rand_init(&rand, (uint64_t)number_of("KILL_SEED", 1) * 1000 + (uint64_t)worker);
	for (int i = worker; ok && i < all; i += WORKERS) {
		int at = rounds ? rand_below(&rand, endings) : i * every;
		struct round round = choose_round(r, at, !rounds && i % 2 == 0, &rand);

		round.checks = i % (every == 1 ? 1 : CHECK_EVERY) == 0;
		ok = play_round(r, &round);
	}
	return ok;
}

static bool
has_done_well(pid_t pid)
{
	int status;

	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

static bool
play_scenario(const char *name)
{
	const char *srcdir = getenv("srcdir");
	char *file = mem_printf("%s/tests/tty/%s.scn", srcdir ? srcdir : ".", name);
	int every = number_of("KILL_EVERY", KILL_EVERY), rounds = number_of("KILL_ROUNDS", 0);
	pid_t workers[WORKERS] = { 0 };
	struct rehearsal r;
	bool is_rehearsed = rehearsal_play(&r, file), ok = is_rehearsed;

	fflush(stdout);
	for (int i = 0; is_rehearsed && i < WORKERS; i++) {
		workers[i] = fork();
		if (workers[i] == 0)
			_exit(play_share(&r, i, every, rounds) ? 0 : 1);
	}
	for (int i = 0; is_rehearsed && i < WORKERS; i++)
		ok = has_done_well(workers[i]) && ok;
	printf("%s: %d keystrokes, %d endings%s\n", name, r.key_count,
	       rounds ? rounds : (count_endings(&r) + every - 1) / every,
	       ok ? "" : ", FAILED");
	rehearsal_done(&r, is_rehearsed);
	free(file);
	return ok;
}

/* Several at a time, since they mostly wait. */
int
main(void)
{
	const char *only = getenv("KILL_SCENARIO");
	pid_t players[ARRAY_LEN(scenarios)] = { 0 };
	bool ok = true;

	setlocale(LC_ALL, "C.UTF-8");
	for (size_t i = 0; i < ARRAY_LEN(scenarios); i++) {
		if (only && strcmp(only, scenarios[i]) != 0)
			continue;
		players[i] = fork();
		if (players[i] == 0) {
			ok = play_scenario(scenarios[i]);
			fflush(stdout);
			_exit(ok ? 0 : 1);
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(scenarios); i++)
		if (players[i] != 0)
			ok = has_done_well(players[i]) && ok;
	return ok ? 0 : 1;
}
