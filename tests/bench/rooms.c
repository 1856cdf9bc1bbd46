/*
 * rooms.c - what "is it free?" costs in a register of any size: the timetable of a day
 * and of a week, the next free time over sixty days, the guard's own question, and the
 * start of the desk. Twenty rooms, four of them joins, let by the hour.
 *
 *   rooms fill HOME COUNT     makes a home with so many bookings, the last in two months
 *   rooms HOME...             measures them in turn, each also against the first
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "figures.h"

#include "base/auto.h"
#include "base/lang.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/rand.h"
#include "desk/booking/booking.h"
#include "desk/booking/free.h"
#include "desk/booking/occupancy.h"
#include "desk/booking/timetable.h"
#include "desk/centre.h"
#include "desk/rule/rule_store.h"
#include "desk/staff.h"
#include "embed.h"
#include "store/stmt.h"

enum { UNITS = 16, JOINS = 4, ROOMS = UNITS + JOINS, GROUPS = 200, AHEAD = 60, ROUNDS = 300 };
enum { FIRST_HOUR = 9, LAST_HOUR = 21 };
#define A_DAY 137 /* bookings: 500,000 in ten years */

static struct err fault;

static void
must(bool ok, const char *what, const char *why)
{
	if (ok)
		return;
	fprintf(stderr, "rooms: %s: %s\n", what, why);
	exit(1);
}

static struct desk *
open_desk(const char *home, bool create)
{
	const char *user = getenv("USER");
	const struct desk_options options = {
		.home = home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = user ? user : "root",
		.terminal = "bench",
		.create = create,
		.training = create,
	};
	struct desk *d = desk_open(&options, &fault);

	must(d != NULL, home, fault.msg);
	return d;
}

/* --- filling --- */

/* A book of rooms r1 to r16, each a unit, and j1 to j4, of two of them each. */
static void
write_book(struct str *b)
{
	str_add(b, "book: {name: 計測の条例}\nrooms:\n");
	for (int i = 1; i <= UNITS; i++)
		str_addf(b, "  - {code: r%d, name: 会議室%d, capacity: %d, units: [u%d]}\n", i, i,
			 10 + i * 3, i);
	for (int i = 1; i <= JOINS; i++)
		str_addf(b, "  - {code: j%d, name: 大会議室%d, capacity: 80, units: [u%d, u%d]}\n",
			 i, i, 2 * i - 1, 2 * i);
	str_add(b, "bands: []\nslots:\n  - {code: hours, name: 1時間, grid: 60, least: 60}\n"
		   "hours:\n  - {name: 開館時間, open: \"9:00-21:00\"}\n"
		   "closings:\n  - {code: monday, name: 月曜日, weekday: [mon], nth: [2]}\n"
		   "prices:\n  - {code: room, name: 使用料, rows_by: room, per: \"60 minutes\","
		   " part: started, rows: {");
	for (int i = 1; i <= ROOMS; i++)
		str_addf(b, "%s%s%d: %d", i > 1 ? ", " : "", i > UNITS ? "j" : "r",
			 i > UNITS ? i - UNITS : i, 100 + 20 * i);
	str_add(b, "}}\nwindows:\n  - {code: all, name: 受付, opens: {months: 3},"
		   " closes: {days: 0}}\n");
}

static void
found_home(const char *home)
{
	const struct centre_founding founding = {
		.name = "計測の市民活動センター",
		.staff_name = "計測",
	};
	struct faults f = FAULTS_INIT("rooms.yaml");
	struct rule_loaded loaded;
	AUTO_STR book = STR_INIT;
	struct desk *d = open_desk(home, true);

	must(centre_found(d, &founding, &fault), "founding", fault.msg);
	write_book(&book);
	const struct rule_load load = {
		.file = "rooms.yaml",
		.bytes = book.s,
		.len = book.len,
		.from = date_from_iso("2000-01-01"),
	};
	bool ok = rule_store_load(d, &load, &f, &loaded, &fault);
	must(ok, "the book", f.count > 0 ? f.items[0].sentence : fault.msg);
	desk_close(d);
}

struct filler {
	sqlite3 *db;
	sqlite3_stmt *insert;
	struct rand rand;
	day_num today;
	int64_t count, made;
};

static void
run_sql(struct filler *f, const char *sql)
{
	char *why = NULL;

	must(sqlite3_exec(f->db, sql, NULL, NULL, &why) == SQLITE_OK, sql, why);
}

/* What is over was used; what lies ahead stands, here and there still on hold. */
static const char *
state_on(struct filler *f, day_num day)
{
	if (day < f->today)
		return "done";
	return rand_below(&f->rand, 10) ? "permitted" : "hold";
}

static void
add_booking(struct filler *f, int room, const char *day, day_num at, int hour)
{
	const int64_t values[] = { room, hour * 60, hour * 60 + 60,
				   1 + rand_below(&f->rand, GROUPS), 5 + rand_below(&f->rand, 20) };
	AUTO_FREE char *number = mem_printf("K-%07lld", (long long)++f->made);

	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		sqlite3_bind_int64(f->insert, (int)i + 1, values[i]);
	sqlite3_bind_text(f->insert, 6, day, -1, SQLITE_STATIC);
	sqlite3_bind_text(f->insert, 7, number, -1, SQLITE_STATIC);
	sqlite3_bind_text(f->insert, 8, state_on(f, at), -1, SQLITE_STATIC);
	must(sqlite3_step(f->insert) == SQLITE_DONE, "a booking", sqlite3_errmsg(f->db));
	sqlite3_reset(f->insert);
}

/* Two neighbouring units at an hour: together, each by itself, or free. */
static void
fill_hour(struct filler *f, int pair, const char *day, day_num at, int hour)
{
	if (pair < JOINS && rand_below(&f->rand, 100) < 8) {
		add_booking(f, UNITS + 1 + pair, day, at, hour);
		return;
	}
	for (int i = 1; i <= 2; i++)
		if (rand_below(&f->rand, 100) < 73)
			add_booking(f, 2 * pair + i, day, at, hour);
}

static void
fill_day(struct filler *f, day_num at)
{
	char day[DATE_TEXT_SIZE];

	date_to_iso(at, day);
	for (int pair = 0; pair < UNITS / 2; pair++)
		for (int hour = FIRST_HOUR; hour < LAST_HOUR; hour++)
			fill_hour(f, pair, day, at, hour);
}

static void
fill_bookings(struct filler *f)
{
	day_num last = f->today + AHEAD;

	run_sql(f, "BEGIN");
	for (day_num day = last - (day_num)(f->count / A_DAY); day <= last; day++) {
		fill_day(f, day);
		if (day % 200 == 0)
			run_sql(f, "COMMIT; BEGIN");
	}
	run_sql(f, "COMMIT");
}

static void
fill(const char *home, int64_t count)
{
	AUTO_FREE char *path = mem_printf("%s/madoguchi.db", home);
	AUTO_FREE char *groups = mem_printf(
		"WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO civic_group (id, number, name, kana) SELECT i, 'K' || i,"
		" '計測サークル' || i, 'ケイソクサークル' FROM n",
		GROUPS);
	struct filler f = { .count = count, .today = (day_num)(time(NULL) / 86400) };
	struct clock wall = { 0 };

	f.today = clock_today(&wall);
	found_home(home);
	rand_init(&f.rand, 1);
	must(sqlite3_open(path, &f.db) == SQLITE_OK, path, "cannot be opened");
	run_sql(&f, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
	run_sql(&f, groups);
	sqlite3_prepare_v2(f.db,
			   "INSERT INTO booking (room_id, from_minute, to_minute, group_id, heads,"
			   " day, number, state, purpose, applied_on, hold_until) VALUES (?1, ?2,"
			   " ?3, ?4, ?5, ?6, ?7, ?8, '定例会', date(?6, '-1 month'), ?6)",
			   -1, &f.insert, NULL);
	fill_bookings(&f);
	sqlite3_finalize(f.insert);
	run_sql(&f,
		"INSERT INTO charge (booking_id, kind, day, yen) SELECT id, 'quote', applied_on,"
		" 300 FROM booking WHERE state <> 'done'"); /* the past is settled */
	run_sql(&f, "PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(f.db);
}

/* --- measuring --- */

struct bench {
	const char *home;
	struct desk *desk;
	struct rand rand;
	int64_t bookings;
	double ms[10 * ROUNDS]; /* of the act that is being measured */
};

/* Mostly around today, now and then long ago. */
static day_num
some_day(struct bench *b)
{
	day_num today = desk_today(b->desk);

	return rand_below(&b->rand, 5) ? today + rand_below(&b->rand, AHEAD)
				       : today - 1 - rand_below(&b->rand, 300);
}

static bool
load_table(struct bench *b, int64_t room_id, int days)
{
	struct timetable t;
	day_num day = some_day(b);
	const struct timetable_wish w = { .room_id = room_id,
					  .days = { day, day + days - 1 },
					  .of = OCCUPANCY_WHO };
	bool ok = timetable_load(b->desk, &w, &t, &fault);

	timetable_done(&t);
	return ok;
}

static bool
load_day(struct bench *b)
{
	return load_table(b, 0, 1);
}

static bool
load_week(struct bench *b)
{
	return load_table(b, 1 + rand_below(&b->rand, ROOMS), 7);
}

static bool
look_for_free(struct bench *b)
{
	AUTO_ARENA a = ARENA_INIT;
	struct free_times found;
	struct free_wish w = FREE_WISH_INIT;

	w.minutes = 180; /* rarely free: it has to look far */
	w.parts = FREE_EVENING;
	w.heads = 20;
	return free_next(b->desk, &w, &a, &found, &fault);
}

static bool
ask_conflict(struct bench *b)
{
	int from = (FIRST_HOUR + rand_below(&b->rand, LAST_HOUR - FIRST_HOUR)) * 60;
	const struct room_time t = {
		.room_id = 1 + rand_below(&b->rand, ROOMS),
		.day = some_day(b),
		.from = from,
		.to = from + 60,
	};
	bool is_free;

	return occupancy_is_free(b->desk, &t, &is_free, &fault);
}

static bool
start_desk(struct bench *b)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		execl("./madoguchi", "madoguchi", "--home", b->home, "screen", (char *)NULL);
		_exit(127);
	}
	waitpid(child, &status, 0);
	snprintf(fault.msg, sizeof(fault.msg), "madoguchi screen failed");
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const struct act {
	const char *what;
	bool (*run)(struct bench *b);
	double goal; /* p99, ms */
	int rounds;
} acts[] = {
	{ "timetable of a day", load_day, 5, ROUNDS },
	{ "timetable of a week", load_week, 5, ROUNDS },
	{ "next free over 60 days", look_for_free, 20, ROUNDS },
	{ "is this time taken?", ask_conflict, 0.05, 10 * ROUNDS },
	{ "start, to the first screen", start_desk, 20, 30 },
};

static void
open_bench(struct bench *b, const char *home)
{
	b->home = home;
	rand_init(&b->rand, 7);
	b->desk = open_desk(home, false);
	must(staff_sign_in_account(b->desk, &fault), "sign in", fault.msg);
	b->bookings = store_get_int(b->desk->store, "SELECT max(id) FROM booking WHERE ?1", 1, 0);
}

static void
print_figures(struct bench *b, const struct act *act, double first)
{
	figures_sort(b->ms, act->rounds);
	double median = b->ms[act->rounds / 2], p99 = b->ms[(act->rounds * 99 - 1) / 100];
	printf("%-28s %9lld %8.3f %8.3f %8.3f   p99 %.3f of %.4g ms %s", act->what,
	       (long long)b->bookings, median, p99, b->ms[act->rounds - 1], p99, act->goal,
	       p99 <= act->goal ? "met" : "MISSED");
	if (first > 0)
		printf(", %.2f x the first home, of 1.5 %s", median / first,
		       median <= 1.5 * first ? "met" : "MISSED");
	printf("\n");
}

/* The homes in turn, round by round: a machine that is slow for a while is so for all. */
static void
measure(struct bench *homes, int count, const struct act *act)
{
	for (int round = -10; round < act->rounds; round++)
		for (int i = 0; i < count; i++) {
			double began = now_ms();
			must(act->run(&homes[i]), act->what, fault.msg);
			if (round >= 0)
				homes[i].ms[round] = now_ms() - began;
		}
	for (int i = 0; i < count; i++)
		print_figures(&homes[i], act, i ? homes[0].ms[act->rounds / 2] : 0);
}

int
main(int argc, char **argv)
{
	lang_init("locale");
	if (argc == 4 && strcmp(argv[1], "fill") == 0) {
		fill(argv[2], strtoll(argv[3], NULL, 10));
		return 0;
	}
	struct bench *homes = mem_alloc(sizeof(*homes) * (size_t)argc);
	for (int i = 1; i < argc; i++)
		open_bench(&homes[i - 1], argv[i]);
	printf("%-28s %9s %8s %8s %8s\n", "", "bookings", "median", "p99", "max");
	for (size_t i = 0; i < ARRAY_LEN(acts); i++)
		measure(homes, argc - 1, &acts[i]);
	for (int i = 1; i < argc; i++)
		desk_close(homes[i - 1].desk);
	free(homes);
	return 0;
}
