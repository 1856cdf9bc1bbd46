/*
 * restore.c - see restore.h. The copy becomes a desk of its own in a folder
 * beside the database: opened, upgraded, checked and audited there as any other.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/restore.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/macros.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/place.h"
#include "store/workshop.h"

enum { NEWEST_TOLD = 3 }; /* copies that a wrong name is answered with */

struct restoring {
	const struct restore_order *order;
	struct workshop workshop; /* where the copy is made ready */
	char *file; /* the backup, where it was found */
	char *kept; /* what the former database will be called; "" = there is none */
};

static bool
fail_file(const char *path, struct err *e)
{
	int code = errno;
	log_write("restore %s: %s", path, strerror(code));
	if (code == ENOSPC || code == EDQUOT || code == EFBIG)
		return err_set(e, ERR_FULL, _("The disk is full. Nothing was brought back."));
	return err_set(e, ERR_IO, _("The file %s cannot be read or written."), path);
}

/* A backup is one file: what still has a log beside it is a desk's own database. */
static bool
check_source(const struct restoring *r, int fd, struct err *e)
{
	const char *file = r->file;
	struct stat st, live;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_REFUSED, _("%s is not a regular file."), file);
	bool is_live = stat(r->workshop.live, &live) == 0 && live.st_dev == st.st_dev &&
		       live.st_ino == st.st_ino;
	if (is_live || workshop_is_filled(file, "-wal"))
		return err_set(e, ERR_REFUSED,
			       _("%s is no backup but a database in use. Name a file that "
				 "madoguchi backup has made."),
			       file);
	return true;
}

static bool
copy_bytes(int from, int to)
{
	char block[65536];
	ssize_t got;
	while ((got = read(from, block, sizeof(block))) > 0)
		for (ssize_t done = 0, n; done < got; done += n)
			if ((n = write(to, block + done, (size_t)(got - done))) < 0)
				return false;
	return got == 0;
}

static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static int
is_copy(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(entry->d_name, ".db");
}

/* What could have been meant: the names begin with the moment of the copy. */
static bool
refuse_unfound(const struct restoring *r, const char *folder, struct err *e)
{
	AUTO_STR newest = STR_INIT;
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_copy, alphasort);
	for (int i = count - 1; i >= 0; i--) {
		if (i >= count - NEWEST_TOLD)
			str_addf(&newest, "%s%s", newest.len ? ", " : "", names[i]->d_name);
		free(names[i]);
	}
	free(names);
	if (newest.len == 0)
		return err_set(e, ERR_NOT_FOUND,
			       _("The backup %s is not there, or may not be read, and there is "
				 "none in %s."),
			       r->order->file, folder);
	return err_set(e, ERR_NOT_FOUND,
		       _("The backup %s is not there, or may not be read. The newest in %s: %s"),
		       r->order->file, folder, str_text(&newest));
}

/* As it was named, or (unless that is a whole path) in the home or its folder of backups. */
static bool
find_source(struct restoring *r, struct err *e)
{
	const char *typed = r->order->file;
	AUTO_FREE char *folder = place_path(r->workshop.home, "backup");
	char *places[] = {
		mem_strdup(typed),
		place_path(r->workshop.home, typed),
		place_path(folder, typed),
	};
	for (int i = 0; i < (typed[0] == '/' ? 1 : (int)ARRAY_LEN(places)) && !r->file; i++)
		if (access(places[i], R_OK) == 0)
			r->file = mem_strdup(places[i]);
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		free(places[i]);
	return r->file || refuse_unfound(r, folder, e);
}

static bool
make_copy(const struct restoring *r, struct err *e)
{
	AUTO_CLOSE int from = open(r->file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (from < 0)
		return fail_file(r->file, e);
	if (!check_source(r, from, e))
		return false;
	const char *copy = r->workshop.copy;
	AUTO_CLOSE int to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return (to >= 0 && copy_bytes(from, to) && fsync(to) == 0) || fail_file(copy, e);
}

/* The first thing that is wrong with the copy. */
static void
note_finding(void *ctx, const char *finding)
{
	struct str *first = ctx;
	if (first->len == 0)
		str_set(first, finding);
}

static void
note_fault(void *ctx, int64_t seq, bool is_fault, const char *finding)
{
	(void)seq;
	if (is_fault)
		note_finding(ctx, finding);
}

/* What the store says of the copy names a file that is nobody's: the backup's name stands there. */
static bool
blame_backup(const struct restoring *r, struct err *e)
{
	struct err why = *e;
	if (why.code == ERR_DAMAGED)
		return err_set(e, ERR_DAMAGED,
			       _("The backup %s is damaged, or no database of madoguchi. "
				 "Nothing was brought back; take another."),
			       r->file);
	if (why.code == ERR_REFUSED)
		return err_set(e, ERR_REFUSED,
			       _("The backup %s was made by a newer madoguchi. Nothing was brought "
				 "back; use the newer program."),
			       r->file);
	return false;
}

static bool
check_copy(const struct restoring *r, struct store *s, struct err *e)
{
	AUTO_STR fault = STR_INIT;
	if (!store_check(s, note_finding, &fault, e) ||
	    !store_check_schema(s, note_finding, &fault, e) ||
	    !audit_verify(s, NULL, note_fault, &fault, e))
		return blame_backup(r, e);
	return fault.len == 0 ||
	       err_set(e, ERR_DAMAGED,
		       _("The backup %s is damaged (%s). Nothing was brought back; take another."),
		       r->file, str_text(&fault));
}

static bool
audit_restore(const struct restoring *r, struct store *s, struct err *e)
{
	AUTO_STR detail = STR_INIT;
	struct json j;
	json_init(&j, &detail);
	json_object(&j);
	json_key(&j, "restored");
	json_text(&j, name_of(r->file));
	json_key(&j, "kept");
	json_text(&j, name_of(r->kept));
	json_end_object(&j);
	store_set_actor(s, r->order->actor);
	return audit_view(s,
			  &(struct audit_entry){
				  .action = AUDIT_SYSTEM,
				  .object_type = "restore",
				  .detail = str_text(&detail),
			  },
			  e);
}

/* 1 in a database for practice; 0 also when it cannot be read: then it may be a real one. */
static int64_t
ask_file(const char *path, const char *query)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	int64_t answer = 0;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) ==
		    SQLITE_OK &&
	    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, query, -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW)
		answer = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return answer;
}

/*
 * A clerk who takes the wrong file would have the centre's records replaced by invented ones,
 * or those of real people laid where everybody practises, with the mark of practice gone.
 */
static bool
check_practice(const struct restoring *r, struct err *e)
{
	const char *query = r->order->practice_query;
	const struct workshop *w = &r->workshop;
	if (!query || str_is_empty(r->kept) || ask_file(w->copy, query) == ask_file(w->live, query))
		return true;
	if (ask_file(w->live, query))
		return err_set(e, ERR_REFUSED,
			       _("The desk in %s is for practice, and the backup %s holds real "
				 "records. Nothing was brought back; name an empty folder with "
				 "--home."),
			       r->workshop.home, r->file);
	return err_set(e, ERR_REFUSED,
		       _("The backup %s is of a desk for practice, and the records in %s are not. "
			 "Nothing was brought back; name another backup, or another folder."),
		       r->file, r->workshop.home);
}

static bool
prepare_copy(const struct restoring *r, struct err *e)
{
	struct store_options how = *r->order->store;
	how.home = r->workshop.folder;
	how.create = false;
	how.upgrade = true;
	struct store *s = store_open(&how, e);
	if (!s)
		return blame_backup(r, e);
	bool ok = check_copy(r, s, e) && audit_restore(r, s, e);
	store_close(s);
	return ok && workshop_is_whole(&r->workshop, e);
}

/* Moves the log into the former database, if that can be read at all. */
static void
fold_log(const char *path)
{
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) ==
		    SQLITE_OK &&
	    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK)
		sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_close(db);
}

/* A second name first: at no moment is there no database. A damaged one takes its log along. */
static bool
keep_former(const struct restoring *r, struct err *e)
{
	if (str_is_empty(r->kept))
		return true;
	fold_log(r->workshop.live);
	if (link(r->workshop.live, r->kept) != 0)
		return fail_file(r->kept, e);
	if (!workshop_is_filled(r->workshop.live, "-wal"))
		return true;
	AUTO_FREE char *log = mem_printf("%s-wal", r->workshop.live);
	AUTO_FREE char *kept_log = mem_printf("%s-wal", r->kept);
	return rename(log, kept_log) == 0 || fail_file(log, e);
}

static bool
name_kept(struct restoring *r, struct err *e)
{
	AUTO_FREE char *folder = place_path(r->workshop.home, "backup");
	if (access(r->workshop.live, F_OK) != 0) {
		r->kept = mem_strdup("");
		return true;
	}
	if (!place_file(r->workshop.live, true, e) || !place_subfolder(folder, e))
		return false;
	r->kept = backup_new_name(r->order->store->clock, folder, "replaced");
	return true;
}

static void
restoring_done(struct restoring *r)
{
	workshop_close(&r->workshop);
	free(r->file);
	free(r->kept);
}

char *
restore_run(const struct restore_order *order, struct err *e)
{
	AUTO(restoring_done) struct restoring r = { .order = order };
	const struct workshop *w = &r.workshop;
	if (workshop_open(&r.workshop, order->store->home, false, e) &&
	    find_source(&r, e) && name_kept(&r, e) && make_copy(&r, e) &&
	    prepare_copy(&r, e) && check_practice(&r, e) && keep_former(&r, e) &&
	    workshop_put_in_place(w, e))
		return TAKE(r.kept);
	return NULL;
}
