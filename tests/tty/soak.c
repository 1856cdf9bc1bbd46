/*
 * soak.c - many desks at work on one centre for a long time: each plays the
 * keys of soak.keys over and over, a line at a time, at the pace of a person.
 * Prints how fast they answered and what they grew by; fails when a desk dies,
 * when the data folder is not sound afterwards, or when one keeps more and
 * more memory or descriptors.
 *
 *   SOAK_DESKS=50 SOAK_SECONDS=600 SOAK_SEED=1
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <dirent.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/mem.h"
#include "base/rand.h"
#include "world.h"

#define MS INT64_C(1000000)
#define THINK_MS 1200          /* at most, between two keys of a desk */
#define GROWTH_KB 4096         /* a desk may grow by as much: two databases fill their caches */
#define WAL_MAX (64 << 20)

struct lines {
	char **items;
	int count;
};

struct clerk {
	struct terminal *t;
	int line;            /* of soak.keys */
	const char *next;    /* the key to press next, in that line */
	int64_t due, sent;
	long memory, files;  /* when it had warmed up */
};

struct soak {
	struct world world;
	struct lines script;
	struct clerk *clerks;
	int count;
	struct rand rand;
	double *latencies; /* ms */
	int latency_count;
	int reopened;
};

static void
read_script(struct lines *l, const char *file)
{
	FILE *f = fopen(file, "r");
	char *line = NULL;
	size_t size = 0;

	while (f && getline(&line, &size, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		l->items = mem_resize(l->items, (size_t)l->count + 1, sizeof *l->items);
		l->items[l->count++] = mem_strdup(line);
	}
	free(line);
	if (f)
		fclose(f);
	if (l->count == 0) {
		fprintf(stderr, "%s: no keys\n", file);
		exit(99);
	}
}

static long
memory_kb(pid_t pid)
{
	char *path = mem_printf("/proc/%d/status", (int)pid);
	FILE *f = fopen(path, "r");
	char line[256];
	long kb = 0;

	free(path);
	while (f && kb == 0 && fgets(line, sizeof line, f))
		sscanf(line, "RssAnon: %ld", &kb);
	if (f)
		fclose(f);
	return kb;
}

static long
open_files(pid_t pid)
{
	char *path = mem_printf("/proc/%d/fd", (int)pid);
	DIR *d = opendir(path);
	long count = 0;

	free(path);
	while (d && readdir(d))
		count++;
	if (d)
		closedir(d);
	return count;
}

/* Until the first answer: later output may be what another desk has changed. */
static void
take_latency(struct soak *s, const struct clerk *c)
{
	const struct terminal_counts *counts = terminal_counts(c->t);

	if (c->sent == 0 || counts->first_byte == 0)
		return;
	s->latencies = mem_resize(s->latencies, (size_t)s->latency_count + 1, sizeof(double));
	s->latencies[s->latency_count++] = (double)(counts->first_byte - c->sent) / 1e6;
}

static void
press(struct soak *s, struct clerk *c)
{
	AUTO_STR bytes = STR_INIT;
	size_t len = terminal_key_len(c->next);

	take_latency(s, c);
	terminal_count_from_here(c->t);
	if (!terminal_encode(c->t, c->next, len, &bytes)) {
		fprintf(stderr, "soak.keys: no such key: %s\n", c->next);
		exit(99);
	}
	c->sent = terminal_now();
	terminal_send(c->t, bytes.s, bytes.len);
	c->next += len;
	if (*c->next == '\0') {
		c->line = rand_below(&s->rand, s->script.count);
		c->next = s->script.items[c->line];
	}
	c->due = terminal_now() + (20 + rand_below(&s->rand, THINK_MS)) * MS;
}

static bool
open_desk(struct soak *s, struct clerk *c)
{
	c->t = world_run(&s->world, "");
	c->line = rand_below(&s->rand, s->script.count);
	c->next = s->script.items[c->line];
	c->due = terminal_now() + rand_below(&s->rand, THINK_MS) * MS;
	c->sent = 0;
	if (c->t && terminal_wait(c->t, "F12", true, s->world.limit_ms))
		return true;
	fprintf(stderr, "a desk does not open\n");
	return false;
}

static bool
open_desks(struct soak *s)
{
	bool ok = true;

	for (int i = 0; ok && i < s->count; i++)
		ok = open_desk(s, &s->clerks[i]);
	return ok;
}

/* A desk may be left by its keys, and is opened again; any other end is a fault. */
static bool
has_failed(struct soak *s, struct clerk *c)
{
	int status;

	if (!terminal_wait_end(c->t, 0, &status, NULL))
		return false;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		AUTO_STR text = STR_INIT;

		terminal_text(c->t, &text);
		fprintf(stderr, "a desk has ended, status %x\n%s", (unsigned)status,
			str_text(&text));
		return true;
	}
	terminal_close(c->t);
	s->reopened++;
	return !open_desk(s, c);
}

static bool
work(struct soak *s, int64_t until)
{
	int64_t look = 0;

	while (terminal_now() < until) {
		struct timespec pause = { .tv_nsec = 200000 };
		bool is_time_to_look = terminal_now() > look;

		for (int i = 0; i < s->count; i++) {
			struct clerk *c = &s->clerks[i];

			terminal_pump(c->t, 0);
			if (is_time_to_look && has_failed(s, c))
				return false;
			if (terminal_now() >= c->due)
				press(s, c);
		}
		if (is_time_to_look)
			look = terminal_now() + 1000 * MS;
		nanosleep(&pause, NULL);
	}
	return true;
}

static void
remember_sizes(struct soak *s)
{
	for (int i = 0; i < s->count; i++) {
		s->clerks[i].memory = memory_kb(terminal_pid(s->clerks[i].t));
		s->clerks[i].files = open_files(terminal_pid(s->clerks[i].t));
	}
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static bool
report(struct soak *s)
{
	char *wal = mem_printf("%s/madoguchi.db-wal", s->world.home);
	long growth = 0, files = 0;
	struct stat st = { 0 };
	int n = s->latency_count;

	for (int i = 0; i < s->count; i++) {
		pid_t pid = terminal_pid(s->clerks[i].t);
		long grown = memory_kb(pid) - s->clerks[i].memory;
		long more = open_files(pid) - s->clerks[i].files;

		growth = grown > growth ? grown : growth;
		files = more > files ? more : files;
	}
	stat(wal, &st);
	free(wal);
	qsort(s->latencies, (size_t)n, sizeof *s->latencies, compare_doubles);
	printf("%d desks, %d keys answered: median %.2f ms, p99 %.2f ms, longest %.2f ms\n",
	       s->count, n, n ? s->latencies[n / 2] : 0, n ? s->latencies[n * 99 / 100] : 0,
	       n ? s->latencies[n - 1] : 0);
	printf("%d desks were left and opened again\n", s->reopened);
	printf("a desk grew by at most %ld kB and %ld files; the log has %ld kB\n", growth, files,
	       (long)st.st_size / 1024);
	return n > 0 && growth <= GROWTH_KB && files <= 2 && st.st_size <= WAL_MAX;
}

static int
number_of(const char *variable, int otherwise)
{
	const char *value = getenv(variable);

	return value ? atoi(value) : otherwise;
}

int
main(void)
{
	const char *srcdir = getenv("srcdir");
	char *file = mem_printf("%s/tests/tty/soak.keys", srcdir ? srcdir : ".");
	int64_t seconds = number_of("SOAK_SECONDS", 600);
	struct soak s = { .count = number_of("SOAK_DESKS", 50) };

	setlocale(LC_ALL, "C.UTF-8");
	read_script(&s.script, file);
	free(file);
	rand_init(&s.rand, (uint64_t)number_of("SOAK_SEED", 1));
	s.clerks = mem_alloc((size_t)s.count * sizeof *s.clerks);
	world_init(&s.world);
	bool ok = world_home(&s.world, "demo") && open_desks(&s) &&
		  work(&s, terminal_now() + seconds * 200 * MS);

	if (ok) {
		remember_sizes(&s);
		ok = work(&s, terminal_now() + seconds * 800 * MS) && report(&s);
	}
	for (int i = 0; i < s.count; i++)
		terminal_close(s.clerks[i].t);
	ok = ok && world_is_sound(&s.world);
	world_done(&s.world, false);
	for (int i = 0; i < s.script.count; i++)
		free(s.script.items[i]);
	free(s.script.items);
	free(s.clerks);
	free(s.latencies);
	puts(ok ? "sound" : "NOT SOUND");
	return ok ? 0 : 1;
}
