/*
 * log.c - the administrator's log. Each entry is one write() to a file opened
 * for appending, so that the entries of several desks do not mix.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

enum { LOG_MOST = 1 << 20 };

static int log_fd = -1;

/* Desks that have it open go on writing to the old one. */
static void
make_way(const char *path)
{
	struct stat st;
	if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < LOG_MOST)
		return;
	AUTO_FREE char *old = mem_printf("%s.1", path);
	(void)rename(path, old); /* or it grows on */
}

bool
log_is_open(void)
{
	return log_fd >= 0;
}

bool
log_open(const char *path, struct err *e)
{
	log_close();
	make_way(path);
	int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
	int fd = open(path, flags | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0600);
	if (fd < 0)
		return err_set(e, ERR_IO, _("The log file %s cannot be opened: %s."), path,
			       strerror(errno));
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(e, ERR_IO, _("The log file %s is not a plain file."), path);
	}
	log_fd = fd;
	return true;
}

void
log_close(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}

void
log_write(const char *fmt, ...)
{
	if (log_fd < 0)
		return;
	int saved_errno = errno; /* callers log between a failure and its report */
	AUTO_STR text = STR_INIT;
	va_list ap;
	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);

	AUTO_STR line = STR_INIT;
	struct clock real = { .pinned = false };
	char now[INSTANT_TEXT_SIZE];
	instant_to_text(clock_now(&real), now);
	str_addf(&line, "%s %d ", now, (int)getpid());
	utf8_add_visible(&line, str_text(&text));
	str_add_char(&line, '\n');
	ssize_t written = write(log_fd, line.s, line.len);
	(void)written; /* a full disk must not stop the desk for its log */
	errno = saved_errno;
}
