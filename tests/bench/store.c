/*
 * store.c - figures of the store: how fairly processes get to write, what a
 * keystroke's draft costs, how fast the audit is verified and a text is found,
 * how long opening takes. Works in a folder of its own below $TMPDIR.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "figures.h"

#include "base/auto.h"
#include "base/date.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/rand.h"
#include "base/str.h"
#include "embed.h"
#include "store/audit.h"
#include "store/draft.h"
#include "store/once.h"
#include "store/search.h"
#include "store/stmt.h"
#include "store/store.h"
#include "store/tx.h"

#define MOST_PROCESSES 50
#define FAIR_SECONDS   2
#define STROKES        5000
#define AUDIT_ROWS     300000
#define RECORDS        100000
#define OPENINGS       200

static char home[300];
static const struct clock wall = { 0 };
static struct err fault;

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s: %s\n", what, fault.msg);
	exit(1);
}

static struct store *
open_store(bool create)
{
	struct store *s = store_open(
		&(struct store_options){
			.home = home,
			.clock = &wall,
			.migrations = embed_migrations,
			.migration_count = embed_migration_count,
			.create = create,
		},
		&fault);

	must(s != NULL, "open");
	store_set_actor(s, &(struct actor){ 1, "bench", "bench", "bench" });
	return s;
}

/* A line of the table: the median, the 99th of a hundred and the longest, in milliseconds. */
static void
print_times(const char *what, double *ms, int n)
{
	figures_sort(ms, n);
	printf("%-44s %9.3f %9.3f %9.3f ms\n", what, ms[n / 2], ms[n * 99 / 100], ms[n - 1]);
}

struct turns {
	int count;
	double longest;
};

static void
write_in_turn(struct turns *turns, double start)
{
	struct store *s = open_store(false);

	while (now_s() < start)
		continue;
	for (double now = start; now < start + FAIR_SECONDS;) {
		char key[ONCE_KEY_SIZE];
		AUTO_TX tx = TX_INIT;
		once_new_key(key);
		must(tx_begin(&tx, s, &fault) && once_keep(&tx, key, 1, &fault) &&
			     tx_commit(&tx, &fault),
		     "write");
		double then = now;
		now = now_s();
		turns->count++;
		if (now - then > turns->longest)
			turns->longest = now - then;
	}
	store_close(s);
}

static void
bench_fairness(int processes)
{
	struct turns *turns = mmap(NULL, MOST_PROCESSES * sizeof(*turns), PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double start = now_s() + 0.5, sum = 0, squares = 0, longest = 0;
	int least = INT32_MAX, most = 0;

	fflush(stdout);
	for (int i = 0; i < processes; i++) {
		if (fork() != 0)
			continue;
		write_in_turn(&turns[i], start);
		_exit(0);
	}
	while (wait(NULL) > 0)
		continue;
	for (int i = 0; i < processes; i++) {
		sum += turns[i].count;
		squares += (double)turns[i].count * turns[i].count;
		least = turns[i].count < least ? turns[i].count : least;
		most = turns[i].count > most ? turns[i].count : most;
		longest = turns[i].longest > longest ? turns[i].longest : longest;
	}
	printf("%2d processes write for %d s   %6.0f commits/s, %d to %d each (Jain %.3f), "
	       "longest wait %.0f ms\n",
	       processes, FAIR_SECONDS, sum / FAIR_SECONDS, least, most,
	       sum * sum / (processes * squares), longest * 1000);
	munmap(turns, MOST_PROCESSES * sizeof(*turns));
}

static void
bench_opening(void)
{
	static double ms[OPENINGS];

	for (int i = 0; i < OPENINGS; i++) {
		double start = now_s();
		store_close(open_store(false));
		ms[i] = (now_s() - start) * 1000;
	}
	print_times("open and close the store", ms, OPENINGS);
}

static void
bench_drafts(void)
{
	static double ms[STROKES];
	AUTO_STR text = STR_INIT;
	struct draft_store *d = draft_store_open(home, &wall, &fault);

	must(d != NULL, "drafts");
	int64_t id = draft_begin(d, &(struct draft){ .staff_id = 1, .type = "group" }, &fault);
	for (int i = 0; i < STROKES; i++) {
		if (i % 40 == 0)
			str_clear(&text);
		str_add(&text, "字");
		const struct draft_field field = { i / 40 % 2 ? "name" : "kana", text.s, i % 40 };
		double start = now_s();
		must(draft_put(d, id, &field, &fault), "draft_put");
		ms[i] = (now_s() - start) * 1000;
	}
	print_times("keep one keystroke in the drafts", ms, STROKES);
	draft_store_close(d);
}

static void
count_fault(void *ctx, int64_t seq, bool is_fault, const char *finding)
{
	(void)ctx;
	if (is_fault)
		fprintf(stderr, "row %lld: %s\n", (long long)seq, finding);
}

static void
bench_audit(struct store *s)
{
	const struct audit_entry entry = {
		.action = AUDIT_CHANGE,
		.object_type = "civic_group",
		.object_id = 1,
		.reason = "代表者の変更",
		.detail = "{\"before\":{\"name\":\"合唱団ひばり\",\"phone\":\"03-0000-0000\"},"
			  "\"after\":{\"name\":\"合唱団ひばりの会\",\"phone\":\"03-0000-0001\"}}",
	};
	AUTO_TX tx = TX_INIT;

	must(tx_begin(&tx, s, &fault), "begin");
	double start = now_s();
	for (int i = 0; i < AUDIT_ROWS; i++)
		must(audit_write(&tx, &entry, &fault), "audit");
	must(tx_commit(&tx, &fault), "commit");
	printf("%-44s %9.0f rows/s\n", "write the audit", AUDIT_ROWS / (now_s() - start));
	start = now_s();
	must(audit_verify(s, NULL, count_fault, NULL, &fault), "verify");
	printf("%-44s %9.0f rows/s\n", "verify the audit", AUDIT_ROWS / (now_s() - start));
}

/* Names as groups have them: a few words out of few, so that common pairs are very common. */
static void
add_name(struct str *name, struct str *kana, struct rand *r)
{
	static const char *const words[][2] = {
		{ "合唱", "ガッショウ" },
		{ "太極拳", "タイキョクケン" },
		{ "書道", "ショドウ" },
		{ "こども", "コドモ" },
		{ "食堂", "ショクドウ" },
		{ "見守り", "ミマモリ" },
		{ "ひばり", "ヒバリ" },
		{ "すずめ", "スズメ" },
		{ "自然", "シゼン" },
		{ "歴史", "レキシ" },
		{ "手話", "シュワ" },
		{ "英会話", "エイカイワ" },
		{ "防災", "ボウサイ" },
		{ "まちづくり", "マチヅクリ" },
		{ "朗読", "ロウドク" },
		{ "写真", "シャシン" },
		{ "俳句", "ハイク" },
		{ "川", "カワ" },
		{ "国際交流", "コクサイコウリュウ" },
		{ "子育て", "コソダテ" },
	};
	static const char *const ends[][2] = {
		{ "の会", "ノカイ" },       { "サークル", "サークル" },
		{ "クラブ", "クラブ" },     { "協議会", "キョウギカイ" },
		{ "友の会", "トモノカイ" }, { "ネットワーク", "ネットワーク" },
	};

	for (int i = 0; i < 2; i++) {
		int word = rand_below(r, ARRAY_LEN(words));
		str_add(name, words[word][0]);
		str_add(kana, words[word][1]);
	}
	int end = rand_below(r, ARRAY_LEN(ends));
	str_add(name, ends[end][0]);
	str_add(kana, ends[end][1]);
}

static void
fill_search(struct store *s)
{
	AUTO_TX tx = TX_INIT;
	struct rand r;

	rand_init(&r, 1);
	must(tx_begin(&tx, s, &fault), "begin");
	for (int i = 1; i <= RECORDS; i++) {
		AUTO_STR name = STR_INIT;
		AUTO_STR kana = STR_INIT;
		AUTO_FREE char *number = mem_printf("G-%06d", i);
		AUTO_FREE char *phone =
			mem_printf("03-%04d-%04d", rand_below(&r, 10000), i % 10000);
		add_name(&name, &kana, &r);
		const char *const texts[] = { number, name.s, kana.s, phone };
		must(search_put(&tx, "civic_group", i, texts, 4, &fault), "put");
	}
	must(tx_commit(&tx, &fault), "commit");
}

static void
bench_search(struct store *s)
{
	/* clang-format off */
	static const char *const needles[] = {
		"の", "の会", "カイ", "ひばり", "ヒバリノカイ", "会の会", "合唱 友の会",
		"川川", "鬱", "ーク", "いかい", "のかの", "国際交流国際交流協議会",
		"G-0999", "G-000007", "03-12", "0303",
	};
	/* clang-format on */
	static double ms[200];
	int64_t ids[200];
	double start = now_s();

	fill_search(s);
	printf("%-44s %9.0f records/s\n", "build the search index", RECORDS / (now_s() - start));
	for (size_t i = 0; i < ARRAY_LEN(needles); i++) {
		int found = 0;
		for (int j = 0; j < 200; j++) {
			start = now_s();
			found = search_find(s, "civic_group", needles[i], ids, 200, &fault);
			ms[j] = (now_s() - start) * 1000;
		}
		AUTO_FREE char *what =
			mem_printf("find %s among %d: %d", needles[i], RECORDS, found);
		print_times(what, ms, 200);
	}
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

int
main(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(home, sizeof(home), "%s/madoguchi-bench-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	if (mkdtemp(home) == NULL)
		return 1;
	store_close(open_store(true));
	printf("%-44s %9s %9s %9s\n", "store", "median", "p99", "max");
	bench_opening();
	bench_drafts();
	bench_fairness(4);
	bench_fairness(16);
	bench_fairness(MOST_PROCESSES);
	struct store *s = open_store(false);
	bench_audit(s);
	bench_search(s);
	store_close(s);
	return nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
