/*
 * place.c - the checks of place.h. Nothing here opens the database file: closing
 * a descriptor of it would drop the locks that SQLite holds in this process.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/macros.h"
#include "base/mem.h"

/* clang-format off */
static const struct {
	unsigned long f_type;
	const char *name;
} shared_systems[] = {
	{ 0x00006969, "NFS" },    { 0xFF534D42, "CIFS" },   { 0xFE534D42, "SMB2" },
	{ 0x0000517B, "SMB" },    { 0x65735546, "FUSE" },   { 0x01021997, "9P" },
	{ 0x00C36400, "Ceph" },   { 0x5346414F, "AFS" },    { 0x6B414653, "kAFS" },
	{ 0x73757245, "Coda" },   { 0x0000564C, "NCP" },    { 0x0BD00BD0, "Lustre" },
	{ 0x01161970, "GFS2" },   { 0x7461636F, "OCFS2" },  { 0x47504653, "GPFS" },
	{ 0x19830326, "BeeGFS" }, { 0xAAD7AAEA, "PanFS" },  { 0x013111A8, "IBRIX" },
	{ 0xBEEFDEAD, "SNFS" },   { 0x786F4256, "vboxsf" }, { 0xBACBACBC, "HGFS" },
	{ 0x7C7C6673, "prl_fs" }, { 0x61636673, "ACFS" },
};
/* clang-format on */

bool
place_is_network(unsigned long f_type)
{
	for (size_t i = 0; i < ARRAY_LEN(shared_systems); i++) {
		if ((f_type & 0xFFFFFFFFUL) == shared_systems[i].f_type)
			return true;
	}
	return false;
}

static bool
refuse_network(const char *path, struct err *e)
{
	struct statfs fs;

	if (statfs(path, &fs) != 0) {
		log_write("statfs %s: %s", path, strerror(errno));
		return err_set(e, ERR_IO, _("The folder %s cannot be read."), path);
	}
	if (place_is_network((unsigned long)fs.f_type)) {
		return err_set(
			e, ERR_REFUSED,
			_("The folder %s is on a network file system, where the desk's records "
			  "could be damaged. Use a disk of this machine."),
			path);
	}
	return true;
}

static bool
refuse_foreign(const struct stat *st, const char *path, struct err *e)
{
	if (st->st_uid == geteuid())
		return true;
	const struct passwd *owner = getpwuid(st->st_uid);
	AUTO_FREE char *number = mem_printf("#%ld", (long)st->st_uid); /* as sudo -u takes it */
	const char *name = owner == NULL ? number : owner->pw_name;
	return err_set(e, ERR_REFUSED,
		       _("%s belongs to the account %s. Run madoguchi as that one: sudo -u '%s'"
			 " madoguchi ..."),
		       path, name, name);
}

static bool
make_folder(const char *path, struct err *e)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	int code = errno;
	log_write("mkdir %s: %s", path, strerror(code));
	if (code == ENOSPC || code == EDQUOT)
		return err_set(e, ERR_FULL, _("The disk is full: %s cannot be made."), path);
	return err_set(e, ERR_IO, _("The folder %s cannot be made: %s."), path, strerror(code));
}

static bool
check_folder(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(e, ERR_NOT_FOUND, _("There is no folder %s."), path);
	if (!refuse_foreign(&st, path, e))
		return false;
	if ((st.st_mode & 077) != 0) {
		return err_set(
			e, ERR_REFUSED,
			_("Other accounts may read the folder %s. Close it with: chmod 700 %s"),
			path, path);
	}
	return true;
}

char *
place_home(const char *home, bool create, struct err *e)
{
	if (create && !make_folder(home, e))
		return NULL;
	AUTO_FREE char *real = realpath(home, NULL);
	if (real == NULL && errno == EACCES) {
		err_set(e, ERR_REFUSED,
			_("The folder %s may not be entered. Run madoguchi as the account that "
			  "owns it."),
			home);
		return NULL;
	}
	if (real == NULL) {
		err_set(e, ERR_NOT_FOUND, _("There is no folder %s."), home);
		return NULL;
	}
	if (!check_folder(real, e) || !refuse_network(real, e))
		return NULL;
	return TAKE(real);
}

char *
place_path(const char *folder, const char *name)
{
	return mem_printf("%s/%s", folder, name);
}

void
place_open_log(const char *home)
{
	AUTO_FREE char *path = place_path(home, "log");
	if (!log_is_open())
		(void)log_open(path, NULL);
}

/* Of a folder of ours alone, never of what a link leads to. */
static void
close_to_others(const char *path)
{
	struct stat st;
	AUTO_CLOSE int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0 || st.st_uid != geteuid() || (st.st_mode & 077) == 0)
		return;
	if (fchmod(fd, 0700) == 0)
		log_write("closed %s: other accounts could read it (mode %04o, now 0700)", path,
			  (unsigned)(st.st_mode & 07777));
	else
		log_write("chmod 700 %s: %s", path, strerror(errno));
}

bool
place_subfolder(const char *path, struct err *e)
{
	if (!make_folder(path, e))
		return false;
	close_to_others(path);
	return check_folder(path, e);
}

bool
place_file(const char *path, bool must_exist, struct err *e)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		if (errno == ENOENT && !must_exist)
			return true;
		return err_set(e, ERR_NOT_FOUND, _("There is no file %s."), path);
	}
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_REFUSED, _("%s is not a regular file."), path);
	if (!refuse_foreign(&st, path, e))
		return false;
	if ((st.st_mode & 077) != 0) {
		return err_set(e, ERR_REFUSED,
			       _("Other accounts may read %s. Close it with: chmod 600 %s"), path,
			       path);
	}
	return true;
}
