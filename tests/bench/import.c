/*
 * import.c - how long a ledger of groups takes into the register, with every check,
 * the audit and the search index, and beside it how long the sqlite3 program takes
 * to put the same file into a bare table, and from there into the register's tables with
 * their guards and indexes.
 *
 *   import FOLDER [ROWS]
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "figures.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/rand.h"
#include "desk/centre.h"
#include "desk/desk.h"
#include "desk/record/record_search.h"
#include "desk/staff.h"
#include "embed.h"
#include "exchange/import/import.h"

#define ROWS 200000
#define GOAL 3.0 /* times the bare import */

static void
add_kanji(FILE *f, struct rand *r, int count)
{
	static const char *const kanji[] = { "山", "川", "田", "森", "花", "鳥", "風", "月",
					     "星", "空", "海", "松", "竹", "梅", "桜", "光" };

	for (int i = 0; i < count; i++)
		fputs(kanji[rand_below(r, (int)ARRAY_LEN(kanji))], f);
}

static void
add_kana(FILE *f, struct rand *r, int count)
{
	static const char *const kana[] = { "ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ",
					    "ラ", "ワ", "ミ", "リ", "ト", "コ", "ネ", "ス" };

	for (int i = 0; i < count; i++)
		fputs(kana[rand_below(r, (int)ARRAY_LEN(kana))], f);
}

static bool
write_ledger(const char *path, int rows)
{
	FILE *f = fopen(path, "w");
	struct rand r;

	if (!f)
		return false;
	rand_init(&r, 1);
	fputs("団体名,フリガナ,電話,設立日,会員数,会費,郵便番号,所在地,メール,活動分野,活動目的,"
	      "備考\r\n",
	      f);
	for (int i = 0; i < rows; i++) {
		add_kanji(f, &r, 4);
		fprintf(f, "の会%d,", i);
		add_kana(f, &r, 10);
		fprintf(f, "ノカイ,029-%03d-%04d,H%d.%d.%d,%d,%s,300-%04d,", i / 10000, i % 10000,
			2 + i % 28, 1 + i % 12, 1 + i % 28, i % 300, i % 2 ? "○" : "×", i % 10000);
		fprintf(f, "星野県ひばり市白山%d丁目%d番地,g%d@example.jp,まちづくり,", i % 9 + 1,
			i % 99, i);
		add_kanji(f, &r, 6);
		fputs("を支える活動をする。,\r\n", f);
	}
	return fclose(f) == 0;
}

static struct desk *
found_home(const char *home, struct err *e)
{
	const struct desk_options options = {
		.home = home,
		.migrations = embed_migrations,
		.migration_count = embed_migration_count,
		.forms = embed_forms,
		.form_count = embed_form_count,
		.os_user = "bench",
		.terminal = "cli",
		.create = true,
		.training = true,
	};
	const struct centre_founding founding = { .name = "ひばり", .staff_name = "田中" };
	struct desk *d = desk_open(&options, e);

	if (d && !centre_found(d, &founding, e)) {
		desk_close(d);
		return NULL;
	}
	return d;
}

/* By the clock, and of the processor: that other programs run beside it shows in the first alone.
 */
struct spent {
	double wall, cpu;
};

/* Of this process, or of the programs that it ran and that are over (RUSAGE_CHILDREN). */
static struct spent
spent_by(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (struct spent){
		.wall = now_s(),
		.cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
	};
}

static struct spent
spent_since(int who, struct spent start)
{
	struct spent now = spent_by(who);

	return (struct spent){ now.wall - start.wall, now.cpu - start.cpu };
}

/* Notes when the second half begins, in which other desks wait. */
static bool
note_half(void *ctx, int done)
{
	struct spent *half = ctx;

	if (done >= 500 && half->wall == 0)
		*half = spent_by(RUSAGE_SELF);
	return true;
}

/* What an import takes: till it is saved, how long of it nobody else can write, and then. */
struct duration {
	struct spent saved, waiting, indexed;
	double piece; /* the longest that others wait while it is indexed */
};

/* Notes the longest time from one call to the next. */
struct pieces {
	double last, longest;
};

static bool
note_piece(void *ctx, int done)
{
	struct pieces *p = ctx;
	double now = now_s();

	(void)done;
	if (p->last > 0 && now - p->last > p->longest)
		p->longest = now - p->last;
	p->last = now;
	return true;
}

/* The words of the new records into the index. */
static bool
catch_up(struct desk *d, struct duration *took, struct err *e)
{
	struct pieces pieces = { 0, 0 };
	struct spent start = spent_by(RUSAGE_SELF);
	bool ok = record_search_catch_up(d, note_piece, &pieces, e);

	took->indexed = spent_since(RUSAGE_SELF, start);
	took->piece = pieces.longest;
	return ok;
}

static bool
import_ledger(struct desk *d, const char *path, struct duration *took, struct err *e)
{
	struct spent half = { 0 };
	AUTO(import_map_done) struct import_map map = { 0 };
	AUTO_FCLOSE FILE *f = import_open(path, e);
	struct import_result result;
	struct import_options o = {
		.form = form_find(d->forms, "group"),
		.file = f,
		.name = "ledger.csv",
		.map = &map,
	};

	if (!f || !import_headings(&map, o.form, &(struct import_source){ .file = f }, e))
		return false;
	o.progress = note_half;
	o.ctx = &half;
	struct spent start = spent_by(RUSAGE_SELF);
	if (!import_run(d, &o, &result, e))
		return false;
	took->saved = spent_since(RUSAGE_SELF, start);
	took->waiting = spent_since(RUSAGE_SELF, half);
	if (result.refused > 0)
		return err_set(e, ERR_REFUSED, "%lld rows were refused", (long long)result.refused);
	return catch_up(d, took, e);
}

/* The sqlite3 program with up to two commands; false when there is none. */
static bool
run_sqlite(const char *db, const char *first, const char *second, struct spent *took)
{
	int status = 1;
	struct spent start = spent_by(RUSAGE_CHILDREN);
	pid_t child = fork();
	if (child == 0) {
		execlp("sqlite3", "sqlite3", db, first, second, (char *)NULL);
		_exit(127);
	}
	bool ok = child > 0 && waitpid(child, &status, 0) == child && status == 0;
	*took = spent_since(RUSAGE_CHILDREN, start);
	return ok;
}

/* The file into a table of its own, which knows nothing. */
static bool
import_bare(const char *folder, const char *path, struct spent *took)
{
	AUTO_FREE char *db = mem_printf("%s/bare.db", folder);
	AUTO_FREE char *command = mem_printf(".import --csv %s ledger", path);
	unlink(db);
	bool ok = run_sqlite(db, command, NULL, took);
	unlink(db);
	return ok;
}

/* From there into the register and its indexes: no checks, no audit. */
#define INSERT_INTO_REGISTER \
	"PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; BEGIN IMMEDIATE;" \
	"INSERT INTO civic_group (id, number, name, kana, phone, founded_on, members," \
	" has_dues, postal, address, email, purpose)" \
	" SELECT rowid, printf('R8-%06d', rowid), \"団体名\", \"フリガナ\", \"電話\"," \
	" printf('%04d-%02d-%02d', 1990 + (rowid - 1) % 28, 1 + (rowid - 1) % 12," \
	" 1 + (rowid - 1) % 28), \"会員数\" + 0, \"会費\" = '○', \"郵便番号\"," \
	" \"所在地\", \"メール\", \"活動目的\" FROM ledger;" \
	"INSERT INTO group_activity (record_id, code, position)" \
	" SELECT rowid, (SELECT code FROM code WHERE label = \"活動分野\"), 1 FROM ledger;" \
	"COMMIT"

/* What the register's triggers refuse is let in. */
#define DROP_GUARDS \
	"DROP TRIGGER civic_group_code_added; DROP TRIGGER group_number_added;" \
	"DROP TRIGGER group_activity_code;"

/* Into the tables of a desk of its own, past their guards or without them. */
static bool
import_register(const char *folder, const char *path, bool is_guarded, struct spent *took,
		struct err *e)
{
	AUTO_FREE char *home =
		mem_printf("%s/home-%s-%d", folder, is_guarded ? "guarded" : "open", (int)getpid());
	AUTO_FREE char *db = mem_printf("%s/madoguchi.db", home);
	AUTO_FREE char *command = mem_printf(".import --csv %s ledger", path);
	struct desk *d = found_home(home, e);
	desk_close(d);
	return d && run_sqlite(db, command,
			       is_guarded ? INSERT_INTO_REGISTER : DROP_GUARDS INSERT_INTO_REGISTER,
			       took);
}

/* One line, without its end. */
static void
print_spent(const char *what, int rows, struct spent took)
{
	printf("%-32s %8d rows %8.2f s %8.2f s cpu", what, rows, took.wall, took.cpu);
}

static bool
import_ours(const char *home, const char *path, int rows, struct spent *saved, struct err *e)
{
	struct duration ours = { .piece = 0 };
	struct desk *d = found_home(home, e);
	bool ok = d && import_ledger(d, path, &ours, e);
	desk_close(d);
	if (!ok)
		return false;
	print_spent("import until saved", rows, ours.saved);
	printf(" %9.0f rows/s\n", rows / ours.saved.wall);
	print_spent("  of it others wait", rows, ours.waiting);
	putchar('\n');
	print_spent("  then until indexed", rows, ours.indexed);
	printf("   in pieces of %.0f ms at most\n", ours.piece * 1000);
	*saved = ours.saved;
	return true;
}

static void
print_beside(const char *what, int rows, struct spent took, struct spent ours)
{
	print_spent(what, rows, took);
	printf("   %.1f times, cpu %.1f", ours.wall / took.wall, ours.cpu / took.cpu);
}

static int
fail(const struct err *e)
{
	fprintf(stderr, "import: %s\n", e->msg);
	return 1;
}

int
main(int argc, char **argv)
{
	int rows = argc > 2 ? atoi(argv[2]) : ROWS;
	struct err e = { 0 };
	struct spent ours, bare, open, guarded;

	if (argc < 2)
		return 2;
	lang_init("locale");
	AUTO_FREE char *ledger = mem_printf("%s/ledger.csv", argv[1]);
	AUTO_FREE char *home = mem_printf("%s/home-import-%d", argv[1], (int)getpid());
	if (!write_ledger(ledger, rows))
		return 1;
	if (!import_ours(home, ledger, rows, &ours, &e))
		return fail(&e);
	if (!import_bare(argv[1], ledger, &bare) ||
	    !import_register(argv[1], ledger, false, &open, &e) ||
	    !import_register(argv[1], ledger, true, &guarded, &e)) {
		printf("%-32s no sqlite3 here to compare with\n", "sqlite3 .import");
		return 0;
	}
	print_beside("sqlite3 .import", rows, bare, ours);
	printf(", of %.1f %s\n", GOAL, ours.wall <= GOAL * bare.wall ? "met" : "MISSED");
	print_beside("  and INSERT into the register", rows, guarded, ours);
	putchar('\n');
	print_beside("  the same without its guards", rows, open, ours);
	putchar('\n');
	return 0;
}
