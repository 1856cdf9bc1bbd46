/* outfile.c - see outfile.h. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "exchange/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"

#define HELD       (4 * OUTFILE_ROOM)
#define MOST_NAMES 1000
#define PROC_PATH  32 /* "/proc/self/fd/" and a number */

struct outfile {
	int folder, fd;
	int64_t size;
	struct digest digest;
	unsigned char sum[DIGEST_BYTES];
	char *name;
	char path[PROC_PATH], folder_path[PROC_PATH];
	struct err failed; /* what broke first; code ERR_NONE: nothing */
	size_t held;
	char bytes[HELD];
};

static bool
fail(struct outfile *f, int code, struct err *e)
{
	log_write("outfile: %s", strerror(code));
	if (code == ENOSPC || code == EDQUOT || code == EFBIG)
		err_set(&f->failed, ERR_FULL, _("The disk is full: no file was written."));
	else
		err_set(&f->failed, ERR_IO, _("The file cannot be written."));
	if (e)
		*e = f->failed;
	return false;
}

static bool
is_whole(const struct outfile *f, struct err *e)
{
	if (f->failed.code == ERR_NONE)
		return true;
	if (e)
		*e = f->failed;
	return false;
}

static int
open_folder(const char *folder)
{
	return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

struct outfile *
outfile_new(const char *folder, struct err *e)
{
	AUTO_CLOSE int dir = open_folder(folder);
	if (dir < 0) {
		err_set(e, ERR_NOT_FOUND, _("There is no folder %s."), folder);
		return NULL;
	}
	int fd = openat(dir, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		int code = errno;
		log_write("outfile %s: %s", folder, strerror(code));
		if (code == ENOSPC || code == EDQUOT)
			err_set(e, ERR_FULL, _("The disk is full: no file was written."));
		else
			err_set(e, ERR_IO, _("No file can be made in the folder %s."), folder);
		return NULL;
	}
	struct outfile *f = mem_alloc(sizeof(*f));
	f->folder = dir;
	dir = -1;
	f->fd = fd;
	snprintf(f->path, sizeof(f->path), "/proc/self/fd/%d", f->fd);
	snprintf(f->folder_path, sizeof(f->folder_path), "/proc/self/fd/%d", f->folder);
	digest_init(&f->digest);
	return f;
}

void
outfile_free(struct outfile *f)
{
	if (!f)
		return;
	close(f->fd);
	close(f->folder);
	free(f->name);
	free(f);
}

/* All of it, or the errno. */
static int
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t done = write(fd, bytes, len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return errno;
		bytes += done;
		len -= (size_t)done;
	}
	return 0;
}

static bool
flush(struct outfile *f, struct err *e)
{
	if (!is_whole(f, e))
		return false;
	int code = write_all(f->fd, f->bytes, f->held);
	if (code)
		return fail(f, code, e);
	/* Begins to write to the disk, so that the end need not wait for all of it. */
	sync_file_range(f->fd, f->size, (off_t)f->held, SYNC_FILE_RANGE_WRITE);
	digest_add(&f->digest, f->bytes, f->held);
	f->size += (int64_t)f->held;
	f->held = 0;
	return true;
}

char *
outfile_room(struct outfile *f, size_t len, struct err *e)
{
	if (len > HELD - f->held && !flush(f, e))
		return NULL;
	return is_whole(f, e) ? f->bytes + f->held : NULL;
}

void
outfile_used(struct outfile *f, size_t len)
{
	f->held += len;
}

bool
outfile_write(struct outfile *f, const void *bytes, size_t len, struct err *e)
{
	const char *from = bytes;
	while (len > 0) {
		size_t part = len < OUTFILE_ROOM ? len : OUTFILE_ROOM;
		char *room = outfile_room(f, part, e);
		if (!room)
			return false;
		memcpy(room, from, part);
		outfile_used(f, part);
		from += part;
		len -= part;
	}
	return is_whole(f, e);
}

const char *
outfile_path(struct outfile *f)
{
	return f->path;
}

const char *
outfile_folder(struct outfile *f)
{
	return f->folder_path;
}

bool
outfile_adopt(struct outfile *f, struct err *e)
{
	if (!is_whole(f, e))
		return false;
	for (;;) {
		ssize_t got = pread(f->fd, f->bytes, sizeof(f->bytes), f->size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(f, errno, e);
		if (got == 0)
			return true;
		digest_add(&f->digest, f->bytes, (size_t)got);
		f->size += got;
	}
}

bool
outfile_finish(struct outfile *f, struct err *e)
{
	if (!flush(f, e))
		return false;
	if (fsync(f->fd) != 0)
		return fail(f, errno, e);
	digest_end(&f->digest, f->sum);
	return true;
}

int64_t
outfile_size(const struct outfile *f)
{
	return f->size;
}

void
outfile_sha256(const struct outfile *f, char out[OUTFILE_SHA256_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		out[2 * i] = digits[f->sum[i] >> 4];
		out[2 * i + 1] = digits[f->sum[i] & 15];
	}
	out[2 * DIGEST_BYTES] = '\0';
}

/* Gives the file this name, for good; 0, or the errno and no name: EEXIST when it is taken. */
static int
link_as(const struct outfile *f, const char *name)
{
	if (linkat(AT_FDCWD, f->path, f->folder, name, AT_SYMLINK_FOLLOW) != 0)
		return errno;
	if (fsync(f->folder) == 0)
		return 0;
	int code = errno;
	unlinkat(f->folder, name, 0);
	return code;
}

static bool
check_stem(const char *stem, const char *ending, struct err *e)
{
	if (!strchr(stem, '/') && !strchr(ending, '/') && stem[0] != '.' && stem[0] != '\0' &&
	    utf8_check_text(stem, false, NULL))
		return true;
	return err_set(e, ERR_INVALID, _("\"%s\" is no name for a file."), stem);
}

/* The first, the second … name of a stem. */
static char *
nth_name(const char *stem, const char *ending, int n)
{
	return n == 1 ? mem_printf("%s%s", stem, ending)
		      : mem_printf("%s-%d%s", stem, n, ending);
}

static void
refuse_taken(const struct outfile *f, const char *stem, const char *ending, struct err *e)
{
	AUTO_FREE char *folder = realpath(f->folder_path, NULL);
	err_set(e, ERR_REFUSED, _("There is a file %s/%s%s already. Choose another name."),
		folder ? folder : ".", stem, ending);
}

const char *
outfile_name(struct outfile *f, const char *stem, const char *ending, bool next, struct err *e)
{
	if (!is_whole(f, e) || !check_stem(stem, ending, e))
		return NULL;
	for (int i = 1; i <= (next ? MOST_NAMES : 1); i++) {
		AUTO_FREE char *name = nth_name(stem, ending, i);
		int code = link_as(f, name);
		if (code == 0) {
			f->name = TAKE(name);
			return f->name;
		}
		if (code != EEXIST) {
			fail(f, code, e);
			return NULL;
		}
	}
	refuse_taken(f, stem, ending, e);
	return NULL;
}

char *
outfile_free_name(struct outfile *f, const char *stem, const char *ending, bool next, struct err *e)
{
	if (!check_stem(stem, ending, e))
		return NULL;
	for (int i = 1; i <= (next ? MOST_NAMES : 1); i++) {
		AUTO_FREE char *name = nth_name(stem, ending, i);
		if (faccessat(f->folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
			return TAKE(name);
	}
	refuse_taken(f, stem, ending, e);
	return NULL;
}

void
outfile_unname(struct outfile *f)
{
	if (f->name && unlinkat(f->folder, f->name, 0) != 0)
		log_write("outfile unname: %s", strerror(errno));
}

bool
outfile_copy(struct outfile *f, int fd, struct err *e)
{
	off_t at = 0;
	while (at < f->size) {
		ssize_t got = pread(f->fd, f->bytes, sizeof(f->bytes), at);
		if (got < 0 && errno == EINTR)
			continue;
		int code = got < 0 ? errno : got == 0 ? EIO : write_all(fd, f->bytes, (size_t)got);
		if (code)
			return fail(f, code, e);
		at += got;
	}
	return true;
}

bool
outfile_log(const char *folder, const char *name, const char *line, struct err *e)
{
	AUTO_CLOSE int dir = open_folder(folder);
	AUTO_CLOSE int fd =
		openat(dir, name, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
	struct stat before;
	if (fd < 0 || flock(fd, LOCK_EX) != 0 || fstat(fd, &before) != 0)
		return err_set(e, ERR_IO, _("%s/%s cannot be written."), folder, name);
	int code = write_all(fd, line, strlen(line));
	if (code == 0 && fsync(fd) != 0)
		code = errno;
	if (code == 0)
		return true;
	log_write("outfile log: %s", strerror(code));
	if (ftruncate(fd, before.st_size) != 0)
		log_write("outfile log: %s", strerror(errno));
	return err_set(e, code == ENOSPC ? ERR_FULL : ERR_IO, _("%s/%s cannot be written."), folder,
		       name);
}
