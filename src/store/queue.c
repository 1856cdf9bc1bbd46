/*
 * queue.c - flock alone is not fair: with four desks writing without pause one
 * of them got five times the turns of another. So each process draws a ticket
 * (a counter in the lock file), locks the byte of its ticket, and first waits
 * for the byte of the ticket before its own. Who dies lets the next one through;
 * as flock is what protects the database, a lost ticket costs order, not safety.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "store/queue.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"

#define TICKET_MASK INT64_C(0xFFFFFFFFFF)
#define PART_BYTE   (TICKET_MASK + 2)
#define RETRY_MS    50

/* The lock file, in the memory of all processes. */
struct page {
	_Atomic uint64_t next; /* the ticket counter */
	_Atomic uint64_t told; /* one more than what the holder told; 0: nothing */
};

struct queue {
	int fd;
	struct page *page;
	int64_t own_byte;
	int depth;
};

void
queue_close(struct queue *q)
{
	if (q == NULL)
		return;
	if (q->page != NULL)
		munmap(q->page, sizeof(*q->page));
	if (q->fd >= 0)
		close(q->fd);
	free(q);
}

static int
lock_byte(struct queue *q, int command, short type, int64_t byte)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	return fcntl(q->fd, command, &lock);
}

/* A hole would be filled when the page is first touched: on a full disk that is SIGBUS. */
static bool
has_room(int fd)
{
	return fallocate(fd, 0, 0, sizeof(struct page)) == 0 || errno == EOPNOTSUPP ||
	       errno == ENOSYS;
}

static struct queue *
open_file(const char *path, struct err *e)
{
	struct queue *q = mem_alloc(sizeof(*q));

	q->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (q->fd < 0 || ftruncate(q->fd, sizeof(*q->page)) != 0 || !has_room(q->fd))
		goto fail;
	void *page = mmap(NULL, sizeof(*q->page), PROT_READ | PROT_WRITE, MAP_SHARED, q->fd, 0);
	if (page == MAP_FAILED)
		goto fail;
	q->page = page;
	return q;
fail:;
	int why = errno;
	if (why == ENOSPC || why == EDQUOT)
		err_set(e, ERR_FULL, _("The disk is full: %s cannot be made."), path);
	else
		err_set(e, ERR_IO, _("The lock file %s cannot be opened: %s."), path,
			strerror(why));
	log_write("queue %s: %s", path, strerror(why));
	queue_close(q);
	return NULL;
}

/* Shared by all who use the database, or had alone: a byte beyond every ticket. */
static bool
take_part(struct queue *q, short type)
{
	return lock_byte(q, F_OFD_SETLK, type, PART_BYTE) == 0;
}

struct queue *
queue_open(const char *path, struct err *e)
{
	struct queue *q = open_file(path, e);
	if (q == NULL || take_part(q, F_RDLCK))
		return q;
	queue_close(q);
	err_set(e, ERR_BUSY, _("A backup is being brought back. Try again in a minute."));
	return NULL;
}

struct queue *
queue_open_alone(const char *path, struct err *e)
{
	struct queue *q = open_file(path, e);
	if (q == NULL || take_part(q, F_WRLCK))
		return q;
	queue_close(q);
	err_set(e, ERR_BUSY, _("A desk is open on this data folder. Close every desk first."));
	return NULL;
}

static void
on_alarm(int signal_number)
{
	(void)signal_number; /* it only has to interrupt the waiting call */
}

/*
 * A timer that interrupts waiting calls; again and again, for it may fire just
 * before one begins.
 */
struct alarm_state {
	struct sigaction action;
	sigset_t mask;
};

static void
alarm_start(struct alarm_state *old, int ms)
{
	struct sigaction action;
	struct itimerval timer = {
		.it_interval = { 0, RETRY_MS * 1000 },
		.it_value = { ms / 1000, ms % 1000 * 1000 + 1 },
	};
	sigset_t alarm_only;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_alarm;
	sigaction(SIGALRM, &action, &old->action);
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	sigprocmask(SIG_UNBLOCK, &alarm_only, &old->mask);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void
alarm_stop(const struct alarm_state *old)
{
	static const struct itimerval off;

	setitimer(ITIMER_REAL, &off, NULL);
	sigprocmask(SIG_SETMASK, &old->mask, NULL);
	sigaction(SIGALRM, &old->action, NULL);
}

static bool
enter_at_once(struct queue *q, int64_t before)
{
	return lock_byte(q, F_OFD_SETLK, F_RDLCK, before) == 0 &&
	       flock(q->fd, LOCK_EX | LOCK_NB) == 0;
}

static bool
enter_in_turn(struct queue *q, int64_t before, int timeout_ms)
{
	struct alarm_state old;
	int64_t deadline = clock_steady_ms() + timeout_ms;
	bool is_first = false, is_in = false;

	alarm_start(&old, timeout_ms);
	while (!is_in) {
		if (!is_first)
			is_first = lock_byte(q, F_OFD_SETLKW, F_RDLCK, before) == 0;
		if (is_first)
			is_in = flock(q->fd, LOCK_EX) == 0;
		if (!is_in && (errno != EINTR || clock_steady_ms() >= deadline))
			break;
	}
	alarm_stop(&old);
	return is_in;
}

/* Always false. */
static bool
refuse_to_wait(const struct queue *q, int timeout_ms, struct err *e)
{
	uint64_t told = atomic_load(&q->page->told);

	if (told > 0 && told <= 1001)
		return err_set(
			e, ERR_BUSY,
			_("Another desk is saving a large change, such as an import: %d %% is "
			  "done. Nothing is lost; try again in a moment."),
			(int)((told - 1) / 10));
	return err_set(e, ERR_BUSY,
		       _("Another desk has been writing for %d seconds. Try again; if it stays so, "
			 "close the desk that hangs."),
		       timeout_ms / 1000);
}

bool
queue_enter(struct queue *q, int timeout_ms, struct err *e)
{
	if (q->depth > 0) {
		q->depth++;
		return true;
	}
	int64_t ticket = (int64_t)(atomic_fetch_add(&q->page->next, 1) & (uint64_t)TICKET_MASK);
	int64_t before = ticket;
	q->own_byte = (ticket + 1) & TICKET_MASK;

	lock_byte(q, F_OFD_SETLK, F_WRLCK, q->own_byte);
	errno = 0;
	bool is_in = enter_at_once(q, before) || enter_in_turn(q, before, timeout_ms);
	int why = errno;
	lock_byte(q, F_OFD_SETLK, F_UNLCK, before);
	if (is_in) {
		q->depth = 1;
		atomic_store(&q->page->told, 0); /* by one that died */
		return true;
	}
	lock_byte(q, F_OFD_SETLK, F_UNLCK, q->own_byte);
	if (why != EINTR) {
		log_write("queue: %s", strerror(why));
		return err_set(e, ERR_IO, _("The lock file of the database cannot be used."));
	}
	return refuse_to_wait(q, timeout_ms, e);
}

void
queue_tell(struct queue *q, int done)
{
	assert(q->depth > 0 && done >= 0 && done <= 1000);
	atomic_store(&q->page->told, (uint64_t)done + 1);
}

void
queue_leave(struct queue *q)
{
	assert(q->depth > 0);
	if (--q->depth > 0)
		return;
	atomic_store(&q->page->told, 0);
	flock(q->fd, LOCK_UN);
	lock_byte(q, F_OFD_SETLK, F_UNLCK, q->own_byte);
}
