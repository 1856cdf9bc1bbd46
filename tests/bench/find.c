/*
 * find.c - how long the command line (F2) takes to find a group by a part of
 * its kana, within the process, and how long a list takes for its filter.
 *
 *   find HOME [READING...]
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/lang.h"
#include "desk/desk.h"
#include "desk/find.h"
#include "desk/record_list.h"
#include "desk/staff.h"
#include "embed.h"

#define ROUNDS 40
#define HITS 20

/* Parts of readings: of one kana up to six, common and rare. */
static const char *const readings[] = {
	"ひばり", "がっしょう", "こども", "かい", "し", "みどり", "ボランティア",
	"ざくら", "ゆう", "えほん", "そばうち", "んぶ", "クラブ", "ほたる", "ぬ",
};

static double
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
print_figures(const char *what, double *ms, int count, double goal)
{
	qsort(ms, (size_t)count, sizeof *ms, compare_doubles);
	double p99 = ms[(count * 99 + 99) / 100 - 1];

	printf("%-26s %4d %8.2f %8.2f %8.2f          p99 %.2f of %.4g ms %s\n", what, count,
	       ms[(count + 1) / 2 - 1], p99, ms[count - 1], p99, goal,
	       p99 <= goal ? "met" : "MISSED");
}

static bool
bench_find(struct desk *d, struct err *e)
{
	double ms[ROUNDS * ARRAY_LEN(readings)];
	int count = 0;

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < ARRAY_LEN(readings); i++) {
			AUTO_ARENA arena = ARENA_INIT;
			struct find_hit *hits;
			double began = now_ms();

			if (find_anything(d, &arena, readings[i], HITS, &hits, e) < 0)
				return false;
			ms[count++] = now_ms() - began;
		}
	}
	print_figures("find by kana", ms, count, 5);
	return true;
}

/* What a list does when its filter changes: asks anew, and reads a page. */
static bool
bench_filter(struct desk *d, struct err *e)
{
	struct record_list *l = record_list_new(d, form_find(d->forms, "group"), e);
	double ms[ROUNDS * ARRAY_LEN(readings)];
	int count = 0;

	if (!l)
		return false;
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < ARRAY_LEN(readings); i++) {
			AUTO_ARENA arena = ARENA_INIT;
			struct record_row rows[HITS];
			double began = now_ms();

			if (!record_list_filter(l, readings[i], e) ||
			    record_list_fetch(l, &arena, NULL, false, HITS, rows, e) < 0) {
				record_list_free(l);
				return false;
			}
			ms[count++] = now_ms() - began;
		}
	}
	record_list_free(l);
	print_figures("filter a list by kana", ms, count, 5);
	return true;
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	if (argc != 2) {
		fprintf(stderr, "usage: find HOME\n");
		return 2;
	}
	lang_init(LOCALEDIR);
	const struct desk_options options = {
		.home = argv[1],
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "root",
		.terminal = "bench",
	};
	struct desk *d = desk_open(&options, &e);
	bool ok = d && staff_sign_in_account(d, &e) && bench_find(d, &e) && bench_filter(d, &e);

	if (!ok)
		fprintf(stderr, "find: %s\n", e.msg);
	desk_close(d);
	return ok ? 0 : 1;
}
