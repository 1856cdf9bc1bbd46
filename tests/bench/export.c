/*
 * export.c - a million groups of twelve columns into a Shift_JIS file, beside
 * what a shell would do (sqlite3 -csv | iconv) and beside a loop that only steps
 * the same query and reads its columns. Each run is a process of its own, so
 * that its memory can be told; the three take turns.
 *
 *   export FOLDER [ROWS]
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "figures.h"

#include "base/lang.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "desk/centre.h"
#include "desk/desk.h"
#include "desk/staff.h"
#include "embed.h"
#include "exchange/export.h"

enum { ROWS = 1000000, TURNS = 5 };

#define COLUMNS                                                                       \
	"number, name, kana, short_name, phone, postal, address, place, founded_on, " \
	"members, households, dues_yen"

/* The same question as the list's: without what is closed, in the order of the readings. */
#define QUERY                                                                             \
	"SELECT " COLUMNS " FROM civic_group WHERE dissolved_on IS NULL AND merged_into " \
	"IS NULL ORDER BY kana, id"

struct task {
	const char *home;
	enum sheet_format format;
	long rows; /* at most */
	int columns;
};

struct figures {
	double seconds;
	long kib; /* of memory, at the most */
};

static struct desk *
open_desk(const char *home, bool create)
{
	struct err e = { 0 };
	const struct desk_options options = {
		.home = home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "bench",
		.terminal = "bench",
		.create = create,
		.training = create,
	};
	const struct centre_founding founding = { .name = "ひばり市", .staff_name = "田中" };
	struct desk *d = desk_open(&options, &e);
	if (d && (create ? centre_found(d, &founding, &e) : staff_sign_in_account(d, &e)))
		return d;
	fprintf(stderr, "export: %s\n", e.msg);
	exit(1);
}

static sqlite3 *
open_database(const char *home)
{
	AUTO_FREE char *path = mem_printf("%s/madoguchi.db", home);
	sqlite3 *db;
	if (sqlite3_open(path, &db) == SQLITE_OK)
		return db;
	fprintf(stderr, "export: %s cannot be opened\n", path);
	exit(1);
}

static void
make_home(const char *home, long rows)
{
	desk_close(open_desk(home, true));
	sqlite3 *db = open_database(home);
	AUTO_FREE char *sql = mem_printf(
		"INSERT INTO civic_group (" COLUMNS ", kind)"
		" WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %ld)"
		" SELECT printf('R8-%%07d', i), '合唱団第' || i || '支部', "
		"printf('ガッショウ%%07d', i),"
		" '合唱' || (i %% 1000), printf('042-%%03d-%%04d', i %% 997, i %% 9973),"
		" printf('187-%%04d', i %% 9999), '緑町' || (i %% 7 + 1) || '丁目' || (i %% 31),"
		" '第' || (i %% 12) || '会議室', date('2001-04-01', (i %% 9000) || ' days'),"
		" i %% 80, i %% 60, i %% 40 * 100, 'civic' FROM n",
		rows);
	char *why = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "export: %s\n", why);
		exit(1);
	}
	sqlite3_exec(db, "ANALYZE", NULL, NULL, NULL);
	sqlite3_close(db);
}

static int
set_columns(struct record_list *l, const struct form *form, int most)
{
	int fields[16];
	int count = 0;
	for (const char *p = COLUMNS; *p && count < most;) {
		size_t len = strcspn(p, ", ");
		AUTO_FREE char *name = mem_strndup(p, len);
		fields[count++] = form_field_index(form, name);
		p += len + strspn(p + len, ", ");
	}
	return record_list_columns(l, fields, count, NULL) ? count : 0;
}

static int
run_export(const struct task *task)
{
	struct err e = { 0 };
	struct desk *d = open_desk(task->home, false);
	const struct form *form = form_find(d->forms, "group");
	struct record_list *l = record_list_new(d, form, &e);
	if (!l || set_columns(l, form, task->columns) != task->columns)
		return 1;
	const struct export_options options = { .list = l,
						.format = task->format,
						.purpose = "bench" };
	struct export *x = export_new(d, &options, &e);
	while (x && !export_is_over(x) && export_rows(x) < task->rows)
		if (!export_step(x, 1000, &e))
			return 1;
	bool ok = x && export_finish(x, &e) && export_rows(x) >= task->rows;
	if (!ok)
		fprintf(stderr, "export: %s\n", e.msg);
	export_free(x);
	record_list_free(l);
	desk_close(d);
	return ok ? 0 : 1;
}

static int
run_pipeline(const struct task *task)
{
	AUTO_FREE char *command = mem_printf("sqlite3 -csv %s/madoguchi.db '" QUERY
					     "' | iconv -f UTF-8 -t CP932 >%s/pipeline.csv",
					     task->home, task->home);
	return system(command) == 0 ? 0 : 1;
}

static int
run_steps(const struct task *task)
{
	sqlite3 *db = open_database(task->home);
	sqlite3_stmt *q;
	size_t bytes = 0;
	if (sqlite3_prepare_v2(db, QUERY, -1, &q, NULL) != SQLITE_OK)
		return 1;
	while (sqlite3_step(q) == SQLITE_ROW) {
		for (int i = 0; i < 12; i++) {
			const char *text = (const char *)sqlite3_column_text(q, i);
			bytes += text ? strlen(text) : 0;
		}
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return bytes > 0 ? 0 : 1;
}

/* What the runs wrote. To take it away again is no part of a run. */
static void
remove_files(const char *home)
{
	AUTO_FREE char *ours = mem_printf("%s/exports/group-*", home);
	AUTO_FREE char *shell = mem_printf("%s/pipeline.csv", home);
	glob_t found;
	if (glob(ours, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			unlink(found.gl_pathv[i]);
		globfree(&found);
	}
	unlink(shell);
}

/* One run in a process of its own. */
static struct figures
measure(int (*run)(const struct task *), const struct task *task)
{
	double start = now_s();
	struct rusage usage;
	int status;
	pid_t child = fork();
	if (child == 0)
		_exit(run(task));
	if (wait4(child, &status, 0, &usage) != child || status != 0) {
		fprintf(stderr, "export: a run failed\n");
		exit(1);
	}
	struct figures figures = { now_s() - start, usage.ru_maxrss };
	remove_files(task->home);
	return figures;
}

static void
keep_best(struct figures *best, struct figures got)
{
	if (best->seconds == 0 || got.seconds < best->seconds)
		best->seconds = got.seconds;
	if (got.kib > best->kib)
		best->kib = got.kib;
}

static const char *
verdict(bool met)
{
	return met ? "met" : "MISSED";
}

int
main(int argc, char **argv)
{
	long rows = argc > 2 ? atol(argv[2]) : ROWS;
	AUTO_FREE char *home = mem_printf("%s/home-export-%ld", argc > 1 ? argv[1] : ".", rows);
	struct stat st;
	struct figures ours = { 0 }, shell = { 0 }, steps = { 0 };
	lang_init(NULL);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (stat(home, &st) != 0) {
		fprintf(stderr, "making %ld groups\n", rows);
		make_home(home, rows);
	}
	const struct task cp932 = { home, SHEET_CSV_CP932, rows, 12 };
	const struct task few = { home, SHEET_CSV_CP932, rows / 10, 12 };
	const struct task books[] = {
		{ home, SHEET_XLSX, rows / 5, 10 },
		{ home, SHEET_XLSX, rows / 5, 12 },
	};
	for (int i = 0; i < TURNS; i++) {
		keep_best(&shell, measure(run_pipeline, &cp932));
		keep_best(&ours, measure(run_export, &cp932));
		keep_best(&steps, measure(run_steps, &cp932));
	}
	printf("%ld groups, 12 columns, to Shift_JIS; the best of %d\n", rows, TURNS);
	printf("%-28s %7.2f s\n", "sqlite3 -csv | iconv", shell.seconds);
	printf("%-28s %7.2f s\n", "only stepping the query", steps.seconds);
	printf("%-28s %7.2f s  %.2f of the pipeline (goal 0.55) %s, %.2f of stepping (goal 1.5) "
	       "%s\n",
	       "madoguchi export", ours.seconds, ours.seconds / shell.seconds,
	       verdict(ours.seconds <= 0.55 * shell.seconds), ours.seconds / steps.seconds,
	       verdict(ours.seconds <= 1.5 * steps.seconds));
	struct figures tenth = measure(run_export, &few);
	printf("%-28s %7.1f MiB, a tenth of the rows %.1f MiB (goal 16, flat) %s\n", "its memory",
	       (double)ours.kib / 1024, (double)tenth.kib / 1024, verdict(ours.kib <= 16 * 1024));
	for (size_t i = 0; sheet_format_is_built(SHEET_XLSX) && i < ARRAY_LEN(books); i++) {
		struct figures book = measure(run_export, &books[i]);
		double speed = (double)books[i].rows / book.seconds;
		printf("XLSX, %d columns            %7.0f rows/s in %.1f MiB (goal 60000) %s\n",
		       books[i].columns, speed, (double)book.kib / 1024, verdict(speed >= 60000));
	}
	return 0;
}
