/*
 * bench.c - how fast the desk answers, beside programs that people know, all
 * driven by the same pseudo-terminal harness in one run. Prints a table with
 * the goals; nothing here is a test. The time of a key is from writing it to
 * the last byte of what it caused.
 *
 *   bench FOLDER    FOLDER holds home-200, home-100000, rooms-500000, text, repository
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "figures.h"

#include "base/mem.h"
#include "terminal.h"

#define MS 1e6
#define STARTS 9
#define START_QUIET_MS 250 /* a screen that stays so long is the first full one */
#define KEY_QUIET_MS 30    /* what a key caused has ended after so long */
#define KEY_LATEST_MS 500  /* a key that has caused nothing by then never does */
#define LIMIT_MS 20000

/* What a program is given to do: after `prepare`, `keys` in turn, `times` keystrokes in all. */
struct task {
	const char *name;    /* tasks of one name are compared with the floor's */
	const char *prepare; /* keys that lead there; "" if none */
	const char *keys;    /* NULL: a paste of 2,000 kanji */
	int times;
	double goal_p99, goal_ratio, goal_bytes; /* 0 = none; ratio: p99 to the floor's */
};

struct subject {
	const char *name;
	const char *command; /* words; ~ is the folder of the bench */
	double goal_start;   /* ms; 0 = none */
	double goal_memory;  /* MB */
	struct task tasks[5];
};

/* clang-format off */
#define KANJI "地域文化交流会員募集"
/* Typed and taken back, so that a field is never full. */
#define TYPING KANJI "<BS><BS><BS><BS><BS><BS><BS><BS><BS><BS>"
/* From the home screen to the group list; its filter; a new group; its note. */
#define DESK_TASKS { \
	{ "arrow", "4<Enter>", "<Down>", 180, 2, 2, 250 }, \
	{ "filter", "", "こども<BS><BS><BS>", 60, 0, 0, 0 }, \
	{ "typed", "<Ins>", TYPING, 200, 1, 0, 100 }, \
	{ "paste", "<PgDn><PgDn><PgDn><PgDn>", NULL, 1, 20, 0, 0 } }

static const struct subject subjects[] = {
	{ "ncurses table", "~/floor 100000", 0, 0, {
		{ "arrow", "", "<Down>", 300, 0, 0, 0 },
		{ "typed", "", KANJI, 200, 0, 0, 0 } } },
	{ "vim", "vim -u NONE -n ~/text", 0, 0, {
		{ "arrow", "", "<Down>", 300, 0, 0, 0 },
		{ "typed", "O", KANJI, 200, 0, 0, 0 },
		{ "paste", "", NULL, 1, 0, 0, 0 } } },
	{ "dialog", "dialog --file ~/menu", 0, 0, {
		{ "arrow", "", "<Down>", 300, 0, 0, 0 } } },
	{ "tig", "tig -C ~/repository", 0, 0, {
		{ "arrow", "", "<Down>", 300, 0, 0, 0 } } },
	{ "desk, 200 groups", "~/desk --home ~/home-200", 20, 12, DESK_TASKS },
	{ "desk, 100,000", "~/desk --home ~/home-100000", 20, 12, DESK_TASKS },
	{ "500,000 bookings", "~/desk --home ~/rooms-500000", 20, 0, {
		{ "cell", "1<Enter>", "<Down><Right><Up><Left>", 200, 3, 0, 0 },
		{ "day", "", "<F8><F8><F7>", 150, 3, 0, 0 } } },
};
/* clang-format on */

struct series {
	double *values;
	int count;
};

static void
series_add(struct series *s, double value)
{
	s->values = mem_resize(s->values, (size_t)s->count + 1, sizeof *s->values);
	s->values[s->count++] = value;
}

/* The value that `percent` of the series do not exceed (nearest rank). */
static double
series_rank(struct series *s, int percent)
{
	if (s->count == 0)
		return 0;
	figures_sort(s->values, s->count);
	int rank = (s->count * percent + 99) / 100;

	return s->values[rank > 0 ? rank - 1 : 0];
}

static double
series_mean(const struct series *s)
{
	double sum = 0;

	for (int i = 0; i < s->count; i++)
		sum += s->values[i];
	return s->count ? sum / s->count : 0;
}

static void
series_done(struct series *s)
{
	free(s->values);
	*s = (struct series){ NULL, 0 };
}

/* p99 of the first subject's tasks, and its start: what the ratios are to. */
struct floor {
	double start, arrow, typed;
};

/* The words of a command, with the folder for each ~; freed by the caller, word by word. */
static char **
command_words(const char *command, const char *folder)
{
	char **words = mem_alloc(32 * sizeof *words);
	int count = 0;

	while (*command && count < 31) {
		AUTO_STR word = STR_INIT;

		for (; *command && *command != ' '; command++) {
			if (*command == '~')
				str_add(&word, folder);
			else
				str_add_char(&word, *command);
		}
		words[count++] = str_take(&word);
		command += strspn(command, " ");
	}
	return words;
}

static struct terminal *
start(const struct subject *subject, const char *folder)
{
	char *env[] = { (char[]){ "TERM=xterm-256color" }, (char[]){ "LC_ALL=C.UTF-8" },
			(char[]){ "PATH=/usr/local/bin:/usr/bin:/bin" }, (char[]){ "HOME=/" },
			NULL };
	char **words = command_words(subject->command, folder);
	struct terminal *t = terminal_open(
		&(struct terminal_options){ .rows = 24, .cols = 80, .argv = words, .env = env });

	for (int i = 0; words[i]; i++)
		free(words[i]);
	free(words);
	return t;
}

/* From exec to the last change of the first full screen, ms; 0 when the program did not start. */
static double
measure_start(const struct subject *subject, const char *folder, struct terminal **out)
{
	int64_t began = terminal_now();
	struct terminal *t = start(subject, folder);

	if (!t)
		return 0;
	while (!terminal_counts(t)->last_change && terminal_pump(t, LIMIT_MS * INT64_C(1000000)))
		;
	terminal_drain(t, START_QUIET_MS, LIMIT_MS);
	int64_t shown = terminal_counts(t)->last_change;

	if (!shown || terminal_wait_end(t, 0, NULL, NULL)) {
		terminal_close(t);
		return 0;
	}
	*out = t;
	return (double)(shown - began) / MS;
}

static void
send_keys(struct terminal *t, const char *keys, size_t len)
{
	AUTO_STR bytes = STR_INIT;

	if (terminal_encode(t, keys, len, &bytes))
		terminal_send(t, bytes.s, bytes.len);
}

static void
prepare(struct terminal *t, const char *keys)
{
	while (*keys) {
		size_t len = terminal_key_len(keys);

		send_keys(t, keys, len);
		terminal_drain(t, 2 * KEY_QUIET_MS, LIMIT_MS);
		keys += len;
	}
}

static void
take_figures(struct terminal *t, int64_t began, struct series *ms, struct series *bytes)
{
	const struct terminal_counts *counts = terminal_counts(t);

	if (counts->bytes > 0) {
		series_add(ms, (double)(counts->last_byte - began) / MS);
		series_add(bytes, (double)counts->bytes);
	}
}

static void
measure_keys(struct terminal *t, const struct task *task, struct series *ms, struct series *bytes)
{
	const char *next = task->keys;

	for (int i = 0; i < task->times; i++) {
		size_t len = terminal_key_len(next);
		int64_t began = terminal_now();

		terminal_count_from_here(t);
		send_keys(t, next, len);
		while (terminal_counts(t)->bytes == 0 &&
		       terminal_pump(t, KEY_LATEST_MS * INT64_C(1000000)))
			;
		terminal_drain(t, KEY_QUIET_MS, LIMIT_MS);
		take_figures(t, began, ms, bytes);
		next = next[len] ? next + len : task->keys;
	}
}

static void
measure_paste(struct terminal *t, struct series *ms, struct series *bytes)
{
	AUTO_STR text = STR_INIT;

	for (int i = 0; i < 200; i++)
		str_add(&text, KANJI); /* ten characters */
	int64_t began = terminal_now();

	terminal_count_from_here(t);
	terminal_paste(t, text.s, text.len);
	terminal_drain(t, 4 * KEY_QUIET_MS, LIMIT_MS);
	take_figures(t, began, ms, bytes);
}

/* Memory that no other process shares, MB; 0 when the system does not say. */
static double
private_memory(const struct terminal *t)
{
	char *path = mem_printf("/proc/%d/smaps_rollup", (int)terminal_pid(t));
	FILE *f = fopen(path, "r");
	char line[256];
	long kb, sum = 0;

	free(path);
	while (f && fgets(line, sizeof line, f)) {
		if (sscanf(line, "Private_Clean: %ld", &kb) == 1 ||
		    sscanf(line, "Private_Dirty: %ld", &kb) == 1)
			sum += kb;
	}
	if (f)
		fclose(f);
	return (double)sum / 1024;
}

/* Columns beyond the number of characters, so that names can hold wide ones. */
static void
print_row(const char *subject, const char *what, struct series *ms, struct series *bytes)
{
	printf("%-18s %-7s %4d %8.2f %8.2f %8.2f", subject, what, ms->count, series_rank(ms, 50),
	       series_rank(ms, 99), series_rank(ms, 100));
	if (bytes)
		printf(" %7.0f", series_mean(bytes));
	else
		printf(" %7s", "");
}

static void
print_goal(const char *what, double goal, double is, const char *unit)
{
	if (goal > 0)
		printf("  %s %.4g of %.4g%s %s", what, is, goal, unit,
		       is <= goal ? "met" : "MISSED");
}

static void
bench_task(struct terminal *t, const struct subject *subject, const struct task *task,
	   struct floor *floor)
{
	struct series ms = { NULL, 0 }, bytes = { NULL, 0 };
	bool is_arrow = strcmp(task->name, "arrow") == 0;
	bool is_typed = strcmp(task->name, "typed") == 0;

	prepare(t, task->prepare);
	if (task->keys)
		measure_keys(t, task, &ms, &bytes);
	else
		measure_paste(t, &ms, &bytes);
	double p99 = series_rank(&ms, 99);
	double beside = is_arrow ? floor->arrow : is_typed ? floor->typed : 0;

	if (is_arrow && floor->arrow <= 0)
		floor->arrow = p99;
	if (is_typed && floor->typed <= 0)
		floor->typed = p99;
	print_row(subject->name, task->name, &ms, &bytes);
	if (beside > 0)
		printf("  %.1f x floor", p99 / beside);
	print_goal("p99", task->goal_p99, p99, " ms");
	print_goal("ratio", beside > 0 ? task->goal_ratio : 0, beside > 0 ? p99 / beside : 0, "");
	print_goal("bytes", task->goal_bytes, series_mean(&bytes), "");
	if (ms.count < task->times)
		printf("  (%d keys changed nothing)", task->times - ms.count);
	putchar('\n');
	fflush(stdout);
	series_done(&ms);
	series_done(&bytes);
}

static void
bench_subject(const struct subject *subject, const char *folder, struct floor *floor)
{
	struct series starts = { NULL, 0 };
	struct terminal *t = NULL;

	for (int i = 0; i < STARTS; i++) {
		terminal_close(t);
		t = NULL;
		double ms = measure_start(subject, folder, &t);

		if (!t) {
			printf("%-18s did not start: %s\n", subject->name, subject->command);
			series_done(&starts);
			return;
		}
		if (i > 0) /* the first one warms the caches */
			series_add(&starts, ms);
	}
	double median = series_rank(&starts, 50);

	print_row(subject->name, "start", &starts, NULL);
	if (floor->start > 0)
		printf("  %.1f x floor", median / floor->start);
	else
		floor->start = median;
	print_goal("median", subject->goal_start, median, " ms");
	putchar('\n');
	for (size_t i = 0; i < ARRAY_LEN(subject->tasks) && subject->tasks[i].name; i++)
		bench_task(t, subject, &subject->tasks[i], floor);
	printf("%-18s memory  %43.1f MB private", subject->name, private_memory(t));
	print_goal("", subject->goal_memory, private_memory(t), " MB");
	putchar('\n');
	if (getenv("BENCH_SHOW")) {
		AUTO_STR text = STR_INIT;

		terminal_text(t, &text);
		fputs(str_text(&text), stdout);
	}
	terminal_close(t);
	series_done(&starts);
}

int
main(int argc, char **argv)
{
	struct floor floor = { 0 };

	if (argc < 2) {
		fprintf(stderr, "usage: bench FOLDER [SUBJECT]\n");
		return 2;
	}
	setlocale(LC_ALL, "C.UTF-8");
	printf("%-18s %-7s %4s %8s %8s %8s %7s\n", "", "", "n", "median", "p99", "max ms", "bytes");
	for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
		if (argc == 2 || i == 0 || strstr(subjects[i].name, argv[2]))
			bench_subject(&subjects[i], argv[1], &floor);
	}
	return 0;
}
