/*
 * rush.c - fifty desks that book as fast as they can, beside SQLite's own commits in
 * the same run: desks that want the same 400 bands, where one wins each and every
 * other is told by whom and what is free next, and desks that each have bands of their
 * own. Works in a folder of its own below $TMPDIR.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <ftw.h>
#include <sqlite3.h>

#include "../unit/booking_rush.h"
#include "figures.h"

#include "desk/centre.h"
#include "desk/rule/rule_store.h"

#define SHARE_GOAL   0.8
#define P99_GOAL_MS  100.0
#define BARE_SECONDS 2

static char home[300];

static void
make_home(struct rush *r)
{
	struct err e = { 0 };
	const struct centre_founding founding = {
		.name = "ひばり市市民活動センター",
		.staff_name = "田中",
	};
	const struct desk_options options = {
		.home = r->home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = r->os_user,
		.terminal = "bench",
		.pinned_now = RUSH_NOW,
		.create = true,
		.training = true,
	};
	struct desk *d = desk_open(&options, &e);

	rush_must(d && centre_found(d, &founding, &e), "found", &e);
	for (int i = 0; i < embed_book_count; i++)
		if (strcmp(embed_books[i].name, "paid") == 0)
			rush_must(rule_store_load_file(d, &embed_books[i],
						       date_from_iso("2026-04-01"), "開設", &e),
				  "load the book", &e);
	desk_close(d);
}

/* --- bare commits --- */

static sqlite3 *
bare_open(const struct rush *r)
{
	AUTO_FREE char *path = mem_printf("%s/bare.db", r->home);
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		_exit(98);
	sqlite3_busy_timeout(db, 60000);
	sqlite3_exec(db,
		     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		     " CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, x TEXT)",
		     NULL, NULL, NULL);
	return db;
}

static void
bare_commits(const struct rush *r, int number)
{
	struct rush_desk *mine = &r->desks[number];
	sqlite3 *db = bare_open(r);
	static const char *const sqls[] = { "BEGIN IMMEDIATE", "INSERT INTO t (x) VALUES ('x')",
					    "COMMIT" };
	sqlite3_stmt *q[ARRAY_LEN(sqls)];

	for (size_t i = 0; i < ARRAY_LEN(sqls); i++)
		sqlite3_prepare_v2(db, sqls[i], -1, &q[i], NULL);
	rush_wait(r->start);
	for (; rush_seconds() < r->start + BARE_SECONDS; mine->count++)
		for (size_t i = 0; i < ARRAY_LEN(sqls); i++) {
			if (sqlite3_step(q[i]) != SQLITE_DONE)
				_exit(97);
			sqlite3_reset(q[i]);
		}
	mine->ended = rush_seconds();
	for (size_t i = 0; i < ARRAY_LEN(sqls); i++)
		sqlite3_finalize(q[i]);
	sqlite3_close(db);
}

/* --- figures --- */

struct figures {
	double rate;       /* answers, or commits, a second */
	double won_rate;   /* bookings a second */
	double least_part; /* of the slowest process, as a part of the mean */
	double median, p99, most;
};

static struct figures
reckon(const struct rush *r)
{
	AUTO_FREE double *ms = mem_alloc(sizeof(*ms) * RUSH_PROCESSES * RUSH_BANDS);
	struct figures f = { 0 };
	int n = 0, won = 0, total = 0;
	double ended = 0, slowest = 1e9, speeds = 0;

	for (int i = 0; i < r->processes; i++) {
		const struct rush_desk *desk = &r->desks[i];
		double speed = desk->count / (desk->ended - r->start);
		for (int k = 0; k < desk->count && k < RUSH_BANDS; k++) {
			ms[n++] = desk->answers[k].ms;
			won += desk->answers[k].id != 0;
		}
		total += desk->count;
		speeds += speed;
		slowest = speed < slowest ? speed : slowest;
		ended = desk->ended > ended ? desk->ended : ended;
	}
	figures_sort(ms, n);
	f.rate = total / (ended - r->start);
	f.won_rate = won / (ended - r->start);
	f.least_part = slowest / (speeds / r->processes);
	f.median = ms[n / 2];
	f.p99 = ms[n * 99 / 100];
	f.most = ms[n - 1];
	return f;
}

static struct figures
run(struct rush *r, void (*each)(const struct rush *r, int number))
{
	if (!rush_run(r, each))
		exit(1);
	struct figures f = reckon(r);
	rush_done(r);
	return f;
}

static void
print_bookings(const char *what, const struct figures *f, double rate, double bare)
{
	printf("%-34s %7.0f/s %8.2f %8.2f %8.2f ms   share of bare %.2f of %.1f %s, slowest %.2f of"
	       " the mean %s, p99 %s\n",
	       what, rate, f->median, f->p99, f->most, rate / bare, SHARE_GOAL,
	       rate / bare >= SHARE_GOAL ? "met" : "MISSED", f->least_part,
	       f->least_part >= 0.5 ? "met" : "MISSED", f->p99 <= P99_GOAL_MS ? "met" : "MISSED");
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
main(int argc, char **argv)
{
	const char *tmp = getenv("TMPDIR");
	struct rush r = { .home = home, .os_user = "bench", .bands = RUSH_BANDS };

	r.processes = argc > 1 ? atoi(argv[1]) : RUSH_PROCESSES;
	snprintf(home, sizeof(home), "%s/madoguchi-rush-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(home))
		return 1;
	make_home(&r);
	struct rush one = r;
	one.processes = 1;
	sqlite3_close(bare_open(&r));
	struct figures alone = run(&one, bare_commits);
	struct figures bare = run(&r, bare_commits);
	struct figures same = run(&r, rush_same);
	nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	make_home(&r);
	struct figures single = run(&one, rush_own);
	nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	make_home(&r);
	struct figures own = run(&r, rush_own);
	printf("%-34s %7.0f/s by one process, %.0f/s by %d\n", "bare commits of SQLite", alone.rate,
	       bare.rate, r.processes);
	print_bookings("one desk books", &single, single.won_rate, alone.rate);
	print_bookings("all want the same bands: answers", &same, same.rate, bare.rate);
	print_bookings("each has its own: bookings", &own, own.won_rate, bare.rate);
	return nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
