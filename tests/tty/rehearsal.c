/*
 * rehearsal.c - see rehearsal.h. A folder is looked at in a copy, so that the next desk
 * finds it just as the one before left it.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rehearsal.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../unit/booking_picture.h"
#include "base/macros.h"
#include "base/mem.h"

/* --- what stands in a data folder --- */

static const struct {
	const char *name, *sql;
} counted[] = {
	{ "bookings", "SELECT count(*) FROM booking" },
	{ "occupations", "SELECT count(*) FROM occupation" },
	{ "charges", "SELECT count(*) FROM charge" },
	{ "receipts", "SELECT count(*) FROM receipt" },
	{ "calls", "SELECT count(*) FROM call" },
	{ "dates of series", "SELECT count(*) FROM series_date" },
	{ "groups", "SELECT count(*) FROM civic_group" },
	{ "audit rows", "SELECT count(*) FROM audit" },
};
static_assert(ARRAY_LEN(counted) == PICTURE_COUNTS, "each has a name");

/* How many there are of what must never be. */
static const struct {
	const char *name, *sql;
} faults[] = {
	{ "bookings whose due is not the sum of their charges",
	  "SELECT count(*) FROM booking AS b WHERE due <>"
	  " (SELECT coalesce(sum(yen), 0) FROM charge WHERE booking_id = b.id)" },
	{ "bookings whose taken is not the sum of their receipts",
	  "SELECT count(*) FROM booking AS b WHERE taken <> (SELECT coalesce(sum("
	  "CASE kind WHEN 'receipt' THEN yen ELSE -yen END), 0) FROM receipt AS r"
	  " WHERE booking_id = b.id"
	  " AND NOT EXISTS (SELECT 1 FROM receipt_void WHERE receipt_id = r.id))" },
	{ "sites whose receipts have a gap",
	  "SELECT count(*) FROM (SELECT max(serial) - count(*) AS gap FROM receipt"
	  " GROUP BY coalesce(site_id, 0)) WHERE gap <> 0" },
	{ "bookings that have time and should have none, or the other way round",
	  "SELECT count(*) FROM booking AS b WHERE"
	  " (state IN ('hold', 'applied', 'permitted', 'in_use', 'done')) <>"
	  " EXISTS (SELECT 1 FROM occupation WHERE booking_id = b.id)" },
};

#define FNV_START UINT64_C(14695981039346656037)

static void
hash_bytes(uint64_t *hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < len; i++)
		*hash = (*hash ^ p[i]) * UINT64_C(1099511628211);
}

static void
hash_text(uint64_t *hash, const char *text)
{
	hash_bytes(hash, text, strlen(text) + 1);
}

static bool
hash_rows(sqlite3 *db, const char *sql, uint64_t *hash)
{
	sqlite3_stmt *q = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK) {
		sqlite3_bind_int(q, 1, 1);
		while ((step = sqlite3_step(q)) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(q); i++) {
				const unsigned char *text = sqlite3_column_text(q, i);

				hash_text(hash, text ? (const char *)text : "");
			}
	}
	sqlite3_finalize(q);
	return step == SQLITE_DONE;
}

static int64_t
ask_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;
	int64_t number = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		number = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return number;
}

/* A copy of a database beside the data folder, opened; NULL when that fails. */
static sqlite3 *
open_copy(const struct world *w, const char *name)
{
	char *from = mem_printf("%s/%s", w->home, name), *wal = mem_printf("%s-wal", from);
	char *folder = mem_printf("%s/look", w->dir), *path = mem_printf("%s/%s", folder, name);
	bool has_wal = access(wal, F_OK) == 0;
	const char *rm[] = { "rm", "-rf", folder, NULL }, *mkdir[] = { "mkdir", folder, NULL };
	const char *cp[] = { "cp", from, has_wal ? wal : folder, has_wal ? folder : NULL, NULL };
	sqlite3 *db = NULL;

	if (world_spawn(rm, NULL) == 0 && world_spawn(mkdir, NULL) == 0 &&
	    world_spawn(cp, NULL) == 0)
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
	free(from);
	free(wal);
	free(folder);
	free(path);
	return db;
}

/* Changes when the register is written to. */
static uint64_t
stamp_of(const struct world *w)
{
	static const char *const names[] = { "madoguchi.db", "madoguchi.db-wal" };
	uint64_t stamp = FNV_START;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = mem_printf("%s/%s", w->home, names[i]);
		struct stat st = { 0 };

		stat(path, &st);
		hash_bytes(&stamp, &st.st_size, sizeof st.st_size);
		hash_bytes(&stamp, &st.st_mtim, sizeof st.st_mtim);
		free(path);
	}
	return stamp;
}

static bool
read_register(sqlite3 *db, struct picture *out)
{
	bool ok = true;

	out->hash = FNV_START;
	for (size_t i = 0; ok && i < ARRAY_LEN(booking_picture); i++)
		ok = hash_rows(db, booking_picture[i], &out->hash);
	for (size_t i = 0; i < ARRAY_LEN(counted); i++)
		out->counts[i] = ask_number(db, counted[i].sql);
	if (!ok)
		fprintf(stderr, "no picture: %s\n", sqlite3_errmsg(db));
	for (size_t i = 0; ok && i < ARRAY_LEN(faults); i++) {
		int64_t count = ask_number(db, faults[i].sql);

		ok = count == 0;
		if (!ok)
			fprintf(stderr, "%lld %s\n", (long long)count, faults[i].name);
	}
	return ok;
}

bool
picture_take(const struct world *w, const struct picture *last, struct picture *out)
{
	uint64_t stamp = stamp_of(w);
	bool ok = true;

	if (last && last->stamp == stamp) {
		*out = *last;
	} else {
		sqlite3 *db = open_copy(w, "madoguchi.db");

		ok = read_register(db, out);
		sqlite3_close(db);
	}
	out->stamp = stamp;
	sqlite3 *drafts = open_copy(w, "drafts.db");

	out->drafts = (int)ask_number(drafts, "SELECT count(*) FROM draft");
	sqlite3_close(drafts);
	return ok && out->drafts >= 0;
}

bool
picture_equals(const struct picture *a, const struct picture *b)
{
	return a->hash == b->hash;
}

void
picture_say(const char *which, const struct picture *p)
{
	fprintf(stderr, "%s:", which);
	for (size_t i = 0; i < ARRAY_LEN(counted); i++)
		fprintf(stderr, " %lld %s,", (long long)p->counts[i], counted[i].name);
	fprintf(stderr, " %d drafts\n", p->drafts);
}

/* --- the lines --- */

static bool
starts_with(const char *line, const char *word)
{
	size_t len = strlen(word);

	return strncmp(line, word, len) == 0 && (line[len] == ' ' || line[len] == '\0');
}

static bool
has_keys(const char *line)
{
	return starts_with(line, "type") || starts_with(line, "press");
}

/* What a later part of the scenario needs of an earlier one. */
static bool
is_setting(const char *line)
{
	return starts_with(line, "size") || starts_with(line, "lang") ||
	       starts_with(line, "terminal") || starts_with(line, "now");
}

/* Nobody counts keys or looks where a test plays a part. */
static bool
is_for_play(const char *line)
{
	return starts_with(line, "count") || starts_with(line, "keys") || starts_with(line, "show");
}

static bool
read_lines(struct rehearsal *r)
{
	FILE *f = fopen(r->file, "r");
	char *line = NULL;
	size_t size = 0;

	while (f && getline(&line, &size, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		r->lines = mem_resize(r->lines, (size_t)r->line_count + 1, sizeof *r->lines);
		r->lines[r->line_count++] = mem_strdup(line);
	}
	free(line);
	if (!f) {
		perror(r->file);
		return false;
	}
	fclose(f);
	return true;
}

static bool
do_line(const struct rehearsal *r, struct scenario *s, int at)
{
	char *line = mem_strdup(r->lines[at]);

	s->line = at + 1;
	bool ok = scenario_do(s, line);

	free(line);
	return ok;
}

/* The lines between, but for their keys. */
static bool
do_lines(const struct rehearsal *r, struct scenario *s, int from, int end)
{
	bool ok = true;

	for (int i = from; ok && i < end; i++)
		if (!has_keys(r->lines[i]) && !is_for_play(r->lines[i]))
			ok = do_line(r, s, i);
	return ok;
}

/* --- the rehearsal --- */

static char *
folder_at(const struct rehearsal *r, int line)
{
	return mem_printf("%s/at-%d", r->stage.world.dir, line);
}

static bool
keep_folder(struct rehearsal *r, int line)
{
	char *folder = folder_at(r, line);
	const char *cp[] = { "cp", "-a", r->stage.world.home, folder, NULL };
	bool ok = world_spawn(cp, NULL) == 0;

	free(folder);
	return ok;
}

/* Presses one key, and remembers what it has changed. */
static bool
rehearse_key(struct rehearsal *r, const struct scenario_keys *keys, int line, int run)
{
	struct scenario *s = &r->stage;
	const struct keystroke *last = r->key_count > 0 ? &r->keys[r->key_count - 1] : NULL;
	struct keystroke k = { .line = line, .run = run, .draft = -1 };

	terminal_settle(scenario_here(s), s->world.limit_ms);
	if (last && last->line == line)
		k.before = last->after;
	else if (!picture_take(&s->world, last ? &last->after : NULL, &k.before))
		return false;
	s->line = line + 1;
	if (!scenario_press(s, keys->key, keys->len))
		return false;
	terminal_settle(scenario_here(s), s->world.limit_ms);
	if (!picture_take(&s->world, &k.before, &k.after))
		return false;
	if (k.after.drafts > 0 || k.before.drafts > 0)
		k.draft = last && last->run == run && last->draft >= 0 && k.before.drafts > 0 ?
				  last->draft : r->key_count;
	k.key = mem_strndup(keys->key, keys->len);
	r->keys = mem_resize(r->keys, (size_t)r->key_count + 1, sizeof *r->keys);
	r->keys[r->key_count++] = k;
	return true;
}

static bool
rehearse_keys(struct rehearsal *r, int line, int run)
{
	const char *text = r->lines[line];
	struct scenario_keys keys = { .is_press = starts_with(text, "press") };
	bool ok = true;

	keys.rest = strchr(text, ' ') ? strchr(text, ' ') + 1 : "";
	while (ok && scenario_next_key(&keys))
		ok = rehearse_key(r, &keys, line, run);
	return ok;
}

/* What is waited for after a keystroke, its own work too, is done by then. */
static bool
look_again(struct rehearsal *r, int line)
{
	struct keystroke *last = r->key_count > 0 ? &r->keys[r->key_count - 1] : NULL;
	bool is_waited_for = last && starts_with(r->lines[line], "wait");

	for (int i = line - 1; is_waited_for && i > last->line; i--)
		is_waited_for = starts_with(r->lines[i], "wait") ||
				starts_with(r->lines[i], "expect");
	return !is_waited_for || picture_take(&r->stage.world, &last->after, &last->after);
}

bool
rehearsal_play(struct rehearsal *r, const char *file)
{
	int run = 0;

	*r = (struct rehearsal){ .file = file };
	scenario_init(&r->stage, file);
	bool ok = read_lines(r);

	for (int i = 0; ok && i < r->line_count; i++) {
		if (strcmp(r->lines[i], "run") == 0) {
			run = i;
			ok = keep_folder(r, i);
		}
		if (ok && has_keys(r->lines[i]))
			ok = rehearse_keys(r, i, run);
		else if (ok && !is_for_play(r->lines[i]))
			ok = do_line(r, &r->stage, i) && look_again(r, i);
	}
	return ok && r->key_count > 0;
}

void
rehearsal_done(struct rehearsal *r, bool ok)
{
	scenario_done(&r->stage, ok);
	for (int i = 0; i < r->line_count; i++)
		free(r->lines[i]);
	for (int i = 0; i < r->key_count; i++)
		free(r->keys[i].key);
	free(r->lines);
	free(r->keys);
}

/* --- parts of it, again --- */

bool
rehearsal_go_on(const struct rehearsal *r, struct scenario *s, int from, int keystroke)
{
	bool ok = true;

	for (int i = from; ok && i < keystroke; i++)
		ok = scenario_press(s, r->keys[i].key, strlen(r->keys[i].key)) &&
		     do_lines(r, s, r->keys[i].line + 1, r->keys[i + 1].line);
	if (ok)
		terminal_settle(scenario_here(s), s->world.limit_ms);
	return ok;
}

bool
rehearsal_go_to(const struct rehearsal *r, struct scenario *s, int keystroke)
{
	int run = r->keys[keystroke].run, first = keystroke;
	char *folder = folder_at(r, run), *home = mem_printf("home %s", folder);
	bool ok = scenario_do(s, home);

	for (int i = 0; ok && i < run; i++)
		if (is_setting(r->lines[i]))
			ok = do_line(r, s, i);
	while (first > 0 && r->keys[first - 1].run == run)
		first--;
	ok = ok && do_lines(r, s, run, r->keys[first].line) &&
	     rehearsal_go_on(r, s, first, keystroke);
	free(folder);
	free(home);
	return ok;
}

bool
rehearsal_open_again(const struct rehearsal *r, struct scenario *s, int keystroke)
{
	return do_line(r, s, r->keys[keystroke].run);
}
