/* workshop.c - see workshop.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/workshop.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/place.h"

#define FOLDER "workshop.tmp" /* in the home, so that a rename can move out of it */

bool
workshop_is_filled(const char *database, const char *ending)
{
	AUTO_FREE char *path = mem_printf("%s%s", database, ending);
	struct stat st;
	return stat(path, &st) == 0 && st.st_size > 0;
}

static void
unlink_beside(const char *database, const char *ending)
{
	AUTO_FREE char *path = mem_printf("%s%s", database, ending);
	unlink(path);
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static void
clear(const struct workshop *w)
{
	nftw(w->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static bool
refuse_existing(const struct workshop *w, struct err *e)
{
	return !workshop_is_filled(w->live, "") ||
	       err_set(e, ERR_REFUSED,
		       _("There is already a desk in %s. Nothing was changed. To open it: "
			 "madoguchi --home %s; to make another, name another folder."),
		       w->home, w->home);
}

/* A desk is told of even while it is open; who was quicker may have made one meanwhile. */
bool
workshop_open(struct workshop *w, const char *home, bool is_new, struct err *e)
{
	umask(077);
	w->home = place_home(home, is_new, e);
	if (!w->home)
		return false;
	place_open_log(w->home);
	w->live = place_path(w->home, STORE_FILE);
	w->folder = place_path(w->home, FOLDER);
	w->copy = place_path(w->folder, STORE_FILE);
	AUTO_FREE char *lock = mem_printf("%s.lock", w->live);
	if (is_new && !refuse_existing(w, e))
		return false;
	w->alone = queue_open_alone(lock, e);
	if (!w->alone || (is_new && !refuse_existing(w, e)))
		return false;
	clear(w);
	return place_subfolder(w->folder, e);
}

static bool
fail(const char *path, struct err *e)
{
	int code = errno;
	log_write("workshop %s: %s", path, strerror(code));
	if (code == ENOSPC || code == EDQUOT)
		return err_set(e, ERR_FULL, _("The disk is full: %s cannot be made."), path);
	return err_set(e, ERR_IO, _("The file %s cannot be read or written."), path);
}

static bool
force_folder(const char *path, struct err *e)
{
	AUTO_CLOSE int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return (fd >= 0 && fsync(fd) == 0) || fail(path, e);
}

bool
workshop_is_whole(const struct workshop *w, struct err *e)
{
	return !workshop_is_filled(w->copy, "-wal") ||
	       err_set(e, ERR_FULL, _("The disk is full: %s cannot be made."), w->live);
}

bool
workshop_put_in_place(const struct workshop *w, struct err *e)
{
	unlink_beside(w->live, "-wal");
	unlink_beside(w->live, "-shm");
	return (rename(w->copy, w->live) == 0 || fail(w->live, e)) && force_folder(w->home, e);
}

void
workshop_close(struct workshop *w)
{
	if (w->alone)
		clear(w);
	queue_close(w->alone);
	free(w->home);
	free(w->live);
	free(w->folder);
	free(w->copy);
}
