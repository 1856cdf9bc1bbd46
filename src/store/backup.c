/*
 * backup.c - one sqlite3_backup_step(-1): a copy in small steps never ends while
 * others write. The copy gets its name only after it was opened again, checked
 * and forced to the disk.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/place.h"

#define NAME_TRIES   100
#define PART_ENDING  ".part"
#define PART_SECONDS 3600 /* no copy takes so long: what is older was left by a killed process */

static bool
fail_file(const char *path, int code, struct err *e)
{
	log_write("backup %s: %s", path, strerror(code));
	if (code == ENOSPC || code == EDQUOT || code == EFBIG)
		return err_set(e, ERR_FULL, _("The disk is full: the backup %s was not made."),
			       path);
	return err_set(e, ERR_IO, _("The backup %s cannot be written."), path);
}

static bool
fail_copy(sqlite3 *copy, int rc, const char *path, struct err *e)
{
	log_write("backup %s: sqlite %d: %s", path, rc, sqlite3_errmsg(copy));
	if ((rc & 0xFF) == SQLITE_FULL)
		return fail_file(path, ENOSPC, e);
	if ((rc & 0xFF) == SQLITE_IOERR)
		return fail_file(path, sqlite3_system_errno(copy), e);
	if ((rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB) {
		return err_set(e, ERR_DAMAGED,
			       _("The database is damaged: no good backup can be made of it. "
				 "Bring back the last one."));
	}
	return err_set(e, ERR_IO, _("The backup %s cannot be written."), path);
}

/* An unfinished copy, and what SQLite leaves beside it where the disk is full. */
static void
remove_part(const char *part)
{
	static const char *const endings[] = { "", "-journal", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		AUTO_FREE char *path = mem_printf("%s%s", part, endings[i]);
		unlink(path);
	}
}

static void
remove_left_parts(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		AUTO_FREE char *path = place_path(folder, entry->d_name);
		struct stat st;
		if (str_ends(path, PART_ENDING) && lstat(path, &st) == 0 &&
		    time(NULL) - st.st_mtime > PART_SECONDS)
			remove_part(path);
	}
	if (dir != NULL)
		closedir(dir);
}

static bool
is_taken(const char *path)
{
	AUTO_FREE char *part = mem_printf("%s" PART_ENDING, path);

	return access(path, F_OK) == 0 || access(part, F_OK) == 0;
}

/* A name that is not taken: <home>/backup/20261120-053200-day.db; the caller frees. */
char *
backup_new_name(const struct clock *clock, const char *folder, const char *word)
{
	char at[INSTANT_LOCAL_SIZE];
	AUTO_STR stamp = STR_INIT;

	instant_to_local(clock_now(clock), at);
	for (const char *p = at; *p != '+' && *p != '\0'; p++) {
		if (*p == 'T')
			str_add_char(&stamp, '-');
		else if (*p != '-' && *p != ':')
			str_add_char(&stamp, *p);
	}
	AUTO_FREE char *path = mem_printf("%s/%s-%s.db", folder, str_text(&stamp), word);
	for (int i = 2; is_taken(path) && i < NAME_TRIES; i++) {
		free(path);
		path = mem_printf("%s/%s-%s-%d.db", folder, str_text(&stamp), word, i);
	}
	return TAKE(path);
}

static bool
make_empty(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail_file(path, errno, e);
	close(fd);
	return true;
}

static bool
copy_all(struct store *s, sqlite3 *copy, const char *path, struct err *e)
{
	sqlite3_backup *b = sqlite3_backup_init(copy, "main", s->db, "main");

	if (b == NULL)
		return fail_copy(copy, sqlite3_extended_errcode(copy), path, e);
	int rc = sqlite3_backup_step(b, -1);
	int end = sqlite3_backup_finish(b);
	if (rc != SQLITE_DONE)
		return fail_copy(copy, rc == SQLITE_OK ? end : rc, path, e);
	/* One file without a log beside it; opening it as a desk turns the log on again. */
	rc = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	return rc == SQLITE_OK || fail_copy(copy, rc, path, e);
}

/* The first column of the first row must be `good`. */
static bool
check_answer(sqlite3 *copy, const char *sql, const char *good)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(copy, sql, -1, &q, NULL) == SQLITE_OK &&
		  sqlite3_step(q) == SQLITE_ROW &&
		  str_equal((const char *)sqlite3_column_text(q, 0), good);

	sqlite3_finalize(q);
	return ok;
}

static bool
has_no_row(sqlite3 *copy, const char *sql)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(copy, sql, -1, &q, NULL) == SQLITE_OK &&
		  sqlite3_step(q) == SQLITE_DONE;

	sqlite3_finalize(q);
	return ok;
}

/* Through a connection of its own, as whoever brings the backup back will. */
static bool
verify(const struct store *s, const char *path, struct err *e)
{
	AUTO_FREE char *schema = mem_printf("%d", s->schema);
	sqlite3 *copy = NULL;
	bool ok = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, NULL) ==
			  SQLITE_OK &&
		  check_answer(copy, "PRAGMA user_version", schema) &&
		  check_answer(copy, "PRAGMA integrity_check(1)", "ok") &&
		  has_no_row(copy, "PRAGMA foreign_key_check");

	sqlite3_close(copy);
	if (ok)
		return true;
	return err_set(e, ERR_DAMAGED,
		       _("The backup does not pass its check, so the database is damaged. "
			 "Run: madoguchi check"));
}

static bool
force_to_disk(const char *path, int flags, struct err *e)
{
	AUTO_CLOSE int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW);

	return (fd >= 0 && fsync(fd) == 0) || fail_file(path, errno, e);
}

static bool
fill(struct store *s, const char *path, struct err *e)
{
	sqlite3 *copy = NULL;
	int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
	bool ok = rc == SQLITE_OK ? copy_all(s, copy, path, e) : fail_copy(copy, rc, path, e);

	sqlite3_close(copy);
	return ok && verify(s, path, e) && force_to_disk(path, O_RDWR, e);
}

char *
backup_copy(struct store *s, const char *word, struct err *e)
{
	AUTO_FREE char *folder = place_path(s->home, "backup");

	if (!place_subfolder(folder, e))
		return NULL;
	remove_left_parts(folder);
	AUTO_FREE char *path = backup_new_name(s->clock, folder, word);
	AUTO_FREE char *part = mem_printf("%s" PART_ENDING, path);
	if (!make_empty(part, e))
		return NULL;
	if (!fill(s, part, e)) {
		remove_part(part);
		return NULL;
	}
	if (rename(part, path) != 0) {
		fail_file(path, errno, e);
		remove_part(part);
		return NULL;
	}
	return force_to_disk(folder, O_RDONLY | O_DIRECTORY, e) ? TAKE(path) : NULL;
}

static bool
audit_backup(struct store *s, const char *path, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	const char *name = strrchr(path, '/');
	struct json j;

	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "backup");
	json_text(&j, name == NULL ? path : name + 1);
	json_end_object(&j);
	return audit_view(s,
			  &(struct audit_entry){
				  .action = AUDIT_SYSTEM,
				  .object_type = "backup",
				  .detail = str_text(&detail),
			  },
			  e);
}

char *
backup_make(struct store *s, const char *word, struct err *e)
{
	AUTO_FREE char *path = backup_copy(s, word, e);

	if (path == NULL || !audit_backup(s, path, e))
		return NULL;
	return TAKE(path);
}
