/*
 * find.c - how long the command line (F2) takes to find a group by a part of
 * its kana, within the process, and how long a list takes for its filter and
 * for its orders.
 *
 *   find HOME [READING...]
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "desk/record/find.h"
#include "desk/record/record_list.h"
#include "desk/staff.h"
#include "embed.h"

#define ROUNDS      40
#define HITS        20
#define PAGE        21 /* rows that a list reads while a key waits: a screenful */
#define READING_MAX 6  /* characters */

/* Parts of readings: of one kana up to six, common and rare. */
static const char *const readings[] = {
	"ひばり", "がっしょう", "こども",   "かい", "し",     "みどり", "ボランティア", "ざくら",
	"ゆう",   "えほん",     "そばうち", "んぶ", "クラブ", "ほたる", "ぬ",
};

static void
print_figures(const char *what, double *ms, int count, double goal)
{
	figures_sort(ms, count);
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

/* What a list does when its question changes: counts, and reads a page. */
static bool
answer(struct record_list *l, bool backward, struct err *e)
{
	AUTO_ARENA arena = ARENA_INIT;
	struct record_row rows[PAGE];
	bool at_least;

	record_list_count(l, &at_least);
	return record_list_fetch(l, &arena, NULL, backward, PAGE, rows, e) >= 0;
}

/* The times of one kind of act. */
struct times {
	double ms[ROUNDS * ARRAY_LEN(readings) * READING_MAX];
	int count;
};

static bool
time_answer(struct times *t, struct record_list *l, double began, bool backward, struct err *e)
{
	if (!answer(l, backward, e))
		return false;
	t->ms[t->count++] = now_ms() - began;
	return true;
}

/* Types a reading into the filter, character by character. */
static bool
type_reading(struct times *t, struct record_list *l, const char *reading, struct err *e)
{
	const char *at = reading, *end = at + strlen(at);

	while (at < end) {
		utf8_next(&at, end);
		AUTO_FREE char *typed = mem_strndup(reading, (size_t)(at - reading));
		double began = now_ms();

		if (!record_list_filter(l, typed, e) || !time_answer(t, l, began, false, e))
			return false;
	}
	return true;
}

static bool
bench_filter(struct record_list *l, struct err *e)
{
	struct times t = { .count = 0 };

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < ARRAY_LEN(readings); i++) {
			if (!type_reading(&t, l, readings[i], e))
				return false;
		}
	}
	print_figures("type in a list's filter", t.ms, t.count, 5);
	return record_list_filter(l, "", e);
}

/* Both ends of the list in the order of a field, either way round. */
static bool
bench_order(struct record_list *l, int field, const char *name, struct err *e)
{
	AUTO_FREE char *what = mem_printf("ends by %s", name);
	struct times t = { .count = 0 };

	for (int round = 0; round < 2 * ROUNDS; round++) {
		double began = now_ms();

		if (!record_list_sort(l, field, round % 2, e) ||
		    !time_answer(&t, l, began, false, e) || !time_answer(&t, l, now_ms(), true, e))
			return false;
	}
	print_figures(what, t.ms, t.count, 5);
	return true;
}

static bool
bench_orders(struct desk *d, struct record_list *l, struct err *e)
{
	const struct form *form = form_find(d->forms, "group");
	const int *columns;
	int count = record_list_column_fields(l, &columns);
	bool ok = bench_order(l, -1, "the usual order", e);

	for (int i = 0; i < count && ok; i++)
		ok = bench_order(l, columns[i], form->fields[columns[i]].name, e);
	return ok && record_list_sort(l, -1, false, e);
}

static bool
bench_list(struct desk *d, struct err *e)
{
	struct record_list *l = record_list_new(d, form_find(d->forms, "group"), e);
	bool ok = l && bench_filter(l, e) && bench_orders(d, l, e);

	record_list_free(l);
	return ok;
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
	bool ok = d && staff_sign_in_account(d, &e) && bench_find(d, &e) && bench_list(d, &e);

	if (!ok)
		fprintf(stderr, "find: %s\n", e.msg);
	desk_close(d);
	return ok ? 0 : 1;
}
